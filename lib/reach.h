/* SPDX-License-Identifier: MIT */
/* Floor 3: what may follow a prefix so that a valid code can still come of it. */
#ifndef GCVI_REACH_H
#define GCVI_REACH_H

#include "memory.h"
#include "scheme.h"

/*
 * *next becomes the symbols s for which some valid code of the automaton's form starts with prefix and s; empty: the
 * prefix is dead, or a whole code's length (count == form->length) already. Exact for automata with states. Of those
 * without (too many), exact once all but check characters are there; before that every allowed symbol is taken to do.
 * GCV_OK or GCV_E_MEMORY.
 */
int gcvi_reach(const gcvi_automaton *automaton, const gcvi_symbol *prefix, size_t count, gcvi_set *next,
               gcvi_arena *arena);

#endif
