/* SPDX-License-Identifier: MIT */
/* Floor 4: a reading against one format, told as findings. */
#ifndef GCVI_INSPECT_H
#define GCVI_INSPECT_H

#include "fit.h"
#include "report.h"

/*
 * Adds to the report all there is to say about what it read under fit->format, and sets its format, verdict, code and
 * plain. letters: room made for the report's reading; channel: how accidents are weighed where the alignment has to
 * choose. The findings are not sorted yet. GCV_OK or GCV_E_MEMORY.
 */
int gcvi_inspect(struct gcv_report *report, const gcvi_fit *fit, const struct gcv_channel *channel,
                 gcvi_letters *letters, gcvi_arena *work);
/* What can be said without any format: too large, empty, malformed. Sets *readable false where nothing is left to do. */
int gcvi_inspect_reading(struct gcv_report *report, bool *readable);

#endif
