/* SPDX-License-Identifier: MIT */
/* Floor 4, inside correct_meet*.c: beginnings and ends of codes, their bounds, and the sums they are joined by. */
#ifndef GCVI_CORRECT_MEET_INTERNAL_H
#define GCVI_CORRECT_MEET_INTERNAL_H

#include "correct_meet.h"
#include "linear.h"

/* ---- correct_meet_join.c: sums, as 64 bits that can be compared */
typedef struct gcvi_part gcvi_part;
typedef struct gcvi_join {
	const gcvi_automaton *automaton;
	const gcvi_part *part;
	size_t length, symbols;
	uint64_t *keys;           /* [position * symbols + symbol]; 0 where a character carries the sum in another form */
	uint8_t *takes;           /* whether the scheme takes the symbol there */
	uint64_t target;          /* what beginning and end have to make together */
	size_t first_opaque, last_opaque;   /* no cut may lie between; SIZE_MAX, 0: there are none */
} gcvi_join;

int gcvi_join_make(gcvi_join *join, const gcvi_automaton *automaton, gcvi_arena *arena);
uint64_t gcvi_join_add(const gcvi_join *join, uint64_t a, uint64_t b);
/* Characters that carry the sum in another form are all in `code` now: what they say. False: nothing that could pass. */
bool gcvi_join_read(const gcvi_join *join, const gcvi_symbol *code, uint64_t *key);
/* Whether beginnings of `cut` positions can be joined with what follows. */
static inline bool gcvi_join_cuts(const gcvi_join *join, size_t cut)
{
	return cut <= join->first_opaque || cut > join->last_opaque;
}

/* ---- correct_meet_bounds.c, correct_meet_tree.c: beginnings, or ends, that are likely enough */
typedef struct gcvi_branch {
	uint64_t key;             /* sum */
	uint32_t parent;
	uint16_t depth;           /* symbols chosen */
	gcvi_symbol symbol;       /* the last one chosen */
} gcvi_branch;

#define GCVI_TREE_BLOCKS 6    /* in which 256 symbols are passed over */

typedef struct gcvi_tree {
	const gcvi_trellis *trellis;
	const gcvi_join *join;
	const gcvi_symbol *typed; /* by position; GCVI_NO_SYMBOL: unknown. NULL: there are no rings */
	bool ends;                /* from the end */
	/* Bounds: of each symbol, best first, and of blocks of them. */
	gcvi_symbol *order;
	float *rows;              /* N, T, J, K, accidents, pending twins: row numbers, the first `sure` without those */
	size_t row, sure, rows_each;
	double *flat;             /* by depth: among so many equally good strings, one has to be told */
	/* While walking, by depth. */
	gcvi_front *fronts;
	float *packed;            /* the same as rows */
	uint32_t *at;
	uint16_t *cursor;
	uint8_t *apart;           /* the ring */
	gcvi_symbol *code;        /* by position */
	size_t depth_most;        /* a tree goes so deep */
	/* Answer. */
	gcvi_branch *branches;    /* the first is the root */
	size_t count, most;
	bool overflowed;
	/*
	 * Sums of fronts, by ring: so many symbols differ from what was typed, the last ring for all the others.
	 * [((depth * symbols + symbol) * rings + ring) * row], numbers as in a row of bounds.
	 */
	size_t rings;
	double *sums;             /* of those that end (begin) with the symbol */
	double *shorter;          /* of an end: without that symbol */
	uint32_t *sorted;         /* by depth */
	size_t *first;            /* [depth], and where the last one ends */
} gcvi_tree;

static inline float *gcvi_tree_row(const gcvi_tree *tree, size_t position, size_t k)
{
	return tree->rows + (position * tree->rows_each + k) * tree->row;
}
/* Symbols from here on, best first, are passed over in blocks that double: 4 … 7, 8 … 15 and so on. */
#define GCVI_TREE_SINGLE 4
static inline bool gcvi_tree_block_begins(size_t k)
{
	return k >= GCVI_TREE_SINGLE && (k & (k - 1)) == 0;
}
/* The block that the k-th belongs to. */
static inline float *gcvi_tree_block(const gcvi_tree *tree, size_t position, size_t k)
{
	size_t block = tree->rows_each - GCVI_TREE_BLOCKS;

	for (; k >= 2 * GCVI_TREE_SINGLE; k >>= 1)
		block++;
	return gcvi_tree_row(tree, position, block);
}
/*
 * The bounds of each symbol and block. GCV_OK, GCV_E_MEMORY, or GCV_E_RANGE: more numbers than *numbers, from which theirs
 * are taken off.
 */
int gcvi_tree_bounds(gcvi_tree *tree, size_t *numbers, gcvi_arena *arena);
/* A front as a row, rounded up. */
void gcvi_tree_pack(const gcvi_trellis *trellis, const gcvi_front *front, float *row);
/* What the empty beginning counts in such a list; *best: no code scores more. */
double gcvi_tree_top(const gcvi_trellis *trellis, double *best);
/* All but what it takes from a room; rings: 1, or a radius and 2. The same statuses. */
int gcvi_tree_make(gcvi_tree *tree, const gcvi_trellis *trellis, const gcvi_join *join, bool ends, size_t rings,
                   size_t *numbers, gcvi_arena *arena);

/* Room for what a list is made of, which trees may share one after the other. */
typedef struct gcvi_room {
	gcvi_branch *branches;
	uint32_t *sorted;
	size_t size;
	double *sums, *shorter;
	size_t numbers;           /* of each of these */
} gcvi_room;
int gcvi_room_make(gcvi_room *room, size_t size, gcvi_arena *arena);
/* Room for the sums of this tree, too. */
int gcvi_room_fit(gcvi_room *room, const gcvi_tree *tree, gcvi_arena *arena);
/*
 * All that count at least so much (0: all), no longer than depth_most, not more than `most` of them; overflowed: these were not all. A code that
 * scores least * flat[n - 1] has all its beginnings and ends there.
 */
void gcvi_tree_grow(gcvi_tree *tree, double least, size_t depth_most, const gcvi_room *room, size_t most);
/* The symbols of a branch, at their positions. */
void gcvi_tree_spell(const gcvi_tree *tree, uint32_t branch, gcvi_symbol *code);

/* ---- correct_meet_mass.c */
/* Numbers in its sums, and in those without the last symbol. */
size_t gcvi_tree_numbers(const gcvi_tree *tree);
void gcvi_tree_clear(gcvi_tree *tree);
/* The front that was reached at this depth, and for ends what stood before the symbol. */
void gcvi_tree_add(gcvi_tree *tree, size_t depth, gcvi_symbol symbol, size_t ring, size_t shorter_ring);
/* What the strings hold that some cut has in both trees: all, and those of at most rings - 2 differences. */
void gcvi_trees_mass(const gcvi_tree *beginnings, const gcvi_tree *ends, double *all, double *near);

/* Takes whole strings whose sum is right; false: no more are wanted. */
typedef bool gcvi_joined(void *context, const gcvi_symbol *code);
/* Joins the trees at every cut. table: room for 2 * tree->room, which is a power of two. False: no more are wanted. */
bool gcvi_trees_join(const gcvi_tree *beginnings, const gcvi_tree *ends, uint32_t *table, gcvi_joined *take, void *context);

/* ---- correct_meet_near.c: what was typed, letter by letter, as a code */
typedef struct gcvi_near {
	bool fits;                /* as many letters as positions, and not too many unknown ones */
	gcvi_symbol *typed;       /* by position; GCVI_NO_SYMBOL: unknown */
	size_t radius;            /* all codes that differ in so many symbols at most were handed out; SIZE_MAX: none */
	double mass;              /* what all strings in this radius hold */
} gcvi_near;

/* Hands out the codes nearest to what was typed (locate.h); mass: under this trellis. GCV_OK or GCV_E_MEMORY. */
int gcvi_near_make(gcvi_near *near, const gcvi_source *source, const gcvi_trellis *trellis, gcvi_joined *take, void *context,
                   gcvi_arena *arena);
/* What the strings hold that this automaton accepts: of the form of this trellis, in its scale. GCV_OK or GCV_E_MEMORY. */
int gcvi_meet_weigh(const gcvi_trellis *trellis, const gcvi_automaton *automaton, double *mass, gcvi_arena *arena);
/* Whether errors are looked for: unknown characters that carry the sum in another form are tried one by one instead. */
bool gcvi_locate_plain(const gcvi_automaton *automaton, const uint8_t *unknown);

/* ---- correct_meet_edits.c: codes from which what was typed is two accidents away, of whatever kind */
typedef struct gcvi_edits {
	gcvi_symbol *letters;     /* as typed; GCVI_NO_SYMBOL: unknown */
	size_t letter_count;
	bool complete;            /* all of them were handed out */
} gcvi_edits;

/* Hands them out; all of them, unless the check is weak. GCV_OK or GCV_E_MEMORY. */
int gcvi_edits_make(gcvi_edits *edits, const gcvi_source *source, const gcvi_trellis *trellis, const gcvi_join *join,
                    gcvi_joined *take, void *context, gcvi_arena *arena);
/* ---- correct_meet_around.c */
/* What all strings hold, under this trellis, from which two characters are wrong, missing or extra; 0: not complete. */
int gcvi_edits_weigh(const gcvi_edits *edits, const gcvi_trellis *trellis, double *mass, gcvi_arena *arena);

/* ---- correct_meet_left.c: what was not typed at all */
/* The trellis's accidents but those that leave a part of the code open. GCV_OK or GCV_E_MEMORY. */
int gcvi_left_others(const gcvi_trellis *trellis, gcvi_hypotheses *others, gcvi_arena *arena);
/* Hands out the codes that the open ones lead to; *left: what other strings hold by them. GCV_OK or GCV_E_MEMORY. */
int gcvi_left_make(double *left, const gcvi_source *source, gcvi_joined *take, void *context, gcvi_arena *arena);

#endif
