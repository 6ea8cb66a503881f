/* SPDX-License-Identifier: MIT */
/* Floor 4: codes that differ little from what was typed, where every letter has its position: by their sum alone. */
#include "correct_meet_internal.h"

#include "locate.h"

#include <string.h>

/* Codes that are handed out. */
#define LOCATED_MAX 64
/* With more unknown letters than this, there are more codes than anybody can use. */
#define UNKNOWN_MAX 24

/* The letters as symbols; how many are unknown. False: not as many as positions. */
static bool lay(gcvi_near *near, const gcvi_lattice *lattice, size_t *unknown)
{
	size_t i, j = 0;

	*unknown = 0;
	if (lattice->letters != lattice->form->length)
		return false;
	for (i = 0; i < lattice->count; i++) {
		if (lattice->tokens[i].run)
			continue;
		*unknown += lattice->tokens[i].symbol == GCVI_NO_SYMBOL;
		near->typed[j++] = lattice->tokens[i].symbol;
	}
	return true;
}

/* An automaton that counts differences, and stops at too many. */
typedef struct radius_data {
	const gcvi_automaton *all;
	const gcvi_symbol *typed;
	uint32_t most;
} radius_data;

static uint32_t radius_step(const gcvi_automaton *automaton, size_t position, uint32_t state, gcvi_symbol symbol)
{
	const radius_data *data = automaton->data;

	if (data->all->step(data->all, position, 0, symbol) == GCVI_DEAD)
		return GCVI_DEAD;
	state += data->typed[position] != GCVI_NO_SYMBOL && data->typed[position] != symbol;
	return state <= data->most ? state : GCVI_DEAD;
}

static int radius_accepts(const gcvi_automaton *automaton, uint32_t state)
{
	(void)automaton;
	(void)state;
	return 1;
}

int gcvi_meet_weigh(const gcvi_trellis *all, const gcvi_automaton *automaton, double *mass, gcvi_arena *arena)
{
	gcvi_trellis *t = gcvi_arena_alloc(arena, 1, sizeof *t);
	int status;

	if (t == NULL)
		return GCV_E_MEMORY;
	status = gcvi_trellis_make(t, all->lattice, automaton, all->hypotheses, arena);
	if (status == GCV_OK)
		status = gcvi_trellis_backward(t, arena);
	if (status == GCV_OK)
		*mass = t->total * gcvi_power_of_two(all->exponent - t->exponent);
	return status;
}

/* What the strings hold that differ in so many symbols at most. */
static int weigh(gcvi_near *near, const gcvi_trellis *all, gcvi_arena *arena)
{
	radius_data data = { all->automaton, near->typed, (uint32_t)near->radius };
	gcvi_automaton automaton = { .form = all->lattice->form, .states = data.most + 1, .step = radius_step,
	                             .accepts = radius_accepts, .data = &data };

	return gcvi_meet_weigh(all, &automaton, &near->mass, arena);
}

bool gcvi_locate_plain(const gcvi_automaton *automaton, const uint8_t *unknown)
{
	size_t i, j;

	for (i = 0; i < automaton->scheme_count; i++) {
		const gcvi_linear *linear = gcvi_automaton_linear(automaton, i);

		for (j = 0; linear != NULL && linear->opaque != NULL && j < linear->length; j++)
			if (linear->opaque[j] && unknown[j])
				return false;
	}
	return gcvi_locate_works(automaton);
}

int gcvi_near_make(gcvi_near *near, const gcvi_source *source, const gcvi_trellis *t, gcvi_joined *take, void *context,
                   gcvi_arena *arena)
{
	gcvi_located *located = gcvi_arena_alloc(arena, LOCATED_MAX, sizeof *located);
	uint8_t *unknown = gcvi_arena_alloc(arena, t->n, 1);
	size_t unknown_count, count, k;
	int status;

	near->typed = gcvi_arena_alloc(arena, t->n, sizeof *near->typed);
	near->radius = SIZE_MAX;
	near->mass = 0;
	if (located == NULL || unknown == NULL || near->typed == NULL)
		return GCV_E_MEMORY;
	near->fits = lay(near, t->lattice, &unknown_count) && unknown_count <= UNKNOWN_MAX;
	if (!near->fits || !gcvi_locate_works(source->check))
		return GCV_OK;
	for (k = 0; k < t->n; k++)
		unknown[k] = near->typed[k] == GCVI_NO_SYMBOL;
	status = gcvi_locate(source->check, near->typed, unknown, GCVI_LOCATE_ERRORS_MAX, located, LOCATED_MAX, &count,
	                     arena);
	for (k = 0; status == GCV_OK && k < count; k++)
		(void)take(context, located[k].code);
	if (status != GCV_OK || count == LOCATED_MAX || !gcvi_locate_plain(source->check, unknown))
		return status;
	/* The nearest ones are all; where there are none, there is none within reach (of every code). */
	near->radius = count != 0 ? located[0].errors : GCVI_LOCATE_ERRORS;
	return weigh(near, t, arena);
}
