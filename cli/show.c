/* SPDX-License-Identifier: MIT */
/* The answer for a person: what was typed with marks under it, one sentence a finding, what was probably meant. */
#include "cli.h"

#include <unistr.h>

#include <string.h>

#define INDENT 2

/* One byte of the input on the screen. */
typedef struct cell {
	size_t column, end;
} cell;

/* Control characters and bytes that are not UTF-8 are shown as \xNN, so that nothing reaches the terminal raw. */
static size_t show_character(text *to, const char *bytes, size_t size)
{
	static const char digits[] = "0123456789ABCDEF";
	ucs4_t point;
	int length = u8_mbtoucr(&point, (const uint8_t *)bytes, size);

	if (length > 0 && point >= 0x20 && point != 0x7F && !(point >= 0x80 && point < 0xA0) &&
	    !(point >= 0x200B && point <= 0x200F) && !(point >= 0x202A && point <= 0x202E) &&
	    !(point >= 0x2060 && point <= 0x206F) && point != 0xFEFF && point != 0xAD && point != 0x2028 && point != 0x2029) {
		text_put(to, bytes, (size_t)length);
		return (size_t)length;
	}
	if (length > 0 && point >= 0x80) {
		int shift;

		text_puts(to, "<U+");
		for (shift = point > 0xFFFF ? 20 : 12; shift >= 0; shift -= 4)
			text_put(to, &digits[point >> shift & 15], 1);
		text_puts(to, ">");
		return (size_t)length;
	}
	text_puts(to, "\\x");
	text_put(to, &digits[(unsigned char)bytes[0] >> 4], 1);
	text_put(to, &digits[(unsigned char)bytes[0] & 15], 1);
	return 1;
}

/* How a finding is marked under the input; 0: not at all. */
static char mark_of(const gcv_finding *finding)
{
	switch (finding->severity) {
	case GCV_NOTE: return 0;
	case GCV_WARNING: return '~';
	default: return '^';
	}
}

/* Marks the columns of a span; an empty span (something is missing here) gets one column. */
static void mark_span(char *marks, size_t width, size_t from, size_t to, char mark)
{
	if (to <= from)
		to = from + 1;
	for (; from < to && from < width; from++)
		if (marks[from] != '^')
			marks[from] = mark;
}

/* Formats named; the others fit as well, but hardly mean this code. */
#define MATCHES_SHOWN 6
#define SHOWN_LEAST ((size_t)60)
#define SHOWN_MOST ((size_t)400)   /* bytes of input shown; more would not be read by anybody */

/* The input on one line and the marks below. columns[i] is where byte i stands. */
static void show_input(text *to, const terminal *term, const answer *about)
{
	size_t columns[SHOWN_MOST + 1], at = 0, column = INDENT, shown = about->input_size, i;
	char marks[SHOWN_MOST * 10 + 16];
	text line = { 0 };
	int any = 0;

	/* Nothing is said about a place in what was not read. */
	if (shown > SHOWN_MOST)
		shown = about->input_size > SHOWN_MOST * 10 ? SHOWN_LEAST : SHOWN_MOST;
	while (at < shown) {
		size_t before = line.size, length = show_character(&line, about->input + at, about->input_size - at), end = at + length;

		for (; at < end && at <= SHOWN_MOST; at++)
			columns[at] = column;
		column += columns_of(line.bytes + before, line.size - before);
		at = end;
		if (line.failed)
			break;
	}
	for (i = shown; i <= at && i <= SHOWN_MOST; i++)
		columns[i] = column;
	memset(marks, ' ', sizeof marks);
	for (i = 0; i < gcv_report_finding_count(about->report); i++) {
		const gcv_finding *finding = gcv_report_finding(about->report, i);
		char mark = mark_of(finding);

		if (mark == 0 || finding->start > shown || finding->kind == GCV_TOO_LARGE || finding->kind == GCV_NO_FORMAT || finding->kind == GCV_TOO_MANY ||
		    finding->kind == GCV_EMPTY || finding->kind == GCV_NOT_TYPED)
			continue;
		mark_span(marks, sizeof marks, columns[finding->start], columns[finding->end < shown ? finding->end : shown], mark);
		any = 1;
	}
	text_puts(to, "  ");
	put_styled(to, term, STYLE_BOLD, line.bytes != NULL ? line.bytes : "", line.size);
	text_puts(to, about->input_size > shown ? " ...\n" : "\n");
	if (any) {
		size_t width = sizeof marks;

		while (width > 0 && marks[width - 1] == ' ')
			width--;
		put_styled(to, term, STYLE_BAD, marks, width);
		text_puts(to, "\n");
	}
	text_free(&line);
}

/* How many of the other formats are as probable as the first: nothing in the code tells them apart. */
static size_t count_ties(const answer *about)
{
	const gcv_match *first = gcv_report_match(about->report, 0), *match;
	size_t ties = 0;

	while (first != NULL && !about->only_format && (match = gcv_report_match(about->report, ties + 1)) != NULL &&
	       match->verdict == first->verdict && match->probability >= first->probability * (1 - 1e-9))
		ties++;
	return ties;
}

/* "fits: Amazon gift card claim code (amazon)", ", and 5 others as well". */
static void show_verdict(text *to, const terminal *term, const answer *about)
{
	static const style styles[] = { STYLE_GOOD, STYLE_WARN, STYLE_WARN, STYLE_BAD };
	const char *const words[] = { _("fits"), _("fits after a repair"), _("incomplete"), _("not valid") };
	gcv_verdict verdict = gcv_report_verdict(about->report);
	const gcv_format *format = gcv_report_format(about->report);
	const char *word, *title;
	unsigned which = verdict >= GCV_VALID && verdict <= GCV_INVALID ? (unsigned)verdict : (unsigned)GCV_INVALID;

	word = words[which];
	put_styled(to, term, styles[which], word, strlen(word));
	if (format != NULL) {
		title = gcv_format_value(format, "title", message_language(), 0);
		text_puts(to, ": ");
		text_puts(to, title != NULL ? title : gcv_format_name(format));
		text_puts(to, " (");
		text_puts(to, gcv_format_name(format));
		text_puts(to, ")");
	}
	if (format != NULL && verdict != GCV_INVALID && count_ties(about) != 0) {
		text number = { 0 };

		text_number(&number, count_ties(about));
		text_fill(to, _(", and %1$s more just as well"), (const char *const *)&number.bytes, 1);
		text_free(&number);
	}
	text_puts(to, "\n");
}

/* Other formats the input fits as well: ties are shown as ties. */
static void show_matches(text *to, const terminal *term, const answer *about)
{
	size_t count = gcv_report_match_count(about->report), i;
	text line = { 0 };
	const gcv_match *first = gcv_report_match(about->report, 0);

	if (about->only_format || count < 2 || gcv_report_verdict(about->report) == GCV_INVALID)
		return;
	text_puts(&line, _("Formats it fits:"));
	for (i = 0; i < count && i < MATCHES_SHOWN; i++) {
		const gcv_match *match = gcv_report_match(about->report, i);

		if (match->verdict != first->verdict || (i > 0 && match->probability < 0.005))
			break;
		text_puts(&line, i == 0 ? " " : ", ");
		text_puts(&line, gcv_format_name(match->format));
		text_puts(&line, " ");
		text_percent(&line, match->probability);
	}
	if (i < count) {
		text number = { 0 };
		const char *arguments[1];

		text_number(&number, count - i);
		arguments[0] = number.bytes;
		text_fill(&line, _(", and %1$s more"), arguments, 1);
		text_free(&number);
	}
	put_wrapped(to, term, line.bytes, INDENT, INDENT + 2);
	text_free(&line);
	if (gcv_report_decision(about->report) != NULL)
		put_wrapped(to, term, gcv_report_decision(about->report)->message, INDENT, INDENT + 2);
}

/* The look-alike that so many others are more doubtful than; equal ones from left to right. */
static const gcv_finding *doubt_at(const gcv_report *report, size_t place)
{
	size_t count = gcv_report_finding_count(report), i, k;

	for (i = 0; i < count; i++) {
		const gcv_finding *finding = gcv_report_finding(report, i);
		size_t before = 0;

		if (finding->kind != GCV_LOOK_ALIKE)
			continue;
		for (k = 0; k < count; k++) {
			const gcv_finding *other = gcv_report_finding(report, k);

			before += other->kind == GCV_LOOK_ALIKE && (other->probability > finding->probability ||
			          (other->probability >= finding->probability && k < i));
		}
		if (before == place)
			return finding;
	}
	return NULL;
}

/*
 * Errors first, then repairs, warnings, notes; in each from left to right, as the report has them, but of characters to
 * look at again the most doubtful one first.
 */
static void show_findings(text *to, const terminal *term, const answer *about)
{
	static const gcv_severity order[] = { GCV_ERROR, GCV_REPAIR, GCV_WARNING, GCV_NOTE };
	size_t o, i, doubts = 0;

	for (o = 0; o < sizeof order / sizeof order[0]; o++)
		for (i = 0; i < gcv_report_finding_count(about->report); i++) {
			const gcv_finding *finding = gcv_report_finding(about->report, i);

			if (finding->severity == order[o] && finding->kind == GCV_LOOK_ALIKE)
				finding = doubt_at(about->report, doubts++);
			if (finding != NULL && finding->severity == order[o] && finding->message != NULL)
				put_wrapped(to, term, finding->message, INDENT, INDENT + 2);
		}
}

/* Edits told of one suggestion. */
#define EDITS_SHOWN 4

/* "  1K7Q-CTFM-LMTC   87 %   character 8: M instead of N". */
static void show_suggestion(text *to, const terminal *term, const gcv_suggestion *about, int name_format)
{
	const char *told = NULL;   /* the accident */
	text line = { 0 };
	size_t i;

	text_puts(&line, about->code != NULL ? about->code : "");
	text_puts(&line, "  ");
	/* However sure, it is a guess. */
	text_percent(&line, about->probability < 0.9995 ? about->probability : 0.9995);
	if (name_format) {
		text_puts(&line, "  (");
		text_puts(&line, gcv_format_name(about->format));
		text_puts(&line, ")");
	}
	for (i = 0; i < about->edit_count; i++) {
		const gcv_edit *edit = &about->edits[i];

		/* However many edits undo an accident, it is one. */
		if (edit->name != NULL && edit->name == told)
			continue;
		told = edit->name != NULL ? edit->name : told;
		/* TRANSLATORS: between two corrections to a code */
		text_puts(&line, i == 0 ? "  " : _("; "));
		if (i == EDITS_SHOWN) {
			text_puts(&line, "...");
			break;
		}
		text_puts(&line, edit->message);
	}
	put_wrapped(to, term, line.bytes, INDENT + 2, INDENT + 4);
	text_free(&line);
}

/* What the tries are worth, where the issuer counts them. */
static void show_budget(text *to, const terminal *term, const gcv_report *report)
{
	size_t count = gcv_report_suggestion_count(report);
	const gcv_suggestion *first = gcv_report_suggestion(report, 0);
	unsigned attempts = first != NULL ? gcv_format_attempts(first->format) : 0;
	text tries = { 0 }, share = { 0 }, line = { 0 };
	const char *arguments[2];

	if (attempts == 0)
		return;
	text_number(&tries, attempts);
	text_percent(&share, gcv_report_chance(report, count));
	arguments[0] = tries.bytes;
	arguments[1] = share.bytes;
	text_fill(&line, _("The issuer allows %1$s tries; the codes above are right with %2$s."), arguments, 2);
	put_wrapped(to, term, line.bytes, INDENT, INDENT + 2);
	text_free(&line);
	text_free(&share);
	text_free(&tries);
}

static void show_suggestions(text *to, const terminal *term, const answer *about)
{
	size_t count = gcv_report_suggestion_count(about->report), i;
	const gcv_reread *reread = gcv_report_reread(about->report);

	if (count != 0) {
		put_wrapped(to, term, _("Did you mean"), INDENT, INDENT);
		for (i = 0; i < count; i++)
			show_suggestion(to, term, gcv_report_suggestion(about->report, i), gcv_report_format(about->report) == NULL);
		if (gcv_report_unlisted(about->report) >= 0.005) {
			text share = { 0 }, line = { 0 };
			const char *arguments[1];

			text_percent(&share, gcv_report_unlisted(about->report));
			arguments[0] = share.bytes;
			text_fill(&line, _("or another code (%1$s)"), arguments, 1);
			put_wrapped(to, term, line.bytes, INDENT + 2, INDENT + 4);
			text_free(&line);
			text_free(&share);
		}
	}
	show_budget(to, term, about->report);
	if (reread != NULL && reread->position != 0 && reread->message != NULL)
		put_wrapped(to, term, reread->message, INDENT, INDENT + 2);
	if (gcv_report_truncated(about->report))
		put_wrapped(to, term, _("The search was cut short; there may be better suggestions."), INDENT, INDENT + 2);
}

static void show_duplicate(text *to, const terminal *term, const answer *about)
{
	text first = { 0 }, second = { 0 }, line = { 0 };
	const char *arguments[2];

	if (about->duplicate_of == 0)
		return;
	text_number(&first, about->duplicate_of);
	text_number(&second, about->number);
	arguments[0] = first.bytes;
	arguments[1] = second.bytes;
	text_fill(&line, _("Numbers %1$s and %2$s are the same code."), arguments, 2);
	put_wrapped(to, term, line.bytes, INDENT, INDENT + 2);
	text_free(&line);
	text_free(&second);
	text_free(&first);
}

static void show_hint(text *to, const terminal *term, const gcv_format *format)
{
	const char *name = gcv_format_name(format);
	text line = { 0 };

	text_fill(&line, _("Refused all the same? gcvalidate --refused-help -f %1$s tells why that happens."), &name, 1);
	put_wrapped(to, term, line.bytes, INDENT, INDENT + 2);
	text_free(&line);
}

void show_report(text *to, const terminal *term, const answer *about, int hint)
{
	const char *code = gcv_report_code(about->report);

	if (about->masked) {
		text_puts(to, "  ");
		text_puts(to, code != NULL ? code : _("(hidden)"));
		text_puts(to, "\n");
	} else {
		show_input(to, term, about);
	}
	show_verdict(to, term, about);
	if (code != NULL && !about->masked &&
	    (strlen(code) != about->input_size || memcmp(code, about->input, about->input_size) != 0)) {
		text line = { 0 };

		text_fill(&line, _("Read as %1$s"), &code, 1);
		put_wrapped(to, term, line.bytes, INDENT, INDENT + 2);
		text_free(&line);
	}
	show_findings(to, term, about);
	show_matches(to, term, about);
	show_suggestions(to, term, about);
	show_duplicate(to, term, about);
	if (hint && gcv_report_verdict(about->report) == GCV_VALID)
		show_hint(to, term, gcv_report_format(about->report));
}
