/* SPDX-License-Identifier: MIT */
/*
 * Floor 4, below inspect and correct: the one alignment. What was read against one form under one channel: a weight for
 * every way a mark may come from a position. inspect takes its best path, correct its sums.
 */
#ifndef GCVI_LATTICE_H
#define GCVI_LATTICE_H

#include "channel.h"
#include "form.h"
#include "reading.h"

typedef struct gcvi_lattice gcvi_lattice;

/* Invisible and malformed marks take no part. GCV_OK, GCV_E_MEMORY, GCV_E_RANGE (input hopelessly long). */
int gcvi_lattice_make(const gcvi_lattice **lattice, const gcvi_reading *reading, const gcvi_form *form,
                      const gcvi_emission *emission, const gcvi_priors *priors, gcvi_arena *arena);

typedef enum gcvi_op {
	GCVI_OP_MATCH,        /* the mark resolves to a symbol the position allows */
	GCVI_OP_SUBSTITUTE,   /* mark and position belong together, but it is not that symbol */
	GCVI_OP_MISSING,      /* position without a mark */
	GCVI_OP_EXTRA,        /* mark without a position */
	GCVI_OP_TRANSPOSE,    /* two marks for two positions, crosswise */
	GCVI_OP_JUMP,         /* three marks, outer ones exchanged */
	GCVI_OP_TWIN,         /* two equal marks for two equal symbols */
	GCVI_OP_SEPARATOR     /* a separator mark, at a group border or not (extra) */
} gcvi_op;

typedef struct gcvi_step {
	gcvi_op op;
	size_t mark;          /* index in the reading; of the next mark for MISSING */
	size_t position;      /* from 0; of the next position for EXTRA and SEPARATOR */
} gcvi_step;

/*
 * The most probable way of typing it (lattice_model.h). code NULL: any code of the form, where a letter that is a
 * symbol its position takes counts as certain and an omission the same everywhere; else exactly this code (then the
 * steps are the edits of a suggestion). Works for any lengths: half a code, a group missing, five characters too many;
 * separators typed say where. Every separator, character, unreadable mark and choice of the reading comes once, in
 * order, and every position once; of a transposition, jump or twin mark and position are the first, separators inside
 * it follow. steps: room for marks + positions. Of equal ways the one that takes MATCH or SUBSTITUTE before MISSING
 * before EXTRA before the others, from the left.
 */
int gcvi_align(const gcvi_lattice *lattice, const gcvi_symbol *code, gcvi_step *steps, size_t *count, gcvi_arena *arena);

#endif
