/* SPDX-License-Identifier: MIT */
/* Floor 0: arenas over the caller's allocator, and wiping. */
#include "memory.h"

#include <stdlib.h>
#include <string.h>

/* Chunks grow from here by doubling; a large request gets a block of its own. */
#define FIRST_CHUNK ((size_t)4096)
#define LARGEST_CHUNK ((size_t)1 << 16)
#define LARGE ((size_t)1 << 14)
/* About what the largest search takes (tests/check_bounds.c). */
#define KEPT ((size_t)1 << 20)

/* The header of a chunk; a union so that what follows is aligned for any object. */
struct gcvi_block {
	gcvi_block *before;
	size_t size, used;      /* of the bytes behind the header */
	int lent;               /* by the caller: wiped, not released */
};

typedef union aligned_header {
	gcvi_block block;
	max_align_t align;
} aligned_header;

/* Called through a volatile pointer, so that no compiler can know the memory is dead and drop the call. */
static void *(*const volatile wipe_function)(void *, int, size_t) = memset;

void gcvi_wipe(void *memory, size_t bytes)
{
	if (bytes != 0)
		wipe_function(memory, 0, bytes);
}

static void *heap_allocate(void *context, size_t bytes)
{
	(void)context;
	return malloc(bytes);
}

static void heap_release(void *context, void *block, size_t bytes)
{
	(void)context;
	(void)bytes;
	free(block);
}

void gcvi_arena_init(gcvi_arena *arena, const gcv_allocator *allocator)
{
	static const gcv_allocator heap = { heap_allocate, heap_release, NULL };

	arena->allocator = allocator != NULL ? *allocator : heap;
	arena->last = NULL;
	arena->bytes = 0;
}

void gcvi_heap_keep(void)
{
	/* Volatile, or compilers leave out what is only allocated and released. */
	void *volatile block = heap_allocate(NULL, KEPT);

	heap_release(NULL, block, KEPT);
}

void gcvi_arena_init_on(gcvi_arena *arena, void *block, size_t bytes)
{
	gcvi_block *first = block;

	gcvi_arena_init(arena, NULL);
	if (bytes <= sizeof(aligned_header))
		return;
	first->before = NULL;
	first->size = bytes - sizeof(aligned_header);
	first->used = 0;
	first->lent = 1;
	arena->last = first;
}

static unsigned char *block_bytes(gcvi_block *block)
{
	return (unsigned char *)block + sizeof(aligned_header);
}

static gcvi_block *new_block(gcvi_arena *arena, size_t size)
{
	gcvi_block *block = size <= SIZE_MAX - sizeof(aligned_header)
		? arena->allocator.allocate(arena->allocator.context, sizeof(aligned_header) + size) : NULL;

	if (block != NULL) {
		block->size = size;
		block->used = 0;
		block->lent = 0;
	}
	return block;
}

/* Room for so many bytes: a new chunk, or a block of just this size behind the chunk at hand, which is used further. */
static gcvi_block *add_block(gcvi_arena *arena, size_t need)
{
	size_t size = arena->last != NULL && !arena->last->lent ? arena->last->size : FIRST_CHUNK / 2;
	gcvi_block *block;

	if (need > LARGE && arena->last != NULL) {
		block = new_block(arena, need);
		if (block != NULL) {
			block->before = arena->last->before;
			arena->last->before = block;
		}
		return block;
	}
	size = size < LARGEST_CHUNK / 2 ? size * 2 : LARGEST_CHUNK;
	block = new_block(arena, size < need ? need : size);
	if (block != NULL) {
		block->before = arena->last;
		arena->last = block;
	}
	return block;
}

void *gcvi_arena_raw(gcvi_arena *arena, size_t bytes)
{
	const size_t unit = sizeof(max_align_t);
	gcvi_block *block = arena->last;
	void *memory;

	if (bytes > SIZE_MAX - unit)
		return NULL;
	bytes = bytes == 0 ? unit : (bytes + unit - 1) / unit * unit;
	if (block == NULL || block->size - block->used < bytes) {
		block = add_block(arena, bytes);
		if (block == NULL)
			return NULL;
	}
	memory = block_bytes(block) + block->used;
	block->used += bytes;
	arena->bytes += bytes;
	return memory;
}

void *gcvi_arena_alloc(gcvi_arena *arena, size_t count, size_t size)
{
	void *memory = size != 0 && count > SIZE_MAX / size ? NULL : gcvi_arena_raw(arena, count * size);

	return memory != NULL ? memset(memory, 0, count * size) : NULL;
}

char *gcvi_arena_text(gcvi_arena *arena, const char *text, size_t bytes)
{
	char *copy;

	if (bytes == SIZE_MAX)
		return NULL;
	copy = gcvi_arena_alloc(arena, bytes + 1, 1);
	if (copy != NULL && bytes != 0)
		memcpy(copy, text, bytes);
	return copy;
}

void *gcvi_arena_grow(gcvi_arena *arena, void *items, size_t *capacity, size_t need, size_t size)
{
	size_t room = *capacity != 0 ? *capacity : 8;
	void *grown;

	if (need <= *capacity)
		return items;
	while (room < need) {
		if (room > SIZE_MAX / 2)
			return NULL;
		room *= 2;
	}
	grown = gcvi_arena_alloc(arena, room, size);
	if (grown == NULL)
		return NULL;
	if (*capacity != 0)
		memcpy(grown, items, *capacity * size);
	*capacity = room;
	return grown;
}

void gcvi_arena_free(gcvi_arena *arena)
{
	gcvi_block *block = arena->last;

	while (block != NULL) {
		gcvi_block *before = block->before;
		size_t bytes = sizeof(aligned_header) + block->size;

		if (block->lent) {
			gcvi_wipe(block, sizeof(aligned_header) + block->used);
		} else {
			gcvi_wipe(block, bytes);
			arena->allocator.release(arena->allocator.context, block, bytes);
		}
		block = before;
	}
	arena->last = NULL;
	arena->bytes = 0;
}

void gcvi_arena_adopt(gcvi_arena *arena, gcvi_arena *other)
{
	gcvi_block *oldest = other->last;

	if (oldest == NULL)
		return;
	while (oldest->before != NULL)
		oldest = oldest->before;
	oldest->before = arena->last;
	arena->last = other->last;
	arena->bytes += other->bytes;
	other->last = NULL;
	other->bytes = 0;
}
