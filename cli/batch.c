/* SPDX-License-Identifier: MIT */
/* Many codes against one format where only the answer counts: no report, no memory that grows with their number. */
#include "cli.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

/* As much of the output at once; a code as printed is never longer than 512 characters and their separators. */
#define OUTPUT ((size_t)65536)
#define CODE_MOST ((size_t)4352)

typedef struct batch {
	const gcv_format *format;
	const options *how;
	int flushes;              /* after every line */
	int not_valid;
	char *out;                /* NULL: nothing is printed */
	size_t used;
} batch;

static int trouble(const char *what)
{
	complain_errno(what);
	return EXIT_TROUBLE;
}

static int flush(batch *now)
{
	int failed = now->used != 0 && encoding_write(now->out, now->used, 0) != 0;

	wipe(now->out, now->used);
	now->used = 0;
	return failed ? trouble(_("standard output")) : 0;
}

/* The canonical code and a line end, of a valid one. */
static int print(batch *now, const char *code, size_t size)
{
	size_t written = 0;
	int valid = gcv_canonical(now->format, code, size, now->out + now->used, CODE_MOST, &written), status = 0;

	if (valid < 0) {
		complain("%1$s", gcv_strerror(valid));
		return EXIT_TROUBLE;
	}
	now->not_valid |= !valid;
	if (!valid)
		return 0;
	now->used += written;
	now->out[now->used++] = now->how->null ? 0 : '\n';
	if (now->flushes || now->used > OUTPUT - CODE_MOST - 1)
		status = flush(now);
	return status == 0 && now->flushes && fflush(stdout) != 0 ? trouble(_("standard output")) : status;
}

/* One that is not valid decides the exit status; the others are only read. */
static int verify(batch *now, const char *code, size_t size)
{
	size_t needed;
	int valid;

	if (now->not_valid || gcv_verify(now->format, code, size))
		return 0;
	now->not_valid = 1;
	/* Or was there no memory? */
	valid = gcv_canonical(now->format, code, size, NULL, 0, &needed);
	if (valid >= 0)
		return 0;
	complain("%1$s", gcv_strerror(valid));
	return EXIT_TROUBLE;
}

static int read_all(batch *now, size_t *count)
{
	const char *code = NULL;
	size_t size = 0;
	input from;
	int got, status = 0;

	*count = 0;
	input_start(&from, now->how);
	while (status == 0 && (got = input_next(&from, &code, &size)) != 0) {
		if (got < 0)
			status = trouble(_("standard input"));
		else
			status = now->out != NULL ? print(now, code, size) : verify(now, code, size);
		++*count;
	}
	input_free(&from);
	return status;
}

int verify_all(const gcv_format *format, const options *how, const terminal *term)
{
	batch now = { .format = format, .how = how, .flushes = how->line_buffered || term->is_terminal };
	size_t count;
	int status;

	if (how->print && (now.out = malloc(OUTPUT)) == NULL)
		return trouble(_("memory"));
	status = read_all(&now, &count);
	if (status == 0 && now.out != NULL)
		status = flush(&now);
	if (now.out != NULL)
		wipe(now.out, OUTPUT);
	free(now.out);
	if (status == 0 && count == 0 && how->codes.count == 0) {
		complain(_("no code was given"));
		status = EXIT_TROUBLE;
	}
	return status != 0 ? status : now.not_valid ? EXIT_NOT_VALID : EXIT_VALID;
}
