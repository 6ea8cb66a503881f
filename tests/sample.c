/* SPDX-License-Identifier: MIT */
/* For the tests of floors 4 and 5: a small catalog of made-up formats, and reports as one line of text. */
#include "sample.h"

#include <check.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char sample_formats[] =
	"[gift]\n"
	"title = Gift card\n"
	"class X = A-Z 0-9\n"
	"evidence = superset\n"
	"grade = B\n"
	"layout = X4-X6-X4 | X4-X6-X5\n"
	"count-trap = 16 17\n"
	"[exact]\n"
	"title = Exact card\n"
	"title[ja] = \xE3\x82\xAB\xE3\x83\xBC\xE3\x83\x89\n"      /* "kaado", card */
	"class B = B C D F G H J K M P Q R T V W X Y 2-4 6-9\n"
	"layout = B5-B5\n"
	"[single]\n"
	"title = Card known from one source\n"
	"class A = A-H 0-4\n"
	"evidence = superset\n"
	"grade = C\n"
	"layout = A6\n"
	"[coupon]\n"
	"title = Coupon\n"
	"class D = 0-9 A-H J-N P-R T-Y\n"
	"fold = O>0 I>1 Z>2 S>5\n"
	"layout = D3C-D3C-D3C\n"
	"check = coupon-code\n"
	"[apple]\n"
	"title = X card\n"
	"class X = A-Z 0-9\n"
	"evidence = superset\n"
	"layout = 'X' X15\n"
	"decoy = 'GCA' D13 : the serial number\n"
	"decoy = D10 : the order number\n"
	"[card]\n"
	"title = Bank card\n"
	"layout = '4' D3-D4-D4-D4\n"
	"check = luhn\n"
	"companion = D3 : the PIN\n"
	"[windows]\n"
	"title = Key with one N\n"
	"class K = B C D F G H J K M N P Q R T V W X Y 2-4 6-9\n"
	"layout = K5-K5\n"
	"check = count N 1\n"
	"[kana]\n"
	"title = Kana card\n"
	"class K = \xE3\x81\x82-\xE3\x82\x93\n"                   /* hiragana a to n */
	"evidence = superset\n"
	"layout = K4 _ K4\n"
	"[crockford]\n"
	"title = Crockford number\n"
	"class D = 0-9 A-H J K M N P-T V-Z\n"
	"class C = 0-9 A-H J K M N P-Z * ~ $ =\n"
	"case = either\n"
	"fold = O>0 I>1 L>1\n"
	"layout = D5C\n"
	"check = crockford37\n"
	"check-optional = yes\n"
	"[mixed]\n"
	"title = Case matters\n"
	"case = sensitive\n"
	"class M = a-k A-H 2-9\n"
	"layout = M8\n"
	"[classes]\n"
	"title = Letters and digits by turns\n"
	"class V = A E I O U\n"
	"class L = A-Z\n"
	"layout = L D L D V\n"
	"[prefixes]\n"
	"title = Number whose prefix decides the length\n"
	"layout = '416' D-D4 | '31' D2-D4\n"
	"[range]\n"
	"title = Of unknown length\n"
	"class X = A-Z 0-9\n"
	"evidence = superset\n"
	"length = unknown\n"
	"layout = X10..12\n"
	"[lower]\n"
	"title = In small letters\n"
	"case = lower\n"
	"class H = 0-9 a-f\n"
	"layout = '044' H - H4\n"
	"[dash]\n"
	"title = With a hyphen of its own\n"
	"class X = A-Z '-'\n"
	"layout = X7\n"
	"[stretches]\n"
	"title = Checked four at a time\n"
	"layout = D3 C D3 C D3 C\n"
	"check = luhn each=4\n"
	"\n"
	"[within]\n"
	"title = Checked within\n"
	"layout = 'GC' D5 C - D4\n"
	"check = luhn alphabet=0-9 first=3 last=-5\n"
	"\n"
	"[segment]\n"
	"title = With a check of too many states\n"
	"class B = qpzry9x8gf2tvdw0s3jn54khce6mua7l\n"
	"class C = qpzry9x8gf2tvdw0s3jn54khce6mua7l\n"
	"case = lower\n"
	"layout = 'gc1' B8 C6\n"
	"check = bech32m\n"
	"[link]\n"
	"title = Link\n"
	"typed = no\n";

gcv_catalog *sample_catalog(const gcv_allocator *allocator)
{
	gcv_text_error error = GCV_TEXT_ERROR_INIT;
	gcv_catalog *catalog = NULL;
	int status;

	ck_assert_int_eq(gcv_catalog_new(&catalog, allocator, GCV_CATALOG_EMPTY), GCV_OK);
	status = gcv_catalog_load(catalog, sample_formats, sizeof sample_formats - 1, "sample", &error);
	ck_assert_msg(status == GCV_OK, "sample:%zu:%zu: %s", error.line, error.column, error.message);
	return catalog;
}

gcv_report *sample_check(const gcv_catalog *catalog, const char *format, const char *input, size_t size,
                         const gcv_options *options)
{
	const gcv_format *formats[1];
	gcv_report *report = NULL;
	gcv_options with;
	char *copy = malloc(size != 0 ? size : 1);
	int status;

	ck_assert_ptr_nonnull(copy);
	if (size != 0)
		memcpy(copy, input, size);
	gcv_options_init(&with, sizeof with);
	if (options != NULL)
		with = *options;
	if (*format != '\0') {
		formats[0] = gcv_catalog_find(catalog, format);
		ck_assert_msg(formats[0] != NULL, "no format %s", format);
		with.formats = formats;
		with.format_count = 1;
	}
	status = gcv_check(catalog, size != 0 ? copy : NULL, size, &with, &report);
	ck_assert_msg(status == GCV_OK, "%s: %s", input, gcv_strerror_name(status));
	free(copy);
	return report;
}

typedef struct text {
	char *bytes;
	size_t size, capacity;
} text;

static void add(text *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void add(text *t, const char *format, ...)
{
	va_list arguments;
	int need;

	va_start(arguments, format);
	need = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	ck_assert_int_ge(need, 0);
	if (t->size + (size_t)need + 1 > t->capacity) {
		t->capacity = (t->size + (size_t)need + 1) * 2;
		t->bytes = realloc(t->bytes, t->capacity);
		ck_assert_ptr_nonnull(t->bytes);
	}
	va_start(arguments, format);
	vsnprintf(t->bytes + t->size, t->capacity - t->size, format, arguments);
	va_end(arguments);
	t->size += (size_t)need;
}

static void add_finding(text *t, const gcv_finding *f)
{
	size_t i;

	add(t, "; %.1s %s %zu-%zu", gcv_severity_name(f->severity), gcv_kind_name(f->kind), f->start, f->end);
	if (f->position != 0)
		add(t, " p%zu", f->position);
	if (f->group != 0)
		add(t, " g%zu", f->group);
	if (f->count != 0)
		add(t, " x%zu", f->count);
	if (f->typed != NULL)
		add(t, " '%s'", f->typed);
	if (f->meant != NULL)
		add(t, " >'%s'", f->meant);
	for (i = 0; i < f->alternative_count; i++)
		add(t, "%s%s%s", i == 0 ? " {" : " ", f->alternatives[i].symbol, i + 1 == f->alternative_count ? "}" : "");
	if (f->name != NULL)
		add(t, " (%s)", f->name);
}

char *sample_text(const gcv_report *report)
{
	text t = { NULL, 0, 0 };
	size_t i;

	add(&t, "%s", gcv_verdict_name(gcv_report_verdict(report)));
	if (gcv_report_code(report) != NULL)
		add(&t, " %s", gcv_report_code(report));
	for (i = 0; i < gcv_report_finding_count(report); i++)
		add_finding(&t, gcv_report_finding(report, i));
	return t.bytes;
}
