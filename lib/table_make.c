/* SPDX-License-Identifier: MIT */
/* Floor 2: from an automaton to the tables that verify alone needs. */
#include "table.h"

#include "scheme_internal.h"
#include "table_cells.h"

#include <string.h>

/* Every step answers 1 (done), 0 (too large for tables) or a status below 0. */
enum { TOO_LARGE = 0, DONE = 1 };

void gcvi_table_start(gcvi_table_maker *maker, size_t symbols, gcvi_arena *arena, gcvi_arena *keep)
{
	memset(maker, 0, sizeof *maker);
	maker->symbols = symbols;
	maker->arena = arena;
	maker->keep = keep;
}

/* ------------------------------------------------------------------------------------------- rows, matrices, sequences */

/* Rows that were there before are most likely at the same place of the sequence stored last, counted from its end. */
static int put_row(gcvi_table_maker *maker, const uint16_t *row, size_t from_end, uint32_t *where)
{
	size_t bytes = maker->symbols * sizeof *row, at;
	uint16_t *grown;

	if (maker->last_count > from_end) {
		at = maker->sequences[maker->last + maker->last_count - 1 - from_end] / GCVI_UNITS;
		if (at > 0 && at * maker->symbols <= maker->row_count &&
		    memcmp(maker->rows + (at - 1) * maker->symbols, row, bytes) == 0) {
			*where = (uint32_t)(at * GCVI_UNITS);
			return DONE;
		}
	}
	for (at = 0; at < maker->row_count; at += maker->symbols)
		if (memcmp(maker->rows + at, row, bytes) == 0)
			break;
	/* NOLINTNEXTLINE(clang-analyzer-core.DivideZero): no alphabet is empty */
	*where = (uint32_t)((at / maker->symbols + 1) * GCVI_UNITS);   /* the first one is for separators */
	if (at < maker->row_count)
		return DONE;
	if (at / maker->symbols + 2 > GCVI_ROWS_MAX)
		return TOO_LARGE;
	grown = gcvi_arena_grow(maker->arena, maker->rows, &maker->row_capacity, at + maker->symbols, sizeof *grown);
	if (grown == NULL)
		return GCV_E_MEMORY;
	maker->rows = grown;
	memcpy(grown + at, row, bytes);
	maker->row_count += maker->symbols;
	return DONE;
}

static int put_cells(gcvi_table_maker *maker, const uint16_t *cells, size_t count, uint32_t *where)
{
	uint16_t *grown;
	size_t at;

	for (at = 0; at + count <= maker->matrix_count; at += maker->symbols)
		if (memcmp(maker->matrices + at, cells, count * sizeof *cells) == 0) {
			*where = (uint32_t)at;
			return DONE;
		}
	if (maker->matrix_count + count > GCVI_MATRICES_MAX)
		return TOO_LARGE;
	grown = gcvi_arena_grow(maker->arena, maker->matrices, &maker->matrix_capacity, maker->matrix_count + count, sizeof *grown);
	if (grown == NULL)
		return GCV_E_MEMORY;
	maker->matrices = grown;
	memcpy(grown + maker->matrix_count, cells, count * sizeof *cells);
	*where = (uint32_t)maker->matrix_count;
	maker->matrix_count += count;
	return DONE;
}

static int put_wide(gcvi_table_maker *maker, const gcvi_element *terms, uint32_t *where)
{
	size_t at, i;
	gcvi_element *grown;

	for (at = 0; at < maker->wide_count; at += maker->symbols) {
		for (i = 0; i < maker->symbols && gcvi_element_is(maker->wide[at + i], terms[i]); i++)
			continue;
		if (i == maker->symbols) {
			*where = (uint32_t)at;
			return DONE;
		}
	}
	if (maker->wide_count + maker->symbols > GCVI_WIDE_MAX)
		return TOO_LARGE;
	grown = gcvi_arena_grow(maker->arena, maker->wide, &maker->wide_capacity, maker->wide_count + maker->symbols,
	                        sizeof *grown);
	if (grown == NULL)
		return GCV_E_MEMORY;
	maker->wide = grown;
	memcpy(grown + maker->wide_count, terms, maker->symbols * sizeof *terms);
	*where = (uint32_t)maker->wide_count;
	maker->wide_count += maker->symbols;
	return DONE;
}

/* Of one length after the other, longest first, the shorter sequence is often an end or the beginning of the longer one. */
int gcvi_table_sequence(gcvi_table_maker *maker, const uint32_t *rows, size_t count, uint32_t *sequence)
{
	const uint32_t *last = maker->sequences != NULL ? maker->sequences + maker->last : NULL;
	uint32_t *grown;

	if (count != 0 && count <= maker->last_count) {
		size_t rest = maker->last_count - count;
		/* NOLINTNEXTLINE(clang-analyzer-core.NonNullParamChecker): with a last_count there is a last one */
		bool begins = memcmp(last, rows, count * sizeof *rows) == 0;

		if (begins || memcmp(last + rest, rows, count * sizeof *rows) == 0) {
			*sequence = maker->last + (begins ? 0 : (uint32_t)rest);
			return DONE;
		}
	}
	if (maker->sequence_count + count > GCVI_SEQUENCES_MAX)
		return TOO_LARGE;
	grown = gcvi_arena_grow(maker->arena, maker->sequences, &maker->sequence_capacity, maker->sequence_count + count + 1,
	                        sizeof *grown);
	if (grown == NULL)
		return GCV_E_MEMORY;
	maker->sequences = grown;
	if (count != 0)
		memcpy(grown + maker->sequence_count, rows, count * sizeof *rows);
	*sequence = maker->last = (uint32_t)maker->sequence_count;
	maker->last_count = (uint32_t)count;
	maker->sequence_count += count;
	return DONE;
}

static int put_pass(gcvi_table_maker *maker, const gcvi_pass *pass)
{
	gcvi_pass *grown = gcvi_arena_grow(maker->arena, maker->passes, &maker->pass_capacity, maker->pass_count + 1,
	                                   sizeof *grown);

	if (grown == NULL)
		return GCV_E_MEMORY;
	maker->passes = grown;
	grown[maker->pass_count++] = *pass;
	return DONE;
}

static bool spend(gcvi_table_maker *maker, size_t cells)
{
	if (maker->computed + cells > GCVI_CELLS_COMPUTED)
		return false;
	maker->computed += cells;
	return true;
}

int gcvi_table_row(gcvi_table_maker *maker, const gcvi_set *allowed, uint32_t *row)
{
	uint16_t cells[GCVI_SYMBOLS_MAX];
	size_t symbol;

	if (!spend(maker, maker->symbols))
		return TOO_LARGE;
	for (symbol = 0; symbol < maker->symbols; symbol++)
		cells[symbol] = gcvi_set_has(allowed, (gcvi_symbol)symbol) ? 0 : GCVI_CELL_NONE;
	return put_row(maker, cells, 0, row);
}

/* --------------------------------------------------------------------------------------------------- parts as passes */

static int put_terms(gcvi_table_maker *maker, const gcvi_part *part, size_t position, uint32_t *where)
{
	const gcvi_linear *linear = part->linear;
	const gcvi_site *site = &part->form->sites[position];
	gcvi_element wide[GCVI_SYMBOLS_MAX], term;
	uint16_t row[GCVI_SYMBOLS_MAX];
	size_t symbol;

	for (symbol = 0; symbol < maker->symbols; symbol++) {
		bool taken = gcvi_set_has(&site->allowed, (gcvi_symbol)symbol);

		if (linear->opaque != NULL && linear->opaque[position])
			term = gcvi_element_of(0);
		else
			taken = gcvi_linear_term(linear, position, (gcvi_symbol)symbol, &term) && taken;

		if (linear->terms != NULL) {
			row[symbol] = taken ? (uint16_t)term.low : GCVI_CELL_NONE;
		} else {
			wide[symbol].low = taken ? term.low : 0;
			wide[symbol].high = taken ? term.high : GCVI_WIDE_NONE;
		}
	}
	return linear->terms == NULL ? put_wide(maker, wide, where) :
	       put_row(maker, row, part->form->length - 1 - position, where);
}

/* Of a part with its form only what its read_target looks at: its terms are in the rows. */
static const gcvi_part *keep_reader(const gcvi_table_maker *maker, const gcvi_part *part)
{
	gcvi_part *kept = gcvi_arena_alloc(maker->keep, 1, sizeof *kept);
	gcvi_linear *linear = gcvi_arena_alloc(maker->keep, 1, sizeof *linear);
	gcvi_form *form = gcvi_arena_alloc(maker->keep, 1, sizeof *form);
	gcvi_site *sites = gcvi_arena_alloc(maker->keep, part->form->length, sizeof *sites);

	if (kept == NULL || linear == NULL || form == NULL || sites == NULL)
		return NULL;
	memcpy(sites, part->form->sites, part->form->length * sizeof *sites);
	*form = *part->form;
	form->sites = sites;
	linear->group = part->linear->group;
	linear->target = part->linear->target;
	*kept = *part;
	kept->form = form;
	kept->linear = linear;
	return kept;
}

static gcvi_pass_kind kind_of(const gcvi_linear *linear)
{
	if (linear->opaque != NULL)
		return GCVI_PASS_OPAQUE;
	if (linear->terms == NULL)
		return GCVI_PASS_WIDE;
	if (linear->group.kind == GCVI_GROUP_XOR)
		return GCVI_PASS_XOR;
	if (linear->group.kind == GCVI_GROUP_TABLE)
		return GCVI_PASS_TABLE;
	return linear->length * (linear->group.order - 1) < GCVI_CELL_NONE ? GCVI_PASS_FEW : GCVI_PASS_MOD;
}

static int put_sum(gcvi_table_maker *maker, const gcvi_part *part, size_t first)
{
	const gcvi_linear *linear = part->linear;
	size_t length = part->form->length, position;
	uint32_t rows[GCVI_CODE_MAX];
	gcvi_pass pass = { .first = (uint16_t)first, .count = (uint16_t)length, .order = linear->group.order,
	                   .target = linear->target, .data = linear->group.sums };
	int done = spend(maker, length * maker->symbols) ? DONE : TOO_LARGE;

	pass.kind = kind_of(linear);
	for (position = 0; position < length && done == DONE; position++)
		done = put_terms(maker, part, position, &rows[position]);
	if (done == DONE)
		done = gcvi_table_sequence(maker, rows, length, &pass.sequence);
	if (done == DONE && linear->opaque != NULL && (pass.data = keep_reader(maker, part)) == NULL)
		return GCV_E_MEMORY;
	return done == DONE ? put_pass(maker, &pass) : done;
}

static int put_matrix(gcvi_table_maker *maker, const gcvi_part *part, size_t position, uint16_t *matrix, uint32_t *where)
{
	bool is_last = position + 1 == part->form->length;
	uint32_t state, symbol, next;

	for (state = 0; state < part->states; state++)
		for (symbol = 0; symbol < maker->symbols; symbol++) {
			next = gcvi_set_has(&part->form->sites[position].allowed, (gcvi_symbol)symbol) ?
			       part->step(part, position, state, (gcvi_symbol)symbol) : GCVI_DEAD;
			if (next != GCVI_DEAD && is_last && !part->accepts(part, next))
				next = GCVI_DEAD;
			matrix[state * maker->symbols + symbol] = next == GCVI_DEAD ? GCVI_CELL_DEAD : (uint16_t)(next * maker->symbols);
		}
	return put_cells(maker, matrix, part->states * maker->symbols, where);
}

static int put_walk(gcvi_table_maker *maker, const gcvi_part *part, size_t first)
{
	size_t length = part->form->length, position, size = part->states * maker->symbols;
	uint32_t matrices[GCVI_CODE_MAX];
	gcvi_pass pass = { .kind = GCVI_PASS_WALK, .first = (uint16_t)first, .count = (uint16_t)length,
	                   .target = gcvi_element_of(part->start * maker->symbols) };
	uint16_t *matrix;
	int done = DONE;

	if (size > GCVI_MATRICES_MAX / 2 || !spend(maker, size * length))
		return TOO_LARGE;
	matrix = gcvi_arena_alloc(maker->arena, size, sizeof *matrix);
	if (matrix == NULL)
		return GCV_E_MEMORY;
	for (position = 0; position < length && done == DONE; position++)
		done = put_matrix(maker, part, position, matrix, &matrices[position]);
	if (done == DONE)
		done = gcvi_table_sequence(maker, matrices, length, &pass.sequence);
	return done == DONE ? put_pass(maker, &pass) : done;
}

/* One scheme on its stretch, which begins at `first` in the code. */
static int put_one(gcvi_table_maker *maker, const gcvi_part *part, size_t first)
{
	int done;

	if (part->linear != NULL) {
		done = put_sum(maker, part, first);
		return done == DONE && part->rest != NULL ? put_walk(maker, part->rest, first) : done;
	}
	return part->states != 0 ? put_walk(maker, part, first) : TOO_LARGE;
}

static int put_part(gcvi_table_maker *maker, const gcvi_part *part, bool *covered)
{
	const gcvi_segments *segments = part->segments;
	size_t i, position;
	int done = DONE;

	if (segments == NULL) {
		memset(covered, true, part->form->length * sizeof *covered);
		return put_one(maker, part, 0);
	}
	for (i = 0; i < segments->count && done == DONE; i++) {
		done = put_one(maker, &segments->parts[i], segments->first[i]);
		for (position = segments->first[i]; position < segments->last[i]; position++)
			covered[position] = true;
	}
	return done;
}

static int put_sets(gcvi_table_maker *maker, const gcvi_site *sites, gcvi_pass *pass)
{
	uint32_t rows[GCVI_CODE_MAX];
	size_t i;
	int done = DONE;

	for (i = 0; i < pass->count && done == DONE; i++)
		done = gcvi_table_row(maker, &sites[i].allowed, &rows[i]);
	if (done == DONE)
		done = gcvi_table_sequence(maker, rows, pass->count, &pass->sequence);
	return done == DONE ? put_pass(maker, pass) : done;
}

/* Positions that no scheme looks at. */
static int put_others(gcvi_table_maker *maker, const gcvi_form *form, const bool *covered)
{
	size_t first = 0, last;
	int done = DONE;

	for (; first < form->length && done == DONE; first = last) {
		gcvi_pass pass = { .kind = GCVI_PASS_SETS, .first = (uint16_t)first };

		for (last = first + 1; last < form->length && covered[last] == covered[first]; last++)
			continue;
		if (covered[first])
			continue;
		pass.count = (uint16_t)(last - first);
		done = put_sets(maker, form->sites + first, &pass);
	}
	return done;
}

int gcvi_table_form(gcvi_table_maker *maker, const gcvi_automaton *automaton)
{
	const gcvi_product *all = gcvi_automaton_parts(automaton);
	bool covered[GCVI_CODE_MAX] = { false };
	size_t before = maker->pass_count, i;
	int done = DONE;

	for (i = 0; all != NULL && i < all->count && done == DONE; i++)
		done = put_part(maker, &all->parts[i], covered);
	if (done == DONE)
		done = put_others(maker, automaton->form, covered);
	if (done != DONE)
		maker->pass_count = before;
	return done;
}

/* --------------------------------------------------------------------------------------------------------- the end */

/* Nothing to copy: something that is not NULL all the same. */
static int copy(gcvi_arena *arena, const void *from, size_t count, size_t size, void **to)
{
	*to = gcvi_arena_alloc(arena, count, size);
	if (*to == NULL)
		return GCV_E_MEMORY;
	if (count != 0)
		memcpy(*to, from, count * size);
	return GCV_OK;
}

/* From symbols to units. */
static uint16_t *lay_rows(const gcvi_table_maker *maker, const gcvi_symbol *symbols, const bool *separates)
{
	size_t count = maker->row_count / maker->symbols, row, unit;
	uint16_t *rows = gcvi_arena_alloc(maker->keep, (count + 1) * GCVI_UNITS, sizeof *rows), *to = rows;

	if (rows == NULL)
		return NULL;
	for (unit = 0; unit < GCVI_UNITS; unit++)
		*to++ = separates[unit] ? 0 : GCVI_CELL_NONE;
	for (row = 0; row < count; row++) {
		const uint16_t *from = maker->rows + row * maker->symbols;

		for (unit = 0; unit < GCVI_UNITS; unit++)
			*to++ = symbols[unit] == GCVI_NO_SYMBOL ? GCVI_CELL_NONE : from[symbols[unit]];
	}
	return rows;
}

int gcvi_table_finish(const gcvi_table_maker *maker, const gcvi_symbol *symbols, const bool *separates,
                      gcvi_tables *tables, gcvi_pass **passes)
{
	gcvi_arena *keep = maker->keep;
	void *matrices, *wide, *sequences, *made;

	tables->rows = lay_rows(maker, symbols, separates);
	if (tables->rows == NULL ||
	    copy(keep, maker->matrices, maker->matrix_count, sizeof *maker->matrices, &matrices) != GCV_OK ||
	    copy(keep, maker->wide, maker->wide_count, sizeof *maker->wide, &wide) != GCV_OK ||
	    copy(keep, maker->sequences, maker->sequence_count, sizeof *maker->sequences, &sequences) != GCV_OK ||
	    copy(keep, maker->passes, maker->pass_count, sizeof *maker->passes, &made) != GCV_OK)
		return GCV_E_MEMORY;
	tables->matrices = matrices;
	tables->wide = wide;
	tables->sequences = sequences;
	tables->symbols = symbols;
	*passes = made;
	return GCV_OK;
}
