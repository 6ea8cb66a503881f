/* SPDX-License-Identifier: MIT */
/* Floor 2: what an emission says of one typed code point: the row of its probabilities over all printed symbols. */
#include "channel_data.h"
#include "emission_internal.h"
#include "shape.h"
#include "text.h"

#include <uninorm.h>

/*
 * What is said of marks that name no symbol; powers of two, so that products stay exact. Together, over all code points
 * there are, less than GCVI_RESERVE, which every symbol sets aside for them.
 */
#define UNREADABLE (1.0 / 1024)         /* '?' and kin */
#define FOREIGN    (1.0 / 1048576)      /* times the value of what it looks like */
#define UNKNOWN    (1.0 / 4294967296.0) /* anything else */

/*
 * What a format folds (O for 0) is the symbol, but few who read a 0 right type O: judgement. So an O is also the sign of
 * something else misread, Q or D, when taking it for 0 makes no code.
 */
#define HABIT (1.0 / 16)

/* An extra character is mostly a symbol, else a letter, digit or kana: 148 of these, 0.145 in all. */
#define EXTRA_INSIDE 0.75
#define EXTRA_LETTER (1.0 / 1024)

/* ------------------------------------------------------------------------------ what a code point names */

static uint32_t other_case(uint32_t point)
{
	return gcvi_upper(point) != point ? gcvi_upper(point) : gcvi_lower(point);
}

/* The symbol itself or another form of it: case that does not matter, katakana, digits of other scripts. */
static gcvi_symbol written(const gcvi_alphabet *alphabet, uint32_t point)
{
	gcvi_symbol symbol = gcvi_alphabet_find(alphabet, point);
	int digit = gcvi_digit_value(point);

	if (symbol == GCVI_NO_SYMBOL && alphabet->case_rule != GCVI_CASE_SENSITIVE)
		symbol = gcvi_alphabet_find(alphabet, other_case(point));
	if (symbol == GCVI_NO_SYMBOL)
		symbol = gcvi_alphabet_find(alphabet, gcvi_hiragana(point));
	if (symbol == GCVI_NO_SYMBOL && digit >= 0)
		symbol = gcvi_alphabet_find(alphabet, (uint32_t)('0' + digit));
	return symbol;
}

/* What the format takes it for. */
static gcvi_symbol folded(const gcvi_alphabet *alphabet, uint32_t point)
{
	gcvi_symbol symbol = GCVI_NO_SYMBOL;
	size_t i;

	for (i = 0; symbol == GCVI_NO_SYMBOL && i < alphabet->fold_count; i++)
		if (alphabet->folds[i].typed == point ||
		    (alphabet->case_rule != GCVI_CASE_SENSITIVE && alphabet->folds[i].typed == other_case(point)))
			symbol = gcvi_alphabet_find(alphabet, alphabet->folds[i].meant);
	return symbol;
}

gcvi_symbol gcvi_symbol_named(const gcvi_alphabet *alphabet, uint32_t point)
{
	gcvi_symbol symbol = written(alphabet, point);

	if (symbol == GCVI_NO_SYMBOL)
		symbol = folded(alphabet, point);
	if (symbol == GCVI_NO_SYMBOL)
		symbol = gcvi_alphabet_find(alphabet, other_case(point));
	return symbol;
}

/* ------------------------------------------------------------------------------------------------ asking */

/* Adds factor * P(this very code point | symbol) for code points outside the alphabet; whether there were any. */
static bool add_exact(const gcvi_emission *e, uint32_t typed, double factor, double *out)
{
	size_t low = 0, high = e->out_count, first;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (e->out[middle].typed < typed)
			low = middle + 1;
		else
			high = middle;
	}
	for (first = low; low < e->out_count && e->out[low].typed == typed; low++)
		out[e->out[low].symbol] += factor * e->out[low].p;
	return low > first;
}

/* The same for any code point that names a symbol or is known to be misread from one. */
static bool add_known(const gcvi_emission *e, uint32_t typed, double factor, double *out)
{
	gcvi_symbol symbol = gcvi_symbol_named(e->alphabet, typed);
	bool habit = written(e->alphabet, typed) == GCVI_NO_SYMBOL && folded(e->alphabet, typed) != GCVI_NO_SYMBOL;
	uint32_t form = gcvi_hiragana(typed);
	bool known = symbol != GCVI_NO_SYMBOL;
	size_t i;

	for (i = 0; known && i < e->n; i++)
		out[i] += (habit ? HABIT : 1) * factor * e->in[symbol * e->n + i];
	if (form == typed && e->alphabet->case_rule != GCVI_CASE_SENSITIVE)
		form = e->alphabet->case_rule == GCVI_CASE_LOWER ? gcvi_lower(typed) : gcvi_upper(typed);
	if (gcvi_digit_value(typed) >= 0)
		form = (uint32_t)('0' + gcvi_digit_value(typed));
	known = add_exact(e, typed, factor, out) || known;
	if (form != typed)
		known = add_exact(e, form, factor, out) || known;
	return known;
}

/* By shape, best first, each half as likely as the one before; or without its combining mark. */
static void add_foreign(const gcvi_emission *e, uint32_t typed, double *out)
{
	uint32_t shapes[GCVI_SHAPE_MAX];
	ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
	size_t count = gcvi_shape(typed, shapes), i;
	double factor = FOREIGN;

	for (i = 0; i < count; i++)
		if (add_known(e, shapes[i], factor / 2, out))
			factor /= 2;
	if (count == 0 && uc_canonical_decomposition(typed, parts) > 1)
		(void)add_known(e, parts[0], FOREIGN / 2, out);
}

void gcvi_emission_row(const gcvi_emission *emission, uint32_t typed, double *out)
{
	size_t i;

	for (i = 0; i < emission->n; i++)
		out[i] = UNKNOWN;
	if (typed == 0)
		return;
	if (gcvi_alphabet_find(emission->alphabet, typed) == GCVI_NO_SYMBOL && gcvi_is_unreadable(typed)) {
		for (i = 0; i < emission->n; i++)
			out[i] = UNREADABLE;
		return;
	}
	if (!add_known(emission, typed, 1, out))
		add_foreign(emission, typed, out);
}

double gcvi_emission_extra(const gcvi_emission *emission, uint32_t typed)
{
	uint32_t kana = gcvi_hiragana(typed);

	if (typed == 0)
		return UNKNOWN;
	if (gcvi_symbol_named(emission->alphabet, typed) != GCVI_NO_SYMBOL)
		return EXTRA_INSIDE / (double)emission->n;
	if (gcvi_is_unreadable(typed))
		return UNREADABLE;
	return (typed >= 'A' && typed <= 'Z') || (typed >= 'a' && typed <= 'z') || (typed >= '0' && typed <= '9') ||
	       (kana >= 0x3041 && kana <= 0x3096) ? EXTRA_LETTER : UNKNOWN;
}

double gcvi_emission_scale(const gcvi_emission *emission)
{
	return emission->scale;
}

bool gcvi_emission_outside(const gcvi_emission *emission, size_t index, uint32_t *typed, gcvi_symbol *symbol, double *p)
{
	if (index >= emission->out_count)
		return false;
	*typed = emission->out[index].typed;
	*symbol = emission->out[index].symbol;
	*p = emission->out[index].p;
	return true;
}
