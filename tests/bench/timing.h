/* SPDX-License-Identifier: MIT */
/* What the benchmarks share: clocks, and the middle of several runs. */
#ifndef TESTS_BENCH_TIMING_H
#define TESTS_BENCH_TIMING_H

#include <stdlib.h>
#include <time.h>

static inline double timing_seconds(clockid_t clock)
{
	struct timespec time;

	(void)clock_gettime(clock, &time);
	return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

/* Seconds on the wall, for whole processes; and of this process alone, whatever else the machine does. */
static inline double timing_wall(void)
{
	return timing_seconds(CLOCK_MONOTONIC);
}

static inline double timing_cpu(void)
{
	return timing_seconds(CLOCK_PROCESS_CPUTIME_ID);
}

/* For qsort. */
static inline int timing_ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Sorts them. */
static inline double timing_median(double *values, size_t count)
{
	qsort(values, count, sizeof *values, timing_ascending);
	return values[count / 2];
}

#endif
