/* SPDX-License-Identifier: MIT */
/* Floor 4: failed checks, of the groups and codes whose characters are all there. */
#include "inspection.h"

#include <string.h>

/* A code of GCVI_CODE_MAX symbols with a check in every group of one cannot have more. */
#define FAILURES_MAX 64

/* Are all characters that this check covers known? Tells the bytes they stand in. */
static bool is_whole(const gcvi_inspection *i, size_t group, size_t *start, size_t *end)
{
	size_t position;
	bool first = true;

	for (position = 0; position < i->form.length; position++) {
		const gcvi_mark *mark;

		if (group != SIZE_MAX && i->form.sites[position].group != group)
			continue;
		if (i->code[position] == GCVI_NO_SYMBOL || i->shifted[i->form.sites[position].group] != 0)
			return false;
		mark = &i->reading->marks[i->mark_of[position]];
		if (first || mark->start < *start)
			*start = mark->start;
		if (first || mark->end > *end)
			*end = mark->end;
		first = false;
	}
	return !first;
}

static int tell(gcvi_inspection *i, const gcvi_check_failure *failure)
{
	gcv_finding finding = { .kind = GCV_CHECK_FAILED, .severity = GCV_ERROR };

	if (!is_whole(i, failure->group, &finding.start, &finding.end))
		return GCV_OK;
	finding.group = failure->group == SIZE_MAX ? 0 : failure->group + 1;
	finding.position = failure->position == SIZE_MAX ? 0 : failure->position + 1;
	finding.name = gcvi_scheme_name(failure->scheme);
	if (failure->expected != GCVI_NO_SYMBOL && finding.position != 0) {
		finding.meant = gcvi_report_symbol(i->report, &i->format->alphabet, failure->expected);
		if (finding.meant == NULL)
			return GCV_E_MEMORY;
	}
	return gcvi_report_add(i->report, &finding);
}

int gcvi_inspect_checks(gcvi_inspection *i)
{
	gcvi_check_failure failures[FAILURES_MAX];
	gcvi_symbol *code;
	size_t position, count, f;
	int status = GCV_OK;

	if (i->automaton.scheme_count == 0)
		return GCV_OK;
	code = gcvi_arena_alloc(i->work, i->form.length, sizeof *code);
	if (code == NULL)
		return GCV_E_MEMORY;
	/* What is not known is filled with anything: groups that have such a place are passed over. */
	for (position = 0; position < i->form.length; position++)
		code[position] = i->code[position] != GCVI_NO_SYMBOL
		                 ? i->code[position] : gcvi_set_nth(&i->form.sites[position].allowed, 0);
	count = gcvi_automaton_failures(&i->automaton, code, failures, FAILURES_MAX);
	for (f = 0; status == GCV_OK && f < count && f < FAILURES_MAX; f++)
		status = tell(i, &failures[f]);
	gcvi_wipe(failures, sizeof failures);
	return status;
}
