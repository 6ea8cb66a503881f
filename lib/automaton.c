/* SPDX-License-Identifier: MIT */
/* Floor 2: the automaton of a form: the product of its schemes. Verifying, and naming what failed. */
#include "scheme_internal.h"

#include <string.h>

static uint32_t free_step(const gcvi_automaton *automaton, size_t position, uint32_t state, gcvi_symbol symbol)
{
	(void)automaton;
	(void)position;
	(void)symbol;
	return state;
}

static int free_accepts(const gcvi_automaton *automaton, uint32_t state)
{
	(void)automaton;
	(void)state;
	return 1;
}

static uint32_t no_step(const gcvi_automaton *automaton, size_t position, uint32_t state, gcvi_symbol symbol)
{
	(void)automaton;
	(void)position;
	(void)state;
	(void)symbol;
	return GCVI_DEAD;
}

static int no_accepts(const gcvi_automaton *automaton, uint32_t state)
{
	(void)automaton;
	(void)state;
	return 0;
}

static uint32_t one_step(const gcvi_automaton *automaton, size_t position, uint32_t state, gcvi_symbol symbol)
{
	const gcvi_part *part = &((const gcvi_product *)automaton->data)->parts[0];

	return part->step(part, position, state, symbol);
}

static int one_accepts(const gcvi_automaton *automaton, uint32_t state)
{
	const gcvi_part *part = &((const gcvi_product *)automaton->data)->parts[0];

	return part->accepts(part, state);
}

/* States of a product are numbered in mixed radix, the first scheme's the lowest place. */
static uint32_t product_step(const gcvi_automaton *automaton, size_t position, uint32_t state, gcvi_symbol symbol)
{
	const gcvi_product *all = automaton->data;
	uint32_t next = 0, place = 1;
	size_t i;

	for (i = 0; i < all->count; i++) {
		const gcvi_part *part = &all->parts[i];
		uint32_t moved = part->step(part, position, state % part->states, symbol);

		if (moved == GCVI_DEAD)
			return GCVI_DEAD;
		next += moved * place;
		place *= part->states;
		state /= part->states;
	}
	return next;
}

static int product_accepts(const gcvi_automaton *automaton, uint32_t state)
{
	const gcvi_product *all = automaton->data;
	size_t i;

	for (i = 0; i < all->count; i++) {
		const gcvi_part *part = &all->parts[i];

		if (!part->accepts(part, state % part->states))
			return 0;
		state /= part->states;
	}
	return 1;
}

/* Too many states together, or a part that has too many alone: no automaton, but all else works part by part. */
static void combine(gcvi_automaton *automaton, const gcvi_product *all)
{
	uint32_t place = 1;
	size_t i;

	automaton->start = 0;
	for (i = 0; i < all->count && place != 0; i++) {
		const gcvi_part *part = &all->parts[i];

		automaton->start += part->start * place;
		place = part->states == 0 || part->states > GCVI_STATES_MAX / place ? 0 : place * part->states;
	}
	automaton->states = place;
	if (place == 0) {
		automaton->start = 0;
		automaton->step = no_step;
		automaton->accepts = no_accepts;
	} else {
		automaton->step = all->count == 1 ? one_step : product_step;
		automaton->accepts = all->count == 1 ? one_accepts : product_accepts;
	}
}

int gcvi_automaton_init(gcvi_automaton *automaton, const gcvi_scheme *const *schemes, size_t scheme_count,
                        const gcvi_form *form, gcvi_arena *arena, gcvi_scheme_error *error)
{
	gcvi_product *all;
	size_t i;

	memset(automaton, 0, sizeof *automaton);
	automaton->form = form;
	automaton->states = 1;
	automaton->step = free_step;
	automaton->accepts = free_accepts;
	automaton->schemes = schemes;
	automaton->scheme_count = scheme_count;
	if (scheme_count == 0)
		return GCV_OK;
	all = gcvi_arena_alloc(arena, 1, sizeof *all);
	if (all == NULL)
		return GCV_E_MEMORY;
	all->count = scheme_count;
	automaton->data = all;
	for (i = 0; i < scheme_count; i++) {
		int status;

		all->parts[i].scheme = schemes[i];
		all->parts[i].form = form;
		status = gcvi_part_bind(&all->parts[i], arena, error);
		if (status != GCV_OK)
			return status;
	}
	combine(automaton, all);
	return GCV_OK;
}

void gcvi_automaton_step_all(const gcvi_automaton *automaton, size_t position, gcvi_symbol symbol, uint16_t *next)
{
	const gcvi_product *all = gcvi_automaton_parts(automaton);
	uint32_t s;

	if (all != NULL && all->count == 1 && gcvi_sum_step_all(&all->parts[0], position, symbol, next))
		return;
	for (s = 0; s < automaton->states; s++) {
		uint32_t to = automaton->step(automaton, position, s, symbol);

		next[s] = to == GCVI_DEAD ? UINT16_MAX : (uint16_t)to;
	}
}

const gcvi_product *gcvi_automaton_parts(const gcvi_automaton *automaton)
{
	return automaton->scheme_count != 0 ? automaton->data : NULL;
}

const gcvi_linear *gcvi_automaton_linear(const gcvi_automaton *automaton, size_t index)
{
	const gcvi_product *all = gcvi_automaton_parts(automaton);

	return all != NULL && index < all->count ? all->parts[index].linear : NULL;
}

/* ------------------------------------------------------------------------------------------------------- verifying */

int gcvi_part_verify(const gcvi_part *part, const gcvi_symbol *code)
{
	uint32_t state = part->start;
	size_t position;

	if (part->states == 0)
		return part->verify(part, code);
	for (position = 0; position < part->form->length && state != GCVI_DEAD; position++)
		state = part->step(part, position, state, code[position]);
	return state != GCVI_DEAD && part->accepts(part, state);
}

int gcvi_automaton_verify(const gcvi_automaton *automaton, const gcvi_symbol *code)
{
	const gcvi_product *all = gcvi_automaton_parts(automaton);
	const gcvi_form *form = automaton->form;
	size_t position, i;

	for (position = 0; position < form->length; position++)
		if (!gcvi_set_has(&form->sites[position].allowed, code[position]))
			return 0;
	for (i = 0; all != NULL && i < all->count; i++)
		if (!gcvi_part_verify(&all->parts[i], code))
			return 0;
	return 1;
}

/* --------------------------------------------------------------------------------------------------------- failures */

/* The check position of a form, or the first of several that stand together; SIZE_MAX where there is none such. */
static size_t check_position(const gcvi_form *form, size_t *count)
{
	size_t first = SIZE_MAX, position;

	*count = 0;
	for (position = 0; position < form->length; position++)
		if (form->sites[position].check) {
			if (*count != 0 && first + *count != position) {
				*count = 0;
				return SIZE_MAX;
			}
			first = *count == 0 ? position : first;
			++*count;
		}
	return first;
}

/* The only symbol at a position that lets the scheme pass. */
static gcvi_symbol expected_symbol(const gcvi_part *part, size_t position, const gcvi_symbol *code)
{
	gcvi_symbol trial[GCVI_CODE_MAX], symbol, found = GCVI_NO_SYMBOL;
	const gcvi_form *form = part->form;

	memcpy(trial, code, form->length);
	for (symbol = 0; symbol < form->alphabet->count; symbol++) {
		if (!gcvi_set_has(&form->sites[position].allowed, symbol))
			continue;
		trial[position] = symbol;
		if (!gcvi_part_verify(part, trial))
			continue;
		if (found != GCVI_NO_SYMBOL) {
			found = GCVI_NO_SYMBOL;
			break;
		}
		found = symbol;
	}
	gcvi_wipe(trial, sizeof trial);
	return found;
}

/* What a part says against the code; `first`: where it begins in the whole code. Returns 1 or 0. */
static size_t add_failure(const gcvi_part *part, size_t first, bool group, const gcvi_symbol *code,
                          gcvi_check_failure *out)
{
	if (gcvi_part_verify(part, code + first))
		return 0;
	if (out == NULL)
		return 1;
	out->scheme = part->scheme;
	out->first = first;
	out->last = first + part->form->length;
	out->group = group ? part->form->sites[0].group : SIZE_MAX;
	out->position = SIZE_MAX;
	out->check_count = 0;
	out->expected = GCVI_NO_SYMBOL;
	if (part->scheme->check_count != 0)
		out->position = check_position(part->form, &out->check_count);
	if (out->position != SIZE_MAX) {
		out->expected = out->check_count == 1 ? expected_symbol(part, out->position, code + first) : GCVI_NO_SYMBOL;
		out->position += first;
	}
	return 1;
}

size_t gcvi_automaton_failures(const gcvi_automaton *automaton, const gcvi_symbol *code, gcvi_check_failure *out, size_t cap)
{
	const gcvi_product *all = gcvi_automaton_parts(automaton);
	size_t count = 0, i, k;

	for (i = 0; all != NULL && i < all->count; i++) {
		const gcvi_segments *segments = all->parts[i].segments;

		if (segments == NULL)
			count += add_failure(&all->parts[i], 0, false, code, count < cap ? &out[count] : NULL);
		for (k = 0; segments != NULL && k < segments->count; k++)
			count += add_failure(&segments->parts[k], segments->first[k], segments->of_groups, code,
			                     count < cap ? &out[count] : NULL);
	}
	return count;
}
