/* SPDX-License-Identifier: MIT */
/* Floor 2: observed pairs, read, aligned and counted; learn_fit.c makes a channel of the counts. */
#include "learn.h"
#include "i18n.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uninorm.h>

#define TEXT_MAX ((size_t)64 << 20)
#define SIDE_MAX ((size_t)1024)      /* bytes of one code */
#define OUTSIDE_MAX ((size_t)512)    /* different misreadings as something outside the alphabet */
#define IGNORED_MAX ((size_t)32)

typedef struct learner {
	gcvi_arena work;
	gcv_text_error *error;
	uint32_t ignored[IGNORED_MAX];
	size_t ignored_count;
	bool upper, lower, katakana;         /* among the printed characters */
	bool folding;                        /* known by now */
	uint32_t points[GCVI_SYMBOLS_MAX];
	size_t point_count;
	uint32_t printed[GCVI_CODE_MAX], typed[GCVI_CODE_MAX];
	size_t printed_count, typed_count;
	uint8_t normal[4 * SIDE_MAX];
	gcvi_aligner *aligner;
	gcvi_observed observed;
} learner;

static int refuse(learner *l, int status, size_t line, size_t column, const char *message)
{
	if (l->error != NULL && l->error->size >= sizeof *l->error) {
		l->error->line = line;
		l->error->column = column;
		(void)snprintf(l->error->message, sizeof l->error->message, "%s", _(message));
	}
	return status;
}

/* ------------------------------------------------------------------------------------------ reading lines */

static bool is_ignored(const learner *l, uint32_t point)
{
	size_t i;

	for (i = 0; i < l->ignored_count; i++)
		if (l->ignored[i] == point)
			return true;
	return gcvi_is_invisible(point);
}

/* Digits by value; case and katakana folded where the printed codes have one case, no katakana. */
static uint32_t folded(const learner *l, uint32_t point)
{
	if (gcvi_digit_value(point) >= 0)
		return (uint32_t)('0' + gcvi_digit_value(point));
	if (!l->folding)
		return point;
	if (!l->katakana)
		point = gcvi_hiragana(point);
	if (l->upper != l->lower)
		return l->upper ? gcvi_upper(point) : gcvi_lower(point);
	return point;
}

/* One side of a line as code points after NFKC; false where it is longer than any code. */
static bool read_side(learner *l, const char *text, size_t size, uint32_t *points, size_t *count)
{
	size_t length = sizeof l->normal, at = 0;
	uint8_t *normal;

	*count = 0;
	if (size == 0)
		return true;
	if (size > SIDE_MAX)
		return false;
	normal = u8_normalize(UNINORM_NFKC, (const uint8_t *)text, size, l->normal, &length);
	if (normal != l->normal) {
		/* Too long after all, so that libunistring allocated; or there was no memory. */
		if (normal != NULL) {
			gcvi_wipe(normal, length);
			free(normal);
		}
		return false;
	}
	while (at < length) {
		uint32_t point = 0;
		size_t bytes = gcvi_utf8_read(normal + at, length - at, &point);

		if (bytes == 0 || *count == GCVI_CODE_MAX)
			return false;
		at += bytes;
		if (!is_ignored(l, point))
			points[(*count)++] = folded(l, point);
	}
	return true;
}

/* Calls `take` for every line that has two codes, with l->printed and l->typed filled. */
static int each_line(learner *l, const char *text, size_t size, int (*take)(learner *l))
{
	const char *line = text, *end = text + size;
	size_t number;
	int status = GCV_OK;

	l->observed.counts.skipped = 0;
	for (number = 1; line < end && status == GCV_OK; number++) {
		const char *stop = memchr(line, '\n', (size_t)(end - line)), *next = stop != NULL ? stop + 1 : end, *tab;

		if (stop == NULL)
			stop = end;
		if (stop > line && stop[-1] == '\r')
			stop--;
		if (stop > line && *line != '#') {
			tab = memchr(line, '\t', (size_t)(stop - line));
			if (tab == NULL || memchr(tab + 1, '\t', (size_t)(stop - tab - 1)) != NULL)
				return refuse(l, GCV_E_SYNTAX, number, 0, N_("expected a printed code, one tab and what was typed"));
			if (read_side(l, line, (size_t)(tab - line), l->printed, &l->printed_count) &&
			    read_side(l, tab + 1, (size_t)(stop - tab - 1), l->typed, &l->typed_count))
				status = take(l);
			else
				l->observed.counts.skipped++;
		}
		line = next;
	}
	return status;
}

/* First time: which characters are printed. */
static int gather_points(learner *l)
{
	size_t i, k;

	for (i = 0; i < l->printed_count; i++) {
		uint32_t point = l->printed[i];

		for (k = 0; k < l->point_count && l->points[k] != point; k++)
			;
		if (k < l->point_count)
			continue;
		if (l->point_count == GCVI_SYMBOLS_MAX)
			return refuse(l, GCV_E_RANGE, 0, 0, N_("more than 128 different printed characters"));
		l->points[l->point_count++] = point;
		l->upper = l->upper || gcvi_lower(point) != point;
		l->lower = l->lower || gcvi_upper(point) != point;
		l->katakana = l->katakana || gcvi_hiragana(point) != point;
	}
	return GCV_OK;
}

/* ----------------------------------------------------------------------------------------------- counting */

static int count_outside(learner *l, gcvi_symbol printed, uint32_t typed)
{
	gcvi_observed *o = &l->observed;
	size_t i;

	for (i = 0; i < o->outside_count; i++)
		if (o->outside[i].typed == typed && o->outside[i].symbol == printed)
			break;
	if (i == OUTSIDE_MAX)
		return GCV_OK;
	if (i == o->outside_count) {
		o->outside = gcvi_arena_grow(&l->work, o->outside, &o->outside_capacity, i + 1, sizeof *o->outside);
		if (o->outside == NULL)
			return GCV_E_MEMORY;
		o->outside[i].typed = typed;
		o->outside[i].symbol = printed;
		o->outside[o->outside_count++].count = 0;
	}
	o->outside[i].count += 1;
	return GCV_OK;
}

static int count_read(learner *l, size_t at, uint32_t typed)
{
	gcvi_observed *o = &l->observed;
	gcvi_symbol printed = gcvi_alphabet_find(&o->alphabet, l->printed[at]);
	gcvi_symbol symbol = gcvi_alphabet_find(&o->alphabet, typed);

	if (symbol == GCVI_NO_SYMBOL)
		return count_outside(l, printed, typed);
	o->inside[symbol * o->alphabet.count + printed] += 1;
	return GCV_OK;
}

/* What was typed in another order was read right; an omission and a twin say nothing about reading. */
static int count_step(learner *l, const gcvi_aligned *step)
{
	gcv_learn_counts *counts = &l->observed.counts;
	size_t right = 0, i;

	switch (step->accident) {
	case GCVI_SUBSTITUTED:
		counts->substitutions++;
		return count_read(l, step->printed, l->typed[step->typed]);
	case GCVI_OMITTED:
		counts->omissions++;
		break;
	case GCVI_INSERTED:
		counts->insertions++;
		break;
	case GCVI_DOUBLED:
		counts->doublings++;
		right = 1;
		break;
	case GCVI_SWAPPED:
		counts->transpositions++;
		right = 2;
		break;
	case GCVI_JUMPED:
		counts->jumps++;
		right = 3;
		break;
	case GCVI_TWINNED:
		counts->twins++;
		break;
	default:
		right = 1;
		break;
	}
	for (i = 0; i < right; i++)
		(void)count_read(l, step->printed + i, l->printed[step->printed + i]);
	return GCV_OK;
}

static int count_line(learner *l)
{
	gcvi_observed *o = &l->observed;
	const gcvi_aligned *steps;
	size_t count = 0, edits = 0, i, n = l->printed_count;
	int status = GCV_OK;

	steps = gcvi_aligner_run(l->aligner, l->printed, n, l->typed, l->typed_count, &count, &edits);
	if (n == 0 || steps == NULL || edits * 2 > n) {
		o->counts.skipped++;
		return GCV_OK;
	}
	o->counts.pairs++;
	o->counts.characters += n;
	o->counts.wrong += edits != 0;
	o->gaps += (double)(n + 1);
	o->neighbours += (double)(n - 1);
	o->triples += (double)(n > 2 ? n - 2 : 0);
	for (i = 1; i < n; i++)
		o->equals += l->printed[i] == l->printed[i - 1];
	for (i = 0; i < count && status == GCV_OK; i++)
		status = count_step(l, &steps[i]);
	return status;
}

/* ---------------------------------------------------------------------------------------------- the call */

static int observe(learner *l, const char *pairs, size_t size)
{
	gcvi_observed *o = &l->observed;
	int status = gcvi_channel_check_bytes(pairs, size, l->error);

	if (status == GCV_OK)
		status = each_line(l, pairs, size, gather_points);
	if (status != GCV_OK)
		return status;
	if (l->point_count == 0)
		return refuse(l, GCV_E_SYNTAX, 0, 0, N_("expected lines of a printed code, a tab and what was typed; found none"));
	l->folding = true;
	(void)gcvi_alphabet_init(&o->alphabet, l->points, l->point_count, GCVI_CASE_SENSITIVE);
	o->inside = gcvi_arena_alloc(&l->work, l->point_count * l->point_count, sizeof *o->inside);
	l->aligner = gcvi_aligner_make(&l->work);
	if (o->inside == NULL || l->aligner == NULL)
		return GCV_E_MEMORY;
	status = each_line(l, pairs, size, count_line);
	if (status == GCV_OK && o->counts.pairs == 0)
		return refuse(l, GCV_E_SYNTAX, 0, 0, N_("in no line are the two codes alike enough to be compared"));
	return status;
}

/* Only counts leave the working memory. */
static int finish(gcv_channel **channel, struct gcv_channel *fitted, const char *name, size_t pairs,
                  const gcv_allocator *allocator)
{
	gcvi_arena home;
	gcvi_pair *kept;
	char title[48];
	int status = GCV_E_MEMORY;

	(void)snprintf(title, sizeof title, "fitted to %lu pairs", (unsigned long)pairs);
	gcvi_arena_init(&home, allocator);
	kept = gcvi_arena_alloc(&home, fitted->pair_count, sizeof *kept);
	fitted->name = gcvi_arena_text(&home, name, strlen(name));
	fitted->title = gcvi_arena_text(&home, title, strlen(title));
	if (kept != NULL && fitted->name != NULL && fitted->title != NULL) {
		if (fitted->pair_count != 0)
			memcpy(kept, fitted->pairs, fitted->pair_count * sizeof *kept);
		fitted->pairs = kept;
		status = gcvi_channel_keep(channel, fitted, &home);
	}
	if (status != GCV_OK)
		gcvi_arena_free(&home);
	return status;
}

void gcv_learn_options_init(gcv_learn_options *options, size_t size)
{
	gcv_learn_options defaults;

	if (options == NULL || size < sizeof options->size)
		return;
	memset(&defaults, 0, sizeof defaults);
	defaults.size = size;
	defaults.name = "learned";
	defaults.weight = 200;
	defaults.ignored = "- ";
	memset(options, 0, size);
	memcpy(options, &defaults, size < sizeof defaults ? size : sizeof defaults);
}

static int take_options(learner *l, gcv_learn_options *options, const gcv_learn_options *given)
{
	const char *at;

	gcv_learn_options_init(options, sizeof *options);
	if (given != NULL) {
		if (given->size < sizeof given->size)
			return GCV_E_ARGUMENT;
		memcpy(options, given, given->size < sizeof *options ? given->size : sizeof *options);
	}
	if (options->base == NULL)
		options->base = gcvi_channel_builtin("printed");
	if (options->name == NULL || options->ignored == NULL || !gcvi_channel_name_valid(options->name))
		return GCV_E_ARGUMENT;
	if (!(options->weight > 0 && options->weight <= 1e9))
		return GCV_E_RANGE;
	for (at = options->ignored; *at != '\0';) {
		size_t bytes = gcvi_utf8_read((const uint8_t *)at, strlen(at), &l->ignored[l->ignored_count]);

		if (bytes == 0)
			return GCV_E_ENCODING;
		if (++l->ignored_count == IGNORED_MAX)
			return GCV_E_RANGE;
		at += bytes;
	}
	return GCV_OK;
}

int gcv_channel_learn(gcv_channel **channel, const char *pairs, size_t size, const gcv_learn_options *options,
                      const gcv_allocator *allocator, gcv_learn_counts *counts, gcv_text_error *error)
{
	gcv_learn_options chosen;
	struct gcv_channel fitted;
	gcvi_arena work;
	learner *l;
	int status;

	if (channel == NULL || (pairs == NULL && size != 0))
		return GCV_E_ARGUMENT;
	if (size > TEXT_MAX)
		return GCV_E_RANGE;
	gcvi_arena_init(&work, allocator);
	l = gcvi_arena_alloc(&work, 1, sizeof *l);
	if (l == NULL)
		return GCV_E_MEMORY;
	gcvi_arena_init(&l->work, allocator);
	l->error = error;
	status = take_options(l, &chosen, options);
	if (status == GCV_OK)
		status = observe(l, pairs, size);
	if (status == GCV_OK)
		status = gcvi_learn_fit(&fitted, chosen.base, &l->observed, chosen.weight, &l->work);
	if (status == GCV_OK)
		status = finish(channel, &fitted, chosen.name, l->observed.counts.pairs, allocator);
	if (status == GCV_OK && counts != NULL && counts->size >= sizeof *counts) {
		l->observed.counts.size = counts->size;
		*counts = l->observed.counts;
	}
	gcvi_arena_free(&l->work);
	gcvi_arena_free(&work);
	return status;
}
