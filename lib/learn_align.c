/* SPDX-License-Identifier: MIT */
/* Floor 2: one observed pair, aligned with the fewest edits (Damerau's, with jumps, twins and doublings beside them). */
#include "learn.h"

#define LANES (2 * GCVI_DRIFT + 1)
#define UNREACHED UINT32_MAX

/* Tenths of an edit, so that of two explanations with as many edits the commoner one is taken. */
static const struct { uint8_t cost, printed, typed; } accidents[GCVI_ACCIDENT_COUNT] = {
	[GCVI_SAME] = { 0, 1, 1 },
	[GCVI_SUBSTITUTED] = { 10, 1, 1 },
	[GCVI_OMITTED] = { 12, 1, 0 },
	[GCVI_INSERTED] = { 13, 0, 1 },
	[GCVI_DOUBLED] = { 11, 1, 2 },
	[GCVI_SWAPPED] = { 11, 2, 2 },
	[GCVI_JUMPED] = { 12, 3, 3 },
	[GCVI_TWINNED] = { 13, 2, 2 },
};

typedef struct cell {
	uint32_t cost;
	uint8_t accident;      /* that leads here */
} cell;

struct gcvi_aligner {
	cell cells[(GCVI_CODE_MAX + 1) * LANES];   /* [printed consumed][typed - printed consumed + GCVI_DRIFT] */
	gcvi_aligned steps[2 * GCVI_CODE_MAX];
};

gcvi_aligner *gcvi_aligner_make(gcvi_arena *arena)
{
	return gcvi_arena_alloc(arena, 1, sizeof(gcvi_aligner));
}

static cell *at(gcvi_aligner *aligner, size_t i, size_t j)
{
	size_t lane = j + GCVI_DRIFT - i;

	return j + GCVI_DRIFT >= i && lane < LANES ? &aligner->cells[i * LANES + lane] : NULL;
}

/* Whether the accident explains typed[j…] as coming from printed[i…]; both are known to be long enough. */
static bool fits(gcvi_accident accident, const uint32_t *p, const uint32_t *t)
{
	switch (accident) {
	case GCVI_SAME:
		return p[0] == t[0];
	case GCVI_SUBSTITUTED:
		return p[0] != t[0];
	case GCVI_DOUBLED:
		return p[0] == t[0] && p[0] == t[1];
	case GCVI_SWAPPED:
		return p[0] != p[1] && p[0] == t[1] && p[1] == t[0];
	case GCVI_JUMPED:
		return p[0] != p[2] && p[0] == t[2] && p[1] == t[1] && p[2] == t[0];
	case GCVI_TWINNED:
		return p[0] == p[1] && t[0] == t[1] && p[0] != t[0];
	default:
		return true;
	}
}

static void relax(gcvi_aligner *aligner, const uint32_t *printed, size_t n, const uint32_t *typed, size_t m, size_t i,
                  size_t j, uint32_t cost)
{
	int a;

	for (a = 0; a < GCVI_ACCIDENT_COUNT; a++) {
		size_t di = accidents[a].printed, dj = accidents[a].typed;
		cell *to;

		if (di > n - i || dj > m - j || !fits((gcvi_accident)a, printed + i, typed + j))
			continue;
		to = at(aligner, i + di, j + dj);
		if (to != NULL && cost + accidents[a].cost < to->cost) {
			to->cost = cost + accidents[a].cost;
			to->accident = (uint8_t)a;
		}
	}
}

/* From the end to the start, then turned round. */
static size_t trace(gcvi_aligner *aligner, size_t i, size_t j, size_t *edits)
{
	size_t count = 0, low;

	for (*edits = 0; i > 0 || j > 0; count++) {
		gcvi_accident accident = (gcvi_accident)at(aligner, i, j)->accident;

		i -= accidents[accident].printed;
		j -= accidents[accident].typed;
		aligner->steps[count].accident = accident;
		aligner->steps[count].printed = i;
		aligner->steps[count].typed = j;
		*edits += accident != GCVI_SAME;
	}
	for (low = 0; low < count / 2; low++) {
		gcvi_aligned other = aligner->steps[low];

		aligner->steps[low] = aligner->steps[count - 1 - low];
		aligner->steps[count - 1 - low] = other;
	}
	return count;
}

const gcvi_aligned *gcvi_aligner_run(gcvi_aligner *aligner, const uint32_t *printed, size_t n, const uint32_t *typed,
                                     size_t m, size_t *count, size_t *edits)
{
	size_t i, j;

	if (n > GCVI_CODE_MAX || m > GCVI_CODE_MAX || n > m + GCVI_DRIFT || m > n + GCVI_DRIFT)
		return NULL;
	for (i = 0; i < (n + 1) * LANES; i++)
		aligner->cells[i].cost = UNREACHED;
	at(aligner, 0, 0)->cost = 0;
	for (i = 0; i <= n; i++)
		for (j = i > GCVI_DRIFT ? i - GCVI_DRIFT : 0; j <= m && j <= i + GCVI_DRIFT; j++)
			if (at(aligner, i, j)->cost != UNREACHED)
				relax(aligner, printed, n, typed, m, i, j, at(aligner, i, j)->cost);
	*count = trace(aligner, n, m, edits);
	return aligner->steps;
}
