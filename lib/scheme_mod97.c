/* SPDX-License-Identifier: MIT */
/*
 * Floor 2: ISO/IEC 7064 MOD 97-10 over letters, as in IBAN (ISO 13616-1) and LEI (ISO 17442-1): a letter is two digits,
 * A = 10 … Z = 35, and the whole number is 1 modulo 97. `rotate=4`: the first four characters go to the end first.
 */
#include "scheme_internal.h"

#define MODULUS 97u

static int parse(gcvi_scheme *scheme, gcvi_scheme_text *text, gcvi_arena *arena)
{
	int status = gcvi_scheme_number_parameter(text, "rotate", 0, GCVI_CODE_MAX, 0, &scheme->least);
	size_t i;

	(void)arena;
	scheme->modulus = MODULUS;
	if (status == GCV_OK)
		status = gcvi_scheme_sized_alphabet(scheme, text, "0-9A-Z", NULL, 36, 0);
	/* Check characters are digits. */
	for (i = 0; status == GCV_OK && i < GCVI_SYMBOLS_MAX; i++)
		if (scheme->check_values[i] >= 10)
			scheme->check_values[i] = GCVI_NO_VALUE;
	return status;
}

/* The position that comes i-th in the number. */
static size_t nth(const gcvi_part *part, size_t i)
{
	return (i + part->scheme->least) % part->form->length;
}

/* Digits a character takes, 1 or 2; 0 where a position allows both kinds. */
static unsigned width_at(const gcvi_part *part, size_t position)
{
	unsigned widths = 0;
	size_t symbol;

	for (symbol = 0; symbol < part->form->alphabet->count; symbol++)
		if (gcvi_set_has(&part->form->sites[position].allowed, (gcvi_symbol)symbol) &&
		    gcvi_part_value(part, position, symbol) != GCVI_NO_VALUE)
			widths |= gcvi_part_value(part, position, symbol) < 10 ? 1u : 2u;
	return widths == 3 ? 0 : widths;
}

static uint32_t append(uint32_t sum, int32_t value)
{
	return (sum * (value < 10 ? 10 : 100) + (uint32_t)value) % MODULUS;
}

static uint32_t step(const gcvi_part *part, size_t position, uint32_t state, gcvi_symbol symbol)
{
	int32_t value = gcvi_part_value(part, position, symbol);

	return value == GCVI_NO_VALUE ? GCVI_DEAD : append(state, value);
}

static int accepts(const gcvi_part *part, uint32_t state)
{
	(void)part;
	return state == 1;
}

/* Where letters and digits mix and the number does not begin with the code, too many states would be needed. */
static int verify(const gcvi_part *part, const gcvi_symbol *code)
{
	uint32_t sum = 0;
	size_t i;

	for (i = 0; i < part->form->length; i++) {
		size_t position = nth(part, i);
		int32_t value = gcvi_part_value(part, position, code[position]);

		if (value == GCVI_NO_VALUE)
			return 0;
		sum = append(sum, value);
	}
	return sum == 1;
}

/* Every position has its weight when it is known which are letters. */
static int bind_sum(gcvi_part *part, gcvi_arena *arena, gcvi_scheme_error *error)
{
	size_t symbols = part->form->alphabet->count, i = part->form->length, symbol;
	uint16_t *terms = gcvi_part_terms(part, arena);
	uint32_t weight = 1;

	if (terms == NULL)
		return GCV_E_MEMORY;
	while (i-- > 0) {
		size_t position = nth(part, i);

		for (symbol = 0; symbol < symbols; symbol++) {
			int32_t value = gcvi_part_value(part, position, symbol);

			if (value != GCVI_NO_VALUE && (value < 10) == (width_at(part, position) == 1))
				terms[position * symbols + symbol] = (uint16_t)(weight * (uint32_t)value % MODULUS);
		}
		weight = weight * (width_at(part, position) == 1 ? 10 : 100) % MODULUS;
	}
	return gcvi_sum_bind(part, GCVI_GROUP_MOD, MODULUS, NULL, terms, 1, arena, error);
}

static int bind_any(gcvi_part *part)
{
	if (part->scheme->least != 0) {
		part->verify = verify;
		return GCV_OK;
	}
	part->states = MODULUS;
	part->start = 0;
	part->step = step;
	part->accepts = accepts;
	return GCV_OK;
}

static int bind(gcvi_part *part, gcvi_arena *arena, gcvi_scheme_error *error)
{
	gcvi_pair_rule rule = { MODULUS, 10, 2, 1, 0 };
	size_t position;
	bool mixed = false;
	int status;

	if (part->scheme->least >= part->form->length)
		return gcvi_scheme_fail_number(error, 0, "a code of more than %1$s characters was expected", part->scheme->least);
	for (position = 0; position < part->form->length; position++)
		mixed = mixed || width_at(part, position) == 0;
	status = mixed ? bind_any(part) : bind_sum(part, arena, error);
	if (status == GCV_OK && gcvi_form_has_pair(part->form)) {
		part->preferred = gcvi_pair_range(part, &rule, arena);
		status = part->preferred != NULL ? GCV_OK : GCV_E_MEMORY;
	}
	return status;
}

const gcvi_scheme_class gcvi_scheme_mod97 = { "mod97", 2, false, parse, bind, 0 };
