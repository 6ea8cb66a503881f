/* SPDX-License-Identifier: MIT */
/* Floor 3: sets of formats: the built-in ones, and those that a caller loads. */
#include "format_parse.h"
#include "gen/catalog_data.h"
#include "i18n.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static int new_catalog(gcvi_arena *arena, unsigned flags, gcv_catalog **catalog)
{
	gcv_catalog *made = gcvi_arena_alloc(arena, 1, sizeof *made);
	int status = GCV_OK;

	if (made == NULL)
		return GCV_E_MEMORY;
	if ((flags & GCV_CATALOG_EMPTY) == 0)
		status = gcvi_format_file_parse_as((const char *)gcvi_catalog_text, sizeof gcvi_catalog_text, NULL, true, arena,
		                                   &made->formats, NULL);
	*catalog = made;
	return status;
}

int gcv_catalog_new(gcv_catalog **catalog, const gcv_allocator *allocator, unsigned flags)
{
	gcv_catalog *made;
	gcvi_arena arena;
	int status;

	if (catalog == NULL || (flags & ~GCV_CATALOG_EMPTY) != 0 ||
	    (allocator != NULL && (allocator->allocate == NULL || allocator->release == NULL)))
		return GCV_E_ARGUMENT;
	gcvi_arena_init(&arena, allocator);
	status = new_catalog(&arena, flags, &made);
	if (status != GCV_OK) {
		gcvi_arena_free(&arena);
		return status;
	}
	if (allocator == NULL)
		gcvi_heap_keep();
	made->arena = arena;   /* which holds the catalog itself */
	*catalog = made;
	return GCV_OK;
}

void gcv_catalog_free(gcv_catalog *catalog)
{
	gcvi_arena arena;

	if (catalog == NULL)
		return;
	arena = catalog->arena;
	gcvi_arena_free(&arena);
}

/* Everything goes into an arena of its own, which the catalog takes over only when all went well. */
static int load(gcv_catalog *catalog, const char *text, size_t size, const char *file_name, gcv_text_error *error)
{
	gcvi_format_list formats = catalog->formats;
	gcvi_arena arena;
	int status;

	gcvi_arena_init(&arena, &catalog->arena.allocator);
	status = gcvi_format_file_parse(text, size, file_name, &arena, &formats, error);
	if (status == GCV_OK) {
		gcvi_arena_adopt(&catalog->arena, &arena);
		catalog->formats = formats;
	}
	gcvi_arena_free(&arena);
	return status;
}

static bool is_usable(const gcv_text_error *error)
{
	return error == NULL || error->size >= sizeof *error;
}

int gcv_catalog_load(gcv_catalog *catalog, const char *text, size_t size, const char *file_name, gcv_text_error *error)
{
	if (catalog == NULL || (text == NULL && size != 0) || !is_usable(error))
		return GCV_E_ARGUMENT;
	return load(catalog, text != NULL ? text : "", size, file_name, error);
}

static int refuse_file(gcv_text_error *error, int status, const char *message)
{
	if (error != NULL) {
		error->line = error->column = 0;
		snprintf(error->message, sizeof error->message, "%s", message);
	}
	return status;
}

/* The whole file, in the arena; one byte more than allowed is read to see that there is more. */
static int read_whole(FILE *file, gcvi_arena *arena, char **text, size_t *size, gcv_text_error *error)
{
	size_t capacity = 0, got;
	char *grown;

	*text = NULL;
	*size = 0;
	do {
		grown = gcvi_arena_grow(arena, *text, &capacity, *size + 65536, 1);
		if (grown == NULL)
			return refuse_file(error, GCV_E_MEMORY, gcv_strerror(GCV_E_MEMORY));
		*text = grown;
		got = fread(grown + *size, 1, capacity - *size, file);
		*size += got;
		if (*size > GCVI_FILE_MAX)
			return refuse_file(error, GCV_E_RANGE, _("the file is larger than 16 MiB"));
	} while (got > 0 && !ferror(file));
	return ferror(file) ? refuse_file(error, GCV_E_FILE, _("the file cannot be read")) : GCV_OK;
}

int gcv_catalog_load_file(gcv_catalog *catalog, const char *path, gcv_text_error *error)
{
	gcvi_arena arena;
	size_t size = 0;
	char *text = NULL;
	FILE *file;
	int status, reason;

	if (catalog == NULL || path == NULL || !is_usable(error))
		return GCV_E_ARGUMENT;
	errno = 0;
	file = fopen(path, "rb");
	if (file == NULL)
		return refuse_file(error, GCV_E_FILE, _("the file cannot be opened"));
	gcvi_arena_init(&arena, &catalog->arena.allocator);
	status = read_whole(file, &arena, &text, &size, error);
	reason = errno;
	fclose(file);
	if (status == GCV_OK)
		status = load(catalog, text, size, path, error);
	gcvi_arena_free(&arena);
	errno = reason;
	return status;
}

size_t gcv_catalog_count(const gcv_catalog *catalog)
{
	return catalog == NULL ? 0 : catalog->formats.count;
}

const gcv_format *gcv_catalog_at(const gcv_catalog *catalog, size_t index)
{
	return catalog == NULL || index >= catalog->formats.count ? NULL : catalog->formats.items[index];
}

const gcv_format *gcv_catalog_find(const gcv_catalog *catalog, const char *name)
{
	size_t i;

	for (i = 0; catalog != NULL && name != NULL && i < catalog->formats.count; i++)
		if (strcmp(catalog->formats.items[i]->name, name) == 0)
			return catalog->formats.items[i];
	return NULL;
}
