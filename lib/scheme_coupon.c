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
	static const char characters[] = "0123456789ABCDEFGHJKLMNPQRTUVWXY";

	(void)arena;
	scheme->modulus = MODULUS;
	return gcvi_scheme_values(scheme, characters, sizeof characters - 1, 0, text->error);
}

/* Groups count from 1, and the number of a group is where its sum begins: so exchanged groups fail. */
static uint32_t group_start(const gcvi_part *part, size_t group)
{
	(void)part;
	return (uint32_t)((group + 1) % MODULUS);
}

static uint32_t step(const gcvi_part *part, size_t position, uint32_t state, gcvi_symbol symbol)
{
	const gcvi_site *site = &part->form->sites[position];
	uint32_t value = (uint16_t)part->scheme->values[symbol];

	if (part->scheme->values[symbol] == GCVI_NO_VALUE)
		return GCVI_DEAD;
	if (!site->check)
		return (state * FACTOR + value) % MODULUS;
	return state == value ? group_start(part, (size_t)site->group + 1) : GCVI_DEAD;
}

static int accepts(const gcvi_part *part, uint32_t state)
{
	return state == group_start(part, part->form->groups);
}

static int bind(gcvi_part *part, gcvi_arena *arena, gcvi_scheme_error *error)
{
	const gcvi_form *form = part->form;
	size_t position;

	(void)arena;
	for (position = 0; position < form->length; position++) {
		const gcvi_site *site = &form->sites[position];

		if ((site->check != 0) != (site->in_group + 1 == site->group_size))
			return gcvi_scheme_fail(error, 0, "one check character (C) at the end of each group was expected");
	}
	part->states = MODULUS;
	part->start = group_start(part, 0);
	part->step = step;
	part->accepts = accepts;
	return GCV_OK;
}

const gcvi_scheme_class gcvi_scheme_coupon = { "coupon-code", 1, 1, parse, bind, group_start, 0 };
