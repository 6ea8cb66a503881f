/* SPDX-License-Identifier: MIT */
/* Floor 3: gcv_verify and gcv_canonical: yes or no, the short way for ASCII as it stands, the long way for all else. */
#include "alternative.h"
#include "fast.h"
#include "fit.h"

#include <string.h>

/* Working memory of the long way on the stack: enough for some 150 bytes of ASCII with a label or a URL around the code. */
#define STACK_BYTES 16384

/* What was found out, and the code if there is one. */
typedef struct verification {
	const struct gcv_format *format;
	const char *input;
	size_t size;
	bool wants_layout;        /* of several layouts that take the code the one that gcv_check names */
	size_t layout, count;
	uint8_t units[GCVI_CODE_MAX];
	size_t written;           /* of them, to be wiped */
	bool is_printed;          /* each byte of the input stands where it is printed in the layout; there are no units */
} verification;

/* ------------------------------------------------------------------------------------------------------ the short way */

typedef enum answer {
	NO, YES,
	ASK_OTHERS,   /* no code as it stands; other ways to read it are to be tried */
	ASK_ALL       /* as it stands, too */
} answer;

/* All that the bytes are. */
static unsigned look(const uint8_t *classes, const char *input, size_t size)
{
	unsigned seen = 0;
	size_t i;

	for (i = 0; i < size; i++)
		seen |= classes[(uint8_t)input[i]];
	return seen;
}

static bool says_is(const char *input, size_t size)
{
	size_t i;

	for (i = 0; i + 4 <= size; i++)
		if (memcmp(input + i, " is ", 4) == 0)
			return true;
	return false;
}

/* May something be around the code, or is it encoded or said in words? ASCII that is no code as it stands. */
static answer without_code(const verification *v, unsigned seen)
{
	if ((seen & GCVI_BYTE_SAYS) == 0)
		return NO;
	if ((seen & GCVI_BYTE_HINT) != 0 || (v->size >= v->format->fast->spelt_least && (seen & GCVI_BYTE_LETTER) != 0))
		return ASK_OTHERS;
	return (seen & GCVI_BYTE_BLANK) != 0 && says_is(v->input, v->size) ? ASK_OTHERS : NO;
}

/* The first layout that takes the units; whether it is the only one is asked where a layout is wanted. */
static answer try_layouts(verification *v, const uint8_t *units, size_t count)
{
	const struct gcvi_fast *fast = v->format->fast;
	size_t i, found = 0;

	for (i = 0; i < fast->layout_count; i++) {
		int taken;

		/* Where a code is printed without separators, is_printed has tried it. */
		if (!v->wants_layout && fast->layouts[i].printed_size == v->size && count == v->size)
			continue;
		taken = gcvi_fast_takes(fast, i, units, count);
		if (taken < 0)
			return ASK_ALL;
		if (taken == 0)
			continue;
		if (found++ == 0)
			v->layout = i;
		if (!v->wants_layout)
			return YES;
	}
	v->count = count;
	return found == 0 ? NO : found == 1 ? YES : ASK_ALL;
}

/* Exactly as printed, separators in their places. */
static bool is_printed(verification *v, const uint8_t *input)
{
	const struct gcvi_fast *fast = v->format->fast;
	size_t i;

	for (i = 0; i < fast->layout_count; i++) {
		const gcvi_fast_layout *layout = &fast->layouts[i];

		if (layout->printed_size != v->size || (v->wants_layout && !layout->alone))
			continue;
		if (!gcvi_pass_accepts(&fast->tables, &layout->printed, input))
			continue;
		v->layout = i;
		v->is_printed = true;
		return true;
	}
	return false;
}

/* With separators anywhere. */
static answer try_separated(verification *v, const uint8_t *input)
{
	const bool *separates = v->format->fast->bytes->separates;
	size_t used = 0, i;

	for (i = 0; i < v->size; i++) {
		v->units[used] = input[i];
		used += !separates[input[i]];
	}
	v->written = v->size;
	return used < v->size || v->wants_layout ? try_layouts(v, v->units, used) : NO;
}

static answer as_it_stands(verification *v)
{
	const uint8_t *input = (const uint8_t *)v->input;
	answer found;

	if (is_printed(v, input))
		return YES;
	if (!v->wants_layout) {
		found = try_layouts(v, input, v->size);
		if (found != NO)
			return found;
	}
	return try_separated(v, input);
}

static answer short_way(verification *v)
{
	const unsigned both = GCVI_BYTE_LOWER | GCVI_BYTE_UPPER;
	const gcvi_fast_bytes *bytes = v->format->fast->bytes;
	unsigned seen = GCVI_BYTE_SAYS;
	answer found = NO;

	if (v->size > GCVI_CODE_MAX || !bytes->ascii)
		return ASK_ALL;
	if (bytes->careful)
		seen = look(bytes->classes, v->input, v->size);
	if ((seen & GCVI_BYTE_SAYS) != 0 && (seen & both) != both)
		found = as_it_stands(v);
	if (found != NO)
		return found;
	seen = look(bytes->classes, v->input, v->size);
	return (seen & GCVI_BYTE_LONG) != 0 ? ASK_ALL : without_code(v, seen);
}

/* ------------------------------------------------------------------------------------------------------- the long way */

/* Where a layout has no tables at this length. */
static int takes_by_automaton(const verification *v, size_t layout, gcvi_arena *arena)
{
	gcvi_symbol *symbols = gcvi_arena_alloc(arena, v->count, sizeof *symbols);
	gcvi_automaton automaton;
	gcvi_form form;
	int status = gcvi_form_make(v->format, layout, v->count, arena, &form, &automaton);

	if (status != GCV_OK || symbols == NULL)
		return status == GCV_E_MEMORY || symbols == NULL ? GCV_E_MEMORY : 0;
	gcvi_fast_symbols(v->format->fast, v->units, v->count, symbols);
	return gcvi_automaton_verify(&automaton, symbols) != 0;
}

/* How many layouts take the units, two at most; or a status. */
static int count_layouts(verification *v, gcvi_arena *arena)
{
	size_t i;
	int found = 0;

	for (i = 0; i < v->format->layout_count && found < (v->wants_layout ? 2 : 1); i++) {
		int taken = gcvi_fast_takes(v->format->fast, i, v->units, v->count);

		if (taken < 0)
			taken = takes_by_automaton(v, i, arena);
		if (taken < 0)
			return taken;
		if (taken != 0 && found++ == 0)
			v->layout = i;
	}
	return found;
}

/* 1, 0 or a status: gcvi_fit_reading's answer, without its being asked for more than that. */
static int verify_reading(verification *v, const gcvi_reading *reading, gcvi_arena *arena)
{
	size_t shortest = 0, longest = 0, i;
	gcvi_letters letters;
	gcvi_fit fit;
	int status = gcvi_letters_make(&letters, reading, arena);

	if (status != GCV_OK)
		return status;
	gcvi_format_lengths(v->format, &shortest, &longest);
	gcvi_letters_read(&letters, reading, &v->format->alphabet, false, longest + 1);
	if (letters.count < shortest || letters.good < letters.count || letters.count > longest || letters.repairs != 0)
		return 0;
	v->count = letters.count;
	for (i = 0; i < letters.count; i++)
		v->units[i] = v->format->fast->bytes->units[letters.symbols[i]];
	v->written = v->written > v->count ? v->written : v->count;
	status = count_layouts(v, arena);
	if (status < 2)
		return status;
	status = gcvi_fit_reading(&fit, v->format, reading, &letters, arena);
	if (status == GCV_OK)
		v->layout = fit.layout;
	return status == GCV_OK ? 1 : status;
}

/* Only separators and what is invisible: no input at all. */
static bool says_nothing(const gcvi_reading *reading)
{
	size_t i;

	for (i = 0; i < reading->count; i++)
		if (reading->marks[i].kind != GCVI_MARK_SEPARATOR && reading->marks[i].kind != GCVI_MARK_INVISIBLE)
			return false;
	return true;
}

/* all: also as it stands. gcv_check takes the first reading with the best verdict, so the first one that is valid is it. */
static int verify_readings(verification *v, bool all, gcvi_arena *arena)
{
	gcvi_alternative others[GCVI_ALTERNATIVES_MAX];
	gcvi_reading reading;
	size_t count = 0, i;
	int status = GCV_OK, valid = 0;

	if (all) {
		status = gcvi_read(&reading, v->input, v->size, arena);
		if (status != GCV_OK || says_nothing(&reading))
			return status;
		valid = verify_reading(v, &reading, arena);
		if (valid != 0 || !gcvi_reading_is_text(&reading))
			return valid;
	}
	status = gcvi_alternatives(v->input, v->size, arena, others, &count);
	for (i = 0; status == GCV_OK && i < count && valid == 0; i++)
		valid = verify_reading(v, &others[i].reading, arena);
	return status != GCV_OK ? status : valid;
}

static int long_way(verification *v, bool all)
{
	max_align_t block[STACK_BYTES / sizeof(max_align_t)];
	gcvi_arena arena;
	int found;

	gcvi_arena_init_on(&arena, block, sizeof block);
	found = verify_readings(v, all, &arena);
	gcvi_arena_free(&arena);
	return found;
}

/* 1, 0, or GCV_E_MEMORY. */
static int verify(verification *v)
{
	answer found;

	if (v->format->fast == NULL || v->size == 0 || v->size > GCVI_INPUT_MAX)
		return 0;   /* without tables: a product without a code */
	found = short_way(v);
	return found == YES || found == NO ? found == YES : long_way(v, found == ASK_ALL);
}

static void start(verification *v, const gcv_format *format, const char *code, size_t size)
{
	/* The units need no initial value, and have none. */
	v->format = format;
	v->input = code;
	v->size = size;
	v->layout = v->count = v->written = 0;
	v->is_printed = false;
}

static void forget(verification *v)
{
	if (v->written != 0)
		gcvi_wipe(v->units, v->written);
}

/* ------------------------------------------------------------------------------------------------------------- public */

int gcv_verify(const gcv_format *format, const char *code, size_t size)
{
	verification v;
	int found;

	if (format == NULL || code == NULL)
		return 0;
	start(&v, format, code, size);
	v.wants_layout = false;
	found = verify(&v);
	forget(&v);
	return found == 1;
}

/* As gcvi_layout_print. */
static size_t print(verification *v, char *out, size_t capacity)
{
	const gcvi_fast_layout *layout = &v->format->fast->layouts[v->layout];
	const char *canonical = v->format->fast->bytes->canonical;
	size_t i;

	if (!v->is_printed) {
		gcvi_fast_symbols(v->format->fast, v->units, v->count, v->units);
		return gcvi_layout_print(v->format, v->layout, v->units, v->count, out, capacity);
	}
	for (i = 0; i < v->size && v->size < capacity; i++)
		out[i] = layout->print[i] != 0 ? layout->print[i] : canonical[(uint8_t)v->input[i]];
	if (v->size < capacity)
		out[i] = 0;
	return v->size;
}

int gcv_canonical(const gcv_format *format, const char *code, size_t size, char *out, size_t capacity, size_t *needed)
{
	verification v;
	size_t bytes = 0;
	int found;

	if (format == NULL || (code == NULL && size != 0) || (out == NULL && capacity != 0))
		return GCV_E_ARGUMENT;
	start(&v, format, code, size);
	v.wants_layout = true;
	found = verify(&v);
	if (found == 1) {
		bytes = print(&v, out, capacity);
		if (needed != NULL)
			*needed = bytes;
		if (bytes >= capacity && (capacity != 0 || needed == NULL)) {
			gcvi_wipe(out, capacity);
			found = GCV_E_RANGE;
		}
	}
	forget(&v);
	return found;
}
