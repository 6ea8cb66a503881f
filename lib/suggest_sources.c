/* SPDX-License-Identifier: MIT */
/* Floor 4: the forms that may have been meant, each under its lattice as a trellis, and what each of its codes weighs. */
#include "suggest_internal.h"

/* A code differs in length from what was typed by no more than this. */
#define DRIFT 2

static size_t letters_of(const gcvi_reading *reading, const gcvi_alphabet *alphabet)
{
	size_t i, count = 0;

	for (i = 0; i < reading->count; i++) {
		const gcvi_mark *mark = &reading->marks[i];

		if (mark->kind == GCVI_MARK_SEPARATOR)
			count += gcvi_resolve(alphabet, mark).symbol != GCVI_NO_SYMBOL;
		else
			count += mark->kind != GCVI_MARK_INVISIBLE && mark->kind != GCVI_MARK_MALFORMED;
	}
	return count;
}

/* Too far for the ordinary ways; an accident may have done more. */
static int is_far(size_t letters, size_t length)
{
	return letters > length + DRIFT || letters + DRIFT < length;
}

/* One form of a format, when sums over its codes can be had. */
static int add_source(gcvi_suggesting *s, size_t number, const gcvi_emission *emission, size_t layout, size_t length)
{
	const struct gcv_format *format = s->request->formats[number];
	gcvi_source *source = &s->sources[s->count];
	gcvi_form *form = gcvi_arena_alloc(s->arena, 1, sizeof *form);
	gcvi_automaton *automaton = gcvi_arena_alloc(s->arena, 1, sizeof *automaton);
	gcvi_hypotheses *hypotheses = gcvi_arena_alloc(s->arena, 1, sizeof *hypotheses);
	const gcvi_priors *priors = gcvi_channel_priors(s->request->channel);
	const gcvi_lattice *lattice;
	int status;

	if (form == NULL || automaton == NULL || hypotheses == NULL)
		return GCV_E_MEMORY;
	status = gcvi_form_make(format, layout, length, s->arena, form, automaton);
	if (status != GCV_OK || automaton->states == 0)
		return status == GCV_E_MEMORY ? status : GCV_OK;
	status = gcvi_lattice_make(&lattice, &s->report->reading, form, emission, priors, s->arena);
	if (status == GCV_OK)
		status = gcvi_hypotheses_make(hypotheses, lattice, automaton, emission, priors, s->arena);
	if (status == GCV_OK && hypotheses->count == 0 && is_far(lattice->letters, length))
		return GCV_OK;
	if (status == GCV_OK)
		status = gcvi_trellis_make(&source->trellis, lattice, automaton, hypotheses, s->arena);
	if (status == GCV_OK)
		status = gcvi_trellis_backward(&source->trellis, s->arena);
	source->format = number;
	s->count += status == GCV_OK;
	return status == GCV_E_RANGE ? GCV_OK : status;
}

static int add_format(gcvi_suggesting *s, size_t number)
{
	const struct gcv_format *format = s->request->formats[number];
	size_t letters = letters_of(&s->report->reading, &format->alphabet), layout, length;
	const gcvi_emission *emission;
	int status = gcvi_emission_make(&emission, s->request->channel, &format->alphabet, format->pairs, format->pair_count,
	                                s->arena);

	for (layout = 0; layout < format->layout_count && status == GCV_OK; layout++) {
		const gcvi_layout *l = &format->layouts[layout];
		/* Where there is one length only, a group may be missing; with more, what was typed is one of them. */
		for (length = l->min; length <= l->max && s->count < GCVI_SOURCES_MAX && status == GCV_OK; length++)
			if (length > 0 && (l->min == l->max || !is_far(letters, length)))
				status = add_source(s, number, emission, layout, length);
	}
	return status;
}

/*
 * Every code of a format is as probable as any other, and so is every format: weight = 1 / codes. Trellises have scales of
 * their own; the smallest exponent becomes the common one.
 */
static void weigh(gcvi_suggesting *s)
{
	long least = 0;
	size_t i, k;

	for (i = 0; i < s->count; i++)
		if (i == 0 || s->sources[i].trellis.exponent < least)
			least = s->sources[i].trellis.exponent;
	for (i = 0; i < s->count; i++) {
		gcvi_source *source = &s->sources[i];
		gcvi_scaled codes = source->trellis.codes, one = gcvi_scaled_make(1, 0);

		for (k = 0; k < s->count; k++)
			if (k != i && s->sources[k].format == source->format)
				codes = gcvi_scaled_sum(codes, s->sources[k].trellis.codes);
		source->weight = codes.mantissa > 0 ? gcvi_scaled_ratio(one, codes) : 0;
		source->weight *= gcvi_power_of_two(least - source->trellis.exponent);
		s->total += source->weight * source->trellis.total;
	}
}

int gcvi_suggest_sources(gcvi_suggesting *s)
{
	size_t i;
	int status = GCV_OK;

	for (i = 0; i < s->request->format_count && status == GCV_OK; i++)
		status = add_format(s, i);
	weigh(s);
	return status;
}
