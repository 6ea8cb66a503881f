/* SPDX-License-Identifier: MIT */
/* Floor 0: numbers far beyond a double, without libm. */
#include "scaled.h"

#define TWO64 18446744073709551616.0

gcvi_scaled gcvi_scaled_make(double mantissa, long exponent)
{
	gcvi_scaled value = { mantissa, exponent };

	if (mantissa <= 0)
		return (gcvi_scaled){ 0, 0 };
	for (; value.mantissa >= TWO64; value.exponent++)
		value.mantissa /= TWO64;
	for (; value.mantissa < 1; value.exponent--)
		value.mantissa *= TWO64;
	return value;
}

gcvi_scaled gcvi_scaled_times(gcvi_scaled value, double factor)
{
	return gcvi_scaled_make(value.mantissa * factor, value.exponent);
}

gcvi_scaled gcvi_scaled_sum(gcvi_scaled a, gcvi_scaled b)
{
	if (a.mantissa <= 0 || (b.mantissa > 0 && b.exponent > a.exponent)) {
		gcvi_scaled swap = a;

		a = b;
		b = swap;
	}
	if (b.mantissa <= 0 || a.exponent - b.exponent > 1)
		return a;
	return gcvi_scaled_make(a.mantissa + (a.exponent == b.exponent ? b.mantissa : b.mantissa / TWO64), a.exponent);
}

double gcvi_scaled_ratio(gcvi_scaled a, gcvi_scaled b)
{
	double ratio = a.mantissa / b.mantissa;
	long exponent = a.mantissa > 0 ? a.exponent - b.exponent : 0;

	for (; exponent > 0 && ratio < 1e300; exponent--)
		ratio *= TWO64;
	for (; exponent < 0 && ratio > 0; exponent++)
		ratio /= TWO64;
	return ratio;
}

int gcvi_scaled_compare(gcvi_scaled a, gcvi_scaled b)
{
	if (a.mantissa <= 0 || b.mantissa <= 0)
		return (a.mantissa > 0) - (b.mantissa > 0);
	if (a.exponent != b.exponent)
		return a.exponent < b.exponent ? -1 : 1;
	return (a.mantissa > b.mantissa) - (a.mantissa < b.mantissa);
}
