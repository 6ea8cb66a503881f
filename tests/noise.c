/* SPDX-License-Identifier: MIT */
/* The noise model by brute force. */
#include "noise.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------------------------------------- tokens */

static void weigh_letter(noise *model, int i, const gcvi_reading *reading, const gcvi_mark *mark,
                         const gcvi_emission *emission)
{
	size_t symbols = model->form->alphabet->count, c;
	double row[GCVI_SYMBOLS_MAX], unread[GCVI_SYMBOLS_MAX];
	uint32_t k, point = mark->point;

	gcvi_emission_row(emission, 0xFFFD, unread);
	if (mark->kind == GCVI_MARK_CHOICE && mark->choice_count > 0) {
		for (k = 0; k < mark->choice_count; k++) {
			uint32_t choice = reading->choices[mark->choice_first + k];

			gcvi_emission_row(emission, choice, row);
			for (c = 0; c < symbols; c++)
				model->e[i][c] += row[c] * unread[0] / mark->choice_count;
			model->x[i] += gcvi_emission_extra(emission, choice) * unread[0] / mark->choice_count;
		}
		return;
	}
	if (mark->kind == GCVI_MARK_UNREADABLE || mark->kind == GCVI_MARK_CHOICE)
		point = 0xFFFD;
	else if (point == 0 && model->symbol[i] != GCVI_NO_SYMBOL)
		point = model->form->alphabet->points[model->symbol[i]];
	gcvi_emission_row(emission, point, row);
	memcpy(model->e[i], row, symbols * sizeof *row);
	model->x[i] = gcvi_emission_extra(emission, point);
}

void noise_make(noise *model, const gcvi_reading *reading, const gcvi_form *form, const gcvi_emission *emission,
                const gcvi_priors *priors)
{
	const gcvi_alphabet *alphabet = form->alphabet;
	size_t mark;

	memset(model, 0, sizeof *model);
	model->form = form;
	model->p = *priors;
	model->n = (int)form->length;
	if (alphabet->count > NOISE_SYMBOLS || form->length > NOISE_POSITIONS || reading->count > NOISE_TOKENS)
		abort();
	for (mark = 0; mark < reading->count; mark++) {
		const gcvi_mark *m = &reading->marks[mark];
		gcvi_resolved resolved = { GCVI_NO_SYMBOL, 0 };

		if (m->kind == GCVI_MARK_INVISIBLE || m->kind == GCVI_MARK_MALFORMED)
			continue;
		if (m->kind == GCVI_MARK_CHARACTER || m->kind == GCVI_MARK_SEPARATOR)
			resolved = gcvi_resolve(alphabet, m);
		if (m->kind == GCVI_MARK_SEPARATOR && resolved.symbol == GCVI_NO_SYMBOL) {
			if (model->m > 0 && !model->run[model->m - 1])
				model->run[model->m++] = true;
			continue;
		}
		model->symbol[model->m] = resolved.symbol;
		model->plain[model->m] = m->kind == GCVI_MARK_CHARACTER && m->point != 0;
		model->point[model->m] = m->point;
		weigh_letter(model, model->m, reading, m, emission);
		model->m++;
		model->letters++;
	}
	if (model->m > 0 && model->run[model->m - 1])
		model->run[--model->m] = false;
	for (mark = 0; mark < (size_t)model->m; mark++)
		model->any_run = model->any_run || model->run[mark];
}

/* ---------------------------------------------------------------------------------------------- the weights */

typedef struct asking {
	const noise *model;
	const gcvi_symbol *code;   /* NULL: any */
	bool best;                 /* the best way, else the sum of all within the band */
	double known[(NOISE_TOKENS + 1) * (NOISE_POSITIONS + 1) * 2];   /* -1: not yet */
} asking;

static double either(double a, double b)
{
	return a > b ? a : b;
}

static bool border(const noise *model, int j)
{
	return model->any_run && j > 0 && j < model->n && model->form->sites[j].separator != 0;
}

static double omission(const asking *q, int j)
{
	const noise *model = q->model;
	double often = model->p.omission * model->p.end;

	if (q->code == NULL || (j < model->n - 1 && !border(model, j + 1)))
		return model->p.omission;
	return often > 0.5 ? 0.5 : often;
}

/* next(i); -1: none. */
static int next(const noise *model, int i)
{
	for (i++; i < model->m && model->run[i]; i++)
		;
	return i < model->m ? i : -1;
}

static bool is_separated(const noise *model, int i)
{
	return i + 1 < model->m && model->run[i + 1];
}

static double cross(const noise *model, int j, int i)
{
	if (border(model, j))
		return is_separated(model, i) ? 1 - model->p.separator_lost : model->p.separator_lost;
	return is_separated(model, i) ? model->p.separator_extra : 1;
}

static double extra(const noise *model, int i)
{
	double weight = model->p.insertion * model->x[i];

	if (model->run[i])
		return model->p.separator_extra;
	if (i > 0 && !model->run[i - 1] && model->plain[i] && model->plain[i - 1] && model->point[i] == model->point[i - 1])
		weight += model->p.doubling;
	return weight;
}

/* e(i, c[j]), or the best there is. */
static double emission(const asking *q, int i, int j)
{
	double best = 0;
	size_t c;

	if (q->code != NULL)
		return q->model->e[i][q->code[j]];
	if (gcvi_set_has(&q->model->form->sites[j].allowed, q->model->symbol[i]))
		return 1;
	for (c = 0; c < q->model->form->alphabet->count; c++)
		if (gcvi_set_has(&q->model->form->sites[j].allowed, (gcvi_symbol)c))
			best = either(best, q->model->e[i][c]);
	return best;
}

/* twins(i, c) where c[j] = c[j+1] = c. */
static double twins(const asking *q, int i, int j)
{
	const noise *model = q->model;
	int k = next(model, i);
	double share = model->p.twin <= 0 ? 0 : model->p.twin < model->p.substitution
		? model->p.twin / model->p.substitution : 1, best = 0;
	size_t c;

	if (!model->plain[i] || !model->plain[k] || model->point[i] != model->point[k])
		return 0;
	for (c = 0; c < model->form->alphabet->count; c++) {
		gcvi_symbol symbol = (gcvi_symbol)c;

		if (model->symbol[i] == symbol)
			continue;
		if (q->code != NULL ? q->code[j] == symbol && q->code[j + 1] == symbol
		                    : gcvi_set_has(&model->form->sites[j].allowed, symbol) &&
		                      gcvi_set_has(&model->form->sites[j + 1].allowed, symbol))
			best = either(best, share * model->e[i][c]);
	}
	return best;
}

static double ways(asking *q, int i, int j, int after);

static void add(const asking *q, double *all, double way)
{
	*all = q->best ? either(*all, way) : *all + way;
}

static double try_all(asking *q, int i, int j, int after)
{
	const noise *model = q->model;
	double leave = either(0.125, 1 - model->p.insertion - model->p.doubling - model->p.separator_extra);
	double stay = either(0.125, 1 - model->p.omission - model->p.transposition - model->p.jump - model->p.twin);
	double all = 0, leaving = 1;
	int k, l;

	if (after && i == model->m && j == model->n)
		return 1;
	if (i < model->m && (!after || border(model, j)))
		add(q, &all, extra(model, i) * ways(q, i + 1, j, after));
	if (!after && border(model, j)) {
		add(q, &all, leave * model->p.separator_lost * ways(q, i, j, 1));
		if (i < model->m && model->run[i])
			add(q, &all, leave * (1 - model->p.separator_lost) * ways(q, i + 1, j, 1));
	} else if (!after) {
		add(q, &all, leave * ways(q, i, j, 1));
	}
	if (!after || j == model->n)
		return all;
	leaving = border(model, j) ? leave : 1;
	add(q, &all, leaving * omission(q, j) * ways(q, i, j + 1, 0));
	if (i == model->m || model->run[i])
		return all;
	add(q, &all, leaving * stay * emission(q, i, j) * ways(q, i + 1, j + 1, 0));
	k = next(model, i);
	if (k < 0 || j + 2 > model->n)
		return all;
	add(q, &all, leaving * model->p.transposition * emission(q, k, j) * emission(q, i, j + 1) * cross(model, j + 1, i) *
	             ways(q, k + 1, j + 2, 0));
	add(q, &all, leaving * twins(q, i, j) * cross(model, j + 1, i) * ways(q, k + 1, j + 2, 0));
	l = next(model, k);
	if (l < 0 || j + 3 > model->n)
		return all;
	add(q, &all, leaving * model->p.jump * emission(q, l, j) * emission(q, k, j + 1) * emission(q, i, j + 2) *
	             cross(model, j + 1, i) * cross(model, j + 2, k) * ways(q, l + 1, j + 3, 0));
	return all;
}

/* All ways from a node to the end. */
static double ways(asking *q, int i, int j, int after)
{
	const noise *model = q->model;
	double *known;
	int used = 0, k, apart = model->letters - model->n;

	for (k = 0; k < i; k++)
		used += !model->run[k];
	if (!q->best && (used - j < -1 + (apart < 0 ? apart : 0) || used - j > 1 + (apart > 0 ? apart : 0)))
		return 0;
	known = &q->known[(i * (model->n + 1) + j) * 2 + after];
	if (*known < 0)
		*known = try_all(q, i, j, after);
	return *known;
}

static double ask(const noise *model, const gcvi_symbol *code, bool best)
{
	asking q;
	int k;

	q.model = model;
	q.code = code;
	q.best = best;
	for (k = 0; k < (model->m + 1) * (model->n + 1) * 2; k++)
		q.known[k] = -1;
	return ways(&q, 0, 0, 0);
}

double noise_sum(const noise *model, const gcvi_symbol *code)
{
	return ask(model, code, false);
}

double noise_best(const noise *model, const gcvi_symbol *code)
{
	return ask(model, code, true);
}
