/* SPDX-License-Identifier: MIT */
/* Floor 3, inside the format files' parser: lines with their places, keys, and the small grammars of values. */
#ifndef GCVI_FORMAT_PARSE_H
#define GCVI_FORMAT_PARSE_H

#include "format.h"
#include "i18n.h"

#define GCVI_FILE_MAX ((size_t)16 << 20)
#define GCVI_FORMATS_MAX 4096
#define GCVI_LINES_MAX 1024
#define GCVI_VALUE_MAX 8192
#define GCVI_NAME_MAX 64
#define GCVI_LAYOUTS_MAX 64
#define GCVI_OTHERS_MAX 16
#define GCVI_TRAPS_MAX 32
#define GCVI_PAIRS_MAX 256

/* Part of a value: where it came from. A value of several physical lines has several. */
typedef struct gcvi_piece {
	size_t offset;            /* in the value */
	size_t line, column;      /* of the character there */
} gcvi_piece;

typedef enum gcvi_key {
	GCVI_KEY_NONE, GCVI_KEY_ATTEMPTS, GCVI_KEY_CASE, GCVI_KEY_CHECK, GCVI_KEY_CHECK_OPTIONAL, GCVI_KEY_CLASS,
	GCVI_KEY_COMPANION, GCVI_KEY_COUNT_TRAP, GCVI_KEY_COUNTER_EXAMPLE, GCVI_KEY_DECOY, GCVI_KEY_EVIDENCE,
	GCVI_KEY_EXAMPLE, GCVI_KEY_EXPIRY, GCVI_KEY_FAMILY, GCVI_KEY_FOLD, GCVI_KEY_GRADE, GCVI_KEY_LABEL,
	GCVI_KEY_LAYOUT, GCVI_KEY_LENGTH, GCVI_KEY_LOCK_OUT, GCVI_KEY_LOOK_ALIKE, GCVI_KEY_NEVER, GCVI_KEY_NOTE,
	GCVI_KEY_POPULARITY, GCVI_KEY_REGION, GCVI_KEY_SOURCE, GCVI_KEY_TITLE, GCVI_KEY_TYPED, GCVI_KEY_URL, GCVI_KEY_VERSION, GCVI_KEY_FREE
} gcvi_key;

typedef struct gcvi_line {
	gcvi_field field;
	gcvi_key key;
	size_t key_column, language_column;
	size_t size;              /* of field.value, which is terminated too */
	const gcvi_piece *pieces;
	size_t piece_count;
} gcvi_line;

typedef struct gcvi_section {
	const char *name;
	size_t line, column;
	gcvi_line *lines;
	size_t count, capacity;
} gcvi_section;

/* One text being parsed. */
typedef struct gcvi_parser {
	const char *text;
	size_t size, at;          /* what is read, and up to where */
	size_t line;              /* the physical line that begins at `at` */
	const char *file_name;    /* NULL: unnamed */
	gcvi_arena *arena;        /* for what stays */
	gcvi_arena scratch;       /* for what does not */
	gcv_text_error *error;    /* may be NULL */
	const struct gcvi_fast *fast;   /* of the last format that has tables for verifying, NULL at first */
	bool trusted;             /* built-in: examples were tried by the tests */
} gcvi_parser;

/* ---- format_error.c */
#if defined(__GNUC__)
#define GCVI_PRINTF(text, first) __attribute__((format(printf, text, first)))
#else
#define GCVI_PRINTF(text, first)
#endif
/*
 * Fills the error and returns `status`. Texts of the file go into messages by gcvi_quote. message: English, for printf;
 * it is told in the language of LC_MESSAGES (tests/translations.sh knows these functions as places of sentences).
 */
int gcvi_fail(gcvi_parser *parser, int status, size_t line, size_t column, const char *message, ...) GCVI_PRINTF(5, 6);
/* The same for the character at an offset of a value (GCV_E_SYNTAX), for its key, and for running out of memory. */
int gcvi_fail_at(gcvi_parser *parser, const gcvi_line *line, size_t offset, const char *message, ...) GCVI_PRINTF(4, 5);
int gcvi_fail_key(gcvi_parser *parser, const gcvi_line *line, const char *message, ...) GCVI_PRINTF(3, 4);
/* For what is a sentence already. */
#define GCVI_SENTENCE "%s"
int gcvi_fail_memory(gcvi_parser *parser);
/* 'text' with the quotation marks of the language, clipped at a character border. Also a single character. */
typedef struct gcvi_quoted { char text[72]; } gcvi_quoted;
gcvi_quoted gcvi_quote(const char *text, size_t size);
gcvi_quoted gcvi_quote_point(uint32_t point);

/* ---- format_lines.c */
/* Checks the whole text: size, UTF-8, control characters. Skips a byte order mark. */
int gcvi_parser_start(gcvi_parser *parser);
/* The next section, into scratch; *more is false at the end. */
int gcvi_parser_section(gcvi_parser *parser, gcvi_section *section, bool *more);

/* ---- format_keys.c */
/* The keys there are, in order; NULL beyond the end. */
const char *gcvi_key_name(size_t index);
bool gcvi_is_name(const char *text, size_t size);
/* The key of a line; GCV_E_SYNTAX for an unknown one, with a proposal. `language` tells whether it has one. */
int gcvi_key_find(gcvi_parser *parser, const char *text, size_t size, size_t line, size_t column, gcvi_key *key);
/* What a section's lines must hold to: languages where allowed and behind their line, no key twice. */
int gcvi_section_check(gcvi_parser *parser, const gcvi_section *section);
/* The only line of a key without a language, NULL where there is none; its value as one of the words, or a number. */
const gcvi_line *gcvi_section_find(const gcvi_section *section, gcvi_key key);
int gcvi_word_value(gcvi_parser *parser, const gcvi_line *line, const char *const *words, size_t count, size_t *value);
int gcvi_number_value(gcvi_parser *parser, const gcvi_line *line, size_t *offset, size_t least, size_t most, size_t *value);

/* ---- format_class.c */
/* One character of a value at *offset, advanced; 0 at the end. Blanks are characters. */
uint32_t gcvi_value_point(const gcvi_line *line, size_t *offset);
/* The quote at offset is closed and holds something. */
int gcvi_check_quote(gcvi_parser *parser, const gcvi_line *line, size_t offset);
void gcvi_value_skip_blanks(const gcvi_line *line, size_t *offset);

typedef struct gcvi_points {
	uint32_t items[GCVI_SYMBOLS_MAX];
	size_t count;
} gcvi_points;
bool gcvi_points_have(const gcvi_points *points, uint32_t point);
/* Puts a point in if it is not there; false when there are too many. */
bool gcvi_points_add(gcvi_points *points, uint32_t point);

/* Why a character can be no symbol under a case rule; NULL when it can. */
const char *gcvi_point_objection(uint32_t point, gcvi_case case_rule);
/* The whole value as a set of characters. */
int gcvi_parse_points(gcvi_parser *parser, const gcvi_line *line, gcvi_case case_rule, gcvi_points *points);

typedef struct gcvi_class {
	gcvi_points points;
	const gcvi_line *line;    /* NULL: built in */
	bool used;
} gcvi_class;
/* By letter, 'A' first. */
typedef struct gcvi_classes { gcvi_class of[26]; } gcvi_classes;
int gcvi_parse_classes(gcvi_parser *parser, const gcvi_section *section, gcvi_case case_rule, gcvi_classes *classes);

/* ---- format_layout.c */
/* An item before the alphabet is known. */
typedef struct gcvi_draft_item {
	gcvi_item_kind kind;
	char class_name;          /* RUN */
	bool check;
	uint32_t point;           /* LITERAL: the character; BREAK: what is printed, 0: nothing */
	uint16_t min, max;
	size_t offset;            /* in the value */
} gcvi_draft_item;

typedef struct gcvi_draft {
	const gcvi_line *line;
	size_t start, end;        /* in the value */
	gcvi_draft_item *items;
	size_t count, capacity;
	size_t min, max;
	bool unchecked;
} gcvi_draft;

typedef struct gcvi_drafts {
	gcvi_draft *items;
	size_t count, capacity;
} gcvi_drafts;

/* Appends the layouts of a value from its start to `end`. Marks the classes it uses. */
int gcvi_parse_layouts(gcvi_parser *parser, const gcvi_line *line, size_t end, gcvi_case case_rule, gcvi_classes *classes,
                       gcvi_drafts *drafts);
/* The last `count` characters of the code, or of every group, become check characters. */
int gcvi_draft_mark_checks(gcvi_parser *parser, gcvi_draft *draft, size_t count, bool per_group);
/* Adds each layout once more without its check characters. */
int gcvi_drafts_add_unchecked(gcvi_parser *parser, gcvi_drafts *drafts);
/* The characters of the layouts (check false: of all classes but C), then the layouts themselves over an alphabet. */
int gcvi_drafts_alphabet(gcvi_parser *parser, const gcvi_drafts *drafts, gcvi_classes *classes, gcvi_case case_rule,
                         gcvi_alphabet *alphabet);
int gcvi_drafts_finish(gcvi_parser *parser, const gcvi_drafts *drafts, const gcvi_classes *classes,
                       const gcvi_alphabet *alphabet, const gcvi_layout **layouts);

/* ---- format_extra.c: what surrounds the code */
int gcvi_parse_folds(gcvi_parser *parser, const gcvi_section *section, struct gcv_format *format);
int gcvi_parse_pairs(gcvi_parser *parser, const gcvi_section *section, struct gcv_format *format);
int gcvi_parse_traps(gcvi_parser *parser, const gcvi_section *section, struct gcv_format *format);
int gcvi_parse_never(gcvi_parser *parser, const gcvi_section *section, struct gcv_format *format);
int gcvi_parse_region(gcvi_parser *parser, const gcvi_section *section);
int gcvi_parse_expiry(gcvi_parser *parser, const gcvi_section *section);
/* Decoys or companions. */
int gcvi_parse_others(gcvi_parser *parser, const gcvi_section *section, gcvi_key key, gcvi_classes *classes,
                      const struct gcv_format *format, const gcvi_other **others, size_t *count);

/* ---- format_compile.c */
int gcvi_compile(gcvi_parser *parser, const gcvi_section *section, const struct gcv_format **format);

/* ---- format_example.c */
/* Every example must pass, no counter-example may. GCV_E_EXAMPLE. */
int gcvi_try_examples(gcvi_parser *parser, const gcvi_section *section, const struct gcv_format *format);

/* ---- format_file.c */
int gcvi_format_file_parse_as(const char *text, size_t size, const char *file_name, bool trusted, gcvi_arena *arena,
                              gcvi_format_list *formats, gcv_text_error *error);

#endif
