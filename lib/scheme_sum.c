/* SPDX-License-Identifier: MIT */
/*
 * Floor 2: parts of the form "the sum of terms is the target": every position and symbol has its term, whatever stands
 * elsewhere. Check characters may stand anywhere.
 */
#include "scheme_internal.h"

static uint32_t term_of(const gcvi_part *part, size_t position, gcvi_symbol symbol)
{
	return part->linear->terms[position * part->linear->symbols + symbol];
}

static uint32_t step_mod(const gcvi_part *part, size_t position, uint32_t state, gcvi_symbol symbol)
{
	uint32_t term = term_of(part, position, symbol);

	if (term == GCVI_NO_TERM)
		return GCVI_DEAD;
	state += term;
	return state < part->states ? state : state - part->states;
}

static uint32_t step_xor(const gcvi_part *part, size_t position, uint32_t state, gcvi_symbol symbol)
{
	uint32_t term = term_of(part, position, symbol);

	return term == GCVI_NO_TERM ? GCVI_DEAD : state ^ term;
}

static uint32_t step_table(const gcvi_part *part, size_t position, uint32_t state, gcvi_symbol symbol)
{
	uint32_t term = term_of(part, position, symbol);

	return term == GCVI_NO_TERM ? GCVI_DEAD : part->linear->group.sums[state * part->states + term];
}

bool gcvi_sum_step_all(const gcvi_part *part, size_t position, gcvi_symbol symbol, uint16_t *next)
{
	uint32_t states = part->states, term, s;

	if (part->step != step_mod && part->step != step_xor)
		return false;
	term = term_of(part, position, symbol);
	for (s = 0; s < states && term == GCVI_NO_TERM; s++)
		next[s] = UINT16_MAX;
	for (; s < states && part->step == step_xor; s++)
		next[s] = (uint16_t)(s ^ term);
	for (; s < states && s < states - term; s++)
		next[s] = (uint16_t)(s + term);
	for (; s < states; s++)
		next[s] = (uint16_t)(s + term - states);
	return true;
}

static int accepts(const gcvi_part *part, uint32_t state)
{
	return state == part->linear->target.low;
}

static int verify_wide(const gcvi_part *part, const gcvi_symbol *code)
{
	const gcvi_linear *linear = part->linear;
	gcvi_element sum, target = linear->target;

	if (!gcvi_linear_sum(linear, code, &sum))
		return 0;
	if (linear->opaque != NULL && !part->read_target(part, code, &target))
		return 0;
	return gcvi_element_is(sum, target);
}

uint16_t *gcvi_part_terms(const gcvi_part *part, gcvi_arena *arena)
{
	return gcvi_linear_terms(part->form->length, part->form->alphabet->count, arena);
}

/* Every position needs a character that counts: else no code could ever pass, which is a mistake in the format. */
static int check_positions(const gcvi_part *part, gcvi_scheme_error *error)
{
	const gcvi_form *form = part->form;
	gcvi_element term;
	size_t position, symbol, usable;

	for (position = 0; position < form->length; position++) {
		if (part->linear->opaque != NULL && part->linear->opaque[position])
			continue;
		usable = 0;
		for (symbol = 0; symbol < form->alphabet->count && usable == 0; symbol++)
			usable = gcvi_set_has(&form->sites[position].allowed, (gcvi_symbol)symbol) &&
			         gcvi_linear_term(part->linear, position, (gcvi_symbol)symbol, &term);
		if (usable == 0)
			return gcvi_scheme_fail_number(error, 0, "no character at position %1$s counts in this check", position + 1);
	}
	return GCV_OK;
}

static gcvi_linear *new_linear(const gcvi_part *part, gcvi_arena *arena)
{
	gcvi_linear *linear = gcvi_arena_alloc(arena, 1, sizeof *linear);

	if (linear != NULL) {
		linear->length = part->form->length;
		linear->symbols = part->form->alphabet->count;
	}
	return linear;
}

int gcvi_sum_bind(gcvi_part *part, gcvi_group_kind kind, uint32_t order, const uint16_t *sums, const uint16_t *terms,
                  uint32_t target, gcvi_arena *arena, gcvi_scheme_error *error)
{
	gcvi_linear *linear = new_linear(part, arena);

	if (linear == NULL)
		return GCV_E_MEMORY;
	linear->group.kind = kind;
	linear->group.order = order;
	linear->group.sums = sums;
	linear->terms = terms;
	linear->target = gcvi_element_of(target);
	part->linear = linear;
	part->states = order;
	part->start = 0;
	part->step = kind == GCVI_GROUP_XOR ? step_xor : kind == GCVI_GROUP_TABLE ? step_table : step_mod;
	part->accepts = accepts;
	return check_positions(part, error);
}

int gcvi_sum_bind_wide(gcvi_part *part, const gcvi_element *terms, gcvi_element target, const uint8_t *opaque,
                       gcvi_arena *arena, gcvi_scheme_error *error)
{
	gcvi_linear *linear = new_linear(part, arena);

	if (linear == NULL)
		return GCV_E_MEMORY;
	linear->group.kind = GCVI_GROUP_XOR;
	linear->wide = terms;
	linear->target = target;
	linear->opaque = opaque;
	part->linear = linear;
	part->states = 0;
	part->verify = verify_wide;
	return check_positions(part, error);
}
