/* SPDX-License-Identifier: MIT */
/*
 * Floor 2: which symbols of a BCH code over GF(32) are wrong, by the roots of its generator (Bose and Ray-Chaudhuri 1960,
 * Hocquenghem 1959): up to four of them, wherever they stand, exactly and without a search.
 */
#ifndef GCVI_BCH_H
#define GCVI_BCH_H

#include "linear.h"

/* Neighbouring powers at which the generator is zero: the code has a distance of at least one more. */
#define GCVI_BCH_ROOTS 8

/*
 * Symbols are elements of Bech32's GF(32), x^5 = x^3 + 1. Roots are a + bz over it, z^2 = z + 1, as the number a + 32b:
 * the field of 1024 elements that BIP-93 takes.
 */
typedef struct gcvi_bch {
	uint16_t root;            /* an element; its order is not less than length - begin */
	uint16_t first;           /* the generator is zero at the powers first … first + GCVI_BCH_ROOTS - 1 of it */
	size_t checks;            /* degree of the generator */
	size_t begin, length;     /* positions begin … length - 1 are coefficients, the last one that of x^0 */
} gcvi_bch;

/*
 * remainder: of what was given, less one of a code, modulo the generator; five bits each, from x^0. unknown: by position,
 * nonzero where the symbol does not count. True: there is at most one code that differs in e other symbols with
 * 2e + unknown <= GCVI_BCH_ROOTS, and it differs exactly in those that are marked in `wrong`, *errors of them. That there is
 * one remains to be seen. False: there is none.
 */
bool gcvi_bch_locate(const gcvi_bch *bch, gcvi_element remainder, const uint8_t *unknown, uint8_t *wrong, size_t *errors);

#endif
