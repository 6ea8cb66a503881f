/* SPDX-License-Identifier: MIT */
/* Floor 4: what was probably meant: codes with probabilities and edits, the character to read again, doubts. */
#ifndef GCVI_SUGGEST_H
#define GCVI_SUGGEST_H

#include "correct_search.h"
#include "fit.h"
#include "report.h"

typedef struct gcvi_suggest_request {
	const struct gcv_format *const *formats;   /* that may have been meant */
	const double *beliefs;    /* beside them: prior probability of each of its lengths, up to a factor for all; NULL: alike */
	size_t format_count;
	const struct gcv_channel *channel;
	size_t most;              /* suggestions */
	uint64_t steps;           /* 0: the default */
	const char *const *refused;
	size_t refused_count;
} gcvi_suggest_request;

/* More formats than this are not looked at together. */
#define GCVI_SUGGEST_FORMATS_MAX 16

/*
 * Fills the report's suggestions, unlisted, reread and truncated; tells GCV_TOO_MANY.
 * The report has its reading, verdict and findings. Posteriors are exact under the channel's model (correct_search.h), over
 * the codes of the formats asked for, but estimates where a check has too many states (correct_meet.h). GCV_OK or
 * GCV_E_MEMORY.
 */
int gcvi_suggest(struct gcv_report *report, const gcvi_suggest_request *request, gcvi_arena *work);

/*
 * suggest_near.c: how much the input says for a misread code of these formats, and the most probable one of these. weight:
 * the sum over all codes of belief * P(typed | code) / codes of that length; 0 where no sum can be had. share: that code's
 * share of it; suggestion has its code, plain and edits (probability: the share). report: only its reading is used, and its
 * arena. GCV_OK or GCV_E_MEMORY.
 */
typedef struct gcvi_near {
	gcvi_scaled weight;
	double share;
	gcv_suggestion suggestion;
} gcvi_near;
int gcvi_suggest_near(gcvi_near *near, struct gcv_report *report, const gcvi_suggest_request *request, gcvi_arena *work);

/*
 * suggest_companion.c: the same as gcvi_suggest for a report that found a companion behind the code: suggestions are of what
 * stands before it, and their last edit takes it off.
 */
int gcvi_suggest_before_companion(struct gcv_report *report, const gcvi_suggest_request *request, gcvi_arena *work);

/* suggest_accident.c: the accident to the whole input (hypothesis.h) that explains most of this code; NULL: none does. */
const gcvi_hypothesis *gcvi_suggest_accident(const gcvi_found *found);
/* The edits of one to groups, left to right. edits: room for twice the code's length. GCV_OK or GCV_E_MEMORY. */
int gcvi_suggest_accident_edits(struct gcv_report *report, const gcvi_found *found, const gcvi_hypothesis *accident,
                                gcv_edit *edits, size_t *count);

/* suggest_edits.c: what to change in the input to get the code. In the report's arena. GCV_OK or GCV_E_MEMORY. */
int gcvi_suggest_edits(struct gcv_report *report, const gcvi_found *found, gcv_suggestion *suggestion, gcvi_arena *work);
/* What stands at the edit's span, what is to stand there (NULL: no memory), and the sentence; masked where asked for. */
int gcvi_suggest_edit_text(struct gcv_report *report, gcv_edit *edit, const char *meant);
/* Does this mark say the symbol already, without any repair? */
bool gcvi_suggest_says(const gcvi_reading *reading, const gcvi_alphabet *alphabet, size_t mark, gcvi_symbol symbol);
/* The bytes of the input that position `position` of the code comes from; start == end: it is missing there. */
int gcvi_suggest_place(const struct gcv_report *report, const gcvi_found *found, size_t position, size_t *start, size_t *end,
                       gcvi_arena *work);

#endif
