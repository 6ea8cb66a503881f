/* SPDX-License-Identifier: MIT */
/* Writes data/lookalikes/ as one C table sorted by printed, read: the only copy of these figures in the library. */
#include "generate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROWS_MAX 4096

typedef struct row {
	unsigned long printed, read;
	char level, clean[24], scratched[24], residue[24];
} row;

static row rows[ROWS_MAX];
static size_t count;

/* Digits with one point, as both C and the table write them. */
static void copy_number(char to[24], const char *from, const char *file, unsigned long line)
{
	size_t length = strspn(from, "0123456789"), rest = 0;

	if (from[length] == '.')
		rest = 1 + strspn(from + length + 1, "0123456789");
	if (length == 0 || rest < 2 || from[length + rest] != 0 || length + rest >= 24)
		gen_fail(file, line, "a weight like 0.35 was expected");
	strcpy(to, from);
}

static size_t split(char *line, char **fields, size_t most)
{
	size_t n = 0;

	for (;;) {
		fields[n++] = line;
		line = strchr(line, '\t');
		if (line == NULL || n == most)
			return n;
		*line++ = 0;
	}
}

static void read_row(char *line, const char *file, unsigned long number)
{
	char *fields[16];
	row *next = &rows[count];

	if (split(line, fields, 16) < 7)
		gen_fail(file, number, "printed, read, level, grade and three weights were expected");
	if (strcmp(fields[0], "printed") == 0)
		return;
	if (count == ROWS_MAX)
		gen_fail(file, number, "too many rows");
	next->printed = gen_point(fields[0]);
	next->read = gen_point(fields[1]);
	if (next->printed == 0 || next->read == 0 || next->printed == next->read)
		gen_fail(file, number, "two different characters were expected");
	if (strlen(fields[2]) != 1 || strchr("123", fields[2][0]) == NULL)
		gen_fail(file, number, "a level 1, 2 or 3 was expected");
	if (strlen(fields[3]) != 1 || strchr("ABCD", fields[3][0]) == NULL)
		gen_fail(file, number, "a grade A, B, C or D was expected");
	next->level = fields[2][0];
	copy_number(next->clean, fields[4], file, number);
	copy_number(next->scratched, fields[5], file, number);
	copy_number(next->residue, fields[6], file, number);
	count++;
}

static void read_file(const char *file)
{
	char line[1024];
	unsigned long number = 0;
	FILE *in = fopen(file, "rb");

	if (in == NULL)
		gen_fail(file, 0, "cannot be read");
	while (fgets(line, sizeof line, in) != NULL) {
		number++;
		if (strchr(line, '\n') == NULL)
			gen_fail(file, number, "line too long or unfinished");
		line[strcspn(line, "\n")] = 0;
		if (line[0] != '#' && line[0] != 0)
			read_row(line, file, number);
	}
	if (ferror(in) || fclose(in) != 0)
		gen_fail(file, number, "cannot be read");
}

static int compare(const void *a, const void *b)
{
	const row *x = a, *y = b;

	if (x->printed != y->printed)
		return x->printed < y->printed ? -1 : 1;
	return x->read < y->read ? -1 : x->read > y->read;
}

/* Where the rows of each ASCII character begin; nearly all codes are of these. */
static void write_index(void)
{
	unsigned long point;
	size_t i = 0;

	puts("static const unsigned short lookalikes_of[129] = {");
	for (point = 0; point <= 128; point++) {
		while (i < count && rows[i].printed < point)
			i++;
		printf("%s%zu,%s", point % 16 == 0 ? "\t" : " ", i, point % 16 == 15 || point == 128 ? "\n" : "");
	}
	puts("};");
}

int main(int argc, char **argv)
{
	size_t i;
	int f;

	for (f = 1; f < argc; f++)
		read_file(argv[f]);
	qsort(rows, count, sizeof rows[0], compare);
	puts("/* Generated from data/lookalikes/. */\nstatic const gcvi_lookalike lookalikes[] = {");
	for (i = 0; i < count; i++) {
		if (i > 0 && compare(&rows[i - 1], &rows[i]) == 0) {
			fprintf(stderr, "gen_lookalike: U+%04lX read as U+%04lX stands twice\n", rows[i].printed, rows[i].read);
			return 1;
		}
		printf("\t{ 0x%04lX, 0x%04lX, %c, %s, %s, %s },\n", rows[i].printed, rows[i].read, rows[i].level, rows[i].clean,
		       rows[i].scratched, rows[i].residue);
	}
	puts("};");
	write_index();
	return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
