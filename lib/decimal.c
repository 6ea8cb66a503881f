/* SPDX-License-Identifier: MIT */
/*
 * Floor 0: decimal numbers in files, the same in every locale and on every machine. A number is an integer below
 * 10^15 divided by a power of ten up to 10^22: both are exact doubles, so one division gives the nearest double, and
 * the digits can be found again from it.
 */
#include "decimal.h"

#include <stdint.h>

#define DIGITS_MAX 15
#define DECIMALS_MAX 22

static double power_of_ten(unsigned exponent)
{
	double power = 1;

	while (exponent-- > 0)
		power *= 10;
	return power;
}

bool gcvi_decimal_read(const char *text, size_t size, double *value)
{
	uint64_t digits = 0;
	unsigned significant = 0, decimals = 0;
	bool point = false, any = false;
	size_t i;

	for (i = 0; i < size; i++) {
		if (text[i] == '.' && !point) {
			point = true;
			continue;
		}
		if (text[i] < '0' || text[i] > '9')
			return false;
		any = true;
		if (significant > 0 || text[i] != '0')
			significant++;
		if (point)
			decimals++;
		if (significant > DIGITS_MAX || decimals > DECIMALS_MAX)
			return false;
		digits = digits * 10 + (uint64_t)(text[i] - '0');
	}
	if (!any)
		return false;
	*value = (double)digits / power_of_ten(decimals);
	return true;
}

/* value * power rounded to an integer, if that is below 10^15. */
static bool scaled(double value, double power, uint64_t *digits)
{
	double product = value * power;

	if (!(product >= 0 && product < 999999999999999.0))
		return false;
	*digits = (uint64_t)(product + 0.5);
	return true;
}

double gcvi_decimal_round(double value, unsigned decimals)
{
	double power = power_of_ten(decimals);
	uint64_t digits;

	return scaled(value, power, &digits) ? (double)digits / power : value;
}

static size_t put_digits(char *out, uint64_t digits, unsigned decimals)
{
	char reversed[GCVI_DECIMAL_SIZE];
	size_t count = 0, length = 0;

	while (digits != 0 || count <= decimals) {
		if (count == decimals && decimals != 0)
			reversed[length++] = '.';
		reversed[length++] = (char)('0' + digits % 10);
		digits /= 10;
		count++;
	}
	for (count = 0; count < length; count++)
		out[count] = reversed[length - 1 - count];
	out[length] = '\0';
	return length;
}

size_t gcvi_decimal_write(double value, char out[GCVI_DECIMAL_SIZE])
{
	unsigned decimals;
	uint64_t digits = 0;

	for (decimals = 0; decimals <= DECIMALS_MAX; decimals++) {
		double power = power_of_ten(decimals);

		if (!scaled(value, power, &digits))
			break;
		if ((double)digits / power == value)
			return put_digits(out, digits, decimals);
	}
	/* Not one of ours (a sum, say): as many digits as fit. */
	while (decimals > 0 && !scaled(value, power_of_ten(--decimals), &digits))
		;
	return put_digits(out, digits, decimals);
}
