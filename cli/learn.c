/* SPDX-License-Identifier: MIT */
/* --learn: pairs of printed and typed codes to a channel that --channel reads. */
#include "cli.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PAIRS_MOST ((size_t)64 << 20)   /* what the library takes */

/* A whole file, or standard input for "-". */
static int read_all(const char *path, text *to)
{
	FILE *in = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
	char chunk[65536];
	size_t got;
	int failed;

	if (in == NULL)
		return -1;
	while (to->size <= PAIRS_MOST && (got = fread(chunk, 1, sizeof chunk, in)) != 0)
		text_put(to, chunk, got);
	failed = ferror(in);
	wipe(chunk, sizeof chunk);
	if (in != stdin)
		fclose(in);
	return failed || to->failed ? -1 : 0;
}

static void tell_counts(const gcv_learn_counts *counts)
{
	text message = { 0 }, numbers[3] = { { 0 }, { 0 }, { 0 } };
	const char *arguments[3];
	size_t i;

	text_number(&numbers[0], counts->pairs);
	text_number(&numbers[1], counts->wrong);
	text_number(&numbers[2], counts->skipped);
	for (i = 0; i < 3; i++)
		arguments[i] = numbers[i].bytes;
	text_puts(&message, "gcvalidate: ");
	text_fill(&message, _("learnt from %1$s pairs, %2$s of them wrong; %3$s left out\n"), arguments, 3);
	encoding_write(message.bytes, message.size, 1);
	text_free(&message);
	for (i = 0; i < 3; i++)
		text_free(&numbers[i]);
}

static int write_channel(text *to, const gcv_channel *channel)
{
	size_t needed = 0;
	char *bytes;
	int status = gcv_channel_write(channel, NULL, 0, &needed);

	if (status != GCV_E_RANGE && status != GCV_OK)
		return status;
	bytes = malloc(needed + 1);
	if (bytes == NULL)
		return GCV_E_MEMORY;
	status = gcv_channel_write(channel, bytes, needed + 1, NULL);
	if (status == GCV_OK)
		text_puts(to, bytes);
	free(bytes);
	return status;
}

int run_learn(text *to, const options *how)
{
	text pairs = { 0 };
	gcv_text_error error = GCV_TEXT_ERROR_INIT;
	gcv_learn_counts counts = GCV_LEARN_COUNTS_INIT;
	gcv_learn_options settings;
	gcv_channel *channel = NULL;
	int status;

	if (read_all(how->argument, &pairs) != 0) {
		complain_errno(how->argument);
		text_free(&pairs);
		return EXIT_TROUBLE;
	}
	gcv_learn_options_init(&settings, sizeof settings);
	if (how->channel != NULL && (settings.base = gcv_channel_find(how->channel)) == NULL) {
		complain(_("--learn builds on a channel by its name, not on '%1$s'"), how->channel);
		text_free(&pairs);
		return EXIT_TROUBLE;
	}
	status = gcv_channel_learn(&channel, pairs.size != 0 ? pairs.bytes : "", pairs.size, &settings, NULL, &counts, &error);
	text_free(&pairs);
	if (status == GCV_OK) {
		status = write_channel(to, channel);
		gcv_channel_free(channel);
	}
	if (status != GCV_OK) {
		complain_file(how->argument, status, &error);
		return EXIT_TROUBLE;
	}
	tell_counts(&counts);
	return EXIT_VALID;
}
