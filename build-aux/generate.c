/* SPDX-License-Identifier: MIT */
/* What the generators of tables share. */
#include "generate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void gen_fail(const char *file, unsigned long line, const char *message)
{
	fprintf(stderr, "%s:%lu: %s\n", file, line, message);
	exit(1);
}

unsigned long gen_point(const char *field)
{
	const unsigned char *byte = (const unsigned char *)field;
	size_t size = strlen(field), i, need;
	unsigned long point;

	if (size == 0)
		return 0;
	need = byte[0] < 0x80 ? 1 : byte[0] < 0xE0 ? 2 : byte[0] < 0xF0 ? 3 : 4;
	if (need != size)
		return 0;
	point = need == 1 ? byte[0] : byte[0] & (0xFFu >> (need + 1));
	for (i = 1; i < need; i++)
		point = point << 6 | (byte[i] & 0x3Fu);
	return point;
}

void gen_put_string(const char *text)
{
	const unsigned char *byte = (const unsigned char *)text;

	putchar('"');
	for (; *byte != 0; byte++)
		if (*byte < 0x20 || *byte >= 0x7F || *byte == '"' || *byte == '\\')
			printf("\\%03o", (unsigned)*byte);
		else
			putchar(*byte);
	putchar('"');
}
