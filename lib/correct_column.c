/* SPDX-License-Identifier: MIT */
/*
 * Floor 4: the inner loops of the backward tables, written for compilers: two numbers (or four) at a time side by side in a
 * vector register, and nothing in them that depends on which they are. So they come out with the same bits everywhere.
 */
#include "correct_column.h"
#include "vector.h"

#include <string.h>

#ifdef __GNUC__
#define ALIGNED(pointer) __builtin_assume_aligned(pointer, GCVI_ALIGNMENT)
#else
#define ALIGNED(pointer) (pointer)
#endif

/* The choices that lead on: what they say, and what they lead to. */
typedef struct leading {
	size_t count;
	const double *emit[GCVI_SYMBOLS_MAX], *view[GCVI_SYMBOLS_MAX];
	uint16_t choice[GCVI_SYMBOLS_MAX];
} leading;

static void list_leading(const gcvi_symbol_work *work, size_t state, leading *list)
{
	size_t size = GCVI_VIEWS * work->slots + work->lanes, row = size + work->kept, count = 0, k;
	const uint16_t *next = work->next + state;
	const double *emit = work->emit;

	for (k = 0; k < work->choices; k++, next += work->states, emit += size) {
		size_t to = *next;

		if (to == UINT16_MAX || !work->alive[to])
			continue;
		list->emit[count] = emit;
		list->view[count] = work->views + to * row;
		list->choice[count++] = (uint16_t)k;
	}
	list->count = count;
}

/* So many letters, from `first`; into N, T, J, K, which lie `slots` apart. */
GCVI_INLINE void sum_letters(size_t slots, size_t count, const leading *list, size_t first, double *sum)
{
	double n[4] = { 0, 0, 0, 0 }, t[4] = { 0, 0, 0, 0 }, j[4] = { 0, 0, 0, 0 }, k[4] = { 0, 0, 0, 0 };
	size_t i, w;

	for (i = 0; i < list->count; i++) {
		const double *restrict e = ALIGNED(list->emit[i] + first);
		const double *restrict v = ALIGNED(list->view[i] + first);

		for (w = 0; w < count; w++)
			n[w] += e[w] * v[GCVI_VIEW_MATCH * slots + w] + e[slots + w] * v[GCVI_VIEW_T * slots + w] +
			        e[2 * slots + w] * v[GCVI_VIEW_J * slots + w];
		for (w = 0; w < count; w++)
			t[w] += e[3 * slots + w] * v[GCVI_VIEW_T_END * slots + w];
		for (w = 0; w < count; w++)
			j[w] += e[4 * slots + w] * v[GCVI_VIEW_K * slots + w];
		for (w = 0; w < count; w++)
			k[w] += e[5 * slots + w] * v[GCVI_VIEW_K_END * slots + w];
	}
	for (w = 0; w < count; w++) {
		sum[first + w] = n[w];
		sum[slots + first + w] = t[w];
		sum[2 * slots + first + w] = j[w];
		sum[3 * slots + first + w] = k[w];
	}
}

#ifdef GCVI_WIDE
GCVI_WIDE static void sum_four_wide(const leading *list, double *sum)
{
	sum_letters(4, 4, list, 0, sum);
}
#endif

static void sum_all_letters(const gcvi_symbol_work *work, const leading *list, double *sum)
{
	size_t first;

	if (work->slots != 4) {
		for (first = 0; first < work->slots; first += 2)
			sum_letters(work->slots, 2, list, first, sum);
		return;
	}
#ifdef GCVI_WIDE
	if (GCVI_HAS_WIDE()) {
		sum_four_wide(list, sum);
		return;
	}
#endif
	sum_letters(4, 2, list, 0, sum);
	sum_letters(4, 2, list, 2, sum);
}

/* Omissions, which no symbol makes likelier: six lanes, then two at a time. */
static void sum_lanes(const gcvi_symbol_work *work, const leading *list, double *sum)
{
	size_t beside = GCVI_VIEWS * work->slots, first, i, w;
	double one[2] = { 0, 0 }, two[2] = { 0, 0 }, three[2] = { 0, 0 };

	for (i = 0; i < list->count; i++) {
		const double *restrict v = ALIGNED(list->view[i] + beside);

		for (w = 0; w < 2; w++)
			one[w] += v[w];
		for (w = 0; w < 2; w++)
			two[w] += v[2 + w];
		for (w = 0; w < 2; w++)
			three[w] += v[4 + w];
	}
	memcpy(sum, one, sizeof one);
	memcpy(sum + 2, two, sizeof two);
	memcpy(sum + 4, three, sizeof three);
	for (first = GCVI_KEPT_FEW; first < work->kept; first += 2) {
		double more[2] = { 0, 0 };

		for (i = 0; i < list->count; i++) {
			const double *restrict v = ALIGNED(list->view[i] + beside + first);

			for (w = 0; w < 2; w++)
				more[w] += v[w];
		}
		memcpy(sum + first, more, sizeof more);
	}
}

/* To the whole input. */
static void sum_accidents(const gcvi_symbol_work *work, const leading *list, double *sum)
{
	size_t beside = GCVI_VIEWS * work->slots, first, i, h;

	for (first = 0; first < work->lanes; first += 4) {
		double all[4] = { 0, 0, 0, 0 };

		for (i = 0; i < list->count; i++) {
			const double *restrict e = ALIGNED(list->emit[i] + beside + first);
			const double *restrict v = ALIGNED(list->view[i] + beside + work->kept + first);

			for (h = 0; h < 4; h++)
				all[h] += e[h] * v[h];
		}
		memcpy(sum + first, all, sizeof all);
	}
}

/* A twin belongs to the symbol that it begins with. */
static size_t twice(const gcvi_symbol_work *work, size_t state, size_t choice)
{
	return work->second[choice * work->states + work->next[choice * work->states + state]];
}

static void sum_twins(const gcvi_symbol_work *work, size_t state, const leading *list, double *sum)
{
	size_t slots = work->slots, i, w;

	for (i = 0; i < list->count; i++) {
		size_t end = twice(work, state, list->choice[i]);
		const double *twin = work->twin + list->choice[i] * slots;

		for (w = 0; end != UINT16_MAX && w < slots; w++)
			sum[w] += twin[w] * work->pair[end * slots + w] * work->pair_factor;
	}
}

int gcvi_symbols_sum(const gcvi_symbol_work *work, size_t state, double *row)
{
	size_t slots = work->slots;
	leading list;

	list_leading(work, state, &list);
	sum_all_letters(work, &list, row);
	sum_lanes(work, &list, row + GCVI_ROWS * slots);
	if (work->twin != NULL)
		sum_twins(work, state, &list, row);
	if (work->lanes != 0)
		sum_accidents(work, &list, row + GCVI_ROWS * slots + work->kept);
	return list.count != 0;
}

/* ------------------------------------------------------------------------------------------------- the best */

static inline double larger(double a, double b)
{
	return a > b ? a : b;
}

int gcvi_symbols_best(const gcvi_symbol_work *work, size_t state, double *row)
{
	size_t slots = work->slots, beside = GCVI_VIEWS * slots, i, w;
	double *same = row + GCVI_ROWS * slots, *accidents = same + work->kept;
	leading list;

	list_leading(work, state, &list);
	memset(row, 0, (GCVI_ROWS * slots + work->kept + work->lanes) * sizeof *row);
	for (i = 0; i < list.count; i++) {
		const double *e = list.emit[i], *v = list.view[i];
		size_t choice = list.choice[i], end = UINT16_MAX;

		if (work->twin != NULL)
			end = twice(work, state, choice);
		for (w = 0; w < work->kept; w++)
			same[w] = larger(same[w], v[beside + w]);
		for (w = 0; w < work->letters; w++) {
			double n = v[beside + work->lane[w]] + e[w] * v[GCVI_VIEW_MATCH * slots + w] + e[slots + w] * v[GCVI_VIEW_T * slots + w] +
			           e[2 * slots + w] * v[GCVI_VIEW_J * slots + w];

			if (end != UINT16_MAX)
				n += work->twin[choice * slots + w] * work->pair[end * slots + w] * work->pair_factor;
			same[work->lane[w]] = larger(same[work->lane[w]], n);
		}
		for (w = 0; w < slots; w++) {
			row[slots + w] = larger(row[slots + w], e[3 * slots + w] * v[GCVI_VIEW_T_END * slots + w]);
			row[2 * slots + w] = larger(row[2 * slots + w], e[4 * slots + w] * v[GCVI_VIEW_K * slots + w]);
			row[3 * slots + w] = larger(row[3 * slots + w], e[5 * slots + w] * v[GCVI_VIEW_K_END * slots + w]);
		}
		for (w = 0; w < work->lanes; w++)
			accidents[w] = larger(accidents[w], e[beside + w] * v[beside + work->kept + w]);
	}
	return list.count != 0;
}
