/* SPDX-License-Identifier: MIT */
/* The one alignment: which mark stands for which position, on named rows and against brute force. */
#include "format.h"
#include "lattice.h"
#include "noise.h"
#include "support.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A reading, a form and the alignment of one with the other. */
typedef struct aligned {
	gcvi_arena arena;
	gcvi_reading reading;
	gcvi_form form;
	const gcvi_emission *emission;
	gcvi_symbol *code;
	gcvi_step *steps;
	size_t count;
	int status;
} aligned;

static const struct gcv_channel *channel(void)
{
	return gcvi_channel_builtin("printed");
}

/* code: plain text of one symbol a byte, NULL: any code of the form. layout counts from 0. */
static void align(aligned *a, const gcv_format *format, size_t layout, size_t length, const char *input, const char *code)
{
	char *text = exact_copy(input, strlen(input));
	gcvi_automaton automaton;
	const gcvi_lattice *lattice;
	size_t k;

	memset(a, 0, sizeof *a);
	gcvi_arena_init(&a->arena, NULL);
	ck_assert_int_eq(gcvi_read(&a->reading, text, strlen(input), &a->arena), GCV_OK);
	ck_assert_int_eq(gcvi_form_make(format, layout, length, &a->arena, &a->form, &automaton), GCV_OK);
	ck_assert_int_eq(gcvi_emission_make(&a->emission, channel(), a->form.alphabet, NULL, 0, &a->arena), GCV_OK);
	a->steps = gcvi_arena_alloc(&a->arena, a->reading.count + length, sizeof *a->steps);
	if (code != NULL) {
		ck_assert_uint_eq(strlen(code), length);
		a->code = gcvi_arena_alloc(&a->arena, length, 1);
		for (k = 0; k < length; k++)
			a->code[k] = gcvi_alphabet_find(a->form.alphabet, (unsigned char)code[k]);
	}
	ck_assert_int_eq(gcvi_lattice_make(&lattice, &a->reading, &a->form, a->emission, gcvi_channel_priors(channel()),
	                                   &a->arena), GCV_OK);
	a->status = gcvi_align(lattice, a->code, a->steps, &a->count, &a->arena);
	ck_assert_int_eq(a->status, GCV_OK);
	free(text);
}

/* One character a step: '=' match, '~' substitute, '_' missing, '+' extra, 'x' transpose, 'j' jump, 't' twin, '-' separator. */
static void tell(const aligned *a, char *out)
{
	size_t k;

	for (k = 0; k < a->count; k++)
		*out++ = "=~_+xjt-"[a->steps[k].op];
	*out = '\0';
}

typedef struct row {
	const char *name, *format;
	size_t layout, length;
	const char *input, *code, *expected;
} row;

static const row rows[] = {
	{ "as printed", "amazon", 0, 14, "AB3D-E6GH7K-M9PR", NULL, "====-======-====" },
	{ "no separators", "amazon", 0, 14, "AB3DE6GH7KM9PR", NULL, "==============" },
	{ "every character apart", "amazon", 0, 14, "A B 3 D E 6 G H 7 K M 9 P R", NULL, "=-=-=-=-=-=-=-=-=-=-=-=-=-=" },
	{ "around and doubled", "amazon", 0, 14, " -AB3D--E6GH7K - M9PR ", NULL, "--====--======---====-" },
	{ "first group short", "amazon", 0, 14, "AB3-E6GH7K-M9PR", NULL, "===_-======-====" },
	{ "second group short", "amazon", 0, 14, "AB3D-E6GH7-M9PR", NULL, "====-=====_-====" },
	{ "last group short", "amazon", 0, 14, "AB3D-E6GH7K-M9P", NULL, "====-======-===_" },
	{ "second group missing", "amazon", 0, 14, "AB3D-M9PR", NULL, "====-====______" },
	{ "first group too long", "amazon", 0, 14, "AB3DX-E6GH7K-M9PR", NULL, "====+-======-====" },
	{ "second group too long", "amazon", 0, 14, "AB3D-E6GH7KX-M9PR", NULL, "====-======+-====" },
	{ "five too many in the second", "amazon", 0, 14, "AB3D-E6GH7KVWXYZ-M9PR", NULL, "====-======+++++-====" },
	{ "five too many at the end", "amazon", 0, 14, "AB3D-E6GH7K-M9PRVWXYZ", NULL, "====-======-====+++++" },
	{ "half a code", "amazon", 0, 14, "AB3D-E6G", NULL, "====-===_______" },
	{ "one character", "amazon", 0, 14, "A", NULL, "=_____________" },
	{ "nothing", "amazon", 0, 14, "", NULL, "______________" },
	{ "separators only", "amazon", 0, 14, " - ", NULL, "---______________" },
	{ "other groups", "amazon", 0, 14, "AB3-DE6G-H7KM-9PR", NULL, "===-====-====-===" },
	{ "not of the alphabet, in place", "amazon", 0, 14, "AB3D-E6%H7K-M9PR", NULL, "====-==~===-====" },
	{ "not of the alphabet, between", "amazon", 0, 14, "AB3D%-E6GH7K-M9PR", NULL, "====+-======-====" },
	{ "unreadable", "amazon", 0, 14, "AB3D-E6?H7K-M9[B8]R", NULL, "====-==~===-==~=" },
	{ "malformed and invisible take no part", "amazon", 0, 14, "AB3D-\xFF" "E6GH7K-M9\u200BPR", NULL,
	  "====-======-====" },
	{ "a letter where digits are", "bitcash", 0, 16, "", NULL, "________________" },
	{ "this code: nothing wrong", "couponcode", 0, 12, "1K7Q-CTFM-LMTC", "1K7QCTFMLMTC", "====-====-====" },
	{ "this code: one misread", "couponcode", 0, 12, "lK7Q-CTFM-LMTC", "1K7QCTFMLMTC", "~===-====-====" },
	{ "this code: the format's fold", "couponcode", 0, 12, "IK7Q-CTFM-LMTC", "1K7QCTFMLMTC", "====-====-====" },
	{ "this code: first of a group left out", "couponcode", 0, 12, "1K7Q-TFM-LMTC", "1K7QCTFMLMTC", "====-_===-====" },
	{ "this code: last of a group left out", "couponcode", 0, 12, "1K7-CTFM-LMTC", "1K7QCTFMLMTC", "===_-====-====" },
	{ "this code: extra in front of the hyphen", "couponcode", 0, 12, "1K7QX-CTFM-LMTC", "1K7QCTFMLMTC", "====+-====-====" },
	{ "this code: extra behind the hyphen", "couponcode", 0, 12, "1K7Q-XCTFM-LMTC", "1K7QCTFMLMTC", "====-+====-====" },
	{ "this code: doubled", "couponcode", 0, 12, "1K77Q-CTFM-LMTC", "1K7QCTFMLMTC", "===+=-====-====" },
	{ "this code: transposed", "couponcode", 0, 12, "1KQ7-CTFM-LMTC", "1K7QCTFMLMTC", "==x-====-====" },
	{ "this code: transposed over a hyphen", "couponcode", 0, 12, "1K7C-QTFM-LMTC", "1K7QCTFMLMTC", "===x-===-====" },
	{ "this code: transposed, no hyphens", "couponcode", 0, 12, "1K7CQTFMLMTC", "1K7QCTFMLMTC", "===x=======" },
	{ "this code: jump", "couponcode", 0, 12, "7K1Q-CTFM-LMTC", "1K7QCTFMLMTC", "j=-====-====" },
	{ "this code: jump over a hyphen", "couponcode", 0, 12, "1KCQ-7TFM-LMTC", "1K7QCTFMLMTC", "==j-===-====" },
	{ "this code: twin", "couponcode", 0, 12, "1BBQ-CTFM-LMTC", "177QCTFMLMTC", "=t=-====-====" },
	{ "this code: transposed and misread", "couponcode", 0, 12, "1KQ7-CTFM-LNTC", "1K7QCTFMLMTC", "==x-====-=~==" },
};

START_TEST(rows_come_out_as_written)
{
	gcv_catalog *catalog;
	size_t k, failed = 0;

	ck_assert_int_eq(gcv_catalog_new(&catalog, NULL, 0), GCV_OK);
	for (k = 0; k < sizeof rows / sizeof *rows; k++) {
		aligned a;
		char told[128];

		align(&a, gcv_catalog_find(catalog, rows[k].format), rows[k].layout, rows[k].length, rows[k].input, rows[k].code);
		tell(&a, told);
		if (strcmp(told, rows[k].expected) != 0) {
			printf("%s: \"%s\", expected \"%s\"\n", rows[k].name, told, rows[k].expected);
			failed++;
		}
		gcvi_arena_free(&a.arena);
	}
	gcv_catalog_free(catalog);
	ck_assert_uint_eq(failed, 0);
}
END_TEST

/* ------------------------------------------------------------------------------------- against brute force */

/* The weight of the way that the steps tell. */
typedef struct walking {
	const noise *model;
	const aligned *a;
	int i, j, crossed;
	double weight;
} walking;

static int border_at(const walking *w, int j)
{
	return w->model->any_run && j > 0 && j < w->model->n && w->a->form.sites[j].separator != 0;
}

static int border(const walking *w)
{
	return border_at(w, w->j);
}

static void cross(walking *w, int typed)
{
	const gcvi_priors *p = &w->model->p;
	double leave = 1 - p->insertion - p->doubling - p->separator_extra;

	if (!w->crossed)
		w->weight *= border(w) ? leave * (typed ? 1 - p->separator_lost : p->separator_lost) : leave;
	w->crossed = 1;
}

static double cell(const walking *w, int i, int j)
{
	double best = 0;
	size_t c;

	if (w->a->code != NULL)
		return w->model->e[i][w->a->code[j]];
	if (gcvi_set_has(&w->a->form.sites[j].allowed, w->model->symbol[i]))
		return 1;
	for (c = 0; c < w->a->form.alphabet->count; c++)
		if (gcvi_set_has(&w->a->form.sites[j].allowed, (gcvi_symbol)c) && w->model->e[i][c] > best)
			best = w->model->e[i][c];
	return best;
}

static void walk_single(walking *w, gcvi_op op)
{
	const gcvi_priors *p = &w->model->p;
	int again = w->i > 0 && !w->model->run[w->i - 1] && w->model->plain[w->i] && w->model->plain[w->i - 1] &&
	            w->model->point[w->i] == w->model->point[w->i - 1];

	if (op == GCVI_OP_EXTRA) {
		w->weight *= p->insertion * w->model->x[w->i] + (again ? p->doubling : 0);
		w->i++;
		return;
	}
	cross(w, 0);
	if (border(w))
		w->weight *= 1 - p->insertion - p->doubling - p->separator_extra;
	w->weight *= op == GCVI_OP_MISSING
		? p->omission * (w->a->code != NULL && (w->j + 1 == w->model->n || border_at(w, w->j + 1)) ? p->end : 1)
		: (1 - p->omission - p->transposition - p->jump - p->twin) * cell(w, w->i, w->j);
	w->i += op != GCVI_OP_MISSING;
	w->j++;
	w->crossed = 0;
}

static void walk_run(walking *w)
{
	if (border(w) && !w->crossed)
		cross(w, 1);
	else
		w->weight *= w->model->p.separator_extra;
	w->i++;
}

/* Ways with several letters at once are left to the named rows: -1. */
static double weight_of(const noise *model, const aligned *a)
{
	walking w = { model, a, 0, 0, 0, 1 };
	size_t k;

	for (k = 0; k < a->count; k++) {
		int run = a->steps[k].op == GCVI_OP_SEPARATOR;

		if (run && (w.i >= model->m || !model->run[w.i]))
			continue;
		if (run)
			walk_run(&w);
		else if (a->steps[k].op <= GCVI_OP_EXTRA)
			walk_single(&w, a->steps[k].op);
		else
			return -1;
	}
	cross(&w, 0);
	ck_assert_int_eq(w.i, model->m);
	ck_assert_int_eq(w.j, model->n);
	return w.weight;
}

/* A code and a typed form of it with some damage. */
static void damage(uint64_t *random, const aligned *form_of, char *code, char *input)
{
	static const char some[] = "-- ?%AB08OQX";
	size_t n = form_of->form.length, j, c;

	for (j = 0; j < n; j++) {
		const gcvi_site *site = &form_of->form.sites[j];

		c = (size_t)(next_random(random) >> 33) % gcvi_set_count(&site->allowed);
		code[j] = (char)form_of->form.alphabet->points[gcvi_set_nth(&site->allowed, c)];
		switch ((next_random(random) >> 33) % 12) {
		case 0:
			break;
		case 1:
			*input++ = code[j];
			*input++ = code[j];
			break;
		case 2: case 3:
			*input++ = some[(next_random(random) >> 33) % (sizeof some - 1)];
			break;
		default:
			if (site->separator != 0 && (next_random(random) >> 33) % 8 != 0)
				*input++ = '-';
			*input++ = code[j];
			break;
		}
	}
	code[n] = *input = '\0';
}

/* What was typed first belongs to the end: letters and positions are far apart in between. */
static void rotate(char *text, size_t by)
{
	char first[8];
	size_t size = strlen(text);

	if (by > sizeof first || by > size)
		return;
	memcpy(first, text, by);
	memmove(text, text + by, size - by);
	memcpy(text + size - by, first, by);
}

START_TEST(no_way_is_better)
{
	gcv_catalog *catalog;
	uint64_t random = 20231;
	size_t trial, told = 0;
	static const struct { const char *name; size_t length; } formats[] = { { "amazon", 14 }, { "couponcode", 12 } };

	ck_assert_int_eq(gcv_catalog_new(&catalog, NULL, 0), GCV_OK);
	for (trial = 0; trial < 600; trial++) {
		const gcv_format *format = gcv_catalog_find(catalog, formats[trial % 2].name);
		size_t length = formats[trial % 2].length;
		char code[32], input[80];
		aligned a;
		noise model;
		double weight, best;

		align(&a, format, 0, length, "", NULL);
		damage(&random, &a, code, input);
		gcvi_arena_free(&a.arena);
		if (trial % 5 == 0)
			rotate(input, 4 + trial % 3);
		align(&a, format, 0, length, input, trial % 4 < 2 ? code : NULL);
		noise_make(&model, &a.reading, &a.form, a.emission, gcvi_channel_priors(channel()));
		best = noise_best(&model, a.code);
		weight = weight_of(&model, &a);
		told += weight >= 0;
		/* Costs are rounded to 2^-16 bit a step. */
		if (weight >= 0 && (weight < best * (1 - 1e-3) || weight > best * (1 + 1e-9)))
			ck_abort_msg("%s typed %s: %g, best %g", code, input, weight, best);
		gcvi_arena_free(&a.arena);
	}
	ck_assert_uint_gt(told, 500);
	gcv_catalog_free(catalog);
}
END_TEST

START_TEST(every_mark_once_every_position_once)
{
	gcv_catalog *catalog;
	uint64_t random = 77;
	size_t trial, k;

	ck_assert_int_eq(gcv_catalog_new(&catalog, NULL, 0), GCV_OK);
	for (trial = 0; trial < 300; trial++) {
		static const size_t letters[] = { 1, 1, 0, 1, 2, 3, 2, 0 }, positions[] = { 1, 1, 1, 0, 2, 3, 2, 0 };
		char code[32], input[80];
		size_t marks = 0, position = 0;
		aligned a;

		align(&a, gcv_catalog_find(catalog, "couponcode"), 0, 12, "", NULL);
		damage(&random, &a, code, input);
		gcvi_arena_free(&a.arena);
		align(&a, gcv_catalog_find(catalog, "couponcode"), 0, 12, input, code);
		for (k = 0; k < a.count; k++) {
			ck_assert_uint_eq(a.steps[k].op == GCVI_OP_SEPARATOR ? position : a.steps[k].position, position);
			marks += letters[a.steps[k].op] + (a.steps[k].op == GCVI_OP_SEPARATOR);
			position += positions[a.steps[k].op];
		}
		ck_assert_uint_eq(marks, a.reading.count);
		ck_assert_uint_eq(position, 12);
		gcvi_arena_free(&a.arena);
	}
	gcv_catalog_free(catalog);
}
END_TEST

START_TEST(memory_may_run_out)
{
	gcv_catalog *catalog;
	size_t blocks;
	int status = GCV_E_MEMORY;

	ck_assert_int_eq(gcv_catalog_new(&catalog, NULL, 0), GCV_OK);
	for (blocks = 0; status == GCV_E_MEMORY; blocks++) {
		scarce state;
		gcv_allocator allocator = scarce_allocator(&state, blocks);
		gcvi_arena arena, own;
		gcvi_reading reading;
		gcvi_form form;
		gcvi_automaton automaton;
		const gcvi_emission *emission;
		const gcvi_lattice *lattice;
		gcvi_step steps[64];
		size_t count;

		gcvi_arena_init(&own, NULL);
		gcvi_arena_init(&arena, &allocator);
		ck_assert_int_eq(gcvi_read(&reading, "AB3D-E6GH7K-M9PR", 16, &own), GCV_OK);
		ck_assert_int_eq(gcvi_form_make(gcv_catalog_find(catalog, "amazon"), 0, 14, &own, &form, &automaton), GCV_OK);
		ck_assert_int_eq(gcvi_emission_make(&emission, channel(), form.alphabet, NULL, 0, &own), GCV_OK);
		status = gcvi_lattice_make(&lattice, &reading, &form, emission, gcvi_channel_priors(channel()), &arena);
		if (status == GCV_OK)
			status = gcvi_align(lattice, NULL, steps, &count, &arena);
		gcvi_arena_free(&arena);
		gcvi_arena_free(&own);
		ck_assert_uint_eq(state.out, 0);
	}
	ck_assert_int_eq(status, GCV_OK);
	ck_assert_uint_gt(blocks, 2);
	gcv_catalog_free(catalog);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("align");
	TCase *tests = tcase_create("align");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_test(tests, rows_come_out_as_written);
	tcase_add_test(tests, no_way_is_better);
	tcase_add_test(tests, every_mark_once_every_position_once);
	tcase_add_test(tests, memory_may_run_out);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
