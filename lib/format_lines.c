/* SPDX-License-Identifier: MIT */
/* Format files: text to sections of `key[language] = value` lines, each character's place remembered. */
#include "format_parse.h"
#include "i18n.h"
#include "text.h"

#include <string.h>

/* A physical line without its end and comment, blanks at both ends gone; [start, end) in the text. */
typedef struct span { size_t start, end, line_start; } span;

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static size_t column_of(const gcvi_parser *parser, size_t line_start, size_t at)
{
	size_t column = 1, i;

	for (i = line_start; i < at; i++)
		if (((uint8_t)parser->text[i] & 0xC0) != 0x80)
			column++;
	return column;
}

/* A bad byte or character: its line and column are counted only now. */
static int refuse_text(gcvi_parser *parser, size_t at, int status, const char *message)
{
	size_t line = 1, line_start = parser->at, i;

	for (i = parser->at; i < at; i++)
		if (parser->text[i] == '\n') {
			line++;
			line_start = i + 1;
		}
	return gcvi_fail(parser, status, line, column_of(parser, line_start, at), GCVI_SENTENCE, _(message));
}

int gcvi_parser_start(gcvi_parser *parser)
{
	const uint8_t *text = (const uint8_t *)parser->text;
	size_t at = 0, bytes;
	uint32_t point;

	parser->at = 0;
	parser->line = 1;
	if (parser->size > GCVI_FILE_MAX)
		return gcvi_fail(parser, GCV_E_RANGE, 0, 0, "the text is larger than 16 MiB");
	if (parser->size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
		at = parser->at = 3;
	for (; at < parser->size; at += bytes) {
		point = text[at];
		bytes = point < 0x80 ? 1 : gcvi_utf8_read(text + at, parser->size - at, &point);
		if (bytes == 0)
			return refuse_text(parser, at, GCV_E_ENCODING, N_("not UTF-8; format files are UTF-8 text"));
		if (point == '\r' && at + 1 < parser->size && text[at + 1] == '\n')
			continue;
		if (point == 0)
			return refuse_text(parser, at, GCV_E_SYNTAX, N_("a NUL byte; format files are text"));
		if ((point < 0x20 && point != '\t' && point != '\n') || (point >= 0x7F && point < 0xA0))
			return refuse_text(parser, at, GCV_E_SYNTAX, N_("a control character; format files are text"));
	}
	return GCV_OK;
}

/* A quote is one only where it can begin a token and is closed on the same line: the one in "Lowe's" is not. */
static bool opens_quote(const char *line, size_t at, size_t size)
{
	return (at == 0 || strchr(" \t=|:-_.,/>", line[at - 1]) != NULL) && memchr(line + at + 1, line[at], size - at - 1) != NULL;
}

static size_t comment_start(const char *line, size_t size)
{
	char quote = 0;
	size_t i;

	for (i = 0; i < size; i++) {
		char c = line[i];

		if (quote != 0) {
			if (c == quote)
				quote = 0;
		} else if ((c == '\'' || c == '"') && opens_quote(line, i, size)) {
			quote = c;
		} else if (c == '#' && (i == 0 || is_blank(line[i - 1]))) {
			return i;
		}
	}
	return size;
}

static bool next_line(gcvi_parser *parser, span *out)
{
	const char *start = parser->text + parser->at, *newline;
	size_t size = parser->size - parser->at, kept, skipped = 0;

	if (size == 0)
		return false;
	newline = memchr(start, '\n', size);
	if (newline != NULL)
		size = (size_t)(newline - start);
	kept = size > 0 && newline != NULL && start[size - 1] == '\r' ? size - 1 : size;
	kept = comment_start(start, kept);
	while (kept > 0 && is_blank(start[kept - 1]))
		kept--;
	while (skipped < kept && is_blank(start[skipped]))
		skipped++;
	out->line_start = parser->at;
	out->start = parser->at + skipped;
	out->end = parser->at + kept;
	parser->at += size + (newline != NULL);
	parser->line++;
	return true;
}

/* ---------------------------------------------------------------------------------------------- values */

typedef struct value_builder {
	char *text;
	size_t size, capacity;
	gcvi_piece *pieces;
	size_t piece_count, piece_capacity;
} value_builder;

static bool add_piece(gcvi_parser *parser, value_builder *value, const char *text, size_t size, size_t line, size_t column)
{
	gcvi_piece *pieces = gcvi_arena_grow(&parser->scratch, value->pieces, &value->piece_capacity,
	                                     value->piece_count + 1, sizeof *pieces);
	char *grown = pieces == NULL ? NULL : gcvi_arena_grow(&parser->scratch, value->text, &value->capacity,
	                                                      value->size + size + 1, 1);

	if (grown == NULL)
		return false;
	value->pieces = pieces;
	value->text = grown;
	pieces[value->piece_count].offset = value->size;
	pieces[value->piece_count].line = line;
	pieces[value->piece_count++].column = column;
	memcpy(grown + value->size, text, size);
	value->size += size;
	return true;
}

/* Cuts a final backslash and tells whether the value goes on; one blank before it stays. */
static bool cut_backslash(const gcvi_parser *parser, size_t start, size_t *end)
{
	if (*end <= start || parser->text[*end - 1] != '\\')
		return false;
	--*end;
	if (*end > start && is_blank(parser->text[*end - 1])) {
		while (*end - 1 > start && is_blank(parser->text[*end - 2]))
			--*end;
	}
	return true;
}

/* The value that begins at `at` of a physical line (number `line`), with the lines that continue it. */
static int read_value(gcvi_parser *parser, span place, size_t at, size_t line, gcvi_line *out)
{
	value_builder value = { NULL, 0, 0, NULL, 0, 0 };
	bool more = true;

	while (more) {
		size_t end = place.end;

		more = cut_backslash(parser, at, &end);
		if (value.size + (end - at) > GCVI_VALUE_MAX)
			return gcvi_fail(parser, GCV_E_SYNTAX, line, 0, "a value of more than %d bytes", GCVI_VALUE_MAX);
		if (!add_piece(parser, &value, parser->text + at, end - at, line, column_of(parser, place.line_start, at)))
			return gcvi_fail_memory(parser);
		if (!more)
			break;
		line = parser->line;
		if (!next_line(parser, &place) || place.start == place.end)
			return gcvi_fail(parser, GCV_E_SYNTAX, line, 0, "expected the rest of the value that was continued with \\");
		at = place.start;
	}
	while (value.size > 0 && is_blank(value.text[value.size - 1]))
		value.size--;
	out->size = value.size;
	out->pieces = value.pieces;
	out->piece_count = value.piece_count;
	out->field.value = gcvi_arena_text(parser->arena, value.text, value.size);
	return out->field.value != NULL ? GCV_OK : gcvi_fail_memory(parser);
}

/* ----------------------------------------------------------------------------------------------- lines */

/* Where a word of a key ends: at a blank, '[' or '='. */
static size_t word_end(const gcvi_parser *parser, size_t at, size_t end)
{
	while (at < end && !is_blank(parser->text[at]) && parser->text[at] != '=' && parser->text[at] != '[')
		at++;
	return at;
}

static size_t skip_blanks(const gcvi_parser *parser, size_t at, size_t end)
{
	while (at < end && is_blank(parser->text[at]))
		at++;
	return at;
}

/* "class X": the letter behind the word; the key is kept as "class X". */
static int read_class_letter(gcvi_parser *parser, span place, size_t line, size_t *at, gcvi_line *out)
{
	size_t start = skip_blanks(parser, *at, place.end), end = word_end(parser, start, place.end);
	char name[] = "class X";

	if (end - start != 1 || parser->text[start] < 'A' || parser->text[start] > 'Z')
		return gcvi_fail(parser, GCV_E_SYNTAX, line, column_of(parser, place.line_start, start),
		                 "expected the name of the class, one letter A to Z, as in 'class X = A-Z 0-9'");
	name[sizeof name - 2] = parser->text[start];
	out->field.key = gcvi_arena_text(parser->arena, name, sizeof name - 1);
	*at = end;
	return out->field.key != NULL ? GCV_OK : gcvi_fail_memory(parser);
}

/* A tag of RFC 5646, loosely: letters, digits and hyphens, a letter first. */
static int read_language(gcvi_parser *parser, span place, size_t line, size_t *at, gcvi_line *out)
{
	size_t start = *at + 1, end = start;

	out->language_column = column_of(parser, place.line_start, *at);
	while (end < place.end && ((parser->text[end] >= 'a' && parser->text[end] <= 'z') ||
	       (parser->text[end] >= 'A' && parser->text[end] <= 'Z') ||
	       (end > start && ((parser->text[end] >= '0' && parser->text[end] <= '9') || parser->text[end] == '-'))))
		end++;
	if (end - start < 2 || end - start > 35 || end == place.end || parser->text[end] != ']')
		return gcvi_fail(parser, GCV_E_SYNTAX, line, column_of(parser, place.line_start, end),
		                 "expected a language such as [ja] or [zh-TW]");
	out->field.language = gcvi_arena_text(parser->arena, parser->text + start, end - start);
	*at = end + 1;
	return out->field.language != NULL ? GCV_OK : gcvi_fail_memory(parser);
}

static int read_line(gcvi_parser *parser, span place, size_t line, gcvi_line *out)
{
	size_t at = word_end(parser, place.start, place.end);
	int status;

	memset(out, 0, sizeof *out);
	out->field.line = line;
	out->field.language = "";
	out->key_column = column_of(parser, place.line_start, place.start);
	status = gcvi_key_find(parser, parser->text + place.start, at - place.start, line, out->key_column, &out->key);
	if (status != GCV_OK)
		return status;
	if (out->key == GCVI_KEY_CLASS)
		status = read_class_letter(parser, place, line, &at, out);
	else if ((out->field.key = gcvi_arena_text(parser->arena, parser->text + place.start, at - place.start)) == NULL)
		status = gcvi_fail_memory(parser);
	if (status == GCV_OK && at < place.end && parser->text[at] == '[')
		status = read_language(parser, place, line, &at, out);
	if (status != GCV_OK)
		return status;
	at = skip_blanks(parser, at, place.end);
	if (at == place.end || parser->text[at] != '=')
		return gcvi_fail(parser, GCV_E_SYNTAX, line, column_of(parser, place.line_start, at), "expected '=' behind the key");
	at = skip_blanks(parser, at + 1, place.end);
	if (at == place.end)
		return gcvi_fail(parser, GCV_E_SYNTAX, line, column_of(parser, place.line_start, at), "expected a value behind '='");
	return read_value(parser, place, at, line, out);
}

/* -------------------------------------------------------------------------------------------- sections */

static int read_name(gcvi_parser *parser, span place, size_t line, gcvi_section *section)
{
	const char *start = parser->text + place.start + 1;
	size_t size = place.end - place.start - 1;
	const char *close = memchr(start, ']', size);

	section->line = line;
	section->column = column_of(parser, place.line_start, place.start);
	if (close == NULL)
		return gcvi_fail(parser, GCV_E_SYNTAX, line, column_of(parser, place.line_start, place.end),
		                 "expected ']' behind the name of the format");
	if ((size_t)(close - start) + 1 != size)
		return gcvi_fail(parser, GCV_E_SYNTAX, line, section->column + (size_t)(close - start) + 2,
		                 "expected nothing but a comment behind ']'");
	if (!gcvi_is_name(start, size - 1))
		return gcvi_fail(parser, GCV_E_SYNTAX, line, section->column + 1,
		                 "expected a name of lower-case letters, digits and hyphens, at most %d, found %s", GCVI_NAME_MAX,
		                 gcvi_quote(start, size - 1).text);
	section->name = gcvi_arena_text(parser->arena, start, size - 1);
	return section->name != NULL ? GCV_OK : gcvi_fail_memory(parser);
}

static int add_line(gcvi_parser *parser, span place, size_t line, gcvi_section *section)
{
	gcvi_line *lines;

	if (section->count == GCVI_LINES_MAX)
		return gcvi_fail(parser, GCV_E_SYNTAX, line, 0, "more than %d lines in one format", GCVI_LINES_MAX);
	lines = gcvi_arena_grow(&parser->scratch, section->lines, &section->capacity, section->count + 1, sizeof *lines);
	if (lines == NULL)
		return gcvi_fail_memory(parser);
	section->lines = lines;
	return read_line(parser, place, line, &lines[section->count++]);
}

int gcvi_parser_section(gcvi_parser *parser, gcvi_section *section, bool *more)
{
	span place = { 0, 0, 0 };
	int status;

	memset(section, 0, sizeof *section);
	*more = false;
	for (;;) {
		size_t before = parser->at, line = parser->line;

		if (!next_line(parser, &place))
			return GCV_OK;
		if (place.start == place.end)
			continue;
		if (parser->text[place.start] != '[') {
			if (!*more)
				return gcvi_fail(parser, GCV_E_SYNTAX, line, column_of(parser, place.line_start, place.start),
				                 "expected [name] before the first key");
			status = add_line(parser, place, line, section);
		} else if (*more) {   /* the next one: left for the next call */
			parser->at = before;
			parser->line = line;
			return GCV_OK;
		} else {
			*more = true;
			status = read_name(parser, place, line, section);
		}
		if (status != GCV_OK)
			return status;
	}
}
