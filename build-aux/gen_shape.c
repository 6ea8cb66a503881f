/* SPDX-License-Identifier: MIT */
/* Writes data/unicode/confusables.tsv as a C table sorted by code point. */
#include "generate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROWS_MAX 8192

typedef struct row {
	unsigned long point, shape;
} row;

static row rows[ROWS_MAX];

static int compare(const void *a, const void *b)
{
	const row *x = a, *y = b;

	if (x->point != y->point)
		return x->point < y->point ? -1 : 1;
	return x->shape < y->shape ? -1 : x->shape > y->shape;
}

static row read_row(char *line, const char *file, unsigned long number)
{
	char *character = strchr(line, '\t'), *shape = character != NULL ? strchr(character + 1, '\t') : NULL, *end, *name;
	row read;

	name = shape != NULL ? strchr(shape + 1, '\t') : NULL;
	if (name == NULL)
		gen_fail(file, number, "code point, character, look and name were expected");
	*character++ = *shape++ = *name = 0;
	read.point = strtoul(line, &end, 16);
	if (end == line || *end != 0 || read.point < 0x80 || read.point > 0x10FFFF)
		gen_fail(file, number, "a code point beyond ASCII in hexadecimal was expected");
	if (strcmp(character, "-") != 0 && gen_point(character) != read.point)
		gen_fail(file, number, "the character is not that code point");
	read.shape = gen_point(shape);
	if (read.shape == 0)
		gen_fail(file, number, "the look is not one character");
	return read;
}

int main(int argc, char **argv)
{
	char line[1024];
	unsigned long number = 0;
	size_t count = 0, i;
	FILE *in;

	if (argc != 2 || (in = fopen(argv[1], "rb")) == NULL) {
		fputs("usage: gen_shape confusables.tsv\n", stderr);
		return 1;
	}
	while (fgets(line, sizeof line, in) != NULL) {
		number++;
		if (strchr(line, '\n') == NULL)
			gen_fail(argv[1], number, "line too long or unfinished");
		line[strcspn(line, "\n")] = 0;
		if (line[0] == '#' || line[0] == 0)
			continue;
		if (count == ROWS_MAX)
			gen_fail(argv[1], number, "too many rows");
		rows[count++] = read_row(line, argv[1], number);
	}
	if (ferror(in) || fclose(in) != 0)
		gen_fail(argv[1], number, "cannot be read");
	qsort(rows, count, sizeof rows[0], compare);
	puts("/* Generated from data/unicode/confusables.tsv. */\nstatic const struct shape_row { uint32_t point, shape; } shapes[] = {");
	for (i = 0; i < count; i++)
		printf("\t{ 0x%04lX, 0x%04lX },\n", rows[i].point, rows[i].shape);
	puts("};");
	return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
