/* SPDX-License-Identifier: MIT */
/* Floor 4: which form of the format was most likely typed, and which mark stands for which position of it. */
#include "inspection.h"

#include "lattice.h"

#include <string.h>

/* Beyond this many letters more than the longest code, where they belong is no question worth asking. */
#define HOPELESS 64

/* What makes a form less likely, in this order of weight. */
#define COST_ERROR 4
#define COST_SEPARATOR 1

typedef struct choice {
	size_t layout, length;
	size_t cost, distance, errors;
	const gcvi_step *steps;
	size_t step_count;
} choice;

/* Errors and misplaced separators of an alignment. */
static size_t cost_of(const gcvi_form *form, const gcvi_step *steps, size_t count, size_t *errors)
{
	size_t cost = 0, s;

	*errors = 0;
	for (s = 0; s < count; s++) {
		size_t position = steps[s].position;

		switch (steps[s].op) {
		case GCVI_OP_MATCH:
			break;
		case GCVI_OP_SEPARATOR:
			if (position == 0 || position >= form->length || form->sites[position].separator == 0)
				cost += COST_SEPARATOR;
			break;
		default:
			cost += COST_ERROR;
			++*errors;
			break;
		}
	}
	return cost;
}

/* Aligns with one form and keeps it if it is better than the best so far. */
static int try_form(gcvi_inspection *i, const gcvi_emission *emission, size_t layout, size_t length, choice *best)
{
	size_t letters = i->letters->count;
	choice c = { .layout = layout, .length = length, .distance = letters > length ? letters - length : length - letters };
	gcvi_site *sites = gcvi_arena_alloc(i->work, length, sizeof *sites);
	gcvi_step *steps = gcvi_arena_alloc(i->work, i->reading->count + length + 1, sizeof *steps);
	const gcvi_lattice *lattice;
	gcvi_form form;
	int status;

	if (sites == NULL || steps == NULL)
		return GCV_E_MEMORY;
	if (!gcvi_form_fill(i->format, layout, length, sites, &form))
		return GCV_OK;
	status = gcvi_lattice_make(&lattice, i->reading, &form, emission, gcvi_channel_priors(i->channel), i->work);
	if (status == GCV_OK)
		status = gcvi_align(lattice, NULL, steps, &c.step_count, i->work);
	if (status != GCV_OK)
		return status == GCV_E_MEMORY ? status : GCV_OK;
	c.steps = steps;
	c.cost = cost_of(&form, steps, c.step_count, &c.errors);
	if (best->steps == NULL || c.cost < best->cost || (c.cost == best->cost && c.distance < best->distance))
		*best = c;
	return GCV_OK;
}

static size_t clamp(size_t value, size_t low, size_t high)
{
	return value < low ? low : value > high ? high : value;
}

static int choose(gcvi_inspection *i, choice *best)
{
	const gcvi_emission *emission;
	size_t layout, letters = 0, certain = 0, letter;
	int status = gcvi_emission_make(&emission, i->channel, &i->format->alphabet, i->format->pairs,
	                                i->format->pair_count, i->work);

	/* Letters that are no symbols may belong to the code, misread, or be something else between its characters. */
	for (letter = 0; letter < i->letters->count; letter++) {
		const gcvi_mark *mark = &i->reading->marks[i->letters->marks[letter]];

		letters += mark->kind != GCVI_MARK_MALFORMED;
		certain += i->letters->symbols[letter] != GCVI_NO_SYMBOL || mark->kind == GCVI_MARK_UNREADABLE ||
		           mark->kind == GCVI_MARK_CHOICE;
	}
	for (layout = 0; status == GCV_OK && layout < i->format->layout_count; layout++) {
		const gcvi_layout *l = &i->format->layouts[layout];
		size_t length = clamp(letters, l->min, l->max), shorter = clamp(certain, l->min, l->max);

		status = try_form(i, emission, layout, length, best);
		if (status == GCV_OK && shorter != length)
			status = try_form(i, emission, layout, shorter, best);
	}
	return status;
}

/* Makes the chosen form with its automaton and empty places. */
static int open_form(gcvi_inspection *i, size_t layout, size_t length)
{
	size_t k;
	int status = gcvi_form_make(i->format, layout, length, i->work, &i->form, &i->automaton);

	if (status != GCV_OK)
		return status;
	i->position_of = gcvi_arena_alloc(i->work, i->reading->count + 1, sizeof *i->position_of);
	i->mark_of = gcvi_arena_alloc(i->work, length + 1, sizeof *i->mark_of);
	i->code = gcvi_arena_alloc(i->work, length + 1, sizeof *i->code);
	i->shifted = gcvi_arena_alloc(i->work, i->form.groups + 1, sizeof *i->shifted);
	if (i->position_of == NULL || i->mark_of == NULL || i->code == NULL || i->shifted == NULL)
		return GCV_E_MEMORY;
	for (k = 0; k < i->reading->count; k++)
		i->position_of[k] = GCVI_NOWHERE;
	for (k = 0; k < length; k++) {
		i->mark_of[k] = GCVI_NOWHERE;
		i->code[k] = GCVI_NO_SYMBOL;
	}
	return GCV_OK;
}

static void lay(gcvi_inspection *i, size_t letter, size_t position)
{
	size_t mark = i->letters->marks[letter];
	gcvi_symbol symbol = i->letters->symbols[letter];

	i->position_of[mark] = position;
	i->mark_of[position] = mark;
	if (symbol != GCVI_NO_SYMBOL && gcvi_set_has(&i->form.sites[position].allowed, symbol))
		i->code[position] = symbol;
}

/* Letters that one step of an alignment lays side by side. */
static size_t letters_of(gcvi_op op)
{
	switch (op) {
	case GCVI_OP_MATCH: case GCVI_OP_SUBSTITUTE:
		return 1;
	case GCVI_OP_TRANSPOSE: case GCVI_OP_TWIN:
		return 2;
	case GCVI_OP_JUMP:
		return 3;
	default:
		return 0;
	}
}

/* What was exchanged is laid as typed: that is what the findings are about. */
static void lay_steps(gcvi_inspection *i, const choice *c)
{
	size_t letter = 0, s, k;

	for (s = 0; s < c->step_count; s++) {
		const gcvi_step *step = &c->steps[s];
		size_t count = letters_of(step->op);

		if (count == 0)
			continue;
		while (letter < i->letters->count && i->letters->marks[letter] < step->mark)
			letter++;
		for (k = 0; k < count && letter < i->letters->count && step->position + k < i->form.length; k++)
			lay(i, letter++, step->position + k);
	}
}

/* Too long for any alignment to be worth its time? */
static bool is_hopeless(const gcvi_inspection *i)
{
	size_t shortest = 0, longest = 0;

	gcvi_format_lengths(i->format, &shortest, &longest);
	return i->letters->count > longest + HOPELESS;
}

int gcvi_inspect_distance(gcvi_inspection *i, size_t *errors)
{
	choice best = { .steps = NULL };
	int status = is_hopeless(i) ? GCV_OK : choose(i, &best);

	*errors = best.steps != NULL ? best.errors : SIZE_MAX;
	return status;
}

/* The first `count` letters at the first positions, one by one. */
static int lay_straight(gcvi_inspection *i, size_t layout, size_t length, size_t count)
{
	size_t letter;
	int status = open_form(i, layout, length);

	for (letter = 0; status == GCV_OK && letter < count; letter++)
		lay(i, letter, letter);
	return status;
}

/*
 * A gap may be anywhere for all the alignment knows; at the end, where a person stopped typing, is best, if everything
 * typed can stand in the first positions and no separator says otherwise.
 */
static bool is_beginning(const gcvi_inspection *i, const choice *c, gcvi_site *sites)
{
	const gcvi_letters *letters = i->letters;
	gcvi_form form;
	size_t letter, mark;

	if (letters->good < letters->count || letters->count >= c->length || c->errors != c->length - letters->count ||
	    !gcvi_form_fill(i->format, c->layout, c->length, sites, &form) ||
	    !gcvi_sites_allow(sites, letters->symbols, letters->count))
		return false;
	for (letter = 1; letter < letters->count; letter++)
		for (mark = letters->marks[letter - 1] + 1; mark < letters->marks[letter]; mark++)
			if (i->reading->marks[mark].kind == GCVI_MARK_SEPARATOR && sites[letter].separator == 0)
				return false;
	return true;
}

static int place_aligned(gcvi_inspection *i)
{
	choice best = { .steps = NULL };
	gcvi_site *sites;
	int status = is_hopeless(i) ? GCV_E_RANGE : choose(i, &best);

	if (status == GCV_OK && best.steps == NULL)
		status = GCV_E_RANGE;
	if (status != GCV_OK)
		return status;
	sites = gcvi_arena_alloc(i->work, best.length, sizeof *sites);
	if (sites == NULL)
		return GCV_E_MEMORY;
	i->beginning = is_beginning(i, &best, sites) && i->fit->verdict == GCV_INVALID;
	if (i->beginning)
		return lay_straight(i, best.layout, best.length, i->letters->count);
	status = open_form(i, best.layout, best.length);
	if (status == GCV_OK)
		lay_steps(i, &best);
	return status;
}

int gcvi_inspect_place(gcvi_inspection *i)
{
	const gcvi_fit *fit = i->fit;

	if (fit->verdict != GCV_INVALID && !(fit->verdict == GCV_INCOMPLETE && fit->inside != 0))
		return lay_straight(i, fit->layout, fit->length, i->letters->count);
	if (i->companion_of != NULL)
		return lay_straight(i, i->companion_layout, i->companion, i->companion);
	return place_aligned(i);
}
