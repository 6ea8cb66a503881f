/* SPDX-License-Identifier: MIT */
/* Floor 4, inside: what a lattice holds, and the noise model that everything about corrections follows. */
#ifndef GCVI_LATTICE_MODEL_H
#define GCVI_LATTICE_MODEL_H

#include "lattice.h"

/*
 * THE NOISE MODEL
 *
 * P(typed | code) is a sum over all ways of typing the code, and each way is a product of the weights below.
 *
 * Tokens. Of the reading's marks, invisible and malformed ones take no part. A mark that is a character, unreadable or a
 * choice is a letter; so is a separator that the alphabet has as a symbol. Other separators form one token with their
 * neighbours of the same kind (a run), and none before the first or behind the last letter. Tokens are numbered from 0,
 * i; m of them, l of them letters. next(i), for a letter, is the letter behind it, over at most one run; sep(i) says
 * whether there is a run between them.
 *
 * Positions of the code are numbered from 0, j; n of them. border(j) is true where a separator is printed before
 * position j, j > 0. Borders do not count when no run was typed at all: someone who types none says nothing by it.
 *
 * Emissions. e(i, c) = P(letter i | symbol c), gcvi_emission_row: for a character of its code point, for '?' of U+FFFD
 * (the same for every symbol), for a choice the mean over what was listed times that of U+FFFD. A character without a
 * code point that resolves to a symbol is that symbol. x(i) = P(letter i | nothing printed), gcvi_emission_extra, alike.
 *
 * Constants, from the channel's priors: omission o, insertion a, doubling d, transposition t, jump k, twin w,
 * substitution s, separator lost b, separator extra g; end, how many times an omission counts at the end of a group.
 *     stay  = max(1/8, 1 - o - t - k - w)      nothing happens to a position
 *     leave = max(1/8, 1 - a - d - g)          nothing more happens in a gap
 *     o(j)  = o, but min(1/2, end * o) for the last position of the code and in front of a border (border(j+1)): people
 *             stop or press the separator one character early, and selections end too early (judgement, see
 *             data/channels/printed.tsv); without it a character lost anywhere in a group is as likely as any other
 *     extra(i)  = letter: a * x(i) + (d if token i-1 is a letter of the same code point, both characters); run: g
 *     cross(j, i) = for a letter i that has a next, between positions j-1 and j:
 *                   border(j) and sep(i): 1-b; only border(j): b; only sep(i): g; neither: 1
 *     twins(i, c) = (min(1, w / s) if letters i and next(i) are characters of the same code point and neither resolves
 *                   to c, else 0) * e(i, c)
 *
 * A way of typing code c[0..n-1] goes from node (0, 0, before) to node (m, n, after). A node (i, j, side) says that i
 * tokens and j positions are used, and whether the border before position j (if there is one) is still ahead.
 *   (i, j, side)   -> (i+1, j, side)             extra(i)             side before, or after a border that exists
 *   (i, j, before) -> (i, j, after)              leave                no border at j
 *                                                leave * b            border at j: separator not typed
 *                  -> (i+1, j, after)            leave * (1-b)        border at j, token i is a run: typed
 *   (i, j, after), times leave once more if there is a border at j, j < n:
 *                  -> (i+1, j+1, before)         stay * e(i, c[j])    token i is a letter
 *                  -> (i, j+1, before)           o(j)
 *                  -> (next(i)+1, j+2, before)   t * e(next(i), c[j]) * e(i, c[j+1]) * cross(j+1, i)
 *                  -> (next(i)+1, j+2, before)   twins(i, c[j]) * cross(j+1, i), where c[j] = c[j+1]
 *                  -> (next(next(i))+1, j+3, before)
 *                                                k * e(next(next(i)), c[j]) * e(next(i), c[j+1]) * e(i, c[j+2])
 *                                                  * cross(j+1, i) * cross(j+2, next(i))
 * Two neighbouring accidents are two arcs; the last four need letters to take.
 *
 * Band, for sums (correct) only, not for the best alignment: let L be the number of letters among the first i tokens.
 * A node with L - j < -1 - max(0, n-l) or L - j > 1 + max(0, l-n) does not exist.
 */

typedef struct gcvi_token {
	uint32_t mark, marks;     /* first mark in the reading, how many from there (separators: the run, inside it what is ignored) */
	uint32_t next;            /* next(i); UINT32_MAX: none, or not a letter */
	uint32_t letters;         /* among the tokens before this one */
	gcvi_symbol symbol;       /* what a letter resolves to; GCVI_NO_SYMBOL */
	uint8_t run;              /* a run of separators, else a letter */
	uint8_t sep;              /* sep(i) */
	uint8_t twin;             /* letters i and next(i) are characters of the same code point */
	double extra;             /* extra(i) */
	double scale;             /* of this letter's weights, see below */
} gcvi_token;

/*
 * Emissions are kept by symbol, then token: emit[c * stride + i], 0 for runs; behind the last token, GCVI_LATTICE_PAD
 * zeros. Each letter's weights (e, x, twins) are multiplied by a power of two that brings its largest e into (1/2, 1]:
 * every way of typing takes every letter exactly once, so weights of ways are 2^exponent times those above.
 */
#define GCVI_LATTICE_PAD 16
struct gcvi_lattice {
	const gcvi_form *form;
	gcvi_token *tokens;       /* one more than count: what stands behind the last */
	size_t count, letters;
	double *emit;
	size_t stride;
	long exponent;
	int separators;           /* runs were typed: borders count */
	double leave, stay, omission, end_omission, transposition, jump, twin, lost, extra_run;
	/* Marks that are no tokens: separators around the code. */
	uint32_t first_mark, end_mark;   /* tokens lie within [first_mark, end_mark) */
	const gcvi_reading *reading;
};

/* border(j) of the model. */
static inline int gcvi_lattice_border(const gcvi_lattice *lattice, size_t j)
{
	return lattice->separators && j > 0 && j < lattice->form->length && lattice->form->sites[j].separator != 0;
}
/* o(j). */
static inline double gcvi_lattice_omission(const gcvi_lattice *lattice, size_t j)
{
	return j + 1 == lattice->form->length || gcvi_lattice_border(lattice, j + 1) ? lattice->end_omission : lattice->omission;
}
/* cross(j, i). */
static inline double gcvi_lattice_cross(const gcvi_lattice *lattice, size_t j, const gcvi_token *letter)
{
	if (gcvi_lattice_border(lattice, j))
		return letter->sep ? 1 - lattice->lost : lattice->lost;
	return letter->sep ? lattice->extra_run : 1;
}
/* What priors become; emissions and tokens are filled by gcvi_lattice_make. */
void gcvi_lattice_weigh(gcvi_lattice *lattice, const gcvi_priors *priors);
/* twins(i, c), scaled; 0 where the token has no twin. */
double gcvi_lattice_twins(const gcvi_lattice *lattice, size_t token, gcvi_symbol symbol);

#endif
