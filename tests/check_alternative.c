/* SPDX-License-Identifier: MIT */
/* Other readings: labels and URLs taken off, encodings undone, spreadsheet numbers recognised, words understood. */
#include "alternative.h"
#include "text.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

typedef struct unwrap_row {
	const char *name, *text, *code;
	unsigned wrapping;
} unwrap_row;

static const unwrap_row unwraps[] = {
	{ "bare", "AB3D-E6GH7K-M9PR", "AB3D-E6GH7K-M9PR", 0 },
	{ "blanks", "  AB3D \t\n", "AB3D", 0 },
	{ "English label", "Claim code: AB3D-E6GH7K-M9PR", "AB3D-E6GH7K-M9PR", GCVI_WRAPPING_LABEL },
	{ "sentence", "Your gift card code is AB3D-E6GH7K", "AB3D-E6GH7K", GCVI_WRAPPING_LABEL },
	{ "Japanese label", "\u30AE\u30D5\u30C8\u5238\u756A\u53F7\uFF1AAB3D", "AB3D", GCVI_WRAPPING_LABEL },
	{ "full-width label", "\uFF23\uFF4C\uFF41\uFF49\uFF4D\u3000\uFF43\uFF4F\uFF44\uFF45\uFF1AAB3D", "AB3D", GCVI_WRAPPING_LABEL },
	{ "no label in a full-width word", "Ｄｅｃｏｄｅｒ：AB3D", "Ｄｅｃｏｄｅｒ：AB3D", 0 },
	{ "label on its own line", "Redeem this code\nAB3D-E6GH", "AB3D-E6GH", GCVI_WRAPPING_LABEL },
	{ "two labels", "Gift card: Amazon. Code: AB3D", "AB3D", GCVI_WRAPPING_LABEL },
	{ "label in quotes", "code: \"AB3D\"", "AB3D", GCVI_WRAPPING_LABEL | GCVI_WRAPPING_QUOTES },
	{ "corner brackets", "\u300CAB3D\u300D", "AB3D", GCVI_WRAPPING_QUOTES },
	{ "square brackets stay", "[B8]", "[B8]", 0 },
	{ "no label word", "size: 12-34", "size: 12-34", 0 },
	{ "label inside a word", "spinning: 12-34", "spinning: 12-34", 0 },
	{ "label with nothing behind", "code:", "code:", 0 },
	{ "bar code", "BARCODE: AB3D", "AB3D", GCVI_WRAPPING_LABEL },
	{ "bar code, full width", "ＢＡＲＣＯＤＥ：AB3D", "AB3D", GCVI_WRAPPING_LABEL },
	{ "bar code in Japanese", "バーコード：AB3D", "AB3D", GCVI_WRAPPING_LABEL },
	{ "half-width kana", "ｼﾘｱﾙ:AB3D", "AB3D", GCVI_WRAPPING_LABEL },
	{ "control number", "管理番号：AB3D", "AB3D", GCVI_WRAPPING_LABEL },
	{ "number sign", "Card #AB3D", "AB3D", GCVI_WRAPPING_LABEL },
	{ "serial number", "S/N: AB3D", "AB3D", GCVI_WRAPPING_LABEL },
	{ "German", "Gutscheincode: AB3D", "AB3D", GCVI_WRAPPING_LABEL },
	{ "Spanish", "Código: AB3D", "AB3D", GCVI_WRAPPING_LABEL },
	{ "heading in brackets", "【引換コード】AB3D", "AB3D", GCVI_WRAPPING_LABEL },
	{ "only a blank behind it", "Card No. AB3D", "AB3D", GCVI_WRAPPING_LABEL },
	{ "only words and a blank", "・ギフト番号　AB3D", "AB3D", GCVI_WRAPPING_LABEL },
	{ "only a bracket behind it", "コード「AB3D」", "AB3D", GCVI_WRAPPING_LABEL | GCVI_WRAPPING_QUOTES },
	{ "words that announce nothing", "Walmart AB3D", "Walmart AB3D", 0 },
	{ "word glued to more", "codeAB3D EF", "codeAB3D EF", 0 },
	{ "words alone", "gift code", "gift code", 0 },
	{ "URL", "https://example.com/gift/AB3DE6GH", "AB3DE6GH", GCVI_WRAPPING_URL },
	{ "URL with a slash at the end", "https://example.com/gift/AB3D/", "AB3D", GCVI_WRAPPING_URL },
	{ "URL with a query", "https://example.com/r?x=1&code=AB3D&lang=ja", "AB3D", GCVI_WRAPPING_URL },
	{ "URL with a query that is no code", "https://example.com/g/AB3D?lang=ja", "AB3D", GCVI_WRAPPING_URL },
	{ "URL with a fragment", "https://example.com/#token=AB3D", "AB3D", GCVI_WRAPPING_URL },
	{ "label, brackets, URL", "code: <https://example.com/AB3D>", "AB3D",
	  GCVI_WRAPPING_LABEL | GCVI_WRAPPING_QUOTES | GCVI_WRAPPING_URL },
	{ "words before a URL", "see https://example.com/AB3D now", "AB3D", GCVI_WRAPPING_URL },
	{ "host alone", "https://example.com/", "https://example.com/", 0 },
	{ "no scheme", "://AB3D", "://AB3D", 0 },
	{ "empty", "", "", 0 },
	{ "only quotes", "\"\"", "\"\"", 0 },
};

START_TEST(wrappings_come_off)
{
	const unwrap_row *row = &unwraps[_i];
	size_t size = strlen(row->text);
	uint8_t *copy = malloc(size != 0 ? size : 1);
	gcvi_span span;
	unsigned wrapping;

	memcpy(copy, row->text, size);
	wrapping = gcvi_unwrap(copy, size, &span);
	ck_assert_msg(wrapping == row->wrapping, "%s: wrapping %u", row->name, wrapping);
	ck_assert_msg(span.end - span.start == strlen(row->code) && memcmp(copy + span.start, row->code, span.end - span.start) == 0,
	              "%s: %.*s", row->name, (int)(span.end - span.start), row->text + span.start);
	free(copy);
}
END_TEST

typedef struct decode_row {
	const char *name, *text, *out;
	unsigned found;
	size_t start, end;
} decode_row;

static const decode_row decodes[] = {
	{ "nothing", "AB3D-E6GH", "AB3D-E6GH", 0, 0, 0 },
	{ "quoted-printable hyphen", "AB3D=2DE6GH", "AB3D-E6GH", GCVI_ENCODING_QUOTED, 4, 7 },
	{ "quoted-printable UTF-8", "AB=E2=80=90CD", "AB\u2010CD", GCVI_ENCODING_QUOTED, 2, 5 },
	{ "soft line break", "AB3D-=\nE6GH", "AB3D-E6GH", GCVI_ENCODING_QUOTED, 5, 7 },
	{ "soft line break CRLF", "AB=\r\nCD", "ABCD", GCVI_ENCODING_QUOTED, 2, 5 },
	{ "decimal entity", "AB&#45;CD", "AB-CD", GCVI_ENCODING_ENTITY, 2, 7 },
	{ "hexadecimal entity", "AB&#x2010;CD", "AB\u2010CD", GCVI_ENCODING_ENTITY, 2, 10 },
	{ "named entity", "AB&ndash;CD", "AB\u2013CD", GCVI_ENCODING_ENTITY, 2, 9 },
	{ "percent", "AB%2DCD", "AB-CD", GCVI_ENCODING_PERCENT, 2, 5 },
	{ "mixed", "A%2DB=2DC", "A-B-C", GCVI_ENCODING_PERCENT | GCVI_ENCODING_QUOTED, 1, 4 },
	{ "control characters stay", "AB=0DCD", "AB=0DCD", 0, 0, 0 },
	{ "no hex", "AB=GHCD", "AB=GHCD", 0, 0, 0 },
	{ "cut at the end", "AB=2", "AB=2", 0, 0, 0 },
	{ "entity without end", "AB&ndash", "AB&ndash", 0, 0, 0 },
	{ "unknown entity", "AB&nosuch;CD", "AB&nosuch;CD", 0, 0, 0 },
	{ "surrogate entity", "AB&#xD800;CD", "AB&#xD800;CD", 0, 0, 0 },
	{ "entity out of range", "AB&#99999999;", "AB&#99999999;", 0, 0, 0 },
	{ "empty entity", "AB&#;&#x;&;", "AB&#;&#x;&;", 0, 0, 0 },
};

START_TEST(encodings_are_undone)
{
	const decode_row *row = &decodes[_i];
	size_t size = strlen(row->text), used, i;
	uint8_t *copy = malloc(size), *out = malloc(size);
	gcvi_span *spans = malloc(size * sizeof *spans), first = { 0, 0 };
	unsigned found;

	memcpy(copy, row->text, size);
	used = gcvi_decode(copy, size, out, spans, &found, &first);
	ck_assert_msg(found == row->found, "%s: found %u", row->name, found);
	ck_assert_msg(used == strlen(row->out) && memcmp(out, row->out, used) == 0, "%s: %.*s", row->name, (int)used, out);
	ck_assert_msg(first.start == row->start && first.end == row->end, "%s: %zu-%zu", row->name, first.start, first.end);
	for (i = 0; i < used; i++)
		ck_assert_msg(spans[i].start < spans[i].end && spans[i].end <= size, "%s: span of byte %zu", row->name, i);
	free(copy);
	free(out);
	free(spans);
}
END_TEST

typedef struct sheet_row {
	const char *name, *text;
	int is_one;
	size_t digits, known;
	const char *kept;
} sheet_row;

static const sheet_row sheets[] = {
	{ "cut", "1.23457E+15", 1, 16, 6, "123457" },
	{ "all digits there", "1.234567890123456E+15", 1, 16, 16, "1234567890123456" },
	{ "comma", "1,23457e15", 1, 16, 6, "123457" },
	{ "no fraction", "4E+15", 1, 16, 1, "4" },
	{ "blanks", " 1.23457E+15 ", 1, 16, 6, "123457" },
	{ "trailing point zero", "1234567890123456.0", 1, 16, 16, "1234567890123456" },
	{ "fraction that says something", "1234567890123456.5", 0, 0, 0, "" },
	{ "small number", "1.5E+3", 0, 0, 0, "" },
	{ "plain number", "1234567890123456", 0, 0, 0, "" },
	{ "two digits before the point", "12.3457E+15", 0, 0, 0, "" },
	{ "a code with an E", "1E23-4567", 0, 0, 0, "" },
	{ "huge exponent", "1.0E+999999999", 0, 0, 0, "" },
	{ "empty", "", 0, 0, 0, "" },
	{ "only a point", ".", 0, 0, 0, "" },
	{ "no digits in the exponent", "1.23457E+", 0, 0, 0, "" },
};

START_TEST(spreadsheet_numbers_are_recognised)
{
	const sheet_row *row = &sheets[_i];
	gcvi_spreadsheet number;
	size_t size = strlen(row->text);
	char *copy = malloc(size != 0 ? size : 1);

	memcpy(copy, row->text, size);
	ck_assert_msg(gcvi_spreadsheet_read(copy, size, &number) == row->is_one, "%s", row->name);
	if (row->is_one) {
		ck_assert_msg(number.digits == row->digits && number.known == row->known, "%s: %zu of %zu", row->name, number.known,
		              number.digits);
		ck_assert_msg(strcmp(number.text, row->kept) == 0, "%s: %s", row->name, number.text);
	}
	free(copy);
}
END_TEST

typedef struct reading_row {
	const char *name, *text, *code;
	size_t start, end;       /* span of the first mark in the input */
} reading_row;

static const reading_row readings[] = {
	{ "label", "Code: AB3D", "AB3D", 6, 7 },
	{ "encoded", "=41B=2DCD", "AB-CD", 0, 3 },
	{ "label and encoding", "code: A&#45;B", "A-B", 6, 7 },
	{ "words", "alfa bravo", "AB", 0, 4 },
};

START_TEST(readings_keep_the_spans_of_the_input)
{
	const reading_row *row = &readings[_i];
	gcvi_alternative found[GCVI_ALTERNATIVES_MAX];
	gcvi_arena arena;
	size_t count, i, at = 0;
	char code[64];
	gcvi_reading *reading;

	gcvi_arena_init(&arena, NULL);
	ck_assert_int_eq(gcvi_alternatives(row->text, strlen(row->text), &arena, found, &count), GCV_OK);
	ck_assert_msg(count > 0, "%s", row->name);
	reading = &found[count - 1].reading;
	for (i = 0; i < reading->count; i++) {
		const gcvi_mark *mark = &reading->marks[i];

		ck_assert_uint_lt(mark->start, mark->end);
		ck_assert_uint_le(mark->end, strlen(row->text));
		at += gcvi_utf8_write(mark->kind == GCVI_MARK_SEPARATOR ? '-' : mark->point, (uint8_t *)code + at);
	}
	code[at] = 0;
	ck_assert_msg(strcmp(code, row->code) == 0, "%s: %s", row->name, code);
	ck_assert_msg(reading->marks[0].start == row->start && reading->marks[0].end == row->end, "%s", row->name);
	gcvi_arena_free(&arena);
}
END_TEST

START_TEST(hostile_input_is_quick_and_inside)
{
	static const char *const seeds[] = { ":", "code", "code:", "\"", "https://", "=", "&#", "%", "a as in ", "\xE3\x80\x8C", "\xFF" };
	size_t s, i;

	for (s = 0; s < sizeof seeds / sizeof seeds[0]; s++) {
		gcvi_alternative found[GCVI_ALTERNATIVES_MAX];
		gcvi_arena arena;
		size_t length = strlen(seeds[s]), count, a;
		char *text = malloc(GCVI_INPUT_MAX);

		for (i = 0; i < GCVI_INPUT_MAX; i++)
			text[i] = seeds[s][i % length];
		gcvi_arena_init(&arena, NULL);
		ck_assert_int_eq(gcvi_alternatives(text, GCVI_INPUT_MAX, &arena, found, &count), GCV_OK);
		for (a = 0; a < count; a++)
			for (i = 0; i < found[a].reading.count; i++)
				ck_assert_uint_le(found[a].reading.marks[i].end, GCVI_INPUT_MAX);
		gcvi_arena_free(&arena);
		free(text);
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("alternative");
	TCase *tcase = tcase_create("alternative");
	SRunner *runner;
	int failed;

	tcase_add_loop_test(tcase, wrappings_come_off, 0, (int)(sizeof unwraps / sizeof unwraps[0]));
	tcase_add_loop_test(tcase, encodings_are_undone, 0, (int)(sizeof decodes / sizeof decodes[0]));
	tcase_add_loop_test(tcase, spreadsheet_numbers_are_recognised, 0, (int)(sizeof sheets / sizeof sheets[0]));
	tcase_add_loop_test(tcase, readings_keep_the_spans_of_the_input, 0, (int)(sizeof readings / sizeof readings[0]));
	tcase_add_test(tcase, hostile_input_is_quick_and_inside);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? 0 : 1;
}
