/* SPDX-License-Identifier: MIT */
/* Floor 0: numbers as large or small as a count of codes or the probability of a long input. */
#ifndef GCVI_SCALED_H
#define GCVI_SCALED_H

/* mantissa * 2^(64 * exponent), mantissa 0 or in [1, 2^64). */
typedef struct gcvi_scaled {
	double mantissa;
	long exponent;
} gcvi_scaled;

/* mantissa * 2^(64 * exponent); mantissa >= 0 and finite. */
gcvi_scaled gcvi_scaled_make(double mantissa, long exponent);
/* factor >= 0 and finite. */
gcvi_scaled gcvi_scaled_times(gcvi_scaled value, double factor);
gcvi_scaled gcvi_scaled_sum(gcvi_scaled a, gcvi_scaled b);
/* Below, at or above 0 as a is less than, equal to or more than b. */
int gcvi_scaled_compare(gcvi_scaled a, gcvi_scaled b);
/* a / b, 0 when it is too small for a double. b not 0. */
double gcvi_scaled_ratio(gcvi_scaled a, gcvi_scaled b);

#endif
