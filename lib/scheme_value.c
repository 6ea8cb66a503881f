/* SPDX-License-Identifier: MIT */
/* Floor 2: what the characters of a code count to a scheme. */
#include "scheme_internal.h"

#include "text.h"

#include <string.h>

static void no_values(int16_t values[GCVI_SYMBOLS_MAX])
{
	size_t i;

	for (i = 0; i < GCVI_SYMBOLS_MAX; i++)
		values[i] = GCVI_NO_VALUE;
}

/* One character or a range, as in "A-Z"; a "-" that begins or ends the text is itself. */
static int read_range(const char *characters, size_t size, size_t *at, size_t offset, uint32_t *first, uint32_t *last,
                      gcvi_scheme_error *error)
{
	const uint8_t *text = (const uint8_t *)characters;
	size_t start = *at, bytes = gcvi_utf8_read(text + *at, size - *at, first), more;

	if (bytes == 0)
		return gcvi_scheme_fail(error, offset + *at, "UTF-8 was expected");
	*at += bytes;
	*last = *first;
	if (*at + 1 < size && text[*at] == '-' && (more = gcvi_utf8_read(text + *at + 1, size - *at - 1, last)) != 0)
		*at += 1 + more;
	if (*last < *first)
		return gcvi_scheme_fail(error, offset + start, "a range from the lower to the higher character was expected");
	return GCV_OK;
}

static int give_value(const gcvi_scheme *scheme, uint32_t point, uint32_t value, size_t offset,
                      int16_t values[GCVI_SYMBOLS_MAX], gcvi_scheme_error *error)
{
	gcvi_symbol symbol = gcvi_alphabet_find(scheme->alphabet, point);

	if (value >= INT16_MAX)
		return gcvi_scheme_fail(error, offset, "fewer characters were expected");
	if (symbol == GCVI_NO_SYMBOL)
		return GCV_OK;
	if (values[symbol] != GCVI_NO_VALUE)
		return gcvi_scheme_fail(error, offset, "every character once was expected");
	values[symbol] = (int16_t)value;
	return GCV_OK;
}

int gcvi_scheme_list(const gcvi_scheme *scheme, const char *characters, size_t size, size_t offset,
                     int16_t values[GCVI_SYMBOLS_MAX], uint32_t *count, gcvi_scheme_error *error)
{
	size_t at = 0, start;
	uint32_t first = 1, last = 0;
	int status;

	while (at < size) {
		start = at;
		status = read_range(characters, size, &at, offset, &first, &last, error);
		if (status != GCV_OK)
			return status;
		for (; first <= last; first++)
			if ((status = give_value(scheme, first, (*count)++, offset + start, values, error)) != GCV_OK)
				return status;
	}
	return *count != 0 ? GCV_OK : gcvi_scheme_fail(error, offset, "characters were expected");
}

/* The format's own alphabet, but for those that are check characters only. */
static void values_of_format(gcvi_scheme *scheme, const int16_t extra[GCVI_SYMBOLS_MAX])
{
	size_t i;

	for (i = 0; i < scheme->alphabet->count; i++)
		if (extra[i] == GCVI_NO_VALUE)
			scheme->values[i] = (int16_t)scheme->value_count++;
}

/* The values of `extra=` behind those of the alphabet. */
static int add_extra(gcvi_scheme *scheme, const int16_t extra[GCVI_SYMBOLS_MAX], size_t offset, gcvi_scheme_error *error)
{
	size_t i;

	for (i = 0; i < GCVI_SYMBOLS_MAX; i++) {
		if (extra[i] != GCVI_NO_VALUE && scheme->values[i] != GCVI_NO_VALUE)
			return gcvi_scheme_fail(error, offset, "every character once was expected");
		scheme->check_values[i] = scheme->values[i];
		if (extra[i] != GCVI_NO_VALUE)
			scheme->check_values[i] = (int16_t)(extra[i] + (int32_t)scheme->value_count);
	}
	return GCV_OK;
}

int gcvi_scheme_sized_alphabet(gcvi_scheme *scheme, gcvi_scheme_text *text, const char *standard, const char *standard_extra,
                               uint32_t most, uint32_t check_most)
{
	const gcvi_parameter *given = gcvi_scheme_parameter(text, "alphabet"), *more = gcvi_scheme_parameter(text, "extra");
	const char *characters = given != NULL ? given->value : standard;
	const char *extra = more != NULL ? more->value : standard_extra;
	int16_t extra_values[GCVI_SYMBOLS_MAX];
	uint32_t extra_count = 0;
	int status = GCV_OK;

	no_values(scheme->values);
	no_values(extra_values);
	scheme->value_count = 0;
	if (more != NULL && check_most == 0)
		return gcvi_scheme_fail(text->error, more->start, "this scheme has no such parameter");
	if (extra != NULL)
		status = gcvi_scheme_list(scheme, extra, more != NULL ? more->value_size : strlen(extra),
		                          more != NULL ? more->offset : 0, extra_values, &extra_count, text->error);
	if (status == GCV_OK && characters != NULL)
		status = gcvi_scheme_list(scheme, characters, given != NULL ? given->value_size : strlen(characters),
		                          given != NULL ? given->offset : 0, scheme->values, &scheme->value_count, text->error);
	else if (status == GCV_OK)
		values_of_format(scheme, extra_values);
	scheme->check_value_count = scheme->value_count + extra_count;
	if (status == GCV_OK && given != NULL && scheme->value_count > most)
		return gcvi_scheme_fail_number(text->error, given->offset, "at most %1$s characters were expected", most);
	if (status == GCV_OK && more != NULL && scheme->check_value_count > check_most)
		return gcvi_scheme_fail_number(text->error, more->offset, "at most %1$s characters with the alphabet were expected",
		                               check_most);
	return status != GCV_OK ? status : add_extra(scheme, extra_values, more != NULL ? more->offset : 0, text->error);
}

int gcvi_scheme_alphabet(gcvi_scheme *scheme, gcvi_scheme_text *text, const char *standard, const char *standard_extra)
{
	return gcvi_scheme_sized_alphabet(scheme, text, standard, standard_extra, UINT32_MAX, UINT32_MAX);
}

int gcvi_scheme_check_alphabet(gcvi_scheme *scheme, const gcvi_parameter *given, const char *standard,
                               gcvi_scheme_error *error)
{
	no_values(scheme->check_values);
	scheme->check_value_count = 0;
	if (given != NULL)
		return gcvi_scheme_list(scheme, given->value, given->value_size, given->offset, scheme->check_values,
		                        &scheme->check_value_count, error);
	return gcvi_scheme_list(scheme, standard, strlen(standard), 0, scheme->check_values, &scheme->check_value_count, error);
}

/* One entry, "A-H:1": values from 1 on. */
static int read_entry(const gcvi_scheme *scheme, const gcvi_parameter *given, size_t *at, int16_t values[GCVI_SYMBOLS_MAX],
                      uint32_t *count, gcvi_scheme_error *error)
{
	gcvi_parameter number = *given;
	size_t start = *at, end;
	uint32_t first = 1, last = 0, value = 0;
	int status = read_range(given->value, given->value_size, at, given->offset, &first, &last, error);

	if (status != GCV_OK)
		return status;
	for (end = *at; end < given->value_size && given->value[end] != ','; end++)
		continue;
	number.value = given->value + *at + 1;
	number.value_size = end > *at ? end - *at - 1 : 0;
	if (end == *at || given->value[*at] != ':' || !gcvi_scheme_number(&number, &value) || value > GCVI_GROUP_MAX)
		return gcvi_scheme_fail(error, given->offset + *at, "a colon and the value were expected (A-H:1)");
	for (; first <= last && status == GCV_OK; first++, value++) {
		status = give_value(scheme, first, value, given->offset + start, values, error);
		if (value >= *count)
			*count = value + 1;
	}
	*at = end + 1;
	return status;
}

int gcvi_scheme_value_table(const gcvi_scheme *scheme, const gcvi_parameter *given, int16_t values[GCVI_SYMBOLS_MAX],
                            uint32_t *count, gcvi_scheme_error *error)
{
	size_t at = 0;
	int status = GCV_OK;

	no_values(values);
	*count = 0;
	if (given->value_size == 0)
		return gcvi_scheme_fail(error, given->offset, "characters with their values were expected (A-H:1,X:10)");
	while (at < given->value_size && status == GCV_OK)
		status = read_entry(scheme, given, &at, values, count, error);
	return status;
}

size_t gcvi_form_checks(const gcvi_form *form)
{
	size_t position, count = 0;

	for (position = 0; position < form->length; position++)
		count += form->sites[position].check != 0;
	return count;
}

bool gcvi_form_ends_with_checks(const gcvi_form *form, size_t count)
{
	size_t position;

	for (position = 0; position < form->length; position++)
		if ((form->sites[position].check != 0) != (form->length - position <= count))
			return false;
	return true;
}

bool gcvi_form_has_pair(const gcvi_form *form)
{
	size_t position = 0;

	while (position < form->length && !form->sites[position].check)
		position++;
	return position + 1 < form->length && form->sites[position + 1].check && gcvi_form_checks(form) == 2;
}
