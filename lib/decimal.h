/* SPDX-License-Identifier: MIT */
/* Floor 0: decimal numbers in files, the same in every locale and on every machine. */
#ifndef GCVI_DECIMAL_H
#define GCVI_DECIMAL_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Reads digits with at most one point: no sign, no exponent, at most 15 significant digits and 22 decimals, which
 * gives the nearest double exactly. False for anything else; *value is then left as it was.
 */
bool gcvi_decimal_read(const char *text, size_t size, double *value);

#define GCVI_DECIMAL_SIZE 48
/* Rounds to `decimals` (at most 15) places, so that gcvi_decimal_write finds the digits again. value: 0 … 1000. */
double gcvi_decimal_round(double value, unsigned decimals);
/* Writes what reads back as the same double, if that came from _read or _round; returns bytes without the terminator. */
size_t gcvi_decimal_write(double value, char out[GCVI_DECIMAL_SIZE]);

#endif
