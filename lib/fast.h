/* SPDX-License-Identifier: MIT */
/* Floor 3: what a format is to gcv_verify: what every ASCII byte is, every layout as tables. Made when it is loaded. */
#ifndef GCVI_FAST_H
#define GCVI_FAST_H

#include "format.h"
#include "table.h"

/* What a byte is beside a symbol. */
enum {
	GCVI_BYTE_SEPARATES = 1 << 0,  /* passed over */
	GCVI_BYTE_SAYS = 1 << 1,       /* no separator, symbol or not: the input says something */
	GCVI_BYTE_LONG = 1 << 2,       /* not for the short way: beyond ASCII, or the bracket of a choice that may be a symbol */
	GCVI_BYTE_HINT = 1 << 3,       /* without one of these nothing is around the code, and nothing encoded */
	GCVI_BYTE_BLANK = 1 << 4,
	GCVI_BYTE_LOWER = 1 << 5,      /* where upper and lower case must not be mixed */
	GCVI_BYTE_UPPER = 1 << 6,
	GCVI_BYTE_LETTER = 1 << 7      /* without one nothing is said in words */
};

/* Of one alphabet, for all formats that have it: by byte, and by unit (table.h). */
typedef struct gcvi_fast_bytes {
	uint8_t classes[GCVI_UNITS];
	bool separates[GCVI_UNITS];
	gcvi_symbol symbols[GCVI_UNITS];    /* read without a repair */
	char canonical[GCVI_UNITS];         /* ASCII, as it is printed; 0: none */
	uint8_t units[GCVI_SYMBOLS_MAX];    /* the other way round, for what was read the long way */
	bool ascii;                         /* the alphabet is ASCII: inputs that are, too, may go the short way */
	bool careful;                       /* not every code of the right symbols is one: one_case, separators as symbols */
} gcvi_fast_bytes;

/* A layout that is checked, at one length. */
typedef struct gcvi_fast_form {
	uint32_t pass, pass_count;          /* in fast->passes; or, where tables would be too large … */
	const gcvi_automaton *automaton;    /* … its automaton; or nothing: to be made each time */
} gcvi_fast_form;

typedef struct gcvi_fast_layout {
	uint16_t min, max;
	/* Without a check: the rows of its longest code; of a shorter one the last `tail` positions are those of the end. */
	uint16_t tail;
	uint16_t printed_size;              /* of a code as printed, where the next is one pass for it as it is; 0: none */
	gcvi_pass printed;
	const char *print;                  /* what is printed there: separators, 0 for symbols. NULL where printed_size is 0 … */
	bool alone;                         /* … and whether no other layout has codes of this length */
	uint32_t sequence;
	const gcvi_fast_form *forms;        /* by length - min, at most GCVI_FAST_LENGTHS; NULL: without a check */
} gcvi_fast_layout;

struct gcvi_fast {
	const gcvi_alphabet *alphabet;
	const gcvi_fast_bytes *bytes;
	gcvi_tables tables;
	const gcvi_pass *passes;
	const gcvi_fast_layout *layouts;
	size_t layout_count;
	size_t spelt_least;                 /* fewer bytes cannot say a code in words */
	const struct gcvi_fast *before;     /* of the format loaded before, which may have the same alphabet */
};

/*
 * Tables for a format that is complete. Bounded: one format's tables as said in table.h; in a layout with a check the
 * shortest lengths only; automata up to so many bytes. before: of the format before it, or NULL. GCV_OK or GCV_E_MEMORY.
 */
#define GCVI_FAST_LENGTHS 32
#define GCVI_FAST_KEPT ((size_t)1 << 18)
int gcvi_fast_make(struct gcv_format *format, const struct gcvi_fast *before, gcvi_arena *arena, gcvi_arena *scratch);

/* Is this a code of the layout? 1, 0, or -1: that layout has no table at this length. */
int gcvi_fast_takes(const struct gcvi_fast *fast, size_t layout, const uint8_t *units, size_t count);
/* The symbols of units that are symbols. */
void gcvi_fast_symbols(const struct gcvi_fast *fast, const uint8_t *units, size_t count, gcvi_symbol *symbols);

#endif
