/* SPDX-License-Identifier: MIT */
/*
 * Generator: data/keyboards/layouts.tsv to the tables of lib/keyboard.c, on standard output: for each layout what every
 * key gives without and with Shift. Upper case is only known of Latin and Cyrillic letters here, which is all there are.
 *
 *     gen_keyboard FILE
 */
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROWS 4
#define COLUMNS 12
#define LAYOUTS 16

static const char rows[] = "EDCB";
static struct {
	char name[16];
	unsigned long keys[ROWS * COLUMNS][2];
	int seen[ROWS];
} layouts[LAYOUTS];
static size_t layout_count;
static const char *path;
static unsigned long line_number;

static void die(const char *format, ...)
{
	va_list args;

	fprintf(stderr, "gen_keyboard: %s:%lu: ", path, line_number);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	exit(1);
}

/* The code point at the start of a text; our own data, so only gross errors are looked for. */
static unsigned long take_point(const char **at)
{
	const unsigned char *s = (const unsigned char *)*at;
	int more = s[0] < 0x80 ? 0 : s[0] >= 0xC2 && s[0] < 0xE0 ? 1 : s[0] >= 0xE0 && s[0] < 0xF0 ? 2 : -1, i;
	unsigned long point = more <= 0 ? s[0] : s[0] & (0x3Fu >> more);

	if (more < 0)
		die("not UTF-8, or beyond U+FFFF");
	for (i = 1; i <= more; i++) {
		if ((s[i] & 0xC0) != 0x80)
			die("not UTF-8");
		point = point << 6 | (s[i] & 0x3F);
	}
	*at += more + 1;
	return point;
}

static unsigned long upper_of(unsigned long point)
{
	if ((point >= 'a' && point <= 'z') || (point >= 0xE0 && point <= 0xFE && point != 0xF7) || (point >= 0x430 && point <= 0x44F))
		return point - 0x20;
	return 0;
}

static void take_key(const char *text, unsigned long key[2])
{
	if (strcmp(text, "U+0000") == 0)
		return;
	key[0] = take_point(&text);
	key[1] = *text != '\0' ? take_point(&text) : upper_of(key[0]);
	if (*text != '\0')
		die("a key has two characters at most");
}

static size_t layout_of(const char *name)
{
	size_t i;

	for (i = 0; i < layout_count; i++)
		if (strcmp(layouts[i].name, name) == 0)
			return i;
	if (layout_count == LAYOUTS || strlen(name) >= sizeof layouts[0].name)
		die("too many layouts, or too long a name");
	strcpy(layouts[layout_count].name, name);
	return layout_count++;
}

static void take_line(char *line)
{
	char *row = strchr(line, '\t'), *keys = row != NULL ? strchr(row + 1, '\t') : NULL, *key;
	const char *known;
	size_t layout, column = 0;

	if (keys == NULL)
		die("three fields are expected");
	*row++ = '\0';
	*keys++ = '\0';
	known = *row != '\0' && row[1] == '\0' ? strchr(rows, *row) : NULL;
	if (known == NULL)
		die("row: E, D, C or B is expected");
	layout = layout_of(line);
	if (layouts[layout].seen[known - rows]++)
		die("said before");
	for (key = strtok(keys, " "); key != NULL; key = strtok(NULL, " ")) {
		if (column == COLUMNS)
			die("more than %d keys", COLUMNS);
		take_key(key, layouts[layout].keys[(size_t)(known - rows) * COLUMNS + column++]);
	}
}

int main(int argc, char **argv)
{
	char line[512];
	size_t i, k;
	FILE *file;

	if (argc != 2) {
		fprintf(stderr, "usage: gen_keyboard FILE\n");
		return 2;
	}
	path = argv[1];
	file = fopen(path, "rb");
	if (file == NULL)
		die("cannot be read");
	while (fgets(line, sizeof line, file) != NULL) {
		size_t length = strcspn(line, "\n");

		line_number++;
		if (line[length] == '\0')
			die("line too long or unfinished");
		line[length] = '\0';
		if (length != 0 && line[0] != '#')
			take_line(line);
	}
	fclose(file);
	printf("#define KEYS %d\n\nenum {", ROWS * COLUMNS);
	for (i = 0; i < layout_count; i++)
		printf("%sLAYOUT_%s", i == 0 ? " " : ", ", layouts[i].name);
	printf(" };\n\nstatic const uint16_t layouts[][KEYS][2] = {\n");
	for (i = 0; i < layout_count; i++) {
		printf("\t{");
		for (k = 0; k < ROWS * COLUMNS; k++)
			printf("%s{ 0x%04lX, 0x%04lX }", k % 6 != 0 ? ", " : k == 0 ? "\n\t\t" : ",\n\t\t", layouts[i].keys[k][0],
			       layouts[i].keys[k][1]);
		printf("\n\t},\n");
	}
	printf("};\n");
	return fflush(stdout) == 0 ? 0 : 1;
}
