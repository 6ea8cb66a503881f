/* SPDX-License-Identifier: MIT */
/*
 * Floor 4: exact k-best over codes. A* over code prefixes: each can be reached in one way only, its priority is what was
 * typed so far (summed over all ways) times the bound on the rest. A code is found when it comes out of the queue.
 */
#include "correct_search.h"

#include <string.h>

/* Bytes for entries of the queue. When they are used up, the worse half goes (and the answer says so). */
#define QUEUE_MAX 8192
#define ROOT UINT32_MAX

typedef struct node {
	uint32_t parent, state;
	uint16_t source, depth;
	gcvi_symbol symbol;
} node;

/* A prefix that is known by its priority only: node `parent` and one symbol more. */
typedef struct entry {
	double score;
	uint32_t parent;
	gcvi_symbol symbol;
} entry;

/* Fronts along one path, so that going on from the last prefix costs one step. */
typedef struct path {
	gcvi_front *fronts;       /* by depth */
	uint32_t *nodes;          /* whose front it is */
	size_t depth;             /* fronts 0 … depth are there */
} path;

typedef struct searching {
	gcvi_search *search;
	node *nodes;
	size_t node_count;
	entry *queue;
	size_t queued, room;
	path *paths;              /* by source */
	double *best;             /* the highest scores of whole codes seen, best first */
	size_t best_count, best_wanted;
	size_t twins;             /* so many sources may hold the same code */
	gcvi_symbol *scratch[2];
} searching;

uint64_t gcvi_score_key(double score)
{
	uint64_t bits;

	memcpy(&bits, &score, sizeof bits);
	return (bits + 0x800) >> 12;
}

int gcvi_code_order(const gcvi_form *a, const gcvi_symbol *code_a, size_t length_a,
                    const gcvi_form *b, const gcvi_symbol *code_b, size_t length_b)
{
	size_t k;

	for (k = 0; k < length_a && k < length_b; k++) {
		uint32_t x = a->alphabet->points[code_a[k]], y = b->alphabet->points[code_b[k]];

		if (x != y)
			return x < y ? -1 : 1;
	}
	return length_a < length_b ? -1 : length_a > length_b;
}

/* ------------------------------------------------------------------------------------------------ the queue */

static const gcvi_source *source_of(const searching *s, const entry *e)
{
	return &s->search->sources[s->nodes[e->parent].source];
}

/* The prefix an entry stands for; its length. */
static size_t spell(const searching *s, const entry *e, gcvi_symbol *out)
{
	size_t depth = s->nodes[e->parent].depth, k = depth;
	uint32_t at = e->parent;

	out[depth] = e->symbol;
	for (; k > 0; at = s->nodes[at].parent)
		out[--k] = s->nodes[at].symbol;
	return depth + 1;
}

/* Best first; equals in code order, so that of equal codes the first in order comes out first. */
static int before(const searching *s, const entry *a, const entry *b)
{
	uint64_t x = gcvi_score_key(a->score), y = gcvi_score_key(b->score);
	int order;

	if (x != y)
		return x > y;
	order = gcvi_code_order(source_of(s, a)->trellis.lattice->form, s->scratch[0], spell(s, a, s->scratch[0]),
	                        source_of(s, b)->trellis.lattice->form, s->scratch[1], spell(s, b, s->scratch[1]));
	return order != 0 ? order < 0 : s->nodes[a->parent].source < s->nodes[b->parent].source;
}

static void sift_down(searching *s, size_t at, size_t count)
{
	entry moved = s->queue[at];
	size_t child;

	for (; (child = 2 * at + 1) < count; at = child) {
		if (child + 1 < count && before(s, &s->queue[child + 1], &s->queue[child]))
			child++;
		if (!before(s, &s->queue[child], &moved))
			break;
		s->queue[at] = s->queue[child];
	}
	s->queue[at] = moved;
}

/* The worse half is forgotten: heap sort leaves the worst first, so the array is turned round. */
static void thin_out(searching *s)
{
	size_t end, i;

	for (end = s->queued; end > 1;) {
		entry first = s->queue[0];

		s->queue[0] = s->queue[--end];
		s->queue[end] = first;
		sift_down(s, 0, end);
	}
	for (i = 0; i < s->queued / 2; i++) {
		entry swapped = s->queue[i];

		s->queue[i] = s->queue[s->queued - 1 - i];
		s->queue[s->queued - 1 - i] = swapped;
	}
	s->queued /= 2;
	s->search->truncated = 1;
}

static void push(searching *s, double score, uint32_t parent, gcvi_symbol symbol)
{
	entry added = { score, parent, symbol };
	size_t at;

	if (s->queued == s->room)
		thin_out(s);
	for (at = s->queued++; at > 0 && before(s, &added, &s->queue[(at - 1) / 2]); at = (at - 1) / 2)
		s->queue[at] = s->queue[(at - 1) / 2];
	s->queue[at] = added;
}

static entry pop(searching *s)
{
	entry first = s->queue[0];

	s->queue[0] = s->queue[--s->queued];
	if (s->queued > 0)
		sift_down(s, 0, s->queued);
	return first;
}

/* ------------------------------------------------------------------------------------------------- prefixes */

static gcvi_symbol last_symbol(const searching *s, uint32_t n)
{
	return s->nodes[n].depth > 0 ? s->nodes[n].symbol : GCVI_NO_SYMBOL;
}

/* The settled front of a node; those of its ancestors are made where the path does not have them. */
static const gcvi_front *front_of(searching *s, uint32_t n)
{
	const gcvi_trellis *t = &s->search->sources[s->nodes[n].source].trellis;
	path *p = &s->paths[s->nodes[n].source];
	size_t depth = s->nodes[n].depth, k;
	uint32_t at = n;

	for (k = depth; k > 0 && (k > p->depth || p->nodes[k] != at); at = s->nodes[at].parent)
		p->nodes[k--] = at;
	for (; k < depth; k++) {
		gcvi_front_step(t, k, &p->fronts[k], last_symbol(s, s->nodes[p->nodes[k + 1]].parent),
		                s->nodes[p->nodes[k + 1]].symbol, &p->fronts[k + 1]);
		gcvi_front_shift(t, k + 1, &p->fronts[k + 1]);
		gcvi_front_settle(t, k + 1, &p->fronts[k + 1]);
	}
	p->depth = depth;
	return &p->fronts[depth];
}

static const float *bounds_at(const gcvi_trellis *t, size_t j, uint32_t state)
{
	return t->bounds + (j * t->states + state) * gcvi_trellis_row(t);
}

/* A twin that the symbol begins: the next one has to be the same. */
static double twin_bound(const gcvi_trellis *t, size_t j, uint32_t state, gcvi_symbol symbol, const gcvi_front *to)
{
	const gcvi_column *here = &t->columns[j];
	const float *bound;
	double sum = 0;
	uint32_t next;
	size_t w;

	if (!gcvi_set_has(&t->lattice->form->sites[j + 1].allowed, symbol))
		return 0;
	next = t->automaton->step(t->automaton, j + 1, state, symbol);
	if (next == GCVI_DEAD)
		return 0;
	bound = bounds_at(t, j + 2, next);
	for (w = 0; w < here->lanes; w++)
		if (here->twin[w] > 0)
			sum += to->w[w] * (double)bound[here->pair[w]];
	return sum * gcvi_power_of_two(t->columns[j + 1].exponent - t->columns[j + 2].exponent);
}

/* The best a code may score that goes on with `symbol` into `state`: exact at the end of the code. */
static double bound_of(const gcvi_trellis *t, size_t j, uint32_t state, gcvi_symbol symbol, const gcvi_front *to)
{
	const float *n = bounds_at(t, j + 1, state), *pending = n + t->width, *lane = n + 4 * t->width;
	size_t w, h;
	double sum = 0;

	if (j + 1 == t->n)
		return gcvi_front_final(t, to);
	for (w = 0; w < t->width; w++)
		sum += to->n[w] * (double)n[w] + to->t[w] * (double)pending[w] +
		       to->j[w] * (double)pending[t->width + w] + to->k[w] * (double)pending[2 * t->width + w];
	for (h = 0; h < t->lanes; h++)
		sum += to->lane[h] * (double)lane[h];
	if (t->columns[j].twins)
		sum += twin_bound(t, j, state, symbol, to);
	return sum;
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

static void expand(searching *s, uint32_t n)
{
	const gcvi_source *source = &s->search->sources[s->nodes[n].source];
	const gcvi_trellis *t = &source->trellis;
	size_t j = s->nodes[n].depth, k;
	const gcvi_front *front = front_of(s, n);
	gcvi_front to;

	for (k = 0; k < t->columns[j].choices; k++) {
		gcvi_symbol symbol = t->columns[j].symbols[k];
		uint32_t state = t->automaton->step(t->automaton, j, s->nodes[n].state, symbol);
		double score;

		if (state == GCVI_DEAD || (j + 1 == t->n && !t->automaton->accepts(t->automaton, state)))
			continue;
		gcvi_front_step(t, j, front, last_symbol(s, n), symbol, &to);
		gcvi_front_shift(t, j + 1, &to);
		score = source->weight * bound_of(t, j, state, symbol, &to);
		if (worth(s, score, j + 1 == t->n))
			push(s, score, n, symbol);
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

/* Of a code that another source of the format may hold, too; 0 if it does not. */
static double score_of(const gcvi_source *source, const gcvi_symbol *code)
{
	const gcvi_trellis *t = &source->trellis;
	gcvi_scaled likelihood;

	if (!accepts(t, code))
		return 0;
	likelihood = gcvi_trellis_likelihood(t, code, NULL);
	return gcvi_scaled_ratio(gcvi_scaled_times(likelihood, source->weight),
	                         gcvi_scaled_make(1, -t->columns[0].exponent / 64));
}

static void find(searching *s, const entry *e)
{
	gcvi_search *search = s->search;
	const gcvi_source *source = source_of(s, e), *other;
	gcvi_found found = { source, NULL, e->score };
	gcvi_symbol *code = s->scratch[0];
	size_t k;

	spell(s, e, code);
	if (is_refused(search, source, code))
		return;
	for (k = 0; k < search->count; k++)
		if (same_code(source, code, search->found[k].source, search->found[k].code))
			return;
	for (other = search->sources; s->twins > 1 && other < search->sources + search->source_count; other++)
		if (other != source && other->format == source->format && other->trellis.n == source->trellis.n)
			found.score += score_of(other, code);
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

	if (s->queued == 0 || search->wanted == 0)
		return 1;
	top = s->queue[0].score;
	return top < search->threshold ||
	       (search->count == search->wanted &&
	        gcvi_score_key(top * (double)s->twins) < gcvi_score_key(search->found[search->count - 1].score)) ||
	       (search->count == search->wanted && s->twins == 1);
}

static void run(searching *s)
{
	while (!finished(s)) {
		entry e = pop(s);
		const node *parent = &s->nodes[e.parent];
		const gcvi_trellis *t = &s->search->sources[parent->source].trellis;
		node *n;

		if (parent->depth + (size_t)1 == t->n) {
			find(s, &e);
			continue;
		}
		if (s->search->used == s->search->steps) {
			s->search->truncated = 1;
			return;
		}
		s->search->used++;
		n = &s->nodes[s->node_count];
		n->parent = e.parent;
		n->symbol = e.symbol;
		n->source = parent->source;
		n->depth = (uint16_t)(parent->depth + 1);
		n->state = t->automaton->step(t->automaton, parent->depth, parent->state, e.symbol);
		expand(s, (uint32_t)s->node_count++);
	}
}

/* The best any code of a trellis may score. */
static double bound_of_root(const gcvi_trellis *t, const gcvi_front *front)
{
	const float *n = bounds_at(t, 0, t->automaton->start);
	double sum = front->n[0] * (double)n[0];
	size_t h;

	for (h = 0; h < t->lanes; h++)
		sum += front->lane[h] * (double)n[4 * t->width + h];
	return sum;
}

static void start(searching *s)
{
	gcvi_search *search = s->search;
	size_t k;

	for (k = 0; k < search->source_count; k++) {
		const gcvi_trellis *t = &search->sources[k].trellis;
		gcvi_front *front = &s->paths[k].fronts[0];
		node *root = &s->nodes[s->node_count];
		double score;

		root->parent = ROOT;
		root->state = t->automaton->start;
		root->source = (uint16_t)k;
		gcvi_front_begin(t, front);
		score = search->sources[k].weight * bound_of_root(t, front);
		search->bound = score > search->bound ? score : search->bound;
		gcvi_front_settle(t, 0, front);
		s->paths[k].nodes[0] = (uint32_t)s->node_count++;
		if (t->n > 0 && worth(s, score, 0))
			expand(s, s->paths[k].nodes[0]);
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
	size_t n = longest(search), k;
	gcvi_symbol *codes;

	s->twins = most_alike(search);
	s->best_wanted = search->wanted * s->twins + search->refused_count;
	s->room = QUEUE_MAX;
	s->nodes = gcvi_arena_alloc(arena, search->steps + search->source_count, sizeof *s->nodes);
	s->queue = gcvi_arena_alloc(arena, s->room, sizeof *s->queue);
	s->best = gcvi_arena_alloc(arena, s->best_wanted + 1, sizeof *s->best);
	s->scratch[0] = gcvi_arena_alloc(arena, n + 1, sizeof *s->scratch[0]);
	s->scratch[1] = gcvi_arena_alloc(arena, n + 1, sizeof *s->scratch[1]);
	search->found = gcvi_arena_alloc(arena, search->wanted + 1, sizeof *search->found);
	codes = gcvi_arena_alloc(arena, (search->wanted + 1) * (n + 1), sizeof *codes);
	if (s->nodes == NULL || s->queue == NULL || s->best == NULL || s->scratch[0] == NULL || s->scratch[1] == NULL ||
	    search->found == NULL || codes == NULL)
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
	return GCV_OK;
}
