/* SPDX-License-Identifier: MIT */
/*
 * Floor 5, inside check: one call of gcv_check. Which way of reading the input is meant (check_reading.c), what is told of it
 * (check_inspect.c), what was probably meant (check_suggest.c).
 */
#ifndef GCVI_CHECK_H
#define GCVI_CHECK_H

#include "alternative.h"
#include "detect.h"
#include "report.h"

/* One call of gcv_check. */
typedef struct gcvi_call {
	const gcv_catalog *catalog;
	gcv_options options;
	const struct gcv_format *const *formats;
	size_t format_count;
	const struct gcv_channel *channel;
	struct gcv_report *report;
	gcvi_letters letters;
	gcvi_surroundings around; /* of the reading that was chosen */
	gcvi_arena work;
} gcvi_call;

/* One way to read the input, with what it fits. */
typedef struct gcvi_way {
	gcvi_alternative how;     /* all zero beside the reading: as it stands */
	gcvi_detection detection;
	gcvi_surroundings around;
} gcvi_way;

/* The verdict of the format that takes it best; INVALID: none does. */
static inline gcv_verdict gcvi_way_verdict(const gcvi_way *way)
{
	return way->detection.count != 0 ? way->detection.fits[0].verdict : GCV_INVALID;
}

/* All of these: GCV_OK or GCV_E_MEMORY. */

/* way->how.reading is there: what it fits. */
int gcvi_check_detect(gcvi_call *c, gcvi_way *way);
/* The input as it stands, its alternatives, and what follows the name of a format. */
#define GCVI_WAYS_MAX (GCVI_ALTERNATIVES_MAX + 2)
/* The report's reading as it stands and the others, and the one that is meant. ways: room for GCVI_WAYS_MAX. */
int gcvi_check_readings(gcvi_call *c, gcvi_way *ways, size_t *count, size_t *chosen);
/* Verdict, findings, matches. */
int gcvi_check_inspect(gcvi_call *c);
/*
 * check_near.c: an input that a format without a check takes by chance, and that one with a check would take with a
 * character read differently; the probabilities of both in one ranking. letters and report->reading are those of the way.
 */
int gcvi_check_near(gcvi_call *c, const gcvi_way *way, bool *told);
/* Suggestions, where they are in place. */
int gcvi_check_suggest(gcvi_call *c);
/* check_accident.c: where an accident to the whole input explains what is wrong, that in place of what it explains. */
int gcvi_check_accident(gcvi_call *c);

#endif
