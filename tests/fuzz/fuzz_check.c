/* SPDX-License-Identifier: MIT */
/*
 * gcv_check on any bytes: the first three choose format, channel and flags. Held: gcv_verify agrees with the verdict; spans
 * lie in the input and split no character; probabilities are some; suggestions are valid codes, best first, and their
 * edits, applied to the input, give them.
 */
#include "fuzz.h"

static gcv_catalog *catalog;

static void span(const char *input, size_t size, size_t start, size_t end, bool whole)
{
	REQUIRE(start <= end && end <= size);
	REQUIRE(!whole || (is_border(input, size, start) && is_border(input, size, end)));
}

static void inspect_findings(const gcv_report *report, const char *input, size_t size, bool whole)
{
	size_t i;

	for (i = 0; i < gcv_report_finding_count(report); i++) {
		const gcv_finding *f = gcv_report_finding(report, i);

		span(input, size, f->start, f->end, whole);
		REQUIRE(i == 0 || gcv_report_finding(report, i - 1)->start <= f->start);
		REQUIRE(f->probability >= 0 && f->probability <= 1);
		REQUIRE(f->message != NULL && f->message[0] != '\0');
	}
}

/* The input with the edits done is the code. */
static void apply(const char *input, size_t size, const gcv_suggestion *s)
{
	size_t at = 0, used = 0, room = size + 1, i;
	gcv_options options;
	gcv_report *report;
	char *out;

	for (i = 0; i < s->edit_count; i++)
		room += strlen(s->edits[i].meant);
	out = malloc(room);
	REQUIRE(out != NULL);
	for (i = 0; i < s->edit_count; i++) {
		const gcv_edit *edit = &s->edits[i];

		REQUIRE(edit->start >= at);
		memcpy(out + used, input + at, edit->start - at);
		used += edit->start - at;
		memcpy(out + used, edit->meant, strlen(edit->meant));
		used += strlen(edit->meant);
		at = edit->end;
	}
	memcpy(out + used, input + at, size - at);
	used += size - at;
	gcv_options_init(&options, sizeof options);
	options.formats = &s->format;
	options.format_count = 1;
	options.suggestions = 0;
	REQUIRE(gcv_check(catalog, out, used, &options, &report) == GCV_OK);
	REQUIRE(gcv_report_verdict(report) == GCV_VALID);
	REQUIRE(strcmp(gcv_report_code(report), s->code) == 0);
	gcv_report_free(report);
	free(out);
}

static void inspect_suggestions(const gcv_report *report, const char *input, size_t size, bool whole, bool masked)
{
	double sum = 0;
	size_t i, k;

	REQUIRE(gcv_report_unlisted(report) >= 0 && gcv_report_unlisted(report) <= 1);
	for (i = 0; i < gcv_report_suggestion_count(report); i++) {
		const gcv_suggestion *s = gcv_report_suggestion(report, i);

		REQUIRE(s->probability > 0 && s->probability <= 1);
		REQUIRE(i == 0 || s->probability <= gcv_report_suggestion(report, i - 1)->probability * (1 + 1e-9));
		sum += s->probability;
		for (k = 0; k < s->edit_count; k++)
			span(input, size, s->edits[k].start, s->edits[k].end, whole);
		if (masked)
			continue;
		REQUIRE(gcv_verify(s->format, s->code, strlen(s->code)) == 1);
		REQUIRE(gcv_verify(s->format, s->plain, strlen(s->plain)) == 1);
		/* Bytes that are no characters take no part, so edits leave them where they are. */
		if (whole)
			apply(input, size, s);
	}
	REQUIRE(sum <= 1 + 1e-9);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const gcv_format *format;
	gcv_options options;
	gcv_report *report;
	char *input;
	bool whole;

	if (catalog == NULL)
		REQUIRE(gcv_catalog_new(&catalog, NULL, 0) == GCV_OK);
	if (size < 3)
		return 0;
	format = gcv_catalog_at(catalog, data[0] % gcv_catalog_count(catalog));
	gcv_options_init(&options, sizeof options);
	options.channel = gcv_channel_at(data[1] % gcv_channel_count());
	options.flags = data[2] & (GCV_MASK | GCV_NO_FLAGS);
	options.suggestions = data[2] >> 4;
	options.steps = 20000;
	if ((data[2] & 4) == 0) {
		options.formats = &format;
		options.format_count = 1;
	}
	size -= 3;
	input = copy_of(data + 3, size);
	REQUIRE(gcv_check(catalog, input, size, &options, &report) == GCV_OK);
	whole = is_utf8(input, size);
	if (options.format_count == 1)
		REQUIRE((gcv_report_verdict(report) == GCV_VALID) == (gcv_verify(format, input, size) == 1));
	inspect_findings(report, input, size, whole);
	inspect_suggestions(report, input, size, whole, (options.flags & GCV_MASK) != 0);
	gcv_report_free(report);
	free(input);
	return 0;
}
