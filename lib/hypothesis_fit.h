/* SPDX-License-Identifier: MIT */
/* Floor 4, inside correct: how many letters have to be misread for what was said of each position to be a code. */
#ifndef GCVI_HYPOTHESIS_FIT_H
#define GCVI_HYPOTHESIS_FIT_H

#include "hypothesis.h"

typedef struct gcvi_hypothesis_fit {
	const gcvi_form *form;
	const gcvi_automaton *automaton;
	gcvi_set *said;           /* by position: the symbols that were said, all of them allowed there; filled by the caller */
	uint8_t *typed;           /* by position: something was typed; its letter may be misread */
	uint8_t *level[2][2];     /* states that can be met with 0 and with 1 misread; here and next */
} gcvi_hypothesis_fit;

/* GCV_OK or GCV_E_MEMORY. */
int gcvi_hypothesis_fit_make(gcvi_hypothesis_fit *fit, const gcvi_form *form, const gcvi_automaton *automaton,
                             gcvi_arena *arena);
/* 0 … most, or most + 1 for more. most: 0 or 1. */
unsigned gcvi_hypothesis_errors(const gcvi_hypothesis_fit *fit, unsigned most);

#endif
