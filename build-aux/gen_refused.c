/* SPDX-License-Identifier: MIT */
/* Writes data/refused/refused.txt (why an issuer refuses a good code) as C tables. */
#include "generate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE_BYTES 2048
#define LANGUAGES 16

typedef struct text {
	char language[16], title[LINE_BYTES], advice[LINE_BYTES];
} text;

typedef struct section {
	char cause[64], format[64], source[LINE_BYTES], grade;
	text texts[LANGUAGES];
	size_t count;
} section;

static const char *file;
static unsigned long number;

static void fail(const char *message)
{
	gen_fail(file, number, message);
}

static void copy(char *to, size_t capacity, const char *from, size_t length)
{
	if (length >= capacity)
		fail("too long");
	memcpy(to, from, length);
	to[length] = 0;
}

/* A section is complete with an English title and advice, a source and a grade. */
static void finish(const section *now, unsigned index)
{
	size_t i;

	if (now->cause[0] == 0)
		return;
	if (now->count == 0 || now->texts[0].language[0] != 0)
		fail("title and advice without a language have to come first");
	if (now->source[0] == 0 || strchr("ABCD", now->grade) == NULL)
		fail("the section before has no source or no grade");
	printf("static const gcv_refusal refusal_%u[] = {\n", index);
	for (i = 0; i < now->count; i++) {
		if (now->texts[i].title[0] == 0 || now->texts[i].advice[0] == 0)
			fail("the section before has a title without advice or the other way round");
		fputs("\t{ ", stdout);
		gen_put_string(now->cause);
		fputs(", ", stdout);
		gen_put_string(now->texts[i].title);
		fputs(",\n\t  ", stdout);
		gen_put_string(now->texts[i].advice);
		fputs(",\n\t  ", stdout);
		gen_put_string(now->source);
		printf(", '%c', ", now->grade);
		gen_put_string(now->texts[i].language);
		puts(" },");
	}
	puts("};");
}

static void start(section *now, char *line)
{
	char *end = strchr(line, ']'), *at;

	if (end == NULL || end[1] != 0)
		fail("']' was expected at the end of the line");
	*end = 0;
	memset(now, 0, sizeof *now);
	at = strstr(line, " @ ");
	if (at != NULL) {
		copy(now->cause, sizeof now->cause, line + 1, (size_t)(at - line - 1));
		copy(now->format, sizeof now->format, at + 3, strlen(at + 3));
	} else {
		copy(now->cause, sizeof now->cause, line + 1, strlen(line + 1));
	}
}

static text *text_of(section *now, const char *language)
{
	size_t i;

	for (i = 0; i < now->count; i++)
		if (strcmp(now->texts[i].language, language) == 0)
			return &now->texts[i];
	if (now->count == LANGUAGES)
		fail("too many languages");
	copy(now->texts[now->count].language, sizeof now->texts[0].language, language, strlen(language));
	return &now->texts[now->count++];
}

static void set(section *now, char *line)
{
	char *value = strchr(line, '='), *end, *bracket;
	const char *language = "";

	if (value == NULL || now->cause[0] == 0)
		fail("'key = value' inside a section was expected");
	end = value;
	while (end > line && (end[-1] == ' ' || end[-1] == '\t'))
		end--;
	*end = 0;
	value++;
	value += strspn(value, " \t");
	bracket = strchr(line, '[');
	if (bracket != NULL) {
		language = bracket + 1;
		*bracket = 0;
		bracket[1 + strcspn(language, "]")] = 0;
	}
	if (strcmp(line, "title") == 0)
		copy(text_of(now, language)->title, LINE_BYTES, value, strlen(value));
	else if (strcmp(line, "advice") == 0)
		copy(text_of(now, language)->advice, LINE_BYTES, value, strlen(value));
	else if (strcmp(line, "source") == 0)
		copy(now->source, LINE_BYTES, value, strlen(value));
	else if (strcmp(line, "grade") == 0)
		now->grade = value[0];
	else
		fail("title, advice, source or grade was expected");
}

int main(int argc, char **argv)
{
	static section sections[64];
	static char line[LINE_BYTES];
	unsigned count = 0, i;
	FILE *in;

	if (argc != 2 || (in = fopen(file = argv[1], "rb")) == NULL) {
		fputs("usage: gen_refused refused.txt\n", stderr);
		return 1;
	}
	puts("/* Generated from data/refused/refused.txt. */");
	while (fgets(line, sizeof line, in) != NULL) {
		number++;
		if (strchr(line, '\n') == NULL)
			fail("line too long or unfinished");
		line[strcspn(line, "\n")] = 0;
		if (line[0] == '#' || line[0] == 0)
			continue;
		if (line[0] != '[') {
			if (count == 0)
				fail("a section was expected");
			set(&sections[count - 1], line);
		} else if (count == sizeof sections / sizeof sections[0]) {
			fail("too many sections");
		} else {
			start(&sections[count++], line);
		}
	}
	if (ferror(in) || fclose(in) != 0)
		fail("cannot be read");
	for (i = 0; i < count; i++)
		finish(&sections[i], i);
	puts("static const struct refusal_section { const char *cause, *format; const gcv_refusal *texts; size_t count; } refusals[] = {");
	for (i = 0; i < count; i++) {
		fputs("\t{ ", stdout);
		gen_put_string(sections[i].cause);
		fputs(", ", stdout);
		gen_put_string(sections[i].format);
		printf(", refusal_%u, %lu },\n", i, (unsigned long)sections[i].count);
	}
	puts("};");
	return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
