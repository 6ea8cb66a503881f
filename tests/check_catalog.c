/* SPDX-License-Identifier: MIT */
/* Catalogs: what every built-in format must say, that its examples hold, and that loading is all or nothing. */
#include "format_parse.h"

#include <check.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static gcv_catalog *built_in(void)
{
	gcv_catalog *catalog = NULL;

	ck_assert_int_eq(gcv_catalog_new(&catalog, NULL, 0), GCV_OK);
	return catalog;
}

/* ---------------------------------------------------------------------------------------------- built-in */

static const char *const names[] = {
	"amazon", "apple", "google-play", "nintendo-eshop", "playstation", "microsoft", "windows-key", "steam-wallet",
	"steam-key", "netcash", "netridecash", "bitcash", "couponcode", "crockford32", "visa-prepaid", "odoo-loyalty",
	"shopware", "cultureland",
};

START_TEST(the_promised_formats_are_there)
{
	gcv_catalog *catalog = built_in();
	size_t i;

	for (i = 0; i < sizeof names / sizeof names[0]; i++)
		ck_assert_msg(gcv_catalog_find(catalog, names[i]) != NULL, "%s", names[i]);
	ck_assert_ptr_null(gcv_catalog_find(catalog, "amazo"));
	ck_assert_ptr_null(gcv_catalog_find(catalog, ""));
	ck_assert_ptr_null(gcv_catalog_find(catalog, NULL));
	ck_assert_ptr_null(gcv_catalog_find(NULL, "amazon"));
	ck_assert_uint_eq(gcv_catalog_count(NULL), 0);
	ck_assert_ptr_null(gcv_catalog_at(catalog, gcv_catalog_count(catalog)));
	ck_assert_ptr_null(gcv_catalog_at(NULL, 0));
	gcv_catalog_free(catalog);
	gcv_catalog_free(NULL);
}
END_TEST

static size_t count_lines(const gcv_format *format, const char *key)
{
	size_t count = 0;

	while (gcv_format_value(format, key, NULL, count) != NULL)
		count++;
	return count;
}

START_TEST(every_format_says_what_a_person_needs)
{
	gcv_catalog *catalog = built_in();
	size_t i, k;

	for (i = 0; i < gcv_catalog_count(catalog); i++) {
		const gcv_format *format = gcv_catalog_at(catalog, i);
		const char *name = gcv_format_name(format);
		static const char *const needed[] = { "region", "grade", "family" }, *const shape[] = { "evidence", "layout" };
		const gcvi_field *title = NULL;

		for (k = 0; k < format->field_count; k++)
			if (strcmp(format->fields[k].key, "title") == 0 && strcmp(format->fields[k].language, "ja") == 0)
				title = &format->fields[k];
		ck_assert_msg(title != NULL, "%s: no Japanese title", name);
		ck_assert_msg(count_lines(format, "source") > 0, "%s: no source", name);
		for (k = 0; k < sizeof needed / sizeof needed[0]; k++)
			ck_assert_msg(count_lines(format, needed[k]) > 0, "%s: no %s", name, needed[k]);
		for (k = 0; format->typed && k < sizeof shape / sizeof shape[0]; k++)
			ck_assert_msg(count_lines(format, shape[k]) > 0, "%s: no %s", name, shape[k]);
		ck_assert_msg(!format->typed || (count_lines(format, "example") > 0 && count_lines(format, "counter-example") > 0),
		              "%s: no example or counter-example", name);
	}
	gcv_catalog_free(catalog);
}
END_TEST

/* The names of other numbers and of each note in Japanese too. */
START_TEST(what_is_told_is_told_in_japanese)
{
	gcv_catalog *catalog = built_in();
	size_t i, k;

	for (i = 0; i < gcv_catalog_count(catalog); i++) {
		const gcv_format *format = gcv_catalog_at(catalog, i);
		static const char *const keys[] = { "note", "decoy", "companion", "lock-out" };

		for (k = 0; k < sizeof keys / sizeof keys[0]; k++) {
			size_t index;
			const char *plain;

			for (index = 0; (plain = gcv_format_value(format, keys[k], NULL, index)) != NULL; index++)
				ck_assert_msg(gcv_format_value(format, keys[k], "ja", index) != plain, "%s: %s %zu not in Japanese",
				              format->name, keys[k], index);
		}
	}
	gcv_catalog_free(catalog);
}
END_TEST

/* Built-in examples are not tried when a catalog is made, but here: each format once more, as a user's file. */
START_TEST(every_example_holds)
{
	gcv_catalog *catalog = built_in();
	size_t i, k, tried = 0;

	for (i = 0; i < gcv_catalog_count(catalog); i++) {
		const gcv_format *format = gcv_catalog_at(catalog, i);
		gcv_text_error error = GCV_TEXT_ERROR_INIT;
		gcv_catalog *again = NULL;
		char text[60000];
		size_t used = (size_t)snprintf(text, sizeof text, "[%s]\n", format->name);
		int status;

		for (k = 0; k < format->field_count; k++) {
			const gcvi_field *field = &format->fields[k];

			used += (size_t)snprintf(text + used, sizeof text - used, *field->language != 0 ? "%s[%s] = %s\n" : "%s%s = %s\n",
			                         field->key, field->language, field->value);
			ck_assert_uint_lt(used, sizeof text);
			tried += strstr(field->key, "example") != NULL;
		}
		ck_assert_int_eq(gcv_catalog_new(&again, NULL, GCV_CATALOG_EMPTY), GCV_OK);
		status = gcv_catalog_load(again, text, used, NULL, &error);
		ck_assert_msg(status == GCV_OK, "%s: %s\n%s", format->name, error.message,
		              error.line > 1 ? format->fields[error.line - 2].value : "");
		gcv_catalog_free(again);
	}
	ck_assert_uint_ge(tried, 4 * sizeof names / sizeof names[0]);
	gcv_catalog_free(catalog);
}
END_TEST

/* ------------------------------------------------------------------------------------------------ loading */

static const char good[] = "[shop]\ntitle = Shop\nlayout = X4-X4\ncheck = luhn\nexample = 0000-0000\ndecoy = D4 : d\n";

START_TEST(a_broken_text_changes_nothing)
{
	static const char broken[] = "[one]\ntitle = One\nlayout = X4\n[two]\ntitle = Two\nlayout = X4 Q\n";
	gcv_catalog *catalog = built_in();
	size_t count = gcv_catalog_count(catalog), bytes = catalog->arena.bytes, i;
	gcv_text_error error = GCV_TEXT_ERROR_INIT;

	for (i = 0; i < 3; i++) {
		ck_assert_int_eq(gcv_catalog_load(catalog, broken, sizeof broken - 1, "b.gcf", &error), GCV_E_SYNTAX);
		ck_assert_uint_eq(error.line, 6);
		ck_assert_int_eq(gcv_catalog_load(catalog, broken, sizeof broken - 1, "b.gcf", NULL), GCV_E_SYNTAX);
		ck_assert_uint_eq(gcv_catalog_count(catalog), count);
		ck_assert_uint_eq(catalog->arena.bytes, bytes);
		ck_assert_ptr_null(gcv_catalog_find(catalog, "one"));
	}
	ck_assert_int_eq(gcv_catalog_load(catalog, good, sizeof good - 1, "g.gcf", &error), GCV_OK);
	ck_assert_uint_eq(gcv_catalog_count(catalog), count + 1);
	ck_assert_ptr_eq(gcv_catalog_at(catalog, count), gcv_catalog_find(catalog, "shop"));
	gcv_catalog_free(catalog);
}
END_TEST

START_TEST(a_broken_text_leaves_the_list_alone)
{
	static const char broken[] = "[one]\ntitle = One\nlayout = X4\n[two]\n";
	gcvi_format_list list = { NULL, 0, 0 };
	gcvi_arena arena;

	gcvi_arena_init(&arena, NULL);
	ck_assert_int_eq(gcvi_format_file_parse(broken, sizeof broken - 1, NULL, &arena, &list, NULL), GCV_E_SYNTAX);
	ck_assert_uint_eq(list.count, 0);
	ck_assert_int_eq(gcvi_format_file_parse(broken, 30, NULL, &arena, &list, NULL), GCV_OK);
	ck_assert_uint_eq(list.count, 1);
	gcvi_arena_free(&arena);
}
END_TEST

START_TEST(a_name_is_given_once)
{
	static const char other[] = "[book]\ntitle = B\nlayout = X4\n[amazon]\ntitle = A\nlayout = X4\n";
	gcv_catalog *catalog = built_in();
	gcv_text_error error = GCV_TEXT_ERROR_INIT;

	ck_assert_int_eq(gcv_catalog_load(catalog, other, sizeof other - 1, "o.gcf", &error), GCV_E_DUPLICATE);
	ck_assert_uint_eq(error.line, 4);
	ck_assert_uint_eq(error.column, 1);
	ck_assert_str_eq(error.message, "the name 'amazon' is taken already");
	ck_assert_ptr_null(gcv_catalog_find(catalog, "book"));
	ck_assert_int_eq(gcv_catalog_load(catalog, good, sizeof good - 1, "g.gcf", &error), GCV_OK);
	ck_assert_int_eq(gcv_catalog_load(catalog, good, sizeof good - 1, "h.gcf", &error), GCV_E_DUPLICATE);
	ck_assert_str_eq(error.message, "the name 'shop' is taken already, by line 1 of 'g.gcf'");
	gcv_catalog_free(catalog);
}
END_TEST

START_TEST(arguments_are_looked_at)
{
	gcv_catalog *catalog = NULL;
	gcv_allocator half = { NULL, NULL, NULL };
	gcv_text_error small = GCV_TEXT_ERROR_INIT;

	ck_assert_int_eq(gcv_catalog_new(NULL, NULL, 0), GCV_E_ARGUMENT);
	ck_assert_int_eq(gcv_catalog_new(&catalog, NULL, 2), GCV_E_ARGUMENT);
	ck_assert_int_eq(gcv_catalog_new(&catalog, &half, 0), GCV_E_ARGUMENT);
	ck_assert_ptr_null(catalog);
	catalog = built_in();
	small.size = 8;
	ck_assert_int_eq(gcv_catalog_load(catalog, good, sizeof good - 1, NULL, &small), GCV_E_ARGUMENT);
	ck_assert_int_eq(gcv_catalog_load(catalog, NULL, 4, NULL, NULL), GCV_E_ARGUMENT);
	ck_assert_int_eq(gcv_catalog_load(NULL, good, 4, NULL, NULL), GCV_E_ARGUMENT);
	ck_assert_int_eq(gcv_catalog_load_file(catalog, NULL, NULL), GCV_E_ARGUMENT);
	ck_assert_int_eq(gcv_catalog_load_file(NULL, "x", NULL), GCV_E_ARGUMENT);
	ck_assert_int_eq(gcv_catalog_load(catalog, NULL, 0, NULL, NULL), GCV_OK);
	gcv_catalog_free(catalog);
}
END_TEST

/* -------------------------------------------------------------------------------------------------- files */

static char folder[40], path[80];

static void make_folder(void)
{
	strcpy(folder, "/tmp/gcvalidate-catalog-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/f.gcf", folder);
}

static void remove_folder(void)
{
	remove(path);
	rmdir(folder);
}

static void write_file(const char *text, size_t size, size_t times)
{
	FILE *file = fopen(path, "wb");

	ck_assert_ptr_nonnull(file);
	while (times-- > 0)
		ck_assert_uint_eq(fwrite(text, 1, size, file), size);
	ck_assert_int_eq(fclose(file), 0);
}

START_TEST(files_are_loaded)
{
	gcv_catalog *catalog = built_in();
	gcv_text_error error = GCV_TEXT_ERROR_INIT;

	write_file(good, sizeof good - 1, 1);
	ck_assert_int_eq(gcv_catalog_load_file(catalog, path, &error), GCV_OK);
	ck_assert_ptr_nonnull(gcv_catalog_find(catalog, "shop"));
	ck_assert_int_eq(gcv_catalog_load_file(catalog, path, &error), GCV_E_DUPLICATE);
	ck_assert_ptr_nonnull(strstr(error.message, folder));
	write_file("", 0, 1);
	ck_assert_int_eq(gcv_catalog_load_file(catalog, path, &error), GCV_OK);
	gcv_catalog_free(catalog);
}
END_TEST

START_TEST(what_is_no_file_is_refused)
{
	gcv_catalog *catalog = built_in();
	size_t count = gcv_catalog_count(catalog);
	gcv_text_error error = GCV_TEXT_ERROR_INIT;

	ck_assert_int_eq(gcv_catalog_load_file(catalog, path, &error), GCV_E_FILE);
	ck_assert_int_eq(errno, ENOENT);
	ck_assert_uint_eq(error.line, 0);
	ck_assert_str_eq(error.message, "the file cannot be opened");
	ck_assert_int_eq(gcv_catalog_load_file(catalog, folder, &error), GCV_E_FILE);
	ck_assert_int_eq(errno, EISDIR);
	write_file("# 34567\n", 8, ((size_t)16 << 20) / 8);
	ck_assert_int_eq(gcv_catalog_load_file(catalog, path, &error), GCV_OK);
	write_file("# 34567\n", 8, ((size_t)16 << 20) / 8 + 1);
	ck_assert_int_eq(gcv_catalog_load_file(catalog, path, &error), GCV_E_RANGE);
	ck_assert_ptr_nonnull(strstr(error.message, "16 MiB"));
	ck_assert_uint_eq(gcv_catalog_count(catalog), count);
	gcv_catalog_free(catalog);
}
END_TEST

START_TEST(so_many_formats_and_no_more)
{
	gcv_catalog *catalog = NULL;
	gcv_text_error error = GCV_TEXT_ERROR_INIT;
	char text[64];
	int i, size;

	ck_assert_int_eq(gcv_catalog_new(&catalog, NULL, GCV_CATALOG_EMPTY), GCV_OK);
	for (i = 0; i <= GCVI_FORMATS_MAX; i++) {
		size = snprintf(text, sizeof text, "[f%d]\ntitle = T\nlayout = X\n", i);
		ck_assert_int_eq(gcv_catalog_load(catalog, text, (size_t)size, NULL, &error),
		                 i < GCVI_FORMATS_MAX ? GCV_OK : GCV_E_RANGE);
	}
	ck_assert_uint_eq(gcv_catalog_count(catalog), GCVI_FORMATS_MAX);
	gcv_catalog_free(catalog);
}
END_TEST

/* ------------------------------------------------------------------------------------------------- memory */

typedef struct ledger { size_t blocks, left; } ledger;

static void *ledger_allocate(void *context, size_t bytes)
{
	ledger *book = context;

	if (book->left == 0)
		return NULL;
	book->left--;
	book->blocks++;
	return malloc(bytes);
}

static void ledger_release(void *context, void *block, size_t bytes)
{
	ledger *book = context;

	(void)bytes;
	book->blocks--;
	free(block);
}

/* Every allocation fails once; nothing leaks, nothing is half there. */
START_TEST(memory_may_run_out_anywhere)
{
	ledger book = { 0, 0 };
	gcv_allocator allocator = { ledger_allocate, ledger_release, &book };
	gcv_catalog *catalog = NULL;
	size_t limit;
	int status = GCV_E_MEMORY;

	for (limit = 0; status == GCV_E_MEMORY; limit++) {
		book.left = limit;
		status = gcv_catalog_new(&catalog, &allocator, 0);
		ck_assert(status == GCV_OK || (status == GCV_E_MEMORY && book.blocks == 0));
	}
	ck_assert_uint_gt(limit, 20);
	status = GCV_E_MEMORY;
	for (limit = 0; status == GCV_E_MEMORY; limit++) {
		size_t count = gcv_catalog_count(catalog), blocks = book.blocks;
		gcv_text_error error = GCV_TEXT_ERROR_INIT;

		book.left = limit;
		status = gcv_catalog_load(catalog, good, sizeof good - 1, "g.gcf", &error);
		ck_assert(status == GCV_OK || status == GCV_E_MEMORY);
		if (status == GCV_E_MEMORY) {
			ck_assert_uint_eq(gcv_catalog_count(catalog), count);
			ck_assert_uint_eq(book.blocks, blocks);
			ck_assert_str_eq(error.message, gcv_strerror(GCV_E_MEMORY));
		}
	}
	ck_assert_uint_gt(limit, 3);
	gcv_catalog_free(catalog);
	ck_assert_uint_eq(book.blocks, 0);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("catalog");
	TCase *formats = tcase_create("built-in"), *loading = tcase_create("loading"), *files = tcase_create("files");
	SRunner *runner;
	int failed;

	tcase_add_test(formats, the_promised_formats_are_there);
	tcase_add_test(formats, every_format_says_what_a_person_needs);
	tcase_add_test(formats, what_is_told_is_told_in_japanese);
	tcase_add_test(formats, every_example_holds);
	tcase_add_test(loading, a_broken_text_changes_nothing);
	tcase_add_test(loading, a_broken_text_leaves_the_list_alone);
	tcase_add_test(loading, a_name_is_given_once);
	tcase_add_test(loading, arguments_are_looked_at);
	tcase_add_test(loading, so_many_formats_and_no_more);
	tcase_add_test(loading, memory_may_run_out_anywhere);
	tcase_add_checked_fixture(files, make_folder, remove_folder);
	tcase_add_test(files, files_are_loaded);
	tcase_add_test(files, what_is_no_file_is_refused);
	tcase_set_timeout(files, 60);
	tcase_set_timeout(formats, 60);
	tcase_set_timeout(loading, 60);
	suite_add_tcase(suite, formats);
	suite_add_tcase(suite, loading);
	suite_add_tcase(suite, files);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? 0 : 1;
}
