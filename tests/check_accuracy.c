/* SPDX-License-Identifier: MIT */
/*
 * The printed channel on reading errors that were recorded and that it is not fitted to: it does not get worse unnoticed.
 * The cases are the same each time, so what is left below the measured values is for changes that only move a few of them.
 */
#include "recorded.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#define CASES 1000

typedef struct row {
	const char *name, *channel;
	recorded_task task;
	recorded_reader reader;
	double first, few;      /* at least; behind the row what was measured */
} row;

static const row rows[] = {
	{ "printed, MOD 37-2", "printed", RECORDED_MOD37, RECORDED_CHANNEL, 0.525, 0.805 },   /* 0.540, 0.820 */
	{ "printed, coupon-code", "printed", RECORDED_COUPON, RECORDED_CHANNEL, 0.765, 0.976 },   /* 0.780, 0.991 */
	{ "printed, no check", "printed", RECORDED_UNCHECKED, RECORDED_CHANNEL, 0.521, 0.625 },   /* 0.536, 0.640 */
	{ "ocr, MOD 37-2", "ocr", RECORDED_MOD37, RECORDED_CHANNEL, 0.631, 0.888 },   /* 0.646, 0.903 */
	{ "ocr, coupon-code", "ocr", RECORDED_COUPON, RECORDED_CHANNEL, 0.869, 0.975 },   /* 0.884, 0.990 */
	{ "ocr, no check", "ocr", RECORDED_UNCHECKED, RECORDED_CHANNEL, 0.587, 0.724 },   /* 0.602, 0.739 */
	{ "who knows the errors, MOD 37-2", NULL, RECORDED_MOD37, RECORDED_ALL, 0.679, 0.933 },   /* 0.694, 0.948 */
	{ "who knows the errors, no check", NULL, RECORDED_UNCHECKED, RECORDED_ALL, 0.592, 0.736 },   /* 0.607, 0.751 */
};

START_TEST(as_good_as_measured)
{
	const row *r = &rows[_i];
	const char *root = getenv("srcdir");
	recorded_bench *bench = recorded_open();
	recorded_score score;
	recorded noise;
	char path[1024];

	(void)snprintf(path, sizeof path, "%s/tests/bench/reading-errors.tsv", root != NULL ? root : ".");
	ck_assert_ptr_nonnull(bench);
	ck_assert(recorded_read(&noise, path, "tesseract"));
	ck_assert(noise.total > 22125 && noise.total < 22127);
	ck_assert(recorded_measure(bench, &noise, r->task, r->reader, r->channel != NULL ? gcv_channel_find(r->channel) : NULL,
	                           CASES, &score));
	ck_assert_msg(score.first >= r->first && score.few >= r->few, "%s: %.4f and %.4f", r->name, score.first, score.few);
	recorded_close(bench);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("accuracy");
	TCase *tcase = tcase_create("accuracy");
	SRunner *runner;
	int failed;

	tcase_set_timeout(tcase, 600);
	tcase_add_loop_test(tcase, as_good_as_measured, 0, (int)(sizeof rows / sizeof rows[0]));
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}
