/* SPDX-License-Identifier: MIT */
/* Where codes come from: arguments, or standard input line by line in bounded memory. */
#include "cli.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Twice what the library takes of one input; the rest of a longer line is read and dropped, the library says so. */
#define LINE_MOST ((size_t)32768)

void input_start(input *from, const options *how)
{
	memset(from, 0, sizeof *from);
	from->options = how;
	from->prompting = how->codes.count == 0 && isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

/* One line into from->line; 0 at the end, -1 for trouble. */
static int read_line(input *from)
{
	int end = from->options->null ? 0 : '\n', byte, any = 0;

	if (from->line == NULL && (from->line = malloc(LINE_MOST)) == NULL)
		return -1;
	from->size = 0;
	if (from->prompting && !from->options->quiet) {
		text prompt = { 0 };

		text_puts(&prompt, _("code: "));
		encoding_write(prompt.bytes, prompt.size, 1);
		text_free(&prompt);
		fflush(stderr);
	}
	while ((byte = getc(stdin)) != EOF && byte != end) {
		any = 1;
		if (from->size < LINE_MOST)
			from->line[from->size++] = (char)byte;
	}
	if (ferror(stdin))
		return -1;
	if (byte == EOF && !any)
		return 0;
	if (end == '\n' && from->size > 0 && from->size < LINE_MOST && from->line[from->size - 1] == '\r')
		from->size--;
	return 1;
}

static int next_line(input *from, text *to)
{
	int read;

	errno = 0;
	read = read_line(from);
	if (read <= 0)
		return read;
	from->number++;
	read = encoding_read(from->line, from->size, to);
	wipe(from->line, from->size);
	return read == 0 ? 1 : -1;
}

int input_next(input *from, text *to)
{
	const word_list *codes = &from->options->codes;

	to->size = 0;
	if (codes->count == 0) {
		if (from->ended)
			return 0;
		from->ended = 0;
		return next_line(from, to);
	}
	while (from->next < codes->count) {
		const char *code = codes->items[from->next];

		if (strcmp(code, "-") == 0 && !from->ended) {
			int read = next_line(from, to);

			if (read != 0)
				return read;
			from->next++;
			continue;
		}
		from->next++;
		from->number++;
		return encoding_read(code, strlen(code), to) == 0 ? 1 : -1;
	}
	return 0;
}

void input_free(input *from)
{
	if (from->line != NULL)
		wipe(from->line, LINE_MOST);
	free(from->line);
	/* What the stream buffered may hold codes; where stdio lets us, it goes. */
	memset(from, 0, sizeof *from);
}
