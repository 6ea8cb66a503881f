/* SPDX-License-Identifier: MIT */
/* Floor 2: P(typed | printed): what a medium does to a character, and how often the other accidents happen. */
#ifndef GCVI_CHANNEL_H
#define GCVI_CHANNEL_H

#include "form.h"
#include "memory.h"

struct gcv_channel;   /* name, priors, evidence (channel_data.h); immutable */

/* printed, scratched, handwritten, spoken, keyed, ocr; NULL: unknown. Static, shareable. */
const struct gcv_channel *gcvi_channel_builtin(const char *name);

/*
 * How often each accident happens, before it is known what was typed; each in 0 … GCVI_PRIOR_MAX. Sources in
 * data/channels/. They are rates of alternatives at one place: what is left over is "nothing happened here".
 */
#define GCVI_PRIOR_MAX 0.5
typedef struct gcvi_priors {
	/*
	 * Per character: read or typed as another one, on average over the alphabet. Already inside the emissions (their
	 * diagonal is what is left): an alignment must not apply it again.
	 */
	double substitution;
	double omission;          /* per printed character: left out */
	double insertion;         /* per gap (ends included): one extra character, not a repeated one */
	double doubling;          /* per printed character: typed twice */
	double transposition;     /* per adjacent pair: ab typed as ba */
	double jump;              /* per triple: abc typed as cba */
	double twin;              /* per adjacent pair of equal characters: aa typed as bb */
	double separator_lost;    /* per printed separator, by someone who types separators */
	double separator_extra;   /* per gap where none is printed */
	double groups;            /* per code: an accident to its groups; these two are spread as hypothesis.h says */
	double layout;            /* per code: typed on another keyboard layout, with Caps Lock or Shift held */
	double end;               /* no rate: an omission counts so many times at the end of a group, 0 … 1000 */
} gcvi_priors;
const gcvi_priors *gcvi_channel_priors(const struct gcv_channel *channel);

/* A pair of characters as evidence. */
typedef struct gcvi_pair {
	uint32_t printed, typed;  /* code points after NFKC */
	double weight;            /* relative share of all misreadings, 0 read as O in clean print is 1; 0: never */
} gcvi_pair;

/*
 * Emissions for one alphabet: P(typed | printed symbol). extra: pairs the format's file adds or overrides; may be NULL.
 * The alphabet must live as long as the emission. GCV_OK or GCV_E_MEMORY.
 *
 * For each printed symbol the values sum to at most 1 over everything that can be typed in one form of writing: code
 * points that name the same symbol without loss (case where the alphabet ignores it, katakana for hiragana, digits of
 * other scripts) are that symbol in another form and get its value, not a share of it; what the format folds gets a
 * sixteenth of it. On top, a code point speaks by its own shape: a lower-case l for L, and a little for 1 and I.
 */
typedef struct gcvi_emission gcvi_emission;
int gcvi_emission_make(const gcvi_emission **emission, const struct gcv_channel *channel, const gcvi_alphabet *alphabet,
                       const gcvi_pair *extra, size_t extra_count, gcvi_arena *arena);
/*
 * out[symbol] = P(typed | symbol) for every symbol of the alphabet, never 0. typed: a code point after NFKC, any; 0 is
 * a mark without a code point. What says nothing about the symbol (unreadable marks, unknown characters) gives
 * the same value everywhere.
 */
void gcvi_emission_row(const gcvi_emission *emission, uint32_t typed, double *out);
/*
 * P(typed | an extra character, printed nowhere): three in four are a symbol of the alphabet, any alike; other letters,
 * digits and kana 1/1024 each, so that a stranger is sooner an extra character than a misread one; the rest as above.
 */
double gcvi_emission_extra(const gcvi_emission *emission, uint32_t typed);

#endif
