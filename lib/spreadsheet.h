/* SPDX-License-Identifier: MIT */
/* Floor 4: what a spreadsheet does to a code that it takes for a number. */
#ifndef GCVI_SPREADSHEET_H
#define GCVI_SPREADSHEET_H

#include "alternative.h"
#include "inspection.h"

/* The digits of a number of which none is lost, with the spans of the input. GCV_OK or GCV_E_MEMORY. */
int gcvi_spreadsheet_digits(const gcvi_spreadsheet *number, const char *input, size_t size, gcvi_reading *reading,
                            gcvi_arena *arena);
/*
 * Tells that the input is such a number: an error where digits are lost, and then the code is INVALID; a repair where it is
 * REPAIRED; a warning where it is VALID, as ".0" at the end may be.
 */
int gcvi_spreadsheet_tell(struct gcv_report *report, const gcvi_spreadsheet *number);

#endif
