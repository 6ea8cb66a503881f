/* SPDX-License-Identifier: MIT */
/*
 * Floor 2: ISO/IEC 7064. Pure systems M-r: the code as a number in radix r is 1 modulo M. Hybrid systems M+1,M: doubling
 * modulo M + 1 between additions modulo M. Both kinds over the standard's alphabets or any other.
 */
#include "scheme_internal.h"

#include <string.h>

typedef struct preset {
	const char *name, *alphabet, *extra;
} preset;

static const preset presets[] = {
	{ "11-2", "0-9", "X" },   { "37-2", "0-9A-Z", "*" }, { "97-10", "0-9", NULL }, { "661-26", "A-Z", NULL },
	{ "1271-36", "0-9A-Z", NULL }, { "11,10", "0-9", NULL }, { "27,26", "A-Z", NULL }, { "37,36", "0-9A-Z", NULL },
};

typedef struct iso {
	uint32_t radix;            /* pure; 0: hybrid */
	bool canonical;            /* of two pairs of check characters only the prescribed one passes */
} iso;

/* "M-r" or "M+1,M". */
static bool read_name(const gcvi_parameter *word, uint32_t *first, uint32_t *second, bool *hybrid)
{
	gcvi_parameter left = *word, right = *word;
	size_t at = 0;

	while (at < word->value_size && word->value[at] != '-' && word->value[at] != ',')
		at++;
	if (at == word->value_size)
		return false;
	*hybrid = word->value[at] == ',';
	left.value_size = at;
	right.value = word->value + at + 1;
	right.value_size = word->value_size - at - 1;
	return gcvi_scheme_number(&left, first) && gcvi_scheme_number(&right, second);
}

static uint32_t common_divisor(uint32_t a, uint32_t b)
{
	while (b != 0) {
		uint32_t rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

static int check_pure(gcvi_scheme *scheme, const iso *data, size_t offset, gcvi_scheme_error *error)
{
	uint32_t most = data->radix * (scheme->value_count - 1) + scheme->value_count;

	if (common_divisor(data->radix, scheme->modulus) != 1)
		return gcvi_scheme_fail(error, offset, "a modulus and a radix without a common divisor were expected");
	scheme->check_count = scheme->modulus <= scheme->check_value_count ? 1 : 2;
	if (scheme->check_count == 1 && data->canonical)
		return gcvi_scheme_fail(error, offset, "'canonical' goes with two check characters");
	if (scheme->check_count == 2 && scheme->check_value_count != scheme->value_count)
		return gcvi_scheme_fail_number(error, offset, "an alphabet of %1$s characters with the extra ones was expected", scheme->modulus);
	if (scheme->check_count == 2 && scheme->modulus > most)
		return gcvi_scheme_fail_number(error, offset, "a modulus of at most %1$s was expected, for two check characters", most);
	return GCV_OK;
}

static int check_hybrid(gcvi_scheme *scheme, const iso *data, uint32_t first, uint32_t second, size_t offset,
                        gcvi_scheme_error *error)
{
	scheme->check_count = 1;
	if (first != second + 1 || second % 2 != 0 || second < 2)
		return gcvi_scheme_fail(error, offset, "an even number M was expected, as M+1,M");
	if (scheme->value_count != second || scheme->check_value_count != second)
		return gcvi_scheme_fail_number(error, offset, "an alphabet of %1$s characters was expected", second);
	if (data->canonical)
		return gcvi_scheme_fail(error, offset, "'canonical' goes with two check characters");
	scheme->modulus = second;
	return GCV_OK;
}

static int parse(gcvi_scheme *scheme, gcvi_scheme_text *text, gcvi_arena *arena)
{
	iso *data = gcvi_arena_alloc(arena, 1, sizeof *data);
	const gcvi_parameter *word;
	const preset *found = NULL;
	uint32_t first = 0, second = 0;
	bool hybrid = false;
	size_t i;
	int status;

	if (data == NULL)
		return GCV_E_MEMORY;
	data->canonical = gcvi_scheme_flag(text, "canonical");
	word = gcvi_scheme_word(text);
	if (word == NULL || !read_name(word, &first, &second, &hybrid) || first < 2 || second < 2 ||
	    first > GCVI_GROUP_MAX || second > GCVI_GROUP_MAX)
		return gcvi_scheme_fail(text->error, word != NULL ? word->offset : text->size,
		                        "a system of ISO/IEC 7064 was expected (37-2, 97-10, 37,36)");
	for (i = 0; i < sizeof presets / sizeof presets[0]; i++)
		if (gcvi_parameter_is(word, presets[i].name))
			found = &presets[i];
	status = gcvi_scheme_alphabet(scheme, text, found != NULL ? found->alphabet : NULL, found != NULL ? found->extra : NULL);
	if (status != GCV_OK)
		return status;
	scheme->data = data;
	scheme->modulus = first;
	if (hybrid)
		return check_hybrid(scheme, data, first, second, word->offset, text->error);
	data->radix = second;
	return check_pure(scheme, data, word->offset, text->error);
}

/* ------------------------------------------------------------------------------------------------------------ pure */

/*
 * Of two check characters the number that the standard computes: for 97-10 it is 98 minus a remainder, so 02 … 98;
 * the other systems take the remainder itself.
 */
static gcvi_pair_rule rule_of(const gcvi_scheme *scheme)
{
	const iso *data = scheme->data;
	gcvi_pair_rule rule = { scheme->modulus, data->radix, 0, scheme->modulus - 1, 1 };

	if (scheme->modulus == 97 && data->radix == 10)
		rule.least = 2;
	return rule;
}

static int pure_bind(gcvi_part *part, gcvi_arena *arena, gcvi_scheme_error *error)
{
	const gcvi_scheme *scheme = part->scheme;
	const gcvi_form *form = part->form;
	const iso *data = scheme->data;
	size_t position = form->length, symbols = form->alphabet->count, symbol;
	uint16_t *terms = gcvi_part_terms(part, arena);
	gcvi_pair_rule rule = rule_of(scheme);
	uint32_t weight = 1;
	int status;

	if (terms == NULL)
		return GCV_E_MEMORY;
	while (position-- > 0) {
		for (symbol = 0; symbol < symbols; symbol++) {
			int32_t value = gcvi_part_value(part, position, symbol);

			if (value != GCVI_NO_VALUE && (uint32_t)value < scheme->modulus)
				terms[position * symbols + symbol] = (uint16_t)((uint64_t)weight * (uint32_t)value % scheme->modulus);
		}
		weight = (uint32_t)((uint64_t)weight * data->radix % scheme->modulus);
	}
	if (data->canonical && !gcvi_form_ends_with_checks(form, 2))
		return gcvi_scheme_fail(error, 0, "the two check characters were expected at the end, for 'canonical'");
	if (data->canonical)
		return gcvi_pair_bind(part, &rule, terms, arena, error);
	status = gcvi_sum_bind(part, GCVI_GROUP_MOD, scheme->modulus, NULL, terms, 1 % scheme->modulus, arena, error);
	if (status == GCV_OK && scheme->check_count == 2 && gcvi_form_has_pair(form)) {
		part->preferred = gcvi_pair_range(part, &rule, arena);
		status = part->preferred != NULL ? GCV_OK : GCV_E_MEMORY;
	}
	return status;
}

/* ---------------------------------------------------------------------------------------------------------- hybrid */

/* The last character needs no rule of its own: where it fits, the state it leads to is 2. */
static uint32_t hybrid_step(const gcvi_part *part, size_t position, uint32_t state, gcvi_symbol symbol)
{
	uint32_t modulus = part->scheme->modulus, sum;
	int32_t value = part->scheme->values[symbol];

	(void)position;
	if (value == GCVI_NO_VALUE)
		return GCVI_DEAD;
	sum = state + (uint32_t)value;
	sum = sum > modulus ? sum - modulus : sum;
	sum *= 2;
	return sum > modulus ? sum - modulus - 1 : sum;
}

static int hybrid_accepts(const gcvi_part *part, uint32_t state)
{
	(void)part;
	return state == 2;
}

static int hybrid_bind(gcvi_part *part)
{
	/* 1 … M; 0 is never reached. */
	part->states = part->scheme->modulus + 1;
	part->start = part->scheme->modulus;
	part->step = hybrid_step;
	part->accepts = hybrid_accepts;
	return GCV_OK;
}

static int bind(gcvi_part *part, gcvi_arena *arena, gcvi_scheme_error *error)
{
	return ((const iso *)part->scheme->data)->radix != 0 ? pure_bind(part, arena, error) : hybrid_bind(part);
}

const gcvi_scheme_class gcvi_scheme_iso7064 = { "iso7064", 1, false, parse, bind, 0 };
