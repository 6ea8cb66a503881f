/* SPDX-License-Identifier: MIT */
/* Floor 4: the check automaton run over sets of states. */
#include "hypothesis_fit.h"

#include <string.h>

int gcvi_hypothesis_fit_make(gcvi_hypothesis_fit *fit, const gcvi_form *form, const gcvi_automaton *automaton,
                             gcvi_arena *arena)
{
	size_t k;

	memset(fit, 0, sizeof *fit);
	fit->form = form;
	fit->automaton = automaton;
	fit->said = gcvi_arena_alloc(arena, form->length + 1, sizeof *fit->said);
	fit->typed = gcvi_arena_alloc(arena, form->length + 1, 1);
	if (fit->said == NULL || fit->typed == NULL)
		return GCV_E_MEMORY;
	for (k = 0; k < 4; k++) {
		fit->level[k / 2][k % 2] = gcvi_arena_alloc(arena, (size_t)automaton->states + 1, 1);
		if (fit->level[k / 2][k % 2] == NULL)
			return GCV_E_MEMORY;
	}
	return GCV_OK;
}

static size_t list(const gcvi_set *set, gcvi_symbol *symbols)
{
	size_t count = 0, w;

	for (w = 0; w < sizeof set->words / sizeof set->words[0]; w++) {
		uint64_t word = set->words[w];
		size_t bit;

		for (bit = 0; word != 0; bit++, word >>= 1)
			if ((word & 1) != 0)
				symbols[count++] = (gcvi_symbol)(w * 64 + bit);
	}
	return count;
}

/* One position: from states `from` to states `to`, by any of these symbols. Returns how many more were met. */
static size_t advance(const gcvi_automaton *automaton, size_t position, const uint8_t *from, uint8_t *to,
                      const gcvi_symbol *symbols, size_t count)
{
	size_t met = 0, s, k;

	for (s = 0; s < automaton->states; s++)
		for (k = 0; from[s] && k < count; k++) {
			uint32_t next = automaton->step(automaton, position, (uint32_t)s, symbols[k]);

			if (next != GCVI_DEAD && !to[next]) {
				to[next] = 1;
				met++;
			}
		}
	return met;
}

static int accepts(const gcvi_automaton *automaton, const uint8_t *states)
{
	size_t s;

	for (s = 0; s < automaton->states; s++)
		if (states[s] && automaton->accepts(automaton, (uint32_t)s))
			return 1;
	return 0;
}

/* Nearly every state of a large check can be met: some code fits. */
static int is_certain(const gcvi_automaton *automaton, size_t met)
{
	return automaton->states > GCVI_HYPOTHESIS_STATES && met > automaton->states / 2;
}

/*
 * Without states the code is verified as a whole: one letter, at least, is wrong where it does not pass. Where more than
 * one symbol may stand somewhere, some code will fit.
 */
static unsigned errors_of_whole(const gcvi_hypothesis_fit *fit, unsigned most)
{
	gcvi_symbol code[GCVI_CODE_MAX];
	unsigned errors = 0;
	size_t j, count;
	bool open = false;

	for (j = 0; j < fit->form->length && errors <= most; j++) {
		count = gcvi_set_count(&fit->said[j]);
		errors += count == 0;
		open = open || count > 1;
		code[j] = count != 0 ? gcvi_set_nth(&fit->said[j], 0) : GCVI_NO_SYMBOL;
	}
	if (errors == 0 && !open)
		errors = !gcvi_automaton_verify(fit->automaton, code);
	gcvi_wipe(code, sizeof code);
	return errors;
}

unsigned gcvi_hypothesis_errors(const gcvi_hypothesis_fit *fit, unsigned most)
{
	const gcvi_automaton *automaton = fit->automaton;
	gcvi_symbol said[GCVI_SYMBOLS_MAX], allowed[GCVI_SYMBOLS_MAX];
	uint8_t *here[2], *next[2];
	size_t j, said_count, level;
	int certain = 0;

	if (automaton->states == 0)
		return errors_of_whole(fit, most);
	for (level = 0; level < 2; level++) {
		here[level] = fit->level[level][0];
		next[level] = fit->level[level][1];
		memset(here[level], 0, automaton->states);
	}
	here[0][automaton->start] = 1;
	for (j = 0; j < fit->form->length; j++) {
		size_t met = 0, met_wrong = 0;

		said_count = list(&fit->said[j], said);
		for (level = 0; level < 2; level++)
			memset(next[level], 0, automaton->states);
		met = advance(automaton, j, here[0], next[0], said, said_count);
		if (most > 0 && !certain) {
			met_wrong = advance(automaton, j, here[1], next[1], said, said_count);
			if (fit->typed[j])
				met_wrong += advance(automaton, j, here[0], next[1], allowed, list(&fit->form->sites[j].allowed, allowed));
		}
		if (is_certain(automaton, met))
			return 0;
		certain = certain || is_certain(automaton, met_wrong);
		for (level = 0; level < 2; level++) {
			uint8_t *turned = here[level];

			here[level] = next[level];
			next[level] = turned;
		}
	}
	if (accepts(automaton, here[0]))
		return 0;
	return most > 0 && (certain || accepts(automaton, here[1])) ? 1 : most + 1;
}
