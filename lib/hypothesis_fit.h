/* SPDX-License-Identifier: MIT */
/* Floor 4, inside correct: how far what was typed is from a code, by what its letters say without a repair. */
#ifndef GCVI_HYPOTHESIS_FIT_H
#define GCVI_HYPOTHESIS_FIT_H

#include "lattice_model.h"
#include "scheme.h"

/* Where a check has more states than this and half of them can be met, a code is taken for granted. */
#define GCVI_HYPOTHESIS_STATES 128

typedef struct gcvi_hypothesis_fit {
	const gcvi_form *form;
	const gcvi_automaton *automaton;
	gcvi_arena *arena;
	unsigned as_typed;        /* gcvi_hypothesis_distance of what was typed, 2 at most */
	gcvi_set *letters;        /* the symbols that each letter says */
	size_t count;
	gcvi_set *said;           /* by position: the symbols that were said, all of them allowed there */
	uint8_t *typed;           /* by position: something was typed; its letter may be misread */
	uint16_t *order;
	uint8_t *level[2][2];     /* states that can be met with 0 and with 1 misread; here and next */
} gcvi_hypothesis_fit;

/* typed: its reading is heard first. GCV_OK or GCV_E_MEMORY. */
int gcvi_hypothesis_fit_make(gcvi_hypothesis_fit *fit, const gcvi_lattice *typed, const gcvi_automaton *automaton,
                             gcvi_arena *arena);
/* Takes the letters of this reading for those that were typed. GCV_OK or GCV_E_MEMORY. */
int gcvi_hypothesis_hear(gcvi_hypothesis_fit *fit, const gcvi_reading *reading);
/*
 * How many letters have to be misread for a code: 0 … most, or more. order: each letter's position, one that comes twice was
 * typed twice. most: 0 or 1.
 */
unsigned gcvi_hypothesis_errors(const gcvi_hypothesis_fit *fit, const uint16_t *order, unsigned most);
/*
 * 0: they say a code; 1: with one letter misread, missing or too many, or two neighbours exchanged; most + 1 (most: 0 or 1)
 * for what is further away, or not looked at: lengths that differ by more than one.
 */
unsigned gcvi_hypothesis_distance(const gcvi_hypothesis_fit *fit, unsigned most);

#endif
