/* SPDX-License-Identifier: MIT */
/* Floor 2: finite fields of up to 128 elements; an element's value in base p is its coefficients. */
#include "scheme_internal.h"

#define DEGREE_MAX 7
#define ORDER_MAX 128

/* order = prime ^ degree; false where it is no power of a prime. */
static bool factor(uint32_t order, uint32_t *prime, uint32_t *degree)
{
	uint32_t p = 2;

	if (order < 2 || order > ORDER_MAX)
		return false;
	while (order % p != 0)
		p++;
	*prime = p;
	for (*degree = 0; order % p == 0; order /= p)
		++*degree;
	return order == 1;
}

uint32_t gcvi_field_add(const gcvi_field *field, uint32_t a, uint32_t b)
{
	uint32_t sum = 0, place = 1;

	for (; a != 0 || b != 0; a /= field->prime, b /= field->prime, place *= field->prime)
		sum += (a % field->prime + b % field->prime) % field->prime * place;
	return sum;
}

static void digits_of(const gcvi_field *field, uint32_t value, uint32_t *digits, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++, value /= field->prime)
		digits[i] = value % field->prime;
}

/* As polynomials; only until there are logarithms. */
static uint32_t multiply(const gcvi_field *field, uint32_t a, uint32_t b)
{
	uint32_t left[DEGREE_MAX], right[DEGREE_MAX], modulus[DEGREE_MAX + 1], product[2 * DEGREE_MAX] = { 0 };
	uint32_t result = 0, p = field->prime;
	size_t degree = field->degree, i, k;

	if (degree == 1)
		return a * b % p;
	digits_of(field, a, left, degree);
	digits_of(field, b, right, degree);
	digits_of(field, field->polynomial, modulus, degree + 1);
	for (i = 0; i < degree; i++)
		for (k = 0; k < degree; k++)
			product[i + k] = (product[i + k] + left[i] * right[k]) % p;
	for (i = 2 * degree - 2; i >= degree; i--)
		for (k = 0; k < degree; k++)
			product[i - degree + k] = (product[i - degree + k] + (p - modulus[k]) * product[i]) % p;
	for (i = degree; i-- > 0;)
		result = result * p + product[i];
	return result;
}

/* Do the powers of an element run through all but zero? That also proves the polynomial irreducible. */
static bool generates(const gcvi_field *field, uint32_t element)
{
	uint32_t power = element, steps = 1;

	while (power != 1 && power != 0 && steps < field->order) {
		power = multiply(field, power, element);
		steps++;
	}
	return power == 1 && steps == field->order - 1;
}

/* Every element but zero has to have an inverse. */
static bool is_field(const gcvi_field *field)
{
	uint32_t a, b;

	for (a = 1; a < field->order; a++)
		for (b = a; b < field->order; b++)
			if (multiply(field, a, b) == 0)
				return false;
	return true;
}

static bool find_generator(gcvi_field *field, uint32_t first)
{
	for (field->generator = first; field->generator < field->order; field->generator++)
		if (generates(field, field->generator))
			return true;
	return false;
}

static void fill_tables(gcvi_field *field)
{
	uint32_t element = 1, i;

	for (i = 0; i + 1 < field->order; i++) {
		field->powers[i] = (uint8_t)element;
		field->logarithms[element] = (uint8_t)i;
		element = multiply(field, element, field->generator);
	}
}

static bool find_field(gcvi_field *field, uint32_t order, uint32_t polynomial)
{
	field->order = order;
	field->polynomial = polynomial;
	if (!factor(order, &field->prime, &field->degree))
		return false;
	if (field->degree == 1)
		return polynomial == 0 && find_generator(field, 1);
	if (polynomial != 0)
		return polynomial > order && polynomial < 2 * order && is_field(field) && find_generator(field, field->prime);
	field->generator = field->prime;
	for (field->polynomial = order + 1; field->polynomial < 2 * order; field->polynomial++)
		if (generates(field, field->generator))
			return true;
	return false;
}

bool gcvi_field_init(gcvi_field *field, uint32_t order, uint32_t polynomial)
{
	if (!find_field(field, order, polynomial))
		return false;
	fill_tables(field);
	return true;
}

uint32_t gcvi_field_multiply(const gcvi_field *field, uint32_t a, uint32_t b)
{
	if (a == 0 || b == 0)
		return 0;
	return field->powers[((uint32_t)field->logarithms[a] + field->logarithms[b]) % (field->order - 1)];
}

uint32_t gcvi_field_power(const gcvi_field *field, uint32_t base, size_t exponent)
{
	if (base == 0)
		return exponent == 0;
	return field->powers[field->logarithms[base] * (exponent % (field->order - 1)) % (field->order - 1)];
}
