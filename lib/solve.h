/* SPDX-License-Identifier: MIT */
/* Floor 2, inside locate.c and complete.c: what is unknown in a code, as variables of equations over bits. */
#ifndef GCVI_SOLVE_H
#define GCVI_SOLVE_H

#include "scheme_internal.h"

/* Takes a code that passes; false: no more are wanted. */
typedef bool gcvi_take(void *context, const gcvi_symbol *code);

typedef struct gcvi_solver {
	const gcvi_automaton *automaton;
	const gcvi_part *part;               /* the sum over bits */
	gcvi_symbol code[GCVI_CODE_MAX];     /* as given; at unknown positions the first symbol that is possible there */
	uint8_t unknown[GCVI_CODE_MAX];
	gcvi_basis basis;
	size_t of[GCVI_SOLVE_MAX];           /* position of each variable */
	gcvi_element change[GCVI_SOLVE_MAX]; /* what it changes in that position's term */
	size_t variables;
	size_t open;                         /* unknown positions that the sum is made of */
	gcvi_element relations[GCVI_SOLVE_MAX];  /* sets of variables that change nothing together */
	size_t relation_count;
} gcvi_solver;

/* The part of an automaton that is a sum over bits of its own size; NULL where there is none. */
const gcvi_part *gcvi_solver_part(const gcvi_automaton *automaton);
/* False where nothing can be found: too many unknown, or a position where no symbol counts. */
bool gcvi_solver_init(gcvi_solver *solver, const gcvi_automaton *automaton, const gcvi_symbol *code,
                      const uint8_t *unknown);
/* The sum of all terms as they stand in solver->code, and the target. False where the target cannot be read. */
gcvi_element gcvi_solver_sum(const gcvi_solver *solver);
bool gcvi_solver_target(const gcvi_solver *solver, gcvi_element *target);
/*
 * Hands out the codes that make up for `missing` (target minus sum) by unknown symbols alone, verified. False when `take`
 * wanted no more.
 */
bool gcvi_solver_run(gcvi_solver *solver, gcvi_element missing, gcvi_take *take, void *context);
/* Moves on to the next filling of unknown characters that carry the sum in another form; false when all were there. */
bool gcvi_solver_advance(gcvi_solver *solver);
/* All of that for a code without errors: also where characters that carry the sum in another form are unknown. */
bool gcvi_solver_fill(gcvi_solver *solver, gcvi_take *take, void *context);

#endif
