/* SPDX-License-Identifier: MIT */
/*
 * Floor 2: forms and their check schemes as tables for one question only, yes or no: rows of terms to add up, matrices of
 * next states to walk through. What may stand at a position is in them, too. Made while a format is loaded, from the
 * automaton itself; verifying with them takes no memory.
 */
#ifndef GCVI_TABLE_H
#define GCVI_TABLE_H

#include "linear.h"
#include "scheme.h"

typedef enum gcvi_pass_kind {
	GCVI_PASS_SETS,        /* what may stand where, and no sum */
	GCVI_PASS_FEW,         /* terms added modulo order, their sum below 2^15 */
	GCVI_PASS_MOD,         /* terms added modulo order */
	GCVI_PASS_XOR,
	GCVI_PASS_TABLE,       /* terms added by a table of sums */
	GCVI_PASS_WIDE,        /* XOR of up to 127 bits */
	GCVI_PASS_OPAQUE,      /* the same, but the check characters say the target in another form */
	GCVI_PASS_WALK         /* from state to state */
} gcvi_pass_kind;

/* One way through the code, or through a stretch of it. */
typedef struct gcvi_pass {
	gcvi_pass_kind kind;
	uint32_t order;
	uint32_t sequence;     /* in tables->sequences: where the row, or matrix, of each position begins */
	uint16_t first, count; /* positions */
	gcvi_element target;   /* of a sum; of a walk, low is where it starts */
	const void *data;      /* TABLE: the sums; OPAQUE: the gcvi_part that reads the target */
} gcvi_pass;

/*
 * A code is verified in units, so that ASCII needs no translation: a byte below 128 stands for whatever symbol it is read
 * as, or for none; any symbol is also 128 + its number where its character is beyond ASCII.
 */
#define GCVI_UNITS 256

/* Shared by all forms of a format: equal rows, and equal sequences of them, are there once. */
typedef struct gcvi_tables {
	const uint16_t *rows;        /* GCVI_UNITS cells each */
	const uint16_t *matrices;    /* a row of symbols for each state */
	const gcvi_element *wide;    /* rows of symbols */
	const uint32_t *sequences;
	const gcvi_symbol *symbols;  /* of units; GCVI_NO_SYMBOL */
} gcvi_tables;

/* units: the code from its first position on. */
bool gcvi_pass_accepts(const gcvi_tables *tables, const gcvi_pass *pass, const uint8_t *units);
/* May the units stand where a sequence of rows says? */
bool gcvi_rows_allow(const gcvi_tables *tables, uint32_t sequence, const uint8_t *units, size_t count);

/* ------------------------------------------------------------------------------------------------------- making them */

/*
 * Bounds for one format: 128 KiB each of rows, matrices and wide terms, 64 KiB of sequences, and half a million cells
 * computed (some milliseconds). Of a format that needs more (hundreds of lengths with a check) some forms have no tables.
 */
#define GCVI_ROWS_MAX 256
#define GCVI_MATRICES_MAX 65536
#define GCVI_WIDE_MAX 8192
#define GCVI_SEQUENCES_MAX 16384
#define GCVI_CELLS_COMPUTED ((size_t)1 << 19)

typedef struct gcvi_table_maker {
	gcvi_arena *arena, *keep;    /* for everything on the way; for what stays */
	size_t symbols;              /* of the alphabet: the size of a row on the way */
	uint16_t *rows, *matrices;
	gcvi_element *wide;
	uint32_t *sequences;
	gcvi_pass *passes;
	/* In cells, terms, entries, passes. */
	size_t row_count, row_capacity, matrix_count, matrix_capacity, wide_count, wide_capacity, sequence_count,
	       sequence_capacity, pass_count, pass_capacity;
	size_t computed;
	uint32_t last, last_count;   /* the sequence stored last */
} gcvi_table_maker;

void gcvi_table_start(gcvi_table_maker *maker, size_t symbols, gcvi_arena *arena, gcvi_arena *keep);
/* The row of what may stand at a position, and a sequence of rows: 1, 0 where a bound is reached, or GCV_E_MEMORY. */
int gcvi_table_row(gcvi_table_maker *maker, const gcvi_set *allowed, uint32_t *row);
int gcvi_table_sequence(gcvi_table_maker *maker, const uint32_t *rows, size_t count, uint32_t *sequence);
/* Adds the passes of a form: 1, or 0 where the automaton does not fit in tables (then none are added), or GCV_E_MEMORY. */
int gcvi_table_form(gcvi_table_maker *maker, const gcvi_automaton *automaton);
/*
 * Lays all of it down, no larger than needed. symbols: of units, as above; separates: of units, true where one is passed
 * over between groups. The row of those is GCVI_SEPARATOR_ROW. GCV_OK or GCV_E_MEMORY.
 */
#define GCVI_SEPARATOR_ROW 0
int gcvi_table_finish(const gcvi_table_maker *maker, const gcvi_symbol *symbols, const bool *separates,
                      gcvi_tables *tables, gcvi_pass **passes);

#endif
