/* SPDX-License-Identifier: MIT */
/* Floor 4: the check automaton run over sets of states. */
#include "hypothesis_fit.h"

#include <string.h>

int gcvi_hypothesis_hear(gcvi_hypothesis_fit *fit, const gcvi_reading *reading)
{
	const gcvi_alphabet *alphabet = fit->form->alphabet;
	size_t i;

	fit->count = 0;
	fit->letters = gcvi_arena_alloc(fit->arena, reading->count + 1, sizeof *fit->letters);
	if (fit->letters == NULL)
		return GCV_E_MEMORY;
	for (i = 0; i < reading->count; i++) {
		const gcvi_mark *mark = &reading->marks[i];
		gcvi_set *says = &fit->letters[fit->count];
		gcvi_resolved resolved;

		if (!gcvi_mark_is_letter(alphabet, mark))
			continue;
		fit->count++;
		if (mark->kind == GCVI_MARK_CHOICE || mark->kind == GCVI_MARK_UNREADABLE) {
			*says = gcvi_resolve_set(alphabet, reading, mark);
			continue;
		}
		resolved = gcvi_resolve(alphabet, mark);
		if (resolved.symbol != GCVI_NO_SYMBOL && (resolved.changes & GCVI_CHANGE_REPAIRS) == 0)
			gcvi_set_add(says, resolved.symbol);
	}
	return GCV_OK;
}

/* What of `among` is also in `set`. Returns whether anything is. */
static bool meet(gcvi_set *among, const gcvi_set *set)
{
	bool any = false;
	size_t w;

	for (w = 0; w < sizeof among->words / sizeof among->words[0]; w++) {
		among->words[w] &= set->words[w];
		any = any || among->words[w] != 0;
	}
	return any;
}

/* What the letters say of each position, and how many contradict each other. */
static unsigned lay(const gcvi_hypothesis_fit *fit, const uint16_t *order)
{
	unsigned wrong = 0;
	size_t j, k;

	for (j = 0; j < fit->form->length; j++)
		fit->said[j] = fit->form->sites[j].allowed;
	memset(fit->typed, 0, fit->form->length);
	for (k = 0; k < fit->count; k++) {
		gcvi_set both;

		j = order[k];
		both = fit->said[j];
		if (meet(&both, &fit->letters[k]) || !fit->typed[j])
			fit->said[j] = both;
		else
			wrong++;
		fit->typed[j] = 1;
	}
	return wrong;
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

static void clear(const gcvi_hypothesis_fit *fit, size_t side)
{
	memset(fit->level[0][side], 0, fit->automaton->states);
	memset(fit->level[1][side], 0, fit->automaton->states);
}

/* Of what was laid: 0 … most, or most + 1 for more. */
static unsigned errors_laid(const gcvi_hypothesis_fit *fit, unsigned most)
{
	const gcvi_automaton *automaton = fit->automaton;
	gcvi_symbol said[GCVI_SYMBOLS_MAX], allowed[GCVI_SYMBOLS_MAX];
	uint8_t *const (*level)[2] = fit->level;
	size_t j, said_count, here = 0;
	int certain = 0;

	if (automaton->states == 0)
		return errors_of_whole(fit, most);
	clear(fit, here);
	level[0][here][automaton->start] = 1;
	for (j = 0; j < fit->form->length; j++, here = 1 - here) {
		size_t met = 0, met_wrong = 0, next = 1 - here;

		said_count = list(&fit->said[j], said);
		clear(fit, next);
		met = advance(automaton, j, level[0][here], level[0][next], said, said_count);
		if (most > 0 && !certain) {
			met_wrong = advance(automaton, j, level[1][here], level[1][next], said, said_count);
			if (fit->typed[j])
				met_wrong += advance(automaton, j, level[0][here], level[1][next], allowed,
				                     list(&fit->form->sites[j].allowed, allowed));
		}
		if (is_certain(automaton, met))
			return 0;
		certain = certain || is_certain(automaton, met_wrong);
		if (met == 0 && met_wrong == 0 && !certain)
			return most + 1;
	}
	if (accepts(automaton, level[0][here]))
		return 0;
	return most > 0 && (certain || accepts(automaton, level[1][here])) ? 1 : most + 1;
}

/* Positions whose letters are none of what they take: whatever the check says, so many are wrong. */
static unsigned impossible(const gcvi_hypothesis_fit *fit)
{
	unsigned count = 0;
	size_t j;

	for (j = 0; j < fit->form->length; j++)
		count += gcvi_set_count(&fit->said[j]) == 0;
	return count;
}

unsigned gcvi_hypothesis_errors(const gcvi_hypothesis_fit *fit, const uint16_t *order, unsigned most)
{
	unsigned wrong = lay(fit, order);

	if (wrong + impossible(fit) > most)
		return most + 1;
	return wrong + errors_laid(fit, most - wrong);
}

/* ------------------------------------------------------------------------------------------------ distance */

/* As many letters as positions. */
static unsigned distance_of_same(const gcvi_hypothesis_fit *fit, unsigned most)
{
	unsigned errors;
	size_t j;

	for (j = 0; j < fit->form->length; j++)
		fit->order[j] = (uint16_t)j;
	errors = gcvi_hypothesis_errors(fit, fit->order, most);
	for (j = 0; most > 0 && errors > 1 && j + 1 < fit->form->length; j++) {
		fit->order[j] = (uint16_t)(j + 1);
		fit->order[j + 1] = (uint16_t)j;
		if (gcvi_hypothesis_errors(fit, fit->order, 0) == 0)
			errors = 1;
		fit->order[j] = (uint16_t)j;
		fit->order[j + 1] = (uint16_t)(j + 1);
	}
	return errors <= most ? errors : most + 1;
}

/* How many letters in a row say what their positions take. */
static size_t agreeing(const gcvi_hypothesis_fit *fit, size_t letter, size_t position, bool forwards)
{
	size_t count = 0;

	while (letter < fit->count && position < fit->form->length) {
		gcvi_set both = fit->form->sites[position].allowed;

		if (!meet(&both, &fit->letters[letter]))
			break;
		count++;
		/* Below 0 both become too large. */
		letter += forwards ? 1 : SIZE_MAX;
		position += forwards ? 1 : SIZE_MAX;
	}
	return count;
}

/*
 * One letter too few or too many: states that are met before and behind that place. A letter that is too many is skipped
 * before the position that the next one is for.
 */
static bool shifted_by_states(const gcvi_hypothesis_fit *fit)
{
	const gcvi_automaton *automaton = fit->automaton;
	gcvi_symbol symbols[GCVI_SYMBOLS_MAX];
	uint8_t *const (*level)[2] = fit->level;
	bool missing = fit->count < fit->form->length;
	size_t j, here = 0, s;

	clear(fit, here);
	level[0][here][automaton->start] = 1;
	for (j = 0; j < fit->form->length; j++, here = 1 - here) {
		gcvi_set plain = fit->form->sites[j].allowed, moved = plain;
		size_t next = 1 - here, met = 0;

		clear(fit, next);
		for (s = 0; !missing && s < automaton->states; s++)
			level[1][here][s] |= level[0][here][s];
		if (j < fit->count && meet(&plain, &fit->letters[j]))
			met = advance(automaton, j, level[0][here], level[0][next], symbols, list(&plain, symbols));
		if ((!missing || j > 0) && meet(&moved, &fit->letters[missing ? j - 1 : j + 1]))
			met += advance(automaton, j, level[1][here], level[1][next], symbols, list(&moved, symbols));
		if (missing)
			met += advance(automaton, j, level[0][here], level[1][next], symbols,
			               list(&fit->form->sites[j].allowed, symbols));
		if (is_certain(automaton, met))
			return true;
	}
	return accepts(automaton, level[1][here]) || (!missing && accepts(automaton, level[0][here]));
}

unsigned gcvi_hypothesis_distance(const gcvi_hypothesis_fit *fit, unsigned most)
{
	size_t length = fit->form->length, count = fit->count, fewer = count < length ? count : length;

	if (count == length)
		return distance_of_same(fit, most);
	if (most == 0 || (count + 1 != length && count != length + 1))
		return most + 1;
	/* Without the check first, which is soon done: from both ends they have to reach each other. */
	if (agreeing(fit, 0, 0, true) + (fewer > 0 ? agreeing(fit, count - 1, length - 1, false) : 0) < fewer)
		return 2;
	return fit->automaton->states == 0 || shifted_by_states(fit) ? 1 : 2;
}

int gcvi_hypothesis_fit_make(gcvi_hypothesis_fit *fit, const gcvi_lattice *typed, const gcvi_automaton *automaton,
                             gcvi_arena *arena)
{
	const gcvi_form *form = typed->form;
	size_t k;
	int status;

	memset(fit, 0, sizeof *fit);
	fit->form = form;
	fit->automaton = automaton;
	fit->arena = arena;
	fit->said = gcvi_arena_alloc(arena, form->length + 1, sizeof *fit->said);
	fit->order = gcvi_arena_alloc(arena, form->length + 1, sizeof *fit->order);
	fit->typed = gcvi_arena_alloc(arena, form->length + 1, 1);
	if (fit->said == NULL || fit->order == NULL || fit->typed == NULL)
		return GCV_E_MEMORY;
	for (k = 0; k < 4; k++) {
		fit->level[k / 2][k % 2] = gcvi_arena_alloc(arena, (size_t)automaton->states + 1, 1);
		if (fit->level[k / 2][k % 2] == NULL)
			return GCV_E_MEMORY;
	}
	status = gcvi_hypothesis_hear(fit, typed->reading);
	fit->as_typed = status == GCV_OK ? gcvi_hypothesis_distance(fit, 1) : 2;
	return status;
}
