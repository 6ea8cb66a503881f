/* SPDX-License-Identifier: MIT */
/*
 * Floor 4: exact k-best over codes. A* over code prefixes: each can be reached in one way only, its priority is what was
 * typed so far (summed over all ways) times the bound on the rest. A code is found when it comes out of the queue.
 */
#include "correct_queue.h"

#include <float.h>
#include <string.h>

/* Prefixes at most, whatever number of steps is allowed: they take memory. */
#define PREFIXES_MAX 3584

/* Fronts along one path, so that going on from the last prefix costs one step. */
typedef struct path {
	gcvi_front *fronts;       /* by depth */
	uint32_t *nodes;          /* whose front it is */
	size_t depth;             /* fronts 0 … depth are there */
} path;

typedef struct searching {
	gcvi_search *search;
	gcvi_queue queue;
	path *paths;              /* by source */
	double *best;             /* the highest scores of whole codes seen, best first */
	size_t best_count, best_wanted;
	size_t twins;             /* so many sources may hold the same code */
} searching;

/* ------------------------------------------------------------------------------------------------- prefixes */

static gcvi_symbol last_symbol(const searching *s, uint32_t n)
{
	return s->queue.nodes[n].depth > 0 ? s->queue.nodes[n].symbol : GCVI_NO_SYMBOL;
}

/*
 * The settled front of a node; those of its ancestors are made where the path does not have them. *most: no string that
 * begins so is worth more.
 */
static const gcvi_front *front_of(searching *s, uint32_t n, double *most)
{
	const gcvi_source *source = gcvi_queue_source(&s->queue, n);
	const gcvi_trellis *t = &source->trellis;
	path *p = &s->paths[s->queue.nodes[n].source];
	size_t depth = s->queue.nodes[n].depth, k;
	uint32_t at = n;

	*most = DBL_MAX;
	for (k = depth; k > 0 && (k > p->depth || p->nodes[k] != at); at = s->queue.nodes[at].parent)
		p->nodes[k--] = at;
	for (; k < depth; k++) {
		gcvi_front_step(t, k, &p->fronts[k], last_symbol(s, s->queue.nodes[p->nodes[k + 1]].parent),
		                s->queue.nodes[p->nodes[k + 1]].symbol, &p->fronts[k + 1]);
		gcvi_front_shift(t, k + 1, &p->fronts[k + 1]);
		if (k + 1 == depth && t->states > 1 && !t->columns[k].twins)
			*most = source->weight * gcvi_front_worth(t, depth, &p->fronts[depth]);
		gcvi_front_settle(t, k + 1, &p->fronts[k + 1]);
	}
	p->depth = depth;
	return &p->fronts[depth];
}

/* Whole codes worse than as many as are wanted need not be queued. */
static int worth(searching *s, double score, int whole)
{
	size_t k;

	if (!(score > 0) || score < s->search->threshold)
		return 0;
	if (s->best_count == s->best_wanted &&
	    gcvi_score_key(score * (double)s->twins) < gcvi_score_key(s->best[s->best_count - 1]))
		return 0;
	if (!whole)
		return 1;
	k = s->best_count < s->best_wanted ? s->best_count++ : s->best_count - 1;
	for (; k > 0 && s->best[k - 1] < score; k--)
		s->best[k] = s->best[k - 1];
	s->best[k] = score;
	return 1;
}

/* The exact score of a whole code, which its bound does not rule out. */
static void reach_end(searching *s, uint32_t n, const gcvi_front *front, gcvi_symbol symbol)
{
	const gcvi_source *source = gcvi_queue_source(&s->queue, n);
	const gcvi_trellis *t = &source->trellis;
	gcvi_front to;
	double score;

	gcvi_front_step(t, t->n - 1, front, last_symbol(s, n), symbol, &to);
	gcvi_front_shift(t, t->n, &to);
	score = source->weight * gcvi_front_final(t, &to);
	if (worth(s, score, 1))
		gcvi_queue_push(&s->queue, score, n, symbol);
}

/*
 * Where one symbol takes nearly all that a prefix is worth, the others need not be looked at one by one: bounds of a check
 * are sums, so what is left of the prefix's is theirs, all together. Whether that was so.
 */
static int expand_likely(searching *s, uint32_t n, const gcvi_front *front, double score)
{
	const gcvi_source *source = gcvi_queue_source(&s->queue, n);
	const gcvi_trellis *t = &source->trellis;
	size_t j = s->queue.nodes[n].depth;
	gcvi_symbol symbol;
	double bound, rest;
	uint32_t to;

	if (t->states == 1 || j == 0 || j + 1 == t->n || t->columns[j].slots == 0 || t->columns[j].twins || t->columns[j - 1].twins)
		return 0;
	symbol = gcvi_front_likely(t, j, front);
	if (!gcvi_set_has(&t->lattice->form->sites[j].allowed, symbol))
		return 0;
	to = t->automaton->step(t->automaton, j, s->queue.nodes[n].state, symbol);
	if (to == GCVI_DEAD)
		return 0;
	bound = gcvi_front_bound(t, j, front, symbol, to);
	rest = score * (1 + GCVI_ROUNDED_UP) - source->weight * (bound - gcvi_front_excess(t, j, front));
	if (worth(s, rest, 0))
		return 0;
	if (worth(s, source->weight * bound, 0))
		gcvi_queue_push(&s->queue, source->weight * bound, n, symbol);
	return 1;
}

/* score: what the prefix is worth, at most. */
static void expand(searching *s, uint32_t n, double score)
{
	const gcvi_source *source = gcvi_queue_source(&s->queue, n);
	const gcvi_trellis *t = &source->trellis;
	size_t j = s->queue.nodes[n].depth, k;
	const gcvi_symbol *symbols = t->columns[j].symbols;
	double bounds[GCVI_SYMBOLS_MAX], most;
	uint32_t to[GCVI_SYMBOLS_MAX];
	const gcvi_front *front = front_of(s, n, &most);

	if (!worth(s, most, 0) || expand_likely(s, n, front, score))
		return;
	for (k = 0; k < t->columns[j].choices; k++) {
		to[k] = t->automaton->step(t->automaton, j, s->queue.nodes[n].state, symbols[k]);
		if (j + 1 == t->n && to[k] != GCVI_DEAD && !t->automaton->accepts(t->automaton, to[k]))
			to[k] = GCVI_DEAD;
	}
	gcvi_front_bounds(t, j, front, last_symbol(s, n), to, bounds);
	for (k = 0; k < t->columns[j].choices; k++) {
		if (to[k] == GCVI_DEAD || !worth(s, source->weight * bounds[k], 0))
			continue;
		if (j + 1 == t->n)
			reach_end(s, n, front, symbols[k]);
		else
			gcvi_queue_push(&s->queue, source->weight * bounds[k], n, symbols[k]);
	}
}

/* ------------------------------------------------------------------------------------------------- the answer */

static int is_refused(const gcvi_search *search, const gcvi_source *source, const gcvi_symbol *code)
{
	size_t k, n = source->trellis.n;

	for (k = 0; k < search->refused_count; k++)
		if (search->refused[k].format == source->format && search->refused[k].length == n &&
		    memcmp(search->refused[k].symbols, code, n * sizeof *code) == 0)
			return 1;
	return 0;
}

static int same_code(const gcvi_source *a, const gcvi_symbol *code_a, const gcvi_source *b, const gcvi_symbol *code_b)
{
	return a->format == b->format && a->trellis.n == b->trellis.n && memcmp(code_a, code_b, a->trellis.n) == 0;
}

int gcvi_found_before(const gcvi_found *a, const gcvi_found *b)
{
	uint64_t x = gcvi_score_key(a->score), y = gcvi_score_key(b->score);

	if (x != y)
		return x > y;
	return gcvi_code_order(a->source->trellis.lattice->form, a->code, a->source->trellis.n,
	                       b->source->trellis.lattice->form, b->code, b->source->trellis.n) < 0;
}

/* Where it belongs among the found. */
static void insert(gcvi_search *search, gcvi_found found)
{
	size_t k = search->count++;

	for (; k > 0 && gcvi_found_before(&found, &search->found[k - 1]); k--)
		search->found[k] = search->found[k - 1];
	search->found[k] = found;
}

static int accepts(const gcvi_trellis *t, const gcvi_symbol *code)
{
	uint32_t state = t->automaton->start;
	size_t j;

	for (j = 0; j < t->n && state != GCVI_DEAD; j++)
		state = gcvi_set_has(&t->lattice->form->sites[j].allowed, code[j])
			? t->automaton->step(t->automaton, j, state, code[j]) : GCVI_DEAD;
	return state != GCVI_DEAD && t->automaton->accepts(t->automaton, state);
}

double gcvi_source_score(const gcvi_source *source, const gcvi_symbol *code)
{
	const gcvi_trellis *t = &source->trellis;
	gcvi_scaled likelihood;

	if (!accepts(t, code))
		return 0;
	likelihood = gcvi_trellis_likelihood(t, code, NULL);
	return gcvi_scaled_ratio(gcvi_scaled_times(likelihood, source->weight),
	                         gcvi_scaled_make(gcvi_power_of_two(-(t->columns[0].exponent % 64)),
	                                          -(t->columns[0].exponent / 64)));
}

static void find(searching *s, const gcvi_entry *e)
{
	gcvi_search *search = s->search;
	const gcvi_source *source = gcvi_queue_source(&s->queue, e->parent), *other;
	gcvi_found found = { source, NULL, e->score };
	gcvi_symbol *code = s->queue.scratch[0];
	size_t k;

	gcvi_queue_spell(&s->queue, e, code);
	if (is_refused(search, source, code))
		return;
	for (k = 0; k < search->count; k++)
		if (same_code(source, code, search->found[k].source, search->found[k].code))
			return;
	for (other = search->sources; s->twins > 1 && other < search->sources + search->source_count; other++)
		if (other != source && other->format == source->format && other->trellis.n == source->trellis.n)
			found.score += gcvi_source_score(other, code);
	if (search->count == search->wanted) {
		if (gcvi_score_key(found.score) <= gcvi_score_key(search->found[search->count - 1].score))
			return;
		/* The last one's room is taken over. */
		search->count--;
	}
	found.code = search->found[search->count].code;
	memcpy(found.code, code, source->trellis.n);
	insert(search, found);
}

static int finished(const searching *s)
{
	const gcvi_search *search = s->search;
	double top;

	if (s->queue.count == 0 || search->wanted == 0)
		return 1;
	top = s->queue.entries[0].score;
	if (search->count != 0 && search->found[0].score < search->first && top * (double)s->twins < search->first)
		return 1;
	return top < search->threshold ||
	       (search->count == search->wanted &&
	        gcvi_score_key(top * (double)s->twins) < gcvi_score_key(search->found[search->count - 1].score)) ||
	       (search->count == search->wanted && s->twins == 1);
}

static void run(searching *s)
{
	while (!finished(s)) {
		gcvi_entry e = gcvi_queue_pop(&s->queue);
		const gcvi_node *parent = &s->queue.nodes[e.parent];
		const gcvi_trellis *t = &s->search->sources[parent->source].trellis;
		gcvi_node *n;

		if (parent->depth + (size_t)1 == t->n) {
			find(s, &e);
			continue;
		}
		if (s->search->used == s->search->steps || s->queue.node_count == s->queue.node_room) {
			s->search->truncated = 1;
			return;
		}
		s->search->used++;
		n = &s->queue.nodes[s->queue.node_count];
		n->parent = e.parent;
		n->symbol = e.symbol;
		n->source = parent->source;
		n->depth = (uint16_t)(parent->depth + 1);
		n->state = (uint16_t)t->automaton->step(t->automaton, parent->depth, parent->state, e.symbol);
		expand(s, (uint32_t)s->queue.node_count++, e.score);
	}
}

static void start(searching *s)
{
	gcvi_search *search = s->search;
	size_t k;

	for (k = 0; k < search->source_count; k++) {
		const gcvi_trellis *t = &search->sources[k].trellis;
		gcvi_front *front = &s->paths[k].fronts[0];
		gcvi_node *root = &s->queue.nodes[s->queue.node_count];
		double score;

		root->parent = GCVI_ROOT;
		root->state = (uint16_t)t->automaton->start;
		root->source = (uint16_t)k;
		gcvi_front_begin(t, front);
		score = search->sources[k].weight * t->bound;
		search->bound = score > search->bound ? score : search->bound;
		gcvi_front_settle(t, 0, front);
		s->paths[k].nodes[0] = (uint32_t)s->queue.node_count++;
		if (t->n > 0 && worth(s, score, 0))
			expand(s, s->paths[k].nodes[0], score);
	}
}

static size_t longest(const gcvi_search *search)
{
	size_t n = 0, k;

	for (k = 0; k < search->source_count; k++)
		n = search->sources[k].trellis.n > n ? search->sources[k].trellis.n : n;
	return n;
}

static size_t most_alike(const gcvi_search *search)
{
	size_t most = 1, a, b;

	for (a = 0; a < search->source_count; a++) {
		size_t alike = 0;

		for (b = 0; b < search->source_count; b++)
			alike += search->sources[a].format == search->sources[b].format &&
			         search->sources[a].trellis.n == search->sources[b].trellis.n;
		most = alike > most ? alike : most;
	}
	return most;
}

static int make_paths(searching *s, gcvi_arena *arena)
{
	const gcvi_search *search = s->search;
	size_t k;

	s->paths = gcvi_arena_alloc(arena, search->source_count, sizeof *s->paths);
	if (s->paths == NULL)
		return GCV_E_MEMORY;
	for (k = 0; k < search->source_count; k++) {
		size_t n = search->sources[k].trellis.n + 1;

		s->paths[k].fronts = gcvi_arena_alloc(arena, n, sizeof *s->paths[k].fronts);
		s->paths[k].nodes = gcvi_arena_alloc(arena, n, sizeof *s->paths[k].nodes);
		if (s->paths[k].fronts == NULL || s->paths[k].nodes == NULL)
			return GCV_E_MEMORY;
	}
	return GCV_OK;
}

static int make_room(searching *s, gcvi_arena *arena)
{
	gcvi_search *search = s->search;
	size_t n = longest(search), prefixes = search->steps < PREFIXES_MAX ? search->steps : PREFIXES_MAX, k;
	gcvi_symbol *codes;

	s->twins = most_alike(search);
	s->best_wanted = search->wanted * s->twins + search->refused_count;
	s->best = gcvi_arena_alloc(arena, s->best_wanted + 1, sizeof *s->best);
	search->found = gcvi_arena_alloc(arena, search->wanted + 1, sizeof *search->found);
	codes = gcvi_arena_alloc(arena, (search->wanted + 1) * (n + 1), sizeof *codes);
	if (s->best == NULL || search->found == NULL || codes == NULL ||
	    gcvi_queue_make(&s->queue, search->sources, search->source_count + prefixes, n, arena) != GCV_OK)
		return GCV_E_MEMORY;
	for (k = 0; k <= search->wanted; k++)
		search->found[k].code = codes + k * (n + 1);
	return make_paths(s, arena);
}

int gcvi_search_run(gcvi_search *search, gcvi_arena *arena)
{
	searching s = { .search = search };

	search->count = search->used = 0;
	search->bound = 0;
	search->truncated = 0;
	if (make_room(&s, arena) != GCV_OK)
		return GCV_E_MEMORY;
	start(&s);
	run(&s);
	search->truncated = search->truncated || s.queue.truncated;
	return GCV_OK;
}
