/* SPDX-License-Identifier: MIT */
/* Floor 3: the public way to check characters: a body in any notation to the whole code. */
#include "fit.h"
#include "format.h"

#include <string.h>

typedef struct body {
	const struct gcv_format *format;
	gcvi_letters letters;
	uint8_t *open;             /* a '?' stands there */
	size_t open_count;
	gcvi_form form;
	gcvi_symbol code[GCVI_CODE_MAX];
	uint8_t unknown[GCVI_CODE_MAX];
	gcvi_arena arena;
} body;

/* Characters that are symbols without a repair, and '?'. */
static int read_body(body *b, const char *text, size_t size)
{
	gcvi_reading reading;
	size_t i;
	int status = gcvi_read(&reading, text, size, &b->arena);

	if (status == GCV_OK)
		status = gcvi_letters_make(&b->letters, &reading, &b->arena);
	if (status != GCV_OK)
		return status;
	if (!gcvi_reading_is_text(&reading))
		return reading.too_large ? GCV_E_RANGE : GCV_E_ENCODING;
	gcvi_letters_read(&b->letters, &reading, &b->format->alphabet, true, GCVI_CODE_MAX + 1);
	b->open = gcvi_arena_alloc(&b->arena, b->letters.count + 1, 1);
	if (b->open == NULL)
		return GCV_E_MEMORY;
	for (i = 0; i < b->letters.count; i++) {
		b->open[i] = reading.marks[b->letters.marks[i]].kind == GCVI_MARK_UNREADABLE;
		b->open_count += b->open[i];
		if (!b->open[i] && (b->letters.symbols[i] == GCVI_NO_SYMBOL || (b->letters.changes[i] & GCVI_CHANGE_REPAIRS) != 0))
			return GCV_E_IMPOSSIBLE;
	}
	return b->letters.count == 0 || b->letters.count > GCVI_CODE_MAX ? GCV_E_IMPOSSIBLE : GCV_OK;
}

static size_t count_checks(const gcvi_form *form)
{
	size_t i, checks = 0;

	for (i = 0; i < form->length; i++)
		checks += form->sites[i].check != 0;
	return checks;
}

/* Puts the letters where they belong: bare ones leave the check characters out. False where they do not fit. */
static bool place(body *b, bool bare)
{
	size_t i, letter = 0;

	if (b->letters.count + (bare ? count_checks(&b->form) : 0) != b->form.length)
		return false;
	for (i = 0; i < b->form.length; i++) {
		const gcvi_site *site = &b->form.sites[i];

		b->unknown[i] = site->check && (bare || b->open[letter]);
		if (b->unknown[i]) {
			b->code[i] = gcvi_set_nth(&site->allowed, 0);
			letter += !bare;
			continue;
		}
		if (b->open[letter] || !gcvi_set_has(&site->allowed, b->letters.symbols[letter]))
			return false;
		b->code[i] = b->letters.symbols[letter++];
	}
	return true;
}

/* 1: done, 0: not at this length, or a status. */
static int complete_form(body *b, size_t layout, size_t length, bool bare)
{
	gcvi_automaton automaton;
	int status = gcvi_form_make(b->format, layout, length, &b->arena, &b->form, &automaton);

	if (status != GCV_OK)
		return status == GCV_E_RANGE ? 0 : status;
	return place(b, bare) && gcvi_automaton_complete(&automaton, b->code, b->unknown) != 0;
}

/* At how many characters a layout can be, if so many of them are typed. */
static int complete_layout(body *b, size_t layout, bool bare)
{
	const gcvi_layout *l = &b->format->layouts[layout];
	size_t length = b->letters.count > l->min ? b->letters.count : l->min;
	int done = 0;

	if (l->unchecked || (!bare && length != b->letters.count))
		return 0;
	for (; length <= l->max && done == 0; length++) {
		done = complete_form(b, layout, length, bare);
		if (!bare)
			break;
	}
	return done;
}

/* A body comes without its check characters; only what has a '?', or fits no other way, is a whole code. */
static int complete(body *b)
{
	size_t layout;
	int done = 0, bare;

	for (bare = b->open_count == 0; bare >= 0; bare--)
		for (layout = 0; layout < b->format->layout_count && done == 0; layout++)
			done = complete_layout(b, layout, bare != 0);
	return done == 0 ? GCV_E_IMPOSSIBLE : done > 0 ? GCV_OK : done;
}

static int write_code(const body *b, char *out, size_t capacity, size_t *needed)
{
	size_t size = gcvi_form_print(&b->form, b->code, true, out, capacity);

	if (needed != NULL)
		*needed = size;
	if (size < capacity)
		return GCV_OK;
	if (capacity != 0)
		gcvi_wipe(out, capacity);
	return capacity == 0 && needed != NULL ? GCV_OK : GCV_E_RANGE;
}

int gcv_complete(const gcv_format *format, const char *text, size_t size, char *out, size_t capacity, size_t *needed)
{
	body *b;
	gcvi_arena arena;
	int status;

	if (format == NULL || text == NULL || size == 0 || (out == NULL && capacity != 0))
		return GCV_E_ARGUMENT;
	gcvi_arena_init(&arena, NULL);
	b = gcvi_arena_alloc(&arena, 1, sizeof *b);
	if (b == NULL)
		return GCV_E_MEMORY;
	b->format = format;
	gcvi_arena_init(&b->arena, NULL);
	status = read_body(b, text, size);
	if (status == GCV_OK)
		status = complete(b);
	if (status == GCV_OK)
		status = write_code(b, out, capacity, needed);
	gcvi_arena_free(&b->arena);
	gcvi_arena_free(&arena);
	return status;
}
