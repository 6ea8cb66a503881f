/* SPDX-License-Identifier: MIT */
/*
 * How long gcv_check takes with suggestions: formats by the states of their check, inputs by what went wrong. Every input
 * is timed RUNS times in processor time and its shortest time counts, so that other programs on the machine are left out as
 * far as can be; p50 and p99 are over inputs. The last column compares p50 with a plain loop over the same cells (positions times states times symbols),
 * a multiplication and an addition in four lanes each, in the same run.
 *   latency [INPUTS] [NAME]   inputs a row (default 200); only formats whose name contains NAME
 */
#include "timing.h"

#include <gcvalidate.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RUNS 3
#define INPUT_MAX 96

static const char formats[] =
	"[unchecked-15]\n"
	"title = unchecked-15\n"
	"class X = A-Z 0-9\n"
	"layout = X4-X6-X5\n"
	"[unchecked-25]\n"
	"title = unchecked-25\n"
	"class B = B C D F G H J K M P Q R T V W X Y 2-4 6-9\n"
	"layout = B5-B5-B5-B5-B5\n"
	"[mod37-16]\n"
	"title = mod37-16\n"
	"class X = A-Z 0-9\n"
	"class C = A-Z 0-9 '*'\n"
	"layout = X4-X4-X4-X3C\n"
	"check = iso7064 37-2\n"
	"[mod37-25]\n"
	"title = mod37-25\n"
	"class X = A-Z 0-9\n"
	"class C = A-Z 0-9 '*'\n"
	"layout = X5-X5-X5-X5-X4C\n"
	"check = iso7064 37-2\n"
	"[gf32-16]\n"
	"title = gf32-16\n"
	"class X = 0-9 A-H J K M N P-T V-Z\n"
	"layout = X4-X4-X4-X4\n"
	"check = gf 32\n"
	"[mod97-16]\n"
	"title = mod97-16\n"
	"class X = A-Z 0-9\n"
	"class C = 0-9\n"
	"layout = X4-X4-X4-X2C2\n"
	"check = mod97\n"
	"[rs2-16]\n"
	"title = rs2-16\n"
	"class X = 0-9 A-H J K M N P-T V-Z\n"
	"layout = X4-X4-X4-X4\n"
	"check = rs2\n"
	"[mod1271-16]\n"
	"title = mod1271-16\n"
	"class X = A-Z 0-9\n"
	"layout = X4-X4-X4-X4\n"
	"check = iso7064 1271-36\n";

typedef struct row {
	const char *name;
	unsigned states;
	double limit;             /* milliseconds, of p99 */
} row;

static const row rows[] = {
	{ "unchecked-15", 1, 1 }, { "unchecked-25", 1, 1 }, { "mod37-16", 37, 1 }, { "mod37-25", 37, 1 }, { "gf32-16", 32, 1 },
	{ "mod97-16", 97, 2 }, { "rs2-16", 1024, 20 }, { "mod1271-16", 1271, 20 },
};

enum { INTACT, LOOK_ALIKE, TRANSPOSITION, MISSING, EXTRA, UNREAD, CLASSES };
static const char *const classes[CLASSES] = { "intact", "look-alike", "transposition", "missing", "extra", "two ?" };

static uint64_t state = 88172645463325252u;

static size_t below(size_t n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (size_t)((state >> 11) % n);
}

static void fail(const char *what)
{
	fprintf(stderr, "latency: %s\n", what);
	exit(1);
}

/* A random code of the format, as printed. */
static void draw(const gcv_format *format, char *out)
{
	char alphabet[GCV_SYMBOLS_SIZE], symbols[GCV_SYMBOLS_SIZE];
	size_t length, size = 0, k;

	gcv_format_alphabet(format, alphabet, sizeof alphabet);
	gcv_format_lengths(format, &length, NULL);
	for (k = 0; k < length; k++) {
		gcv_typing typing = GCV_TYPING_INIT;

		if (gcv_next(format, out, size, &typing, symbols, sizeof symbols) != GCV_OK || typing.symbol_count == 0)
			fail("no next symbol");
		if (typing.separator != 0)
			out[size++] = (char)typing.separator;
		out[size++] = symbols[below(typing.symbol_count)];
	}
	out[size] = '\0';
}

/* The place of a symbol, not of a separator. */
static size_t some_place(const char *text)
{
	size_t size = strlen(text), k;

	do
		k = below(size);
	while (text[k] == '-');
	return k;
}

static char look_alike(char symbol)
{
	static const char pairs[] = "0O 1I 2Z 5S 8B 6G UV KX MN CG PR EF QO DO 47 JI WV YV 39 TI HN LI A4 *X";
	size_t k;

	for (k = 0; k + 1 < sizeof pairs; k += 3) {
		if (pairs[k] == symbol)
			return pairs[k + 1];
		if (pairs[k + 1] == symbol)
			return pairs[k];
	}
	return '8';
}

static void spoil(char *text, int what, const char *alphabet)
{
	size_t k = some_place(text), size = strlen(text);
	char kept;

	switch (what) {
	case LOOK_ALIKE:
		text[k] = look_alike(text[k]);
		break;
	case TRANSPOSITION:
		while (text[k] == '-' || text[k + 1] == '-' || text[k + 1] == '\0' || text[k] == text[k + 1])
			k = some_place(text);
		kept = text[k];
		text[k] = text[k + 1];
		text[k + 1] = kept;
		break;
	case MISSING:
		memmove(text + k, text + k + 1, size - k);
		break;
	case EXTRA:
		memmove(text + k + 1, text + k, size - k + 1);
		text[k] = below(2) == 0 ? text[k] : alphabet[below(strlen(alphabet))];
		break;
	case UNREAD:
		text[k] = '?';
		while (text[k] == '?')
			k = some_place(text);
		text[k] = '?';
		break;
	default:
		break;
	}
}

static double time_of(const gcv_catalog *catalog, const gcv_format *format, const char *input, const char *meant, size_t *first)
{
	gcv_options options;
	double best = 1e9;
	int k;

	gcv_options_init(&options, sizeof options);
	options.formats = &format;
	options.format_count = 1;
	options.suggestions = 5;
	for (k = 0; k < RUNS; k++) {
		gcv_report *report;
		double begin = timing_cpu(), took;

		if (gcv_check(catalog, input, strlen(input), &options, &report) != GCV_OK)
			fail("gcv_check failed");
		took = 1e3 * (timing_cpu() - begin);
		best = took < best ? took : best;
		if (k == 0 && gcv_report_suggestion_count(report) > 0)
			*first += strcmp(gcv_report_suggestion(report, 0)->code, meant) == 0;
		gcv_report_free(report);
	}
	return best;
}

/* What a plain loop takes for so many cells. */
static double plain_loop(size_t cells)
{
	static float table[1024 + 4];
	static volatile float half = 0.5f, sink;
	double best = 1e9;
	size_t i, w;
	int run;

	for (i = 0; i < 1024 + 4; i++)
		table[i] = half;
	for (run = 0; run < RUNS; run++) {
		float sum[4] = { 0, 0, 0, 0 };
		double begin = timing_cpu(), took;

		for (i = 0; i < cells; i++)
			for (w = 0; w < 4; w++)
				sum[w] += table[i % 1024 + w] * 0.5f;
		sink = sum[0] + sum[1] + sum[2] + sum[3];
		took = 1e3 * (timing_cpu() - begin);
		best = took < best ? took : best;
	}
	(void)sink;
	return best;
}

static int measure(const gcv_catalog *catalog, const row *r, size_t inputs, double *times)
{
	const gcv_format *format = gcv_catalog_find(catalog, r->name);
	char alphabet[GCV_SYMBOLS_SIZE];
	size_t length, k;
	int what, over = 0;
	size_t cells;

	gcv_format_lengths(format, &length, NULL);
	cells = length * r->states * gcv_format_alphabet(format, alphabet, sizeof alphabet);
	for (what = 0; what < CLASSES; what++) {
		size_t first = 0, p99 = inputs - 1 - inputs / 100;
		double loop = 1e9;

		for (k = 0; k < inputs; k++) {
			char meant[INPUT_MAX], typed[INPUT_MAX];

			draw(format, meant);
			memcpy(typed, meant, sizeof typed);
			spoil(typed, what, alphabet);
			times[k] = time_of(catalog, format, typed, meant, &first);
			if (k % 16 == 0) {
				double again = plain_loop(cells);

				loop = again < loop ? again : loop;
			}
		}
		qsort(times, inputs, sizeof *times, timing_ascending);
		printf("%-13s %6u  %-13s %9.3f %9.3f %7.0f %9.0f%% %9.1f%s\n", r->name, r->states, classes[what],
		       times[inputs / 2], times[p99], r->limit, 100.0 * (double)first / (double)inputs, times[inputs / 2] / loop,
		       times[p99] > r->limit ? "  over the limit" : "");
		over += times[p99] > r->limit;
	}
	return over;
}

int main(int argc, char **argv)
{
	size_t inputs = argc > 1 ? strtoul(argv[1], NULL, 10) : 200, k;
	gcv_text_error error = GCV_TEXT_ERROR_INIT;
	gcv_catalog *catalog = NULL;
	double *times;
	int over = 0;

	if (inputs == 0)
		inputs = 200;
	times = calloc(inputs, sizeof *times);
	if (times == NULL || gcv_catalog_new(&catalog, NULL, GCV_CATALOG_EMPTY) != GCV_OK)
		fail("out of memory");
	if (gcv_catalog_load(catalog, formats, sizeof formats - 1, "latency", &error) != GCV_OK) {
		fprintf(stderr, "latency:%zu:%zu: %s\n", error.line, error.column, error.message);
		return 1;
	}
	printf("%zu inputs a row, the shortest of %d runs each; milliseconds\n", inputs, RUNS);
	printf("%-13s %6s  %-13s %9s %9s %7s %10s %9s\n", "format", "states", "input", "p50", "p99", "limit", "first", "x loop");
	for (k = 0; k < sizeof rows / sizeof *rows; k++)
		if (argc < 3 || strstr(rows[k].name, argv[2]) != NULL)
			over += measure(catalog, &rows[k], inputs, times);
	printf("%d rows over their limit\n", over);
	free(times);
	gcv_catalog_free(catalog);
	return 0;
}
