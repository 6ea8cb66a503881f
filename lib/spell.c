/* SPDX-License-Identifier: MIT */
/* Floor 5: gcv_spell: a code in words, for the telephone and for screen readers. */
#include "spelling.h"
#include "text.h"

#include <gcvalidate.h>

#include <string.h>

typedef struct text_sink {
	char *out;
	size_t capacity, used;    /* used counts what did not fit, too */
} text_sink;

static void put_bytes(text_sink *sink, const char *text, size_t bytes)
{
	size_t i;

	for (i = 0; i < bytes; i++, sink->used++)
		if (sink->used < sink->capacity)
			sink->out[sink->used] = text[i];
}

static void put(text_sink *sink, const char *text)
{
	put_bytes(sink, text, strlen(text));
}

static void put_point(text_sink *sink, uint32_t point)
{
	uint8_t bytes[4];
	size_t count = gcvi_utf8_write(point, bytes);

	put_bytes(sink, (const char *)bytes, count);
}

/*
 * What comes out: "capital B as in Bravo", "digit eight"; "大文字のB（ブラボーのビー）", "数字のハチ", "朝日のあ",
 * "小さいつ（鶴亀のつ）", "はがきのはに濁点". The words and what joins them are in data/spelling/.
 */
static const gcvi_spelling_word *find(const gcvi_spelling_language *voice, uint32_t point)
{
	size_t i;

	for (i = 0; i < voice->count; i++)
		if (voice->words[i].point == point)
			return &voice->words[i];
	return NULL;
}

static void say_letter(text_sink *sink, const gcvi_spelling_language *voice, uint32_t point, int capital)
{
	const gcvi_spelling_grammar *how = voice->grammar;
	const gcvi_spelling_word *word = find(voice, capital ? point : point - ('a' - 'A'));

	put(sink, capital ? how->capital : how->small);
	put_point(sink, point);
	put(sink, how->in);
	put(sink, word->word);
	if (how->said[0] != 0) {
		put(sink, how->said);
		put(sink, word->said);
	}
	put(sink, how->close);
}

static void say_kana(text_sink *sink, const gcvi_spelling_language *voice, uint32_t point)
{
	const gcvi_spelling_grammar *how = voice->grammar;
	gcvi_spelling_part part;
	uint32_t plain = gcvi_kana_plain(point, &part);
	const gcvi_spelling_word *word = find(voice, plain);

	if (word == NULL) {
		put_point(sink, point);
		return;
	}
	if (part == GCVI_SPELLING_LITTLE) {
		put(sink, how->little);
		put_point(sink, plain);
		put(sink, how->little_in);
	}
	put(sink, word->word);
	put(sink, how->kana_in);
	put(sink, word->said);
	if (part == GCVI_SPELLING_LITTLE)
		put(sink, how->close);
	else if (part != GCVI_SPELLING_SYMBOL)
		put(sink, part == GCVI_SPELLING_VOICED ? how->voiced : how->semivoiced);
}

static void say(text_sink *sink, const gcvi_spelling_language *voice, uint32_t point)
{
	const gcvi_spelling_word *word = find(voice, point);

	if ((point >= 'A' && point <= 'Z') || (point >= 'a' && point <= 'z')) {
		say_letter(sink, voice, point, point <= 'Z');
	} else if (point < 128 && word != NULL) {
		if (point >= '0' && point <= '9')
			put(sink, voice->grammar->digit);
		put(sink, word->said);
	} else {
		say_kana(sink, voice, point);
	}
}

/* Every character in turn; a run of separators is a border between groups. */
static int say_all(text_sink *sink, const gcvi_spelling_language *voice, const uint8_t *code, size_t size)
{
	size_t at = 0;
	int said = 0, border = 0;

	while (at < size) {
		uint32_t point;
		size_t bytes = gcvi_utf8_read(code + at, size - at, &point);

		if (bytes == 0)
			return GCV_E_ENCODING;
		at += bytes;
		if (gcvi_is_separator(point)) {
			border = 1;
			continue;
		}
		if (said)
			put(sink, border ? voice->grammar->group : voice->grammar->next);
		say(sink, voice, point);
		said = 1;
		border = 0;
	}
	return said ? GCV_OK : GCV_E_ARGUMENT;
}

int gcv_spell(const char *code, size_t size, const char *language, char *out, size_t capacity, size_t *needed)
{
	text_sink sink = { out, capacity, 0 };
	int status;

	if (code == NULL || (out == NULL && capacity != 0))
		return GCV_E_ARGUMENT;
	status = say_all(&sink, gcvi_spelling_of(language), (const uint8_t *)code, size);
	if (status != GCV_OK) {
		if (capacity != 0)
			gcvi_wipe(out, sink.used < capacity ? sink.used : capacity);
		return status;
	}
	if (needed != NULL)
		*needed = sink.used;
	if (sink.used >= capacity) {
		if (capacity != 0)
			gcvi_wipe(out, capacity);
		return capacity == 0 && needed != NULL ? GCV_OK : GCV_E_RANGE;
	}
	out[sink.used] = 0;
	return GCV_OK;
}
