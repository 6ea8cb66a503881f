/* SPDX-License-Identifier: MIT */
/* Floor 2: one or two wrong symbols by the difference that they leave in a sum over bits, more by the roots of a code. */
#include "locate.h"

#include "bch.h"
#include "solve.h"

#include <string.h>

/* Ways to fill unknown characters up to which errors are looked for besides. */
#define FILLINGS_MAX ((size_t)4096)

/* What replacing one symbol changes in the sum, apart from what unknown symbols can make up for. */
typedef struct change {
	gcvi_element left;        /* reduced by the unknowns */
	uint16_t position;
	gcvi_symbol symbol;
} change;

typedef struct search {
	gcvi_solver solver;
	change *changes;
	size_t change_count;
	gcvi_located *out;
	size_t cap, count, errors;
	gcvi_arena *arena;
	int status;
} search;

bool gcvi_locate_works(const gcvi_automaton *automaton)
{
	return automaton->states == 0 && gcvi_solver_part(automaton) != NULL;
}

static bool take(void *context, const gcvi_symbol *code)
{
	search *s = context;
	size_t length = s->solver.automaton->form->length;

	if (s->count < s->cap) {
		gcvi_symbol *kept = gcvi_arena_alloc(s->arena, length, sizeof *kept);

		if (kept == NULL) {
			s->status = GCV_E_MEMORY;
			return false;
		}
		memcpy(kept, code, length);
		s->out[s->count].code = kept;
		s->out[s->count].errors = s->errors;
	}
	return ++s->count < s->cap;
}

static int compare(gcvi_element a, gcvi_element b)
{
	if (a.high != b.high)
		return a.high < b.high ? -1 : 1;
	return a.low < b.low ? -1 : a.low > b.low;
}

/* By what is left, then by place: the order is total, so that the same list is always sorted the same way. */
static bool is_before(const change *a, const change *b)
{
	int order = compare(a->left, b->left);

	if (order != 0)
		return order < 0;
	return a->position != b->position ? a->position < b->position : a->symbol < b->symbol;
}

/* Heap sort: no more memory, no recursion. */
static void sift(change *items, size_t root, size_t count)
{
	change moved = items[root];
	size_t child;

	while ((child = 2 * root + 1) < count) {
		if (child + 1 < count && is_before(&items[child], &items[child + 1]))
			child++;
		if (!is_before(&moved, &items[child]))
			break;
		items[root] = items[child];
		root = child;
	}
	items[root] = moved;
}

static void sort(change *items, size_t count)
{
	size_t i;

	for (i = count / 2; i-- > 0;)
		sift(items, i, count);
	for (i = count; i-- > 1;) {
		change last = items[i];

		items[i] = items[0];
		items[0] = last;
		sift(items, 0, i);
	}
}

/* The first change that leaves this; change_count where there is none. */
static size_t find(const search *s, gcvi_element left)
{
	size_t low = 0, high = s->change_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare(s->changes[middle].left, left) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < s->change_count && gcvi_element_is(s->changes[low].left, left) ? low : s->change_count;
}

static bool is_known(const search *s, size_t position)
{
	const gcvi_linear *linear = s->solver.part->linear;

	return !s->solver.unknown[position] && !(linear->opaque != NULL && linear->opaque[position]);
}

static int list_changes(search *s)
{
	const gcvi_form *form = s->solver.automaton->form;
	const gcvi_linear *linear = s->solver.part->linear;
	size_t position, symbol;
	gcvi_element old, new;

	s->changes = gcvi_arena_alloc(s->arena, form->length * form->alphabet->count + 1, sizeof *s->changes);
	if (s->changes == NULL)
		return GCV_E_MEMORY;
	for (position = 0; position < form->length; position++) {
		if (!is_known(s, position) || !gcvi_linear_term(linear, position, s->solver.code[position], &old))
			continue;
		for (symbol = 0; symbol < form->alphabet->count; symbol++) {
			change *c = &s->changes[s->change_count];

			if (symbol == s->solver.code[position] || !gcvi_set_has(&form->sites[position].allowed, (gcvi_symbol)symbol) ||
			    !gcvi_linear_term(linear, position, (gcvi_symbol)symbol, &new))
				continue;
			c->left = gcvi_basis_reduce(&s->solver.basis, gcvi_element_xor(old, new), NULL);
			c->position = (uint16_t)position;
			c->symbol = (gcvi_symbol)symbol;
			s->change_count++;
		}
	}
	sort(s->changes, s->change_count);
	return GCV_OK;
}

static gcvi_symbol exchange(search *s, const change *c)
{
	gcvi_symbol old = s->solver.code[c->position];

	s->solver.code[c->position] = c->symbol;
	return old;
}

/* Everything that remains after the changes made so far has to come from the unknowns. */
static bool settle(search *s)
{
	gcvi_element target;

	return !gcvi_solver_target(&s->solver, &target) ||
	       gcvi_solver_run(&s->solver, gcvi_element_xor(target, gcvi_solver_sum(&s->solver)), take, s);
}

/* What is missing, as far as the unknowns cannot make up for it. False: no target. */
static bool missing(const search *s, gcvi_element *left)
{
	gcvi_element target;

	if (!gcvi_solver_target(&s->solver, &target))
		return false;
	*left = gcvi_basis_reduce(&s->solver.basis, gcvi_element_xor(target, gcvi_solver_sum(&s->solver)), NULL);
	return true;
}

static bool one_error(search *s)
{
	gcvi_element left;
	size_t i;
	bool more = true;

	if (!missing(s, &left))
		return true;
	for (i = find(s, left); more && i < s->change_count && gcvi_element_is(s->changes[i].left, left); i++) {
		gcvi_symbol old = exchange(s, &s->changes[i]);

		more = settle(s);
		s->solver.code[s->changes[i].position] = old;
	}
	return more;
}

static bool two_errors(search *s)
{
	gcvi_element left;
	size_t i, k;
	bool more = true;

	if (!missing(s, &left))
		return true;
	for (i = 0; i < s->change_count && more; i++) {
		const change *first = &s->changes[i];
		gcvi_element rest = gcvi_element_xor(left, first->left);
		gcvi_symbol old = exchange(s, first);

		for (k = find(s, rest); more && k < s->change_count && gcvi_element_is(s->changes[k].left, rest); k++) {
			const change *second = &s->changes[k];
			gcvi_symbol other;

			if (second->position <= first->position)
				continue;
			other = exchange(s, second);
			more = settle(s);
			s->solver.code[second->position] = other;
		}
		s->solver.code[first->position] = old;
	}
	return more;
}

static bool data_errors(search *s, size_t errors)
{
	return errors == 0 ? settle(s) : errors == 1 ? one_error(s) : two_errors(s);
}

/* ------------------------------------------------------------- characters that carry the sum in another form */

/* All else is right, and says what they should be. */
static bool wrong_opaque(search *s)
{
	gcvi_symbol code[GCVI_CODE_MAX];
	size_t length = s->solver.automaton->form->length, position, different = 0;
	bool more = true;

	memcpy(code, s->solver.code, length);
	if (s->solver.part->write_target(s->solver.part, gcvi_solver_sum(&s->solver), code)) {
		for (position = 0; position < length; position++)
			different += !s->solver.unknown[position] && code[position] != s->solver.code[position];
		if (different == s->errors && gcvi_automaton_verify(s->solver.automaton, code))
			more = take(s, code);
	}
	gcvi_wipe(code, sizeof code);
	return more;
}

/* Every way to fill the unknown ones, each with so many errors elsewhere. */
static bool each_filling(search *s, size_t errors)
{
	do
		if (!data_errors(s, errors))
			return false;
	while (gcvi_solver_advance(&s->solver));
	return true;
}

/* One of them changed: where, and the symbol that comes next. */
typedef struct opaque_change {
	size_t position, symbol;
	gcvi_symbol old;
} opaque_change;

static bool change_next(search *s, opaque_change *c)
{
	const gcvi_form *form = s->solver.automaton->form;

	for (; c->position < form->length; c->position++, c->symbol = 0) {
		if (s->solver.unknown[c->position] || !s->solver.part->linear->opaque[c->position])
			continue;
		if (c->symbol == 0)
			c->old = s->solver.code[c->position];
		for (; c->symbol < form->alphabet->count; c->symbol++)
			if (c->symbol != c->old && gcvi_set_has(&form->sites[c->position].allowed, (gcvi_symbol)c->symbol)) {
				s->solver.code[c->position] = (gcvi_symbol)c->symbol++;
				return true;
			}
		s->solver.code[c->position] = c->old;
	}
	return false;
}

/* `count` of them are wrong, and `errors` other characters. */
static bool change_opaque(search *s, size_t count, size_t errors)
{
	opaque_change first = { 0, 0, 0 };
	bool more = true;

	if (count == 0)
		return each_filling(s, errors);
	while (more && change_next(s, &first)) {
		opaque_change second = { first.position + 1, 0, 0 };

		if (count == 1)
			more = each_filling(s, errors);
		while (count == 2 && more && change_next(s, &second))
			more = each_filling(s, errors);
	}
	return more;
}

/* ---------------------------------------------------------------------------------------------------------- together */

static void with_errors(search *s)
{
	size_t changed = 0;

	if (s->solver.part->linear->opaque == NULL) {
		(void)data_errors(s, s->errors);
		return;
	}
	/* When nothing else is unknown, what they should be follows; else they are tried. */
	if (s->solver.open == 0 && !wrong_opaque(s))
		return;
	for (; changed + (s->solver.open == 0) <= s->errors; changed++)
		if (!change_opaque(s, changed, s->errors - changed))
			return;
}

/* With unknown characters of that kind the work is multiplied by the ways to fill them. */
static size_t errors_possible(const search *s, size_t errors)
{
	const gcvi_form *form = s->solver.automaton->form;
	size_t position, ways = 1;

	for (position = 0; position < form->length; position++)
		if (s->solver.unknown[position] && s->solver.part->linear->opaque != NULL &&
		    s->solver.part->linear->opaque[position] && ways <= FILLINGS_MAX)
			ways *= gcvi_set_count(&form->sites[position].allowed);
	if (ways == 1)
		return errors;
	return ways > FILLINGS_MAX ? 0 : errors > 1 ? 1 : errors;
}

/* Symbols that do not count where they stand are wrong for certain: they become unknown, and count as errors. */
static size_t certain_errors(search *s, const gcvi_symbol *code, uint8_t *unknown)
{
	const gcvi_form *form = s->solver.automaton->form;
	const gcvi_linear *linear = s->solver.part->linear;
	size_t position, count = 0;
	gcvi_element term;

	for (position = 0; position < form->length; position++) {
		if (unknown[position] || code[position] >= form->alphabet->count || (linear->opaque != NULL && linear->opaque[position]))
			continue;
		if (gcvi_set_has(&form->sites[position].allowed, code[position]) &&
		    gcvi_linear_term(linear, position, code[position], &term))
			continue;
		unknown[position] = 1;
		count++;
	}
	return count;
}

/* Places alone follow from the roots; what stood there is then unknown like the rest. */
static void by_roots(search *s, const gcvi_symbol *code, uint8_t *unknown, size_t errors)
{
	const gcvi_automaton *automaton = s->solver.automaton;
	const gcvi_bch *bch = s->solver.part->bch;
	uint8_t erased[GCVI_CODE_MAX], wrong[GCVI_CODE_MAX];
	gcvi_element target;
	size_t position;

	if (bch == NULL || !gcvi_solver_target(&s->solver, &target))
		return;
	for (position = 0; position < bch->length; position++)
		erased[position] = s->solver.unknown[position] && gcvi_set_count(&automaton->form->sites[position].allowed) > 1;
	if (!gcvi_bch_locate(bch, gcvi_element_xor(target, gcvi_solver_sum(&s->solver)), erased, wrong, &s->errors) ||
	    s->errors > errors)
		return;
	for (position = 0; position < bch->length; position++)
		unknown[position] |= wrong[position];
	if (gcvi_solver_init(&s->solver, automaton, code, unknown))
		(void)settle(s);
}

static int run(search *s, const gcvi_automaton *automaton, const gcvi_symbol *code, const uint8_t *unknown, size_t errors)
{
	uint8_t marked[GCVI_CODE_MAX];
	size_t few = errors < GCVI_LOCATE_ERRORS ? errors : GCVI_LOCATE_ERRORS, certain;

	memcpy(marked, unknown, automaton->form->length);
	s->solver.automaton = automaton;
	s->solver.part = gcvi_solver_part(automaton);
	certain = certain_errors(s, code, marked);
	if (certain > errors || !gcvi_solver_init(&s->solver, automaton, code, marked))
		return GCV_OK;
	if (few > certain && list_changes(s) != GCV_OK)
		return GCV_E_MEMORY;
	few = few > certain ? certain + errors_possible(s, few - certain) : few;
	for (s->errors = 0; s->errors + certain <= few && s->count == 0 && s->status == GCV_OK; s->errors++)
		with_errors(s);
	if (s->count == 0 && s->status == GCV_OK && errors > few)
		by_roots(s, code, marked, errors - certain);
	for (errors = 0; errors < s->count && errors < s->cap; errors++)
		s->out[errors].errors += certain;
	return s->status;
}

int gcvi_locate(const gcvi_automaton *automaton, const gcvi_symbol *code, const uint8_t *unknown, size_t errors,
                gcvi_located *out, size_t cap, size_t *count, gcvi_arena *arena)
{
	search *s;
	int status;

	*count = 0;
	if (!gcvi_locate_works(automaton) || cap == 0)
		return GCV_OK;
	s = gcvi_arena_alloc(arena, 1, sizeof *s);
	if (s == NULL)
		return GCV_E_MEMORY;
	s->out = out;
	s->cap = cap;
	s->arena = arena;
	status = run(s, automaton, code, unknown, errors < GCVI_LOCATE_ERRORS_MAX ? errors : GCVI_LOCATE_ERRORS_MAX);
	*count = s->count;
	return status;
}
