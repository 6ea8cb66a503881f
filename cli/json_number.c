/* SPDX-License-Identifier: MIT */
/* Numbers in JSON: the same in every locale, as short as they can be said exactly. */
#include "cli.h"

#include <float.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Decimal digits that always say a double exactly, and that any double takes at least to be told from its neighbours. */
#define EXACT 17
#define LEAST 15

void json_number(text *to, const char *key, uint64_t value, int *first)
{
	char digits[24];
	size_t at = sizeof digits;

	do
		digits[--at] = (char)('0' + value % 10);
	while ((value /= 10) != 0);
	json_key(to, key, first);
	text_put(to, digits + at, sizeof digits - at);
}

/* A positive number as digits[0].digits[1]digits[2]… * 10^exponent. */
typedef struct decimal {
	char digits[EXACT + 1];
	int exponent;
} decimal;

static int is_same(double a, double b)
{
	return !(a < b) && !(a > b);
}

/* A double is nearer to what reads as it than this, in units of the 17th digit: half of 2^-52, and rounding. */
#define NEAR 12

/* Rounds to fewer digits; 0 where what is left out is half a digit, to 17 digits: who knows which way. */
static int round_to(const decimal *all, int precision, decimal *out)
{
	int left = 0, unit = 1, i;

	for (i = precision; i < EXACT; i++, unit *= 10)
		left = left * 10 + (all->digits[i] - '0');
	if (left * 2 == unit)
		return 0;
	*out = *all;
	out->digits[precision] = 0;
	if (left * 2 < unit)
		return 1;
	for (i = precision - 1; i >= 0 && out->digits[i] == '9'; i--)
		out->digits[i] = '0';
	if (i >= 0) {
		out->digits[i]++;
		return 1;
	}
	out->digits[0] = '1';
	out->exponent++;
	return 1;
}

/* False only where 15 digits are too far away for certain: three times in four. */
static int may_read_back(const decimal *all)
{
	int left = (all->digits[LEAST] - '0') * 10 + all->digits[LEAST + 1] - '0';

	return left <= NEAR || left >= 100 - NEAR;
}

/* As %.*g writes it: without zeros at the end, with an exponent where it is below -4 or not below the precision. */
static void write_decimal(text *to, const decimal *number, int precision)
{
	static const char zeros[] = "00000000000000000";
	int count = precision, exponent = number->exponent, whole = exponent + 1;
	char scale[16];

	while (count > 1 && number->digits[count - 1] == '0')
		count--;
	if (exponent < -4 || exponent >= precision) {
		text_put(to, number->digits, 1);
		text_put(to, ".", count > 1);
		text_put(to, number->digits + 1, (size_t)count - 1);
		snprintf(scale, sizeof scale, "e%c%02d", exponent < 0 ? '-' : '+', exponent < 0 ? -exponent : exponent);
		text_puts(to, scale);
	} else if (exponent < 0) {
		text_puts(to, "0.");
		text_put(to, zeros, (size_t)-whole);
		text_put(to, number->digits, (size_t)count);
	} else if (count <= whole) {
		text_put(to, number->digits, (size_t)count);
		text_put(to, zeros, (size_t)(whole - count));
	} else {
		text_put(to, number->digits, (size_t)whole);
		text_puts(to, ".");
		text_put(to, number->digits + whole, (size_t)(count - whole));
	}
}

static int reads_back(const char *digits, double value)
{
	return is_same(strtod(digits, NULL), value);
}

/* The number in 17 digits. */
static void split(double value, decimal *all)
{
	char digits[40];

	/* d.dddddddddddddddde-dd; the point is whatever the locale has, and LC_NUMERIC is never set. */
	snprintf(digits, sizeof digits, "%.*e", EXACT - 1, value);
	all->digits[0] = digits[0];
	memcpy(all->digits + 1, digits + 2, EXACT - 1);
	all->digits[EXACT] = 0;
	all->exponent = (int)strtol(digits + EXACT + 2, NULL, 10);
}

/* The fewest digits from 15 on that read back as the same number, as %g of the C locale would write them. */
static void positive(text *to, double value)
{
	decimal all, fewer;
	char digits[40];
	int precision;

	split(value, &all);
	for (precision = value < DBL_MIN || may_read_back(&all) ? LEAST : LEAST + 1; precision < EXACT; precision++) {
		size_t start = to->size;

		if (!round_to(&all, precision, &fewer)) {
			snprintf(digits, sizeof digits, "%.*g", precision, value);
			text_puts(to, digits);
		} else {
			write_decimal(to, &fewer, precision);
		}
		if (to->failed || reads_back(to->bytes + start, value))
			return;
		to->size = start;
	}
	write_decimal(to, &all, EXACT);
}

void json_probability(text *to, double value)
{
	char digits[40];

	if (value > 0 && value <= DBL_MAX) {
		positive(to, value);
		return;
	}
	snprintf(digits, sizeof digits, "%.*g", EXACT, value);
	text_puts(to, digits);
}
