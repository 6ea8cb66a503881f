/* SPDX-License-Identifier: MIT */
/* Floor 4: the states of a check, for the backward tables (correct_backward.c). */
#include "correct_states.h"

#include <string.h>

/* So many fit the nearest cache. */
#define FEW_STATES 48
/* Columns for which it is found out which states they have. */
#define REACH_MOST 3

/* At the beginning only few states can be met; after some columns it may be any. */
static void reach(gcvi_states *all, const gcvi_trellis *t, size_t columns)
{
	size_t states = all->states, j, s, c, known = 1;

	all->met[t->automaton->start] = 1;
	for (j = 0; j + 1 < columns && known * 2 < states; j++) {
		const uint8_t *here = all->met + j * states;
		uint8_t *next = all->met + (j + 1) * states;

		for (s = 0, known = 0; s < states; s++)
			for (c = 0; here[s] && c < t->columns[j].choices; c++) {
				uint32_t to = t->automaton->step(t->automaton, j, (uint32_t)s, t->columns[j].symbols[c]);

				if (to != GCVI_DEAD && !next[to]) {
					next[to] = 1;
					known++;
				}
			}
	}
	all->reach = j + 1;
}

int gcvi_states_make(gcvi_states *all, const gcvi_trellis *t, gcvi_arena *arena)
{
	size_t columns = t->n < REACH_MOST ? t->n : REACH_MOST, states = t->states, s;

	all->states = states;
	all->reach = 0;
	all->met = gcvi_arena_alloc(arena, columns * states + 1, 1);
	all->order = gcvi_arena_raw(arena, states * sizeof *all->order);
	all->before = gcvi_arena_raw(arena, states * sizeof *all->before);
	all->done = gcvi_arena_raw(arena, states);
	if (all->met == NULL || all->order == NULL || all->before == NULL || all->done == NULL)
		return GCV_E_MEMORY;
	for (s = 0; s < states; s++)
		all->order[s] = (uint16_t)s;
	if (columns != 0)
		reach(all, t, columns);
	return GCV_OK;
}

/*
 * Many states do not fit the nearest cache. States that lead to the same ones go one after the other: from each, to one that
 * the first choice leads to where another choice leads from here. (In groups these are shifts by differences of terms.)
 */
void gcvi_states_sort(gcvi_states *all, const uint16_t *next, size_t choices)
{
	size_t states = all->states, count = 0, first, s, k;

	if (states <= FEW_STATES)
		return;
	memset(all->before, 0xFF, states * sizeof *all->before);
	for (s = 0; s < states; s++)
		if (next[s] != UINT16_MAX)
			all->before[next[s]] = (uint16_t)s;
	memset(all->done, 0, states);
	for (first = 0; first < states; first++)
		for (s = first; s != UINT16_MAX && !all->done[s];) {
			size_t here = s;

			all->done[s] = 1;
			all->order[count++] = (uint16_t)s;
			for (s = UINT16_MAX, k = 1; k < choices; k++) {
				uint16_t to = next[k * states + here], other = to != UINT16_MAX ? all->before[to] : UINT16_MAX;

				if (other != UINT16_MAX && !all->done[other]) {
					s = other;
					break;
				}
			}
		}
}
