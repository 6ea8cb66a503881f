/* SPDX-License-Identifier: MIT */
/* For the tests of floors 4 and 5: a small catalog of made-up formats, and reports as one line of text. */
#ifndef SAMPLE_H
#define SAMPLE_H

#include <gcvalidate.h>

/* A catalog of the sample formats only; aborts the test when it cannot be made. */
gcv_catalog *sample_catalog(const gcv_allocator *allocator);
/* The text it is made from. */
extern const char sample_formats[];

/* gcv_check of an exact-size heap copy of the input, against the named format ("": all). Aborts on failure. */
gcv_report *sample_check(const gcv_catalog *catalog, const char *format, const char *input, size_t size,
                         const gcv_options *options);

/*
 * "invalid; e too-short 0-5 p5 g2 x1 'a'>'b' {c d} (name); …": verdict, then every finding with the first letter of its
 * severity, its span, and of position, group, count, typed, meant, alternatives and name what is there.
 * Allocated with malloc.
 */
char *sample_text(const gcv_report *report);

#endif
