/* SPDX-License-Identifier: MIT */
/* Floor 4, inside suggest: one search over the forms that may have been meant, and what all its parts know. */
#ifndef GCVI_SUGGEST_INTERNAL_H
#define GCVI_SUGGEST_INTERNAL_H

#include "correct_meet.h"
#include "hypothesis_keyboard.h"
#include "suggest.h"

/* Sources at most: layouts times lengths times formats. */
#define GCVI_SOURCES_MAX 64
/* Bytes of their tables, together. */
#define GCVI_TABLES_MAX ((uint64_t)64 << 20)
/*
 * Less probable codes and symbols than this are not shown: the reader could do nothing with them. Nor is any code if even
 * the first is less probable than GCVI_FIRST_LEAST.
 */
#define GCVI_SHOWN_LEAST 0.02
#define GCVI_FIRST_LEAST 0.05

typedef struct gcvi_suggesting {
	struct gcv_report *report;
	const gcvi_suggest_request *request;
	gcvi_arena *arena;
	/* First those that are searched by states (search), then those that are searched by their sum (meet). */
	gcvi_source sources[GCVI_SOURCES_MAX];
	size_t count, by_sum;
	gcvi_search search;
	gcvi_meet meet;
	double total;             /* what the scores of all codes sum to */
	gcvi_scaled unit;         /* the total, times this, is the sum of belief * P(typed | code) / codes of its length */
	uint64_t steps, bytes;    /* that are left for tables and search */
	bool truncated;           /* a form had no room among them */
} gcvi_suggesting;

/* suggest_sources.c: a source for each form of each format, weighed; the total. GCV_OK or GCV_E_MEMORY. */
int gcvi_suggest_sources(gcvi_suggesting *s);
/* suggest_refused.c: the codes that are not to be found, and their share taken off the total. GCV_OK or GCV_E_MEMORY. */
int gcvi_suggest_refused(gcvi_suggesting *s);
/*
 * suggest_linear.c: what sources hold that are searched by their sum, found first and added to the total; and put among
 * what the search has found. GCV_OK or GCV_E_MEMORY.
 */
int gcvi_suggest_meet(gcvi_suggesting *s, double least, size_t wanted);
void gcvi_suggest_merge(gcvi_suggesting *s);
/* suggest_reread.c: the one position whose re-reading splits what was found best. GCV_OK or GCV_E_MEMORY. */
int gcvi_suggest_reread(gcvi_suggesting *s);

/* The probability of a code that was found. */
static inline double gcvi_posterior(const gcvi_suggesting *s, const gcvi_found *found)
{
	double share = s->total > 0 ? found->score / s->total : 0;

	return share < 1 ? share : 1;
}

#endif
