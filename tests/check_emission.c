/* SPDX-License-Identifier: MIT */
/* P(typed | printed) over an alphabet: sums, order of the leading pairs, ink, sound, keys, what is not in the alphabet. */
#include "channel_help.h"

static gcvi_arena arena;
static gcvi_alphabet alphabet;

static void setup(void)
{
	gcvi_arena_init(&arena, NULL);
}

static void teardown(void)
{
	gcvi_arena_free(&arena);
}

static const gcvi_emission *emission_of(const char *channel, size_t row)
{
	make_alphabet(&alphabet, &alphabet_rows[row]);
	return make_emission(gcvi_channel_builtin(channel), &alphabet, &arena);
}

/* ------------------------------------------------------------------------------------------------- sums */

/* Forms of writing that are summed apart: what names a symbol in one is not added to what names it in another. */
typedef enum form { FORM_UPPER, FORM_LOWER, FORM_COUNT } form;

/* Whether a code point takes part in the sum of this form. */
static bool in_form(form f, uint32_t typed, const double *row)
{
	size_t i;

	if (gcvi_alphabet_find(&alphabet, typed) != GCVI_NO_SYMBOL && alphabet.case_rule == GCVI_CASE_SENSITIVE)
		return true;
	if (alphabet.case_rule != GCVI_CASE_SENSITIVE && (f == FORM_UPPER ? gcvi_upper(typed) : gcvi_lower(typed)) != typed)
		return false;
	if (gcvi_alphabet_find(&alphabet, typed) != GCVI_NO_SYMBOL)
		return true;
	if ((gcvi_is_unreadable(typed) && typed != '?') || (gcvi_digit_value(typed) >= 0 && typed > '9') ||
	    gcvi_hiragana(typed) != typed || (typed >= 128 && (gcvi_upper(typed) < 128 || gcvi_lower(typed) < 128)))
		return false;
	for (i = 0; i < alphabet.count && typed >= 128; i++)
		if (row[i] >= 0.25)
			return false;
	return true;
}

/* An assertion of Check's for each of millions would take minutes. */
static bool are_probabilities(const double *row, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (!(row[i] > 0 && row[i] <= 1))
			return false;
	return true;
}

START_TEST(rows_are_proper)
{
	const char *channel = channel_names[(size_t)_i / COUNT(alphabet_rows)];
	const alphabet_row *named = &alphabet_rows[(size_t)_i % COUNT(alphabet_rows)];
	const gcvi_emission *e = emission_of(channel, (size_t)_i % COUNT(alphabet_rows));
	double sum[FORM_COUNT][GCVI_SYMBOLS_MAX] = { { 0 } }, row[GCVI_SYMBOLS_MAX], extra = 0;
	size_t n = alphabet.count, i;
	uint32_t typed;
	int f;

	/* Every code point of the first plane; the others only add what unknown ones do. */
	for (typed = 0; typed < 0x10000; typed++) {
		gcvi_emission_row(e, typed, row);
		if (!are_probabilities(row, n))
			ck_abort_msg("%s, %s: U+%04X", channel, named->name, (unsigned)typed);
		for (f = 0; f < FORM_COUNT; f++)
			if (in_form((form)f, typed, row))
				for (i = 0; i < n; i++)
					sum[f][i] += row[i];
		if (in_form(FORM_UPPER, typed, row))
			extra += gcvi_emission_extra(e, typed);
	}
	for (i = 0; i < n; i++) {
		double own = chance(e, &alphabet, alphabet.points[i], alphabet.points[i]);

		for (f = 0; f < FORM_COUNT; f++)
			ck_assert_msg(sum[f][i] <= 1 && sum[f][i] >= 0.9, "%s, %s: row U+%04X sums to %.9g in form %d", channel,
			              named->name, (unsigned)alphabet.points[i], sum[f][i], f);
		ck_assert_msg(own >= 0.49, "%s, %s: U+%04X is itself with %g only", channel, named->name,
		              (unsigned)alphabet.points[i], own);
	}
	ck_assert(extra <= 1 && extra > 0.75);
}
END_TEST

/* Mean over the symbols of the probability to be misread. */
static double mean_error(const gcvi_emission *e)
{
	double sum = 0;
	size_t i;

	for (i = 0; i < alphabet.count; i++)
		sum += 1 - chance(e, &alphabet, alphabet.points[i], alphabet.points[i]) - 1.0 / 512;
	return sum / (double)alphabet.count;
}

START_TEST(mean_error_is_the_prior)
{
	const char *channel = channel_names[_i];
	double prior = gcvi_channel_priors(gcvi_channel_builtin(channel))->substitution;
	double mean = mean_error(emission_of(channel, ALPHANUMERIC));

	ck_assert_msg(mean > 0.99 * prior && mean < 1.0001 * prior, "%s: %g for %g", channel, mean, prior);
}
END_TEST

START_TEST(alphabets_without_look_alikes_err_less)
{
	const char *const with_reference[] = { "printed", "scratched", "ocr" };
	const char *channel = with_reference[_i];
	double all = mean_error(emission_of(channel, ALPHANUMERIC));
	double microsoft = mean_error(emission_of(channel, MICROSOFT));

	ck_assert_msg(microsoft < 0.8 * all, "%s: %g, %g", channel, microsoft, all);
}
END_TEST

/* --------------------------------------------------------------------------------------- pairs and their order */

/* Both directions together: what decides which pair is doubted first. */
static double pair_mass(const gcvi_emission *e, const char *pair)
{
	return chance(e, &alphabet, (uint32_t)pair[0], (uint32_t)pair[1]) + chance(e, &alphabet, (uint32_t)pair[1], (uint32_t)pair[0]);
}

START_TEST(five_pairs_lead_in_order)
{
	static const char *const leading[] = { "0O", "5S", "1I", "OQ", "8B" };
	const char *channel = _i == 0 ? "printed" : "scratched";
	const gcvi_emission *e = emission_of(channel, ALPHANUMERIC);
	char pair[3] = "";
	size_t k, a, b;

	for (k = 1; k < COUNT(leading); k++)
		ck_assert_msg(pair_mass(e, leading[k - 1]) > pair_mass(e, leading[k]), "%s: %s before %s", channel,
		              leading[k - 1], leading[k]);
	for (a = 0; a < alphabet.count; a++)
		for (b = a + 1; b < alphabet.count; b++) {
			pair[0] = (char)alphabet.points[a];
			pair[1] = (char)alphabet.points[b];
			for (k = 0; k < COUNT(leading); k++)
				if (strchr(leading[k], pair[0]) != NULL && strchr(leading[k], pair[1]) != NULL)
					break;
			ck_assert_msg(k < COUNT(leading) || pair_mass(e, pair) < pair_mass(e, "8B"), "%s: %s", channel, pair);
		}
}
END_TEST

/* What was most likely printed, if not what was typed. */
static uint32_t best_other(const gcvi_emission *e, uint32_t typed)
{
	double row[GCVI_SYMBOLS_MAX];
	size_t best = SIZE_MAX, i;

	gcvi_emission_row(e, typed, row);
	for (i = 0; i < alphabet.count; i++)
		if (alphabet.points[i] != typed && (best == SIZE_MAX || row[i] > row[best]))
			best = i;
	return alphabet.points[best];
}

typedef struct partner_row {
	const char *name, *channel;
	size_t alphabet;
	uint32_t typed, printed;
} partner_row;

static const partner_row partner_rows[] = {
	{ "O was 0", "printed", ALPHANUMERIC, 'O', '0' }, { "0 was O", "printed", ALPHANUMERIC, '0', 'O' },
	{ "S was 5", "printed", ALPHANUMERIC, 'S', '5' }, { "5 was S", "printed", ALPHANUMERIC, '5', 'S' },
	{ "1 was I", "printed", ALPHANUMERIC, '1', 'I' }, { "Q was O", "printed", ALPHANUMERIC, 'Q', 'O' },
	{ "B was 8", "printed", ALPHANUMERIC, 'B', '8' }, { "8 was B", "printed", ALPHANUMERIC, '8', 'B' },
	{ "8 was B where there is no 0", "printed", MICROSOFT, '8', 'B' },
	{ "ink lost, yet O was 0 first", "scratched", ALPHANUMERIC, 'O', '0' },
	{ "ink lost, yet B was 8 first", "scratched", ALPHANUMERIC, 'B', '8' },
	{ "P lost its leg", "scratched", ALPHANUMERIC, 'P', 'R' }, { "F lost its foot", "scratched", ALPHANUMERIC, 'F', 'E' },
	{ "3 was 8", "scratched", MICROSOFT, '3', '8' },
	{ "6 was 8 or b", "printed", HEXADECIMAL, '6', 'b' },
	{ "U+3081 was U+306C", "printed", HIRAGANA, 0x3081, 0x306C }, { "U+308D was U+308B", "printed", HIRAGANA, 0x308D, 0x308B },
	{ "U+306F was U+307B", "printed", HIRAGANA, 0x306F, 0x307B }, { "U+304B was U+304C", "printed", HIRAGANA, 0x304B, 0x304C },
	{ "katakana tu was si or so", "printed", KATAKANA, 0x30C4, 0x30C5 },
	{ "small l was I", "printed", BASE62, 'l', 'I' }, { "I was small l", "printed", BASE62, 'I', 'l' },
	{ "k was K", "printed", BASE62, 'k', 'K' }, { "o was 0, which is also near", "printed", BASE62, 'o', '0' },
	{ "written 4 was 9", "handwritten", DIGITS, '4', '9' }, { "written 7 was 1", "handwritten", DIGITS, '7', '1' },
	{ "written U was V", "handwritten", ALPHANUMERIC, 'U', 'V' }, { "written Z was 2", "handwritten", ALPHANUMERIC, 'Z', '2' },
	{ "written U+3044 was U+308A", "handwritten", HIRAGANA, 0x3044, 0x308A },
	{ "written U+304F was U+3078", "handwritten", HIRAGANA, 0x304F, 0x3078 },
	{ "written U+3064 was U+3057", "handwritten", HIRAGANA, 0x3064, 0x3057 },
	{ "heard D was B", "spoken", MICROSOFT, 'D', 'B' }, { "heard N was M", "spoken", ALPHANUMERIC, 'N', 'M' },
	{ "heard F was S", "spoken", ALPHANUMERIC, 'F', 'S' }, { "heard A was 8", "spoken", ALPHANUMERIC, '8', 'A' },
	{ "iti was siti", "spoken", DIGITS, '1', '7' }, { "kyuu was Q", "spoken", ALPHANUMERIC, '9', 'Q' },
	{ "heard U+3058 was U+3062", "spoken", HIRAGANA, 0x3058, 0x3062 },
	{ "0 for O by machine", "ocr", ALPHANUMERIC, 'O', '0' },
};

START_TEST(who_was_meant)
{
	const partner_row *row = &partner_rows[_i];
	uint32_t best = best_other(emission_of(row->channel, row->alphabet), row->typed);

	ck_assert_msg(best == row->printed, "%s: U+%04X", row->name, (unsigned)best);
}
END_TEST

typedef struct order_row {
	const char *name, *channel;
	size_t alphabet;
	uint32_t printed, typed;          /* P(typed | printed) is ... */
	uint32_t other_printed, other_typed;
	double low, high;                 /* ... this many times P(other_typed | other_printed) */
} order_row;

static const order_row order_rows[] = {
	{ "clean print knows no direction", "printed", ALPHANUMERIC, 'Q', 'O', 'O', 'Q', 0.999, 1.001 },
	{ "scratched Q to O", "scratched", ALPHANUMERIC, 'Q', 'O', 'O', 'Q', 1.1, 4 },
	{ "scratched R to P", "scratched", ALPHANUMERIC, 'R', 'P', 'P', 'R', 1.2, 4 },
	{ "scratched G to C", "scratched", ALPHANUMERIC, 'G', 'C', 'C', 'G', 1.2, 4 },
	{ "scratched E to F", "scratched", ALPHANUMERIC, 'E', 'F', 'F', 'E', 1.2, 4 },
	{ "scratched B to P", "scratched", ALPHANUMERIC, 'B', 'P', 'P', 'B', 1.2, 4 },
	{ "scratched 8 to 3", "scratched", ALPHANUMERIC, '8', '3', '3', '8', 1.2, 4 },
	{ "scratched, pair without a row: 0 to C", "scratched", DIGITS, '8', '3', '3', '8', 1.2, 4 },
	{ "scratched U+306C to U+3081", "scratched", HIRAGANA, 0x306C, 0x3081, 0x3081, 0x306C, 1.1, 4 },
	{ "scratched U+304C to U+304B", "scratched", HIRAGANA, 0x304C, 0x304B, 0x304B, 0x304C, 1.1, 4 },
	{ "print: U+3044 U+308A are not alike", "printed", HIRAGANA, 0x3044, 0x308A, 0x306C, 0x3081, 0, 0.3 },
	{ "ear, not eye: O Q", "spoken", ALPHANUMERIC, 'O', 'Q', 'D', 'B', 0, 0.1 },
	{ "ear, not eye: P R", "spoken", ALPHANUMERIC, 'R', 'P', 'T', 'P', 0, 0.1 },
	{ "neighbouring keys", "keyed", ALPHANUMERIC, 'G', 'H', 'G', 'P', 10, 1000 },
	{ "keys above", "keyed", ALPHANUMERIC, 'A', 'Q', 'A', 'U', 10, 1000 },
	{ "keys further away are anything", "keyed", ALPHANUMERIC, 'A', 'L', 'A', 'P', 0.2, 5 },
	{ "keys on a number pad", "keyed", DIGITS, '5', '8', '5', '1', 1.5, 100 },
	{ "slip within a flick key", "keyed", HIRAGANA, 0x304B, 0x304D, 0x304B, 0x3081, 5, 1000 },
	{ "a slip keeps the case", "keyed", BASE62, 'g', 'h', 'g', 'H', 5, 1000 },
	{ "0 and O are neighbours and look alike", "printed", ALPHANUMERIC, '0', 'O', '5', 'S', 1.2, 10 },
	{ "machines prefer letters", "ocr", ALPHANUMERIC, '0', 'O', 'O', '0', 1.2, 10 },
	{ "machines do not see P R", "ocr", ALPHANUMERIC, 'R', 'P', '0', 'O', 0, 0.05 },
	{ "never counted, not impossible", "ocr", ALPHANUMERIC, 'M', '2', '0', 'O', 1e-6, 0.05 },
};

START_TEST(how_much_likelier)
{
	const order_row *row = &order_rows[_i];
	const gcvi_emission *e = emission_of(row->channel, row->alphabet);
	double ratio = chance(e, &alphabet, row->typed, row->printed) / chance(e, &alphabet, row->other_typed, row->other_printed);

	ck_assert_msg(ratio >= row->low && ratio <= row->high, "%s: %g", row->name, ratio);
}
END_TEST

/* ------------------------------------------------------------------------------ what is not in the alphabet */

typedef struct foreign_row {
	const char *name;
	size_t alphabet;
	uint32_t typed, first, second;    /* best and next best symbol; 0: not asked */
} foreign_row;

static const foreign_row foreign_rows[] = {
	{ "lower-case l is L, then 1", ALPHANUMERIC, 'l', 'L', '1' },
	{ "lower-case b is B, then 8", ALPHANUMERIC, 'b', 'B', '8' },
	{ "O where there is only 0", DIGITS, 'O', '0', 0 },
	{ "o where there is only 0", DIGITS, 'o', '0', 0 },
	{ "I where there is only 1", DIGITS, 'I', '1', 0 },
	{ "l where there is only 1", DIGITS, 'l', '1', 0 },
	{ "S where there is only 5", DIGITS, 'S', '5', 0 },
	{ "B where there is only 8", DIGITS, 'B', '8', 0 },
	{ "O where there is neither", MICROSOFT, 'O', 'Q', 0 },
	{ "Cyrillic A", ALPHANUMERIC, 0x410, 'A', '4' },
	{ "Greek capital Rho is P", ALPHANUMERIC, 0x3A1, 'P', 'R' },
	{ "accented E", ALPHANUMERIC, 0xC9, 'E', 'F' },
	{ "Arabic-Indic seven by value, not V", ALPHANUMERIC, 0x667, '7', 'T' },
	{ "katakana for hiragana", HIRAGANA, 0x30CC, 0x306C, 0x3081 },
	{ "upper case in lower-case hexadecimal", HEXADECIMAL, 'B', 'b', 0 },
	{ "O in hexadecimal", HEXADECIMAL, 'O', '0', 0 },
	{ "l in hexadecimal", HEXADECIMAL, 'l', '1', 0 },
};

START_TEST(strangers_speak_by_shape)
{
	const foreign_row *row = &foreign_rows[_i];
	const gcvi_emission *e = emission_of("printed", row->alphabet);
	double p[GCVI_SYMBOLS_MAX];
	size_t best = 0, next = SIZE_MAX, i;

	gcvi_emission_row(e, row->typed, p);
	for (i = 1; i < alphabet.count; i++)
		if (p[i] > p[best])
			best = i;
	for (i = 0; i < alphabet.count; i++)
		if (i != best && (next == SIZE_MAX || p[i] > p[next]))
			next = i;
	ck_assert_msg(row->first == 0 || alphabet.points[best] == row->first, "%s: best is U+%04X", row->name,
	              (unsigned)alphabet.points[best]);
	ck_assert_msg(row->second == 0 || alphabet.points[next] == row->second, "%s: next is U+%04X", row->name,
	              (unsigned)alphabet.points[next]);
	ck_assert_msg(p[best] > 1.3 * p[next], "%s: undecided", row->name);
}
END_TEST

START_TEST(other_forms_are_the_symbol)
{
	const gcvi_emission *e = emission_of("printed", ALPHANUMERIC);
	size_t i;

	for (i = 0; i < alphabet.count; i++) {
		uint32_t point = alphabet.points[i];
		double own = chance(e, &alphabet, point, point);

		ck_assert_double_ge(chance(e, &alphabet, gcvi_lower(point), point), own);
		if (point <= '9')
			ck_assert_double_ge(chance(e, &alphabet, 0x660 + point - '0', point), own);
		ck_assert_double_lt(chance(e, &alphabet, 0x410, point), 1e-6);
	}
}
END_TEST

START_TEST(unknown_marks_say_nothing)
{
	static const uint32_t nothing[] = { 0, '?', 0xFF1F, 0xFFFD, 0x20AC, 0x4E00, 0x10FFFF, 0x110000, UINT32_MAX, ' ', '!' };
	double row[GCVI_SYMBOLS_MAX];
	size_t c, k, i;

	for (c = 0; c < COUNT(channel_names); c++) {
		const gcvi_emission *e = emission_of(channel_names[c], ALPHANUMERIC);

		for (k = 0; k < COUNT(nothing); k++) {
			gcvi_emission_row(e, nothing[k], row);
			for (i = 1; i < alphabet.count; i++)
				ck_assert_msg(row[i] == row[0], "%s: U+%04X", channel_names[c], (unsigned)nothing[k]);
			ck_assert(gcvi_emission_extra(e, nothing[k]) == row[0]);
		}
		ck_assert_double_gt(chance(e, &alphabet, '?', 'A'), 1000 * chance(e, &alphabet, 0x20AC, 'A'));
	}
}
END_TEST

/* Among digits, X is rather an extra character than a digit read as X while another digit was typed twice over. */
START_TEST(strangers_are_rather_extra)
{
	const gcvi_emission *e = emission_of("printed", DIGITS);
	double row[GCVI_SYMBOLS_MAX];
	size_t i;

	gcvi_emission_row(e, 'X', row);
	for (i = 0; i < alphabet.count; i++)
		ck_assert_double_gt(gcvi_emission_extra(e, 'X'), 10 * row[i]);
	gcvi_emission_row(e, 'O', row);
	ck_assert_double_gt(row[0], gcvi_emission_extra(e, 'O'));
	ck_assert(gcvi_emission_extra(e, '7') == 0.075);
	ck_assert(gcvi_emission_extra(e, 0x667) == 0.075);
	ck_assert(gcvi_emission_extra(e, 0x3042) == gcvi_emission_extra(e, 'x'));
}
END_TEST

START_TEST(folds_name_the_symbol)
{
	const gcvi_emission *e;

	make_alphabet(&alphabet, &alphabet_rows[DIGITS]);
	alphabet.folds[0].typed = 'O';
	alphabet.folds[0].meant = '0';
	alphabet.folds[1].typed = 'l';
	alphabet.folds[1].meant = '1';
	alphabet.fold_count = 2;
	e = make_emission(gcvi_channel_builtin("printed"), &alphabet, &arena);
	ck_assert_double_ge(chance(e, &alphabet, 'O', '0'), chance(e, &alphabet, '0', '0') / 16);
	ck_assert_double_ge(chance(e, &alphabet, 'o', '0'), chance(e, &alphabet, '0', '0') / 16);
	ck_assert_double_ge(chance(e, &alphabet, 'l', '1'), chance(e, &alphabet, '1', '1') / 16);
	ck_assert_double_ge(chance(e, &alphabet, 'L', '1'), chance(e, &alphabet, '1', '1') / 16);
	ck_assert_double_lt(chance(e, &alphabet, 'I', '1'), 0.01);
	/* An O is also the sign of another digit misread, more than a 0 is. */
	ck_assert_double_gt(chance(e, &alphabet, 'O', '9') / chance(e, &alphabet, 'O', '0'),
	                    4 * chance(e, &alphabet, '0', '9') / chance(e, &alphabet, '0', '0'));
}
END_TEST

START_TEST(case_matters_where_it_is_said_to)
{
	static const uint32_t points[] = { '1', 'K', 'L', 'x' };
	const gcvi_emission *e = emission_of("printed", BASE62);

	ck_assert_double_lt(chance(e, &alphabet, 'k', 'K'), 0.05);
	ck_assert_double_gt(chance(e, &alphabet, 'k', 'K'), chance(e, &alphabet, 'k', 'M'));
	/* Known in the other case only: that letter it is. */
	ck_assert(gcvi_alphabet_init(&alphabet, points, 4, GCVI_CASE_SENSITIVE));
	e = make_emission(gcvi_channel_builtin("printed"), &alphabet, &arena);
	ck_assert_double_gt(chance(e, &alphabet, 'k', 'K'), 0.9);
	ck_assert_double_gt(chance(e, &alphabet, 'X', 'x'), 0.9);
}
END_TEST

/* ----------------------------------------------------------------------------------------- a format's own pairs */

START_TEST(a_format_adds_and_overrides)
{
	static const gcvi_pair extra[] = { { '0', 'O', 0 }, { 'A', 'W', 5 }, { 'A', 0xE9, 2 }, { 'a', 'z', 7 }, { 'A', 'A', 9 } };
	const struct gcv_channel *printed = gcvi_channel_builtin("printed");
	const gcvi_emission *with = NULL, *without;

	make_alphabet(&alphabet, &alphabet_rows[ALPHANUMERIC]);
	without = make_emission(printed, &alphabet, &arena);
	ck_assert_int_eq(gcvi_emission_make(&with, printed, &alphabet, extra, COUNT(extra), &arena), GCV_OK);
	ck_assert_double_lt(chance(with, &alphabet, 'O', '0'), 0.1 * chance(without, &alphabet, 'O', '0'));
	ck_assert_double_gt(chance(with, &alphabet, '0', 'O'), 0.5 * chance(without, &alphabet, '0', 'O'));
	ck_assert_double_gt(chance(with, &alphabet, 'W', 'A'), 20 * chance(without, &alphabet, 'W', 'A'));
	ck_assert_double_gt(chance(with, &alphabet, 'W', 'A'), 4 * chance(with, &alphabet, 'S', '5'));
	/* It names E, and now says A a little. */
	ck_assert_double_gt(chance(with, &alphabet, 0xE9, 'A'), 100 * chance(without, &alphabet, 0xE9, 'A'));
}
END_TEST

START_TEST(memory_runs_out_anywhere)
{
	static const gcvi_pair extra[] = { { 'A', 'W', 5 }, { 'A', 0xE9, 2 } };
	size_t left;
	int status = GCV_E_MEMORY;

	make_alphabet(&alphabet, &alphabet_rows[BASE62]);
	for (left = 0; status != GCV_OK; left++) {
		scarce state;
		gcv_allocator allocator = scarce_allocator(&state, left);
		const gcvi_emission *emission = NULL;
		gcvi_arena limited;

		gcvi_arena_init(&limited, &allocator);
		status = gcvi_emission_make(&emission, gcvi_channel_builtin("ocr"), &alphabet, extra, COUNT(extra), &limited);
		ck_assert(status == GCV_OK || (status == GCV_E_MEMORY && emission == NULL));
		gcvi_arena_free(&limited);
		ck_assert_uint_eq(state.out, 0);
		ck_assert_uint_lt(left, 100);
	}
	ck_assert_uint_gt(left, 2);
}
END_TEST

/* Whatever a channel says, rows stay proper: all weights at their bounds, the largest alphabet. */
START_TEST(extreme_channels_stay_proper)
{
	static const char *const texts[] = {
		"channel\tx\nprior\tsubstitution\t0.5\nshare\tsimilar\t1\nshare\tneighbour\t0\n0\tO\t1000\n",
		"channel\tx\nprior\tsubstitution\t0.5\nshare\tsimilar\t0\nshare\tneighbour\t1\ninclude\tkeyboard\tqwerty\t1000\n",
		"channel\tx\nprior\tsubstitution\t0.5\nshare\tsimilar\t0\nshare\tneighbour\t0\n",
		"channel\tx\nprior\tsubstitution\t0\ninclude\tlookalikes\tclean\t1\n",
		"channel\tx\nprior\tsubstitution\t0.5\nshare\tsimilar\t1\nshare\tneighbour\t0\nscale\toutside\t1\n0\tU+0021\t1000\nO\t0\t0.000001\n",
	};
	gcv_channel *channel = NULL;
	double row[GCVI_SYMBOLS_MAX], sum[GCVI_SYMBOLS_MAX];
	size_t a, i;
	uint32_t typed;

	ck_assert_int_eq(gcv_channel_load(&channel, texts[_i], strlen(texts[_i]), NULL, NULL), GCV_OK);
	for (a = 0; a < COUNT(alphabet_rows); a++) {
		const gcvi_emission *e;

		make_alphabet(&alphabet, &alphabet_rows[a]);
		e = make_emission(channel, &alphabet, &arena);
		memset(sum, 0, sizeof sum);
		for (typed = 0; typed < 0x3100; typed++) {
			gcvi_emission_row(e, typed, row);
			if (!are_probabilities(row, alphabet.count))
				ck_abort_msg("text %d, %s: U+%04X", _i, alphabet_rows[a].name, (unsigned)typed);
			if (in_form(FORM_UPPER, typed, row))
				for (i = 0; i < alphabet.count; i++)
					sum[i] += row[i];
		}
		for (i = 0; i < alphabet.count; i++)
			ck_assert_msg(sum[i] <= 1, "text %d, %s: %.17g", _i, alphabet_rows[a].name, sum[i]);
	}
	gcv_channel_free(channel);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("emission");
	TCase *tcase = tcase_create("emission");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_set_timeout(tcase, 120);
	tcase_add_loop_test(tcase, rows_are_proper, 0, (int)(COUNT(channel_names) * COUNT(alphabet_rows)));
	tcase_add_loop_test(tcase, mean_error_is_the_prior, 0, (int)COUNT(channel_names));
	tcase_add_loop_test(tcase, alphabets_without_look_alikes_err_less, 0, 3);
	tcase_add_loop_test(tcase, five_pairs_lead_in_order, 0, 2);
	tcase_add_loop_test(tcase, who_was_meant, 0, (int)COUNT(partner_rows));
	tcase_add_loop_test(tcase, how_much_likelier, 0, (int)COUNT(order_rows));
	tcase_add_loop_test(tcase, strangers_speak_by_shape, 0, (int)COUNT(foreign_rows));
	tcase_add_test(tcase, other_forms_are_the_symbol);
	tcase_add_test(tcase, unknown_marks_say_nothing);
	tcase_add_test(tcase, strangers_are_rather_extra);
	tcase_add_test(tcase, folds_name_the_symbol);
	tcase_add_test(tcase, case_matters_where_it_is_said_to);
	tcase_add_test(tcase, a_format_adds_and_overrides);
	tcase_add_test(tcase, memory_runs_out_anywhere);
	tcase_add_loop_test(tcase, extreme_channels_stay_proper, 0, 5);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}
