/* SPDX-License-Identifier: MIT */
/* Floor 4: suggestions where a companion was typed right behind the code. */
#include "suggest.h"

#include <string.h>

/* Everything behind the last letter of the code. */
static int take_off(struct gcv_report *report, gcv_edit *edit, size_t position)
{
	const gcvi_mark *marks = report->reading.marks;
	size_t last = report->companion_mark, end = report->reading.count;

	while (last > 0 && (marks[last - 1].kind == GCVI_MARK_SEPARATOR || marks[last - 1].kind == GCVI_MARK_INVISIBLE))
		last--;
	while (end > last && (marks[end - 1].kind == GCVI_MARK_SEPARATOR || marks[end - 1].kind == GCVI_MARK_INVISIBLE))
		end--;
	edit->kind = GCV_APART;
	edit->start = last > 0 ? marks[last - 1].end : 0;
	edit->end = end > 0 ? marks[end - 1].end : 0;
	edit->position = position;
	edit->name = report->companion_name;
	return gcvi_suggest_edit_text(report, edit, "");
}

static int add_edit(struct gcv_report *report, gcv_suggestion *suggestion)
{
	gcv_edit *edits = gcvi_arena_alloc(&report->arena, suggestion->edit_count + 1, sizeof *edits);
	const char *at;
	size_t length = 0;

	if (edits == NULL)
		return GCV_E_MEMORY;
	if (suggestion->edit_count != 0)
		memcpy(edits, suggestion->edits, suggestion->edit_count * sizeof *edits);
	for (at = suggestion->plain; *at != '\0'; at++)
		length += (*at & 0xC0) != 0x80;
	suggestion->edits = edits;
	return take_off(report, &edits[suggestion->edit_count++], length);
}

int gcvi_suggest_before_companion(struct gcv_report *report, const gcvi_suggest_request *request, gcvi_arena *work)
{
	gcvi_reading whole = report->reading;
	size_t k;
	int status;

	report->reading.count = report->companion_mark;
	status = gcvi_suggest(report, request, work);
	report->reading = whole;
	for (k = 0; status == GCV_OK && k < report->suggestion_count; k++)
		status = add_edit(report, &report->suggestions[k]);
	return status;
}
