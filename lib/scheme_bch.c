/* SPDX-License-Identifier: MIT */
/*
 * Floor 2: the BCH codes over GF(32) of Bitcoin's proposals: Bech32 (BIP-173), Bech32m (BIP-350), codex32 (BIP-93). A
 * prefix (the human-readable part) and the separator "1" go into the check, too; upper and lower case must not be mixed.
 */
#include "bch.h"
#include "scheme_internal.h"
#include "text.h"

#include <string.h>

typedef struct code {
	uint32_t width;            /* of the register, in bits */
	gcvi_element generator[5], end;
	size_t checks;
	size_t least, most;        /* characters behind the separator */
	uint16_t root, first;      /* of the generator (bch.h); 0: too few for more than two wrong symbols */
} code;

enum { BECH32, BECH32M, CODEX32, CODEX32_LONG };

#define BECH32_GENERATOR { { 0x3b6a57b2, 0 }, { 0x26508e6d, 0 }, { 0x1ea119fa, 0 }, { 0x3d4233dd, 0 }, { 0x2a1462b3, 0 } }

static const code codes[] = {
	{ 30, BECH32_GENERATOR, { 1, 0 }, 6, 6, 88, 0, 0 },
	{ 30, BECH32_GENERATOR, { 0x2bc830a3, 0 }, 6, 6, 88, 0, 0 },
	{ 65, { { 0x9dc500ce73fde210, 1 }, { 0xbfae00def77fe529, 1 }, { 0xfbd920fffe7bee52, 1 }, { 0x739640bdeee3fdad, 1 },
	        { 0x7729a039cfc75f5a, 0 } }, { 0x0ce0795c2fd1e62a, 1 }, 13, 13, 93, 256, 77 },
	{ 75, { { 0x9d273535ea62d897, 0x3d5 }, { 0xbecb6361c6c51507, 0x7a9 }, { 0xf9b7e6c38d8a2a0e, 0x543 }, { 0x77eaeccf1990d13c, 0x0c5 },
	        { 0x7f74f8dc71b10651, 0x188 } }, { 0x81e570bf4798ab26, 0x433 }, 15, 96, 1023, 217, 1019 },
};

#define WHOLE_MAX 90                 /* characters of a Bech32 string */

static gcvi_element shift_left(gcvi_element value)
{
	gcvi_element result = { value.low << 5, value.high << 5 | value.low >> 59 };

	return result;
}

/* The register after one more symbol of value zero. */
static gcvi_element step(const code *c, gcvi_element state)
{
	uint32_t shift = c->width - 5;
	uint64_t top = shift >= 64 ? state.high >> (shift - 64) : state.low >> shift | (shift > 59 ? state.high << (64 - shift) : 0);
	size_t i;

	top &= 31;
	if (shift >= 64) {
		state.high &= ((uint64_t)1 << (shift - 64)) - 1;
	} else {
		state.high = 0;
		state.low &= ((uint64_t)1 << shift) - 1;
	}
	state = shift_left(state);
	for (i = 0; i < 5; i++)
		if ((top >> i & 1) != 0)
			state = gcvi_element_xor(state, c->generator[i]);
	return state;
}

/* What each bit of a symbol leaves, at the distance from the end that is looked at. */
typedef struct columns {
	gcvi_element bits[5];
} columns;

static void columns_start(columns *at)
{
	size_t i;

	for (i = 0; i < 5; i++)
		at->bits[i] = gcvi_element_of((uint64_t)1 << i);
}

static void columns_move(const code *c, columns *at)
{
	size_t i;

	for (i = 0; i < 5; i++)
		at->bits[i] = step(c, at->bits[i]);
}

static gcvi_element combine(const columns *at, uint32_t value)
{
	gcvi_element sum = { 0, 0 };
	size_t i;

	for (i = 0; i < 5; i++)
		if ((value >> i & 1) != 0)
			sum = gcvi_element_xor(sum, at->bits[i]);
	return sum;
}

/* ------------------------------------------------------------------------------------------------------ parameters */

typedef struct bch {
	const char *prefix;        /* not printed; NULL: the code begins with it */
	size_t prefix_size;
} bch;

static int parse_values(gcvi_scheme *scheme, gcvi_scheme_text *text)
{
	static const char characters[] = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
	size_t i;

	for (i = 0; i < scheme->alphabet->count; i++) {
		uint32_t point = gcvi_lower(scheme->alphabet->points[i]);
		const char *found = point < 128 && point != 0 ? strchr(characters, (int)point) : NULL;

		if (found != NULL)
			scheme->values[i] = scheme->check_values[i] = (int16_t)(found - characters);
	}
	scheme->value_count = scheme->check_value_count = 32;
	if (scheme->alphabet->case_rule == GCVI_CASE_SENSITIVE)
		return gcvi_scheme_fail(text->error, 0, "'case = lower', 'upper' or 'either' was expected for this check");
	return GCV_OK;
}

static int parse(gcvi_scheme *scheme, gcvi_scheme_text *text, gcvi_arena *arena)
{
	bch *data = gcvi_arena_alloc(arena, 1, sizeof *data);
	const gcvi_parameter *prefix = gcvi_scheme_parameter(text, "prefix");
	size_t i;

	if (data == NULL)
		return GCV_E_MEMORY;
	scheme->data = data;
	scheme->one_case = true;
	if (prefix != NULL) {
		for (i = 0; i < prefix->value_size; i++)
			if (prefix->value[i] < 33 || prefix->value[i] > 126 || (prefix->value[i] >= 'A' && prefix->value[i] <= 'Z'))
				return gcvi_scheme_fail(text->error, prefix->offset + i, "a prefix of ASCII characters without capitals was expected");
		if (prefix->value_size == 0 || prefix->value_size > 83)
			return gcvi_scheme_fail(text->error, prefix->offset, "a prefix of 1 to 83 characters was expected");
		data->prefix = gcvi_arena_text(arena, prefix->value, prefix->value_size);
		data->prefix_size = prefix->value_size;
		if (data->prefix == NULL)
			return GCV_E_MEMORY;
	}
	return parse_values(scheme, text);
}

/* --------------------------------------------------------------------------------------------------------- binding */

/* The last position that can only be "1" divides prefix and data; SIZE_MAX where there is none. */
static size_t find_separator(const gcvi_form *form)
{
	gcvi_symbol one = gcvi_alphabet_find(form->alphabet, '1');
	size_t position = form->length;

	while (position-- > 0)
		if (one != GCVI_NO_SYMBOL && gcvi_set_has(&form->sites[position].allowed, one) &&
		    gcvi_set_count(&form->sites[position].allowed) == 1)
			return position;
	return SIZE_MAX;
}

static int check_length(const gcvi_part *part, size_t prefix, size_t data, const code **c, gcvi_scheme_error *error)
{
	*c = &codes[part->scheme->class_->option];
	if (*c == &codes[CODEX32] && data >= codes[CODEX32_LONG].least)
		*c = &codes[CODEX32_LONG];
	if (prefix == 0)
		return gcvi_scheme_fail(error, 0, "a prefix before the '1' was expected");
	if (data < (*c)->least)
		return gcvi_scheme_fail_number(error, 0, "at least %1$s characters behind the prefix were expected", (*c)->least);
	if (data > (*c)->most)
		return gcvi_scheme_fail_number(error, 0, "at most %1$s characters behind the prefix were expected", (*c)->most);
	if (gcvi_form_checks(part->form) != 0 && gcvi_form_checks(part->form) != (*c)->checks)
		return gcvi_scheme_fail_number(error, 0, "%1$s check characters (C) were expected at this length", (*c)->checks);
	if ((*c)->width == 30 && prefix + 1 + data > WHOLE_MAX)
		return gcvi_scheme_fail_number(error, 0, "at most %1$s characters with the prefix were expected", WHOLE_MAX);
	return GCV_OK;
}

/* A character of the prefix goes in twice: its high bits before all low bits, with a zero between them. */
typedef struct feeder {
	const gcvi_part *part;
	const code *c;
	gcvi_element *terms, constant;
	size_t symbols, prefix, separator;   /* prefix: characters of it */
	columns at;
} feeder;

static void feed_data(feeder *f, size_t first)
{
	size_t position = f->part->form->length, symbol;

	while (position-- > first) {
		for (symbol = 0; symbol < f->symbols; symbol++) {
			int32_t value = f->part->scheme->values[symbol];

			if (value != GCVI_NO_VALUE)
				f->terms[position * f->symbols + symbol] = combine(&f->at, (uint32_t)value);
		}
		columns_move(f->c, &f->at);
	}
}

/* One half of one character of the prefix: the low five bits or the high three. */
static void feed_half(feeder *f, size_t position, bool high)
{
	const bch *data = f->part->scheme->data;
	size_t symbol;

	if (data->prefix != NULL) {
		uint32_t point = (uint8_t)data->prefix[position];

		f->constant = gcvi_element_xor(f->constant, combine(&f->at, high ? point >> 5 : point & 31));
	}
	for (symbol = 0; symbol < f->symbols && data->prefix == NULL; symbol++) {
		uint32_t point = gcvi_lower(f->part->form->alphabet->points[symbol]);
		gcvi_element *term = &f->terms[position * f->symbols + symbol];

		if (point < 33 || point > 126)
			continue;
		if (high)
			*term = gcvi_element_xor(*term, combine(&f->at, point >> 5));
		else
			*term = combine(&f->at, point & 31);
	}
	columns_move(f->c, &f->at);
}

static void feed_prefix(feeder *f)
{
	size_t i;

	for (i = f->prefix; i-- > 0;)
		feed_half(f, i, false);
	columns_move(f->c, &f->at);
	for (i = f->prefix; i-- > 0;)
		feed_half(f, i, true);
	/* The register starts with 1. */
	f->constant = gcvi_element_xor(f->constant, f->at.bits[0]);
}

/* Wrong symbols are looked for behind the separator, so what is before it has to be fixed. */
static int bind_roots(gcvi_part *part, const code *c, size_t first, gcvi_arena *arena)
{
	gcvi_bch *roots;
	size_t position;

	for (position = 0; position < first; position++)
		if (gcvi_set_count(&part->form->sites[position].allowed) != 1)
			return GCV_OK;
	if (c->root == 0)
		return GCV_OK;
	roots = gcvi_arena_alloc(arena, 1, sizeof *roots);
	if (roots == NULL)
		return GCV_E_MEMORY;
	roots->root = c->root;
	roots->first = c->first;
	roots->checks = c->checks;
	roots->begin = first;
	roots->length = part->form->length;
	part->bch = roots;
	return GCV_OK;
}

static int bind(gcvi_part *part, gcvi_arena *arena, gcvi_scheme_error *error)
{
	const bch *data = part->scheme->data;
	const gcvi_form *form = part->form;
	feeder f = { .part = part, .symbols = form->alphabet->count };
	size_t first = 0, symbol;
	int status;

	f.prefix = data->prefix_size;
	if (data->prefix == NULL) {
		f.separator = f.prefix = find_separator(form);
		first = f.separator + 1;
		if (f.separator == SIZE_MAX)
			return gcvi_scheme_fail(error, 0, "a literal '1' behind the prefix, or prefix=..., was expected");
	}
	status = check_length(part, f.prefix, form->length - first, &f.c, error);
	if (status != GCV_OK)
		return status;
	f.terms = gcvi_linear_wide_terms(form->length, f.symbols, arena);
	if (f.terms == NULL)
		return GCV_E_MEMORY;
	columns_start(&f.at);
	feed_data(&f, first);
	feed_prefix(&f);
	for (symbol = 0; first != 0 && symbol < f.symbols; symbol++)
		f.terms[f.separator * f.symbols + symbol] = gcvi_element_of(0);
	status = bind_roots(part, f.c, first, arena);
	if (status != GCV_OK)
		return status;
	return gcvi_sum_bind_wide(part, f.terms, gcvi_element_xor(f.c->end, f.constant), NULL, arena, error);
}

const gcvi_scheme_class gcvi_scheme_bech32 = { "bech32", 6, false, parse, bind, BECH32 };
const gcvi_scheme_class gcvi_scheme_bech32m = { "bech32m", 6, false, parse, bind, BECH32M };
const gcvi_scheme_class gcvi_scheme_codex32 = { "codex32", 13, false, parse, bind, CODEX32 };
