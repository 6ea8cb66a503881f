/* SPDX-License-Identifier: MIT */
/* Floor 2: verifying by tables. */
#include "table.h"

#include "scheme_internal.h"
#include "table_cells.h"

bool gcvi_rows_allow(const gcvi_tables *tables, uint32_t sequence, const uint8_t *units, size_t count)
{
	const uint32_t *at = tables->sequences + sequence;
	const uint16_t *rows = tables->rows;
	uint32_t none = 0;
	size_t i;

	for (i = 0; i + 1 < count; i += 2)
		none |= (uint32_t)rows[at[i] + units[i]] | rows[at[i + 1] + units[i + 1]];
	if (i < count)
		none |= rows[at[i] + units[i]];
	return (none & GCVI_CELL_NONE) == 0;
}

/* Where the sum of all terms stays below GCVI_CELL_NONE, it tells by itself that none of them was that. */
static bool add_few(const gcvi_tables *tables, const gcvi_pass *pass, const uint8_t *units)
{
	const uint32_t *at = tables->sequences + pass->sequence;
	const uint16_t *rows = tables->rows;
	uint32_t even = 0, odd = 0;
	size_t i, count = pass->count;

	for (i = 0; i + 1 < count; i += 2) {
		even += rows[at[i] + units[i]];
		odd += rows[at[i + 1] + units[i + 1]];
	}
	if (i < count)
		even += rows[at[i] + units[i]];
	even += odd;
	return even < GCVI_CELL_NONE && even % pass->order == pass->target.low;
}

/* No term is larger than GCVI_GROUP_MAX and no code longer than GCVI_CODE_MAX: the sum of all fits, one modulo is enough. */
static bool add_mod(const gcvi_tables *tables, const gcvi_pass *pass, const uint8_t *units)
{
	const uint32_t *at = tables->sequences + pass->sequence;
	const uint16_t *rows = tables->rows;
	uint32_t sum = 0, none = 0;
	size_t i, count = pass->count;

	for (i = 0; i < count; i++) {
		uint32_t term = rows[at[i] + units[i]];

		sum += term;
		none |= term;
	}
	return (none & GCVI_CELL_NONE) == 0 && sum % pass->order == pass->target.low;
}

static bool add_xor(const gcvi_tables *tables, const gcvi_pass *pass, const uint8_t *units)
{
	const uint32_t *at = tables->sequences + pass->sequence;
	const uint16_t *rows = tables->rows;
	uint32_t sum = 0, none = 0;
	size_t i, count = pass->count;

	for (i = 0; i < count; i++) {
		uint32_t term = rows[at[i] + units[i]];

		sum ^= term;
		none |= term;
	}
	return (none & GCVI_CELL_NONE) == 0 && sum == pass->target.low;
}

static bool add_by_table(const gcvi_tables *tables, const gcvi_pass *pass, const uint8_t *units)
{
	const uint32_t *at = tables->sequences + pass->sequence;
	const uint16_t *sums = pass->data;
	uint32_t sum = 0;
	size_t i;

	for (i = 0; i < pass->count; i++) {
		uint32_t term = tables->rows[at[i] + units[i]];

		if (term == GCVI_CELL_NONE)
			return false;
		sum = sums[sum * pass->order + term];
	}
	return sum == pass->target.low;
}

/* As read_target wants them. */
static bool read_target(const gcvi_tables *tables, const gcvi_pass *pass, const uint8_t *units, gcvi_element *target)
{
	const gcvi_part *reader = pass->data;
	gcvi_symbol symbols[GCVI_CODE_MAX];
	size_t i;
	bool read;

	for (i = 0; i < pass->count; i++)
		symbols[i] = tables->symbols[units[i]];
	read = reader->read_target(reader, symbols, target);
	gcvi_wipe(symbols, pass->count * sizeof *symbols);
	return read;
}

static bool add_wide(const gcvi_tables *tables, const gcvi_pass *pass, const uint8_t *units)
{
	const uint32_t *at = tables->sequences + pass->sequence;
	gcvi_element sum = { 0, 0 }, target = pass->target;
	uint64_t none = 0;
	size_t i;

	for (i = 0; i < pass->count; i++) {
		gcvi_symbol symbol = tables->symbols[units[i]];
		const gcvi_element *term;

		if (symbol == GCVI_NO_SYMBOL)
			return false;
		term = &tables->wide[at[i] + symbol];
		sum = gcvi_element_xor(sum, *term);
		none |= term->high;
	}
	if ((none & GCVI_WIDE_NONE) != 0 || (pass->kind == GCVI_PASS_OPAQUE && !read_target(tables, pass, units, &target)))
		return false;
	return gcvi_element_is(sum, target);
}

/* A cell is the next state times the size of a row; that the last state accepts is in the last matrix. */
static bool walk(const gcvi_tables *tables, const gcvi_pass *pass, const uint8_t *units)
{
	const uint32_t *at = tables->sequences + pass->sequence;
	const uint16_t *matrices = tables->matrices;
	uint32_t state = (uint32_t)pass->target.low;
	size_t i, count = pass->count;

	for (i = 0; i < count; i++) {
		gcvi_symbol symbol = tables->symbols[units[i]];

		if (symbol == GCVI_NO_SYMBOL)
			return false;
		state = matrices[at[i] + state + symbol];
		if (state == GCVI_CELL_DEAD)
			return false;
	}
	return true;
}

bool gcvi_pass_accepts(const gcvi_tables *tables, const gcvi_pass *pass, const uint8_t *units)
{
	units += pass->first;
	switch (pass->kind) {
	case GCVI_PASS_SETS: return gcvi_rows_allow(tables, pass->sequence, units, pass->count);
	case GCVI_PASS_FEW: return add_few(tables, pass, units);
	case GCVI_PASS_MOD: return add_mod(tables, pass, units);
	case GCVI_PASS_XOR: return add_xor(tables, pass, units);
	case GCVI_PASS_TABLE: return add_by_table(tables, pass, units);
	case GCVI_PASS_WIDE:
	case GCVI_PASS_OPAQUE: return add_wide(tables, pass, units);
	default: return walk(tables, pass, units);
	}
}
