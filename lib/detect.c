/* SPDX-License-Identifier: MIT */
/*
 * Floor 5: which formats an input fits. A format with few codes that takes the input says more than one with many: its
 * probability goes with 1 / (number of codes), times how often such codes are met (weigh.c).
 */
#include "detect.h"

#include "inspection.h"

#include <stdlib.h>

/* Further away than this, or more than one character in so many wrong, no format is near. */
#define NEAR_ERRORS 3
#define NEAR_PART 4
/* If more formats than this are equally near by length and alphabet, none is clearly near. */
#define NEAR_TRIED 12

/* What one correction more costs a format, until it has been looked at. */
#define FAR_FACTOR 0.001

typedef struct candidate {
	gcvi_fit fit;
	gcvi_scaled weight;
	size_t order;             /* as given */
} candidate;

static int compare_candidates(const void *left, const void *right)
{
	const candidate *a = left, *b = right;
	int order;

	if (a->fit.verdict != b->fit.verdict)
		return a->fit.verdict < b->fit.verdict ? -1 : 1;
	order = gcvi_scaled_compare(b->weight, a->weight);
	if (order != 0)
		return order;
	return a->order < b->order ? -1 : a->order > b->order;
}

int gcvi_detect(gcvi_detection *detection, const struct gcv_format *const *formats, size_t count,
                const gcvi_reading *reading, const gcvi_surroundings *around, const struct gcv_channel *channel,
                gcvi_letters *letters, gcvi_arena *arena)
{
	candidate *candidates = gcvi_arena_alloc(arena, count, sizeof *candidates);
	gcvi_scaled sum = { 0, 0 };
	size_t found = 0, k;

	detection->fits = gcvi_arena_alloc(arena, count, sizeof *detection->fits);
	detection->probability = gcvi_arena_alloc(arena, count, sizeof *detection->probability);
	detection->weights = gcvi_arena_alloc(arena, count, sizeof *detection->weights);
	detection->count = 0;
	if (candidates == NULL || detection->fits == NULL || detection->probability == NULL ||
	    detection->weights == NULL)
		return GCV_E_MEMORY;
	for (k = 0; k < count; k++) {
		candidate *c = &candidates[found];
		int status = gcvi_fit_reading(&c->fit, formats[k], reading, letters, arena);

		if (status == GCV_OK && c->fit.verdict != GCV_INVALID) {
			c->order = k;
			status = gcvi_weigh(&c->fit, reading, letters, around, channel, &c->weight, arena);
			sum = gcvi_scaled_sum(sum, c->weight);
			found++;
		}
		if (status != GCV_OK)
			return status;
	}
	if (found > 1)
		qsort(candidates, found, sizeof *candidates, compare_candidates);
	for (k = 0; k < found; k++) {
		detection->fits[k] = candidates[k].fit;
		detection->weights[k] = candidates[k].weight;
		detection->probability[k] = sum.mantissa > 0 ? gcvi_scaled_ratio(candidates[k].weight, sum) : 0;
	}
	detection->count = found;
	return GCV_OK;
}

int gcvi_detect_decoy(const struct gcv_format **format, const struct gcv_format *const *formats, size_t count,
                      const gcvi_reading *reading, gcvi_letters *letters, gcvi_arena *arena)
{
	const struct gcv_format *only = NULL;
	size_t k, d;

	*format = NULL;
	for (k = 0; k < count; k++) {
		for (d = 0; d < formats[k]->decoy_count; d++) {
			gcvi_fit fit;
			int status = gcvi_fit_reading(&fit, formats[k]->decoys[d].shape, reading, letters, arena);

			if (status != GCV_OK)
				return status;
			if (fit.verdict != GCV_VALID)
				continue;
			if (only != NULL && only != formats[k])
				return GCV_OK;
			only = formats[k];
		}
	}
	*format = only;
	return GCV_OK;
}

/* At least so many corrections are needed: characters that are no symbols, and a length that no code has. */
static size_t bound_of(const struct gcv_format *format, const gcvi_reading *reading, gcvi_letters *letters)
{
	size_t shortest = 0, longest = 0, wrong = 0, away = 0, letter;

	gcvi_format_lengths(format, &shortest, &longest);
	gcvi_letters_read(letters, reading, &format->alphabet, true, longest + NEAR_ERRORS + 1);
	for (letter = 0; letter < letters->count; letter++)
		wrong += letters->symbols[letter] == GCVI_NO_SYMBOL;
	if (letters->count < shortest)
		away = shortest - letters->count;
	if (letters->count > longest)
		away = letters->count - longest;
	return wrong > away ? wrong : away;
}

int gcvi_distance(size_t *errors, const struct gcv_format *format, struct gcv_report *report,
                  const struct gcv_channel *channel, gcvi_letters *letters, gcvi_arena *arena)
{
	gcvi_inspection i = {
		.report = report, .reading = &report->reading, .format = format, .channel = channel, .letters = letters,
		.work = arena,
	};

	*errors = SIZE_MAX;
	if (!format->typed)
		return GCV_OK;
	gcvi_letters_read(letters, &report->reading, &format->alphabet, true, SIZE_MAX);
	return gcvi_inspect_distance(&i, errors);
}

int gcvi_detect_near(const struct gcv_format **near, size_t *found, const struct gcv_format *const *formats, size_t count,
                     struct gcv_report *report, const struct gcv_channel *channel, gcvi_letters *letters,
                     gcvi_arena *arena)
{
	size_t *bounds = gcvi_arena_alloc(arena, count, sizeof *bounds);
	size_t least = SIZE_MAX, tried = 0, fewest = NEAR_ERRORS, k, errors;

	*found = 0;
	if (bounds == NULL)
		return GCV_E_MEMORY;
	for (k = 0; k < count; k++) {
		bounds[k] = formats[k]->typed ? bound_of(formats[k], &report->reading, letters) : SIZE_MAX;
		least = bounds[k] < least ? bounds[k] : least;
	}
	for (k = 0; k < count; k++)
		tried += bounds[k] == least;
	if (least > NEAR_ERRORS || tried > NEAR_TRIED)
		return GCV_OK;
	for (k = 0; k < count; k++) {
		int status;

		if (bounds[k] != least)
			continue;
		status = gcvi_distance(&errors, formats[k], report, channel, letters, arena);
		if (status != GCV_OK)
			return status;
		if (errors > fewest || errors > letters->count / NEAR_PART)
			continue;
		if (errors < fewest)
			*found = 0;
		fewest = errors;
		if (*found < GCVI_NEAR_MAX)
			near[*found] = formats[k];
		++*found;
	}
	if (*found > GCVI_NEAR_MAX)
		*found = 0;
	return GCV_OK;
}

/* The length of a code that is nearest to what was typed. */
static size_t nearest_length(const struct gcv_format *format, size_t letters)
{
	size_t layout, best = 0, away = SIZE_MAX;

	for (layout = 0; layout < format->layout_count; layout++) {
		const gcvi_layout *l = &format->layouts[layout];
		size_t length = letters < l->min ? l->min : letters > l->max ? l->max : letters;
		size_t off = length > letters ? length - letters : letters - length;

		if (off < away) {
			away = off;
			best = length;
		}
	}
	return best;
}

/* What would speak for it if the corrections it needs were as good as any others. */
static int weigh_far(candidate *c, const gcvi_reading *reading, const gcvi_surroundings *around, size_t distance,
                     gcvi_letters *letters, double *belief, gcvi_arena *arena)
{
	const struct gcv_format *format = c->fit.format;
	int status;

	gcvi_letters_read(letters, reading, &format->alphabet, true, SIZE_MAX);
	*belief = gcvi_prior(format, around) * gcvi_case_likelihood(format, reading, letters) /
	          (double)gcvi_lengths_count(format);
	status = gcvi_weigh_code(format, nearest_length(format, letters->count), &c->weight, arena);
	c->weight = gcvi_scaled_times(c->weight, *belief * (double)gcvi_lengths_count(format));
	for (; distance > 0; distance--)
		c->weight = gcvi_scaled_times(c->weight, FAR_FACTOR);
	return status;
}

int gcvi_detect_candidates(const struct gcv_format **out, double *beliefs, size_t most, size_t *found,
                           const struct gcv_format *const *formats, size_t count, const gcvi_reading *reading,
                           const gcvi_surroundings *around, gcvi_letters *letters, gcvi_arena *arena)
{
	size_t *bounds = gcvi_arena_alloc(arena, count, sizeof *bounds);
	candidate *candidates = gcvi_arena_alloc(arena, count, sizeof *candidates);
	double *all = gcvi_arena_alloc(arena, count, sizeof *all);
	size_t least = SIZE_MAX, longest = 0, kept = 0, k;
	int status = GCV_OK;

	*found = 0;
	if (bounds == NULL || candidates == NULL || all == NULL)
		return GCV_E_MEMORY;
	for (k = 0; k < count; k++) {
		bounds[k] = formats[k]->typed ? bound_of(formats[k], reading, letters) : SIZE_MAX;
		least = bounds[k] < least ? bounds[k] : least;
		longest = letters->count > longest ? letters->count : longest;
	}
	for (k = 0; status == GCV_OK && k < count; k++) {
		if (bounds[k] > NEAR_ERRORS || bounds[k] > least + 1 || bounds[k] * NEAR_PART > longest)
			continue;
		candidates[kept].fit.format = formats[k];
		candidates[kept].order = k;
		status = weigh_far(&candidates[kept++], reading, around, bounds[k] - least, letters, &all[k], arena);
	}
	if (kept > 1)
		qsort(candidates, kept, sizeof *candidates, compare_candidates);
	for (k = 0; k < kept && k < most; k++) {
		out[k] = candidates[k].fit.format;
		beliefs[k] = all[candidates[k].order];
	}
	*found = k;
	return status;
}
