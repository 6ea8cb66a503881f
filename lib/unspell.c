/* SPDX-License-Identifier: MIT */
/* Floor 2: "capital B as in Bravo, digit eight" read as a code. */
#include "spelling.h"
#include "text.h"

/* One symbol while its words are being read. */
typedef struct spelt_item {
	uint32_t point;          /* 0: none yet */
	size_t start, end;
	int linked;              /* "as in" was said: the next word has to mean the same symbol */
	int small;               /* a letter in lower case */
	gcvi_spelling_part mark; /* GCVI_SPELLING_SYMBOL: none */
	int open;                /* something was said about it */
} spelt_item;

typedef struct spelt_listener {
	gcvi_reading *reading;
	size_t size, at;
	spelt_item item;
	size_t symbols, by_word;
} spelt_listener;

static void add_mark(spelt_listener *listener, gcvi_mark_kind kind, uint32_t point, size_t start, size_t end)
{
	gcvi_reading *reading = listener->reading;
	gcvi_mark mark = { 0 };

	mark.start = (uint32_t)start;
	mark.end = (uint32_t)end;
	mark.point = point;
	mark.first = point;
	mark.kind = (uint8_t)kind;
	mark.changes = GCVI_CHANGE_SPELT;
	reading->marks[reading->count++] = mark;
}

static void restart(spelt_listener *listener)
{
	spelt_item fresh = { 0, 0, 0, 0, 0, GCVI_SPELLING_SYMBOL, 0 };

	listener->item = fresh;
}

/* Ends the item. Words about no symbol ("capital" alone) say that this is no spelling. */
static int flush(spelt_listener *listener)
{
	spelt_item *item = &listener->item;
	uint32_t point = item->point;

	if (point == 0) {
		int dangling = item->open;

		restart(listener);
		return !dangling;
	}
	if (item->small && point >= 'A' && point <= 'Z')
		point += 'a' - 'A';
	if (item->mark != GCVI_SPELLING_SYMBOL)
		point = gcvi_kana_variant(point, item->mark);
	if (point == 0)
		return 0;
	add_mark(listener, GCVI_MARK_CHARACTER, point, item->start, item->end);
	listener->symbols++;
	restart(listener);
	return 1;
}

static void touch(spelt_listener *listener, size_t end)
{
	if (!listener->item.open) {
		listener->item.open = 1;
		listener->item.start = listener->at;
	}
	listener->item.end = end;
}

static uint32_t capital_of(uint32_t point)
{
	return point >= 'a' && point <= 'z' ? point - ('a' - 'A') : point;
}

static int hear_symbol(spelt_listener *listener, uint32_t point, int is_word, size_t end)
{
	spelt_item *item = &listener->item;

	if (item->point != 0 && item->linked) {
		gcvi_spelling_part part;

		if (capital_of(point) != capital_of(item->point) && point != gcvi_kana_plain(item->point, &part))
			return 0;
		item->linked = 0;
	} else {
		if (item->point != 0 && !flush(listener))
			return 0;
		touch(listener, end);
		item->point = capital_of(point);
		/* A bare small letter is meant as it stands. */
		item->small |= point >= 'a' && point <= 'z';
	}
	if (is_word)
		listener->by_word++;
	touch(listener, end);
	return 1;
}

static int hear_part(spelt_listener *listener, gcvi_spelling_part part, size_t end)
{
	spelt_item *item = &listener->item;

	switch (part) {
	case GCVI_SPELLING_BREAK:
		if (!flush(listener))
			return 0;
		if (listener->symbols != 0)
			add_mark(listener, GCVI_MARK_SEPARATOR, '-', listener->at, end);
		return 1;
	case GCVI_SPELLING_AS:
		item->linked = item->point != 0;
		return 1;
	case GCVI_SPELLING_VOICED:
	case GCVI_SPELLING_SEMIVOICED:
		if (item->point == 0)
			return 0;
		item->mark = part;
		touch(listener, end);
		return 1;
	case GCVI_SPELLING_CAPITAL:
	case GCVI_SPELLING_SMALL:
	case GCVI_SPELLING_LITTLE:
		if (item->point != 0 && !flush(listener))
			return 0;
		touch(listener, end);
		if (part == GCVI_SPELLING_LITTLE)
			item->mark = part;
		else
			item->small = part == GCVI_SPELLING_SMALL;
		listener->by_word++;
		return 1;
	default:
		listener->by_word++;
		return 1;
	}
}

/* Marks of speech: a comma ends a symbol, a full stop a group, a bracket says the symbol once more. */
static int hear_sign(spelt_listener *listener, uint32_t point, size_t end, int *known)
{
	*known = 1;
	switch (point) {
	case ',': case 0x3001: case 0xFF0C:
		return flush(listener);
	case ';': case '.': case '\n': case '\r': case '/': case 0x3002: case 0xFF1B: case 0xFF0E: case 0x30FB:
		return hear_part(listener, GCVI_SPELLING_BREAK, end);
	case '(': case 0xFF08: case 0x300C: case 0x300E:
		return hear_part(listener, GCVI_SPELLING_AS, end);
	case ' ': case '\t': case 0x3000: case ')': case 0xFF09: case 0x300D: case 0x300F: case ':': case 0xFF1A:
		return 1;
	default:
		*known = 0;
		return 1;
	}
}

/* "B as in Boy": any word that begins with the letter. Returns its bytes, 0 where it does not. */
static size_t own_word(const spelt_listener *listener, const uint8_t *text)
{
	size_t end = listener->at;

	if (!listener->item.linked || capital_of(text[end]) != listener->item.point)
		return 0;
	while (end < listener->size && capital_of(text[end]) >= 'A' && capital_of(text[end]) <= 'Z')
		end++;
	return end - listener->at > 1 ? end - listener->at : 0;
}

/* One phrase, sign or character; 0 where the input cannot be spelling. */
static int hear_next(spelt_listener *listener, const uint8_t *text)
{
	const uint8_t *here = text + listener->at;
	size_t left = listener->size - listener->at, bytes;
	int after_letter = listener->at > 0 && text[listener->at - 1] < 128 && gcvi_is_separator(text[listener->at - 1]) == 0 &&
	                   here[0] < 128 && capital_of(text[listener->at - 1]) >= 'A' && capital_of(text[listener->at - 1]) <= 'Z';
	gcvi_spelling_phrase phrase = gcvi_spelling_match(here, left, after_letter);
	uint32_t point;
	int known, heard;

	bytes = own_word(listener, text);
	if (bytes > phrase.bytes) {
		heard = hear_symbol(listener, listener->item.point, 1, listener->at + bytes);
	} else if (phrase.bytes != 0) {
		bytes = phrase.bytes;
		/* "no" in Japanese joins a word to its kana, unless it is the kana itself. */
		if (phrase.part == GCVI_SPELLING_SYMBOL && phrase.point == 0x306E && phrase.one_character &&
		    listener->item.point != 0 && !listener->item.linked)
			phrase.part = GCVI_SPELLING_AS;
		heard = phrase.part == GCVI_SPELLING_SYMBOL
		            ? hear_symbol(listener, phrase.one_character && here[0] < 128 ? here[0] : phrase.point,
		                          !phrase.one_character, listener->at + bytes)
		            : hear_part(listener, phrase.part, listener->at + bytes);
	} else {
		bytes = gcvi_utf8_read(here, left, &point);
		if (bytes == 0)
			return 0;
		if (point >= 0xFF01 && point <= 0xFF5E)
			point -= 0xFF01 - '!';
		heard = hear_sign(listener, point, listener->at + bytes, &known);
		if (!known) {
			if (!(point >= '0' && point <= '9') && !(point >= 0x3041 && point <= 0x3096) &&
			    !(bytes == 3 && capital_of(point) >= 'A' && capital_of(point) <= 'Z'))
				return 0;
			heard = hear_symbol(listener, point, 0, listener->at + bytes);
		}
	}
	listener->at += bytes;
	return heard;
}

int gcvi_read_spelt(gcvi_reading *reading, const char *input, size_t size, gcvi_arena *arena)
{
	spelt_listener listener = { reading, size, 0, { 0, 0, 0, 0, 0, GCVI_SPELLING_SYMBOL, 0 }, 0, 0 };
	gcvi_reading empty = { 0 };

	*reading = empty;
	reading->input = (const uint8_t *)input;
	reading->size = size;
	if (size == 0 || size > GCVI_INPUT_MAX)
		return GCV_OK;
	reading->marks = gcvi_arena_alloc(arena, size, sizeof *reading->marks);
	if (reading->marks == NULL)
		return GCV_E_MEMORY;
	while (listener.at < size)
		if (!hear_next(&listener, reading->input)) {
			reading->count = 0;
			return GCV_OK;
		}
	/* Bare letters and digits are an ordinary code: at least half of the symbols have to be said in words. */
	if (!flush(&listener) || listener.symbols < 2 || listener.by_word * 2 < listener.symbols)
		reading->count = 0;
	while (reading->count != 0 && reading->marks[reading->count - 1].kind == GCVI_MARK_SEPARATOR)
		reading->count--;
	return GCV_OK;
}
