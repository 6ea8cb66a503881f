/* SPDX-License-Identifier: MIT */
/*
 * Two paths, one meaning: gcv_verify and gcv_canonical say what gcv_check says, whatever the format, its check and the
 * input; and for ASCII they take no memory.
 */
#include "alternative.h"
#include "fast.h"
#include "fit.h"
#include "schemes.h"
#include "support.h"
#include "text.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static gcv_catalog *made, *builtin;   /* made once, before the tests fork */

static const struct gcv_format *format_at(size_t index)
{
	size_t own = gcv_catalog_count(made);

	return index < own ? gcv_catalog_at(made, index) : gcv_catalog_at(builtin, index - own);
}

/* ------------------------------------------------------------------------------------------------- what is expected */

typedef struct expectation {
	bool valid;
	char code[4 * GCVI_CODE_MAX];   /* canonical, of a valid one */
} expectation;

static bool expect_reading(expectation *to, const struct gcv_format *format, const gcvi_reading *reading, gcvi_arena *arena)
{
	gcvi_site sites[GCVI_CODE_MAX];
	gcvi_letters letters;
	gcvi_form form;
	gcvi_fit fit;

	ck_assert_int_eq(gcvi_letters_make(&letters, reading, arena), GCV_OK);
	ck_assert_int_eq(gcvi_fit_reading(&fit, format, reading, &letters, arena), GCV_OK);
	to->valid = fit.verdict == GCV_VALID;
	if (to->valid) {
		gcvi_form_fill(format, fit.layout, fit.length, sites, &form);
		ck_assert_uint_lt(gcvi_form_print(&form, letters.symbols, true, to->code, sizeof to->code), sizeof to->code);
	}
	return to->valid;
}

/* By the parts that gcv_check is made of: readings, and how they fit. */
static void expect(expectation *to, const struct gcv_format *format, const char *input, size_t size)
{
	gcvi_alternative others[GCVI_ALTERNATIVES_MAX];
	gcvi_reading reading;
	gcvi_arena arena;
	size_t count = 0, i;
	bool says = false;

	to->valid = false;
	gcvi_arena_init(&arena, NULL);
	ck_assert_int_eq(gcvi_read(&reading, input, size, &arena), GCV_OK);
	for (i = 0; i < reading.count; i++)
		says = says || (reading.marks[i].kind != GCVI_MARK_SEPARATOR && reading.marks[i].kind != GCVI_MARK_INVISIBLE);
	if (says && !expect_reading(to, format, &reading, &arena) && gcvi_reading_is_text(&reading)) {
		ck_assert_int_eq(gcvi_alternatives(input, size, &arena, others, &count), GCV_OK);
		for (i = 0; i < count && !to->valid; i++)
			expect_reading(to, format, &others[i].reading, &arena);
	}
	gcvi_arena_free(&arena);
}

/* The real thing. */
static void expect_check(expectation *to, const struct gcv_format *format, const char *input, size_t size)
{
	gcv_options options;
	gcv_report *report;

	gcv_options_init(&options, sizeof options);
	options.formats = &format;
	options.format_count = 1;
	options.suggestions = 0;
	ck_assert_int_eq(gcv_check(made, input, size, &options, &report), GCV_OK);
	to->valid = gcv_report_verdict(report) == GCV_VALID;
	if (to->valid)
		strcpy(to->code, gcv_report_code(report));
	gcv_report_free(report);
}

static void compare_with(const expectation *expected, const struct gcv_format *format, const char *input, size_t size)
{
	char out[4 * GCVI_CODE_MAX];
	size_t needed = 0;
	int found = gcv_verify(format, input, size);

	ck_assert_msg(found == expected->valid, "%s: '%.*s': gcv_verify says %d", format->name, (int)size, input, found);
	found = gcv_canonical(format, input, size, out, sizeof out, &needed);
	ck_assert_msg(found == expected->valid, "%s: '%.*s': gcv_canonical says %d", format->name, (int)size, input, found);
	if (found == 1) {
		ck_assert_msg(strcmp(out, expected->code) == 0, "%s: '%.*s': %s, not %s", format->name, (int)size, input, out,
		              expected->code);
		ck_assert_uint_eq(needed, strlen(out));
	}
}

/* Every so many inputs gcv_check itself is asked: it takes much longer. */
static void compare(const struct gcv_format *format, const char *input, size_t size)
{
	static size_t asked;
	char *copy = exact_copy(input, size);
	expectation expected;

	expect(&expected, format, copy, size);
	compare_with(&expected, format, copy, size);
	if (asked++ % 64 == 0) {
		expect_check(&expected, format, copy, size);
		compare_with(&expected, format, copy, size);
	}
	free(copy);
}

/* ---------------------------------------------------------------------------------------------------------- inputs */

#define PORTIONS 12       /* of the formats, each a process of its own */

static void each(int portion, void (*test)(const struct gcv_format *, uint64_t))
{
	size_t count = gcv_catalog_count(made) + gcv_catalog_count(builtin), index;

	for (index = (size_t)portion; index < count; index += PORTIONS)
		if (format_at(index)->typed)
			test(format_at(index), index + 1);
}

typedef struct sample {
	char text[4 * GCVI_CODE_MAX];
	size_t size;
} sample;

static gcvi_symbol random_symbol(const gcvi_set *allowed, uint64_t *random)
{
	return gcvi_set_nth(allowed, next_random(random) % gcvi_set_count(allowed));
}

/* A code of the format, most often valid (counting rules are not aimed at), as printed or without separators. */
static bool random_code(const struct gcv_format *format, uint64_t *random, sample *to)
{
	size_t layout = next_random(random) % format->layout_count, i;
	const gcvi_layout *l = &format->layouts[layout];
	size_t span = l->max - l->min + 1, length = l->min + next_random(random) % (span < 40 ? span : 40);
	uint8_t unknown[GCVI_CODE_MAX];
	gcvi_symbol code[GCVI_CODE_MAX];
	gcvi_automaton automaton;
	gcvi_arena arena;
	gcvi_form form;
	bool checked = false;

	gcvi_arena_init(&arena, NULL);
	ck_assert_int_eq(gcvi_form_make(format, layout, length, &arena, &form, &automaton), GCV_OK);
	for (i = 0; i < length; i++) {
		code[i] = random_symbol(&form.sites[i].allowed, random);
		unknown[i] = form.sites[i].check;
		checked = checked || form.sites[i].check;
	}
	if (checked)
		gcvi_automaton_complete(&automaton, code, unknown);
	to->size = gcvi_form_print(&form, code, next_random(random) % 2 == 0, to->text, sizeof to->text);
	ck_assert_uint_lt(to->size, sizeof to->text);
	checked = gcvi_automaton_verify(&automaton, code) != 0;
	gcvi_arena_free(&arena);
	return checked;
}

static const char *const pieces[] = {
	"-", " ", ".", "/", "_", ":", "\n", "\r\n", "\t", ",", "--", "?", "[B8]", "[", "]", "[]", "%2D", "&#45;", "&ndash;", "=2D", "=",
	"#", "code: ", "Your code is ", "PIN:", " is ", "->", "://", "https://x.example/gift/", "\"", "'", "<", ">", "(", ")", "*",
	"Alfa ", "Bravo ", "seven ", "capital B as in Bravo, ", "O", "0", "I", "l", "S", "s", "5", "Z", "a", "b", "A", "B", "7", "q", "Q",
	"\xEF\xBC\xA1", "\xE2\x80\x93", "\xE2\x80\x8B", "\xD0\x90", "\xD9\xA7", "\xC2\xA0", "\xE3\x81\x82", "\xE3\x82\xA2", "\xE3\x83\xBC",
	"\xCC\x81", "\xFF", "\x01", "\x7F", "~", "$", "!", "@", ";", "|", "\\", "\xE7\x95\xAA\xE5\x8F\xB7\xEF\xBC\x9A",
};

#define PIECES (sizeof pieces / sizeof pieces[0])

static void splice(sample *to, size_t at, size_t taken, const char *bytes, size_t size)
{
	if (to->size + size >= sizeof to->text)
		return;
	memmove(to->text + at + size, to->text + at + taken, to->size - at - taken);
	memcpy(to->text + at, bytes, size);
	to->size += size - taken;
}

static void change_codes(const struct gcv_format *format, uint64_t random)
{
	int round, changes;
	sample code;

	for (round = 0; round < 60; round++) {
		random_code(format, &random, &code);
		for (changes = (int)(next_random(&random) % 4); changes >= 0 && code.size != 0; changes--) {
			const char *piece = pieces[next_random(&random) % PIECES];
			size_t at = next_random(&random) % (code.size + 1);

			compare(format, code.text, code.size);
			splice(&code, at, at < code.size ? next_random(&random) % 2 : 0, piece, strlen(piece));
		}
		compare(format, code.text, code.size);
	}
}

START_TEST(codes_and_their_changes)
{
	each(_i, change_codes);
}
END_TEST

static void try_bytes(const struct gcv_format *format, uint64_t random)
{
	sample code;
	size_t at;
	int byte, tries = 100;

	while (!random_code(format, &random, &code) && tries-- > 0)
		continue;
	ck_assert_msg(tries > 0, "%s: no valid code was made", format->name);
	for (at = 0; at < code.size && at < 20; at++) {
		char kept = code.text[at];

		for (byte = at < 2 ? 0 : (int)(at % 5); byte < 256; byte += at < 2 ? 1 : 5) {
			code.text[at] = (char)byte;
			compare(format, code.text, code.size);
		}
		code.text[at] = kept;
	}
}

START_TEST(every_byte_anywhere)
{
	each(_i, try_bytes);
}
END_TEST

static void try_lengths(const struct gcv_format *format, uint64_t random)
{
	size_t shortest = 0, longest = 0, length, i;
	sample code;

	gcvi_format_lengths(format, &shortest, &longest);
	for (length = 0; length <= 2 * longest; length += length < 150 ? 1 : 37) {
		code.size = 0;
		for (i = 0; i < length; i++) {
			uint8_t bytes[4];
			uint32_t point = format->alphabet.points[next_random(&random) % format->alphabet.count];

			splice(&code, code.size, 0, (const char *)bytes, gcvi_utf8_write(point, bytes));
			if (next_random(&random) % 8 == 0)
				splice(&code, code.size, 0, "-", 1);
		}
		compare(format, code.text, code.size);
	}
}

START_TEST(every_length)
{
	each(_i, try_lengths);
}
END_TEST

static void vary_codes(const struct gcv_format *format, uint64_t random)
{
	static const char separators[] = "- ._/:\n";
	int round;
	sample code;
	size_t at;

	for (round = 0; round < 60; round++) {
		random_code(format, &random, &code);
		for (at = 0; at < code.size; at++) {
			char *byte = &code.text[at];

			if (round % 3 != 0 && ((*byte >= 'a' && *byte <= 'z') || (*byte >= 'A' && *byte <= 'Z')))
				*byte = (char)(round % 3 == 1 ? *byte ^ 0x20 : next_random(&random) % 2 ? *byte | 0x20 : *byte & ~0x20);
			if (next_random(&random) % 4 == 0)
				splice(&code, at, 0, &separators[next_random(&random) % (sizeof separators - 1)], 1);
		}
		compare(format, code.text, code.size);
	}
}

START_TEST(case_and_separators)
{
	each(_i, vary_codes);
}
END_TEST

/* Said in words, in full, or digits alone as the shortest way to say them. */
static void say_codes(const struct gcv_format *format, uint64_t random)
{
	static const char *const digits[] = { "zero ", "one ", "two ", "three ", "four ", "five ", "six ", "seven ", "eight ", "nine " };
	char words[128 * GCVI_CODE_MAX];
	int round;
	sample code, said;
	size_t at, size;

	for (round = 0; round < 6; round++) {
		random_code(format, &random, &code);
		if (gcv_spell(code.text, code.size, round % 4 == 0 ? "ja" : "en", words, sizeof words, &size) == GCV_OK)
			compare(format, words, size);
		said.size = 0;
		for (at = 0; at < code.size; at++) {
			bool is_digit = code.text[at] >= '0' && code.text[at] <= '9', is_word = is_digit && at % 2 == (size_t)round % 2;
			const char *word = is_word ? digits[code.text[at] - '0'] : &code.text[at];

			splice(&said, said.size, 0, word, is_word ? strlen(word) : 1);
			if (!is_digit)
				splice(&said, said.size, 0, " ", 1);
		}
		compare(format, said.text, said.size);
	}
}

START_TEST(codes_in_words)
{
	each(_i, say_codes);
}
END_TEST

/* All check characters for the same body, where there are two of few values: more than one pair may pass, or must not. */
static void try_pairs(const struct gcv_format *format, uint64_t random)
{
	int round, pair, per_group;
	sample code;

	if (format->scheme_count == 0 || gcvi_scheme_check_count(format->schemes[0], &per_group) != 2)
		return;
	for (round = 0; round < 200; round++) {
		random_code(format, &random, &code);
		if (code.text[code.size - 1] < '0' || code.text[code.size - 1] > '9')
			continue;
		for (pair = 0; pair < 100; pair++) {
			expectation expected;

			code.text[code.size - 2] = (char)('0' + pair / 10);
			code.text[code.size - 1] = (char)('0' + pair % 10);
			expect(&expected, format, code.text, code.size);
			compare_with(&expected, format, code.text, code.size);
		}
	}
}

START_TEST(pairs_of_check_characters)
{
	each(_i, try_pairs);
}
END_TEST

/* Whatever is made of pieces, without a code to begin with. */
static void try_pieces(const struct gcv_format *format, uint64_t random)
{
	int round;
	sample text;
	size_t count;

	for (round = 0; round < 80; round++) {
		text.size = 0;
		for (count = next_random(&random) % 12; count > 0; count--) {
			const char *piece = pieces[next_random(&random) % PIECES];

			splice(&text, text.size, 0, piece, strlen(piece));
		}
		compare(format, text.text, text.size);
	}
}

START_TEST(pieces_alone)
{
	each(_i, try_pieces);
}
END_TEST

static void try_examples(const struct gcv_format *format, uint64_t random)
{
	static const char *const keys[] = { "example", "counter-example" };
	const char *example;
	size_t key, n;

	(void)random;
	for (key = 0; key < 2; key++)
		for (n = 0; (example = gcv_format_value(format, keys[key], NULL, n)) != NULL; n++) {
			compare(format, example, strlen(example));
			ck_assert_msg(gcv_verify(format, example, strlen(example)) == (key == 0), "%s: %s", format->name, example);
		}
}

START_TEST(examples)
{
	each(_i, try_examples);
}
END_TEST

/* ------------------------------------------------------------------------------------------------------------ memory */

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED 1
#endif
#endif
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && !defined(SANITIZED)
#define COUNTS_ALLOCATIONS 1

static size_t allocations;
extern void *__libc_malloc(size_t bytes);
extern void *__libc_calloc(size_t count, size_t bytes);
extern void *__libc_realloc(void *block, size_t bytes);

void *malloc(size_t bytes)
{
	allocations++;
	return __libc_malloc(bytes);
}

void *calloc(size_t count, size_t bytes)
{
	allocations++;
	return __libc_calloc(count, bytes);
}

void *realloc(void *block, size_t bytes)
{
	allocations++;
	return __libc_realloc(block, bytes);
}

/* ASCII of up to 100 bytes, valid or not, wrapped or not. */
static void count_allocations(const struct gcv_format *format, uint64_t random)
{
	int round, valid, again;
	sample code;
	size_t before, i;
	char out[200];

	/* Counting works. */
	before = allocations;
	free(exact_copy("x", 1));
	before = allocations - before;
	ck_assert_uint_eq(before, 1);
	for (round = 0; round < 300; round++) {
		random_code(format, &random, &code);
		if (round % 2 != 0) {
			const char *piece = pieces[next_random(&random) % PIECES];

			splice(&code, next_random(&random) % (code.size + 1), 0, piece, strlen(piece));
		}
		for (i = 0; i < code.size && (unsigned char)code.text[i] < 128; i++)
			continue;
		if (i < code.size || code.size > 100)
			continue;
		before = allocations;
		valid = gcv_verify(format, code.text, code.size);
		again = gcv_canonical(format, code.text, code.size, out, sizeof out, NULL);
		before = allocations - before;
		ck_assert_msg(before == 0, "%s: '%.*s': %zu allocations", format->name, (int)code.size, code.text, before);
		ck_assert_int_eq(valid, again);
	}
}

START_TEST(no_memory_is_taken)
{
	each(_i, count_allocations);
}
END_TEST
#endif

/* Tables, not luck: for a format of usual size every length has them. */
static void look_for_tables(const struct gcv_format *format, uint64_t random)
{
	size_t layout, length, missing = 0;

	(void)random;
	for (layout = 0; layout < format->layout_count; layout++)
		for (length = format->layouts[layout].min; length <= format->layouts[layout].max && length <= 24; length++) {
			uint8_t code[GCVI_CODE_MAX];

			memset(code, format->fast->bytes->units[0], sizeof code);
			missing += gcvi_fast_takes(format->fast, layout, code, length) < 0;
		}
	ck_assert_msg(missing == 0, "%s: %zu", format->name, missing);
}

START_TEST(usual_formats_have_tables)
{
	each(_i, look_for_tables);
}
END_TEST

/* --------------------------------------------------------------------------------------------------------- the rest */

START_TEST(every_scheme_is_here)
{
	const char *name;
	size_t i, at;

	for (i = 0; (name = gcvi_scheme_name_at(i)) != NULL; i++) {
		bool found = false;

		for (at = 0; at < gcv_catalog_count(made) && !found; at++) {
			const struct gcv_format *format = gcv_catalog_at(made, at);
			size_t k;

			for (k = 0; k < format->scheme_count; k++)
				found = found || strcmp(gcvi_scheme_name(format->schemes[k]), name) == 0;
		}
		ck_assert_msg(found, "no format here has a check '%s'", name);
	}
}
END_TEST

START_TEST(canonical_answers)
{
	const gcv_format *format = gcv_catalog_find(made, "plain");
	const char *code = "ab3d e6gh 7km9 prst";
	char out[32] = "untouched";
	size_t needed = 7;

	ck_assert_int_eq(gcv_canonical(format, code, strlen(code), out, sizeof out, &needed), 1);
	ck_assert_str_eq(out, "AB3D-E6GH-7KM9-PRST");
	ck_assert_uint_eq(needed, 19);
	ck_assert_int_eq(gcv_canonical(format, code, strlen(code), out, 20, NULL), 1);
	ck_assert_int_eq(gcv_canonical(format, code, strlen(code), out, 19, &needed), GCV_E_RANGE);
	ck_assert_str_eq(out, "");
	ck_assert_uint_eq(needed, 19);
	needed = 0;
	ck_assert_int_eq(gcv_canonical(format, code, strlen(code), NULL, 0, &needed), 1);
	ck_assert_uint_eq(needed, 19);
	ck_assert_int_eq(gcv_canonical(format, code, strlen(code), NULL, 0, NULL), GCV_E_RANGE);
	strcpy(out, "untouched");
	needed = 7;
	ck_assert_int_eq(gcv_canonical(format, code, strlen(code) - 1, out, sizeof out, &needed), 0);
	ck_assert_int_eq(gcv_canonical(format, "", 0, out, sizeof out, &needed), 0);
	ck_assert_int_eq(gcv_canonical(format, NULL, 0, out, sizeof out, &needed), 0);
	ck_assert_int_eq(gcv_canonical(NULL, code, strlen(code), out, sizeof out, &needed), GCV_E_ARGUMENT);
	ck_assert_int_eq(gcv_canonical(format, NULL, 1, out, sizeof out, &needed), GCV_E_ARGUMENT);
	ck_assert_int_eq(gcv_canonical(format, code, strlen(code), NULL, 1, &needed), GCV_E_ARGUMENT);
	ck_assert_str_eq(out, "untouched");
	ck_assert_uint_eq(needed, 7);
	ck_assert_int_eq(gcv_verify(NULL, code, strlen(code)), 0);
	ck_assert_int_eq(gcv_verify(format, NULL, 3), 0);
	ck_assert_int_eq(gcv_verify(format, code, 0), 0);
}
END_TEST

/* Of several layouts the one whose groups were typed. */
START_TEST(canonical_takes_the_groups_typed)
{
	static const char *const codes[][2] = {
		{ "1234-567890-1234", "1234-567890-1234" }, { "1234567-8901234", "1234567-8901234" },
		{ "12345678901234", "1234-567890-1234" }, { "ABCDEFG HIJKLMN", "ABCDEFG-HIJKLMN" },
	};
	const gcv_format *format = gcv_catalog_find(made, "several");
	char out[32];
	size_t i;

	for (i = 0; i < sizeof codes / sizeof codes[0]; i++) {
		ck_assert_int_eq(gcv_canonical(format, codes[i][0], strlen(codes[i][0]), out, sizeof out, NULL), 1);
		ck_assert_str_eq(out, codes[i][1]);
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("verify");
	TCase *formats = tcase_create("formats"), *rest = tcase_create("rest");
	SRunner *runner;
	int failed;

	made = scheme_catalog();
	if (gcv_catalog_new(&builtin, NULL, 0) != GCV_OK)
		return 1;
	tcase_set_timeout(formats, 120);
	tcase_add_loop_test(formats, codes_and_their_changes, 0, PORTIONS);
	tcase_add_loop_test(formats, every_byte_anywhere, 0, PORTIONS);
	tcase_add_loop_test(formats, every_length, 0, PORTIONS);
	tcase_add_loop_test(formats, case_and_separators, 0, PORTIONS);
	tcase_add_loop_test(formats, codes_in_words, 0, PORTIONS);
	tcase_add_loop_test(formats, pairs_of_check_characters, 0, PORTIONS);
	tcase_add_loop_test(formats, pieces_alone, 0, PORTIONS);
	tcase_add_loop_test(formats, examples, 0, PORTIONS);
	tcase_add_loop_test(formats, usual_formats_have_tables, 0, PORTIONS);
#ifdef COUNTS_ALLOCATIONS
	tcase_add_loop_test(formats, no_memory_is_taken, 0, PORTIONS);
#endif
	tcase_add_test(rest, every_scheme_is_here);
	tcase_add_test(rest, canonical_answers);
	tcase_add_test(rest, canonical_takes_the_groups_typed);
	suite_add_tcase(suite, formats);
	suite_add_tcase(suite, rest);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	gcv_catalog_free(made);
	gcv_catalog_free(builtin);
	return failed == 0 ? 0 : 1;
}
