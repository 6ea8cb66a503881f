/* SPDX-License-Identifier: MIT */
/* Floor 4: what beginnings and ends of a code are joined by: the sum of one of its schemes; and the share that passes. */
#include "correct_meet_internal.h"

#include "solve.h"

#include <string.h>

/* The part whose sum tells most: one over many bits, or that of the largest group. */
static const gcvi_part *part_of(const gcvi_automaton *automaton)
{
	const gcvi_product *all = gcvi_automaton_parts(automaton);
	const gcvi_part *best = gcvi_solver_part(automaton);
	size_t i;

	if (best != NULL)
		return best;
	for (i = 0; all != NULL && i < all->count; i++)
		if (all->parts[i].linear != NULL && all->parts[i].linear->opaque == NULL &&
		    (best == NULL || all->parts[i].linear->group.order > best->linear->group.order))
			best = &all->parts[i];
	return best;
}

bool gcvi_meet_works(const gcvi_automaton *automaton)
{
	return part_of(automaton) != NULL;
}

static bool takes(const gcvi_part *part, size_t position, gcvi_symbol symbol)
{
	gcvi_element term;

	return (part->linear->opaque != NULL && part->linear->opaque[position]) ||
	       gcvi_linear_term(part->linear, position, symbol, &term);
}

static uint32_t free_step(const gcvi_automaton *automaton, size_t position, uint32_t state, gcvi_symbol symbol)
{
	return takes(automaton->data, position, symbol) ? state : GCVI_DEAD;
}

static int free_accepts(const gcvi_automaton *automaton, uint32_t state)
{
	(void)automaton;
	(void)state;
	return 1;
}

void gcvi_meet_free(gcvi_automaton *all, const gcvi_automaton *check)
{
	memset(all, 0, sizeof *all);
	all->form = check->form;
	all->states = 1;
	all->step = free_step;
	all->accepts = free_accepts;
	all->data = part_of(check);
}

/* Up to 128 bits folded into 64, without leaving the group: bits that meet are those of long codes only. */
static uint64_t fold(const gcvi_linear *linear, gcvi_element element)
{
	return linear->wide != NULL ? element.low ^ (element.high << 53 | element.high >> 11) : element.low;
}

int gcvi_join_make(gcvi_join *join, const gcvi_automaton *automaton, gcvi_arena *arena)
{
	const gcvi_linear *linear;
	size_t position, symbol;

	memset(join, 0, sizeof *join);
	join->automaton = automaton;
	join->part = part_of(automaton);
	linear = join->part->linear;
	join->length = automaton->form->length;
	join->symbols = automaton->form->alphabet->count;
	join->keys = gcvi_arena_alloc(arena, join->length * join->symbols, sizeof *join->keys);
	join->takes = gcvi_arena_alloc(arena, join->length * join->symbols, 1);
	if (join->keys == NULL || join->takes == NULL)
		return GCV_E_MEMORY;
	join->first_opaque = SIZE_MAX;
	for (position = 0; position < join->length; position++) {
		bool opaque = linear->opaque != NULL && linear->opaque[position];

		if (opaque) {
			join->first_opaque = join->first_opaque < position ? join->first_opaque : position;
			join->last_opaque = position;
		}
		for (symbol = 0; symbol < join->symbols; symbol++) {
			size_t at = position * join->symbols + symbol;
			gcvi_element term;

			join->takes[at] = takes(join->part, position, (gcvi_symbol)symbol);
			if (join->takes[at] && !opaque && gcvi_linear_term(linear, position, (gcvi_symbol)symbol, &term))
				join->keys[at] = fold(linear, term);
		}
	}
	/* What these characters say goes into the sum of the beginning or end that has them. */
	join->target = linear->opaque != NULL ? 0 : fold(linear, linear->target);
	return GCV_OK;
}

uint64_t gcvi_join_add(const gcvi_join *join, uint64_t a, uint64_t b)
{
	const gcvi_linear *linear = join->part->linear;

	if (linear->group.kind == GCVI_GROUP_XOR)
		return a ^ b;
	return gcvi_element_add(&linear->group, gcvi_element_of(a), gcvi_element_of(b)).low;
}

bool gcvi_join_read(const gcvi_join *join, const gcvi_symbol *code, uint64_t *key)
{
	gcvi_element target;

	if (!join->part->read_target(join->part, code, &target))
		return false;
	*key = fold(join->part->linear, target);
	return true;
}

/* ------------------------------------------------------------------------------------------------- the share */

/* Independent bits among what symbols of the form can change in a sum. */
static size_t rank_of(const gcvi_linear *linear, const gcvi_form *form)
{
	gcvi_basis basis;
	size_t position = form->length, symbol;

	gcvi_basis_init(&basis);
	while (position-- > 0) {
		gcvi_element first = { 0, 0 }, term;
		bool any = false;

		for (symbol = 0; symbol < form->alphabet->count && basis.given < GCVI_SOLVE_MAX; symbol++) {
			if (!gcvi_set_has(&form->sites[position].allowed, (gcvi_symbol)symbol) ||
			    !gcvi_linear_term(linear, position, (gcvi_symbol)symbol, &term))
				continue;
			if (!any)
				first = term;
			any = true;
			term = gcvi_basis_reduce(&basis, gcvi_element_xor(term, first), NULL);
			if ((term.low | term.high) != 0)
				(void)gcvi_basis_put(&basis, term, NULL);
		}
	}
	return basis.count;
}

static double share_of(const gcvi_part *part)
{
	const gcvi_linear *linear = part->linear;
	double share = 1;
	size_t position, bits;

	if (linear == NULL || linear->wide == NULL) {
		uint32_t states = linear != NULL && linear->group.order != 0 ? linear->group.order : part->states;

		return states != 0 ? 1 / (double)states : 1;
	}
	if (linear->opaque == NULL) {
		for (bits = rank_of(linear, part->form); bits > 0; bits--)
			share /= 2;
		return share;
	}
	for (position = 0; position < part->form->length; position++)
		if (linear->opaque[position])
			share /= (double)gcvi_set_count(&part->form->sites[position].allowed);
	return share;
}

double gcvi_meet_share(const gcvi_automaton *automaton)
{
	const gcvi_product *all = gcvi_automaton_parts(automaton);
	double share = 1;
	size_t i;

	for (i = 0; all != NULL && i < all->count; i++)
		share *= share_of(&all->parts[i]);
	return share;
}

/* ------------------------------------------------------------------------------------------------ joining */

/* What has to be added to make the target; the group's order where nothing does. */
static uint64_t missing(const gcvi_join *join, uint64_t key)
{
	const gcvi_group *group = &join->part->linear->group;
	uint64_t other;

	if (group->kind == GCVI_GROUP_XOR)
		return join->target ^ key;
	if (group->kind == GCVI_GROUP_MOD)
		return join->target >= key ? join->target - key : join->target + group->order - key;
	for (other = 0; other < group->order && gcvi_join_add(join, key, other) != join->target; other++)
		;
	return other;
}

static size_t place(uint64_t key, unsigned bits)
{
	return (size_t)(key * 0x9E3779B97F4A7C15u >> (64 - bits));
}

static size_t width_of(const gcvi_tree *tree, size_t depth)
{
	return tree->first[depth + 1] - tree->first[depth];
}

/* One cut: the smaller list goes into a table, the larger one looks for what it lacks. */
static bool join_at(const gcvi_tree *a, size_t a_depth, const gcvi_tree *b, size_t b_depth, uint32_t *table,
                    gcvi_joined *take, void *context)
{
	gcvi_symbol code[GCVI_CODE_MAX];
	size_t width = width_of(a, a_depth), k;
	unsigned bits = 1;
	bool more = true;

	while ((size_t)1 << bits < 2 * width)
		bits++;
	memset(table, 0, sizeof *table << bits);
	for (k = a->first[a_depth]; k < a->first[a_depth + 1]; k++) {
		size_t at = place(a->branches[a->sorted[k]].key, bits);

		for (; table[at] != 0; at = (at + 1) & (((size_t)1 << bits) - 1))
			;
		table[at] = a->sorted[k] + 1;
	}
	for (k = b->first[b_depth]; k < b->first[b_depth + 1] && more; k++) {
		uint64_t wanted = missing(b->join, b->branches[b->sorted[k]].key);
		size_t at = place(wanted, bits);

		for (; table[at] != 0 && more; at = (at + 1) & (((size_t)1 << bits) - 1)) {
			if (a->branches[table[at] - 1].key != wanted)
				continue;
			gcvi_tree_spell(a, table[at] - 1, code);
			gcvi_tree_spell(b, b->sorted[k], code);
			more = take(context, code);
		}
	}
	gcvi_wipe(code, sizeof code);
	return more;
}

bool gcvi_trees_join(const gcvi_tree *beginnings, const gcvi_tree *ends, uint32_t *table, gcvi_joined *take, void *context)
{
	size_t n = beginnings->trellis->n, cut;
	bool more = true;

	for (cut = n - ends->depth_most; cut <= beginnings->depth_most && more; cut++) {
		size_t left = width_of(beginnings, cut), right = width_of(ends, n - cut);

		if (left == 0 || right == 0 || !gcvi_join_cuts(beginnings->join, cut))
			continue;
		more = left < right ? join_at(beginnings, cut, ends, n - cut, table, take, context)
		                    : join_at(ends, n - cut, beginnings, cut, table, take, context);
	}
	return more;
}
