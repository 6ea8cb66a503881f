/* SPDX-License-Identifier: MIT */
/* Writes lists of words (one a line, '#' comments) as C arrays named after their files. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void fail(const char *file, unsigned long line, const char *message)
{
	fprintf(stderr, "%s:%lu: %s\n", file, line, message);
	exit(1);
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

static void list(const char *file)
{
	const char *slash = strrchr(file, '/'), *base = slash != NULL ? slash + 1 : file;
	FILE *in = fopen(file, "rb");
	char line[256];
	unsigned long number = 0;

	if (in == NULL)
		fail(file, 0, "cannot be read");
	printf("static const char *const words_%.*s[] = {\n", (int)strcspn(base, "."), base);
	while (fgets(line, sizeof line, in) != NULL) {
		size_t length = strcspn(line, "\n"), i;

		number++;
		if (line[length] == 0)
			fail(file, number, "line too long or unfinished");
		line[length] = 0;
		if (line[0] == '#' || length == 0)
			continue;
		for (i = 0; i < length; i++)
			if (line[i] >= 'A' && line[i] <= 'Z')
				fail(file, number, "lower case was expected");
		putchar('\t');
		put_string(line);
		puts(",");
	}
	puts("};");
	if (ferror(in) || fclose(in) != 0)
		fail(file, number, "cannot be read");
}

int main(int argc, char **argv)
{
	int i;

	puts("/* Generated from data/words/. */");
	for (i = 1; i < argc; i++)
		list(argv[i]);
	return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
