/* SPDX-License-Identifier: MIT */
/* Format files: how a text is refused, with line, column and a sentence. */
#include "format_parse.h"
#include "i18n.h"
#include "text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unictype.h>

#define CLIPPED_SIZE (sizeof(gcvi_quoted) - 6)   /* without the quotation marks */

static void fill(gcvi_parser *parser, size_t line, size_t column, const char *message, va_list arguments)
{
	gcv_text_error *error = parser->error;

	if (error == NULL)
		return;
	error->line = line;
	error->column = column;
	vsnprintf(error->message, sizeof error->message, _(message), arguments);
	gcvi_utf8_end(error->message);
}

int gcvi_fail(gcvi_parser *parser, int status, size_t line, size_t column, const char *message, ...)
{
	va_list arguments;

	va_start(arguments, message);
	fill(parser, line, column, message, arguments);
	va_end(arguments);
	return status;
}

int gcvi_fail_at(gcvi_parser *parser, const gcvi_line *line, size_t offset, const char *message, ...)
{
	const gcvi_piece *piece = line->pieces;
	size_t column, at, i;
	va_list arguments;

	for (i = 1; i < line->piece_count && line->pieces[i].offset <= offset; i++)
		piece = &line->pieces[i];
	column = piece->column;
	for (at = piece->offset; at < offset && at < line->size; at++)
		if (((uint8_t)line->field.value[at] & 0xC0) != 0x80)
			column++;
	va_start(arguments, message);
	fill(parser, piece->line, column, message, arguments);
	va_end(arguments);
	return GCV_E_SYNTAX;
}

int gcvi_fail_key(gcvi_parser *parser, const gcvi_line *line, const char *message, ...)
{
	va_list arguments;

	va_start(arguments, message);
	fill(parser, line->field.line, line->key_column, message, arguments);
	va_end(arguments);
	return GCV_E_SYNTAX;
}

int gcvi_fail_memory(gcvi_parser *parser)
{
	return gcvi_fail(parser, GCV_E_MEMORY, 0, 0, N_("memory ran out"));
}

gcvi_quoted gcvi_quote(const char *text, size_t size)
{
	static const char more[] = "\xE2\x80\xA6";   /* an ellipsis */
	char clipped[CLIPPED_SIZE];
	gcvi_quoted quoted;
	size_t room = sizeof clipped - sizeof more;

	memcpy(clipped, text, size <= room ? size : room);
	clipped[size <= room ? size : room] = 0;
	if (size > room) {
		gcvi_utf8_end(clipped);
		memcpy(clipped + strlen(clipped), more, sizeof more);
	}
	/* TRANSLATORS: the quotation marks around what stands in a file; three bytes each at most */
	snprintf(quoted.text, sizeof quoted.text, /* xgettext:c-format */ _("'%s'"), clipped);
	gcvi_utf8_end(quoted.text);
	return quoted;
}

gcvi_quoted gcvi_quote_point(uint32_t point)
{
	uint8_t bytes[4];
	size_t size = gcvi_utf8_write(point, bytes);
	gcvi_quoted quoted;

	if (size == 0 || gcvi_is_invisible(point) || point < 0x20 || uc_is_property_white_space(point)) {
		snprintf(quoted.text, sizeof quoted.text, "U+%04lX", (unsigned long)point);
		return quoted;
	}
	return gcvi_quote((const char *)bytes, size);
}
