/* SPDX-License-Identifier: MIT */
/* Format files: sets of characters, as in `class X = A-Z 0-9 '-'`. */
#include "format_parse.h"
#include "i18n.h"
#include "text.h"

#include <string.h>
#include <unictype.h>
#include <uninorm.h>

uint32_t gcvi_value_point(const gcvi_line *line, size_t *offset)
{
	const uint8_t *value = (const uint8_t *)line->field.value;
	uint32_t point = *offset < line->size ? value[*offset] : 0;

	if (point >= 0x80)
		*offset += gcvi_utf8_read(value + *offset, line->size - *offset, &point);
	else if (*offset < line->size)
		++*offset;
	return point;
}

void gcvi_value_skip_blanks(const gcvi_line *line, size_t *offset)
{
	while (*offset < line->size && (line->field.value[*offset] == ' ' || line->field.value[*offset] == '\t'))
		++*offset;
}

bool gcvi_points_have(const gcvi_points *points, uint32_t point)
{
	size_t i;

	for (i = 0; i < points->count; i++)
		if (points->items[i] == point)
			return true;
	return false;
}

bool gcvi_points_add(gcvi_points *points, uint32_t point)
{
	if (gcvi_points_have(points, point))
		return true;
	if (points->count == GCVI_SYMBOLS_MAX)
		return false;
	points->items[points->count++] = point;
	return true;
}

static bool is_stable(uint32_t point)
{
	uint32_t room[32];
	size_t size = sizeof room / sizeof room[0];
	uint32_t *out;

	if (point < 0x80)
		return true;
	out = u32_normalize(UNINORM_NFKC, &point, 1, room, &size);
	return out == room && size == 1 && room[0] == point;
}

const char *gcvi_point_objection(uint32_t point, gcvi_case case_rule)
{
	if (point < 0x20 || (point >= 0x7F && point < 0xA0) || uc_is_property_white_space(point))
		return N_("blanks and control characters cannot be in a code");
	if (gcvi_is_invisible(point))
		return N_("invisible characters cannot be in a code");
	if (gcvi_is_unreadable(point) || point == '[' || point == ']')
		return N_("it stands for unreadable characters in what is typed");
	if (!is_stable(point))
		return N_("Unicode normalisation (NFKC) turns it into something else, so it would never be found");
	if (case_rule != GCVI_CASE_LOWER && case_rule != GCVI_CASE_SENSITIVE && gcvi_upper(point) != point)
		return N_("a lower-case letter needs 'case = lower' or 'case = sensitive'");
	if (case_rule == GCVI_CASE_LOWER && gcvi_lower(point) != point)
		return N_("an upper-case letter does not go with 'case = lower'");
	return NULL;
}

/* ------------------------------------------------------------------------------------------------- sets */

typedef struct set_reader {
	gcvi_parser *parser;
	const gcvi_line *line;
	gcvi_case case_rule;
	gcvi_points *points;
} set_reader;

static int put(const set_reader *reader, uint32_t point, size_t offset)
{
	const char *objection = gcvi_point_objection(point, reader->case_rule);

	if (objection != NULL)
		return gcvi_fail_at(reader->parser, reader->line, offset, "%s: %s", gcvi_quote_point(point).text, _(objection));
	if (gcvi_points_have(reader->points, point))
		return gcvi_fail_at(reader->parser, reader->line, offset, "%s is in the set already", gcvi_quote_point(point).text);
	if (!gcvi_points_add(reader->points, point))
		return gcvi_fail_at(reader->parser, reader->line, offset, "more than %d characters in one set", GCVI_SYMBOLS_MAX);
	return GCV_OK;
}

static int put_range(const set_reader *reader, uint32_t first, uint32_t last, size_t offset)
{
	uint32_t point;
	int status = GCV_OK;

	if (last < first)
		return gcvi_fail_at(reader->parser, reader->line, offset, "a range must go upwards: %s comes after %s",
		                    gcvi_quote_point(first).text, gcvi_quote_point(last).text);
	if (last - first >= GCVI_SYMBOLS_MAX)
		return gcvi_fail_at(reader->parser, reader->line, offset, "more than %d characters in one set", GCVI_SYMBOLS_MAX);
	for (point = first; point <= last && status == GCV_OK; point++)
		status = put(reader, point, offset);
	return status;
}

int gcvi_check_quote(gcvi_parser *parser, const gcvi_line *line, size_t offset)
{
	const char *quote = line->field.value + offset, *close = memchr(quote + 1, *quote, line->size - offset - 1);

	if (close == NULL)
		return gcvi_fail_at(parser, line, offset, "this quote is not closed");
	return close > quote + 1 ? GCV_OK : gcvi_fail_at(parser, line, offset, "expected characters between the quotes");
}

static int put_quoted(const set_reader *reader, uint32_t quote, size_t start, size_t *offset)
{
	int status = gcvi_check_quote(reader->parser, reader->line, start);

	while (status == GCV_OK) {
		size_t at = *offset;
		uint32_t point = gcvi_value_point(reader->line, offset);

		if (point == quote)
			break;
		status = put(reader, point, at);
	}
	return status;
}

static int hex_value(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* "U+3041" at *offset; false where it is not there. */
static bool read_code_point(const gcvi_line *line, size_t *offset, uint32_t *point)
{
	const char *value = line->field.value;
	size_t at = *offset + 2;

	if (at >= line->size || value[*offset] != 'U' || value[*offset + 1] != '+')
		return false;
	*point = 0;
	while (at < line->size && at < *offset + 8 && hex_value(value[at]) >= 0)
		*point = *point * 16 + (uint32_t)hex_value(value[at++]);
	if (at < *offset + 6)
		return false;
	*offset = at;
	return true;
}

/* A character by itself or by number; not one of those that need quotes. */
static int read_end(const set_reader *reader, size_t *offset, uint32_t *point)
{
	size_t start = *offset;
	uint8_t bytes[4];

	if (read_code_point(reader->line, offset, point)) {
		if (*point == 0 || gcvi_utf8_write(*point, bytes) == 0)
			return gcvi_fail_at(reader->parser, reader->line, start, "this is no code point");
		return GCV_OK;
	}
	*point = gcvi_value_point(reader->line, offset);
	if (*point == 0 || *point == ' ' || *point == '\t')
		return gcvi_fail_at(reader->parser, reader->line, start, "expected the last character of the range");
	if (*point == '-' || *point == '#' || *point == '\'' || *point == '"')
		return gcvi_fail_at(reader->parser, reader->line, start, "%s is a character of the code only between quotes",
		                    gcvi_quote_point(*point).text);
	return GCV_OK;
}

static int read_element(const set_reader *reader, size_t *offset)
{
	size_t start = *offset, after = start;
	uint32_t first, last, quote = gcvi_value_point(reader->line, &after);
	int status;

	if (quote == '\'' || quote == '"') {
		*offset = after;
		return put_quoted(reader, quote, start, offset);
	}
	status = read_end(reader, offset, &first);
	if (status != GCV_OK)
		return status;
	if (*offset >= reader->line->size || reader->line->field.value[*offset] != '-')
		return put(reader, first, start);
	++*offset;
	status = read_end(reader, offset, &last);
	return status != GCV_OK ? status : put_range(reader, first, last, start);
}

int gcvi_parse_points(gcvi_parser *parser, const gcvi_line *line, gcvi_case case_rule, gcvi_points *points)
{
	set_reader reader = { parser, line, case_rule, points };
	size_t offset = 0;
	int status = GCV_OK;

	while (status == GCV_OK) {
		gcvi_value_skip_blanks(line, &offset);
		if (offset >= line->size)
			break;
		status = read_element(&reader, &offset);
	}
	return status;
}

/* ---------------------------------------------------------------------------------------------- classes */

static void add_run(gcvi_points *points, uint32_t first, uint32_t last)
{
	for (; first <= last; first++)
		gcvi_points_add(points, first);
}

static void add_built_in(gcvi_classes *classes, gcvi_case case_rule)
{
	gcvi_points *digits = &classes->of['D' - 'A'].points, *letters = &classes->of['L' - 'A'].points;
	gcvi_points *both = &classes->of['X' - 'A'].points;
	size_t i;

	add_run(digits, '0', '9');
	if (case_rule != GCVI_CASE_LOWER)
		add_run(letters, 'A', 'Z');
	if (case_rule == GCVI_CASE_LOWER || case_rule == GCVI_CASE_SENSITIVE)
		add_run(letters, 'a', 'z');
	*both = *digits;
	for (i = 0; i < letters->count; i++)
		gcvi_points_add(both, letters->items[i]);
}

int gcvi_parse_classes(gcvi_parser *parser, const gcvi_section *section, gcvi_case case_rule, gcvi_classes *classes)
{
	size_t i;
	int status = GCV_OK;

	memset(classes, 0, sizeof *classes);
	add_built_in(classes, case_rule);
	for (i = 0; i < section->count && status == GCV_OK; i++) {
		const gcvi_line *line = &section->lines[i];
		gcvi_class *class_;

		if (line->key != GCVI_KEY_CLASS)
			continue;
		class_ = &classes->of[line->field.key[6] - 'A'];   /* "class X" */
		if (class_->line != NULL)
			return gcvi_fail_key(parser, line, "'%s' again; it is in line %zu already", line->field.key,
			                     class_->line->field.line);
		class_->line = line;
		class_->points.count = 0;
		status = gcvi_parse_points(parser, line, case_rule, &class_->points);
	}
	return status;
}
