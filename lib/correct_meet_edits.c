/* SPDX-License-Identifier: MIT */
/*
 * Floor 4: codes from which what was typed is two accidents away, by their sum alone. Between accidents the letters stand at
 * consecutive positions, shifted by as many characters as are missing or extra so far; what such a stretch adds is a
 * difference of two running sums. So an accident is a number (its own terms, and where the running sums change over), two of
 * them make a code when their numbers make up the target, and the second one is looked up: thousands of look-ups instead of
 * millions of pairs. These are candidates: what else there may be is for the lists to tell.
 */
#include "correct_meet_internal.h"

#include "scheme_internal.h"

#include <string.h>

/* Letters more or fewer than positions. */
#define SHIFT_MAX 2
#define SHIFTS (2 * SHIFT_MAX + 1)
/* Accidents in a list; with more there are none. */
#define EDITS_MAX ((size_t)1 << 14)
/* Codes that are handed out; the check does not tell much where there are more. */
#define MATCHES_MAX 256

typedef enum edit_kind { EDIT_WRONG, EDIT_SWAPPED, EDIT_JUMPED, EDIT_TWIN, EDIT_MISSING, EDIT_PARTED, EDIT_EXTRA } edit_kind;

/* How many positions each kind takes. PARTED: what stood between the two letters that are swapped now is missing. */
static const uint8_t spans[] = { 1, 2, 3, 2, 1, 3, 0 };

/* One accident, from one shift to another. */
typedef struct slip {
	uint64_t key;             /* sum up to it and of itself, less what the next running sum has up to there */
	int32_t blocked;          /* the same of letters that cannot stand at their positions */
	uint16_t position;
	gcvi_symbol symbol;       /* WRONG, MISSING, PARTED, TWIN: what is meant */
	uint8_t kind;
} slip;

typedef struct edits {
	gcvi_edits *all;
	const gcvi_trellis *trellis;
	const gcvi_join *join;
	const gcvi_automaton *check;
	gcvi_joined *take;
	void *context;
	size_t matches;           /* handed out */
	/* By shift, of the positions before each. */
	uint64_t *sums[SHIFTS];
	int32_t *blocked[SHIFTS];
	slip *lists[2];           /* first accidents, second ones */
	size_t counts[2];
	uint32_t *table;          /* second ones by number, from 1; 0 empty */
	unsigned bits;
	gcvi_symbol code[GCVI_CODE_MAX];
} edits;

static uint64_t less(const gcvi_join *join, uint64_t a, uint64_t b)
{
	const gcvi_group *group = &join->part->linear->group;

	if (group->kind == GCVI_GROUP_XOR)
		return a ^ b;
	return a >= b ? a - b : a + group->order - b;
}

static bool is_usable(const edits *e, size_t position, gcvi_symbol symbol)
{
	return symbol != GCVI_NO_SYMBOL && gcvi_set_has(&e->trellis->lattice->form->sites[position].allowed, symbol) &&
	       e->join->takes[position * e->join->symbols + symbol];
}

static uint64_t term(const edits *e, size_t position, gcvi_symbol symbol)
{
	return e->join->keys[position * e->join->symbols + symbol];
}

/* The letter at a position; GCVI_NO_SYMBOL where there is none that can stand there. */
static gcvi_symbol letter_at(const edits *e, size_t position, int shift)
{
	long at = (long)position + shift;

	if (at < 0 || (size_t)at >= e->all->letter_count || !is_usable(e, position, e->all->letters[at]))
		return GCVI_NO_SYMBOL;
	return e->all->letters[at];
}

static void run_sums(edits *e, int shift)
{
	uint64_t *sums = e->sums[shift + SHIFT_MAX];
	int32_t *blocked = e->blocked[shift + SHIFT_MAX];
	size_t j;

	for (j = 0; j < e->trellis->n; j++) {
		gcvi_symbol letter = letter_at(e, j, shift);

		sums[j + 1] = letter != GCVI_NO_SYMBOL ? gcvi_join_add(e->join, sums[j], term(e, j, letter)) : sums[j];
		blocked[j + 1] = blocked[j] + (letter == GCVI_NO_SYMBOL);
	}
}

/* ------------------------------------------------------------------------------------------------- spelling */

/* Letters between two positions; false where one cannot stand there. */
static bool spell(edits *e, size_t from, size_t to, int shift)
{
	size_t j;

	for (j = from; j < to; j++) {
		e->code[j] = letter_at(e, j, shift);
		if (e->code[j] == GCVI_NO_SYMBOL)
			return false;
	}
	return true;
}

static void spell_edit(edits *e, const slip *edit, int shift)
{
	size_t at = edit->position, span = spans[edit->kind], k;

	if (edit->kind == EDIT_PARTED) {
		e->code[at] = e->all->letters[(long)at + shift + 1];
		e->code[at + 1] = edit->symbol;
		e->code[at + 2] = e->all->letters[(long)at + shift];
		return;
	}
	for (k = 0; k < span; k++)
		e->code[at + k] = edit->kind == EDIT_SWAPPED || edit->kind == EDIT_JUMPED
			? e->all->letters[at + (size_t)((long)(span - 1 - k) + shift)] : edit->symbol;
}

static bool hand_out(edits *e)
{
	if (e->matches++ == MATCHES_MAX)
		return false;
	return !gcvi_automaton_verify(e->check, e->code) || e->take(e->context, e->code);
}

/* ------------------------------------------------------------------------------------------------- accidents */

/*
 * What characters say that carry the sum in another form, with this accident; edit NULL: with none. False where they say
 * nothing.
 */
static bool read_sum(edits *e, const slip *edit, int from, int to, uint64_t *said)
{
	size_t first = e->join->first_opaque, end = e->join->last_opaque + 1, at, next;

	*said = 0;
	if (first == SIZE_MAX)
		return true;
	at = edit != NULL ? edit->position : first;
	next = edit != NULL ? at + spans[edit->kind] : first;
	if (!spell(e, first, at < end ? at : end, from) || !spell(e, next > first ? next : first, end, to))
		return false;
	if (edit != NULL)
		spell_edit(e, edit, from);
	return gcvi_join_read(e->join, e->code, said);
}

/* Of a list of second accidents: what is said when the accident is before it. */
typedef struct ending {
	bool second, known;
	uint64_t said;
} ending;

static void add_edit(edits *e, slip *list, size_t *count, const slip *made, uint64_t own, int from, int to, const ending *end)
{
	size_t next = made->position + spans[made->kind];
	slip *edit = &list[*count];
	bool before = e->join->first_opaque == SIZE_MAX || next <= e->join->first_opaque;
	uint64_t said = end->said;

	if (end->second && (before ? !end->known : !read_sum(e, made, from, to, &said)))
		return;
	if (!before && !end->second)
		return;
	*edit = *made;
	edit->key = gcvi_join_add(e->join, e->sums[from + SHIFT_MAX][made->position], own);
	edit->key = less(e->join, edit->key, e->sums[to + SHIFT_MAX][next]);
	if (end->second)
		edit->key = gcvi_join_add(e->join, edit->key, said);
	edit->blocked = e->blocked[from + SHIFT_MAX][made->position] - e->blocked[to + SHIFT_MAX][next];
	++*count;
}

/* Letters the other way round, two or three. */
static void add_turned(edits *e, slip *list, size_t *count, size_t j, edit_kind kind, int shift, const ending *end)
{
	slip made = { .position = (uint16_t)j, .kind = (uint8_t)kind };
	size_t span = spans[kind], k;
	uint64_t own = 0;

	if (j + span > e->trellis->n)
		return;
	for (k = 0; k < span; k++) {
		long at = (long)(j + span - 1 - k) + shift;

		if (at < 0 || (size_t)at >= e->all->letter_count || !is_usable(e, j + k, e->all->letters[at]))
			return;
		own = gcvi_join_add(e->join, own, term(e, j + k, e->all->letters[at]));
	}
	if (e->all->letters[(long)j + shift] != e->all->letters[(long)(j + span - 1) + shift])
		add_edit(e, list, count, &made, own, shift, shift, end);
}

/* One symbol for one letter, or for two that are the same. */
static void add_other(edits *e, slip *list, size_t *count, size_t j, int shift, const ending *end)
{
	const gcvi_column *column = &e->trellis->columns[j];
	long at = (long)j + shift;
	gcvi_symbol letter = at >= 0 && (size_t)at < e->all->letter_count ? e->all->letters[at] : GCVI_NO_SYMBOL;
	bool twin = j + 1 < e->trellis->n && letter != GCVI_NO_SYMBOL && (size_t)at + 1 < e->all->letter_count &&
	            e->all->letters[at + 1] == letter;
	size_t k;

	if (at < 0 || (size_t)at >= e->all->letter_count)
		return;
	for (k = 0; k < column->choices; k++) {
		gcvi_symbol symbol = column->symbols[k];
		slip made = { .position = (uint16_t)j, .symbol = symbol, .kind = EDIT_WRONG };

		if (symbol == letter || !is_usable(e, j, symbol))
			continue;
		add_edit(e, list, count, &made, term(e, j, symbol), shift, shift, end);
		made.kind = EDIT_TWIN;
		if (twin && is_usable(e, j + 1, symbol))
			add_edit(e, list, count, &made, gcvi_join_add(e->join, term(e, j, symbol), term(e, j + 1, symbol)), shift, shift,
			         end);
	}
}

static void add_missing(edits *e, slip *list, size_t *count, size_t j, int from, const ending *end)
{
	const gcvi_column *column = &e->trellis->columns[j];
	size_t k;

	for (k = 0; k < column->choices; k++) {
		slip made = { .position = (uint16_t)j, .symbol = column->symbols[k], .kind = EDIT_MISSING };

		if (is_usable(e, j, made.symbol))
			add_edit(e, list, count, &made, term(e, j, made.symbol), from, from - 1, end);
	}
}

static void add_parted(edits *e, slip *list, size_t *count, size_t j, int from, const ending *end)
{
	long at = (long)j + from;
	gcvi_symbol left, right;
	size_t k;

	if (at < 0 || (size_t)at + 1 >= e->all->letter_count || j + 2 >= e->trellis->n)
		return;
	left = e->all->letters[at + 1];
	right = e->all->letters[at];
	if (left == right || !is_usable(e, j, left) || !is_usable(e, j + 2, right))
		return;
	for (k = 0; k < e->trellis->columns[j + 1].choices; k++) {
		slip made = { .position = (uint16_t)j, .symbol = e->trellis->columns[j + 1].symbols[k], .kind = EDIT_PARTED };
		uint64_t own = gcvi_join_add(e->join, term(e, j, left), term(e, j + 2, right));

		if (is_usable(e, j + 1, made.symbol))
			add_edit(e, list, count, &made, gcvi_join_add(e->join, own, term(e, j + 1, made.symbol)), from, from - 1, end);
	}
}

/* All accidents from one shift to another. */
static void list_edits(edits *e, int from, int to, bool second)
{
	slip *list = e->lists[second];
	size_t *count = &e->counts[second], j;
	ending end = { .second = second };

	*count = 0;
	end.known = second && read_sum(e, NULL, to, to, &end.said);
	for (j = 0; j < e->trellis->n; j++) {
		if (to < from)
			add_missing(e, list, count, j, from, &end);
		if (to < from)
			add_parted(e, list, count, j, from, &end);
		if (to != from)
			continue;
		add_other(e, list, count, j, from, &end);
		add_turned(e, list, count, j, EDIT_SWAPPED, from, &end);
		add_turned(e, list, count, j, EDIT_JUMPED, from, &end);
	}
	for (j = 0; to > from && j <= e->trellis->n; j++) {
		slip made = { .position = (uint16_t)j, .kind = EDIT_EXTRA };

		add_edit(e, list, count, &made, 0, from, to, &end);
	}
}

/* ------------------------------------------------------------------------------------------------- pairs */

static size_t place(const edits *e, uint64_t key)
{
	return (size_t)(key * 0x9E3779B97F4A7C15u >> (64 - e->bits));
}

static void fill_table(edits *e)
{
	size_t k, at;

	for (e->bits = 1; (size_t)1 << e->bits < 2 * e->counts[1];)
		e->bits++;
	memset(e->table, 0, sizeof *e->table << e->bits);
	for (k = 0; k < e->counts[1]; k++) {
		for (at = place(e, e->lists[1][k].key); e->table[at] != 0; at = (at + 1) & (((size_t)1 << e->bits) - 1))
			;
		e->table[at] = (uint32_t)k + 1;
	}
}

/* Second accidents of this number behind `first`; NULL: there is none before, and all letters stand where they are. */
static bool join_with(edits *e, const slip *first, uint64_t wanted, int32_t blocked, int middle, int last)
{
	size_t at = place(e, wanted), next = first != NULL ? (size_t)first->position + spans[first->kind] : 0;

	for (; e->table[at] != 0; at = (at + 1) & (((size_t)1 << e->bits) - 1)) {
		const slip *second = &e->lists[1][e->table[at] - 1];

		if (second->key != wanted || second->position < next || second->blocked + blocked != 0)
			continue;
		if (first != NULL) {
			if (!spell(e, 0, first->position, 0))
				continue;
			spell_edit(e, first, 0);
		}
		if (!spell(e, next, second->position, middle) ||
		    !spell(e, (size_t)second->position + spans[second->kind], e->trellis->n, last))
			continue;
		spell_edit(e, second, middle);
		if (!hand_out(e))
			return false;
	}
	return true;
}

/* By way of this shift; the second accident alone where it is the first one's. */
static bool join_by(edits *e, int middle, int last)
{
	size_t n = e->trellis->n, k;
	uint64_t wanted = less(e->join, e->join->target, e->sums[last + SHIFT_MAX][n]);
	int32_t blocked = e->blocked[last + SHIFT_MAX][n];
	bool more = true;

	list_edits(e, middle, last, true);
	list_edits(e, 0, middle, false);
	if (e->counts[1] == 0)
		return true;
	fill_table(e);
	if (middle == 0)
		more = join_with(e, NULL, wanted, blocked, middle, last);
	for (k = 0; k < e->counts[0] && more; k++)
		more = join_with(e, &e->lists[0][k], less(e->join, wanted, e->lists[0][k].key), blocked + e->lists[0][k].blocked,
		                 middle, last);
	return more;
}

/* All letters that the others say, where nothing is wrong but those that carry their sum. */
static bool complete(edits *e)
{
	size_t first = e->join->first_opaque, n = e->trellis->n, j;
	uint8_t unknown[GCVI_CODE_MAX] = { 0 };

	if (first == SIZE_MAX || e->join->last_opaque + 1 != n || !spell(e, 0, first, 0))
		return true;
	for (j = first; j < n; j++) {
		unknown[j] = e->join->part->linear->opaque[j];
		if (!unknown[j])
			return true;
		e->code[j] = GCVI_NO_SYMBOL;
	}
	return gcvi_automaton_complete(e->check, e->code, unknown) != 1 || hand_out(e);
}

/* ------------------------------------------------------------------------------------------------- all of it */

static int make(edits *e, gcvi_arena *arena)
{
	const gcvi_lattice *lattice = e->trellis->lattice;
	size_t most = e->trellis->n * 2 * (e->join->symbols + 2), size = 2, i, k;

	while (size < 2 * most)
		size *= 2;
	e->all->letters = gcvi_arena_alloc(arena, lattice->letters + 1, sizeof *e->all->letters);
	e->table = gcvi_arena_alloc(arena, size, sizeof *e->table);
	for (k = 0; k < 2; k++)
		e->lists[k] = gcvi_arena_alloc(arena, most, sizeof *e->lists[k]);
	if (e->all->letters == NULL || e->table == NULL || e->lists[0] == NULL || e->lists[1] == NULL)
		return GCV_E_MEMORY;
	for (i = 0; i < lattice->count; i++)
		if (!lattice->tokens[i].run)
			e->all->letters[e->all->letter_count++] = lattice->tokens[i].symbol;
	for (k = 0; k < SHIFTS; k++) {
		e->sums[k] = gcvi_arena_alloc(arena, e->trellis->n + 1, sizeof *e->sums[k]);
		e->blocked[k] = gcvi_arena_alloc(arena, e->trellis->n + 1, sizeof *e->blocked[k]);
		if (e->sums[k] == NULL || e->blocked[k] == NULL)
			return GCV_E_MEMORY;
		run_sums(e, (int)k - SHIFT_MAX);
	}
	return GCV_OK;
}

int gcvi_edits_make(gcvi_edits *all, const gcvi_source *source, const gcvi_trellis *t, const gcvi_join *join,
                    gcvi_joined *take, void *context, gcvi_arena *arena)
{
	edits *e = gcvi_arena_alloc(arena, 1, sizeof *e);
	long last = (long)t->lattice->letters - (long)t->n, middle;
	bool more;
	int status;

	memset(all, 0, sizeof *all);
	if (e == NULL)
		return GCV_E_MEMORY;
	if (last < -SHIFT_MAX || last > SHIFT_MAX || t->n * 2 * (join->symbols + 2) > EDITS_MAX ||
	    join->part->linear->group.kind == GCVI_GROUP_TABLE)
		return GCV_OK;
	e->all = all;
	e->trellis = t;
	e->join = join;
	e->check = source->check;
	e->take = take;
	e->context = context;
	status = make(e, arena);
	if (status != GCV_OK)
		return status;
	more = complete(e);
	for (middle = last < 0 ? -1 : last - 1; middle <= (last > 0 ? 1 : last + 1) && more; middle++)
		if (middle >= -1 && middle <= 1 && last - middle >= -1 && last - middle <= 1)
			more = join_by(e, (int)middle, (int)last);
	/* Where characters carry the sum in another form, two accidents among them are not looked for. */
	all->complete = more && join->first_opaque == SIZE_MAX;
	return GCV_OK;
}
