/* SPDX-License-Identifier: MIT */
/* Floor 5, inside check: which of several formats an input fits, and how probably. */
#ifndef GCVI_DETECT_H
#define GCVI_DETECT_H

#include "report.h"
#include "weigh.h"

/* What was found for every format tried. */
typedef struct gcvi_detection {
	gcvi_fit *fits;           /* best first: valid, repaired, incomplete; in each the most probable first */
	double *probability;      /* beside fits */
	gcvi_scaled *weights;     /* beside fits: what the probabilities are made of */
	size_t count;             /* of fits that are not INVALID; only those are listed */
} gcvi_detection;

/* GCV_OK or GCV_E_MEMORY. */
int gcvi_detect(gcvi_detection *detection, const struct gcv_format *const *formats, size_t count,
                const gcvi_reading *reading, const gcvi_surroundings *around, const struct gcv_channel *channel,
                gcvi_letters *letters, gcvi_arena *arena);

/* For an input that fits none: the one format that knows it as a decoy; *format NULL: none, or several do. */
int gcvi_detect_decoy(const struct gcv_format **format, const struct gcv_format *const *formats, size_t count,
                      const gcvi_reading *reading, gcvi_letters *letters, gcvi_arena *arena);

/* How many corrections the report's reading needs to be a code of this format; SIZE_MAX: hopeless. */
int gcvi_distance(size_t *errors, const struct gcv_format *format, struct gcv_report *report,
                  const struct gcv_channel *channel, gcvi_letters *letters, gcvi_arena *arena);

/*
 * For an input that fits none: the formats that need the fewest corrections, if these are few and clearly nearer than the
 * rest; else *found is 0. near: room for GCVI_NEAR_MAX. report: only its reading is used.
 */
#define GCVI_NEAR_MAX 3
int gcvi_detect_near(const struct gcv_format **near, size_t *found, const struct gcv_format *const *formats, size_t count,
                     struct gcv_report *report, const struct gcv_channel *channel, gcvi_letters *letters,
                     gcvi_arena *arena);

/*
 * For an input that fits none: the formats that may have been meant, at most `most`, for the sums over their codes to choose
 * from. By length and alphabet they are no further away than the nearest one and one correction more; of these the ones
 * are taken that would be the most probable if a code so far away were as good as each other one (weigh.h). beliefs: what
 * is believed of each, for each of its lengths. *found 0: nothing is near.
 */
int gcvi_detect_candidates(const struct gcv_format **out, double *beliefs, size_t most, size_t *found,
                           const struct gcv_format *const *formats, size_t count, const gcvi_reading *reading,
                           const gcvi_surroundings *around, gcvi_letters *letters, gcvi_arena *arena);

#endif
