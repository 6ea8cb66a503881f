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

/* Which of the characters, each of three bytes, stands there; its bytes or 0. */
static size_t one_of(const char *from, const char *characters)
{
	for (; *characters != 0; characters += 3)
		if (strncmp(from, characters, 3) == 0)
			return 3;
	return 0;
}

/*
 * Bytes of the next piece that stays together: a word of ASCII or one other character, with the brackets that open before
 * it and whatever must not begin a line behind it (JIS X 4051: closing marks, small kana, the long vowel).
 */
static size_t piece(const char *from)
{
	static const char opening[] = "\u300C\u300E\uFF08\u3010";
	static const char closing[] = "\u3001\u3002\uFF09\u300D\u300F\u3011\uFF1F\uFF01\uFF1A\uFF1B\u30FB\u30FC\u3005"
		"\u3041\u3043\u3045\u3047\u3049\u3063\u3083\u3085\u3087\u30A1\u30A3\u30A5\u30A7\u30A9\u30C3\u30E3\u30E5\u30E7";
	size_t size = 0, more;

	while ((more = one_of(from + size, opening)) != 0)
		size += more;
	if ((unsigned char)from[size] >= 0x80) {
		int bytes = u8_mblen((const uint8_t *)from + size, strlen(from + size));

		size += bytes > 0 ? (size_t)bytes : 1;
	} else {
		while (from[size] != 0 && from[size] != ' ' && (unsigned char)from[size] < 0x80)
			size++;
	}
	while ((more = one_of(from + size, closing)) != 0)
		size += more;
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
