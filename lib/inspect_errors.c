/* SPDX-License-Identifier: MIT */
/* Floor 4: characters that cannot stand where they stand. */
#include "inspection.h"

#include "text.h"

#include <string.h>

/* A list of what would fit is shown up to this many; more would not be read. */
#define LISTED 10

void gcvi_inspect_span(const gcvi_inspection *i, size_t *start, size_t *end)
{
	const gcvi_letters *letters = i->letters;

	*start = *end = i->reading->size;
	if (letters->count == 0)
		return;
	*start = i->reading->marks[letters->marks[0]].start;
	*end = i->reading->marks[letters->marks[letters->count - 1]].end;
}

const char *gcvi_inspect_prefix(gcvi_inspection *i, const struct gcv_format *format, size_t layout)
{
	const gcvi_layout *l = &format->layouts[layout];
	char *text = gcvi_arena_alloc(&i->report->arena, l->item_count * 4 + 1, 1);
	size_t bytes = 0, item;

	for (item = 0; text != NULL && item < l->item_count && l->items[item].kind != GCVI_ITEM_RUN; item++)
		if (l->items[item].kind == GCVI_ITEM_LITERAL)
			bytes += gcvi_utf8_write(format->alphabet.points[gcvi_set_nth(&l->items[item].allowed, 0)],
			                         (uint8_t *)text + bytes);
	return text;
}

int gcvi_inspect_tell(gcvi_inspection *i, size_t mark, gcv_finding *finding)
{
	const gcvi_mark *m = &i->reading->marks[mark];
	size_t position = i->position_of[mark];

	finding->start = m->start;
	finding->end = m->end;
	if (position != GCVI_NOWHERE) {
		finding->position = position + 1;
		finding->group = (size_t)i->form.sites[position].group + 1;
	}
	finding->typed = gcvi_report_typed(i->report, m->start, m->end);
	if (finding->typed == NULL)
		return GCV_E_MEMORY;
	return gcvi_report_add(i->report, finding);
}

/* The symbols of a set as alternatives, if they are few; *list NULL: none or too many. */
static int list_set(gcvi_inspection *i, const gcvi_set *set, const gcv_alternative **list, size_t *count)
{
	size_t symbols = gcvi_set_count(set), n;
	gcv_alternative *made;

	*list = NULL;
	*count = 0;
	if (symbols == 0 || symbols > LISTED)
		return GCV_OK;
	made = gcvi_arena_alloc(&i->report->arena, symbols, sizeof *made);
	if (made == NULL)
		return GCV_E_MEMORY;
	for (n = 0; n < symbols; n++) {
		made[n].symbol = gcvi_report_symbol(i->report, &i->format->alphabet, gcvi_set_nth(set, n));
		if (made[n].symbol == NULL)
			return GCV_E_MEMORY;
	}
	*list = made;
	*count = symbols;
	return GCV_OK;
}

static bool is_digit(uint32_t point)
{
	return point >= '0' && point <= '9';
}

/* "digit" or "letter" when the set is all of these that the alphabet has, and the alphabet has both. */
static const char *class_name(const gcvi_alphabet *alphabet, const gcvi_set *set)
{
	size_t digits = 0, letters = 0, digits_in = 0, letters_in = 0, s;

	for (s = 0; s < alphabet->count; s++) {
		bool in = gcvi_set_has(set, (gcvi_symbol)s);

		if (is_digit(alphabet->points[s])) {
			digits++;
			digits_in += in;
		} else {
			letters++;
			letters_in += in;
		}
	}
	if (digits_in == digits && letters_in == 0 && letters != 0 && digits > 1)
		return "digit";
	if (letters_in == letters && digits_in == 0 && digits != 0 && letters > 1)
		return "letter";
	return NULL;
}

static int tell_class(gcvi_inspection *i, size_t mark, size_t position)
{
	const gcvi_set *allowed = &i->form.sites[position].allowed;
	gcv_finding finding = { .kind = GCV_WRONG_CLASS, .severity = GCV_ERROR };
	int status;

	finding.name = class_name(&i->format->alphabet, allowed);
	if (finding.name == NULL) {
		status = list_set(i, allowed, &finding.alternatives, &finding.alternative_count);
		if (status != GCV_OK)
			return status;
	}
	if (finding.alternatives != NULL && gcvi_set_count(allowed) == 1)
		finding.meant = finding.alternatives[0].symbol;
	return gcvi_inspect_tell(i, mark, &finding);
}

static int tell_unreadable(gcvi_inspection *i, size_t mark)
{
	const gcvi_mark *m = &i->reading->marks[mark];
	size_t position = i->position_of[mark], word;
	gcv_finding finding = { .kind = GCV_UNREADABLE, .severity = GCV_ERROR };
	int status = GCV_OK;

	if (m->kind == GCVI_MARK_CHOICE) {
		gcvi_set set = gcvi_resolve_set(&i->format->alphabet, i->reading, m);

		for (word = 0; position != GCVI_NOWHERE && word < GCVI_SYMBOLS_MAX / 64; word++)
			set.words[word] &= i->form.sites[position].allowed.words[word];
		status = list_set(i, &set, &finding.alternatives, &finding.alternative_count);
	}
	return status != GCV_OK ? status : gcvi_inspect_tell(i, mark, &finding);
}

/* Length of the run of fixed characters a form starts with. */
static size_t prefix_length(const gcvi_form *form)
{
	size_t length = 0;

	while (length < form->length && form->sites[length].literal != 0)
		length++;
	return length < form->length ? length : 0;
}

/* What the code may start with: meant if there is one way only, else alternatives, else nothing. */
static int list_prefixes(gcvi_inspection *i, gcv_finding *finding)
{
	gcv_alternative *list = gcvi_arena_alloc(&i->report->arena, LISTED, sizeof *list);
	size_t count = 0, layout, k;

	if (list == NULL)
		return GCV_E_MEMORY;
	for (layout = 0; layout < i->format->layout_count; layout++) {
		const char *prefix = gcvi_inspect_prefix(i, i->format, layout);

		if (prefix == NULL)
			return GCV_E_MEMORY;
		for (k = 0; k < count && strcmp(list[k].symbol, prefix) != 0; k++)
			;
		if (*prefix == '\0' || (k == count && count == LISTED))
			return GCV_OK;
		if (k == count)
			list[count++].symbol = prefix;
	}
	if (count == 1) {
		finding->meant = list[0].symbol;
	} else {
		finding->alternatives = list;
		finding->alternative_count = count;
	}
	return GCV_OK;
}

/* The first prefix position that holds another symbol, or none although a later one does; GCVI_NOWHERE: all is well. */
static size_t wrong_in_prefix(const gcvi_inspection *i, size_t length)
{
	size_t position, last = 0;

	for (position = 0; position < i->form.length; position++)
		if (i->mark_of[position] != GCVI_NOWHERE)
			last = position;
	for (position = 0; position < length; position++) {
		size_t mark = i->mark_of[position];

		if (mark == GCVI_NOWHERE ? position < last : i->code[position] == GCVI_NO_SYMBOL &&
		    gcvi_resolve(&i->format->alphabet, &i->reading->marks[mark]).symbol != GCVI_NO_SYMBOL)
			return position;
	}
	return GCVI_NOWHERE;
}

/* One finding for the whole prefix, if any of its characters is another symbol or was left out. */
static int tell_prefix(gcvi_inspection *i)
{
	size_t length = prefix_length(&i->form), first = wrong_in_prefix(i, length), position, whole_end;
	gcv_finding finding = { .kind = GCV_WRONG_PREFIX, .severity = GCV_ERROR };
	bool typed = false;
	int status;

	if (first == GCVI_NOWHERE)
		return GCV_OK;
	gcvi_inspect_span(i, &finding.start, &whole_end);
	finding.end = finding.start;
	for (position = 0; position < length; position++) {
		const gcvi_mark *mark;

		if (i->mark_of[position] == GCVI_NOWHERE)
			continue;
		mark = &i->reading->marks[i->mark_of[position]];
		finding.start = typed ? finding.start : mark->start;
		finding.end = mark->end;
		typed = true;
	}
	status = list_prefixes(i, &finding);
	if (status != GCV_OK)
		return status;
	finding.position = first + 1;
	finding.group = (size_t)i->form.sites[first].group + 1;
	if (typed) {
		finding.typed = gcvi_report_typed(i->report, finding.start, finding.end);
		if (finding.typed == NULL)
			return GCV_E_MEMORY;
	}
	return gcvi_report_add(i->report, &finding);
}

static int tell_letter(gcvi_inspection *i, size_t letter)
{
	size_t mark = i->letters->marks[letter], position = i->position_of[mark];
	const gcvi_mark *m = &i->reading->marks[mark];
	gcv_finding finding = { .kind = GCV_NOT_IN_ALPHABET, .severity = GCV_ERROR };

	if (m->kind == GCVI_MARK_UNREADABLE || m->kind == GCVI_MARK_CHOICE)
		return tell_unreadable(i, mark);
	if (m->kind == GCVI_MARK_MALFORMED)
		return GCV_OK;   /* told already, whatever the format */
	if (i->letters->symbols[letter] == GCVI_NO_SYMBOL)
		return gcvi_inspect_tell(i, mark, &finding);
	if (position == GCVI_NOWHERE || i->code[position] != GCVI_NO_SYMBOL)
		return GCV_OK;
	if (position < prefix_length(&i->form))
		return GCV_OK;   /* told with the prefix */
	return tell_class(i, mark, position);
}

int gcvi_inspect_errors(gcvi_inspection *i)
{
	size_t letter;
	int status = tell_prefix(i);

	for (letter = 0; status == GCV_OK && letter < i->letters->count; letter++)
		status = tell_letter(i, letter);
	return status;
}
