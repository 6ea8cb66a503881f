/* SPDX-License-Identifier: MIT */
/*
 * How good channels are on reading errors that were recorded, not modelled: a random code in which one character is
 * misread as the counts of tests/bench/reading-errors.tsv say, and the place that the right answer gets.
 *
 * Every code is as probable as any other and each character is misread at its own rate; of that, the cases with
 * exactly one misread character. Check characters are misread, too.
 */
#ifndef TESTS_RECORDED_H
#define TESTS_RECORDED_H

#include <gcvalidate.h>

#include <stdbool.h>

#define RECORDED_SYMBOLS 36    /* 0-9 A-Z */

typedef struct recorded {
	double count[RECORDED_SYMBOLS][RECORDED_SYMBOLS];   /* [printed][read], 0 where both are the same */
	double misread[RECORDED_SYMBOLS];                   /* the sum of a printed one's row */
	double most;                                        /* the largest of these */
	double total;
} recorded;

/* Reads the column of an engine, or of all together (NULL). False: no such file or column, or not such a table. */
bool recorded_read(recorded *noise, const char *path, const char *engine);

typedef enum recorded_task {
	RECORDED_MOD37,     /* 16 characters with ISO/IEC 7064 MOD 37-2 */
	RECORDED_COUPON,    /* three groups of four with a check character each, look-alikes folded */
	RECORDED_UNCHECKED, /* 14 characters */
	RECORDED_TASKS
} recorded_task;
extern const char *const recorded_names[RECORDED_TASKS];

/* In how many of the cases the right answer is the first of all, and among the first few. */
typedef struct recorded_score {
	double first;      /* checked: the first suggestion; unchecked: among the three most doubtful characters */
	double few;        /* among the first five */
} recorded_score;

/* What answers; the last three are bounds for comparison and know more, or less, than any channel. */
typedef enum recorded_reader {
	RECORDED_CHANNEL,   /* gcv_check */
	RECORDED_DISTANCE,  /* every code one substitution away that passes the check is as good as another */
	RECORDED_SUMS,      /* knows how often two characters are taken for each other, not which for which */
	RECORDED_ALL        /* knows the counts */
} recorded_reader;

typedef struct recorded_bench recorded_bench;
/* Makes the formats; NULL: no memory. */
recorded_bench *recorded_open(void);
void recorded_close(recorded_bench *bench);
/* Over so many cases, the same for every reader. channel: of RECORDED_CHANNEL, else not used. False: a call failed. */
bool recorded_measure(const recorded_bench *bench, const recorded *noise, recorded_task task, recorded_reader reader,
                      const gcv_channel *channel, size_t cases, recorded_score *score);

#endif
