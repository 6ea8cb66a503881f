/* SPDX-License-Identifier: MIT */
/*
 * Floor 2: cyclic redundancy checks. crc: over the symbols' values, so many bits each, as W. W. Peterson and D. T. Brown
 * (1961) take bit strings. crc-text: over the characters' ASCII codes, the remainder written in digits behind; parameters
 * as in the usual model (width, polynomial, initial value, reflection, final value).
 */
#include "scheme_internal.h"

#include <string.h>

#define NARROW_MAX 12
#define WIDTH_MAX 32

typedef struct crc {
	uint32_t width, polynomial, initial, final;
	bool reflected;            /* bits of bytes and of the remainder lowest first */
	uint32_t bits;             /* per symbol; 8 for characters */
	uint32_t base;             /* of the digits behind; 2 ^ bits for symbols */
	size_t digits;             /* how many it takes to write the remainder */
} crc;

static uint32_t mask_of(const crc *c)
{
	return c->width == 32 ? UINT32_MAX : (1u << c->width) - 1;
}

static uint32_t reversed(uint32_t value, uint32_t width)
{
	uint32_t result = 0;

	for (; width > 0; width--, value >>= 1)
		result = result << 1 | (value & 1);
	return result;
}

/* The register after `bits` more bits of zero. Reflected ones are kept in reverse. */
static uint32_t advance(const crc *c, uint32_t state, uint32_t bits)
{
	uint32_t polynomial = c->reflected ? reversed(c->polynomial, c->width) : c->polynomial;

	for (; bits > 0; bits--) {
		bool carry = c->reflected ? (state & 1) != 0 : (state >> (c->width - 1) & 1) != 0;

		state = c->reflected ? state >> 1 : state << 1 & mask_of(c);
		if (carry)
			state ^= polynomial;
	}
	return state;
}

/* What one symbol alone leaves. */
static uint32_t feed(const crc *c, uint32_t value)
{
	uint32_t state = 0, bit;

	for (bit = 0; bit < c->bits; bit++) {
		uint32_t next = c->reflected ? value >> bit & 1 : value >> (c->bits - 1 - bit) & 1;

		state = advance(c, state ^ (c->reflected ? next : next << (c->width - 1)), 1);
	}
	return state;
}

/* Every check character has its place, the others their distance from the end of the data. */
static void fill_places(const gcvi_form *form, size_t *place)
{
	size_t position = form->length, data = 0, checks = 0;

	while (position-- > 0)
		place[position] = form->sites[position].check ? checks++ : data++;
}

/* basis[i]: what bit i leaves at the distance that is looked at. */
static void start_basis(const crc *c, uint32_t basis[8])
{
	uint32_t bit;

	for (bit = 0; bit < c->bits; bit++)
		basis[bit] = feed(c, 1u << bit);
}

static void move_basis(const crc *c, uint32_t basis[8])
{
	uint32_t bit;

	for (bit = 0; bit < c->bits; bit++)
		basis[bit] = advance(c, basis[bit], c->bits);
}

static uint32_t combine(const crc *c, const uint32_t basis[8], uint32_t value)
{
	uint32_t sum = 0, bit;

	for (bit = 0; bit < c->bits; bit++)
		if ((value >> bit & 1) != 0)
			sum ^= basis[bit];
	return sum;
}

static bool is_power_of_two(uint32_t number)
{
	return number >= 2 && (number & (number - 1)) == 0;
}

/* The share of a digit in the remainder, where digits are bits; false where it would be too large. */
static bool digit_share(const crc *c, size_t place, uint32_t value, uint32_t *share)
{
	uint64_t scaled = value;

	for (; place > 0; place--)
		scaled *= c->base;
	*share = (uint32_t)scaled;
	return value < c->base && scaled <= mask_of(c);
}

static bool term_of(const gcvi_part *part, size_t position, size_t symbol, size_t place, const uint32_t basis[8],
                    uint32_t *term)
{
	const crc *c = part->scheme->data;
	int32_t value = gcvi_part_value(part, position, symbol);

	if (value == GCVI_NO_VALUE)
		return false;
	if (part->form->sites[position].check)
		return is_power_of_two(c->base) && digit_share(c, place, (uint32_t)value, term);
	*term = combine(c, basis, (uint32_t)value);
	return true;
}

/* Writes terms of 16 bits or wide ones, whichever is not NULL. Returns the remainder of data that are all zero. */
static uint32_t fill_terms(const gcvi_part *part, uint16_t *narrow, gcvi_element *wide)
{
	const gcvi_form *form = part->form;
	const crc *c = part->scheme->data;
	size_t symbols = form->alphabet->count, position = form->length, symbol, places[GCVI_CODE_MAX], data = 0;
	uint32_t basis[8], term, initial = c->reflected ? reversed(c->initial, c->width) : c->initial;

	fill_places(form, places);
	start_basis(c, basis);
	while (position-- > 0) {
		for (symbol = 0; symbol < symbols; symbol++) {
			if (!term_of(part, position, symbol, places[position], basis, &term))
				continue;
			if (narrow != NULL)
				narrow[position * symbols + symbol] = (uint16_t)term;
			else
				wide[position * symbols + symbol] = gcvi_element_of(term);
		}
		if (form->sites[position].check)
			continue;
		move_basis(c, basis);
		data++;
	}
	for (; data > 0; data--)
		initial = advance(c, initial, c->bits);
	return initial ^ c->final;
}

/* --------------------------------------------------------------- remainders in a base that is no power of two */

static bool read_remainder(const gcvi_part *part, const gcvi_symbol *code, gcvi_element *target)
{
	const crc *c = part->scheme->data;
	size_t position;
	uint64_t number = 0;

	for (position = 0; position < part->form->length; position++) {
		int32_t value;

		if (!part->form->sites[position].check)   /* nothing need stand there */
			continue;
		value = gcvi_part_value(part, position, code[position]);
		if (value == GCVI_NO_VALUE)
			return false;
		number = number * c->base + (uint32_t)value;
		if (number > mask_of(c))
			return false;
	}
	*target = gcvi_element_of(number ^ part->linear->target.low);
	return true;
}

static bool write_remainder(const gcvi_part *part, gcvi_element sum, gcvi_symbol *code)
{
	const crc *c = part->scheme->data;
	uint64_t number = sum.low ^ part->linear->target.low;
	size_t position = part->form->length, symbol;

	while (position-- > 0) {
		if (!part->form->sites[position].check)
			continue;
		for (symbol = 0; symbol < part->form->alphabet->count; symbol++)
			if (gcvi_part_value(part, position, symbol) == (int32_t)(number % c->base) &&
			    gcvi_set_has(&part->form->sites[position].allowed, (gcvi_symbol)symbol))
				break;
		if (symbol == part->form->alphabet->count)
			return false;
		code[position] = (gcvi_symbol)symbol;
		number /= c->base;
	}
	return number == 0;
}

/* Narrow ones are an automaton too, when the digits come last: what is left of the remainder goes from digit to digit. */
static uint32_t digit_step(const gcvi_part *part, size_t position, uint32_t state, gcvi_symbol symbol)
{
	const crc *c = part->scheme->data;
	size_t left = part->form->length - position;
	gcvi_element term;
	uint32_t place = 1;

	if (left > c->digits)
		return gcvi_linear_term(part->linear, position, symbol, &term) ? state ^ (uint32_t)term.low : GCVI_DEAD;
	if (left == c->digits)
		state ^= (uint32_t)part->linear->target.low;
	for (; left > 1; left--)
		place *= c->base;
	return gcvi_part_value(part, position, symbol) == (int32_t)(state / place) ? state % place : GCVI_DEAD;
}

static int digit_accepts(const gcvi_part *part, uint32_t state)
{
	(void)part;
	return state == 0;
}

static int bind_digits(gcvi_part *part, gcvi_arena *arena, gcvi_scheme_error *error)
{
	const crc *c = part->scheme->data;
	size_t length = part->form->length, position;
	gcvi_element *terms = gcvi_linear_wide_terms(length, part->form->alphabet->count, arena);
	uint8_t *opaque = gcvi_arena_alloc(arena, length, 1);
	int status;

	if (terms == NULL || opaque == NULL)
		return GCV_E_MEMORY;
	for (position = 0; position < length; position++)
		opaque[position] = part->form->sites[position].check != 0;
	status = gcvi_sum_bind_wide(part, terms, gcvi_element_of(fill_terms(part, NULL, terms)), opaque, arena, error);
	part->read_target = read_remainder;
	part->write_target = write_remainder;
	if (status == GCV_OK && c->width <= NARROW_MAX && gcvi_form_ends_with_checks(part->form, c->digits)) {
		part->states = mask_of(c) + 1;
		part->step = digit_step;
		part->accepts = digit_accepts;
	}
	return status;
}

static int bind(gcvi_part *part, gcvi_arena *arena, gcvi_scheme_error *error)
{
	const crc *c = part->scheme->data;
	size_t length = part->form->length, symbols = part->form->alphabet->count;
	gcvi_element *wide;
	uint16_t *narrow;

	if (gcvi_form_checks(part->form) != c->digits)
		return gcvi_scheme_fail_number(error, 0, "%1$s check characters (C) were expected", c->digits);
	if (length <= c->digits)
		return gcvi_scheme_fail(error, 0, "characters before the check characters were expected");
	if (!is_power_of_two(c->base))
		return bind_digits(part, arena, error);
	if (c->width > NARROW_MAX) {
		wide = gcvi_linear_wide_terms(length, symbols, arena);
		return wide == NULL ? GCV_E_MEMORY :
		       gcvi_sum_bind_wide(part, wide, gcvi_element_of(fill_terms(part, NULL, wide)), NULL, arena, error);
	}
	narrow = gcvi_linear_terms(length, symbols, arena);
	return narrow == NULL ? GCV_E_MEMORY :
	       gcvi_sum_bind(part, GCVI_GROUP_XOR, mask_of(c) + 1, NULL, narrow, fill_terms(part, narrow, NULL), arena, error);
}

/* ------------------------------------------------------------------------------------------------------ parameters */

/* Digits of the remainder. */
static size_t count_digits(const crc *c)
{
	uint64_t most = mask_of(c);
	size_t digits = 1;

	while ((most /= c->base) != 0)
		digits++;
	return digits;
}

static int parse_common(crc *c, gcvi_scheme_text *text, uint32_t most)
{
	const gcvi_parameter *width = gcvi_scheme_word(text), *polynomial = gcvi_scheme_word(text);
	int status;

	/* The wider ones are known by names, too. */
	if (most == WIDTH_MAX && width != NULL && (width->value[0] < '0' || width->value[0] > '9'))
		return gcvi_scheme_fail(text->error, width->offset, "the name of a known CRC (crc-32) or a width in bits was expected");
	if (width == NULL || !gcvi_scheme_number(width, &c->width) || c->width < 2 || c->width > most)
		return gcvi_scheme_fail_number(text->error, width != NULL ? width->offset : text->size,
		                               "a width of 2 to %1$s bits was expected", most);
	if (polynomial == NULL || !gcvi_scheme_number(polynomial, &c->polynomial) || c->polynomial > mask_of(c) ||
	    c->polynomial % 2 == 0)
		return gcvi_scheme_fail(text->error, polynomial != NULL ? polynomial->offset : text->size,
		                        "a polynomial of that width was expected, without its highest term (0x233)");
	status = gcvi_scheme_number_parameter(text, "init", 0, mask_of(c), 0, &c->initial);
	if (status == GCV_OK)
		status = gcvi_scheme_number_parameter(text, "xorout", 0, mask_of(c), 0, &c->final);
	return status;
}

static int crc_parse(gcvi_scheme *scheme, gcvi_scheme_text *text, gcvi_arena *arena)
{
	crc *c = gcvi_arena_alloc(arena, 1, sizeof *c);
	int status;

	if (c == NULL)
		return GCV_E_MEMORY;
	scheme->data = c;
	status = parse_common(c, text, NARROW_MAX);
	if (status == GCV_OK)
		status = gcvi_scheme_alphabet(scheme, text, NULL, NULL);
	if (status != GCV_OK)
		return status;
	if (!is_power_of_two(scheme->value_count) || scheme->check_value_count != scheme->value_count)
		return gcvi_scheme_fail(text->error, 0, "an alphabet of 2, 4, 8, 16, 32, 64 or 128 characters was expected");
	while (1u << c->bits < scheme->value_count)
		c->bits++;
	c->base = scheme->value_count;
	scheme->check_count = c->digits = count_digits(c);
	return GCV_OK;
}

typedef struct named_crc {
	const char *name;
	uint32_t width, polynomial, initial, final;
	bool reflected;
} named_crc;

/* Parameters as catalogued by G. Cook (CRC RevEng). */
static const named_crc named[] = {
	{ "crc-5/usb", 5, 0x05, 0x1F, 0x1F, true },
	{ "crc-8", 8, 0x07, 0, 0, false },
	{ "crc-8/maxim", 8, 0x31, 0, 0, true },
	{ "crc-10", 10, 0x233, 0, 0, false },
	{ "crc-12/dect", 12, 0x80F, 0, 0, false },
	{ "crc-16/arc", 16, 0x8005, 0, 0, true },
	{ "crc-16/ccitt-false", 16, 0x1021, 0xFFFF, 0, false },
	{ "crc-16/xmodem", 16, 0x1021, 0, 0, false },
	{ "crc-24/openpgp", 24, 0x864CFB, 0xB704CE, 0, false },
	{ "crc-32", 32, 0x04C11DB7, UINT32_MAX, UINT32_MAX, true },
	{ "crc-32/bzip2", 32, 0x04C11DB7, UINT32_MAX, UINT32_MAX, false },
	{ "crc-32c", 32, 0x1EDC6F41, UINT32_MAX, UINT32_MAX, true },
};

static bool find_named(crc *c, gcvi_scheme_text *text)
{
	size_t i;

	for (i = 0; i < sizeof named / sizeof named[0]; i++)
		if (gcvi_scheme_flag(text, named[i].name)) {
			c->width = named[i].width;
			c->polynomial = named[i].polynomial;
			c->initial = named[i].initial;
			c->final = named[i].final;
			c->reflected = named[i].reflected;
			return true;
		}
	return false;
}

/* What a character counts is its code; what a digit counts, its place among the digits. */
static int text_values(gcvi_scheme *scheme, gcvi_scheme_text *text)
{
	int status = gcvi_scheme_check_alphabet(scheme, gcvi_scheme_parameter(text, "digits"), "0-9A-F", text->error);
	size_t i;

	if (status == GCV_OK && scheme->check_value_count < 2)
		return gcvi_scheme_fail(text->error, 0, "at least two digits were expected");
	for (i = 0; i < scheme->alphabet->count; i++)
		if (scheme->alphabet->points[i] < 128)
			scheme->values[i] = (int16_t)scheme->alphabet->points[i];
	scheme->value_count = 128;
	return status;
}

static int text_parse(gcvi_scheme *scheme, gcvi_scheme_text *text, gcvi_arena *arena)
{
	crc *c = gcvi_arena_alloc(arena, 1, sizeof *c);
	int status = GCV_OK;

	if (c == NULL)
		return GCV_E_MEMORY;
	scheme->data = c;
	if (!find_named(c, text)) {
		c->reflected = gcvi_scheme_flag(text, "reflected");
		status = parse_common(c, text, WIDTH_MAX);
	}
	if (status == GCV_OK)
		status = text_values(scheme, text);
	c->bits = 8;
	c->base = scheme->check_value_count;
	if (status == GCV_OK)
		scheme->check_count = c->digits = count_digits(c);
	return status;
}

const gcvi_scheme_class gcvi_scheme_crc = { "crc", 1, false, crc_parse, bind, 0 };
const gcvi_scheme_class gcvi_scheme_crc_text = { "crc-text", 1, false, text_parse, bind, 0 };
