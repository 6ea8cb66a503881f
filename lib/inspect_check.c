/* SPDX-License-Identifier: MIT */
/* Floor 4: failed checks, of the groups and codes whose characters are all there. */
#include "inspection.h"

#include "text.h"

#include <string.h>

/* A code of GCVI_CODE_MAX symbols with a check in every group of one cannot have more. */
#define FAILURES_MAX 64

/* Are all characters that this check covers known? Tells the bytes they stand in. */
static bool is_whole(const gcvi_inspection *i, const gcvi_check_failure *failure, size_t *start, size_t *end)
{
	size_t position;
	bool first = true;

	for (position = failure->first; position < failure->last; position++) {
		const gcvi_mark *mark;

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

/* Several check characters together, as they would have to be; *text stays NULL where that is not unique. */
static int several(gcvi_inspection *i, const gcvi_check_failure *failure, const gcvi_symbol *code, const char **text)
{
	size_t length = i->form.length, k;
	gcvi_symbol *trial = gcvi_arena_alloc(i->work, length, sizeof *trial);
	uint8_t *unknown = gcvi_arena_alloc(i->work, length, 1);
	char *out = gcvi_arena_alloc(&i->report->arena, 4 * failure->check_count + 1, 1);
	size_t size = 0;

	if (trial == NULL || unknown == NULL || out == NULL)
		return GCV_E_MEMORY;
	memcpy(trial, code, length * sizeof *trial);
	for (k = 0; k < length; k++)
		unknown[k] = i->form.sites[k].check;
	if (gcvi_automaton_complete(&i->automaton, trial, unknown) != 1)
		return GCV_OK;
	for (k = failure->position; k < failure->position + failure->check_count; k++)
		size += gcvi_utf8_write(i->format->alphabet.points[trial[k]], (uint8_t *)out + size);
	*text = out;
	return GCV_OK;
}

/* What would stand in the place of the check characters if all others were right; what a counting rule asks for. */
static int expect(gcvi_inspection *i, const gcvi_check_failure *failure, size_t failures, const gcvi_symbol *code,
                  gcv_finding *finding)
{
	const char *rule = gcvi_scheme_rule(failure->scheme, code, i->form.length, &finding->count);

	if ((i->report->flags & GCV_MASK) != 0) {
		finding->count = 0;
		return GCV_OK;
	}
	if (rule != NULL && failure->group == SIZE_MAX) {
		finding->meant = rule;
		return GCV_OK;
	}
	finding->count = failure->check_count > 1 ? failure->check_count : 0;
	if (failure->expected != GCVI_NO_SYMBOL) {
		finding->meant = gcvi_report_symbol(i->report, &i->format->alphabet, failure->expected);
		return finding->meant != NULL ? GCV_OK : GCV_E_MEMORY;
	}
	return finding->count != 0 && failures == 1 ? several(i, failure, code, &finding->meant) : GCV_OK;
}

static int tell(gcvi_inspection *i, const gcvi_check_failure *failure, size_t failures, const gcvi_symbol *code)
{
	gcv_finding finding = { .kind = GCV_CHECK_FAILED, .severity = GCV_ERROR };
	int status;

	if (!is_whole(i, failure, &finding.start, &finding.end))
		return GCV_OK;
	finding.group = failure->group == SIZE_MAX ? 0 : failure->group + 1;
	finding.position = failure->position == SIZE_MAX ? 0 : failure->position + 1;
	finding.name = gcvi_scheme_name(failure->scheme);
	status = expect(i, failure, failures, code, &finding);
	return status == GCV_OK ? gcvi_report_add(i->report, &finding) : status;
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
		status = tell(i, &failures[f], count, code);
	gcvi_wipe(failures, sizeof failures);
	return status;
}
