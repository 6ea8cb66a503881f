/* SPDX-License-Identifier: MIT */
/*
 * Floor 5, inside check: near misses. An unchecked format takes nearly anything of its length; a check passes by chance
 * only once in R times (its check characters: R values). With a substitution rate s, that an error somewhere keeps an input
 * from passing says more than chance only if R * s > 1, two errors only if R * s^2 > 1: others are not looked for, except
 * that a letter in another case than the rest costs no error.
 */
#ifndef GCVI_NEAR_H
#define GCVI_NEAR_H

#include "check.h"
#include "suggest.h"

/*
 * The formats with a check, among those of the call, that do not take what is read, but would with look-alikes in place of
 * one or two characters of it, or two neighbours exchanged. near: room for GCVI_SUGGEST_FORMATS_MAX. GCV_OK or GCV_E_MEMORY.
 */
int gcvi_near_find(gcvi_call *c, const gcvi_detection *detection, const struct gcv_format **near, size_t *count);
/* Is this a letter of one case among letters of the other, of which there are at least four times as many? */
bool gcvi_is_in_odd_case(uint32_t point, size_t capitals, size_t smalls);

#endif
