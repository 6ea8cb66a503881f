/* SPDX-License-Identifier: MIT */
/* Floor 5: codes in running text, line by line through a window. */
#include "extract.h"
#include "label.h"

#include <string.h>

#define WINDOW ((size_t)16384)
#define OVERLAP ((size_t)1024)   /* longest code with its separators that a cut window may not tear */
/* Lines with soft breaks between them are looked at in parts of this size: the lines before each hit are counted. */
#define JOINED 4096

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

static int tell(gcv_extractor *extractor, size_t atoms, int announced, gcv_hit_function *function, void *context)
{
	gcvi_telling to = { .catalog = extractor->catalog, .flags = extractor->flags, .text = extractor->window,
	                    .offset = extractor->offset, .line = extractor->line, .function = function, .context = context };
	size_t count = gcvi_candidates(&extractor->shapes, extractor->window, extractor->atoms, atoms, announced,
	                               extractor->candidates);

	return gcvi_tell_hits(&to, extractor->candidates, count);
}

/* Looks at the first size bytes of the window: one line, soft breaks in it, or a part of a very long one. */
static int look(gcv_extractor *extractor, size_t size, gcv_hit_function *function, void *context)
{
	int more = 0, announced;
	size_t at, start = 0;
	int status = GCV_OK;

	if (is_empty(extractor->window, size))
		return GCV_OK;
	announced = gcvi_label_find(extractor->window, size, &at) != 0;
	do {
		size_t atoms = gcvi_atoms(extractor->window + start, size - start, extractor->atoms, &more), i;

		for (i = 0; i < atoms; i++) {
			extractor->atoms[i].start += (uint32_t)start;
			extractor->atoms[i].end += (uint32_t)start;
		}
		status = tell(extractor, atoms, announced || extractor->announced_before, function, context);
		if (more)
			start = extractor->atoms[atoms - 1].end;
	} while (more && status == GCV_OK);
	extractor->announced_before = announced;
	return status;
}

static void drop(gcv_extractor *extractor, size_t size, int line_ends)
{
	extractor->line += gcvi_line_ends(extractor->window, size);
	memmove(extractor->window, extractor->window + size, extractor->used - size);
	extractor->used -= size;
	gcvi_wipe(extractor->window + extractor->used, size);
	extractor->offset += size;
	extractor->line += line_ends != 0;
}

/* Quoted-printable (RFC 2045, 6.7): "=" at the end of a line says that the next one goes on with it. "==" is none of it. */
static int ends_softly(const gcv_extractor *extractor)
{
	size_t end = extractor->used;

	end -= end > 0 && extractor->window[end - 1] == '\r';
	return end > 1 && end < WINDOW - 1 && extractor->window[end - 1] == '=' && extractor->window[end - 2] != '=';
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

	drop(extractor, part, 0);
	return status;
}

int gcv_extractor_feed(gcv_extractor *extractor, const char *text, size_t size, gcv_hit_function *function, void *context)
{
	int status = GCV_OK;

	if (extractor == NULL || (text == NULL && size != 0) || function == NULL)
		return GCV_E_ARGUMENT;
	while (size > 0 && status == GCV_OK) {
		const char *newline = memchr(text, '\n', size);
		size_t bytes = newline != NULL ? (size_t)(newline - text) : size;
		int line_ends = newline != NULL && bytes <= WINDOW - extractor->used;

		if (bytes > WINDOW - extractor->used)
			bytes = WINDOW - extractor->used;
		memcpy(extractor->window + extractor->used, text, bytes);
		extractor->used += bytes;
		text += bytes;
		size -= bytes;
		if (line_ends && ends_softly(extractor)) {
			extractor->window[extractor->used++] = '\n';
			text++;
			size--;
			if (extractor->used >= JOINED)
				status = look_at_part(extractor, function, context);
		} else if (line_ends) {
			status = look(extractor, extractor->used, function, context);
			drop(extractor, extractor->used, 1);
			extractor->offset++;
			text++;
			size--;
		}
		if (extractor->used == WINDOW)
			status = look_at_part(extractor, function, context);
	}
	return status;
}

int gcv_extractor_finish(gcv_extractor *extractor, gcv_hit_function *function, void *context)
{
	int status;

	if (extractor == NULL || function == NULL)
		return GCV_E_ARGUMENT;
	status = look(extractor, extractor->used, function, context);
	drop(extractor, extractor->used, 0);
	return status;
}
