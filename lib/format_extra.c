/* SPDX-License-Identifier: MIT */
/* Format files: what surrounds the layouts: folds, look-alikes, count traps, regions, decoys and companions. */
#include "format_parse.h"
#include "decimal.h"
#include "expiry.h"
#include "i18n.h"
#include "lookalike.h"
#include "text.h"

#include <string.h>

/* A pair without a weight counts at least this much: the level of pairs that experts name (data/lookalikes/). */
#define NAMED_WEIGHT 0.2
#define WEIGHT_MAX 10

/* ------------------------------------------------------------------------------------------------- folds */

static bool same_letter(uint32_t a, uint32_t b)
{
	return gcvi_upper(a) == gcvi_upper(b) || gcvi_lower(a) == gcvi_lower(b);
}

static bool is_member(const gcvi_alphabet *alphabet, uint32_t point)
{
	return gcvi_alphabet_find(alphabet, point) != GCVI_NO_SYMBOL;
}

/* One typed character of "IL>1"; it stands for both cases where case does not matter (gcvi_resolve). */
static int add_fold(gcvi_parser *parser, const gcvi_line *line, size_t offset, gcvi_alphabet *alphabet, uint32_t typed,
                    uint32_t meant)
{
	bool sensitive = alphabet->case_rule == GCVI_CASE_SENSITIVE;
	size_t i;

	if (is_member(alphabet, typed) ||
	    (!sensitive && (is_member(alphabet, gcvi_upper(typed)) || is_member(alphabet, gcvi_lower(typed)))))
		return gcvi_fail_at(parser, line, offset, "%s is a character of the format, so it cannot be folded",
		                    gcvi_quote_point(typed).text);
	for (i = 0; i < alphabet->fold_count; i++)
		if (alphabet->folds[i].typed == typed || (!sensitive && same_letter(alphabet->folds[i].typed, typed)))
			return gcvi_fail_at(parser, line, offset, "%s is folded already", gcvi_quote_point(typed).text);
	if (alphabet->fold_count == GCVI_FOLDS_MAX)
		return gcvi_fail_at(parser, line, offset, "more than %d folds", GCVI_FOLDS_MAX);
	alphabet->folds[alphabet->fold_count].typed = typed;
	alphabet->folds[alphabet->fold_count++].meant = meant;
	return GCV_OK;
}

/* "IL>1": every character before '>' is read as the one behind it. */
static int parse_fold(gcvi_parser *parser, const gcvi_line *line, size_t *offset, gcvi_alphabet *alphabet)
{
	size_t start = *offset, at = start, end = start, meant_at;
	uint32_t point = gcvi_value_point(line, &at), meant;
	int status = GCV_OK;

	while (point != 0 && point != '>' && point != ' ' && point != '\t') {
		end = at;
		point = gcvi_value_point(line, &at);
	}
	if (point != '>' || end == start)
		return gcvi_fail_at(parser, line, end, "expected pairs such as 'O>0': what is typed, '>', what is meant");
	meant_at = at;
	meant = gcvi_value_point(line, &at);
	if (meant == 0 || gcvi_alphabet_find(alphabet, meant) == GCVI_NO_SYMBOL)
		return gcvi_fail_at(parser, line, meant_at, "expected a character of the format behind '>'");
	*offset = at;
	while (start < end && status == GCV_OK) {
		size_t place = start;

		point = gcvi_value_point(line, &start);
		status = add_fold(parser, line, place, alphabet, point, meant);
	}
	if (status == GCV_OK && at < line->size && line->field.value[at] != ' ' && line->field.value[at] != '\t')
		return gcvi_fail_at(parser, line, at, "expected a blank between pairs");
	return status;
}

int gcvi_parse_folds(gcvi_parser *parser, const gcvi_section *section, struct gcv_format *format)
{
	size_t i, offset;
	int status = GCV_OK;

	for (i = 0; i < section->count; i++) {
		const gcvi_line *line = &section->lines[i];

		if (line->key != GCVI_KEY_FOLD)
			continue;
		for (offset = 0; offset < line->size && status == GCV_OK; gcvi_value_skip_blanks(line, &offset))
			status = parse_fold(parser, line, &offset, &format->alphabet);
		if (status != GCV_OK)
			return status;
	}
	return GCV_OK;
}

/* -------------------------------------------------------------------------------------------- look-alikes */

typedef struct pair_list { gcvi_pair *items; size_t count, capacity; } pair_list;

static int add_pair(gcvi_parser *parser, const gcvi_line *line, size_t offset, const gcvi_alphabet *alphabet,
                    gcvi_pair pair, bool weighted, pair_list *list)
{
	const gcvi_lookalike *known = gcvi_lookalike_find(pair.printed, pair.typed);
	gcvi_pair *items;
	size_t i;

	if (gcvi_alphabet_find(alphabet, pair.printed) == GCVI_NO_SYMBOL)
		return GCV_OK;
	if (!weighted && known != NULL && known->clean >= NAMED_WEIGHT)
		return GCV_OK;   /* the evidence says at least as much, and more exactly */
	for (i = 0; i < list->count; i++)
		if (list->items[i].printed == pair.printed && list->items[i].typed == pair.typed)
			return gcvi_fail_at(parser, line, offset, "this pair is named already");
	if (list->count == GCVI_PAIRS_MAX)
		return gcvi_fail_at(parser, line, offset, "more than %d pairs", GCVI_PAIRS_MAX);
	items = gcvi_arena_grow(parser->arena, list->items, &list->capacity, list->count + 1, sizeof *items);
	if (items == NULL)
		return gcvi_fail_memory(parser);
	list->items = items;
	items[list->count++] = pair;
	return GCV_OK;
}

static int parse_weight(gcvi_parser *parser, const gcvi_line *line, size_t *offset, double *weight)
{
	const char *text = line->field.value + *offset;
	size_t size = strcspn(text, " \t");

	if (!gcvi_decimal_read(text, size, weight) || *weight <= 0 || *weight > WEIGHT_MAX)
		return gcvi_fail_at(parser, line, *offset, "expected a weight such as 0.5, above 0 and at most %d; 0 for O has 1",
		                    WEIGHT_MAX);
	*offset += size;
	return GCV_OK;
}

/* "8/B", "O>Q=0.4" */
static int parse_pair(gcvi_parser *parser, const gcvi_line *line, size_t *offset, const gcvi_alphabet *alphabet,
                      pair_list *list)
{
	size_t start = *offset;
	gcvi_pair pair = { 0, 0, NAMED_WEIGHT }, back;
	uint32_t between;
	bool weighted = false;
	int status = GCV_OK;

	pair.printed = gcvi_value_point(line, offset);
	between = gcvi_value_point(line, offset);
	pair.typed = gcvi_value_point(line, offset);
	if ((between != '/' && between != '>') || pair.typed == 0 || pair.typed == ' ' || pair.typed == pair.printed)
		return gcvi_fail_at(parser, line, start, "expected pairs such as '8/B', or 'O>Q' for printed O read as Q");
	if (*offset < line->size && line->field.value[*offset] == '=') {
		++*offset;
		weighted = true;
		status = parse_weight(parser, line, offset, &pair.weight);
	}
	if (status != GCV_OK)
		return status;
	if (*offset < line->size && line->field.value[*offset] != ' ' && line->field.value[*offset] != '\t')
		return gcvi_fail_at(parser, line, *offset, "expected a blank between pairs");
	if (gcvi_alphabet_find(alphabet, pair.printed) == GCVI_NO_SYMBOL &&
	    (between == '>' || gcvi_alphabet_find(alphabet, pair.typed) == GCVI_NO_SYMBOL))
		return gcvi_fail_at(parser, line, start, "%s is not a character of the format", gcvi_quote_point(pair.printed).text);
	back.printed = pair.typed;
	back.typed = pair.printed;
	back.weight = pair.weight;
	status = add_pair(parser, line, start, alphabet, pair, weighted, list);
	return status == GCV_OK && between == '/' ? add_pair(parser, line, start, alphabet, back, weighted, list) : status;
}

int gcvi_parse_pairs(gcvi_parser *parser, const gcvi_section *section, struct gcv_format *format)
{
	pair_list list = { NULL, 0, 0 };
	size_t i, offset;
	int status = GCV_OK;

	for (i = 0; i < section->count && status == GCV_OK; i++) {
		const gcvi_line *line = &section->lines[i];

		if (line->key != GCVI_KEY_LOOK_ALIKE)
			continue;
		for (offset = 0; offset < line->size && status == GCV_OK; gcvi_value_skip_blanks(line, &offset))
			status = parse_pair(parser, line, &offset, &format->alphabet, &list);
	}
	format->pairs = list.items;
	format->pair_count = list.count;
	return status;
}

/* ----------------------------------------------------------------------------------- traps, never, region */

int gcvi_parse_traps(gcvi_parser *parser, const gcvi_section *section, struct gcv_format *format)
{
	const gcvi_line *line = gcvi_section_find(section, GCVI_KEY_COUNT_TRAP);
	size_t offset = 0, count = 0, number = 0;
	uint16_t *traps;
	int status = GCV_OK;

	if (line == NULL)
		return GCV_OK;
	traps = gcvi_arena_alloc(parser->arena, GCVI_TRAPS_MAX, sizeof *traps);
	if (traps == NULL)
		return gcvi_fail_memory(parser);
	for (; offset < line->size; gcvi_value_skip_blanks(line, &offset)) {
		if (count == GCVI_TRAPS_MAX)
			return gcvi_fail_at(parser, line, offset, "more than %d numbers", GCVI_TRAPS_MAX);
		status = gcvi_number_value(parser, line, &offset, 1, 2 * GCVI_CODE_MAX, &number);
		if (status != GCV_OK)
			return status;
		if (offset < line->size && line->field.value[offset] != ' ' && line->field.value[offset] != '\t')
			return gcvi_fail_at(parser, line, offset, "expected a blank between numbers");
		traps[count++] = (uint16_t)number;
	}
	format->count_traps = traps;
	format->count_trap_count = count;
	return GCV_OK;
}

int gcvi_parse_never(gcvi_parser *parser, const gcvi_section *section, struct gcv_format *format)
{
	const gcvi_line *line = gcvi_section_find(section, GCVI_KEY_NEVER);
	gcvi_points points = { { 0 }, 0 };
	uint32_t *never;
	size_t i;
	int status;

	if (line == NULL)
		return GCV_OK;
	status = gcvi_parse_points(parser, line, GCVI_CASE_SENSITIVE, &points);
	if (status != GCV_OK)
		return status;
	never = gcvi_arena_alloc(parser->arena, points.count, sizeof *never);
	if (never == NULL)
		return gcvi_fail_memory(parser);
	for (i = 0; i < points.count; i++) {
		if (gcvi_alphabet_find(&format->alphabet, points.items[i]) != GCVI_NO_SYMBOL)
			return gcvi_fail_at(parser, line, 0, "%s never occurs but is in a class or literal of the format",
			                    gcvi_quote_point(points.items[i]).text);
		never[i] = points.items[i];
	}
	format->never = never;
	format->never_count = points.count;
	return GCV_OK;
}

static bool is_region(const char *text, size_t size)
{
	return (size == 2 && text[0] >= 'A' && text[0] <= 'Z' && text[1] >= 'A' && text[1] <= 'Z') ||
	       (size == 9 && memcmp(text, "worldwide", 9) == 0);
}

int gcvi_parse_region(gcvi_parser *parser, const gcvi_section *section)
{
	const gcvi_line *line = gcvi_section_find(section, GCVI_KEY_REGION);
	size_t offset = 0;

	while (line != NULL && offset < line->size) {
		const char *word = line->field.value + offset;
		size_t size = strcspn(word, " \t");

		if (!is_region(word, size))
			return gcvi_fail_at(parser, line, offset, "expected countries such as 'JP US' or 'worldwide', found %s",
			                    gcvi_quote(word, size).text);
		offset += size;
		gcvi_value_skip_blanks(line, &offset);
	}
	return GCV_OK;
}

int gcvi_parse_expiry(gcvi_parser *parser, const gcvi_section *section)
{
	size_t i, offset;

	for (i = 0; i < section->count; i++) {
		const gcvi_line *line = &section->lines[i];
		const char *wrong;
		gcvi_expiry_rule rule;

		if (line->key != GCVI_KEY_EXPIRY)
			continue;
		wrong = gcvi_expiry_parse(line->field.value, &rule, &offset);
		if (wrong != NULL)
			return gcvi_fail_at(parser, line, offset, GCVI_SENTENCE, _(wrong));
	}
	return GCV_OK;
}

/* ----------------------------------------------------------------------------------- decoys and companions */

/* Where the layout of "LAYOUT : name" ends: the first colon outside quotes. */
static size_t find_colon(const gcvi_line *line)
{
	char quote = 0;
	size_t at;

	for (at = 0; at < line->size; at++) {
		char c = line->field.value[at];

		if (quote != 0)
			quote = c == quote ? 0 : quote;
		else if (c == '\'' || c == '"')
			quote = c;
		else if (c == ':')
			break;
	}
	return at;
}

static int make_shape(gcvi_parser *parser, const gcvi_line *line, size_t end, gcvi_classes *classes,
                      const struct gcv_format *owner, const struct gcv_format **out)
{
	struct gcv_format *shape = gcvi_arena_alloc(parser->arena, 1, sizeof *shape);
	gcvi_case case_rule = owner->alphabet.case_rule;
	gcvi_drafts drafts = { NULL, 0, 0 };
	size_t i, k;
	int status;

	if (shape == NULL)
		return gcvi_fail_memory(parser);
	status = gcvi_parse_layouts(parser, line, end, case_rule, classes, &drafts);
	if (status != GCV_OK)
		return status;
	for (i = 0; i < drafts.count; i++)
		for (k = 0; k < drafts.items[i].count; k++)
			if (drafts.items[i].items[k].class_name == 'C')
				return gcvi_fail_at(parser, line, drafts.items[i].items[k].offset,
				                    "C, the check character, cannot stand here; only the code itself is checked");
	status = gcvi_drafts_alphabet(parser, &drafts, classes, case_rule, &shape->alphabet);
	if (status == GCV_OK)
		status = gcvi_drafts_finish(parser, &drafts, classes, &shape->alphabet, &shape->layouts);
	shape->layout_count = drafts.count;
	shape->name = owner->name;
	shape->file = owner->file;
	shape->line = line->field.line;
	shape->exact = shape->length_known = shape->typed = true;
	shape->grade = owner->grade;
	*out = shape;
	return status;
}

static int parse_other(gcvi_parser *parser, const gcvi_line *line, const gcvi_field *field, gcvi_classes *classes,
                       const struct gcv_format *format, gcvi_other *other)
{
	size_t colon = find_colon(line), name = colon + 1;

	gcvi_value_skip_blanks(line, &name);
	if (colon >= line->size || name >= line->size)
		return gcvi_fail_at(parser, line, line->size, "expected ':' and what this number is called behind the layout");
	other->field = field;
	other->name = field->value + name;
	return make_shape(parser, line, colon, classes, format, &other->shape);
}

int gcvi_parse_others(gcvi_parser *parser, const gcvi_section *section, gcvi_key key, gcvi_classes *classes,
                      const struct gcv_format *format, const gcvi_other **others, size_t *count)
{
	gcvi_other *made = NULL;
	size_t i, capacity = 0;
	int status = GCV_OK;

	*count = 0;
	for (i = 0; i < section->count && status == GCV_OK; i++) {
		const gcvi_line *line = &section->lines[i];

		if (line->key != key || *line->field.language != 0)
			continue;
		if (*count == GCVI_OTHERS_MAX)
			return gcvi_fail_key(parser, line, "more than %d lines '%s'", GCVI_OTHERS_MAX, line->field.key);
		made = gcvi_arena_grow(parser->arena, made, &capacity, *count + 1, sizeof *made);
		if (made == NULL)
			return gcvi_fail_memory(parser);
		status = parse_other(parser, line, &format->fields[i], classes, format, &made[(*count)++]);
	}
	*others = made;
	return status;
}
