/* SPDX-License-Identifier: MIT */
/* Floor 3: gcv_verify: yes or no, and no memory for codes as they are printed. */
#include "alternative.h"
#include "fit.h"
#include "text.h"

/*
 * The short way: ASCII bytes straight to symbols, for formats without a check. 1: a code; 0: not certain, ask the long
 * way, which knows repairs, labels and words.
 */
static int verify_ascii(const gcv_format *format, const char *code, size_t size)
{
	gcvi_symbol symbols[GCVI_CODE_MAX];
	gcvi_site sites[GCVI_CODE_MAX];
	gcvi_form form;
	size_t count = 0, layout, i;
	int valid = 0;

	for (i = 0; i < size; i++) {
		gcvi_mark mark = { .point = (uint8_t)code[i], .first = (uint8_t)code[i], .kind = GCVI_MARK_CHARACTER };
		gcvi_resolved resolved;

		if (mark.point >= 128 || mark.point == '[' || gcvi_is_unreadable(mark.point) || gcvi_is_invisible(mark.point))
			return 0;
		if (gcvi_is_separator(mark.point))
			mark.kind = GCVI_MARK_SEPARATOR;
		resolved = gcvi_resolve(&format->alphabet, &mark);
		if (resolved.symbol == GCVI_NO_SYMBOL && mark.kind == GCVI_MARK_SEPARATOR)
			continue;
		if (resolved.symbol == GCVI_NO_SYMBOL || (resolved.changes & GCVI_CHANGE_REPAIRS) != 0 || count == GCVI_CODE_MAX)
			return 0;
		symbols[count++] = resolved.symbol;
	}
	for (layout = 0; count != 0 && layout < format->layout_count && !valid; layout++)
		valid = (format->scheme_count == 0 || format->layouts[layout].unchecked) &&
		        gcvi_form_fill(format, layout, count, sites, &form) && gcvi_sites_allow(sites, symbols, count);
	gcvi_wipe(symbols, sizeof symbols);
	return valid;
}

static int verify_reading(const gcv_format *format, const gcvi_reading *reading, gcvi_arena *arena, gcv_verdict *verdict)
{
	gcvi_letters letters;
	gcvi_fit fit;
	int status = gcvi_letters_make(&letters, reading, arena);

	if (status == GCV_OK)
		status = gcvi_fit_reading(&fit, format, reading, &letters, arena);
	*verdict = status == GCV_OK ? fit.verdict : GCV_INVALID;
	return status;
}

/* gcv_check takes the reading with the best verdict, so one that is valid is enough. */
static int verify_any(const gcv_format *format, const char *code, size_t size, gcvi_arena *arena, gcv_verdict *verdict)
{
	gcvi_alternative others[GCVI_ALTERNATIVES_MAX];
	gcvi_reading reading;
	size_t count = 0, i;
	int status = gcvi_read(&reading, code, size, arena);

	if (status == GCV_OK)
		status = verify_reading(format, &reading, arena, verdict);
	if (status != GCV_OK || *verdict == GCV_VALID || !gcvi_reading_is_text(&reading))
		return status;
	status = gcvi_alternatives(code, size, arena, others, &count);
	for (i = 0; status == GCV_OK && i < count && *verdict != GCV_VALID; i++)
		status = verify_reading(format, &others[i].reading, arena, verdict);
	return status;
}

int gcv_verify(const gcv_format *format, const char *code, size_t size)
{
	gcv_verdict verdict = GCV_INVALID;
	gcvi_arena arena;
	int status;

	if (format == NULL || code == NULL || size == 0 || size > GCVI_INPUT_MAX)
		return 0;
	if (verify_ascii(format, code, size))
		return 1;
	gcvi_arena_init(&arena, NULL);
	status = verify_any(format, code, size, &arena, &verdict);
	gcvi_arena_free(&arena);
	return status == GCV_OK && verdict == GCV_VALID;
}
