/* SPDX-License-Identifier: MIT */
/* Format files: every key, what is refused and where, and that nothing crashes or is left behind. */
#include "format.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define START "[a]\ntitle = T\n"

typedef struct refused_row {
	const char *name, *text;
	int status;
	size_t line, column;
	const char *message;      /* part of it */
} refused_row;

static const refused_row refused[] = {
	/* lines */
	{ "key before a section", "title = T\n", GCV_E_SYNTAX, 1, 1, "expected [name]" },
	{ "unclosed name", "\n [a\n", GCV_E_SYNTAX, 2, 4, "expected ']'" },
	{ "columns of a name count characters", "[\xE3\x81\x82\n", GCV_E_SYNTAX, 1, 3, "expected ']'" },
	{ "text behind a name", "[a] b\n", GCV_E_SYNTAX, 1, 4, "nothing but a comment" },
	{ "capital in a name", "[Shop]\n", GCV_E_SYNTAX, 1, 2, "found 'Shop'" },
	{ "empty name", "[]\n", GCV_E_SYNTAX, 1, 2, "expected a name" },
	{ "name begins with a hyphen", "[-a]\n", GCV_E_SYNTAX, 1, 2, "expected a name" },
	{ "no equals sign", START "layout X4\n", GCV_E_SYNTAX, 3, 8, "expected '='" },
	{ "no value", START "layout =   # X4\n", GCV_E_SYNTAX, 3, 9, "expected a value" },
	{ "no key", START "= X4\n", GCV_E_SYNTAX, 3, 1, "expected a key" },
	{ "continued at the end", START "layout = X4 \\\n", GCV_E_SYNTAX, 4, 0, "expected the rest" },
	{ "continued by nothing", START "layout = X4 \\\n\n X4\n", GCV_E_SYNTAX, 4, 0, "expected the rest" },
	{ "control", START "layout = X\001\n", GCV_E_SYNTAX, 3, 11, "control character" },
	{ "escape", START "layout = \033X\n", GCV_E_SYNTAX, 3, 10, "control character" },
	{ "next line control, U+0085", START "layout = \xC2\x85X\n", GCV_E_SYNTAX, 3, 10, "control character" },
	{ "lone carriage return", "[a]\r[b]\n", GCV_E_SYNTAX, 1, 4, "control character" },
	{ "cut UTF-8", START "note = \xE3\x81\n", GCV_E_ENCODING, 3, 8, "UTF-8" },
	{ "Latin-1", START "note = caf\xE9\n", GCV_E_ENCODING, 3, 11, "UTF-8" },
	{ "surrogate", START "note = \xED\xA0\x80\n", GCV_E_ENCODING, 3, 8, "UTF-8" },
	{ "columns count characters", START "class X = \xE3\x81\x81\xE3\x81\x82 -\nlayout = X\n", GCV_E_SYNTAX, 3, 14, "only between quotes" },
	{ "columns go on in the next line", START "class X = A \\\n   B A\nlayout = X\n", GCV_E_SYNTAX, 4, 6, "in the set already" },
	/* keys */
	{ "misspelt key", START "layuot = X4\n", GCV_E_SYNTAX, 3, 1, "unknown key 'layuot'; did you mean 'layout'?" },
	{ "key in capitals", START "Layout = X4\n", GCV_E_SYNTAX, 3, 1, "did you mean 'layout'?" },
	{ "underscore", START "count_trap = 4\n", GCV_E_SYNTAX, 3, 1, "did you mean 'count-trap'?" },
	{ "quite another key", START "colour-of-card = red\n", GCV_E_SYNTAX, 3, 1, "begin with 'x-'" },
	{ "short and far from all keys", START "abc = 1\n", GCV_E_SYNTAX, 3, 1, "begin with 'x-'" },
	{ "x alone", START "x- = 1\n", GCV_E_SYNTAX, 3, 1, "unknown key" },
	{ "key twice", START "title = U\nlayout = X4\n", GCV_E_SYNTAX, 3, 1, "'title' again; it is in line 2" },
	{ "language before its line", "[a]\ntitle[ja] = T\n", GCV_E_SYNTAX, 2, 1, "before its translation" },
	{ "language twice", START "title[ja] = U\ntitle[ja] = V\n", GCV_E_SYNTAX, 4, 1, "'title[ja]' again; it is in line 3" },
	{ "language where none belongs", START "layout[ja] = X4\n", GCV_E_SYNTAX, 3, 7, "takes no language" },
	{ "bad language", START "title[j] = T\n", GCV_E_SYNTAX, 3, 8, "expected a language" },
	{ "unclosed language", START "title[ja = T\n", GCV_E_SYNTAX, 3, 9, "expected a language" },
	{ "class without a letter", START "class = A-Z\n", GCV_E_SYNTAX, 3, 7, "the name of the class" },
	{ "class with a small letter", START "class x = A-Z\n", GCV_E_SYNTAX, 3, 7, "the name of the class" },
	{ "class with two letters", START "class XY = A-Z\n", GCV_E_SYNTAX, 3, 7, "the name of the class" },
	{ "no title", "[a]\nlayout = X4\n", GCV_E_SYNTAX, 1, 1, "has no title" },
	{ "no layout", "\n[a]\ntitle = T\n", GCV_E_SYNTAX, 2, 1, "has no layout" },
	{ "the same name twice", START "layout = X4\n[a]\ntitle = T\nlayout = X4\n", GCV_E_DUPLICATE, 4, 1, "it begins in line 1" },
	/* words and numbers */
	{ "evidence", START "evidence = sure\nlayout = X\n", GCV_E_SYNTAX, 3, 12, "expected exact or superset, found 'sure'" },
	{ "case", START "case = Upper\nlayout = X\n", GCV_E_SYNTAX, 3, 8, "expected upper, lower, either or sensitive" },
	{ "length", START "length = 16\nlayout = X\n", GCV_E_SYNTAX, 3, 10, "expected known or unknown" },
	{ "grade", START "grade = A-\nlayout = X\n", GCV_E_SYNTAX, 3, 9, "expected A, B or C" },
	{ "typed", START "typed = maybe\n", GCV_E_SYNTAX, 3, 9, "expected yes or no" },
	{ "attempts", START "attempts = few\nlayout = X\n", GCV_E_SYNTAX, 3, 12, "expected a number from 1 to 1000" },
	{ "no attempts", START "attempts = 0\nlayout = X\n", GCV_E_SYNTAX, 3, 12, "expected a number" },
	{ "attempts and more", START "attempts = 4 times\nlayout = X\n", GCV_E_SYNTAX, 3, 13, "nothing behind the number" },
	{ "attempts beyond any number", START "attempts = 99999999999999999999999\nlayout = X\n", GCV_E_SYNTAX, 3, 12, "expected a number" },
	{ "count trap", START "count-trap = 16, 17\nlayout = X\n", GCV_E_SYNTAX, 3, 16, "expected a blank" },
	{ "count trap zero", START "count-trap = 16 0\nlayout = X\n", GCV_E_SYNTAX, 3, 17, "expected a number" },
	{ "region", START "region = JP Japan\nlayout = X\n", GCV_E_SYNTAX, 3, 13, "found 'Japan'" },
	{ "expiry without a term", START "expiry = JP\nlayout = X\n", GCV_E_SYNTAX, 3, 12, "expected" },
	{ "expiry on no day", START "expiry = JP since 2017-02-30: never\nlayout = X\n", GCV_E_SYNTAX, 3, 19, "a date like" },
	/* characters */
	{ "downward range", START "class X = Z-A\nlayout = X\n", GCV_E_SYNTAX, 3, 11, "must go upwards" },
	{ "open range", START "class X = A-\nlayout = X\n", GCV_E_SYNTAX, 3, 13, "last character of the range" },
	{ "open range and more", START "class X = A- B\nlayout = X\n", GCV_E_SYNTAX, 3, 13, "last character of the range" },
	{ "range from a hyphen", START "class X = -A\nlayout = X\n", GCV_E_SYNTAX, 3, 11, "only between quotes" },
	{ "endless range", START "class X = U+3041-U+9FFF\nlayout = X\n", GCV_E_SYNTAX, 3, 11, "more than 128" },
	{ "no code point", START "class X = U+D800\nlayout = X\n", GCV_E_SYNTAX, 3, 11, "no code point" },
	{ "beyond Unicode", START "class X = U+110000\nlayout = X\n", GCV_E_SYNTAX, 3, 11, "no code point" },
	{ "a character twice", START "class X = A-Z M\nlayout = X\n", GCV_E_SYNTAX, 3, 15, "'M' is in the set already" },
	{ "unclosed quote", START "class X = A '-\nlayout = X\n", GCV_E_SYNTAX, 3, 13, "not closed" },
	{ "empty quotes", START "class X = A ''\nlayout = X\n", GCV_E_SYNTAX, 3, 13, "between the quotes" },
	{ "blank in quotes", START "class X = A ' '\nlayout = X\n", GCV_E_SYNTAX, 3, 14, "blanks" },
	{ "ideographic space", START "class X = A U+3000\nlayout = X\n", GCV_E_SYNTAX, 3, 13, "U+3000: blanks" },
	{ "question mark", START "class X = A ?\nlayout = X\n", GCV_E_SYNTAX, 3, 13, "unreadable" },
	{ "bracket", START "class X = A [\nlayout = X\n", GCV_E_SYNTAX, 3, 13, "unreadable" },
	{ "invisible", START "class X = A U+200B\nlayout = X\n", GCV_E_SYNTAX, 3, 13, "U+200B: invisible" },
	{ "full width", START "class X = U+FF21\nlayout = X\n", GCV_E_SYNTAX, 3, 11, "NFKC" },
	{ "ligature", START "class X = U+FB01\nlayout = X\n", GCV_E_SYNTAX, 3, 11, "NFKC" },
	{ "small letters in upper case", START "class X = A-Z a-z\nlayout = X\n", GCV_E_SYNTAX, 3, 15, "'a': a lower-case letter needs" },
	{ "small Greek in upper case", START "class X = U+03B1\nlayout = X\n", GCV_E_SYNTAX, 3, 11, "a lower-case letter needs" },
	{ "capitals in lower case", START "case = lower\nclass X = A-Z\nlayout = X\n", GCV_E_SYNTAX, 4, 11, "does not go with 'case = lower'" },
	{ "class again", START "class X = A\nclass X = B\nlayout = X\n", GCV_E_SYNTAX, 4, 1, "'class X' again; it is in line 3" },
	{ "class for nothing", START "class Y = A\nlayout = X\n", GCV_E_SYNTAX, 3, 1, "class Y is used nowhere" },
	{ "never, but in a class", START "class X = A-F\nnever = Z F\nlayout = X\n", GCV_E_SYNTAX, 4, 9, "'F' never occurs but" },
	{ "too many in all", START "class A = U+4E00-U+4E5F\nclass B = U+5000-U+505F\nlayout = A | B\n", GCV_E_SYNTAX, 5, 14,
	  "more than 128 different" },
	/* layouts */
	{ "unknown class", START "layout = X4-Y4\n", GCV_E_SYNTAX, 3, 13, "class Y is not known" },
	{ "small class", START "layout = X4-x4\n", GCV_E_SYNTAX, 3, 13, "found 'x'" },
	{ "count first", START "layout = 4X\n", GCV_E_SYNTAX, 3, 10, "expected a class" },
	{ "count apart from its class", START "layout = X 4\n", GCV_E_SYNTAX, 3, 12, "found '4'" },
	{ "no characters", START "layout = X0\n", GCV_E_SYNTAX, 3, 11, "number from 1 to 512" },
	{ "too long", START "layout = X500 X13\n", GCV_E_SYNTAX, 3, 15, "more than 512" },
	{ "run downwards", START "layout = X9..8\n", GCV_E_SYNTAX, 3, 14, "number from 9 to 512" },
	{ "run without a lowest", START "layout = X..8\n", GCV_E_SYNTAX, 3, 11, "lowest number" },
	{ "two runs", START "layout = X1..4-X1..4\n", GCV_E_SYNTAX, 3, 16, "second run" },
	{ "border first", START "layout = -X4\n", GCV_E_SYNTAX, 3, 10, "characters of a group before '-'" },
	{ "border twice", START "layout = X4--X4\n", GCV_E_SYNTAX, 3, 13, "characters of a group before '-'" },
	{ "border last", START "layout = X4-\n", GCV_E_SYNTAX, 3, 13, "expected the characters of a group here" },
	{ "empty alternative", START "layout = X4 |\n", GCV_E_SYNTAX, 3, 14, "expected a layout here" },
	{ "empty first alternative", START "layout = | X4\n", GCV_E_SYNTAX, 3, 10, "expected a layout here" },
	{ "unclosed literal", START "layout = 'GC X4\n", GCV_E_SYNTAX, 3, 10, "not closed" },
	{ "empty literal", START "layout = '' X4\n", GCV_E_SYNTAX, 3, 10, "between the quotes" },
	{ "small literal", START "layout = 'Gc' X4\n", GCV_E_SYNTAX, 3, 12, "'c': a lower-case letter" },
	{ "separator in the code", START "class X = A '-'\nlayout = X4-X4\n", GCV_E_SYNTAX, 4, 12, "'-' cannot separate groups" },
	{ "check without a scheme", START "layout = X4 C\n", GCV_E_SYNTAX, 3, 13, "expected a line 'check" },
	{ "optional without a scheme", START "layout = X4\ncheck-optional = yes\n", GCV_E_SYNTAX, 4, 1, "check-optional" },
	/* what surrounds the code */
	{ "fold without '>'", START "class X = 0-9\nlayout = X\nfold = O0\n", GCV_E_SYNTAX, 5, 10, "expected pairs such as" },
	{ "fold of nothing", START "class X = 0-9\nlayout = X\nfold = >0\n", GCV_E_SYNTAX, 5, 8, "expected pairs such as" },
	{ "fold to nothing", START "class X = 0-9\nlayout = X\nfold = O>\n", GCV_E_SYNTAX, 5, 10, "expected a character of the format" },
	{ "fold to a stranger", START "class X = 0-9\nlayout = X\nfold = O>Q\n", GCV_E_SYNTAX, 5, 10, "expected a character of the format" },
	{ "fold of a member", START "class X = 0-9\nlayout = X\nfold = 1>0\n", GCV_E_SYNTAX, 5, 8, "so it cannot be folded" },
	{ "fold of a member's other case", START "class X = A-F\nlayout = X\nfold = b>A\n", GCV_E_SYNTAX, 5, 8, "so it cannot be folded" },
	{ "fold twice", START "class X = 0-9\nlayout = X\nfold = O>0 o>1\n", GCV_E_SYNTAX, 5, 12, "folded already" },
	{ "folds without a blank", START "class X = 0-9\nlayout = X\nfold = O>0I>1\n", GCV_E_SYNTAX, 5, 11, "expected a blank" },
	{ "pair without a stroke", START "layout = X\nlook-alike = 8B\n", GCV_E_SYNTAX, 4, 14, "expected pairs such as" },
	{ "pair of one", START "layout = X\nlook-alike = 8/B 8/8\n", GCV_E_SYNTAX, 4, 18, "expected pairs such as" },
	{ "pair of strangers", START "layout = D\nlook-alike = A/B\n", GCV_E_SYNTAX, 4, 14, "'A' is not a character of the format" },
	{ "pair from a stranger", START "layout = D\nlook-alike = B>8\n", GCV_E_SYNTAX, 4, 14, "'B' is not a character of the format" },
	{ "pair again", START "layout = X\nlook-alike = 7/K=1 7/K=2\n", GCV_E_SYNTAX, 4, 20, "named already" },
	{ "weight", START "layout = X\nlook-alike = 8/B=x\n", GCV_E_SYNTAX, 4, 18, "expected a weight" },
	{ "weight of nothing", START "layout = X\nlook-alike = 8/B=0.0\n", GCV_E_SYNTAX, 4, 18, "above 0" },
	{ "weight beyond", START "layout = X\nlook-alike = 8/B=10.5\n", GCV_E_SYNTAX, 4, 18, "above 0 and at most 10" },
	{ "no weight behind '='", START "layout = X\nlook-alike = 8/B= 5/S\n", GCV_E_SYNTAX, 4, 18, "expected a weight" },
	{ "pairs without a blank", START "layout = X\nlook-alike = 8/B5/S\n", GCV_E_SYNTAX, 4, 17, "expected a blank" },
	{ "weight and more", START "layout = X\nlook-alike = 8/B=0.5x\n", GCV_E_SYNTAX, 4, 18, "expected a weight" },
	{ "decoy without a name", START "layout = X\ndecoy = D8\n", GCV_E_SYNTAX, 4, 11, "expected ':'" },
	{ "decoy with an empty name", START "layout = X\ndecoy = D8 :\n", GCV_E_SYNTAX, 4, 13, "expected ':'" },
	{ "decoy without a layout", START "layout = X\ndecoy = : serial\n", GCV_E_SYNTAX, 4, 9, "expected a layout" },
	{ "decoy of unknown class", START "layout = X\ndecoy = Q8 : serial\n", GCV_E_SYNTAX, 4, 9, "class Q is not known" },
	{ "decoy with a check", START "layout = X\ncompanion = D8 C : PIN\n", GCV_E_SYNTAX, 4, 16, "cannot stand here" },
	{ "untyped with a layout", START "typed = no\nlayout = X4\n", GCV_E_SYNTAX, 4, 1, "does not go with 'typed = no'" },
	/* examples */
	{ "example too short", START "layout = X4\nexample = AB1\n", GCV_E_EXAMPLE, 4, 11, "this example of 'a' is not a code" },
	{ "example with a stranger", START "class X = A-F\nlayout = X4\nexample = ABCZ\n", GCV_E_EXAMPLE, 5, 11, "is not a code" },
	{ "example of a wrong class", START "layout = D4 L4\nexample = ABCD1234\n", GCV_E_EXAMPLE, 4, 11, "is not a code" },
	{ "counter-example passes", START "layout = X4\ncounter-example = AB12\n", GCV_E_EXAMPLE, 4, 19, "this counter-example of 'a' is a code" },
};

/* A copy with nothing behind it, so that reading on is seen. */
static char *exact(const char *text, size_t size)
{
	char *copy = malloc(size != 0 ? size : 1);

	ck_assert_ptr_nonnull(copy);
	memcpy(copy, text, size);
	return copy;
}

static gcv_catalog *empty_catalog(void)
{
	gcv_catalog *catalog = NULL;

	ck_assert_int_eq(gcv_catalog_new(&catalog, NULL, GCV_CATALOG_EMPTY), GCV_OK);
	return catalog;
}

static int load(gcv_catalog *catalog, const char *text, size_t size, gcv_text_error *error)
{
	static const gcv_text_error fresh = GCV_TEXT_ERROR_INIT;
	char *copy = exact(text, size);
	int status;

	*error = fresh;
	status = gcv_catalog_load(catalog, copy, size, "test.gcf", error);
	free(copy);
	return status;
}

/* Loads a good text and gives its first format; the caller frees the catalog. */
static const struct gcv_format *load_good(gcv_catalog *catalog, const char *text)
{
	gcv_text_error error;
	int status = load(catalog, text, strlen(text), &error);

	ck_assert_msg(status == GCV_OK, "%zu:%zu: %s\n%s", error.line, error.column, error.message, text);
	return gcv_catalog_at(catalog, 0);
}

START_TEST(broken_texts_are_refused_where_they_break)
{
	const refused_row *row = &refused[_i];
	gcv_catalog *catalog = empty_catalog();
	gcv_text_error error;
	int status = load(catalog, row->text, strlen(row->text), &error);

	ck_assert_msg(status == row->status, "%s: %s: %s", row->name, gcv_strerror_name(status), error.message);
	ck_assert_msg(error.line == row->line && error.column == row->column, "%s: %zu:%zu: %s", row->name, error.line,
	              error.column, error.message);
	ck_assert_msg(strstr(error.message, row->message) != NULL, "%s: %s", row->name, error.message);
	ck_assert_uint_eq(gcv_catalog_count(catalog), 0);
	gcv_catalog_free(catalog);
}
END_TEST

START_TEST(a_nul_byte_is_refused)
{
	static const char text[] = START "layout = X\0004\n";
	gcv_catalog *catalog = empty_catalog();
	gcv_text_error error;

	ck_assert_int_eq(load(catalog, text, sizeof text - 1, &error), GCV_E_SYNTAX);
	ck_assert_uint_eq(error.line, 3);
	ck_assert_uint_eq(error.column, 11);
	ck_assert_ptr_nonnull(strstr(error.message, "NUL"));
	gcv_catalog_free(catalog);
}
END_TEST

/* ---------------------------------------------------------------------------------------- what is accepted */

typedef struct line_row {
	const char *name, *text, *key, *language, *value;
} line_row;

static const line_row lines[] = {
	{ "plain", START "layout = X4\n", "title", "", "T" },
	{ "no newline at the end", START "layout = X4", "layout", "", "X4" },
	{ "CR LF", "[a]\r\ntitle = T U\r\nlayout = X4\r\n", "title", "", "T U" },
	{ "byte order mark", "\xEF\xBB\xBF[a]\ntitle = T\nlayout = X4\n", "title", "", "T" },
	{ "indented", "  [a]\n\t title = T\n  layout=X4\n", "layout", "", "X4" },
	{ "comment", "# c\n[a] # c\ntitle = T # c\nlayout = X4\n", "title", "", "T" },
	{ "number sign inside a word", "[a]\ntitle = T#1\nlayout = X4\n", "title", "", "T#1" },
	{ "number sign in an address", START "source = http://x.example/#a\nlayout = X4\n", "source", "", "http://x.example/#a" },
	{ "number sign in quotes", "[a]\ntitle = \"The #1 card #\" # c\nlayout = X4\n", "title", "", "The #1 card #" },
	{ "apostrophe", "[a]\ntitle = Lowe's card # don't\nlayout = X4\n", "title", "", "Lowe's card" },
	{ "quote that is not closed", "[a]\ntitle = Rock 'n Roll # c\nlayout = X4\n", "title", "", "Rock 'n Roll" },
	{ "quotes inside", "[a]\ntitle = a \"b\" c\nlayout = X4\n", "title", "", "a \"b\" c" },
	{ "quotes at both ends of two parts", "[a]\ntitle = \"a\" b \"c\"\nlayout = X4\n", "title", "", "\"a\" b \"c\"" },
	{ "blanks in quotes", "[a]\ntitle = \" a \"\nlayout = X4\n", "title", "", " a " },
	{ "continued", "[a]\ntitle = a \\\n   b\\\n c  \\  # comment\n  d\nlayout = X4\n", "title", "", "a bc d" },
	{ "backslash inside", "[a]\ntitle = a\\b\nlayout = X4\n", "title", "", "a\\b" },
	{ "language", START "title[ja] = J\nlayout = X4\n", "title", "ja", "J" },
	{ "language of a locale", START "title[ja] = J\nlayout = X4\n", "title", "ja_JP.UTF-8", "J" },
	{ "language with an encoding", START "title[ja] = J\nlayout = X4\n", "title", "ja.UTF-8", "J" },
	{ "language with a modifier", START "title[ja] = J\nlayout = X4\n", "title", "ja@x", "J" },
	{ "language, case ignored", START "title[zh-TW] = Z\nlayout = X4\n", "title", "zh_tw", "Z" },
	{ "region of a language missing", START "title[zh] = Z\nlayout = X4\n", "title", "zh-Hant-TW", "Z" },
	{ "no fit by first letters", START "title[ja] = J\nlayout = X4\n", "title", "jam", "T" },
	{ "language missing", START "title[ja] = J\nlayout = X4\n", "title", "ko", "T" },
	{ "class", START "class   X =  A-F\nlayout = X4\n", "class X", "", "A-F" },
	{ "own key", START "x-colour = red\nlayout = X4\n", "x-colour", "", "red" },
};

START_TEST(lines_are_read)
{
	const line_row *row = &lines[_i];
	gcv_catalog *catalog = empty_catalog();
	const struct gcv_format *format = load_good(catalog, row->text);
	const char *value = gcv_format_value(format, row->key, row->language, 0);

	ck_assert_msg(value != NULL && strcmp(value, row->value) == 0, "%s: %s", row->name, value != NULL ? value : "nothing");
	ck_assert_ptr_null(gcv_format_value(format, row->key, row->language, 1));
	gcv_catalog_free(catalog);
}
END_TEST

START_TEST(repeated_keys_keep_their_translations)
{
	gcv_catalog *catalog = empty_catalog();
	const struct gcv_format *format = load_good(catalog,
		START "layout = X4\nnote = one\nnote[ja] = ichi\nnote = two\nnote = three\nnote[ko] = set\nnote[ja] = san\n");

	ck_assert_str_eq(gcv_format_value(format, "note", "ja", 0), "ichi");
	ck_assert_str_eq(gcv_format_value(format, "note", "ja", 1), "two");
	ck_assert_str_eq(gcv_format_value(format, "note", "ja", 2), "san");
	ck_assert_str_eq(gcv_format_value(format, "note", NULL, 2), "three");
	ck_assert_ptr_null(gcv_format_value(format, "note", "ja", 3));
	ck_assert_ptr_null(gcv_format_value(format, "nothing", NULL, 0));
	ck_assert_ptr_null(gcv_format_value(NULL, "note", NULL, 0));
	ck_assert_ptr_null(gcv_format_value(format, NULL, NULL, 0));
	gcv_catalog_free(catalog);
}
END_TEST

START_TEST(facts_have_their_defaults)
{
	gcv_catalog *catalog = empty_catalog();
	const struct gcv_format *format = load_good(catalog, START "layout = X4\n");

	ck_assert(format->exact && format->length_known && format->typed && !format->check_optional);
	ck_assert_int_eq(gcv_format_grade(format), 'A');
	ck_assert_int_eq(gcv_format_is_exact(format), 1);
	ck_assert_uint_eq(gcv_format_attempts(format), 0);
	ck_assert_int_eq(format->alphabet.case_rule, GCVI_CASE_UPPER);
	ck_assert_uint_eq(format->scheme_count + format->decoy_count + format->companion_count + format->count_trap_count, 0);
	ck_assert_uint_eq(format->pair_count + format->never_count + format->alphabet.fold_count, 0);
	gcv_catalog_free(catalog);
}
END_TEST

START_TEST(facts_are_read)
{
	gcv_catalog *catalog = empty_catalog();
	const struct gcv_format *format = load_good(catalog,
		START "family = f\nregion = JP US worldwide\nversion = 2\nsource = s\nsource = t\ngrade = C\nevidence = superset\n"
		"length = unknown\ncase = sensitive\nclass X = A-C x-z 5\nlayout = X1..4\nnever = O 0\ncount-trap = 5 7\n"
		"attempts = 3\nlock-out = an hour\nlock-out[ja] = j\nexpiry = JP: never\nlabel = code | number\nurl = https://x.example/\n"
		"note = n\nexample = Ax5\ncounter-example = ax5\nlook-alike = A/x=0.25 5>S=1.5\n");

	ck_assert_int_eq(gcv_format_grade(format), 'C');
	ck_assert_int_eq(gcv_format_is_exact(format), 0);
	ck_assert(!format->length_known);
	ck_assert_int_eq(format->alphabet.case_rule, GCVI_CASE_SENSITIVE);
	ck_assert_uint_eq(format->alphabet.count, 7);
	ck_assert_uint_eq(format->never_count, 2);
	ck_assert_uint_eq(format->count_trap_count, 2);
	ck_assert_uint_eq(format->count_traps[1], 7);
	ck_assert_uint_eq(gcv_format_attempts(format), 3);
	ck_assert_str_eq(gcv_format_value(format, "lock-out", "ja", 0), "j");
	ck_assert_uint_eq(format->pair_count, 3);
	ck_assert(format->pairs[1].printed == 'x' && format->pairs[1].typed == 'A' && format->pairs[1].weight == 0.25);
	ck_assert(format->pairs[2].printed == '5' && format->pairs[2].typed == 'S' && format->pairs[2].weight == 1.5);
	gcv_catalog_free(catalog);
}
END_TEST

typedef struct set_row {
	const char *name, *characters, *alphabet;
} set_row;

static const set_row sets[] = {
	{ "one by one", "C A B", "ABC" },
	{ "together", "CAB", "ABC" },
	{ "range", "A-D", "ABCD" },
	{ "ranges together", "A-C5-7X", "567ABCX" },
	{ "quoted", "A '-.#' \"'\"", "#'-.A" },
	{ "number sign against a quote", "A '#'", "#A" },
	{ "code points", "U+41 B", "+14BU" },
	{ "code points, four digits", "U+0041-U+0043 U+3042", "ABC\xE3\x81\x82" },
	{ "hiragana", "\xE3\x81\x82-\xE3\x81\x84", "\xE3\x81\x82\xE3\x81\x83\xE3\x81\x84" },
	{ "symbols", "*~$=!", "!$*=~" },
	{ "beyond the basic plane", "U+20000", "\xF0\xA0\x80\x80" },
};

START_TEST(sets_of_characters_are_read)
{
	const set_row *row = &sets[_i];
	gcv_catalog *catalog = empty_catalog();
	char text[200], alphabet[200];

	snprintf(text, sizeof text, START "class X = %s\nlayout = X4\n", row->characters);
	gcv_format_alphabet(load_good(catalog, text), alphabet, sizeof alphabet);
	ck_assert_msg(strcmp(alphabet, row->alphabet) == 0, "%s: %s", row->name, alphabet);
	gcv_catalog_free(catalog);
}
END_TEST

START_TEST(built_in_classes_follow_the_case)
{
	static const struct { const char *text, *alphabet; } rows[] = {
		{ "layout = D L\n", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ" },
		{ "layout = X\ncase = either\n", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ" },
		{ "layout = L\ncase = lower\n", "abcdefghijklmnopqrstuvwxyz" },
		{ "layout = L\ncase = sensitive\n", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz" },
		{ "class L = A B\nlayout = L 'Z'\n", "ABZ" },
		{ "class L = A B\nlayout = D\ndecoy = L4 : d\n", "0123456789" },
	};
	size_t i;

	for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		gcv_catalog *catalog = empty_catalog();
		char text[200], alphabet[200];

		snprintf(text, sizeof text, START "%s", rows[i].text);
		gcv_format_alphabet(load_good(catalog, text), alphabet, sizeof alphabet);
		ck_assert_str_eq(alphabet, rows[i].alphabet);
		gcv_catalog_free(catalog);
	}
}
END_TEST

START_TEST(folds_are_read)
{
	gcv_catalog *catalog = empty_catalog();
	const gcvi_alphabet *alphabet = &load_good(catalog, START "class X = 0-9\nlayout = X4\nfold = Il>1  Z>2\nfold = O>0\n"
	                                                          "example = iLzo\nexample = IlZO\n")->alphabet;
	static const char typed[] = "IlZO", meant[] = "1120";
	size_t i;

	ck_assert_uint_eq(alphabet->fold_count, 4);
	for (i = 0; i < 4; i++) {
		ck_assert_uint_eq(alphabet->folds[i].typed, (uint8_t)typed[i]);
		ck_assert_uint_eq(alphabet->folds[i].meant, (uint8_t)meant[i]);
	}
	gcv_catalog_free(catalog);
}
END_TEST

/* Examples are read as any input is: what costs a note passes, what needs a repair does not. */
START_TEST(examples_are_read_like_input)
{
	static const struct { const char *name, *body; int status; } rows[] = {
		{ "small letters", "layout = X4\nexample = ab12\n", GCV_OK },
		{ "full width", "layout = X4\nexample = \xEF\xBC\xA1\xEF\xBD\x82" "12\n", GCV_OK },
		{ "other dashes and blanks", "layout = X2-X2\nexample = A B\xE2\x88\x92\xE3\x80\x80" "12\n", GCV_OK },
		{ "invisible", "layout = X4\nexample = A\xE2\x80\x8B" "B12\n", GCV_OK },
		{ "Arabic digit", "layout = X4\nexample = AB1\xD9\xA7\n", GCV_OK },
		{ "half-width katakana", "class K = \xE3\x81\x81-\xE3\x82\x93\nlayout = K2\nexample = \xEF\xBD\xB6\xEF\xBE\x9E\xEF\xBD\xB1\n", GCV_OK },
		{ "Cyrillic A", "layout = X4\nexample = \xD0\x90" "B12\n", GCV_E_EXAMPLE },
		{ "unreadable", "layout = X4\nexample = AB1?\n", GCV_E_EXAMPLE },
		{ "a choice", "layout = X4\nexample = AB1[B8]\n", GCV_E_EXAMPLE },
		{ "only look-alike", "class X = A-Z 2-9\nlayout = X4\nexample = AB20\n", GCV_E_EXAMPLE },
		{ "other case", "case = sensitive\nclass X = A-Z\nlayout = X4\nexample = ABCd\n", GCV_E_EXAMPLE },
		{ "accent", "layout = X4\nexample = AB1\xC3\x89\n", GCV_E_EXAMPLE },
		{ "hyphen of the code", "class X = A-Z '-'\nlayout = X4\nexample = A-BC\n", GCV_OK },
		{ "hyphen of the code too much", "class X = A-Z '-'\nlayout = X4\ncounter-example = AB-CD\n", GCV_OK },
	};
	size_t i;

	for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		gcv_catalog *catalog = empty_catalog();
		gcv_text_error error;
		char text[200];
		int status, size = snprintf(text, sizeof text, START "%s", rows[i].body);

		status = load(catalog, text, (size_t)size, &error);
		ck_assert_msg(status == rows[i].status, "%s: %s", rows[i].name, error.message);
		gcv_catalog_free(catalog);
	}
}
END_TEST

START_TEST(other_numbers_are_read)
{
	gcv_catalog *catalog = empty_catalog();
	const struct gcv_format *format = load_good(catalog,
		START "class X = 2-9\nlayout = X8\ndecoy = 'GCA' L D3 | X3 : the serial: number\ndecoy[ja] = j\ndecoy = D5 : d\n"
		"companion = D4..8 : the PIN\ncompanion[ja] = p\n");
	const gcvi_other *decoy = format->decoys;
	size_t min, max;

	ck_assert_uint_eq(format->decoy_count, 2);
	ck_assert_uint_eq(format->companion_count, 1);
	ck_assert_str_eq(decoy[0].name, "the serial: number");
	ck_assert_str_eq(gcvi_other_name(format, &decoy[0], "ja"), "j");
	ck_assert_str_eq(gcvi_other_name(format, &decoy[0], "ko"), "the serial: number");
	ck_assert_str_eq(gcvi_other_name(format, &decoy[1], "ja"), "d");
	ck_assert_str_eq(gcvi_other_name(format, &format->companions[0], "ja_JP"), "p");
	ck_assert_uint_eq(decoy[0].shape->layout_count, 2);
	gcvi_format_lengths(decoy[0].shape, &min, &max);
	ck_assert_uint_eq(min, 3);
	ck_assert_uint_eq(max, 7);
	ck_assert(gcvi_alphabet_find(&decoy[0].shape->alphabet, 'G') != GCVI_NO_SYMBOL);
	ck_assert(gcvi_alphabet_find(&format->alphabet, 'G') == GCVI_NO_SYMBOL);
	gcvi_format_lengths(format->companions[0].shape, &min, &max);
	ck_assert_uint_eq(max, 8);
	gcv_catalog_free(catalog);
}
END_TEST

START_TEST(a_product_without_a_code_is_known_by_name)
{
	gcv_catalog *catalog = empty_catalog();
	const struct gcv_format *format = load_good(catalog, START "typed = no\nregion = JP\nnote = a link\n");
	size_t min = 1, max = 1;

	ck_assert(!format->typed);
	ck_assert_uint_eq(format->layout_count, 0);
	gcv_format_lengths(format, &min, &max);
	ck_assert_uint_eq(min + max, 0);
	ck_assert_uint_eq(gcv_format_alphabet(format, NULL, 0), 0);
	gcv_catalog_free(catalog);
}
END_TEST

/* ------------------------------------------------------------------------------------------------- bounds */

static char *repeated(const char *first, const char *again, size_t times, const char *last, size_t *size)
{
	size_t one = strlen(again), i, used = strlen(first);
	char *text = malloc(used + one * times + strlen(last) + 1);

	ck_assert_ptr_nonnull(text);
	memcpy(text, first, used);
	for (i = 0; i < times; i++, used += one)
		memcpy(text + used, again, one);
	strcpy(text + used, last);
	*size = used + strlen(last);
	return text;
}

typedef struct bound_row {
	const char *name, *first, *again;
	size_t times;             /* one less is accepted */
	const char *last, *message;
	int status;
} bound_row;

static const bound_row bounds[] = {
	{ "lines", START "layout = X4\n", "note = n\n", 1023, "", "more than 1024 lines", GCV_E_SYNTAX },
	{ "bytes of a value", START "layout = X4\nnote = ", "n", 8193, "\n", "more than 8192 bytes", GCV_E_SYNTAX },
	{ "layouts", START "layout = X4", "|X5", 64, "\n", "more than 64 layouts", GCV_E_SYNTAX },
	{ "layouts on lines of their own", START, "layout = X4\n", 65, "", "more than 64 layouts", GCV_E_SYNTAX },
	{ "decoys", START "layout = X4\n", "decoy = D3 : d\n", 17, "", "more than 16 lines 'decoy'", GCV_E_SYNTAX },
	{ "count traps", START "layout = X4\ncount-trap = 1", " 2", 32, "\n", "more than 32 numbers", GCV_E_SYNTAX },
	{ "positions", START "layout = 'A'", "X", 512, "\n", "more than 512 characters", GCV_E_SYNTAX },
	{ "characters of a name", "[a", "b", 64, "]\ntitle = T\nlayout = X\n", "expected a name", GCV_E_SYNTAX },
};

START_TEST(bounds_are_kept)
{
	const bound_row *row = &bounds[_i];
	gcv_catalog *catalog = empty_catalog();
	gcv_text_error error;
	size_t size;
	char *text = repeated(row->first, row->again, row->times, row->last, &size);

	ck_assert_msg(load(catalog, text, size, &error) == row->status, "%s: %s", row->name, error.message);
	ck_assert_msg(strstr(error.message, row->message) != NULL, "%s: %s", row->name, error.message);
	free(text);
	text = repeated(row->first, row->again, row->times - 1, row->last, &size);
	ck_assert_msg(load(catalog, text, size, &error) == GCV_OK, "%s, one less: %s", row->name, error.message);
	free(text);
	gcv_catalog_free(catalog);
}
END_TEST

START_TEST(a_long_message_ends_at_a_character)
{
	gcv_catalog *catalog = empty_catalog();
	gcv_text_error error;
	size_t size;
	char *text = repeated("[a]\ntitle = T\nregion = a", "\xE3\x81\x82", 400, "\nlayout = X\n", &size);

	ck_assert_int_eq(load(catalog, text, size, &error), GCV_E_SYNTAX);
	ck_assert_ptr_nonnull(strstr(error.message, "\xE3\x81\x82\xE2\x80\xA6'"));
	free(text);
	gcv_catalog_free(catalog);
}
END_TEST

/* ------------------------------------------------------------------------------------------------ hostile */

static const char whole[] =
	"# all keys\n[house]\ntitle = House card\ntitle[ja] = \xE5\xAE\xB6\nfamily = house\nregion = JP US\nversion = 1\n"
	"source = s\ngrade = B\nnote = n \\\n  m # c\nclass X = A-HJ-NP-Z2-9 U+3042\nclass S = '+' \"'\"\nevidence = superset\n"
	"length = unknown\ncase = either\nlayout = 'G' X3-X4..8 | S X2\nlayout = X _ X . X / X , X\nfold = O>Q I>J\n"
	"never = 0 1\nlook-alike = 8/B 5>S=0.25\ncount-trap = 9 10\ndecoy = 'N' D7 | D9 : serial\ndecoy[ja] = j\n"
	"companion = D4 : PIN\nattempts = 3\nlock-out = l\nexpiry = JP since 2017-04-24: 10 years\nlabel = code | number\n"
	"url = https://x.example/#c\nexample = GABC-2345\ncounter-example = HABC-23450\nx-own = \"q # r\"\n"
	"[gone]\ntitle = No code\ntyped = no\n";

static uint32_t random_next(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

/* One to four changes: a byte replaced, taken out, doubled, or a piece moved. */
static size_t mutate(char *text, size_t size, uint32_t *state)
{
	static const char bytes[] = "\0\n\r\t #='\"[]|-_.,/:>\\?AXCDZ09azU+\x80\xC3\xE3\xEF\xBB\xBF\xFF";
	size_t changes = random_next(state) % 4 + 1;

	while (changes-- > 0 && size > 1) {
		size_t at = random_next(state) % size, to = random_next(state) % size;

		switch (random_next(state) % 4) {
		case 0:
			text[at] = bytes[random_next(state) % (sizeof bytes - 1)];
			break;
		case 1:
			memmove(text + at, text + at + 1, size - at - 1);
			size--;
			break;
		case 2:
			memmove(text + at + 1, text + at, size - at);
			size++;
			break;
		default:
			memmove(text + at, text + to, (size - (at > to ? at : to)) < 20 ? size - (at > to ? at : to) : 20);
			break;
		}
	}
	return size;
}

START_TEST(changed_texts_are_answered)
{
	gcv_catalog *catalog = empty_catalog();
	gcv_text_error error;
	uint32_t state = 7;
	size_t round, accepted = 0, lines_of_text;

	ck_assert_msg(load(catalog, whole, sizeof whole - 1, &error) == GCV_OK, "%zu:%zu: %s", error.line, error.column, error.message);
	gcv_catalog_free(catalog);
	for (round = 0; round < 6000; round++) {
		char text[sizeof whole + 8];
		size_t size = sizeof whole - 1, i;
		int status;

		memcpy(text, whole, size);
		size = mutate(text, size, &state);
		for (i = 0, lines_of_text = 1; i < size; i++)
			lines_of_text += text[i] == '\n';
		catalog = empty_catalog();
		status = load(catalog, text, size, &error);
		accepted += status == GCV_OK;
		ck_assert_msg(status == GCV_OK || error.message[0] != 0, "round %zu: no message", round);
		ck_assert_msg(status == GCV_OK || error.line <= lines_of_text, "round %zu: line %zu", round, error.line);
		ck_assert_uint_eq(gcv_catalog_count(catalog) != 0, status == GCV_OK);
		gcv_catalog_free(catalog);
	}
	ck_assert_uint_gt(accepted, 100);
	ck_assert_uint_lt(accepted, 5900);
}
END_TEST

START_TEST(every_prefix_is_answered)
{
	size_t size;

	for (size = 0; size < sizeof whole; size++) {
		gcv_catalog *catalog = empty_catalog();
		gcv_text_error error;
		int status = load(catalog, whole, size, &error);

		ck_assert_msg(status == GCV_OK || error.message[0] != 0, "prefix %zu", size);
		gcv_catalog_free(catalog);
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("format_file");
	TCase *tcase = tcase_create("format_file");
	SRunner *runner;
	int failed;

	tcase_set_timeout(tcase, 120);
	tcase_add_loop_test(tcase, broken_texts_are_refused_where_they_break, 0, (int)(sizeof refused / sizeof refused[0]));
	tcase_add_test(tcase, a_nul_byte_is_refused);
	tcase_add_loop_test(tcase, lines_are_read, 0, (int)(sizeof lines / sizeof lines[0]));
	tcase_add_test(tcase, repeated_keys_keep_their_translations);
	tcase_add_test(tcase, facts_have_their_defaults);
	tcase_add_test(tcase, facts_are_read);
	tcase_add_loop_test(tcase, sets_of_characters_are_read, 0, (int)(sizeof sets / sizeof sets[0]));
	tcase_add_test(tcase, built_in_classes_follow_the_case);
	tcase_add_test(tcase, folds_are_read);
	tcase_add_test(tcase, examples_are_read_like_input);
	tcase_add_test(tcase, other_numbers_are_read);
	tcase_add_test(tcase, a_product_without_a_code_is_known_by_name);
	tcase_add_loop_test(tcase, bounds_are_kept, 0, (int)(sizeof bounds / sizeof bounds[0]));
	tcase_add_test(tcase, a_long_message_ends_at_a_character);
	tcase_add_test(tcase, changed_texts_are_answered);
	tcase_add_test(tcase, every_prefix_is_answered);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? 0 : 1;
}
