/* SPDX-License-Identifier: MIT */
/*
 * Floor 2: schemes that are a sum. Every position and symbol has its term in an abelian group, and a code passes when its
 * terms add up to the target. Such a scheme needs no states: its answers follow from differences of terms.
 */
#ifndef GCVI_LINEAR_H
#define GCVI_LINEAR_H

#include "alphabet.h"
#include "memory.h"

/* Of a group whose order has 16 bits at most, low alone counts. */
typedef struct gcvi_element {
	uint64_t low, high;
} gcvi_element;

typedef enum gcvi_group_kind {
	GCVI_GROUP_MOD,        /* addition modulo order */
	GCVI_GROUP_XOR,        /* bits, without carry */
	GCVI_GROUP_TABLE       /* sums[a * order + b] */
} gcvi_group_kind;

typedef struct gcvi_group {
	gcvi_group_kind kind;
	uint32_t order;        /* 0: XOR of more than 16 bits, up to 128 */
	const uint16_t *sums;  /* TABLE only */
} gcvi_group;

#define GCVI_NO_TERM UINT16_MAX

typedef struct gcvi_linear {
	gcvi_group group;
	size_t length, symbols;
	/* Entries position * symbols + symbol. A symbol that the scheme does not take there has GCVI_NO_TERM, or all bits. */
	const uint16_t *terms;         /* where order is not 0 */
	const gcvi_element *wide;      /* where it is */
	gcvi_element target;
	/*
	 * NULL, or nonzero for check characters that carry the sum in another form (CRC-32 in base 62): all else is linear,
	 * with a target that these characters say.
	 */
	const uint8_t *opaque;
} gcvi_linear;

static inline gcvi_element gcvi_element_of(uint64_t low)
{
	gcvi_element element = { low, 0 };

	return element;
}
static inline bool gcvi_element_is(gcvi_element a, gcvi_element b)
{
	/* NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult): symbols that are chosen have a term */
	return a.low == b.low && a.high == b.high;
}
static inline gcvi_element gcvi_element_xor(gcvi_element a, gcvi_element b)
{
	a.low ^= b.low;
	a.high ^= b.high;
	return a;
}
static inline gcvi_element gcvi_element_add(const gcvi_group *group, gcvi_element a, gcvi_element b)
{
	if (group->kind == GCVI_GROUP_XOR)
		return gcvi_element_xor(a, b);
	if (group->kind == GCVI_GROUP_TABLE)
		return gcvi_element_of(group->sums[a.low * group->order + b.low]);
	a.low += b.low;
	return gcvi_element_of(a.low < group->order ? a.low : a.low - group->order);
}
/* The term; false where the scheme does not take the symbol there. */
static inline bool gcvi_linear_term(const gcvi_linear *linear, size_t position, gcvi_symbol symbol, gcvi_element *term)
{
	size_t at = position * linear->symbols + symbol;

	if (linear->terms != NULL) {
		*term = gcvi_element_of(linear->terms[at]);
		return linear->terms[at] != GCVI_NO_TERM;
	}
	*term = linear->wide[at];
	return (term->low & term->high) != UINT64_MAX;
}

/* Room for terms, all of them "none". NULL: no memory. */
uint16_t *gcvi_linear_terms(size_t length, size_t symbols, gcvi_arena *arena);
gcvi_element *gcvi_linear_wide_terms(size_t length, size_t symbols, gcvi_arena *arena);
/* The sum of all terms; false where one does not exist. Opaque positions do not count. */
bool gcvi_linear_sum(const gcvi_linear *linear, const gcvi_symbol *code, gcvi_element *sum);

/* -------------------------------------------------------------------------------- systems of equations over bits */

#define GCVI_SOLVE_MAX 128

/* Vectors in echelon form; each remembers, as bits, of which of those put in it is made. */
typedef struct gcvi_basis {
	gcvi_element vectors[GCVI_SOLVE_MAX], made_of[GCVI_SOLVE_MAX];
	size_t count;             /* independent ones */
	size_t given;             /* put in so far */
} gcvi_basis;

void gcvi_basis_init(gcvi_basis *basis);
/*
 * Puts one in: true when it is independent of the others. False: *made_of (may be NULL) tells which sum of vectors put in
 * so far, itself included, is zero. At most GCVI_SOLVE_MAX may be put in.
 */
bool gcvi_basis_put(gcvi_basis *basis, gcvi_element vector, gcvi_element *made_of);
/* What is left of a vector; *made_of (may be NULL): which of those put in were taken off. */
gcvi_element gcvi_basis_reduce(const gcvi_basis *basis, gcvi_element vector, gcvi_element *made_of);

#endif
