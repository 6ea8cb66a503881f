/* SPDX-License-Identifier: MIT */
/* Floor 4: the input under each keyboard that explains it, as hypothesis_keyboard.h defines them. */
#include "hypothesis_keyboard.h"

#include "text.h"

#include <string.h>

typedef struct keying {
	const gcvi_lattice *typed;
	gcvi_hypothesis_fit *fit;
	const gcvi_emission *emission;
	const gcvi_priors *priors;
	gcvi_arena *arena;
} keying;

/* What happened to the marks of one input. */
typedef struct changes {
	size_t changed;           /* that mean another character */
	size_t padded;            /* digits from the number pad, though their keys mean something else */
	size_t keyed;             /* digits that other characters stand for */
} changes;

/* Does this character, meant or typed, say a symbol? */
static bool is_symbol(const gcvi_alphabet *alphabet, const gcvi_mark *mark, uint32_t point)
{
	gcvi_mark as = *mark;

	if (point != mark->point) {
		as.kind = GCVI_MARK_CHARACTER;
		as.point = as.first = point;
	}
	return gcvi_resolve(alphabet, &as).symbol != GCVI_NO_SYMBOL;
}

/* The mark as it was meant. pad: '-' is its own. False: it cannot have come out. */
static bool undo_mark(const gcvi_alphabet *alphabet, size_t keyboard, bool pad, gcvi_mark *mark, changes *all)
{
	uint32_t typed = mark->point, meant;
	bool digit = gcvi_digit_value(typed) >= 0;

	if (mark->kind == GCVI_MARK_CHOICE || mark->kind == GCVI_MARK_INVISIBLE || mark->kind == GCVI_MARK_MALFORMED)
		return true;
	meant = gcvi_keyboard_undo(keyboard, typed);
	if (meant == 0 && mark->kind == GCVI_MARK_CHARACTER && !digit)
		return false;
	if (meant == 0 || meant == typed || (pad && typed == '-'))
		return true;
	if (!is_symbol(alphabet, mark, meant)) {
		if (digit || typed == '-') {
			all->padded += digit;
			return true;
		}
		if (mark->kind == GCVI_MARK_UNREADABLE)
			return true;
		/* Nobody means a comma between groups: of what became separators the hyphen and its like are some. */
		mark->kind = meant == '-' || meant == '_' ? GCVI_MARK_SEPARATOR : GCVI_MARK_CHARACTER;
		all->changed += mark->kind == GCVI_MARK_CHARACTER;
	} else {
		mark->kind = GCVI_MARK_CHARACTER;
		all->changed++;
		all->keyed += gcvi_digit_value(meant) >= 0;
	}
	mark->point = mark->first = meant;
	return true;
}

/* *out: the input as it was meant; NULL: it cannot have been. */
static int undo(const keying *k, size_t keyboard, bool pad, const gcvi_reading **out)
{
	const gcvi_reading *typed = k->typed->reading;
	gcvi_reading *meant = gcvi_arena_alloc(k->arena, 1, sizeof *meant);
	changes all = { 0 };
	size_t i;

	*out = NULL;
	if (meant == NULL)
		return GCV_E_MEMORY;
	*meant = *typed;
	meant->marks = gcvi_arena_alloc(k->arena, typed->count + 1, sizeof *meant->marks);
	if (meant->marks == NULL)
		return GCV_E_MEMORY;
	if (typed->count != 0)
		memcpy(meant->marks, typed->marks, typed->count * sizeof *meant->marks);
	for (i = 0; i < meant->count; i++)
		if (!undo_mark(k->typed->form->alphabet, keyboard, pad, &meant->marks[i], &all))
			return GCV_OK;
	/* Digits come all from the number pad or none do; those that Shift was held on are another matter. */
	if (all.changed != 0 && (all.padded == 0 || all.keyed == 0 || gcvi_keyboard_shifts(keyboard)))
		*out = meant;
	return GCV_OK;
}

static bool has_hyphen(const gcvi_reading *reading)
{
	size_t i;

	for (i = 0; i < reading->count && reading->marks[i].point != '-'; i++)
		;
	return i < reading->count;
}

/* The nearer one of two ways to read '-', if it is nearer than *distance, which it becomes; else NULL. */
static int consider(const keying *k, size_t keyboard, unsigned *distance, const gcvi_reading **best)
{
	int pads = has_hyphen(k->typed->reading), status = GCV_OK, pad;

	*best = NULL;
	for (pad = 0; pad <= pads && *distance > 0 && status == GCV_OK; pad++) {
		const gcvi_reading *meant;
		unsigned d;

		status = undo(k, keyboard, pad != 0, &meant);
		if (status == GCV_OK && meant != NULL)
			status = gcvi_hypothesis_hear(k->fit, meant);
		if (status != GCV_OK || meant == NULL)
			continue;
		d = gcvi_hypothesis_distance(k->fit, *distance - 1);
		if (d < *distance) {
			*best = meant;
			*distance = d;
		}
	}
	return status;
}

int gcvi_keyed_make(gcvi_keyed *keyed, size_t *count, const gcvi_lattice *lattice, gcvi_hypothesis_fit *fit,
                    const gcvi_emission *emission, const gcvi_priors *priors, gcvi_arena *arena)
{
	keying k = { .typed = lattice, .fit = fit, .emission = emission, .priors = priors, .arena = arena };
	size_t keyboard, concerned = 0;
	int status = GCV_OK;

	*count = 0;
	if (lattice->form->length == 0)
		return GCV_OK;
	for (keyboard = 0; keyboard < GCVI_KEYBOARDS; keyboard++)
		concerned += gcvi_keyboard_concerns(keyboard, lattice->form->alphabet);
	for (keyboard = 0; keyboard < GCVI_KEYBOARDS && fit->as_typed > 0 && status == GCV_OK; keyboard++) {
		const gcvi_reading *meant;
		gcvi_keyed *next = &keyed[*count];

		if (!gcvi_keyboard_concerns(keyboard, lattice->form->alphabet))
			continue;
		next->distance = fit->as_typed;
		status = consider(&k, keyboard, &next->distance, &meant);
		if (status == GCV_OK && meant != NULL)
			status = gcvi_lattice_make(&next->lattice, meant, lattice->form, emission, priors, arena);
		if (status != GCV_OK || meant == NULL)
			continue;
		next->keyboard = keyboard;
		next->prior = priors->layout / (double)concerned;
		++*count;
	}
	return status;
}
