/* SPDX-License-Identifier: MIT */
/* Floor 4: the order in which a reading is inspected, and the verdict. */
#include "inspection.h"

#include <string.h>

static int tell_malformed(struct gcv_report *report)
{
	const gcvi_reading *reading = &report->reading;
	size_t mark = 0;
	int status = GCV_OK;

	while (status == GCV_OK && mark < reading->count) {
		gcv_finding finding = { .kind = GCV_MALFORMED, .severity = GCV_ERROR };

		if (reading->marks[mark].kind != GCVI_MARK_MALFORMED) {
			mark++;
			continue;
		}
		finding.start = reading->marks[mark].start;
		/* One finding for bytes that stand together. */
		while (mark < reading->count && reading->marks[mark].kind == GCVI_MARK_MALFORMED)
			finding.end = reading->marks[mark++].end;
		finding.count = finding.end - finding.start;
		status = gcvi_report_add(report, &finding);
	}
	return status;
}

int gcvi_inspect_reading(struct gcv_report *report, bool *readable)
{
	gcv_finding finding = { .severity = GCV_ERROR, .end = report->size };
	size_t mark;

	*readable = false;
	if (report->reading.too_large) {
		finding.kind = GCV_TOO_LARGE;
		return gcvi_report_add(report, &finding);
	}
	for (mark = 0; mark < report->reading.count; mark++)
		if (report->reading.marks[mark].kind != GCVI_MARK_SEPARATOR &&
		    report->reading.marks[mark].kind != GCVI_MARK_INVISIBLE)
			*readable = true;
	if (!*readable) {
		/* Nothing is the beginning of everything. */
		finding.kind = GCV_EMPTY;
		report->verdict = GCV_INCOMPLETE;
		return gcvi_report_add(report, &finding);
	}
	return tell_malformed(report);
}

/* Something is said against it, in words that always fit. */
static int tell_hopeless(gcvi_inspection *i)
{
	gcv_finding finding = { .kind = GCV_TOO_LONG, .severity = GCV_ERROR };
	size_t shortest = 0, longest = 0;

	gcvi_format_lengths(i->format, &shortest, &longest);
	gcvi_inspect_span(i, &finding.start, &finding.end);
	finding.count = i->letters->count > longest ? i->letters->count - longest : 1;
	return gcvi_report_add(i->report, &finding);
}

static int print_code(gcvi_inspection *i)
{
	gcvi_symbol *symbols;

	i->report->code = gcvi_report_print(i->report, &i->form, i->code, true);
	i->report->plain = gcvi_report_print(i->report, &i->form, i->code, false);
	if (i->report->code == NULL || i->report->plain == NULL)
		return GCV_E_MEMORY;
	symbols = gcvi_arena_alloc(&i->report->arena, i->form.length, sizeof *symbols);
	if (symbols == NULL)
		return GCV_E_MEMORY;
	memcpy(symbols, i->code, i->form.length * sizeof *symbols);
	i->report->symbols = symbols;
	i->report->length = i->form.length;
	return GCV_OK;
}

/*
 * No finding says why this is no code, nor the beginning of one: a rule that none names, then. That characters are still
 * to come is no reason.
 */
static bool is_unexplained(const gcvi_inspection *i)
{
	const struct gcv_report *report = i->report;
	size_t k;

	for (k = 0; k < report->finding_count; k++)
		if (report->findings[k].severity == GCV_ERROR && !(i->beginning && report->findings[k].kind == GCV_TOO_SHORT))
			return false;
	return true;
}

static int tell_rule(gcvi_inspection *i)
{
	gcv_finding finding = { .kind = GCV_CHECK_FAILED, .severity = GCV_ERROR };

	gcvi_inspect_span(i, &finding.start, &finding.end);
	return gcvi_report_add(i->report, &finding);
}

static int inspect_placed(gcvi_inspection *i)
{
	gcv_verdict verdict = i->report->verdict;
	int status = gcvi_inspect_notes(i);

	if (status == GCV_OK && verdict != GCV_VALID && verdict != GCV_REPAIRED) {
		status = gcvi_inspect_errors(i);
		if (status == GCV_OK)
			status = gcvi_inspect_length(i);
		if (status == GCV_OK)
			status = gcvi_inspect_checks(i);
		if (status == GCV_OK)
			status = gcvi_inspect_zeros(i);
		if (status == GCV_OK && verdict == GCV_INVALID && is_unexplained(i))
			status = tell_rule(i);
		return status;
	}
	if (status == GCV_OK && (i->report->flags & GCV_NO_FLAGS) == 0)
		status = gcvi_inspect_flags(i);
	return status == GCV_OK ? print_code(i) : status;
}

int gcvi_inspect(struct gcv_report *report, const gcvi_fit *fit, const struct gcv_channel *channel,
                 gcvi_letters *letters, gcvi_arena *work)
{
	gcvi_inspection i = {
		.report = report, .reading = &report->reading, .format = fit->format, .channel = channel, .fit = fit,
		.letters = letters, .work = work,
	};
	bool decoy = false;
	int status;

	report->format = fit->format;
	report->verdict = fit->verdict;
	if (!fit->format->typed) {
		gcv_finding finding = { .kind = GCV_NOT_TYPED, .severity = GCV_ERROR, .end = report->size };

		return gcvi_report_add(report, &finding);
	}
	gcvi_letters_read(letters, &report->reading, &fit->format->alphabet, true, SIZE_MAX);
	status = gcvi_inspect_decoys(&i, &decoy);
	if (status != GCV_OK)
		return status;
	if (decoy) {
		report->verdict = GCV_INVALID;
		return GCV_OK;
	}
	status = gcvi_inspect_split(&i);
	if (status == GCV_OK)
		status = gcvi_inspect_place(&i);
	if (status == GCV_OK)
		status = inspect_placed(&i);
	else if (status == GCV_E_RANGE)
		status = tell_hopeless(&i);
	return status == GCV_OK ? gcvi_inspect_companions(&i) : status;
}
