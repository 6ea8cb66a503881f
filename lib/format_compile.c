/* SPDX-License-Identifier: MIT */
/* Format files: a section to a format. */
#include "fast.h"
#include "format_parse.h"

#include <string.h>

/* Lengths of one layout that are tried against its check schemes when a file is loaded. */
#define LENGTHS_TRIED 64

typedef struct compiler {
	gcvi_parser *parser;
	const gcvi_section *section;
	struct gcv_format *format;
	gcvi_classes classes;
	gcvi_drafts drafts;
} compiler;

/* The value of a key as one of the words; `standard` where there is no such line. */
static int choose(compiler *c, gcvi_key key, const char *const *words, size_t count, size_t standard, size_t *value)
{
	const gcvi_line *line = gcvi_section_find(c->section, key);

	*value = standard;
	return line == NULL ? GCV_OK : gcvi_word_value(c->parser, line, words, count, value);
}

static int compile_facts(compiler *c, gcvi_case *case_rule)
{
	static const char *const cases[] = { "upper", "lower", "either", "sensitive" };
	static const gcvi_case rules[] = { GCVI_CASE_UPPER, GCVI_CASE_LOWER, GCVI_CASE_EITHER, GCVI_CASE_SENSITIVE };
	static const char *const evidences[] = { "exact", "superset" };
	static const char *const lengths[] = { "known", "unknown" };
	static const char *const grades[] = { "A", "B", "C" };
	static const char *const answers[] = { "yes", "no" }, *const popularities[] = { "rare", "usual", "common" };
	static const double weights[] = { 0.1, 1, 10 };
	struct gcv_format *format = c->format;
	const gcvi_line *attempts = gcvi_section_find(c->section, GCVI_KEY_ATTEMPTS);
	size_t value = 0, offset = 0;
	int status = choose(c, GCVI_KEY_CASE, cases, 4, 0, &value);

	*case_rule = rules[value];
	if (status == GCV_OK)
		status = choose(c, GCVI_KEY_EVIDENCE, evidences, 2, 0, &value);
	format->exact = value == 0;
	if (status == GCV_OK)
		status = choose(c, GCVI_KEY_LENGTH, lengths, 2, 0, &value);
	format->length_known = value == 0;
	if (status == GCV_OK)
		status = choose(c, GCVI_KEY_GRADE, grades, 3, 0, &value);
	format->grade = *grades[value];
	if (status == GCV_OK)
		status = choose(c, GCVI_KEY_POPULARITY, popularities, 3, 1, &value);
	format->popularity = weights[value];
	if (status == GCV_OK)
		status = choose(c, GCVI_KEY_TYPED, answers, 2, 0, &value);
	format->typed = value == 0;
	if (status == GCV_OK)
		status = choose(c, GCVI_KEY_CHECK_OPTIONAL, answers, 2, 1, &value);
	format->check_optional = value == 0;
	if (status != GCV_OK || attempts == NULL)
		return status;
	status = gcvi_number_value(c->parser, attempts, &offset, 1, 1000, &value);
	if (status == GCV_OK && offset != attempts->size)
		status = gcvi_fail_at(c->parser, attempts, offset, "expected nothing behind the number");
	format->attempts = (unsigned)value;
	return status;
}

static int compile_fields(compiler *c)
{
	gcvi_field *fields = gcvi_arena_alloc(c->parser->arena, c->section->count, sizeof *fields);
	size_t i;

	if (fields == NULL)
		return gcvi_fail_memory(c->parser);
	for (i = 0; i < c->section->count; i++) {
		fields[i] = c->section->lines[i].field;
		c->format->has_url = c->format->has_url || c->section->lines[i].key == GCVI_KEY_URL;
		c->format->has_label = c->format->has_label || c->section->lines[i].key == GCVI_KEY_LABEL;
	}
	c->format->fields = fields;
	c->format->field_count = c->section->count;
	return GCV_OK;
}

/* A text between double quotes as a whole loses them. */
static int unquote(compiler *c, gcvi_line *line)
{
	const char *value = line->field.value;
	char *text;

	if (line->size < 2 || value[0] != '"' || memchr(value + 1, '"', line->size - 1) != value + line->size - 1)
		return GCV_OK;
	text = gcvi_arena_text(c->parser->arena, value + 1, line->size - 2);
	line->field.value = text;
	line->size -= 2;
	return text != NULL ? GCV_OK : gcvi_fail_memory(c->parser);
}

static int unquote_texts(compiler *c)
{
	size_t i;
	int status = GCV_OK;

	for (i = 0; i < c->section->count && status == GCV_OK; i++)
		switch (c->section->lines[i].key) {
		case GCVI_KEY_TITLE: case GCVI_KEY_FAMILY: case GCVI_KEY_VERSION: case GCVI_KEY_SOURCE: case GCVI_KEY_NOTE:
		case GCVI_KEY_LOCK_OUT: case GCVI_KEY_URL: case GCVI_KEY_EXAMPLE:
		case GCVI_KEY_COUNTER_EXAMPLE: case GCVI_KEY_FREE:
			status = unquote(c, &c->section->lines[i]);
			break;
		default:
			break;
		}
	return status;
}

/* ------------------------------------------------------------------------------------------ check schemes */

static int parse_schemes(compiler *c, const gcvi_line **lines)
{
	struct gcv_format *format = c->format;
	gcvi_scheme_error error = { 0, "" };
	size_t i;
	int status;

	for (i = 0; i < c->section->count; i++) {
		const gcvi_line *line = &c->section->lines[i];

		if (line->key != GCVI_KEY_CHECK)
			continue;
		if (format->scheme_count == GCVI_SCHEMES_MAX)
			return gcvi_fail_key(c->parser, line, "more than %d lines 'check'", GCVI_SCHEMES_MAX);
		status = gcvi_scheme_parse(&format->schemes[format->scheme_count], line->field.value, line->size,
		                           &format->alphabet, c->parser->arena, &error);
		if (status == GCV_E_MEMORY)
			return gcvi_fail_memory(c->parser);
		if (status != GCV_OK)
			return gcvi_fail_at(c->parser, line, error.offset, GCVI_SENTENCE, error.message);
		if (gcvi_scheme_one_case(format->schemes[format->scheme_count]))
			format->alphabet.one_case = true;
		lines[format->scheme_count++] = line;
	}
	return GCV_OK;
}

static const gcvi_draft_item *find_check(const gcvi_draft *draft)
{
	size_t i;

	for (i = 0; i < draft->count; i++)
		if (draft->items[i].check)
			return &draft->items[i];
	return NULL;
}

/* What checks a code has check characters; a layout that does not say where would leave them unknown, and unmasked. */
static int marks_are_everywhere(compiler *c)
{
	const gcvi_draft *draft;
	size_t i, count = 0;
	int group;

	for (i = 0; i < c->format->scheme_count; i++)
		count += gcvi_scheme_ends_within(c->format->schemes[i]) + gcvi_scheme_check_count(c->format->schemes[i], &group);
	for (i = 0; i < c->drafts.count && count > 0; i++) {
		draft = &c->drafts.items[i];
		if (find_check(draft) == NULL)
			return gcvi_fail_at(c->parser, draft->line, draft->start,
			                    "no C in this layout; expected one for each check character, as in the others");
	}
	return GCV_OK;
}

/* Which positions hold check characters where the layouts do not say it with C. */
static int place_checks(compiler *c, const gcvi_line *const *lines)
{
	size_t i, count = 0, found;
	int per_group = 0, group;
	int status = GCV_OK;

	for (i = 0; i < c->drafts.count; i++)
		if (find_check(&c->drafts.items[i]) != NULL)
			return marks_are_everywhere(c);
	for (i = 0; i < c->format->scheme_count; i++) {
		if (gcvi_scheme_ends_within(c->format->schemes[i]))
			return gcvi_fail_key(c->parser, lines[i], "a check that ends within the code; say with C in the layout where its "
			                     "check characters are");
		found = gcvi_scheme_check_count(c->format->schemes[i], &group);
		if (found > 0 && count > 0)
			return gcvi_fail_key(c->parser, lines[i], "two schemes with check characters; say with C in the layout where they are");
		if (found > 0) {
			count = found;
			per_group = group;
		}
	}
	for (i = 0; i < c->drafts.count && count > 0 && status == GCV_OK; i++)
		status = gcvi_draft_mark_checks(c->parser, &c->drafts.items[i], count, per_group != 0);
	return status;
}

static int check_characters_make_sense(compiler *c)
{
	const gcvi_line *optional = gcvi_section_find(c->section, GCVI_KEY_CHECK_OPTIONAL);
	const gcvi_draft_item *item = NULL;
	size_t i;

	for (i = 0; i < c->drafts.count && item == NULL; i++)
		item = find_check(&c->drafts.items[i]);
	if (item != NULL && c->format->scheme_count == 0)
		return gcvi_fail_at(c->parser, c->drafts.items[i - 1].line, item->offset,
		                    "C is a check character; expected a line 'check = ...' in this format");
	if (c->format->check_optional && (item == NULL || c->format->scheme_count == 0))
		return gcvi_fail_key(c->parser, optional, "expected a check scheme and a C in the layout for 'check-optional'");
	return GCV_OK;
}

static int compile_checks(compiler *c)
{
	const gcvi_line *lines[GCVI_SCHEMES_MAX] = { NULL };
	int status = parse_schemes(c, lines);

	if (status == GCV_OK)
		status = check_characters_make_sense(c);
	if (status == GCV_OK)
		status = place_checks(c, lines);
	if (status == GCV_OK && c->format->check_optional)
		status = gcvi_drafts_add_unchecked(c->parser, &c->drafts);
	return status;
}

/* Each layout must make sense to the schemes, at each length; of very many, at the first ones and the last. */
static int try_checks(compiler *c, size_t layout)
{
	const gcvi_layout *made = &c->format->layouts[layout];
	const gcvi_line *line = c->drafts.items[layout].line;
	gcvi_scheme_error error = { 0, "" };
	gcvi_site *sites = gcvi_arena_alloc(&c->parser->scratch, made->max, sizeof *sites);
	size_t length, tried = made->min;
	int status = GCV_OK;

	if (sites == NULL)
		return gcvi_fail_memory(c->parser);
	for (length = made->min; length <= made->max && status == GCV_OK; length++) {
		gcvi_arena arena;
		gcvi_automaton automaton;
		gcvi_form form;

		if (length - made->min == LENGTHS_TRIED)
			length = made->max;
		tried = length;
		gcvi_form_fill(c->format, layout, length, sites, &form);
		gcvi_arena_init(&arena, &c->parser->scratch.allocator);
		status = gcvi_automaton_init(&automaton, c->format->schemes, c->format->scheme_count, &form, &arena, &error);
		gcvi_arena_free(&arena);
	}
	if (status == GCV_E_MEMORY)
		return gcvi_fail_memory(c->parser);
	if (status != GCV_OK)
		return gcvi_fail_at(c->parser, line, c->drafts.items[layout].start, "%s (at %zu characters)", error.message, tried);
	return GCV_OK;
}

/* ------------------------------------------------------------------------------------------------- layouts */

static int parse_layouts(compiler *c, gcvi_case case_rule)
{
	size_t i;
	int status = GCV_OK;

	for (i = 0; i < c->section->count && status == GCV_OK; i++) {
		const gcvi_line *line = &c->section->lines[i];

		if (line->key == GCVI_KEY_LAYOUT)
			status = gcvi_parse_layouts(c->parser, line, line->size, case_rule, &c->classes, &c->drafts);
	}
	if (status == GCV_OK && c->drafts.count == 0)
		status = gcvi_fail(c->parser, GCV_E_SYNTAX, c->section->line, c->section->column,
		                   "format '%s' has no layout; expected 'layout = ...' or 'typed = no'", c->section->name);
	return status;
}

static int compile_layouts(compiler *c, gcvi_case case_rule)
{
	struct gcv_format *format = c->format;
	size_t i;
	int status = parse_layouts(c, case_rule);

	if (status == GCV_OK)
		status = gcvi_drafts_alphabet(c->parser, &c->drafts, &c->classes, case_rule, &format->alphabet);
	if (status == GCV_OK)
		status = gcvi_parse_folds(c->parser, c->section, format);
	if (status == GCV_OK)
		status = compile_checks(c);
	if (status == GCV_OK)
		status = gcvi_drafts_finish(c->parser, &c->drafts, &c->classes, &format->alphabet, &format->layouts);
	format->layout_count = c->drafts.count;
	for (i = 0; i < c->drafts.count && status == GCV_OK; i++)
		if (format->scheme_count > 0 && !format->layouts[i].unchecked && !c->parser->trusted)
			status = try_checks(c, i);
	return status;
}

static int compile_surroundings(compiler *c)
{
	struct gcv_format *format = c->format;
	size_t i;
	int status = gcvi_parse_pairs(c->parser, c->section, format);

	if (status == GCV_OK)
		status = gcvi_parse_traps(c->parser, c->section, format);
	if (status == GCV_OK)
		status = gcvi_parse_never(c->parser, c->section, format);
	if (status == GCV_OK)
		status = gcvi_parse_others(c->parser, c->section, GCVI_KEY_DECOY, &c->classes, format, &format->decoys,
		                           &format->decoy_count);
	if (status == GCV_OK)
		status = gcvi_parse_others(c->parser, c->section, GCVI_KEY_COMPANION, &c->classes, format, &format->companions,
		                           &format->companion_count);
	for (i = 0; i < 26 && status == GCV_OK; i++)
		if (c->classes.of[i].line != NULL && !c->classes.of[i].used)
			status = gcvi_fail_key(c->parser, c->classes.of[i].line, "class %c is used nowhere", (int)('A' + i));
	return status;
}

/* A product without a code: nothing about a code may be said. */
static int check_untyped(compiler *c)
{
	size_t i;

	for (i = 0; i < c->section->count; i++)
		switch (c->section->lines[i].key) {
		case GCVI_KEY_TITLE: case GCVI_KEY_FAMILY: case GCVI_KEY_REGION: case GCVI_KEY_VERSION: case GCVI_KEY_SOURCE:
		case GCVI_KEY_GRADE: case GCVI_KEY_NOTE: case GCVI_KEY_TYPED: case GCVI_KEY_URL: case GCVI_KEY_LABEL:
		case GCVI_KEY_EXPIRY: case GCVI_KEY_FREE:
			break;
		default:
			return gcvi_fail_key(c->parser, &c->section->lines[i], "'%s' does not go with 'typed = no'",
			                     c->section->lines[i].field.key);
		}
	return GCV_OK;
}

static int compile(compiler *c)
{
	gcvi_case case_rule = GCVI_CASE_UPPER;
	int status = gcvi_section_check(c->parser, c->section);

	if (status == GCV_OK && gcvi_section_find(c->section, GCVI_KEY_TITLE) == NULL)
		status = gcvi_fail(c->parser, GCV_E_SYNTAX, c->section->line, c->section->column,
		                   "format '%s' has no title; expected 'title = ...'", c->section->name);
	if (status == GCV_OK)
		status = unquote_texts(c);
	if (status == GCV_OK)
		status = compile_fields(c);
	if (status == GCV_OK)
		status = compile_facts(c, &case_rule);
	if (status == GCV_OK)
		status = gcvi_parse_region(c->parser, c->section);
	if (status == GCV_OK)
		status = gcvi_parse_expiry(c->parser, c->section);
	if (status != GCV_OK)
		return status;
	if (!c->format->typed)
		return check_untyped(c);
	status = gcvi_parse_classes(c->parser, c->section, case_rule, &c->classes);
	if (status == GCV_OK)
		status = compile_layouts(c, case_rule);
	if (status == GCV_OK)
		status = compile_surroundings(c);
	if (status == GCV_OK && gcvi_fast_make(c->format, c->parser->fast, c->parser->arena, &c->parser->scratch) != GCV_OK)
		return gcvi_fail_memory(c->parser);
	c->parser->fast = c->format->fast;
	if (status == GCV_OK && !c->parser->trusted)
		status = gcvi_try_examples(c->parser, c->section, c->format);
	return status;
}

int gcvi_compile(gcvi_parser *parser, const gcvi_section *section, const struct gcv_format **format)
{
	compiler *c = gcvi_arena_alloc(&parser->scratch, 1, sizeof *c);
	int status;

	if (c == NULL)
		return gcvi_fail_memory(parser);
	c->parser = parser;
	c->section = section;
	c->format = gcvi_arena_alloc(parser->arena, 1, sizeof *c->format);
	if (c->format == NULL)
		return gcvi_fail_memory(parser);
	c->format->name = section->name;
	c->format->file = parser->file_name != NULL ? parser->file_name : "";
	c->format->line = section->line;
	status = compile(c);
	if (status == GCV_OK)
		*format = c->format;
	return status;
}
