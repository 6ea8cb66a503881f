/* SPDX-License-Identifier: MIT */
/*
 * How fast codes are found in running text: English and Japanese prose, where there are none, and text that is dense with
 * them. Processor time, the shortest of RUNS; the last column compares with adding up the same bytes one by one in the same
 * run.
 *   extract [MEGABYTES]   of each text (default 8)
 */
#include <gcvalidate.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define RUNS 3

static uint64_t state = 88172645463325252u;

static size_t below(size_t n)
{
	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return (size_t)((state * 2685821657736338717u) >> 33) % n;
}

static size_t prose(char *to)
{
	static const char *const words[] = {
		"the", "order", "arrives", "with", "a", "card", "that", "you", "can", "use", "in", "our", "shop", "until", "the", "end",
		"of", "next", "year", "please", "keep", "this", "message", "and", "write", "to", "us", "when", "something", "is", "wrong",
	};
	size_t size = 0, i;

	for (i = 0; i < 12; i++)
		size += (size_t)sprintf(to + size, "%s ", words[below(sizeof words / sizeof words[0])]);
	return size + (size_t)sprintf(to + size, "%zu times.\n", below(1000));
}

static size_t japanese(char *to)
{
	static const char *const parts[] = {
		"\u3053\u308C\u306F", "\u65E5\u672C\u8A9E\u306E", "\u6587\u7AE0\u3067\u3059\u3002", "\u304A\u5BA2\u69D8\u306E", "\u3054\u6CE8\u6587\u306F",
		"\u672C\u65E5", "\u767A\u9001\u3044\u305F\u3057\u307E\u3057\u305F\u3002", "\u914D\u9001\u72B6\u6CC1\u306F", "\u30A6\u30A7\u30D6\u30B5\u30A4\u30C8\u3067",
		"\u3054\u78BA\u8A8D\u304F\u3060\u3055\u3044\u3002",
	};
	size_t size = 0, i;

	for (i = 0; i < 8; i++)
		size += (size_t)sprintf(to + size, "%s", parts[below(sizeof parts / sizeof parts[0])]);
	return size + (size_t)sprintf(to + size, "\n");
}

static void code(char *to, const char *groups)
{
	static const char symbols[] = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

	for (; *groups != 0; groups++)
		*to++ = *groups == 'X' ? symbols[below(sizeof symbols - 1)] : *groups;
	*to = 0;
}

static size_t dense(char *to)
{
	char one[32], two[32];

	code(one, "XXXX-XXXXXX-XXXX");
	code(two, "XXXX-XXXX-XXXX-XXXX");
	return (size_t)sprintf(to, below(2) != 0 ? "%s,%s,ok\n" : "Your code: %s %s\n", one, two);
}

static size_t hits;

static int count(const gcv_hit *hit, void *context)
{
	(void)hit;
	(void)context;
	hits++;
	return 0;
}

static double seconds(clock_t since)
{
	return (double)(clock() - since) / CLOCKS_PER_SEC;
}

static double run_once(const gcv_catalog *catalog, const char *text, size_t size)
{
	gcv_extractor *extractor = NULL;
	clock_t start;
	double took;

	if (gcv_extractor_new(&extractor, catalog, NULL) != GCV_OK)
		exit(1);
	hits = 0;
	start = clock();
	if (gcv_extractor_feed(extractor, text, size, count, NULL) != GCV_OK ||
	    gcv_extractor_finish(extractor, count, NULL) != GCV_OK)
		exit(1);
	took = seconds(start);
	gcv_extractor_free(extractor);
	return took;
}

static double add_up(const char *text, size_t size)
{
	clock_t start = clock();
	volatile unsigned sum = 0;
	size_t i;

	for (i = 0; i < size; i++)
		sum += (unsigned char)text[i];
	(void)sum;
	return seconds(start);
}

int main(int argc, char **argv)
{
	static const struct { const char *name; size_t (*line)(char *); } texts[] = {
		{ "English prose", prose }, { "Japanese prose", japanese }, { "dense with codes", dense },
	};
	size_t megabytes = argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : 8, room = megabytes << 20, i;
	char *text = malloc(room + 1024);
	gcv_catalog *catalog = NULL;

	if (text == NULL || gcv_catalog_new(&catalog, NULL, 0) != GCV_OK)
		return 1;
	printf("%-18s %10s %10s %10s\n", "text", "MB/s", "codes", "x adding");
	for (i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		double best = 1e9, plain = 1e9, took;
		size_t size = 0, run;

		while (size < room)
			size += texts[i].line(text + size);
		for (run = 0; run < RUNS; run++) {
			took = run_once(catalog, text, size);
			best = took < best ? took : best;
			took = add_up(text, size);
			plain = took < plain ? took : plain;
		}
		printf("%-18s %10.1f %10zu %10.1f\n", texts[i].name, (double)size / 1e6 / best, hits, best / plain);
	}
	gcv_catalog_free(catalog);
	free(text);
	return 0;
}
