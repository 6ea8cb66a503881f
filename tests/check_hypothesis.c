/* SPDX-License-Identifier: MIT */
/*
 * Accidents to the whole input: what each key gives on another keyboard; which accidents take part for an input; and the
 * likelihood of every code of small formats, computed once more from the text of hypothesis.h.
 */
#include "format.h"
#include "hypothesis_keyboard.h"
#include "noise.h"
#include "support.h"
#include "text.h"
#include "trellis.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------------------------------------ keyboards */

static uint32_t point_of(const char *text)
{
	uint32_t point = 0;

	if (*text != '\0')
		ck_assert_uint_eq(gcvi_utf8_read((const uint8_t *)text, strlen(text), &point), strlen(text));
	return point;
}

typedef struct key_row {
	size_t accident;
	const char *name, *typed, *meant;   /* meant "": it cannot have come out */
} key_row;

static const key_row keys[] = {
	{ 0, "azerty", "a", "q" }, { 0, "azerty", "Q", "A" }, { 0, "azerty", "w", "z" }, { 0, "azerty", ",", "m" },
	{ 0, "azerty", "&", "1" }, { 0, "azerty", "\xC3\xA0", "0" }, { 0, "azerty", "-", "6" }, { 0, "azerty", ")", "-" },
	{ 0, "azerty", "1", "!" }, { 0, "azerty", "k", "k" }, { 0, "azerty", "\xD1\x84", "" },
	{ 1, "latin", "q", "a" }, { 1, "latin", ";", "m" }, { 1, "latin", "!", "1" }, { 1, "latin", ")", "0" },
	{ 2, "qwertz", "z", "y" }, { 2, "qwertz", "Y", "Z" }, { 2, "qwertz", "7", "7" },
	{ 3, "cyrillic", "\xD1\x84", "a" }, { 3, "cyrillic", "\xD0\x99", "Q" }, { 3, "cyrillic", "\xD1\x8C", "m" },
	{ 3, "cyrillic", "5", "5" }, { 3, "cyrillic", "K", "" },
	{ 4, "latin", "a", "\xD1\x84" }, { 4, "latin", "Q", "\xD0\x99" },
	{ 5, "kana", "\xE3\x81\xA1", "a" }, { 5, "kana", "\xE3\x83\x81", "a" }, { 5, "kana", "\xE3\x81\xAC", "1" },
	{ 5, "kana", "\xE3\x82\x8F", "0" }, { 5, "kana", "\xE3\x82\x92", "0" }, { 5, "kana", "\xE3\x81\xA3", "Z" },
	{ 5, "kana", "\xE3\x81\xBB", "-" }, { 5, "kana", "a", "" },
	{ 6, "latin", "a", "\xE3\x81\xA1" }, { 6, "latin", "3", "\xE3\x81\x82" },
	{ 7, "shift", "!", "1" }, { 7, "shift", "@", "2" }, { 7, "shift", "(", "9" }, { 7, "shift", "Q", "Q" },
	{ 7, "shift", "1", "!" },
	{ 8, "shift", "\"", "2" }, { 8, "shift", "'", "7" }, { 8, "shift", ")", "9" },
	{ 9, "no-shift", "&", "1" }, { 9, "no-shift", "\xC3\xA7", "9" }, { 9, "no-shift", "a", "a" },
	{ 10, "caps-lock", "a", "A" }, { 10, "caps-lock", "Q", "q" }, { 10, "caps-lock", "1", "1" },
};

START_TEST(keys_mean_what_the_layouts_say)
{
	const key_row *row = &keys[_i];

	ck_assert_str_eq(gcvi_keyboard_name(row->accident), row->name);
	ck_assert_msg(gcvi_keyboard_undo(row->accident, point_of(row->typed)) == point_of(row->meant), "%s: %s is U+%04lX",
	              row->name, row->typed, (unsigned long)gcvi_keyboard_undo(row->accident, point_of(row->typed)));
}
END_TEST

/* ------------------------------------------------------------------------------------------------- samples */

static const char formats[] =
	"[two]\ntitle = t\nclass D = A Q 1 7\nevidence = exact\nlayout = D3 - D3\ncheck = luhn\ngrade = C\nsource = made up\n"
	"[four]\ntitle = t\nclass D = A Q 1 7\nevidence = exact\nlayout = D - D - D - D\ncheck = luhn\ngrade = C\nsource = made up\n"
	"[free]\ntitle = t\nclass D = A Q 1 7\nevidence = exact\nlayout = D3 - D3\ngrade = C\nsource = made up\n"
	"[cased]\ntitle = t\nclass D = A a Q q 1 7\nevidence = exact\ncase = sensitive\nlayout = D5\ncheck = luhn\ngrade = C\n"
	"source = made up\n"
	"[large]\ntitle = t\nevidence = exact\nlayout = X7\ncheck = weighted mod=1021 weights=positions\ngrade = C\nsource = made up\n";

typedef struct sample {
	gcv_catalog *catalog;
	gcvi_arena arena;
	char *text;
	gcvi_reading reading;
	gcvi_form form;
	gcvi_automaton automaton;
	const gcvi_emission *emission;
	const gcvi_priors *priors;
	const gcvi_lattice *lattice;
	gcvi_hypothesis_fit fit;
	gcvi_hypotheses hypotheses;
	gcvi_keyed keyed[GCVI_KEYBOARDS];
	size_t keyed_count;
} sample;

static void open_sample(sample *s, const char *format, const char *input)
{
	const struct gcv_channel *channel = gcvi_channel_builtin("printed");
	const gcv_format *found;
	gcv_text_error error = GCV_TEXT_ERROR_INIT;
	int status;

	memset(s, 0, sizeof *s);
	gcvi_arena_init(&s->arena, NULL);
	ck_assert_int_eq(gcv_catalog_new(&s->catalog, NULL, 0), GCV_OK);
	status = gcv_catalog_load(s->catalog, formats, strlen(formats), NULL, &error);
	ck_assert_msg(status == GCV_OK, "line %zu: %s", error.line, error.message);
	found = gcv_catalog_find(s->catalog, format);
	ck_assert_ptr_nonnull(found);
	s->text = exact_copy(input, strlen(input));
	s->priors = gcvi_channel_priors(channel);
	ck_assert_int_eq(gcvi_read(&s->reading, s->text, strlen(input), &s->arena), GCV_OK);
	ck_assert_int_eq(gcvi_form_make(found, 0, found->layouts[0].min, &s->arena, &s->form, &s->automaton), GCV_OK);
	ck_assert_int_eq(gcvi_emission_make(&s->emission, channel, s->form.alphabet, NULL, 0, &s->arena), GCV_OK);
	ck_assert_int_eq(gcvi_lattice_make(&s->lattice, &s->reading, &s->form, s->emission, s->priors, &s->arena), GCV_OK);
	ck_assert_int_eq(gcvi_hypothesis_fit_make(&s->fit, s->lattice, &s->automaton, &s->arena), GCV_OK);
	ck_assert_int_eq(gcvi_keyed_make(s->keyed, &s->keyed_count, s->lattice, &s->fit, s->emission, s->priors, &s->arena),
	                 GCV_OK);
	ck_assert_int_eq(gcvi_hypotheses_make(&s->hypotheses, s->lattice, s->keyed, s->keyed_count, &s->fit, s->priors, &s->arena),
	                 GCV_OK);
}

static void close_sample(sample *s)
{
	gcvi_arena_free(&s->arena);
	gcv_catalog_free(s->catalog);
	free(s->text);
}

/* -------------------------------------------------------------------------------------- which take part */

typedef struct part_row {
	const char *name, *format, *input, *accidents;
} part_row;

static const part_row parts[] = {
	{ "a code", "two", "A7Q-11Q", "" },
	{ "one misread", "two", "A7Q-117", "" },
	{ "two neighbours exchanged, others by chance", "two", "7AQ-11Q", "azerty latin exchanged" },
	{ "groups exchanged, others by chance", "two", "11Q-A7Q", "azerty latin exchanged" },
	{ "no check tells", "free", "11Q-A7Q", "" },
	{ "typed twice", "two", "A7Q-A7Q-11Q", "repeated" },
	{ "typed twice, one of them misread", "two", "A7Q-AAQ-11Q", "repeated" },
	{ "left out", "two", "11Q", "left-out left-out left-out" },
	{ "left out, no check", "free", "A7Q", "left-out left-out left-out" },
	{ "unfinished", "free", "A7", "left-out" },
	{ "nothing", "free", "", "" },
	{ "AZERTY", "two", "q\xC3\xA8" "a)&&a", "azerty" },
	{ "AZERTY, separator from the number pad", "two", "q\xC3\xA8" "a-&&a", "azerty no-shift" },
	{ "AZERTY, digits without Shift", "two", "a\xC3\xA8" "q-&&q", "azerty no-shift" },
	{ "Russian", "two", "\xD1\x84" "7\xD0\xB9-11\xD0\xB9", "cyrillic" },
	{ "Russian, but for one key", "two", "\xD1\x84" "7Q-11\xD0\xB9", "" },
	{ "kana", "two", "\xE3\x81\xA1\xE3\x82\x84\xE3\x81\x9F\xE3\x81\xBB\xE3\x81\xAC\xE3\x81\xAC\xE3\x81\x9F", "kana" },
	{ "Shift held, US", "two", "A&Q_!!Q", "shift shift" },
	{ "AZERTY, digits from two places", "two", "q\xC3\xA8" "a)&1a", "" },
	{ "AZERTY, digits from the number pad", "two", "q7a-11a", "azerty latin exchanged" },
	{ "a comma is no separator", "two", "q7a,11Q", "" },
	{ "Shift held, Japanese", "two", "A'Q=!!Q", "shift" },
	{ "Shift held, either", "two", "AAQ-!!1", "shift shift" },
	{ "Caps Lock", "cased", "aAq7a", "caps-lock" },
	{ "all groups the other way round", "four", "Q-1-Q-7", "exchanged exchanged reversed" },
};

START_TEST(accidents_take_part)
{
	const part_row *row = &parts[_i];
	char told[200] = "";
	sample s;
	size_t h;

	open_sample(&s, row->format, row->input);
	for (h = 0; h < s.keyed_count; h++) {
		strcat(told, told[0] != '\0' ? " " : "");
		strcat(told, gcvi_keyboard_name(s.keyed[h].keyboard));
	}
	for (h = 0; h < s.hypotheses.count; h++) {
		if (s.hypotheses.items[h].accident == GCVI_ACCIDENT_KEYBOARD)
			continue;
		strcat(told, told[0] != '\0' ? " " : "");
		strcat(told, gcvi_hypothesis_name(&s.hypotheses.items[h]));
	}
	ck_assert_msg(strcmp(told, row->accidents) == 0, "%s: \"%s\", not \"%s\"", row->name, told, row->accidents);
	close_sample(&s);
}
END_TEST

/* What no position takes is wrong, however much the check leaves open before it. */
START_TEST(what_nothing_takes_is_wrong)
{
	sample s;
	size_t j;

	open_sample(&s, "large", "?????\xC3\xA9\xC3\xA9");
	for (j = 0; j < s.form.length; j++)
		s.fit.order[j] = (uint16_t)j;
	ck_assert_uint_gt(gcvi_hypothesis_errors(&s.fit, s.fit.order, 0), 0);
	ck_assert_uint_gt(gcvi_hypothesis_errors(&s.fit, s.fit.order, 1), 1);
	ck_assert_uint_gt(s.fit.as_typed, 1);
	close_sample(&s);
}
END_TEST

/* ------------------------------------------------------------------------------------- against brute force */

/* An accident by hand: which character was meant at each position ('.': none), and for the second time. */
typedef struct lane_row {
	const char *name, *format, *input, *accident;
	size_t first, second;
	const char *meant, *again;
	double prior;             /* of it, in parts of the channel's rate */
	int letters, typed, lost, extra;   /* letters, printed separators typed and not typed, separators where none is */
} lane_row;

/* Two groups have 1 exchange, 2 that may be repeated, 2 left out, 1 unfinished; four have 6, 1 reversal, 4, 4, 1. */
#define OF_TWO (1.0 / 6)
#define OF_FOUR (1.0 / 16)

/* azerty, latin, cyrillic, kana, shift twice, no-shift; caps-lock where case matters. */
#define OF_KEYBOARDS (1.0 / 7)

static const lane_row lanes[] = {
	{ "exchanged", "two", "11Q-A7Q", "exchanged", 0, 1, "A7Q11Q", NULL, OF_TWO, 6, 1, 0, 0 },
	{ "exchanged, no separator", "two", "11QA7Q", "exchanged", 0, 1, "A7Q11Q", NULL, OF_TWO, 6, 0, 0, 0 },
	{ "exchanged, separator misplaced", "two", "11-QA7Q", "exchanged", 0, 1, "A7Q11Q", NULL, OF_TWO, 6, 0, 1, 1 },
	{ "two of four", "four", "Q-1-Q-7", "exchanged", 0, 3, "71QQ", NULL, OF_FOUR, 4, 3, 0, 0 },
	{ "reversed", "four", "Q-1-Q-7", "reversed", 0, 0, "7Q1Q", NULL, OF_FOUR, 4, 3, 0, 0 },
	{ "repeated", "two", "A7Q-A8Q-11Q", "repeated", 0, 0, "A7Q11Q", "A8Q...", OF_TWO, 9, 2, 0, 0 },
	{ "repeated, one unreadable", "two", "A7Q 11Q 1?Q", "repeated", 1, 0, "A7Q11Q", "...1?Q", OF_TWO, 9, 2, 0, 0 },
	{ "left out", "two", "11Q", "left-out", 0, 0, "...11Q", NULL, OF_TWO, 3, 0, 0, 0 },
	{ "left out behind", "two", "A7Q", "left-out", 1, 0, "A7Q...", NULL, OF_TWO, 3, 0, 0, 0 },
	{ "unfinished", "two", "A7Q-1", "left-out", 4, 0, "A7Q1..", NULL, OF_TWO, 4, 1, 0, 0 },
	{ "AZERTY", "two", "q\xC3\xA8" "a)&&a", "azerty", 0, 0, "a7q11q", NULL, OF_KEYBOARDS, 6, 1, 0, 0 },
	{ "kana", "two", "\xE3\x81\xA1\xE3\x82\x84\xE3\x81\x9F\xE3\x81\xAC\xE3\x81\xAC\xE3\x81\x9F", "kana", 5, 0, "a7q11q", NULL,
	  OF_KEYBOARDS, 6, 0, 0, 0 },
	{ "Shift held, US", "two", "A&Q_!!Q", "shift", 7, 0, "A7Q11Q", NULL, OF_KEYBOARDS, 6, 1, 0, 0 },
	{ "Caps Lock", "cased", "aAq7a", "caps-lock", 10, 0, "AaQ7A", NULL, 1.0 / 8, 5, 0, 0, 0 },
};

static double e_of(const sample *s, char meant, gcvi_symbol symbol)
{
	double row[GCVI_SYMBOLS_MAX];

	if (meant == '.')
		return 1;
	gcvi_emission_row(s->emission, meant == '?' ? 0xFFFD : (uint32_t)meant, row);
	return row[symbol];
}

/* weight(h) * product of emit, from the page of the model. */
static double lane_by_hand(const sample *s, const lane_row *row, const gcvi_symbol *code)
{
	const gcvi_priors *p = s->priors;
	int keyboard = row->prior > OF_TWO - 1e-9 ? 0 : row->prior > 0.1;
	double leave = 1 - p->insertion - p->doubling - p->separator_extra;
	double stay = 1 - p->omission - p->transposition - p->jump - p->twin;
	double value = row->prior * (keyboard ? p->layout : p->groups) * leave;
	size_t j;
	int k;

	for (k = 0; k < row->letters; k++)
		value *= leave * stay;
	for (k = 0; k < row->typed; k++)
		value *= leave * (1 - p->separator_lost);
	for (k = 0; k < row->lost; k++)
		value *= leave * p->separator_lost;
	for (k = 0; k < row->extra; k++)
		value *= p->separator_extra;
	for (j = 0; j < s->form.length; j++)
		value *= e_of(s, row->meant[j], code[j]) * (row->again != NULL ? e_of(s, row->again[j], code[j]) : 1);
	return value;
}

static int is_near(double a, double b)
{
	double difference = a - b, largest = a > b ? a : b;

	return (difference < 0 ? -difference : difference) <= 1e-12 * largest;
}

static size_t find_lane(const sample *s, const lane_row *row)
{
	size_t h;

	for (h = 0; h < s->hypotheses.count; h++) {
		const gcvi_hypothesis *item = &s->hypotheses.items[h];

		if (strcmp(gcvi_hypothesis_name(item), row->accident) == 0 && item->first == row->first && item->second == row->second)
			return h;
	}
	ck_abort_msg("%s: takes no part", row->name);
	return 0;
}

/* Each code's share of the accident, each code's likelihood with all of them, and their sum. */
START_TEST(likelihoods_are_as_by_hand)
{
	const lane_row *row = &lanes[_i];
	gcvi_symbol code[8] = { 0 };
	double share[GCVI_HYPOTHESES_MAX], sum = 0, unscale, total;
	static noise model;
	gcvi_trellis trellis;
	sample s;
	size_t lane, j, codes = 0;

	open_sample(&s, row->format, row->input);
	lane = find_lane(&s, row);
	noise_make(&model, &s.reading, &s.form, s.emission, s.priors);
	ck_assert_int_eq(gcvi_trellis_make(&trellis, s.lattice, &s.automaton, &s.hypotheses, &s.arena), GCV_OK);
	ck_assert_int_eq(gcvi_trellis_backward(&trellis, &s.arena), GCV_OK);
	unscale = gcvi_power_of_two(-s.hypotheses.exponent);
	do {
		gcvi_scaled all = gcvi_trellis_likelihood(&trellis, code, share);
		double likelihood = gcvi_scaled_ratio(all, gcvi_scaled_make(1, 0)) * unscale, others = 0;
		double by_hand = lane_by_hand(&s, row, code), plain = 0;
		size_t h;

		for (h = 0; h < s.hypotheses.count; h++)
			others += h != lane ? share[h] * likelihood : 0;
		if (trellis.aligned)
			plain = (1 - s.priors->groups - s.priors->layout) * noise_sum(&model, code);
		ck_assert_msg(is_near(share[lane] * likelihood, by_hand), "%s: %.17g, by hand %.17g", row->name,
		              share[lane] * likelihood, by_hand);
		ck_assert_msg(is_near(likelihood, plain + by_hand + others), "%s: %.17g, by hand %.17g", row->name, likelihood,
		              plain + by_hand + others);
		if (gcvi_automaton_verify(&s.automaton, code)) {
			sum += likelihood;
			codes++;
		}
		for (j = s.form.length; j-- > 0 && ++code[j] == s.form.alphabet->count;)
			code[j] = 0;
	} while (j != SIZE_MAX);
	total = trellis.total * gcvi_power_of_two(-trellis.exponent);
	ck_assert_uint_gt(codes, 30);
	ck_assert_msg(is_near(total, sum), "%s: %.17g, by hand %.17g", row->name, total, sum);
	close_sample(&s);
}
END_TEST

/* ------------------------------------------------------------------------------- keyboards, by brute force */

/* What was typed on another keyboard, and the same on the right one. */
typedef struct keyed_row {
	const char *name, *format, *input, *keyboard, *meant;
} keyed_row;

static const keyed_row keyed[] = {
	{ "AZERTY, one missing", "two", "\xC3\xA8" "a)&&a", "azerty", "7q-11q" },
	{ "AZERTY, separator from the number pad", "two", "\xC3\xA8" "a-&&a", "azerty", "7q-11q" },
	{ "AZERTY, one misread", "two", "q\xC3\xA8q)&&a", "azerty", "a7a-11q" },
	{ "AZERTY, digits without Shift", "two", "\xC3\xA8" "q-&&q", "no-shift", "7q-11q" },
	{ "Russian, one too many", "two", "\xD1\x84" "7\xD0\xB9-111\xD0\xB9", "cyrillic", "a7q-111q" },
	{ "Russian, two exchanged", "two", "7\xD1\x84\xD0\xB9-11\xD0\xB9", "cyrillic", "7aq-11q" },
	{ "kana, one missing", "two", "\xE3\x81\xA1\xE3\x82\x84\xE3\x81\x9F\xE3\x81\xAC\xE3\x81\xAC", "kana", "a7q11" },
	{ "Shift held, one too many", "two", "A&Q_!!!Q", "shift", "A7Q-111Q" },
};

/* Where what was meant is no code either, every code is as likely as if what was meant had been typed, times the prior; so is the sum. */
START_TEST(keyboards_are_as_if_it_had_been_typed)
{
	const keyed_row *row = &keyed[_i];
	gcvi_symbol code[8] = { 0 };
	gcvi_hypotheses none = { .count = 0 };
	double sum = 0, total;
	static noise model;
	gcvi_trellis trellis;
	sample s, meant;
	size_t k, j;

	open_sample(&s, row->format, row->input);
	open_sample(&meant, row->format, row->meant);
	for (k = 0; k < s.keyed_count && strcmp(gcvi_keyboard_name(s.keyed[k].keyboard), row->keyboard) != 0; k++)
		;
	ck_assert_msg(k < s.keyed_count, "%s: takes no part", row->name);
	ck_assert_uint_eq(s.keyed[k].distance, 1);
	ck_assert_double_eq_tol(s.keyed[k].prior, s.priors->layout * OF_KEYBOARDS, 1e-15);
	none.aligned = s.keyed[k].prior;
	none.exponent = s.keyed[k].lattice->exponent;
	noise_make(&model, &meant.reading, &meant.form, meant.emission, meant.priors);
	ck_assert_int_eq(gcvi_trellis_make(&trellis, s.keyed[k].lattice, &s.automaton, &none, &s.arena), GCV_OK);
	ck_assert_int_eq(gcvi_trellis_backward(&trellis, &s.arena), GCV_OK);
	do {
		gcvi_scaled all = gcvi_trellis_likelihood(&trellis, code, NULL);
		double likelihood = gcvi_scaled_ratio(all, gcvi_scaled_make(1, 0)) * gcvi_power_of_two(-s.keyed[k].lattice->exponent);
		double by_hand = none.aligned * noise_sum(&model, code);

		ck_assert_msg(is_near(likelihood, by_hand), "%s: %.17g, by hand %.17g", row->name, likelihood, by_hand);
		sum += gcvi_automaton_verify(&s.automaton, code) ? by_hand : 0;
		for (j = s.form.length; j-- > 0 && ++code[j] == s.form.alphabet->count;)
			code[j] = 0;
	} while (j != SIZE_MAX);
	total = trellis.total * gcvi_power_of_two(-trellis.exponent);
	ck_assert_msg(is_near(total, sum), "%s: %.17g, by hand %.17g", row->name, total, sum);
	close_sample(&meant);
	close_sample(&s);
}
END_TEST

/* The likelihood of a code: as it stands, and under every keyboard that takes part. */
static double likelihood_of(const sample *s, const noise *typed, const noise *meant, const gcvi_symbol *code)
{
	double sum = s->hypotheses.aligned * noise_sum(typed, code);
	size_t k;

	for (k = 0; k < s->keyed_count; k++)
		sum += s->keyed[k].prior * noise_sum(&meant[k], code);
	return sum;
}

/* One ranking: the first suggestion of a report is the most probable of all codes, with its exact probability. */
START_TEST(keyboards_are_ranked_with_the_rest)
{
	const keyed_row *row = &keyed[_i];
	gcvi_symbol code[8] = { 0 }, best[8] = { 0 };
	double sum = 0, most = 0;
	static noise typed, meant[GCVI_KEYBOARDS];
	gcv_options options;
	gcv_report *report;
	const gcv_suggestion *first;
	const gcv_format *format;
	sample s;
	size_t k, j;

	open_sample(&s, row->format, row->input);
	ck_assert_uint_eq(s.hypotheses.count, 0);
	noise_make(&typed, &s.reading, &s.form, s.emission, s.priors);
	for (k = 0; k < s.keyed_count; k++)
		noise_make(&meant[k], s.keyed[k].lattice->reading, &s.form, s.emission, s.priors);
	do {
		double likelihood = gcvi_automaton_verify(&s.automaton, code) ? likelihood_of(&s, &typed, meant, code) : 0;

		sum += likelihood;
		if (likelihood > most) {
			most = likelihood;
			memcpy(best, code, sizeof best);
		}
		for (j = s.form.length; j-- > 0 && ++code[j] == s.form.alphabet->count;)
			code[j] = 0;
	} while (j != SIZE_MAX);
	format = gcv_catalog_find(s.catalog, row->format);
	gcv_options_init(&options, sizeof options);
	options.formats = &format;
	options.format_count = 1;
	ck_assert_int_eq(gcv_check(s.catalog, row->input, strlen(row->input), &options, &report), GCV_OK);
	first = gcv_report_suggestion(report, 0);
	ck_assert_msg(first != NULL, "%s: nothing is suggested", row->name);
	ck_assert_double_eq_tol(first->probability, most / sum, 1e-9);
	for (j = 0; j < s.form.length; j++)
		ck_assert_msg((uint32_t)first->plain[j] == s.form.alphabet->points[best[j]], "%s: %s", row->name, first->plain);
	gcv_report_free(report);
	close_sample(&s);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("hypothesis");
	TCase *tests = tcase_create("hypothesis");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_set_timeout(tests, 120);
	tcase_add_loop_test(tests, keys_mean_what_the_layouts_say, 0, (int)(sizeof keys / sizeof keys[0]));
	tcase_add_loop_test(tests, accidents_take_part, 0, (int)(sizeof parts / sizeof parts[0]));
	tcase_add_test(tests, what_nothing_takes_is_wrong);
	tcase_add_loop_test(tests, likelihoods_are_as_by_hand, 0, (int)(sizeof lanes / sizeof lanes[0]));
	tcase_add_loop_test(tests, keyboards_are_as_if_it_had_been_typed, 0, (int)(sizeof keyed / sizeof keyed[0]));
	tcase_add_loop_test(tests, keyboards_are_ranked_with_the_rest, 0, (int)(sizeof keyed / sizeof keyed[0]));
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
