/* SPDX-License-Identifier: MIT */
/*
 * Floor 4, inside correct: one form under one lattice, unrolled for sums over codes. The noise model of lattice_model.h,
 * in columns: column j holds what is known when j positions of the code are chosen. Accidents over several positions
 * are taken one symbol at a time, with what is pending kept apart:
 *   N  nothing pending: lane w is node (base[j] + w, j, before)
 *   T  a transposition begun at column j-1: lane w is its letter i = base[j-1] + w, one symbol to come
 *   J  a jump begun at column j-1, the same way, two symbols to come;  K  begun at column j-2, one to come
 *   W  a twin begun at column j-1; the next symbol has to be the last one
 * Beside them, one lane for each accident to the whole input (hypothesis.h), where every letter has its position.
 */
#ifndef GCVI_TRELLIS_H
#define GCVI_TRELLIS_H

#include "hypothesis.h"
#include "lattice_model.h"
#include "scaled.h"
#include "scheme.h"

/* Lanes come in fours, so that compilers can keep them in vector registers; no more than this many. */
#define GCVI_LANE_STEP 4
#define GCVI_LANES_MAX 16
/* A view keeps this many, at least. */
#define GCVI_KEPT_FEW 6

/* Of the lanes of a column, those whose token is a letter: only they say something about a symbol. No more than these. */
#define GCVI_SLOTS_MAX 8

/*
 * What the nodes of a column are worth, as the column before asks for it. Each view has one element for each letter of that
 * column (of the two columns before that one: T_END, K; K_END), and what is the same for all symbols is in it. Behind them,
 * for each lane, omission * N; and whole-input accidents.
 */
enum {
	GCVI_VIEW_MATCH,                    /* stay * N */
	GCVI_VIEW_T, GCVI_VIEW_J,           /* of a transposition, a jump that begins */
	GCVI_VIEW_T_END, GCVI_VIEW_K, GCVI_VIEW_K_END,
	GCVI_VIEWS
};

/* Where a lane has no successor. Vectors that are indexed so have one more element, always 0. */
#define GCVI_NO_LANE GCVI_LANES_MAX

/* 2^e, 0 below -1000, no more than 2^1000. */
double gcvi_power_of_two(long e);

typedef struct gcvi_column {
	size_t base;                        /* token of lane 0 */
	size_t lanes;                       /* that exist */
	size_t slots, letter;               /* letters among their tokens; how many letters stand before these */
	uint8_t lane[GCVI_SLOTS_MAX];       /* of each slot */
	/* Lane in the next column (same, match), the one after (pair) or the third (triple); GCVI_NO_LANE */
	uint8_t same[GCVI_LANES_MAX], match[GCVI_LANES_MAX], pair[GCVI_LANES_MAX], triple[GCVI_LANES_MAX];
	uint8_t run[GCVI_LANES_MAX];        /* the lane's token is a run */
	uint8_t border;                     /* border(j) */
	uint8_t twins;                      /* some lane may begin a twin */
	double omission;                    /* o(j) */
	double extra[GCVI_LANES_MAX];       /* extra(i) towards the next lane; 0 where there is none */
	double transposition[GCVI_LANES_MAX], jump[GCVI_LANES_MAX];   /* with what they cross; 0 where impossible */
	double twin[GCVI_LANES_MAX];        /* cross(j+1, i), 0 where impossible */
	size_t choices;                     /* symbols allowed at position j */
	const gcvi_symbol *symbols;         /* which */
	/* Of the bounds, of the worth of this column: they are 2^exponent times what they say. One state: the same. */
	long exponent, worth_exponent;
} gcvi_column;

typedef struct gcvi_trellis {
	const gcvi_lattice *lattice;
	const gcvi_automaton *automaton;
	size_t n, width, lanes;             /* positions; lanes of N, T, J, K, W; lanes of whole-input accidents */
	size_t slots;                       /* letters: no column has more; 0, 4 or an even number */
	size_t kept;                        /* lanes in a view: those that exist anywhere and one more, to an even number */
	size_t states, choices;             /* choices: of the column that has most */
	gcvi_column *columns;               /* n + 1 */
	const double *emit, *emit_next, *emit_after;   /* e(i, c), e(next(i), c), e(next(next(i)), c); [c * stride + i] */
	size_t stride;
	const double *letters;              /* the same by letter, runs left out: [c * letter_stride + number of the letter] */
	size_t letter_stride;
	const gcvi_symbol *likely;          /* by letter: for what it is most likely typed */
	double final[GCVI_LANES_MAX + 1];   /* what a node of column n is worth */
	int aligned;                        /* N … W are in use: the lengths are near enough */
	double aligned_weight;              /* how likely no whole-input accident is, in the common scale */
	const gcvi_hypotheses *hypotheses;
	/* correct_backward.c */
	float *bounds;                      /* [((j - 1) * states + s) * row]: the views of column j > 0 */
	float *worth;                       /* whatever the check says: [j * (4 * width + lanes)], N, T, J, K, lanes of column j */
	double bound;                       /* no code is worth more, in the scale of total */
	double total;                       /* sum over all codes of P(typed | code), times 2^exponent */
	long exponent;
	gcvi_scaled codes;                  /* how many codes the form has */
} gcvi_trellis;

/* Size of one state's bounds. */
static inline size_t gcvi_trellis_row(const gcvi_trellis *t)
{
	return GCVI_VIEWS * t->slots + t->kept + t->lanes;
}
static inline const float *gcvi_trellis_views(const gcvi_trellis *t, size_t column, uint32_t state)
{
	return t->bounds + ((column - 1) * t->states + state) * gcvi_trellis_row(t);
}

/*
 * Everything but the backward tables. hypotheses: may be empty. GCV_OK, GCV_E_MEMORY, or GCV_E_RANGE: neither the
 * alignment nor any hypothesis applies.
 */
int gcvi_trellis_make(gcvi_trellis *trellis, const gcvi_lattice *lattice, const gcvi_automaton *automaton,
                      const gcvi_hypotheses *hypotheses, gcvi_arena *arena);
/* bounds, worth, bound, total, exponent, codes. */
int gcvi_trellis_backward(gcvi_trellis *trellis, gcvi_arena *arena);
/* A smaller bound, where the check rules out what is likely; takes about as long again. */
int gcvi_trellis_tighten(gcvi_trellis *trellis, gcvi_arena *arena);
/* What that takes: steps, of which a search counts one for each prefix; bytes of memory. */
uint64_t gcvi_trellis_steps(const gcvi_trellis *trellis);
uint64_t gcvi_trellis_bytes(const gcvi_trellis *trellis);
/* Steps, before there is a trellis; numbers: of a row (4 * width + lanes), 16 at least. */
uint64_t gcvi_form_steps(const gcvi_form *form, uint32_t states, size_t numbers);

/* What is known of a code's beginning. */
typedef struct gcvi_front {
	double n[GCVI_LANES_MAX + 1], t[GCVI_LANES_MAX], j[GCVI_LANES_MAX], k[GCVI_LANES_MAX], w[GCVI_LANES_MAX];
	double lane[GCVI_HYPOTHESES_MAX];
} gcvi_front;

void gcvi_front_begin(const gcvi_trellis *trellis, gcvi_front *front);
/* Forwards over extra tokens and the border, in front of the next symbol; a front is settled once. */
void gcvi_front_settle(const gcvi_trellis *trellis, size_t column, gcvi_front *front);
/* The front behind `symbol`; last: the symbol before it, GCVI_NO_SYMBOL at the beginning. from is settled. */
void gcvi_front_step(const gcvi_trellis *trellis, size_t column, const gcvi_front *from, gcvi_symbol last,
                     gcvi_symbol symbol, gcvi_front *to);
/*
 * For each choice of the column, which leads into state to[choice] (GCVI_DEAD: bounds[choice] is not said): no code that
 * goes on with it is worth more (correct_outlook.c). front is settled; last as for a step.
 */
void gcvi_front_bounds(const gcvi_trellis *trellis, size_t column, const gcvi_front *front, gcvi_symbol last,
                       const uint32_t *to, double *bounds);
/*
 * With a check, and where no twin begins or ends: the symbol that the likeliest way goes on with, by what was typed; the
 * bound of one symbol, which is that of gcvi_front_bounds; and what rounding upwards may have added to a bound from this
 * front, beside a share of ROUNDED_UP. front is settled.
 */
gcvi_symbol gcvi_front_likely(const gcvi_trellis *trellis, size_t column, const gcvi_front *front);
double gcvi_front_bound(const gcvi_trellis *trellis, size_t column, const gcvi_front *front, gcvi_symbol symbol, uint32_t to);
double gcvi_front_excess(const gcvi_trellis *trellis, size_t column, const gcvi_front *front);
#define GCVI_ROUNDED_UP (1.0 / 262144)
/* Nor is any string that goes on from the front, whatever the check says. The front is not settled, and nothing of a twin is pending. */
double gcvi_front_worth(const gcvi_trellis *trellis, size_t column, const gcvi_front *front);
/* Of a whole code: sum over its ways. */
double gcvi_front_final(const gcvi_trellis *trellis, const gcvi_front *front);
/* From the scale of the column before into that of `column` (columns[].exponent), from 1: whichever way one goes. */
void gcvi_front_shift(const gcvi_trellis *trellis, size_t column, gcvi_front *front);

/*
 * The same from the end (correct_back.c, correct_step.c): what each component of a front is worth when the rest of the code is known.
 * gcvi_back_step goes from column + 1 to `column` over `symbol`, transposed; next: the symbol behind it, GCVI_NO_SYMBOL at
 * the end; settled after that, transposed too (n has one element more than lanes, 0). w counts for a front whose last
 * symbol is the first of the rest.
 */
void gcvi_back_end(const gcvi_trellis *trellis, gcvi_front *back);
void gcvi_back_step(const gcvi_trellis *trellis, size_t column, const gcvi_front *to, gcvi_symbol next, gcvi_symbol symbol,
                    gcvi_front *from);
void gcvi_back_settle(const gcvi_trellis *trellis, size_t column, double *n);
/* A front of a column that is not settled, and a back that is: sum over all ways; twins: both symbols are the same. */
double gcvi_front_meet(const gcvi_trellis *trellis, const gcvi_front *front, const gcvi_front *back, int twins);

/*
 * P(typed | code) * 2^(hypotheses->exponent) of one code of the form, whether it passes the check or not. lanes (may be
 * NULL): the share of each hypothesis, 0 … 1.
 */
gcvi_scaled gcvi_trellis_likelihood(const gcvi_trellis *trellis, const gcvi_symbol *code, double *lanes);

#endif
