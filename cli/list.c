/* SPDX-License-Identifier: MIT */
/* --list-formats and --show-format: what is known, with grades and sources. */
#include "cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define INDENT_OF_SHOW 2

static char lower(char byte)
{
	return byte >= 'A' && byte <= 'Z' ? (char)(byte + ('a' - 'A')) : byte;
}

static int contains(const char *where, const char *what)
{
	size_t i;

	for (; *where != 0; where++) {
		for (i = 0; what[i] != 0 && lower(where[i]) == lower(what[i]); i++)
			continue;
		if (what[i] == 0)
			return 1;
	}
	return what[0] == 0;
}

/* A whole word of the region line: "US" is no part of "AUS". */
static int has_region(const char *regions, const char *wanted)
{
	size_t length = strlen(wanted);

	while (regions != NULL && *regions != 0) {
		size_t word = strcspn(regions, " ,"), i;

		for (i = 0; i < word && i < length && lower(regions[i]) == lower(wanted[i]); i++)
			continue;
		if (i == length && word == length)
			return 1;
		regions += word;
		regions += strspn(regions, " ,");
	}
	return 0;
}

/* Two capital letters ask for a region, anything else for one or for a part of the name or title. */
static int is_wanted(const gcv_format *format, const char *filter)
{
	const char *title;
	size_t i;

	if (filter == NULL || filter[0] == 0)
		return 1;
	if (has_region(gcv_format_value(format, "region", NULL, 0), filter))
		return 1;
	if (strlen(filter) == 2 && filter[0] >= 'A' && filter[0] <= 'Z' && filter[1] >= 'A' && filter[1] <= 'Z')
		return 0;
	if (contains(gcv_format_name(format), filter))
		return 1;
	for (i = 0; i < 2; i++) {
		title = gcv_format_value(format, "title", i == 0 ? NULL : message_language(), 0);
		if (title != NULL && contains(title, filter))
			return 1;
	}
	return 0;
}

static void put_lengths(text *to, const gcv_format *format)
{
	size_t shortest, longest;

	gcv_format_lengths(format, &shortest, &longest);
	if (longest == 0) {
		text_puts(to, "-");
		return;
	}
	text_number(to, shortest);
	if (longest != shortest) {
		text_puts(to, "-");
		text_number(to, longest);
	}
}

static void pad(text *to, size_t from, size_t columns)
{
	size_t width = columns_of(to->bytes + from, to->size - from);

	do
		text_puts(to, " ");
	while (++width < columns);
}

static const char *title_of(const gcv_format *format)
{
	const char *title = gcv_format_value(format, "title", message_language(), 0);

	return title != NULL ? title : gcv_format_name(format);
}

/* As much of a string as fits the columns; the last character is then a full stop mark. */
static void put_fitting(text *to, const char *string, size_t columns)
{
	size_t at = 0, end = strlen(string);

	if (columns_of(string, end) <= columns) {
		text_puts(to, string);
		return;
	}
	while (at < end) {
		size_t next = at + 1;

		while (next < end && ((unsigned char)string[next] & 0xC0) == 0x80)
			next++;
		if (columns_of(string, next) + 3 > columns)
			break;
		at = next;
	}
	text_put(to, string, at);
	text_puts(to, "...");
}

enum { COLUMN_NAME, COLUMN_LENGTH, COLUMN_GRADE, COLUMN_CHECK, COLUMN_REGION, COLUMN_TITLE, COLUMNS };

/* "worldwide" says it all; else as many countries as fit, and how many more there are. */
static void put_region(text *to, const char *region)
{
	size_t words = 0, shown = 0;
	const char *at;

	if (region == NULL || has_region(region, "worldwide")) {
		text_puts(to, region != NULL ? "worldwide" : "-");
		return;
	}
	for (at = region; *at != 0; at += strspn(at, " ,")) {
		size_t word = strcspn(at, " ,");

		if (words++ < 2) {
			text_puts(to, shown++ != 0 ? " " : "");
			text_put(to, at, word);
		}
		at += word;
	}
	if (words > shown) {
		text_puts(to, "+");
		text_number(to, words - shown);
	}
}

static void put_check(text *to, const gcv_format *format)
{
	const char *check = gcv_format_value(format, "check", NULL, 0);

	if (check == NULL) {
		text_puts(to, "-");
		return;
	}
	text_put(to, check, strcspn(check, " "));
	if (gcv_format_value(format, "check", NULL, 1) != NULL)
		text_puts(to, "+");
}

static void put_cell(text *to, const gcv_format *format, int column)
{
	char grade = gcv_format_grade(format);

	switch (column) {
	case COLUMN_NAME: text_puts(to, gcv_format_name(format)); break;
	case COLUMN_LENGTH: put_lengths(to, format); break;
	case COLUMN_GRADE:
		text_put(to, &grade, 1);
		text_puts(to, gcv_format_is_exact(format) ? "=" : "");
		break;
	case COLUMN_CHECK: put_check(to, format); break;
	case COLUMN_REGION: put_region(to, gcv_format_value(format, "region", NULL, 0)); break;
	default: text_puts(to, title_of(format)); break;
	}
}

static const char *heading_of(int column)
{
	switch (column) {
	case COLUMN_NAME: return _("NAME");
	case COLUMN_LENGTH: return _("LENGTH");
	case COLUMN_GRADE: return _("GRADE");
	case COLUMN_CHECK: return _("CHECK");
	case COLUMN_REGION: return _("REGION");
	default: return _("TITLE");
	}
}

/* How wide each column has to be for what is listed. */
static void measure(const gcv_catalog *catalog, const char *filter, size_t widths[COLUMNS])
{
	text cell = { 0 };
	size_t i;
	int column;

	for (column = 0; column < COLUMNS; column++)
		widths[column] = columns_of(heading_of(column), strlen(heading_of(column)));
	for (i = 0; i < gcv_catalog_count(catalog); i++)
		for (column = 0; column < COLUMN_TITLE && is_wanted(gcv_catalog_at(catalog, i), filter); column++) {
			size_t width;

			cell.size = 0;
			put_cell(&cell, gcv_catalog_at(catalog, i), column);
			width = columns_of(cell.bytes, cell.size);
			widths[column] = width > widths[column] ? width : widths[column];
		}
	text_free(&cell);
}

/* format NULL: the headings. On a terminal a title that is too long is cut; elsewhere it is whole. */
static void one_row(text *to, const terminal *term, const gcv_format *format, const size_t widths[COLUMNS])
{
	size_t used = 0, start;
	int column;

	for (column = 0; column < COLUMN_TITLE; column++) {
		start = to->size;
		if (format != NULL)
			put_cell(to, format, column);
		else
			text_puts(to, heading_of(column));
		pad(to, start, widths[column] + 1);
		used += widths[column] + 1;
	}
	put_fitting(to, format != NULL ? title_of(format) : heading_of(COLUMN_TITLE),
	            term->is_terminal && term->width > used + 8 ? term->width - used : SIZE_MAX);
	text_puts(to, "\n");
}

static void json_format(text *to, const gcv_format *format, int whole);

int list_formats(text *to, const terminal *term, const gcv_catalog *catalog, const options *how)
{
	size_t i, count = 0, widths[COLUMNS];

	for (i = 0; i < gcv_catalog_count(catalog); i++)
		count += is_wanted(gcv_catalog_at(catalog, i), how->argument) != 0;
	if (count == 0) {
		complain(_("no format matches '%1$s'"), how->argument);
		return EXIT_TROUBLE;
	}
	if (!how->json) {
		measure(catalog, how->argument, widths);
		one_row(to, term, NULL, widths);
	}
	for (i = 0; i < gcv_catalog_count(catalog); i++) {
		const gcv_format *format = gcv_catalog_at(catalog, i);

		if (!is_wanted(format, how->argument))
			continue;
		if (how->json)
			json_format(to, format, 0);
		else
			one_row(to, term, format, widths);
	}
	if (!how->json)
		put_wrapped(to, term,
		            _("Grade: A issuer or specification, B several independent sources, C a single one; = the alphabet is known "
		              "exactly. More of one: --show-format=NAME"),
		            0, 0);
	return EXIT_VALID;
}

/* Distance of two names, at most as interesting as 3. */
static size_t distance(const char *a, const char *b)
{
	size_t row[64], i, j, length = strlen(b);

	if (length >= 64 || strlen(a) >= 64)
		return 99;
	for (j = 0; j <= length; j++)
		row[j] = j;
	for (i = 0; a[i] != 0; i++) {
		size_t corner = row[0];

		row[0] = i + 1;
		for (j = 0; j < length; j++) {
			size_t best = corner + (lower(a[i]) != lower(b[j]));

			corner = row[j + 1];
			if (corner + 1 < best)
				best = corner + 1;
			if (row[j] + 1 < best)
				best = row[j] + 1;
			row[j + 1] = best;
		}
	}
	return row[length];
}

const gcv_format *find_format(const gcv_catalog *catalog, const char *name)
{
	const gcv_format *format = gcv_catalog_find(catalog, name), *nearest = NULL;
	size_t best = 4, i;

	if (format != NULL)
		return format;
	for (i = 0; i < gcv_catalog_count(catalog); i++) {
		const gcv_format *other = gcv_catalog_at(catalog, i);
		size_t away = distance(name, gcv_format_name(other));

		if (away < best || (best == 4 && strlen(name) >= 3 && contains(gcv_format_name(other), name))) {
			best = away < best ? away : 3;
			nearest = other;
		}
	}
	if (nearest != NULL)
		complain(_("no format '%1$s'; did you mean '%2$s'? (--list-formats)"), name, gcv_format_name(nearest));
	else
		complain(_("no format '%1$s' (--list-formats)"), name);
	return NULL;
}

/* Every key that a format file may have and a reader may want, in the order of the page. */
static const char *const shown_keys[] = {
	"family", "region", "popularity", "typed", "layout", "length", "class", "case", "evidence", "fold", "never", "check",
	"check-optional", "look-alike", "count-trap", "decoy", "companion", "attempts", "lock-out", "expiry", "label", "url",
	"example", "counter-example", "note", "grade", "source", "version"
};

/* Of "layout : name" only the name is translated, so the layout comes from the original. */
static void put_layout_of(text *to, const gcv_format *format, const char *key, const char *value, size_t index)
{
	const char *original = gcv_format_value(format, key, NULL, index), *colon;

	if (value == original || (strcmp(key, "decoy") != 0 && strcmp(key, "companion") != 0))
		return;
	colon = original != NULL ? strstr(original, " : ") : NULL;
	if (colon != NULL && strstr(value, " : ") == NULL)
		text_put(to, original, (size_t)(colon - original) + 3);
}

/* The index-th class that the format names; its letter in key[6]. NULL beyond the last. */
static const char *class_at(const gcv_format *format, size_t index, char key[8])
{
	const char *value = NULL;

	memcpy(key, "class A", 8);
	for (; key[6] <= 'Z'; key[6]++) {
		value = gcv_format_value(format, key, NULL, 0);
		if (value != NULL && index-- == 0)
			return value;
	}
	return NULL;
}

/* The index-th value of a key as it is to be shown, put into *line. 0: there is none. */
static int put_value(text *line, const gcv_format *format, const char *key, const char *language, size_t index)
{
	char class_key[8];
	const char *value = strcmp(key, "class") == 0 ? class_at(format, index, class_key)
	                                              : gcv_format_value(format, key, language, index);

	if (value == NULL)
		return 0;
	if (strcmp(key, "class") == 0) {
		text_put(line, class_key + 6, 1);
		text_puts(line, " = ");
	} else {
		put_layout_of(line, format, key, value, index);
	}
	text_puts(line, value);
	return 1;
}

static void show_key(text *to, const terminal *term, const gcv_format *format, const char *key)
{
	text line = { 0 };
	size_t i;

	for (i = 0;; i++) {
		line.size = 0;
		text_puts(&line, key);
		pad(&line, 0, 16);
		if (!put_value(&line, format, key, message_language(), i))
			break;
		put_wrapped(to, term, line.bytes, INDENT_OF_SHOW, INDENT_OF_SHOW + 16);
	}
	text_free(&line);
}

int show_format(text *to, const terminal *term, const gcv_catalog *catalog, const options *how)
{
	const gcv_format *format = find_format(catalog, how->argument);
	char alphabet[GCV_SYMBOLS_SIZE];
	text line = { 0 };
	size_t i;

	if (format == NULL)
		return EXIT_TROUBLE;
	if (how->json) {
		json_format(to, format, 1);
		return EXIT_VALID;
	}
	put_styled(to, term, STYLE_BOLD, gcv_format_name(format), strlen(gcv_format_name(format)));
	text_puts(to, ": ");
	text_puts(to, title_of(format));
	text_puts(to, "\n");
	gcv_format_alphabet(format, alphabet, sizeof alphabet);
	text_puts(&line, "alphabet");
	pad(&line, 0, 16);
	text_puts(&line, alphabet);
	put_wrapped(to, term, line.bytes, INDENT_OF_SHOW, INDENT_OF_SHOW + 16);
	text_free(&line);
	for (i = 0; i < sizeof shown_keys / sizeof shown_keys[0]; i++)
		show_key(to, term, format, shown_keys[i]);
	return EXIT_VALID;
}

static void json_values(text *to, const gcv_format *format, const char *key, int *first)
{
	text value = { 0 };
	size_t i;

	for (i = 0; put_value(&value, format, key, NULL, i); i++) {
		if (i == 0)
			json_key(to, key, first);
		text_puts(to, i == 0 ? "[" : ", ");
		json_string(to, value.bytes, value.size);
		value.size = 0;
	}
	if (i != 0)
		text_puts(to, "]");
	text_free(&value);
}

/* Only products of those countries have one. */
static void json_title(text *to, const char *key, const gcv_format *format, const char *language, int *first)
{
	const char *title = gcv_format_value(format, "title", language, 0);

	if (title != NULL && strcmp(title, gcv_format_value(format, "title", NULL, 0)) != 0)
		json_text(to, key, title, first);
}

static void json_format(text *to, const gcv_format *format, int whole)
{
	char grade[2] = { gcv_format_grade(format), 0 }, alphabet[GCV_SYMBOLS_SIZE];
	size_t shortest, longest, i;
	int first = 1;

	gcv_format_lengths(format, &shortest, &longest);
	gcv_format_alphabet(format, alphabet, sizeof alphabet);
	text_puts(to, "{");
	json_text(to, "name", gcv_format_name(format), &first);
	json_text(to, "title", gcv_format_value(format, "title", NULL, 0), &first);
	json_text(to, "title_ja", gcv_format_value(format, "title", "ja", 0), &first);
	json_title(to, "title_ko", format, "ko", &first);
	json_title(to, "title_zh", format, "zh", &first);
	json_text(to, "region", gcv_format_value(format, "region", NULL, 0), &first);
	json_key(to, "shortest", &first);
	text_number(to, shortest);
	json_key(to, "longest", &first);
	text_number(to, longest);
	json_text(to, "alphabet", alphabet, &first);
	json_key(to, "exact", &first);
	text_puts(to, gcv_format_is_exact(format) ? "true" : "false");
	json_text(to, "grade", grade, &first);
	json_text(to, "check", gcv_format_value(format, "check", NULL, 0), &first);
	json_key(to, "attempts", &first);
	text_number(to, gcv_format_attempts(format));
	for (i = 0; whole && i < sizeof shown_keys / sizeof shown_keys[0]; i++)
		if (strcmp(shown_keys[i], "region") != 0 && strcmp(shown_keys[i], "check") != 0 &&
		    strcmp(shown_keys[i], "attempts") != 0 && strcmp(shown_keys[i], "grade") != 0)
			json_values(to, format, shown_keys[i], &first);
	text_puts(to, "}\n");
}
