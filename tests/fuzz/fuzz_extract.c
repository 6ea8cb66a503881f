/* SPDX-License-Identifier: MIT */
/*
 * Extracting from any bytes, cut anywhere: the first byte says how large the pieces are. Held: hits lie in the text, and
 * are the same however it is cut.
 */
#include "fuzz.h"

#define HITS_MAX 256

static gcv_catalog *catalog;

typedef struct hits {
	struct { uint64_t start, end; const gcv_format *format; gcv_verdict verdict; } items[HITS_MAX];
	size_t count, size;
} hits;

static int take(const gcv_hit *hit, void *context)
{
	hits *all = context;

	REQUIRE(hit->start < hit->end && hit->end <= all->size);
	REQUIRE(hit->text_size == hit->end - hit->start);
	REQUIRE(hit->score >= 0 && hit->score <= 1);
	if (all->count < HITS_MAX) {
		all->items[all->count].start = hit->start;
		all->items[all->count].end = hit->end;
		all->items[all->count].format = hit->format;
		all->items[all->count].verdict = hit->verdict;
	}
	all->count++;
	return 0;
}

static void extract(const char *text, size_t size, size_t piece, hits *all)
{
	gcv_extractor *extractor;
	size_t at;

	memset(all, 0, sizeof *all);
	all->size = size;
	REQUIRE(gcv_extractor_new(&extractor, catalog, NULL) == GCV_OK);
	for (at = 0; at < size; at += piece)
		REQUIRE(gcv_extractor_feed(extractor, text + at, size - at < piece ? size - at : piece, take, all) == GCV_OK);
	REQUIRE(gcv_extractor_finish(extractor, take, all) == GCV_OK);
	gcv_extractor_free(extractor);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static hits whole, cut;
	char *text;

	if (catalog == NULL)
		REQUIRE(gcv_catalog_new(&catalog, NULL, 0) == GCV_OK);
	if (size < 2)
		return 0;
	text = copy_of(data + 1, size - 1);
	extract(text, size - 1, size - 1, &whole);
	extract(text, size - 1, 1 + data[0] % 64, &cut);
	REQUIRE(whole.count == cut.count);
	REQUIRE(memcmp(whole.items, cut.items, sizeof whole.items) == 0);
	free(text);
	return 0;
}
