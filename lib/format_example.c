/* SPDX-License-Identifier: MIT */
/* Format files: examples must be codes of the format, counter-examples must not. */
#include "format_parse.h"
#include "reading.h"

/* The symbols of what was read; false where something is no symbol without a repair. */
static bool read_symbols(const gcvi_alphabet *alphabet, const gcvi_reading *reading, gcvi_symbol *code, size_t *length)
{
	size_t i;

	*length = 0;
	for (i = 0; i < reading->count; i++) {
		const gcvi_mark *mark = &reading->marks[i];
		gcvi_resolved resolved = gcvi_resolve(alphabet, mark);

		if (mark->kind == GCVI_MARK_INVISIBLE || (mark->kind == GCVI_MARK_SEPARATOR && resolved.symbol == GCVI_NO_SYMBOL))
			continue;
		if (resolved.symbol == GCVI_NO_SYMBOL || (resolved.changes & GCVI_CHANGE_REPAIRS) != 0 ||
		    (mark->kind != GCVI_MARK_CHARACTER && mark->kind != GCVI_MARK_SEPARATOR) || *length == GCVI_CODE_MAX)
			return false;
		code[(*length)++] = resolved.symbol;
	}
	return !reading->too_large;
}

static bool fits(const gcvi_form *form, const gcvi_symbol *code)
{
	size_t i;

	for (i = 0; i < form->length; i++)
		if (!gcvi_set_has(&form->sites[i].allowed, code[i]))
			return false;
	return true;
}

/* The reference for what is valid: read as any input is, notes only, one layout whose sites and schemes agree. */
static int is_code(gcvi_parser *parser, const struct gcv_format *format, const gcvi_line *line, bool *answer)
{
	gcvi_symbol code[GCVI_CODE_MAX];
	gcvi_reading reading;
	size_t length, i;
	int status = gcvi_read(&reading, line->field.value, line->size, &parser->scratch);

	*answer = false;
	if (status != GCV_OK || !read_symbols(&format->alphabet, &reading, code, &length))
		return status;
	for (i = 0; i < format->layout_count && !*answer && status == GCV_OK; i++) {
		gcvi_automaton automaton;
		gcvi_form form;

		status = gcvi_form_make(format, i, length, &parser->scratch, &form, &automaton);
		if (status == GCV_OK)
			*answer = fits(&form, code) && gcvi_automaton_verify(&automaton, code);
		else if (status == GCV_E_RANGE)
			status = GCV_OK;
	}
	return status;
}

int gcvi_try_examples(gcvi_parser *parser, const gcvi_section *section, const struct gcv_format *format)
{
	size_t i;

	for (i = 0; i < section->count; i++) {
		const gcvi_line *line = &section->lines[i];
		bool answer = false;
		int status;

		if (line->key != GCVI_KEY_EXAMPLE && line->key != GCVI_KEY_COUNTER_EXAMPLE)
			continue;
		status = is_code(parser, format, line, &answer);
		if (status == GCV_E_MEMORY)
			return gcvi_fail_memory(parser);
		if (answer == (line->key == GCVI_KEY_EXAMPLE))
			continue;
		return gcvi_fail(parser, GCV_E_EXAMPLE, line->field.line, line->pieces[0].column, "%s of '%s' %s",
		                 answer ? "this counter-example" : "this example", section->name,
		                 answer ? "is a code of the format" : "is not a code of the format");
	}
	return GCV_OK;
}
