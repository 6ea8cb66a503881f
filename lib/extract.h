/* SPDX-License-Identifier: MIT */
/* Floor 5: codes in running text: atoms of a line (extract_atoms.c), shapes of formats (extract_shapes.c), hits. */
#ifndef GCVI_EXTRACT_H
#define GCVI_EXTRACT_H

#include "format.h"

#define GCVI_ATOMS_MAX 4096      /* of one window */
#define GCVI_HIT_GROUPS 12       /* atoms of one code */

/* A run of characters that codes are made of. */
typedef struct gcvi_atom {
	uint32_t start, end;     /* bytes in the window */
	uint16_t symbols;
	uint8_t digits, letters; /* nonzero: has some */
	uint8_t small;           /* nonzero: has lower-case ASCII letters */
	uint32_t joint;          /* what stands before it when that can be inside a code: '-', ' ', …; 0: not joined */
} gcvi_atom;

/* The atoms of a window. *more is set when there were too many. */
size_t gcvi_atoms(const uint8_t *text, size_t size, gcvi_atom *atoms, int *more);

/* A layout at one length, or an open run of min … max symbols, as groups. */
typedef struct gcvi_shape_of {
	const struct gcv_format *format;
	uint16_t min, max;
	uint16_t groups[GCVI_HIT_GROUPS];
	uint8_t group_count;
	uint8_t loose;           /* nonzero: any word could be one; only where announced */
} gcvi_shape_of;

int gcvi_shapes_make(const gcv_catalog *catalog, const gcv_options *options, gcvi_arena *arena, gcvi_shape_of **shapes,
                     size_t *count);
/* Do these atoms stand in groups as the shape is printed (2), or unbroken or evenly cut (1)? 0: no. */
int gcvi_shape_fits(const gcvi_shape_of *shape, const gcvi_atom *atoms, size_t count, size_t symbols);

#endif
