/* SPDX-License-Identifier: MIT */
/* Inside scheme*.c, automaton*.c and lint*.c: what a scheme consists of. A new scheme is one class and one row in scheme.c. */
#ifndef GCVI_SCHEME_INTERNAL_H
#define GCVI_SCHEME_INTERNAL_H

#include "linear.h"
#include "scheme.h"

#define GCVI_NO_VALUE (-1)
#define GCVI_PARAMETERS_MAX 16
#define GCVI_GROUP_MAX 8191          /* order of a group with 16-bit terms */

/* One word behind the scheme's name: "key=value" (key not empty) or a bare value. Not terminated. */
typedef struct gcvi_parameter {
	const char *key, *value;
	size_t key_size, value_size;
	size_t offset;               /* of the value in the text */
	size_t start;                /* of the word */
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
	size_t segment;              /* of a scheme that checks each group by itself: which one, from 0 */
	uint32_t states, start;      /* states 0: too many, verify and linear only */
	uint32_t (*step)(const gcvi_part *part, size_t position, uint32_t state, gcvi_symbol symbol);
	int (*accepts)(const gcvi_part *part, uint32_t state);
	/* The whole code, where states is 0; else NULL. */
	int (*verify)(const gcvi_part *part, const gcvi_symbol *code);
	/*
	 * NULL, or the scheme as a sum. `rest` is what has to hold besides: a small automaton, which step knows already;
	 * NULL: nothing.
	 */
	const gcvi_linear *linear;
	const gcvi_part *rest;
	/* For linear->opaque: the target that the opaque characters say; false where no sum is written so. And the reverse. */
	bool (*read_target)(const gcvi_part *part, const gcvi_symbol *code, gcvi_element *target);
	bool (*write_target)(const gcvi_part *part, gcvi_element sum, gcvi_symbol *code);
	/* NULL, or what tells of more than two wrong symbols, where the sum is that of a BCH code. */
	const struct gcvi_bch *bch;
	/* NULL, or what makes one of several completions the one that the scheme prescribes. */
	const gcvi_part *preferred;
	/* NULL, or the parts of the code that are checked by themselves. */
	const struct gcvi_segments *segments;
	const void *data;
};

/* A scheme on some stretches of a code; what is outside does not matter to it. */
typedef struct gcvi_segments {
	size_t count;
	const size_t *first, *last;  /* positions first … last - 1 */
	const uint16_t *of;          /* by position; UINT16_MAX: outside */
	const gcvi_part *parts;      /* bound to forms of their own */
	bool of_groups;              /* each is a group */
} gcvi_segments;

typedef struct gcvi_scheme_class {
	const char *name;
	size_t check_count;          /* at the end of what is checked; a scheme may say otherwise */
	bool per_group;              /* each group is checked by itself */
	/* Reads its parameters; GCV_OK, GCV_E_MEMORY or GCV_E_SYNTAX. */
	int (*parse)(gcvi_scheme *scheme, gcvi_scheme_text *text, gcvi_arena *arena);
	/* Fills the part: states, start, step, accepts … The same statuses. */
	int (*bind)(gcvi_part *part, gcvi_arena *arena, gcvi_scheme_error *error);
	uint32_t option;             /* told apart by the family itself */
} gcvi_scheme_class;

struct gcvi_scheme {
	const gcvi_scheme_class *class_;
	const gcvi_alphabet *alphabet;
	int16_t values[GCVI_SYMBOLS_MAX];        /* what each symbol counts; GCVI_NO_VALUE: not in the scheme's alphabet */
	int16_t check_values[GCVI_SYMBOLS_MAX];  /* the same as a check character */
	uint32_t value_count;                    /* values are 0 … value_count - 1 */
	uint32_t check_value_count;
	size_t check_count;
	uint32_t modulus;
	uint32_t least, most;                    /* counting rules */
	bool one_case;                           /* upper and lower case must not be mixed */
	const char *warning;
	const void *data;
	/* What is checked: positions from 1, last may count from the end (-1: the last one); 0: as it comes. */
	uint32_t first;
	int32_t last;
	uint32_t every;                          /* so many characters at a time; 0: not so */
	bool each_group;
};

extern const gcvi_scheme_class gcvi_scheme_luhn, gcvi_scheme_luhn_left, gcvi_scheme_verhoeff, gcvi_scheme_damm,
	gcvi_scheme_gf, gcvi_scheme_product, gcvi_scheme_rs2, gcvi_scheme_iso7064, gcvi_scheme_mod97, gcvi_scheme_weighted,
	gcvi_scheme_gs1, gcvi_scheme_isbn10, gcvi_scheme_vin, gcvi_scheme_ncda, gcvi_scheme_crockford37,
	gcvi_scheme_coupon, gcvi_scheme_gs1_pair, gcvi_scheme_crc, gcvi_scheme_crc_text, gcvi_scheme_bech32,
	gcvi_scheme_bech32m, gcvi_scheme_codex32, gcvi_scheme_count;

/* ---- scheme.c. Sets the error and returns GCV_E_SYNTAX. The second: %1 in the message becomes the number. */
int gcvi_scheme_fail(gcvi_scheme_error *error, size_t offset, const char *message);
int gcvi_scheme_fail_number(gcvi_scheme_error *error, size_t offset, const char *message, size_t number);

/* ---- scheme_text.c */
int gcvi_scheme_split(gcvi_scheme_text *text, const char **name, size_t *name_size);
/* The parameter of that name, marked as used; NULL where it is not given. */
gcvi_parameter *gcvi_scheme_parameter(gcvi_scheme_text *text, const char *key);
/* The next bare word, marked as used; NULL where there is none. The second: the bare word that reads so. */
gcvi_parameter *gcvi_scheme_word(gcvi_scheme_text *text);
bool gcvi_scheme_flag(gcvi_scheme_text *text, const char *word);
bool gcvi_parameter_is(const gcvi_parameter *parameter, const char *word);
/* A whole number below 2^31, decimal or 0x…; false where it is none. The second: with a sign. */
bool gcvi_scheme_number(const gcvi_parameter *parameter, uint32_t *number);
bool gcvi_scheme_signed(const gcvi_parameter *parameter, int32_t *number);
/* The next number of a list divided by commas at *at (from 0, advanced); false where it is none. */
bool gcvi_scheme_list_next(const gcvi_parameter *list, size_t *at, int32_t *number);
/* A parameter that is a number between two others, or `standard` where it is not given. */
int gcvi_scheme_number_parameter(gcvi_scheme_text *text, const char *key, uint32_t least, uint32_t most,
                                 uint32_t standard, uint32_t *number);

/* ---- scheme_value.c */
/*
 * Values by the order of characters ("0-9A-Z", ranges by "-" between two of them): those of `alphabet=`, else of
 * `standard`, else (NULL) the format's own. Those of `extra=`, else of standard_extra (NULL: none), come behind and are
 * check characters only. Characters that the format does not have are passed over, but count.
 */
int gcvi_scheme_alphabet(gcvi_scheme *scheme, gcvi_scheme_text *text, const char *standard, const char *standard_extra);
/*
 * The same for schemes that work with at most `most` characters, and `check_most` with the extra ones; 0: `extra=` is no
 * parameter of theirs.
 */
int gcvi_scheme_sized_alphabet(gcvi_scheme *scheme, gcvi_scheme_text *text, const char *standard, const char *standard_extra,
                               uint32_t most, uint32_t check_most);
/* The characters of a check that has an alphabet of its own. */
int gcvi_scheme_check_alphabet(gcvi_scheme *scheme, const gcvi_parameter *given, const char *standard,
                               gcvi_scheme_error *error);
/* The characters of one parameter, values in order. */
int gcvi_scheme_list(const gcvi_scheme *scheme, const char *characters, size_t size, size_t offset,
                     int16_t values[GCVI_SYMBOLS_MAX], uint32_t *count, gcvi_scheme_error *error);
/* "0-9:0,A-H:1,X:10": values of one's own choice. */
int gcvi_scheme_value_table(const gcvi_scheme *scheme, const gcvi_parameter *given, int16_t values[GCVI_SYMBOLS_MAX],
                            uint32_t *count, gcvi_scheme_error *error);
/* What a symbol counts where it stands. */
static inline int32_t gcvi_part_value(const gcvi_part *part, size_t position, size_t symbol)
{
	return part->form->sites[position].check ? part->scheme->check_values[symbol] : part->scheme->values[symbol];
}
size_t gcvi_form_checks(const gcvi_form *form);
/* The last `count` positions, and no others, are check characters. */
bool gcvi_form_ends_with_checks(const gcvi_form *form, size_t count);
/* There are just two check characters, side by side. */
bool gcvi_form_has_pair(const gcvi_form *form);

/* ---- scheme_sum.c: parts that are a sum of terms */
int gcvi_sum_bind(gcvi_part *part, gcvi_group_kind kind, uint32_t order, const uint16_t *sums, const uint16_t *terms,
                  uint32_t target, gcvi_arena *arena, gcvi_scheme_error *error);
int gcvi_sum_bind_wide(gcvi_part *part, const gcvi_element *terms, gcvi_element target, const uint8_t *opaque,
                       gcvi_arena *arena, gcvi_scheme_error *error);
uint16_t *gcvi_part_terms(const gcvi_part *part, gcvi_arena *arena);
/* All steps of one symbol at once, UINT16_MAX for a dead one. False where the part steps in another way. */
bool gcvi_sum_step_all(const gcvi_part *part, size_t position, gcvi_symbol symbol, uint16_t *next);

/* ---- scheme_pair.c: two check characters that carry a number in base `radix`, least … least + modulus - 1 */
typedef struct gcvi_pair_rule {
	uint32_t modulus, radix, least;
	uint32_t factor, offset;     /* the number is factor * sum + offset modulo modulus */
} gcvi_pair_rule;
/* terms: of the data; the last two positions are the check characters. */
int gcvi_pair_bind(gcvi_part *part, const gcvi_pair_rule *rule, uint16_t *terms, gcvi_arena *arena,
                   gcvi_scheme_error *error);
/* The rule that their number lies in the range, wherever the two stand side by side. NULL: no memory. */
const gcvi_part *gcvi_pair_range(const gcvi_part *part, const gcvi_pair_rule *rule, gcvi_arena *arena);

/* ---- scheme_segment.c */
int gcvi_segment_parse(gcvi_scheme *scheme, gcvi_scheme_text *text);
int gcvi_part_bind(gcvi_part *part, gcvi_arena *arena, gcvi_scheme_error *error);

/* ---- field.c: GF(q), q a power of a prime */
typedef struct gcvi_field {
	uint32_t order, prime, degree;
	uint32_t polynomial;         /* value in base prime, the leading coefficient included; 0 where degree is 1 */
	uint32_t generator;          /* x where that is one, or the least primitive element */
	uint8_t powers[128], logarithms[128];   /* of the generator */
} gcvi_field;
/* polynomial 0: the least one for which x is primitive. False where there is no such field (order 2 … 128). */
bool gcvi_field_init(gcvi_field *field, uint32_t order, uint32_t polynomial);
uint32_t gcvi_field_add(const gcvi_field *field, uint32_t a, uint32_t b);
uint32_t gcvi_field_multiply(const gcvi_field *field, uint32_t a, uint32_t b);
uint32_t gcvi_field_power(const gcvi_field *field, uint32_t base, size_t exponent);

/* ---- automaton.c */
typedef struct gcvi_product {
	size_t count;
	gcvi_part parts[GCVI_SCHEMES_MAX];
} gcvi_product;
/* The parts of an automaton that has schemes; NULL where it has none. */
const gcvi_product *gcvi_automaton_parts(const gcvi_automaton *automaton);
/* One part on its own form. */
int gcvi_part_verify(const gcvi_part *part, const gcvi_symbol *code);

#endif
