/* SPDX-License-Identifier: MIT */
/* Floor 2: counting rules: "count N 1" (exactly one N), "count 0-9 2..4", "count A-Z 1.." (at least one letter). */
#include "scheme_internal.h"

#include <string.h>

/* "1", "2..4", "1.." or "..3". */
static int bounds(const gcvi_parameter *word, uint32_t *least, uint32_t *most)
{
	gcvi_parameter part = *word;
	size_t dots = 0;

	while (dots + 1 < word->value_size && memcmp(word->value + dots, "..", 2) != 0)
		dots++;
	if (dots + 1 >= word->value_size) {
		*most = 0;
		if (!gcvi_scheme_number(word, least))
			return 0;
		*most = *least;
		return 1;
	}
	part.value_size = dots;
	*least = 0;
	if (dots != 0 && !gcvi_scheme_number(&part, least))
		return 0;
	part.value = word->value + dots + 2;
	part.value_size = word->value_size - dots - 2;
	*most = GCVI_CODE_MAX;
	return (part.value_size == 0 && dots != 0) || (part.value_size != 0 && gcvi_scheme_number(&part, most));
}

/* Kept as it is written, for messages. */
static const char *rule_text(const gcvi_parameter *characters, const gcvi_parameter *number, gcvi_arena *arena)
{
	size_t size = characters->value_size + 1 + number->value_size;
	char *text = gcvi_arena_alloc(arena, size + 1, 1);

	if (text == NULL)
		return NULL;
	memcpy(text, characters->value, characters->value_size);
	text[characters->value_size] = ' ';
	memcpy(text + characters->value_size + 1, number->value, number->value_size);
	return text;
}

static int parse(gcvi_scheme *scheme, gcvi_scheme_text *text, gcvi_arena *arena)
{
	const gcvi_parameter *characters = gcvi_scheme_word(text), *number = gcvi_scheme_word(text);
	int status;
	size_t i, known = 0;

	if (characters == NULL || number == NULL)
		return gcvi_scheme_fail(text->error, text->size, "the characters to count and how many were expected (count N 1)");
	if (!bounds(number, &scheme->least, &scheme->most) || scheme->least > scheme->most || scheme->most > GCVI_CODE_MAX)
		return gcvi_scheme_fail(text->error, number->offset, "a number or a range like 2..4 was expected");
	status = gcvi_scheme_list(scheme, characters->value, characters->value_size, characters->offset, scheme->values,
	                          &scheme->value_count, text->error);
	for (i = 0; status == GCV_OK && i < scheme->alphabet->count; i++)
		known += scheme->values[i] != GCVI_NO_VALUE;
	if (status == GCV_OK && known == 0)
		return gcvi_scheme_fail(text->error, characters->offset, "characters of the format were expected");
	if (status == GCV_OK)
		scheme->data = rule_text(characters, number, arena);
	return status != GCV_OK || scheme->data != NULL ? status : GCV_E_MEMORY;
}

const char *gcvi_scheme_rule(const gcvi_scheme *scheme, const gcvi_symbol *code, size_t length, size_t *found)
{
	size_t position;

	*found = 0;
	if (scheme->class_ != &gcvi_scheme_count)
		return NULL;
	for (position = 0; position < length; position++)
		*found += scheme->values[code[position]] != GCVI_NO_VALUE;
	return scheme->data;
}

/* States are the count so far; beyond an open upper bound it no longer matters. */
static uint32_t highest(const gcvi_scheme *scheme)
{
	return scheme->most == GCVI_CODE_MAX ? scheme->least : scheme->most;
}

static uint32_t step(const gcvi_part *part, size_t position, uint32_t state, gcvi_symbol symbol)
{
	(void)position;
	if (part->scheme->values[symbol] == GCVI_NO_VALUE)
		return state;
	if (state < highest(part->scheme))
		return state + 1;
	return part->scheme->most == GCVI_CODE_MAX ? state : GCVI_DEAD;
}

static int accepts(const gcvi_part *part, uint32_t state)
{
	return state >= part->scheme->least;
}

static int bind(gcvi_part *part, gcvi_arena *arena, gcvi_scheme_error *error)
{
	(void)arena;
	if (part->form->length < part->scheme->least)
		return gcvi_scheme_fail(error, 0, "a layout with room for what is counted was expected");
	part->states = highest(part->scheme) + 1;
	part->start = 0;
	part->step = step;
	part->accepts = accepts;
	return GCV_OK;
}

const gcvi_scheme_class gcvi_scheme_count = { "count", 0, false, parse, bind, 0 };
