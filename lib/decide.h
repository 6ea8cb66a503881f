/* SPDX-License-Identifier: MIT */
/* Floor 5, inside check: which character decided between the formats an input fits. */
#ifndef GCVI_DECIDE_H
#define GCVI_DECIDE_H

#include "detect.h"

typedef struct gcvi_decision {
	bool found;               /* false: no single character and no separator made a difference worth a word */
	size_t mark;              /* in the reading; SIZE_MAX: the separators */
	double without;           /* probability of the best format if that had not been read */
	const struct gcv_format *rival;   /* the most probable of the others then; NULL: none */
} gcvi_decision;

/* For the best of the detected formats. GCV_OK or GCV_E_MEMORY. */
int gcvi_decide(gcvi_decision *decision, const gcvi_detection *detection, const struct gcv_format *const *formats,
                size_t count, const gcvi_reading *reading, const gcvi_surroundings *around,
                const struct gcv_channel *channel, gcvi_letters *letters, gcvi_arena *arena);

/* The same, told in the report, which has found its format. */
int gcvi_decide_report(struct gcv_report *report, const gcvi_detection *detection, const struct gcv_format *const *formats,
                       size_t count, const gcvi_surroundings *around, const struct gcv_channel *channel,
                       gcvi_letters *letters, gcvi_arena *arena);

#endif
