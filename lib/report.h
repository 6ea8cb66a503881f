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
	unsigned flags;           /* GCV_MASK, GCV_NO_FLAGS */
	gcvi_reading reading;
	gcv_verdict verdict;
	const struct gcv_format *format;
	const char *code, *plain;
	const gcvi_symbol *symbols;   /* the same, never masked; NULL where code is */
	size_t length;
	gcv_finding *findings;
	size_t finding_count, finding_capacity;
	gcv_match *matches;
	size_t match_count;
	gcv_decision decision;    /* message NULL: none */
	gcv_suggestion *suggestions;
	size_t suggestion_count;
	double unlisted;
	gcv_reread reread;
	int truncated;
	/* The code ends before this mark, and behind it follows what is called so; NULL: nothing does. */
	const char *companion_name;
	size_t companion_mark;
	bool paired;              /* code and companion were both typed: of the latter another finding tells */
};

/* An empty report about a copy of the input (of its first GCVI_INPUT_MAX + 1 bytes: longer ones are not read). */
int gcvi_report_new(struct gcv_report **report, const gcv_allocator *allocator, const char *input, size_t size,
                    unsigned flags);
/*
 * Appends; the message is written from the kind and the other members, in a masked report without what would show the
 * code. Strings are not copied: they live in the report's arena, in a format, or are static. GCV_OK or GCV_E_MEMORY.
 */
int gcvi_report_add(struct gcv_report *report, const gcv_finding *finding);
/* The bytes [start, end) of the input as text in the report's arena; NULL: no memory. */
const char *gcvi_report_typed(struct gcv_report *report, size_t start, size_t end);
/* A symbol of an alphabet as text in the report's arena; NULL: no memory. */
const char *gcvi_report_symbol(struct gcv_report *report, const gcvi_alphabet *alphabet, gcvi_symbol symbol);
/* A code in the report's arena, grouped as printed or not, masked in a masked report; NULL: no memory. */
const char *gcvi_report_print(struct gcv_report *report, const gcvi_form *form, const gcvi_symbol *code, bool grouped);
/* Writes reread.message. GCV_OK or GCV_E_MEMORY. */
int gcvi_report_set_reread(struct gcv_report *report, const gcv_reread *reread);
/* Writes decision.message. GCV_OK or GCV_E_MEMORY. */
int gcvi_report_set_decision(struct gcv_report *report, const gcv_decision *decision);
/* Findings in order of their start, then of their end, severity (worst first), kind and position. */
void gcvi_report_sort(struct gcv_report *report);

#endif
