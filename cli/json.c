/* SPDX-License-Identifier: MIT */
/* One JSON object a code (RFC 8259), always UTF-8, numbers the same in every locale. */
#include "cli.h"

#include <unistr.h>

#include <string.h>

void json_key(text *to, const char *key, int *first)
{
	text_puts(to, *first ? "\"" : ", \"");
	text_puts(to, key);
	text_puts(to, "\": ");
	*first = 0;
}

static void escape(text *to, unsigned point)
{
	static const char digits[] = "0123456789abcdef";
	char bytes[] = "\\u0000";
	int i;

	for (i = 0; i < 4; i++)
		bytes[2 + i] = digits[point >> (12 - 4 * i) & 15];
	text_put(to, bytes, 6);
}

/* ASCII that stands for itself. */
static int is_plain(char byte)
{
	return byte >= 0x20 && byte < 0x7F && byte != '"' && byte != '\\';
}

/* What is not UTF-8 becomes U+FFFD, a byte each. */
void json_string(text *to, const char *bytes, size_t size)
{
	size_t at = 0;

	text_puts(to, "\"");
	while (at < size) {
		ucs4_t point;
		size_t from = at;
		int length;

		while (at < size && is_plain(bytes[at]))
			at++;
		text_put(to, bytes + from, at - from);
		if (at == size)
			break;
		length = u8_mbtoucr(&point, (const uint8_t *)bytes + at, size - at);
		if (length <= 0) {
			text_puts(to, "\\ufffd");
			length = 1;
		} else if (point == '"' || point == '\\') {
			text_puts(to, "\\");
			text_put(to, bytes + at, 1);
		} else if (point < 0x20 || point == 0x7F || point == 0x2028 || point == 0x2029) {
			escape(to, (unsigned)point);
		} else {
			text_put(to, bytes + at, (size_t)length);
		}
		at += (size_t)length;
	}
	text_puts(to, "\"");
}

void json_text(text *to, const char *key, const char *value, int *first)
{
	json_key(to, key, first);
	if (value == NULL)
		text_puts(to, "null");
	else
		json_string(to, value, strlen(value));
}

static void alternatives(text *to, const gcv_alternative *list, size_t count)
{
	size_t i;

	text_puts(to, "[");
	for (i = 0; i < count; i++) {
		int first = 1;

		text_puts(to, i > 0 ? ", {" : "{");
		json_text(to, "symbol", list[i].symbol, &first);
		json_key(to, "probability", &first);
		json_probability(to, list[i].probability);
		text_puts(to, "}");
	}
	text_puts(to, "]");
}

static void finding(text *to, const gcv_finding *about)
{
	int first = 1;

	text_puts(to, "{");
	json_text(to, "kind", gcv_kind_name(about->kind), &first);
	json_text(to, "severity", gcv_severity_name(about->severity), &first);
	json_number(to, "start", about->start, &first);
	json_number(to, "end", about->end, &first);
	json_number(to, "position", about->position, &first);
	json_number(to, "group", about->group, &first);
	json_number(to, "count", about->count, &first);
	json_text(to, "typed", about->typed, &first);
	json_text(to, "meant", about->meant, &first);
	json_key(to, "probability", &first);
	json_probability(to, about->probability);
	json_text(to, "message", about->message, &first);
	json_text(to, "name", about->name, &first);
	json_key(to, "alternatives", &first);
	alternatives(to, about->alternatives, about->alternative_count);
	text_puts(to, "}");
}

static void edit(text *to, const gcv_edit *about)
{
	int first = 1;

	text_puts(to, "{");
	json_text(to, "kind", gcv_edit_name(about->kind), &first);
	json_number(to, "start", about->start, &first);
	json_number(to, "end", about->end, &first);
	json_number(to, "position", about->position, &first);
	json_text(to, "typed", about->typed, &first);
	json_text(to, "meant", about->meant, &first);
	json_text(to, "name", about->name, &first);
	json_text(to, "message", about->message, &first);
	text_puts(to, "}");
}

static void suggestion(text *to, const gcv_suggestion *about)
{
	int first = 1;
	size_t i;

	text_puts(to, "{");
	json_text(to, "code", about->code, &first);
	json_text(to, "plain", about->plain, &first);
	json_text(to, "format", about->format != NULL ? gcv_format_name(about->format) : NULL, &first);
	json_key(to, "probability", &first);
	json_probability(to, about->probability);
	json_key(to, "edits", &first);
	text_puts(to, "[");
	for (i = 0; i < about->edit_count; i++) {
		if (i > 0)
			text_puts(to, ", ");
		edit(to, &about->edits[i]);
	}
	text_puts(to, "]}");
}

static void formats(text *to, const gcv_report *report)
{
	size_t i;

	text_puts(to, "[");
	for (i = 0; i < gcv_report_match_count(report); i++) {
		const gcv_match *match = gcv_report_match(report, i);
		int first = 1;

		text_puts(to, i > 0 ? ", {" : "{");
		json_text(to, "name", gcv_format_name(match->format), &first);
		json_key(to, "probability", &first);
		json_probability(to, match->probability);
		json_text(to, "verdict", gcv_verdict_name(match->verdict), &first);
		text_puts(to, "}");
	}
	text_puts(to, "]");
}

static void decision(text *to, const gcv_decision *about)
{
	int first = 1;

	if (about == NULL) {
		text_puts(to, "null");
		return;
	}
	text_puts(to, "{");
	json_number(to, "position", about->position, &first);
	json_number(to, "start", about->start, &first);
	json_number(to, "end", about->end, &first);
	json_key(to, "probability", &first);
	json_probability(to, about->probability);
	json_text(to, "rival", about->rival != NULL ? gcv_format_name(about->rival) : NULL, &first);
	json_text(to, "message", about->message, &first);
	text_puts(to, "}");
}

static void reread(text *to, const gcv_reread *about)
{
	int first = 1;

	if (about == NULL || about->position == 0) {
		text_puts(to, "null");
		return;
	}
	text_puts(to, "{");
	json_number(to, "position", about->position, &first);
	json_number(to, "start", about->start, &first);
	json_number(to, "end", about->end, &first);
	json_text(to, "message", about->message, &first);
	json_key(to, "alternatives", &first);
	alternatives(to, about->alternatives, about->alternative_count);
	text_puts(to, "}");
}

/* Bytes that are not UTF-8 cannot stand in JSON: they are given once more in hexadecimal. */
static void raw_input(text *to, const answer *about, int *first)
{
	static const char digits[] = "0123456789abcdef";
	size_t i;

	if (about->masked || u8_check((const uint8_t *)about->input, about->input_size) == NULL)
		return;
	json_key(to, "input_bytes", first);
	text_puts(to, "\"");
	for (i = 0; i < about->input_size; i++) {
		unsigned char byte = (unsigned char)about->input[i];

		text_put(to, &digits[byte >> 4], 1);
		text_put(to, &digits[byte & 15], 1);
	}
	text_puts(to, "\"");
}

static void findings_and_suggestions(text *to, const gcv_report *report, int *first)
{
	size_t i;

	json_key(to, "findings", first);
	text_puts(to, "[");
	for (i = 0; i < gcv_report_finding_count(report); i++) {
		if (i > 0)
			text_puts(to, ", ");
		finding(to, gcv_report_finding(report, i));
	}
	text_puts(to, "]");
	json_key(to, "suggestions", first);
	text_puts(to, "[");
	for (i = 0; i < gcv_report_suggestion_count(report); i++) {
		if (i > 0)
			text_puts(to, ", ");
		suggestion(to, gcv_report_suggestion(report, i));
	}
	text_puts(to, "]");
}

void json_report(text *to, const answer *about)
{
	const gcv_report *report = about->report;
	const gcv_format *format = gcv_report_format(report);
	int first = 1;

	text_puts(to, "{");
	json_key(to, "input", &first);
	if (about->masked)
		text_puts(to, "null");
	else
		json_string(to, about->input, about->input_size);
	raw_input(to, about, &first);
	json_text(to, "verdict", gcv_verdict_name(gcv_report_verdict(report)), &first);
	json_text(to, "format", format != NULL ? gcv_format_name(format) : NULL, &first);
	json_key(to, "grade", &first);
	if (format != NULL) {
		char grade = gcv_format_grade(format);

		json_string(to, &grade, 1);
	} else {
		text_puts(to, "null");
	}
	json_key(to, "formats", &first);
	formats(to, report);
	json_key(to, "decision", &first);
	decision(to, gcv_report_decision(report));
	json_text(to, "code", gcv_report_code(report), &first);
	json_text(to, "plain", gcv_report_plain(report), &first);
	json_number(to, "number", about->number, &first);
	if (about->duplicate_of != 0)
		json_number(to, "duplicate_of", about->duplicate_of, &first);
	findings_and_suggestions(to, report, &first);
	json_key(to, "unlisted", &first);
	json_probability(to, gcv_report_unlisted(report));
	json_key(to, "attempts", &first);
	if (format != NULL && gcv_format_attempts(format) != 0)
		text_number(to, gcv_format_attempts(format));
	else
		text_puts(to, "null");
	json_key(to, "chance", &first);
	json_probability(to, gcv_report_chance(report, gcv_report_suggestion_count(report)));
	json_key(to, "reread", &first);
	reread(to, gcv_report_reread(report));
	json_key(to, "truncated", &first);
	text_puts(to, gcv_report_truncated(report) ? "true" : "false");
	text_puts(to, "}\n");
}
