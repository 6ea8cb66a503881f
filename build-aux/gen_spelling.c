/* SPDX-License-Identifier: MIT */
/* Writes the tables of data/spelling as C: words that are said (per language) and words that are understood. */
#include "generate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE_MAX_BYTES 512

/* "data/spelling/ja.tsv" to "ja". */
static void table_name(const char *file, char *name, size_t capacity)
{
	const char *slash = strrchr(file, '/'), *base = slash != NULL ? slash + 1 : file;
	size_t length = strcspn(base, ".");

	if (length >= capacity)
		gen_fail(file, 0, "file name too long");
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
		gen_fail(file, line, "unknown @part");
	}
	point = gen_point(symbol);
	if (point == 0)
		gen_fail(file, line, "the first field is not one character");
	printf("\t{ 0x%04lX, PART_Symbol, ", point);
}

/* How a language puts words together, in the order of gcvi_spelling_grammar. */
static const char *const rules[] = {
	"next", "group", "capital", "small", "digit", "in", "said", "close", "kana-in", "little", "little-in", "voiced", "semivoiced"
};
#define RULES (sizeof rules / sizeof rules[0])

/* "@capital <TAB> capital_": "_" is a blank, which would not be seen at the end of a line. */
static void keep_rule(const char *file, unsigned long line, const char *name, const char *text, char found[RULES][64])
{
	size_t i, k;

	for (i = 0; i < RULES && strcmp(name, rules[i]) != 0; i++)
		continue;
	if (i == RULES)
		gen_fail(file, line, "unknown @rule");
	if (strlen(text) >= 63)
		gen_fail(file, line, "a shorter text was expected");
	/* The first byte says that the rule is there. */
	found[i][0] = 1;
	for (k = 0; text[k] != 0; k++)
		found[i][k + 1] = (char)(text[k] == '_' ? ' ' : text[k]);
	found[i][k + 1] = 0;
}

static void put_language(const char *file, const char *name, char found[RULES][64], const unsigned char letters[128])
{
	size_t i;

	for (i = 0; i < RULES; i++)
		if (found[i][0] == 0)
			gen_fail(file, 0, "a rule is missing: next, group, capital, small, digit, in, said, close, kana-in, little, little-in, "
			              "voiced, semivoiced");
	for (i = 0; i < 128; i++)
		if (((i >= '0' && i <= '9') || (i >= 'A' && i <= 'Z')) && !letters[i])
			gen_fail(file, 0, "every letter and digit was expected");
	printf("static const spelling_grammar spelling_grammar_%s = {\n\t", name);
	for (i = 0; i < RULES; i++) {
		gen_put_string(found[i] + 1);
		fputs(i + 1 < RULES ? ", " : "\n};\n", stdout);
	}
}

/* The two or three fields of a line; said NULL: two. 0: nothing there. */
static int fields(char *line, const char *file, unsigned long number, char **word, char **said)
{
	if (strchr(line, '\n') == NULL)
		gen_fail(file, number, "line too long or unfinished");
	line[strcspn(line, "\n")] = 0;
	if (line[0] == '#' || line[0] == 0)
		return 0;
	*word = strchr(line, '\t');
	if (*word == NULL)
		gen_fail(file, number, "a tab was expected");
	*(*word)++ = 0;
	*said = strchr(*word, '\t');
	if (*said != NULL)
		*(*said)++ = 0;
	return 1;
}

static void heard_table(const char *file)
{
	FILE *in = fopen(file, "rb");
	char line[LINE_MAX_BYTES], *word, *said;
	unsigned long number = 0;

	if (in == NULL)
		gen_fail(file, 0, "cannot be read");
	puts("static const spelling_part spelling_heard[] = {");
	while (fgets(line, sizeof line, in) != NULL) {
		if (!fields(line, file, ++number, &word, &said))
			continue;
		if (said != NULL)
			gen_fail(file, number, "two fields were expected");
		put_part(file, number, line);
		gen_put_string(word);
		puts(" },");
	}
	puts("};");
	if (ferror(in) || fclose(in) != 0)
		gen_fail(file, number, "cannot be read");
}

static void language_table(const char *file, const char *name)
{
	FILE *in = fopen(file, "rb");
	char line[LINE_MAX_BYTES], *word, *said, found[RULES][64];
	unsigned char letters[128];
	unsigned long number = 0;

	memset(found, 0, sizeof found);
	memset(letters, 0, sizeof letters);
	if (in == NULL)
		gen_fail(file, 0, "cannot be read");
	printf("static const spelling_word spelling_%s[] = {\n", name);
	while (fgets(line, sizeof line, in) != NULL) {
		unsigned long point;

		if (!fields(line, file, ++number, &word, &said))
			continue;
		if (line[0] == '@' && line[1] != 0) {
			if (said != NULL)
				gen_fail(file, number, "two fields were expected");
			keep_rule(file, number, line + 1, word, found);
			continue;
		}
		point = gen_point(line);
		if (said == NULL || point == 0)
			gen_fail(file, number, "a character, a word and a name were expected");
		if (point < 128)
			letters[point] = 1;
		printf("\t{ 0x%04lX, ", point);
		gen_put_string(strcmp(word, "-") == 0 ? "" : word);
		fputs(", ", stdout);
		gen_put_string(said);
		puts(" },");
	}
	puts("};");
	put_language(file, name, found, letters);
	if (ferror(in) || fclose(in) != 0)
		gen_fail(file, number, "cannot be read");
}

int main(int argc, char **argv)
{
	char name[64];
	int i;

	puts("/* Generated from data/spelling/. */");
	for (i = 1; i < argc; i++) {
		table_name(argv[i], name, sizeof name);
		if (strcmp(name, "heard") == 0)
			heard_table(argv[i]);
		else
			language_table(argv[i], name);
	}
	puts("static const spelling_language spelling_languages[] = {");
	for (i = 1; i < argc; i++) {
		table_name(argv[i], name, sizeof name);
		if (strcmp(name, "heard") != 0)
			printf("\t{ \"%s\", spelling_%s, sizeof spelling_%s / sizeof spelling_%s[0], &spelling_grammar_%s },\n", name, name, name,
			       name, name);
	}
	puts("};");
	return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
