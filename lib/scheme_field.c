/* SPDX-License-Identifier: MIT */
/*
 * Floor 2: schemes over finite fields. gf: state becomes a(state + value), which ends at zero: a quasigroup in the sense
 * of Damm (2004), with the sum of value times a^(n-j) as its other face. product: two of them side by side. rs2: two sums,
 * with the powers of a and of its square, as in the codes of Reed and Solomon (1960).
 */
#include "scheme_internal.h"

/* Of a product the first factor is the more significant one: value = first * order of the second + second. */
#define FACTORS_MAX 2

typedef struct fields {
	gcvi_field fields[FACTORS_MAX];
	uint32_t multipliers[FACTORS_MAX];
	size_t count;
	uint32_t order;
	const uint16_t *sums;
} fields;

static bool is_all_xor(const fields *f)
{
	return f->fields[0].prime == 2 && f->fields[f->count - 1].prime == 2;
}

/* The number of the pair of two elements, and back. */
static uint32_t part_of(const fields *f, uint32_t value, size_t i)
{
	return f->count == 1 ? value : i == 0 ? value / f->fields[1].order : value % f->fields[1].order;
}

static uint32_t join(const fields *f, const uint32_t *parts)
{
	/* NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult): there are count parts, one or two */
	return f->count == 1 ? parts[0] : parts[0] * f->fields[1].order + parts[1];
}

static int make_sums(fields *f, gcvi_arena *arena)
{
	uint16_t *sums;
	uint32_t a, b, parts[FACTORS_MAX];
	size_t i;

	if (is_all_xor(f) || (f->count == 1 && f->fields[0].degree == 1))
		return GCV_OK;
	sums = gcvi_arena_alloc(arena, (size_t)f->order * f->order, sizeof *sums);
	if (sums == NULL)
		return GCV_E_MEMORY;
	for (a = 0; a < f->order; a++)
		for (b = 0; b < f->order; b++) {
			for (i = 0; i < f->count; i++)
				parts[i] = gcvi_field_add(&f->fields[i], part_of(f, a, i), part_of(f, b, i));
			sums[a * f->order + b] = (uint16_t)join(f, parts);
		}
	f->sums = sums;
	return GCV_OK;
}

/* "q" and its parameters "a" and "poly"; of a product the i-th of each list. */
static int parse_field(fields *f, size_t i, gcvi_scheme_text *text, const gcvi_parameter *order,
                       const gcvi_parameter *multiplier, const gcvi_parameter *polynomial, size_t *at)
{
	gcvi_field *field = &f->fields[i];
	uint32_t q;
	int32_t number = 0, given = 0;

	if (order == NULL || !gcvi_scheme_number(order, &q) || q > GCVI_SYMBOLS_MAX)
		return gcvi_scheme_fail(text->error, order != NULL ? order->offset : text->size,
		                        "the number of characters was expected, a prime or a power of one (gf 32)");
	if (polynomial != NULL && (!gcvi_scheme_list_next(polynomial, &at[0], &number) || number < 0))
		return gcvi_scheme_fail(text->error, polynomial->offset, "a polynomial was expected as a number");
	if (!gcvi_field_init(field, q, 0))
		return gcvi_scheme_fail(text->error, order->offset, "a prime or a power of one was expected");
	if (polynomial != NULL && number != 0 && !gcvi_field_init(field, q, (uint32_t)number))
		return gcvi_scheme_fail(text->error, polynomial->offset, "an irreducible polynomial of that degree was expected");
	f->multipliers[i] = field->generator;
	if (multiplier != NULL && (!gcvi_scheme_list_next(multiplier, &at[1], &given) || given < 1 || given >= (int32_t)q))
		return gcvi_scheme_fail(text->error, multiplier->offset, "an element of the field other than 0 was expected");
	if (multiplier != NULL)
		f->multipliers[i] = (uint32_t)given;
	return GCV_OK;
}

static int parse_fields(gcvi_scheme *scheme, gcvi_scheme_text *text, gcvi_arena *arena, fields *f)
{
	const gcvi_parameter *multiplier = gcvi_scheme_parameter(text, "a"), *polynomial = gcvi_scheme_parameter(text, "poly");
	const gcvi_parameter *const lists[2] = { polynomial, multiplier };
	size_t i, at[2] = { 0, 0 };
	int status = GCV_OK;

	f->order = 1;
	for (i = 0; i < f->count && status == GCV_OK; i++) {
		status = parse_field(f, i, text, gcvi_scheme_word(text), multiplier, polynomial, at);
		f->order *= status == GCV_OK ? f->fields[i].order : 1;
	}
	for (i = 0; i < 2 && status == GCV_OK; i++)
		if (lists[i] != NULL && at[i] <= lists[i]->value_size)
			return gcvi_scheme_fail(text->error, lists[i]->offset + at[i], "nothing behind the last one was expected");
	if (status == GCV_OK && f->order > GCVI_SYMBOLS_MAX)
		return gcvi_scheme_fail_number(text->error, 0, "fields of at most %1$s elements together were expected", GCVI_SYMBOLS_MAX);
	if (status == GCV_OK)
		status = gcvi_scheme_alphabet(scheme, text, NULL, NULL);
	if (status == GCV_OK && (scheme->value_count > f->order || scheme->check_value_count > f->order))
		return gcvi_scheme_fail_number(text->error, 0, "an alphabet of at most %1$s characters was expected", f->order);
	if (status == GCV_OK)
		status = make_sums(f, arena);
	scheme->data = f;
	return status;
}

static int parse_count(gcvi_scheme *scheme, gcvi_scheme_text *text, gcvi_arena *arena, size_t count)
{
	fields *f = gcvi_arena_alloc(arena, 1, sizeof *f);

	if (f == NULL)
		return GCV_E_MEMORY;
	f->count = count;
	return parse_fields(scheme, text, arena, f);
}

static int gf_parse(gcvi_scheme *scheme, gcvi_scheme_text *text, gcvi_arena *arena)
{
	return parse_count(scheme, text, arena, 1);
}

static int product_parse(gcvi_scheme *scheme, gcvi_scheme_text *text, gcvi_arena *arena)
{
	return parse_count(scheme, text, arena, 2);
}

static int bind(gcvi_part *part, gcvi_arena *arena, gcvi_scheme_error *error)
{
	const fields *f = part->scheme->data;
	size_t length = part->form->length, symbols = part->form->alphabet->count, position, symbol, i;
	uint32_t weights[FACTORS_MAX], parts[FACTORS_MAX];
	uint16_t *terms = gcvi_part_terms(part, arena);

	if (terms == NULL)
		return GCV_E_MEMORY;
	for (position = 0; position < length; position++) {
		for (i = 0; i < f->count; i++)
			weights[i] = gcvi_field_power(&f->fields[i], f->multipliers[i], length - position);
		for (symbol = 0; symbol < symbols; symbol++) {
			int32_t value = gcvi_part_value(part, position, symbol);

			for (i = 0; i < f->count && value != GCVI_NO_VALUE; i++)
				parts[i] = gcvi_field_multiply(&f->fields[i], weights[i], part_of(f, (uint32_t)value, i));
			if (value != GCVI_NO_VALUE)
				terms[position * symbols + symbol] = (uint16_t)join(f, parts);
		}
	}
	return gcvi_sum_bind(part, f->sums != NULL ? GCVI_GROUP_TABLE : is_all_xor(f) ? GCVI_GROUP_XOR : GCVI_GROUP_MOD,
	                     f->order, f->sums, terms, 0, arena, error);
}

const gcvi_scheme_class gcvi_scheme_gf = { "gf", 1, false, gf_parse, bind, 0 };
const gcvi_scheme_class gcvi_scheme_product = { "product", 1, false, product_parse, bind, 0 };

/* ----------------------------------------------------------------------------------------------------------- rs2 */

#define RS_ORDER 32u

static int rs2_parse(gcvi_scheme *scheme, gcvi_scheme_text *text, gcvi_arena *arena)
{
	gcvi_field *field = gcvi_arena_alloc(arena, 1, sizeof *field);
	int status;

	if (field == NULL)
		return GCV_E_MEMORY;
	gcvi_field_init(field, RS_ORDER, 0);
	scheme->data = field;
	status = gcvi_scheme_alphabet(scheme, text, NULL, NULL);
	if (status == GCV_OK && (scheme->value_count != RS_ORDER || scheme->check_value_count != RS_ORDER))
		return gcvi_scheme_fail(text->error, 0, "an alphabet of 32 characters was expected");
	return status;
}

static int rs2_bind(gcvi_part *part, gcvi_arena *arena, gcvi_scheme_error *error)
{
	const gcvi_field *field = part->scheme->data;
	size_t length = part->form->length, symbols = part->form->alphabet->count, position, symbol;
	uint16_t *terms = gcvi_part_terms(part, arena);

	if (terms == NULL)
		return GCV_E_MEMORY;
	if (length > RS_ORDER - 1)
		return gcvi_scheme_fail(error, 0, "a code of at most 31 characters was expected");
	for (position = 0; position < length; position++) {
		uint32_t weight = gcvi_field_power(field, field->generator, length - position);
		uint32_t square = gcvi_field_multiply(field, weight, weight);

		for (symbol = 0; symbol < symbols; symbol++) {
			int32_t value = gcvi_part_value(part, position, symbol);

			if (value != GCVI_NO_VALUE)
				terms[position * symbols + symbol] = (uint16_t)(
					gcvi_field_multiply(field, weight, (uint32_t)value) +
					gcvi_field_multiply(field, square, (uint32_t)value) * RS_ORDER);
		}
	}
	return gcvi_sum_bind(part, GCVI_GROUP_XOR, RS_ORDER * RS_ORDER, NULL, terms, 0, arena, error);
}

const gcvi_scheme_class gcvi_scheme_rs2 = { "rs2", 2, false, rs2_parse, rs2_bind, 0 };
