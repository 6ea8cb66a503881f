/* SPDX-License-Identifier: MIT */
/* Floor 4: the forms that may have been meant, each under its lattice as a trellis, and what each of its codes weighs. */
#include "suggest_internal.h"

/* A code differs in length from what was typed by no more than this. */
#define DRIFT 2

static size_t letters_of(const gcvi_reading *reading, const gcvi_alphabet *alphabet)
{
	size_t i, count = 0;

	for (i = 0; i < reading->count; i++)
		count += gcvi_mark_is_letter(alphabet, &reading->marks[i]);
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

/* What one form takes part with. */
typedef struct forming {
	size_t format;
	const gcvi_emission *emission;
	const gcvi_automaton *automaton, *check;   /* what is searched by; NULL, or what that goes without */
} forming;

/* One source; keyboard: GCVI_KEYBOARDS for what was typed as it stands. */
static int add_source(gcvi_suggesting *s, const forming *f, const gcvi_lattice *lattice, const gcvi_hypotheses *hypotheses,
                      size_t keyboard)
{
	gcvi_source *source = &s->sources[s->count + s->by_sum];
	int status;

	if (s->count + s->by_sum == GCVI_SOURCES_MAX) {
		s->truncated = true;
		return GCV_OK;
	}
	status = gcvi_trellis_make(&source->trellis, lattice, f->automaton, hypotheses, s->arena);
	if (status == GCV_OK && !takes_room(s, &source->trellis))
		return GCV_OK;
	if (status == GCV_OK)
		status = gcvi_trellis_backward(&source->trellis, s->arena);
	source->format = f->format;
	source->check = f->check;
	source->keyboard = keyboard;
	if (status == GCV_OK)
		keep(s);
	return status == GCV_E_RANGE ? GCV_OK : status;
}

/* What was typed, as it stands and under each keyboard that explains it. */
static int add_readings(gcvi_suggesting *s, const forming *f, const gcvi_form *form)
{
	const gcvi_priors *priors = gcvi_channel_priors(s->request->channel);
	gcvi_hypotheses *hypotheses = gcvi_arena_alloc(s->arena, 1, sizeof *hypotheses), *none;
	gcvi_keyed keyed[GCVI_KEYBOARDS];
	gcvi_hypothesis_fit fit;
	const gcvi_lattice *lattice;
	size_t count = 0, k;
	int status;

	if (hypotheses == NULL)
		return GCV_E_MEMORY;
	status = gcvi_lattice_make(&lattice, &s->report->reading, form, f->emission, priors, s->arena);
	if (status == GCV_OK)
		status = gcvi_hypothesis_fit_make(&fit, lattice, f->check != NULL ? f->check : f->automaton, s->arena);
	if (status == GCV_OK)
		status = gcvi_keyed_make(keyed, &count, lattice, &fit, f->emission, priors, s->arena);
	if (status == GCV_OK)
		status = gcvi_hypotheses_make(hypotheses, lattice, keyed, count, &fit, priors, s->arena);
	if (status == GCV_OK && (hypotheses->count != 0 || !is_far(lattice->letters, form->length)))
		status = add_source(s, f, lattice, hypotheses, GCVI_KEYBOARDS);
	for (k = 0; k < count && status == GCV_OK; k++) {
		if (keyed[k].distance == 0)
			continue;
		none = gcvi_arena_alloc(s->arena, 1, sizeof *none);
		if (none == NULL)
			return GCV_E_MEMORY;
		none->aligned = keyed[k].prior;
		none->exponent = keyed[k].lattice->exponent;
		status = add_source(s, f, keyed[k].lattice, none, keyed[k].keyboard);
	}
	return status == GCV_E_RANGE ? GCV_OK : status;
}

/* One form of a format, when sums over its codes can be had, or at least what its codes sum up to. */
static int add_form(gcvi_suggesting *s, size_t number, const gcvi_emission *emission, size_t layout, size_t length)
{
	forming f = { .format = number, .emission = emission };
	gcvi_form *form = gcvi_arena_alloc(s->arena, 1, sizeof *form);
	gcvi_automaton *automaton = gcvi_arena_alloc(s->arena, 1, sizeof *automaton);
	int status;

	if (form == NULL || automaton == NULL)
		return GCV_E_MEMORY;
	status = gcvi_form_make(s->request->formats[number], layout, length, s->arena, form, automaton);
	if (status == GCV_OK && automaton->states == 0 && gcvi_meet_works(automaton)) {
		f.check = automaton;
		automaton = gcvi_arena_alloc(s->arena, 1, sizeof *automaton);
		if (automaton == NULL)
			return GCV_E_MEMORY;
		gcvi_meet_free(automaton, f.check);
	}
	if (status != GCV_OK)
		return status == GCV_E_MEMORY ? status : GCV_OK;
	/* Neither states nor a sum: its codes can be verified, but not searched. */
	if (automaton->states == 0) {
		s->truncated = true;
		return GCV_OK;
	}
	f.automaton = automaton;
	/* At least so much; so much is known before anything is made. */
	return has_room(s, gcvi_form_steps(form, automaton->states, 16), 0) ? add_readings(s, &f, form) : GCV_OK;
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
					status = add_form(s, number, emission, layout, length);
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

/* Does source k tell more codes of source i's format and length? Those of a layout are told once, whatever was typed. */
static bool tells_more(const gcvi_suggesting *s, size_t i, size_t k)
{
	const gcvi_source *a = &s->sources[i], *b = &s->sources[k];
	size_t layout = b->trellis.lattice->form->layout, before;

	if (b->format != a->format || b->trellis.n != a->trellis.n || layout == a->trellis.lattice->form->layout)
		return false;
	for (before = 0; before < k; before++)
		if (s->sources[before].format == b->format && s->sources[before].trellis.n == b->trellis.n &&
		    s->sources[before].trellis.lattice->form->layout == layout)
			return false;
	return true;
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
			if (tells_more(s, i, k))
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
