/* SPDX-License-Identifier: MIT */
/*
 * gen_formats LANGUAGE TEMPLATE FILE...: a manual page from its template and the format files. Lines between the comments
 * EACH FORMAT and END come out once for each format: @key@ is its value in the language, the line comes again for every
 * value and not at all without one; @key|text@ has a text for that case. "?key=value " at its start: only for formats with
 * that value. "\n" is a new line. Beside the keys of gcvalidate-format(5) there are name and characters, the number of
 * characters.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE_BYTES 16384
#define FIELDS_MAX 256
#define BLOCK_LINES 256

typedef struct field {
	char *key, *language, *value;
} field;

typedef struct format {
	char *name, characters[64];
	field fields[FIELDS_MAX];
	size_t count;
	struct format *next;
} format;

static const char *file, *language;
static unsigned long number;

static void fail(const char *message)
{
	fprintf(stderr, "%s:%lu: %s\n", file, number, message);
	exit(1);
}

static char *copy(const char *from, size_t size)
{
	char *to = malloc(size + 1);

	if (to == NULL)
		fail("no memory");
	memcpy(to, from, size);
	to[size] = 0;
	return to;
}

/* ---------------------------------------------------------------------------------------------------- format files */

/* A line with those that it goes on in, without its comment. 0: the end. */
static int read_line(FILE *in, char *line)
{
	size_t size = 0, at;

	line[0] = 0;
	while (fgets(line + size, (int)(LINE_BYTES - size), in) != NULL) {
		char quote = 0;

		number++;
		for (at = size; line[at] != 0 && line[at] != '\n'; at++) {
			if (quote != 0)
				quote = line[at] == quote ? 0 : quote;
			else if (line[at] == '\'' || line[at] == '"')
				quote = line[at];
			else if (line[at] == '#' && (at == size || line[at - 1] == ' ' || line[at - 1] == '\t'))
				break;
		}
		while (at > size && (line[at - 1] == ' ' || line[at - 1] == '\t'))
			at--;
		line[at] = 0;
		if (at == 0 || line[at - 1] != '\\')
			return 1;
		size = at - 1;
	}
	return size != 0;
}

static format *start(format *last, const char *line)
{
	format *fresh = calloc(1, sizeof *fresh);
	size_t size = strcspn(line + 1, "]");

	if (fresh == NULL)
		fail("no memory");
	fresh->name = copy(line + 1, size);
	last->next = fresh;
	return fresh;
}

/* "key = value", "key[ja] = value", "class X = value". */
static void add(format *to, char *line)
{
	char *value = strchr(line, '=');
	size_t size = strcspn(line, "[= \t");
	field *now = &to->fields[to->count];

	if (value == NULL || to->name == NULL || to->count == FIELDS_MAX)
		fail("a section of 'key = value' was expected");
	now->key = copy(line, size);
	now->language = line[size] == '[' ? copy(line + size + 1, strcspn(line + size + 1, "]")) : copy("", 0);
	if (strcmp(now->key, "class") == 0)
		value = line + 6;
	else
		value++;
	value += strspn(value, " \t");
	if (value[0] == '"' && value[1] != 0 && value[strlen(value) - 1] == '"') {
		value[strlen(value) - 1] = 0;
		value++;
	}
	now->value = copy(value, strlen(value));
	to->count++;
}

static void read_formats(const char *name, format **last)
{
	char line[LINE_BYTES];
	FILE *in = fopen(name, "rb");

	file = name;
	number = 0;
	if (in == NULL)
		fail("cannot be read");
	while (read_line(in, line)) {
		if (line[0] == '[')
			*last = start(*last, line);
		else if (line[0] != 0)
			add(*last, line);
	}
	fclose(in);
}

/* ---------------------------------------------------------------------------------------------------------- values */

/* Of "layout : name" only the name is translated. */
static const char *translated(const field *original, const field *other)
{
	static char joined[LINE_BYTES];
	const char *colon = strstr(original->value, " : ");

	if (colon == NULL || (strcmp(original->key, "decoy") != 0 && strcmp(original->key, "companion") != 0))
		return other->value;
	snprintf(joined, sizeof joined, "%.*s : %s", (int)(colon - original->value), original->value, other->value);
	return joined;
}

/* The count-th value of a key in the language, else in none; NULL beyond the last. */
static const char *value_of(const format *from, const char *key, size_t count)
{
	size_t i, k;

	if (strcmp(key, "name") == 0)
		return count == 0 ? from->name : NULL;
	if (strcmp(key, "characters") == 0)
		return count == 0 && from->characters[0] != 0 ? from->characters : NULL;
	for (i = 0; i < from->count; i++)
		if (strcmp(from->fields[i].key, key) == 0 && from->fields[i].language[0] == 0 && count-- == 0)
			break;
	if (i == from->count)
		return NULL;
	/* Translations follow the line they translate. */
	for (k = i + 1; k < from->count && from->fields[k].language[0] != 0 && strcmp(from->fields[k].key, key) == 0; k++)
		if (strcmp(from->fields[k].language, language) == 0)
			return translated(&from->fields[i], &from->fields[k]);
	return from->fields[i].value;
}

static unsigned long read_number(const char **at, unsigned long standard)
{
	return **at >= '0' && **at <= '9' ? strtoul(*at, (char **)(size_t)at, 10) : standard;
}

/* One layout up to '|' or the end: its fewest and most characters. optional: check characters may be left out. */
static const char *measure(const char *at, int optional, unsigned long *least, unsigned long *most)
{
	unsigned long count, more;

	*least = *most = 0;
	while (*at != 0 && *at != '|') {
		if (*at == '\'' || *at == '"') {
			const char *end = strchr(at + 1, *at);

			if (end == NULL)
				fail("a quote was expected");
			for (at++; at < end; at++)
				if (((unsigned char)*at & 0xC0) != 0x80)
					++*least, ++*most;
			at++;
		} else if (*at >= 'A' && *at <= 'Z') {
			int left_out = optional && *at++ == 'C';

			at += !optional;
			more = count = read_number(&at, 1);
			if (at[0] == '.' && at[1] == '.') {
				at += 2;
				more = read_number(&at, 0);
			}
			*least += left_out ? 0 : count;
			*most += more;
		} else {
			at++;
		}
	}
	return *at == '|' ? at + 1 : at;
}

static void count_characters(format *of)
{
	unsigned long shortest = 0, longest = 0, least, most;
	const char *layout, *optional = value_of(of, "check-optional", 0);
	size_t i;

	for (i = 0; (layout = value_of(of, "layout", i)) != NULL; i++)
		while (*layout != 0) {
			layout = measure(layout, optional != NULL && strcmp(optional, "yes") == 0, &least, &most);
			shortest = shortest == 0 || least < shortest ? least : shortest;
			longest = most > longest ? most : longest;
		}
	if (longest != 0)
		snprintf(of->characters, sizeof of->characters, shortest != longest ? "%lu-%lu" : "%lu", shortest, longest);
}

/* ---------------------------------------------------------------------------------------------------------- output */

/* Where lines of text are broken, in columns. */
#define LINE_WIDTH 66
#define WIDE_WIDTH 46      /* of text without blanks, Chinese or Japanese: not all formatters can break it */

static int column, is_macro;

static int is_wide(const char *text)
{
	return (unsigned char)*text >= 0xE3;
}

static void put_byte(char byte)
{
	putchar(byte);
	if (byte == '\n') {
		column = 0;
		return;
	}
	if (column == 0)
		is_macro = byte == '.';
	if (((unsigned char)byte & 0xC0) != 0x80)
		column += is_wide(&byte) ? 2 : 1;
}

/* A wide character and, where a line has to end, a new line; never before a closing mark. Returns its bytes less one. */
static size_t put_wide(const char *text)
{
	static const char *const closing[] = { "、", "。", "）", "」", "』", "ー", "・", "，", "：" };
	size_t size = 1, i;
	int ends = memcmp(text, "、", 3) == 0 || memcmp(text, "。", 3) == 0;

	while (((unsigned char)text[size] & 0xC0) == 0x80)
		size++;
	for (i = 0; i < size; i++)
		put_byte(text[i]);
	for (i = 0; i < sizeof closing / sizeof closing[0]; i++)
		if (strncmp(text + size, closing[i], 3) == 0)
			return size - 1;
	if (!is_macro && text[size] != 0 && (column >= WIDE_WIDTH || (ends && column >= WIDE_WIDTH * 2 / 3)))
		put_byte('\n');
	return size - 1;
}

static const char *escape(char byte)
{
	switch (byte) {
	case '\\': return "\\e";
	case '"': return "\\(dq";
	case '\'': return "\\(aq";
	case '~': return "\\(ti";
	default: return NULL;
	}
}

/* Text for roff. Lines of text are short, and sentences begin on lines of their own. */
static void put_text(const char *text)
{
	for (; *text != 0; text++) {
		const char *escaped = escape(*text);

		if (text[0] == ' ' && text[1] == ' ')
			continue;
		if (escaped != NULL) {
			while (*escaped != 0)
				put_byte(*escaped++);
		} else if (is_wide(text)) {
			text += put_wide(text);
		} else if (*text == ' ' && !is_macro && column > 0 && text[1] != '|' && text[1] != '.' &&
		           (column > LINE_WIDTH || text[-1] == '.' || text[-1] == '?' || text[-1] == '!')) {
			put_byte('\n');
		} else {
			put_byte(*text);
		}
	}
}

/* The key and the standard value of a mark at text; where the text goes on, NULL: no mark. */
static const char *read_mark(const char *text, char key[64], char standard[256])
{
	const char *end = text[0] == '@' ? strchr(text + 1, '@') : NULL, *bar;
	size_t size;

	if (end == NULL)
		return NULL;
	bar = memchr(text, '|', (size_t)(end - text));
	size = (size_t)((bar != NULL ? bar : end) - text - 1);
	if (size >= 64 || (bar != NULL && end - bar > 255))
		fail("a shorter mark was expected");
	memcpy(key, text + 1, size);
	key[size] = 0;
	standard[0] = 0;
	if (bar != NULL) {
		memcpy(standard, bar + 1, (size_t)(end - bar - 1));
		standard[end - bar - 1] = 0;
	}
	return end + 1;
}

/* The line with the count-th values of its keys, or (print 0) whether there are any. */
static int put_line(const char *line, const format *of, size_t count, int print)
{
	char key[64], standard[256];
	const char *at, *next;
	int repeats = 0;

	for (at = line; *at != 0; at = next != NULL ? next : at + 1) {
		const char *value;

		next = read_mark(at, key, standard);
		if (next == NULL) {
			if (at[0] == '\\' && at[1] == 'n')
				next = at + 2;
			if (print)
				put_byte(next != NULL ? '\n' : *at);
			continue;
		}
		value = value_of(of, key, standard[0] != 0 ? 0 : count);
		if (value == NULL && standard[0] == 0)
			return 0;
		repeats = repeats || standard[0] == 0;
		if (print)
			put_text(value != NULL ? value : standard);
	}
	if (print)
		put_byte('\n');
	return repeats || count == 0;
}

/* "?key=value rest": the rest, or NULL where the format has another value. */
static const char *condition(const char *line, const format *of)
{
	char key[64];
	const char *equals = strchr(line, '='), *blank = strchr(line, ' '), *value;
	size_t i;

	if (line[0] != '?')
		return line;
	if (equals == NULL || blank == NULL || blank < equals || equals - line > 60)
		fail("'?key=value ' was expected");
	memcpy(key, line + 1, (size_t)(equals - line - 1));
	key[equals - line - 1] = 0;
	for (i = 0; (value = value_of(of, key, i)) != NULL; i++)
		if (strlen(value) == (size_t)(blank - equals - 1) && memcmp(value, equals + 1, strlen(value)) == 0)
			return blank + 1;
	return NULL;
}

static void put_block(char *const *block, size_t lines, const format *formats)
{
	size_t i, count;

	for (; formats != NULL; formats = formats->next)
		for (i = 0; i < lines; i++) {
			const char *line = condition(block[i], formats);

			for (count = 0; line != NULL && put_line(line, formats, count, 0); count++) {
				(void)put_line(line, formats, count, 1);
				if (strchr(line, '@') == NULL)
					break;
			}
		}
}

static void put_page(const char *name, const format *formats)
{
	char line[LINE_BYTES], *block[BLOCK_LINES];
	size_t lines = 0;
	int inside = 0;
	FILE *in = fopen(name, "rb");

	file = name;
	number = 0;
	if (in == NULL)
		fail("cannot be read");
	while (fgets(line, sizeof line, in) != NULL) {
		number++;
		line[strcspn(line, "\n")] = 0;
		if (strcmp(line, ".\\\" EACH FORMAT") == 0) {
			inside = 1;
		} else if (strcmp(line, ".\\\" END") == 0) {
			put_block(block, lines, formats);
			while (lines > 0)
				free(block[--lines]);
			inside = 0;
		} else if (!inside) {
			puts(line);
		} else if (lines == BLOCK_LINES) {
			fail("fewer lines were expected");
		} else {
			block[lines++] = copy(line, strlen(line));
		}
	}
	fclose(in);
	if (inside)
		fail("END was expected");
}

int main(int argc, char **argv)
{
	format first, *last = &first, *next;
	int i;

	memset(&first, 0, sizeof first);
	if (argc < 4) {
		fprintf(stderr, "usage: %s LANGUAGE TEMPLATE FILE...\n", argv[0]);
		return 1;
	}
	language = argv[1];
	for (i = 3; i < argc; i++)
		read_formats(argv[i], &last);
	for (last = first.next; last != NULL; last = last->next)
		count_characters(last);
	put_page(argv[2], first.next);
	for (last = first.next; last != NULL; last = next) {
		next = last->next;
		for (; last->count > 0; last->count--) {
			free(last->fields[last->count - 1].key);
			free(last->fields[last->count - 1].language);
			free(last->fields[last->count - 1].value);
		}
		free(last->name);
		free(last);
	}
	return fflush(stdout) != 0 || ferror(stdout);
}
