/* SPDX-License-Identifier: MIT */
/*
 * Floor 2: which code was meant, for schemes with too many states: what is unknown follows from a system of linear
 * equations over bits, one or two wrong symbols from the difference that they leave (the syndrome), three or four from the
 * roots of a BCH code (bch.h).
 */
#ifndef GCVI_LOCATE_H
#define GCVI_LOCATE_H

#include "scheme.h"

#define GCVI_LOCATE_ERRORS 2       /* in any sum over bits */
#define GCVI_LOCATE_ERRORS_MAX 4   /* in a code that has roots: with u unknown symbols, as long as 2 * errors + u <= 8 */

/* A code that passes. */
typedef struct gcvi_located {
	gcvi_symbol *code;        /* form->length symbols, in the arena */
	size_t errors;            /* symbols that differ from what was given, unknown ones not counted */
} gcvi_located;

/*
 * The codes that differ from `code` in the fewest symbols, at most `errors` (0 … GCVI_LOCATE_ERRORS_MAX), besides those
 * that are unknown (unknown[j] != 0, or GCVI_NO_SYMBOL): all of them up to cap, each once, in the order of their first
 * difference. *count 1: the answer is unique. Only for an automaton without states that has a sum over bits
 * (gcvi_locate_works); else *count is 0. Where characters that carry the sum in another form (linear.h, opaque) are
 * unknown, at most one error is looked for, and none when there are many. GCV_OK or GCV_E_MEMORY.
 */
int gcvi_locate(const gcvi_automaton *automaton, const gcvi_symbol *code, const uint8_t *unknown, size_t errors,
                gcvi_located *out, size_t cap, size_t *count, gcvi_arena *arena);
bool gcvi_locate_works(const gcvi_automaton *automaton);

#endif
