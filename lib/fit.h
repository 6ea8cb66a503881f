/* SPDX-License-Identifier: MIT */
/* Floor 3: does what was read fit a format as it stands, without any error? The one answer to "is it valid?". */
#ifndef GCVI_FIT_H
#define GCVI_FIT_H

#include "format.h"
#include "reading.h"

/* The marks that are, or ought to be, symbols of one alphabet. */
typedef struct gcvi_letters {
	size_t count;             /* of letters; where most was asked for, only the first may be there */
	gcvi_symbol *symbols;     /* GCVI_NO_SYMBOL: none of this alphabet, or not certain which */
	uint16_t *changes;        /* GCVI_CHANGE_ bits */
	uint32_t *marks;          /* index in the reading */
	size_t good;              /* so many letters from the start are certain symbols */
	size_t repairs;           /* of the good ones, with a lossy change */
} gcvi_letters;

/* Was all of it read? Then other ways to read it (alternative.h) may be tried. */
bool gcvi_reading_is_text(const gcvi_reading *reading);

/* Room for every mark of the reading. GCV_OK or GCV_E_MEMORY. */
int gcvi_letters_make(gcvi_letters *letters, const gcvi_reading *reading, gcvi_arena *arena);
/* Fills them for an alphabet; stops after `most` letters, and after the first that is not good (all: goes on). */
void gcvi_letters_read(gcvi_letters *letters, const gcvi_reading *reading, const gcvi_alphabet *alphabet, bool all,
                       size_t most);

/* May the first symbols of a code stand where they stand? */
bool gcvi_sites_allow(const gcvi_site *sites, const gcvi_symbol *symbols, size_t count);

/* How a reading fits one format. */
typedef struct gcvi_fit {
	const struct gcv_format *format;
	gcv_verdict verdict;      /* INVALID: something has to be said against it */
	size_t layout, length;    /* the form that takes it; for INCOMPLETE the shortest it may become */
	size_t count;             /* letters read */
	size_t repairs;           /* of them lossy */
	size_t inside, borders;   /* separators typed inside groups; printed ones left out where others were typed */
	bool check_absent;        /* a code whose optional check characters are not there */
} gcvi_fit;

/*
 * Of several layouts that take it, the one whose groups agree best with the separators typed, then the first. letters is
 * left filled for the format. GCV_OK or GCV_E_MEMORY.
 */
int gcvi_fit_reading(gcvi_fit *fit, const struct gcv_format *format, const gcvi_reading *reading, gcvi_letters *letters,
                     gcvi_arena *arena);

#endif
