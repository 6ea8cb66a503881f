/* SPDX-License-Identifier: MIT */
/*
 * Floor 2: Luhn (ISO/IEC 7812-1 annex B for base 10; in base N as its generalisations): every second value is doubled and
 * its digits in base N are added. Only for even N is that a permutation, so odd bases miss single errors.
 */
#include "scheme_internal.h"

enum { FROM_RIGHT, FROM_LEFT };

static int parse(gcvi_scheme *scheme, gcvi_scheme_text *text, gcvi_arena *arena)
{
	int status = gcvi_scheme_alphabet(scheme, text, NULL, NULL);

	(void)arena;
	if (status != GCV_OK)
		return status;
	if (scheme->value_count < 2)
		return gcvi_scheme_fail(text->error, 0, "an alphabet of at least two characters was expected");
	if (scheme->check_value_count != scheme->value_count)
		return gcvi_scheme_fail(text->error, 0, "an alphabet without extra characters was expected");
	scheme->modulus = scheme->value_count;
	if (scheme->modulus % 2 != 0)
		scheme->warning = "luhn with an odd base misses some single errors";
	return GCV_OK;
}

/*
 * From the right the check character counts once, the one before it twice. From the left, as in device IDs of Syncthing,
 * the first counts once, the second twice, and check characters once.
 */
static bool is_doubled(const gcvi_part *part, size_t position)
{
	if (part->scheme->class_->option == FROM_LEFT)
		return position % 2 != 0 && !part->form->sites[position].check;
	return (part->form->length - 1 - position) % 2 != 0;
}

static int bind(gcvi_part *part, gcvi_arena *arena, gcvi_scheme_error *error)
{
	size_t symbols = part->form->alphabet->count, position, symbol;
	uint16_t *terms = gcvi_part_terms(part, arena);
	uint32_t base = part->scheme->modulus;

	if (terms == NULL)
		return GCV_E_MEMORY;
	for (position = 0; position < part->form->length; position++)
		for (symbol = 0; symbol < symbols; symbol++) {
			uint32_t value = (uint32_t)part->scheme->values[symbol];

			if (part->scheme->values[symbol] == GCVI_NO_VALUE)
				continue;
			if (is_doubled(part, position))
				value = (2 * value / base + 2 * value % base) % base;
			terms[position * symbols + symbol] = (uint16_t)value;
		}
	return gcvi_sum_bind(part, GCVI_GROUP_MOD, base, NULL, terms, 0, arena, error);
}

const gcvi_scheme_class gcvi_scheme_luhn = { "luhn", 1, false, parse, bind, FROM_RIGHT };
const gcvi_scheme_class gcvi_scheme_luhn_left = { "luhn-left", 1, false, parse, bind, FROM_LEFT };
