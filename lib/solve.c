/* SPDX-License-Identifier: MIT */
/* Floor 2: unknown symbols of a sum over bits, by elimination. */
#include "solve.h"

#include <string.h>

/* Solutions are tried up to 2 ^ this; more are of no use to anybody. */
#define FREE_MAX 12
/* Codes tried whose symbols count the same. */
#define EQUAL_MAX ((size_t)65536)
/* Ways to fill unknown characters that carry the sum in another form. */
#define OPAQUE_MAX ((size_t)65536)

const gcvi_part *gcvi_solver_part(const gcvi_automaton *automaton)
{
	const gcvi_product *all = gcvi_automaton_parts(automaton);
	size_t i;

	for (i = 0; all != NULL && i < all->count; i++)
		if (all->parts[i].linear != NULL && all->parts[i].linear->wide != NULL)
			return &all->parts[i];
	return NULL;
}

static bool is_opaque(const gcvi_solver *s, size_t position)
{
	return s->part->linear->opaque != NULL && s->part->linear->opaque[position];
}

static const gcvi_site *site_of(const gcvi_solver *s, size_t position)
{
	return &s->automaton->form->sites[position];
}

/* A symbol that is allowed and counts, from `symbol` on. */
static gcvi_symbol possible_from(const gcvi_solver *s, size_t position, size_t symbol, gcvi_element *term)
{
	for (; symbol < s->automaton->form->alphabet->count; symbol++)
		if (gcvi_set_has(&site_of(s, position)->allowed, (gcvi_symbol)symbol) &&
		    gcvi_linear_term(s->part->linear, position, (gcvi_symbol)symbol, term))
			return (gcvi_symbol)symbol;
	return GCVI_NO_SYMBOL;
}

static bool add_variable(gcvi_solver *s, size_t position, gcvi_element change)
{
	gcvi_element made_of;

	if (s->variables == GCVI_SOLVE_MAX)
		return false;
	s->of[s->variables] = position;
	s->change[s->variables++] = change;
	if (!gcvi_basis_put(&s->basis, change, &made_of))
		s->relations[s->relation_count++] = made_of;
	return true;
}

/* What the symbols of one unknown position can change, as few independent changes. */
static bool add_position(gcvi_solver *s, size_t position)
{
	gcvi_basis own;
	gcvi_element first, term;
	gcvi_symbol symbol = possible_from(s, position, 0, &first);

	if (symbol == GCVI_NO_SYMBOL)
		return false;
	s->code[position] = symbol;
	gcvi_basis_init(&own);
	while ((symbol = possible_from(s, position, (size_t)symbol + 1, &term)) != GCVI_NO_SYMBOL) {
		term = gcvi_element_xor(term, first);
		if (gcvi_basis_put(&own, term, NULL) && !add_variable(s, position, term))
			return false;
	}
	return true;
}

bool gcvi_solver_init(gcvi_solver *s, const gcvi_automaton *automaton, const gcvi_symbol *code, const uint8_t *unknown)
{
	const gcvi_form *form = automaton->form;
	size_t position;

	s->automaton = automaton;
	s->part = gcvi_solver_part(automaton);
	s->variables = s->relation_count = s->open = 0;
	gcvi_basis_init(&s->basis);
	if (s->part == NULL)
		return false;
	for (position = 0; position < form->length; position++) {
		s->code[position] = code[position];
		s->unknown[position] = unknown[position] || code[position] >= form->alphabet->count;
		if (s->unknown[position] && is_opaque(s, position))
			s->code[position] = gcvi_set_nth(&site_of(s, position)->allowed, 0);
		else if (s->unknown[position] && !add_position(s, position))
			return false;
		s->open += s->unknown[position] && !is_opaque(s, position);
	}
	return true;
}

gcvi_element gcvi_solver_sum(const gcvi_solver *s)
{
	gcvi_element sum = { 0, 0 };

	/* A symbol that does not count is an error that the caller looks for; without its term the sum is of no use. */
	(void)gcvi_linear_sum(s->part->linear, s->code, &sum);
	return sum;
}

bool gcvi_solver_target(const gcvi_solver *s, gcvi_element *target)
{
	*target = s->part->linear->target;
	return s->part->linear->opaque == NULL || s->part->read_target(s->part, s->code, target);
}

/* Turns a set of variables into symbols. */
static bool apply(const gcvi_solver *s, gcvi_element set, gcvi_symbol *code)
{
	gcvi_element terms[GCVI_SOLVE_MAX], term;
	size_t positions[GCVI_SOLVE_MAX], count = 0, i;

	for (i = 0; i < s->variables; i++) {
		bool on = ((i < 64 ? set.low >> i : set.high >> (i - 64)) & 1) != 0;

		if (count == 0 || positions[count - 1] != s->of[i]) {
			positions[count] = s->of[i];
			(void)gcvi_linear_term(s->part->linear, s->of[i], s->code[s->of[i]], &terms[count]);
			count++;
		}
		if (on)
			terms[count - 1] = gcvi_element_xor(terms[count - 1], s->change[i]);
	}
	memcpy(code, s->code, s->automaton->form->length);
	for (i = 0; i < count; i++) {
		gcvi_symbol symbol = possible_from(s, positions[i], 0, &term);

		while (symbol != GCVI_NO_SYMBOL && !gcvi_element_is(term, terms[i]))
			symbol = possible_from(s, positions[i], (size_t)symbol + 1, &term);
		if (symbol == GCVI_NO_SYMBOL)
			return false;
		code[positions[i]] = symbol;
	}
	return true;
}

/* The next code whose unknown symbols count the same; false when it is the first one again. */
static bool next_equal(const gcvi_solver *s, gcvi_symbol *code)
{
	size_t position = s->automaton->form->length;
	gcvi_element wanted, term;
	gcvi_symbol symbol;

	while (position-- > 0) {
		if (!s->unknown[position] || is_opaque(s, position))
			continue;
		(void)gcvi_linear_term(s->part->linear, position, code[position], &wanted);
		symbol = possible_from(s, position, (size_t)code[position] + 1, &term);
		while (symbol != GCVI_NO_SYMBOL && !gcvi_element_is(term, wanted))
			symbol = possible_from(s, position, (size_t)symbol + 1, &term);
		if (symbol != GCVI_NO_SYMBOL) {
			code[position] = symbol;
			return true;
		}
		symbol = possible_from(s, position, 0, &term);
		while (!gcvi_element_is(term, wanted))
			symbol = possible_from(s, position, (size_t)symbol + 1, &term);
		code[position] = symbol;
	}
	return false;
}

bool gcvi_solver_run(gcvi_solver *s, gcvi_element missing, gcvi_take *take, void *context)
{
	gcvi_symbol code[GCVI_CODE_MAX];
	gcvi_element set, left = gcvi_basis_reduce(&s->basis, missing, &set);
	size_t ways = (size_t)1 << (s->relation_count < FREE_MAX ? s->relation_count : FREE_MAX), way, i;
	size_t tried = 0;
	bool more = true;

	if ((left.low | left.high) != 0)
		return true;
	for (way = 0; way < ways && more; way++) {
		gcvi_element chosen = set;

		for (i = 0; way >> i != 0; i++)
			if ((way >> i & 1) != 0)
				chosen = gcvi_element_xor(chosen, s->relations[i]);
		if (!apply(s, chosen, code))
			continue;
		do
			if (gcvi_automaton_verify(s->automaton, code))
				more = take(context, code);
		while (more && ++tried < EQUAL_MAX && next_equal(s, code));
	}
	gcvi_wipe(code, sizeof code);
	return more;
}

/* ------------------------------------------------------------- characters that carry the sum in another form */

static bool fill_sum(gcvi_solver *s, gcvi_take *take, void *context)
{
	gcvi_element target;

	if (!gcvi_solver_target(s, &target))
		return true;
	return gcvi_solver_run(s, gcvi_element_xor(target, gcvi_solver_sum(s)), take, context);
}

/* All else is known: they follow, and have to agree with those that are known. */
static bool fill_opaque(gcvi_solver *s, gcvi_take *take, void *context)
{
	gcvi_symbol code[GCVI_CODE_MAX];
	size_t length = s->automaton->form->length, position;
	bool more = true;

	memcpy(code, s->code, length);
	if (s->part->write_target(s->part, gcvi_solver_sum(s), code)) {
		for (position = 0; position < length && (s->unknown[position] || code[position] == s->code[position]); position++)
			continue;
		if (position == length && gcvi_automaton_verify(s->automaton, code))
			more = take(context, code);
	}
	gcvi_wipe(code, sizeof code);
	return more;
}

bool gcvi_solver_advance(gcvi_solver *s)
{
	const gcvi_form *form = s->automaton->form;
	size_t position = form->length, symbol;

	while (position-- > 0) {
		if (!s->unknown[position] || !is_opaque(s, position))
			continue;
		for (symbol = (size_t)s->code[position] + 1; symbol < form->alphabet->count; symbol++)
			if (gcvi_set_has(&site_of(s, position)->allowed, (gcvi_symbol)symbol)) {
				s->code[position] = (gcvi_symbol)symbol;
				return true;
			}
		s->code[position] = gcvi_set_nth(&site_of(s, position)->allowed, 0);
	}
	return false;
}

bool gcvi_solver_fill(gcvi_solver *s, gcvi_take *take, void *context)
{
	size_t position, hidden = 0, ways;

	for (position = 0; position < s->automaton->form->length; position++)
		hidden += s->unknown[position] && is_opaque(s, position);
	if (hidden == 0)
		return fill_sum(s, take, context);
	if (s->open == 0)
		return fill_opaque(s, take, context);
	for (ways = 0; ways < OPAQUE_MAX; ways++) {
		if (!fill_sum(s, take, context))
			return false;
		if (!gcvi_solver_advance(s))
			break;
	}
	return true;
}
