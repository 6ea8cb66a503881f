/* SPDX-License-Identifier: MIT */
/* Floor 5: which runs of atoms may be codes, of which format, and how much speaks for it. */
#include "extract.h"
#include "label.h"
#include "weigh.h"

#include <string.h>

/* What speaks for a code, in steps that add up to at most 1. */
#define SCORE_CHECK 0.5
#define SCORE_GROUPS 0.25
#define SCORE_MIXED 0.15
#define SCORE_ANNOUNCED 0.3
#define SCORE_LABEL 0.15
/* A companion behind it: named or in a column called so, or only in the place of one. */
#define SCORE_COMPANION 0.4
#define SCORE_PLACE 0.25

/* As far before a code a label or an address is looked for. */
#define BEFORE ((size_t)96)

/* What is known of a run while it grows. */
typedef struct run {
	const gcvi_atom *atoms;
	size_t count, symbols, capitals, smalls;
	uint64_t used;
	int digits, blanks, words;
	int labelled;             /* -1: not looked yet */
	gcvi_surroundings before;
	gcvi_behind behind;
} run;

/* A word right before the span, with a mark like ":" between them. */
static int find_label(const uint8_t *text, size_t start)
{
	size_t from = start > BEFORE ? start - BEFORE : 0, at, end = start;

	while (end > from && (text[end - 1] == ' ' || text[end - 1] == '\t' || text[end - 1] == '"' || text[end - 1] == '>'))
		end--;
	if (end == from || !(text[end - 1] == ':' || text[end - 1] == '=' || text[end - 1] == '#' ||
	                     (end - from >= 3 && (memcmp(text + end - 3, "\xEF\xBC\x9A", 3) == 0 ||
	                                          memcmp(text + end - 3, "\xEF\xBC\x9D", 3) == 0))))
		return 0;
	return gcvi_label_find(text + from, end - from, &at) != 0;
}

static int is_labelled(run *r, const uint8_t *text)
{
	if (r->labelled < 0)
		r->labelled = find_label(text, r->atoms[0].start);
	return r->labelled;
}

/* Which formats are worth a try. */
typedef enum likely { LIKELY_NONE, LIKELY_CHECKED, LIKELY_ANY } likely;

/*
 * Something of a code must be there before any format is tried. Words of a sentence are no groups: an atom of letters
 * alone with small ones among them, a run of several atoms without any digit divided by blanks, are left to prose. Small
 * letters and digits with blanks between them need a check that passes.
 */
static likely is_plausible(run *r, const uint8_t *text)
{
	if (r->words && r->blanks)
		return r->digits ? LIKELY_CHECKED : LIKELY_NONE;
	if (r->words && r->count == 1)
		return is_labelled(r, text) ? LIKELY_ANY : LIKELY_NONE;
	return r->digits || !r->blanks || is_labelled(r, text) ? LIKELY_ANY : LIKELY_NONE;
}

static void grow(run *r, const gcvi_atom *atom)
{
	r->blanks |= r->count > 0 && atom->joint == ' ';
	r->count++;
	r->symbols += atom->symbols;
	r->capitals += atom->capitals;
	r->smalls += atom->smalls;
	r->used |= atom->used;
	r->digits |= atom->digits;
	r->words |= atom->letters && atom->smalls != 0 && !atom->digits;
}

static gcvi_scaled evidence_of(const gcvi_shape_of *shape, const run *r)
{
	double happened = gcvi_case_likelihood_of(shape->format, r->capitals, r->smalls);

	if (r->before.size != 0)
		happened *= gcvi_prior(shape->format, &r->before) / shape->format->popularity;
	return gcvi_scaled_times(shape->evidence[r->symbols - shape->min], happened);
}

/* Among formats for which as much speaks, those verified come first, then those for which the code says most. */
static void consider(gcvi_candidate *here, const gcvi_shape_of *shape, const run *r, double score, int verified,
                     const gcvi_other *companion)
{
	gcvi_scaled evidence;

	if (here->format != NULL && (here->verified != verified ? here->verified : score < here->score))
		return;
	evidence = evidence_of(shape, r);
	if (here->format != NULL && here->verified == verified && !(score > here->score) &&
	    gcvi_scaled_compare(evidence, here->evidence) <= 0)
		return;
	here->score = score;
	here->evidence = evidence;
	here->verified = verified;
	here->format = shape->format;
	here->check_passed = verified && shape->checked;
	here->companion = companion;
	here->companion_start = companion != NULL ? r->behind.start : 0;
	here->companion_end = companion != NULL ? r->behind.end : 0;
}

/* Nothing but separators before it on its line. */
static int starts_line(const uint8_t *text, size_t start)
{
	while (start > 0 && text[start - 1] != '\n') {
		uint8_t byte = text[--start];

		if (byte >= 128 || (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z'))
			return 0;
	}
	return 1;
}

static int is_padding(uint8_t byte)
{
	return byte == ' ' || byte == '"' || byte == '\'' || byte == '\r';
}

/* Is this all of a cell of the table? */
static int is_cell(const gcvi_line *line, size_t start, size_t end)
{
	const uint8_t *text = line->text;

	while (start > 0 && is_padding(text[start - 1]))
		start--;
	while (end < line->limit && is_padding(text[end]))
		end++;
	return (start == 0 || text[start - 1] == '\n' || text[start - 1] == line->column) &&
	       (end == line->limit || text[end] == '\n' || text[end] == line->column);
}

/* Does the name of the column that this stands in say companion? One of the first 64 columns; others are none. */
static int is_in_companions(const gcvi_line *line, size_t start)
{
	size_t column = 0;

	while (start > 0 && line->text[start - 1] != '\n')
		column += line->text[--start] == line->column;
	return column < 64 && (line->companions >> column & 1) != 0;
}

/* Without a name it is a companion by its place: in a column called so, or alone with the code on a line of a list. */
static double worth_of_place(const run *r, const gcvi_line *line)
{
	const gcvi_behind *behind = &r->behind;
	size_t start = r->atoms[0].start, end = r->atoms[r->count - 1].end;

	if (behind->words || behind->lines != 0)
		return 0;
	if (line->column != 0 && is_cell(line, start, end) && is_cell(line, behind->start, behind->end))
		return is_in_companions(line, behind->start) ? SCORE_COMPANION : 0;
	return line->announced && behind->last && starts_line(line->text, start) ? SCORE_PLACE : 0;
}

/*
 * The companion of the format behind the run, and what it is worth: a number of its shape that is called so, or, in a row of
 * a table and in a list under words that announce codes, the number that follows on the line.
 */
static const gcvi_other *find_companion(run *r, const gcvi_line *line, const struct gcv_format *format, double *worth)
{
	const gcvi_other *other;

	*worth = 0;
	if (format->companion_count == 0)
		return NULL;
	if (!r->behind.looked)
		gcvi_look_behind(line->text, r->atoms[r->count - 1].end, line->limit, &r->behind);
	if (r->behind.symbols == 0)
		return NULL;
	*worth = r->behind.named ? SCORE_COMPANION : worth_of_place(r, line);
	other = *worth > 0 ? gcvi_companion_behind(format, line->text, &r->behind) : NULL;
	if (other == NULL)
		*worth = 0;
	return other;
}

/* Tries the shapes that have so many symbols on a run of atoms. */
static void try_run(const gcvi_shapes *shapes, const gcvi_line *line, run *r, likely which, gcvi_candidate *here)
{
	const uint8_t *text = line->text;
	size_t end = r->atoms[r->count - 1].end, size = end - r->atoms[0].start, i;
	int mixed = r->count > 1 ? r->atoms[0].letters + r->atoms[1].letters != 0 && r->atoms[0].digits + r->atoms[1].digits != 0
	                         : r->atoms[0].letters && r->atoms[0].digits;

	memset(here, 0, sizeof *here);
	here->start = r->atoms[0].start;
	here->end = (uint32_t)end;
	here->announced = line->announced;
	for (i = shapes->first[r->symbols]; i < shapes->first[r->symbols + 1]; i++) {
		const gcvi_shape_of *shape = &shapes->items[shapes->of_length[i]];
		int fits = gcvi_shape_fits(shape, r->atoms, r->count, r->symbols), verified;
		const gcvi_other *companion;
		double score, worth = 0;

		/* Digits behind a label are one number, however somebody has divided them. */
		if (fits == 0 && shape->group_count <= 1 && r->capitals + r->smalls == 0 && r->digits && is_labelled(r, text))
			fits = 1;
		if (fits == 0 || (shape->loose && !is_labelled(r, text)) || (which == LIKELY_CHECKED && !shape->checked))
			continue;
		verified = (r->used & ~shape->may_use) == 0 && gcv_verify(shape->format, (const char *)text + here->start, size);
		if (!verified && !(fits == 2 && r->count > 1 && is_labelled(r, text)))
			continue;
		score = (verified && shape->checked ? SCORE_CHECK : 0) + (fits == 2 && r->count > 1 ? SCORE_GROUPS : 0) +
		        (mixed ? SCORE_MIXED : 0) + (line->announced ? SCORE_ANNOUNCED : 0) + (is_labelled(r, text) ? SCORE_LABEL : 0);
		companion = verified ? find_companion(r, line, shape->format, &worth) : NULL;
		score += companion != NULL ? worth : 0;
		if (score > 1)
			score = 1;
		consider(here, shape, r, verified ? score : score / 2, verified, companion);
		if (here->companion == companion && companion != NULL)
			here->companion_score = worth;
	}
}

static int is_blank(uint32_t joint)
{
	return joint == 0 || joint == ' ' || joint == '\t' || joint == 0xA0 || joint == 0x3000;
}

/* Does a dash or the like tie the run to an atom before or behind it? Then it is a piece of something longer. */
static int is_fragment(const gcvi_atom *atoms, size_t first, size_t last, size_t atom_count)
{
	uint32_t before = atoms[first].joint, behind = last + 1 < atom_count ? atoms[last + 1].joint : 0;

	return !is_blank(before) || !is_blank(behind);
}

/* A label or an address right before the run may name the format. */
static void look_before(run *r, const uint8_t *text, int announced)
{
	size_t start = r->atoms[0].start, from = start > BEFORE ? start - BEFORE : 0;

	r->before.size = 0;
	if (!announced && (start == 0 || text[start - 1] != '/'))
		return;
	while (start > from && text[start - 1] != '\n')
		start--;
	r->before.text = text + start;
	r->before.size = r->atoms[0].start - start;
}

size_t gcvi_candidates(const gcvi_shapes *shapes, const gcvi_line *line, const gcvi_atom *atoms, size_t atom_count,
                       gcvi_candidate *candidates)
{
	const uint8_t *text = line->text;
	size_t first, last, count = 0;

	for (first = 0; first < atom_count && count < GCVI_CANDIDATES_MAX; first++) {
		run r = { .atoms = atoms + first, .labelled = -1 };
		likely which;

		look_before(&r, text, line->announced);
		for (last = first; last < atom_count && r.count < GCVI_HIT_GROUPS && count < GCVI_CANDIDATES_MAX; last++) {
			gcvi_candidate *here = &candidates[count];

			if (last > first && atoms[last].joint == 0)
				break;
			grow(&r, &atoms[last]);
			r.behind.looked = 0;
			if (r.symbols > GCVI_CODE_MAX)
				break;
			if (shapes->first[r.symbols] == shapes->first[r.symbols + 1] || (which = is_plausible(&r, text)) == LIKELY_NONE)
				continue;
			try_run(shapes, line, &r, which, here);
			if (is_fragment(atoms, first, last, atom_count))
				here->score /= 2;
			if (here->format != NULL && here->score >= GCVI_SCORE_LEAST)
				count++;
		}
	}
	return count;
}
