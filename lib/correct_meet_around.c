/* SPDX-License-Identifier: MIT */
/*
 * Floor 4: what all strings hold from which what was typed is two characters wrong, missing or extra away. An automaton
 * knows how few accidents lead to each shift between letters and positions, as far as two may still do.
 */
#include "correct_meet_internal.h"

#define AROUND_MOST 2

typedef struct around_data {
	const gcvi_edits *edits;
	const gcvi_automaton *all;
	int low, high, last;      /* shifts that matter; where it ends */
} around_data;

/* Fewest and most accidents that matter at a shift; one more says that it is out of reach. */
static int fewest(int shift)
{
	return shift < 0 ? -shift : shift;
}

static int most(const around_data *data, int shift)
{
	return AROUND_MOST - fewest(data->last - shift);
}

static void unpack(const around_data *data, uint32_t state, int *accidents)
{
	int shift;

	for (shift = data->low; shift <= data->high; shift++) {
		int choices = most(data, shift) - fewest(shift) + 2;

		accidents[shift - data->low] = fewest(shift) + (int)state % choices;
		state /= (uint32_t)choices;
	}
}

static uint32_t pack(const around_data *data, const int *accidents)
{
	uint32_t state = 0;
	bool any = false;
	int shift;

	for (shift = data->high; shift >= data->low; shift--) {
		int value = accidents[shift - data->low], end = most(data, shift) + 1;

		any = any || value < end;
		state = state * (uint32_t)(end - fewest(shift) + 1) + (uint32_t)((value < end ? value : end) - fewest(shift));
	}
	return any ? state : GCVI_DEAD;
}

/* Letters that are extra in front of the next position. */
static void skip_extra(const around_data *data, int *accidents)
{
	int k;

	for (k = 1; k <= data->high - data->low; k++)
		if (accidents[k] > accidents[k - 1] + 1)
			accidents[k] = accidents[k - 1] + 1;
}

/* What is out of reach must not come back. */
static void forget(const around_data *data, int *accidents)
{
	int shift;

	for (shift = data->low; shift <= data->high; shift++)
		if (accidents[shift - data->low] > most(data, shift))
			accidents[shift - data->low] = AROUND_MOST + 1;
}

static uint32_t step(const gcvi_automaton *automaton, size_t position, uint32_t state, gcvi_symbol symbol)
{
	const around_data *data = automaton->data;
	int accidents[AROUND_MOST + 1], shift;

	if (data->all->step(data->all, position, 0, symbol) == GCVI_DEAD)
		return GCVI_DEAD;
	unpack(data, state, accidents);
	forget(data, accidents);
	skip_extra(data, accidents);
	for (shift = data->low; shift <= data->high; shift++) {
		int *here = &accidents[shift - data->low], missing = shift < data->high ? here[1] + 1 : AROUND_MOST + 1;
		long at = (long)position + shift;
		bool typed = at >= 0 && (size_t)at < data->edits->letter_count;

		*here = !typed ? AROUND_MOST + 1 : data->edits->letters[at] == symbol ? *here : *here + 1;
		*here = missing < *here ? missing : *here;
	}
	return pack(data, accidents);
}

static int accepts(const gcvi_automaton *automaton, uint32_t state)
{
	const around_data *data = automaton->data;
	int accidents[AROUND_MOST + 1];

	unpack(data, state, accidents);
	forget(data, accidents);
	skip_extra(data, accidents);
	return accidents[data->last - data->low] <= AROUND_MOST;
}

int gcvi_edits_weigh(const gcvi_edits *edits, const gcvi_trellis *all, double *mass, gcvi_arena *arena)
{
	around_data data = { .edits = edits, .all = all->automaton };
	gcvi_automaton automaton = { .form = all->lattice->form, .states = 1, .step = step, .accepts = accepts, .data = &data };
	int accidents[AROUND_MOST + 1], shift;

	*mass = 0;
	if (!edits->complete)
		return GCV_OK;
	data.last = (int)((long)edits->letter_count - (long)all->n);
	data.low = data.last == 0 ? -1 : data.last < 0 ? data.last : 0;
	data.high = data.last == 0 ? 1 : data.last > 0 ? data.last : 0;
	for (shift = data.low; shift <= data.high; shift++)
		automaton.states *= (uint32_t)(most(&data, shift) - fewest(shift) + 2);
	for (shift = data.low; shift <= data.high; shift++)
		accidents[shift - data.low] = shift == 0 ? 0 : AROUND_MOST + 1;
	automaton.start = pack(&data, accidents);
	return gcvi_meet_weigh(all, &automaton, mass, arena);
}
