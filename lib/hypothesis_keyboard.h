/* SPDX-License-Identifier: MIT */
/* Floor 4, inside correct: the input as it was meant, where the keyboard was set otherwise than the typist believed. */
#ifndef GCVI_HYPOTHESIS_KEYBOARD_H
#define GCVI_HYPOTHESIS_KEYBOARD_H

#include "hypothesis_fit.h"
#include "keyboard.h"

/*
 * Each mark becomes the character meant (gcvi_keyboard_undo): a letter when that is a symbol, whatever was typed, and a
 * separator when a hyphen or low line was meant; its place in the input stays. A digit or '-' whose key means no symbol stands
 * for itself (number pad), and '-' also if that brings the input nearer to a code; digits of both sorts do not occur together,
 * except where Shift is the accident. A character that the machine's keyboard does not have makes the accident impossible.
 *
 * If it says a code as it stands, it becomes one more lane of the search, where letters can be misread only (hypothesis.h);
 * else one more input, typed with everything that can happen to one (lattice_model.h).
 *
 * The channel's prior `layout` is spread evenly over the keyboards that change how one of the alphabet's symbols comes out.
 * A keyboard takes part if the distance d (gcvi_hypothesis_distance) of what was meant is at most 1, and less than that of
 * what was typed.
 */
typedef struct gcvi_keyed {
	size_t keyboard;
	double prior;
	unsigned distance;             /* d: 0 or 1 */
	const gcvi_lattice *lattice;   /* of the characters meant; its reading has the marks of what was typed, in their places */
} gcvi_keyed;

/*
 * Those that take part, and how many: room for GCVI_KEYBOARDS. lattice: of what was typed; emission and priors as it was made
 * with. GCV_OK or GCV_E_MEMORY.
 */
int gcvi_keyed_make(gcvi_keyed *keyed, size_t *count, const gcvi_lattice *lattice, gcvi_hypothesis_fit *fit,
                    const gcvi_emission *emission, const gcvi_priors *priors, gcvi_arena *arena);

#endif
