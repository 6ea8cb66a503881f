/* SPDX-License-Identifier: MIT */
/*
 * Writes lists of words (one a line, '#' comments) as C arrays named after their files, sorted by their first byte, words
 * with the same one in the order of the file; beside each array where the words of each first byte start.
 */
#include "generate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WORDS_MAX 4096

static char *copy(const char *file, unsigned long number, const char *line)
{
	char *word = malloc(strlen(line) + 1);
	size_t i;

	if (word == NULL)
		gen_fail(file, number, "no memory");
	for (i = 0; line[i] != 0; i++)
		if (line[i] >= 'A' && line[i] <= 'Z')
			gen_fail(file, number, "lower case was expected");
	return strcpy(word, line);
}

static size_t read_words(const char *file, char **words)
{
	FILE *in = fopen(file, "rb");
	char line[256];
	unsigned long number = 0;
	size_t count = 0;

	if (in == NULL)
		gen_fail(file, 0, "cannot be read");
	while (fgets(line, sizeof line, in) != NULL) {
		size_t length = strcspn(line, "\n");

		number++;
		if (line[length] == 0)
			gen_fail(file, number, "line too long or unfinished");
		line[length] = 0;
		if (line[0] == '#' || length == 0)
			continue;
		if (count == WORDS_MAX)
			gen_fail(file, number, "too many words");
		words[count++] = copy(file, number, line);
	}
	if (ferror(in) || fclose(in) != 0)
		gen_fail(file, number, "cannot be read");
	return count;
}

static void list(const char *file)
{
	static char *words[WORDS_MAX];
	const char *slash = strrchr(file, '/'), *base = slash != NULL ? slash + 1 : file;
	int name = (int)strcspn(base, ".");
	size_t count = read_words(file, words), starts[257], placed = 0, i;
	unsigned byte;

	printf("static const char *const words_%.*s[] = {\n", name, base);
	for (byte = 0; byte < 256; byte++) {
		starts[byte] = placed;
		for (i = 0; i < count; i++)
			if ((unsigned char)words[i][0] == byte) {
				putchar('\t');
				gen_put_string(words[i]);
				puts(",");
				placed++;
			}
	}
	starts[256] = placed;
	printf("};\nstatic const unsigned short words_%.*s_first[257] = {", name, base);
	for (byte = 0; byte <= 256; byte++)
		printf("%s%zu,", byte % 16 == 0 ? "\n\t" : " ", starts[byte]);
	puts("\n};");
	for (i = 0; i < count; i++)
		free(words[i]);
}

int main(int argc, char **argv)
{
	int i;

	puts("/* Generated from data/words/. */");
	for (i = 1; i < argc; i++)
		list(argv[i]);
	return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
