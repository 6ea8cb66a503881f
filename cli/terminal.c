/* SPDX-License-Identifier: MIT */
/* Width, colours and paragraphs. */
#include "cli.h"

#include <unistr.h>

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

static size_t known_width(void)
{
	const char *columns = getenv("COLUMNS");
	long width = columns != NULL ? strtol(columns, NULL, 10) : 0;

#ifdef TIOCGWINSZ
	struct winsize size;

	if (width <= 0 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
		width = size.ws_col;
#endif
	return width >= 20 && width <= 1000 ? (size_t)width : 80;
}

/* no-color.org: any value but an empty one. */
static int wants_no_color(void)
{
	const char *no_color = getenv("NO_COLOR"), *name = getenv("TERM");

	return (no_color != NULL && no_color[0] != 0) || name == NULL || strcmp(name, "dumb") == 0;
}

terminal terminal_look(color_when when)
{
	terminal term;

	term.is_terminal = isatty(STDOUT_FILENO);
	term.width = known_width();
	term.color = when == COLOR_ALWAYS || (when == COLOR_AUTO && term.is_terminal && !wants_no_color());
	return term;
}

void put_styled(text *to, const terminal *term, style how, const char *bytes, size_t size)
{
	static const char *const starts[] = { "", "\033[1m", "\033[32m", "\033[31m", "\033[33m", "\033[2m" };

	if (term->color)
		text_puts(to, starts[how]);
	text_put(to, bytes, size);
	if (term->color && how != STYLE_PLAIN)
		text_puts(to, "\033[0m");
}

static void new_line(text *to, size_t indent)
{
	text_puts(to, "\n");
	while (indent-- > 0)
		text_puts(to, " ");
}

/* Bytes of the next piece that stays together: a word of ASCII with its blank, or one other character. */
static size_t piece(const char *from)
{
	size_t size = 0, left = strlen(from);

	if ((unsigned char)from[0] >= 0x80) {
		int bytes = u8_mblen((const uint8_t *)from, left);
		static const char *const closing[] = { "\u3001", "\u3002", "\uFF09", "\u300D", "\uFF1F", "\uFF1A" };
		size_t i;

		size = bytes > 0 ? (size_t)bytes : 1;
		/* No line begins with a comma, a full stop or a closing bracket. */
		for (i = 0; i < sizeof closing / sizeof closing[0]; i++)
			if (strncmp(from + size, closing[i], strlen(closing[i])) == 0)
				return size + strlen(closing[i]);
		return size;
	}
	while (from[size] != 0 && from[size] != ' ' && (unsigned char)from[size] < 0x80)
		size++;
	return size != 0 ? size : 1;
}

void put_wrapped(text *to, const terminal *term, const char *paragraph, size_t first_indent, size_t indent)
{
	size_t column = first_indent, blanks = 0, i;

	for (i = 0; i < first_indent; i++)
		text_puts(to, " ");
	while (*paragraph != 0) {
		size_t size = piece(paragraph), columns = columns_of(paragraph, size);

		/* Blanks wait until something follows them on the same line. */
		if (*paragraph == ' ') {
			blanks++;
			paragraph++;
			continue;
		}
		if (column + blanks + columns > term->width - 1 && column > indent) {
			new_line(to, indent);
			column = indent;
			blanks = 0;
		}
		column += blanks + columns;
		for (; blanks > 0; blanks--)
			text_puts(to, " ");
		text_put(to, paragraph, size);
		paragraph += size;
	}
	text_puts(to, "\n");
}
