/* SPDX-License-Identifier: MIT */
/* Floor 3: fitting what was read into the forms of a format as it stands. */
#include "fit.h"

#include "reach.h"
#include "text.h"

bool gcvi_reading_is_text(const gcvi_reading *reading)
{
	size_t i;

	for (i = 0; i < reading->count; i++)
		if (reading->marks[i].kind == GCVI_MARK_MALFORMED)
			return false;
	return !reading->too_large;
}

int gcvi_letters_make(gcvi_letters *letters, const gcvi_reading *reading, gcvi_arena *arena)
{
	letters->symbols = gcvi_arena_alloc(arena, reading->count + 1, sizeof *letters->symbols);
	letters->changes = gcvi_arena_alloc(arena, reading->count + 1, sizeof *letters->changes);
	letters->marks = gcvi_arena_alloc(arena, reading->count + 1, sizeof *letters->marks);
	letters->count = letters->good = letters->repairs = 0;
	return letters->symbols != NULL && letters->changes != NULL && letters->marks != NULL ? GCV_OK : GCV_E_MEMORY;
}

/* Upper and lower case are mixed where that is not allowed: the rarer ones, or the upper ones, are repairs. */
static void repair_mixed_case(gcvi_letters *letters, const gcvi_reading *reading)
{
	size_t lower = 0, upper = 0, i;

	for (i = 0; i < letters->count; i++) {
		uint32_t point = reading->marks[letters->marks[i]].point;

		lower += gcvi_upper(point) != point;
		upper += gcvi_lower(point) != point;
	}
	for (i = 0; lower != 0 && upper != 0 && i < letters->count; i++) {
		uint32_t point = reading->marks[letters->marks[i]].point;

		if (letters->symbols[i] == GCVI_NO_SYMBOL || (lower < upper ? gcvi_upper(point) : gcvi_lower(point)) == point)
			continue;
		if (i < letters->good)
			letters->repairs += (letters->changes[i] & GCVI_CHANGE_REPAIRS) == 0;
		letters->changes[i] = (uint16_t)((letters->changes[i] & ~GCVI_CHANGE_CASE) | GCVI_CHANGE_MIXEDCASE);
	}
}

void gcvi_letters_read(gcvi_letters *letters, const gcvi_reading *reading, const gcvi_alphabet *alphabet, bool all,
                       size_t most)
{
	size_t i;

	letters->count = letters->good = letters->repairs = 0;
	for (i = 0; i < reading->count && letters->count < most; i++) {
		const gcvi_mark *mark = &reading->marks[i];
		gcvi_resolved resolved = { GCVI_NO_SYMBOL, 0 };

		if (mark->kind == GCVI_MARK_INVISIBLE)
			continue;
		if (mark->kind == GCVI_MARK_CHARACTER || mark->kind == GCVI_MARK_SEPARATOR)
			resolved = gcvi_resolve(alphabet, mark);
		if (mark->kind == GCVI_MARK_SEPARATOR && resolved.symbol == GCVI_NO_SYMBOL)
			continue;
		letters->symbols[letters->count] = resolved.symbol;
		letters->changes[letters->count] = resolved.changes;
		letters->marks[letters->count] = (uint32_t)i;
		if (resolved.symbol != GCVI_NO_SYMBOL && letters->good == letters->count) {
			letters->good++;
			letters->repairs += (resolved.changes & GCVI_CHANGE_REPAIRS) != 0;
		}
		letters->count++;
		if (!all && letters->good < letters->count)
			return;
	}
	if (alphabet->one_case)
		repair_mixed_case(letters, reading);
}

/* How the separators typed agree with the groups of a form. */
static void compare_groups(const gcvi_reading *reading, const gcvi_letters *letters, const gcvi_site *sites,
                           size_t *inside, size_t *borders)
{
	size_t typed = 0, i;

	*inside = *borders = 0;
	for (i = 1; i < letters->count; i++) {
		bool border = sites[i].separator != 0, separated = false;
		size_t mark;

		for (mark = letters->marks[i - 1] + 1; mark < letters->marks[i]; mark++)
			separated = separated || reading->marks[mark].kind == GCVI_MARK_SEPARATOR;
		typed += separated;
		*inside += separated && !border;
		*borders += border && !separated;
	}
	if (typed == 0)
		*borders = 0;
}

typedef struct fitting {
	gcvi_fit *fit;
	const gcvi_reading *reading;
	const gcvi_letters *letters;
	gcvi_arena *arena;
	gcvi_site sites[GCVI_CODE_MAX];
} fitting;

bool gcvi_sites_allow(const gcvi_site *sites, const gcvi_symbol *symbols, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (!gcvi_set_has(&sites[i].allowed, symbols[i]))
			return false;
	return true;
}

/* Is the whole thing a code of this form (as long as it is), or the beginning of one (longer)? 1, 0 or a status. */
static int takes(fitting *f, size_t layout, size_t length)
{
	const struct gcv_format *format = f->fit->format;
	gcvi_automaton automaton;
	gcvi_form form;
	gcvi_set next;
	int status;

	if (!gcvi_form_fill(format, layout, length, f->sites, &form) ||
	    !gcvi_sites_allow(f->sites, f->letters->symbols, f->letters->count))
		return 0;
	if (format->scheme_count == 0 || format->layouts[layout].unchecked)
		return 1;
	status = gcvi_form_make(format, layout, length, f->arena, &form, &automaton);
	if (status != GCV_OK)
		return status == GCV_E_MEMORY ? status : 0;
	if (length == f->letters->count)
		return gcvi_automaton_verify(&automaton, f->letters->symbols) != 0;
	status = gcvi_reach(&automaton, f->letters->symbols, f->letters->count, &next, f->arena);
	return status != GCV_OK ? status : gcvi_set_count(&next) != 0;
}

static void take(fitting *f, gcv_verdict verdict, size_t layout, size_t length)
{
	gcvi_fit *fit = f->fit;
	size_t inside, borders;

	compare_groups(f->reading, f->letters, f->sites, &inside, &borders);
	if (fit->verdict == verdict && fit->inside + fit->borders <= inside + borders)
		return;
	fit->verdict = verdict;
	fit->layout = layout;
	fit->length = length;
	fit->check_absent = fit->format->layouts[layout].unchecked;
	fit->inside = inside;
	fit->borders = borders;
}

/* The shortest code of a layout that begins so, if there is one. */
static int fit_longer(fitting *f, size_t layout)
{
	const gcvi_layout *l = &f->fit->format->layouts[layout];
	size_t length = l->min > f->letters->count ? l->min : f->letters->count + 1;

	for (; length <= l->max; length++) {
		int taken = takes(f, layout, length);

		if (taken < 0)
			return taken;
		if (taken != 0) {
			take(f, GCV_INCOMPLETE, layout, length);
			return GCV_OK;
		}
	}
	return GCV_OK;
}

static int fit_layouts(fitting *f)
{
	const struct gcv_format *format = f->fit->format;
	size_t count = f->letters->count, layout;
	gcv_verdict verdict = f->fit->repairs != 0 ? GCV_REPAIRED : GCV_VALID;

	for (layout = 0; layout < format->layout_count; layout++) {
		int taken;

		if (count < format->layouts[layout].min || count > format->layouts[layout].max)
			continue;
		taken = takes(f, layout, count);
		if (taken < 0)
			return taken;
		if (taken != 0)
			take(f, verdict, layout, count);
	}
	if (f->fit->verdict != GCV_INVALID)
		return GCV_OK;
	for (layout = 0; layout < format->layout_count; layout++) {
		int status = fit_longer(f, layout);

		if (status != GCV_OK)
			return status;
	}
	return GCV_OK;
}

int gcvi_fit_reading(gcvi_fit *fit, const struct gcv_format *format, const gcvi_reading *reading, gcvi_letters *letters,
                     gcvi_arena *arena)
{
	fitting f;                /* its sites are filled form by form */
	size_t shortest = 0, longest = 0;

	gcvi_format_lengths(format, &shortest, &longest);
	gcvi_letters_read(letters, reading, &format->alphabet, false, longest + 1);
	*fit = (gcvi_fit){ .format = format, .verdict = GCV_INVALID, .count = letters->count, .repairs = letters->repairs };
	if (!format->typed || letters->count == 0 || letters->good < letters->count || letters->count > longest)
		return GCV_OK;
	f.fit = fit;
	f.reading = reading;
	f.letters = letters;
	f.arena = arena;
	return fit_layouts(&f);
}
