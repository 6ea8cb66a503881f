/* SPDX-License-Identifier: MIT */
/* Floor 1: the symbols of a format, sets of them, and how what was typed becomes one. */
#ifndef GCVI_ALPHABET_H
#define GCVI_ALPHABET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GCVI_SYMBOLS_MAX 128
#define GCVI_FOLDS_MAX 64

/* Index into the alphabet, which is sorted by code point: code order is symbol order. */
typedef uint8_t gcvi_symbol;
#define GCVI_NO_SYMBOL ((gcvi_symbol)0xFF)

typedef struct gcvi_set {
	uint64_t words[GCVI_SYMBOLS_MAX / 64];
} gcvi_set;

static inline bool gcvi_set_has(const gcvi_set *set, gcvi_symbol symbol)
{
	return symbol < GCVI_SYMBOLS_MAX && (set->words[symbol / 64] >> (symbol % 64) & 1) != 0;
}
static inline void gcvi_set_add(gcvi_set *set, gcvi_symbol symbol)
{
	set->words[symbol / 64] |= (uint64_t)1 << (symbol % 64);
}
/* How many symbols; the n-th (from 0) of them, GCVI_NO_SYMBOL beyond the end. */
size_t gcvi_set_count(const gcvi_set *set);
gcvi_symbol gcvi_set_nth(const gcvi_set *set, size_t n);

typedef enum gcvi_case {
	GCVI_CASE_UPPER,     /* printed in upper case; lower case is folded (a note) */
	GCVI_CASE_LOWER,     /* printed in lower case; upper case is folded (a note) */
	GCVI_CASE_EITHER,    /* the issuer ignores case; canonical form is upper case */
	GCVI_CASE_SENSITIVE  /* folding breaks codes; a letter known only in the other case is a repair */
} gcvi_case;

/* `typed` (not in the alphabet) is read as `meant`, because the format itself says so: a note. */
typedef struct gcvi_fold {
	uint32_t typed, meant;
} gcvi_fold;

typedef struct gcvi_alphabet {
	uint32_t points[GCVI_SYMBOLS_MAX];   /* sorted, distinct */
	size_t count;
	gcvi_symbol ascii[128];              /* code point to symbol, GCVI_NO_SYMBOL where not in the alphabet */
	gcvi_case case_rule;
	bool one_case;                       /* typed in upper or in lower case throughout, or it is a repair */
	gcvi_fold folds[GCVI_FOLDS_MAX];
	size_t fold_count;
} gcvi_alphabet;

/* Sorts, removes doubles, fills the index. False where there are too many or none. points may be unsorted. */
bool gcvi_alphabet_init(gcvi_alphabet *alphabet, const uint32_t *points, size_t count, gcvi_case case_rule);
/* Exactly this code point, no folding. */
gcvi_symbol gcvi_alphabet_find(const gcvi_alphabet *alphabet, uint32_t point);

#endif
