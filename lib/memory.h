/* SPDX-License-Identifier: MIT */
/* Floor 0: every byte the library holds. Whatever may have held a code is wiped before it is freed. */
#ifndef GCVI_MEMORY_H
#define GCVI_MEMORY_H

#include <gcvalidate.h>

#include <stddef.h>
#include <stdint.h>

/* Overwrites in a way the compiler must keep. */
void gcvi_wipe(void *memory, size_t bytes);

/*
 * An arena: blocks from one allocator, freed (after wiping) all at once. A catalog, a report and the
 * working memory of one call each have their own.
 */
typedef struct gcvi_block gcvi_block;
typedef struct gcvi_arena {
	gcv_allocator allocator;
	gcvi_block *last;
	size_t bytes;           /* handed out so far, for the memory figures */
} gcvi_arena;

/* allocator NULL: malloc and free. */
void gcvi_arena_init(gcvi_arena *arena, const gcv_allocator *allocator);
/*
 * Some malloc (glibc's) give what lies free at the end of the heap back to the system at once, a fifth of the time of a
 * search, until a large block has been released once; so this releases one. Nothing is written to it.
 */
void gcvi_heap_keep(void);
/* Over malloc, but first of all from a block of the caller's, aligned for any object, which has to outlive the arena. */
void gcvi_arena_init_on(gcvi_arena *arena, void *block, size_t bytes);
/* count * size bytes, zeroed, aligned for any object; NULL when memory or the multiplication runs out. */
void *gcvi_arena_alloc(gcvi_arena *arena, size_t count, size_t size);
/* The same without zeroing: what stands in it is not said. For large tables that are filled anyway. */
void *gcvi_arena_raw(gcvi_arena *arena, size_t bytes);
/* A terminated copy. */
char *gcvi_arena_text(gcvi_arena *arena, const char *text, size_t bytes);
/*
 * Makes room for `need` elements of `size` bytes in a vector that lives in the arena: *capacity elements at
 * `items` now. Returns the vector, moved and grown by doubling where needed; NULL when memory runs out.
 * The old copy stays in the arena until it is freed (and is wiped then).
 */
void *gcvi_arena_grow(gcvi_arena *arena, void *items, size_t *capacity, size_t need, size_t size);
void gcvi_arena_free(gcvi_arena *arena);
/* All blocks of `other` (same allocator) become blocks of `arena`; `other` is empty afterwards. Cannot fail. */
void gcvi_arena_adopt(gcvi_arena *arena, gcvi_arena *other);

#endif
