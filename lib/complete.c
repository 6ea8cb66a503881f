/* SPDX-License-Identifier: MIT */
/* Floor 2: computing check characters: the symbols at some positions that let a code pass. */
#include "solve.h"

#include <string.h>

/* Completing tries at most this many steps; two free check characters take a few thousand. */
#define COMPLETE_STEPS ((size_t)4000000)

/* What was found so far: the first code in the order of trying, or the one that the schemes prescribe. */
typedef struct findings {
	const gcvi_automaton *automaton;
	gcvi_symbol *code;
	size_t count;
	bool settled;             /* nothing better can come */
} findings;

/* Do the schemes prescribe this one, where several pass? 1; 0: another one; -1: they do not care. */
static int preference(const gcvi_automaton *automaton, const gcvi_symbol *code)
{
	const gcvi_product *all = gcvi_automaton_parts(automaton);
	int answer = -1;
	size_t i;

	for (i = 0; all != NULL && i < all->count; i++)
		if (all->parts[i].preferred != NULL) {
			if (!gcvi_part_verify(all->parts[i].preferred, code))
				return 0;
			answer = 1;
		}
	return answer;
}

static bool take(void *context, const gcvi_symbol *code)
{
	findings *found = context;
	int preferred = preference(found->automaton, code);

	if (found->count == 0 || preferred == 1)
		memcpy(found->code, code, found->automaton->form->length);
	found->count++;
	found->settled = found->settled || preferred != 0;
	return !(found->settled && found->count >= 2);
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

/* By steps: a dead state skips all fillings that begin so. */
static void try_states(findings *found, gcvi_symbol *trial, const uint8_t *unknown)
{
	const gcvi_automaton *automaton = found->automaton;
	const gcvi_form *form = automaton->form;
	uint32_t states[GCVI_CODE_MAX + 1];
	size_t from = 0, position, steps = 0;
	bool more = true;

	states[0] = automaton->start;
	while (from != SIZE_MAX && more && steps < COMPLETE_STEPS) {
		for (position = from; position < form->length && states[position] != GCVI_DEAD; position++, steps++)
			states[position + 1] = automaton->step(automaton, position, states[position], trial[position]);
		if (states[position] == GCVI_DEAD) {
			position--;
		} else {
			if (automaton->accepts(automaton, states[position]))
				more = take(found, trial);
			position = form->length - 1;
		}
		from = advance(form, trial, unknown, position);
	}
}

/* Without states and without equations every filling is tried as a whole. */
static void try_all(findings *found, gcvi_symbol *trial, const uint8_t *unknown)
{
	const gcvi_form *form = found->automaton->form;
	size_t steps = 0, from = 0;
	bool more = true;

	while (from != SIZE_MAX && more && steps < COMPLETE_STEPS) {
		if (gcvi_automaton_verify(found->automaton, trial))
			more = take(found, trial);
		from = advance(form, trial, unknown, form->length - 1);
		steps += form->length;
	}
}

int gcvi_automaton_complete(const gcvi_automaton *automaton, gcvi_symbol *code, const uint8_t *unknown)
{
	findings found = { automaton, code, 0, false };
	const gcvi_form *form = automaton->form;
	gcvi_symbol trial[GCVI_CODE_MAX];
	gcvi_solver solver;
	size_t position;

	for (position = 0; position < form->length; position++) {
		trial[position] = unknown[position] ? allowed_from(form, position, 0) : code[position];
		if (!gcvi_set_has(&form->sites[position].allowed, trial[position]))
			return 0;
	}
	if (automaton->states != 0)
		try_states(&found, trial, unknown);
	else if (gcvi_solver_part(automaton) == NULL)
		try_all(&found, trial, unknown);
	else if (gcvi_solver_init(&solver, automaton, trial, unknown))
		(void)gcvi_solver_fill(&solver, take, &found);
	gcvi_wipe(trial, sizeof trial);
	gcvi_wipe(&solver, sizeof solver);
	return found.count > 2 ? 2 : (int)found.count;
}
