/* SPDX-License-Identifier: MIT */
/*
 * Floor 2: any scheme on a stretch of the code (first=, last=), or on stretches one after the other (each=group, each=7).
 * Every stretch is a form of its own; at its end the scheme has to accept, and starts again.
 */
#include "scheme_internal.h"

#define OUTSIDE UINT16_MAX

int gcvi_segment_parse(gcvi_scheme *scheme, gcvi_scheme_text *text)
{
	const gcvi_parameter *each = gcvi_scheme_parameter(text, "each"), *last = gcvi_scheme_parameter(text, "last");
	int status = gcvi_scheme_number_parameter(text, "first", 1, GCVI_CODE_MAX, 0, &scheme->first);

	if (status != GCV_OK)
		return status;
	if (last != NULL && (!gcvi_scheme_signed(last, &scheme->last) || scheme->last == 0))
		return gcvi_scheme_fail(text->error, last->offset, "a position was expected, from the end with a minus sign (last=-2)");
	if (each == NULL)
		return GCV_OK;
	if (scheme->class_->per_group)
		return gcvi_scheme_fail(text->error, each->start, "this scheme checks each group anyway");
	scheme->each_group = gcvi_parameter_is(each, "group");
	if (!scheme->each_group && (!gcvi_scheme_number(each, &scheme->every) || scheme->every == 0 || scheme->every > GCVI_CODE_MAX))
		return gcvi_scheme_fail(text->error, each->offset, "'group' or a number of characters was expected (each=group, each=7)");
	return GCV_OK;
}

/* Positions first … last - 1 of the form are checked at all. */
static int find_range(const gcvi_part *part, size_t *first, size_t *last, gcvi_scheme_error *error)
{
	const gcvi_scheme *scheme = part->scheme;
	size_t length = part->form->length;

	*first = scheme->first > 0 ? scheme->first - 1 : 0;
	*last = length;
	if (scheme->last > 0)
		*last = (size_t)scheme->last;
	else if (scheme->last < 0)
		*last = (size_t)-(scheme->last + 1) < length ? length - (size_t)-(scheme->last + 1) : 0;
	if (*first < *last && *last <= length)
		return GCV_OK;
	return gcvi_scheme_fail(error, 0, "a code with the positions first=... to last=... was expected");
}

static size_t segment_end(const gcvi_part *part, size_t first, size_t last)
{
	const gcvi_scheme *scheme = part->scheme;
	size_t end = first + 1;

	if (scheme->every != 0)
		return first + scheme->every < last ? first + scheme->every : last;
	if (!scheme->each_group && !scheme->class_->per_group)
		return last;
	while (end < last && part->form->sites[end].group == part->form->sites[first].group)
		end++;
	return end;
}

/* ------------------------------------------------------------------------------------------------ as an automaton */

static uint32_t enter(const gcvi_segments *all, size_t segment)
{
	return segment < all->count ? all->parts[segment].start : 0;
}

static uint32_t step(const gcvi_part *part, size_t position, uint32_t state, gcvi_symbol symbol)
{
	const gcvi_segments *all = part->segments;
	size_t segment = all->of[position];
	const gcvi_part *inner;

	if (segment == OUTSIDE)
		return state;
	inner = &all->parts[segment];
	state = inner->step(inner, position - all->first[segment], state, symbol);
	if (state == GCVI_DEAD || position + 1 < all->last[segment])
		return state;
	return inner->accepts(inner, state) ? enter(all, segment + 1) : GCVI_DEAD;
}

static int accepts(const gcvi_part *part, uint32_t state)
{
	(void)part;
	(void)state;
	return 1;
}

static int verify(const gcvi_part *part, const gcvi_symbol *code)
{
	const gcvi_segments *all = part->segments;
	size_t i;

	for (i = 0; i < all->count; i++)
		if (!gcvi_part_verify(&all->parts[i], code + all->first[i]))
			return 0;
	return 1;
}

/* ----------------------------------------------------------------------------------------------- as a sum of terms */

/* A stretch alone stays a sum: what is outside counts nothing. */
static int widen_terms(const gcvi_linear *inner, gcvi_linear *outer, size_t first, gcvi_arena *arena)
{
	size_t symbols = inner->symbols, inside = inner->length * symbols, all = outer->length * symbols, i;
	uint16_t *terms = gcvi_arena_alloc(arena, all + 1, sizeof *terms);
	gcvi_element *wide = inner->wide != NULL ? gcvi_arena_alloc(arena, all + 1, sizeof *wide) : NULL;
	uint8_t *opaque = inner->opaque != NULL ? gcvi_arena_alloc(arena, outer->length, 1) : NULL;

	if (terms == NULL || (inner->wide != NULL && wide == NULL) || (inner->opaque != NULL && opaque == NULL))
		return GCV_E_MEMORY;
	for (i = 0; i < inside; i++) {
		if (inner->wide != NULL)
			wide[first * symbols + i] = inner->wide[i];
		else
			terms[first * symbols + i] = inner->terms[i];
	}
	for (i = 0; opaque != NULL && i < inner->length; i++)
		opaque[first + i] = inner->opaque[i];
	outer->terms = inner->wide != NULL ? NULL : terms;
	outer->wide = wide;
	outer->opaque = opaque;
	return GCV_OK;
}

static bool read_target(const gcvi_part *part, const gcvi_symbol *code, gcvi_element *target)
{
	const gcvi_part *inner = &part->segments->parts[0];

	return inner->read_target(inner, code + part->segments->first[0], target);
}

static bool write_target(const gcvi_part *part, gcvi_element sum, gcvi_symbol *code)
{
	const gcvi_part *inner = &part->segments->parts[0];

	return inner->write_target(inner, sum, code + part->segments->first[0]);
}

/* The small automaton beside a sum, or the preferred one, on the whole form. */
static uint32_t shifted_step(const gcvi_part *part, size_t position, uint32_t state, gcvi_symbol symbol)
{
	const gcvi_part *inner = part->data;
	size_t first = part->segment;

	if (position < first || position >= first + inner->form->length)
		return state;
	return inner->step(inner, position - first, state, symbol);
}

static int shifted_accepts(const gcvi_part *part, uint32_t state)
{
	const gcvi_part *inner = part->data;

	return inner->accepts(inner, state);
}

static int shift_part(const gcvi_part *part, const gcvi_part *inner, size_t first, const gcvi_part **shifted,
                      gcvi_arena *arena)
{
	gcvi_part *made;

	*shifted = NULL;
	if (inner == NULL)
		return GCV_OK;
	made = gcvi_arena_alloc(arena, 1, sizeof *made);
	if (made == NULL)
		return GCV_E_MEMORY;
	*made = *inner;
	made->form = part->form;
	made->segment = first;
	made->step = shifted_step;
	made->accepts = shifted_accepts;
	made->data = inner;
	*shifted = made;
	return GCV_OK;
}

static int widen(gcvi_part *part, const gcvi_part *inner, size_t first, gcvi_arena *arena)
{
	gcvi_linear *linear;
	int status = shift_part(part, inner->preferred, first, &part->preferred, arena);

	if (status == GCV_OK)
		status = shift_part(part, inner->rest, first, &part->rest, arena);
	if (status != GCV_OK || inner->linear == NULL)
		return status;
	linear = gcvi_arena_alloc(arena, 1, sizeof *linear);
	if (linear == NULL)
		return GCV_E_MEMORY;
	*linear = *inner->linear;
	linear->length = part->form->length;
	part->linear = linear;
	part->read_target = inner->read_target != NULL ? read_target : NULL;
	part->write_target = inner->write_target != NULL ? write_target : NULL;
	return widen_terms(inner->linear, linear, first, arena);
}

/* --------------------------------------------------------------------------------------------------------- binding */

static int bind_segment(const gcvi_part *part, size_t segment, size_t first, size_t last, gcvi_part *inner,
                        gcvi_arena *arena, gcvi_scheme_error *error)
{
	gcvi_form *form = gcvi_arena_alloc(arena, 1, sizeof *form);

	if (form == NULL)
		return GCV_E_MEMORY;
	*form = *part->form;
	form->sites += first;
	form->length = last - first;
	inner->scheme = part->scheme;
	inner->form = form;
	inner->segment = segment;
	return part->scheme->class_->bind(inner, arena, error);
}

static int bind_segments(gcvi_part *part, gcvi_segments *all, gcvi_part *parts, size_t first, size_t last,
                         gcvi_arena *arena, gcvi_scheme_error *error)
{
	size_t *firsts = gcvi_arena_alloc(arena, last - first, sizeof *firsts);
	size_t *lasts = gcvi_arena_alloc(arena, last - first, sizeof *lasts);
	uint16_t *of = gcvi_arena_alloc(arena, part->form->length, sizeof *of);
	size_t position, i;
	int status = GCV_OK;

	if (firsts == NULL || lasts == NULL || of == NULL)
		return GCV_E_MEMORY;
	for (position = 0; position < part->form->length; position++)
		of[position] = OUTSIDE;
	part->states = 1;
	for (i = 0; first < last && status == GCV_OK; i++) {
		size_t end = segment_end(part, first, last);

		firsts[i] = first;
		lasts[i] = end;
		status = bind_segment(part, i, first, end, &parts[i], arena, error);
		if (parts[i].states == 0)
			part->states = 0;
		else if (part->states != 0 && parts[i].states > part->states)
			part->states = parts[i].states;
		for (; first < end; first++)
			of[first] = (uint16_t)i;
	}
	all->count = i;
	all->first = firsts;
	all->last = lasts;
	all->of = of;
	all->parts = parts;
	return status;
}

int gcvi_part_bind(gcvi_part *part, gcvi_arena *arena, gcvi_scheme_error *error)
{
	const gcvi_scheme *scheme = part->scheme;
	gcvi_segments *all;
	gcvi_part *parts;
	size_t first, last, end, count = 0;
	int status;

	if (scheme->first == 0 && scheme->last == 0 && scheme->every == 0 && !scheme->each_group && !scheme->class_->per_group)
		return scheme->class_->bind(part, arena, error);
	status = find_range(part, &first, &last, error);
	if (status != GCV_OK)
		return status;
	all = gcvi_arena_alloc(arena, 1, sizeof *all);
	for (end = first; end < last; count++)
		end = segment_end(part, end, last);
	parts = gcvi_arena_alloc(arena, count, sizeof *parts);
	if (all == NULL || parts == NULL)
		return GCV_E_MEMORY;
	all->of_groups = scheme->each_group || scheme->class_->per_group;
	part->segments = all;
	status = bind_segments(part, all, parts, first, last, arena, error);
	if (status != GCV_OK)
		return status;
	part->start = enter(all, 0);
	part->step = step;
	part->accepts = accepts;
	part->verify = part->states == 0 ? verify : NULL;
	return all->count == 1 ? widen(part, &parts[0], first, arena) : GCV_OK;
}
