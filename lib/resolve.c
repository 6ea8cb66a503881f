/* SPDX-License-Identifier: MIT */
/* Floor 2: what a mark is in an alphabet. One rule after the other, the lossless ones first. */
#include "reading.h"

#include "lookalike.h"
#include "shape.h"
#include "text.h"

#include <uninorm.h>

#include <string.h>

/* A typed code point on its way to a symbol. */
typedef struct attempt {
	gcvi_symbol symbol;
	uint16_t changes;
} attempt;

static const attempt NOTHING = { GCVI_NO_SYMBOL, 0 };

static attempt found(gcvi_symbol symbol, unsigned changes)
{
	attempt result = { symbol, (uint16_t)changes };

	return result;
}

static gcvi_symbol find(const gcvi_alphabet *alphabet, uint32_t point)
{
	return point != 0 ? gcvi_alphabet_find(alphabet, point) : GCVI_NO_SYMBOL;
}

static attempt by_case(const gcvi_alphabet *alphabet, uint32_t point)
{
	uint32_t other = gcvi_upper(point);
	gcvi_symbol symbol;

	if (alphabet->case_rule == GCVI_CASE_LOWER || other == point)
		other = gcvi_lower(point);
	/* Only a letter of the alphabet's own script: the Kelvin sign is no k, the dotless i no I, by case alone. */
	if (other == point || (other < 128) != (point < 128))
		return NOTHING;
	symbol = find(alphabet, other);
	if (symbol == GCVI_NO_SYMBOL)
		return NOTHING;
	return found(symbol, alphabet->case_rule == GCVI_CASE_SENSITIVE ? GCVI_CHANGE_OTHERCASE : GCVI_CHANGE_CASE);
}

static int has_hiragana(const gcvi_alphabet *alphabet)
{
	size_t i;

	for (i = 0; i < alphabet->count; i++)
		if (alphabet->points[i] >= 0x3041 && alphabet->points[i] <= 0x3096)
			return 1;
	return 0;
}

static attempt by_kana(const gcvi_alphabet *alphabet, uint32_t point)
{
	uint32_t kana = gcvi_hiragana(point);
	gcvi_symbol symbol = kana != point ? find(alphabet, kana) : GCVI_NO_SYMBOL;

	return symbol != GCVI_NO_SYMBOL ? found(symbol, GCVI_CHANGE_KANA) : NOTHING;
}

static attempt by_digit(const gcvi_alphabet *alphabet, uint32_t point)
{
	int value = point >= 128 ? gcvi_digit_value(point) : -1;
	gcvi_symbol symbol = value >= 0 ? find(alphabet, (uint32_t)('0' + value)) : GCVI_NO_SYMBOL;

	return symbol != GCVI_NO_SYMBOL ? found(symbol, GCVI_CHANGE_DIGIT) : NOTHING;
}

static attempt by_fold(const gcvi_alphabet *alphabet, uint32_t point)
{
	size_t i;

	for (i = 0; i < alphabet->fold_count; i++) {
		uint32_t typed = alphabet->folds[i].typed;
		int other_case = alphabet->case_rule != GCVI_CASE_SENSITIVE && point != typed &&
		                 (gcvi_upper(point) == typed || gcvi_lower(point) == typed);

		if (point == typed || other_case) {
			gcvi_symbol symbol = find(alphabet, alphabet->folds[i].meant);

			if (symbol != GCVI_NO_SYMBOL)
				return found(symbol, GCVI_CHANGE_FOLD | (other_case ? GCVI_CHANGE_CASE : 0u));
		}
	}
	return NOTHING;
}

/* A dash where the alphabet has "-"; other separators only as themselves, which has been tried already. */
static attempt by_dash(const gcvi_alphabet *alphabet, const gcvi_mark *mark)
{
	static const uint32_t dashes[] = { 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0x2043, 0x30FC, 0xFF70, 0x2500 };
	gcvi_symbol symbol = find(alphabet, '-');
	size_t i;

	for (i = 0; symbol != GCVI_NO_SYMBOL && i < sizeof dashes / sizeof dashes[0]; i++)
		if (mark->point == dashes[i] || mark->first == dashes[i])
			return found(symbol, GCVI_CHANGE_COMPAT);
	return NOTHING;
}

/* Everything that loses nothing. */
static attempt losslessly(const gcvi_alphabet *alphabet, uint32_t point)
{
	gcvi_symbol symbol = find(alphabet, point);
	attempt result;

	if (symbol != GCVI_NO_SYMBOL)
		return found(symbol, 0);
	result = by_case(alphabet, point);
	if (result.symbol == GCVI_NO_SYMBOL || (result.changes & GCVI_CHANGE_REPAIRS) != 0)
		result = NOTHING;
	if (result.symbol == GCVI_NO_SYMBOL && point >= 128 && has_hiragana(alphabet))
		result = by_kana(alphabet, point);
	if (result.symbol == GCVI_NO_SYMBOL)
		result = by_digit(alphabet, point);
	if (result.symbol == GCVI_NO_SYMBOL)
		result = by_fold(alphabet, point);
	return result;
}

bool gcvi_mark_is_letter(const gcvi_alphabet *alphabet, const gcvi_mark *mark)
{
	switch (mark->kind) {
	case GCVI_MARK_CHARACTER: case GCVI_MARK_UNREADABLE: case GCVI_MARK_CHOICE:
		return true;
	case GCVI_MARK_SEPARATOR:
		return gcvi_resolve(alphabet, mark).symbol != GCVI_NO_SYMBOL;
	default:
		return false;
	}
}

gcvi_symbol gcvi_resolve_lossless(const gcvi_alphabet *alphabet, uint32_t point)
{
	return point != 0 ? losslessly(alphabet, point).symbol : GCVI_NO_SYMBOL;
}

static attempt by_shape(const gcvi_alphabet *alphabet, uint32_t point)
{
	uint32_t shapes[GCVI_SHAPE_MAX];
	size_t count = point != 0 ? gcvi_shape(point, shapes) : 0, i;

	for (i = 0; i < count; i++) {
		attempt result = losslessly(alphabet, shapes[i]);

		if (result.symbol != GCVI_NO_SYMBOL)
			return found(result.symbol, result.changes | GCVI_CHANGE_SHAPE);
	}
	return NOTHING;
}

/* The base letter below combining marks: é for E, also where there is no composed form. */
static attempt by_base(const gcvi_alphabet *alphabet, const gcvi_mark *mark)
{
	ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
	uint32_t base = mark->first;
	attempt result;
	int depth;

	for (depth = 0; depth < 4; depth++) {
		int length = uc_canonical_decomposition(base, parts);

		if (length < 1)
			break;
		base = parts[0];
	}
	if (base == mark->point)
		return NOTHING;
	result = losslessly(alphabet, base);
	if (result.symbol == GCVI_NO_SYMBOL)
		result = by_shape(alphabet, base);
	return result.symbol != GCVI_NO_SYMBOL ? found(result.symbol, result.changes | GCVI_CHANGE_MARK) : NOTHING;
}

static int is_digit(uint32_t point)
{
	return point >= '0' && point <= '9';
}

/* Nearly the same glyph: level 3 and at least a tenth of the errors of 0/O. That leaves 4/A out. */
static int are_nearly_same(uint32_t a, uint32_t b)
{
	const gcvi_lookalike *pair = gcvi_lookalike_find(a, b);

	return pair != NULL && pair->level == 3 && pair->clean >= 0.1;
}

/*
 * A digit for a letter or the other way round, when the alphabet has exactly one partner: then nothing else can have been
 * meant by that look. The letter is taken in both cases.
 */
static attempt by_twin(const gcvi_alphabet *alphabet, uint32_t point)
{
	gcvi_symbol symbol = GCVI_NO_SYMBOL, candidate;
	uint32_t capital = gcvi_upper(point);

	if (point >= 128 || point == 0)
		return NOTHING;
	for (candidate = 0; candidate < alphabet->count; candidate++) {
		uint32_t partner = gcvi_upper(alphabet->points[candidate]);

		if (partner >= 128 || is_digit(partner) == is_digit(capital))
			continue;
		if (!are_nearly_same(capital, partner) && !are_nearly_same(point, alphabet->points[candidate]))
			continue;
		if (symbol != GCVI_NO_SYMBOL)
			return NOTHING;
		symbol = candidate;
	}
	return symbol != GCVI_NO_SYMBOL ? found(symbol, GCVI_CHANGE_TWIN) : NOTHING;
}

static attempt with_repairs(const gcvi_alphabet *alphabet, const gcvi_mark *mark)
{
	attempt result = mark->point != 0 ? by_case(alphabet, mark->point) : NOTHING;

	/* A decimal digit goes by value or not at all. */
	if (result.symbol != GCVI_NO_SYMBOL || (mark->point >= 128 && gcvi_digit_value(mark->point) >= 0))
		return result;
	result = by_shape(alphabet, mark->point);
	if (result.symbol == GCVI_NO_SYMBOL)
		result = by_base(alphabet, mark);
	if (result.symbol == GCVI_NO_SYMBOL)
		result = by_twin(alphabet, mark->point);
	return result;
}

gcvi_resolved gcvi_resolve(const gcvi_alphabet *alphabet, const gcvi_mark *mark)
{
	gcvi_resolved resolved = { GCVI_NO_SYMBOL, mark->changes };
	attempt result = NOTHING;

	if (mark->kind == GCVI_MARK_CHARACTER) {
		if (mark->point != 0)
			result = losslessly(alphabet, mark->point);
		if (result.symbol == GCVI_NO_SYMBOL)
			result = with_repairs(alphabet, mark);
	} else if (mark->kind == GCVI_MARK_SEPARATOR) {
		result.symbol = find(alphabet, mark->point);
		if (result.symbol == GCVI_NO_SYMBOL)
			result = by_dash(alphabet, mark);
	}
	resolved.symbol = result.symbol;
	resolved.changes |= result.changes;
	return resolved;
}

gcvi_set gcvi_resolve_set(const gcvi_alphabet *alphabet, const gcvi_reading *reading, const gcvi_mark *mark)
{
	gcvi_set set;
	uint32_t i;

	memset(&set, 0, sizeof set);
	if (mark->kind == GCVI_MARK_UNREADABLE) {
		for (i = 0; i < alphabet->count; i++)
			gcvi_set_add(&set, (gcvi_symbol)i);
	} else if (mark->kind == GCVI_MARK_CHOICE) {
		for (i = 0; i < mark->choice_count; i++) {
			gcvi_mark one = { 0 };
			gcvi_resolved resolved;

			one.point = one.first = reading->choices[mark->choice_first + i];
			one.kind = GCVI_MARK_CHARACTER;
			resolved = gcvi_resolve(alphabet, &one);
			if (resolved.symbol != GCVI_NO_SYMBOL)
				gcvi_set_add(&set, resolved.symbol);
		}
	} else {
		gcvi_resolved resolved = gcvi_resolve(alphabet, mark);

		if (resolved.symbol != GCVI_NO_SYMBOL)
			gcvi_set_add(&set, resolved.symbol);
	}
	return set;
}
