/* SPDX-License-Identifier: MIT */
/* Floor 4: too short, too long: by how many, and in which group where the separators typed make that clear. */
#include "inspection.h"

#include <string.h>

/* What one group lacks or has too much of. */
typedef struct tally {
	size_t missing, extra;
	size_t first;             /* position from 0 of the first missing one, GCVI_NOWHERE */
	size_t start, end;        /* the bytes typed for it */
	bool typed;
} tally;

static bool is_extra(const gcvi_inspection *i, size_t letter)
{
	size_t mark = i->letters->marks[letter];
	const gcvi_mark *m = &i->reading->marks[mark];

	/* What is no symbol at all is told by itself; with it gone the length may be right. */
	return i->position_of[mark] == GCVI_NOWHERE && m->kind != GCVI_MARK_MALFORMED &&
	       (i->letters->symbols[letter] != GCVI_NO_SYMBOL || m->kind != GCVI_MARK_CHARACTER);
}

static bool separated(const gcvi_inspection *i, size_t letter)
{
	size_t mark;

	for (mark = i->letters->marks[letter - 1] + 1; mark < i->letters->marks[letter]; mark++)
		if (i->reading->marks[mark].kind == GCVI_MARK_SEPARATOR)
			return true;
	return false;
}

/*
 * Counts group by group, taking the typed segments for the groups. False where they are not: another number of them, or
 * a letter that lies in another group.
 */
static bool count_groups(const gcvi_inspection *i, tally *groups)
{
	size_t group = 0, letter, position;

	for (letter = 0; letter < i->letters->count; letter++) {
		size_t mark = i->letters->marks[letter];
		const gcvi_mark *m = &i->reading->marks[mark];

		if (letter > 0 && separated(i, letter))
			group++;
		if (group >= i->form.groups)
			return false;
		position = i->position_of[mark];
		if (position != GCVI_NOWHERE && i->form.sites[position].group != group)
			return false;
		groups[group].extra += is_extra(i, letter);
		if (!groups[group].typed)
			groups[group].start = m->start;
		groups[group].end = m->end;
		groups[group].typed = true;
	}
	if (group + 1 != i->form.groups)
		return false;
	for (position = 0; position < i->form.length; position++) {
		tally *t = &groups[i->form.sites[position].group];

		if (i->mark_of[position] == GCVI_NOWHERE && t->missing++ == 0)
			t->first = position;
	}
	return true;
}

/* group: from 1; 0: the whole code. */
static int tell(gcvi_inspection *i, const tally *t, size_t group)
{
	gcv_finding finding = { .severity = GCV_ERROR, .group = group, .start = t->start, .end = t->end };
	int status = GCV_OK;

	if (t->missing != 0) {
		finding.kind = GCV_TOO_SHORT;
		finding.count = t->missing;
		finding.position = t->first == GCVI_NOWHERE ? 0 : t->first + 1;
		status = gcvi_report_add(i->report, &finding);
	}
	if (status == GCV_OK && t->extra != 0) {
		finding.kind = GCV_TOO_LONG;
		finding.count = t->extra;
		finding.position = 0;
		status = gcvi_report_add(i->report, &finding);
	}
	return status;
}

/* The code as a whole. Missing at its end: the place is clear. */
static int tell_whole(gcvi_inspection *i, tally *t)
{
	size_t letter, position, last = 0;

	t->first = GCVI_NOWHERE;
	for (letter = 0; letter < i->letters->count; letter++)
		t->extra += is_extra(i, letter);
	for (position = 0; position < i->form.length; position++) {
		if (i->mark_of[position] != GCVI_NOWHERE)
			last = position + 1;
		else
			t->missing++;
	}
	gcvi_inspect_span(i, &t->start, &t->end);
	if (t->missing != 0 && t->extra == 0 && last + t->missing == i->form.length) {
		t->first = last;
		t->start = t->end;
	} else if (i->companion_of == NULL) {
		memset(i->shifted, 1, i->form.groups);
	}
	return tell(i, t, 0);
}

static bool is_trap(const gcvi_inspection *i, size_t count)
{
	size_t k;

	for (k = 0; k < i->format->count_trap_count; k++)
		if (i->format->count_traps[k] == count)
			return true;
	return false;
}

/* People who count the hyphens too believe in another length. */
static int tell_trap(gcvi_inspection *i)
{
	gcv_finding finding = { .kind = GCV_COUNT_TRAP, .severity = GCV_WARNING };
	size_t letters = i->letters->count, separators = 0, letter, mark;

	for (letter = 1; letter < letters; letter++)
		for (mark = i->letters->marks[letter - 1] + 1; mark < i->letters->marks[letter]; mark++)
			separators += i->reading->marks[mark].kind == GCVI_MARK_SEPARATOR;
	if (is_trap(i, letters))
		finding.count = letters;
	else if (is_trap(i, letters + separators))
		finding.count = letters + separators;
	else
		return GCV_OK;
	gcvi_inspect_span(i, &finding.start, &finding.end);
	return gcvi_report_add(i->report, &finding);
}

int gcvi_inspect_length(gcvi_inspection *i)
{
	tally *groups = gcvi_arena_alloc(i->work, i->form.groups + 1, sizeof *groups), whole;
	size_t group, wrong = 0, letter, position;
	int status = GCV_OK;

	if (groups == NULL)
		return GCV_E_MEMORY;
	for (position = 0; position < i->form.length; position++)
		wrong += i->mark_of[position] == GCVI_NOWHERE;
	for (letter = 0; letter < i->letters->count; letter++)
		wrong += is_extra(i, letter);
	if (wrong == 0)
		return GCV_OK;
	memset(&whole, 0, sizeof whole);
	for (group = 0; group < i->form.groups; group++)
		groups[group].first = GCVI_NOWHERE;
	if (i->form.groups > 1 && count_groups(i, groups)) {
		for (group = 0; status == GCV_OK && group < i->form.groups; group++) {
			i->shifted[group] = groups[group].missing != 0 || groups[group].extra != 0;
			status = tell(i, &groups[group], group + 1);
		}
	} else {
		status = tell_whole(i, &whole);
	}
	return status == GCV_OK ? tell_trap(i) : status;
}
