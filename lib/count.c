/* SPDX-License-Identifier: MIT */
/* Floor 5: how many codes of a length a format has. */
#include "weigh.h"

#include <string.h>

#define TWO64 18446744073709551616.0
/*
 * Counting in the automaton costs length * states * symbols steps. A format gets so many; where they do not suffice, its
 * check characters are taken to be determined by the others, which they nearly always are.
 */
#define COUNT_STEPS ((size_t)1 << 15)

/* One choice a position that is not decided by the check. */
static gcvi_scaled count_free(const gcvi_form *form)
{
	gcvi_scaled count = { 1, 0 };
	size_t position;

	for (position = 0; position < form->length; position++)
		if (form->sites[position].check == 0)
			count = gcvi_scaled_times(count, (double)gcvi_set_count(&form->sites[position].allowed));
	return count;
}

static void step_all(const gcvi_automaton *automaton, size_t position, const double *before, double *after)
{
	const gcvi_form *form = automaton->form;
	uint32_t state, next;
	size_t symbol;

	memset(after, 0, automaton->states * sizeof *after);
	for (state = 0; state < automaton->states; state++) {
		if (before[state] <= 0)
			continue;
		for (symbol = 0; symbol < form->alphabet->count; symbol++) {
			if (!gcvi_set_has(&form->sites[position].allowed, (gcvi_symbol)symbol))
				continue;
			next = automaton->step(automaton, position, state, (gcvi_symbol)symbol);
			if (next != GCVI_DEAD)
				after[next] += before[state];
		}
	}
}

/* Codes of one form by walking all its states at once. */
static int count_states(const gcvi_automaton *automaton, gcvi_scaled *count, gcvi_arena *arena)
{
	double *before = gcvi_arena_alloc(arena, automaton->states, sizeof *before);
	double *after = gcvi_arena_alloc(arena, automaton->states, sizeof *after), *swap;
	double accepted = 0;
	long exponent = 0;
	size_t position;
	uint32_t state;

	if (before == NULL || after == NULL)
		return GCV_E_MEMORY;
	before[automaton->start] = 1;
	for (position = 0; position < automaton->form->length; position++) {
		double most = 0;

		step_all(automaton, position, before, after);
		for (state = 0; state < automaton->states; state++)
			most = after[state] > most ? after[state] : most;
		if (most >= TWO64) {
			exponent++;
			for (state = 0; state < automaton->states; state++)
				after[state] /= TWO64;
		}
		swap = before;
		before = after;
		after = swap;
	}
	for (state = 0; state < automaton->states; state++)
		if (automaton->accepts(automaton, state))
			accepted += before[state];
	*count = gcvi_scaled_make(accepted, exponent);
	return GCV_OK;
}

/* Codes of a length in a layout without a check: a product. */
static gcvi_scaled count_items(const gcvi_layout *layout, size_t length)
{
	gcvi_scaled count = { 1, 0 };
	size_t item, k;

	for (item = 0; item < layout->item_count; item++) {
		const gcvi_item *it = &layout->items[item];
		double choices = (double)gcvi_set_count(&it->allowed);
		size_t times = it->min < it->max ? it->min + (length - layout->min) : it->min;

		for (k = 0; it->kind == GCVI_ITEM_RUN && k < times; k++)
			count = gcvi_scaled_times(count, choices);
	}
	return count;
}

static int count_form(const struct gcv_format *format, size_t layout, size_t length, gcvi_scaled *count,
                      size_t *steps, gcvi_arena *arena)
{
	gcvi_automaton automaton;
	gcvi_form form;
	size_t need;
	int status = gcvi_form_make(format, layout, length, arena, &form, &automaton);

	*count = (gcvi_scaled){ 0, 0 };
	if (status != GCV_OK)
		return status == GCV_E_MEMORY ? status : GCV_OK;
	need = length * automaton.states * format->alphabet.count;   /* 512 * 8192 * 128 at most */
	if (need != 0 && need <= *steps) {
		*steps -= need;
		return count_states(&automaton, count, arena);
	}
	*count = count_free(&form);
	return GCV_OK;
}

int gcvi_count_codes(const struct gcv_format *format, size_t length, gcvi_scaled *count, gcvi_arena *arena)
{
	gcvi_scaled sum = { 0, 0 }, one;
	size_t layout, steps = COUNT_STEPS;

	for (layout = 0; layout < format->layout_count; layout++) {
		const gcvi_layout *l = &format->layouts[layout];
		int status = GCV_OK;

		if (length < l->min || length > l->max)
			continue;
		if (format->scheme_count == 0 || l->unchecked)
			one = count_items(l, length);
		else
			status = count_form(format, layout, length, &one, &steps, arena);
		if (status != GCV_OK)
			return status;
		sum = gcvi_scaled_sum(sum, one);
	}
	*count = sum;
	return GCV_OK;
}
