/* SPDX-License-Identifier: MIT */
/* Floor 5: as you type: can this still become a valid code, and which keys may come next? */
#include "fit.h"
#include "reach.h"
#include "text.h"

#include <string.h>

/* What the first `count` letters can become. */
typedef struct outlook {
	const struct gcv_format *format;
	const gcvi_letters *letters;
	gcvi_arena arena;
	bool complete, open;
	gcvi_set next;
	uint32_t separator;
	bool separators_differ;
	gcvi_site sites[GCVI_CODE_MAX];
} outlook;

static void offer(outlook *o, const gcvi_set *next, uint32_t separator)
{
	size_t word;

	if (gcvi_set_count(next) == 0)
		return;
	for (word = 0; word < GCVI_SYMBOLS_MAX / 64; word++)
		o->next.words[word] |= next->words[word];
	o->separators_differ = o->separators_differ || (o->open && o->separator != separator);
	o->separator = separator;
	o->open = true;
}

/* Could a form with this site behind the letters tell anything new? The search for what follows can be long. */
static bool adds(const outlook *o, const gcvi_site *site)
{
	size_t word;

	if (!o->open || o->separator != site->separator)
		return true;
	for (word = 0; word < GCVI_SYMBOLS_MAX / 64; word++)
		if ((site->allowed.words[word] & ~o->next.words[word]) != 0)
			return true;
	return false;
}

static int look_at_form(outlook *o, size_t count, size_t layout, size_t length)
{
	gcvi_automaton automaton;
	gcvi_form form;
	gcvi_set next;
	int status;

	if (!gcvi_form_fill(o->format, layout, length, o->sites, &form) ||
	    !gcvi_sites_allow(o->sites, o->letters->symbols, count))
		return GCV_OK;
	if (count < length && !adds(o, &o->sites[count]))
		return GCV_OK;
	if (o->format->scheme_count == 0 || o->format->layouts[layout].unchecked) {
		if (count == length)
			o->complete = true;
		else
			offer(o, &o->sites[count].allowed, o->sites[count].separator);
		return GCV_OK;
	}
	status = gcvi_form_make(o->format, layout, length, &o->arena, &form, &automaton);
	if (status != GCV_OK)
		return status == GCV_E_MEMORY ? status : GCV_OK;
	if (count == length) {
		o->complete = o->complete || gcvi_automaton_verify(&automaton, o->letters->symbols) != 0;
		return GCV_OK;
	}
	status = gcvi_reach(&automaton, o->letters->symbols, count, &next, &o->arena);
	if (status == GCV_OK)
		offer(o, &next, form.sites[count].separator);
	return status;
}

static int look(outlook *o, size_t count)
{
	size_t layout;
	int status = GCV_OK;

	o->complete = o->open = o->separators_differ = false;
	o->separator = 0;
	memset(&o->next, 0, sizeof o->next);
	for (layout = 0; status == GCV_OK && layout < o->format->layout_count; layout++) {
		const gcvi_layout *l = &o->format->layouts[layout];
		size_t length = l->min > count ? l->min : count;

		for (; status == GCV_OK && length <= l->max; length++)
			status = look_at_form(o, count, layout, length);
	}
	return status;
}

/* The longest beginning of the letters that is not dead. */
static int look_back(outlook *o, size_t *alive)
{
	size_t low = 0, high = *alive;   /* dead at high; a prefix of what is alive is alive */
	int status = GCV_OK;

	while (status == GCV_OK && high - low > 1) {
		size_t middle = low + (high - low) / 2;

		status = look(o, middle);
		if (o->open || o->complete)
			low = middle;
		else
			high = middle;
	}
	*alive = low;
	return status;
}

static int write_symbols(const outlook *o, gcv_typing *typing, char *symbols, size_t capacity)
{
	const gcvi_alphabet *alphabet = &o->format->alphabet;
	char text[GCV_SYMBOLS_SIZE];
	size_t bytes = 0, s;

	typing->symbol_count = 0;
	for (s = 0; o->open && s < alphabet->count; s++) {
		if (!gcvi_set_has(&o->next, (gcvi_symbol)s))
			continue;
		bytes += gcvi_utf8_write(alphabet->points[s], (uint8_t *)text + bytes);
		typing->symbol_count++;
	}
	if (symbols == NULL)
		return GCV_OK;
	if (bytes + 1 > capacity)
		return GCV_E_RANGE;
	memcpy(symbols, text, bytes);
	symbols[bytes] = '\0';
	return GCV_OK;
}

static int answer(outlook *o, const gcvi_reading *reading, gcv_typing *typing, char *symbols, size_t capacity)
{
	const gcvi_letters *letters = o->letters;
	gcv_typing found = GCV_TYPING_INIT;
	size_t alive = letters->count, bytes = typing->size < sizeof found ? typing->size : sizeof found;
	int status = GCV_OK;

	found.size = typing->size;
	found.start = found.end = reading->size;
	if (letters->good == letters->count) {
		status = look(o, letters->count);
	} else {
		o->complete = o->open = false;
		alive = letters->good + 1;
	}
	found.complete = o->complete;
	found.open = o->open;
	found.repaired = letters->repairs != 0;
	found.separator = o->separators_differ || !o->open ? 0 : o->separator;
	if (status == GCV_OK)
		status = write_symbols(o, &found, symbols, capacity);
	if (status == GCV_OK && !found.complete && !found.open && letters->count != 0) {
		status = look_back(o, &alive);
		found.start = reading->marks[letters->marks[alive]].start;
		found.end = reading->marks[letters->marks[alive]].end;
	}
	found.position = alive + 1;
	if (status == GCV_OK)
		memcpy(typing, &found, bytes);
	return status;
}

int gcv_next(const gcv_format *format, const char *input, size_t size, gcv_typing *typing, char *symbols,
             size_t capacity)
{
	gcvi_reading reading;
	gcvi_letters letters;
	outlook o;
	int status;

	if (format == NULL || (input == NULL && size != 0) || typing == NULL || typing->size < sizeof typing->size)
		return GCV_E_ARGUMENT;
	if (size > GCVI_INPUT_MAX)
		return GCV_E_RANGE;
	gcvi_arena_init(&o.arena, NULL);
	status = gcvi_read(&reading, size != 0 ? input : "", size, &o.arena);
	if (status == GCV_OK)
		status = gcvi_letters_make(&letters, &reading, &o.arena);
	if (status == GCV_OK) {
		o.format = format;
		o.letters = &letters;
		gcvi_letters_read(&letters, &reading, &format->alphabet, false, SIZE_MAX);
		o.separator = 0;
		o.separators_differ = false;
		status = answer(&o, &reading, typing, symbols, capacity);
	}
	gcvi_arena_free(&o.arena);
	return status;
}
