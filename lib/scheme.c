/* SPDX-License-Identifier: MIT */
/* Floor 2: "check = NAME parameter…" to a scheme. */
#include "scheme_internal.h"

#include "text.h"

#include <string.h>

static const gcvi_scheme_class *const classes[] = {
	&gcvi_scheme_luhn,
	&gcvi_scheme_crockford37,
	&gcvi_scheme_coupon,
	&gcvi_scheme_count,
};

int gcvi_scheme_fail(gcvi_scheme_error *error, size_t offset, const char *message)
{
	size_t length = strlen(message);

	if (error == NULL)
		return GCV_E_SYNTAX;
	if (length >= sizeof error->message)
		length = sizeof error->message - 1;
	error->offset = offset;
	memcpy(error->message, message, length);
	error->message[length] = 0;
	return GCV_E_SYNTAX;
}

static int is_blank(char byte)
{
	return byte == ' ' || byte == '\t';
}

/* Words divided by blanks; the first is the scheme's name. */
static int split(gcvi_scheme_text *text, const char **name, size_t *name_size)
{
	size_t at = 0;

	*name = NULL;
	while (at < text->size) {
		size_t start, equals;
		gcvi_parameter *next;

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
			continue;
		}
		if (text->count == GCVI_PARAMETERS_MAX)
			return gcvi_scheme_fail(text->error, start, "fewer parameters were expected");
		next = &text->parameters[text->count++];
		memset(next, 0, sizeof *next);
		next->offset = start;
		/* A word that begins with "=" is a value: the sign may be a character of a code. */
		for (equals = start + 1; equals < at && text->text[equals] != '='; equals++)
			continue;
		next->value = text->text + start;
		next->value_size = at - start;
		if (equals < at) {
			next->key = next->value;
			next->key_size = equals - start;
			next->value = text->text + equals + 1;
			next->value_size = at - equals - 1;
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

int gcvi_scheme_number(const gcvi_parameter *parameter, uint32_t *number)
{
	size_t i;

	*number = 0;
	if (parameter->value_size == 0 || parameter->value_size > 9)
		return 0;
	for (i = 0; i < parameter->value_size; i++) {
		if (parameter->value[i] < '0' || parameter->value[i] > '9')
			return 0;
		*number = *number * 10 + (uint32_t)(parameter->value[i] - '0');
	}
	return 1;
}

/* The next character of the list gets the next value. */
static int give_value(gcvi_scheme *scheme, uint32_t point, size_t offset, gcvi_scheme_error *error)
{
	gcvi_symbol symbol = gcvi_alphabet_find(scheme->alphabet, point);

	if (scheme->value_count == INT16_MAX)
		return gcvi_scheme_fail(error, offset, "fewer characters were expected");
	if (symbol != GCVI_NO_SYMBOL) {
		if (scheme->values[symbol] != GCVI_NO_VALUE)
			return gcvi_scheme_fail(error, offset, "every character once was expected");
		scheme->values[symbol] = (int16_t)scheme->value_count;
	}
	scheme->value_count++;
	return GCV_OK;
}

int gcvi_scheme_values(gcvi_scheme *scheme, const char *characters, size_t size, size_t offset, gcvi_scheme_error *error)
{
	const uint8_t *text = (const uint8_t *)characters;
	size_t at = 0, i;

	for (i = 0; i < GCVI_SYMBOLS_MAX; i++)
		scheme->values[i] = GCVI_NO_VALUE;
	scheme->value_count = 0;
	if (characters == NULL) {
		for (i = 0; i < scheme->alphabet->count; i++)
			scheme->values[i] = (int16_t)i;
		scheme->value_count = (uint32_t)scheme->alphabet->count;
		return GCV_OK;
	}
	while (at < size) {
		uint32_t first, last;
		size_t bytes = gcvi_utf8_read(text + at, size - at, &first), more;
		int status;

		if (bytes == 0)
			return gcvi_scheme_fail(error, offset + at, "UTF-8 was expected");
		at += bytes;
		last = first;
		if (at + 1 < size && text[at] == '-' && (more = gcvi_utf8_read(text + at + 1, size - at - 1, &last)) != 0)
			at += 1 + more;
		if (last < first)
			return gcvi_scheme_fail(error, offset + at, "a range from the lower to the higher character was expected");
		for (; first <= last; first++)
			if ((status = give_value(scheme, first, offset + at, error)) != GCV_OK)
				return status;
	}
	return scheme->value_count != 0 ? GCV_OK : gcvi_scheme_fail(error, offset, "the characters of the check were expected");
}

static const gcvi_scheme_class *find_class(const char *name, size_t size)
{
	size_t i;

	for (i = 0; i < sizeof classes / sizeof classes[0]; i++)
		if (strlen(classes[i]->name) == size && memcmp(classes[i]->name, name, size) == 0)
			return classes[i];
	return NULL;
}

int gcvi_scheme_parse(const gcvi_scheme **scheme, const char *text, size_t size, const gcvi_alphabet *alphabet,
                      gcvi_arena *arena, gcvi_scheme_error *error)
{
	gcvi_scheme_text words = { text, size, { { 0 } }, 0, error };
	gcvi_scheme *fresh;
	const char *name;
	size_t name_size = 0, i;
	int status = split(&words, &name, &name_size);

	if (status != GCV_OK)
		return status;
	fresh = gcvi_arena_alloc(arena, 1, sizeof *fresh);
	if (fresh == NULL)
		return GCV_E_MEMORY;
	fresh->class = find_class(name, name_size);
	fresh->alphabet = alphabet;
	if (fresh->class == NULL)
		return gcvi_scheme_fail(error, (size_t)(name - text), "the name of a known check scheme was expected");
	status = fresh->class->parse(fresh, &words, arena);
	for (i = 0; status == GCV_OK && i < words.count; i++)
		if (!words.parameters[i].used)
			status = gcvi_scheme_fail(error, words.parameters[i].offset, "this scheme has no such parameter");
	if (status == GCV_OK)
		*scheme = fresh;
	return status;
}

const char *gcvi_scheme_name(const gcvi_scheme *scheme)
{
	return scheme->class->name;
}

size_t gcvi_scheme_check_count(const gcvi_scheme *scheme, int *per_group)
{
	*per_group = scheme->class->per_group;
	return scheme->class->check_count;
}

const char *gcvi_scheme_warning(const gcvi_scheme *scheme)
{
	return scheme->warning;
}
