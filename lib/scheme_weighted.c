/* SPDX-License-Identifier: MIT */
/*
 * Floor 2: weighted sums: the sum of weight times value is a given number modulo M. GS1 (General Specifications, 7.9),
 * ISBN-10 (ISO 2108:1992), the vehicle identification number (49 CFR 565.15) and NOID's check are such sums.
 */
#include "scheme_internal.h"

#define WEIGHTS_MAX 64

typedef struct weighting {
	int32_t weights[WEIGHTS_MAX];   /* they repeat */
	size_t count;
	bool from_right;
	bool positional;                /* weights are the positions from 1; `count` is not looked at */
	bool others_pass;               /* characters without a value take a position and count 0 */
	int32_t check_weight;           /* of check characters; 0: that of the position */
	uint32_t target;
	size_t length;                  /* the only one; 0: any */
} weighting;

static int32_t weight_at(const weighting *w, const gcvi_part *part, size_t position)
{
	size_t place = w->from_right ? part->form->length - 1 - position : position;

	if (w->check_weight != 0 && part->form->sites[position].check)
		return w->check_weight;
	return w->positional ? (int32_t)(place + 1) : w->weights[place % w->count];
}

static int bind(gcvi_part *part, gcvi_arena *arena, gcvi_scheme_error *error)
{
	const gcvi_form *form = part->form;
	const weighting *w = part->scheme->data;
	int32_t modulus = (int32_t)part->scheme->modulus;
	size_t symbols = form->alphabet->count, position, symbol;
	uint16_t *terms = gcvi_part_terms(part, arena);

	if (terms == NULL)
		return GCV_E_MEMORY;
	if (w->length != 0 && form->length != w->length)
		return gcvi_scheme_fail_number(error, 0, "a code of %1$s characters was expected", w->length);
	for (position = 0; position < form->length; position++) {
		int64_t weight = (weight_at(w, part, position) % modulus + modulus) % modulus;

		for (symbol = 0; symbol < symbols; symbol++) {
			int64_t value = gcvi_part_value(part, position, symbol);

			if (value == GCVI_NO_VALUE && w->others_pass && !form->sites[position].check)
				value = 0;
			if (value != GCVI_NO_VALUE)
				terms[position * symbols + symbol] = (uint16_t)(weight * value % modulus);
		}
	}
	return gcvi_sum_bind(part, GCVI_GROUP_MOD, part->scheme->modulus, NULL, terms, w->target, arena, error);
}

/* ---------------------------------------------------------------------------------------------- of one's own choice */

/* Weights that are all 0 modulo M check nothing. */
static bool has_effect(const weighting *w, int32_t modulus)
{
	size_t i;

	for (i = 0; i < w->count; i++)
		if (w->weights[i] % modulus != 0)
			return true;
	return w->positional;
}

static int parse_weights(weighting *w, gcvi_scheme_text *text, int32_t modulus)
{
	const gcvi_parameter *list = gcvi_scheme_parameter(text, "weights"), *check;
	size_t at = 0;

	if (list == NULL)
		return gcvi_scheme_fail(text->error, text->size, "weights were expected (weights=3,1)");
	if (gcvi_parameter_is(list, "positions")) {
		w->positional = true;
	} else {
		while (at <= list->value_size) {
			size_t offset = list->offset + at;

			if (w->count == WEIGHTS_MAX)
				return gcvi_scheme_fail_number(text->error, offset, "at most %1$s weights were expected", WEIGHTS_MAX);
			if (!gcvi_scheme_list_next(list, &at, &w->weights[w->count++]))
				return gcvi_scheme_fail(text->error, offset, "numbers divided by commas, or 'positions', were expected");
		}
	}
	if (!has_effect(w, modulus))
		return gcvi_scheme_fail(text->error, list->offset, "a weight that is no multiple of the modulus was expected");
	w->from_right = gcvi_scheme_flag(text, "right");
	check = gcvi_scheme_parameter(text, "check-weight");
	if (check != NULL && (!gcvi_scheme_signed(check, &w->check_weight) || w->check_weight == 0))
		return gcvi_scheme_fail(text->error, check->offset, "a number other than 0 was expected");
	return GCV_OK;
}

static int parse_values(gcvi_scheme *scheme, gcvi_scheme_text *text)
{
	const gcvi_parameter *values = gcvi_scheme_parameter(text, "values");
	const gcvi_parameter *check_values = gcvi_scheme_parameter(text, "check-values");
	size_t i;
	int status;

	if (values == NULL)
		status = gcvi_scheme_alphabet(scheme, text, NULL, NULL);
	else
		status = gcvi_scheme_value_table(scheme, values, scheme->values, &scheme->value_count, text->error);
	for (i = 0; values != NULL && i < GCVI_SYMBOLS_MAX; i++)
		scheme->check_values[i] = scheme->values[i];
	if (status == GCV_OK && check_values != NULL)
		status = gcvi_scheme_value_table(scheme, check_values, scheme->check_values, &scheme->check_value_count, text->error);
	return status;
}

static int parse(gcvi_scheme *scheme, gcvi_scheme_text *text, gcvi_arena *arena)
{
	weighting *w = gcvi_arena_alloc(arena, 1, sizeof *w);
	int status;

	if (w == NULL)
		return GCV_E_MEMORY;
	scheme->data = w;
	status = gcvi_scheme_number_parameter(text, "mod", 2, GCVI_GROUP_MAX, 0, &scheme->modulus);
	if (status == GCV_OK && scheme->modulus == 0)
		return gcvi_scheme_fail(text->error, text->size, "the modulus was expected (mod=11)");
	if (status == GCV_OK)
		status = gcvi_scheme_number_parameter(text, "target", 0, scheme->modulus - 1, 0, &w->target);
	if (status == GCV_OK)
		status = parse_weights(w, text, (int32_t)scheme->modulus);
	return status == GCV_OK ? parse_values(scheme, text) : status;
}

const gcvi_scheme_class gcvi_scheme_weighted = { "weighted", 1, false, parse, bind, 0 };

/* ----------------------------------------------------------------------------------------------- known by their names */

static const weighting gs1 = { .weights = { 1, 3 }, .count = 2, .from_right = true };
static const weighting isbn10 = { .positional = true, .from_right = true, .length = 10 };
static const weighting vin = { .weights = { 8, 7, 6, 5, 4, 3, 2, 10, -1, 9, 8, 7, 6, 5, 4, 3, 2 }, .count = 17, .length = 17 };
static const weighting ncda = { .positional = true, .others_pass = true, .check_weight = -1 };

static int known(gcvi_scheme *scheme, const weighting *w, uint32_t modulus, gcvi_scheme_text *text, const char *alphabet,
                 const char *extra)
{
	scheme->data = w;
	scheme->modulus = modulus;
	return gcvi_scheme_sized_alphabet(scheme, text, alphabet, extra, modulus, modulus);
}

static int gs1_parse(gcvi_scheme *scheme, gcvi_scheme_text *text, gcvi_arena *arena)
{
	(void)arena;
	return known(scheme, &gs1, 10, text, "0-9", NULL);
}

static int isbn10_parse(gcvi_scheme *scheme, gcvi_scheme_text *text, gcvi_arena *arena)
{
	(void)arena;
	return known(scheme, &isbn10, 11, text, "0-9", "X");
}

/* The alphabet of NOID (California Digital Library): digits and consonants without l and y. */
static int ncda_parse(gcvi_scheme *scheme, gcvi_scheme_text *text, gcvi_arena *arena)
{
	(void)arena;
	return known(scheme, &ncda, 29, text, scheme->alphabet->case_rule == GCVI_CASE_UPPER ||
	             scheme->alphabet->case_rule == GCVI_CASE_EITHER ? "0-9BCDFGHJKMNPQRSTVWXZ" : "0-9bcdfghjkmnpqrstvwxz", NULL);
}

static int vin_parse(gcvi_scheme *scheme, gcvi_scheme_text *text, gcvi_arena *arena)
{
	static const char values[] = "0-9:0,A-H:1,J-N:1,P:7,R:9,S-Z:2", check_values[] = "0-9:0,X:10";
	gcvi_parameter table = { .value = values, .value_size = sizeof values - 1 };
	gcvi_parameter check = { .value = check_values, .value_size = sizeof check_values - 1 };
	int status;

	(void)arena;
	scheme->data = &vin;
	scheme->modulus = 11;
	status = gcvi_scheme_value_table(scheme, &table, scheme->values, &scheme->value_count, text->error);
	if (status == GCV_OK)
		status = gcvi_scheme_value_table(scheme, &check, scheme->check_values, &scheme->check_value_count, text->error);
	return status;
}

static int vin_bind(gcvi_part *part, gcvi_arena *arena, gcvi_scheme_error *error)
{
	if (part->form->length != vin.length || !part->form->sites[8].check || gcvi_form_checks(part->form) != 1)
		return gcvi_scheme_fail(error, 0, "a code of 17 characters was expected, the 9th its check character (X8 C X8)");
	return bind(part, arena, error);
}

static int ncda_bind(gcvi_part *part, gcvi_arena *arena, gcvi_scheme_error *error)
{
	if (gcvi_form_checks(part->form) != 1)
		return gcvi_scheme_fail(error, 0, "one check character (C) was expected");
	return bind(part, arena, error);
}

const gcvi_scheme_class gcvi_scheme_gs1 = { "gs1", 1, false, gs1_parse, bind, 0 };
const gcvi_scheme_class gcvi_scheme_isbn10 = { "isbn10", 1, false, isbn10_parse, bind, 0 };
const gcvi_scheme_class gcvi_scheme_vin = { "vin", 1, false, vin_parse, vin_bind, 0 };
const gcvi_scheme_class gcvi_scheme_ncda = { "noid", 1, false, ncda_parse, ncda_bind, 0 };

/* ------------------------------------------------------------------------------------------------- Crockford, mod 37 */

/* Crockford's Base 32 (crockford.com/base32.html): the number modulo 37 is the check symbol, which may be one of five more. */
static int crockford_parse(gcvi_scheme *scheme, gcvi_scheme_text *text, gcvi_arena *arena)
{
	(void)arena;
	scheme->modulus = 37;
	return gcvi_scheme_sized_alphabet(scheme, text, "0123456789ABCDEFGHJKMNPQRSTVWXYZ", "*~$=U", 32, 37);
}

static int crockford_bind(gcvi_part *part, gcvi_arena *arena, gcvi_scheme_error *error)
{
	const gcvi_form *form = part->form;
	size_t symbols = form->alphabet->count, position = form->length, symbol;
	uint16_t *terms = gcvi_part_terms(part, arena);
	uint32_t weight = 1;

	if (terms == NULL)
		return GCV_E_MEMORY;
	if (gcvi_form_checks(form) != 1)
		return gcvi_scheme_fail(error, 0, "one check character (C) was expected");
	while (position-- > 0) {
		bool check = form->sites[position].check != 0;

		for (symbol = 0; symbol < symbols; symbol++) {
			int32_t value = gcvi_part_value(part, position, symbol);

			if (value != GCVI_NO_VALUE && value < 37)
				terms[position * symbols + symbol] = (uint16_t)((check ? 36u : weight) * (uint32_t)value % 37u);
		}
		weight = check ? weight : weight * 32 % 37;
	}
	return gcvi_sum_bind(part, GCVI_GROUP_MOD, 37, NULL, terms, 0, arena, error);
}

const gcvi_scheme_class gcvi_scheme_crockford37 = { "crockford37", 1, false, crockford_parse, crockford_bind, 0 };

/* ------------------------------------------------------------------------------------------ GS1 alphanumeric, mod 1021 */

#define PRIMES 23

/* GS1 check character pair (General Specifications, 7.9.5; Global Model Number): 82 characters, prime weights. */
static int gs1_pair_parse(gcvi_scheme *scheme, gcvi_scheme_text *text, gcvi_arena *arena)
{
	int status = gcvi_scheme_sized_alphabet(scheme, text, "!\"%-/0-9:-?A-Z_a-z", NULL, 82, 0);

	(void)arena;
	scheme->modulus = 1021;
	return status != GCV_OK ? status : gcvi_scheme_check_alphabet(scheme, NULL, "23456789ABCDEFGHJKLMNPQRSTUVWXYZ", text->error);
}

static int gs1_pair_bind(gcvi_part *part, gcvi_arena *arena, gcvi_scheme_error *error)
{
	static const uint8_t primes[PRIMES] = {
		2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83
	};
	static const gcvi_pair_rule rule = { 1021, 32, 0, 1, 0 };
	size_t length = part->form->length, symbols = part->form->alphabet->count, position, symbol;
	uint16_t *terms = gcvi_part_terms(part, arena);

	if (terms == NULL)
		return GCV_E_MEMORY;
	if (!gcvi_form_ends_with_checks(part->form, 2))
		return gcvi_scheme_fail(error, 0, "two check characters at the end were expected");
	if (length < 8 || length > PRIMES + 2)
		return gcvi_scheme_fail(error, 0, "a code of 8 to 25 characters was expected");
	for (position = 0; position + 2 < length; position++)
		for (symbol = 0; symbol < symbols; symbol++) {
			int32_t value = part->scheme->values[symbol];

			if (value != GCVI_NO_VALUE)
				terms[position * symbols + symbol] = (uint16_t)(primes[length - 3 - position] * (uint32_t)value % 1021);
		}
	return gcvi_pair_bind(part, &rule, terms, arena, error);
}

const gcvi_scheme_class gcvi_scheme_gs1_pair = { "gs1-pair", 2, false, gs1_pair_parse, gs1_pair_bind, 0 };
