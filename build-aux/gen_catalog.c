/* SPDX-License-Identifier: MIT */
/* Writes the built-in formats, data/formats in the order given, as one text in a C array; comment lines are left out. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned long written;

static void put_byte(unsigned char byte)
{
	printf("%s%u,", written % 24 == 0 ? "\n\t" : "", (unsigned)byte);
	written++;
}

static void put_file(const char *name)
{
	char line[16384];
	FILE *file = fopen(name, "rb");

	if (file == NULL) {
		perror(name);
		exit(1);
	}
	while (fgets(line, sizeof line, file) != NULL) {
		const char *start = line + strspn(line, " \t");
		size_t i, size = strlen(line);

		if (size + 1 == sizeof line) {
			fprintf(stderr, "%s: line too long\n", name);
			exit(1);
		}
		if (*start == '#' || *start == '\n')
			continue;
		for (i = 0; i < size; i++)
			put_byte((unsigned char)line[i]);
		if (line[size - 1] != '\n')
			put_byte('\n');
	}
	if (ferror(file) || fclose(file) != 0) {
		perror(name);
		exit(1);
	}
}

int main(int argc, char **argv)
{
	int i;

	printf("/* Made by build-aux/gen_catalog.c from data/formats; do not edit. */\n");
	printf("static const unsigned char gcvi_catalog_text[] = {");
	for (i = 1; i < argc; i++)
		put_file(argv[i]);
	printf("\n};\n");
	return ferror(stdout) || fflush(stdout) != 0;
}
