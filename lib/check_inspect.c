/* SPDX-License-Identifier: MIT */
/* Floor 5: what is told of the reading that is meant: verdict, findings, the formats it fits. */
#include "check.h"

#include "decide.h"
#include "inspect.h"
#include "message.h"
#include "pair.h"
#include "spreadsheet.h"

#include <string.h>

/* Is a refused code, however it was written, the one that was read? */
static int is_refused(gcvi_call *c, const gcvi_fit *fit, const gcvi_symbol *code, bool *refused)
{
	gcvi_letters letters;
	size_t k;

	*refused = false;
	for (k = 0; k < c->options.refused_count && !*refused; k++) {
		gcvi_reading reading;
		gcvi_fit other;
		int status = gcvi_read(&reading, c->options.refused[k], strlen(c->options.refused[k]), &c->work);

		if (status == GCV_OK)
			status = gcvi_letters_make(&letters, &reading, &c->work);
		if (status == GCV_OK)
			status = gcvi_fit_reading(&other, fit->format, &reading, &letters, &c->work);
		if (status != GCV_OK)
			return status;
		*refused = (other.verdict == GCV_VALID || other.verdict == GCV_REPAIRED) && other.count == fit->count &&
		           memcmp(letters.symbols, code, fit->count * sizeof *code) == 0;
	}
	return GCV_OK;
}

/* The caller knows better than the format: this code is no good. */
static int inspect_refused(gcvi_call *c, const gcvi_fit *fit)
{
	struct gcv_report *report = c->report;
	gcv_finding finding = { .kind = GCV_REFUSED, .severity = GCV_ERROR };
	bool refused = false;
	int status;

	if (report->verdict != GCV_VALID && report->verdict != GCV_REPAIRED)
		return GCV_OK;
	status = is_refused(c, fit, c->letters.symbols, &refused);
	if (status != GCV_OK || !refused)
		return status;
	report->verdict = GCV_INVALID;
	report->code = NULL;
	report->plain = NULL;
	report->symbols = NULL;
	report->length = 0;
	finding.start = report->reading.marks[c->letters.marks[0]].start;
	finding.end = report->reading.marks[c->letters.marks[c->letters.count - 1]].end;
	return gcvi_report_add(report, &finding);
}

static int inspect_one(gcvi_call *c, const gcvi_fit *fit)
{
	int status = gcvi_inspect(c->report, fit, c->channel, &c->letters, &c->work);

	return status != GCV_OK ? status : inspect_refused(c, fit);
}

/* "Amazon gift card", "Amazon gift card or …": the nearest formats by their titles. */
static int name_formats(gcvi_call *c, const struct gcv_format *const *near, size_t count, const char **name)
{
	const char *titles[GCVI_NEAR_MAX];
	size_t k;

	*name = NULL;
	for (k = 0; k < count; k++) {
		titles[k] = gcv_format_value(near[k], "title", gcvi_message_language(), 0);
		if (titles[k] == NULL)
			titles[k] = near[k]->name;
	}
	if (count == 0)
		return GCV_OK;
	*name = gcvi_message_list(&c->report->arena, titles, count);
	return *name != NULL ? GCV_OK : GCV_E_MEMORY;
}

static int tell_none(gcvi_call *c)
{
	gcv_finding finding = { .kind = GCV_NO_FORMAT, .severity = GCV_ERROR, .end = c->report->size };
	const struct gcv_format *near[GCVI_NEAR_MAX];
	size_t found = 0;
	int status = gcvi_detect_near(near, &found, c->formats, c->format_count, c->report, c->channel, &c->letters,
	                              &c->work);

	c->report->verdict = GCV_INVALID;
	if (status == GCV_OK)
		status = name_formats(c, near, found, &finding.name);
	return status != GCV_OK ? status : gcvi_report_add(c->report, &finding);
}

/* Fits none of several formats. A decoy that only one of them knows tells which product it is. */
static int inspect_none(gcvi_call *c)
{
	const struct gcv_format *format;
	int status = gcvi_detect_decoy(&format, c->formats, c->format_count, &c->report->reading, &c->letters, &c->work);

	if (status == GCV_OK && format != NULL) {
		gcvi_fit fit = { .format = format, .verdict = GCV_INVALID };

		return inspect_one(c, &fit);
	}
	return status != GCV_OK ? status : tell_none(c);
}

static int list_matches(gcvi_call *c, const gcvi_detection *detection)
{
	struct gcv_report *report = c->report;
	size_t k;

	report->matches = gcvi_arena_alloc(&report->arena, detection->count + 1, sizeof *report->matches);
	if (report->matches == NULL)
		return GCV_E_MEMORY;
	for (k = 0; k < detection->count; k++) {
		report->matches[k].format = detection->fits[k].format;
		report->matches[k].probability = detection->probability[k];
		report->matches[k].verdict = detection->fits[k].verdict;
	}
	report->match_count = detection->count;
	return GCV_OK;
}

/* Whatever the alignment decided for the best format (a decoy, a refused code) holds for its line in the list too. */
static void settle_matches(struct gcv_report *report)
{
	if (report->match_count == 0 || report->matches[0].verdict == report->verdict)
		return;
	if (report->verdict != GCV_INVALID) {
		report->matches[0].verdict = report->verdict;
		return;
	}
	report->match_count--;
	memmove(report->matches, report->matches + 1, report->match_count * sizeof *report->matches);
}

static int tell_how(gcvi_call *c, const gcvi_alternative *how)
{
	gcv_finding finding = { .severity = GCV_NOTE };
	int status = GCV_OK;

	if (how->wrapping != 0) {
		finding.kind = GCV_WRAPPED;
		finding.start = how->span.start;
		finding.end = how->span.end;
		status = gcvi_report_add(c->report, &finding);
	}
	if (status == GCV_OK && how->encoding != 0) {
		finding.kind = GCV_ENCODED;
		finding.start = how->first.start;
		finding.end = how->first.end;
		status = gcvi_report_add(c->report, &finding);
	}
	return status;
}

static int inspect_chosen(gcvi_call *c, const gcvi_way *r)
{
	gcvi_fit fit = { .format = c->formats[0], .verdict = GCV_INVALID };
	bool near = false;
	int status;

	c->report->reading = r->how.reading;
	c->around = r->around;
	status = gcvi_letters_make(&c->letters, &r->how.reading, &c->work);
	if (status == GCV_OK)
		status = tell_how(c, &r->how);
	if (status == GCV_OK)
		status = list_matches(c, &r->detection);
	if (status != GCV_OK)
		return status;
	if (r->detection.count == 0)
		return c->format_count == 1 ? inspect_one(c, &fit) : inspect_none(c);
	status = inspect_one(c, &r->detection.fits[0]);
	settle_matches(c->report);
	if (status == GCV_OK && c->format_count > 1 && c->report->verdict != GCV_INVALID && !c->report->paired)
		status = gcvi_check_near(c, r, &near);
	if (status == GCV_OK && c->format_count > 1 && !near &&
	    (c->report->verdict == GCV_VALID || c->report->verdict == GCV_REPAIRED))
		status = gcvi_decide_report(c->report, &r->detection, c->formats, c->format_count, &r->around, c->channel,
		                            &c->letters, &c->work);
	return status;
}

/* The companion that was typed beside the code. */
static int tell_companion(gcvi_call *c, const gcvi_pair_found *pair)
{
	gcv_finding finding = { .kind = GCV_COMPANION, .severity = GCV_NOTE, .start = pair->companion.start,
	                        .end = pair->companion.end, .count = pair->length };

	if (c->report->verdict == GCV_REPAIRED)
		finding.severity = GCV_REPAIR;
	finding.name = gcvi_other_name(c->report->format, pair->other, gcvi_message_language());
	finding.typed = gcvi_report_typed(c->report, finding.start, finding.end);
	return finding.typed != NULL ? gcvi_report_add(c->report, &finding) : GCV_E_MEMORY;
}

/*
 * Code and companion in one input. Where the input is a code as it stands, this has to say more for its format than that;
 * where it is one only without a label, and the code is the same, the companion is told beside it. What a label leaves of
 * the input may be the companion itself: "6012… PIN: 1234" is no code 1234.
 */
static int inspect_pair(gcvi_call *c, const gcvi_way *r, const gcvi_pair_found *pair)
{
	gcvi_way both = { .how.reading = pair->reading, .detection = pair->detection, .around = pair->around };
	bool fits = gcvi_way_verdict(r) == GCV_VALID, same, left_over;
	int status;

	same = fits && r->how.wrapping != 0 && r->how.span.start == pair->code.start && r->how.span.end == pair->code.end;
	left_over = r->how.wrapping != 0 && r->how.span.start >= pair->companion.start && r->how.span.end <= pair->companion.end;
	c->report->paired = true;
	if (!same && !left_over && fits && (c->format_count == 1 || gcvi_scaled_compare(pair->weight, r->detection.weights[0]) <= 0)) {
		c->report->paired = false;
		return inspect_chosen(c, r);
	}
	status = inspect_chosen(c, same ? r : &both);
	if (status != GCV_OK || (c->report->verdict != GCV_VALID && c->report->verdict != GCV_REPAIRED))
		return status;
	return c->report->format == pair->detection.fits[0].format ? tell_companion(c, pair) : GCV_OK;
}

/* A number that a spreadsheet made of a code: its digits, if none is lost and they are a code. */
static int inspect_number(gcvi_call *c, const gcvi_way *r, const gcvi_spreadsheet *number)
{
	gcvi_way digits = { .detection.count = 0 };
	size_t k;
	int status;

	/* What is a code as it stands stays one. */
	if (gcvi_way_verdict(r) == GCV_VALID || (number->known < number->digits && gcvi_way_verdict(r) != GCV_INVALID)) {
		status = inspect_chosen(c, r);
		return status == GCV_OK && number->known == number->digits ? gcvi_spreadsheet_tell(c->report, number) : status;
	}
	if (number->known < number->digits)
		return gcvi_spreadsheet_tell(c->report, number);
	status = gcvi_spreadsheet_digits(number, c->report->input, c->report->size, &digits.how.reading, &c->report->arena);
	if (status == GCV_OK)
		status = gcvi_check_detect(c, &digits);
	if (status != GCV_OK || gcvi_way_verdict(&digits) != GCV_VALID)
		return status != GCV_OK ? status : inspect_chosen(c, r);
	for (k = 0; k < digits.detection.count; k++)
		if (digits.detection.fits[k].verdict == GCV_VALID)
			digits.detection.fits[k].verdict = GCV_REPAIRED;
	status = inspect_chosen(c, &digits);
	return status == GCV_OK ? gcvi_spreadsheet_tell(c->report, number) : status;
}

int gcvi_check_inspect(gcvi_call *c)
{
	gcvi_way ways[GCVI_WAYS_MAX], *chosen;
	gcvi_pair_found pair = { .found = false };
	gcvi_spreadsheet number;
	size_t count, which;
	int status;

	memset(ways, 0, sizeof ways);
	status = gcvi_check_readings(c, ways, &count, &which);
	if (status != GCV_OK)
		return status;
	chosen = &ways[which];
	if (gcvi_spreadsheet_read(c->report->input, c->report->size, &number))
		return inspect_number(c, chosen, &number);
	if (count != 1 || gcvi_way_verdict(chosen) != GCV_VALID || c->format_count > 1)
		status = gcvi_pair_find(&pair, c->formats, c->format_count, c->report->input, c->report->size, c->channel, &c->work);
	if (status != GCV_OK || !pair.found)
		return status != GCV_OK ? status : inspect_chosen(c, chosen);
	return inspect_pair(c, chosen, &pair);
}
