/* SPDX-License-Identifier: MIT */
/* gcvalidate-format(5), in every language: its formats load and their codes pass; it has every key and check scheme. */
#include "format_parse.h"
#include "scheme.h"
#include "support.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const pages[] = { "man/gcvalidate-format.5", "man/ja/gcvalidate-format.5" };
static char *page;
static gcv_catalog *catalog;
static size_t example_count;

static char *read_page(const char *name)
{
	const char *folder = getenv("srcdir");
	char path[1024];
	FILE *file;
	char *bytes = NULL;
	long size = -1;

	snprintf(path, sizeof path, "%s/%s", folder != NULL ? folder : ".", name);
	file = fopen(path, "rb");
	if (file == NULL)
		return NULL;
	if (fseek(file, 0, SEEK_END) == 0)
		size = ftell(file);
	ck_assert_int_gt(size, 0);
	rewind(file);
	bytes = calloc((size_t)size + 1, 1);
	ck_assert_ptr_nonnull(bytes);
	ck_assert_uint_eq(fread(bytes, 1, (size_t)size, file), (size_t)size);
	fclose(file);
	return bytes;
}

/* A display as it is read: without the escapes of roff. */
static char *plain(const char *from, const char *end)
{
	static const struct { const char *escape; char is; } escapes[] = {
		{ "\\(aq", '\'' }, { "\\(dq", '"' }, { "\\(ti", '~' }, { "\\(ha", '^' }, { "\\e", '\\' }, { "\\-", '-' }, { "\\&", 0 },
	};
	char *text = calloc((size_t)(end - from) + 1, 1), *to = text;
	size_t i;

	ck_assert_ptr_nonnull(text);
	while (from < end) {
		for (i = 0; i < sizeof escapes / sizeof escapes[0]; i++)
			if (strncmp(from, escapes[i].escape, strlen(escapes[i].escape)) == 0)
				break;
		if (i == sizeof escapes / sizeof escapes[0]) {
			ck_assert_msg(*from != '\\', "an escape this test does not know: %.8s", from);
			*to++ = *from++;
			continue;
		}
		if (escapes[i].is != 0)
			*to++ = escapes[i].is;
		from += strlen(escapes[i].escape);
	}
	return text;
}

/* Loading tries the examples already; here they are also read by the public way. */
static void try_examples(const gcv_format *format)
{
	const char *code;
	size_t i;

	for (i = 0; (code = gcv_format_value(format, "example", NULL, i)) != NULL; i++)
		ck_assert_msg(gcv_verify(format, code, strlen(code)) == 1, "%s: %s", gcv_format_name(format), code);
	ck_assert_msg(i > 0, "%s has no example", gcv_format_name(format));
	example_count += i;
}

/* Whatever stands in a literal display and begins with "[". */
static void load_displays(void)
{
	const char *at = page, *end;
	size_t i;

	ck_assert_int_eq(gcv_catalog_new(&catalog, NULL, GCV_CATALOG_EMPTY), GCV_OK);
	while ((at = strstr(at, "\n.Bd -literal")) != NULL) {
		gcv_text_error error = GCV_TEXT_ERROR_INIT;
		char *text;

		at = strchr(at + 1, '\n') + 1;
		end = strstr(at, "\n.Ed");
		ck_assert_ptr_nonnull(end);
		ck_assert_msg(strstr(at, "\n.") == end, "a macro in a display: %.60s", at);
		if (*at != '[')
			continue;
		text = plain(at, end + 1);
		ck_assert_msg(gcv_catalog_load(catalog, text, strlen(text), NULL, &error) == GCV_OK, "%zu:%zu: %s in:\n%s", error.line,
		              error.column, error.message, text);
		free(text);
	}
	example_count = 0;
	for (i = 0; i < gcv_catalog_count(catalog); i++)
		try_examples(gcv_catalog_at(catalog, i));
}

static int is_used(const char *scheme)
{
	const char *check;
	size_t i, k, size = strlen(scheme);

	for (i = 0; i < gcv_catalog_count(catalog); i++)
		for (k = 0; (check = gcv_format_value(gcv_catalog_at(catalog, i), "check", NULL, k)) != NULL; k++)
			if (strncmp(check, scheme, size) == 0 && (check[size] == 0 || check[size] == ' '))
				return 1;
	return 0;
}

START_TEST(formats_in_the_page_work)
{
	const char *scheme;
	size_t i;

	page = read_page(pages[_i]);
	/* Translations need not be there. */
	if (page == NULL) {
		ck_assert_int_ne(_i, 0);
		return;
	}
	load_displays();
	ck_assert_uint_ge(example_count, 20);
	for (i = 0; (scheme = gcvi_scheme_name_at(i)) != NULL; i++) {
		char heading[64], synopsis[64];

		snprintf(heading, sizeof heading, "\n.Ss %s\n", scheme);
		snprintf(synopsis, sizeof synopsis, "\n.D1 Ic check No = Ic %s", scheme);
		ck_assert_msg(strstr(page, heading) != NULL, "%s has no section", scheme);
		ck_assert_msg(strstr(page, synopsis) != NULL, "%s has no synopsis", scheme);
		ck_assert_msg(is_used(scheme), "%s has no example", scheme);
	}
	ck_assert_msg(!is_used("nosuch"), "this test finds what is not there");
	gcv_catalog_free(catalog);
	free(page);
}
END_TEST

START_TEST(the_page_tells_every_key)
{
	char item[60];
	size_t i;

	page = read_page(pages[_i]);
	if (page == NULL)
		return;
	for (i = 0; gcvi_key_name(i) != NULL; i++) {
		snprintf(item, sizeof item, "\n.It Ic %s ", gcvi_key_name(i));
		ck_assert_msg(strstr(page, item) != NULL, "%s", gcvi_key_name(i));
	}
	ck_assert_uint_gt(i, 20);
	free(page);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("format page");
	TCase *tcase = tcase_create("format page");
	SRunner *runner;
	int failed;

	tcase_add_loop_test(tcase, formats_in_the_page_work, 0, (int)(sizeof pages / sizeof pages[0]));
	tcase_add_loop_test(tcase, the_page_tells_every_key, 0, (int)(sizeof pages / sizeof pages[0]));
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? 0 : 1;
}
