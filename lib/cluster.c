/* SPDX-License-Identifier: MIT */
/* Floor 1: NFKC of one user-perceived character, and what it changed. */
#include "cluster.h"

#include "reading.h"
#include "text.h"

#include <unictype.h>
#include <uninorm.h>

#include <stdlib.h>
#include <string.h>

/* Visible code points; more than fit are counted only. */
static void gather(const uint8_t *text, size_t size, uint32_t *typed, gcvi_cluster *cluster)
{
	size_t at = 0;

	while (at < size) {
		uint32_t point = 0;
		size_t bytes = gcvi_utf8_read(text + at, size - at, &point);

		if (bytes == 0)
			return;
		at += bytes;
		if (gcvi_is_invisible(point)) {
			cluster->changes |= GCVI_CHANGE_INVISIBLE;
			continue;
		}
		if (cluster->visible < GCVI_CLUSTER_MAX)
			typed[cluster->visible] = point;
		cluster->visible++;
	}
}

/* What kind of fold took the typed code points to NFKC: the tag of their decomposition says. */
static uint16_t changes_of(const uint32_t *typed, size_t count)
{
	uint16_t changes = 0;
	size_t i;

	for (i = 0; i < count; i++) {
		int tag = UC_DECOMP_CANONICAL;
		ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];

		/* NOLINTNEXTLINE(clang-analyzer-core.CallAndMessage): gather has filled as many as are visible */
		if (uc_decomposition(typed[i], &tag, parts) < 0 || tag == UC_DECOMP_CANONICAL)
			continue;
		changes |= tag == UC_DECOMP_WIDE || tag == UC_DECOMP_NARROW ? GCVI_CHANGE_WIDTH : GCVI_CHANGE_COMPAT;
	}
	return changes != 0 ? changes : GCVI_CHANGE_COMPOSE;
}

static int is_combining(uint32_t point)
{
	return uc_combining_class(point) != 0 || uc_is_general_category_withtable(point, UC_CATEGORY_MASK_M);
}

/* A starter with marks that do not compose is one character without a code point of its own. */
static void join_marks(gcvi_cluster *cluster)
{
	size_t from, kept = 0;

	for (from = 0; from < cluster->count; from++)
		if (from > 0 && is_combining(cluster->points[from]))
			cluster->points[kept - 1] = 0;
		else
			cluster->points[kept++] = cluster->points[from];
	cluster->count = kept;
}

static int are_equal(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count)
{
	size_t i;

	/* NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult): so has libunistring, up to the count */
	for (i = 0; i < a_count && i < b_count && a[i] == b[i]; i++)
		continue;
	return i == a_count && i == b_count;
}

/* Everything but joining marks to their letters. */
static void fold(const uint8_t *text, size_t size, gcvi_cluster *cluster)
{
	uint32_t typed[GCVI_CLUSTER_MAX], *folded;
	size_t count = GCVI_CLUSTER_FOLDED;

	cluster->first = 0;
	cluster->visible = 0;
	cluster->changes = 0;
	cluster->count = 1;
	cluster->points[0] = 0;
	gather(text, size, typed, cluster);
	if (cluster->visible == 0)
		return;
	cluster->first = typed[0];
	if (cluster->visible == 1 && typed[0] < 128) {
		cluster->points[0] = typed[0];
		return;
	}
	if (cluster->visible > GCVI_CLUSTER_MAX)
		return;
	folded = u32_normalize(UNINORM_NFKC, typed, cluster->visible, cluster->points, &count);
	if (folded != cluster->points) {
		/* Never with room for the longest result; but its memory would be libunistring's. */
		free(folded);
		cluster->points[0] = 0;
		return;
	}
	cluster->count = count;
	if (!are_equal(typed, cluster->visible, cluster->points, count))
		cluster->changes |= changes_of(typed, cluster->visible);
}

void gcvi_cluster_fold(const uint8_t *text, size_t size, gcvi_cluster *cluster)
{
	fold(text, size, cluster);
	join_marks(cluster);
}

size_t gcvi_cluster_part(const uint8_t *text, size_t size, size_t index, gcvi_cluster *cluster)
{
	size_t start = 0, end;

	fold(text, size, cluster);
	for (;; start = end) {
		for (end = start + 1; end < cluster->count && is_combining(cluster->points[end]); end++)
			continue;
		if (index-- == 0 || end >= cluster->count)
			break;
	}
	memmove(cluster->points, cluster->points + start, (end - start) * sizeof cluster->points[0]);
	return end - start;
}
