/* SPDX-License-Identifier: MIT */
/*
 * Are the probabilities true? Codes are drawn evenly and typed by the noise model of lib/lattice_model.h, way by way, with
 * every accident it knows; of all codes that were said to be the right one with some probability, that share has to be.
 */
#include "correct_search.h"
#include "support.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DRAWS 40000
#define LENGTH 6
#define SYMBOLS 7
#define MODULUS 5
#define TOKENS 40
#define BINS 20

static const char characters[] = "08BDOQ1";

static double uniform(uint64_t *random)
{
	return (double)(next_random(random) >> 11) / 9007199254740992.0;
}

/* ---------------------------------------------------------------------------------------------- what is typed */

typedef struct model {
	gcvi_alphabet alphabet;
	gcvi_site sites[LENGTH];
	gcvi_form form;
	gcvi_automaton automaton;
	gcvi_priors p;
	const gcvi_emission *emission;
	double e[SYMBOLS][SYMBOLS], x[SYMBOLS];   /* e[typed][printed] */
} model;

/* One code on its way through the keyboard. */
typedef struct typing {
	const model *m;
	uint64_t *random;
	gcvi_symbol code[LENGTH];
	int tokens[TOKENS];       /* symbols; -1: a run of separators */
	int count, letters, low, high;   /* the last two: letters less positions, of all nodes */
	bool borders, good;
	double weight;            /* what the choices so far had together, where they should have had 1 */
} typing;

static void visit(typing *t, int j)
{
	int ahead = t->letters - j;

	t->low = ahead < t->low ? ahead : t->low;
	t->high = ahead > t->high ? ahead : t->high;
}

static void put(typing *t, int token)
{
	/* Runs next to each other are one, those at the ends are none. */
	t->good = t->good && t->count < TOKENS && (token >= 0 || (t->count > 0 && t->tokens[t->count - 1] >= 0));
	if (!t->good)
		return;
	t->tokens[t->count++] = token;
	t->letters += token >= 0;
}

/* One of several things, by their weights; all of them go into the weight of the whole. */
static int choose(typing *t, const double *weights, int count)
{
	double sum = 0, u;
	int k;

	for (k = 0; k < count; k++)
		sum += weights[k];
	t->weight *= sum;
	t->good = t->good && sum > 0;
	u = uniform(t->random) * sum;
	for (k = 0; k < count - 1 && u >= weights[k]; k++)
		u -= weights[k];
	return k;
}

static bool border(const typing *t, int j)
{
	return t->borders && j > 0 && j < LENGTH && t->m->sites[j].separator != 0;
}

static int misread(typing *t, gcvi_symbol printed)
{
	double weights[SYMBOLS];
	int k;

	for (k = 0; k < SYMBOLS; k++)
		weights[k] = t->m->e[k][printed];
	return choose(t, weights, SYMBOLS);
}

/* Extra characters and separators in one place, until it is left. */
static void type_gap(typing *t, int j)
{
	while (t->good) {
		bool repeats = t->count > 0 && t->tokens[t->count - 1] >= 0;
		double weights[4] = { 1 - t->m->p.insertion - t->m->p.doubling - t->m->p.separator_extra, t->m->p.insertion,
		                      repeats ? t->m->p.doubling : 0, t->m->p.separator_extra };

		visit(t, j);
		switch (choose(t, weights, 4)) {
		case 0:
			return;
		case 1:
			put(t, choose(t, t->m->x, SYMBOLS));
			break;
		case 2:
			put(t, t->tokens[t->count - 1]);
			break;
		default:
			put(t, -1);
		}
	}
}

/* Between two letters of one accident, in front of position j. */
static void type_between(typing *t, int j)
{
	double lost = t->m->p.separator_lost, extra = t->m->p.separator_extra;
	double weights[2] = { border(t, j) ? lost : 1, border(t, j) ? 1 - lost : extra };

	if (choose(t, weights, 2) == 1)
		put(t, -1);
}

/* Something happens to the positions from j on; how many. */
static int type_positions(typing *t, int j)
{
	const gcvi_priors *p = &t->m->p;
	const gcvi_symbol *c = t->code + j;
	bool end = j + 1 == LENGTH || border(t, j + 1), two = j + 2 <= LENGTH, three = j + 3 <= LENGTH;
	double twins[SYMBOLS] = { 0 }, twin = 0;
	double omission = !end ? p->omission : p->omission * p->end < 0.5 ? p->omission * p->end : 0.5;
	int k;

	for (k = 0; two && c[0] == c[1] && k < SYMBOLS; k++)
		if (k != c[0])
			twin += twins[k] = p->twin / p->substitution * t->m->e[k][c[0]];
	switch (choose(t, (double[]){ 1 - p->omission - p->transposition - p->jump - p->twin, omission,
	                              two ? p->transposition : 0, twin, three ? p->jump : 0 }, 5)) {
	case 0:
		put(t, misread(t, c[0]));
		return 1;
	case 1:
		return 1;
	case 2:
		put(t, misread(t, c[1]));
		type_between(t, j + 1);
		put(t, misread(t, c[0]));
		return 2;
	case 3:
		t->weight /= twin;
		k = choose(t, twins, SYMBOLS);
		put(t, k);
		type_between(t, j + 1);
		put(t, k);
		return 2;
	default:
		put(t, misread(t, c[2]));
		type_between(t, j + 1);
		put(t, misread(t, c[1]));
		type_between(t, j + 2);
		put(t, misread(t, c[0]));
		return 3;
	}
}

static void type_code(typing *t)
{
	int j = 0, d;

	while (t->good && j <= LENGTH) {
		type_gap(t, j);
		if (border(t, j)) {
			if (choose(t, (double[]){ t->m->p.separator_lost, 1 - t->m->p.separator_lost }, 2) == 1)
				put(t, -1);
			type_gap(t, j);
		}
		visit(t, j);
		if (j == LENGTH)
			break;
		j += type_positions(t, j);
	}
	d = t->letters - LENGTH;
	t->good = t->good && t->count > 0 && t->tokens[t->count - 1] >= 0 && t->low >= -1 + (d < 0 ? d : 0) &&
	          t->high <= 1 + (d > 0 ? d : 0);
}

/* Somebody who types separators typed one, somebody who does not, none. */
static bool has_run(const typing *t)
{
	int k;

	for (k = 0; k < t->count; k++)
		if (t->tokens[k] < 0)
			return true;
	return false;
}

/* A code and what is typed, in proportion to the weight of the way it is typed. */
static void draw(typing *t, const model *m, uint64_t *random)
{
	do {
		unsigned sum = 0;
		int j;

		memset(t, 0, sizeof *t);
		t->m = m;
		t->random = random;
		t->good = true;
		t->weight = 1;
		t->borders = next_random(random) >> 63 != 0;
		for (j = 0; j < LENGTH; j++) {
			t->code[j] = (gcvi_symbol)(uniform(random) * SYMBOLS);
			sum += t->code[j];
		}
		if (sum % MODULUS != 0)
			t->good = false;
		else
			type_code(t);
		/* Weights of ways with separators inside accidents go a little above 1. */
	} while (!t->good || has_run(t) != t->borders || uniform(random) * 1.5 >= t->weight);
}

/* ------------------------------------------------------------------------------------------------- the model */

static uint32_t sum_step(const gcvi_automaton *automaton, size_t position, uint32_t state, gcvi_symbol symbol)
{
	(void)automaton;
	(void)position;
	return (state + symbol) % MODULUS;
}

static int sum_accepts(const gcvi_automaton *automaton, uint32_t state)
{
	(void)automaton;
	return state == 0;
}

static void make_model(model *m, gcvi_arena *arena)
{
	static const gcvi_priors priors = {
		.substitution = 0.12, .omission = 0.02, .insertion = 0.02, .doubling = 0.02, .transposition = 0.03, .jump = 0.02,
		.twin = 0.06, .separator_lost = 0.2, .separator_extra = 0.02, .end = 2
	};
	gcvi_pair pairs[SYMBOLS * SYMBOLS];
	size_t typed, j, count = 0;

	memset(m, 0, sizeof *m);
	m->alphabet = alphabet_of(characters, GCVI_CASE_UPPER);
	m->p = priors;
	for (typed = 0; typed < SYMBOLS; typed++)
		for (j = 0; j < SYMBOLS; j++)
			if (typed != j) {
				pairs[count].printed = m->alphabet.points[j];
				pairs[count].typed = m->alphabet.points[typed];
				pairs[count++].weight = (double)(1 + (typed * 5 + j * 3) % 7);
			}
	ck_assert_int_eq(gcvi_emission_make(&m->emission, gcvi_channel_builtin("printed"), &m->alphabet, pairs, count, arena),
	                 GCV_OK);
	for (typed = 0; typed < SYMBOLS; typed++) {
		gcvi_emission_row(m->emission, m->alphabet.points[typed], m->e[typed]);
		m->x[typed] = gcvi_emission_extra(m->emission, m->alphabet.points[typed]);
	}
	for (j = 0; j < LENGTH; j++)
		for (typed = 0; typed < SYMBOLS; typed++)
			gcvi_set_add(&m->sites[j].allowed, (gcvi_symbol)typed);
	m->sites[LENGTH / 2].separator = '-';
	m->form.alphabet = &m->alphabet;
	m->form.sites = m->sites;
	m->form.length = LENGTH;
	m->form.groups = 2;
	m->automaton.form = &m->form;
	m->automaton.states = MODULUS;
	m->automaton.step = sum_step;
	m->automaton.accepts = sum_accepts;
}

/* --------------------------------------------------------------------------------------------- the comparison */

typedef struct tally {
	double said[BINS], variance[BINS];
	size_t right[BINS], codes[BINS], draws, unlisted_right;
	double unlisted, unlisted_variance;
} tally;

static void count_answer(tally *all, const gcvi_search *search, double total, const gcvi_symbol *code)
{
	double listed = 0;
	bool right = false;
	size_t k;

	for (k = 0; k < search->count; k++) {
		double p = search->found[k].score / total;
		size_t bin = p < 1 ? (size_t)(p * BINS) : BINS - 1;
		bool same = memcmp(search->found[k].code, code, LENGTH) == 0;

		all->codes[bin]++;
		all->said[bin] += p;
		all->variance[bin] += p * (1 - p);
		all->right[bin] += same;
		right = right || same;
		listed += p;
	}
	all->unlisted += 1 - listed;
	all->unlisted_variance += listed * (1 - listed);
	all->unlisted_right += !right;
	all->draws++;
}

static void ask(tally *all, const model *m, const typing *t)
{
	static const gcvi_hypotheses none = { .aligned = 1 };
	gcvi_source source = { .weight = 1 };
	gcvi_search search = { .sources = &source, .source_count = 1, .wanted = 6, .steps = 4000 };
	const gcvi_lattice *lattice;
	gcvi_reading reading;
	gcvi_arena arena;
	char text[TOKENS + 1];
	int k;

	for (k = 0; k < t->count; k++)
		text[k] = t->tokens[k] < 0 ? '-' : (char)m->alphabet.points[t->tokens[k]];
	gcvi_arena_init(&arena, NULL);
	ck_assert_int_eq(gcvi_read(&reading, text, (size_t)t->count, &arena), GCV_OK);
	ck_assert_int_eq(gcvi_lattice_make(&lattice, &reading, &m->form, m->emission, &m->p, &arena), GCV_OK);
	/* Lengths that are too far apart are not in the model. */
	if (gcvi_trellis_make(&source.trellis, lattice, &m->automaton, &none, &arena) == GCV_OK) {
		ck_assert_int_eq(gcvi_trellis_backward(&source.trellis, &arena), GCV_OK);
		ck_assert_int_eq(gcvi_search_run(&search, &arena), GCV_OK);
		count_answer(all, &search, source.trellis.total, t->code);
	}
	gcvi_arena_free(&arena);
}

START_TEST(probabilities_are_true)
{
	static model m;
	tally all;
	uint64_t random = 20260801;
	gcvi_arena arena;
	size_t k;

	memset(&all, 0, sizeof all);
	gcvi_arena_init(&arena, NULL);
	make_model(&m, &arena);
	for (k = 0; k < DRAWS; k++) {
		typing t;

		draw(&t, &m, &random);
		ask(&all, &m, &t);
	}
	ck_assert_uint_gt(all.draws, DRAWS - 10);
	for (k = 0; k < BINS; k++) {
		double off = (double)all.right[k] - all.said[k];

		printf("%5.3f … %5.3f: %7zu codes, said %9.1f, right %7zu, %+.1f sigma\n", (double)k / BINS, (double)(k + 1) / BINS,
		       all.codes[k], all.said[k], all.right[k], all.variance[k] > 0 ? off / sqrt(all.variance[k]) : 0);
		ck_assert_uint_gt(all.codes[k], 0);
		ck_assert_msg(fabs(off) <= 3 * sqrt(all.variance[k]), "bin %zu: said %g, right %zu", k, all.said[k], all.right[k]);
	}
	printf("not listed: said %.1f, right %zu\n", all.unlisted, all.unlisted_right);
	ck_assert_msg(fabs((double)all.unlisted_right - all.unlisted) <= 3 * sqrt(all.unlisted_variance),
	              "not listed: said %g, right %zu", all.unlisted, all.unlisted_right);
	gcvi_arena_free(&arena);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("calibration");
	TCase *tests = tcase_create("calibration");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_set_timeout(tests, 300);
	tcase_add_test(tests, probabilities_are_true);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
