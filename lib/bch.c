/* SPDX-License-Identifier: MIT */
/*
 * Floor 2: wrong symbols of a BCH code. Syndromes are what the remainder is at the roots; unknown symbols are taken off
 * (Forney 1965), the shortest recurrence of the rest is found (Berlekamp 1968, Massey 1969), and its zeros are the places
 * (Chien 1964).
 */
#include "bch.h"

#include <string.h>

#define ROOTS GCVI_BCH_ROOTS

/* ------------------------------------------------------------------------------------------------ the two fields */

static unsigned multiply_32(unsigned a, unsigned b)
{
	unsigned product = 0;

	for (; b != 0; b >>= 1) {
		product ^= (b & 1) != 0 ? a : 0;
		a <<= 1;
		a ^= (a & 32) != 0 ? 41 : 0;
	}
	return product;
}

static unsigned multiply(unsigned a, unsigned b)
{
	unsigned low = multiply_32(a & 31, b & 31), high = multiply_32(a >> 5, b >> 5);
	unsigned mixed = multiply_32((a & 31) ^ a >> 5, (b & 31) ^ b >> 5);

	return (low ^ high) | (mixed ^ low) << 5;
}

static unsigned power(unsigned a, size_t exponent)
{
	unsigned result = 1;

	for (; exponent != 0; exponent >>= 1) {
		if ((exponent & 1) != 0)
			result = multiply(result, a);
		a = multiply(a, a);
	}
	return result;
}

static unsigned invert(unsigned a)
{
	return power(a, 1022);
}

/* ------------------------------------------------------------------------------------------------------ polynomials */

/* Coefficients from x^0. */
typedef struct polynomial {
	unsigned at[ROOTS + 1];
} polynomial;

static unsigned evaluate(const polynomial *p, unsigned x)
{
	unsigned sum = 0;
	size_t i;

	for (i = ROOTS + 1; i-- > 0;)
		sum = multiply(sum, x) ^ p->at[i];
	return sum;
}

/* Times 1 - root * x, cut off where it gets too long. */
static void multiply_by(polynomial *p, unsigned root)
{
	size_t i;

	for (i = ROOTS; i > 0; i--)
		p->at[i] ^= multiply(p->at[i - 1], root);
}

/* p less factor * x^shift * other. */
static void subtract(polynomial *p, const polynomial *other, unsigned factor, size_t shift)
{
	size_t i;

	for (i = shift; i <= ROOTS; i++)
		p->at[i] ^= multiply(factor, other->at[i - shift]);
}

/* -------------------------------------------------------------------------------------------------------- locating */

static unsigned coefficient(gcvi_element remainder, size_t i)
{
	size_t bit = 5 * i;
	uint64_t shifted = bit >= 64 ? remainder.high >> (bit - 64)
	                             : remainder.low >> bit | (bit > 59 ? remainder.high << (64 - bit) : 0);

	return (unsigned)(shifted & 31);
}

static void find_syndromes(const gcvi_bch *bch, gcvi_element remainder, polynomial *syndromes)
{
	size_t k, i;

	memset(syndromes, 0, sizeof *syndromes);
	for (k = 0; k < ROOTS; k++) {
		unsigned x = power(bch->root, bch->first + k), sum = 0;

		for (i = bch->checks; i-- > 0;)
			sum = multiply(sum, x) ^ coefficient(remainder, i);
		syndromes->at[k] = sum;
	}
}

/* Times a factor for each unknown symbol: from its degree on, they are syndromes of the others alone. */
static bool take_off(const gcvi_bch *bch, const uint8_t *unknown, polynomial *syndromes, size_t *taken)
{
	size_t position;

	*taken = 0;
	for (position = bch->begin; position < bch->length; position++) {
		if (!unknown[position])
			continue;
		if (++*taken > ROOTS)
			return false;
		multiply_by(syndromes, power(bch->root, bch->length - 1 - position));
	}
	return true;
}

/* The shortest recurrence that all syndromes from `from` on obey; its length. */
static size_t find_recurrence(const unsigned *syndromes, size_t count, polynomial *locator)
{
	polynomial previous = { { 1 } };
	size_t length = 0, shift = 1, k, i;
	unsigned old = 1;

	memset(locator, 0, sizeof *locator);
	locator->at[0] = 1;
	for (k = 0; k < count; k++, shift++) {
		polynomial before = *locator;
		unsigned difference = 0;

		for (i = 0; i <= length; i++)
			difference ^= multiply(locator->at[i], syndromes[k - i]);
		if (difference == 0)
			continue;
		subtract(locator, &previous, multiply(difference, invert(old)), shift);
		if (2 * length > k)
			continue;
		length = k + 1 - length;
		previous = before;
		old = difference;
		shift = 0;
	}
	return length;
}

bool gcvi_bch_locate(const gcvi_bch *bch, gcvi_element remainder, const uint8_t *unknown, uint8_t *wrong, size_t *errors)
{
	polynomial syndromes, locator;
	size_t taken, length, position;
	unsigned step = invert(bch->root), x = 1;

	memset(wrong, 0, bch->length);
	*errors = 0;
	find_syndromes(bch, remainder, &syndromes);
	if (!take_off(bch, unknown, &syndromes, &taken))
		return false;
	length = find_recurrence(syndromes.at + taken, ROOTS - taken, &locator);
	if (2 * length + taken > ROOTS)
		return false;
	for (position = bch->length; position-- > bch->begin; x = multiply(x, step))
		if (!unknown[position] && evaluate(&locator, x) == 0) {
			wrong[position] = 1;
			++*errors;
		}
	return *errors == length;
}
