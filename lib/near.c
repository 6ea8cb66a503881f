/* SPDX-License-Identifier: MIT */
/* Floor 5: which formats with a check an input is a likely error or two away from, by trying them. */
#include "near.h"

#include "fast.h"
#include "lookalike.h"
#include "text.h"

/* Symbols that one may have been misread from. */
#define OTHERS_MAX 12
/* Codes tried for one layout; two errors in a long code are more than that. */
#define TRIES_MAX 4096

/* One format with a check, one layout, at the length typed. */
typedef struct search {
	const struct gcv_format *format;
	size_t layout, count;
	const uint8_t *unit_of;   /* by symbol */
	uint8_t units[GCVI_CODE_MAX];
	uint8_t others[GCVI_CODE_MAX][OTHERS_MAX];
	uint8_t other_count[GCVI_CODE_MAX];
	uint8_t suspect[GCVI_CODE_MAX];   /* in another case than the rest, or no symbol: an error there costs nothing more */
	size_t forced;            /* how many are no symbol */
	size_t tries;             /* that are left */
} search;

static bool passes(search *s)
{
	if (s->tries == 0)
		return false;
	s->tries--;
	return gcvi_fast_takes(s->format->fast, s->layout, s->units, s->count) == 1;
}

/* With one more position misread, not before `from`. */
static bool passes_with_one(search *s, size_t from)
{
	bool found = false;
	size_t i, k;

	for (i = from; i < s->count && !found; i++) {
		uint8_t kept = s->units[i];

		for (k = 0; k < s->other_count[i] && !found; k++) {
			s->units[i] = s->others[i][k];
			found = passes(s);
		}
		s->units[i] = kept;
	}
	return found;
}

static bool passes_with_two(search *s, bool only_suspects)
{
	bool found = false;
	size_t i, k;

	for (i = 0; i < s->count && !found; i++) {
		uint8_t kept = s->units[i];

		for (k = 0; k < s->other_count[i] && !found && (!only_suspects || s->suspect[i]); k++) {
			s->units[i] = s->others[i][k];
			found = passes_with_one(s, only_suspects ? 0 : i + 1);
		}
		s->units[i] = kept;
	}
	return found;
}

static bool passes_exchanged(search *s)
{
	bool found = false;
	size_t i;

	for (i = 0; i + 1 < s->count && !found; i++) {
		uint8_t kept = s->units[i];

		s->units[i] = s->units[i + 1];
		s->units[i + 1] = kept;
		found = passes(s);
		s->units[i + 1] = s->units[i];
		s->units[i] = kept;
	}
	return found;
}

bool gcvi_is_in_odd_case(uint32_t point, size_t capitals, size_t smalls)
{
	if (gcvi_upper(point) != point)
		return smalls * 4 <= capitals;
	return gcvi_lower(point) != point && capitals * 4 <= smalls;
}

static void add_other(search *s, size_t letter, uint32_t point)
{
	const gcvi_alphabet *alphabet = &s->format->alphabet;
	gcvi_symbol other = gcvi_alphabet_find(alphabet, point);
	size_t count = s->other_count[letter], k;

	if (other == GCVI_NO_SYMBOL || count == OTHERS_MAX)
		return;
	for (k = 0; k < count; k++)
		if (s->others[letter][k] == s->unit_of[other])
			return;
	s->others[letter][count] = s->unit_of[other];
	s->other_count[letter]++;
}

/* What may have been printed where this was read: look-alikes are so both ways. */
static void add_others(search *s, size_t letter, uint32_t point)
{
	const gcvi_lookalike *pairs;
	size_t count = gcvi_lookalike_all(point, &pairs), k;

	for (k = 0; k < count; k++)
		add_other(s, letter, pairs[k].read);
	for (k = 0; k < s->format->pair_count; k++)
		if (s->format->pairs[k].typed == point)
			add_other(s, letter, s->format->pairs[k].printed);
}

/* The letters that were read, as units; false where more than one of them is no symbol. */
static bool lay(search *s, gcvi_call *c)
{
	const gcvi_alphabet *alphabet = &s->format->alphabet;
	size_t capitals, smalls, i;

	s->count = c->letters.count;
	s->forced = 0;
	s->tries = TRIES_MAX;
	gcvi_count_cases(&c->report->reading, &c->letters, &capitals, &smalls);
	for (i = 0; i < s->count; i++) {
		gcvi_symbol symbol = c->letters.symbols[i];
		uint32_t typed = c->report->reading.marks[c->letters.marks[i]].point;

		s->suspect[i] = symbol == GCVI_NO_SYMBOL || gcvi_is_in_odd_case(typed, capitals, smalls);
		s->forced += symbol == GCVI_NO_SYMBOL;
		s->other_count[i] = 0;
		add_others(s, i, typed);
		if (symbol != GCVI_NO_SYMBOL && alphabet->points[symbol] != typed)
			add_others(s, i, alphabet->points[symbol]);
		s->units[i] = symbol == GCVI_NO_SYMBOL ? (s->other_count[i] != 0 ? s->others[i][0] : 0) : s->unit_of[symbol];
		if (symbol == GCVI_NO_SYMBOL && s->other_count[i] == 0)
			return false;
	}
	return s->forced <= 1;
}

/* How seldom random symbols pass: 1 in so many, by the characters that the check determines. */
static double rarity(const struct gcv_format *format, size_t layout, size_t length)
{
	gcvi_site sites[GCVI_CODE_MAX];
	gcvi_form form;
	double values = 1;
	size_t i;

	if (format->scheme_count == 0 || format->layouts[layout].unchecked ||
	    !gcvi_form_fill(format, layout, length, sites, &form))
		return 1;
	for (i = 0; i < length && values < 1e18; i++)
		values *= sites[i].check != 0 ? (double)gcvi_set_count(&sites[i].allowed) : 1;
	return values;
}

/* Is the input a likely error or two away from a code of this layout? */
static bool is_near(gcvi_call *c, search *s, double substitution)
{
	double values = rarity(s->format, s->layout, c->letters.count);

	if (values * substitution < 1 || !lay(s, c) || passes(s))
		return false;
	if (passes_with_one(s, 0) || passes_exchanged(s))
		return true;
	return passes_with_two(s, values * substitution * substitution < 1);
}

int gcvi_near_find(gcvi_call *c, const gcvi_detection *detection, const struct gcv_format **near, size_t *count)
{
	double substitution = gcvi_channel_priors(c->channel)->substitution;
	search *s = NULL;
	size_t k, layout, letters = c->letters.count, shortest, longest, i;

	*count = 0;
	for (k = 0; k < c->format_count && *count < GCVI_SUGGEST_FORMATS_MAX; k++) {
		const struct gcv_format *format = c->formats[k];
		bool fits = !format->typed || format->scheme_count == 0 || format->fast == NULL;

		gcvi_format_lengths(format, &shortest, &longest);
		if (fits || letters < shortest || letters > longest)
			continue;
		for (i = 0; i < detection->count && !fits; i++)
			fits = detection->fits[i].format == format && detection->fits[i].verdict != GCV_INCOMPLETE;
		if (s == NULL)
			s = gcvi_arena_alloc(&c->work, 1, sizeof *s);
		if (s == NULL)
			return GCV_E_MEMORY;
		gcvi_letters_read(&c->letters, &c->report->reading, &format->alphabet, true, longest + 1);
		for (layout = 0; layout < format->layout_count && !fits; layout++) {
			if (c->letters.count < format->layouts[layout].min || c->letters.count > format->layouts[layout].max)
				continue;
			s->format = format;
			s->layout = layout;
			s->unit_of = format->fast->bytes->units;
			fits = is_near(c, s, substitution);
			if (fits)
				near[(*count)++] = format;
		}
	}
	if (s != NULL)
		gcvi_wipe(s, sizeof *s);
	return GCV_OK;
}
