/* SPDX-License-Identifier: MIT */
/* Floor 4: edits that undo an accident to groups. */
#include "suggest.h"

#include "text.h"

#include <string.h>

const gcvi_hypothesis *gcvi_suggest_accident(const gcvi_found *found)
{
	const gcvi_trellis *t = &found->source->trellis;
	double share[GCVI_HYPOTHESES_MAX], sum = 0;
	size_t h, best = 0;

	if (t->hypotheses->count == 0)
		return NULL;
	(void)gcvi_trellis_likelihood(t, found->code, share);
	for (h = 0; h < t->hypotheses->count; h++) {
		sum += share[h];
		best = share[h] > share[best] ? h : best;
	}
	return sum > 0.5 ? &t->hypotheses->items[best] : NULL;
}

typedef struct undoing {
	struct gcv_report *report;
	const gcvi_form *form;
	const gcvi_symbol *code;
	const gcvi_hypothesis *accident;
	int separators;           /* were typed */
	gcv_edit *edits;
	size_t count;
	int status;
} undoing;

static const gcvi_mark *mark_at(const undoing *u, size_t position)
{
	return &u->report->reading.marks[u->accident->marks[position]];
}

/* Positions [from, end) as text, with the separators printed between them. before: also the one in front of `from`. */
static char *spell(undoing *u, size_t from, size_t end, bool before)
{
	char *out = gcvi_arena_alloc(&u->report->arena, (end - from) * 8 + 5, 1);
	size_t at = 0, j;

	for (j = from; out != NULL && j < end; j++) {
		if ((j > from || before) && u->separators && u->form->sites[j].separator != 0)
			at += gcvi_utf8_write(u->form->sites[j].separator, (uint8_t *)out + at);
		at += gcvi_utf8_write(u->form->alphabet->points[u->code[j]], (uint8_t *)out + at);
	}
	return out;
}

static void add(undoing *u, gcv_edit_kind kind, size_t position, size_t start, size_t end, const char *meant)
{
	gcv_edit *edit = &u->edits[u->count++];

	edit->kind = kind;
	edit->position = position + 1;
	edit->start = start;
	edit->end = end;
	edit->name = kind == GCV_SUBSTITUTION ? NULL : gcvi_hypothesis_name(u->accident);
	if (gcvi_suggest_edit_text(u->report, edit, meant) != GCV_OK)
		u->status = GCV_E_MEMORY;
}

/* Positions whose letters stand where they belong; misread ones among them. */
static void add_misread(undoing *u, size_t from, size_t end)
{
	size_t j;

	for (j = from; j < end; j++)
		if (!gcvi_suggest_says(&u->report->reading, u->form->alphabet, u->accident->marks[j], u->code[j]))
			add(u, GCV_SUBSTITUTION, j, mark_at(u, j)->start, mark_at(u, j)->end, spell(u, j, j + 1, false));
}

static size_t start_of(const undoing *u, size_t group)
{
	size_t j = 0;

	while (j < u->form->length && u->form->sites[j].group < group)
		j++;
	return j;
}

/* At the place of group `group`, in the order of typing, stands group `typed`. */
static void put_back(undoing *u, size_t group, size_t typed)
{
	size_t from = start_of(u, group), end = start_of(u, group + 1);

	if (group == typed)
		add_misread(u, from, end);
	else
		add(u, GCV_GROUPS, from, mark_at(u, start_of(u, typed))->start, mark_at(u, start_of(u, typed + 1) - 1)->end,
		    spell(u, from, end, false));
}

static void take_repeated_away(undoing *u, size_t group)
{
	size_t from = start_of(u, group), end = start_of(u, group + 1);

	add(u, GCV_GROUPS, from, mark_at(u, end - 1)->end, u->report->reading.marks[u->accident->again[end - 1]].end, "");
}

/* Positions [from, end) were not typed: between what is before and behind them. */
static void put_in(undoing *u, size_t from, size_t end)
{
	char *text;
	size_t size;

	if (from > 0) {
		add(u, GCV_GROUPS, from, mark_at(u, from - 1)->end, mark_at(u, from - 1)->end, spell(u, from, end, true));
		return;
	}
	text = spell(u, from, end, false);
	size = text != NULL ? strlen(text) : 0;
	if (text != NULL && u->separators && end < u->form->length && u->form->sites[end].separator != 0)
		(void)gcvi_utf8_write(u->form->sites[end].separator, (uint8_t *)text + size);
	add(u, GCV_GROUPS, from, mark_at(u, end)->start, mark_at(u, end)->start, text);
}

static void undo_groups(undoing *u)
{
	const gcvi_hypothesis *h = u->accident;
	size_t groups = u->form->groups, g;

	for (g = 0; g < groups; g++) {
		size_t typed = g;

		if (h->accident == GCVI_ACCIDENT_EXCHANGED && (g == h->first || g == h->second))
			typed = g == h->first ? h->second : h->first;
		if (h->accident == GCVI_ACCIDENT_REVERSED)
			typed = groups - 1 - g;
		if (h->accident == GCVI_ACCIDENT_LEFT_OUT && g == h->first)
			put_in(u, start_of(u, g), start_of(u, g + 1));
		else
			put_back(u, g, typed);
		if (h->accident == GCVI_ACCIDENT_REPEATED && g == h->first)
			take_repeated_away(u, g);
	}
}

int gcvi_suggest_accident_edits(struct gcv_report *report, const gcvi_found *found, const gcvi_hypothesis *accident,
                                gcv_edit *edits, size_t *count)
{
	const gcvi_lattice *lattice = found->source->trellis.lattice;
	undoing u = { .report = report, .form = lattice->form, .code = found->code, .accident = accident, .edits = edits,
	              .separators = lattice->separators };

	switch (accident->accident) {
	case GCVI_ACCIDENT_UNFINISHED:
		add_misread(&u, 0, accident->first);
		put_in(&u, accident->first, u.form->length);
		break;
	default:
		undo_groups(&u);
		break;
	}
	*count = u.count;
	return u.status;
}
