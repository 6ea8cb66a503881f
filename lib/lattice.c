/* SPDX-License-Identifier: MIT */
/* Floor 4: makes a lattice of a reading: its tokens, and what each letter says about each symbol. */
#include "lattice_model.h"

#include <string.h>

/* An unreadable mark, whichever it is. */
#define UNREAD 0xFFFDu

/* Input that a code of this many symbols can have become; beyond, no alignment means anything. */
#define TOKENS_BEYOND 512

static double at_least(double value, double low)
{
	return value > low ? value : low;
}

void gcvi_lattice_weigh(gcvi_lattice *lattice, const gcvi_priors *p)
{
	lattice->stay = at_least(1 - p->omission - p->transposition - p->jump - p->twin, 0.125);
	lattice->leave = at_least(1 - p->insertion - p->doubling - p->separator_extra, 0.125);
	lattice->omission = p->omission;
	lattice->end_omission = p->omission * p->end < 0.5 ? p->omission * p->end : 0.5;
	lattice->transposition = p->transposition;
	lattice->jump = p->jump;
	lattice->twin = p->twin <= 0 ? 0 : p->twin < p->substitution ? p->twin / p->substitution : 1;
	lattice->lost = p->separator_lost;
	lattice->extra_run = p->separator_extra;
}

double gcvi_lattice_twins(const gcvi_lattice *lattice, size_t token, gcvi_symbol symbol)
{
	const gcvi_token *t = &lattice->tokens[token];

	if (!t->twin || t->symbol == symbol)
		return 0;
	return lattice->twin * lattice->emit[symbol * lattice->stride + token] * lattice->tokens[t->next].scale;
}

/* ------------------------------------------------------------------------------------------------- tokens */

static void add_run(gcvi_lattice *lattice, size_t mark)
{
	gcvi_token *t = &lattice->tokens[lattice->count];

	if (lattice->count == 0)
		return;
	if (t[-1].run) {
		t[-1].marks = (uint32_t)mark - t[-1].mark + 1;
		return;
	}
	t->mark = (uint32_t)mark;
	t->marks = 1;
	t->run = 1;
	t->letters = (uint32_t)lattice->letters;
	t->symbol = GCVI_NO_SYMBOL;
	t->scale = 1;
	lattice->count++;
}

static void add_letter(gcvi_lattice *lattice, size_t mark)
{
	const gcvi_mark *m = &lattice->reading->marks[mark];
	gcvi_token *t = &lattice->tokens[lattice->count++];

	t->mark = (uint32_t)mark;
	t->marks = 1;
	t->letters = (uint32_t)lattice->letters++;
	t->symbol = GCVI_NO_SYMBOL;
	t->scale = 1;
	if (m->kind == GCVI_MARK_CHARACTER || m->kind == GCVI_MARK_SEPARATOR)
		t->symbol = gcvi_resolve(lattice->form->alphabet, m).symbol;
}

static int same_character(const gcvi_lattice *lattice, const gcvi_token *a, const gcvi_token *b)
{
	const gcvi_mark *x = &lattice->reading->marks[a->mark], *y = &lattice->reading->marks[b->mark];

	return x->kind == GCVI_MARK_CHARACTER && y->kind == GCVI_MARK_CHARACTER && x->point != 0 && x->point == y->point;
}

static void link_tokens(gcvi_lattice *lattice)
{
	size_t i;

	for (i = 0; i < lattice->count; i++) {
		gcvi_token *t = &lattice->tokens[i];

		t->next = UINT32_MAX;
		if (t->run) {
			lattice->separators = 1;
			continue;
		}
		if (i + 1 == lattice->count)
			continue;
		t->sep = t[1].run;
		t->next = (uint32_t)(i + 1 + t->sep);
		t->twin = (uint8_t)same_character(lattice, t, &lattice->tokens[t->next]);
	}
	lattice->tokens[lattice->count].letters = (uint32_t)lattice->letters;
	lattice->tokens[lattice->count].next = UINT32_MAX;
	lattice->tokens[lattice->count].symbol = GCVI_NO_SYMBOL;
}

static void make_tokens(gcvi_lattice *lattice)
{
	const gcvi_reading *reading = lattice->reading;
	size_t mark;

	lattice->first_mark = lattice->end_mark = (uint32_t)reading->count;
	for (mark = 0; mark < reading->count; mark++) {
		const gcvi_mark *m = &reading->marks[mark];

		if (gcvi_mark_is_letter(lattice->form->alphabet, m)) {
			if (lattice->count == 0)
				lattice->first_mark = (uint32_t)mark;
			add_letter(lattice, mark);
			lattice->end_mark = (uint32_t)mark + 1;
		} else if (m->kind == GCVI_MARK_SEPARATOR) {
			add_run(lattice, mark);
		}
	}
	if (lattice->count != 0 && lattice->tokens[lattice->count - 1].run) {
		lattice->count--;
		memset(&lattice->tokens[lattice->count], 0, sizeof *lattice->tokens);
	}
	link_tokens(lattice);
}

/* ---------------------------------------------------------------------------------------------- emissions */

/* What mark number `mark` says about each symbol, into row; returns P(mark | nothing printed). */
static double mark_row(const gcvi_lattice *lattice, const gcvi_emission *emission, const gcvi_token *token, double *row,
                       double *scratch)
{
	const gcvi_alphabet *alphabet = lattice->form->alphabet;
	const gcvi_mark *mark = &lattice->reading->marks[token->mark];
	uint32_t point = mark->point;
	double extra, unread;
	uint32_t k;
	size_t c;

	if (mark->kind == GCVI_MARK_UNREADABLE || (mark->kind == GCVI_MARK_CHOICE && mark->choice_count == 0)) {
		gcvi_emission_row(emission, UNREAD, row);
		return gcvi_emission_extra(emission, UNREAD);
	}
	if (mark->kind != GCVI_MARK_CHOICE) {
		if (point == 0 && token->symbol != GCVI_NO_SYMBOL)
			point = alphabet->points[token->symbol];
		gcvi_emission_row(emission, point, row);
		return gcvi_emission_extra(emission, point);
	}
	gcvi_emission_row(emission, UNREAD, scratch);
	unread = scratch[0] / mark->choice_count;
	memset(row, 0, alphabet->count * sizeof *row);
	extra = 0;
	for (k = 0; k < mark->choice_count; k++) {
		uint32_t choice = lattice->reading->choices[mark->choice_first + k];

		gcvi_emission_row(emission, choice, scratch);
		extra += gcvi_emission_extra(emission, choice);
		for (c = 0; c < alphabet->count; c++)
			row[c] += scratch[c];
	}
	for (c = 0; c < alphabet->count; c++)
		row[c] *= unread;
	return extra * unread;
}

/* The power of two that brings the largest into (1/2, 1]; its exponent is added to *exponent. */
static double scale_of(const double *row, size_t count, long *exponent)
{
	double largest = 0, scale = 1;
	size_t c;

	for (c = 0; c < count; c++)
		largest = row[c] > largest ? row[c] : largest;
	for (; largest > 0 && largest * scale <= 0.5; ++*exponent)
		scale *= 2;
	return scale;
}

static void emit_letter(gcvi_lattice *lattice, const gcvi_emission *emission, const gcvi_priors *priors, size_t i,
                        double *row, double *scratch)
{
	gcvi_token *t = &lattice->tokens[i];
	size_t n = lattice->form->alphabet->count, c;

	t->extra = priors->insertion * mark_row(lattice, emission, t, row, scratch);
	if (i > 0 && !t[-1].run && t[-1].twin)
		t->extra += priors->doubling;
	t->scale = scale_of(row, n, &lattice->exponent);
	t->extra *= t->scale;
	for (c = 0; c < n; c++)
		lattice->emit[c * lattice->stride + i] = row[c] * t->scale;
}

int gcvi_lattice_make(const gcvi_lattice **out, const gcvi_reading *reading, const gcvi_form *form,
                      const gcvi_emission *emission, const gcvi_priors *priors, gcvi_arena *arena)
{
	gcvi_lattice *lattice = gcvi_arena_alloc(arena, 1, sizeof *lattice);
	size_t n = form->alphabet->count, i;
	double *row = gcvi_arena_alloc(arena, 2 * n, sizeof *row);

	if (lattice == NULL || row == NULL)
		return GCV_E_MEMORY;
	lattice->form = form;
	lattice->reading = reading;
	lattice->tokens = gcvi_arena_alloc(arena, reading->count + 1, sizeof *lattice->tokens);
	if (lattice->tokens == NULL)
		return GCV_E_MEMORY;
	make_tokens(lattice);
	if (lattice->count > form->length + TOKENS_BEYOND)
		return GCV_E_RANGE;
	gcvi_lattice_weigh(lattice, priors);
	lattice->stride = lattice->count + GCVI_LATTICE_PAD;
	lattice->emit = gcvi_arena_alloc(arena, n * lattice->stride, sizeof *lattice->emit);
	if (lattice->emit == NULL)
		return GCV_E_MEMORY;
	for (i = 0; i < lattice->count; i++) {
		if (lattice->tokens[i].run)
			lattice->tokens[i].extra = lattice->extra_run;
		else
			emit_letter(lattice, emission, priors, i, row, row + n);
	}
	*out = lattice;
	return GCV_OK;
}
