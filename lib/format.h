/* SPDX-License-Identifier: MIT */
/* Floor 3: a compiled format: a union of layouts, each a sequence of positions, crossed with check schemes. */
#ifndef GCVI_FORMAT_H
#define GCVI_FORMAT_H

#include "channel.h"
#include "form.h"
#include "memory.h"
#include "scheme.h"

#include <stdbool.h>

/* One `key[language] = value` line, in file order; repeated keys stay apart. */
typedef struct gcvi_field {
	const char *key, *language, *value;   /* language "" where none */
	size_t line;
} gcvi_field;

typedef enum gcvi_item_kind { GCVI_ITEM_RUN, GCVI_ITEM_LITERAL, GCVI_ITEM_BREAK } gcvi_item_kind;

typedef struct gcvi_item {
	gcvi_item_kind kind;
	gcvi_set allowed;        /* RUN; LITERAL: the one symbol */
	uint16_t min, max;       /* RUN: how many; LITERAL: 1, 1 */
	bool check;
	char class_name;
	uint32_t separator;      /* BREAK: as printed */
} gcvi_item;

/* At most one item of a layout has min < max, so a length decides every position. */
typedef struct gcvi_layout {
	const gcvi_item *items;
	size_t item_count;
	size_t min, max;         /* symbols, separators not counted */
	const char *text;        /* as written */
	bool unchecked;          /* a layout without its check characters (check-optional): no scheme applies */
} gcvi_layout;

/* A number printed nearby that people type by mistake, or a second number the issuer asks for. */
typedef struct gcvi_other {
	const struct gcv_format *shape;   /* its layouts and alphabet, no checks */
	const gcvi_field *field;          /* the line it comes from */
	const char *name;                 /* what it is called, English; name in other languages by field lookup */
} gcvi_other;

struct gcv_format {
	const char *name;
	const char *file;        /* where it comes from, for messages; "" for built-in ones */
	size_t line;
	const gcvi_field *fields;
	size_t field_count;
	gcvi_alphabet alphabet;
	bool exact;              /* evidence: exact, else superset */
	bool length_known;       /* false: any length within the layouts' bounds is a guess; told, not enforced */
	char grade;              /* 'A', 'B', 'C' */
	double popularity;       /* how much likelier such a code is met than a usual one; judgement */
	const gcvi_layout *layouts;
	size_t layout_count;
	const gcvi_scheme *schemes[GCVI_SCHEMES_MAX];
	size_t scheme_count;
	bool check_optional;     /* the code may also come without its check character (Crockford) */
	const gcvi_other *decoys;
	size_t decoy_count;
	const gcvi_other *companions;
	size_t companion_count;
	const uint16_t *count_traps;
	size_t count_trap_count;
	unsigned attempts;       /* how often an issuer lets one try; 0: unknown */
	const gcvi_pair *pairs;  /* look-alikes the format's file adds or overrides */
	size_t pair_count;
	const uint32_t *never;   /* characters known never to occur, none of them in the alphabet */
	size_t never_count;
	bool has_url, has_label; /* there are such lines */
	bool typed;              /* false: the product has no typed code (a URL, a barcode) */
	const struct gcvi_fast *fast;   /* fast.h: tables for verifying; NULL where there are none */
};

/*
 * Value of the index-th line with this key and no language, or of its translation right behind it where there is one
 * ("ja_JP.UTF-8" finds "ja"); NULL beyond the end.
 */
const char *gcvi_format_field(const struct gcv_format *format, const char *key, const char *language, size_t index);
/* What a decoy or companion is called in a language, else in English. */
const char *gcvi_other_name(const struct gcv_format *format, const gcvi_other *other, const char *language);
/* Shortest and longest code over all layouts. */
void gcvi_format_lengths(const struct gcv_format *format, size_t *min, size_t *max);
/* Layout `layout` at `length` symbols; false where it has no such length. sites: room for length of them. */
bool gcvi_form_fill(const struct gcv_format *format, size_t layout, size_t length, gcvi_site *sites, gcvi_form *form);
/* The same in an arena, with its automaton. GCV_OK, GCV_E_MEMORY, GCV_E_RANGE (no such length). */
int gcvi_form_make(const struct gcv_format *format, size_t layout, size_t length, gcvi_arena *arena,
                   gcvi_form *form, gcvi_automaton *automaton);
/*
 * A code as printed (grouped) or without separators. Returns the bytes needed without the terminator; writes at most cap
 * with it, whole characters only.
 */
size_t gcvi_form_print(const gcvi_form *form, const gcvi_symbol *code, bool grouped, char *out, size_t cap);
/* The same, grouped, from the layout itself: no form is needed. length: one that the layout has. */
size_t gcvi_layout_print(const struct gcv_format *format, size_t layout, const gcvi_symbol *code, size_t length, char *out,
                         size_t cap);

/* format_file.c: the parser. On any error nothing is added to *formats. */
typedef struct gcvi_format_list {
	const struct gcv_format **items;
	size_t count, capacity;
} gcvi_format_list;
int gcvi_format_file_parse(const char *text, size_t size, const char *file_name, gcvi_arena *arena,
                           gcvi_format_list *formats, gcv_text_error *error);

/* catalog.c */
struct gcv_catalog {
	gcvi_arena arena;
	gcvi_format_list formats;
};

#endif
