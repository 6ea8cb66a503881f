/* SPDX-License-Identifier: MIT */
/* Floor 2: the automaton of a form: the product of its schemes. Verifying, completing and naming what failed. */
#include "scheme_internal.h"

#include <string.h>

/* Completing tries at most this many steps; two free check characters take a few thousand. */
#define COMPLETE_STEPS ((size_t)4000000)

typedef struct product {
	size_t count;
	gcvi_part parts[GCVI_SCHEMES_MAX];
} product;

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

static uint32_t one_step(const gcvi_automaton *automaton, size_t position, uint32_t state, gcvi_symbol symbol)
{
	const gcvi_part *part = &((const product *)automaton->data)->parts[0];

	return part->step(part, position, state, symbol);
}

static int one_accepts(const gcvi_automaton *automaton, uint32_t state)
{
	const gcvi_part *part = &((const product *)automaton->data)->parts[0];

	return part->accepts(part, state);
}

/* States of a product are numbered in mixed radix, the first scheme's the lowest place. */
static uint32_t product_step(const gcvi_automaton *automaton, size_t position, uint32_t state, gcvi_symbol symbol)
{
	const product *all = automaton->data;
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
	const product *all = automaton->data;
	size_t i;

	for (i = 0; i < all->count; i++) {
		const gcvi_part *part = &all->parts[i];

		if (!part->accepts(part, state % part->states))
			return 0;
		state /= part->states;
	}
	return 1;
}

static int combine(gcvi_automaton *automaton, product *all, gcvi_scheme_error *error)
{
	uint32_t place = 1;
	size_t i;

	automaton->start = 0;
	for (i = 0; i < all->count; i++) {
		automaton->start += all->parts[i].start * place;
		if (all->parts[i].states > GCVI_STATES_MAX / place)
			return gcvi_scheme_fail(error, 0, "fewer or simpler checks were expected: together they have too many states");
		place *= all->parts[i].states;
	}
	automaton->states = place;
	automaton->step = all->count == 1 ? one_step : product_step;
	automaton->accepts = all->count == 1 ? one_accepts : product_accepts;
	return GCV_OK;
}

int gcvi_automaton_init(gcvi_automaton *automaton, const gcvi_scheme *const *schemes, size_t scheme_count,
                        const gcvi_form *form, gcvi_arena *arena, gcvi_scheme_error *error)
{
	product *all;
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
		status = schemes[i]->class->bind(&all->parts[i], arena, error);
		if (status != GCV_OK)
			return status;
	}
	return combine(automaton, all, error);
}

int gcvi_automaton_verify(const gcvi_automaton *automaton, const gcvi_symbol *code)
{
	const gcvi_form *form = automaton->form;
	uint32_t state = automaton->start;
	size_t position;

	for (position = 0; position < form->length && state != GCVI_DEAD; position++) {
		if (!gcvi_set_has(&form->sites[position].allowed, code[position]))
			return 0;
		state = automaton->step(automaton, position, state, code[position]);
	}
	return state != GCVI_DEAD && automaton->accepts(automaton, state);
}

/* The state after positions first … last - 1 of one scheme; GCVI_DEAD where it gets stuck. */
static uint32_t run(const gcvi_part *part, size_t first, size_t last, uint32_t state, const gcvi_symbol *code)
{
	size_t position;

	for (position = first; position < last && state != GCVI_DEAD; position++)
		state = part->step(part, position, state, code[position]);
	return state;
}

/* Does one scheme pass on positions first … last - 1, a group by itself or the whole code? */
static int passes(const gcvi_part *part, size_t first, size_t last, size_t group, const gcvi_symbol *code)
{
	int per_group = part->scheme->class->per_group;
	uint32_t start = per_group ? part->scheme->class->group_start(part, group) : part->start;
	uint32_t state = run(part, first, last, start, code);

	return state != GCVI_DEAD && (per_group || part->accepts(part, state));
}

/* The one check position between first and last, SIZE_MAX where there is none or are several. */
static size_t check_position(const gcvi_form *form, size_t first, size_t last)
{
	size_t found = SIZE_MAX, position;

	for (position = first; position < last; position++)
		if (form->sites[position].check) {
			if (found != SIZE_MAX)
				return SIZE_MAX;
			found = position;
		}
	return found;
}

/* The only symbol at position that lets the scheme pass. */
static gcvi_symbol expected_symbol(const gcvi_part *part, size_t first, size_t last, size_t group, size_t position,
                                   const gcvi_symbol *code)
{
	gcvi_symbol trial[GCVI_CODE_MAX], symbol, found = GCVI_NO_SYMBOL;
	const gcvi_form *form = part->form;

	memcpy(trial, code, form->length);
	for (symbol = 0; symbol < form->alphabet->count; symbol++) {
		if (!gcvi_set_has(&form->sites[position].allowed, symbol))
			continue;
		trial[position] = symbol;
		if (!passes(part, first, last, group, trial))
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

static void add_failure(const gcvi_part *part, size_t first, size_t last, size_t group, const gcvi_symbol *code,
                        gcvi_check_failure *out)
{
	int per_group = part->scheme->class->per_group;

	out->scheme = part->scheme;
	out->group = per_group ? group : SIZE_MAX;
	out->position = part->scheme->class->check_count != 0 ? check_position(part->form, first, last) : SIZE_MAX;
	out->expected = GCVI_NO_SYMBOL;
	if (out->position != SIZE_MAX)
		out->expected = expected_symbol(part, first, last, group, out->position, code);
}

size_t gcvi_automaton_failures(const gcvi_automaton *automaton, const gcvi_symbol *code, gcvi_check_failure *out, size_t cap)
{
	const product *all = automaton->data;
	const gcvi_form *form = automaton->form;
	size_t count = 0, i;

	for (i = 0; i < automaton->scheme_count; i++) {
		const gcvi_part *part = &all->parts[i];
		size_t first = 0;

		while (first < form->length) {
			size_t last = form->length, group = form->sites[first].group;

			if (part->scheme->class->per_group)
				last = first + form->sites[first].group_size;
			if (!passes(part, first, last, group, code)) {
				if (count < cap)
					add_failure(part, first, last, group, code, &out[count]);
				count++;
			}
			first = last;
		}
	}
	return count;
}

/* The first symbol that a position allows from `symbol` on; GCVI_NO_SYMBOL where there is none. */
static gcvi_symbol allowed_from(const gcvi_form *form, size_t position, size_t symbol)
{
	for (; symbol < form->alphabet->count; symbol++)
		if (gcvi_set_has(&form->sites[position].allowed, (gcvi_symbol)symbol))
			return (gcvi_symbol)symbol;
	return GCVI_NO_SYMBOL;
}

/*
 * Moves on to the next filling in code order that differs at or before `last`: the last unknown position there gets its
 * next symbol, those behind it their first. Returns that position, SIZE_MAX when all fillings are through.
 */
static size_t advance(const gcvi_form *form, gcvi_symbol *trial, const uint8_t *unknown, size_t last)
{
	size_t position = last + 1, later;

	while (position-- > 0) {
		gcvi_symbol next = unknown[position] ? allowed_from(form, position, (size_t)trial[position] + 1) : GCVI_NO_SYMBOL;

		if (next == GCVI_NO_SYMBOL)
			continue;
		trial[position] = next;
		for (later = position + 1; later < form->length; later++)
			if (unknown[later])
				trial[later] = allowed_from(form, later, 0);
		return position;
	}
	return SIZE_MAX;
}

/* Tries fillings in code order, so that what is found first is the least code; a dead state skips all that begin so. */
int gcvi_automaton_complete(const gcvi_automaton *automaton, gcvi_symbol *code, const uint8_t *unknown)
{
	const gcvi_form *form = automaton->form;
	uint32_t states[GCVI_CODE_MAX + 1];
	gcvi_symbol trial[GCVI_CODE_MAX];
	size_t from = 0, position, steps = 0;
	int found = 0;

	for (position = 0; position < form->length; position++) {
		trial[position] = unknown[position] ? allowed_from(form, position, 0) : code[position];
		if (!gcvi_set_has(&form->sites[position].allowed, trial[position]))
			return 0;
	}
	states[0] = automaton->start;
	while (from != SIZE_MAX && found < 2 && steps < COMPLETE_STEPS) {
		for (position = from; position < form->length && states[position] != GCVI_DEAD; position++, steps++)
			states[position + 1] = automaton->step(automaton, position, states[position], trial[position]);
		if (states[position] == GCVI_DEAD) {
			position--;
		} else {
			if (automaton->accepts(automaton, states[position]) && found++ == 0)
				memcpy(code, trial, form->length);
			position = form->length - 1;
		}
		from = advance(form, trial, unknown, position);
	}
	gcvi_wipe(trial, sizeof trial);
	return found;
}
