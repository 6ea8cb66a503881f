/* SPDX-License-Identifier: MIT */
/* Floor 4, inside correct: accidents to the whole input, where every letter still has its position. */
#ifndef GCVI_HYPOTHESIS_H
#define GCVI_HYPOTHESIS_H

#include "hypothesis_keyboard.h"

/* At most so many at once, in the order they are made; more groups than that have never been printed. */
#define GCVI_HYPOTHESES_MAX 32

typedef enum gcvi_accident {
	GCVI_ACCIDENT_KEYBOARD,   /* another keyboard layout, Caps Lock or Shift: gcvi_keyboard_name(first) */
	GCVI_ACCIDENT_EXCHANGED,  /* groups `first` and `second`, which are equally long, have changed places */
	GCVI_ACCIDENT_REVERSED,   /* all groups in reversed order, as text that runs from right to left shows digits */
	GCVI_ACCIDENT_REPEATED,   /* group `first` was typed twice in a row */
	GCVI_ACCIDENT_LEFT_OUT,   /* group `first` was not typed */
	GCVI_ACCIDENT_UNFINISHED  /* nothing was typed from position `first` on */
} gcvi_accident;

/*
 * THE MODEL OF ACCIDENTS
 *
 * L(code) = aligned * (sum over the ways of lattice_model.h) + sum over h of weight(h) * product over j of emit(h, j, c[j])
 *         + sum over keyboards of prior * (sum over the ways, of the characters meant),
 * all of it times 2^exponent.
 *
 * A keyboard (hypothesis_keyboard.h) is in the second sum if what was meant says a code as it stands, else in the third.
 * The letters of an accident are those of lattice_model.h, under a keyboard accident of what was meant. Every letter has its
 * position: an accident with another number of letters than it types is impossible. emit(h, j, c) is e (lattice_model.h) of
 * the letter typed for position j; of both letters the product for a repeated group; 1 where nothing was typed.
 *
 * weight(h) = prior(h) * stay^letters * leave^(letters + 1) * the separators: for every two letters that follow each
 * other, cross of lattice_model.h, times leave once more at a border that counts; borders are those between the groups as
 * they were typed. Of the channel's priors, `groups` is spread evenly over the accidents to groups that a form of so many
 * groups can have; aligned = 1 - groups - layout.
 *
 * Which of those to groups take part. Let d be the least number of letters that have to be misread for the accident to give a code; a
 * letter says what it resolves to without a repair. Let d0 be the same for what was typed as it stands, 1 at most if
 * exchanging two neighbours gives a code. An accident takes part if d <= 1 and d < d0: the others explain nothing that
 * the ordinary ways do not explain better.
 */

typedef struct gcvi_hypothesis {
	gcvi_accident accident;
	size_t first, second;     /* from 0 */
	double weight;
	const uint32_t *marks;    /* the mark of the reading that was typed for each position; UINT32_MAX: none */
	const uint32_t *again;    /* the same for the second time; NULL: nothing was typed twice */
	const gcvi_lattice *lattice;   /* whose letters: what was typed, or meant with that keyboard */
} gcvi_hypothesis;

typedef struct gcvi_hypotheses {
	size_t count, lanes;      /* lanes: count, rounded up to fours */
	gcvi_hypothesis items[GCVI_HYPOTHESES_MAX];
	double *emit;             /* [(j * symbols + c) * lanes + h]; 0 for lanes that are not in use */
	double aligned;           /* weight of the ordinary ways, in the same scale */
	long exponent;
} gcvi_hypotheses;

/*
 * Those that take part; keyed: of this lattice, which is remembered; priors as the lattice was made with. GCV_OK or
 * GCV_E_MEMORY.
 */
int gcvi_hypotheses_make(gcvi_hypotheses *hypotheses, const gcvi_lattice *lattice, const gcvi_keyed *keyed, size_t keyed_count,
                         gcvi_hypothesis_fit *fit, const gcvi_priors *priors, gcvi_arena *arena);
/* "exchanged", "reversed", "repeated", "left-out" (also for what is unfinished), or the keyboard's name. */
const char *gcvi_hypothesis_name(const gcvi_hypothesis *hypothesis);

#endif
