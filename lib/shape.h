/* SPDX-License-Identifier: MIT */
/* Floor 1: cross-script look-alikes (UTS #39 confusables, reviewable extract in data/unicode/). */
#ifndef GCVI_SHAPE_H
#define GCVI_SHAPE_H

#include <stddef.h>
#include <stdint.h>

#define GCVI_SHAPE_MAX 6

/*
 * What a code point of another script looks like: ASCII letters and digits or kana, best first (own case before
 * the other). Decimal digits are never answered: they go by value. Returns how many were written, 0 for none.
 */
size_t gcvi_shape(uint32_t point, uint32_t out[GCVI_SHAPE_MAX]);

#endif
