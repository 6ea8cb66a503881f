/* SPDX-License-Identifier: MIT */
/* The command line. */
#include "cli.h"

#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OPT_MASK = 256, OPT_COLOR, OPT_SHOW, OPT_LINT, OPT_COMPLETE, OPT_LEARN, OPT_EXTRACT, OPT_REFUSED, OPT_REFUSED_HELP,
       OPT_ISSUED, OPT_SPELL, OPT_LINE_BUFFERED };

static const char short_options[] = ":f:F:c:k:jpq0lhV";
static const struct option long_options[] = {
	{ "format", required_argument, NULL, 'f' },
	{ "format-file", required_argument, NULL, 'F' },
	{ "channel", required_argument, NULL, 'c' },
	{ "suggestions", required_argument, NULL, 'k' },
	{ "refused", required_argument, NULL, OPT_REFUSED },
	{ "json", no_argument, NULL, 'j' },
	{ "print", no_argument, NULL, 'p' },
	{ "quiet", no_argument, NULL, 'q' },
	{ "mask", no_argument, NULL, OPT_MASK },
	{ "null", no_argument, NULL, '0' },
	{ "line-buffered", no_argument, NULL, OPT_LINE_BUFFERED },
	{ "color", required_argument, NULL, OPT_COLOR },
	{ "list-formats", optional_argument, NULL, 'l' },
	{ "show-format", required_argument, NULL, OPT_SHOW },
	{ "lint", required_argument, NULL, OPT_LINT },
	{ "complete", required_argument, NULL, OPT_COMPLETE },
	{ "learn", required_argument, NULL, OPT_LEARN },
	{ "extract", required_argument, NULL, OPT_EXTRACT },
	{ "refused-help", no_argument, NULL, OPT_REFUSED_HELP },
	{ "issued", required_argument, NULL, OPT_ISSUED },
	{ "spell", no_argument, NULL, OPT_SPELL },
	{ "help", no_argument, NULL, 'h' },
	{ "version", no_argument, NULL, 'V' },
	{ NULL, 0, NULL, 0 }
};

void usage_print(text *to)
{
	text_puts(to, _("Usage: gcvalidate [OPTION]... [CODE]...\n"
	                "Check gift codes offline, before they are redeemed.\n"
	                "\n"));
	text_puts(to, _("  -f, --format=NAME[,NAME]  check against these formats (default: all)\n"
	                "  -F, --format-file=FILE    add the formats in FILE (repeatable)\n"
	                "  -c, --channel=NAME        how the code was read: printed, scratched,\n"
	                "                            handwritten, spoken, keyed, ocr, or a file\n"
	                "  -k, --suggestions=N       at most N suggestions (default 3, 0: none)\n"
	                "      --refused=CODE        the issuer refused this one already (repeatable)\n"));
	text_puts(to, _("  -j, --json                one JSON object per code and line\n"
	                "  -p, --print               only the canonical code, only of valid ones\n"
	                "  -q, --quiet               nothing on standard output\n"
	                "      --mask                show only the last characters\n"
	                "  -0, --null                codes on standard input end with NUL\n"
	                "      --color=WHEN          always, never or auto\n"));
	text_puts(to, _("  -l, --list-formats[=TEXT] what is known;  --show-format=NAME,  --lint=NAME\n"
	                "      --complete=BODY       add the check characters (with -f)\n"
	                "      --extract=FILE        find codes in running text\n"
	                "      --spell               the code in words, to be read out\n"
	                "      --refused-help        why a valid code is refused  [--issued=YYYY-MM-DD]\n"
	                "      --learn=PAIRS.tsv     a channel from printed and typed codes\n"
	                "  -h, --help                this;  -V, --version\n"
	                "\n"));
	text_puts(to, _("No CODE: standard input, one per line. Exit status: 0 every code valid,\n"
	                "1 some not valid or only after a repair, 2 trouble. More: man gcvalidate\n"));
}

void complain(const char *template, ...)
{
	const char *arguments[4] = { NULL, NULL, NULL, NULL };
	text message = { 0 };
	va_list list;
	size_t count = 0, i;
	const char *at;

	/* As many arguments as the highest number in the template. */
	for (at = template; (at = strchr(at, '%')) != NULL; at++)
		if (at[1] >= '1' && at[1] <= '4' && (size_t)(at[1] - '0') > count)
			count = (size_t)(at[1] - '0');
	va_start(list, template);
	for (i = 0; i < count; i++)
		arguments[i] = va_arg(list, const char *);
	va_end(list);
	text_puts(&message, "gcvalidate: ");
	text_fill(&message, template, arguments, count);
	text_puts(&message, "\n");
	fflush(stdout);
	encoding_write(message.bytes, message.size, 1);
	text_free(&message);
}

void complain_errno(const char *what)
{
	const char *reason = strerror(errno);   /* in the encoding of the locale */
	text utf8 = { 0 };

	complain("%1$s: %2$s", what, encoding_read(reason, strlen(reason), &utf8) == 0 && utf8.size != 0 ? utf8.bytes : reason);
	text_free(&utf8);
}

void complain_file(const char *path, int status, const gcv_text_error *error)
{
	char line[24], column[24];

	if (status == GCV_E_FILE && errno != 0) {
		complain_errno(path);
		return;
	}
	snprintf(line, sizeof line, "%zu", error->line);
	snprintf(column, sizeof column, "%zu", error->column);
	complain(error->line == 0 ? "%1$s: %4$s" : error->column == 0 ? "%1$s:%2$s: %4$s" : "%1$s:%2$s:%3$s: %4$s", path, line, column,
	         error->message[0] != 0 ? error->message : gcv_strerror(status));
}

static int add(word_list *to, const char *item)
{
	if (to->count == to->capacity) {
		size_t capacity = to->capacity != 0 ? to->capacity * 2 : 8;
		const char **grown = realloc(to->items, capacity * sizeof *grown);

		if (grown == NULL)
			return -1;
		to->items = grown;
		to->capacity = capacity;
	}
	to->items[to->count++] = item;
	return 0;
}

/* "a,b": cut in place; argv is ours. */
static int add_names(word_list *to, char *names)
{
	char *next;

	for (; names != NULL; names = next) {
		next = strchr(names, ',');
		if (next != NULL)
			*next++ = 0;
		if (names[0] == 0)
			continue;
		if (add(to, names) != 0)
			return -1;
	}
	return 0;
}

static int wrong(const char *template, const char *value)
{
	complain(template, value);
	complain(_("try 'gcvalidate --help'"));
	return EXIT_TROUBLE;
}

static int read_count(const char *value, size_t *count)
{
	size_t i;

	*count = 0;
	for (i = 0; value[i] >= '0' && value[i] <= '9' && i < 5; i++)
		*count = *count * 10 + (size_t)(value[i] - '0');
	if (i == 0 || value[i] != 0 || *count > 1000)
		return wrong(_("--suggestions=%1$s: a number from 0 to 1000 was expected"), value);
	return 0;
}

static int read_color(const char *value, color_when *color)
{
	if (strcmp(value, "always") == 0)
		*color = COLOR_ALWAYS;
	else if (strcmp(value, "never") == 0)
		*color = COLOR_NEVER;
	else if (strcmp(value, "auto") == 0)
		*color = COLOR_AUTO;
	else
		return wrong(_("--color=%1$s: always, never or auto was expected"), value);
	return 0;
}

static int set_action(options *to, action what, const char *argument)
{
	if (to->action != ACTION_CHECK && to->action != what) {
		complain(_("only one of --list-formats, --show-format, --lint, --complete, --learn, --extract, --spell and "
		           "--refused-help at a time"));
		return EXIT_TROUBLE;
	}
	to->action = what;
	to->argument = argument;
	return 0;
}

static int set_output(int *which)
{
	*which = 1;
	return 0;
}

static int one_option(options *to, int option, char *value)
{
	switch (option) {
	case 'f': return add_names(&to->formats, value);
	case 'F': return add(&to->format_files, value);
	case OPT_REFUSED: return add(&to->refused, value);
	case 'c': to->channel = value; return 0;
	case 'k': return read_count(value, &to->suggestions);
	case 'j': return set_output(&to->json);
	case 'p': return set_output(&to->print);
	case 'q': return set_output(&to->quiet);
	case OPT_MASK: return set_output(&to->mask);
	case '0': return set_output(&to->null);
	case OPT_LINE_BUFFERED: return set_output(&to->line_buffered);
	case OPT_COLOR: return read_color(value, &to->color);
	case 'l': return set_action(to, ACTION_LIST, value);
	case OPT_SHOW: return set_action(to, ACTION_SHOW_FORMAT, value);
	case OPT_LINT: return set_action(to, ACTION_LINT, value);
	case OPT_COMPLETE: return set_action(to, ACTION_COMPLETE, value);
	case OPT_LEARN: return set_action(to, ACTION_LEARN, value);
	case OPT_EXTRACT: return set_action(to, ACTION_EXTRACT, value);
	case OPT_SPELL: return set_action(to, ACTION_SPELL, NULL);
	case OPT_REFUSED_HELP: return set_action(to, ACTION_REFUSED_HELP, NULL);
	case OPT_ISSUED: to->issued = value; return 0;
	case 'h': to->action = ACTION_HELP; return 0;
	case 'V': to->action = ACTION_VERSION; return 0;
	default: return EXIT_TROUBLE;
	}
}

static int refuse(int option, char **argv)
{
	char letter[] = { '-', (char)optopt, 0 };
	const char *word = argv[optind - 1];

	/* Of several letters in one word the word is not behind us yet. */
	if (option == '?' && optopt > 0 && optopt < 128 && strchr(short_options, optopt) == NULL)
		word = letter;
	return wrong(option == ':' ? _("%1$s: a value was expected") : _("unknown option %1$s"), word != NULL ? word : "");
}

static int check_together(const options *to)
{
	if (to->json + to->print + to->quiet > 1) {
		complain(_("only one of --json, --print and --quiet at a time"));
		return EXIT_TROUBLE;
	}
	if (to->issued != NULL && to->action != ACTION_REFUSED_HELP) {
		complain(_("--issued goes with --refused-help"));
		return EXIT_TROUBLE;
	}
	if (to->action == ACTION_COMPLETE && to->formats.count != 1) {
		complain(_("--complete needs one --format"));
		return EXIT_TROUBLE;
	}
	/* One is to show what the other is to hide. */
	if (to->action == ACTION_COMPLETE && to->mask) {
		complain(_("only one of --complete and --mask at a time"));
		return EXIT_TROUBLE;
	}
	return 0;
}

int options_read(options *to, int argc, char **argv)
{
	int option, status = 0;

	memset(to, 0, sizeof *to);
	to->suggestions = 3;
	opterr = 0;
	while (status == 0 && (option = getopt_long(argc, argv, short_options, long_options, NULL)) != -1)
		status = option == ':' || option == '?' ? refuse(option, argv) : one_option(to, option, optarg);
	for (; status == 0 && optind < argc; optind++)
		status = add(&to->codes, argv[optind]);
	if (status == -1) {
		complain_errno(_("memory"));
		status = EXIT_TROUBLE;
	}
	if (status == 0 && to->action != ACTION_HELP && to->action != ACTION_VERSION)
		status = check_together(to);
	return status;
}

void options_free(options *from)
{
	free(from->formats.items);
	free(from->format_files.items);
	free(from->refused.items);
	free(from->codes.items);
	memset(from, 0, sizeof *from);
}
