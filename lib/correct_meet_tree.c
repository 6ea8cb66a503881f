/* SPDX-License-Identifier: MIT */
/*
 * Floor 4: beginnings of codes, or ends, that are likely enough. One with one symbol more is worth no more than without, so
 * a walk in depth finds them all.
 */
#include "correct_meet_internal.h"

#include <string.h>

/* Numbers in the sums of one tree. */
#define SUMS_MAX ((size_t)1 << 19)

int gcvi_tree_make(gcvi_tree *tree, const gcvi_trellis *t, const gcvi_join *join, bool ends, size_t rings,
                   size_t *numbers, gcvi_arena *arena)
{
	size_t depths = t->n + 2;
	int status;

	tree->trellis = t;
	tree->join = join;
	tree->ends = ends;
	tree->rings = rings;
	tree->fronts = gcvi_arena_alloc(arena, depths, sizeof *tree->fronts);
	tree->at = gcvi_arena_alloc(arena, depths, sizeof *tree->at);
	tree->cursor = gcvi_arena_alloc(arena, depths, sizeof *tree->cursor);
	tree->apart = gcvi_arena_alloc(arena, depths, 1);
	tree->code = gcvi_arena_alloc(arena, depths, sizeof *tree->code);
	tree->first = gcvi_arena_alloc(arena, depths + 1, sizeof *tree->first);
	if (tree->fronts == NULL || tree->at == NULL || tree->cursor == NULL || tree->apart == NULL || tree->code == NULL ||
	    tree->first == NULL)
		return GCV_E_MEMORY;
	status = gcvi_tree_bounds(tree, numbers, arena);
	tree->packed = gcvi_arena_alloc(arena, depths * tree->row, sizeof *tree->packed);
	if (tree->packed == NULL)
		return GCV_E_MEMORY;
	return status == GCV_OK && gcvi_tree_numbers(tree) > SUMS_MAX ? GCV_E_RANGE : status;
}

int gcvi_room_make(gcvi_room *room, size_t size, gcvi_arena *arena)
{
	room->branches = gcvi_arena_alloc(arena, size, sizeof *room->branches);
	room->sorted = gcvi_arena_alloc(arena, size, sizeof *room->sorted);
	room->size = size;
	return room->branches != NULL && room->sorted != NULL ? GCV_OK : GCV_E_MEMORY;
}

int gcvi_room_fit(gcvi_room *room, const gcvi_tree *tree, gcvi_arena *arena)
{
	size_t numbers = gcvi_tree_numbers(tree);

	if (numbers <= room->numbers)
		return GCV_OK;
	/* Twice as many at least, so that what is given up is never more than what is in use. */
	if (numbers < 2 * room->numbers)
		numbers = 2 * room->numbers < SUMS_MAX ? 2 * room->numbers : SUMS_MAX;
	room->sums = gcvi_arena_alloc(arena, numbers, sizeof *room->sums);
	room->shorter = gcvi_arena_alloc(arena, tree->ends ? numbers : 0, sizeof *room->shorter);
	room->numbers = numbers;
	return room->sums != NULL && room->shorter != NULL ? GCV_OK : GCV_E_MEMORY;
}

/* ------------------------------------------------------------------------------------------------- walking */

/* The position that is chosen at a depth, and the column behind it or, from the end, in front of it. */
static size_t position_at(const gcvi_tree *tree, size_t depth)
{
	return tree->ends ? tree->trellis->n - 1 - depth : depth;
}

/* Four sums side by side, always in the same order. */
static float worth(const float *restrict row, const float *restrict front, size_t count)
{
	float sum[4] = { 0, 0, 0, 0 };
	size_t k;

	for (k = 0; k < count; k += 4) {
		sum[0] += row[k] * front[k];
		sum[1] += row[k + 1] * front[k + 1];
		sum[2] += row[k + 2] * front[k + 2];
		sum[3] += row[k + 3] * front[k + 3];
	}
	return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

static gcvi_symbol neighbour(const gcvi_tree *tree, size_t depth)
{
	if (depth == 0)
		return GCVI_NO_SYMBOL;
	return tree->code[position_at(tree, depth - 1)];
}

/* The next symbol worth going on with; GCVI_NO_SYMBOL: none is left. */
static gcvi_symbol choose(gcvi_tree *tree, size_t depth, double least)
{
	const gcvi_trellis *t = tree->trellis;
	const float *front = tree->packed + depth * tree->row;
	size_t j = position_at(tree, depth), symbols = tree->join->symbols, choices = t->columns[j].choices;
	gcvi_symbol near = neighbour(tree, depth);
	const gcvi_symbol *order = tree->order + j * symbols;

	while (tree->cursor[depth] < choices) {
		size_t k = tree->cursor[depth];

		if (gcvi_tree_block_begins(k) && (double)worth(gcvi_tree_block(tree, j, k), front, tree->row) < least) {
			tree->cursor[depth] = (uint16_t)(2 * k);
			continue;
		}
		tree->cursor[depth]++;
		if ((double)worth(gcvi_tree_row(tree, j, k), front, order[k] == near ? tree->row : tree->sure) >= least &&
		    tree->join->takes[j * symbols + order[k]])
			return order[k];
	}
	return GCVI_NO_SYMBOL;
}

/*
 * What the symbol adds to the sum, and what characters that carry it say once all are there. Where they say nothing, no
 * code that passes is made of it, and whatever is joined with it is turned down.
 */
static uint64_t key_with(const gcvi_tree *tree, size_t j, gcvi_symbol symbol, uint64_t key)
{
	const gcvi_join *join = tree->join;
	uint64_t read;

	key = gcvi_join_add(join, key, join->keys[j * join->symbols + symbol]);
	if (join->first_opaque != SIZE_MAX && j == (tree->ends ? join->first_opaque : join->last_opaque) &&
	    gcvi_join_read(join, tree->code, &read))
		key = gcvi_join_add(join, key, read);
	return key;
}

/* The front of the branch that goes on with the symbol. */
static void step(gcvi_tree *tree, size_t depth, gcvi_symbol symbol)
{
	const gcvi_trellis *t = tree->trellis;
	const gcvi_front *from = &tree->fronts[depth];
	gcvi_front *to = &tree->fronts[depth + 1];
	size_t j = position_at(tree, depth);

	if (tree->ends) {
		gcvi_back_step(t, j, from, neighbour(tree, depth), symbol, to);
		gcvi_front_shift(t, j + 1, to);
		gcvi_back_settle(t, j, to->n);
	} else {
		gcvi_front_step(t, j, from, neighbour(tree, depth), symbol, to);
		gcvi_front_shift(t, j + 1, to);
	}
}

/* One branch more; false when the walk cannot go on from it. */
static bool add_branch(gcvi_tree *tree, size_t depth, gcvi_symbol symbol)
{
	size_t j = position_at(tree, depth);
	gcvi_branch *branch = &tree->branches[tree->count];
	bool differs = tree->typed != NULL && tree->typed[j] != GCVI_NO_SYMBOL && tree->typed[j] != symbol;

	if (tree->count == tree->most) {
		tree->overflowed = true;
		return false;
	}
	step(tree, depth, symbol);
	tree->code[j] = symbol;
	branch->key = key_with(tree, j, symbol, tree->branches[tree->at[depth]].key);
	branch->parent = tree->at[depth];
	branch->depth = (uint16_t)(depth + 1);
	branch->symbol = symbol;
	tree->apart[depth + 1] = (uint8_t)(tree->apart[depth] + (differs && tree->apart[depth] + (size_t)1 < tree->rings));
	gcvi_tree_add(tree, depth + 1, symbol, tree->apart[depth + 1], tree->apart[depth]);
	tree->at[depth + 1] = (uint32_t)tree->count++;
	if (depth + 1 == tree->depth_most)
		return false;
	if (!tree->ends)
		gcvi_front_settle(tree->trellis, depth + 1, &tree->fronts[depth + 1]);
	gcvi_tree_pack(tree->trellis, &tree->fronts[depth + 1], tree->packed + (depth + 1) * tree->row);
	tree->cursor[depth + 1] = 0;
	return true;
}

/* Counting sort: branches of a depth together, as they were found. */
static void sort_branches(gcvi_tree *tree)
{
	size_t depth, k;

	memset(tree->first, 0, (tree->trellis->n + 2) * sizeof *tree->first);
	for (k = 0; k < tree->count; k++)
		tree->first[tree->branches[k].depth + 1]++;
	for (depth = 1; depth <= tree->trellis->n + 1; depth++)
		tree->first[depth] += tree->first[depth - 1];
	for (k = 0; k < tree->count; k++)
		tree->sorted[tree->first[tree->branches[k].depth]++] = (uint32_t)k;
	for (depth = tree->trellis->n + 1; depth > 0; depth--)
		tree->first[depth] = tree->first[depth - 1];
	tree->first[0] = 0;
}

static void start(gcvi_tree *tree, const gcvi_room *room, size_t most)
{
	const gcvi_trellis *t = tree->trellis;

	tree->branches = room->branches;
	tree->sorted = room->sorted;
	tree->sums = room->sums;
	tree->shorter = room->shorter;
	tree->most = most < room->size ? most : room->size;
	tree->overflowed = false;
	tree->count = 1;
	memset(tree->branches, 0, sizeof *tree->branches);
	tree->at[0] = 0;
	tree->cursor[0] = 0;
	tree->apart[0] = 0;
	if (tree->ends)
		gcvi_back_end(t, &tree->fronts[0]);
	else
		gcvi_front_begin(t, &tree->fronts[0]);
	gcvi_tree_clear(tree);
	if (!tree->ends)
		gcvi_front_settle(t, 0, &tree->fronts[0]);
	gcvi_tree_pack(t, &tree->fronts[0], tree->packed);
}

void gcvi_tree_grow(gcvi_tree *tree, double least, size_t depth_most, const gcvi_room *room, size_t most)
{
	size_t depth = 0;

	/* What floats may be off. */
	least *= 1 - 1.0 / 65536;
	tree->depth_most = depth_most;
	start(tree, room, most);
	while (!tree->overflowed && tree->depth_most > 0) {
		gcvi_symbol symbol = choose(tree, depth, least * tree->flat[depth]);

		if (symbol == GCVI_NO_SYMBOL) {
			if (depth == 0)
				break;
			depth--;
		} else {
			depth += add_branch(tree, depth, symbol);
		}
	}
	sort_branches(tree);
}

void gcvi_tree_spell(const gcvi_tree *tree, uint32_t branch, gcvi_symbol *code)
{
	for (; tree->branches[branch].depth > 0; branch = tree->branches[branch].parent)
		code[position_at(tree, (size_t)tree->branches[branch].depth - 1)] = tree->branches[branch].symbol;
}
