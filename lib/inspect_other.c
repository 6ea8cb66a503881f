/* SPDX-License-Identifier: MIT */
/* Floor 4: other numbers: decoys, printed nearby and typed by mistake, and companions, asked for beside the code. */
#include "inspection.h"

#include "message.h"

/* What it is called in the reader's language. */
static const char *name_of(const gcvi_inspection *i, const gcvi_other *other)
{
	return gcvi_other_name(i->format, other, gcvi_message_language());
}

/* Does the whole input, without a repair, have this number's shape? */
static int matches(gcvi_inspection *i, const gcvi_other *other, const gcvi_reading *reading, gcvi_fit *fit)
{
	gcvi_letters letters;
	int status = gcvi_letters_make(&letters, reading, i->work);

	return status != GCV_OK ? status : gcvi_fit_reading(fit, other->shape, reading, &letters, i->work);
}

static int tell_decoy(gcvi_inspection *i, const gcvi_other *other, const gcvi_fit *fit)
{
	gcv_finding finding = { .kind = GCV_DECOY, .severity = GCV_ERROR, .name = name_of(i, other) };
	const char *typed = gcvi_inspect_prefix(i, other->shape, fit->layout);
	const char *meant = i->format->layout_count == 1 ? gcvi_inspect_prefix(i, i->format, 0) : "";

	if (typed == NULL || meant == NULL)
		return GCV_E_MEMORY;
	/* What is a code is doubted only where the other number has a beginning of its own. */
	if (i->fit->verdict == GCV_VALID && *typed == '\0')
		return GCV_OK;
	if (i->fit->verdict == GCV_INCOMPLETE || i->fit->verdict == GCV_VALID)
		finding.severity = GCV_WARNING;   /* it may yet become the code, or be it */
	finding.typed = *typed != '\0' ? typed : NULL;
	finding.meant = *meant != '\0' ? meant : NULL;
	gcvi_inspect_span(i, &finding.start, &finding.end);
	return gcvi_report_add(i->report, &finding);
}

int gcvi_inspect_decoys(gcvi_inspection *i, bool *decoy)
{
	size_t k;

	*decoy = false;
	for (k = 0; k < i->format->decoy_count; k++) {
		gcvi_fit fit;
		int status = matches(i, &i->format->decoys[k], i->reading, &fit);

		if (status == GCV_OK && fit.verdict == GCV_VALID) {
			*decoy = i->fit->verdict != GCV_INCOMPLETE && i->fit->verdict != GCV_VALID;
			return tell_decoy(i, &i->format->decoys[k], &fit);
		}
		if (status != GCV_OK)
			return status;
	}
	return GCV_OK;
}

/* Is this the code with the companion behind it? Then i->companion is the letter where that starts. */
static int split(gcvi_inspection *i, const gcvi_other *other)
{
	size_t shortest, longest, length;

	gcvi_format_lengths(other->shape, &shortest, &longest);
	for (length = shortest; length <= longest && length < i->letters->count; length++) {
		gcvi_reading head = *i->reading, tail = *i->reading;
		size_t letter = i->letters->count - length, mark = i->letters->marks[letter];
		gcvi_letters letters;
		gcvi_fit code, fit;
		int status = gcvi_letters_make(&letters, i->reading, i->work);

		head.count = mark;
		tail.marks += mark;
		tail.count -= mark;
		if (status == GCV_OK)
			status = gcvi_fit_reading(&code, i->format, &head, &letters, i->work);
		if (status != GCV_OK)
			return status;
		if (code.verdict != GCV_VALID && code.verdict != GCV_REPAIRED)
			continue;
		status = matches(i, other, &tail, &fit);
		if (status != GCV_OK)
			return status;
		if (fit.verdict == GCV_VALID) {
			i->companion = letter;
			i->companion_layout = code.layout;
			i->companion_of = other;
			return GCV_OK;
		}
	}
	return GCV_OK;
}

int gcvi_inspect_split(gcvi_inspection *i)
{
	size_t k;
	int status = GCV_OK;

	if (i->fit->verdict != GCV_INVALID)
		return GCV_OK;
	for (k = 0; status == GCV_OK && k < i->format->companion_count && i->companion_of == NULL; k++)
		status = split(i, &i->format->companions[k]);
	return status;
}

static int inspect_companion(gcvi_inspection *i, const gcvi_other *other)
{
	gcv_finding finding = { .kind = GCV_COMPANION, .severity = GCV_WARNING, .name = name_of(i, other) };
	gcvi_fit fit;
	int status;

	gcvi_inspect_span(i, &finding.start, &finding.end);
	if (i->report->verdict == GCV_VALID || i->report->verdict == GCV_REPAIRED) {
		finding.severity = GCV_NOTE;
		return gcvi_report_add(i->report, &finding);
	}
	if (i->companion_of == other) {
		finding.count = i->letters->count - i->companion;
		finding.start = i->reading->marks[i->letters->marks[i->companion]].start;
		finding.typed = gcvi_report_typed(i->report, finding.start, finding.end);
		if (finding.typed == NULL)
			return GCV_E_MEMORY;
		i->report->companion_name = finding.name;
		i->report->companion_mark = i->letters->marks[i->companion];
		return gcvi_report_add(i->report, &finding);
	}
	status = matches(i, other, i->reading, &fit);
	return status == GCV_OK && fit.verdict == GCV_VALID ? gcvi_report_add(i->report, &finding) : status;
}

int gcvi_inspect_companions(gcvi_inspection *i)
{
	size_t k;
	int status = GCV_OK;

	for (k = 0; status == GCV_OK && k < i->format->companion_count && !i->report->paired; k++)
		status = inspect_companion(i, &i->format->companions[k]);
	return status;
}
