/* SPDX-License-Identifier: MIT */
/* Floor 4: the way from the input to a suggested code, as edits with spans; from the one alignment. */
#include "suggest.h"

#include "keyboard.h"
#include "message.h"
#include "text.h"

#include <string.h>

/* The alignment of the input with one code. */
typedef struct path {
	const gcvi_reading *reading;   /* as it was meant, where another keyboard is undone */
	const gcvi_form *form;
	const gcvi_symbol *code;
	gcvi_step *steps;
	size_t count;
} path;

static int make_path(path *p, const gcvi_found *found, const gcvi_lattice *lattice, gcvi_arena *work)
{
	size_t room = lattice->reading->count + lattice->form->length + 1;

	p->reading = lattice->reading;
	p->form = lattice->form;
	p->code = found->code;
	p->steps = gcvi_arena_alloc(work, room, sizeof *p->steps);
	return p->steps != NULL ? gcvi_align(lattice, found->code, p->steps, &p->count, work) : GCV_E_MEMORY;
}

bool gcvi_suggest_says(const gcvi_reading *reading, const gcvi_alphabet *alphabet, size_t mark, gcvi_symbol symbol)
{
	const gcvi_mark *typed = &reading->marks[mark];
	gcvi_resolved resolved;

	if (typed->kind != GCVI_MARK_CHARACTER && typed->kind != GCVI_MARK_SEPARATOR)
		return false;
	resolved = gcvi_resolve(alphabet, typed);
	return resolved.symbol == symbol && (resolved.changes & GCVI_CHANGE_REPAIRS) == 0;
}

/* Positions that a step takes, and letters. */
static size_t width_of(gcvi_op op)
{
	return op == GCVI_OP_TRANSPOSE || op == GCVI_OP_TWIN ? 2 : op == GCVI_OP_JUMP ? 3 : 1;
}

/* The last of `letters` marks from `mark` on that are not separators or ignored. */
static size_t last_mark(const path *p, size_t mark, size_t letters)
{
	const gcvi_reading *reading = p->reading;
	size_t last = mark;

	for (; mark < reading->count && letters > 0; mark++) {
		if (!gcvi_mark_is_letter(p->form->alphabet, &reading->marks[mark]))
			continue;
		last = mark;
		letters--;
	}
	return last;
}

/* Where a missing character belongs: before this mark, behind the one before it when that is no separator. */
static size_t gap_before(const path *p, size_t mark)
{
	const gcvi_reading *reading = p->reading;

	if (mark < reading->count && (mark == 0 || reading->marks[mark - 1].kind == GCVI_MARK_SEPARATOR))
		return reading->marks[mark].start;
	return mark > 0 ? reading->marks[mark - 1].end : 0;
}

/* The code's symbols from `position` on, with separators where the typed ones stand between the marks. */
static const char *meant_text(struct gcv_report *report, const path *p, size_t mark, size_t position, size_t count)
{
	const gcvi_reading *reading = p->reading;
	char *out = gcvi_arena_alloc(&report->arena, (count + reading->size) * 4 + 1, 1);
	size_t at = 0, given = 0;

	for (; out != NULL && given < count; mark++) {
		if (mark < reading->count && count > 1 && reading->marks[mark].kind == GCVI_MARK_SEPARATOR && given > 0 &&
		    gcvi_resolve(p->form->alphabet, &reading->marks[mark]).symbol == GCVI_NO_SYMBOL) {
			out[at++] = '-';
			continue;
		}
		if (mark < reading->count && count > 1 && reading->marks[mark].kind == GCVI_MARK_INVISIBLE)
			continue;
		at += gcvi_utf8_write(p->form->alphabet->points[p->code[position + given]], (uint8_t *)out + at);
		given++;
	}
	return out;
}

static gcv_edit_kind kind_of(gcvi_op op)
{
	switch (op) {
	case GCVI_OP_MISSING: return GCV_INSERTION;
	case GCVI_OP_EXTRA: return GCV_DELETION;
	case GCVI_OP_TRANSPOSE: return GCV_TRANSPOSITION;
	case GCVI_OP_JUMP: return GCV_JUMP;
	case GCVI_OP_TWIN: return GCV_TWIN;
	default: return GCV_SUBSTITUTION;
	}
}

int gcvi_suggest_edit_text(struct gcv_report *report, gcv_edit *edit, const char *meant)
{
	if ((report->flags & GCV_MASK) == 0) {
		edit->typed = gcvi_report_typed(report, edit->start, edit->end);
		edit->meant = meant;
		if (edit->typed == NULL || edit->meant == NULL)
			return GCV_E_MEMORY;
	}
	edit->message = gcvi_message_edit(&report->arena, edit);
	return edit->message != NULL ? GCV_OK : GCV_E_MEMORY;
}

static int fill_edit(struct gcv_report *report, const path *p, const gcvi_step *step, gcv_edit *edit)
{
	const gcvi_mark *marks = p->reading->marks;
	size_t width = width_of(step->op);

	edit->kind = kind_of(step->op);
	/* What is too much behind the last position belongs to that one. */
	edit->position = step->position < p->form->length ? step->position + 1 : p->form->length;
	if (step->op == GCVI_OP_MISSING) {
		edit->start = edit->end = gap_before(p, step->mark);
	} else {
		edit->start = marks[step->mark].start;
		edit->end = marks[last_mark(p, step->mark, width)].end;
	}
	return gcvi_suggest_edit_text(report, edit, step->op == GCVI_OP_EXTRA ? ""
	                              : meant_text(report, p, step->mark, step->position, width));
}

static int is_edit(const path *p, const gcvi_step *step)
{
	if (step->op == GCVI_OP_SEPARATOR)
		return 0;
	return step->op != GCVI_OP_MATCH ||
	       !gcvi_suggest_says(p->reading, p->form->alphabet, step->mark, p->code[step->position]);
}

/* ---------------------------------------------------------------------------------------- another keyboard */

/* Edits that put what was meant in place of what another keyboard made of it, between the edits of the path. */
typedef struct rekeying {
	struct gcv_report *report;
	const path *path;
	const char *name;         /* NULL: no keyboard is undone */
	size_t start, position;   /* bytes and positions before these are done */
	size_t border;            /* the first position whose separator is not done */
} rekeying;

/* Positions from r->position on, and the separator in front of the next one, for the bytes up to `end`. */
static int rekey(rekeying *r, size_t end, size_t position, gcv_edit *edits, size_t *count)
{
	const gcvi_form *form = r->path->form;
	gcv_edit *edit = &edits[*count];
	char *meant = gcvi_arena_alloc(&r->report->arena, (position - r->position) * 8 + 5, 1);
	size_t at = 0, j;

	if (meant == NULL)
		return GCV_E_MEMORY;
	for (j = r->position; j <= position && j < form->length; j++) {
		if (j >= r->border && j > 0 && form->sites[j].separator != 0)
			at += gcvi_utf8_write(form->sites[j].separator, (uint8_t *)meant + at);
		if (j < position)
			at += gcvi_utf8_write(form->alphabet->points[r->path->code[j]], (uint8_t *)meant + at);
	}
	r->border = position + 1;
	if (at == end - r->start && memcmp(meant, r->report->reading.input + r->start, at) == 0)
		return GCV_OK;
	++*count;
	edit->kind = GCV_LAYOUT;
	edit->position = (r->position < form->length ? r->position : form->length - 1) + 1;
	edit->start = r->start;
	edit->end = end;
	edit->name = r->name;
	return gcvi_suggest_edit_text(r->report, edit, meant);
}

/* -------------------------------------------------------------------------------------------------- entry */

/* One edit of the path, and the keyboard's in front of it. */
static int add_edit(struct gcv_report *report, const path *p, const gcvi_step *step, rekeying *r, gcv_edit *edits,
                    size_t *count)
{
	gcv_edit edit = { .kind = GCV_SUBSTITUTION };
	int status = fill_edit(report, p, step, &edit);

	if (status == GCV_OK && r->name != NULL) {
		status = rekey(r, edit.start, step->position, edits, count);
		r->start = edit.end;
		r->position = step->position + (step->op == GCVI_OP_EXTRA ? 0 : width_of(step->op));
	}
	edits[(*count)++] = edit;
	return status;
}

/* keyboard: what the lattice is meant with; GCVI_KEYBOARDS: it has what was typed. */
static int edits_of_path(struct gcv_report *report, const gcvi_found *found, const gcvi_lattice *lattice, size_t keyboard,
                         gcv_suggestion *suggestion, gcvi_arena *work)
{
	gcv_edit *edits;
	size_t i, count = 0;
	path p = { 0 };
	rekeying r = { .report = report, .path = &p };
	int status = make_path(&p, found, lattice, work);

	if (status != GCV_OK)
		return status;
	edits = gcvi_arena_alloc(&report->arena, 2 * p.count + 2, sizeof *edits);
	if (edits == NULL)
		return GCV_E_MEMORY;
	if (keyboard != GCVI_KEYBOARDS) {
		r.name = gcvi_keyboard_name(keyboard);
		r.start = p.reading->marks[lattice->first_mark].start;
	}
	for (i = 0; i < p.count && status == GCV_OK; i++)
		if (is_edit(&p, &p.steps[i]))
			status = add_edit(report, &p, &p.steps[i], &r, edits, &count);
	if (status == GCV_OK && r.name != NULL)
		status = rekey(&r, p.reading->marks[lattice->end_mark - 1].end, p.form->length, edits, &count);
	suggestion->edits = edits;
	suggestion->edit_count = count;
	return status;
}

int gcvi_suggest_edits(struct gcv_report *report, const gcvi_found *found, gcv_suggestion *suggestion, gcvi_arena *work)
{
	const gcvi_hypothesis *accident = gcvi_suggest_accident(found);
	gcv_edit *edits;

	if (accident == NULL)
		return edits_of_path(report, found, found->source->trellis.lattice, found->source->keyboard, suggestion, work);
	if (accident->accident == GCVI_ACCIDENT_KEYBOARD)
		return edits_of_path(report, found, accident->lattice, accident->first, suggestion, work);
	edits = gcvi_arena_alloc(&report->arena, 2 * found->source->trellis.n + 1, sizeof *edits);
	if (edits == NULL)
		return GCV_E_MEMORY;
	suggestion->edits = edits;
	return gcvi_suggest_accident_edits(report, found, accident, edits, &suggestion->edit_count);
}

/* Where an accident left the character of a position. */
static void place_in_accident(const struct gcv_report *report, const gcvi_hypothesis *accident, size_t position,
                              size_t *start, size_t *end)
{
	const gcvi_mark *marks = report->reading.marks;

	if (accident->marks[position] != UINT32_MAX) {
		*start = marks[accident->marks[position]].start;
		*end = marks[accident->marks[position]].end;
		return;
	}
	while (position > 0 && accident->marks[position] == UINT32_MAX)
		position--;
	*start = *end = accident->marks[position] != UINT32_MAX ? marks[accident->marks[position]].end : 0;
}

int gcvi_suggest_place(const struct gcv_report *report, const gcvi_found *found, size_t position, size_t *start, size_t *end,
                       gcvi_arena *work)
{
	const gcvi_hypothesis *accident = gcvi_suggest_accident(found);
	path p = { 0 };
	size_t i;
	int status;

	*start = *end = report->size;
	if (accident != NULL) {
		place_in_accident(report, accident, position, start, end);
		return GCV_OK;
	}
	status = make_path(&p, found, found->source->trellis.lattice, work);
	for (i = 0; status == GCV_OK && i < p.count; i++) {
		const gcvi_step *step = &p.steps[i];

		if (step->op == GCVI_OP_SEPARATOR || step->op == GCVI_OP_EXTRA || position < step->position ||
		    position >= step->position + width_of(step->op))
			continue;
		if (step->op == GCVI_OP_MISSING) {
			*start = *end = gap_before(&p, step->mark);
		} else {
			const gcvi_mark *mark = &p.reading->marks[last_mark(&p, step->mark, position - step->position + 1)];

			*start = mark->start;
			*end = mark->end;
		}
		break;
	}
	return status;
}
