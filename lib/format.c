/* SPDX-License-Identifier: MIT */
/* Floor 3: what a compiled format answers: its lines, its lengths, its layouts at one length. */
#include "format.h"
#include "text.h"

#include <string.h>

/* ------------------------------------------------------------------------------------------------- fields */

static char lower_ascii(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c == '_' ? '-' : c;
}

/* Bytes of a language that count: "ja_JP.UTF-8@x" is ja-JP. */
static size_t language_size(const char *language)
{
	return language == NULL ? 0 : strcspn(language, ".@");
}

static bool same_language(const char *tag, const char *language, size_t size)
{
	size_t i;

	if (strlen(tag) != size)
		return false;
	for (i = 0; i < size; i++)
		if (lower_ascii(tag[i]) != lower_ascii(language[i]))
			return false;
	return true;
}

/* Without its last subtag: "zh-Hant-TW", "zh-Hant", "zh", nothing. */
static size_t shorten(const char *language, size_t size)
{
	while (size > 0 && language[size - 1] != '-' && language[size - 1] != '_')
		size--;
	return size > 0 ? size - 1 : 0;
}

/* The translation of fields[base], NULL where there is none. */
static const gcvi_field *translation(const struct gcv_format *format, size_t base, const char *language)
{
	size_t size, i;

	for (size = language_size(language); size > 0; size = shorten(language, size))
		for (i = base + 1; i < format->field_count; i++) {
			const gcvi_field *field = &format->fields[i];

			if (strcmp(field->key, format->fields[base].key) != 0)
				continue;
			if (*field->language == 0)
				break;
			if (same_language(field->language, language, size))
				return field;
		}
	return NULL;
}

const char *gcvi_format_field(const struct gcv_format *format, const char *key, const char *language, size_t index)
{
	size_t i;

	for (i = 0; i < format->field_count; i++) {
		const gcvi_field *translated, *field = &format->fields[i];

		if (*field->language != 0 || strcmp(field->key, key) != 0 || index-- != 0)
			continue;
		translated = translation(format, i, language);
		return translated != NULL ? translated->value : field->value;
	}
	return NULL;
}

const char *gcvi_other_name(const struct gcv_format *format, const gcvi_other *other, const char *language)
{
	const gcvi_field *translated = translation(format, (size_t)(other->field - format->fields), language);

	return translated != NULL ? translated->value : other->name;
}

/* -------------------------------------------------------------------------------------------------- forms */

void gcvi_format_lengths(const struct gcv_format *format, size_t *min, size_t *max)
{
	size_t i;

	*min = *max = 0;
	for (i = 0; i < format->layout_count; i++) {
		if (i == 0 || format->layouts[i].min < *min)
			*min = format->layouts[i].min;
		if (format->layouts[i].max > *max)
			*max = format->layouts[i].max;
	}
}

/* Groups are numbered, and each position told the size of its own. */
static size_t number_groups(gcvi_site *sites, size_t length)
{
	size_t start = 0, at, i, groups = 0;

	for (at = 1; at <= length; at++) {
		if (at < length && sites[at].group == sites[start].group)
			continue;
		for (i = start; i < at; i++) {
			sites[i].in_group = (uint16_t)(i - start);
			sites[i].group_size = (uint16_t)(at - start);
			sites[i].group = (uint16_t)groups;
		}
		groups++;
		start = at;
	}
	return groups;
}

bool gcvi_form_fill(const struct gcv_format *format, size_t layout, size_t length, gcvi_site *sites, gcvi_form *form)
{
	const gcvi_layout *from;
	size_t at = 0, i, k, count;
	uint32_t separator = 0;
	uint16_t group = 0;

	if (layout >= format->layout_count)
		return false;
	from = &format->layouts[layout];
	if (length < from->min || length > from->max)
		return false;
	for (i = 0; i < from->item_count; i++) {
		const gcvi_item *item = &from->items[i];

		if (item->kind == GCVI_ITEM_BREAK) {
			separator = item->separator;
			group++;
			continue;
		}
		count = item->min == item->max ? item->min : item->min + (length - from->min);
		for (k = 0; k < count; k++) {
			memset(&sites[at], 0, sizeof sites[at]);
			sites[at].allowed = item->allowed;
			sites[at].group = group;
			sites[at].check = item->check;
			sites[at].literal = item->kind == GCVI_ITEM_LITERAL;
			sites[at].class_name = item->class_name;
			sites[at++].separator = separator;
			separator = 0;
		}
	}
	form->alphabet = &format->alphabet;
	form->sites = sites;
	form->length = length;
	form->groups = number_groups(sites, length);
	form->layout = layout;
	return true;
}

int gcvi_form_make(const struct gcv_format *format, size_t layout, size_t length, gcvi_arena *arena,
                   gcvi_form *form, gcvi_automaton *automaton)
{
	gcvi_scheme_error error;
	gcvi_site *sites;
	gcvi_form *kept;
	int status;

	if (layout >= format->layout_count || length < format->layouts[layout].min || length > format->layouts[layout].max)
		return GCV_E_RANGE;
	sites = gcvi_arena_alloc(arena, length, sizeof *sites);
	kept = gcvi_arena_alloc(arena, 1, sizeof *kept);   /* the automaton points to it as long as the arena lives */
	if (sites == NULL || kept == NULL)
		return GCV_E_MEMORY;
	gcvi_form_fill(format, layout, length, sites, kept);
	status = gcvi_automaton_init(automaton, format->schemes, format->layouts[layout].unchecked ? 0 : format->scheme_count,
	                             kept, arena, &error);
	if (status == GCV_OK)
		*form = *kept;
	return status == GCV_E_SYNTAX ? GCV_E_RANGE : status;
}

typedef struct printer { char *out; size_t cap, used, needed; } printer;

static void print_wide(printer *to, uint32_t point)
{
	uint8_t bytes[4];
	size_t size = gcvi_utf8_write(point, bytes);

	if (to->needed + size < to->cap) {   /* so far everything fitted, and this does */
		memcpy(to->out + to->used, bytes, size);
		to->used += size;
	}
	to->needed += size;
}

static inline void print_point(printer *to, uint32_t point)
{
	if (point >= 128) {
		print_wide(to, point);
		return;
	}
	if (to->needed + 1 < to->cap)
		to->out[to->used++] = (char)point;
	to->needed++;
}

static size_t print_end(printer *to)
{
	if (to->cap > 0)
		to->out[to->used] = 0;
	return to->needed;
}

size_t gcvi_form_print(const gcvi_form *form, const gcvi_symbol *code, bool grouped, char *out, size_t cap)
{
	printer to = { out, cap, 0, 0 };
	size_t i;

	for (i = 0; i < form->length; i++) {
		if (grouped && form->sites[i].separator != 0)
			print_point(&to, form->sites[i].separator);
		print_point(&to, form->alphabet->points[code[i]]);
	}
	return print_end(&to);
}

size_t gcvi_layout_print(const struct gcv_format *format, size_t layout, const gcvi_symbol *code, size_t length, char *out,
                         size_t cap)
{
	const gcvi_layout *from = &format->layouts[layout];
	printer to = { out, cap, 0, 0 };
	uint32_t separator = 0;
	size_t i, at = 0, end;

	for (i = 0; i < from->item_count; i++) {
		const gcvi_item *item = &from->items[i];

		if (item->kind == GCVI_ITEM_BREAK) {
			separator = item->separator;
			continue;
		}
		end = at + (item->min == item->max ? item->min : item->min + (length - from->min));
		if (separator != 0 && at < end) {
			print_point(&to, separator);
			separator = 0;
		}
		for (; at < end; at++)
			print_point(&to, format->alphabet.points[code[at]]);
	}
	return print_end(&to);
}

/* ------------------------------------------------------------------------------------------------- public */

const char *gcv_format_name(const gcv_format *format)
{
	return format == NULL ? NULL : format->name;
}

const char *gcv_format_value(const gcv_format *format, const char *key, const char *language, size_t index)
{
	return format == NULL || key == NULL ? NULL : gcvi_format_field(format, key, language, index);
}

void gcv_format_lengths(const gcv_format *format, size_t *shortest, size_t *longest)
{
	size_t min = 0, max = 0;

	if (format != NULL)
		gcvi_format_lengths(format, &min, &max);
	if (shortest != NULL)
		*shortest = min;
	if (longest != NULL)
		*longest = max;
}

char gcv_format_grade(const gcv_format *format)
{
	return format == NULL ? 'C' : format->grade;
}

int gcv_format_is_exact(const gcv_format *format)
{
	return format != NULL && format->exact;
}

unsigned gcv_format_attempts(const gcv_format *format)
{
	return format == NULL ? 0 : format->attempts;
}

size_t gcv_format_alphabet(const gcv_format *format, char *out, size_t capacity)
{
	printer to = { out, out == NULL ? 0 : capacity, 0, 0 };
	size_t i;

	for (i = 0; format != NULL && i < format->alphabet.count; i++)
		print_point(&to, format->alphabet.points[i]);
	return print_end(&to);
}
