/* SPDX-License-Identifier: MIT */
/*
 * Floor 5: an input that an accident made all wrong: another keyboard layout, Caps Lock, Shift held. Ten complaints about
 * its characters hide that; the accident is told instead of them. Groups in a wrong order are not meant: their characters
 * are right, and what is said of the groups tells where to look.
 */
#include "check.h"

/* Less probable accidents explain nothing for certain: then every finding is told. */
#define EXPLAINS_LEAST 0.75

/* Whatever is said of single characters; even a '?' may be another character's key. */
static bool is_explained(const gcv_finding *finding)
{
	switch (finding->kind) {
	case GCV_FOLDED_CASE: case GCV_FOLDED_WIDTH: case GCV_FOLDED_FORM: case GCV_FOLDED_KANA: case GCV_FOLDED_DIGIT:
	case GCV_FOLDED_ALIAS: case GCV_SEPARATORS: case GCV_REPAIRED_SHAPE: case GCV_REPAIRED_MARK: case GCV_REPAIRED_TWIN:
	case GCV_REPAIRED_CASE: case GCV_REPAIRED_MIXED: case GCV_LOOK_ALIKE: case GCV_COUNT_TRAP: case GCV_UNREADABLE:
	case GCV_NOT_IN_ALPHABET: case GCV_TOO_SHORT: case GCV_TOO_LONG: case GCV_WRONG_PREFIX: case GCV_WRONG_CLASS:
	case GCV_CHECK_FAILED: case GCV_NO_FORMAT:
		return true;
	default:
		return false;
	}
}

/* The accident that the code was put right by; NULL: none. *besides: characters that were put right on top. */
static const gcv_edit *accident_of(const gcv_suggestion *suggestion, size_t *besides)
{
	const gcv_edit *accident = NULL;
	size_t k;

	*besides = 0;
	for (k = 0; k < suggestion->edit_count; k++) {
		const gcv_edit *edit = &suggestion->edits[k];

		*besides += edit->kind != GCV_LAYOUT;
		accident = edit->kind == GCV_LAYOUT ? edit : accident;
	}
	return accident;
}

/* How probable that accident is, whatever was misread besides: all suggestions that it led to. */
static double probability_of(const struct gcv_report *report, const char *name)
{
	double sum = 0;
	size_t k, besides;

	for (k = 0; k < report->suggestion_count; k++) {
		const gcv_edit *accident = accident_of(&report->suggestions[k], &besides);

		sum += accident != NULL && accident->name == name ? report->suggestions[k].probability : 0;
	}
	return sum;
}

static void leave_out(struct gcv_report *report)
{
	size_t kept = 0, k;

	for (k = 0; k < report->finding_count; k++)
		if (!is_explained(&report->findings[k]))
			report->findings[kept++] = report->findings[k];
	report->finding_count = kept;
}

int gcvi_check_accident(gcvi_call *c)
{
	struct gcv_report *report = c->report;
	gcv_finding finding = { .kind = GCV_ACCIDENT, .severity = GCV_ERROR };
	const gcv_suggestion *first = report->suggestions;
	const gcv_edit *accident;

	if (report->verdict != GCV_INVALID || report->suggestion_count == 0)
		return GCV_OK;
	accident = accident_of(first, &finding.count);
	finding.probability = accident != NULL ? probability_of(report, accident->name) : 0;
	if (finding.probability < EXPLAINS_LEAST)
		return GCV_OK;
	leave_out(report);
	finding.start = report->reading.count != 0 ? report->reading.marks[0].start : 0;
	finding.end = report->reading.count != 0 ? report->reading.marks[report->reading.count - 1].end : report->size;
	finding.name = accident->name;
	finding.meant = (report->flags & GCV_MASK) == 0 ? first->code : NULL;
	return gcvi_report_add(report, &finding);
}
