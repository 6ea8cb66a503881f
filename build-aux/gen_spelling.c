/* SPDX-License-Identifier: MIT */
/* Writes the tables of data/spelling as C: words that are said (per language) and words that are understood. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE_MAX_BYTES 512

static void fail(const char *file, unsigned long line, const char *message)
{
	fprintf(stderr, "%s:%lu: %s\n", file, line, message);
	exit(1);
}

/* The one code point that the whole field is; 0 otherwise. */
static unsigned long one_point(const char *field)
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

static void put_string(const char *text)
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

/* "data/spelling/ja.tsv" to "ja". */
static void table_name(const char *file, char *name, size_t capacity)
{
	const char *slash = strrchr(file, '/'), *base = slash != NULL ? slash + 1 : file;
	size_t length = strcspn(base, ".");

	if (length >= capacity)
		fail(file, 0, "file name too long");
	memcpy(name, base, length);
	name[length] = 0;
}

static void put_part(const char *file, unsigned long line, const char *symbol)
{
	static const char *const parts[] = { "capital", "small", "filler", "as", "voiced", "semivoiced", "little", "break" };
	size_t i;
	unsigned long point;

	if (symbol[0] == '@') {
		for (i = 0; i < sizeof parts / sizeof parts[0]; i++)
			if (strcmp(symbol + 1, parts[i]) == 0) {
				printf("\t{ 0, PART_%c%s, ", parts[i][0] - 'a' + 'A', parts[i] + 1);
				return;
			}
		fail(file, line, "unknown @part");
	}
	point = one_point(symbol);
	if (point == 0)
		fail(file, line, "the first field is not one character");
	printf("\t{ 0x%04lX, PART_Symbol, ", point);
}

static void table(const char *file)
{
	FILE *in = fopen(file, "rb");
	char line[LINE_MAX_BYTES], name[64];
	unsigned long number = 0;
	int heard;

	if (in == NULL)
		fail(file, 0, "cannot be read");
	table_name(file, name, sizeof name);
	heard = strcmp(name, "heard") == 0;
	printf("static const spelling_%s spelling_%s[] = {\n", heard ? "part" : "word", name);
	while (fgets(line, sizeof line, in) != NULL) {
		char *word, *said = NULL;

		number++;
		if (strchr(line, '\n') == NULL)
			fail(file, number, "line too long or unfinished");
		line[strcspn(line, "\n")] = 0;
		if (line[0] == '#' || line[0] == 0)
			continue;
		word = strchr(line, '\t');
		if (word == NULL)
			fail(file, number, "a tab was expected");
		*word++ = 0;
		said = strchr(word, '\t');
		if ((said == NULL) != heard)
			fail(file, number, heard ? "two fields were expected" : "three fields were expected");
		if (heard) {
			put_part(file, number, line);
			put_string(word);
		} else {
			*said++ = 0;
			if (one_point(line) == 0)
				fail(file, number, "the first field is not one character");
			printf("\t{ 0x%04lX, ", one_point(line));
			put_string(strcmp(word, "-") == 0 ? "" : word);
			fputs(", ", stdout);
			put_string(said);
		}
		puts(" },");
	}
	puts("};");
	if (ferror(in) || fclose(in) != 0)
		fail(file, number, "cannot be read");
}

int main(int argc, char **argv)
{
	int i;

	puts("/* Generated from data/spelling/. */");
	for (i = 1; i < argc; i++)
		table(argv[i]);
	return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
