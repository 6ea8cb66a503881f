/* SPDX-License-Identifier: MIT */
/* Help for tests. */
#include "support.h"

#include "text.h"

#include <stdlib.h>
#include <string.h>

gcvi_alphabet alphabet_of(const char *characters, gcvi_case case_rule)
{
	uint32_t points[256];
	size_t count = 0, at = 0, size = strlen(characters), bytes;
	gcvi_alphabet alphabet;

	while (at < size && count < 256 && (bytes = gcvi_utf8_read((const uint8_t *)characters + at, size - at, &points[count])) != 0) {
		at += bytes;
		count++;
	}
	if (at != size || !gcvi_alphabet_init(&alphabet, points, count, case_rule))
		abort();
	return alphabet;
}

char *exact_copy(const char *bytes, size_t size)
{
	char *copy = malloc(size != 0 ? size : 1);

	if (copy == NULL)
		abort();
	if (size != 0)
		memcpy(copy, bytes, size);
	return copy;
}

uint64_t next_random(uint64_t *state)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return *state * UINT64_C(2685821657736338717);
}

static void *scarce_allocate(void *context, size_t bytes)
{
	scarce *state = context;

	if (state->left == 0) {
		state->refused++;
		return NULL;
	}
	state->left--;
	state->out++;
	return malloc(bytes);
}

static void scarce_release(void *context, void *block, size_t bytes)
{
	scarce *state = context;

	(void)bytes;
	state->out--;
	free(block);
}

gcv_allocator scarce_allocator(scarce *state, size_t blocks)
{
	gcv_allocator allocator = { scarce_allocate, scarce_release, state };

	memset(state, 0, sizeof *state);
	state->left = blocks;
	return allocator;
}
