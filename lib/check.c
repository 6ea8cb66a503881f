/* SPDX-License-Identifier: MIT */
/* Floor 5: the public entry: one input, one or many formats, one report. */
#include "check.h"

#include "inspect.h"

#include <string.h>

#define SUGGESTIONS_DEFAULT 3

void gcv_options_init(gcv_options *options, size_t size)
{
	gcv_options defaults;

	if (options == NULL || size < sizeof options->size)
		return;
	memset(&defaults, 0, sizeof defaults);
	defaults.size = size;
	defaults.suggestions = SUGGESTIONS_DEFAULT;
	memset(options, 0, size);
	memcpy(options, &defaults, size < sizeof defaults ? size : sizeof defaults);
}

/* The caller's options over the defaults, so that older and newer callers are both understood. */
static int read_options(gcvi_call *c, const gcv_options *options)
{
	size_t k;

	gcv_options_init(&c->options, sizeof c->options);
	if (options != NULL) {
		if (options->size < sizeof options->size)
			return GCV_E_ARGUMENT;
		memcpy(&c->options, options, options->size < sizeof c->options ? options->size : sizeof c->options);
	}
	if ((c->options.formats == NULL) != (c->options.format_count == 0) ||
	    (c->options.refused == NULL && c->options.refused_count != 0) ||
	    (c->options.flags & ~(GCV_MASK | GCV_NO_FLAGS)) != 0)
		return GCV_E_ARGUMENT;
	for (k = 0; k < c->options.format_count; k++)
		if (c->options.formats[k] == NULL)
			return GCV_E_ARGUMENT;
	for (k = 0; k < c->options.refused_count; k++)
		if (c->options.refused[k] == NULL)
			return GCV_E_ARGUMENT;
	c->formats = c->options.formats != NULL ? c->options.formats : c->catalog->formats.items;
	c->format_count = c->options.formats != NULL ? c->options.format_count : c->catalog->formats.count;
	c->channel = c->options.channel != NULL ? c->options.channel : gcvi_channel_builtin("printed");
	return c->channel != NULL ? GCV_OK : GCV_E_UNKNOWN_CHANNEL;
}

static int run(gcvi_call *c, const char *input, size_t size)
{
	struct gcv_report *report;
	bool readable = false;
	int status = gcvi_report_new(&c->report, &c->catalog->arena.allocator, size != 0 ? input : "", size,
	                             c->options.flags);

	if (status != GCV_OK)
		return status;
	report = c->report;
	status = gcvi_read(&report->reading, report->input, report->size, &report->arena);
	if (status == GCV_OK && c->format_count == 1)
		report->format = c->formats[0];
	if (status == GCV_OK)
		status = gcvi_inspect_reading(report, &readable);
	if (status == GCV_OK && readable)
		status = gcvi_check_inspect(c);
	if (status == GCV_OK && readable)
		status = gcvi_check_suggest(c);
	if (status == GCV_OK && readable)
		status = gcvi_check_accident(c);
	if (status == GCV_OK)
		gcvi_report_sort(report);
	return status;
}

int gcv_check(const gcv_catalog *catalog, const char *input, size_t size, const gcv_options *options,
              gcv_report **report)
{
	gcvi_call c = { .catalog = catalog };
	int status;

	if (catalog == NULL || report == NULL || (input == NULL && size != 0))
		return GCV_E_ARGUMENT;
	status = read_options(&c, options);
	if (status != GCV_OK)
		return status;
	gcvi_arena_init(&c.work, &catalog->arena.allocator);
	status = run(&c, input, size);
	gcvi_arena_free(&c.work);
	if (status != GCV_OK) {
		gcv_report_free(c.report);
		return status;
	}
	*report = c.report;
	return GCV_OK;
}
