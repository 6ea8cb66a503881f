/* SPDX-License-Identifier: MIT */
/*
 * Floor 2: other ways to read an input that is no code as it stands: with a label or a URL around it taken off, with an
 * encoding undone (quoted-printable, HTML entities, percent), or as words. Spans always stay those of the input itself.
 */
#ifndef GCVI_ALTERNATIVE_H
#define GCVI_ALTERNATIVE_H

#include "reading.h"

/* Part of a text. */
typedef struct gcvi_span {
	size_t start, end;
} gcvi_span;

typedef enum gcvi_wrapping {
	GCVI_WRAPPING_NONE = 0,
	GCVI_WRAPPING_LABEL = 1 << 0,    /* "Code: …" */
	GCVI_WRAPPING_URL = 1 << 1,      /* "https://…/gift/…" */
	GCVI_WRAPPING_QUOTES = 1 << 2    /* "…", <…>, 「…」 */
} gcvi_wrapping;

/* unwrap.c: the part of text that may be a code, and what was around it (gcvi_wrapping bits; 0: nothing, whole text). */
unsigned gcvi_unwrap(const uint8_t *text, size_t size, gcvi_span *code);

typedef enum gcvi_encoding {
	GCVI_ENCODING_NONE = 0,
	GCVI_ENCODING_QUOTED = 1 << 0,   /* quoted-printable, RFC 2045 section 6.7: =2D */
	GCVI_ENCODING_ENTITY = 1 << 1,   /* HTML: &#45; &ndash; */
	GCVI_ENCODING_PERCENT = 1 << 2   /* URL, RFC 3986 section 2.1: %2D */
} gcvi_encoding;

/*
 * decode.c: text with encodings undone. out and spans have room for size elements; spans[i] is where byte i of out comes
 * from. *first gets the first encoded place. Returns how many bytes; *found the gcvi_encoding bits (0: out is text itself).
 */
size_t gcvi_decode(const uint8_t *text, size_t size, uint8_t *out, gcvi_span *spans, unsigned *found, gcvi_span *first);

/*
 * One encoded character at the start of text: an entity, or quoted-printable or percent escapes that are UTF-8. Bytes taken,
 * 0 for none.
 */
size_t gcvi_decode_point(const uint8_t *text, size_t size, uint32_t *point);

/* A soft line break of quoted-printable text, "=\n" or "=\r\n", at its start: the bytes of it, 0: none. */
size_t gcvi_soft_break(const uint8_t *text, size_t size);

#define GCVI_ALTERNATIVES_MAX 3

typedef struct gcvi_alternative {
	gcvi_reading reading;    /* marks with spans of the input */
	unsigned wrapping;       /* gcvi_wrapping bits; span: what the code is in the input */
	unsigned encoding;       /* gcvi_encoding bits; first: the first encoded place */
	int spelt;               /* said in words */
	gcvi_span span, first;
} gcvi_alternative;

/* Readings beside the plain one, best guess first. GCV_OK or GCV_E_MEMORY. */
int gcvi_alternatives(const char *input, size_t size, gcvi_arena *arena, gcvi_alternative out[GCVI_ALTERNATIVES_MAX],
                      size_t *count);

/* A number as a spreadsheet shows it: "1.23457E+15" or "1234567890123456.0". */
typedef struct gcvi_spreadsheet {
	size_t digits;           /* of the number before it was shown so */
	size_t known;            /* of them, from the left, still there; equal: nothing is lost */
	char text[32];           /* the known digits, terminated */
} gcvi_spreadsheet;
/* 1 if the whole input is one. */
int gcvi_spreadsheet_read(const char *input, size_t size, gcvi_spreadsheet *number);

#endif
