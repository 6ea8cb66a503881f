/* SPDX-License-Identifier: MIT */
/* Floor 2: sums of terms, and systems of equations over bits. */
#include "linear.h"

#include <string.h>

uint16_t *gcvi_linear_terms(size_t length, size_t symbols, gcvi_arena *arena)
{
	uint16_t *terms = gcvi_arena_alloc(arena, length * symbols + 1, sizeof *terms);

	if (terms != NULL)
		memset(terms, 0xFF, (length * symbols + 1) * sizeof *terms);
	return terms;
}

gcvi_element *gcvi_linear_wide_terms(size_t length, size_t symbols, gcvi_arena *arena)
{
	gcvi_element *terms = gcvi_arena_alloc(arena, length * symbols + 1, sizeof *terms);

	if (terms != NULL)
		memset(terms, 0xFF, (length * symbols + 1) * sizeof *terms);
	return terms;
}

bool gcvi_linear_sum(const gcvi_linear *linear, const gcvi_symbol *code, gcvi_element *sum)
{
	gcvi_element term;
	size_t position;

	*sum = gcvi_element_of(0);
	for (position = 0; position < linear->length; position++) {
		if (linear->opaque != NULL && linear->opaque[position])
			continue;
		if (!gcvi_linear_term(linear, position, code[position], &term))
			return false;
		*sum = gcvi_element_add(&linear->group, *sum, term);
	}
	return true;
}

/* The highest bit that is set, from 0; 128 where there is none. */
static unsigned top_bit(gcvi_element vector)
{
	uint64_t word = vector.high != 0 ? vector.high : vector.low;
	unsigned bit = vector.high != 0 ? 64 : 0, step;

	if (word == 0)
		return 128;
	for (step = 32; step != 0; step /= 2)
		if (word >> step != 0) {
			word >>= step;
			bit += step;
		}
	return bit;
}

static bool has_bit(gcvi_element vector, unsigned bit)
{
	return ((bit < 64 ? vector.low >> bit : vector.high >> (bit - 64)) & 1) != 0;
}

static gcvi_element bit_of(size_t bit)
{
	gcvi_element vector = { bit < 64 ? (uint64_t)1 << bit : 0, bit < 64 ? 0 : (uint64_t)1 << (bit - 64) };

	return vector;
}

void gcvi_basis_init(gcvi_basis *basis)
{
	basis->count = basis->given = 0;
}

gcvi_element gcvi_basis_reduce(const gcvi_basis *basis, gcvi_element vector, gcvi_element *made_of)
{
	gcvi_element made = { 0, 0 };
	size_t i;

	for (i = 0; i < basis->count; i++)
		if (has_bit(vector, top_bit(basis->vectors[i]))) {
			vector = gcvi_element_xor(vector, basis->vectors[i]);
			made = gcvi_element_xor(made, basis->made_of[i]);
		}
	if (made_of != NULL)
		*made_of = made;
	return vector;
}

/* Top bits fall from vector to vector, so that one pass reduces. */
bool gcvi_basis_put(gcvi_basis *basis, gcvi_element vector, gcvi_element *made_of)
{
	gcvi_element made, own = bit_of(basis->given++);
	size_t at;

	vector = gcvi_basis_reduce(basis, vector, &made);
	made = gcvi_element_xor(made, own);
	if (made_of != NULL)
		*made_of = made;
	if ((vector.low | vector.high) == 0)
		return false;
	for (at = basis->count; at > 0 && top_bit(basis->vectors[at - 1]) < top_bit(vector); at--) {
		basis->vectors[at] = basis->vectors[at - 1];
		basis->made_of[at] = basis->made_of[at - 1];
	}
	basis->vectors[at] = vector;
	basis->made_of[at] = made;
	basis->count++;
	return true;
}
