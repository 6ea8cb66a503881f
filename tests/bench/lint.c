/* SPDX-License-Identifier: MIT */
/* How long lint takes for checks of few and of many states; in loops over a Luhn check of 16 digits in the same run. */
#include "timing.h"

#include <gcvalidate.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROUNDS 3

typedef struct row {
	const char *name, *lines;
} row;

static const row rows[] = {
	{ "16 x 36, none", "class A = A-Z 0-9\nlayout = A16" },
	{ "16 x 10, luhn", "layout = D16\ncheck = luhn" },
	{ "12 x 32, coupon-code", "class K = 0-9 A-H J-N P-R T-Y\nlayout = K3C-K3C-K3C\ncheck = coupon-code" },
	{ "16 x 36, 37,36", "class A = A-Z 0-9\nlayout = A16\ncheck = iso7064 37,36" },
	{ "16 x 36, 1271-36", "class A = A-Z 0-9\nlayout = A16\ncheck = iso7064 1271-36" },
	{ "16 x 32, rs2", "class B = 0-9 A-H J K M N P-T V-Z\nlayout = B16\ncheck = rs2" },
	{ "16 x 36, gs1-pair", "class A = A-Z 0-9\nclass C = 2-9 A-H J-N P-Z\nlayout = A14 C2\ncheck = gs1-pair" },
	{ "62 x 32, bech32m", "class B = qpzry9x8gf2tvdw0s3jn54khce6mua7l\ncase = lower\nlayout = 'bc1' B59\ncheck = bech32m" },
};

/* Seconds for one plain Luhn check; the result keeps the loop from being left out. */
static double time_luhn(unsigned *keep)
{
	static const char digits[] = "4111111111111111";
	volatile const char *code = digits;
	double start = timing_wall();
	unsigned round, i;

	for (round = 0; round < 1000000; round++) {
		unsigned sum = 0;

		for (i = 0; i < 16; i++) {
			unsigned value = (unsigned)(code[i] - '0') << (i % 2 == 0);

			sum += value > 9 ? value - 9 : value;
		}
		*keep += sum % 10;
	}
	return (timing_wall() - start) / 1e6;
}

static gcv_catalog *catalog_of(const char *lines)
{
	char text[512];
	gcv_text_error error = GCV_TEXT_ERROR_INIT;
	gcv_catalog *catalog;

	snprintf(text, sizeof text, "[x]\ntitle = x\ngrade = C\n%s\n", lines);
	if (gcv_catalog_new(&catalog, NULL, GCV_CATALOG_EMPTY) != GCV_OK ||
	    gcv_catalog_load(catalog, text, strlen(text), NULL, &error) != GCV_OK) {
		fprintf(stderr, "bench/lint: %s\n", error.message);
		exit(1);
	}
	return catalog;
}

int main(void)
{
	unsigned keep = 0;
	double luhn = time_luhn(&keep);
	size_t i, k;

	printf("lint, median of %d; plain Luhn loop %.1f ns%s\n", ROUNDS, luhn * 1e9, keep == 1 ? "!" : "");
	printf("%-24s %10s %14s\n", "format", "ms", "Luhn loops");
	for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		gcv_catalog *catalog = catalog_of(rows[i].lines);
		double times[ROUNDS], middle;

		for (k = 0; k < ROUNDS; k++) {
			double start = timing_wall();
			gcv_lint *lint;

			if (gcv_lint_new(gcv_catalog_at(catalog, 0), NULL, &lint) != GCV_OK)
				return 1;
			times[k] = timing_wall() - start;
			gcv_lint_free(lint);
		}
		middle = timing_median(times, ROUNDS);
		printf("%-24s %10.1f %14.0f\n", rows[i].name, middle * 1e3, middle / luhn);
		gcv_catalog_free(catalog);
	}
	return 0;
}
