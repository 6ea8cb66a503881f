/* SPDX-License-Identifier: MIT */
/* Text that grows, and the little formatting the command needs: no locale has a say in it. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

/* Through a volatile pointer: the compiler cannot know that nobody reads the bytes any more. */
static void *(*const volatile overwrite)(void *, int, size_t) = memset;

void wipe(void *bytes, size_t size)
{
	if (size != 0)
		overwrite(bytes, 0, size);
}

void text_put(text *to, const char *bytes, size_t size)
{
	if (to->failed)
		return;
	if (size >= to->capacity - to->size) {
		size_t capacity = to->capacity != 0 ? to->capacity : 256;
		char *grown;

		while (capacity - to->size <= size && capacity <= SIZE_MAX / 2)
			capacity *= 2;
		/* Not realloc: it would leave the old copy behind. */
		grown = capacity - to->size > size ? malloc(capacity) : NULL;
		if (grown == NULL) {
			to->failed = 1;
			return;
		}
		if (to->size != 0)
			memcpy(grown, to->bytes, to->size);
		wipe(to->bytes, to->capacity);
		free(to->bytes);
		to->bytes = grown;
		to->capacity = capacity;
	}
	if (size != 0)
		memcpy(to->bytes + to->size, bytes, size);
	to->size += size;
	to->bytes[to->size] = 0;
}

void text_puts(text *to, const char *string)
{
	text_put(to, string, strlen(string));
}

void text_number(text *to, size_t number)
{
	char digits[24];
	size_t at = sizeof digits;

	do
		digits[--at] = (char)('0' + number % 10);
	while ((number /= 10) != 0);
	text_put(to, digits + at, sizeof digits - at);
}

void text_percent(text *to, double share)
{
	double tenths = share * 1000;
	size_t whole;

	if (!(share > 0)) {
		text_puts(to, "0 %");
		return;
	}
	if (tenths < 1) {
		text_puts(to, "<0.1 %");
		return;
	}
	if (tenths > 999 && share < 1) {
		text_puts(to, ">99.9 %");
		return;
	}
	/* Three digits where they tell apart, at both ends. */
	if (tenths >= 99.5 && tenths < 995) {
		text_number(to, (size_t)(share * 100 + 0.5));
	} else {
		whole = (size_t)(tenths + 0.5);
		text_number(to, whole / 10);
		text_puts(to, ".");
		text_number(to, whole % 10);
	}
	text_puts(to, " %");
}

void text_fill(text *to, const char *template, const char *const *arguments, size_t count)
{
	const char *at = template;

	while (*at != 0) {
		size_t plain = strcspn(at, "%");

		text_put(to, at, plain);
		at += plain;
		if (at[0] == '%' && at[1] >= '1' && at[1] <= '9' && at[2] == '$' && at[3] == 's') {
			size_t which = (size_t)(at[1] - '1');

			text_puts(to, which < count && arguments[which] != NULL ? arguments[which] : "");
			at += 4;
		} else if (at[0] == '%') {
			text_puts(to, "%");
			at += at[1] == '%' ? 2 : 1;
		}
	}
}

void text_free(text *from)
{
	wipe(from->bytes, from->capacity);
	free(from->bytes);
	memset(from, 0, sizeof *from);
}
