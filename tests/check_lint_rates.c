/* SPDX-License-Identifier: MIT */
/*
 * What checks do not see: the figures computed from the automata against figures computed independently (by dynamic
 * programming over pairs of states, in another program and language), and against counting every error in every code.
 */
#include "format.h"
#include "lint_rates.h"
#include "support.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const gcv_catalog *catalog_of(const char *lines)
{
	char text[1024];
	gcv_text_error error = GCV_TEXT_ERROR_INIT;
	gcv_catalog *catalog;

	snprintf(text, sizeof text, "[x]\ntitle = x\ngrade = C\n%s\n", lines);
	ck_assert_int_eq(gcv_catalog_new(&catalog, NULL, GCV_CATALOG_EMPTY), GCV_OK);
	if (gcv_catalog_load(catalog, text, strlen(text), NULL, &error) != GCV_OK)
		ck_abort_msg("%zu:%zu: %s\n%s", error.line, error.column, error.message, text);
	return catalog;
}

/* ------------------------------------------------------------------------------------------------ known figures */

#define ALNUM "class A = A-Z 0-9\n"
#define CROCKFORD "class B = 0-9 A-H J K M N P-T V-Z\n"
#define NONE (-1)

typedef struct rate_row {
	const char *name, *lines;
	double seen[GCVI_LINT_CLASSES];      /* percent, three decimals, in the order of gcv_error_class */
} rate_row;

/* single, adjacent, jump, twin, jump twin, phonetic, one look-alike, two look-alikes */
static const rate_row rows[] = {
	{ "luhn-10", "layout = D16\ncheck = luhn", { 100, 97.778, 0, 93.333, 88.889, 87.5, 100, 87.963 } },
	{ "verhoeff", "layout = D16\ncheck = verhoeff", { 100, 100, 94.222, 95.556, 94.222, 81.667, 100, 89.537 } },
	{ "damm", "layout = D16\ncheck = damm", { 100, 100, 89.654, 91.2, 88.251, 98.083, 100, 89.247 } },
	{ "11,10", "layout = D16\ncheck = iso7064 11,10", { 100, 97.778, 90.667, 93.333, 94.667, 87.5, 100, 89.313 } },
	{ "11-2", "class C = 0-9 X\nlayout = D15 C\ncheck = iso7064 11-2", { 100, 100, 100, 100, 100, 87.5, 100, 91.124 } },
	{ "97-10", "layout = D16\ncheck = iso7064 97-10", { 100, 100, 100, 100, 100, 100, 100, 99.398 } },
	{ "gs1", "layout = D13\ncheck = gs1", { 100, 88.889, 0, 88.889, 88.889, 100, 100, 83.761 } },
	{ "isbn10", "class C = 0-9 X\nlayout = D9 C\ncheck = isbn10", { 100, 100, 100, 88.776, 100, 88.903, 100, 91.975 } },
	{ "27,26", "layout = L16\ncheck = iso7064 27,26", { 100, 99.692, 97.515, 97.231, 94.911, NONE, 100, 96.048 } },
	{ "661-26", "layout = L16\ncheck = iso7064 661-26", { 100, 100, 100, 100, 100, NONE, 100, 100 } },
	{ "luhn-36", ALNUM "layout = A16\ncheck = luhn alphabet=0-9A-Z", { 100, 99.841, 0, 98.095, 97.143, 93.333, 100, 96.024 } },
	{ "luhn-32", CROCKFORD "layout = B16\ncheck = luhn", { 100, 99.798, 0, 97.782, 96.774, 93.333, 100, 95.761 } },
	{ "luhn-29", "class A = 1-9 0 A-F H K M N P R-U W-Z\nlayout = A9\ncheck = luhn alphabet=1234567890ABCDEFHKMNPRSTUWXYZ",
	  { 98.467, 99.754, 0, 97.537, 98.522, 100, 100, 95.718 } },
	{ "luhn-left-32", "class A = A-Z 2-7\nlayout = A14\ncheck = luhn-left alphabet=A-Z2-7",
	  { 100, 92.122, 8.317, 97.705, 96.858, NONE, 100, 94.523 } },
	{ "37,36", ALNUM "layout = A16\ncheck = iso7064 37,36", { 100, 99.841, 98.1, 98.095, 96.358, 87.5, 100, 97.179 } },
	{ "37-2", ALNUM "class C = A-Z 0-9 '*'\nlayout = A15 C\ncheck = iso7064 37-2", { 100, 100, 100, 100, 100, 87.5, 100, 97.345 } },
	{ "1271-36", ALNUM "layout = A16\ncheck = iso7064 1271-36", { 100, 100, 100, 100, 100, 100, 100, 99.931 } },
	{ "mod97", ALNUM "class C = 0-9\nlayout = A14 C2\ncheck = mod97",
	  { 99.615, 99.564, 99.590, 99.607, 99.592, 100, 99.564, 98.939 } },
	{ "crockford37", CROCKFORD "class C = 0-9 A-H J K M N P-Z '*~$='\nlayout = B15 C\ncheck = crockford37",
	  { 100, 100, 100, 94.182, 100, 88.227, 100, 97.369 } },
	{ "gf-32", CROCKFORD "layout = B16\ncheck = gf 32 a=2 poly=37", { 100, 100, 100, 100, 100, 100, 100, 97.091 } },
	{ "gf-31", "class B = 0-9 A-H J K M N P-T V-Y\nlayout = B16\ncheck = gf 31 a=3", { 100, 100, 100, 100, 100, 100, 100, 96.825 } },
	{ "gf-29", "class B = 0-9 B-D F-H J K M N P-T V-X Z\nlayout = B16\ncheck = gf 29 a=2",
	  { 100, 100, 100, 100, 100, 87.5, 100, 96.556 } },
	{ "product-36", ALNUM "layout = A16\ncheck = product 4 9 a=2,3 poly=7,14 alphabet=0-9A-Z",
	  { 100, 100, 100, 100, 100, 87.5, 100, 96.171 } },
	{ "rs2", CROCKFORD "layout = B16\ncheck = rs2", { 100, 100, 100, 100, 100, 100, 100, 100 } },
	{ "coupon", "class K = 0-9 A-H J-N P-R T-Y\nlayout = K3C-K3C-K3C\ncheck = coupon-code",
	  { 99.849, 99.890, 99.899, 73.516, 99.899, 100, 100, 99.120 } },
	{ "noid", "class N = 0-9 b-d f-h j k m n p-t v-x z\ncase = lower\nlayout = N15 C\ncheck = noid",
	  { 100, 100, 100, 93.333, 100, 100, 100, 97.222 } },
	{ "vin", "class V = A-H J-N P R-Z 0-9\nclass C = 0-9 X\nlayout = V8 C V8\ncheck = vin",
	  { 92.198, 90.598, 92.327, 79.720, 92.327, 91.25, 100, 90.072 } },
	{ "gs1-pair", ALNUM "class C = 2-9 A-H J-N P-Z\nlayout = A14 C2\ncheck = gs1-pair",
	  { 100, 100, 100, 100, 100, 99.038, 100, 99.897 } },
	{ "crc-5", CROCKFORD "layout = B16\ncheck = crc 5 0x05", { 100, 100, 100, 100, 100, 87.5, 100, 97.004 } },
	{ "crc-10", CROCKFORD "layout = B16\ncheck = crc 10 0x233", { 100, 100, 100, 100, 100, 100, 100, 99.925 } },
	{ "crc-8-text", ALNUM "class C = 0-9 A-F\nlayout = A14 C2\ncheck = crc-text crc-8",
	  { 100, 100, 99.972, 100, 99.972, 100, 100, 99.647 } },
	{ "sum-36", ALNUM "layout = A16\ncheck = weighted mod=36 weights=1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1",
	  { 100, 0, 0, 97.143, 97.143, 100, 100, 94.965 } },
	{ "powers-11", "class C = 0-9 X\nlayout = D15 C\ncheck = weighted mod=11 weights=10,5,8,4,2,1,6,3,7,9,10,5,8,4,2,1",
	  { 100, 100, 100, 100, 100, 87.5, 100, 91.124 } },
	{ "positions-37", ALNUM "class C = 0-9 A-Z '*'\nlayout = A15 C\n"
	  "check = weighted mod=37 weights=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16",
	  { 100, 100, 100, 100, 100, 100, 100, 97.347 } },
	{ "gf-25", "class A = A-H J-Z\nlayout = A16\ncheck = gf 25 a=7", { 100, 100, 100, 100, 100, NONE, 100, 96.055 } },
	{ "product-24", "class A = 2-4 6-9 B-D F-H J K M P-R T V-Y\nlayout = A16\n"
	  "check = product 8 3 alphabet=BCDFGHJKMPQRTVWXY2346789", { 100, 100, 91.304, 91.304, 100, NONE, 100, 95.898 } },
	{ "product-28", "class A = 0-9 B-D F-H J K M N P-T V-X\nlayout = A16\ncheck = product 4 7",
	  { 100, 100, 100, 100, 100, 87.5, 100, 95.464 } },
	{ "codex32-long", "class B = qpzry9x8gf2tvdw0s3jn54khce6mua7l\nclass C = qpzry9x8gf2tvdw0s3jn54khce6mua7l\n"
	  "case = lower\nlayout = 'ms1' B85 C15\ncheck = codex32", { 100, 100, 100, 100, 100, NONE, 100, 100 } },
	{ "bech32", "class B = qpzry9x8gf2tvdw0s3jn54khce6mua7l\ncase = lower\nlayout = 'a1' B40\ncheck = bech32",
	  { 100, 100, 100, 100, 100, NONE, 100, 100 } },
	{ "bech32m", "class B = qpzry9x8gf2tvdw0s3jn54khce6mua7l\ncase = lower\nlayout = 'a1' B40\ncheck = bech32m",
	  { 100, 100, 100, 100, 100, NONE, 100, 100 } },
	{ "codex32", "class B = qpzry9x8gf2tvdw0s3jn54khce6mua7l\ncase = lower\nlayout = 'ms1' B45\ncheck = codex32",
	  { 100, 100, 100, 100, 100, NONE, 100, 100 } },
	{ "crc-32-token", "class T = 0-9 A-Z a-z\nclass C = 0-9 A-Z a-z\ncase = sensitive\nlayout = T30 C6\n"
	  "check = crc-text crc-32 digits=0-9A-Za-z", { 100, 100, 100, 100, 100, 100, 100, 100 } },
};

/* The pairs with which those figures were computed; each that the alphabet has. */
static const char known_pairs[] = "0O0Q0DOQOD1I1LIL2Z5S8B6GUV17VYCGB338A4EFMNKX569G";

static void alike_of(gcvi_lint_alike *alike, const gcvi_alphabet *alphabet, gcvi_arena *arena)
{
	size_t i;

	alike->symbols = alphabet->count;
	alike->level = gcvi_arena_alloc(arena, alphabet->count * alphabet->count, 1);
	ck_assert_ptr_nonnull(alike->level);
	for (i = 0; known_pairs[i] != 0; i += 2) {
		gcvi_symbol a = gcvi_alphabet_find(alphabet, (uint8_t)known_pairs[i]);
		gcvi_symbol b = gcvi_alphabet_find(alphabet, (uint8_t)known_pairs[i + 1]);

		if (a != GCVI_NO_SYMBOL && b != GCVI_NO_SYMBOL)
			alike->level[a * alphabet->count + b] = alike->level[b * alphabet->count + a] = 1;
	}
}

typedef struct lint_of {
	gcv_catalog *catalog;
	const struct gcv_format *format;
	gcvi_form form;
	gcvi_automaton automaton;
	gcvi_lint_walk walk;
	gcvi_lint_alike alike;
	gcvi_lint_rates rates;
	gcvi_arena arena;
} lint_of;

static void open_lint(lint_of *l, const char *lines, size_t length)
{
	size_t least, most;

	memset(l, 0, sizeof *l);
	l->catalog = (gcv_catalog *)catalog_of(lines);
	l->format = gcv_catalog_at(l->catalog, 0);
	gcv_format_lengths(l->format, &least, &most);
	gcvi_arena_init(&l->arena, NULL);
	ck_assert_int_eq(gcvi_form_make(l->format, 0, length != 0 ? length : most, &l->arena, &l->form, &l->automaton), GCV_OK);
	ck_assert_int_eq(gcvi_lint_walk_make(&l->walk, &l->form, &l->automaton, &l->arena), GCV_OK);
	ck_assert_uint_ne(l->walk.states, 0);
	alike_of(&l->alike, &l->format->alphabet, &l->arena);
	ck_assert_int_eq(gcvi_lint_rates_make(&l->rates, &l->walk, &l->alike, &l->arena), GCV_OK);
}

static void close_lint(lint_of *l)
{
	gcvi_arena_free(&l->arena);
	gcv_catalog_free(l->catalog);
}

START_TEST(known_rates)
{
	const rate_row *row = &rows[_i];
	lint_of l;
	size_t k;

	open_lint(&l, row->lines, 0);
	for (k = 0; k < GCVI_LINT_CLASSES; k++) {
		const gcvi_lint_count *count = &l.rates.classes[k];
		double seen = count->possible > 0 ? 100 * (1 - count->missed / count->possible) : NONE;

		ck_assert_msg(count->exact, "%s: class %zu is not exact", row->name, k + 1);
		ck_assert_msg(seen > row->seen[k] - 0.00051 && seen < row->seen[k] + 0.00051, "%s: %s is %.4f, not %.3f", row->name,
		              gcv_error_class_name((gcv_error_class)(k + 1)), seen, row->seen[k]);
	}
	close_lint(&l);
}
END_TEST

/* --------------------------------------------------------------------------------------------------- brute force */

typedef struct brute {
	const lint_of *l;
	gcvi_symbol code[GCVI_CODE_MAX];
	double possible[GCVI_LINT_CLASSES], missed[GCVI_LINT_CLASSES];
	double codes;
} brute;

static int is_allowed(const brute *b, size_t position, size_t symbol)
{
	return gcvi_set_has(&b->l->form.sites[position].allowed, (gcvi_symbol)symbol);
}

/* The code with some symbols replaced: one error of a class. */
static void one_error(brute *b, gcv_error_class error, const size_t *places, const gcvi_symbol *symbols, size_t count)
{
	gcvi_symbol other[GCVI_CODE_MAX];
	size_t k;

	memcpy(other, b->code, b->l->form.length);
	for (k = 0; k < count; k++) {
		if (!is_allowed(b, places[k], symbols[k]))
			return;
		other[places[k]] = symbols[k];
	}
	b->possible[error - 1]++;
	b->missed[error - 1] += gcvi_automaton_verify(&b->l->automaton, other);
}

static int looks_alike(const brute *b, gcvi_symbol x, size_t y)
{
	return b->l->alike.level[x * b->l->alike.symbols + y] != 0;
}

static void singles(brute *b, size_t j)
{
	size_t n = b->l->form.length, symbols = b->l->alike.symbols, s, k, t;

	for (s = 0; s < symbols; s++) {
		gcvi_symbol to[2] = { (gcvi_symbol)s, 0 };
		size_t at[2] = { j, 0 };

		if (s == b->code[j])
			continue;
		one_error(b, GCV_CLASS_SINGLE, at, to, 1);
		if (!looks_alike(b, b->code[j], s))
			continue;
		one_error(b, GCV_CLASS_LOOK_ALIKE, at, to, 1);
		for (k = j + 1; k < n; k++)
			for (t = 0; t < symbols; t++)
				if (looks_alike(b, b->code[k], t)) {
					at[1] = k;
					to[1] = (gcvi_symbol)t;
					one_error(b, GCV_CLASS_TWO_LOOK_ALIKES, at, to, 2);
				}
	}
}

static void doubles(brute *b, size_t j, size_t k, gcv_error_class exchange, gcv_error_class twin)
{
	gcvi_symbol to[2] = { b->code[k], b->code[j] };
	size_t at[2] = { j, k }, s;

	if (to[0] != to[1]) {
		one_error(b, exchange, at, to, 2);
		return;
	}
	for (s = 0; s < b->l->alike.symbols; s++) {
		if (s == b->code[j])
			continue;
		to[0] = to[1] = (gcvi_symbol)s;
		one_error(b, twin, at, to, 2);
	}
}

static void phonetic(brute *b, size_t j)
{
	const gcvi_alphabet *alphabet = &b->l->format->alphabet;
	uint32_t first = alphabet->points[b->code[j]], second = alphabet->points[b->code[j + 1]];
	gcvi_symbol to[2];
	size_t at[2] = { j, j + 1 };

	if (first >= '2' && first <= '9' && second == '0') {
		to[0] = gcvi_alphabet_find(alphabet, '1');
		to[1] = b->code[j];
	} else if (first == '1' && second >= '2' && second <= '9') {
		to[0] = b->code[j + 1];
		to[1] = gcvi_alphabet_find(alphabet, '0');
	} else {
		return;
	}
	if (to[0] == GCVI_NO_SYMBOL || to[1] == GCVI_NO_SYMBOL || !is_allowed(b, j, b->code[j]))
		return;
	one_error(b, GCV_CLASS_PHONETIC, at, to, 2);
}

static void all_errors(brute *b)
{
	size_t n = b->l->form.length, j;

	b->codes++;
	for (j = 0; j < n; j++) {
		singles(b, j);
		if (j + 1 < n) {
			doubles(b, j, j + 1, GCV_CLASS_TRANSPOSITION, GCV_CLASS_TWIN);
			phonetic(b, j);
		}
		if (j + 2 < n)
			doubles(b, j, j + 2, GCV_CLASS_JUMP, GCV_CLASS_JUMP_TWIN);
	}
}

/* Every string, as an odometer turns. */
static void every_code(brute *b)
{
	size_t n = b->l->form.length, j, symbols = b->l->alike.symbols;

	for (j = 0; j < n; j++)
		for (b->code[j] = 0; !is_allowed(b, j, b->code[j]); b->code[j]++)
			continue;
	for (;;) {
		if (gcvi_automaton_verify(&b->l->automaton, b->code))
			all_errors(b);
		for (j = n; j-- > 0;) {
			do
				b->code[j]++;
			while (b->code[j] < symbols && !is_allowed(b, j, b->code[j]));
			if (b->code[j] < symbols)
				break;
			for (b->code[j] = 0; !is_allowed(b, j, b->code[j]); b->code[j]++)
				continue;
		}
		if (j == SIZE_MAX)
			return;
	}
}

typedef struct small_row {
	const char *name, *lines;
} small_row;

/* Every scheme, so small that all codes can be gone through; with few symbols where the scheme lets one choose. */
static const small_row small[] = {
	{ "none", "class A = 0 1 2 O Q\nlayout = A5" },
	{ "luhn", "layout = D4\ncheck = luhn" },
	{ "luhn odd", "class A = 0 1 2 3 O Q 8\nlayout = A4\ncheck = luhn" },
	{ "luhn-left", "class A = 0 1 2 3 O Q\nlayout = A5\ncheck = luhn-left" },
	{ "verhoeff", "layout = D4\ncheck = verhoeff" },
	{ "damm", "layout = D4\ncheck = damm" },
	{ "gf", "class A = 0 1 2 O Q\nlayout = A5\ncheck = gf 5 a=2" },
	{ "product", "class A = 0 1 2 3 O Q\nlayout = A5\ncheck = product 2 3 a=1,2" },
	{ "rs2", "class A = 0 1 2 O Q 3\nclass C = 0-9 A-H J K M N P-T V-Z\nlayout = A2 C2\ncheck = rs2 alphabet=0-9A-HJKMNP-TV-Z" },
	{ "11-2", "class C = 0-9 X\nlayout = D3 C\ncheck = iso7064 11-2" },
	{ "37-2", "class A = 0 1 O Q A-D\nclass C = A-Z 0-9 '*'\nlayout = A3 C\ncheck = iso7064 37-2" },
	{ "97-10", "layout = D4\ncheck = iso7064 97-10" },
	{ "97-10 canonical", "layout = D4\ncheck = iso7064 97-10 canonical" },
	{ "661-26", "class A = A B C O Q\nclass C = A-Z\nlayout = A2 C2\ncheck = iso7064 661-26" },
	{ "1271-36", "class A = 0 1 O Q\nclass C = A-Z 0-9\nlayout = A2 C2\ncheck = iso7064 1271-36" },
	{ "11,10", "layout = D4\ncheck = iso7064 11,10" },
	{ "27,26", "class A = A B C O Q\nclass C = A-Z\nlayout = A3 C\ncheck = iso7064 27,26" },
	{ "37,36", "class A = 0 1 2 O Q\nclass C = A-Z 0-9\nlayout = A3 C\ncheck = iso7064 37,36" },
	{ "mod97", "class A = 0 1 O Q\nclass C = 0-9\nlayout = A3 C2\ncheck = mod97" },
	{ "mod97 rotated", "class C = 0-9\nclass A = 0-3\nlayout = A C2 A2\ncheck = mod97 rotate=3" },
	{ "weighted", "class A = 0-6\nlayout = A5\ncheck = weighted mod=7 weights=1,2,0,3,1" },
	{ "gs1", "layout = D4\ncheck = gs1" },
	{ "isbn10", "class A = 0\nclass B = 0-3 8\nclass C = 0-9 X\nlayout = A6 B3 C\ncheck = isbn10" },
	{ "vin", "class V = 0 1 A J\nclass Z = 0\nclass C = 0-9 X\nlayout = Z6 V2 C V Z7\ncheck = vin" },
	{ "noid", "class N = 0 1 2 b\nclass C = 0-9 b-d f-h j k m n p-t v-x z\ncase = lower\nlayout = N4 C\ncheck = noid" },
	{ "crockford37", "class B = 0 1 2 8 B\nclass C = 0-9 A-H J K M N P-Z '*~$='\nlayout = B3 C\ncheck = crockford37" },
	{ "coupon", "class K = 0 1 8 B Y\nclass C = 0-9 A-H J-N P-R T-Y\nlayout = K2C-KC\ncheck = coupon-code" },
	{ "gs1-pair", "class Z = 0\nclass A = 0 1 O Q\nclass C = 2-9 A-H J-N P-Z\nlayout = Z4 A2 C2\ncheck = gs1-pair" },
	{ "crc", "class B = 0-7\nlayout = B5\ncheck = crc 3 0x3" },
	{ "crc-text", "class A = 0 1 O Q\nclass C = 0-9 A-F\nlayout = A3 C2\ncheck = crc-text crc-8" },
	{ "count", "class A = 0 1 2 O Q\nlayout = A5\ncheck = count O 1" },
	{ "count and sum", "class A = 0 1 2 O Q\nlayout = A5\ncheck = count OQ 1..5\ncheck = gf 5 a=2" },
	{ "each group", "class A = 0 1 2 O Q\nlayout = A3-A3\ncheck = gf 5 a=2 each=group" },
	{ "a part", "class A = 0 1 2 O Q\nlayout = A4 C A\ncheck = gf 5 a=2 first=2 last=5" },
};

START_TEST(small_ones_by_brute_force)
{
	brute b;
	lint_of l;
	size_t k;

	memset(&b, 0, sizeof b);
	open_lint(&l, small[_i].lines, 0);
	ck_assert(l.walk.counting);
	b.l = &l;
	every_code(&b);
	ck_assert_msg(l.walk.total == b.codes, "%s: %g codes, counted %g (states %u)", small[_i].name, l.walk.total, b.codes, l.automaton.states);
	for (k = 0; k < GCVI_LINT_CLASSES; k++) {
		const gcvi_lint_count *count = &l.rates.classes[k];

		ck_assert(count->exact && !count->partial);
		ck_assert_msg(count->possible == b.possible[k] && count->missed == b.missed[k],
		              "%s, %s: %.17g of %.17g, counted %.17g of %.17g", small[_i].name,
		              gcv_error_class_name((gcv_error_class)(k + 1)), count->missed, count->possible, b.missed[k], b.possible[k]);
	}
	close_lint(&l);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("lint_rates");
	TCase *rates = tcase_create("rates");
	SRunner *runner;
	int failures;

	tcase_add_loop_test(rates, known_rates, 0, (int)(sizeof rows / sizeof rows[0]));
	tcase_add_loop_test(rates, small_ones_by_brute_force, 0, (int)(sizeof small / sizeof small[0]));
	suite_add_tcase(suite, rates);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failures = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
