/* SPDX-License-Identifier: MIT */
/*
 * Floor 4: the inner loops of the backward tables, written for compilers: four lanes at a time, always four, and nothing in
 * them that depends on a lane. So lanes go side by side into vector registers, and come out with the same bits.
 */
#include "correct_column.h"

#ifdef __GNUC__
#define ALWAYS_INLINE static inline __attribute__((always_inline))
#define ALIGNED(pointer) __builtin_assume_aligned(pointer, GCVI_ALIGNMENT)
#else
#define ALWAYS_INLINE static inline
#define ALIGNED(pointer) (pointer)
#endif

/* More than the roundings of a twin's bound. */
#define ROUNDINGS (1 + 1.0 / 1048576)

/* The choices that lead on, and to which states. */
typedef struct leading {
	size_t count;
	uint16_t choice[GCVI_SYMBOLS_MAX], to[GCVI_SYMBOLS_MAX];
} leading;

static void list_leading(const gcvi_symbol_work *work, size_t state, leading *list)
{
	size_t k;

	list->count = 0;
	for (k = 0; k < work->choices; k++) {
		uint16_t to = work->next[k * work->states + state];

		if (to == UINT16_MAX || !work->alive[to])
			continue;
		list->choice[list->count] = (uint16_t)k;
		list->to[list->count++] = to;
	}
}

ALWAYS_INLINE float larger(float a, float b)
{
	return a > b ? a : b;
}

/* Where twins may begin: what they add to four lanes of N. */
static void add_twins(const gcvi_symbol_work *work, size_t choice, size_t to, size_t first, float *value, double *sum)
{
	size_t width = work->width, w;
	size_t end = work->second[choice * work->states + to];
	const double *twin = work->twin + choice * width + first;
	const float *v;
	const double *u;

	if (end == UINT16_MAX)
		return;
	v = work->pair_views + end * width + first;
	u = work->pair_sums + end * width + first;
	for (w = 0; w < 4; w++) {
		value[w] += (float)(twin[w] * (double)v[w] * work->pair_factor * ROUNDINGS);
		sum[w] += twin[w] * u[w] * work->pair_sum_factor;
	}
}

/* Four lanes, from `first`: bounds. */
ALWAYS_INLINE void best_four(const gcvi_symbol_work *work, size_t width, const leading *list, size_t first, float *best)
{
	size_t row = GCVI_VIEWS * width + work->lanes, size = 6 * width + work->lanes, i, w;
	float n[4] = { 0, 0, 0, 0 }, t[4] = { 0, 0, 0, 0 }, j[4] = { 0, 0, 0, 0 }, k[4] = { 0, 0, 0, 0 };

	for (i = 0; i < list->count; i++) {
		const float *restrict e = ALIGNED(work->emit + list->choice[i] * size + first);
		const float *restrict v = ALIGNED(work->views + list->to[i] * row + first);

		for (w = 0; w < 4; w++)
			n[w] = larger(n[w], e[w] * v[GCVI_VIEW_MATCH * width + w] + v[GCVI_VIEW_SAME * width + w] +
			                    e[width + w] * v[GCVI_VIEW_T * width + w] + e[2 * width + w] * v[GCVI_VIEW_J * width + w]);
		for (w = 0; w < 4; w++)
			t[w] = larger(t[w], e[3 * width + w] * v[GCVI_VIEW_T_END * width + w]);
		for (w = 0; w < 4; w++)
			j[w] = larger(j[w], e[4 * width + w] * v[GCVI_VIEW_K * width + w]);
		for (w = 0; w < 4; w++)
			k[w] = larger(k[w], e[5 * width + w] * v[GCVI_VIEW_K_END * width + w]);
	}
	for (w = 0; w < 4; w++) {
		best[first + w] = n[w];
		best[width + first + w] = t[w];
		best[2 * width + first + w] = j[w];
		best[3 * width + first + w] = k[w];
	}
}

/* Two lanes: sums. */
ALWAYS_INLINE void sum_two(const gcvi_symbol_work *work, size_t width, const leading *list, size_t first, double *sum)
{
	size_t row = GCVI_VIEWS * width + work->lanes, size = 6 * width + work->lanes, i, w;
	double n[2] = { 0, 0 }, t[2] = { 0, 0 }, j[2] = { 0, 0 }, k[2] = { 0, 0 };

	for (i = 0; i < list->count; i++) {
		const double *restrict e = ALIGNED(work->emit_sum + list->choice[i] * size + first);
		const double *restrict v = ALIGNED(work->sums + list->to[i] * row + first);

		for (w = 0; w < 2; w++)
			n[w] += e[w] * v[GCVI_VIEW_MATCH * width + w] + v[GCVI_VIEW_SAME * width + w] +
			        e[width + w] * v[GCVI_VIEW_T * width + w] + e[2 * width + w] * v[GCVI_VIEW_J * width + w];
		for (w = 0; w < 2; w++)
			t[w] += e[3 * width + w] * v[GCVI_VIEW_T_END * width + w];
		for (w = 0; w < 2; w++)
			j[w] += e[4 * width + w] * v[GCVI_VIEW_K * width + w];
		for (w = 0; w < 2; w++)
			k[w] += e[5 * width + w] * v[GCVI_VIEW_K_END * width + w];
	}
	for (w = 0; w < 2; w++) {
		sum[first + w] = n[w];
		sum[width + first + w] = t[w];
		sum[2 * width + first + w] = j[w];
		sum[3 * width + first + w] = k[w];
	}
}

ALWAYS_INLINE void add_all(const gcvi_symbol_work *work, size_t width, const leading *list, float *best, double *sum)
{
	size_t first;

	for (first = 0; first < work->used; first += 4)
		best_four(work, width, list, first, best);
	for (first = 0; first < work->used; first += 2)
		sum_two(work, width, list, first, sum);
}

/* A twin belongs to the symbol that it begins with. */
static void add_all_twins(const gcvi_symbol_work *work, const leading *list, float *best, double *sum)
{
	size_t width = work->width, row = GCVI_VIEWS * width + work->lanes, size = 6 * width + work->lanes, first, i, w;

	for (first = 0; first < width; first += 4)
		for (i = 0; i < list->count; i++) {
			const float *e = work->emit + list->choice[i] * size + first;
			const float *v = work->views + list->to[i] * row + first;
			float value[4];

			for (w = 0; w < 4; w++)
				value[w] = e[w] * v[GCVI_VIEW_MATCH * width + w] + v[GCVI_VIEW_SAME * width + w] +
				           e[width + w] * v[GCVI_VIEW_T * width + w] + e[2 * width + w] * v[GCVI_VIEW_J * width + w];
			add_twins(work, list->choice[i], list->to[i], first, value, sum + first);
			for (w = 0; w < 4; w++)
				best[first + w] = larger(best[first + w], value[w]);
		}
}

/* Whole-input accidents. */
static void add_lanes(const gcvi_symbol_work *work, const leading *list, float *best, double *sum)
{
	size_t width = work->width, row = GCVI_VIEWS * width + work->lanes, size = 6 * width + work->lanes, first, i, h;

	for (first = 0; first < work->lanes; first += 4) {
		float most[4] = { 0, 0, 0, 0 };
		double all[4] = { 0, 0, 0, 0 };

		for (i = 0; i < list->count; i++) {
			const float *restrict e = ALIGNED(work->emit + list->choice[i] * size + 6 * width + first);
			const float *restrict v = ALIGNED(work->views + list->to[i] * row + GCVI_VIEWS * width + first);
			const double *restrict f = ALIGNED(work->emit_sum + list->choice[i] * size + 6 * width + first);
			const double *restrict u = ALIGNED(work->sums + list->to[i] * row + GCVI_VIEWS * width + first);

			for (h = 0; h < 4; h++)
				most[h] = larger(most[h], e[h] * v[h]);
			for (h = 0; h < 4; h++)
				all[h] += f[h] * u[h];
		}
		for (h = 0; h < 4; h++) {
			best[4 * width + first + h] = most[h];
			sum[4 * width + first + h] = all[h];
		}
	}
}

int gcvi_symbols_add(const gcvi_symbol_work *work, size_t state, float *best, double *sum, double *count)
{
	leading list;
	double codes = 0;
	size_t i;

	list_leading(work, state, &list);
	for (i = 0; i < list.count; i++)
		codes += work->counted[list.to[i]];
	*count = codes;
	if (work->width == 4)
		add_all(work, 4, &list, best, sum);
	else if (work->width == 8)
		add_all(work, 8, &list, best, sum);
	else
		add_all(work, work->width, &list, best, sum);
	if (work->second != NULL)
		add_all_twins(work, &list, best, sum);
	if (work->lanes != 0)
		add_lanes(work, &list, best, sum);
	return list.count != 0;
}
