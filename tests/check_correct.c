/* SPDX-License-Identifier: MIT */
/* Exact k-best: against brute force over every code of small formats. */
#include "correct_search.h"
#include "noise.h"
#include "support.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TRIALS 420
#define STATES 6
#define SYMBOLS 5
#define POSITIONS 6
#define SOURCES 2

static double uniform(uint64_t *random)
{
	return (double)(next_random(random) >> 11) / 9007199254740992.0;
}

static size_t below(uint64_t *random, size_t n)
{
	return (size_t)(uniform(random) * (double)n);
}

/* ------------------------------------------------------------------------------------------- random formats */

/* A check automaton that is nothing but a table. */
typedef struct random_check {
	uint32_t next[POSITIONS][STATES][SYMBOLS];
	uint8_t accepts[STATES];
} random_check;

static uint32_t table_step(const gcvi_automaton *automaton, size_t position, uint32_t state, gcvi_symbol symbol)
{
	return ((const random_check *)automaton->data)->next[position][state][symbol];
}

static int table_accepts(const gcvi_automaton *automaton, uint32_t state)
{
	return ((const random_check *)automaton->data)->accepts[state];
}

typedef struct random_form {
	gcvi_site sites[POSITIONS];
	gcvi_form form;
	random_check check;
	gcvi_automaton automaton;
	gcvi_hypotheses hypotheses;
	double emit[POSITIONS * SYMBOLS * 4];
	noise model;
	double weight;
} random_form;

typedef struct trial {
	uint64_t random;
	gcvi_arena arena;
	gcvi_alphabet alphabet;
	gcvi_priors priors;
	const gcvi_emission *emission;
	char input[64];
	gcvi_reading reading;
	random_form forms[SOURCES];
	gcvi_source sources[SOURCES];
	size_t form_count;
} trial;

/* None, a weighted sum, or anything, with transitions missing. */
static void random_automaton(trial *t, random_form *f)
{
	size_t kind = below(&t->random, 4), j, s, c;

	f->automaton.states = kind == 0 ? 1 : 2 + (uint32_t)below(&t->random, STATES - 1);
	f->automaton.start = (uint32_t)below(&t->random, f->automaton.states);
	for (j = 0; j < POSITIONS; j++) {
		size_t weight = below(&t->random, f->automaton.states);

		for (s = 0; s < f->automaton.states; s++)
			for (c = 0; c < SYMBOLS; c++) {
				uint32_t *to = &f->check.next[j][s][c];

				*to = (uint32_t)(kind < 2 ? (s + weight * c) % f->automaton.states
				                          : below(&t->random, f->automaton.states));
				if (kind == 3 && below(&t->random, 5) == 0)
					*to = GCVI_DEAD;
			}
	}
	for (s = 0; s < f->automaton.states; s++)
		f->check.accepts[s] = kind == 0 || below(&t->random, 2) == 0;
	f->automaton.form = &f->form;
	f->automaton.step = table_step;
	f->automaton.accepts = table_accepts;
	f->automaton.data = &f->check;
}

/* As the other form or not; whole-input accidents with any weights. */
static void random_sites(trial *t, random_form *f, size_t length)
{
	size_t j, c, h;

	f->form.alphabet = &t->alphabet;
	f->form.sites = f->sites;
	f->form.length = length;
	f->form.groups = 1;
	for (j = 0; j < length; j++) {
		memset(&f->sites[j], 0, sizeof f->sites[j]);
		for (c = 0; c < t->alphabet.count; c++)
			if (below(&t->random, 6) != 0)
				gcvi_set_add(&f->sites[j].allowed, (gcvi_symbol)c);
		if (gcvi_set_count(&f->sites[j].allowed) == 0)
			gcvi_set_add(&f->sites[j].allowed, 0);
		if (j > 0 && below(&t->random, 3) == 0)
			f->sites[j].separator = '-';
	}
	f->hypotheses.aligned = 1;
	f->hypotheses.count = below(&t->random, 3);
	f->hypotheses.lanes = f->hypotheses.count != 0 ? 4 : 0;
	f->hypotheses.emit = f->emit;
	for (j = 0; f->hypotheses.lanes != 0 && j < length; j++)
		for (c = 0; c < t->alphabet.count; c++)
			for (h = 0; h < 4; h++)
				f->emit[(j * t->alphabet.count + c) * 4 + h] = h < f->hypotheses.count ? uniform(&t->random) : 0;
	for (h = 0; h < f->hypotheses.count; h++)
		f->hypotheses.items[h].weight = 0.001 * uniform(&t->random);
}

static double small(trial *t, double most)
{
	double u = uniform(&t->random);

	return u * u * most;
}

static void random_priors(trial *t)
{
	gcvi_priors *p = &t->priors;

	p->substitution = 0.01 + small(t, 0.2);
	p->omission = small(t, 0.05);
	p->end = small(t, 15);
	p->insertion = small(t, 0.05);
	p->doubling = small(t, 0.05);
	p->transposition = small(t, 0.05);
	p->jump = small(t, 0.03);
	p->twin = small(t, 0.05);
	p->separator_lost = small(t, 0.3);
	p->separator_extra = small(t, 0.1);
}

/* A few characters that know each other more or less. */
static void random_emission(trial *t)
{
	const struct gcv_channel *channel = gcvi_channel_builtin(below(&t->random, 2) == 0 ? "printed" : "ocr");
	gcvi_pair pairs[2 * SYMBOLS * SYMBOLS];
	size_t count = 0, a, b;

	for (a = 0; a < t->alphabet.count; a++)
		for (b = 0; b < t->alphabet.count; b++)
			if (a != b && below(&t->random, 2) == 0) {
				pairs[count].printed = t->alphabet.points[a];
				pairs[count].typed = t->alphabet.points[b];
				pairs[count++].weight = small(t, 20);
			}
	ck_assert_int_eq(gcvi_emission_make(&t->emission, channel, &t->alphabet, pairs, count, &t->arena), GCV_OK);
}

/* Characters of the alphabet, now and then something else; about as long as a code. */
static void random_input(trial *t, size_t length)
{
	static const char *const other[] = { "-", "-", " ", "?", "[AB]", "[8BX]", "%", "b", "\xEF\xBC\xA2" };
	size_t count = length - 1 + below(&t->random, 3), k;
	char *out = t->input;

	for (k = 0; k < count; k++) {
		const char *piece = other[below(&t->random, sizeof other / sizeof *other)];

		if (below(&t->random, 5) != 0) {
			*out = (char)t->alphabet.points[below(&t->random, t->alphabet.count)];
			if (k > 0 && below(&t->random, 4) == 0 && out[-1] > 0)
				*out = out[-1];
			out++;
			continue;
		}
		memcpy(out, piece, strlen(piece));
		out += strlen(piece);
		k -= piece[0] == '-' || piece[0] == ' ';
	}
	*out = '\0';
	ck_assert_int_eq(gcvi_read(&t->reading, t->input, strlen(t->input), &t->arena), GCV_OK);
}

static void make_trial(trial *t, size_t number)
{
	static const char *const alphabets[] = { "AB", "08B", "ABC8", "0OQD8", "AB8-" };
	size_t length, k;

	memset(t, 0, sizeof *t);
	t->random = 1 + 7919 * number;
	for (k = 0; k < 10; k++)
		(void)next_random(&t->random);
	gcvi_arena_init(&t->arena, NULL);
	t->alphabet = alphabet_of(alphabets[below(&t->random, 5)], GCVI_CASE_UPPER);
	length = 3 + below(&t->random, t->alphabet.count > 3 ? 3 : 4);
	random_priors(t);
	random_emission(t);
	random_input(t, length);
	t->form_count = 1 + (below(&t->random, 3) == 0);
	for (k = 0; k < t->form_count; k++) {
		random_form *f = &t->forms[k];
		const gcvi_lattice *lattice;

		random_sites(t, f, k == 0 ? length : length - 1 + below(&t->random, 2));
		random_automaton(t, f);
		ck_assert_int_eq(gcvi_lattice_make(&lattice, &t->reading, &f->form, t->emission, &t->priors, &t->arena), GCV_OK);
		noise_make(&f->model, &t->reading, &f->form, t->emission, &t->priors);
		f->weight = 0.5 + uniform(&t->random);
		f->hypotheses.exponent = lattice->exponent;
		ck_assert_int_eq(gcvi_trellis_make(&t->sources[k].trellis, lattice, &f->automaton, &f->hypotheses, &t->arena),
		                 GCV_OK);
		ck_assert_int_eq(gcvi_trellis_backward(&t->sources[k].trellis, &t->arena), GCV_OK);
		t->sources[k].weight = f->weight * gcvi_power_of_two(-t->sources[k].trellis.exponent);
	}
}

/* --------------------------------------------------------------------------------------------- brute force */

typedef struct scored {
	size_t form, length;
	gcvi_symbol code[POSITIONS];
	double score;
} scored;

typedef struct brute {
	scored *items;
	size_t count;
	double total;
} brute;

static double brute_score(const random_form *f, const gcvi_symbol *code)
{
	double sum = f->hypotheses.aligned * noise_sum(&f->model, code);
	double unscale = gcvi_power_of_two(-f->hypotheses.exponent);
	size_t h, j;

	for (h = 0; h < f->hypotheses.count; h++) {
		double product = f->hypotheses.items[h].weight * unscale;

		for (j = 0; j < f->form.length; j++)
			product *= f->emit[(j * f->form.alphabet->count + code[j]) * 4 + h];
		sum += product;
	}
	return f->weight * sum;
}

static int brute_accepts(const random_form *f, const gcvi_symbol *code)
{
	uint32_t state = f->automaton.start;
	size_t j;

	for (j = 0; j < f->form.length; j++) {
		if (!gcvi_set_has(&f->sites[j].allowed, code[j]))
			return 0;
		state = f->check.next[j][state][code[j]];
		if (state == GCVI_DEAD)
			return 0;
	}
	return f->check.accepts[state];
}

/* The same code of another form is one code. */
static void brute_add(brute *b, size_t form, size_t length, const gcvi_symbol *code, double score)
{
	size_t k;

	for (k = 0; k < b->count; k++)
		if (form > 0 && b->items[k].length == length && memcmp(b->items[k].code, code, length) == 0) {
			b->items[k].score += score;
			return;
		}
	b->items[b->count].form = form;
	b->items[b->count].length = length;
	memcpy(b->items[b->count].code, code, length);
	b->items[b->count++].score = score;
}

static int by_code(const scored *a, const scored *b)
{
	size_t k;

	for (k = 0; k < a->length && k < b->length; k++)
		if (a->code[k] != b->code[k])
			return a->code[k] < b->code[k] ? -1 : 1;
	return a->length < b->length ? -1 : a->length > b->length;
}

/* Selection: best first; scores that differ by rounding only are equal, and go in code order. */
static void sort(brute *b)
{
	size_t i, k, best;

	for (i = 0; i < b->count; i++) {
		scored swap = b->items[i];

		for (best = i, k = i + 1; k < b->count; k++) {
			double difference = b->items[k].score - b->items[best].score;

			if (difference > 1e-12 * b->items[best].score ||
			    (difference > -1e-12 * b->items[best].score && by_code(&b->items[k], &b->items[best]) < 0))
				best = k;
		}
		b->items[i] = b->items[best];
		b->items[best] = swap;
		if (i > 120)
			return;
	}
}

static void enumerate(brute *b, const trial *t)
{
	size_t k, j;

	memset(b, 0, sizeof *b);
	b->items = calloc(2 * 15625 * 5, sizeof *b->items);
	for (k = 0; k < t->form_count; k++) {
		const random_form *f = &t->forms[k];
		gcvi_symbol code[POSITIONS] = { 0 };

		do {
			if (brute_accepts(f, code)) {
				double score = brute_score(f, code);

				b->total += score;
				if (score > 0)
					brute_add(b, k, f->form.length, code, score);
			}
			for (j = f->form.length; j-- > 0 && ++code[j] == t->alphabet.count;)
				code[j] = 0;
		} while (j != SIZE_MAX);
	}
	sort(b);
}

START_TEST(as_by_brute_force)
{
	size_t number, k, entries = 0;
	double worst = 0, worst_total = 0;

	for (number = 0; number < TRIALS; number++) {
		static trial t;
		static const size_t wanted[] = { 1, 3, 10, 100 };
		gcvi_search search = { .steps = 200000 };
		brute b;
		double total = 0, error;

		make_trial(&t, number);
		enumerate(&b, &t);
		for (k = 0; k < t.form_count; k++)
			total += t.sources[k].weight * t.sources[k].trellis.total;
		search.sources = t.sources;
		search.source_count = t.form_count;
		search.wanted = wanted[number % 4];
		ck_assert_int_eq(gcvi_search_run(&search, &t.arena), GCV_OK);
		ck_assert_int_eq(search.truncated, 0);
		error = b.total > 0 ? total / b.total - 1 : total;
		worst_total = error > worst_total ? error : -error > worst_total ? -error : worst_total;
		ck_assert_msg(error < 1e-12 && error > -1e-12, "trial %zu: total %g, by force %g", number, total, b.total);
		ck_assert_msg(search.count == (b.count < search.wanted ? b.count : search.wanted),
		              "trial %zu: %zu found of %zu, wanted %zu", number, search.count, b.count, search.wanted);
		for (k = 0; k < search.count; k++) {
			const gcvi_found *found = &search.found[k];

			error = (found->score / total) / (b.items[k].score / b.total) - 1;
			worst = error > worst ? error : -error > worst ? -error : worst;
			ck_assert_msg(error < 1e-12 && error > -1e-12, "trial %zu, rank %zu: %.17g, by force %.17g", number, k,
			              found->score / total, b.items[k].score / b.total);
			ck_assert_msg(found->source->trellis.n == b.items[k].length &&
			              memcmp(found->code, b.items[k].code, b.items[k].length) == 0, "trial %zu, rank %zu: another code",
			              number, k);
		}
		entries += search.count;
		free(b.items);
		gcvi_arena_free(&t.arena);
	}
	printf("%zu formats, %zu ranked codes; largest relative error %.1e, of the total %.1e\n", number, entries, worst,
	       worst_total);
	ck_assert_uint_gt(entries, 5000);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("correct");
	TCase *tests = tcase_create("correct");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_set_timeout(tests, 300);
	tcase_add_test(tests, as_by_brute_force);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
