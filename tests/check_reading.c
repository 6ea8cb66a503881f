/* SPDX-License-Identifier: MIT */
/* Bytes to marks: kinds, code points, spans and changes; hostile input stays inside its bounds. */
#include "reading.h"
#include "support.h"
#include "text.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

typedef struct mark_row {
	size_t start, end;
	uint32_t point;
	int kind;
	unsigned changes;
} mark_row;

typedef struct reading_row {
	const char *name, *input;
	size_t size, count;
	mark_row marks[6];
} reading_row;

#define CHAR GCVI_MARK_CHARACTER
#define SEP GCVI_MARK_SEPARATOR

static const reading_row rows[] = {
	{ "ASCII", "A-8", 3, 3, { { 0, 1, 'A', CHAR, 0 }, { 1, 2, '-', SEP, 0 }, { 2, 3, '8', CHAR, 0 } } },
	{ "full width", "\uFF21\uFF0D", 6, 2, { { 0, 3, 'A', CHAR, GCVI_CHANGE_WIDTH }, { 3, 6, '-', SEP, GCVI_CHANGE_WIDTH } } },
	{ "half-width voiced kana is one mark", "\uFF76\uFF9E", 6, 1, { { 0, 6, 0x30AC, CHAR, GCVI_CHANGE_WIDTH } } },
	{ "decomposed kana", "\u304B\u3099", 6, 1, { { 0, 6, 0x304C, CHAR, GCVI_CHANGE_COMPOSE } } },
	{ "decomposed letter", "E\u0301", 3, 1, { { 0, 3, 0xC9, CHAR, GCVI_CHANGE_COMPOSE } } },
	{ "marks that do not compose", "B\u0336", 3, 1, { { 0, 3, 0, CHAR, 0 } } },
	{ "circled twelve is two marks", "\u246B", 3, 2, { { 0, 3, '1', CHAR, GCVI_CHANGE_COMPAT }, { 0, 3, '2', CHAR, GCVI_CHANGE_COMPAT } } },
	{ "mathematical letter", "\U0001D400", 4, 1, { { 0, 4, 'A', CHAR, GCVI_CHANGE_COMPAT } } },
	{ "zero width space", "A\u200BB", 5, 3, { { 0, 1, 'A', CHAR, 0 }, { 1, 4, 0, GCVI_MARK_INVISIBLE, GCVI_CHANGE_INVISIBLE },
	                                          { 4, 5, 'B', CHAR, 0 } } },
	{ "joiner inside a character", "\u304B\u200D\u3099", 9, 1, { { 0, 9, 0x304C, CHAR, GCVI_CHANGE_INVISIBLE | GCVI_CHANGE_COMPOSE } } },
	{ "variation selector", "8\uFE0F", 4, 2, { { 0, 1, '8', CHAR, 0 }, { 1, 4, 0, GCVI_MARK_INVISIBLE, GCVI_CHANGE_INVISIBLE } } },
	{ "byte order mark", "\uFEFFA", 4, 2, { { 0, 3, 0, GCVI_MARK_INVISIBLE, GCVI_CHANGE_INVISIBLE }, { 3, 4, 'A', CHAR, 0 } } },
	{ "unreadable", "?\u25A1\uFF1F", 7, 3, { { 0, 1, '?', GCVI_MARK_UNREADABLE, 0 }, { 1, 4, 0x25A1, GCVI_MARK_UNREADABLE, 0 },
	                                        { 4, 7, '?', GCVI_MARK_UNREADABLE, GCVI_CHANGE_WIDTH } } },
	{ "choice", "1[B8]", 5, 2, { { 0, 1, '1', CHAR, 0 }, { 1, 5, 0, GCVI_MARK_CHOICE, 0 } } },
	{ "full-width choice", "\uFF3B\uFF22\uFF18\uFF3D", 12, 1, { { 0, 12, 0, GCVI_MARK_CHOICE, 0 } } },
	{ "unclosed bracket", "[B", 2, 2, { { 0, 1, '[', CHAR, 0 }, { 1, 2, 'B', CHAR, 0 } } },
	{ "empty bracket", "[]", 2, 2, { { 0, 1, '[', CHAR, 0 }, { 1, 2, ']', CHAR, 0 } } },
	{ "nested bracket", "[[B8]", 5, 2, { { 0, 1, '[', CHAR, 0 }, { 1, 5, 0, GCVI_MARK_CHOICE, 0 } } },
	{ "separator in a choice", "[B-]", 4, 4, { { 0, 1, '[', CHAR, 0 }, { 1, 2, 'B', CHAR, 0 }, { 2, 3, '-', SEP, 0 },
	                                           { 3, 4, ']', CHAR, 0 } } },
	{ "malformed", "A\xFF\xFE" "B", 4, 3, { { 0, 1, 'A', CHAR, 0 }, { 1, 3, 0, GCVI_MARK_MALFORMED, 0 }, { 3, 4, 'B', CHAR, 0 } } },
	{ "cut sequence at the end", "A\xE3\x81", 3, 2, { { 0, 1, 'A', CHAR, 0 }, { 1, 3, 0, GCVI_MARK_MALFORMED, 0 } } },
	{ "surrogate", "\xED\xA0\x80", 3, 1, { { 0, 3, 0, GCVI_MARK_MALFORMED, 0 } } },
	{ "NUL", "A\0B", 3, 3, { { 0, 1, 'A', CHAR, 0 }, { 1, 2, 0, CHAR, 0 }, { 2, 3, 'B', CHAR, 0 } } },
	{ "line end", "A\n", 2, 2, { { 0, 1, 'A', CHAR, 0 }, { 1, 2, '\n', SEP, 0 } } },
	{ "empty", "", 0, 0, { { 0, 0, 0, 0, 0 } } },
};

START_TEST(bytes_become_marks)
{
	const reading_row *row = &rows[_i];
	char *copy = exact_copy(row->input, row->size);
	gcvi_reading reading;
	gcvi_arena arena;
	size_t i;

	gcvi_arena_init(&arena, NULL);
	ck_assert_int_eq(gcvi_read(&reading, copy, row->size, &arena), GCV_OK);
	ck_assert_msg(reading.count == row->count, "%s: %zu marks", row->name, reading.count);
	for (i = 0; i < row->count; i++) {
		const gcvi_mark *mark = &reading.marks[i];
		const mark_row *wanted = &row->marks[i];

		ck_assert_msg(mark->start == wanted->start && mark->end == wanted->end, "%s: mark %zu is %u-%u", row->name, i,
		              (unsigned)mark->start, (unsigned)mark->end);
		ck_assert_msg(mark->kind == wanted->kind, "%s: mark %zu has kind %d", row->name, i, mark->kind);
		ck_assert_msg(wanted->kind == SEP || mark->point == wanted->point, "%s: mark %zu is U+%04X", row->name, i,
		              (unsigned)mark->point);
		ck_assert_msg(mark->changes == wanted->changes, "%s: mark %zu has changes %x", row->name, i, mark->changes);
	}
	gcvi_arena_free(&arena);
	free(copy);
}
END_TEST

START_TEST(choices_are_kept)
{
	static const char input[] = "[B8]?[\uFF10O]";
	gcvi_reading reading;
	gcvi_arena arena;

	gcvi_arena_init(&arena, NULL);
	ck_assert_int_eq(gcvi_read(&reading, input, sizeof input - 1, &arena), GCV_OK);
	ck_assert_uint_eq(reading.count, 3);
	ck_assert_uint_eq(reading.choice_count, 4);
	ck_assert_uint_eq(reading.choices[reading.marks[2].choice_first], '0');
	ck_assert_uint_eq(reading.choices[reading.marks[2].choice_first + 1], 'O');
	gcvi_arena_free(&arena);
}
END_TEST

START_TEST(large_input_is_refused_at_the_door)
{
	char *input = calloc(GCVI_INPUT_MAX + 1, 1);
	gcvi_reading reading;
	gcvi_arena arena;

	memset(input, 'A', GCVI_INPUT_MAX + 1);
	gcvi_arena_init(&arena, NULL);
	ck_assert_int_eq(gcvi_read(&reading, input, GCVI_INPUT_MAX, &arena), GCV_OK);
	ck_assert_int_eq(reading.too_large, 0);
	ck_assert_uint_eq(reading.count, GCVI_INPUT_MAX);
	ck_assert_int_eq(gcvi_read(&reading, input, GCVI_INPUT_MAX + 1, &arena), GCV_OK);
	ck_assert_int_eq(reading.too_large, 1);
	ck_assert_uint_eq(reading.count, 0);
	gcvi_arena_free(&arena);
	free(input);
}
END_TEST

START_TEST(many_marks_on_one_letter_are_no_letter)
{
	char input[1 + 2 * 5000];
	gcvi_reading reading;
	gcvi_arena arena;
	size_t i;

	input[0] = 'A';
	for (i = 0; i < 5000; i++)
		memcpy(input + 1 + 2 * i, "\u0301", 2);
	gcvi_arena_init(&arena, NULL);
	ck_assert_int_eq(gcvi_read(&reading, input, sizeof input, &arena), GCV_OK);
	ck_assert_uint_eq(reading.count, 1);
	ck_assert_uint_eq(reading.marks[0].point, 0);
	ck_assert_uint_eq(reading.marks[0].end, sizeof input);
	gcvi_arena_free(&arena);
}
END_TEST

/* Pieces that make trouble when they meet. */
static const char *const pieces[] = {
	"A", "8", "-", "?", "[", "]", "\uFF21", "\uFF76", "\uFF9E", "\u304B", "\u3099", "\u0301", "\u0307", "i", "\u017F", "\u212A",
	"\u0130", "\u0131", "\uFB01", "\uFDFA", "\u1100", "\u1161", "\u11A8", "\u200B", "\u200D", "\u202E", "\uFE0F", "\u246B",
	"\u0410", "\u0667", "\U0001F1EF", "\U0001F1F5", "\U0001F469", "\U0001D400", "\xFF", "\xE3", "\x81", "\xC0", "\xED\xA0\x80",
	"\r", "\n", "\t", " ", "\u3000", "\u30FC", "\u00AD", "\uFEFF", "\u0344", "\u0B94", "\u1E9B"
};

static int is_border(const char *input, size_t size, size_t at)
{
	return at == size || ((unsigned char)input[at] & 0xC0) != 0x80;
}

START_TEST(spans_cover_every_byte_in_order)
{
	uint64_t state = 20261123;
	size_t round;

	for (round = 0; round < 20000; round++) {
		char input[160];
		size_t size = 0, count = (size_t)(next_random(&state) % 12), i, reached = 0;
		gcvi_reading reading;
		gcvi_arena arena;
		char *copy;

		for (i = 0; i < count; i++) {
			const char *piece = pieces[next_random(&state) % (sizeof pieces / sizeof pieces[0])];

			memcpy(input + size, piece, strlen(piece));
			size += strlen(piece);
		}
		copy = exact_copy(input, size);
		gcvi_arena_init(&arena, NULL);
		ck_assert_int_eq(gcvi_read(&reading, copy, size, &arena), GCV_OK);
		for (i = 0; i < reading.count; i++) {
			const gcvi_mark *mark = &reading.marks[i];
			int shared = i > 0 && mark->start == reading.marks[i - 1].start && mark->end == reading.marks[i - 1].end;

			if (!(shared || mark->start == reached) || mark->end <= mark->start || mark->end > size)
				ck_abort_msg("round %zu: mark %zu is %u-%u after %zu", round, i, mark->start, mark->end, reached);
			/* Malformed bytes have no borders to respect. */
			if (mark->kind != GCVI_MARK_MALFORMED && (i == 0 || reading.marks[i - 1].kind != GCVI_MARK_MALFORMED) &&
			    !is_border(copy, size, mark->start))
				ck_abort_msg("round %zu: mark %zu starts inside a character", round, i);
			reached = mark->end;
		}
		ck_assert_uint_eq(reached, size);
		gcvi_arena_free(&arena);
		free(copy);
	}
}
END_TEST

START_TEST(memory_may_run_out)
{
	static const char input[] = "\uFF21[B8]-\u304B\u3099?\xFF" "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZ[08]";
	size_t blocks;
	int status = GCV_E_MEMORY;

	for (blocks = 0; status != GCV_OK && blocks < 100; blocks++) {
		scarce state;
		gcv_allocator allocator = scarce_allocator(&state, blocks);
		gcvi_reading reading;
		gcvi_arena arena;

		gcvi_arena_init(&arena, &allocator);
		status = gcvi_read(&reading, input, sizeof input - 1, &arena);
		ck_assert_int_eq(status, state.refused != 0 ? GCV_E_MEMORY : GCV_OK);
		gcvi_arena_free(&arena);
		ck_assert_uint_eq(state.out, 0);
	}
	ck_assert_int_eq(status, GCV_OK);
	ck_assert_uint_gt(blocks, 1);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("reading");
	TCase *tcase = tcase_create("reading");
	SRunner *runner;
	int failed;

	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, bytes_become_marks, 0, (int)(sizeof rows / sizeof rows[0]));
	tcase_add_test(tcase, choices_are_kept);
	tcase_add_test(tcase, large_input_is_refused_at_the_door);
	tcase_add_test(tcase, many_marks_on_one_letter_are_no_letter);
	tcase_add_test(tcase, spans_cover_every_byte_in_order);
	tcase_add_test(tcase, memory_may_run_out);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? 0 : 1;
}
