/* SPDX-License-Identifier: MIT */
/* Inside scheme*.c and automaton.c: what a scheme consists of. A new scheme is one class and one row in scheme.c. */
#ifndef GCVI_SCHEME_INTERNAL_H
#define GCVI_SCHEME_INTERNAL_H

#include "scheme.h"

#define GCVI_NO_VALUE (-1)
#define GCVI_PARAMETERS_MAX 16

/* One word behind the scheme's name: "key=value" (key not empty) or a bare value. Not terminated. */
typedef struct gcvi_parameter {
	const char *key, *value;
	size_t key_size, value_size;
	size_t offset;               /* of the word in the text */
	int used;
} gcvi_parameter;

typedef struct gcvi_scheme_text {
	const char *text;
	size_t size;
	gcvi_parameter parameters[GCVI_PARAMETERS_MAX];
	size_t count;
	gcvi_scheme_error *error;
} gcvi_scheme_text;

/* One scheme bound to a form: the automaton, or one factor of it. */
typedef struct gcvi_part gcvi_part;
struct gcvi_part {
	const gcvi_scheme *scheme;
	const gcvi_form *form;
	uint32_t states, start;      /* states 0: too many */
	uint32_t (*step)(const gcvi_part *part, size_t position, uint32_t state, gcvi_symbol symbol);
	int (*accepts)(const gcvi_part *part, uint32_t state);
	const void *data;
};

typedef struct gcvi_scheme_class {
	const char *name;
	size_t check_count;          /* at the end of the code, or of each group */
	int per_group;
	/* Reads its parameters; GCV_OK, GCV_E_MEMORY or GCV_E_SYNTAX. */
	int (*parse)(gcvi_scheme *scheme, gcvi_scheme_text *text, gcvi_arena *arena);
	/* Fills the part: states, start, step, accepts, data. The same statuses. */
	int (*bind)(gcvi_part *part, gcvi_arena *arena, gcvi_scheme_error *error);
	/* Start state of a group by itself, for per-group schemes. */
	uint32_t (*group_start)(const gcvi_part *part, size_t group);
	uint32_t option;             /* told apart by the class itself */
} gcvi_scheme_class;

struct gcvi_scheme {
	const gcvi_scheme_class *class;
	const gcvi_alphabet *alphabet;
	int16_t values[GCVI_SYMBOLS_MAX];   /* what each symbol counts; GCVI_NO_VALUE: not in the scheme's alphabet */
	uint32_t value_count;               /* values are 0 … value_count - 1 */
	uint32_t modulus;
	uint32_t least, most;               /* counting rules */
	const char *warning;
	const void *data;
};

extern const gcvi_scheme_class gcvi_scheme_luhn, gcvi_scheme_crockford37, gcvi_scheme_coupon, gcvi_scheme_count;

/* Sets the error and returns GCV_E_SYNTAX. */
int gcvi_scheme_fail(gcvi_scheme_error *error, size_t offset, const char *message);
/* The parameter of that name, marked as used; NULL where it is not given. */
gcvi_parameter *gcvi_scheme_parameter(gcvi_scheme_text *text, const char *key);
/* The next bare word, marked as used; NULL where there is none. */
gcvi_parameter *gcvi_scheme_word(gcvi_scheme_text *text);
/* A whole number of at most nine digits; 0 where it is none. */
int gcvi_scheme_number(const gcvi_parameter *parameter, uint32_t *number);
/*
 * Values by the order of characters ("0-9A-Z", ranges by "-" between two of them), or of the format's alphabet without
 * text. Characters that the format does not have are passed over, but count. GCV_E_SYNTAX for doubles, bad UTF-8.
 */
int gcvi_scheme_values(gcvi_scheme *scheme, const char *characters, size_t size, size_t offset, gcvi_scheme_error *error);

/*
 * scheme_additive.c: "the sum of terms is target modulo M", a term for each position and symbol. terms has length times
 * alphabet->count entries; GCVI_NO_TERM: the symbol is not allowed there.
 */
#define GCVI_NO_TERM UINT16_MAX
int gcvi_additive_bind(gcvi_part *part, uint32_t modulus, uint32_t target, uint16_t *terms, gcvi_arena *arena);
uint16_t *gcvi_additive_terms(const gcvi_part *part, gcvi_arena *arena);

#endif
