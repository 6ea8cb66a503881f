/* SPDX-License-Identifier: MIT */
/* Arenas: alignment, zeroing, growth, refused sizes, and that every block is wiped and released at its size. */
#include "memory.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

typedef struct ledger {
	size_t blocks, bytes, limit;   /* limit: how many more blocks it hands out */
	size_t dirty;                  /* blocks that came back with something in them */
} ledger;

static void *ledger_allocate(void *context, size_t bytes)
{
	ledger *book = context;

	if (book->limit == 0)
		return NULL;
	book->limit--;
	book->blocks++;
	book->bytes += bytes;
	return malloc(bytes);
}

static void ledger_release(void *context, void *block, size_t bytes)
{
	ledger *book = context;
	const unsigned char *byte = block;
	size_t i;

	for (i = 0; i < bytes && byte[i] == 0; i++)
		continue;
	if (i < bytes)
		book->dirty++;
	book->blocks--;
	book->bytes -= bytes;
	free(block);
}

static gcv_allocator ledger_allocator(ledger *book, size_t limit)
{
	gcv_allocator allocator = { ledger_allocate, ledger_release, book };

	memset(book, 0, sizeof *book);
	book->limit = limit;
	return allocator;
}

START_TEST(blocks_are_aligned_zeroed_and_apart)
{
	gcvi_arena arena;
	unsigned char *before = NULL;
	size_t i;

	gcvi_arena_init(&arena, NULL);
	for (i = 0; i < 2000; i++) {
		size_t bytes = i * 7 % 300, j;
		unsigned char *block = gcvi_arena_alloc(&arena, bytes, 1);

		ck_assert_ptr_nonnull(block);
		ck_assert_ptr_ne(block, before);
		ck_assert_uint_eq((uintptr_t)block % _Alignof(max_align_t), 0);
		for (j = 0; j < bytes; j++)
			ck_assert_uint_eq(block[j], 0);
		memset(block, 0xA5, bytes);
		before = block;
	}
	gcvi_arena_free(&arena);
}
END_TEST

START_TEST(impossible_sizes_are_refused)
{
	gcvi_arena arena;
	size_t capacity = SIZE_MAX / 2 + 1;

	gcvi_arena_init(&arena, NULL);
	ck_assert_ptr_null(gcvi_arena_alloc(&arena, SIZE_MAX, 2));
	ck_assert_ptr_null(gcvi_arena_alloc(&arena, SIZE_MAX / 2 + 2, 2));
	ck_assert_ptr_null(gcvi_arena_alloc(&arena, SIZE_MAX - 8, 1));
	ck_assert_ptr_null(gcvi_arena_text(&arena, "", SIZE_MAX));
	ck_assert_ptr_null(gcvi_arena_grow(&arena, NULL, &capacity, SIZE_MAX, 1));
	ck_assert_ptr_nonnull(gcvi_arena_alloc(&arena, 1, 1));
	gcvi_arena_free(&arena);
}
END_TEST

START_TEST(growing_keeps_what_was_there)
{
	gcvi_arena arena;
	unsigned *items = NULL;
	size_t capacity = 0;
	unsigned i;

	gcvi_arena_init(&arena, NULL);
	for (i = 0; i < 10000; i++) {
		items = gcvi_arena_grow(&arena, items, &capacity, i + 1, sizeof *items);
		ck_assert_ptr_nonnull(items);
		items[i] = i * 3;
	}
	for (i = 0; i < 10000; i++)
		ck_assert_uint_eq(items[i], i * 3);
	gcvi_arena_free(&arena);
}
END_TEST

START_TEST(everything_comes_back_wiped)
{
	ledger book;
	gcv_allocator allocator = ledger_allocator(&book, SIZE_MAX);
	gcvi_arena arena;
	size_t i;

	gcvi_arena_init(&arena, &allocator);
	for (i = 1; i < 500; i++) {
		char *text = gcvi_arena_text(&arena, "AB3D-E6GH7K-M9PR", 16);

		ck_assert_str_eq(text, "AB3D-E6GH7K-M9PR");
		memset(gcvi_arena_alloc(&arena, i * 20, 1), 0x5A, i * 20);
	}
	ck_assert_uint_gt(book.blocks, 1);
	gcvi_arena_free(&arena);
	ck_assert_uint_eq(book.blocks, 0);
	ck_assert_uint_eq(book.bytes, 0);
	ck_assert_uint_eq(book.dirty, 0);
	gcvi_arena_free(&arena);
	ck_assert_uint_eq(book.blocks, 0);
}
END_TEST

START_TEST(a_lent_block_comes_first_and_is_wiped)
{
	max_align_t block[64];
	const unsigned char *byte = (const unsigned char *)block;
	unsigned char *first, *second;
	gcvi_arena arena;
	size_t i;

	memset(block, 0x5A, sizeof block);
	gcvi_arena_init_on(&arena, block, sizeof block);
	first = gcvi_arena_alloc(&arena, 100, 1);
	ck_assert(first >= byte && first + 100 <= byte + sizeof block);
	for (i = 0; i < 100; i++)
		ck_assert_uint_eq(first[i], 0);
	memset(first, 0xA5, 100);
	second = gcvi_arena_alloc(&arena, sizeof block, 1);   /* more than is left: from malloc */
	ck_assert_ptr_nonnull(second);
	ck_assert(second + sizeof block <= byte || second >= byte + sizeof block);
	memset(second, 0xA5, sizeof block);
	memset(gcvi_arena_alloc(&arena, 10, 1), 0xA5, 10);
	gcvi_arena_free(&arena);
	for (i = 0; i < sizeof block; i++)
		ck_assert_uint_ne(byte[i], 0xA5);
	gcvi_arena_init_on(&arena, block, 1);                 /* of no use */
	ck_assert_ptr_nonnull(gcvi_arena_alloc(&arena, 1, 1));
	gcvi_arena_free(&arena);
}
END_TEST

START_TEST(a_refused_block_leaves_the_arena_usable)
{
	ledger book;
	gcv_allocator allocator = ledger_allocator(&book, 1);
	gcvi_arena arena;
	char *text;

	gcvi_arena_init(&arena, &allocator);
	text = gcvi_arena_text(&arena, "1K7Q", 4);
	ck_assert_ptr_nonnull(text);
	ck_assert_ptr_null(gcvi_arena_alloc(&arena, 100000, 1));
	ck_assert_str_eq(text, "1K7Q");
	ck_assert_ptr_nonnull(gcvi_arena_alloc(&arena, 8, 1));
	gcvi_arena_free(&arena);
	ck_assert_uint_eq(book.blocks, 0);
}
END_TEST

START_TEST(wiping_wipes)
{
	char secret[] = "AB3D-E6GH7K-M9PR";
	size_t i;

	gcvi_wipe(NULL, 0);
	gcvi_wipe(secret, 4);
	for (i = 0; i < 4; i++)
		ck_assert_int_eq(secret[i], 0);
	ck_assert_int_eq(secret[4], '-');
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("memory");
	TCase *arena = tcase_create("arena");
	SRunner *runner;
	int failed;

	tcase_add_test(arena, blocks_are_aligned_zeroed_and_apart);
	tcase_add_test(arena, impossible_sizes_are_refused);
	tcase_add_test(arena, growing_keeps_what_was_there);
	tcase_add_test(arena, everything_comes_back_wiped);
	tcase_add_test(arena, a_lent_block_comes_first_and_is_wiped);
	tcase_add_test(arena, a_refused_block_leaves_the_arena_usable);
	tcase_add_test(arena, wiping_wipes);
	suite_add_tcase(suite, arena);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? 0 : 1;
}
