/* SPDX-License-Identifier: MIT */
/* Floor 4: what normalising changed: one note a kind, one repair a place. */
#include "inspection.h"

#include <string.h>

static const struct {
	unsigned changes;
	gcv_kind kind;
} notes[] = {
	{ GCVI_CHANGE_CASE, GCV_FOLDED_CASE },
	{ GCVI_CHANGE_WIDTH, GCV_FOLDED_WIDTH },
	{ GCVI_CHANGE_COMPOSE | GCVI_CHANGE_COMPAT, GCV_FOLDED_FORM },
	{ GCVI_CHANGE_KANA, GCV_FOLDED_KANA },
	{ GCVI_CHANGE_DIGIT, GCV_FOLDED_DIGIT },
	{ GCVI_CHANGE_FOLD, GCV_FOLDED_ALIAS },
	{ GCVI_CHANGE_SPELT, GCV_SPELT },
}, repairs[] = {
	{ GCVI_CHANGE_SHAPE, GCV_REPAIRED_SHAPE },
	{ GCVI_CHANGE_MARK, GCV_REPAIRED_MARK },
	{ GCVI_CHANGE_TWIN, GCV_REPAIRED_TWIN },
	{ GCVI_CHANGE_OTHERCASE, GCV_REPAIRED_CASE },
	{ GCVI_CHANGE_MIXEDCASE, GCV_REPAIRED_MIXED },
};

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

/* Is this letter part of the code as read? Of others nothing was changed. */
static bool stands(const gcvi_inspection *i, size_t letter)
{
	return i->letters->symbols[letter] != GCVI_NO_SYMBOL &&
	       i->position_of[i->letters->marks[letter]] != GCVI_NOWHERE;
}

static int tell_letter(gcvi_inspection *i, size_t letter, gcv_finding *finding)
{
	finding->meant = gcvi_report_symbol(i->report, &i->format->alphabet, i->letters->symbols[letter]);
	if (finding->meant == NULL)
		return GCV_E_MEMORY;
	return gcvi_inspect_tell(i, i->letters->marks[letter], finding);
}

static int tell_folds(gcvi_inspection *i, unsigned changes, gcv_kind kind)
{
	gcv_finding finding = { .kind = kind, .severity = GCV_NOTE };
	size_t letter, first = 0;

	for (letter = 0; letter < i->letters->count; letter++) {
		if (!stands(i, letter) || (i->letters->changes[letter] & changes) == 0)
			continue;
		if (finding.count++ == 0)
			first = letter;
	}
	return finding.count == 0 ? GCV_OK : tell_letter(i, first, &finding);
}

static int tell_repairs(gcvi_inspection *i, unsigned changes, gcv_kind kind)
{
	size_t letter;
	int status = GCV_OK;

	for (letter = 0; status == GCV_OK && letter < i->letters->count; letter++) {
		gcv_finding finding = { .kind = kind, .severity = GCV_REPAIR };

		if (stands(i, letter) && (i->letters->changes[letter] & changes) != 0)
			status = tell_letter(i, letter, &finding);
	}
	return status;
}

/* Invisible characters, between letters and inside them. */
static int tell_invisible(gcvi_inspection *i)
{
	gcv_finding finding = { .kind = GCV_INVISIBLE, .severity = GCV_NOTE };
	size_t mark;

	for (mark = 0; mark < i->reading->count; mark++) {
		const gcvi_mark *m = &i->reading->marks[mark];

		if (m->kind != GCVI_MARK_INVISIBLE && (m->changes & GCVI_CHANGE_INVISIBLE) == 0)
			continue;
		if (finding.count++ == 0) {
			finding.start = m->start;
			finding.end = m->end;
		}
	}
	return finding.count == 0 ? GCV_OK : gcvi_report_add(i->report, &finding);
}

/* A place where separators are not as printed. */
static void note_place(gcv_finding *finding, size_t start, size_t end)
{
	if (finding->count++ == 0) {
		finding->start = start;
		finding->end = end;
	}
}

/*
 * The separators before one letter (count: after the last) against the one printed there. Whoever types none at all does
 * as the plain form does; and where letters are missing or too many, only what was typed instead of the printed
 * separator is worth a word.
 */
static void compare_separators(const gcvi_inspection *i, size_t letter, bool typed_any, gcv_finding *finding)
{
	const gcvi_reading *reading = i->reading;
	size_t from = letter == 0 ? 0 : i->letters->marks[letter - 1] + 1;
	size_t to = letter == i->letters->count ? reading->count : i->letters->marks[letter], mark;
	size_t position = letter == 0 || letter == i->letters->count ? GCVI_NOWHERE
	                                                              : i->position_of[i->letters->marks[letter]];
	uint32_t printed = position != GCVI_NOWHERE ? i->form.sites[position].separator : 0;
	bool exact = i->report->verdict == GCV_INCOMPLETE ? i->fit->inside == 0 : i->report->verdict != GCV_INVALID;
	bool seen = false;

	for (mark = from; mark < to; mark++) {
		const gcvi_mark *m = &reading->marks[mark];

		if (m->kind != GCVI_MARK_SEPARATOR)
			continue;
		if (printed == 0 ? exact : seen || m->first != printed)
			note_place(finding, m->start, m->end);
		seen = true;
	}
	if (printed != 0 && !seen && typed_any && exact)
		note_place(finding, reading->marks[to].start, reading->marks[to].start);
}

static int tell_separators(gcvi_inspection *i)
{
	gcv_finding finding = { .kind = GCV_SEPARATORS, .severity = GCV_NOTE };
	size_t letter, mark;
	bool typed_any = false;

	for (letter = 1; letter < i->letters->count; letter++)
		for (mark = i->letters->marks[letter - 1] + 1; mark < i->letters->marks[letter]; mark++)
			typed_any = typed_any || i->reading->marks[mark].kind == GCVI_MARK_SEPARATOR;
	for (letter = 0; letter <= i->letters->count; letter++)
		compare_separators(i, letter, typed_any, &finding);
	return finding.count == 0 ? GCV_OK : gcvi_report_add(i->report, &finding);
}

static int tell_length_unknown(gcvi_inspection *i)
{
	gcv_finding finding = { .kind = GCV_LENGTH_UNKNOWN };

	if (i->format->length_known || i->report->verdict == GCV_INCOMPLETE)
		return GCV_OK;
	finding.severity = i->report->verdict == GCV_INVALID ? GCV_WARNING : GCV_NOTE;
	finding.count = i->letters->count;
	gcvi_inspect_span(i, &finding.start, &finding.end);
	return gcvi_report_add(i->report, &finding);
}

static int tell_absent_check(gcvi_inspection *i)
{
	gcv_finding finding = { .kind = GCV_OLD_CHECK, .severity = GCV_NOTE };

	if (!i->fit->check_absent || (i->fit->verdict != GCV_VALID && i->fit->verdict != GCV_REPAIRED))
		return GCV_OK;
	gcvi_inspect_span(i, &finding.start, &finding.end);
	finding.start = finding.end;
	return gcvi_report_add(i->report, &finding);
}

int gcvi_inspect_notes(gcvi_inspection *i)
{
	size_t k;
	int status = tell_invisible(i);

	for (k = 0; status == GCV_OK && k < COUNT(notes); k++)
		status = tell_folds(i, notes[k].changes, notes[k].kind);
	for (k = 0; status == GCV_OK && k < COUNT(repairs); k++)
		status = tell_repairs(i, repairs[k].changes, repairs[k].kind);
	if (status == GCV_OK)
		status = tell_separators(i);
	if (status == GCV_OK)
		status = tell_length_unknown(i);
	return status == GCV_OK ? tell_absent_check(i) : status;
}
