/* SPDX-License-Identifier: MIT */
/* Floor 2: the input as marks, one per user-perceived character, each with its byte span. */
#ifndef GCVI_READING_H
#define GCVI_READING_H

#include "alphabet.h"
#include "memory.h"

/* Longer inputs are refused at the door with one finding. */
#define GCVI_INPUT_MAX ((size_t)16384)

typedef enum gcvi_mark_kind {
	GCVI_MARK_CHARACTER,  /* may become a symbol of some alphabet */
	GCVI_MARK_SEPARATOR,  /* a dash, space, dot …; a symbol only where the alphabet has it */
	GCVI_MARK_INVISIBLE,  /* ignored with a note */
	GCVI_MARK_UNREADABLE, /* '?' and kin: one symbol, not known which */
	GCVI_MARK_CHOICE,     /* "[B8]": one of choices */
	GCVI_MARK_MALFORMED   /* bytes that are not UTF-8 */
} gcvi_mark_kind;

/* How what stands in the input differs from what it is read as; bits. All but the repairs lose nothing. */
enum {
	GCVI_CHANGE_CASE      = 1 << 0,
	GCVI_CHANGE_WIDTH     = 1 << 1,   /* full-width or half-width form */
	GCVI_CHANGE_COMPOSE   = 1 << 2,   /* composed or decomposed marks */
	GCVI_CHANGE_COMPAT    = 1 << 3,   /* other compatibility forms: circled, superscript, mathematical … */
	GCVI_CHANGE_KANA      = 1 << 4,   /* katakana typed for hiragana */
	GCVI_CHANGE_DIGIT     = 1 << 5,   /* decimal digit of another script, by value */
	GCVI_CHANGE_FOLD      = 1 << 6,   /* the format's own fold */
	GCVI_CHANGE_INVISIBLE = 1 << 7,   /* invisible characters inside this one were ignored */
	GCVI_CHANGE_SPELT     = 1 << 12,  /* said in words ("capital B as in Bravo") */
	/* repairs */
	GCVI_CHANGE_SHAPE     = 1 << 8,   /* letter of another script, by shape */
	GCVI_CHANGE_MARK      = 1 << 9,   /* a combining mark was dropped to reach a symbol */
	GCVI_CHANGE_TWIN      = 1 << 10,  /* only look-alike in the alphabet: 0 where only O exists */
	GCVI_CHANGE_OTHERCASE = 1 << 11,  /* case-sensitive format, letter known in the other case only */
	GCVI_CHANGE_MIXEDCASE = 1 << 13   /* not in the case of the other letters, where that matters */
};
#define GCVI_CHANGE_REPAIRS 0x2F00

typedef struct gcvi_mark {
	uint32_t start, end;      /* bytes in the input, half open, never inside a UTF-8 sequence */
	uint32_t point;           /* after NFKC; case, script and kana as typed. 0: no single code point */
	uint32_t first;           /* first visible code point as typed */
	uint16_t changes;         /* what NFKC did: WIDTH, COMPOSE, COMPAT, INVISIBLE */
	uint8_t kind;             /* gcvi_mark_kind */
	uint32_t choice_first, choice_count;   /* in reading->choices */
} gcvi_mark;

typedef struct gcvi_reading {
	const uint8_t *input;     /* not copied: the caller keeps it */
	size_t size;
	gcvi_mark *marks;
	size_t count;
	uint32_t *choices;        /* code points after NFKC */
	size_t choice_count;
	int too_large;            /* nonzero: nothing was read */
} gcvi_reading;

/* Marks and choices live in the arena. GCV_OK or GCV_E_MEMORY; malformed input is an answer, not an error. */
int gcvi_read(gcvi_reading *reading, const char *input, size_t size, gcvi_arena *arena);

/* What a mark is in an alphabet. */
typedef struct gcvi_resolved {
	gcvi_symbol symbol;       /* GCVI_NO_SYMBOL: none */
	uint16_t changes;         /* all GCVI_CHANGE_ bits that led there, the mark's own included */
} gcvi_resolved;

/*
 * In order: itself; case rule; kana; digit by value; the format's folds; shape; mark dropped; only look-alike.
 * A separator mark resolves only if the alphabet has that character (or '-' for a dash).
 */
gcvi_resolved gcvi_resolve(const gcvi_alphabet *alphabet, const gcvi_mark *mark);
/* May it stand for a symbol? A character, unreadable or a choice; a separator only if the alphabet has it as a symbol. */
bool gcvi_mark_is_letter(const gcvi_alphabet *alphabet, const gcvi_mark *mark);
/* What a single character becomes by the first of these rules, without a repair; GCVI_NO_SYMBOL: nothing. */
gcvi_symbol gcvi_resolve_lossless(const gcvi_alphabet *alphabet, uint32_t point);
/* The symbols a mark may stand for: one, several for a choice, all for unreadable; empty for the others. */
gcvi_set gcvi_resolve_set(const gcvi_alphabet *alphabet, const gcvi_reading *reading, const gcvi_mark *mark);

#endif
