/* SPDX-License-Identifier: MIT */
/* Floor 1: one user-perceived character folded by NFKC (UAX #15). */
#ifndef GCVI_CLUSTER_H
#define GCVI_CLUSTER_H

#include <stddef.h>
#include <stdint.h>

/*
 * More code points than this in one character are no letter of any code: they are not normalised, which also bounds the
 * stack and keeps libunistring from allocating (it does beyond 64 combining marks).
 */
#define GCVI_CLUSTER_MAX 16
/* NFKC makes at most 18 code points of one (U+FDFA). */
#define GCVI_CLUSTER_FOLDED (GCVI_CLUSTER_MAX * 18)

typedef struct gcvi_cluster {
	uint32_t first;                          /* first visible code point as typed */
	size_t visible;                          /* code points that are not ignored; 0: nothing to see */
	uint32_t points[GCVI_CLUSTER_FOLDED];    /* folded; 0 for a character that is no single code point */
	size_t count;
	uint16_t changes;                        /* GCVI_CHANGE_ WIDTH, COMPOSE, COMPAT, INVISIBLE */
} gcvi_cluster;

/* text is well-formed UTF-8 of one grapheme cluster. */
void gcvi_cluster_fold(const uint8_t *text, size_t size, gcvi_cluster *cluster);
/*
 * The code points of the index-th folded character alone, with its marks, in cluster->points; how many. A character of
 * too many code points answers one 0.
 */
size_t gcvi_cluster_part(const uint8_t *text, size_t size, size_t index, gcvi_cluster *cluster);

#endif
