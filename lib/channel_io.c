/* SPDX-License-Identifier: MIT */
/* Floor 2: channels from and to text; the public calls around the parser of channel_file.c. */
#include "channel_data.h"
#include "decimal.h"
#include "i18n.h"
#include "text.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define TEXT_MAX ((size_t)16 << 20)

/* ----------------------------------------------------------------------------------------------- loading */

int gcvi_channel_keep(gcv_channel **channel, const struct gcv_channel *filled, gcvi_arena *arena)
{
	struct gcv_channel *kept = gcvi_arena_alloc(arena, 1, sizeof *kept);
	gcvi_arena *home = gcvi_arena_alloc(arena, 1, sizeof *home);

	if (kept == NULL || home == NULL)
		return GCV_E_MEMORY;
	*kept = *filled;
	kept->arena = home;
	*home = *arena;
	*channel = kept;
	return GCV_OK;
}

static void say(gcv_text_error *error, const char *message)
{
	if (error == NULL || error->size < sizeof *error)
		return;
	error->line = error->column = 0;
	(void)snprintf(error->message, sizeof error->message, "%s", message);
}

int gcv_channel_load(gcv_channel **channel, const char *text, size_t size, const gcv_allocator *allocator,
                     gcv_text_error *error)
{
	struct gcv_channel parsed;
	gcvi_arena arena;
	int status;

	if (channel == NULL || (text == NULL && size != 0))
		return GCV_E_ARGUMENT;
	if (size > TEXT_MAX) {
		say(error, _("a channel's text has at most 16 MiB"));
		return GCV_E_RANGE;
	}
	gcvi_arena_init(&arena, allocator);
	status = gcvi_channel_parse(&parsed, text, size, &arena, error);
	if (status == GCV_OK)
		status = gcvi_channel_keep(channel, &parsed, &arena);
	if (status != GCV_OK) {
		if (error != NULL && error->size >= sizeof *error)
			gcvi_utf8_end(error->message);   /* the parser only cuts what is too long */
		gcvi_arena_free(&arena);
	}
	return status;
}

/* The whole stream, at most TEXT_MAX bytes. */
static int read_whole(FILE *file, gcvi_arena *arena, char **text, size_t *size)
{
	size_t room = 0;
	char *bytes = NULL;

	*size = 0;
	do {
		bytes = gcvi_arena_grow(arena, bytes, &room, *size + 4096, 1);
		if (bytes == NULL)
			return GCV_E_MEMORY;
		*size += fread(bytes + *size, 1, room - *size, file);
		if (ferror(file))
			return GCV_E_FILE;
		if (*size > TEXT_MAX)
			return GCV_E_RANGE;
	} while (!feof(file));
	*text = bytes;
	return GCV_OK;
}

int gcv_channel_load_file(gcv_channel **channel, const char *path, const gcv_allocator *allocator, gcv_text_error *error)
{
	gcvi_arena arena;
	char *text = NULL;
	size_t size = 0;
	FILE *file;
	int status, reason;

	if (channel == NULL || path == NULL)
		return GCV_E_ARGUMENT;
	file = fopen(path, "rb");
	if (file == NULL)
		return GCV_E_FILE;
	gcvi_arena_init(&arena, allocator);
	errno = 0;
	status = read_whole(file, &arena, &text, &size);
	reason = errno;
	(void)fclose(file);
	if (status == GCV_OK)
		status = gcv_channel_load(channel, text, size, allocator, error);
	else if (status == GCV_E_RANGE)
		say(error, _("a channel's text has at most 16 MiB"));
	gcvi_arena_free(&arena);
	errno = reason;
	return status;
}

void gcv_channel_free(gcv_channel *channel)
{
	gcvi_arena arena;

	if (channel == NULL || channel->arena == NULL)
		return;
	arena = *channel->arena;
	gcvi_arena_free(&arena);
}

/* ----------------------------------------------------------------------------------------------- writing */

typedef struct sink {
	char *out;
	size_t capacity, size;
} sink;

static void put(sink *s, const char *text, size_t size)
{
	size_t room = s->capacity > s->size ? s->capacity - s->size : 0;

	if (room > 0)
		memcpy(s->out + s->size, text, size < room ? size : room);
	s->size += size;
}

static void put_text(sink *s, const char *text)
{
	put(s, text, strlen(text));
}

static void put_number(sink *s, double value)
{
	char text[GCVI_DECIMAL_SIZE];

	put(s, text, gcvi_decimal_write(value, text));
}

static void put_symbol(sink *s, uint32_t point)
{
	static const char hex[] = "0123456789ABCDEF";
	uint8_t bytes[4];
	int shift;

	if (point > 0x20 && point != 0x7F && point != '#' && point != 0xFEFF) {
		put(s, (const char *)bytes, gcvi_utf8_write(point, bytes));
		return;
	}
	put_text(s, "U+");
	for (shift = 12; shift >= 0; shift -= 4)
		put(s, &hex[point >> shift & 15], 1);
}

static double key_value(const struct gcv_channel *channel, size_t key)
{
	double value;

	memcpy(&value, (const char *)channel + gcvi_channel_keys[key].offset, sizeof value);
	return value;
}

static void put_channel(sink *s, const struct gcv_channel *channel)
{
	size_t i;

	put_text(s, "channel\t");
	put_text(s, channel->name);
	if (channel->title[0] != '\0') {
		put_text(s, "\ntitle\t");
		put_text(s, channel->title);
	}
	for (i = 0; i < gcvi_channel_key_count; i++) {
		put_text(s, "\n");
		put_text(s, gcvi_channel_keys[i].word);
		put_text(s, "\t");
		put_text(s, gcvi_channel_keys[i].name);
		put_text(s, "\t");
		put_number(s, key_value(channel, i));
	}
	for (i = 0; i < GCVI_EVIDENCE_COUNT; i++) {
		if (!(channel->include[i] > 0))
			continue;
		put_text(s, "\ninclude\t");
		put_text(s, gcvi_evidence_names[i][0]);
		put_text(s, "\t");
		put_text(s, gcvi_evidence_names[i][1]);
		put_text(s, "\t");
		put_number(s, channel->include[i]);
	}
	put_text(s, "\n");
	for (i = 0; i < channel->pair_count; i++) {
		put_symbol(s, channel->pairs[i].printed);
		put_text(s, "\t");
		put_symbol(s, channel->pairs[i].typed);
		put_text(s, "\t");
		put_number(s, channel->pairs[i].weight);
		put_text(s, "\n");
	}
}

int gcv_channel_write(const gcv_channel *channel, char *out, size_t capacity, size_t *needed)
{
	sink s;

	if (channel == NULL || (out == NULL && capacity != 0))
		return GCV_E_ARGUMENT;
	s.out = NULL;
	s.capacity = s.size = 0;
	put_channel(&s, channel);
	if (needed != NULL)
		*needed = s.size;
	if (s.size >= capacity)
		return GCV_E_RANGE;
	s.out = out;
	s.capacity = capacity;
	s.size = 0;
	put_channel(&s, channel);
	out[s.size] = '\0';
	return GCV_OK;
}

double gcv_channel_prior(const gcv_channel *channel, const char *name)
{
	size_t i;

	for (i = 0; channel != NULL && name != NULL && i < gcvi_channel_key_count; i++)
		if (strcmp(gcvi_channel_keys[i].word, "prior") == 0 && strcmp(gcvi_channel_keys[i].name, name) == 0)
			return key_value(channel, i);
	return -1;
}
