/* SPDX-License-Identifier: MIT */
/*
 * Floor 2: two check characters that carry a number in base `radix`. Together they can say more numbers than there are
 * sums; the scheme prescribes which ones are used. At the end of a code this needs no states of its own: the first check
 * character is compared with the sum, and what is left of it is carried to the second.
 */
#include "scheme_internal.h"

/* ------------------------------------------------------------------- the range of the number, wherever the two stand */

typedef struct range {
	uint32_t radix, first, last;   /* numbers */
	size_t position;               /* of the first of the two */
} range;

enum { INSIDE, AT_FIRST, AT_LAST, AT_BOTH };

static uint32_t range_step(const gcvi_part *part, size_t position, uint32_t state, gcvi_symbol symbol)
{
	const range *r = part->data;
	int32_t signed_value = gcvi_part_value(part, position, symbol);
	uint32_t value = (uint32_t)signed_value;

	if (position != r->position && position != r->position + 1)
		return state;
	if (signed_value == GCVI_NO_VALUE)
		return GCVI_DEAD;
	if (position == r->position) {
		if (value < r->first / r->radix || value > r->last / r->radix)
			return GCVI_DEAD;
		return (value == r->first / r->radix ? AT_FIRST : INSIDE) | (value == r->last / r->radix ? AT_LAST : INSIDE);
	}
	if (((state & AT_FIRST) != 0 && value < r->first % r->radix) || ((state & AT_LAST) != 0 && value > r->last % r->radix))
		return GCVI_DEAD;
	return INSIDE;
}

static int range_accepts(const gcvi_part *part, uint32_t state)
{
	(void)part;
	return state == INSIDE;
}

const gcvi_part *gcvi_pair_range(const gcvi_part *part, const gcvi_pair_rule *rule, gcvi_arena *arena)
{
	gcvi_part *made = gcvi_arena_alloc(arena, 1, sizeof *made);
	range *r = gcvi_arena_alloc(arena, 1, sizeof *r);

	if (made == NULL || r == NULL)
		return NULL;
	while (r->position < part->form->length && !part->form->sites[r->position].check)
		r->position++;
	r->radix = rule->radix;
	r->first = rule->least;
	r->last = rule->least + rule->modulus - 1;
	made->scheme = part->scheme;
	made->form = part->form;
	made->states = AT_BOTH + 1;
	made->step = range_step;
	made->accepts = range_accepts;
	made->data = r;
	return made;
}

/* ----------------------------------------------------------------------------------------- compared at the end */

static uint32_t number_of(const gcvi_pair_rule *rule, uint32_t sum)
{
	uint64_t number = ((uint64_t)rule->factor * sum + rule->offset) % rule->modulus;

	while (number < rule->least)
		number += rule->modulus;
	return (uint32_t)number;
}

static uint32_t pair_step(const gcvi_part *part, size_t position, uint32_t state, gcvi_symbol symbol)
{
	const gcvi_pair_rule *rule = part->data;
	size_t left = part->form->length - position;
	int32_t value;

	if (left > 2) {
		uint32_t term = part->linear->terms[position * part->linear->symbols + symbol];

		if (term == GCVI_NO_TERM)
			return GCVI_DEAD;
		state += term;
		return state < rule->modulus ? state : state - rule->modulus;
	}
	value = gcvi_part_value(part, position, symbol);
	if (left == 2) {
		uint32_t number = number_of(rule, state);

		return value == (int32_t)(number / rule->radix) ? number % rule->radix : GCVI_DEAD;
	}
	return value == (int32_t)state ? 0 : GCVI_DEAD;
}

static int pair_accepts(const gcvi_part *part, uint32_t state)
{
	(void)part;
	return state == 0;
}

/*
 * As a sum: number = factor * sum + offset, so factor * terms of the data and minus the check characters' shares add up to
 * minus the offset.
 */
static void scale_terms(const gcvi_part *part, const gcvi_pair_rule *rule, uint16_t *terms)
{
	size_t length = part->form->length, symbols = part->form->alphabet->count, position, symbol;

	for (position = length - 2; position < length; position++)
		for (symbol = 0; symbol < symbols; symbol++) {
			int32_t value = gcvi_part_value(part, position, symbol);
			uint32_t share = position + 1 == length ? (uint32_t)value : (uint32_t)value * rule->radix;

			if (value != GCVI_NO_VALUE)
				terms[position * symbols + symbol] = (uint16_t)((rule->modulus - share % rule->modulus) % rule->modulus);
		}
}

int gcvi_pair_bind(gcvi_part *part, const gcvi_pair_rule *rule, uint16_t *terms, gcvi_arena *arena,
                   gcvi_scheme_error *error)
{
	gcvi_pair_rule *kept = gcvi_arena_alloc(arena, 1, sizeof *kept);
	size_t i, data = (part->form->length - 2) * part->form->alphabet->count;
	int status;

	if (kept == NULL)
		return GCV_E_MEMORY;
	*kept = *rule;
	for (i = 0; i < data; i++)
		if (terms[i] != GCVI_NO_TERM)
			terms[i] = (uint16_t)((uint64_t)terms[i] * rule->factor % rule->modulus);
	kept->factor = 1;
	scale_terms(part, kept, terms);
	status = gcvi_sum_bind(part, GCVI_GROUP_MOD, rule->modulus, NULL, terms,
	                       (rule->modulus - rule->offset % rule->modulus) % rule->modulus, arena, error);
	if (status != GCV_OK)
		return status;
	part->data = kept;
	part->step = pair_step;
	part->accepts = pair_accepts;
	part->rest = gcvi_pair_range(part, rule, arena);
	return part->rest != NULL ? GCV_OK : GCV_E_MEMORY;
}
