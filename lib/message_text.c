/* SPDX-License-Identifier: MIT */
/* Floor 4: the parts sentences are made of: filled templates, lists, characters fit to be shown. */
#include "message.h"

#include "i18n.h"
#include "text.h"

#include <string.h>
#include <unictype.h>

/* More code points of one typed character than this are cut: a person can heap marks on a letter without end. */
#define SHOWN_POINTS 4
#define SHOWN_BYTES (SHOWN_POINTS * 10 + 8)

#if defined(ENABLE_NLS) && ENABLE_NLS && defined(GCV_LOCALEDIR) && defined(__GNUC__)
/*
 * Bound when the library is loaded, not at each call: an application may then bind the domain elsewhere. A constructor,
 * because the library keeps no state in which "already done" could be noted.
 */
static void bind_domain(void) __attribute__((constructor));
static void bind_domain(void)
{
	bindtextdomain(GCVI_TEXT_DOMAIN, GCV_LOCALEDIR);
	bind_textdomain_codeset(GCVI_TEXT_DOMAIN, "UTF-8");
}
#endif

/* The argument a directive at text names, 0 … 8; -1 where no directive stands. All are four bytes long. */
static int directive(const char *text)
{
	if (text[0] == '%' && text[1] >= '1' && text[1] <= '9' && text[2] == '$' && text[3] == 's')
		return text[1] - '1';
	return -1;
}

/* Writes to out (NULL: only measures); returns the bytes without the terminator. */
static size_t fill(const char *text, const char *const *arguments, size_t count, char *out)
{
	size_t size = 0;

	while (*text != '\0') {
		int index = directive(text);

		if (index >= 0) {
			const char *argument = (size_t)index < count ? arguments[index] : NULL;
			size_t bytes = argument != NULL ? strlen(argument) : 0;

			if (out != NULL && bytes != 0)
				memcpy(out + size, argument, bytes);
			size += bytes;
			text += 4;
			continue;
		}
		if (text[0] == '%' && text[1] == '%')
			text++;
		if (out != NULL)
			out[size] = *text;
		size++;
		text++;
	}
	if (out != NULL)
		out[size] = '\0';
	return size;
}

char *gcvi_fill(gcvi_arena *arena, const char *text, const char *const *arguments, size_t count)
{
	char *out = gcvi_arena_alloc(arena, fill(text, arguments, count, NULL) + 1, 1);

	if (out != NULL)
		fill(text, arguments, count, out);
	return out;
}

/* Would this do something to a terminal, or be seen as nothing? */
static bool is_hidden(uint32_t point, bool first)
{
	if (point < 0x20 || (point >= 0x7F && point < 0xA0) || point == 0x2028 || point == 0x2029)
		return true;
	if (gcvi_is_invisible(point))
		return true;
	if (first && uc_is_general_category_withtable(point, UC_CATEGORY_MASK_M))
		return true;
	return uc_is_general_category_withtable(point, UC_CATEGORY_MASK_Cc | UC_CATEGORY_MASK_Cf | UC_CATEGORY_MASK_Co |
	                                               UC_CATEGORY_MASK_Cn | UC_CATEGORY_MASK_Zs);
}

static size_t write_hex(uint32_t point, char *out)
{
	static const char digits[] = "0123456789ABCDEF";
	size_t size = 0;
	int shift;

	out[size++] = 'U';
	out[size++] = '+';
	for (shift = 20; shift >= 0; shift -= 4)
		if (shift < 16 || point >> shift != 0)
			out[size++] = digits[point >> shift & 15];
	return size;
}

const char *gcvi_message_show(gcvi_arena *arena, const char *typed)
{
	static const char ellipsis[] = "\xE2\x80\xA6";
	char text[SHOWN_BYTES];
	size_t left = strlen(typed), size = 0, points = 0;
	const char *copy;

	while (left > 0) {
		uint32_t point = 0xFFFD;
		size_t bytes = gcvi_utf8_read((const uint8_t *)typed, left, &point);

		if (points++ == SHOWN_POINTS) {
			memcpy(text + size, ellipsis, sizeof ellipsis - 1);
			size += sizeof ellipsis - 1;
			break;
		}
		if (bytes == 0) {
			bytes = 1;
			point = 0xFFFD;
		}
		if (is_hidden(point, points == 1))
			size += write_hex(point, text + size);
		else
			size += gcvi_utf8_write(point, (uint8_t *)text + size);
		typed += bytes;
		left -= bytes;
	}
	copy = gcvi_arena_text(arena, text, size);
	gcvi_wipe(text, sizeof text);
	return copy;
}

const char *gcvi_message_list(gcvi_arena *arena, const char *const *items, size_t count)
{
	const char *parts[2];
	size_t i;

	if (count == 0)
		return "";
	parts[0] = items[0];
	for (i = 1; i < count && parts[0] != NULL; i++) {
		parts[1] = items[i];
		parts[0] = gcvi_fill(arena, i + 1 == count
		                     /* TRANSLATORS: a choice of two, or the end of a list of characters */
		                     ? _("%1$s or %2$s")
		                     /* TRANSLATORS: inside a list of characters */
		                     : _("%1$s, %2$s"), parts, 2);
	}
	return parts[0];
}

const char *gcvi_message_language(void)
{
	/* TRANSLATORS: not a sentence: put your language's tag here, for example ja. It selects product names. */
	static const char none[] = N_("language-tag");
	const char *tag = _(none);

	return strcmp(tag, none) == 0 ? "" : tag;
}

void gcvi_message_number(size_t number, char out[24])
{
	char digits[24];
	size_t count = 0, i;

	do {
		digits[count++] = (char)('0' + number % 10);
		number /= 10;
	} while (number != 0);
	for (i = 0; i < count; i++)
		out[i] = digits[count - 1 - i];
	out[count] = '\0';
}
