/* SPDX-License-Identifier: MIT */
/* Floor 4, inside correct: which states of a check a column has, and in what order they are reckoned. */
#ifndef GCVI_CORRECT_STATES_H
#define GCVI_CORRECT_STATES_H

#include "trellis.h"

typedef struct gcvi_states {
	size_t states, reach;     /* for the first `reach` columns it is known which states can be met */
	uint8_t *met;             /* [column * states] */
	uint16_t *order;          /* states in the order of reckoning */
	uint16_t *before;         /* scratch: the state that the first choice leads to this one from */
	uint8_t *done;            /* scratch */
} gcvi_states;

/* GCV_OK or GCV_E_MEMORY. */
int gcvi_states_make(gcvi_states *states, const gcvi_trellis *trellis, gcvi_arena *arena);
/* The order for a column; next: [choice * states + state], UINT16_MAX: nowhere. */
void gcvi_states_sort(gcvi_states *states, const uint16_t *next, size_t choices);

static inline bool gcvi_states_met(const gcvi_states *states, size_t column, size_t state)
{
	return column >= states->reach || states->met[column * states->states + state];
}

#endif
