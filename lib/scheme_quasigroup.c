/* SPDX-License-Identifier: MIT */
/* Floor 2: schemes of ten digits that are a walk through a table: Verhoeff (1969), Damm (2004). */
#include "scheme_internal.h"

static int parse(gcvi_scheme *scheme, gcvi_scheme_text *text, gcvi_arena *arena)
{
	int status = gcvi_scheme_alphabet(scheme, text, "0123456789", NULL);

	(void)arena;
	if (status == GCV_OK && (scheme->value_count != 10 || scheme->check_value_count != 10))
		return gcvi_scheme_fail(text->error, 0, "an alphabet of ten characters was expected");
	return status;
}

static int accepts(const gcvi_part *part, uint32_t state)
{
	(void)part;
	return state == 0;
}

static int bind(gcvi_part *part, gcvi_scheme_error *error)
{
	const gcvi_form *form = part->form;
	size_t position, symbol, usable;

	for (position = 0; position < form->length; position++) {
		usable = 0;
		for (symbol = 0; symbol < form->alphabet->count && usable == 0; symbol++)
			usable = gcvi_set_has(&form->sites[position].allowed, (gcvi_symbol)symbol) &&
			         part->scheme->values[symbol] != GCVI_NO_VALUE;
		if (usable == 0)
			return gcvi_scheme_fail_number(error, 0, "no character at position %1$s counts in this check", position + 1);
	}
	part->states = 10;
	part->start = 0;
	part->accepts = accepts;
	return GCV_OK;
}

/* ------------------------------------------------------------------------------------------------------ Verhoeff */

/* The dihedral group of order ten: rotations 0 … 4, reflections 5 … 9. */
static uint32_t dihedral(uint32_t a, uint32_t b)
{
	if (a < 5)
		return b < 5 ? (a + b) % 5 : 5 + (a + b) % 5;
	return b < 5 ? 5 + (a - b) % 5 : (a + 5 - b) % 5;
}

/* The permutation applied i times, i counted from the right. */
static uint32_t permuted(uint32_t value, size_t times)
{
	static const uint8_t permutation[10] = { 1, 5, 7, 6, 2, 8, 3, 0, 9, 4 };

	for (times %= 8; times > 0; times--)
		value = permutation[value];
	return value;
}

/* The products are taken from the right; reading from the left multiplies from the left. */
static uint32_t verhoeff_step(const gcvi_part *part, size_t position, uint32_t state, gcvi_symbol symbol)
{
	int32_t value = part->scheme->values[symbol];

	if (value == GCVI_NO_VALUE)
		return GCVI_DEAD;
	return dihedral(permuted((uint32_t)value, part->form->length - 1 - position), state);
}

static int verhoeff_bind(gcvi_part *part, gcvi_arena *arena, gcvi_scheme_error *error)
{
	(void)arena;
	part->step = verhoeff_step;
	return bind(part, error);
}

const gcvi_scheme_class gcvi_scheme_verhoeff = { "verhoeff", 1, false, parse, verhoeff_bind, 0 };

/* ---------------------------------------------------------------------------------------------------------- Damm */

static uint32_t damm_step(const gcvi_part *part, size_t position, uint32_t state, gcvi_symbol symbol)
{
	/* A totally anti-symmetric quasigroup of order ten with zero diagonal. */
	static const char table[10][11] = {
		"0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
		"3674209581", "5869720134", "8945362017", "9438617205", "2581436790"
	};
	int32_t value = part->scheme->values[symbol];

	(void)position;
	return value == GCVI_NO_VALUE ? GCVI_DEAD : (uint32_t)(table[state][value] - '0');
}

static int damm_bind(gcvi_part *part, gcvi_arena *arena, gcvi_scheme_error *error)
{
	(void)arena;
	part->step = damm_step;
	return bind(part, error);
}

const gcvi_scheme_class gcvi_scheme_damm = { "damm", 1, false, parse, damm_bind, 0 };
