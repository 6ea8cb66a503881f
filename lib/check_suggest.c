/* SPDX-License-Identifier: MIT */
/* Floor 5: what was probably meant, if the input may be a misread code. */
#include "check.h"

#include "suggest.h"

/* Formats that may have been meant, and what is believed of them. */
static int choose_formats(gcvi_call *c, gcvi_suggest_request *request)
{
	const struct gcv_format **formats = gcvi_arena_alloc(&c->work, GCVI_SUGGEST_FORMATS_MAX, sizeof *formats);
	double *beliefs = gcvi_arena_alloc(&c->work, GCVI_SUGGEST_FORMATS_MAX, sizeof *beliefs);

	if (formats == NULL || beliefs == NULL)
		return GCV_E_MEMORY;
	request->formats = formats;
	request->beliefs = beliefs;
	return gcvi_detect_candidates(formats, beliefs, GCVI_SUGGEST_FORMATS_MAX, &request->format_count, c->formats,
	                              c->format_count, &c->report->reading, &c->around, &c->letters, &c->work);
}

/* A decoy, a spreadsheet's number and the like are no misread codes. */
static bool may_be_misread(const struct gcv_report *report)
{
	size_t k;

	for (k = 0; k < report->finding_count; k++)
		if (report->findings[k].kind == GCV_DECOY ||
		    (report->findings[k].kind == GCV_SPREADSHEET && report->findings[k].severity != GCV_WARNING) ||
		    report->findings[k].kind == GCV_NOT_TYPED || report->findings[k].kind == GCV_EMPTY)
			return false;
	return true;
}

/*
 * What was probably meant, of the format that was chosen or, if none was, of the nearest ones. A code that is valid is
 * left in peace, also an unchecked one: what was typed is then the most probable code itself.
 */
int gcvi_check_suggest(gcvi_call *c)
{
	struct gcv_report *report = c->report;
	gcvi_suggest_request request = { .channel = c->channel, .most = c->options.suggestions, .steps = c->options.steps,
	                                 .refused = c->options.refused, .refused_count = c->options.refused_count };
	int status = GCV_OK;

	if (!may_be_misread(report))
		return GCV_OK;
	report->unlisted = 1;
	if (report->verdict == GCV_VALID || report->paired || request.most == 0)
		return GCV_OK;
	if (report->format != NULL) {
		request.formats = &report->format;
		request.format_count = 1;
	} else {
		status = choose_formats(c, &request);
	}
	if (status != GCV_OK || request.format_count == 0 || !request.formats[0]->typed)
		return status;
	return report->companion_name != NULL ? gcvi_suggest_before_companion(report, &request, &c->work)
	                                      : gcvi_suggest(report, &request, &c->work);
}
