/* SPDX-License-Identifier: MIT */
/*
 * What suggesting costs where the check has too many states: bech32m of 20, 39 and 62 characters, codex32 of 48, a token
 * with CRC-32; by what went wrong. Processor time of whole gcv_check calls, as such and in calls of gcv_verify on the intact
 * code in the same run; whether the right code comes first; memory. Every input is timed RUNS times and its shortest time
 * counts, so that other programs on the machine are left out as far as can be; p50 and p99 are over inputs.
 *
 * linear [INPUTS] [NAME]   inputs a row (default 30); only rows whose name contains NAME
 */
#include "timing.h"

#include <gcvalidate.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RUNS 3
#define INPUTS_MAX 1000
#define LENGTH_MAX 100
#define BECH "class B = qpzry9x8gf2tvdw0s3jn54khce6mua7l\nclass C = qpzry9x8gf2tvdw0s3jn54khce6mua7l\ncase = lower\n"

typedef struct tested {
	const char *name, *lines, *prefix, *symbols;
	size_t body;              /* characters drawn behind the prefix */
} tested;

static const char bech_symbols[] = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
static const char token_symbols[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

static const tested formats[] = {
	{ "bech32m, 20", BECH "layout = B14 C6\ncheck = bech32m prefix=gc", "", bech_symbols, 14 },
	{ "bech32m, 39", BECH "layout = 'gc1' B30 C6\ncheck = bech32m", "gc1", bech_symbols, 30 },
	{ "bech32m, 62", BECH "layout = 'gc1' B53 C6\ncheck = bech32m", "gc1", bech_symbols, 53 },
	{ "codex32, 48", BECH "layout = 'ms1' B32 C13\ncheck = codex32", "ms1", bech_symbols, 32 },
	{ "CRC-32, 36", "class T = 0-9 A-Z a-z\nclass C = 0-9 A-Z a-z\ncase = sensitive\nlayout = T30 C6\n"
	  "check = crc-text crc-32 digits=0-9A-Za-z", "", token_symbols, 30 },
};

static uint64_t state = 88172645463325252u;

static size_t below(size_t n)
{
	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return (size_t)(state * 2685821657736338717u >> 33) % n;
}

/* ------------------------------------------------------------------------------------------------ accidents */

static void substitute(const tested *t, char *text)
{
	size_t at;
	char typed;

	do
		at = strlen(t->prefix) + below(strlen(text) - strlen(t->prefix));
	while (text[at] == '?');
	do
		typed = t->symbols[below(strlen(t->symbols))];
	while (typed == text[at]);
	text[at] = typed;
}

static void exchange(const tested *t, char *text)
{
	size_t at;
	char swap;

	do
		at = strlen(t->prefix) + below(strlen(text) - strlen(t->prefix) - 1);
	while (text[at] == text[at + 1]);
	swap = text[at];
	text[at] = text[at + 1];
	text[at + 1] = swap;
}

static void omit(const tested *t, char *text)
{
	size_t at = strlen(t->prefix) + below(strlen(text) - strlen(t->prefix));

	memmove(text + at, text + at + 1, strlen(text + at));
}

static void insert(const tested *t, char *text)
{
	size_t at = strlen(t->prefix) + below(strlen(text) - strlen(t->prefix) + 1);

	memmove(text + at + 1, text + at, strlen(text + at) + 1);
	text[at] = t->symbols[below(strlen(t->symbols))];
}

static void hide(const tested *t, char *text)
{
	size_t at;

	do
		at = strlen(t->prefix) + below(strlen(text) - strlen(t->prefix));
	while (text[at] == '?');
	text[at] = '?';
}

typedef void accident(const tested *t, char *text);

static const struct {
	const char *name;
	accident *accidents[4];
} classes[] = {
	{ "intact", { NULL } },
	{ "one wrong", { substitute } },
	{ "swapped", { exchange } },
	{ "two wrong", { substitute, substitute } },
	{ "missing", { omit } },
	{ "extra", { insert } },
	{ "swapped, wrong", { exchange, substitute } },
	{ "missing, wrong", { omit, substitute } },
	{ "extra, wrong", { insert, substitute } },
	{ "missing, swapped", { omit, exchange } },
	{ "two missing", { omit, omit } },
	{ "two extra", { insert, insert } },
	{ "four '?'", { hide, hide, hide, hide } },
	{ "two '?', wrong", { hide, hide, substitute } },
	{ "'?', missing", { hide, omit } },
};

/* ------------------------------------------------------------------------------------------------- measuring */

static size_t in_use, most_in_use;

static void *counted_allocate(void *context, size_t bytes)
{
	(void)context;
	in_use += bytes;
	most_in_use = in_use > most_in_use ? in_use : most_in_use;
	return malloc(bytes);
}

static void counted_release(void *context, void *block, size_t bytes)
{
	(void)context;
	in_use -= bytes;
	free(block);
}

static double verify_time(const gcv_format *format, const char *code)
{
	double start = timing_cpu();
	size_t k, passed = 0;

	for (k = 0; k < 200000; k++)
		passed += gcv_verify(format, code, strlen(code)) != 0;
	if (passed != 200000)
		abort();
	return (timing_cpu() - start) / 200000;
}

static void draw(const tested *t, const gcv_format *format, char *code)
{
	char body[LENGTH_MAX];
	size_t k, length = strlen(t->prefix);

	memcpy(body, t->prefix, length);
	for (k = 0; k < t->body; k++)
		body[length++] = t->symbols[below(strlen(t->symbols))];
	if (gcv_complete(format, body, length, code, LENGTH_MAX, &k) != GCV_OK)
		abort();
}

/* The shortest time of one input; whether its code comes first, and whether the search was cut short. */
static double time_of(gcv_catalog *catalog, const gcv_options *options, const char *typed, const char *code, size_t *first,
                      size_t *cut_short)
{
	double best = 1e9;
	int run;

	for (run = 0; run < RUNS; run++) {
		gcv_report *report;
		double start = timing_cpu(), took;

		if (gcv_check(catalog, typed, strlen(typed), options, &report) != GCV_OK)
			abort();
		took = timing_cpu() - start;
		best = took < best ? took : best;
		if (run == 0 && gcv_report_suggestion_count(report) != 0)
			*first += strcmp(gcv_report_suggestion(report, 0)->plain, code) == 0;
		else if (run == 0)
			*first += gcv_report_plain(report) != NULL && strcmp(gcv_report_plain(report), code) == 0;
		*cut_short += run == 0 && gcv_report_truncated(report) != 0;
		gcv_report_free(report);
	}
	return best;
}

/* Milliseconds that p99 may take. */
static double limit_of(size_t kind)
{
	return classes[kind].accidents[0] == NULL || classes[kind].accidents[1] == NULL ? 5 : 60;
}

static int measure(const tested *t, gcv_catalog *catalog, const gcv_format *format, size_t kind, size_t inputs, double unit)
{
	static double times[INPUTS_MAX];
	size_t k, i, first = 0, cut_short = 0;
	gcv_options options;
	double p99;

	gcv_options_init(&options, sizeof options);
	options.formats = &format;
	options.format_count = 1;
	most_in_use = 0;
	for (k = 0; k < inputs; k++) {
		char code[LENGTH_MAX], typed[LENGTH_MAX];

		draw(t, format, code);
		(void)strcpy(typed, code);
		for (i = 0; i < 4 && classes[kind].accidents[i] != NULL; i++)
			classes[kind].accidents[i](t, typed);
		times[k] = time_of(catalog, &options, typed, code, &first, &cut_short);
	}
	qsort(times, inputs, sizeof *times, timing_ascending);
	p99 = 1000 * times[inputs - 1 - inputs / 100];
	printf("%-12s %-17s %8.2f %8.2f %6.0f %10.0f %7.0f %% %7.0f %% %6.1f%s\n", t->name, classes[kind].name,
	       1000 * times[inputs / 2], p99, limit_of(kind), times[inputs / 2] / unit, 100 * (double)first / (double)inputs,
	       100 * (double)cut_short / (double)inputs, (double)most_in_use / 1048576,
	       p99 > limit_of(kind) ? "  over the limit" : "");
	(void)fflush(stdout);
	return p99 > limit_of(kind);
}

int main(int argc, char **argv)
{
	gcv_allocator allocator = { counted_allocate, counted_release, NULL };
	size_t inputs = argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : 30, f, k;
	int over = 0;

	inputs = inputs == 0 ? 30 : inputs > INPUTS_MAX ? INPUTS_MAX : inputs;
	printf("%zu inputs a row, the shortest of %d runs each\n", inputs, RUNS);
	printf("%-12s %-17s %8s %8s %6s %10s %9s %9s %6s\n", "", "", "p50 ms", "p99 ms", "limit", "x verify", "first", "truncated",
	       "MiB");
	for (f = 0; f < sizeof formats / sizeof formats[0]; f++) {
		gcv_text_error error = GCV_TEXT_ERROR_INIT;
		const gcv_format *format;
		char text[500], code[LENGTH_MAX];
		gcv_catalog *catalog;
		double unit;

		if (argc > 2 && strstr(formats[f].name, argv[2]) == NULL)
			continue;
		(void)snprintf(text, sizeof text, "[f]\ntitle = T\n%s\n", formats[f].lines);
		if (gcv_catalog_new(&catalog, &allocator, GCV_CATALOG_EMPTY) != GCV_OK ||
		    gcv_catalog_load(catalog, text, strlen(text), NULL, &error) != GCV_OK)
			abort();
		format = gcv_catalog_find(catalog, "f");
		draw(&formats[f], format, code);
		unit = verify_time(format, code);
		for (k = 0; k < sizeof classes / sizeof classes[0]; k++)
			over += measure(&formats[f], catalog, format, k, inputs, unit);
		gcv_catalog_free(catalog);
	}
	printf("%d rows over their limit\n", over);
	return 0;
}
