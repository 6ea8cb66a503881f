/* SPDX-License-Identifier: MIT */
/* --complete: a body with its check characters. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

/* What was expected instead. Says nothing of the body, which is a secret. */
static int refuse(const gcv_format *format)
{
	const char *layout;
	text layouts = { 0 };
	size_t i;

	for (i = 0; (layout = gcv_format_value(format, "layout", NULL, i)) != NULL; i++) {
		text_puts(&layouts, i == 0 ? "" : " | ");
		text_puts(&layouts, layout);
	}
	if (i == 0)
		complain(_("no code of '%1$s' has this body: %2$s"), gcv_format_name(format), gcv_strerror(GCV_E_IMPOSSIBLE));
	else
		complain(_("no code of '%1$s' has this body; expected: %2$s, with or without its check characters"),
		         gcv_format_name(format), layouts.bytes);
	text_free(&layouts);
	return EXIT_NOT_VALID;
}

/* "-" keeps the body out of the shell's history: a line of standard input, prompted for on a terminal. */
static int read_body(const options *how, text *to)
{
	const char *line = NULL;
	size_t size = 0;
	input from;
	int got;

	if (strcmp(how->argument, "-") != 0)
		return encoding_read(how->argument, strlen(how->argument), to);
	input_start(&from, how);
	got = input_next(&from, &line, &size);
	if (got > 0)
		text_put(to, line, size);
	input_free(&from);
	return got < 0 || to->failed ? -1 : 0;
}

int run_complete(text *to, const gcv_catalog *catalog, const options *how)
{
	const gcv_format *format = find_format(catalog, how->formats.items[0]);
	text body = { 0 };
	char code[4096];
	size_t needed = 0;
	int status;

	if (format == NULL)
		return EXIT_TROUBLE;
	if (read_body(how, &body) != 0) {
		complain_errno(strcmp(how->argument, "-") != 0 ? "memory" : _("standard input"));
		return EXIT_TROUBLE;
	}
	status = gcv_complete(format, body.size != 0 ? body.bytes : "", body.size, code, sizeof code, &needed);
	text_free(&body);
	if (status == GCV_E_IMPOSSIBLE || status == GCV_E_ARGUMENT)
		return refuse(format);
	if (status == GCV_E_ENCODING || status == GCV_E_RANGE) {
		complain(_("no code of '%1$s' has this body: %2$s"), gcv_format_name(format), gcv_strerror(status));
		return EXIT_NOT_VALID;
	}
	if (status != GCV_OK) {
		complain("%1$s", gcv_strerror(status));
		return EXIT_TROUBLE;
	}
	if (how->json) {
		text_puts(to, "{\"code\": ");
		json_string(to, code, needed);
		text_puts(to, "}\n");
	} else {
		text_put(to, code, needed);
		text_puts(to, "\n");
	}
	wipe(code, sizeof code);
	return EXIT_VALID;
}
