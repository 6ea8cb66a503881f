/* SPDX-License-Identifier: MIT */
/*
 * The back end of a form: reads what stands in a field (standard input), answers with lines that a front end can use:
 *   severity TAB kind TAB first character TAB last character TAB sentence
 * Characters count from 0, as a text box counts them (code points), last exclusive.
 */
#include <gcvalidate.h>
#include <stdio.h>
#include <string.h>

/* Bytes to characters: every byte that does not continue a UTF-8 sequence begins one. */
static size_t characters(const char *text, size_t bytes)
{
	size_t count = 0, i;

	for (i = 0; i < bytes; i++)
		count += ((unsigned char)text[i] & 0xC0) != 0x80;
	return count;
}

static void answer(const char *field, const gcv_report *report)
{
	size_t i;

	printf("verdict\t%s\n", gcv_verdict_name(gcv_report_verdict(report)));
	for (i = 0; i < gcv_report_finding_count(report); i++) {
		const gcv_finding *finding = gcv_report_finding(report, i);

		printf("%s\t%s\t%zu\t%zu\t%s\n", gcv_severity_name(finding->severity), gcv_kind_name(finding->kind),
		       characters(field, finding->start), characters(field, finding->end), finding->message);
	}
	for (i = 0; i < gcv_report_suggestion_count(report); i++) {
		const gcv_suggestion *suggestion = gcv_report_suggestion(report, i);

		printf("suggestion\t%s\t%.2f\n", suggestion->code, suggestion->probability);
	}
}

int main(int argc, char **argv)
{
	const gcv_format *format;
	gcv_catalog *catalog;
	gcv_options options;
	gcv_report *report;
	char field[1024];
	size_t size;
	int status = 2;

	if (argc != 2 || gcv_catalog_new(&catalog, NULL, 0) != GCV_OK) {
		fprintf(stderr, "usage: form FORMAT < FIELD\n");
		return 2;
	}
	format = gcv_catalog_find(catalog, argv[1]);
	size = fread(field, 1, sizeof field, stdin);
	if (size > 0 && field[size - 1] == '\n')
		size--;
	gcv_options_init(&options, sizeof options);
	options.formats = &format;
	options.format_count = 1;
	if (format != NULL && gcv_check(catalog, field, size, &options, &report) == GCV_OK) {
		answer(field, report);
		status = gcv_report_verdict(report) == GCV_VALID ? 0 : 1;
		gcv_report_free(report);
	}
	/* The field held a code. */
	memset(field, 0, sizeof field);
	gcv_catalog_free(catalog);
	return status;
}
