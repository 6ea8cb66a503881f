/* SPDX-License-Identifier: MIT */
/* Floor 2: the words behind "check =": which there are, and what they say as numbers. */
#include "scheme_internal.h"

#include <string.h>

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t';
}

static void read_word(gcvi_parameter *word, const char *text, size_t start, size_t end)
{
	size_t equals;

	memset(word, 0, sizeof *word);
	word->start = word->offset = start;
	word->value = text + start;
	word->value_size = end - start;
	/* A word that begins with "=" is a value: the sign may be a character of a code. */
	for (equals = start + 1; equals < end && text[equals] != '='; equals++)
		continue;
	if (equals >= end)
		return;
	word->key = word->value;
	word->key_size = equals - start;
	word->offset = equals + 1;
	word->value = text + equals + 1;
	word->value_size = end - equals - 1;
}

/* Words divided by blanks; the first is the scheme's name. */
int gcvi_scheme_split(gcvi_scheme_text *text, const char **name, size_t *name_size)
{
	size_t at = 0, start;

	*name = NULL;
	for (;;) {
		while (at < text->size && is_blank(text->text[at]))
			at++;
		start = at;
		while (at < text->size && !is_blank(text->text[at]))
			at++;
		if (at == start)
			break;
		if (*name == NULL) {
			*name = text->text + start;
			*name_size = at - start;
		} else if (text->count == GCVI_PARAMETERS_MAX) {
			return gcvi_scheme_fail(text->error, start, "fewer parameters were expected");
		} else {
			read_word(&text->parameters[text->count++], text->text, start, at);
		}
	}
	return *name != NULL ? GCV_OK : gcvi_scheme_fail(text->error, 0, "the name of a check scheme was expected");
}

gcvi_parameter *gcvi_scheme_parameter(gcvi_scheme_text *text, const char *key)
{
	size_t i, size = strlen(key);

	for (i = 0; i < text->count; i++) {
		gcvi_parameter *parameter = &text->parameters[i];

		if (!parameter->used && parameter->key_size == size && memcmp(parameter->key, key, size) == 0) {
			parameter->used = 1;
			return parameter;
		}
	}
	return NULL;
}

gcvi_parameter *gcvi_scheme_word(gcvi_scheme_text *text)
{
	size_t i;

	for (i = 0; i < text->count; i++)
		if (!text->parameters[i].used && text->parameters[i].key_size == 0) {
			text->parameters[i].used = 1;
			return &text->parameters[i];
		}
	return NULL;
}

bool gcvi_parameter_is(const gcvi_parameter *parameter, const char *word)
{
	return parameter->value_size == strlen(word) && memcmp(parameter->value, word, parameter->value_size) == 0;
}

bool gcvi_scheme_flag(gcvi_scheme_text *text, const char *word)
{
	size_t i;

	for (i = 0; i < text->count; i++)
		if (!text->parameters[i].used && text->parameters[i].key_size == 0 && gcvi_parameter_is(&text->parameters[i], word)) {
			text->parameters[i].used = 1;
			return true;
		}
	return false;
}

static int digit_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : 16;
}

static bool read_number(const char *text, size_t size, uint32_t *number)
{
	uint32_t base = 10, result = 0;
	size_t at = 0;

	if (size > 2 && text[0] == '0' && text[1] == 'x') {
		base = 16;
		at = 2;
	}
	if (at == size)
		return false;
	for (; at < size; at++) {
		int digit = digit_value(text[at]);

		if (digit >= (int)base || result > (UINT32_MAX - (uint32_t)digit) / base)
			return false;
		result = result * base + (uint32_t)digit;
	}
	*number = result;
	return true;
}

bool gcvi_scheme_number(const gcvi_parameter *parameter, uint32_t *number)
{
	return read_number(parameter->value, parameter->value_size, number);
}

static bool read_signed(const char *text, size_t size, int32_t *number)
{
	size_t sign = size > 0 && text[0] == '-' ? 1 : 0;
	uint32_t magnitude;

	if (!read_number(text + sign, size - sign, &magnitude) || magnitude > INT32_MAX)
		return false;
	*number = sign != 0 ? -(int32_t)magnitude : (int32_t)magnitude;
	return true;
}

bool gcvi_scheme_signed(const gcvi_parameter *parameter, int32_t *number)
{
	return read_signed(parameter->value, parameter->value_size, number);
}

bool gcvi_scheme_list_next(const gcvi_parameter *list, size_t *at, int32_t *number)
{
	size_t start = *at, end = start;

	while (end < list->value_size && list->value[end] != ',')
		end++;
	*at = end + 1;
	return read_signed(list->value + start, end - start, number);
}

int gcvi_scheme_number_parameter(gcvi_scheme_text *text, const char *key, uint32_t least, uint32_t most,
                                 uint32_t standard, uint32_t *number)
{
	const gcvi_parameter *given = gcvi_scheme_parameter(text, key);

	*number = standard;
	if (given == NULL)
		return GCV_OK;
	if (!gcvi_scheme_number(given, number))
		return gcvi_scheme_fail(text->error, given->offset, "a number was expected");
	if (*number < least)
		return gcvi_scheme_fail_number(text->error, given->offset, "a number of at least %1$s was expected", least);
	if (*number > most)
		return gcvi_scheme_fail_number(text->error, given->offset, "a number of at most %1$s was expected", most);
	return GCV_OK;
}
