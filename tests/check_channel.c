/* SPDX-License-Identifier: MIT */
/* Channels as text: the built-in ones, the grammar and its errors, writing and reading back, hostile files. */
#include "channel_help.h"

#include "decimal.h"

#include <errno.h>

static int load(gcv_channel **channel, const char *text, size_t size, gcv_text_error *error)
{
	char *copy = exact_copy(text, size);
	int status = gcv_channel_load(channel, copy, size, NULL, error);

	free(copy);
	return status;
}

/* ----------------------------------------------------------------------------------------------- built in */

START_TEST(built_in_channels_have_names)
{
	size_t i;

	ck_assert_uint_eq(gcv_channel_count(), COUNT(channel_names));
	for (i = 0; i < COUNT(channel_names); i++) {
		const gcv_channel *channel = gcv_channel_at(i);

		ck_assert_str_eq(gcv_channel_name(channel), channel_names[i]);
		ck_assert_ptr_eq(gcv_channel_find(channel_names[i]), channel);
		ck_assert_ptr_eq(gcvi_channel_builtin(channel_names[i]), channel);
		ck_assert_uint_gt(strlen(gcv_channel_title(channel)), 0);
	}
	ck_assert_ptr_null(gcv_channel_at(COUNT(channel_names)));
	ck_assert_ptr_null(gcv_channel_at(SIZE_MAX));
	ck_assert_ptr_null(gcv_channel_find("Printed"));
	ck_assert_ptr_null(gcv_channel_find(""));
	ck_assert_ptr_null(gcv_channel_find(NULL));
	ck_assert_ptr_null(gcv_channel_name(NULL));
	ck_assert_ptr_null(gcv_channel_title(NULL));
	gcv_channel_free(NULL);
	gcv_channel_free((gcv_channel *)(uintptr_t)gcv_channel_at(0));
	ck_assert_str_eq(gcv_channel_name(gcv_channel_at(0)), "printed");
}
END_TEST

START_TEST(priors_are_rates)
{
	static const char *const names[] = { "substitution", "omission", "insertion", "doubling", "transposition", "jump", "twin",
	                                     "separator_lost", "separator_extra", "groups", "layout" };
	size_t c, i;

	for (c = 0; c < gcv_channel_count(); c++)
		for (i = 0; i < COUNT(names); i++) {
			double prior = gcv_channel_prior(gcv_channel_at(c), names[i]);

			ck_assert_msg(prior > 0 && prior <= GCVI_PRIOR_MAX, "%s: %s", channel_names[c], names[i]);
		}
	ck_assert(gcv_channel_prior(gcv_channel_at(0), "substitution") == 0.003);
	ck_assert(gcv_channel_prior(gcv_channel_at(0), "transposition") == 0.0003);
	ck_assert(gcv_channel_prior(gcv_channel_at(0), "similar") == -1);
	ck_assert(gcv_channel_prior(gcv_channel_at(0), "") == -1);
	ck_assert(gcv_channel_prior(gcv_channel_at(0), NULL) == -1);
	ck_assert(gcv_channel_prior(NULL, "jump") == -1);
}
END_TEST

/* What the documented priors say: damage and dictation err most, machines do not swap, fingers double. */
START_TEST(priors_differ_by_medium)
{
	const gcvi_priors *p[COUNT(channel_names)];
	size_t i;

	for (i = 0; i < COUNT(channel_names); i++)
		p[i] = gcvi_channel_priors(gcvi_channel_builtin(channel_names[i]));
	ck_assert(p[1]->substitution > p[0]->substitution && p[2]->substitution > p[0]->substitution);
	ck_assert(p[3]->omission > p[0]->omission);
	ck_assert(p[4]->doubling > p[0]->doubling && p[4]->transposition > p[0]->transposition);
	ck_assert(p[5]->transposition < p[0]->transposition && p[5]->insertion > p[0]->insertion);
}
END_TEST

/* The installed files are the built-in channels: one can be copied and changed. */
START_TEST(files_are_the_built_in_channels)
{
	gcv_text_error error = GCV_TEXT_ERROR_INIT;
	const char *root = getenv("srcdir");
	gcv_channel *channel = NULL;
	char path[1024];
	size_t a;
	int status;

	(void)snprintf(path, sizeof path, "%s/data/channels/%s.tsv", root != NULL ? root : ".", channel_names[_i]);
	status = gcv_channel_load_file(&channel, path, NULL, &error);
	ck_assert_msg(status == GCV_OK, "%s:%lu:%lu: %s", path, (unsigned long)error.line, (unsigned long)error.column,
	              error.message);
	ck_assert_str_eq(gcv_channel_title(channel), gcv_channel_title(gcv_channel_at((size_t)_i)));
	ck_assert_mem_eq(gcvi_channel_priors(channel), gcvi_channel_priors(gcv_channel_at((size_t)_i)), sizeof(gcvi_priors));
	for (a = 0; a < COUNT(alphabet_rows); a++)
		assert_same_emissions(channel, gcv_channel_at((size_t)_i), &alphabet_rows[a]);
	gcv_channel_free(channel);
}
END_TEST

/* ------------------------------------------------------------------------------------------------ grammar */

START_TEST(a_silent_file_is_clean_print)
{
	gcv_channel *channel = NULL;

	ck_assert_int_eq(load(&channel, "channel\tquiet", 13, NULL), GCV_OK);
	ck_assert_str_eq(gcv_channel_name(channel), "quiet");
	ck_assert_str_eq(gcv_channel_title(channel), "");
	ck_assert_mem_eq(gcvi_channel_priors(channel), gcvi_channel_priors(gcv_channel_find("printed")), sizeof(gcvi_priors));
	ck_assert(channel->similar == gcv_channel_find("printed")->similar);
	ck_assert(channel->neighbour == gcv_channel_find("printed")->neighbour);
	ck_assert(channel->outside == gcv_channel_find("printed")->outside);
	gcv_channel_free(channel);
}
END_TEST

typedef struct good_row {
	const char *name, *text;
	uint32_t printed, typed;
	double weight;                /* of the only or first pair */
} good_row;

static const good_row good_rows[] = {
	{ "plain", "channel\tx\nA\tB\t0.5\n", 'A', 'B', 0.5 },
	{ "byte order mark, CR LF, no last line end", "\xEF\xBB\xBF" "channel\tx\r\nA\tB\t0.5", 'A', 'B', 0.5 },
	{ "comments, empty lines, spaces around", "# A\tB\t3\n\n  channel \t\t x \n\t\n A \t B\t  2 \n", 'A', 'B', 2 },
	{ "grade and source", "channel\tx\nA\tB\t1\tC\tcounted by hand, 7 of 9\n", 'A', 'B', 1 },
	{ "by number", "channel\tx\nU+0023\tU+1F600\t1\n", '#', 0x1F600, 1 },
	{ "the letter U, a plus", "channel\tx\nU\t+\t1\n", 'U', '+', 1 },
	{ "kana", "channel\tx\n\xE3\x81\xAC\t\xE3\x82\x81\t0.98\n", 0x306C, 0x3081, 0.98 },
	{ "never", "channel\tx\nA\tB\t0\n", 'A', 'B', 0 },
	{ "sorted, name last", "Z\tB\t3\nA\tC\t2\nA\tB\t1\nchannel\tx\n", 'A', 'B', 1 },
	{ "many digits", "channel\tx\nA\tB\t0.123456789012345\n", 'A', 'B', 0.123456789012345 },
};

START_TEST(well_formed)
{
	const good_row *row = &good_rows[_i];
	gcv_text_error error = GCV_TEXT_ERROR_INIT;
	gcv_channel *channel = NULL;
	int status = load(&channel, row->text, strlen(row->text), &error);

	ck_assert_msg(status == GCV_OK, "%s: line %lu: %s", row->name, (unsigned long)error.line, error.message);
	ck_assert_str_eq(gcv_channel_name(channel), "x");
	ck_assert_msg(channel->pair_count > 0 && channel->pairs[0].printed == row->printed &&
	              channel->pairs[0].typed == row->typed && channel->pairs[0].weight == row->weight, "%s", row->name);
	gcv_channel_free(channel);
}
END_TEST

typedef struct bad_row {
	const char *name, *text;
	int status;
	size_t line, column;
	const char *says;
} bad_row;

#define X "channel\tx\n"
static const bad_row bad_rows[] = {
	{ "empty", "", GCV_E_SYNTAX, 0, 0, "'channel'" },
	{ "no name", "A\tB\t1\n", GCV_E_SYNTAX, 0, 0, "'channel'" },
	{ "name without text", "channel\n", GCV_E_SYNTAX, 1, 8, "one name" },
	{ "capitals in a name", "channel\tAbc\n", GCV_E_SYNTAX, 1, 9, "small letters" },
	{ "long name", "channel\tabcdefghijklmnopqrstuvwxyz-abcdef\n", GCV_E_SYNTAX, 1, 9, "31" },
	{ "two names", X "channel\ty\n", GCV_E_DUPLICATE, 2, 1, "one name" },
	{ "an unknown word", X "frobnicate\t1\n", GCV_E_SYNTAX, 2, 1, "found 'frobnicate'" },
	{ "spaces for tabs", X "A B 1\n", GCV_E_SYNTAX, 2, 1, "found 'A B 1'" },
	{ "two characters", X "AB\tC\t1\n", GCV_E_SYNTAX, 2, 1, "expected a character" },
	{ "typed missing", X "A\n", GCV_E_SYNTAX, 2, 2, "typed character" },
	{ "typed too long", X "A\tBC\t1\n", GCV_E_SYNTAX, 2, 3, "found 'BC'" },
	{ "weight missing", X "A\tB\n", GCV_E_SYNTAX, 2, 4, "weight" },
	{ "weight negative", X "A\tB\t-1\n", GCV_E_SYNTAX, 2, 5, "found '-1'" },
	{ "weight too large", X "A\tB\t1000.1\n", GCV_E_SYNTAX, 2, 5, "1000" },
	{ "weight with exponent", X "A\tB\t1e-3\n", GCV_E_SYNTAX, 2, 5, "found '1e-3'" },
	{ "weight with comma", X "A\tB\t0,5\n", GCV_E_SYNTAX, 2, 5, "found '0,5'" },
	{ "weight of too many digits", X "A\tB\t0.1234567890123456\n", GCV_E_SYNTAX, 2, 5, "weight" },
	{ "weight nan", X "A\tB\tnan\n", GCV_E_SYNTAX, 2, 5, "found 'nan'" },
	{ "column in characters", X "\xE3\x81\xAC\t\xE3\x82\x81\tx\n", GCV_E_SYNTAX, 2, 5, "found 'x'" },
	{ "a character for itself", X "A\tA\t1\n", GCV_E_SYNTAX, 2, 3, "different" },
	{ "grade unknown", X "A\tB\t1\tE\tme\n", GCV_E_SYNTAX, 2, 7, "grade" },
	{ "something after the source", X "A\tB\t1\tD\tme\tyou\n", GCV_E_SYNTAX, 2, 12, "end of the line" },
	{ "surrogate", X "U+D800\tB\t1\n", GCV_E_SYNTAX, 2, 1, "expected a character" },
	{ "beyond Unicode", X "U+110000\tB\t1\n", GCV_E_SYNTAX, 2, 1, "expected a character" },
	{ "not a number at all", X "U+00G0\tB\t1\n", GCV_E_SYNTAX, 2, 1, "expected a character" },
	{ "twice the same pair", X "A\tB\t1\nA\tC\t1\nA\tB\t2\n", GCV_E_DUPLICATE, 4, 0, "earlier" },
	{ "unknown prior", X "prior\tlaziness\t0.1\n", GCV_E_SYNTAX, 2, 7, "transposition" },
	{ "prior without name", X "prior\n", GCV_E_SYNTAX, 2, 6, "transposition" },
	{ "prior too large", X "prior\ttwin\t0.51\n", GCV_E_SYNTAX, 2, 12, "0.5" },
	{ "prior without number", X "prior\ttwin\n", GCV_E_SYNTAX, 2, 11, "0.5" },
	{ "prior twice", X "prior\ttwin\t0.1\nprior\ttwin\t0.2\n", GCV_E_DUPLICATE, 3, 7, "before" },
	{ "a share's name as a prior", X "prior\tsimilar\t0.1\n", GCV_E_SYNTAX, 2, 7, "expected" },
	{ "unknown share", X "share\tany\t0.1\n", GCV_E_SYNTAX, 2, 7, "similar or neighbour" },
	{ "shares above one", X "share\tsimilar\t0.9\nshare\tneighbour\t0.2\n", GCV_E_SYNTAX, 3, 0, "more than 1" },
	{ "share above one with what is said nowhere", X "share\tsimilar\t0.95\n", GCV_E_SYNTAX, 2, 0, "more than 1" },
	{ "unknown scale", X "scale\tup\t1\n", GCV_E_SYNTAX, 2, 7, "outside, reference or end" },
	{ "unknown evidence", X "include\trumours\tclean\t1\n", GCV_E_SYNTAX, 2, 17, "lookalikes" },
	{ "include without a factor", X "include\tkeyboard\tqwerty\n", GCV_E_SYNTAX, 2, 24, "factor" },
	{ "include of what kind", X "include\tkeyboard\n", GCV_E_SYNTAX, 2, 9, "qwerty" },
	{ "include twice", X "include\tkeyboard\tpad\t1\ninclude\tkeyboard\tpad\t2\n", GCV_E_DUPLICATE, 3, 9, "before" },
	{ "not UTF-8", X "A\t\xFF\t1\n", GCV_E_ENCODING, 2, 3, "UTF-8" },
	{ "UTF-8 cut short", X "A\tB\t1\n\xE3\x81", GCV_E_ENCODING, 3, 1, "UTF-8" },
	{ "escape character", X "A\tB\t1\tD\ta\x1B[1m\n", GCV_E_SYNTAX, 2, 10, "control" },
	{ "title twice over", X "title\ta\tb\n", GCV_E_SYNTAX, 2, 9, "one line" },
};

START_TEST(malformed)
{
	const bad_row *row = &bad_rows[_i];
	gcv_text_error error = GCV_TEXT_ERROR_INIT, small = GCV_TEXT_ERROR_INIT;
	gcv_channel *channel = NULL;
	int status = load(&channel, row->text, strlen(row->text), &error);

	ck_assert_msg(status == row->status, "%s: %s", row->name, gcv_strerror_name(status));
	ck_assert_ptr_null(channel);
	ck_assert_msg(error.line == row->line && error.column == row->column, "%s: line %lu, column %lu: %s", row->name,
	              (unsigned long)error.line, (unsigned long)error.column, error.message);
	ck_assert_msg(strstr(error.message, row->says) != NULL, "%s: %s", row->name, error.message);
	ck_assert_int_eq(load(&channel, row->text, strlen(row->text), NULL), row->status);
	/* A caller of another version, whose struct is smaller, is left alone. */
	small.size = sizeof small.size;
	small.line = 77;
	ck_assert_int_eq(load(&channel, row->text, strlen(row->text), &small), row->status);
	ck_assert_uint_eq(small.line, 77);
}
END_TEST

START_TEST(nul_bytes_do_not_end_a_text)
{
	gcv_text_error error = GCV_TEXT_ERROR_INIT;
	gcv_channel *channel = NULL;

	ck_assert_int_eq(load(&channel, X "\0A\tB\t1\n", 17, &error), GCV_E_SYNTAX);
	ck_assert_uint_eq(error.line, 2);
	ck_assert_uint_eq(error.column, 1);
}
END_TEST

START_TEST(a_long_field_is_quoted_in_whole_characters)
{
	gcv_text_error error = GCV_TEXT_ERROR_INIT;
	gcv_channel *channel = NULL;
	char text[400] = X;
	uint32_t point;
	size_t at;

	for (at = strlen(text); at + 3 < sizeof text; at += 3)
		memcpy(text + at, "\xE3\x81\xAC", 3);
	ck_assert_int_eq(load(&channel, text, at, &error), GCV_E_SYNTAX);
	for (at = 0; error.message[at] != '\0';) {
		size_t bytes = gcvi_utf8_read((const uint8_t *)error.message + at, strlen(error.message + at), &point);

		ck_assert_uint_gt(bytes, 0);
		at += bytes;
	}
}
END_TEST

START_TEST(bounds)
{
	gcv_text_error error = GCV_TEXT_ERROR_INIT;
	gcv_channel *channel = NULL;
	char *text = malloc(GCVI_PAIRS_MAX * 20 + 100);
	size_t size, i;

	ck_assert_ptr_nonnull(text);
	memcpy(text, X, sizeof X);
	for (size = strlen(text), i = 0; i < GCVI_PAIRS_MAX; i++)
		size += (size_t)snprintf(text + size, 20, "A\tU+%04X\t1\n", (unsigned)(0x10000 + i));
	ck_assert_int_eq(load(&channel, text, size, &error), GCV_OK);
	ck_assert_uint_eq(channel->pair_count, GCVI_PAIRS_MAX);
	assert_same_emissions(channel, channel, &alphabet_rows[ALPHANUMERIC]);
	gcv_channel_free(channel);
	channel = NULL;
	size += (size_t)snprintf(text + size, 20, "A\tB\t1\n");
	ck_assert_int_eq(load(&channel, text, size, &error), GCV_E_RANGE);
	ck_assert_uint_eq(error.line, GCVI_PAIRS_MAX + 2);
	free(text);
	ck_assert_int_eq(gcv_channel_load(&channel, X, ((size_t)16 << 20) + 1, NULL, &error), GCV_E_RANGE);
	ck_assert_int_eq(gcv_channel_load(NULL, X, sizeof X - 1, NULL, NULL), GCV_E_ARGUMENT);
	ck_assert_int_eq(gcv_channel_load(&channel, NULL, 1, NULL, NULL), GCV_E_ARGUMENT);
	ck_assert_ptr_null(channel);
}
END_TEST

START_TEST(files_that_are_not)
{
	gcv_text_error error = GCV_TEXT_ERROR_INIT;
	gcv_channel *channel = NULL;

	ck_assert_int_eq(gcv_channel_load_file(&channel, "no/such/file", NULL, &error), GCV_E_FILE);
	ck_assert_int_eq(errno, ENOENT);
	ck_assert_int_eq(gcv_channel_load_file(&channel, ".", NULL, &error), GCV_E_FILE);
	ck_assert_int_eq(gcv_channel_load_file(&channel, NULL, NULL, &error), GCV_E_ARGUMENT);
	ck_assert_int_eq(gcv_channel_load_file(NULL, "x", NULL, &error), GCV_E_ARGUMENT);
	ck_assert_int_eq(gcv_channel_load_file(&channel, "/dev/null", NULL, &error), GCV_E_SYNTAX);
	ck_assert_ptr_null(channel);
}
END_TEST

/* ------------------------------------------------------------------------------------------------ writing */

START_TEST(written_and_read_back)
{
	const gcv_channel *channel = gcv_channel_at((size_t)_i);
	gcv_channel *again = NULL;
	size_t size = 0, size_again = 0, a;
	char *text = written(channel, &size), *text_again;

	ck_assert_int_eq(load(&again, text, size, NULL), GCV_OK);
	ck_assert_str_eq(gcv_channel_name(again), gcv_channel_name(channel));
	ck_assert_str_eq(gcv_channel_title(again), gcv_channel_title(channel));
	ck_assert_mem_eq(gcvi_channel_priors(again), gcvi_channel_priors(channel), sizeof(gcvi_priors));
	for (a = 0; a < COUNT(alphabet_rows); a++)
		assert_same_emissions(channel, again, &alphabet_rows[a]);
	text_again = written(again, &size_again);
	ck_assert_str_eq(text, text_again);
	free(text);
	free(text_again);
	gcv_channel_free(again);
}
END_TEST

START_TEST(awkward_characters_are_written_by_number)
{
	static const char text[] = X "U+0020\tU+0009\t1\nU+0023\tA\t1\nU+007F\tA\t1\nU+FEFF\tA\t1\nU+0000\tA\t1\n";
	gcv_channel *channel = NULL, *again = NULL;
	size_t size = 0;
	char *out;

	ck_assert_int_eq(load(&channel, text, sizeof text - 1, NULL), GCV_OK);
	out = written(channel, &size);
	ck_assert_int_eq(load(&again, out, size, NULL), GCV_OK);
	ck_assert_uint_eq(again->pair_count, 5);
	ck_assert_mem_eq(again->pairs, channel->pairs, 5 * sizeof(gcvi_pair));
	free(out);
	gcv_channel_free(channel);
	gcv_channel_free(again);
}
END_TEST

START_TEST(room_is_respected)
{
	const gcv_channel *channel = gcv_channel_find("printed");
	size_t needed = 0, size = 0, room;
	char *all = written(channel, &size), *out;

	for (room = 0; room <= size; room += room < 20 || room + 20 > size ? 1 : 17) {
		out = malloc(room != 0 ? room : 1);
		ck_assert_ptr_nonnull(out);
		ck_assert_int_eq(gcv_channel_write(channel, out, room, &needed), GCV_E_RANGE);
		ck_assert_uint_eq(needed, size);
		free(out);
	}
	out = malloc(size + 1);
	ck_assert_ptr_nonnull(out);
	ck_assert_int_eq(gcv_channel_write(channel, out, size + 1, NULL), GCV_OK);
	ck_assert_str_eq(out, all);
	free(out);
	free(all);
	ck_assert_int_eq(gcv_channel_write(NULL, NULL, 0, &needed), GCV_E_ARGUMENT);
	ck_assert_int_eq(gcv_channel_write(channel, NULL, 1, &needed), GCV_E_ARGUMENT);
}
END_TEST

/* ----------------------------------------------------------------------------------------------- decimals */

typedef struct decimal_row {
	const char *text, *again;
	double value;
} decimal_row;

static const decimal_row decimal_rows[] = {
	{ "0", "0", 0 }, { "1", "1", 1 }, { "0.3", "0.3", 0.3 }, { ".5", "0.5", 0.5 }, { "5.", "5", 5 }, { "007.250", "7.25", 7.25 },
	{ "0.000016", "0.000016", 0.000016 }, { "1000", "1000", 1000 }, { "0.1", "0.1", 0.1 }, { "0.7", "0.7", 0.7 },
	{ "123456789.123456", "123456789.123456", 123456789.123456 }, { "0.123456789012345", "0.123456789012345", 0.123456789012345 },
	{ "0.0000000000000000000001", "0.0000000000000000000001", 1e-22 }, { "999999999999999", NULL, 999999999999999.0 },
	{ "", NULL, -1 }, { ".", NULL, -1 }, { "-1", NULL, -1 }, { "+1", NULL, -1 }, { "1.2.3", NULL, -1 }, { " 1", NULL, -1 },
	{ "1 ", NULL, -1 }, { "0x1", NULL, -1 }, { "inf", NULL, -1 }, { "1234567890123456", NULL, -1 },
	{ "0.00000000000000000000001", NULL, -1 },
};

START_TEST(decimals)
{
	const decimal_row *row = &decimal_rows[_i];
	char *copy = exact_copy(row->text, strlen(row->text)), out[GCVI_DECIMAL_SIZE];
	double value = -1;
	bool good = gcvi_decimal_read(copy, strlen(row->text), &value);

	ck_assert_msg(good == (row->value >= 0) && value == row->value, "'%s': %.17g", row->text, value);
	if (row->again != NULL) {
		ck_assert_uint_eq(gcvi_decimal_write(value, out), strlen(row->again));
		ck_assert_str_eq(out, row->again);
	}
	free(copy);
}
END_TEST

START_TEST(rounded_decimals_come_back)
{
	uint64_t state = 1;
	int k;

	for (k = 0; k < 20000; k++) {
		double value = (double)(next_random(&state) >> 11) / 9007199254740992.0;
		unsigned places = (unsigned)(next_random(&state) % 13);
		char out[GCVI_DECIMAL_SIZE];
		double rounded, again = -1;

		value *= k % 3 == 0 ? 1000 : k % 3 == 1 ? 1 : 0.0001;
		rounded = gcvi_decimal_round(value, places);
		if (!gcvi_decimal_read(out, gcvi_decimal_write(rounded, out), &again) || again != rounded ||
		    rounded - value > 1 || value - rounded > 1)
			ck_abort_msg("%.17g to %u places: %s", value, places, out);
	}
}
END_TEST

/* ------------------------------------------------------------------------------------------------- hostile */

START_TEST(mutilated_files_are_answered)
{
	gcv_text_error error = GCV_TEXT_ERROR_INIT;
	size_t size = 0, k, loaded = 0;
	char *text = written(gcv_channel_find("keyed"), &size);
	uint64_t state = 12345;

	for (k = 0; k < 3000; k++) {
		char *copy = exact_copy(text, size);
		size_t cut = (size_t)(next_random(&state) % (size + 1)), many = (size_t)(next_random(&state) % 4);
		gcv_channel *channel = NULL;
		int status;

		while (many-- > 0)
			copy[next_random(&state) % size] = (char)(next_random(&state) % 256);
		error.line = SIZE_MAX;
		status = load(&channel, copy, k % 2 == 0 ? size : cut, &error);
		ck_assert((status == GCV_OK) == (channel != NULL));
		ck_assert(status == GCV_OK || error.line != SIZE_MAX);
		loaded += status == GCV_OK;
		gcv_channel_free(channel);
		free(copy);
	}
	ck_assert_uint_gt(loaded, 100);
	ck_assert_uint_lt(loaded, 2900);
	free(text);
}
END_TEST

START_TEST(memory_runs_out_anywhere)
{
	size_t size = 0, left;
	char *text = written(gcv_channel_find("spoken"), &size);
	int status = GCV_E_MEMORY;

	for (left = 0; status != GCV_OK; left++) {
		scarce state;
		gcv_allocator allocator = scarce_allocator(&state, left);
		gcv_channel *channel = NULL;

		status = gcv_channel_load(&channel, text, size, &allocator, NULL);
		ck_assert(status == GCV_OK ? channel != NULL : status == GCV_E_MEMORY && channel == NULL);
		gcv_channel_free(channel);
		ck_assert_uint_eq(state.out, 0);
		ck_assert_uint_lt(left, 100);
	}
	ck_assert_uint_gt(left, 3);
	free(text);
}
END_TEST

/* ------------------------------------------------------------------------------------------------- the page */

static char *page(size_t *size)
{
	const char *root = getenv("srcdir");
	char path[1024], *text = malloc(1 << 17);
	FILE *file;

	(void)snprintf(path, sizeof path, "%s/man/gcvalidate-channel.5", root != NULL ? root : ".");
	file = fopen(path, "rb");
	ck_assert_msg(file != NULL && text != NULL, "%s", path);
	*size = fread(text, 1, (1 << 17) - 1, file);
	text[*size] = '\0';
	(void)fclose(file);
	return text;
}

/* Every displayed text of gcvalidate-channel(5) with tabs in it is a channel, or pairs to learn from. */
START_TEST(examples_of_the_page_work)
{
	gcv_text_error error = GCV_TEXT_ERROR_INIT;
	size_t size, channels = 0, pairs = 0;
	char *text = page(&size), *at = text;

	while ((at = strstr(at, ".Bd -literal")) != NULL) {
		char *start = strchr(at, '\n') + 1, *end = strstr(start, ".Ed\n");
		gcv_channel *channel = NULL;
		int status;

		ck_assert_ptr_nonnull(end);
		at = end;
		*end = '\0';
		if (strstr(start, "channel\t") != NULL) {
			status = load(&channel, start, (size_t)(end - start), &error);
			channels++;
		} else if (strchr(start, '\t') != NULL) {
			gcv_learn_counts counts = GCV_LEARN_COUNTS_INIT;

			status = gcv_channel_learn(&channel, start, (size_t)(end - start), NULL, NULL, &counts, &error);
			ck_assert_uint_eq(counts.pairs, 4);
			ck_assert_uint_eq(counts.substitutions, 2);
			ck_assert_uint_eq(counts.omissions, 1);
			pairs++;
		} else {
			*end = '.';
			continue;
		}
		ck_assert_msg(status == GCV_OK, "line %lu of '%s': %s", (unsigned long)error.line, start, error.message);
		assert_same_emissions(channel, channel, &alphabet_rows[ALPHANUMERIC]);
		gcv_channel_free(channel);
		*end = '.';
	}
	ck_assert_uint_eq(channels, 2);
	ck_assert_uint_eq(pairs, 1);
	free(text);
}
END_TEST

/* It names every header word and every channel. */
START_TEST(the_page_names_everything)
{
	size_t size, i;
	char *text = page(&size), item[64];

	for (i = 0; i < gcvi_channel_key_count; i++) {
		bool prior = strcmp(gcvi_channel_keys[i].word, "prior") == 0;

		(void)snprintf(item, sizeof item, prior ? ".It Cm %s%s\n" : "%s\t%s\t", prior ? "" : gcvi_channel_keys[i].word,
		               gcvi_channel_keys[i].name);
		ck_assert_msg(strstr(text, item) != NULL, "%s", item);
	}
	for (i = 0; i < COUNT(channel_names); i++) {
		(void)snprintf(item, sizeof item, ".It Cm %s\n", channel_names[i]);
		ck_assert_msg(strstr(text, item) != NULL, "%s", item);
	}
	for (i = 0; i < GCVI_EVIDENCE_COUNT; i++)
		ck_assert_msg(strstr(text, gcvi_evidence_names[i][1]) != NULL, "%s", gcvi_evidence_names[i][1]);
	free(text);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("channel");
	TCase *tcase = tcase_create("channel");
	SRunner *runner;
	int failed;

	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, built_in_channels_have_names);
	tcase_add_test(tcase, priors_are_rates);
	tcase_add_test(tcase, priors_differ_by_medium);
	tcase_add_loop_test(tcase, files_are_the_built_in_channels, 0, (int)COUNT(channel_names));
	tcase_add_test(tcase, a_silent_file_is_clean_print);
	tcase_add_loop_test(tcase, well_formed, 0, (int)COUNT(good_rows));
	tcase_add_loop_test(tcase, malformed, 0, (int)COUNT(bad_rows));
	tcase_add_test(tcase, nul_bytes_do_not_end_a_text);
	tcase_add_test(tcase, a_long_field_is_quoted_in_whole_characters);
	tcase_add_test(tcase, bounds);
	tcase_add_test(tcase, files_that_are_not);
	tcase_add_loop_test(tcase, written_and_read_back, 0, (int)COUNT(channel_names));
	tcase_add_test(tcase, awkward_characters_are_written_by_number);
	tcase_add_test(tcase, room_is_respected);
	tcase_add_loop_test(tcase, decimals, 0, (int)COUNT(decimal_rows));
	tcase_add_test(tcase, rounded_decimals_come_back);
	tcase_add_test(tcase, mutilated_files_are_answered);
	tcase_add_test(tcase, memory_runs_out_anywhere);
	tcase_add_test(tcase, examples_of_the_page_work);
	tcase_add_test(tcase, the_page_names_everything);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}
