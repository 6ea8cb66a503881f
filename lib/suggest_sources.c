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

/* The source behind the last one is made: those that are searched by states come first. */
static void keep(gcvi_suggesting *s)
{
	gcvi_source *made = &s->sources[s->count + s->by_sum], *first = &s->sources[s->count], swap = *first;

	if (made->check != NULL) {
		s->by_sum++;
		return;
	}
	*first = *made;
	*made = swap;
	s->count++;
}

/* Is there room for the tables of one form more? A quarter of what is left stays for the search. */
static bool has_room(gcvi_suggesting *s, uint64_t steps, uint64_t bytes)
{
	bool room = steps <= s->steps - s->steps / 4 && bytes <= s->bytes;

	s->truncated = s->truncated || !room;
	return room;
}

static bool takes_room(gcvi_suggesting *s, const gcvi_trellis *trellis)
{
	uint64_t steps = gcvi_trellis_steps(trellis) + 1, bytes = gcvi_trellis_bytes(trellis);

	if (!has_room(s, steps, bytes))
		return false;
	s->steps -= steps;
	s->bytes -= bytes;
	return true;
}

/* One form of a format, when sums over its codes can be had, or at least what its codes sum up to. */
static int add_source(gcvi_suggesting *s, size_t number, const gcvi_emission *emission, size_t layout, size_t length)
{
	const struct gcv_format *format = s->request->formats[number];
	gcvi_source *source = &s->sources[s->count + s->by_sum];
	gcvi_form *form = gcvi_arena_alloc(s->arena, 1, sizeof *form);
	gcvi_automaton *automaton = gcvi_arena_alloc(s->arena, 1, sizeof *automaton);
	gcvi_hypotheses *hypotheses = gcvi_arena_alloc(s->arena, 1, sizeof *hypotheses);
	const gcvi_priors *priors = gcvi_channel_priors(s->request->channel);
	const gcvi_automaton *check = NULL;
	const gcvi_lattice *lattice;
	int status;

	if (form == NULL || automaton == NULL || hypotheses == NULL)
		return GCV_E_MEMORY;
	status = gcvi_form_make(format, layout, length, s->arena, form, automaton);
	if (status == GCV_OK && automaton->states == 0 && gcvi_meet_works(automaton)) {
		check = automaton;
		automaton = gcvi_arena_alloc(s->arena, 1, sizeof *automaton);
		if (automaton == NULL)
			return GCV_E_MEMORY;
		gcvi_meet_free(automaton, check);
	}
	if (status != GCV_OK)
		return status == GCV_E_MEMORY ? status : GCV_OK;
	/* Neither states nor a sum: its codes can be verified, but not searched. */
	if (automaton->states == 0) {
		s->truncated = true;
		return GCV_OK;
	}
	/* At least so much; so much is known before anything is made. */
	if (!has_room(s, gcvi_form_steps(form, automaton->states, 16), 0))
		return GCV_OK;
	status = gcvi_lattice_make(&lattice, &s->report->reading, form, emission, priors, s->arena);
	if (status == GCV_OK)
		status = gcvi_hypotheses_make(hypotheses, lattice, check != NULL ? check : automaton, emission, priors, s->arena);
	if (status == GCV_OK && hypotheses->count == 0 && is_far(lattice->letters, length))
		return GCV_OK;
	if (status == GCV_OK)
		status = gcvi_trellis_make(&source->trellis, lattice, automaton, hypotheses, s->arena);
	if (status == GCV_OK && !takes_room(s, &source->trellis))
		return GCV_OK;
	if (status == GCV_OK)
		status = gcvi_trellis_backward(&source->trellis, s->arena);
	source->format = number;
	source->check = check;
	if (status == GCV_OK)
		keep(s);
	return status == GCV_E_RANGE ? GCV_OK : status;
}

/* Where there is one length only, a group may be missing; with more, what was typed is one of them. */
static bool may_be_meant(const gcvi_layout *layout, size_t length, size_t letters)
{
	return length > 0 && (layout->min == layout->max || !is_far(letters, length));
}

/* Forms of the length that was typed come first: what has no room is less probable. */
static int add_format(gcvi_suggesting *s, size_t number)
{
	const struct gcv_format *format = s->request->formats[number];
	size_t letters = letters_of(&s->report->reading, &format->alphabet), layout, length, round;
	const gcvi_emission *emission;
	int status = gcvi_emission_make(&emission, s->request->channel, &format->alphabet, format->pairs, format->pair_count,
	                                s->arena);

	for (round = 0; round < 2; round++)
		for (layout = 0; layout < format->layout_count; layout++) {
			const gcvi_layout *l = &format->layouts[layout];

			for (length = l->min; length <= l->max && status == GCV_OK; length++) {
				if ((length == letters) != (round == 0) || !may_be_meant(l, length, letters))
					continue;
				if (s->count + s->by_sum < GCVI_SOURCES_MAX)
					status = add_source(s, number, emission, layout, length);
				else
					s->truncated = true;
			}
		}
	return status;
}

/* How many codes a source has; of those that go without their check an estimate. */
static gcvi_scaled codes_of(const gcvi_source *source)
{
	return source->check == NULL ? source->trellis.codes
	                             : gcvi_scaled_times(source->trellis.codes, gcvi_meet_share(source->check));
}

/*
 * Every code of a length is as probable as any other: weight = belief / codes of that length, over all layouts. Trellises
 * have scales of their own; the smallest exponent becomes the common one. The number of codes may be beyond a
 * double; the smallest one is taken for the unit.
 */
static void weigh(gcvi_suggesting *s)
{
	gcvi_scaled codes[GCVI_SOURCES_MAX], one = gcvi_scaled_make(1, 0);
	size_t count = s->count + s->by_sum, i, k;
	long least = 0;

	for (i = 0; i < count; i++) {
		codes[i] = codes_of(&s->sources[i]);
		if (i == 0 || s->sources[i].trellis.exponent < least)
			least = s->sources[i].trellis.exponent;
		if (i == 0 || codes[i].exponent < one.exponent)
			one.exponent = codes[i].exponent;
	}
	for (i = 0; i < count; i++) {
		gcvi_source *source = &s->sources[i];
		gcvi_scaled all = codes[i];

		for (k = 0; k < count; k++)
			if (k != i && s->sources[k].format == source->format && s->sources[k].trellis.n == source->trellis.n)
				all = gcvi_scaled_sum(all, codes[k]);
		source->weight = all.mantissa > 0 ? gcvi_scaled_ratio(one, all) : 0;
		if (s->request->beliefs != NULL)
			source->weight *= s->request->beliefs[source->format];
		source->weight *= gcvi_power_of_two(least - source->trellis.exponent);
		if (source->check == NULL)
			s->total += source->weight * source->trellis.total;
	}
	/* 2^-least, in steps of 2^64, and what the unit of codes left out. */
	least = -least;
	k = (size_t)((least % 64 + 64) % 64);
	s->unit = gcvi_scaled_make(gcvi_power_of_two((long)k), (least - (long)k) / 64 - one.exponent);
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
