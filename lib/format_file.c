/* SPDX-License-Identifier: MIT */
/* Format files: a text to formats, all or nothing. */
#include "format_parse.h"

#include <string.h>

static const struct gcv_format *find(const gcvi_format_list *formats, const char *name)
{
	size_t i;

	for (i = 0; i < formats->count; i++)
		if (strcmp(formats->items[i]->name, name) == 0)
			return formats->items[i];
	return NULL;
}

static int refuse_name(gcvi_parser *parser, const gcvi_section *section, const struct gcv_format *other, bool here)
{
	if (here)
		return gcvi_fail(parser, GCV_E_DUPLICATE, section->line, section->column, "format '%s' again; it begins in line %zu",
		                 section->name, other->line);
	if (*other->file != 0)
		return gcvi_fail(parser, GCV_E_DUPLICATE, section->line, section->column,
		                 "the name '%s' is taken already, by line %zu of %s", section->name, other->line,
		                 gcvi_quote(other->file, strlen(other->file)).text);
	return gcvi_fail(parser, GCV_E_DUPLICATE, section->line, section->column, "the name '%s' is taken already",
	                 section->name);
}

static int add_format(gcvi_parser *parser, const gcvi_section *section, gcvi_format_list *list, size_t before)
{
	const struct gcv_format *other = find(list, section->name), *format = NULL;
	const struct gcv_format **items;
	size_t i;
	int status;

	if (other != NULL) {
		for (i = before; i < list->count && list->items[i] != other; i++)
			;
		return refuse_name(parser, section, other, i < list->count);
	}
	if (list->count == GCVI_FORMATS_MAX)
		return gcvi_fail(parser, GCV_E_RANGE, section->line, section->column, "more than %d formats", GCVI_FORMATS_MAX);
	status = gcvi_compile(parser, section, &format);
	if (status != GCV_OK)
		return status;
	items = gcvi_arena_grow(parser->arena, list->items, &list->capacity, list->count + 1, sizeof *items);
	if (items == NULL)
		return gcvi_fail_memory(parser);
	items[list->count++] = format;
	list->items = items;
	return GCV_OK;
}

/* Scratch memory lasts for one section. */
static int parse_section(gcvi_parser *parser, gcvi_format_list *list, size_t before, bool *more)
{
	gcvi_section section;
	int status;

	gcvi_arena_init(&parser->scratch, &parser->arena->allocator);
	status = gcvi_parser_section(parser, &section, more);
	if (status == GCV_OK && *more)
		status = add_format(parser, &section, list, before);
	gcvi_arena_free(&parser->scratch);
	return status;
}

int gcvi_format_file_parse_as(const char *text, size_t size, const char *file_name, bool trusted, gcvi_arena *arena,
                              gcvi_format_list *formats, gcv_text_error *error)
{
	gcvi_format_list list = *formats;
	gcvi_parser parser;
	bool more = true;
	int status;

	memset(&parser, 0, sizeof parser);
	parser.text = text;
	parser.size = size;
	parser.arena = arena;
	parser.error = error;
	parser.trusted = trusted;
	if (file_name != NULL && (parser.file_name = gcvi_arena_text(arena, file_name, strlen(file_name))) == NULL)
		return gcvi_fail_memory(&parser);
	status = gcvi_parser_start(&parser);
	while (status == GCV_OK && more)
		status = parse_section(&parser, &list, formats->count, &more);
	if (status == GCV_OK)
		*formats = list;
	return status;
}

int gcvi_format_file_parse(const char *text, size_t size, const char *file_name, gcvi_arena *arena,
                           gcvi_format_list *formats, gcv_text_error *error)
{
	return gcvi_format_file_parse_as(text, size, file_name, false, arena, formats, error);
}
