/* SPDX-License-Identifier: MIT */
/* The locale's encoding on the outside, UTF-8 on the inside; conversion and widths are libunistring's. */
#include "cli.h"

#include <uniconv.h>
#include <unistr.h>
#include <uniwidth.h>

#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

void encoding_start(void)
{
	/* Not LC_ALL: numbers stay as they are everywhere. */
	setlocale(LC_CTYPE, "");
#ifdef LC_MESSAGES
	setlocale(LC_MESSAGES, "");
#endif
#if defined(ENABLE_NLS) && ENABLE_NLS
	bindtextdomain("libgcvalidate", GCV_LOCALEDIR);
	bind_textdomain_codeset("libgcvalidate", "UTF-8");
#endif
}

const char *message_language(void)
{
	/* LANGUAGE may ask for another one than the locale; without a translation the locale's may have data of its own. */
	static const char none[] = "language-tag";
	const char *tag = _(none);
#ifdef LC_MESSAGES
	const char *name = setlocale(LC_MESSAGES, NULL);
#else
	const char *name = setlocale(LC_CTYPE, NULL);
#endif

	if (strcmp(tag, none) != 0)
		return tag;
	return name != NULL ? name : "C";
}

static int is_utf8(const char *charset)
{
	return strcasecmp(charset, "UTF-8") == 0 || strcasecmp(charset, "UTF8") == 0;
}

static int is_ascii(const char *charset)
{
	return strcasecmp(charset, "ANSI_X3.4-1968") == 0 || strcasecmp(charset, "ASCII") == 0 ||
	       strcasecmp(charset, "US-ASCII") == 0 || strcasecmp(charset, "646") == 0;
}

int encoding_is_read_as_it_is(void)
{
	const char *charset = locale_charset();

	return is_utf8(charset) || is_ascii(charset);
}

int encoding_read_from(const char *charset, const char *bytes, size_t size, text *to)
{
	uint8_t *converted;
	size_t length;

	/* Bytes that are not UTF-8 are the library's to explain. */
	if (size == 0 || is_utf8(charset) || is_ascii(charset)) {
		text_put(to, bytes, size);
		return to->failed ? -1 : 0;
	}
	converted = u8_conv_from_encoding(charset, iconveh_error, bytes, size, NULL, NULL, &length);
	if (converted == NULL) {
		if (errno == ENOMEM)
			return -1;
		text_put(to, bytes, size);
		return to->failed ? -1 : 0;
	}
	text_put(to, (const char *)converted, length);
	wipe(converted, length);
	free(converted);
	return to->failed ? -1 : 0;
}

int encoding_shifts(const char *bytes, size_t size)
{
	const char *at = bytes, *end = bytes + size;

	while (size > 2 && at < end - 2 && (at = memchr(at, '\x1B', (size_t)(end - 2 - at))) != NULL) {
		if ((at[1] == '$' && (at[2] == 'B' || at[2] == '@')) || (at[1] == '(' && at[2] == 'J'))
			return 1;
		at++;
	}
	return 0;
}

int encoding_read(const char *bytes, size_t size, text *to)
{
	return encoding_read_from(encoding_shifts(bytes, size) ? "ISO-2022-JP" : locale_charset(), bytes, size, to);
}

/* ASCII as it is, the rest as \uXXXX or \UXXXXXXXX: no table of any encoding is needed for that. */
static int write_ascii(const uint8_t *utf8, size_t size, FILE *out)
{
	size_t at = 0;

	while (at < size) {
		ucs4_t point;
		int bytes = u8_mbtouc(&point, utf8 + at, size - at);

		if (point < 128 ? putc((int)point, out) == EOF : fprintf(out, point < 0x10000 ? "\\u%04X" : "\\U%08X", (unsigned)point) < 0)
			return -1;
		at += (size_t)bytes;
	}
	return 0;
}

int encoding_write(const char *utf8, size_t size, int is_error)
{
	FILE *out = is_error ? stderr : stdout;
	const char *charset = locale_charset();
	char *converted;
	size_t length;
	int written;

	if (size == 0)
		return 0;
	if (is_utf8(charset))
		return fwrite(utf8, 1, size, out) == size ? 0 : -1;
	if (is_ascii(charset))
		return write_ascii((const uint8_t *)utf8, size, out);
	converted = u8_conv_to_encoding(charset, iconveh_escape_sequence, (const uint8_t *)utf8, size, NULL, NULL, &length);
	if (converted == NULL)
		return write_ascii((const uint8_t *)utf8, size, out);
	written = fwrite(converted, 1, length, out) == length ? 0 : -1;
	wipe(converted, length);
	free(converted);
	return written;
}

size_t columns_of(const char *utf8, size_t size)
{
	const char *charset = locale_charset();
	int width;

	/* In an ASCII locale what is not ASCII is written as \uXXXX. */
	if (is_ascii(charset)) {
		size_t at = 0, columns = 0;

		while (at < size) {
			ucs4_t point;
			int bytes = u8_mbtouc(&point, (const uint8_t *)utf8 + at, size - at);

			columns += point < 128 ? 1 : point < 0x10000 ? 6 : 10;
			at += (size_t)bytes;
		}
		return columns;
	}
	width = u8_width((const uint8_t *)utf8, size, charset);
	return width > 0 ? (size_t)width : 0;
}
