/* SPDX-License-Identifier: MIT */
/*
 * libgcvalidate: the moment between reading a gift code and redeeming it. Offline.
 *
 * Conventions, true for every symbol here:
 *
 * - Text is UTF-8. Inputs are given as pointer and size in bytes and may hold any bytes, NUL included; they are not
 *   kept after the call. Names and other arguments of type `const char *` without a size are terminated.
 * - Offsets and sizes are bytes, spans are half open [start, end) and never split a UTF-8 sequence of valid input.
 *   Positions and groups count from 1, as a person counts on the card; 0 means "none".
 * - Functions that can fail return 0 (GCV_OK) or a negative status. A status is about the call; what is wrong with a code
 *   is told by findings in a report. On failure, outputs are left as they were.
 * - What a _new or _check function returned is released by its _free function; freeing NULL does nothing. Pointers from
 *   getters belong to the object asked and live as long as it does.
 * - There is no mutable global state. A catalog, a format and a channel are immutable once built and may be used by any
 *   number of threads; a report belongs to one thread at a time.
 * - Enumerations may grow: treat unknown values as the text beside them says.
 * - Structs that callers own start with their size, set by the initialiser beside them, so that they can grow.
 */
#ifndef GCVALIDATE_H
#define GCVALIDATE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Version of this header; gcv_version() answers for the library in use. since 0.1 */
#define GCV_VERSION_MAJOR 0
#define GCV_VERSION_MINOR 1
#define GCV_VERSION_PATCH 0
#define GCV_VERSION "0.1.0"

#ifndef GCV_API
#define GCV_API
#endif
#if defined(__GNUC__)
#define GCV_USE_RESULT __attribute__((warn_unused_result))
#else
#define GCV_USE_RESULT
#endif

/** The version of the library in use, "MAJOR.MINOR.PATCH"; static storage. since 0.1 */
GCV_API const char *gcv_version(void);

/* ------------------------------------------------------------------------------------------------- status */

/** Status of a call. Negative values are errors; ranges: -1… environment, -100… arguments, -200… file text. since 0.1 */
enum {
	GCV_OK = 0,
	GCV_E_MEMORY = -1,           /**< memory ran out */
	GCV_E_FILE = -2,             /**< a named file could not be read; errno tells why */
	GCV_E_ARGUMENT = -100,       /**< an argument is NULL, empty or contradicts another */
	GCV_E_RANGE = -101,          /**< a number or a length is outside what is allowed */
	GCV_E_ENCODING = -102,       /**< text that has to be UTF-8 is not */
	GCV_E_UNKNOWN_FORMAT = -103, /**< no format of this name in the catalog */
	GCV_E_UNKNOWN_CHANNEL = -104,/**< no channel of this name */
	GCV_E_IMPOSSIBLE = -105,     /**< what was asked for does not exist (no check character fits this body) */
	GCV_E_SYNTAX = -200,         /**< a format or channel file breaks its grammar */
	GCV_E_DUPLICATE = -201,      /**< a name is taken already */
	GCV_E_EXAMPLE = -202         /**< an example does not pass, or a counter-example does */
};

/**
 * One sentence for a status, also for unknown ones, in the language of LC_MESSAGES (English where there is no
 * translation); static storage. For logs and comparisons there is gcv_strerror_name. since 0.1
 */
GCV_API const char *gcv_strerror(int status);
/** The symbol itself, "GCV_E_MEMORY"; "GCV_E_UNKNOWN" for unknown ones; static storage. since 0.1 */
GCV_API const char *gcv_strerror_name(int status);

/** Where and why a text (format file, channel file) was refused. Owned by the caller. since 0.1 */
typedef struct gcv_text_error {
	size_t size;            /**< sizeof(gcv_text_error) */
	size_t line;            /**< from 1; 0 when it concerns the whole text */
	size_t column;          /**< from 1, in characters; 0 when it concerns the whole line */
	char message[480];      /**< what was found and expected, in the language of LC_MESSAGES; UTF-8, terminated */
} gcv_text_error;
#define GCV_TEXT_ERROR_INIT { sizeof(gcv_text_error), 0, 0, "" }

/* ------------------------------------------------------------------------------------------------- memory */

/**
 * Where a catalog and its reports take their memory. allocate returns NULL when it has none; release gets the size it was
 * asked for. Blocks are wiped before they are released. Both must be thread-safe if the catalog is shared. since 0.1
 */
typedef struct gcv_allocator {
	void *(*allocate)(void *context, size_t bytes);
	void (*release)(void *context, void *block, size_t bytes);
	void *context;
} gcv_allocator;

/* ------------------------------------------------------------------------------------------------ catalog */

typedef struct gcv_catalog gcv_catalog;   /**< a set of formats */
typedef struct gcv_format gcv_format;     /**< what codes of one product look like */
typedef struct gcv_channel gcv_channel;   /**< how a printed code turns into a typed one */
typedef struct gcv_report gcv_report;     /**< the answer about one input */

/** For gcv_catalog_new: leave out the built-in formats. since 0.1 */
#define GCV_CATALOG_EMPTY 1u

/**
 * A new catalog with the built-in formats (no file is opened). allocator NULL: malloc. flags: 0 or GCV_CATALOG_EMPTY.
 * Errors: GCV_E_MEMORY, GCV_E_ARGUMENT. since 0.1
 */
GCV_API int gcv_catalog_new(gcv_catalog **catalog, const gcv_allocator *allocator, unsigned flags) GCV_USE_RESULT;
/**
 * Adds the formats of a text in the language of gcvalidate-format(5). All or nothing: on any error the catalog is
 * unchanged and *error (may be NULL) says where and what was expected. Build first, share between threads afterwards.
 * A format of a name that exists already is refused (GCV_E_DUPLICATE). file_name is for messages only, may be NULL. since 0.1
 */
GCV_API int gcv_catalog_load(gcv_catalog *catalog, const char *text, size_t size, const char *file_name,
                             gcv_text_error *error) GCV_USE_RESULT;
/** The same from a file, which is read whole (at most 16 MiB). since 0.1 */
GCV_API int gcv_catalog_load_file(gcv_catalog *catalog, const char *path, gcv_text_error *error) GCV_USE_RESULT;
GCV_API void gcv_catalog_free(gcv_catalog *catalog);
/** Number of formats; the index-th in order of loading, NULL beyond the end; by name, NULL if there is none. since 0.1 */
GCV_API size_t gcv_catalog_count(const gcv_catalog *catalog);
GCV_API const gcv_format *gcv_catalog_at(const gcv_catalog *catalog, size_t index);
GCV_API const gcv_format *gcv_catalog_find(const gcv_catalog *catalog, const char *name);

/** The format's name, "amazon". since 0.1 */
GCV_API const char *gcv_format_name(const gcv_format *format);
/**
 * What the format's file says under a key ("title", "source", "layout", "example", …; see gcvalidate-format(5)), the
 * index-th such line from 0. language: "ja" for `title[ja]`, falling back to the line without a language; NULL or "":
 * that line. NULL where there is none. since 0.1
 */
GCV_API const char *gcv_format_value(const gcv_format *format, const char *key, const char *language, size_t index);
/** Shortest and longest code, in symbols without separators. Either pointer may be NULL. since 0.1 */
GCV_API void gcv_format_lengths(const gcv_format *format, size_t *shortest, size_t *longest);
/** Source grade: 'A' issuer or specification, 'B' several independent sources, 'C' a single one. since 0.1 */
GCV_API char gcv_format_grade(const gcv_format *format);
/** 1: the alphabet is known exactly; 0: it is an outer bound (a superset). since 0.1 */
GCV_API int gcv_format_is_exact(const gcv_format *format);
/**
 * Tries before the issuer locks the user out; 0 when unknown. Suggestions of the format stop there; codes given as
 * refused have used up tries, but one is always left. since 0.1
 */
GCV_API unsigned gcv_format_attempts(const gcv_format *format);
/** All symbols in code order as UTF-8, terminated; bytes needed without the terminator are returned (as snprintf). since 0.1 */
GCV_API size_t gcv_format_alphabet(const gcv_format *format, char *out, size_t capacity);

/* ----------------------------------------------------------------------------------------------- channels */

/**
 * A built-in channel: "printed" (the default everywhere), "scratched", "handwritten", "spoken", "keyed" or "ocr"; NULL for
 * other names and for NULL. Static storage. What each is made of, with sources: gcvalidate-channel(5). since 0.1
 */
GCV_API const gcv_channel *gcv_channel_find(const char *name);
/** Number of built-in channels; the index-th, NULL beyond the end. since 0.1 */
GCV_API size_t gcv_channel_count(void);
GCV_API const gcv_channel *gcv_channel_at(size_t index);
/** The channel's name, and its title in English ("" where its file gives none). NULL for NULL. since 0.1 */
GCV_API const char *gcv_channel_name(const gcv_channel *channel);
GCV_API const char *gcv_channel_title(const gcv_channel *channel);
/**
 * A rate of the channel by its name in gcvalidate-channel(5): "substitution", "omission", "insertion", "doubling",
 * "transposition", "jump", "twin", "separator_lost", "separator_extra", "groups", "layout"; each 0 … 0.5, per character or
 * code as said there. -1 for other names and for NULL. since 0.1
 */
GCV_API double gcv_channel_prior(const gcv_channel *channel, const char *name);

/**
 * A channel from a text in the language of gcvalidate-channel(5), at most 16 MiB. On an error nothing is made and *error
 * (may be NULL) says where and what was expected. allocator NULL: malloc.
 * Errors: GCV_E_MEMORY, GCV_E_ARGUMENT, GCV_E_RANGE (too large, too many pairs), GCV_E_ENCODING, GCV_E_SYNTAX,
 * GCV_E_DUPLICATE (said twice). since 0.1
 */
GCV_API int gcv_channel_load(gcv_channel **channel, const char *text, size_t size, const gcv_allocator *allocator,
                             gcv_text_error *error) GCV_USE_RESULT;
/** The same from a file, which is read whole. Also GCV_E_FILE. since 0.1 */
GCV_API int gcv_channel_load_file(gcv_channel **channel, const char *path, const gcv_allocator *allocator,
                                  gcv_text_error *error) GCV_USE_RESULT;
/**
 * The channel as such a text, which loads to a channel with exactly the same probabilities on every machine. Works for
 * built-in ones, too (grades and sources of rows are not kept; data/channels/ has them). Writes at most capacity bytes
 * including the terminator; *needed (may be NULL) gets the bytes without it. out may be NULL when capacity is 0.
 * Errors: GCV_E_ARGUMENT, GCV_E_RANGE (too small; *needed is set). since 0.1
 */
GCV_API int gcv_channel_write(const gcv_channel *channel, char *out, size_t capacity, size_t *needed) GCV_USE_RESULT;

/** How a channel is learnt. since 0.1 */
typedef struct gcv_learn_options {
	size_t size;               /**< sizeof(gcv_learn_options), by gcv_learn_options_init */
	const gcv_channel *base;   /**< what is believed without evidence; NULL: printed */
	const char *name;          /**< of the new channel: 1 … 31 small letters, digits, '-'; default "learned" */
	double weight;             /**< how many observed characters the base is worth, for each printed character and each
	                                rate: above 0, at most 1e9; default 200 */
	const char *ignored;       /**< characters that separate groups and are no part of the codes; default "- " */
} gcv_learn_options;
/** Fills *options with the defaults; size is sizeof(gcv_learn_options) as the caller knows it. since 0.1 */
GCV_API void gcv_learn_options_init(gcv_learn_options *options, size_t size);
/** What a channel was learnt from. Owned by the caller. since 0.1 */
typedef struct gcv_learn_counts {
	size_t size;               /**< sizeof(gcv_learn_counts), by GCV_LEARN_COUNTS_INIT */
	size_t pairs;              /**< lines used */
	size_t characters;         /**< printed characters in them */
	size_t wrong;              /**< pairs that differ */
	size_t substitutions, omissions, insertions, doublings, transpositions, jumps, twins;
	size_t skipped;            /**< lines left out: too long, or more unlike than like (over half of it edits) */
} gcv_learn_counts;
#define GCV_LEARN_COUNTS_INIT { sizeof(gcv_learn_counts), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }
/**
 * A channel fitted to observations: lines of `printed TAB typed`, UTF-8, empty lines and lines that begin with # left out;
 * include the pairs typed right, since the rates are counted against them. Each line is aligned with the fewest edits
 * (substitution, omission, insertion, adjacent and jump transposition, twin); every printed character's distribution
 * and every rate is then the mean of a Dirichlet posterior, the base channel being the prior with options->weight. The
 * result has the base's rows for characters never seen. options NULL: the defaults. counts and error may be NULL.
 * The lines may hold codes: nothing of them is kept but counts, and the working memory is wiped.
 * Errors: GCV_E_MEMORY, GCV_E_ARGUMENT, GCV_E_RANGE (weight, over 64 MiB, more than 128 different characters or 31 ignored
 * ones), GCV_E_ENCODING, GCV_E_SYNTAX (no tab, control characters, no pair at all). since 0.1
 */
GCV_API int gcv_channel_learn(gcv_channel **channel, const char *pairs, size_t size, const gcv_learn_options *options,
                              const gcv_allocator *allocator, gcv_learn_counts *counts,
                              gcv_text_error *error) GCV_USE_RESULT;
/** Frees what was loaded or learnt; built-in channels and NULL are left alone. since 0.1 */
GCV_API void gcv_channel_free(gcv_channel *channel);

/* ----------------------------------------------------------------------------------------------- checking */

/** What can be said of the whole input. Unknown values: treat as GCV_INVALID. since 0.1 */
typedef enum gcv_verdict {
	GCV_VALID = 0,       /**< a code of the format (no word about its value) */
	GCV_REPAIRED = 1,    /**< a code after lossy repairs, each reported; needs a person's yes */
	GCV_INCOMPLETE = 2,  /**< a proper prefix of a valid code */
	GCV_INVALID = 3
} gcv_verdict;

/** "valid", "repaired", "incomplete", "invalid"; static storage. since 0.1 */
GCV_API const char *gcv_verdict_name(gcv_verdict verdict);

/** How much a finding matters. since 0.1 */
typedef enum gcv_severity {
	GCV_NOTE = 0,     /**< a change that loses nothing: case, width, separators, invisible characters */
	GCV_WARNING = 1,  /**< worth a second look */
	GCV_REPAIR = 2,   /**< a lossy change */
	GCV_ERROR = 3     /**< the code cannot be valid as read */
} gcv_severity;

/** "note", "warning", "repair", "error"; static storage. since 0.1 */
GCV_API const char *gcv_severity_name(gcv_severity severity);

/** What a finding is about. The machine name beside each never changes. Unknown values: go by the severity. since 0.1 */
typedef enum gcv_kind {
	/* notes */
	GCV_FOLDED_CASE = 1,      /**< "case" */
	GCV_FOLDED_WIDTH = 2,     /**< "width": full-width or half-width form */
	GCV_FOLDED_FORM = 3,      /**< "form": composed marks and other compatibility forms (NFKC, UAX #15) */
	GCV_FOLDED_KANA = 4,      /**< "kana": katakana typed for hiragana */
	GCV_FOLDED_DIGIT = 5,     /**< "digit": decimal digit of another script, by value */
	GCV_FOLDED_ALIAS = 6,     /**< "alias": the format's own fold */
	GCV_INVISIBLE = 7,        /**< "invisible": ignored */
	GCV_SEPARATORS = 8,       /**< "separators": not where or what is printed */
	GCV_OLD_CHECK = 9,        /**< "optional-check": the optional check character is absent */
	GCV_WRAPPED = 10,         /**< "wrapping": a label, a URL or quotation marks around the code were left out */
	GCV_ENCODED = 11,         /**< "encoding": quoted-printable, HTML entities or percent escapes were undone */
	GCV_SPELT = 12,           /**< "spelling": said in words */
	/* repairs */
	GCV_REPAIRED_SHAPE = 20,  /**< "shape": letter of another script, by shape (UTS #39) */
	GCV_REPAIRED_MARK = 21,   /**< "mark": a combining mark was dropped */
	GCV_REPAIRED_TWIN = 22,   /**< "only-look-alike": the alphabet has only its look-alike */
	GCV_REPAIRED_CASE = 23,   /**< "other-case": case-sensitive format, known in the other case only */
	GCV_REPAIRED_MIXED = 24,  /**< "mixed-case": upper and lower case mixed where the check forbids it (BIP-173) */
	/* warnings */
	GCV_LOOK_ALIKE = 40,      /**< "look-alike": another symbol of the alphabet looks like this one */
	GCV_COUNT_TRAP = 41,      /**< "count-trap": the length people count with the separators */
	GCV_LENGTH_UNKNOWN = 42,  /**< "length-unknown": the issuer does not publish the length */
	GCV_COMPANION = 43,       /**< "companion": a second number the issuer asks for (a note); typed in place of the code
	                               or right behind it (a warning; then typed and the span are that number, and suggestions
	                               are of the code before it); or typed beside it: then typed and the span are that number, and
	                               it is a repair unless a label alone divides the two */
	GCV_TOO_MANY = 44,        /**< "too-many": so much is unread that no code is worth suggesting; the most probable one is
	                               right at best 1 time in count (at most 10^15 is told) */
	GCV_NEAR_MISS = 45,       /**< "near-miss": with count corrections a code of another format, whose check then passes, while
	                               the formats that take the input have none; probability: that it is one, among all of
	                               them; name: that format. count 0: several such codes are as likely. Of one correction
	                               typed and meant are what changes, of more meant is the code */
	/* errors */
	GCV_MALFORMED = 60,       /**< "malformed": bytes that are not UTF-8 */
	GCV_EMPTY = 61,           /**< "empty" */
	GCV_TOO_LARGE = 62,       /**< "too-large": more input than any code */
	GCV_UNREADABLE = 63,      /**< "unreadable": '?', a choice like [B8] */
	GCV_NOT_IN_ALPHABET = 64, /**< "not-in-alphabet" */
	GCV_TOO_SHORT = 65,       /**< "too-short": by count, in group where that is clear */
	GCV_TOO_LONG = 66,        /**< "too-long" */
	GCV_WRONG_PREFIX = 67,    /**< "wrong-prefix" */
	GCV_WRONG_CLASS = 68,     /**< "wrong-class": in the alphabet, not at this position */
	GCV_CHECK_FAILED = 69,    /**< "check-failed" */
	GCV_DECOY = 70,           /**< "decoy": a number printed nearby, not the code */
	GCV_NO_FORMAT = 71,       /**< "no-format": no known format fits */
	GCV_NOT_TYPED = 72,       /**< "not-typed": this product has no typed code */
	GCV_REFUSED = 73,         /**< "refused": the caller said the issuer refused this code already */
	GCV_SPREADSHEET = 74,     /**< "spreadsheet": turned into a number, 1.23457E+15 (count: digits lost); a repair when none
	                               is, a warning for ".0" behind what is a code, and for zeros dropped at the start
	                               (count: how many, meant: the code with them) */
	GCV_ACCIDENT = 75         /**< "accident": another keyboard layout, Caps Lock or Shift explains what is wrong, and the findings
	                               about single characters are left out; name: which (gcv_edit.name), probability: that of all
	                               suggestions that it led to, meant: the first code, count: characters that are wrong besides */
} gcv_kind;

/** The machine name, "look-alike"; "unknown" for values this library does not know; static storage. since 0.1 */
GCV_API const char *gcv_kind_name(gcv_kind kind);

/** A symbol that may have been meant. since 0.1 */
typedef struct gcv_alternative {
	const char *symbol;       /**< UTF-8, terminated */
	double probability;       /**< 0 … 1; 0 where no suggestion was computed */
} gcv_alternative;

/**
 * Something to tell about the input. Owned by the report; members may be added at the end. since 0.1
 *
 * Notes come once a kind, with the first place and in count how many there are; repairs, warnings and errors come one a
 * place. Where a group, a stretch that is checked by itself, or the whole code is concerned (too short, too long, check
 * failed), the span covers it; position is then the first place where something is missing or too much if that is known, for
 * GCV_CHECK_FAILED that of the check character, and meant what would stand there if all the others were right; where several
 * check characters stand together, position is that of the first, count how many they are and meant all of them. For a
 * counting rule ("count") meant is the rule as the format has it ("0-9 2..4"), count how many of these characters there are,
 * and position 0. Missing at the end: start == end there.
 */
typedef struct gcv_finding {
	gcv_kind kind;
	gcv_severity severity;
	size_t start, end;        /**< bytes of the input */
	size_t position;          /**< of the code's symbols, from 1; 0: none */
	size_t group;             /**< from 1; 0: none or the whole code */
	size_t count;             /**< how many: characters missing or too many, or meant by the kind; 0: none */
	double probability;       /**< that this character was misread (GCV_LOOK_ALIKE); of GCV_NEAR_MISS and GCV_ACCIDENT see
	                               there; 0: not computed */
	const char *typed;        /**< what stands there, UTF-8; NULL: nothing or masked */
	const char *meant;        /**< what it was read as or what would fit; NULL: none, not unique or masked */
	const gcv_alternative *alternatives;  /**< most probable first */
	size_t alternative_count;
	const char *message;      /**< one sentence, UTF-8, in the language of LC_MESSAGES when the caller set it */
	const char *name;         /**< what is spoken of: decoy, companion, check scheme, nearest format; "digit" or
	                               "letter" for what GCV_WRONG_CLASS expected; NULL: nothing */
} gcv_finding;

/** A format the input fits. since 0.1 */
typedef struct gcv_match {
	const gcv_format *format;
	double probability;       /**< among the formats tried, each as likely before as its popularity (see
	                               gcvalidate-format(5)) and the text around the code say; they sum to at most 1 */
	gcv_verdict verdict;      /**< under this format */
} gcv_match;

/** What told the formats apart. Members may be added at the end. since 0.1 */
typedef struct gcv_decision {
	size_t position;          /**< of the character, from 1; 0: the separators */
	size_t start, end;        /**< bytes of the input: the character, or from the first to the last of the code */
	double probability;       /**< that the report's format would have if this had not been read */
	const gcv_format *rival;  /**< the most probable other format then; NULL: none */
	const char *message;      /**< one sentence */
} gcv_decision;

/** What was done to the intended code. Unknown values: a general replacement. since 0.1 */
typedef enum gcv_edit_kind {
	GCV_SUBSTITUTION = 1,     /**< "substitution" */
	GCV_INSERTION = 2,        /**< "insertion": the typist left a character out; meant is to be inserted */
	GCV_DELETION = 3,         /**< "deletion": the typist added a character; it is to be removed */
	GCV_TRANSPOSITION = 4,    /**< "transposition": ab typed as ba */
	GCV_JUMP = 5,             /**< "jump-transposition": abc typed as cba */
	GCV_TWIN = 6,             /**< "twin": aa typed as bb */
	GCV_GROUPS = 7,           /**< "groups": a group that stands elsewhere, twice or not at all; see name */
	GCV_LAYOUT = 8,           /**< "keyboard": typed on another keyboard layout, with Caps Lock or Shift; see name. Where a
	                               character was also misread, that has an edit of its own, and this one stands before and
	                               behind it */
	GCV_APART = 9             /**< "companion": a companion typed right behind the code; it is to be removed, and entered by
	                               itself; see name */
} gcv_edit_kind;

/** The machine name; static storage. since 0.1 */
GCV_API const char *gcv_edit_name(gcv_edit_kind kind);

/** One correction: the bytes [start, end) of the input are to be replaced by `meant`. since 0.1 */
typedef struct gcv_edit {
	gcv_edit_kind kind;
	size_t start, end;        /**< bytes of the input; start == end: insert here */
	size_t position;          /**< first symbol concerned, from 1 */
	const char *typed;        /**< what stands there, UTF-8 ("" for an insertion); NULL: masked */
	const char *meant;        /**< what is to stand there, UTF-8 ("" for a deletion); NULL: masked */
	const char *name;         /**< GCV_GROUPS: "exchanged", "reversed" (all groups), "repeated" or "left-out". GCV_LAYOUT: what
	                               the keyboard was set to: "azerty", "qwertz", "cyrillic", "kana", "latin" (QWERTY, where
	                               something else was meant), "shift" (held on digits), "no-shift" (not held on the digits of
	                               AZERTY), "caps-lock". GCV_APART: what the companion is called. Others: NULL */
	const char *message;      /**< the edit in words, "character 8: M instead of N", in the language of findings; of several
	                               edits with the same name each says all of it */
} gcv_edit;

/** A code that was probably meant. since 0.1 */
typedef struct gcv_suggestion {
	const gcv_format *format;
	const char *code;         /**< grouped as printed */
	const char *plain;        /**< without separators */
	double probability;       /**< posterior, exact under the channel's model */
	const gcv_edit *edits;    /**< left to right, not overlapping; applied to the input they give the code */
	size_t edit_count;
} gcv_suggestion;

/** The one character to read again. since 0.1 */
typedef struct gcv_reread {
	size_t position;          /**< from 1; 0: nothing to re-read */
	size_t start, end;        /**< bytes of the input; start == end: a character seems to be missing here */
	const gcv_alternative *alternatives;  /**< most probable first */
	size_t alternative_count;
	const char *message;      /**< one sentence */
} gcv_reread;

/**
 * For gcv_options.flags: nothing in the report shows the code, so that it may be logged. Of code and plain, here and in
 * suggestions, the last characters are shown, at most four and never more than a quarter of the code, check characters
 * never; the others are '*'. typed, meant and alternatives are absent everywhere; messages name positions. since 0.1
 */
#define GCV_MASK 1u
/** For gcv_options.flags: no look-alike warnings. since 0.1 */
#define GCV_NO_FLAGS 2u

/** How to check. Set up by gcv_options_init, then changed by the caller. since 0.1 */
typedef struct gcv_options {
	size_t size;                        /**< sizeof(gcv_options), by gcv_options_init */
	const gcv_format *const *formats;   /**< check against these; NULL: against every format of the catalog */
	size_t format_count;
	const gcv_channel *channel;         /**< NULL: printed */
	size_t suggestions;                 /**< at most this many, 0: none; default 3 */
	unsigned flags;                     /**< GCV_MASK, GCV_NO_FLAGS */
	const char *const *refused;         /**< codes the issuer refused already, any notation; default none */
	size_t refused_count;
	uint64_t steps;                     /**< bound on the work of suggesting; 0: the default */
} gcv_options;

/** Fills *options with the defaults; size is sizeof(gcv_options) as the caller knows it. since 0.1 */
GCV_API void gcv_options_init(gcv_options *options, size_t size);

/**
 * Checks one input. options NULL: the defaults. A bad code is a normal answer: GCV_OK with a report.
 * Work is bounded by input length and options->steps, never by a clock; same input and options, same report.
 * Errors: GCV_E_MEMORY, GCV_E_ARGUMENT. since 0.1
 */
GCV_API int gcv_check(const gcv_catalog *catalog, const char *input, size_t size, const gcv_options *options,
                      gcv_report **report) GCV_USE_RESULT;
/** Wipes and frees. since 0.1 */
GCV_API void gcv_report_free(gcv_report *report);

GCV_API gcv_verdict gcv_report_verdict(const gcv_report *report);
/** The format the report speaks about: the only one asked for, else the best of those that fit; NULL when none does. since 0.1 */
GCV_API const gcv_format *gcv_report_format(const gcv_report *report);
/** The canonical code as printed and without separators; NULL unless valid or repaired. since 0.1 */
GCV_API const char *gcv_report_code(const gcv_report *report);
GCV_API const char *gcv_report_plain(const gcv_report *report);
/**
 * Findings in order of their start. NULL beyond the end. GCV_LOOK_ALIKE, in a code that fits and has no check character: at
 * most five, which one to look at first says their probability, that this character was misread while the others were not.
 * since 0.1
 */
GCV_API size_t gcv_report_finding_count(const gcv_report *report);
GCV_API const gcv_finding *gcv_report_finding(const gcv_report *report, size_t index);
/**
 * Formats that fit: those where the verdict is valid, then repaired, then incomplete, and in each the most probable first;
 * equally probable ones, which the input cannot tell apart, in order of the catalog. NULL beyond the end. since 0.1
 */
GCV_API size_t gcv_report_match_count(const gcv_report *report);
GCV_API const gcv_match *gcv_report_match(const gcv_report *report, size_t index);
/**
 * The character that decided for gcv_report_format among several formats: the one without which its probability would be
 * least. NULL when only one format was tried, when none fits, and when nothing read makes a difference of 0.1. since 0.1
 */
GCV_API const gcv_decision *gcv_report_decision(const gcv_report *report);
/** Suggestions, most probable first, ties in code order. NULL beyond the end. since 0.1 */
GCV_API size_t gcv_report_suggestion_count(const gcv_report *report);
GCV_API const gcv_suggestion *gcv_report_suggestion(const gcv_report *report, size_t index);
/** Probability that the intended code is none of the suggestions; 1 when there are none. since 0.1 */
GCV_API double gcv_report_unlisted(const gcv_report *report);
/**
 * Probability that the intended code is among the first `tries` suggestions (all of them where there are fewer): what
 * trying them in order is worth. With gcv_format_attempts it says whether to try at all. since 0.1
 */
GCV_API double gcv_report_chance(const gcv_report *report, size_t tries);
/** The character whose re-reading settles most; NULL when there is nothing to ask. since 0.1 */
GCV_API const gcv_reread *gcv_report_reread(const gcv_report *report);
/** 1 when a bound cut the search short: the suggestions are then good ones, not certainly the best. since 0.1 */
GCV_API int gcv_report_truncated(const gcv_report *report);

/**
 * The fast yes/no: 1 when the bytes are a valid code of the format (verdict GCV_VALID of gcv_check), 0 when not, also for
 * NULL. Agrees with gcv_check always. Works on tables made when the format was loaded and allocates nothing for an ASCII
 * input, valid or not, of up to 100 bytes; for longer ones, for other scripts, and for the last lengths of a format that
 * has a check and hundreds of them, memory may come from malloc. It is wiped, and where there is none the answer is 0.
 * Thread-safe. since 0.1
 */
GCV_API int gcv_verify(const gcv_format *format, const char *code, size_t size);

/**
 * gcv_verify, and the code in canonical form, grouped as printed (gcv_report_code of gcv_check): returns 1 for a valid
 * code, 0 for any other input, or a negative status. Writes at most capacity bytes including the terminator; *needed (may
 * be NULL) gets the bytes without it, and capacity 0 only asks for that. Of an input that is not valid nothing is written.
 * What is written is a secret: wipe it. Memory as for gcv_verify.
 * Errors: GCV_E_ARGUMENT (NULL), GCV_E_RANGE (too small; *needed is set), GCV_E_MEMORY. Thread-safe. since 0.1
 */
GCV_API int gcv_canonical(const gcv_format *format, const char *code, size_t size, char *out, size_t capacity,
                          size_t *needed) GCV_USE_RESULT;

/** Room for every symbol of a format as UTF-8 with the terminator. since 0.1 */
#define GCV_SYMBOLS_SIZE 513

/** What a code that is being typed can still become. Owned by the caller; set up with GCV_TYPING_INIT. since 0.1 */
typedef struct gcv_typing {
	size_t size;              /**< sizeof(gcv_typing) */
	int complete;             /**< 1: a whole code as it stands (verdict valid or repaired) */
	int open;                 /**< 1: at least one more symbol may follow. Neither: dead, no typing on helps */
	int repaired;             /**< 1: only with lossy repairs */
	size_t position;          /**< of the next symbol, from 1; dead: of the first one that cannot stand */
	size_t start, end;        /**< dead: bytes of the first character that cannot stand; else both the input's size */
	size_t symbol_count;      /**< symbols that may come next; 1: predicted, a fixed or a check character */
	uint32_t separator;       /**< printed before the next symbol, a code point; 0: none, or not the same in all layouts */
} gcv_typing;
#define GCV_TYPING_INIT { sizeof(gcv_typing), 0, 0, 0, 0, 0, 0, 0, 0 }

/**
 * As you type: can this still become valid, and which keys may come next? Exact: a symbol is offered if and only if some
 * valid code starts with the input and that symbol, so a check character is predicted as soon as the others determine it.
 * symbols (may be NULL) gets the symbols that may come next in code order, UTF-8, terminated; GCV_SYMBOLS_SIZE bytes are
 * always enough. Working memory comes from malloc and is wiped.
 * Errors: GCV_E_ARGUMENT, GCV_E_RANGE (capacity too small), GCV_E_MEMORY. since 0.1
 */
GCV_API int gcv_next(const gcv_format *format, const char *input, size_t size, gcv_typing *typing,
                     char *symbols, size_t capacity) GCV_USE_RESULT;

/**
 * The input cleaned up, without judging it: NFKC (UAX #15), case by the format's rule, kana, digits by value, the
 * format's folds, separators as single '-', invisible characters dropped; what is no symbol stays as NFKC leaves it.
 * Idempotent. format NULL: no alphabet, letters keep their case. Writes at most capacity bytes including the terminator;
 * *needed (may be NULL) gets the bytes without it. Errors: GCV_E_ENCODING, GCV_E_RANGE (too small or too large), GCV_E_MEMORY.
 * since 0.1
 */
GCV_API int gcv_normalise(const gcv_format *format, const char *input, size_t size, char *out, size_t capacity,
                          size_t *needed) GCV_USE_RESULT;

/**
 * A canonical code in words, for the telephone and for screen readers: "capital B as in Bravo, digit eight", groups
 * divided by "; ". Words: ITU Radio Regulations, Appendix 14, for letters; in Japanese the spelling table of the Radio
 * Station Operation Rules for kana. language: "ja" or "ja_JP…" for Japanese, everything else and NULL English. Writes at
 * most capacity bytes including the terminator; *needed (may be NULL) gets the bytes without it, and capacity 0 only asks
 * for that. gcv_check understands codes spelt this way. Errors: GCV_E_ARGUMENT (NULL, nothing to say), GCV_E_ENCODING,
 * GCV_E_RANGE (too small). Thread-safe. since 0.1
 */
GCV_API int gcv_spell(const char *code, size_t size, const char *language, char *out, size_t capacity,
                      size_t *needed) GCV_USE_RESULT;

/* ------------------------------------------------------------------------- check characters, and what they see */

/**
 * The whole code for a body: computes its check characters. body is read as gcv_check reads a code that needs no repair,
 * in any notation, either with '?' where check characters stand or without them; a code that has them all is checked.
 * Where two check characters fit (ISO/IEC 7064 with two of them), the one that the scheme prescribes is taken. The code
 * is written as printed, with at most capacity bytes including the terminator; *needed (may be NULL) gets the bytes
 * without it, and capacity 0 only asks for that. What is written is a secret: wipe it.
 * Errors: GCV_E_ARGUMENT (NULL, empty), GCV_E_ENCODING, GCV_E_IMPOSSIBLE (not the length of a body or a code, a character
 * that the format does not have or that would need a repair, '?' where no check character stands, no check character
 * fits), GCV_E_RANGE (too small or too large), GCV_E_MEMORY. Thread-safe. since 0.1
 */
GCV_API int gcv_complete(const gcv_format *format, const char *body, size_t size, char *out, size_t capacity,
                         size_t *needed) GCV_USE_RESULT;

/**
 * Classes of errors, after J. Verhoeff, Error Detecting Decimal Codes (1969), and those by looks. The machine name beside
 * each never changes. since 0.1
 */
typedef enum gcv_error_class {
	GCV_CLASS_SINGLE = 1,          /**< "single": one symbol replaced by another, a -> b */
	GCV_CLASS_TRANSPOSITION = 2,   /**< "transposition": ab -> ba */
	GCV_CLASS_JUMP = 3,            /**< "jump-transposition": abc -> cba */
	GCV_CLASS_TWIN = 4,            /**< "twin": aa -> bb */
	GCV_CLASS_JUMP_TWIN = 5,       /**< "jump-twin": aca -> bcb */
	GCV_CLASS_PHONETIC = 6,        /**< "phonetic": a0 <-> 1a for a = 2 … 9 (thirty, thirteen) */
	GCV_CLASS_LOOK_ALIKE = 7,      /**< "look-alike": one symbol replaced by its look-alike */
	GCV_CLASS_TWO_LOOK_ALIKES = 8  /**< "two-look-alikes": two symbols, each replaced by a look-alike */
} gcv_error_class;

/** The machine name; "unknown" for values this library does not know; static storage. since 0.1 */
GCV_API const char *gcv_error_class_name(gcv_error_class error);

/** What a format protects from; see gcv_lint_new. */
typedef struct gcv_lint gcv_lint;

/**
 * How often one class of errors goes unnoticed, over all codes and all errors of the class alike. Only errors that leave
 * every symbol allowed where it stands count: the others are seen without a check. since 0.1
 */
typedef struct gcv_lint_rate {
	gcv_error_class error;
	int exact;                /**< 1: computed, neither sampled nor estimated; 0: a bound cut it short, what is missed is not known */
	int partial;              /**< 1: only errors outside the check characters were counted (CRC-32 in base 62 and the like) */
	double missed_share;      /**< of the errors, those that make another valid code: 0 … 1; 0 where none is possible; this and
	                               missed are not a number where exact is 0 */
	double possible;          /**< errors a code, on average */
	double missed;            /**< of them, those that make another valid code */
	uint64_t possible_count;  /**< the same over all codes together, exactly; UINT64_MAX: too many to be counted so */
	uint64_t missed_count;
} gcv_lint_rate;

/** A layout of the format at one length. since 0.1 */
typedef struct gcv_lint_form {
	const char *layout;       /**< as written in the format's file */
	size_t length;            /**< in symbols, check characters included */
	size_t checks;            /**< of them check characters */
	double codes;             /**< how many valid codes there are; infinite beyond the range of double; this and random_pass
	                               are not a number where not known: a check with too many states that is not only sums */
	double random_pass;       /**< chance that random symbols, each allowed where it stands, are a valid code: 0 … 1 */
	const gcv_lint_rate *rates;  /**< one a class, in the order of gcv_error_class */
	size_t rate_count;
} gcv_lint_form;

/** Two symbols of the format that look alike. since 0.1 */
typedef struct gcv_lint_pair {
	const char *a, *b;        /**< UTF-8 */
	int level;                /**< 3: first to doubt, 2, 1: last */
	double missed_share;      /**< of all places where one was taken for the other, those that go unnoticed: 0 … 1; not a number
	                               where single errors are not exact in some form */
} gcv_lint_pair;

/** Something that the check never sees. since 0.1 */
typedef struct gcv_lint_blind {
	const char *name;         /**< "same-value": a and b are never told apart at `positions` positions;
	                               "unprotected": no change at `position` is seen;
	                               "transposition", "jump-transposition", "twin", "jump-twin": none of this class is seen.
	                               Names may be added, those here never change */
	const char *a, *b;        /**< UTF-8; NULL where the name does not speak of symbols */
	size_t position;          /**< the first one, from 1; 0: none in particular */
	size_t positions;         /**< how many there are; 0: all where both may stand and no check character does */
	size_t length;            /**< of the form it was found in, in symbols */
	const char *message;      /**< one sentence, in the language of LC_MESSAGES when the caller set it */
} gcv_lint_blind;

/** What somebody designing a format may want to do. since 0.1 */
typedef struct gcv_lint_advice {
	const char *name;         /**< stable: "add-check", "odd-base", "single", "transposition", "jump-transposition", "twin",
	                               "one-check-character", "factor", "two-check-characters", "more-check", "look-alikes",
	                               "length", "good"; names may be added */
	const char *message;      /**< one sentence or two, translated likewise */
} gcv_lint_advice;

/**
 * What a format protects from, exactly: for each layout at its shortest and at its longest length, by dynamic programming
 * over the states of its check automaton or, where these are too many, over the terms of its sums. Look-alikes are those
 * of the level tables and of the format's file. Takes milliseconds for most formats, seconds for checks of a thousand
 * states; work and memory (some hundred MB at most) are bounded, see gcv_lint_rate.exact. A format without typed code has
 * no forms. allocator NULL: malloc. The format need not stay. Thread-safe.
 * Errors: GCV_E_MEMORY, GCV_E_ARGUMENT. since 0.1
 */
GCV_API int gcv_lint_new(const gcv_format *format, const gcv_allocator *allocator, gcv_lint **lint) GCV_USE_RESULT;
GCV_API void gcv_lint_free(gcv_lint *lint);
/** The forms; the order is that of the layouts. NULL beyond the end. since 0.1 */
GCV_API size_t gcv_lint_form_count(const gcv_lint *lint);
GCV_API const gcv_lint_form *gcv_lint_form_at(const gcv_lint *lint, size_t index);
/** Pairs that look alike, highest level first, then in code order. NULL beyond the end. since 0.1 */
GCV_API size_t gcv_lint_pair_count(const gcv_lint *lint);
GCV_API const gcv_lint_pair *gcv_lint_pair_at(const gcv_lint *lint, size_t index);
/** What is never seen, most general first. NULL beyond the end. since 0.1 */
GCV_API size_t gcv_lint_blind_count(const gcv_lint *lint);
GCV_API const gcv_lint_blind *gcv_lint_blind_at(const gcv_lint *lint, size_t index);
/** Advice, most important first. NULL beyond the end. since 0.1 */
GCV_API size_t gcv_lint_advice_count(const gcv_lint *lint);
GCV_API const gcv_lint_advice *gcv_lint_advice_at(const gcv_lint *lint, size_t index);

/* -------------------------------------------------------------------------------------- codes in running text */

/** A code found in running text. Valid during the call of the gcv_hit_function only. since 0.1 */
typedef struct gcv_hit {
	uint64_t start, end;      /**< bytes from the start of the text */
	uint64_t line;            /**< from 1 */
	const gcv_format *format; /**< the most probable format */
	gcv_verdict verdict;      /**< GCV_VALID, or GCV_REPAIRED / GCV_INVALID right behind a word that announces a code */
	double score;             /**< 0 … 1, how much speaks for a code; a rank, not a probability */
	int check_passed;         /**< 1: the format has a check and it passes */
	int announced;            /**< 1: a word like "code" or "番号" stands on the line or the one before, or before the list of
	                               codes with companions that this belongs to */
	const char *code;         /**< grouped as printed; NULL unless valid or repaired; hidden under GCV_MASK */
	const char *text;         /**< the bytes as they stand, not terminated; NULL under GCV_MASK */
	size_t text_size;
	uint64_t companion_start, companion_end; /**< bytes from the start of the text of the second number that the format
	                               asks for, where it stands right behind the code or on the next line; both 0: none */
	const char *companion;    /**< the bytes as they stand, not terminated; NULL: none, or under GCV_MASK */
	size_t companion_size;
	const char *companion_name; /**< what the format calls it, in the language of messages; NULL: there is none */
} gcv_hit;

/** Called for each hit, line by line, in a line best first. Anything but 0 ends the search. since 0.1 */
typedef int gcv_hit_function(const gcv_hit *hit, void *context);

typedef struct gcv_extractor gcv_extractor;   /**< a search through one text */

/**
 * A search for codes of the formats in options (NULL or none: every format of the catalog). Formats whose codes could be
 * any word (open lengths without a check, fewer than 8 characters) are found only where the text announces a code.
 * Separators that a mail program or a web page has encoded (=2D, &ndash;) divide groups too. Of several formats that a code
 * fits as well, the one is named that gcv_check would find most probable, a label or an address before the code included.
 * Of a format with a companion (a PIN), that is looked for
 * behind the code: called by such a name, on the same line or one of the two that follow, or without a name in the rows of a
 * table or list. options->flags: GCV_MASK. The catalog has to stay. Errors: GCV_E_MEMORY, GCV_E_ARGUMENT. since 0.1
 */
GCV_API int gcv_extractor_new(gcv_extractor **extractor, const gcv_catalog *catalog, const gcv_options *options) GCV_USE_RESULT;
/**
 * The next piece of the text, any bytes, cut anywhere. Memory is bounded: a line is looked at in windows of at most
 * 16 KiB, joined with the next one where it ends in "=" (a soft line break of quoted-printable, RFC 2045 section 6.7).
 * Returns GCV_OK, a negative status, or what the function returned. since 0.1
 */
GCV_API int gcv_extractor_feed(gcv_extractor *extractor, const char *text, size_t size, gcv_hit_function *function,
                               void *context) GCV_USE_RESULT;
/** The end of the text: the last line. since 0.1 */
GCV_API int gcv_extractor_finish(gcv_extractor *extractor, gcv_hit_function *function, void *context) GCV_USE_RESULT;
GCV_API void gcv_extractor_free(gcv_extractor *extractor);

/* --------------------------------------------------------------------------- when a good code is refused */

/** Why an issuer refuses a well-formed code, and what to do. Static; members may be added at the end. since 0.1 */
typedef struct gcv_refusal {
	const char *cause;        /**< stable machine name, "not-activated" */
	const char *title;        /**< a few words */
	const char *advice;       /**< what to do, one or more sentences */
	const char *source;       /**< where this is known from */
	char grade;               /**< 'A' issuer or authority, 'B' several sources, 'C' one, 'D' judgement */
	const char *language;     /**< of title and advice; "" English */
} gcv_refusal;

/**
 * The index-th cause from 0, most frequent first; NULL beyond the end. format: causes as they stand for this product;
 * NULL: for any. language: "ja", "ja_JP.UTF-8" …; where it has no text, English. Thread-safe. since 0.1
 */
GCV_API const gcv_refusal *gcv_refusal_at(const gcv_format *format, const char *language, size_t index);

/** What is known about the last day of a code. Unknown values: treat as GCV_EXPIRY_UNKNOWN. since 0.1 */
typedef enum gcv_expiry_kind {
	GCV_EXPIRY_UNKNOWN = 0,   /**< the format says nothing */
	GCV_EXPIRY_DATE = 1,      /**< the date is computed */
	GCV_EXPIRY_VARIES = 2,    /**< depends on the type of the card; look at it */
	GCV_EXPIRY_NEVER = 3      /**< no expiry */
} gcv_expiry_kind;

/** A day of the Gregorian calendar. since 0.1 */
typedef struct gcv_date {
	int year, month, day;     /**< 1 … 9999, 1 … 12, 1 … 31 */
} gcv_date;

/**
 * Reads "2019-05-31" (ISO 8601), all of it. GCV_E_SYNTAX: not of this form; GCV_E_RANGE: not a year from 1 to 9999;
 * GCV_E_IMPOSSIBLE: no such day. since 0.1
 */
GCV_API int gcv_date_read(const char *text, gcv_date *date) GCV_USE_RESULT;

/** When a code expires. Owned by the caller. since 0.1 */
typedef struct gcv_expiry_answer {
	size_t size;              /**< sizeof(gcv_expiry_answer), by GCV_EXPIRY_ANSWER_INIT */
	gcv_expiry_kind kind;
	gcv_date last;            /**< the last day, for GCV_EXPIRY_DATE; else 0-0-0 */
	int issued_later;         /**< 1: the day of issue lies after today */
	int over;                 /**< 1: the last day lies before today */
	const char *rule;         /**< the line of the format's file that applies, NULL where none does; the format's own */
	char message[480];        /**< all of it in a few sentences, UTF-8, in the language of LC_MESSAGES */
} gcv_expiry_answer;
#define GCV_EXPIRY_ANSWER_INIT { sizeof(gcv_expiry_answer), GCV_EXPIRY_UNKNOWN, { 0, 0, 0 }, 0, 0, NULL, "" }

/**
 * The expiry rule of a format (key `expiry`, see gcvalidate-format(5)) for a card issued on a day. region: "JP", one of
 * those of the rules; NULL: the first rule that fits. today: the day it is, since the library asks no clock; NULL: not
 * compared. A card of 29 February expires on 28 February. Thread-safe.
 * Errors: GCV_E_ARGUMENT, GCV_E_IMPOSSIBLE (one of the days does not exist), GCV_E_RANGE (the last day lies beyond the
 * year 9999), GCV_E_MEMORY. since 0.1
 */
GCV_API int gcv_expiry(const gcv_format *format, const char *region, const gcv_date *issued, const gcv_date *today,
                       gcv_expiry_answer *answer) GCV_USE_RESULT;

#ifdef __cplusplus
}
#endif

#endif
