/* SPDX-License-Identifier: MIT */
/* Codes found by their sum alone: against the exact search of the same forms by states, and against all codes there are. */
#include "correct_meet_internal.h"
#include "format.h"
#include "support.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SYMBOLS_MAX 64

typedef struct small_form {
	const char *name, *lines;
	size_t length;
} small_form;

typedef struct fixture {
	gcv_catalog *catalog;
	const gcv_format *format;
	gcvi_arena arena;
	gcvi_form form;
	gcvi_automaton check, all;
	const gcvi_emission *emission;
	gcvi_priors priors;
	gcvi_hypotheses hypotheses;
	double lanes[GCVI_CODE_MAX * SYMBOLS_MAX];
	gcvi_reading reading;
	const gcvi_lattice *lattice;
	gcvi_source source;
	char input[200];
	uint64_t random;
} fixture;

static fixture f;

static double uniform(void)
{
	return (double)(next_random(&f.random) >> 11) / 9007199254740992.0;
}

static size_t below(size_t n)
{
	return (size_t)(uniform() * (double)n);
}

static void open_form(const small_form *row, uint64_t seed)
{
	gcv_text_error error = GCV_TEXT_ERROR_INIT;
	char text[1000];

	memset(&f, 0, sizeof f);
	f.random = 88172645463325252u + seed * 2654435761u;
	(void)snprintf(text, sizeof text, "[f]\ntitle = T\n%s\n", row->lines);
	ck_assert_int_eq(gcv_catalog_new(&f.catalog, NULL, GCV_CATALOG_EMPTY), GCV_OK);
	ck_assert_msg(gcv_catalog_load(f.catalog, text, strlen(text), NULL, &error) == GCV_OK, "%s: %s", row->name,
	              error.message);
	f.format = gcv_catalog_find(f.catalog, "f");
	gcvi_arena_init(&f.arena, NULL);
	ck_assert_int_eq(gcvi_form_make(f.format, 0, row->length, &f.arena, &f.form, &f.check), GCV_OK);
	ck_assert(gcvi_meet_works(&f.check));
	gcvi_meet_free(&f.all, &f.check);
}

static void close_form(void)
{
	gcvi_arena_free(&f.arena);
	gcv_catalog_free(f.catalog);
}

static double small(double most)
{
	double u = uniform();

	return u * u * most;
}

static void random_model(void)
{
	const struct gcv_channel *channel = gcvi_channel_builtin(below(2) == 0 ? "printed" : "ocr");
	gcvi_priors *p = &f.priors;
	gcvi_pair pairs[30];
	size_t k, j;

	*p = *gcvi_channel_priors(channel);
	p->substitution = 0.01 + small(0.2);
	p->omission = small(0.05);
	p->insertion = small(0.05);
	p->doubling = small(0.05);
	p->transposition = small(0.05);
	p->jump = small(0.03);
	p->twin = small(0.05);
	p->separator_lost = small(0.3);
	p->separator_extra = small(0.1);
	for (k = 0; k < 30; k++) {
		pairs[k].printed = f.format->alphabet.points[below(f.format->alphabet.count)];
		pairs[k].typed = f.format->alphabet.points[below(f.format->alphabet.count)];
		pairs[k].weight = pairs[k].printed != pairs[k].typed ? small(20) : 0;
		for (j = 0; j < k; j++)
			if (pairs[j].printed == pairs[k].printed && pairs[j].typed == pairs[k].typed)
				pairs[k--].weight = 0;
	}
	ck_assert_int_eq(gcvi_emission_make(&f.emission, channel, &f.format->alphabet, pairs, 30, &f.arena), GCV_OK);
	f.hypotheses.aligned = 1;
	f.hypotheses.count = below(3);
	f.hypotheses.lanes = f.hypotheses.count != 0 ? 4 : 0;
	f.hypotheses.emit = f.lanes;
	for (k = 0; k < f.form.length * f.format->alphabet.count * f.hypotheses.lanes; k++)
		f.lanes[k] = k % 4 < f.hypotheses.count ? uniform() : 0;
	for (k = 0; k < f.hypotheses.count; k++)
		f.hypotheses.items[k].weight = 0.001 * uniform();
}

/* A code, with accidents, or anything. */
static void random_input(void)
{
	gcvi_symbol code[GCVI_CODE_MAX];
	size_t accidents = below(4), length = f.form.length, k;
	char *out = f.input;

	for (k = 0; k < length; k++)
		code[k] = gcvi_set_nth(&f.form.sites[k].allowed, below(gcvi_set_count(&f.form.sites[k].allowed)));
	for (k = 0; k < length; k++) {
		if (k > 0 && f.form.sites[k].separator != 0 && below(3) != 0)
			*out++ = '-';
		*out++ = (char)f.format->alphabet.points[code[k]];
		if (accidents > 0 && below(length) < 2) {
			static const char *const pieces[] = { "?", "-", "[B8]", "%" };
			const char *piece = pieces[below(4)];

			accidents--;
			switch (below(5)) {
			case 0: out--; break;
			case 1: out[0] = out[-1]; out++; break;
			case 2: out[-1] = (char)f.format->alphabet.points[below(f.format->alphabet.count)]; break;
			case 3: *out++ = (char)f.format->alphabet.points[below(f.format->alphabet.count)]; break;
			default: memcpy(--out, piece, strlen(piece)); out += strlen(piece); break;
			}
		}
	}
	*out = '\0';
	ck_assert_int_eq(gcvi_read(&f.reading, f.input, strlen(f.input), &f.arena), GCV_OK);
}

static void make_source(gcvi_source *source, const gcvi_automaton *automaton, const gcvi_automaton *check)
{
	memset(source, 0, sizeof *source);
	ck_assert_int_eq(gcvi_lattice_make(&f.lattice, &f.reading, &f.form, f.emission, &f.priors, &f.arena), GCV_OK);
	f.hypotheses.exponent = f.lattice->exponent;
	ck_assert_int_eq(gcvi_trellis_make(&source->trellis, f.lattice, automaton, &f.hypotheses, &f.arena), GCV_OK);
	ck_assert_int_eq(gcvi_trellis_backward(&source->trellis, &f.arena), GCV_OK);
	source->check = check;
	source->weight = gcvi_power_of_two(-source->trellis.exponent);
}

static gcvi_meet meet_all(const gcvi_source *source, double least, size_t wanted)
{
	gcvi_meet meet = { .sources = source, .source_count = 1, .least = least, .rest = least, .wanted = wanted, .steps = 10000000 };

	ck_assert_int_eq(gcvi_meet_run(&meet, &f.arena), GCV_OK);
	return meet;
}

/* ------------------------------------------------------------------------------------- against states */

static const small_form with_states[] = {
	{ "a sum modulo 11", "layout = D3 - D1\ncheck = weighted mod=11 weights=1,2,3,4", 4 },
	{ "Luhn", "layout = D2 - D2\ncheck = luhn", 4 },
	{ "two characters", "layout = D2\ncheck = luhn", 2 },
	{ "two sums", "class C = 0-9\nlayout = D2 - D C\ncheck = weighted mod=11 weights=1,2,3,4\ncheck = weighted mod=7 weights=3,1,2,1", 4 },
	{ "a field of 8", "class A = A-H\nlayout = A2-A3\ncheck = gf 8", 5 },
	{ "products", "class A = A-F\nlayout = A5\ncheck = product 2 3 alphabet=A-F", 5 },
	{ "two check characters of a field of 32", "class A = 0-9 A-H J-K M-N P-T V-Z\nlayout = A4\ncheck = rs2", 4 },
	{ "CRC-10 over symbols of 4 bits", "class A = 0-9 A-F\nlayout = A2 C3\nclass C = 0-9 A-F\ncheck = crc 10 0x233", 5 },
	{ "CRC-8 in base 36", "class A = 0-9 A-F\nclass C = 0-9 A-Z\nlayout = A2 C2\ncheck = crc-text crc-8 digits=0-9A-Z", 4 },
	{ "a sum and a counting rule", "layout = D4\ncheck = weighted mod=11 weights=1,2,3,4\ncheck = count 7 1..", 4 },
};

static double relative(double a, double b)
{
	double difference = a > b ? a - b : b - a;

	return b > 0 ? difference / b : difference;
}

/* Everything that there is: the same codes, in the same order, with the same probabilities, and the same sum of all. */
START_TEST(the_same_as_by_states)
{
	const small_form *row = &with_states[_i];
	size_t round, k, entries = 0;
	double worst = 0;

	for (round = 0; round < 12; round++) {
		gcvi_search search = { .wanted = 60, .steps = 1000000, .source_count = 1 };
		gcvi_source by_states, by_sum;
		gcvi_meet meet;
		double total;

		open_form(row, round);
		random_model();
		random_input();
		make_source(&by_states, &f.check, NULL);
		search.sources = &by_states;
		ck_assert_int_eq(gcvi_search_run(&search, &f.arena), GCV_OK);
		make_source(&by_sum, &f.all, &f.check);
		meet = meet_all(&by_sum, 0, 60);
		ck_assert_int_eq(meet.truncated, 0);
		total = by_states.weight * by_states.trellis.total;
		ck_assert_msg(relative(meet.total, total) < 1e-9, "%s, round %zu, '%s': sum %.17g, by states %.17g", row->name, round,
		              f.input, meet.total, total);
		ck_assert_msg(meet.count == search.count, "%s, round %zu, '%s': %zu codes, by states %zu", row->name, round, f.input,
		              meet.count, search.count);
		for (k = 0; k < meet.count; k++) {
			double error = relative(meet.found[k].score / meet.total, search.found[k].score / total);

			worst = error > worst ? error : worst;
			ck_assert_msg(error < 1e-9, "%s, round %zu, '%s', rank %zu", row->name, round, f.input, k);
			ck_assert_msg(memcmp(meet.found[k].code, search.found[k].code, f.form.length) == 0,
			              "%s, round %zu, '%s', rank %zu: another code", row->name, round, f.input, k);
		}
		entries += meet.count;
		close_form();
	}
	printf("%s: %zu ranked codes; largest relative error %.1e\n", row->name, entries, worst);
	ck_assert_uint_gt(entries, 0);
}
END_TEST

/* Strings that were not looked at hold so little that no code among them can be worth more than this. */
START_TEST(nothing_likely_is_left_out)
{
	const small_form *row = &with_states[_i];
	double least = 1e-6;
	size_t round, k;

	for (round = 0; round < 12; round++) {
		gcvi_search search = { .wanted = 60, .steps = 1000000, .source_count = 1 };
		gcvi_source by_states, by_sum;
		gcvi_meet meet;
		double total, likely;

		open_form(row, 100 + round);
		random_model();
		random_input();
		make_source(&by_states, &f.check, NULL);
		search.sources = &by_states;
		ck_assert_int_eq(gcvi_search_run(&search, &f.arena), GCV_OK);
		make_source(&by_sum, &f.all, &f.check);
		meet = meet_all(&by_sum, least, 60);
		ck_assert_int_eq(meet.truncated, 0);
		total = by_states.weight * by_states.trellis.total;
		likely = least / gcvi_meet_share(&f.check) * meet.total;
		for (k = 0; k < search.count && search.found[k].score > 1.01 * likely; k++) {
			ck_assert_msg(k < meet.count, "%s, round %zu, '%s': rank %zu is missing", row->name, round, f.input, k);
			ck_assert_msg(relative(meet.found[k].score, search.found[k].score) < 1e-9, "%s, round %zu, '%s', rank %zu",
			              row->name, round, f.input, k);
		}
		ck_assert_msg(relative(meet.total, total) < 0.01, "%s, round %zu, '%s': sum %g, by states %g", row->name, round,
		              f.input, meet.total, total);
		close_form();
	}
}
END_TEST

/* ------------------------------------------------------------------------------------- against all codes */

/* Three digits, and what follows from them: a thousand codes. */
static const small_form without_states[] = {
	{ "hexadecimal digits", "class C = 0-9 A-F\nlayout = D3 - C4\ncheck = crc-text crc-16/xmodem", 7 },
	{ "decimal digits, which bits are not", "class C = 0-9\nlayout = D3 - C5\ncheck = crc-text crc-16/xmodem digits=0-9", 8 },
	{ "together with a counting rule", "class C = 0-9 A-F\nlayout = D3 - C4\ncheck = crc-text crc-16/xmodem\ncheck = count 7 1..", 7 },
};

static int complete(size_t number, gcvi_symbol *code)
{
	uint8_t unknown[GCVI_CODE_MAX] = { 0 };
	size_t k;

	for (k = 0; k < f.form.length; k++) {
		unknown[k] = k >= 3;
		code[k] = k < 3 ? gcvi_alphabet_find(&f.format->alphabet, (uint32_t)('0' + number % 10)) : GCVI_NO_SYMBOL;
		number /= 10;
	}
	return gcvi_automaton_complete(&f.check, code, unknown);
}

/* A code with accidents: one character or two, the end or a group not typed, groups exchanged. */
static void mistyped_code(size_t round)
{
	gcvi_symbol code[GCVI_CODE_MAX];
	char text[20], *at;
	size_t k, accidents = round % 3;

	while (complete(below(1000), code) == 0)
		;
	for (k = 0; k < f.form.length; k++)
		text[k] = (char)f.format->alphabet.points[code[k]];
	text[k] = '\0';
	for (; accidents > 0; accidents--) {
		at = text + below(strlen(text) - 1);
		switch (below(4)) {
		case 0: memmove(at, at + 1, strlen(at)); break;
		case 1: *at = (char)('0' + below(10)); break;
		case 2: *at = '?'; break;
		default: memmove(at + 1, at, strlen(at) + 1); break;
		}
	}
	if (round % 4 == 1)
		text[strlen(text) - 1 - below(3)] = '\0';
	if (round % 4 == 3)
		memmove(text, text + 3, strlen(text) - 2);
	(void)strcpy(f.input, text);
	ck_assert_int_eq(gcvi_read(&f.reading, f.input, strlen(f.input), &f.arena), GCV_OK);
}

static gcvi_hypotheses accidents;

static void make_source_without_states(void)
{
	gcvi_hypothesis_fit fit;

	memset(&f.source, 0, sizeof f.source);
	ck_assert_int_eq(gcvi_lattice_make(&f.lattice, &f.reading, &f.form, f.emission, &f.priors, &f.arena), GCV_OK);
	ck_assert_int_eq(gcvi_hypothesis_fit_make(&fit, f.lattice, &f.all, &f.arena), GCV_OK);
	ck_assert_int_eq(gcvi_hypotheses_make(&accidents, f.lattice, NULL, 0, &fit, &f.priors, &f.arena), GCV_OK);
	ck_assert_int_eq(gcvi_trellis_make(&f.source.trellis, f.lattice, &f.all, &accidents, &f.arena), GCV_OK);
	ck_assert_int_eq(gcvi_trellis_backward(&f.source.trellis, &f.arena), GCV_OK);
	f.source.check = &f.check;
	f.source.weight = gcvi_power_of_two(-f.source.trellis.exponent);
}

START_TEST(the_same_as_among_all_codes)
{
	const small_form *row = &without_states[_i];
	size_t round, number, k, likely = 0, accidents_met = 0, cut_short = 0;

	for (round = 0; round < 40; round++) {
		gcvi_symbol code[GCVI_CODE_MAX];
		double scores[1000] = { 0 }, total = 0;
		gcvi_meet meet;

		open_form(row, 200 + round);
		random_model();
		f.priors.groups = 0.01;
		mistyped_code(round);
		make_source_without_states();
		accidents_met += accidents.count;
		for (number = 0; number < 1000; number++)
			if (complete(number, code) != 0)
				total += scores[number] = gcvi_source_score(&f.source, code);
		meet = meet_all(&f.source, 0.005, 60);
		cut_short += (size_t)meet.truncated;
		for (number = 0; number < 1000; number++) {
			if (scores[number] < 0.05 * total || meet.truncated)
				continue;
			(void)complete(number, code);
			for (k = 0; k < meet.count && memcmp(meet.found[k].code, code, f.form.length) != 0; k++)
				;
			ck_assert_msg(k < meet.count, "%s, round %zu, '%s': %zu is missing", row->name, round, f.input, number);
			ck_assert(relative(meet.found[k].score, scores[number]) < 1e-9);
			likely++;
		}
		for (k = 1; k < meet.count; k++)
			ck_assert(gcvi_found_before(&meet.found[k - 1], &meet.found[k]));
		ck_assert_msg(meet.truncated || relative(meet.total, total) < 0.05, "%s, round %zu, '%s': %g, all codes %g", row->name, round, f.input,
		              meet.total, total);
		close_form();
	}
	printf("%s: %zu likely codes, %zu accidents, %zu cut short\n", row->name, likely, accidents_met, cut_short);
	ck_assert_uint_lt(cut_short, 20);
	ck_assert_uint_gt(accidents_met, 10);
}
END_TEST

/* ------------------------------------------------------------------------------------- two accidents */

#define BECH "class B = qpzry9x8gf2tvdw0s3jn54khce6mua7l\nclass C = qpzry9x8gf2tvdw0s3jn54khce6mua7l\ncase = lower\n"

/* fixed: so many characters at the end carry the sum in another form. */
static const struct {
	small_form form;
	size_t fixed;
} summed[] = {
	{ { "bech32m", BECH "layout = B14 C6\ncheck = bech32m prefix=gc", 20 }, 0 },
	{ { "codex32 with a prefix", BECH "layout = 'ms1' B10 C13\ncheck = codex32", 26 }, 0 },
	{ { "a sum modulo 8191", "layout = D12\ncheck = weighted mod=8191 weights=1,10,100,1000,7,70,700,7000,3,30,300,3000", 12 }, 0 },
	{ { "CRC-32 in base 62", "class T = 0-9 A-Z a-z\nclass C = 0-9 A-Z a-z\ncase = sensitive\nlayout = T14 C6\n"
	  "check = crc-text crc-32 digits=0-9A-Za-z", 20 }, 6 },
};

enum { WRONG, MISSING, EXTRA, SWAPPED, JUMPED, TWIN, HIDDEN, PARTED, KINDS };
static const size_t spans[KINDS] = { 1, 1, 0, 2, 3, 2, 1, 3 };

static char any_character(size_t position)
{
	const gcvi_set *allowed = &f.form.sites[position].allowed;

	return (char)f.format->alphabet.points[gcvi_set_nth(allowed, below(gcvi_set_count(allowed)))];
}

static void spoil(char *text, size_t at, size_t kind)
{
	char swap = text[at];

	switch (kind) {
	case WRONG: text[at] = any_character(at); break;
	case MISSING: memmove(text + at, text + at + 1, strlen(text + at)); break;
	case EXTRA: memmove(text + at + 1, text + at, strlen(text + at) + 1); text[at] = any_character(at); break;
	case SWAPPED: text[at] = text[at + 1]; text[at + 1] = swap; break;
	case JUMPED: text[at] = text[at + 2]; text[at + 2] = swap; break;
	case TWIN: if (text[at + 1] == swap) text[at] = text[at + 1] = any_character(at); break;
	case HIDDEN: text[at] = '?'; break;
	default: text[at] = text[at + 2]; text[at + 1] = swap; memmove(text + at + 2, text + at + 3, strlen(text + at + 2)); break;
	}
}

typedef struct sought {
	const gcvi_symbol *code;
	size_t others, wrong;     /* handed out besides; that do not pass */
	bool found;
} sought;

static bool look(void *context, const gcvi_symbol *code)
{
	sought *s = context;

	s->wrong += !gcvi_automaton_verify(&f.check, code);
	if (memcmp(s->code, code, f.form.length) == 0)
		s->found = true;
	else
		s->others++;
	return true;
}

/* A code, with every eighth character doubled for twins. */
static void random_code(gcvi_symbol *code, size_t given)
{
	uint8_t unknown[GCVI_CODE_MAX] = { 0 };
	size_t k;

	do
		for (k = 0; k < f.form.length; k++) {
			unknown[k] = k >= given;
			code[k] = gcvi_set_nth(&f.form.sites[k].allowed, below(gcvi_set_count(&f.form.sites[k].allowed)));
			if (k % 8 == 5 && gcvi_set_has(&f.form.sites[k].allowed, code[k - 1]))
				code[k] = code[k - 1];
			code[k] = unknown[k] ? GCVI_NO_SYMBOL : code[k];
		}
	while (gcvi_automaton_complete(&f.check, code, unknown) == 0);
}

/* Whatever two accidents apart from each other did, the code is among those that are handed out. */
START_TEST(two_accidents_are_undone)
{
	const small_form *row = &summed[_i].form;
	size_t checks[] = { 6, 13, 4, 6 }, prefix[] = { 0, 3, 0, 0 };
	size_t fixed = row->length - summed[_i].fixed, first, second, round, others = 0, tried = 0, k;

	for (first = 0; first < KINDS; first++)
		for (second = 0; second < KINDS; second++)
			for (round = 0; round < 12; round++) {
				size_t room = row->length - prefix[_i] - spans[first] - spans[second] + 1, at, then;
				gcvi_symbol code[GCVI_CODE_MAX];
				sought s = { .code = code };
				gcvi_edits edits;
				gcvi_join join;

				open_form(row, 300 + first * 1000 + second * 100 + round);
				random_model();
				random_code(code, row->length - checks[_i]);
				for (k = 0; k < row->length; k++)
					f.input[k] = (char)f.format->alphabet.points[code[k]];
				at = prefix[_i] + below(room);
				then = at + spans[first] + below(prefix[_i] + room - at);
				if (then + (spans[second] == 0) > row->length)
					then = row->length - 1;
				spoil(f.input, then, second);
				spoil(f.input, at, first);
				ck_assert_int_eq(gcvi_read(&f.reading, f.input, strlen(f.input), &f.arena), GCV_OK);
				make_source(&f.source, &f.all, &f.check);
				ck_assert_int_eq(gcvi_join_make(&join, &f.check, &f.arena), GCV_OK);
				ck_assert_int_eq(gcvi_edits_make(&edits, &f.source, &f.source.trellis, &join, look, &s, &f.arena), GCV_OK);
				/* Where both reach into those characters, only what is before tells them. */
				if (at + spans[first] <= fixed || at >= fixed) {
					ck_assert_msg(s.found, "%s, accidents %zu at %zu, %zu at %zu: '%s'", row->name,
					              first, at, second, then, f.input);
					tried++;
				}
				ck_assert_uint_eq(s.wrong, 0);
				others += s.others;
				close_form();
			}
	printf("%s: %zu codes, %zu others\n", row->name, tried, others);
	ck_assert_uint_gt(tried, 200);
}
END_TEST

/* The fewest characters wrong, missing or extra, of which unknown ones are wrong. */
static size_t distance(const gcvi_symbol *code, size_t length, const gcvi_edits *typed)
{
	size_t row[GCVI_CODE_MAX + 1], i, j;

	for (i = 0; i <= typed->letter_count; i++)
		row[i] = i;
	for (j = 0; j < length; j++) {
		size_t before = row[0];

		row[0]++;
		for (i = 0; i < typed->letter_count; i++) {
			size_t same = before + (typed->letters[i] != code[j]);

			before = row[i + 1];
			row[i + 1] = row[i + 1] < row[i] ? row[i + 1] + 1 : row[i] + 1;
			row[i + 1] = same < row[i + 1] ? same : row[i + 1];
		}
	}
	return row[typed->letter_count];
}

/* What strings two characters away hold: the sum over all strings there are. */
START_TEST(what_is_around_is_weighed)
{
	static const small_form row = { "a field of 8", "class A = A-H\nlayout = A2-A3\ncheck = gf 8", 5 };
	size_t round, number, k, weighed = 0;

	for (round = 0; round < 40; round++) {
		gcvi_symbol code[5];
		sought s = { .code = code };
		gcvi_edits edits;
		gcvi_join join;
		double mass, sum = 0;

		open_form(&row, 400 + round);
		random_model();
		random_input();
		make_source(&f.source, &f.all, &f.check);
		memset(code, 0xFF, sizeof code);
		ck_assert_int_eq(gcvi_join_make(&join, &f.check, &f.arena), GCV_OK);
		ck_assert_int_eq(gcvi_edits_make(&edits, &f.source, &f.source.trellis, &join, look, &s, &f.arena), GCV_OK);
		if (edits.letter_count >= 3 && edits.letter_count <= 7) {
			edits.complete = true;
			ck_assert_int_eq(gcvi_edits_weigh(&edits, &f.source.trellis, &mass, &f.arena), GCV_OK);
			for (number = 0; number < 32768; number++) {
				size_t left = number;

				for (k = 0; k < 5; k++, left /= 8)
					code[k] = gcvi_set_nth(&f.form.sites[k].allowed, left % 8);
				if (distance(code, 5, &edits) <= 2)
					sum += gcvi_source_score(&f.source, code);
			}
			mass *= f.source.weight;
			ck_assert_msg(relative(mass, sum) < 1e-9, "round %zu, '%s': %.17g, by strings %.17g", round, f.input, mass, sum);
			weighed++;
		}
		close_form();
	}
	ck_assert_uint_gt(weighed, 20);
}
END_TEST

/* A block that is passed over counts no less than any of its symbols. */
START_TEST(blocks_bound_their_symbols)
{
	static const small_form row = { "36 symbols", "class A = 0-9 A-Z\nlayout = A5\ncheck = weighted mod=37 weights=positions", 5 };
	size_t numbers = 1000000, j, k, w, side;

	open_form(&row, 1);
	random_model();
	random_input();
	make_source(&f.source, &f.all, &f.check);
	for (side = 0; side < 2; side++) {
		gcvi_join join;
		gcvi_tree tree = { 0 };

		ck_assert_int_eq(gcvi_join_make(&join, &f.check, &f.arena), GCV_OK);
		ck_assert_int_eq(gcvi_tree_make(&tree, &f.source.trellis, &join, side == 1, 1, &numbers, &f.arena), GCV_OK);
		for (j = 0; j < 5; j++)
			for (k = GCVI_TREE_SINGLE; k < 36; k++)
				for (w = 0; w < tree.row; w++)
					ck_assert(gcvi_tree_block(&tree, j, k)[w] >= gcvi_tree_row(&tree, j, k)[w]);
		for (k = GCVI_TREE_SINGLE + 1; k < 36; k++)
			ck_assert_int_eq(gcvi_tree_block(&tree, 0, k) != gcvi_tree_block(&tree, 0, k - 1), gcvi_tree_block_begins(k));
	}
	close_form();
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("meet");
	TCase *tests = tcase_create("meet");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_set_timeout(tests, 300);
	tcase_add_loop_test(tests, the_same_as_by_states, 0, (int)(sizeof with_states / sizeof with_states[0]));
	tcase_add_loop_test(tests, nothing_likely_is_left_out, 0, (int)(sizeof with_states / sizeof with_states[0]));
	tcase_add_loop_test(tests, the_same_as_among_all_codes, 0, (int)(sizeof without_states / sizeof without_states[0]));
	tcase_add_loop_test(tests, two_accidents_are_undone, 0, (int)(sizeof summed / sizeof summed[0]));
	tcase_add_test(tests, what_is_around_is_weighed);
	tcase_add_test(tests, blocks_bound_their_symbols);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
