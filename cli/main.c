/* SPDX-License-Identifier: MIT */
/* gcvalidate(1): checks the codes it is given, or does the one other thing it was asked for. */
#include "cli.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What one run checks with. */
typedef struct run {
	const options *how;
	terminal term;
	gcv_catalog *catalog;
	gcv_options check;
	const gcv_format **formats;
	gcv_channel *loaded;      /* a channel from a file, ours to free */
	char **refused;           /* as UTF-8 */
	seen *codes;
	int not_valid;
} run;

static int load_file(gcv_catalog *catalog, const char *path)
{
	gcv_text_error error = GCV_TEXT_ERROR_INIT;
	int status;

	errno = 0;
	status = gcv_catalog_load_file(catalog, path, &error);
	if (status == GCV_OK)
		return 0;
	complain_file(path, status, &error);
	return EXIT_TROUBLE;
}

static int open_catalog(run *now)
{
	size_t i;
	int status = gcv_catalog_new(&now->catalog, NULL, 0);

	if (status != GCV_OK) {
		complain("%1$s", gcv_strerror(status));
		return EXIT_TROUBLE;
	}
	for (i = 0, status = 0; status == 0 && i < now->how->format_files.count; i++)
		status = load_file(now->catalog, now->how->format_files.items[i]);
	return status;
}

static int choose_formats(run *now)
{
	const word_list *names = &now->how->formats;
	size_t i;

	if (names->count == 0)
		return 0;
	now->formats = calloc(names->count, sizeof *now->formats);
	if (now->formats == NULL) {
		complain_errno(_("memory"));
		return EXIT_TROUBLE;
	}
	for (i = 0; i < names->count; i++)
		if ((now->formats[i] = find_format(now->catalog, names->items[i])) == NULL)
			return EXIT_TROUBLE;
	now->check.formats = now->formats;
	now->check.format_count = names->count;
	return 0;
}

/* A built-in name; or, with a slash or a dot in it, a file. */
static int choose_channel(run *now)
{
	const char *name = now->how->channel;
	gcv_text_error error = GCV_TEXT_ERROR_INIT;
	int status;

	if (name == NULL)
		return 0;
	now->check.channel = gcv_channel_find(name);
	if (now->check.channel != NULL)
		return 0;
	if (strpbrk(name, "/.") == NULL) {
		text known = { 0 };
		size_t i;

		for (i = 0; i < gcv_channel_count(); i++) {
			text_puts(&known, i == 0 ? "" : ", ");
			text_puts(&known, gcv_channel_name(gcv_channel_at(i)));
		}
		complain(_("no channel '%1$s'; there are %2$s, and files (with a '/' or '.' in their name)"), name, known.bytes);
		text_free(&known);
		return EXIT_TROUBLE;
	}
	errno = 0;
	status = gcv_channel_load_file(&now->loaded, name, NULL, &error);
	if (status == GCV_OK) {
		now->check.channel = now->loaded;
		return 0;
	}
	complain_file(name, status, &error);
	return EXIT_TROUBLE;
}

static int read_refused(run *now)
{
	const word_list *codes = &now->how->refused;
	size_t i;

	if (codes->count == 0)
		return 0;
	now->refused = calloc(codes->count, sizeof *now->refused);
	for (i = 0; now->refused != NULL && i < codes->count; i++) {
		text code = { 0 };

		if (encoding_read(codes->items[i], strlen(codes->items[i]), &code) != 0 || code.size == 0)
			break;
		now->refused[i] = code.bytes;
	}
	if (now->refused == NULL || i < codes->count) {
		complain(_("--refused: a code was expected"));
		return EXIT_TROUBLE;
	}
	now->check.refused = (const char *const *)now->refused;
	now->check.refused_count = codes->count;
	return 0;
}

static int flush(const text *out)
{
	if (out->failed) {
		errno = ENOMEM;
		complain_errno(_("memory"));
		return EXIT_TROUBLE;
	}
	if (out->size != 0 && encoding_write(out->bytes, out->size, 0) != 0) {
		complain_errno(_("standard output"));
		return EXIT_TROUBLE;
	}
	return 0;
}

/* JSON is UTF-8 in every locale. */
static int flush_raw(const text *out)
{
	if (!out->failed && (out->size == 0 || fwrite(out->bytes, 1, out->size, stdout) == out->size))
		return 0;
	complain_errno(out->failed ? _("memory") : _("standard output"));
	return EXIT_TROUBLE;
}

/* The canonical code and a line end, or the code in words. */
static int print_code(const run *now, const gcv_report *report, text *out)
{
	const char *code = gcv_report_code(report);
	size_t needed = 0;
	char *words;

	if (gcv_report_verdict(report) != GCV_VALID || code == NULL)
		return 0;
	if (now->how->action != ACTION_SPELL) {
		text_puts(out, code);
		text_put(out, now->how->null ? "" : "\n", 1);
		return 0;
	}
	if (gcv_spell(code, strlen(code), message_language(), NULL, 0, &needed) != GCV_OK || (words = malloc(needed + 1)) == NULL)
		return EXIT_TROUBLE;
	if (gcv_spell(code, strlen(code), message_language(), words, needed + 1, NULL) == GCV_OK) {
		text_puts(out, words);
		text_puts(out, "\n");
	}
	wipe(words, needed);
	free(words);
	return 0;
}

/* Under --mask the report does not have the code, so it is made once more, for its hash alone. */
static size_t find_duplicate(run *now, const char *code, size_t size, const gcv_report *report, size_t number)
{
	gcv_options bare = now->check;
	const gcv_format *format = gcv_report_format(report);
	gcv_report *whole = NULL;
	size_t before = 0;

	if (now->codes == NULL || gcv_report_plain(report) == NULL)
		return 0;
	if ((bare.flags & GCV_MASK) == 0)
		return seen_before(now->codes, gcv_report_plain(report), number);
	bare.flags = GCV_NO_FLAGS;
	bare.suggestions = 0;
	bare.formats = &format;
	bare.format_count = 1;
	if (gcv_check(now->catalog, code, size, &bare, &whole) == GCV_OK && gcv_report_plain(whole) != NULL)
		before = seen_before(now->codes, gcv_report_plain(whole), number);
	gcv_report_free(whole);
	return before;
}

/* Is only the answer asked for, and nothing that would change it? */
static int only_verifies(const run *now)
{
	return (now->how->quiet || now->how->print) && now->how->action == ACTION_CHECK && now->check.refused_count == 0;
}

/* Valid in none of the formats. (In one of several: which of them it is takes more than that.) */
static int fits_none(const run *now, const char *code, size_t size)
{
	size_t count = now->formats != NULL ? now->check.format_count : gcv_catalog_count(now->catalog), i;

	for (i = 0; i < count; i++)
		if (gcv_verify(now->formats != NULL ? now->formats[i] : gcv_catalog_at(now->catalog, i), code, size))
			return 0;
	return 1;
}

static int answer_one(run *now, const char *code, size_t size, size_t number, text *out)
{
	gcv_report *report;
	answer about = { 0 };
	int status;

	if (only_verifies(now) && fits_none(now, code, size)) {
		now->not_valid = 1;
		return 0;
	}
	status = gcv_check(now->catalog, code, size, &now->check, &report);
	if (status != GCV_OK) {
		complain("%1$s", gcv_strerror(status));
		return EXIT_TROUBLE;
	}
	now->not_valid |= gcv_report_verdict(report) != GCV_VALID;
	about.report = report;
	about.input = code;
	about.input_size = size;
	about.masked = now->how->mask;
	about.only_format = now->how->formats.count == 1;
	about.number = number;
	about.duplicate_of = find_duplicate(now, code, size, report, number);
	status = 0;
	if (now->how->json)
		json_report(out, &about);
	else if (now->how->print || now->how->action == ACTION_SPELL)
		status = print_code(now, report, out);
	else if (!now->how->quiet)
		show_report(out, &now->term, &about, now->term.is_terminal);
	gcv_report_free(report);
	return status;
}

static int check_all(run *now)
{
	const char *code = NULL;
	size_t count = 0, size = 0;
	int status = 0, got;
	input from;

	if (only_verifies(now) && now->check.format_count == 1 && !now->how->mask)
		return verify_all(now->formats[0], now->how, &now->term);
	if (now->how->codes.count != 1 && !now->how->print && !now->how->quiet)
		now->codes = seen_new();
	input_start(&from, now->how);
	while (status == 0 && (got = input_next(&from, &code, &size)) != 0) {
		text out = { 0 };

		if (got < 0) {
			complain_errno(_("standard input"));
			status = EXIT_TROUBLE;
			break;
		}
		if (count++ > 0 && !now->how->json && !now->how->print && !now->how->quiet && now->how->action == ACTION_CHECK)
			text_puts(&out, "\n");
		status = answer_one(now, code, size, from.number, &out);
		if (status == 0)
			status = now->how->json ? flush_raw(&out) : flush(&out);
		if (status == 0 && (now->how->line_buffered || now->term.is_terminal) && fflush(stdout) != 0) {
			complain_errno(_("standard output"));
			status = EXIT_TROUBLE;
		}
		text_free(&out);
	}
	input_free(&from);
	if (status == 0 && count == 0 && now->how->codes.count == 0) {
		complain(_("no code was given"));
		status = EXIT_TROUBLE;
	}
	return status != 0 ? status : now->not_valid ? EXIT_NOT_VALID : EXIT_VALID;
}

static int act(run *now)
{
	text out = { 0 };
	int status, trouble;

	switch (now->how->action) {
	case ACTION_LIST: status = list_formats(&out, &now->term, now->catalog, now->how); break;
	case ACTION_SHOW_FORMAT: status = show_format(&out, &now->term, now->catalog, now->how); break;
	case ACTION_REFUSED_HELP: status = refused_help(&out, &now->term, now->catalog, now->how); break;
	case ACTION_LINT: status = run_lint(&out, &now->term, now->catalog, now->how); break;
	case ACTION_COMPLETE: status = run_complete(&out, now->catalog, now->how); break;
	case ACTION_LEARN: status = run_learn(&out, now->how); break;
	case ACTION_EXTRACT: status = run_extract(&now->term, now->catalog, now->how); break;
	default: return check_all(now);
	}
	trouble = now->how->quiet ? 0 : now->how->json ? flush_raw(&out) : flush(&out);
	text_free(&out);
	return trouble != 0 ? trouble : status;
}

static void finish(run *now)
{
	size_t i;

	for (i = 0; now->refused != NULL && i < now->how->refused.count; i++)
		if (now->refused[i] != NULL) {
			wipe(now->refused[i], strlen(now->refused[i]));
			free(now->refused[i]);
		}
	free(now->refused);
	free(now->formats);
	seen_free(now->codes);
	gcv_channel_free(now->loaded);
	gcv_catalog_free(now->catalog);
}

static int work(const options *how)
{
	run now;
	int status;

	memset(&now, 0, sizeof now);
	now.how = how;
	now.term = terminal_look(how->color);
	gcv_options_init(&now.check, sizeof now.check);
	now.check.suggestions = how->print || how->quiet ? 0 : how->suggestions;
	if (how->mask)
		now.check.flags |= GCV_MASK;
	status = open_catalog(&now);
	if (status == 0)
		status = choose_formats(&now);
	if (status == 0)
		status = choose_channel(&now);
	if (status == 0)
		status = read_refused(&now);
	if (status == 0)
		status = act(&now);
	finish(&now);
	return status;
}

static int tell(const options *how)
{
	text out = { 0 };
	int status;

	if (how->action == ACTION_HELP) {
		usage_print(&out);
	} else {
		text_puts(&out, "gcvalidate ");
		text_puts(&out, gcv_version());
		text_puts(&out, "\n");
	}
	status = flush(&out);
	text_free(&out);
	return status;
}

/* Codes do not stay in the process list longer than it takes to read them. */
static void wipe_arguments(int argc, char **argv)
{
	int i;

	for (i = 1; i < argc; i++)
		wipe(argv[i], strlen(argv[i]));
}

int main(int argc, char **argv)
{
	options how;
	int status, i, copies = 0;
	char **copy = malloc(((size_t)argc + 1) * sizeof *copy);

	encoding_start();
	for (i = 0; copy != NULL && i < argc; i++, copies++)
		if ((copy[i] = strdup(argv[i])) == NULL)
			break;
	if (copy == NULL || copies < argc) {
		complain_errno(_("memory"));
		while (copies-- > 0) {
			wipe(copy[copies], strlen(copy[copies]));
			free(copy[copies]);
		}
		free(copy);
		return EXIT_TROUBLE;
	}
	copy[argc] = NULL;
	wipe_arguments(argc, argv);
	status = options_read(&how, argc, copy);
	if (status == 0)
		status = how.action == ACTION_HELP || how.action == ACTION_VERSION ? tell(&how) : work(&how);
	/* A full disk shows only now. */
	if (fflush(stdout) != 0 || ferror(stdout)) {
		if (status != EXIT_TROUBLE)
			complain_errno(_("standard output"));
		status = EXIT_TROUBLE;
	}
	options_free(&how);
	for (i = 0; i < argc; i++) {
		wipe(copy[i], strlen(copy[i]));
		free(copy[i]);
	}
	free(copy);
	return status;
}
