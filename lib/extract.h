/* SPDX-License-Identifier: MIT */
/*
 * Floor 5: codes in running text: atoms of a line (extract_atoms.c), shapes of formats (extract_shapes.c), runs of atoms
 * that may be codes (extract_runs.c), companions behind them (extract_companion.c), what is told of them (extract_hits.c), lines and windows (extract.c).
 */
#ifndef GCVI_EXTRACT_H
#define GCVI_EXTRACT_H

#include "format.h"
#include "scaled.h"

#define GCVI_ATOMS_MAX 8192      /* of one window: no more fit in it */
#define GCVI_HIT_GROUPS 12       /* atoms of one code */
#define GCVI_CANDIDATES_MAX 2048 /* in one window: codes of 8 characters, a blank behind each */

/* A run of characters that codes are made of. */
typedef struct gcvi_atom {
	uint32_t start, end;     /* bytes in the window */
	uint16_t symbols;
	uint16_t capitals, smalls;   /* ASCII letters */
	uint8_t digits, letters; /* nonzero: has some */
	uint64_t used;           /* gcvi_bit_of its characters */
	uint32_t joint;          /* what stands before it when that can be inside a code: '-', ' ', …; 0: not joined */
} gcvi_atom;

/* One bit for each ASCII digit and letter, of full width too, one for kana, and one for all other characters. */
#define GCVI_BIT_OTHER ((uint64_t)1 << 63)
#define GCVI_BIT_KANA ((uint64_t)1 << 62)
static inline uint64_t gcvi_bit_of(uint32_t point)
{
	if (point >= 0xFF01 && point <= 0xFF5E)
		point -= 0xFEE0;
	if ((point >= 0x3041 && point <= 0x30FF) || (point >= 0xFF66 && point <= 0xFF9F))
		return GCVI_BIT_KANA;
	if (point >= '0' && point <= '9')
		return (uint64_t)1 << (point - '0');
	if (point >= 'A' && point <= 'Z')
		return (uint64_t)1 << (point - 'A' + 10);
	return point >= 'a' && point <= 'z' ? (uint64_t)1 << (point - 'a' + 36) : GCVI_BIT_OTHER;
}

/* The atoms of a window. *more is set when there were too many. */
size_t gcvi_atoms(const uint8_t *text, size_t size, gcvi_atom *atoms, int *more);

/* A layout at one length, or an open run of min … max symbols, as groups. */
typedef struct gcvi_shape_of {
	const struct gcv_format *format;
	uint16_t min, max;
	uint16_t groups[GCVI_HIT_GROUPS];
	uint8_t group_count;
	uint8_t loose;           /* nonzero: any word could be one; only where announced */
	uint8_t dashes;          /* nonzero: a hyphen may be part of the code */
	uint8_t checked;         /* nonzero: has a check that always applies */
	uint64_t may_use;        /* characters a valid code may be typed with */
	const gcvi_scaled *evidence;   /* by length - min: what a code of this length says for the format (weigh.h) */
} gcvi_shape_of;

/* Shapes by the number of symbols they may have. */
typedef struct gcvi_shapes {
	const gcvi_shape_of *items;
	size_t count;
	int companions;          /* nonzero: some format has one */
	const uint16_t *of_length;                 /* indexes of shapes, sorted by length, in catalog order in each */
	uint32_t first[GCVI_CODE_MAX + 2];         /* where those of a length start in of_length */
} gcvi_shapes;

int gcvi_shapes_make(const gcv_catalog *catalog, const gcv_options *options, gcvi_arena *arena, gcvi_shapes *shapes);
/* Do these atoms stand in groups as the shape is printed (2), or unbroken or evenly cut (1)? 0: no. */
int gcvi_shape_fits(const gcvi_shape_of *shape, const gcvi_atom *atoms, size_t count, size_t symbols);

/* extract_companion.c: what stands behind a run of atoms, when that may be a companion. */
#define GCVI_LINES_BEHIND 2
typedef struct gcvi_behind {
	int looked;
	uint32_t start, end;     /* of the number, in the window */
	size_t symbols;          /* 0: there is none */
	size_t lines;            /* line ends before it */
	int named, words;        /* a word says that it is a companion; there are words at all */
	int last;                /* nothing follows it on its line */
} gcvi_behind;
/* Behind a code that ends at `end`; limit: where the text that is known ends. */
void gcvi_look_behind(const uint8_t *text, size_t end, size_t limit, gcvi_behind *behind);
/* The companion of the format whose shape it has; NULL: none. */
const gcvi_other *gcvi_companion_behind(const struct gcv_format *format, const uint8_t *text, const gcvi_behind *behind);

/* A run of atoms that may be a code. */
typedef struct gcvi_candidate {
	uint32_t start, end;
	uint32_t companion_start, companion_end;   /* where companion is not NULL */
	const gcvi_other *companion;
	double companion_score;  /* what that adds to the score */
	double score;
	gcvi_scaled evidence;    /* for this format among those that fit */
	const struct gcv_format *format;
	int check_passed, announced, verified;
} gcvi_candidate;

/* A line, and what is known of it. */
typedef struct gcvi_line {
	const uint8_t *text;
	size_t limit;            /* bytes that are known: lines behind it may have companions */
	int announced;           /* it, or the one before, has a word that announces codes */
	uint8_t column;          /* it is a row of a table whose first line announced codes: what divides the columns; 0: none */
	uint64_t companions;     /* of such a table: the columns that are called companions, a bit each from the lowest */
} gcvi_line;

/* Those of a line, at most GCVI_CANDIDATES_MAX. */
#define GCVI_SCORE_LEAST 0.4
size_t gcvi_candidates(const gcvi_shapes *shapes, const gcvi_line *line, const gcvi_atom *atoms, size_t atom_count,
                       gcvi_candidate *candidates);

/* Where hits go, and where the window stands in the text. */
typedef struct gcvi_telling {
	const gcv_catalog *catalog;
	unsigned flags;
	const uint8_t *text;
	uint64_t offset, line;
	uint64_t taken;          /* companions have been told up to here */
	gcv_hit_function *function;
	void *context;
} gcvi_telling;

/* Best first; what overlaps a better one is dropped. A status, or what the function returned. */
int gcvi_tell_hits(gcvi_telling *to, gcvi_candidate *candidates, size_t count);

/* How many lines end in it: a window holds several where soft breaks join them. */
size_t gcvi_line_ends(const uint8_t *text, size_t size);

#endif
