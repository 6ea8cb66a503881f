/* SPDX-License-Identifier: MIT */
/* Floor 5: codes in running text. */
#include "extract.h"
#include "label.h"

#include <string.h>

#define WINDOW ((size_t)65536)
#define OVERLAP ((size_t)1024)   /* longest code with its separators that a cut window may not tear */
#define CANDIDATES_MAX 256       /* in one window */

/* What speaks for a code, in steps that add up to at most 1. */
#define SCORE_CHECK 0.5
#define SCORE_GROUPS 0.25
#define SCORE_MIXED 0.15
#define SCORE_ANNOUNCED 0.3
#define SCORE_LABEL 0.15
#define SCORE_LEAST 0.4

typedef struct candidate {
	uint32_t start, end;
	uint32_t atoms;
	double score;
	const struct gcv_format *formats[8];
	size_t format_count;
	int check_passed, announced, labelled, verified;
} candidate;

struct gcv_extractor {
	gcvi_arena arena;
	const gcv_catalog *catalog;
	gcvi_shape_of *shapes;
	size_t shape_count;
	unsigned flags;
	uint8_t *window;
	size_t used;
	uint64_t offset, line;        /* of the window's first byte */
	gcvi_atom *atoms;
	candidate *candidates;
	int announced_before;         /* the last line that had text announced a code */
};

int gcv_extractor_new(gcv_extractor **extractor, const gcv_catalog *catalog, const gcv_options *options)
{
	gcvi_arena arena;
	gcv_extractor *fresh;

	if (extractor == NULL || catalog == NULL)
		return GCV_E_ARGUMENT;
	gcvi_arena_init(&arena, &catalog->arena.allocator);
	fresh = gcvi_arena_alloc(&arena, 1, sizeof *fresh);
	if (fresh != NULL) {
		fresh->catalog = catalog;
		fresh->flags = options != NULL ? options->flags : 0;
		fresh->line = 1;
		fresh->window = gcvi_arena_alloc(&arena, WINDOW, 1);
		fresh->atoms = gcvi_arena_alloc(&arena, GCVI_ATOMS_MAX, sizeof *fresh->atoms);
		fresh->candidates = gcvi_arena_alloc(&arena, CANDIDATES_MAX, sizeof *fresh->candidates);
	}
	if (fresh == NULL || fresh->window == NULL || fresh->atoms == NULL || fresh->candidates == NULL ||
	    gcvi_shapes_make(catalog, options, &arena, &fresh->shapes, &fresh->shape_count) != GCV_OK) {
		gcvi_arena_free(&arena);
		return GCV_E_MEMORY;
	}
	fresh->arena = arena;
	*extractor = fresh;
	return GCV_OK;
}

void gcv_extractor_free(gcv_extractor *extractor)
{
	gcvi_arena arena;

	if (extractor == NULL)
		return;
	arena = extractor->arena;
	gcvi_arena_free(&arena);
}

/* A word right before the span, with a mark like ":" between them. */
static int is_labelled(const uint8_t *text, size_t start)
{
	size_t from = start > 96 ? start - 96 : 0, at, end = start;

	while (end > from && (text[end - 1] == ' ' || text[end - 1] == '\t' || text[end - 1] == '"' || text[end - 1] == '>'))
		end--;
	if (end == from || !(text[end - 1] == ':' || text[end - 1] == '=' || text[end - 1] == '#' ||
	                     (end - from >= 3 && (memcmp(text + end - 3, "\xEF\xBC\x9A", 3) == 0 ||
	                                          memcmp(text + end - 3, "\xEF\xBC\x9D", 3) == 0))))
		return 0;
	return gcvi_label_find(text + from, end - from, &at) != 0;
}

/*
 * Something of a code must be there before any format is tried. Words of a sentence are no groups: an atom of letters
 * alone with small ones among them, a run of several atoms without any digit divided by blanks, are left to prose.
 */
static int is_plausible(const gcvi_atom *atoms, size_t count, int labelled)
{
	size_t i;
	int digits = 0, blanks = 0, words = 0;

	for (i = 0; i < count; i++) {
		digits |= atoms[i].digits;
		words |= atoms[i].letters && atoms[i].small && !atoms[i].digits;
		blanks |= i > 0 && atoms[i].joint == ' ';
	}
	if (words && (count == 1 || blanks))
		return labelled && count == 1;
	return digits || (labelled ? 1 : !words && !blanks);
}

/* A check that a code may come without says nothing about one that came without. */
static int has_check(const struct gcv_format *format)
{
	return format->scheme_count != 0 && !format->check_optional;
}

/* Formats for which most speaks stay; those that tie are told apart by the check itself. */
static void add_format(candidate *here, const struct gcv_format *format, double score, int verified)
{
	if (here->format_count != 0 && (score < here->score || (here->verified && !verified)))
		return;
	if (score > here->score || (verified && !here->verified))
		here->format_count = 0;
	here->score = score;
	here->verified = verified;
	here->check_passed = verified && has_check(format);
	if (here->format_count < sizeof here->formats / sizeof here->formats[0])
		here->formats[here->format_count++] = format;
}

/* Tries every format on a run of atoms. */
static void try_run(const gcv_extractor *extractor, const gcvi_atom *atoms, size_t count, size_t symbols, int announced,
                    int labelled, candidate *here)
{
	const char *text = (const char *)extractor->window + atoms[0].start;
	size_t size = atoms[count - 1].end - atoms[0].start, i;

	memset(here, 0, sizeof *here);
	here->start = atoms[0].start;
	here->end = atoms[count - 1].end;
	here->atoms = (uint32_t)count;
	here->announced = announced;
	here->labelled = labelled;
	for (i = 0; i < extractor->shape_count; i++) {
		const gcvi_shape_of *shape = &extractor->shapes[i];
		int fits = gcvi_shape_fits(shape, atoms, count, symbols), verified, mixed;
		double score;

		if (fits == 0 || (shape->loose && !labelled))
			continue;
		verified = gcv_verify(shape->format, text, size);
		if (!verified && !(labelled && fits == 2 && count > 1))
			continue;
		mixed = count > 1 ? atoms[0].letters + atoms[1].letters != 0 && atoms[0].digits + atoms[1].digits != 0
		                  : atoms[0].letters && atoms[0].digits;
		score = (verified && has_check(shape->format) ? SCORE_CHECK : 0) +
		        (fits == 2 && count > 1 ? SCORE_GROUPS : 0) + (mixed ? SCORE_MIXED : 0) +
		        (announced ? SCORE_ANNOUNCED : 0) + (labelled ? SCORE_LABEL : 0);
		add_format(here, shape->format, verified ? score : score / 2, verified);
	}
	if (here->score > 1)
		here->score = 1;
}

/* Does a dash or the like tie the run to an atom before or behind it? Then it is a piece of something longer. */
static int is_fragment(const gcv_extractor *extractor, size_t first, size_t last, size_t atom_count)
{
	uint32_t before = extractor->atoms[first].joint, behind = last + 1 < atom_count ? extractor->atoms[last + 1].joint : 0;

	return (before != 0 && before != ' ') || (behind != 0 && behind != ' ');
}

/* Better: higher score, then more text, then earlier. */
static int is_better(const candidate *a, const candidate *b)
{
	if (a->score < b->score || a->score > b->score)
		return a->score > b->score;
	if (a->end - a->start != b->end - b->start)
		return a->end - a->start > b->end - b->start;
	return a->start < b->start;
}

static size_t find_candidates(gcv_extractor *extractor, size_t atom_count, int announced)
{
	size_t first, last, count = 0;

	for (first = 0; first < atom_count && count < CANDIDATES_MAX; first++) {
		size_t symbols = 0;
		int labelled = is_labelled(extractor->window, extractor->atoms[first].start);

		for (last = first; last < atom_count && last - first < GCVI_HIT_GROUPS && count < CANDIDATES_MAX; last++) {
			candidate *here = &extractor->candidates[count];

			if (last > first && extractor->atoms[last].joint == 0)
				break;
			symbols += extractor->atoms[last].symbols;
			if (symbols > GCVI_CODE_MAX)
				break;
			if (!is_plausible(extractor->atoms + first, last - first + 1, labelled))
				continue;
			try_run(extractor, extractor->atoms + first, last - first + 1, symbols, announced, labelled, here);
			if (is_fragment(extractor, first, last, atom_count))
				here->score /= 2;
			if (here->format_count != 0 && here->score >= SCORE_LEAST)
				count++;
		}
	}
	return count;
}

/* The code of a hit comes from the one check that everybody uses. */
static int report_hit(gcv_extractor *extractor, const candidate *found, gcv_hit_function *function, void *context)
{
	gcv_options options;
	gcv_report *report;
	gcv_hit hit = { 0 };
	const char *text = (const char *)extractor->window + found->start;
	int status;

	gcv_options_init(&options, sizeof options);
	options.formats = found->formats;
	options.format_count = found->format_count;
	options.suggestions = 0;
	options.flags = extractor->flags | GCV_NO_FLAGS;
	status = gcv_check(extractor->catalog, text, found->end - found->start, &options, &report);
	if (status != GCV_OK)
		return status;
	hit.start = extractor->offset + found->start;
	hit.end = extractor->offset + found->end;
	hit.line = extractor->line;
	hit.format = gcv_report_format(report);
	if (hit.format == NULL)
		hit.format = found->formats[0];
	hit.verdict = gcv_report_verdict(report);
	hit.score = found->score;
	hit.check_passed = found->check_passed;
	hit.announced = found->announced;
	hit.code = gcv_report_code(report);
	if ((extractor->flags & GCV_MASK) == 0) {
		hit.text = text;
		hit.text_size = found->end - found->start;
	}
	/* Numbers that are announced but are nothing like a code are not worth a word. */
	if (hit.verdict == GCV_VALID || hit.verdict == GCV_REPAIRED || !found->verified)
		status = function(&hit, context);
	gcv_report_free(report);
	return status;
}

/* Best first; what overlaps a better one is dropped. */
static int report_line(gcv_extractor *extractor, size_t count, gcv_hit_function *function, void *context)
{
	candidate *all = extractor->candidates;
	size_t i, j;
	int status = GCV_OK;

	while (count > 0 && status == GCV_OK) {
		candidate best = all[0];
		size_t kept = 0;

		for (i = 1; i < count; i++)
			if (is_better(&all[i], &best))
				best = all[i];
		for (j = 0; j < count; j++)
			if (all[j].end <= best.start || all[j].start >= best.end)
				all[kept++] = all[j];
		count = kept;
		status = report_hit(extractor, &best, function, context);
	}
	return status;
}

static int is_empty(const uint8_t *text, size_t size)
{
	size_t i;

	for (i = 0; i < size; i++)
		if (text[i] != ' ' && text[i] != '\t' && text[i] != '\r')
			return 0;
	return 1;
}

/* Looks at the first size bytes of the window: one line, or a part of a very long one. */
static int look(gcv_extractor *extractor, size_t size, gcv_hit_function *function, void *context)
{
	int more = 0, announced;
	size_t at, start = 0;
	int status = GCV_OK;

	if (is_empty(extractor->window, size))
		return GCV_OK;
	announced = gcvi_label_find(extractor->window, size, &at) != 0;
	do {
		size_t atoms = gcvi_atoms(extractor->window + start, size - start, extractor->atoms, &more), i;

		for (i = 0; i < atoms; i++) {
			extractor->atoms[i].start += (uint32_t)start;
			extractor->atoms[i].end += (uint32_t)start;
		}
		status = report_line(extractor, find_candidates(extractor, atoms, announced || extractor->announced_before), function,
		                     context);
		if (more)
			start = extractor->atoms[atoms - 1].end;
	} while (more && status == GCV_OK);
	extractor->announced_before = announced;
	return status;
}

static void drop(gcv_extractor *extractor, size_t size, int line_ends)
{
	memmove(extractor->window, extractor->window + size, extractor->used - size);
	extractor->used -= size;
	gcvi_wipe(extractor->window + extractor->used, size);
	extractor->offset += size;
	extractor->line += line_ends != 0;
}

/* A line longer than the window is cut at a blank near its end. */
static size_t cut(const gcv_extractor *extractor)
{
	size_t at = extractor->used;

	while (at > extractor->used - OVERLAP && extractor->window[at - 1] != ' ' && extractor->window[at - 1] != ',' &&
	       extractor->window[at - 1] != '\t')
		at--;
	return at > extractor->used - OVERLAP ? at : extractor->used - OVERLAP;
}

int gcv_extractor_feed(gcv_extractor *extractor, const char *text, size_t size, gcv_hit_function *function, void *context)
{
	int status = GCV_OK;

	if (extractor == NULL || (text == NULL && size != 0) || function == NULL)
		return GCV_E_ARGUMENT;
	while (size > 0 && status == GCV_OK) {
		const char *newline = memchr(text, '\n', size);
		size_t bytes = newline != NULL ? (size_t)(newline - text) : size;
		int line_ends = newline != NULL && bytes <= WINDOW - extractor->used;

		if (bytes > WINDOW - extractor->used)
			bytes = WINDOW - extractor->used;
		memcpy(extractor->window + extractor->used, text, bytes);
		extractor->used += bytes;
		text += bytes;
		size -= bytes;
		if (line_ends) {
			status = look(extractor, extractor->used, function, context);
			drop(extractor, extractor->used, 1);
			extractor->offset++;
			text++;
			size--;
		} else if (extractor->used == WINDOW) {
			size_t part = cut(extractor);

			status = look(extractor, part, function, context);
			drop(extractor, part, 0);
		}
	}
	return status;
}

int gcv_extractor_finish(gcv_extractor *extractor, gcv_hit_function *function, void *context)
{
	int status;

	if (extractor == NULL || function == NULL)
		return GCV_E_ARGUMENT;
	status = look(extractor, extractor->used, function, context);
	drop(extractor, extractor->used, 0);
	return status;
}
