/* SPDX-License-Identifier: MIT */
/* Floor 6: what the parts of gcvalidate(1) share. They see the library through its public header only. */
#ifndef GCVALIDATE_CLI_H
#define GCVALIDATE_CLI_H

#include <gcvalidate.h>

#include <stddef.h>
#include <stdint.h>

#if defined(ENABLE_NLS) && ENABLE_NLS
#include <libintl.h>
#define _(text) dgettext("libgcvalidate", text)
#else
#define _(text) (text)
#endif
/* Marks text that is translated where it is used. */
#define N_(text) text

enum { EXIT_VALID = 0, EXIT_NOT_VALID = 1, EXIT_TROUBLE = 2 };

/* ------------------------------------------------------------------------------------------------------- text.c */

/* UTF-8 that grows; trouble while growing is remembered and told once. */
typedef struct text {
	char *bytes;              /* terminated once something was put */
	size_t size, capacity;
	int failed;
} text;

void text_put(text *to, const char *bytes, size_t size);
void text_puts(text *to, const char *string);
void text_number(text *to, size_t number);
/* Shares and probabilities without the locale's decimal comma: "87 %", "0.3 %", "<0.1 %". */
void text_percent(text *to, double share);
/* template with %1$s … %9$s replaced; "%%" is a percent sign. */
void text_fill(text *to, const char *template, const char *const *arguments, size_t count);
/* Wipes and frees. */
void text_free(text *from);
/* Overwrites what may be a code, in a way that the compiler keeps. */
void wipe(void *bytes, size_t size);

/* --------------------------------------------------------------------------------------------------- encoding.c */

/* Sets up locale and translations; to be called first. */
void encoding_start(void);
/* The language of messages, "ja_JP.UTF-8" or "C". */
const char *message_language(void);
/*
 * Bytes from a terminal, a file or an argument as UTF-8: converted from the locale's encoding, left as they are when that
 * is UTF-8 or they are valid UTF-8 in an ASCII locale. 0, or -1 when memory runs out.
 */
int encoding_read(const char *bytes, size_t size, text *to);
/* Do the bytes shift between ASCII and kanji: ISO-2022-JP (RFC 1468), as mails of Japan have it? */
int encoding_shifts(const char *bytes, size_t size);
/* The same from an encoding that the bytes themselves speak of. */
int encoding_read_from(const char *charset, const char *bytes, size_t size, text *to);
/* 1: encoding_read only copies in this locale. */
int encoding_is_read_as_it_is(void);
/* Writes UTF-8 in the locale's encoding, what it cannot say as \uXXXX. 0, or -1 with errno. */
int encoding_write(const char *utf8, size_t size, int is_error);
/* Display columns of UTF-8 in this locale. */
size_t columns_of(const char *utf8, size_t size);

/* --------------------------------------------------------------------------------------------------- terminal.c */

typedef struct terminal {
	size_t width;             /* columns; 80 where unknown */
	int color;
	int is_terminal;          /* standard output */
} terminal;

typedef enum color_when { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER } color_when;
terminal terminal_look(color_when when);
typedef enum style { STYLE_PLAIN, STYLE_BOLD, STYLE_GOOD, STYLE_BAD, STYLE_WARN, STYLE_DIM } style;
/* Text with a style, where colours are on. */
void put_styled(text *to, const terminal *term, style how, const char *bytes, size_t size);
/* A paragraph, broken at blanks (or anywhere, where there are none) to the width, later lines indented. */
void put_wrapped(text *to, const terminal *term, const char *paragraph, size_t first_indent, size_t indent);

/* ---------------------------------------------------------------------------------------------------- options.c */

typedef enum action {
	ACTION_CHECK, ACTION_LIST, ACTION_SHOW_FORMAT, ACTION_LINT, ACTION_COMPLETE, ACTION_LEARN, ACTION_EXTRACT,
	ACTION_REFUSED_HELP, ACTION_SPELL, ACTION_HELP, ACTION_VERSION
} action;

typedef struct word_list {
	const char **items;
	size_t count, capacity;
} word_list;

typedef struct options {
	action action;
	word_list formats, format_files, refused, codes;
	const char *channel, *argument, *issued;   /* argument: of the action */
	size_t suggestions;
	int json, print, quiet, mask, null, line_buffered;
	color_when color;
} options;

/* 0: go on; else the exit status (after a message). */
int options_read(options *to, int argc, char **argv);
void options_free(options *from);
void usage_print(text *to);

/* ------------------------------------------------------------------------------------------------------ input.c */

/* Codes one after the other: arguments, or standard input line by line. */
typedef struct input {
	const options *options;
	size_t next;              /* argument */
	size_t number;            /* of the code, from 1; on standard input the line */
	int ended, prompting;
	int as_it_is;             /* the locale's encoding needs no conversion */
	char *buffer;             /* of standard input; bytes at … end - 1 are still to be read */
	size_t at, end;
	text converted;
} input;

void input_start(input *from, const options *how);
/*
 * 1: *bytes is the next code, until the next call, not terminated; 0: the end; -1: trouble (errno). Lines beyond what the
 * library takes are cut.
 */
int input_next(input *from, const char **bytes, size_t *size);
void input_free(input *from);

/* ------------------------------------------------------------------------------------------------------ batch.c */

/* --quiet and --print against one format: no report is needed. The exit status. */
int verify_all(const gcv_format *format, const options *how, const terminal *term);

/* ------------------------------------------------------------------------------------------------------- seen.c */

/* Which codes were there before, as keyed hashes: no code is kept. */
typedef struct seen seen;
seen *seen_new(void);
/* The number it was first seen under, or 0 for a new one (which is remembered). */
size_t seen_before(seen *codes, const char *plain, size_t number);
void seen_free(seen *codes);

/* ------------------------------------------------------------------------------ show.c, json.c, json_number.c */

typedef struct answer {
	const gcv_report *report;
	const char *input;
	size_t input_size;
	size_t number;            /* of this input, from 1; on standard input the line */
	size_t duplicate_of;      /* the earlier number of the same code; 0: none */
	int masked;
	int only_format;          /* 1: the caller chose one format */
} answer;

/* For a person. hint: offer --refused-help after a valid code. */
void show_report(text *to, const terminal *term, const answer *about, int hint);
/* One object and a line end. */
void json_report(text *to, const answer *about);
void json_string(text *to, const char *bytes, size_t size);
void json_probability(text *to, double value);
/* "key": with a comma before it unless first; *first is cleared. */
void json_key(text *to, const char *key, int *first);
/* A key with its value; a NULL is null. */
void json_text(text *to, const char *key, const char *value, int *first);
void json_number(text *to, const char *key, uint64_t value, int *first);

/* ------------------------------------------------------------------------------------------------ other actions */

/* Each returns the exit status; what is to be printed goes into *to. */
int list_formats(text *to, const terminal *term, const gcv_catalog *catalog, const options *how);
int show_format(text *to, const terminal *term, const gcv_catalog *catalog, const options *how);
int refused_help(text *to, const terminal *term, const gcv_catalog *catalog, const options *how);
int run_extract(const terminal *term, const gcv_catalog *catalog, const options *how);
int run_complete(text *to, const gcv_catalog *catalog, const options *how);
/* json_lint.c */
void json_lint(text *to, const gcv_format *format, const gcv_lint *lint);
int run_lint(text *to, const terminal *term, const gcv_catalog *catalog, const options *how);
int run_learn(text *to, const options *how);
/* The format of that name; NULL after a message with the nearest names. */
const gcv_format *find_format(const gcv_catalog *catalog, const char *name);

/* "gcvalidate: …" on standard error; arguments as in text_fill. */
void complain(const char *template, ...);
/* What errno says. */
void complain_errno(const char *what);
/* Why a file was refused: its line and column where there are, or errno where it could not be read. */
void complain_file(const char *path, int status, const gcv_text_error *error);

#endif
