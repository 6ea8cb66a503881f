/* SPDX-License-Identifier: MIT */
/*
 * Floor 4: codes of forms without states, best first: lists grow round by round, as the score falls that is looked for,
 * until what is left cannot matter.
 */
#include "correct_meet_internal.h"

#include <string.h>


/* Beginnings, or ends, in one list: at first, and at most. */
#define ROOM_FIRST ((size_t)1 << 13)
#define ROOM_MAX ((size_t)1 << 17)
/* Numbers in all bounds. */
#define NUMBERS_MAX ((size_t)1 << 21)
/* Codes that are remembered, so that none counts twice. */
#define SEEN_MAX ((size_t)4096)
/* The first round goes down to this share of the best that is possible in a list; the next ones each so much lower. */
#define FIRST_ROUND (1.0 / 128)
/* And to this one, where all that is two accidents away was found already. */
#define FURTHER_ROUND (1.0 / 32768)
#define NEXT_ROUND (1.0 / 16)
#define HALF_ROUND (1.0 / 4)
/* Below this there is nothing to be told apart, and everything is looked at. */
#define LAST_ROUND 1e-30

/* One source on its way. */
typedef struct meeting {
	const gcvi_source *source;
	gcvi_trellis trellis;     /* without accidents that leave a part of the code open */
	double open;              /* what strings hold by those, as far as they were not looked at */
	gcvi_join join;
	gcvi_tree beginnings, ends;
	gcvi_near near;
	gcvi_edits edits;
	double around;            /* what the strings hold whose codes are all among the edits' */
	double weight;            /* as the source's, in the scale of this trellis */
	double share;             /* of strings that pass */
	double best;              /* no score is higher */
	double top;               /* nothing in a list counts more */
	double rest;              /* expected score of what was not looked at */
	double reached;           /* all scores from here on were looked for */
	bool bounded;             /* the trees have their bounds */
	bool last;                /* there was no room for the round that was wanted, so this one is the last */
	bool stuck;               /* it cannot go on */
} meeting;

typedef struct work_of {
	gcvi_meet *meet;
	gcvi_arena *arena;
	meeting *meetings;
	meeting *now;             /* whose strings are being taken */
	double found;             /* scores of all codes found */
	uint64_t *seen;           /* twice as many places, 0 empty */
	size_t seen_count;
	gcvi_room rooms[2];
	uint32_t *table;
	size_t numbers;
} work_of;

/* --------------------------------------------------------------------------------------------- codes found */

/* New, and remembered from now on. When there is no more room, nothing is new. */
static bool is_new(work_of *w, const gcvi_symbol *code, size_t length)
{
	uint64_t hash = 0xCBF29CE484222325u ^ (uint64_t)(w->now - w->meetings);
	size_t k, at;

	for (k = 0; k < length; k++)
		hash = (hash ^ code[k]) * 0x9E3779B97F4A7C15u ^ hash >> 29;
	hash |= hash == 0;
	for (at = (size_t)(hash >> 20) % (2 * SEEN_MAX); w->seen[at] != 0; at = (at + 1) % (2 * SEEN_MAX))
		if (w->seen[at] == hash)
			return false;
	if (w->seen_count == SEEN_MAX) {
		w->meet->truncated = 1;
		return false;
	}
	w->seen[at] = hash;
	w->seen_count++;
	return true;
}

static bool is_refused(const gcvi_meet *meet, const gcvi_source *source, const gcvi_symbol *code)
{
	size_t k, n = source->trellis.n;

	for (k = 0; k < meet->refused_count; k++)
		if (meet->refused[k].format == source->format && meet->refused[k].length == n &&
		    memcmp(meet->refused[k].symbols, code, n * sizeof *code) == 0)
			return true;
	return false;
}

/* Where it belongs, as long as it is among the best. */
static void insert(gcvi_meet *meet, const gcvi_source *source, const gcvi_symbol *code, double score)
{
	gcvi_found found = meet->found[meet->count];
	size_t k;

	found.source = source;
	found.score = score;
	memcpy(found.code, code, source->trellis.n * sizeof *code);
	for (k = meet->count; k > 0 && gcvi_found_before(&found, &meet->found[k - 1]); k--)
		meet->found[k] = meet->found[k - 1];
	meet->found[k] = found;
	meet->count += meet->count < meet->wanted;
}

static bool take(void *context, const gcvi_symbol *code)
{
	work_of *w = context;
	const gcvi_source *source = w->now->source;
	double score;

	if (w->meet->used >= w->meet->steps)
		return false;
	w->meet->used++;
	if (!gcvi_automaton_verify(source->check, code) || !is_new(w, code, source->trellis.n) ||
	    is_refused(w->meet, source, code))
		return true;
	score = gcvi_source_score(source, code);
	w->found += score;
	if (score > 0)
		insert(w->meet, source, code, score);
	return true;
}

/* ------------------------------------------------------------------------------------------------- one source */

/* What strings that were not looked at hold, and what of it may be expected to pass. */
static void expect(meeting *m, double joined, double both)
{
	double left = m->trellis.total - joined - m->near.mass + both, far = m->trellis.total - m->around;

	/* How much of what is around was joined is not known. */
	left = far < left ? far : left;
	/* Nothing but rounding. */
	if (left < 0 || !(m->reached > 0))
		left = 0;
	m->rest = m->share * (left * m->weight + m->open * m->source->weight);
}

/* The trellis that lists are made by. */
static int make_trellis(work_of *w, meeting *m)
{
	const gcvi_trellis *all = &m->source->trellis;
	gcvi_hypotheses *others = gcvi_arena_alloc(w->arena, 1, sizeof *others);
	int status;

	if (others == NULL)
		return GCV_E_MEMORY;
	m->weight = m->source->weight;
	m->trellis = *all;
	status = gcvi_left_others(all, others, w->arena);
	if (status != GCV_OK || others->count == all->hypotheses->count)
		return status;
	status = gcvi_trellis_make(&m->trellis, all->lattice, all->automaton, others, w->arena);
	if (status == GCV_OK)
		status = gcvi_trellis_backward(&m->trellis, w->arena);
	m->weight *= gcvi_power_of_two(all->exponent - m->trellis.exponent);
	return status;
}

static int begin(work_of *w, meeting *m, const gcvi_source *source)
{
	int status;

	m->source = source;
	m->share = gcvi_meet_share(source->check);
	status = make_trellis(w, m);
	if (status == GCV_E_RANGE) {
		/* Nothing but such accidents. */
		memset(&m->trellis, 0, sizeof m->trellis);
		m->stuck = true;
		status = GCV_OK;
	}
	w->now = m;
	if (status == GCV_OK)
		status = gcvi_left_make(&m->open, source, take, w, w->arena);
	if (status == GCV_OK && !m->stuck) {
		m->top = gcvi_tree_top(&m->trellis, &m->best) * m->weight;
		m->best *= m->weight;
		m->reached = 2 * m->best;
		status = gcvi_near_make(&m->near, source, &m->trellis, take, w, w->arena);
		if (status == GCV_OK)
			status = gcvi_join_make(&m->join, source->check, w->arena);
		if (status == GCV_OK)
			status = gcvi_edits_make(&m->edits, source, &m->trellis, &m->join, take, w, w->arena);
	}
	expect(m, 0, 0);
	return status;
}

/* Before lists are made: what codes two accidents away leave to be found. */
static int look_around(work_of *w, meeting *m)
{
	int status = gcvi_edits_weigh(&m->edits, &m->trellis, &m->around, w->arena);

	expect(m, 0, 0);
	return status;
}

static int make_bounds(work_of *w, meeting *m)
{
	const gcvi_trellis *t = &m->trellis;
	size_t rings = m->near.radius == SIZE_MAX ? 1 : m->near.radius + 2;
	int status;

	m->bounded = true;
	status = gcvi_tree_make(&m->beginnings, t, &m->join, false, rings, &w->numbers, w->arena);
	if (status == GCV_OK)
		status = gcvi_tree_make(&m->ends, t, &m->join, true, rings, &w->numbers, w->arena);
	if (status != GCV_OK) {
		m->stuck = true;
		return status == GCV_E_RANGE ? GCV_OK : status;
	}
	m->beginnings.typed = m->ends.typed = rings > 1 ? m->near.typed : NULL;
	return GCV_OK;
}

/* Both lists down to a score, for cuts from `first` to `last`; false: they were cut short. */
static bool list(work_of *w, meeting *m, double least, size_t first, size_t last)
{
	gcvi_meet *meet = w->meet;
	double likelihood = least / m->weight;

	gcvi_tree_grow(&m->beginnings, likelihood, last, &w->rooms[0], meet->steps - meet->used + 1);
	meet->used += m->beginnings.count - 1;
	if (!m->beginnings.overflowed) {
		gcvi_tree_grow(&m->ends, likelihood, m->trellis.n - first, &w->rooms[1], meet->steps - meet->used + 1);
		meet->used += m->ends.count - 1;
	}
	return !m->beginnings.overflowed && !m->ends.overflowed;
}

static int make_room(work_of *w)
{
	size_t size = w->rooms[0].size != 0 ? w->rooms[0].size * 4 : ROOM_FIRST;

	w->table = gcvi_arena_alloc(w->arena, 2 * size, sizeof *w->table);
	if (w->table == NULL || gcvi_room_make(&w->rooms[0], size, w->arena) != GCV_OK)
		return GCV_E_MEMORY;
	return gcvi_room_make(&w->rooms[1], size, w->arena);
}

static double flat_of(const meeting *m)
{
	double a = m->beginnings.flat[m->source->trellis.n - 1], b = m->ends.flat[m->source->trellis.n - 1];

	return a > b ? a : b;
}

/* The allowed cut nearest to the middle. */
static size_t middle(const meeting *m)
{
	size_t n = m->trellis.n, best = 1, cut;

	for (cut = 1; cut <= n; cut++)
		if (gcvi_join_cuts(&m->join, cut) && (cut <= n / 2 || cut - n / 2 < n / 2 - best))
			best = cut;
	return best;
}

/* ------------------------------------------------------------------------------------------------- all sources */

static double sum_up(const work_of *w)
{
	double sum = w->found;
	size_t k;

	for (k = 0; k < w->meet->source_count; k++)
		sum += w->meetings[k].rest;
	return sum;
}

/* Nothing that is left can matter: it is little in all, or no code of it can be wanted. */
static bool is_enough(const work_of *w)
{
	double sum = sum_up(w), all = w->meet->others + sum;
	double least = w->meet->least * all;
	size_t k;

	if (sum - w->found <= w->meet->rest * all)
		return true;
	for (k = 0; k < w->meet->source_count; k++) {
		const meeting *m = &w->meetings[k];

		if (m->rest > 0 && ((m->best > least && m->reached > least) || m->open * m->share * m->source->weight > least))
			return false;
	}
	return true;
}

/* One round with these cuts; when lists are too long, one for higher scores, which then is the last. */
static int meet_at(work_of *w, meeting *m, double least, size_t first, size_t last)
{
	double joined, both, wanted = least;
	int status = GCV_OK;

	while (status == GCV_OK && !m->stuck && !list(w, m, least, first, last)) {
		if (w->meet->used >= w->meet->steps)
			m->stuck = true;
		else if (w->rooms[0].size < ROOM_MAX)
			status = make_room(w);
		else if (m->last)
			m->stuck = true;
		else
			least /= HALF_ROUND;
		m->last = m->last || least > wanted;
	}
	if (status != GCV_OK || m->stuck)
		return status;
	w->now = m;
	m->stuck = !gcvi_trees_join(&m->beginnings, &m->ends, w->table, take, w) || m->last;
	m->reached = least * flat_of(m);
	gcvi_trees_mass(&m->beginnings, &m->ends, &joined, &both);
	expect(m, joined, both);
	return GCV_OK;
}

/*
 * One round of one source. A cut in the middle does for a single accident, and lists are short; several in one half need
 * cuts between them, which are all that is left where two were looked for already.
 */
static int go_down(work_of *w, meeting *m, double least)
{
	size_t n = m->trellis.n, cut;
	int status = m->bounded ? GCV_OK : look_around(w, m);

	if (status != GCV_OK || is_enough(w))
		return status;
	if (!m->bounded)
		status = make_bounds(w, m);
	if (w->rooms[0].size == 0 && status == GCV_OK)
		status = make_room(w);
	if (status != GCV_OK || m->stuck)
		return status;
	status = gcvi_room_fit(&w->rooms[0], &m->beginnings, w->arena);
	if (status == GCV_OK)
		status = gcvi_room_fit(&w->rooms[1], &m->ends, w->arena);
	cut = middle(m);
	if (status == GCV_OK && (!m->edits.complete || n <= 2))
		status = meet_at(w, m, least, cut, cut);
	if (status == GCV_OK && !m->stuck && n > 2 && !is_enough(w))
		status = meet_at(w, m, least, 1, n - 1);
	return status;
}

static bool all_stuck(const work_of *w)
{
	size_t k;

	for (k = 0; k < w->meet->source_count; k++)
		if (!w->meetings[k].stuck)
			return false;
	return true;
}

static int one_round(work_of *w, double least)
{
	size_t k;
	int status = GCV_OK;

	for (k = 0; k < w->meet->source_count && status == GCV_OK && !is_enough(w); k++) {
		meeting *m = &w->meetings[k];

		if (!m->stuck && m->top >= least)
			status = go_down(w, m, least);
	}
	return status;
}

static int all_rounds(work_of *w)
{
	double best = 0, first = FURTHER_ROUND, least;
	size_t k;
	int status = GCV_OK;

	for (k = 0; k < w->meet->source_count; k++) {
		best = w->meetings[k].top > best ? w->meetings[k].top : best;
		first = w->meetings[k].edits.complete ? first : FIRST_ROUND;
	}
	for (least = best * first; status == GCV_OK && !is_enough(w); least *= NEXT_ROUND) {
		if (all_stuck(w) || !(best > 0)) {
			w->meet->truncated = 1;
			break;
		}
		status = one_round(w, least > best * LAST_ROUND ? least : 0);
	}
	return status;
}

int gcvi_meet_run(gcvi_meet *meet, gcvi_arena *arena)
{
	work_of *w = gcvi_arena_alloc(arena, 1, sizeof *w);
	size_t longest = 0, k;
	gcvi_symbol *codes;
	int status = GCV_OK;

	meet->count = meet->used = 0;
	meet->total = 0;
	meet->truncated = 0;
	for (k = 0; k < meet->source_count; k++)
		longest = meet->sources[k].trellis.n > longest ? meet->sources[k].trellis.n : longest;
	meet->found = gcvi_arena_alloc(arena, meet->wanted + 1, sizeof *meet->found);
	codes = gcvi_arena_alloc(arena, (meet->wanted + 1) * (longest + 1), sizeof *codes);
	if (w == NULL || meet->found == NULL || codes == NULL)
		return GCV_E_MEMORY;
	for (k = 0; k <= meet->wanted; k++)
		meet->found[k].code = codes + k * (longest + 1);
	w->meet = meet;
	w->arena = arena;
	w->numbers = NUMBERS_MAX;
	w->seen = gcvi_arena_alloc(arena, 2 * SEEN_MAX, sizeof *w->seen);
	w->meetings = gcvi_arena_alloc(arena, meet->source_count, sizeof *w->meetings);
	if (w->seen == NULL || w->meetings == NULL)
		return GCV_E_MEMORY;
	for (k = 0; k < meet->source_count && status == GCV_OK; k++)
		status = begin(w, &w->meetings[k], &meet->sources[k]);
	if (status == GCV_OK)
		status = all_rounds(w);
	meet->total = sum_up(w);
	return status;
}
