/* SPDX-License-Identifier: MIT */
/* Floor 4: what a format protects from: its forms, its look-alike pairs, and what is said about them. */
#include "lint.h"

#include "text.h"

#include <math.h>
#include <string.h>

/* 2^53: up to here a double is a whole number to the last one. */
#define COUNT_MAX 9007199254740992.0

/* ---------------------------------------------------------------------------------------------------- forms */

static uint64_t count_of(const gcvi_lint_walk *w, double count)
{
	return w->counting && !w->wide && count < COUNT_MAX ? (uint64_t)count : UINT64_MAX;
}

static void fill_rates(const gcvi_lint_walk *w, const gcvi_lint_rates *rates, gcv_lint_rate *out)
{
	size_t k;

	for (k = 0; k < GCVI_LINT_CLASSES; k++) {
		const gcvi_lint_count *count = &rates->classes[k];

		out[k].error = (gcv_error_class)(k + 1);
		out[k].exact = count->exact;
		out[k].partial = count->partial;
		out[k].missed_share = count->possible > 0 ? count->missed / count->possible : 0;
		/* Sums in another order differ in the last bit. */
		if (out[k].missed_share > 1)
			out[k].missed_share = 1;
		out[k].possible = w->total > 0 ? count->possible / w->total : 0;
		out[k].missed = w->total > 0 ? count->missed / w->total : 0;
		out[k].possible_count = count_of(w, count->possible);
		out[k].missed_count = count_of(w, count->missed);
		/* What was found until a bound cut it short is neither of them. */
		if (!count->exact) {
			out[k].missed_share = out[k].missed = (double)NAN;
			out[k].missed_count = UINT64_MAX;
		}
	}
}

/* How many codes, and the share of all strings that they are. */
static void fill_size(const gcvi_lint_walk *w, gcv_lint_form *out)
{
	double strings = 1, checks = 1;
	size_t position;

	for (position = 0; position < w->length; position++) {
		strings *= (double)w->choices[position];
		if (w->form->sites[position].check) {
			out->checks++;
			checks *= (double)w->choices[position];
		}
	}
	if (w->automaton->scheme_count == 0) {
		out->random_pass = 1;
		out->codes = strings;
	} else if (w->wide && w->sum_count != w->automaton->scheme_count) {
		out->random_pass = out->codes = (double)NAN;
	} else if (w->wide) {
		/* Whatever the others are, one set of check characters fits. */
		out->random_pass = 1 / checks;
		out->codes = strings / checks;
	} else {
		out->random_pass = w->counting && strings > 0 ? w->total / strings : w->total;
		out->codes = w->counting ? w->total : strings * w->total;
	}
}

/* A form that is too large to look at has no rates that mean anything. */
static int fill_form(struct gcv_lint *lint, const gcvi_form *form, const gcvi_automaton *automaton, gcv_lint_form *out,
                     gcvi_arena *work)
{
	size_t symbols = form->alphabet->count, k;
	gcv_lint_rate *list = gcvi_arena_alloc(&lint->arena, GCVI_LINT_CLASSES, sizeof *list);
	gcvi_lint_rates rates;
	gcvi_lint_walk walk;
	int status;

	if (list == NULL)
		return GCV_E_MEMORY;
	out->rates = list;
	out->rate_count = GCVI_LINT_CLASSES;
	for (k = 0; k < GCVI_LINT_CLASSES; k++)
		list[k].error = (gcv_error_class)(k + 1);
	status = gcvi_lint_walk_make(&walk, form, automaton, work);
	if (status != GCV_OK || walk.states == 0)
		return status;
	status = gcvi_lint_rates_make(&rates, &walk, &lint->alike, work);
	if (status != GCV_OK)
		return status;
	fill_size(&walk, out);
	fill_rates(&walk, &rates, list);
	for (k = 0; k < symbols * symbols && walk.total > 0; k++) {
		lint->pair_possible[k] += rates.pair_possible[k] / walk.total;
		lint->pair_missed[k] += rates.classes[GCV_CLASS_SINGLE - 1].exact ? rates.pair_missed[k] / walk.total : (double)NAN;
	}
	return automaton->scheme_count != 0 ? gcvi_lint_find_blind(lint, &walk, &rates) : GCV_OK;
}

static int add_form(struct gcv_lint *lint, size_t layout, size_t length)
{
	gcv_lint_form *out = &lint->forms[lint->form_count];
	gcvi_automaton automaton;
	gcvi_arena work;
	gcvi_form form;
	int status;

	gcvi_arena_init(&work, &lint->arena.allocator);
	status = gcvi_form_make(lint->format, layout, length, &work, &form, &automaton);
	if (status == GCV_OK) {
		out->layout = gcvi_arena_text(&lint->arena, lint->format->layouts[layout].text,
		                              strlen(lint->format->layouts[layout].text));
		out->length = length;
		status = out->layout != NULL ? fill_form(lint, &form, &automaton, out, &work) : GCV_E_MEMORY;
		lint->form_count++;
	}
	gcvi_arena_free(&work);
	/* A length that the scheme does not take is no form. */
	return status == GCV_E_MEMORY ? status : GCV_OK;
}

static int add_forms(struct gcv_lint *lint)
{
	const struct gcv_format *format = lint->format;
	size_t layout;
	int status = GCV_OK;

	lint->forms = gcvi_arena_alloc(&lint->arena, 2 * format->layout_count + 1, sizeof *lint->forms);
	if (lint->forms == NULL)
		return GCV_E_MEMORY;
	for (layout = 0; format->typed && layout < format->layout_count && status == GCV_OK; layout++) {
		const gcvi_layout *l = &format->layouts[layout];

		status = add_form(lint, layout, l->min);
		if (status == GCV_OK && l->max != l->min)
			status = add_form(lint, layout, l->max);
	}
	return status;
}

/* ----------------------------------------------------------------------------------------------- look-alikes */

static int add_pairs(struct gcv_lint *lint)
{
	size_t n = lint->alike.symbols, a, b;
	int level;

	lint->pairs = gcvi_arena_alloc(&lint->arena, n * n / 2 + 1, sizeof *lint->pairs);
	if (lint->pairs == NULL)
		return GCV_E_MEMORY;
	for (level = 3; level > 0; level--)
		for (a = 0; a < n; a++)
			for (b = a + 1; b < n; b++) {
				gcv_lint_pair *pair = &lint->pairs[lint->pair_count];

				/* Where the two never stand at the same place, they cannot be taken for each other. */
				if (lint->alike.level[a * n + b] != level || !(lint->pair_possible[a * n + b] > 0))
					continue;
				pair->a = lint->symbols[a];
				pair->b = lint->symbols[b];
				pair->level = level;
				pair->missed_share = lint->pair_missed[a * n + b] / lint->pair_possible[a * n + b];
				if (pair->missed_share > 1)
					pair->missed_share = 1;
				lint->pair_count++;
			}
	return GCV_OK;
}

static int list_symbols(struct gcv_lint *lint)
{
	const gcvi_alphabet *alphabet = &lint->format->alphabet;
	size_t i, square = alphabet->count * alphabet->count;

	lint->symbols = gcvi_arena_alloc(&lint->arena, alphabet->count + 1, sizeof *lint->symbols);
	lint->pair_possible = gcvi_arena_alloc(&lint->arena, square + 1, sizeof(double));
	lint->pair_missed = gcvi_arena_alloc(&lint->arena, square + 1, sizeof(double));
	if (lint->symbols == NULL || lint->pair_possible == NULL || lint->pair_missed == NULL)
		return GCV_E_MEMORY;
	for (i = 0; i < alphabet->count; i++) {
		uint8_t bytes[4];
		size_t size = gcvi_utf8_write(alphabet->points[i], bytes);

		lint->symbols[i] = gcvi_arena_text(&lint->arena, (const char *)bytes, size);
		if (lint->symbols[i] == NULL)
			return GCV_E_MEMORY;
	}
	return gcvi_lint_alike_make(&lint->alike, alphabet, lint->format->pairs, lint->format->pair_count, &lint->arena);
}

/* --------------------------------------------------------------------------------------------------- public */

int gcv_lint_new(const gcv_format *format, const gcv_allocator *allocator, gcv_lint **out)
{
	struct gcv_lint *lint;
	gcvi_arena arena;
	int status;

	if (format == NULL || out == NULL)
		return GCV_E_ARGUMENT;
	gcvi_arena_init(&arena, allocator);
	lint = gcvi_arena_alloc(&arena, 1, sizeof *lint);
	if (lint == NULL) {
		gcvi_arena_free(&arena);
		return GCV_E_MEMORY;
	}
	lint->arena = arena;
	lint->format = format;
	status = list_symbols(lint);
	if (status == GCV_OK)
		status = add_forms(lint);
	if (status == GCV_OK)
		status = add_pairs(lint);
	if (status == GCV_OK)
		status = gcvi_lint_advise(lint);
	lint->format = NULL;
	if (status != GCV_OK) {
		gcv_lint_free(lint);
		return status;
	}
	*out = lint;
	return GCV_OK;
}

void gcv_lint_free(gcv_lint *lint)
{
	gcvi_arena arena;

	if (lint == NULL)
		return;
	/* The object lies in its own arena. */
	arena = lint->arena;
	gcvi_arena_free(&arena);
}

size_t gcv_lint_form_count(const gcv_lint *lint)
{
	return lint != NULL ? lint->form_count : 0;
}

const gcv_lint_form *gcv_lint_form_at(const gcv_lint *lint, size_t index)
{
	return index < gcv_lint_form_count(lint) ? &lint->forms[index] : NULL;
}

size_t gcv_lint_pair_count(const gcv_lint *lint)
{
	return lint != NULL ? lint->pair_count : 0;
}

const gcv_lint_pair *gcv_lint_pair_at(const gcv_lint *lint, size_t index)
{
	return index < gcv_lint_pair_count(lint) ? &lint->pairs[index] : NULL;
}

size_t gcv_lint_blind_count(const gcv_lint *lint)
{
	return lint != NULL ? lint->blind_count : 0;
}

const gcv_lint_blind *gcv_lint_blind_at(const gcv_lint *lint, size_t index)
{
	return index < gcv_lint_blind_count(lint) ? &lint->blind[index] : NULL;
}

size_t gcv_lint_advice_count(const gcv_lint *lint)
{
	return lint != NULL ? lint->advice_count : 0;
}

const gcv_lint_advice *gcv_lint_advice_at(const gcv_lint *lint, size_t index)
{
	return index < gcv_lint_advice_count(lint) ? &lint->advice[index] : NULL;
}
