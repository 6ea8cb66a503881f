/* SPDX-License-Identifier: MIT */
/* Floor 2, inside the channel module: what a channel is made of. */
#ifndef GCVI_CHANNEL_DATA_H
#define GCVI_CHANNEL_DATA_H

#include "channel.h"

/* Evidence every channel may include, each with a factor. Shapes: data/lookalikes/; keys: data/channels/keyboards.tsv. */
typedef enum gcvi_evidence {
	GCVI_SHAPES_CLEAN,        /* "lookalikes clean": undamaged print */
	GCVI_SHAPES_SCRATCHED,    /* "lookalikes scratched": ink scraped away */
	GCVI_SHAPES_RESIDUE,      /* "lookalikes residue": remains of the cover read as ink */
	GCVI_KEYS_QWERTY,         /* "keyboard qwerty": also JIS, whose letters and digits lie the same */
	GCVI_KEYS_KANA,           /* "keyboard kana": JIS kana keys */
	GCVI_KEYS_PAD,            /* "keyboard pad": number pads, telephone or calculator way up */
	GCVI_KEYS_FLICK,          /* "keyboard flick": twelve-key kana input of telephones */
	GCVI_EVIDENCE_COUNT
} gcvi_evidence;
#define GCVI_SHAPES_COUNT 3
#define GCVI_KEYS_COUNT (GCVI_EVIDENCE_COUNT - GCVI_SHAPES_COUNT)

#define GCVI_CHANNEL_NAME_MAX 31
#define GCVI_WEIGHT_MAX 1000.0
#define GCVI_PAIRS_MAX ((size_t)65536)

struct gcv_channel {
	const char *name, *title; /* title "": none */
	gcvi_priors priors;
	double similar, neighbour;/* shares of all substitutions; the rest hits any symbol */
	double outside;           /* factor on weights towards characters the alphabet does not have */
	double reference;         /* mean row weight at which priors.substitution holds; alphabets with less err less */
	double include[GCVI_EVIDENCE_COUNT];
	const gcvi_pair *pairs;   /* sorted by printed, typed; replace what is included */
	size_t pair_count;
	gcvi_arena *arena;        /* what a loaded or learned channel lives in, itself included; NULL: static */
};

/* Weights of one pair of shapes, in millionths, in the order of gcvi_evidence. Sorted by printed, typed. */
typedef struct gcvi_shape_row {
	uint16_t printed, typed;
	uint32_t weight[GCVI_SHAPES_COUNT];
} gcvi_shape_row;
/* The same for neighbouring keys; letters in upper case. */
typedef struct gcvi_key_row {
	uint16_t printed, typed;
	uint32_t weight;
} gcvi_key_row;
/* The rows for one printed character; *count 0 where there are none. keys: GCVI_KEYS_… */
const gcvi_shape_row *gcvi_shape_rows(uint32_t printed, size_t *count);
const gcvi_key_row *gcvi_key_rows(gcvi_evidence keys, uint32_t printed, size_t *count);

/* What the header lines of a file are called; also used by the writer. channel_file.c */
typedef struct gcvi_channel_key {
	const char *word, *name;  /* "prior", "substitution" */
	double low, high, initial;
	size_t offset;            /* of the double in struct gcv_channel */
} gcvi_channel_key;
extern const gcvi_channel_key gcvi_channel_keys[];
extern const size_t gcvi_channel_key_count;
extern const char *const gcvi_evidence_names[GCVI_EVIDENCE_COUNT][2];

/* Parses a text into *channel, whose strings and pairs live in the arena. GCV_OK or a status with *error filled. */
int gcvi_channel_parse(struct gcv_channel *channel, const char *text, size_t size, gcvi_arena *arena,
                       gcv_text_error *error);
/* UTF-8 without control characters, else a status and *error filled. Names: 1 … 31 of a-z 0-9 '-'. */
int gcvi_channel_check_bytes(const char *text, size_t size, gcv_text_error *error);
bool gcvi_channel_name_valid(const char *name);
/* Moves a filled channel into the arena its strings and pairs live in, which from then on belongs to it. channel_io.c */
int gcvi_channel_keep(gcv_channel **channel, const struct gcv_channel *filled, gcvi_arena *arena);
/* For learning. What a weight of 1 towards a symbol of the alphabet is worth; 0: no evidence at all. */
double gcvi_emission_scale(const gcvi_emission *emission);
/* The index-th entry for a code point outside the alphabet; false beyond the end. */
bool gcvi_emission_outside(const gcvi_emission *emission, size_t index, uint32_t *typed, gcvi_symbol *symbol, double *p);

/* In the order of struct gcv_channel; for qsort. */
int gcvi_pair_order(const void *a, const void *b);

#endif
