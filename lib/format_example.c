/* SPDX-License-Identifier: MIT */
/* Format files: examples must be codes of the format, counter-examples must not. */
#include "fit.h"
#include "format_parse.h"

static int is_code(gcvi_parser *parser, const struct gcv_format *format, const gcvi_line *line, bool *answer)
{
	gcvi_letters letters;
	gcvi_reading reading;
	gcvi_fit fit = { .verdict = GCV_INVALID };
	int status = gcvi_read(&reading, line->field.value, line->size, &parser->scratch);

	if (status == GCV_OK)
		status = gcvi_letters_make(&letters, &reading, &parser->scratch);
	if (status == GCV_OK)
		status = gcvi_fit_reading(&fit, format, &reading, &letters, &parser->scratch);
	*answer = fit.verdict == GCV_VALID;
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
		if (answer)
			return gcvi_fail(parser, GCV_E_EXAMPLE, line->field.line, line->pieces[0].column,
			                 "this counter-example of '%s' is a code of the format", section->name);
		return gcvi_fail(parser, GCV_E_EXAMPLE, line->field.line, line->pieces[0].column,
		                 "this example of '%s' is not a code of the format", section->name);
	}
	return GCV_OK;
}
