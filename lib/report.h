/* SPDX-License-Identifier: MIT */
/* Floor 4: the report under construction: findings, suggestions, and the words for them. */
#ifndef GCVI_REPORT_H
#define GCVI_REPORT_H

#include "format.h"
#include "reading.h"

struct gcv_report {
	gcvi_arena arena;
	char *input;              /* a copy, wiped with the arena */
	size_t size;
	gcvi_reading reading;
	gcv_verdict verdict;
	const struct gcv_format *format;
	const char *code, *plain;
	gcv_finding *findings;
	size_t finding_count, finding_capacity;
	gcv_match *matches;
	size_t match_count;
	gcv_suggestion *suggestions;
	size_t suggestion_count;
	double unlisted;
	gcv_reread reread;
	int truncated;
};

/* Appends; the message is written from the kind and the other members. GCV_OK or GCV_E_MEMORY. */
int gcvi_report_add(struct gcv_report *report, const gcv_finding *finding);

#endif
