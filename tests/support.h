/* SPDX-License-Identifier: MIT */
/* What several tests need: alphabets from text, exact copies, deterministic random numbers, an allocator that fails. */
#ifndef TESTS_SUPPORT_H
#define TESTS_SUPPORT_H

#include "alphabet.h"

#include <gcvalidate.h>

/* The distinct characters of a UTF-8 text. */
gcvi_alphabet alphabet_of(const char *characters, gcvi_case case_rule);

/* A copy with no byte to spare, so that reading beyond it is seen; free() it. Never NULL. */
char *exact_copy(const char *bytes, size_t size);

/* xorshift64*: the same numbers everywhere. The state must not be 0. */
uint64_t next_random(uint64_t *state);

/* Hands out `left` blocks, then none; counts what is out. */
typedef struct scarce {
	size_t left, out, refused;
} scarce;
gcv_allocator scarce_allocator(scarce *state, size_t blocks);

#endif
