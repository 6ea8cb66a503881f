/* SPDX-License-Identifier: MIT */
/* Format files: layouts, as in `layout = 'GC' X4 - X9..18 | D16`. */
#include "format_parse.h"
#include "i18n.h"

#include <string.h>

/* The one being read. */
typedef struct layout_reader {
	gcvi_parser *parser;
	const gcvi_line *line;
	gcvi_case case_rule;
	gcvi_classes *classes;
	gcvi_draft draft;
	bool variable;            /* it has a run of several lengths */
	bool open;                /* the last item begins a group that has no character yet */
} layout_reader;

static int add_item(layout_reader *reader, const gcvi_draft_item *item)
{
	gcvi_draft *draft = &reader->draft;
	gcvi_draft_item *items;

	if (item->kind != GCVI_ITEM_BREAK) {
		draft->min += item->min;
		draft->max += item->max;
		if (draft->max > GCVI_CODE_MAX)
			return gcvi_fail_at(reader->parser, reader->line, item->offset, "a code of more than %d characters", GCVI_CODE_MAX);
	}
	items = gcvi_arena_grow(&reader->parser->scratch, draft->items, &draft->capacity, draft->count + 1, sizeof *items);
	if (items == NULL)
		return gcvi_fail_memory(reader->parser);
	draft->items = items;
	items[draft->count++] = *item;
	reader->open = item->kind == GCVI_ITEM_BREAK;
	return GCV_OK;
}

/* "4" or "9..18" behind a class letter; nothing: one. */
static int read_count(layout_reader *reader, size_t *offset, gcvi_draft_item *item)
{
	const char *value = reader->line->field.value;
	size_t least = 1, most = 1, start = *offset;
	int status = GCV_OK;

	if (*offset < reader->line->size && value[*offset] >= '0' && value[*offset] <= '9') {
		status = gcvi_number_value(reader->parser, reader->line, offset, 1, GCVI_CODE_MAX, &least);
		most = least;
	}
	if (status == GCV_OK && *offset + 1 < reader->line->size && value[*offset] == '.' && value[*offset + 1] == '.') {
		if (*offset == start)
			return gcvi_fail_at(reader->parser, reader->line, start, "expected the lowest number before '..', as in 'X9..18'");
		*offset += 2;
		status = gcvi_number_value(reader->parser, reader->line, offset, least, GCVI_CODE_MAX, &most);
		if (status == GCV_OK && least < most && reader->variable)
			return gcvi_fail_at(reader->parser, reader->line, item->offset,
			                    "a second run of several lengths; a layout can have one, write several layouts");
		reader->variable = reader->variable || least < most;
	}
	item->min = (uint16_t)least;
	item->max = (uint16_t)most;
	return status;
}

static int read_class(layout_reader *reader, uint32_t letter, size_t start, size_t *offset)
{
	gcvi_draft_item item = { GCVI_ITEM_RUN, (char)letter, letter == 'C', 0, 1, 1, start };
	gcvi_class *class_ = &reader->classes->of[letter - 'A'];
	int status;

	if (letter != 'C' && class_->points.count == 0)
		return gcvi_fail_at(reader->parser, reader->line, start, "class %c is not known; expected a line 'class %c = ...'",
		                    (int)letter, (int)letter);
	class_->used = true;
	status = read_count(reader, offset, &item);
	return status == GCV_OK ? add_item(reader, &item) : status;
}

static int read_literal(layout_reader *reader, uint32_t quote, size_t start, size_t *offset)
{
	gcvi_draft_item item = { GCVI_ITEM_LITERAL, 0, false, 0, 1, 1, start };
	int status = gcvi_check_quote(reader->parser, reader->line, start);

	while (status == GCV_OK) {
		const char *objection;

		item.offset = *offset;
		item.point = gcvi_value_point(reader->line, offset);
		if (item.point == quote)
			break;
		objection = gcvi_point_objection(item.point, reader->case_rule);
		if (objection != NULL)
			return gcvi_fail_at(reader->parser, reader->line, item.offset, "%s: %s", gcvi_quote_point(item.point).text,
			                    _(objection));
		status = add_item(reader, &item);
	}
	return status;
}

static int read_break(layout_reader *reader, uint32_t mark, size_t start)
{
	gcvi_draft_item item = { GCVI_ITEM_BREAK, 0, false, mark == '_' ? ' ' : mark == ',' ? 0 : mark, 0, 0, start };

	if (reader->draft.count == 0 || reader->open)
		return gcvi_fail_at(reader->parser, reader->line, start, "expected the characters of a group before %s",
		                    gcvi_quote_point(mark).text);
	return add_item(reader, &item);
}

static int read_item(layout_reader *reader, size_t *offset)
{
	size_t start = *offset;
	uint32_t point = gcvi_value_point(reader->line, offset);

	if (point >= 'A' && point <= 'Z')
		return read_class(reader, point, start, offset);
	if (point == '\'' || point == '"')
		return read_literal(reader, point, start, offset);
	if (point == '-' || point == '_' || point == '.' || point == '/' || point == ',')
		return read_break(reader, point, start);
	return gcvi_fail_at(reader->parser, reader->line, start,
	                    "expected a class such as X4, characters in quotes, or one of - _ . / and comma; found %s",
	                    gcvi_quote_point(point).text);
}

static int end_layout(layout_reader *reader, size_t offset, gcvi_drafts *drafts)
{
	gcvi_draft *items;

	if (reader->open)
		return gcvi_fail_at(reader->parser, reader->line, offset, "expected the characters of a group here");
	if (reader->draft.count == 0)
		return gcvi_fail_at(reader->parser, reader->line, offset, "expected a layout here");
	if (drafts->count == GCVI_LAYOUTS_MAX)
		return gcvi_fail_at(reader->parser, reader->line, reader->draft.start, "more than %d layouts", GCVI_LAYOUTS_MAX);
	items = gcvi_arena_grow(&reader->parser->scratch, drafts->items, &drafts->capacity, drafts->count + 1, sizeof *items);
	if (items == NULL)
		return gcvi_fail_memory(reader->parser);
	reader->draft.end = offset;
	drafts->items = items;
	items[drafts->count++] = reader->draft;
	return GCV_OK;
}

int gcvi_parse_layouts(gcvi_parser *parser, const gcvi_line *line, size_t end, gcvi_case case_rule, gcvi_classes *classes,
                       gcvi_drafts *drafts)
{
	layout_reader reader;
	size_t offset = 0;
	int status = GCV_OK;

	memset(&reader, 0, sizeof reader);
	reader.parser = parser;
	reader.line = line;
	reader.case_rule = case_rule;
	reader.classes = classes;
	reader.draft.line = line;
	while (status == GCV_OK) {
		gcvi_value_skip_blanks(line, &offset);
		if (offset < end && line->field.value[offset] != '|') {
			if (reader.draft.count == 0)
				reader.draft.start = offset;
			status = read_item(&reader, &offset);
			continue;
		}
		status = end_layout(&reader, offset, drafts);
		if (offset++ >= end)
			break;
		memset(&reader.draft, 0, sizeof reader.draft);
		reader.draft.line = line;
		reader.variable = false;
	}
	return status;
}

/* ------------------------------------------------------------------------------------------ check positions */

/*
 * The last `count` characters before item `end` become items of their own with the mark; those of the whole code may
 * stand in several groups.
 */
static int mark_before(gcvi_parser *parser, gcvi_draft *draft, size_t end, size_t count, bool per_group, size_t *added)
{
	*added = 0;
	while (count > 0) {
		gcvi_draft_item *item = end > 0 ? &draft->items[end - 1] : NULL, *items;
		size_t taken;

		if (!per_group && item != NULL && item->kind == GCVI_ITEM_BREAK) {
			end--;
			continue;
		}
		if (item == NULL || item->kind != GCVI_ITEM_RUN || item->min == 0)
			return gcvi_fail_at(parser, draft->line, draft->start, "no room for the check characters of the scheme");
		taken = item->min < count ? item->min : count;
		count -= taken;
		if (item->max == taken) {
			item->check = true;
			end--;
			continue;
		}
		items = gcvi_arena_grow(&parser->scratch, draft->items, &draft->capacity, draft->count + 1, sizeof *items);
		if (items == NULL)
			return gcvi_fail_memory(parser);
		draft->items = items;
		item = &items[end - 1];
		memmove(item + 1, item, (draft->count - (end - 1)) * sizeof *items);
		draft->count++;
		++*added;
		item[0].min = (uint16_t)(item[0].min - taken);
		item[0].max = (uint16_t)(item[0].max - taken);
		item[1].min = item[1].max = (uint16_t)taken;
		item[1].check = true;
		end--;
	}
	return GCV_OK;
}

int gcvi_draft_mark_checks(gcvi_parser *parser, gcvi_draft *draft, size_t count, bool per_group)
{
	size_t i, added = 0;
	int status = GCV_OK;

	for (i = 1; i <= draft->count && status == GCV_OK; i++) {
		bool ends = i == draft->count || (per_group && draft->items[i].kind == GCVI_ITEM_BREAK);

		if (!ends)
			continue;
		status = mark_before(parser, draft, i, count, per_group, &added);
		i += added;
	}
	return status;
}

int gcvi_drafts_add_unchecked(gcvi_parser *parser, gcvi_drafts *drafts)
{
	size_t given = drafts->count, i, k;

	for (i = 0; i < given; i++) {
		gcvi_drafts *to = drafts;
		gcvi_draft *grown, copy = drafts->items[i];

		copy.items = gcvi_arena_alloc(&parser->scratch, copy.count, sizeof *copy.items);
		grown = copy.items == NULL ? NULL :
		        gcvi_arena_grow(&parser->scratch, to->items, &to->capacity, to->count + 1, sizeof *grown);
		if (grown == NULL)
			return gcvi_fail_memory(parser);
		to->items = grown;
		copy.count = copy.min = copy.max = 0;
		copy.unchecked = true;
		for (k = 0; k < grown[i].count; k++) {
			const gcvi_draft_item *item = &grown[i].items[k];

			if (item->check)
				continue;
			if (item->kind == GCVI_ITEM_BREAK && (copy.count == 0 || copy.items[copy.count - 1].kind == GCVI_ITEM_BREAK))
				continue;
			copy.items[copy.count++] = *item;
			copy.min += item->kind == GCVI_ITEM_BREAK ? 0 : item->min;
			copy.max += item->kind == GCVI_ITEM_BREAK ? 0 : item->max;
		}
		if (copy.count > 0 && copy.items[copy.count - 1].kind == GCVI_ITEM_BREAK)
			copy.count--;
		if (copy.max > 0)
			grown[to->count++] = copy;
	}
	return GCV_OK;
}

/* --------------------------------------------------------------------------------------------- compiling */

static int add_points(gcvi_parser *parser, const gcvi_draft *draft, const gcvi_points *from, gcvi_points *to)
{
	size_t i;

	for (i = 0; i < from->count; i++)
		if (!gcvi_points_add(to, from->items[i]))
			return gcvi_fail_at(parser, draft->line, draft->start, "more than %d different characters in a format",
			                    GCVI_SYMBOLS_MAX);
	return GCV_OK;
}

int gcvi_drafts_alphabet(gcvi_parser *parser, const gcvi_drafts *drafts, gcvi_classes *classes, gcvi_case case_rule,
                         gcvi_alphabet *alphabet)
{
	gcvi_class *check = &classes->of['C' - 'A'];
	gcvi_points all = { { 0 }, 0 }, literals = { { 0 }, 0 }, one;
	bool checked = false;
	size_t i, k;
	int status = GCV_OK;

	for (i = 0; i < drafts->count; i++)
		for (k = 0; k < drafts->items[i].count && status == GCV_OK; k++) {
			const gcvi_draft_item *item = &drafts->items[i].items[k];

			one.count = 1;
			one.items[0] = item->point;
			checked = checked || item->class_name == 'C';
			if (item->kind == GCVI_ITEM_LITERAL)
				status = add_points(parser, &drafts->items[i], &one, &literals);
			else if (item->kind == GCVI_ITEM_RUN && item->class_name != 'C')
				status = add_points(parser, &drafts->items[i], &classes->of[item->class_name - 'A'].points, &all);
		}
	if (checked && check->line == NULL)
		check->points = all;
	if (status == GCV_OK && checked)
		status = add_points(parser, &drafts->items[0], &check->points, &all);
	if (status == GCV_OK)
		status = add_points(parser, &drafts->items[0], &literals, &all);
	if (status == GCV_OK && !gcvi_alphabet_init(alphabet, all.items, all.count, case_rule))
		status = gcvi_fail_at(parser, drafts->items[0].line, 0, "expected a layout with at least one character");
	return status;
}

static void allow(gcvi_item *item, const gcvi_alphabet *alphabet, const gcvi_points *points)
{
	size_t i;

	for (i = 0; i < points->count; i++)
		gcvi_set_add(&item->allowed, gcvi_alphabet_find(alphabet, points->items[i]));
}

static int finish_items(gcvi_parser *parser, const gcvi_draft *draft, const gcvi_classes *classes,
                        const gcvi_alphabet *alphabet, gcvi_item *items)
{
	size_t i;

	for (i = 0; i < draft->count; i++) {
		const gcvi_draft_item *from = &draft->items[i];
		gcvi_item *item = &items[i];

		item->kind = from->kind;
		item->min = from->min;
		item->max = from->max;
		item->check = from->check;
		item->class_name = from->class_name;
		if (from->kind == GCVI_ITEM_RUN) {
			allow(item, alphabet, &classes->of[from->class_name - 'A'].points);
		} else if (from->kind == GCVI_ITEM_LITERAL) {
			gcvi_set_add(&item->allowed, gcvi_alphabet_find(alphabet, from->point));
		} else {
			item->separator = from->point;
			if (from->point != 0 && gcvi_alphabet_find(alphabet, from->point) != GCVI_NO_SYMBOL)
				return gcvi_fail_at(parser, draft->line, from->offset,
				                    "%s cannot separate groups, it is a character of the code",
				                    gcvi_quote_point(from->point).text);
		}
	}
	return GCV_OK;
}

int gcvi_drafts_finish(gcvi_parser *parser, const gcvi_drafts *drafts, const gcvi_classes *classes,
                       const gcvi_alphabet *alphabet, const gcvi_layout **layouts)
{
	gcvi_layout *made = gcvi_arena_alloc(parser->arena, drafts->count, sizeof *made);
	size_t i;
	int status = GCV_OK;

	if (made == NULL)
		return gcvi_fail_memory(parser);
	for (i = 0; i < drafts->count && status == GCV_OK; i++) {
		const gcvi_draft *draft = &drafts->items[i];
		gcvi_item *items = gcvi_arena_alloc(parser->arena, draft->count, sizeof *items);
		size_t end = draft->end;

		while (end > draft->start && (draft->line->field.value[end - 1] == ' ' || draft->line->field.value[end - 1] == '\t'))
			end--;
		made[i].items = items;
		made[i].item_count = draft->count;
		made[i].min = draft->min;
		made[i].max = draft->max;
		made[i].unchecked = draft->unchecked;
		made[i].text = gcvi_arena_text(parser->arena, draft->line->field.value + draft->start, end - draft->start);
		if (items == NULL || made[i].text == NULL)
			return gcvi_fail_memory(parser);
		status = finish_items(parser, draft, classes, alphabet, items);
	}
	*layouts = made;
	return status;
}
