/* SPDX-License-Identifier: MIT */
/*
 * Codes seen before in a batch. Kept are keyed hashes of 64 bits (SipHash-2-4), never codes: 16 bytes each, a quarter to
 * five eighths of the table free. Among a million codes two different ones share a hash with a probability of 3e-8.
 */
#include "cli.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

typedef struct entry {
	uint64_t hash;
	size_t number;           /* 0: free */
} entry;

struct seen {
	uint64_t keys[2];
	entry *entries;
	size_t capacity, count;  /* capacity is a power of two */
};

static uint64_t rotate(uint64_t value, int by)
{
	return value << by | value >> (64 - by);
}

static void sip_round(uint64_t v[4])
{
	v[0] += v[1];
	v[1] = rotate(v[1], 13) ^ v[0];
	v[0] = rotate(v[0], 32);
	v[2] += v[3];
	v[3] = rotate(v[3], 16) ^ v[2];
	v[0] += v[3];
	v[3] = rotate(v[3], 21) ^ v[0];
	v[2] += v[1];
	v[1] = rotate(v[1], 17) ^ v[2];
	v[2] = rotate(v[2], 32);
}

/* SipHash-2-4 (Aumasson, Bernstein 2012). */
static uint64_t sip_hash(const uint64_t key[2], const uint8_t *bytes, size_t size)
{
	uint64_t v[4] = { key[0] ^ UINT64_C(0x736f6d6570736575), key[1] ^ UINT64_C(0x646f72616e646f6d),
	                  key[0] ^ UINT64_C(0x6c7967656e657261), key[1] ^ UINT64_C(0x7465646279746573) };
	uint64_t word = 0;
	size_t i;

	for (i = 0; i < size; i++) {
		word |= (uint64_t)bytes[i] << (8 * (i % 8));
		if (i % 8 == 7) {
			v[3] ^= word;
			sip_round(v);
			sip_round(v);
			v[0] ^= word;
			word = 0;
		}
	}
	word |= (uint64_t)(size & 0xFF) << 56;
	v[3] ^= word;
	sip_round(v);
	sip_round(v);
	v[0] ^= word;
	v[2] ^= 0xFF;
	for (i = 0; i < 4; i++)
		sip_round(v);
	return v[0] ^ v[1] ^ v[2] ^ v[3];
}

/* The hashes never leave this process: time to the nanosecond and where memory lies are enough, and open no file. */
static void make_keys(seen *codes)
{
	struct timespec now = { 0, 0 };

	clock_gettime(CLOCK_REALTIME, &now);
	codes->keys[0] = (uint64_t)now.tv_sec * UINT64_C(1000000000) + (uint64_t)now.tv_nsec;
	codes->keys[0] ^= rotate((uint64_t)(uintptr_t)&now, 21);
	codes->keys[1] = (uint64_t)(uintptr_t)codes ^ (uint64_t)getpid() << 40 ^ rotate((uint64_t)clock(), 43);
}

seen *seen_new(void)
{
	seen *codes = calloc(1, sizeof *codes);

	if (codes != NULL)
		make_keys(codes);
	return codes;
}

static entry *place_of(const seen *codes, uint64_t hash)
{
	size_t at = (size_t)hash & (codes->capacity - 1);

	while (codes->entries[at].number != 0 && codes->entries[at].hash != hash)
		at = (at + 1) & (codes->capacity - 1);
	return &codes->entries[at];
}

static int grow(seen *codes)
{
	seen larger = *codes;
	size_t i;

	larger.capacity = codes->capacity != 0 ? codes->capacity * 2 : 256;
	larger.entries = calloc(larger.capacity, sizeof *larger.entries);
	if (larger.entries == NULL)
		return -1;
	for (i = 0; i < codes->capacity; i++)
		if (codes->entries[i].number != 0)
			*place_of(&larger, codes->entries[i].hash) = codes->entries[i];
	free(codes->entries);
	*codes = larger;
	return 0;
}

size_t seen_before(seen *codes, const char *plain, size_t number)
{
	uint64_t hash;
	entry *place;

	/* Without memory duplicates go unseen from here on; codes are still checked. */
	if ((codes->count + 1) / 3 * 4 >= codes->capacity && grow(codes) != 0)
		return 0;
	hash = sip_hash(codes->keys, (const uint8_t *)plain, strlen(plain));
	place = place_of(codes, hash);
	if (place->number != 0)
		return place->number;
	place->hash = hash;
	place->number = number;
	codes->count++;
	return 0;
}

void seen_free(seen *codes)
{
	if (codes == NULL)
		return;
	free(codes->entries);
	wipe(codes->keys, sizeof codes->keys);
	free(codes);
}
