/* SPDX-License-Identifier: MIT */
/* Format files: the keys there are, what each may carry, and simple values. */
#include "format_parse.h"
#include "i18n.h"

#include <string.h>

enum { REPEATS = 1, LANGUAGES = 2 };

static const struct { const char *name; gcvi_key key; unsigned flags; } keys[] = {
	{ "attempts", GCVI_KEY_ATTEMPTS, 0 },
	{ "case", GCVI_KEY_CASE, 0 },
	{ "check", GCVI_KEY_CHECK, REPEATS },
	{ "check-optional", GCVI_KEY_CHECK_OPTIONAL, 0 },
	{ "class", GCVI_KEY_CLASS, REPEATS },            /* each letter once: gcvi_parse_classes */
	{ "companion", GCVI_KEY_COMPANION, REPEATS | LANGUAGES },
	{ "count-trap", GCVI_KEY_COUNT_TRAP, 0 },
	{ "counter-example", GCVI_KEY_COUNTER_EXAMPLE, REPEATS },
	{ "decoy", GCVI_KEY_DECOY, REPEATS | LANGUAGES },
	{ "evidence", GCVI_KEY_EVIDENCE, 0 },
	{ "example", GCVI_KEY_EXAMPLE, REPEATS },
	{ "expiry", GCVI_KEY_EXPIRY, REPEATS },
	{ "family", GCVI_KEY_FAMILY, 0 },
	{ "fold", GCVI_KEY_FOLD, REPEATS },
	{ "grade", GCVI_KEY_GRADE, 0 },
	{ "label", GCVI_KEY_LABEL, REPEATS },
	{ "layout", GCVI_KEY_LAYOUT, REPEATS },
	{ "length", GCVI_KEY_LENGTH, 0 },
	{ "lock-out", GCVI_KEY_LOCK_OUT, LANGUAGES },
	{ "look-alike", GCVI_KEY_LOOK_ALIKE, REPEATS },
	{ "never", GCVI_KEY_NEVER, 0 },
	{ "note", GCVI_KEY_NOTE, REPEATS | LANGUAGES },
	{ "popularity", GCVI_KEY_POPULARITY, 0 },
	{ "region", GCVI_KEY_REGION, 0 },
	{ "source", GCVI_KEY_SOURCE, REPEATS },
	{ "title", GCVI_KEY_TITLE, LANGUAGES },
	{ "typed", GCVI_KEY_TYPED, 0 },
	{ "url", GCVI_KEY_URL, REPEATS },
	{ "version", GCVI_KEY_VERSION, 0 },
};
#define KEY_COUNT (sizeof keys / sizeof keys[0])
#define LONGEST_KEY 24

const char *gcvi_key_name(size_t index)
{
	return index < KEY_COUNT ? keys[index].name : NULL;
}

static bool is_word_character(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

bool gcvi_is_name(const char *text, size_t size)
{
	size_t i;

	if (size == 0 || size > GCVI_NAME_MAX || text[0] == '-')
		return false;
	for (i = 0; i < size; i++)
		if (!is_word_character(text[i]))
			return false;
	return true;
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

static char to_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c == '_' ? '-' : c;
}

/* Edit distance with transpositions counted as one edit (optimal string alignment); both short. */
static size_t distance(const char *a, size_t m, const char *b, size_t n)
{
	size_t rows[3][LONGEST_KEY + 1], i, j;
	size_t *before = rows[0], *last = rows[1], *row = rows[2];

	memset(rows, 0, sizeof rows);
	for (j = 0; j <= n; j++)
		last[j] = j;
	for (i = 1; i <= m; i++) {
		size_t *free_row = before;

		row[0] = i;
		for (j = 1; j <= n; j++) {
			size_t same = to_lower(a[i - 1]) == b[j - 1] ? 0 : 1;

			row[j] = least(last[j - 1] + same, least(last[j], row[j - 1]) + 1);
			if (i > 1 && j > 1 && to_lower(a[i - 1]) == b[j - 2] && to_lower(a[i - 2]) == b[j - 1])
				row[j] = least(row[j], before[j - 2] + 1);
		}
		before = last;
		last = row;
		row = free_row;
	}
	return last[n];
}

/* The word most like a text; NULL when none is near: a third of it, at least one edit. */
static const char *nearest(const char *text, size_t size, const char *const *words, size_t count)
{
	const char *best = NULL;
	size_t i, d, near = size / 3 + 2;

	if (size == 0 || size > LONGEST_KEY)
		return NULL;
	for (i = 0; i < count; i++) {
		d = distance(text, size, words[i], strlen(words[i]));
		if (d < near) {
			near = d;
			best = words[i];
		}
	}
	return best;
}

int gcvi_key_find(gcvi_parser *parser, const char *text, size_t size, size_t line, size_t column, gcvi_key *key)
{
	const char *names[KEY_COUNT], *proposal;
	size_t i;

	for (i = 0; i < KEY_COUNT; i++) {
		names[i] = keys[i].name;
		if (strncmp(names[i], text, size) == 0 && names[i][size] == 0) {
			*key = keys[i].key;
			return GCV_OK;
		}
	}
	if (size > 2 && text[0] == 'x' && text[1] == '-' && gcvi_is_name(text, size)) {
		*key = GCVI_KEY_FREE;
		return GCV_OK;
	}
	if (size == 0)
		return gcvi_fail(parser, GCV_E_SYNTAX, line, column, "expected a key before '='");
	proposal = nearest(text, size, names, KEY_COUNT);
	if (proposal != NULL)
		return gcvi_fail(parser, GCV_E_SYNTAX, line, column, "unknown key %s; did you mean '%s'?",
		                 gcvi_quote(text, size).text, proposal);
	return gcvi_fail(parser, GCV_E_SYNTAX, line, column, "unknown key %s; keys of your own begin with 'x-'",
	                 gcvi_quote(text, size).text);
}

static unsigned flags_of(gcvi_key key)
{
	size_t i;

	for (i = 0; i < KEY_COUNT; i++)
		if (keys[i].key == key)
			return keys[i].flags;
	return REPEATS | LANGUAGES;
}

/* The line `language` translates: the last one before it with this key and no language. */
static int check_language(gcvi_parser *parser, const gcvi_section *section, size_t at)
{
	const gcvi_line *line = &section->lines[at];
	size_t i;

	if ((flags_of(line->key) & LANGUAGES) == 0)
		return gcvi_fail(parser, GCV_E_SYNTAX, line->field.line, line->language_column, "'%s' takes no language",
		                 line->field.key);
	for (i = at; i-- > 0;) {
		const gcvi_field *other = &section->lines[i].field;

		if (strcmp(other->key, line->field.key) != 0)
			continue;
		if (*other->language == 0)
			return GCV_OK;
		if (strcmp(other->language, line->field.language) == 0)
			return gcvi_fail_key(parser, line, "'%s[%s]' again; it is in line %zu already", other->key, other->language,
			                     other->line);
	}
	return gcvi_fail_key(parser, line, "expected a line '%s = ...' before its translation", line->field.key);
}

int gcvi_section_check(gcvi_parser *parser, const gcvi_section *section)
{
	size_t i, j;
	int status;

	for (i = 0; i < section->count; i++) {
		const gcvi_line *line = &section->lines[i];

		if (*line->field.language != 0) {
			status = check_language(parser, section, i);
			if (status != GCV_OK)
				return status;
			continue;
		}
		if ((flags_of(line->key) & REPEATS) != 0)
			continue;
		for (j = 0; j < i; j++)
			if (section->lines[j].key == line->key && *section->lines[j].field.language == 0)
				return gcvi_fail_key(parser, line, "'%s' again; it is in line %zu already", line->field.key,
				                     section->lines[j].field.line);
	}
	return GCV_OK;
}

const gcvi_line *gcvi_section_find(const gcvi_section *section, gcvi_key key)
{
	size_t i;

	for (i = 0; i < section->count; i++)
		if (section->lines[i].key == key && *section->lines[i].field.language == 0)
			return &section->lines[i];
	return NULL;
}

/* "upper, lower or either" */
static void list_words(char *out, size_t room, const char *const *words, size_t count)
{
	size_t i, used = 0, size;

	for (i = 0; i < count; i++) {
		const char *between = i == 0 ? "" : i + 1 < count ? _(", ") : _(" or ");

		size = strlen(between) + strlen(words[i]);
		if (used + size >= room)
			break;
		memcpy(out + used, between, strlen(between));
		memcpy(out + used + strlen(between), words[i], strlen(words[i]));
		used += size;
	}
	out[used] = 0;
}

int gcvi_word_value(gcvi_parser *parser, const gcvi_line *line, const char *const *words, size_t count, size_t *value)
{
	char list[120];
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(line->field.value, words[i]) == 0) {
			*value = i;
			return GCV_OK;
		}
	list_words(list, sizeof list, words, count);
	return gcvi_fail_at(parser, line, 0, "expected %s, found %s", list, gcvi_quote(line->field.value, line->size).text);
}

int gcvi_number_value(gcvi_parser *parser, const gcvi_line *line, size_t *offset, size_t lowest, size_t most, size_t *value)
{
	size_t at = *offset, number = 0;

	while (at < line->size && line->field.value[at] >= '0' && line->field.value[at] <= '9' && number <= most)
		number = number * 10 + (size_t)(line->field.value[at++] - '0');
	if (at == *offset || number < lowest || number > most)
		return gcvi_fail_at(parser, line, *offset, "expected a number from %zu to %zu", lowest, most);
	*offset = at;
	*value = number;
	return GCV_OK;
}
