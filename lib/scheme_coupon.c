/* SPDX-License-Identifier: MIT */
/*
 * Floor 2: coupon-code (Algorithm::CouponCode 1.005): the last character of each group checks it. From the group's number
 * on, each value is added to 19 times what is there, modulo 31. The alphabet has 32 characters, so 0 and Y count the same.
 */
#include "scheme_internal.h"

#define MODULUS 31u
#define FACTOR 19u

static int parse(gcvi_scheme *scheme, gcvi_scheme_text *text, gcvi_arena *arena)
{
	(void)arena;
	scheme->modulus = MODULUS;
	return gcvi_scheme_sized_alphabet(scheme, text, "0123456789ABCDEFGHJKLMNPQRTUVWXY", NULL, 32, 0);
}

/* A group by itself; the check character has to be the sum, not only congruent to it. */
static int bind(gcvi_part *part, gcvi_arena *arena, gcvi_scheme_error *error)
{
	const gcvi_form *form = part->form;
	size_t position = form->length, symbols = form->alphabet->count, symbol;
	uint16_t *terms = gcvi_part_terms(part, arena);
	uint32_t weight = 1;

	if (terms == NULL)
		return GCV_E_MEMORY;
	if (!gcvi_form_ends_with_checks(form, 1))
		return gcvi_scheme_fail(error, 0, "one check character (C) at the end of each group was expected");
	while (position-- > 0) {
		bool check = form->sites[position].check != 0;

		for (symbol = 0; symbol < symbols; symbol++) {
			int32_t value = part->scheme->values[symbol];

			if (value != GCVI_NO_VALUE && !(check && value >= (int32_t)MODULUS))
				terms[position * symbols + symbol] = (uint16_t)((check ? MODULUS - 1 : weight) * (uint32_t)value % MODULUS);
		}
		weight = check ? weight : weight * FACTOR % MODULUS;
	}
	/* The number of the group, from 1, comes first: so exchanged groups fail. */
	weight = weight * (uint32_t)((part->segment + 1) % MODULUS) % MODULUS;
	return gcvi_sum_bind(part, GCVI_GROUP_MOD, MODULUS, NULL, terms, (MODULUS - weight) % MODULUS, arena, error);
}

const gcvi_scheme_class gcvi_scheme_coupon = { "coupon-code", 1, true, parse, bind, 0 };
