/* SPDX-License-Identifier: MIT */
/*
 * Floor 2: check schemes behind one interface. A scheme, given a form (known length, known positions), is a
 * time-varying deterministic automaton over symbols; a format's schemes together are one automaton, their product.
 * Verifying, completing, exact search and lint all run on it.
 */
#ifndef GCVI_SCHEME_H
#define GCVI_SCHEME_H

#include "form.h"
#include "memory.h"

#define GCVI_SCHEMES_MAX 4           /* check lines of one format */
#define GCVI_STATES_MAX 8192         /* of the product; above, the automaton is linear only (states = 0) */
#define GCVI_DEAD UINT32_MAX

typedef struct gcvi_scheme gcvi_scheme;   /* a name with its parameters, bound to an alphabet */

/* Where and why a `check =` line was refused: offset in the parameter text, what was expected. */
typedef struct gcvi_scheme_error {
	size_t offset;
	char message[320];
} gcvi_scheme_error;

/*
 * text: what stands behind "check =": NAME and parameters. alphabet: the format's.
 * GCV_OK, GCV_E_MEMORY, or GCV_E_SYNTAX with *error filled. The scheme lives in the arena.
 */
int gcvi_scheme_parse(const gcvi_scheme **scheme, const char *text, size_t size, const gcvi_alphabet *alphabet,
                      gcvi_arena *arena, gcvi_scheme_error *error);
const char *gcvi_scheme_name(const gcvi_scheme *scheme);
/*
 * For a layout without explicit check positions ('C'): how many the scheme has at the end of the code (per_group 0)
 * or of each group (per_group 1); 0 for counting rules and the like.
 */
size_t gcvi_scheme_check_count(const gcvi_scheme *scheme, int *per_group);
/* It has check characters, at the end of what it checks, and that need not be the end of the code or of a group. */
bool gcvi_scheme_ends_within(const gcvi_scheme *scheme);
/* The names of all schemes; NULL beyond the end. */
const char *gcvi_scheme_name_at(size_t index);
/*
 * Of a counting rule: the rule as it is written ("0-9 2..4"), and in *found how many of its characters the code has.
 * NULL for every other scheme.
 */
const char *gcvi_scheme_rule(const gcvi_scheme *scheme, const gcvi_symbol *code, size_t length, size_t *found);
/* Codes in which upper and lower case letters are mixed are not valid (bech32), whatever the format folds. */
bool gcvi_scheme_one_case(const gcvi_scheme *scheme);
/* Something the format's author should hear (Luhn with an odd base), NULL if nothing. Message id, static. */
const char *gcvi_scheme_warning(const gcvi_scheme *scheme);

typedef struct gcvi_automaton gcvi_automaton;
struct gcvi_automaton {
	const gcvi_form *form;
	uint32_t states;          /* numbered 0 … states-1; 0: too many: no steps, all else works */
	uint32_t start;
	/* Next state or GCVI_DEAD. position counts from 0. No allocation, no failure. */
	uint32_t (*step)(const gcvi_automaton *automaton, size_t position, uint32_t state, gcvi_symbol symbol);
	int (*accepts)(const gcvi_automaton *automaton, uint32_t state);
	const void *data;         /* the scheme's own: weights, tables */
	const gcvi_scheme *const *schemes;
	size_t scheme_count;
};

/* All steps of one symbol at once: next[s] for every state, UINT16_MAX for GCVI_DEAD. */
void gcvi_automaton_step_all(const gcvi_automaton *automaton, size_t position, gcvi_symbol symbol, uint16_t *next);

/*
 * Binds schemes (0 … GCVI_SCHEMES_MAX of them; none: one state, accepts all) to a form. Lives in the arena.
 * GCV_OK, GCV_E_MEMORY, or GCV_E_SYNTAX with *error when the form makes no sense to the scheme (too short, too long,
 * no room for the check characters).
 */
int gcvi_automaton_init(gcvi_automaton *automaton, const gcvi_scheme *const *schemes, size_t scheme_count,
                        const gcvi_form *form, gcvi_arena *arena, gcvi_scheme_error *error);

/*
 * The index-th of its schemes as a sum of terms in an abelian group (linear.h); NULL where it is none. For what has no
 * states this is what a search works on; what it finds has to be verified, since there may be other conditions.
 */
struct gcvi_linear;
const struct gcvi_linear *gcvi_automaton_linear(const gcvi_automaton *automaton, size_t index);

/* Whole code, form->length symbols, all in their sites' sets (else 0). Works for every scheme, states or not. */
int gcvi_automaton_verify(const gcvi_automaton *automaton, const gcvi_symbol *code);

/* One failed check. */
typedef struct gcvi_check_failure {
	const gcvi_scheme *scheme;
	size_t group;             /* from 0; SIZE_MAX: the whole code, or a stretch that is no group */
	size_t first, last;       /* positions first … last - 1 are what was checked */
	size_t position;          /* of the check character or the first of several, from 0; SIZE_MAX: there is none */
	size_t check_count;       /* how many there are, one behind the other; 0: none, or they stand apart */
	gcvi_symbol expected;     /* what would pass there, GCVI_NO_SYMBOL where none, several or not unique */
} gcvi_check_failure;
/* Every failed check (each group by itself for per-group schemes). Returns how many; writes at most cap. */
size_t gcvi_automaton_failures(const gcvi_automaton *automaton, const gcvi_symbol *code, gcvi_check_failure *out, size_t cap);

/*
 * Fills the check positions of code (marked unknown[j] != 0; others are given) so that it passes.
 * 1: done, uniquely; 2: done, but not the only way (the scheme's canonical one is taken); 0: impossible.
 */
int gcvi_automaton_complete(const gcvi_automaton *automaton, gcvi_symbol *code, const uint8_t *unknown);

#endif
