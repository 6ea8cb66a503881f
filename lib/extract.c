/* SPDX-License-Identifier: MIT */
/* Floor 5: codes in running text, line by line through a window. */
#include "extract.h"
#include "label.h"

#include <string.h>

#define WINDOW ((size_t)16384)
#define OVERLAP ((size_t)1024)   /* longest code with its separators that a cut window may not tear */
/* Lines with soft breaks between them are looked at in parts of this size: the lines before each hit are counted. */
#define JOINED 4096
/* A longer line does not wait for a companion on the next one. */
#define WAITING (WINDOW / 2)

struct gcv_extractor {
	gcvi_arena arena;
	const gcv_catalog *catalog;
	gcvi_shapes shapes;
	unsigned flags;
	uint8_t *window;
	size_t used;
	uint64_t offset, line;        /* of the window's first byte */
	gcvi_atom *atoms;
	gcvi_candidate *candidates;
	int announced_before;         /* the last line that had text announced a code */
	uint8_t column;               /* what divides the columns of a table whose first line announced codes; 0: none */
	size_t columns;               /* and how many of these each row has */
	uint64_t companions;          /* columns whose names say companion, from the lowest bit */
	uint64_t taken;               /* companions of lines before have been told up to here */
};

int gcv_extractor_new(gcv_extractor **extractor, const gcv_catalog *catalog, const gcv_options *options)
{
	gcvi_arena arena;
	gcv_extractor *fresh;

	if (extractor == NULL || catalog == NULL)
		return GCV_E_ARGUMENT;
	gcvi_arena_init(&arena, &catalog->arena.allocator);
	fresh = gcvi_arena_alloc(&arena, 1, sizeof *fresh);
	if (fresh != NULL) {
		fresh->catalog = catalog;
		fresh->flags = options != NULL ? options->flags : 0;
		fresh->line = 1;
		fresh->window = gcvi_arena_alloc(&arena, WINDOW, 1);
		fresh->atoms = gcvi_arena_alloc(&arena, GCVI_ATOMS_MAX, sizeof *fresh->atoms);
		fresh->candidates = gcvi_arena_alloc(&arena, GCVI_CANDIDATES_MAX, sizeof *fresh->candidates);
	}
	if (fresh == NULL || fresh->window == NULL || fresh->atoms == NULL || fresh->candidates == NULL ||
	    gcvi_shapes_make(catalog, options, &arena, &fresh->shapes) != GCV_OK) {
		gcvi_arena_free(&arena);
		return GCV_E_MEMORY;
	}
	fresh->arena = arena;
	*extractor = fresh;
	return GCV_OK;
}

void gcv_extractor_free(gcv_extractor *extractor)
{
	gcvi_arena arena;

	if (extractor == NULL)
		return;
	arena = extractor->arena;
	gcvi_arena_free(&arena);
}

static int is_empty(const uint8_t *text, size_t size)
{
	size_t i;

	for (i = 0; i < size; i++)
		if (text[i] != ' ' && text[i] != '\t' && text[i] != '\r')
			return 0;
	return 1;
}

static size_t count_columns(const uint8_t *text, size_t size, uint8_t column)
{
	const uint8_t *at = text, *end = text + size;
	size_t count = 0;

	while (at < end && (at = memchr(at, column, (size_t)(end - at))) != NULL) {
		count++;
		at++;
	}
	return count;
}

static int has_digit(const uint8_t *text, size_t size)
{
	size_t i;

	for (i = 0; i < size; i++)
		if (text[i] >= '0' && text[i] <= '9')
			return 1;
	return 0;
}

static int is_ascii_letter(uint8_t byte)
{
	return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

/* The columns whose names have a word for a companion, of the first 64: a bit each. */
static uint64_t find_companions(const uint8_t *text, size_t size, uint8_t column)
{
	uint64_t found = 0, bit = 1;
	size_t at, bytes;

	for (at = 0; at < size; at++) {
		if (text[at] == column)
			bit <<= 1;
		else if ((at == 0 || !is_ascii_letter(text[at - 1])) &&
		         gcvi_word_at(text + at, size - at, &bytes) == GCVI_WORD_COMPANION)
			found |= bit;
	}
	return found;
}

/* Is this a row of a table? A line that announces codes in columns, without a digit, begins one. */
static int is_row(gcv_extractor *extractor, size_t size, int announced)
{
	static const uint8_t dividers[] = { '\t', ';', ',', '|' };
	size_t k;

	if (announced && !has_digit(extractor->window, size)) {
		extractor->column = 0;
		for (k = 0; k < sizeof dividers && extractor->column == 0; k++) {
			extractor->columns = count_columns(extractor->window, size, dividers[k]);
			extractor->column = extractor->columns != 0 ? dividers[k] : 0;
		}
		extractor->companions = find_companions(extractor->window, size, extractor->column);
		return 0;
	}
	if (extractor->column != 0 && count_columns(extractor->window, size, extractor->column) != extractor->columns)
		extractor->column = 0;
	return extractor->column != 0;
}

static int tell(gcv_extractor *extractor, const gcvi_line *line, size_t atoms, gcv_hit_function *function, void *context)
{
	gcvi_telling to = { .catalog = extractor->catalog, .flags = extractor->flags, .text = extractor->window,
	                    .offset = extractor->offset, .line = extractor->line, .taken = extractor->taken,
	                    .function = function, .context = context };
	size_t first = 0, count;
	int status;

	while (first < atoms && extractor->offset + extractor->atoms[first].start < extractor->taken)
		first++;
	count = gcvi_candidates(&extractor->shapes, line, extractor->atoms + first, atoms - first, extractor->candidates);
	status = gcvi_tell_hits(&to, extractor->candidates, count);
	extractor->taken = to.taken;
	return status;
}

/* Looks at the first size bytes of the window: one line, soft breaks in it, or a part of a very long one. */
static int look(gcv_extractor *extractor, size_t size, gcv_hit_function *function, void *context)
{
	gcvi_line line = { .text = extractor->window, .limit = extractor->used };
	uint64_t taken = extractor->taken;
	int more = 0, announced;
	size_t at, start = 0;
	int status = GCV_OK;

	if (is_empty(extractor->window, size)) {
		extractor->column = 0;
		return GCV_OK;
	}
	announced = gcvi_label_find(extractor->window, size, &at) != 0;
	line.column = is_row(extractor, size, announced) ? extractor->column : 0;
	line.companions = extractor->companions;
	line.announced = announced || extractor->announced_before;
	do {
		size_t atoms = gcvi_atoms(extractor->window + start, size - start, extractor->atoms, &more), i;

		for (i = 0; i < atoms; i++) {
			extractor->atoms[i].start += (uint32_t)start;
			extractor->atoms[i].end += (uint32_t)start;
		}
		status = tell(extractor, &line, atoms, function, context);
		if (more)
			start = extractor->atoms[atoms - 1].end;
	} while (more && status == GCV_OK);
	/* A list goes on: of numbers with their companions one line announces the next. */
	extractor->announced_before = announced || (line.announced && extractor->taken > taken);
	return status;
}

/* The first size bytes have been looked at. */
static void drop(gcv_extractor *extractor, size_t size)
{
	extractor->line += gcvi_line_ends(extractor->window, size);
	memmove(extractor->window, extractor->window + size, extractor->used - size);
	extractor->used -= size;
	gcvi_wipe(extractor->window + extractor->used, size);
	extractor->offset += size;
}

/* Quoted-printable (RFC 2045, 6.7): "=" at the end of a line says that the next one goes on with it. "==" is none of it. */
static int ends_softly(const uint8_t *line, size_t end)
{
	end -= end > 0 && line[end - 1] == '\r';
	return end > 1 && line[end - 1] == '=' && line[end - 2] != '=';
}

/* The first line of the window, soft breaks in it, without its end; 0 in *whole: that is not there yet. */
static size_t first_line(const gcv_extractor *extractor, int *whole)
{
	const uint8_t *window = extractor->window, *at = window, *end = window + extractor->used;

	*whole = 1;
	while (at < end && (at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
		if (!ends_softly(window, (size_t)(at - window)))
			return (size_t)(at - window);
		at++;
	}
	*whole = 0;
	return extractor->used;
}

/* May a companion stand on the next line? It ends in a number, or in what may be one of another script. */
static int ends_in_number(const uint8_t *line, size_t size)
{
	size_t digits = 0, looked;

	while (size > 0 && (line[size - 1] == ' ' || line[size - 1] == '\t' || line[size - 1] == '\r' || line[size - 1] == '*'))
		size--;
	for (looked = 0; looked < 24 && size > looked; looked++)
		digits += (line[size - 1 - looked] >= '0' && line[size - 1 - looked] <= '9') || line[size - 1 - looked] >= 0xEF;
	return digits >= 5;
}

/* Of the lines behind a number: have enough of them been read? What is empty or only names a companion is not enough. */
static int shows_enough(const gcv_extractor *extractor, size_t from)
{
	const uint8_t *window = extractor->window;
	size_t lines;

	for (lines = 0; lines < GCVI_LINES_BEHIND; lines++) {
		const uint8_t *end = memchr(window + from, '\n', extractor->used - from);
		size_t size = end != NULL ? (size_t)(end - window) - from : 0;

		if (end == NULL)
			return 0;
		if (!is_empty(window + from, size) && (size > 64 || has_digit(window + from, size)))
			return 1;
		from += size + 1;
	}
	return 1;
}

/* Looks at the whole lines that there are, but for those that wait for what follows; at the end none waits. */
static int look_at_lines(gcv_extractor *extractor, int at_end, gcv_hit_function *function, void *context)
{
	int status = GCV_OK, whole;

	while (status == GCV_OK) {
		size_t size = first_line(extractor, &whole);

		if (!whole || (!at_end && extractor->shapes.companions && size < WAITING && ends_in_number(extractor->window, size) &&
		               !shows_enough(extractor, size + 1)))
			break;
		status = look(extractor, size, function, context);
		drop(extractor, size + 1);
	}
	return status;
}

/* A line longer than the window is cut at a blank near its end. */
static size_t cut(const gcv_extractor *extractor)
{
	size_t at = extractor->used;

	while (at > extractor->used - OVERLAP && extractor->window[at - 1] != ' ' && extractor->window[at - 1] != ',' &&
	       extractor->window[at - 1] != '\t')
		at--;
	return at > extractor->used - OVERLAP ? at : extractor->used - OVERLAP;
}

static int look_at_part(gcv_extractor *extractor, gcv_hit_function *function, void *context)
{
	size_t part = cut(extractor);
	int status = look(extractor, part, function, context);

	drop(extractor, part);
	return status;
}

/* A line end has been read, or the window is full. */
static int go_on(gcv_extractor *extractor, gcv_hit_function *function, void *context)
{
	int full = extractor->used == WINDOW, whole;
	int status = look_at_lines(extractor, full, function, context);

	if (status != GCV_OK || extractor->used < JOINED)
		return status;
	/* Soft breaks without end, or a line without one. */
	(void)first_line(extractor, &whole);
	if (!whole && (extractor->used == WINDOW || extractor->window[extractor->used - 1] == '\n'))
		status = look_at_part(extractor, function, context);
	return status;
}

int gcv_extractor_feed(gcv_extractor *extractor, const char *text, size_t size, gcv_hit_function *function, void *context)
{
	int status = GCV_OK;

	if (extractor == NULL || (text == NULL && size != 0) || function == NULL)
		return GCV_E_ARGUMENT;
	while (size > 0 && status == GCV_OK) {
		const char *newline = memchr(text, '\n', size);
		size_t bytes = newline != NULL ? (size_t)(newline - text) + 1 : size;

		if (bytes > WINDOW - extractor->used)
			bytes = WINDOW - extractor->used;
		memcpy(extractor->window + extractor->used, text, bytes);
		extractor->used += bytes;
		text += bytes;
		size -= bytes;
		if (extractor->window[extractor->used - 1] == '\n' || extractor->used == WINDOW)
			status = go_on(extractor, function, context);
	}
	return status;
}

int gcv_extractor_finish(gcv_extractor *extractor, gcv_hit_function *function, void *context)
{
	int status;

	if (extractor == NULL || function == NULL)
		return GCV_E_ARGUMENT;
	status = look_at_lines(extractor, 1, function, context);
	if (status == GCV_OK)
		status = look(extractor, extractor->used, function, context);
	drop(extractor, extractor->used);
	return status;
}
