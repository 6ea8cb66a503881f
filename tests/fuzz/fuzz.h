/* SPDX-License-Identifier: MIT */
/* What the fuzz targets share: a check that ends the program, exact copies, characters' borders. */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <gcvalidate.h>

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define REQUIRE(condition)                                                                  \
	do {                                                                                    \
		if (!(condition)) {                                                                 \
			fprintf(stderr, "%s:%d: %s does not hold\n", __FILE__, __LINE__, #condition);   \
			abort();                                                                        \
		}                                                                                   \
	} while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* No byte to spare, so that reading beyond it is seen. */
static inline char *copy_of(const uint8_t *data, size_t size)
{
	char *copy = malloc(size != 0 ? size : 1);

	REQUIRE(copy != NULL);
	if (size != 0)
		memcpy(copy, data, size);
	return copy;
}

/* UTF-8 (RFC 3629): no overlong forms, no surrogates. */
static inline bool is_utf8(const char *text, size_t size)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t at = 0, bytes, k;

	for (; at < size; at += bytes) {
		unsigned char first = (unsigned char)text[at];
		uint32_t point;

		bytes = first < 0x80 ? 1 : first >= 0xC2 && first < 0xE0 ? 2 : first >= 0xE0 && first < 0xF0 ? 3
			: first >= 0xF0 && first < 0xF5 ? 4 : 0;
		if (bytes == 0 || bytes > size - at)
			return false;
		point = bytes == 1 ? first : first & (0x7Fu >> bytes);
		for (k = 1; k < bytes; k++) {
			if (((unsigned char)text[at + k] & 0xC0) != 0x80)
				return false;
			point = point << 6 | ((unsigned char)text[at + k] & 0x3Fu);
		}
		if (point < least[bytes] || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000))
			return false;
	}
	return true;
}

static inline bool is_border(const char *text, size_t size, size_t at)
{
	return at == 0 || at >= size || ((unsigned char)text[at] & 0xC0) != 0x80;
}

#endif
