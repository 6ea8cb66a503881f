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
/* Read at once. Larger pieces, or a mapped file, are no faster: the memory is new each time then. */
#define CHUNK ((size_t)262144)

void input_start(input *from, const options *how)
{
	memset(from, 0, sizeof *from);
	from->options = how;
	from->prompting = how->codes.count == 0 && isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
	from->as_it_is = encoding_is_read_as_it_is();
}

static void prompt(void)
{
	text words = { 0 };

	text_puts(&words, _("code: "));
	encoding_write(words.bytes, words.size, 1);
	text_free(&words);
	fflush(stderr);
}

/* More bytes behind those that are still to be read. 0, or -1 for trouble. */
static int fill(input *from)
{
	ssize_t got;

	if (from->buffer == NULL && (from->buffer = malloc(CHUNK)) == NULL)
		return -1;
	if (from->at > 0)
		memmove(from->buffer, from->buffer + from->at, from->end - from->at);
	from->end -= from->at;
	from->at = 0;
	do
		got = read(STDIN_FILENO, from->buffer + from->end, CHUNK - from->end);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return -1;
	from->ended = got == 0;
	from->end += (size_t)got;
	return 0;
}

/* One line, in from->buffer; 0 at the end, -1 for trouble. */
static int read_line(input *from, const char **line, size_t *size)
{
	int border = from->options->null ? 0 : '\n';
	size_t taken = 0;

	if (from->prompting && !from->options->quiet)
		prompt();
	if (from->buffer == NULL && fill(from) != 0)
		return -1;
	for (;;) {
		const char *start = from->buffer + from->at, *stop = NULL;

		if (from->end > from->at + taken)
			stop = memchr(start + taken, border, from->end - from->at - taken);
		taken = stop != NULL ? (size_t)(stop - start) : from->end - from->at;
		if (stop != NULL || (from->ended && taken != 0)) {
			from->at += taken + (stop != NULL);
			*line = start;
			break;
		}
		if (from->ended)
			return 0;
		/* What is too long anyway is dropped. */
		if (taken == CHUNK)
			taken = from->end = LINE_MOST;
		if (fill(from) != 0)
			return -1;
	}
	*size = taken < LINE_MOST ? taken : LINE_MOST;
	if (border == '\n' && *size > 0 && *size < LINE_MOST && (*line)[*size - 1] == '\r')
		--*size;
	return 1;
}

static int convert(input *from, const char **bytes, size_t *size)
{
	from->converted.size = 0;
	if (encoding_read(*bytes, *size, &from->converted) != 0)
		return -1;
	*bytes = from->converted.size != 0 ? from->converted.bytes : "";
	*size = from->converted.size;
	return 1;
}

static int next_line(input *from, const char **bytes, size_t *size)
{
	int read;

	errno = 0;
	read = read_line(from, bytes, size);
	if (read <= 0)
		return read;
	from->number++;
	return from->as_it_is && !encoding_shifts(*bytes, *size) ? 1 : convert(from, bytes, size);
}

int input_next(input *from, const char **bytes, size_t *size)
{
	const word_list *codes = &from->options->codes;

	if (codes->count == 0)
		return next_line(from, bytes, size);
	while (from->next < codes->count) {
		*bytes = codes->items[from->next];
		if (strcmp(*bytes, "-") == 0) {
			int read = next_line(from, bytes, size);

			if (read != 0)
				return read;
			from->next++;
			continue;
		}
		from->next++;
		from->number++;
		*size = strlen(*bytes);
		return convert(from, bytes, size);
	}
	return 0;
}

void input_free(input *from)
{
	if (from->buffer != NULL)
		wipe(from->buffer, CHUNK);
	free(from->buffer);
	text_free(&from->converted);
	memset(from, 0, sizeof *from);
}
