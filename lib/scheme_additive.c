/* SPDX-License-Identifier: MIT */
/*
 * Floor 2: schemes of the form "the sum of terms is target modulo M": every position and symbol has its term, whatever
 * stands elsewhere. Check characters may stand anywhere.
 */
#include "scheme_internal.h"

typedef struct additive {
	const uint16_t *terms;
	size_t symbols;
	uint32_t modulus, target;
} additive;

static uint32_t step(const gcvi_part *part, size_t position, uint32_t state, gcvi_symbol symbol)
{
	const additive *sum = part->data;
	uint16_t term = sum->terms[position * sum->symbols + symbol];

	if (term == GCVI_NO_TERM)
		return GCVI_DEAD;
	state += term;
	return state < sum->modulus ? state : state - sum->modulus;
}

static int accepts(const gcvi_part *part, uint32_t state)
{
	return state == ((const additive *)part->data)->target;
}

uint16_t *gcvi_additive_terms(const gcvi_part *part, gcvi_arena *arena)
{
	return gcvi_arena_alloc(arena, part->form->length * part->form->alphabet->count + 1, sizeof(uint16_t));
}

int gcvi_additive_bind(gcvi_part *part, uint32_t modulus, uint32_t target, uint16_t *terms, gcvi_arena *arena)
{
	additive *sum = gcvi_arena_alloc(arena, 1, sizeof *sum);

	if (sum == NULL)
		return GCV_E_MEMORY;
	sum->terms = terms;
	sum->symbols = part->form->alphabet->count;
	sum->modulus = modulus;
	sum->target = target;
	part->states = modulus;
	part->start = 0;
	part->step = step;
	part->accepts = accepts;
	part->data = sum;
	return GCV_OK;
}

/* ------------------------------------------------------------------------------------------------------------ Luhn */

/*
 * Luhn (ISO/IEC 7812-1 annex B for base 10; in base N as ISO/IEC 7812 generalised): from the right every second value is
 * doubled and its digits in base N are added. Only for even N is doubling a permutation, so odd bases miss errors.
 */
static int luhn_parse(gcvi_scheme *scheme, gcvi_scheme_text *text, gcvi_arena *arena)
{
	const gcvi_parameter *alphabet = gcvi_scheme_parameter(text, "alphabet");
	int status = gcvi_scheme_values(scheme, alphabet != NULL ? alphabet->value : NULL,
	                                alphabet != NULL ? alphabet->value_size : 0, alphabet != NULL ? alphabet->offset : 0,
	                                text->error);

	(void)arena;
	if (status != GCV_OK)
		return status;
	if (scheme->value_count < 2)
		return gcvi_scheme_fail(text->error, 0, "an alphabet of at least two characters was expected");
	scheme->modulus = scheme->value_count;
	if (scheme->modulus % 2 != 0)
		scheme->warning = "luhn with an odd base misses some single errors";
	return GCV_OK;
}

static int luhn_bind(gcvi_part *part, gcvi_arena *arena, gcvi_scheme_error *error)
{
	const gcvi_scheme *scheme = part->scheme;
	size_t length = part->form->length, symbols = part->form->alphabet->count, position, symbol;
	uint16_t *terms = gcvi_additive_terms(part, arena);
	uint32_t base = scheme->modulus;

	(void)error;
	if (terms == NULL)
		return GCV_E_MEMORY;
	for (position = 0; position < length; position++)
		for (symbol = 0; symbol < symbols; symbol++) {
			int16_t value = scheme->values[symbol];
			uint32_t term = value == GCVI_NO_VALUE ? GCVI_NO_TERM : (uint32_t)value;

			if (value != GCVI_NO_VALUE && (length - 1 - position) % 2 != 0)
				term = (2 * term / base + 2 * term % base) % base;
			terms[position * symbols + symbol] = (uint16_t)term;
		}
	return gcvi_additive_bind(part, base, 0, terms, arena);
}

const gcvi_scheme_class gcvi_scheme_luhn = { "luhn", 1, 0, luhn_parse, luhn_bind, NULL, 0 };

/* ------------------------------------------------------------------------------------------------- Crockford, mod 37 */

/* Crockford's Base 32 (crockford.com/base32.html): the number modulo 37 is the check symbol, which may be one of five more. */
static int crockford_parse(gcvi_scheme *scheme, gcvi_scheme_text *text, gcvi_arena *arena)
{
	static const char characters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U";

	(void)arena;
	scheme->modulus = 37;
	return gcvi_scheme_values(scheme, characters, sizeof characters - 1, 0, text->error);
}

static int crockford_bind(gcvi_part *part, gcvi_arena *arena, gcvi_scheme_error *error)
{
	const gcvi_form *form = part->form;
	size_t symbols = form->alphabet->count, position = form->length, symbol, checks = 0;
	uint16_t *terms = gcvi_additive_terms(part, arena);
	uint32_t weight = 1;

	if (terms == NULL)
		return GCV_E_MEMORY;
	while (position-- > 0) {
		int check = form->sites[position].check != 0;

		for (symbol = 0; symbol < symbols; symbol++) {
			int16_t value = part->scheme->values[symbol];
			uint32_t term = GCVI_NO_TERM;

			if (value != GCVI_NO_VALUE && check)
				term = (37u - (uint32_t)(uint16_t)value) % 37u;
			else if (value != GCVI_NO_VALUE && value < 32)
				term = weight * (uint32_t)(uint16_t)value % 37u;
			terms[position * symbols + symbol] = (uint16_t)term;
		}
		checks += check != 0;
		if (!check)
			weight = weight * 32 % 37;
	}
	if (checks != 1)
		return gcvi_scheme_fail(error, 0, "a layout with one check character (C) was expected");
	return gcvi_additive_bind(part, 37, 0, terms, arena);
}

const gcvi_scheme_class gcvi_scheme_crockford37 = { "crockford37", 1, 0, crockford_parse, crockford_bind, NULL, 0 };
