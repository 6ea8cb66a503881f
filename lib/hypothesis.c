/* SPDX-License-Identifier: MIT */
/* Floor 4: accidents to the whole input, as hypothesis.h defines them. */
#include "hypothesis.h"

#include "trellis.h"

#include <string.h>

typedef struct making {
	gcvi_hypotheses *out;
	const gcvi_lattice *typed, *lattice;   /* lattice: whose letters are on trial, as typed or as meant */
	const gcvi_form *form;
	const gcvi_priors *priors;
	gcvi_arena *arena;
	gcvi_hypothesis_fit *fit;
	const uint32_t *letters;  /* the tokens that are */
	size_t count;
	unsigned plain_errors;
	uint16_t *order;          /* positions in the order of typing, on trial */
	size_t order_count;
	uint16_t *starts;         /* of the groups; one more for the end */
} making;

/* ------------------------------------------------------------------------------------------- one accident */

/* Where position j begins a group, is a separator printed in front of it? The first group has what the second has. */
static bool begins_group(const making *m, size_t j)
{
	const gcvi_site *site = &m->form->sites[j];

	if (site->in_group != 0 || m->form->groups < 2)
		return false;
	return j > 0 ? site->separator != 0 : m->form->sites[m->starts[1]].separator != 0;
}

static double weight_of(const making *m)
{
	const gcvi_lattice *lattice = m->lattice;
	double weight = lattice->leave;
	size_t k;

	for (k = 0; k < m->count; k++) {
		int sep = lattice->tokens[m->letters[k]].sep;

		weight *= lattice->leave * lattice->stay;
		if (k + 1 == m->count)
			break;
		if (!lattice->separators || !begins_group(m, m->order[k + 1]))
			weight *= sep ? lattice->extra_run : 1;
		else
			weight *= lattice->leave * (sep ? 1 - lattice->lost : lattice->lost);
	}
	return weight;
}

/* Takes the accident in whose order the positions are in m->order. */
static int take(making *m, gcvi_accident accident, size_t first, size_t second, double prior)
{
	gcvi_hypothesis *h = &m->out->items[m->out->count];
	uint32_t *marks, *again;
	size_t k;

	marks = gcvi_arena_alloc(m->arena, m->form->length, sizeof *marks);
	again = gcvi_arena_alloc(m->arena, m->form->length, sizeof *again);
	if (marks == NULL || again == NULL)
		return GCV_E_MEMORY;
	memset(marks, 0xFF, m->form->length * sizeof *marks);
	memset(again, 0xFF, m->form->length * sizeof *again);
	for (k = 0; k < m->count; k++)
		*(marks[m->order[k]] == UINT32_MAX ? &marks[m->order[k]] : &again[m->order[k]]) =
			m->lattice->tokens[m->letters[k]].mark;
	h->accident = accident;
	h->first = first;
	h->second = second;
	h->lattice = m->lattice;
	h->weight = prior * weight_of(m) * gcvi_power_of_two(m->typed->exponent - m->lattice->exponent);
	h->marks = marks;
	h->again = accident == GCVI_ACCIDENT_REPEATED ? again : NULL;
	m->out->count++;
	return GCV_OK;
}

/* The same if it could have happened and explains something. */
static int consider(making *m, gcvi_accident accident, size_t first, size_t second, double prior)
{
	unsigned most = m->plain_errors > 1 ? 1 : 0;

	if (m->order_count != m->count || m->out->count == GCVI_HYPOTHESES_MAX ||
	    gcvi_hypothesis_errors(m->fit, m->order, most) > most)
		return GCV_OK;
	return take(m, accident, first, second, prior);
}

static void type_positions(making *m, size_t from, size_t end)
{
	for (; from < end; from++)
		m->order[m->order_count++] = (uint16_t)from;
}

static void type_group(making *m, size_t group)
{
	type_positions(m, m->starts[group], m->starts[group + 1]);
}

/* ------------------------------------------------------------------------------------------- all accidents */

static int consider_exchanges(making *m, double prior)
{
	size_t groups = m->form->groups, a, b, g;
	int status = GCV_OK;

	if (m->count != m->form->length)
		return GCV_OK;
	for (a = 0; a < groups; a++)
		for (b = a + 1; b < groups && status == GCV_OK; b++) {
			if (m->starts[a + 1] - m->starts[a] != m->starts[b + 1] - m->starts[b])
				continue;
			m->order_count = 0;
			for (g = 0; g < groups; g++)
				type_group(m, g == a ? b : g == b ? a : g);
			status = consider(m, GCVI_ACCIDENT_EXCHANGED, a, b, prior);
		}
	if (groups < 4 || status != GCV_OK)
		return status;
	m->order_count = 0;
	for (g = groups; g-- > 0;)
		type_group(m, g);
	return consider(m, GCVI_ACCIDENT_REVERSED, 0, 0, prior);
}

/* A group twice, a group not at all. */
static int consider_lengths(making *m, double prior)
{
	size_t groups = m->form->groups, length = m->form->length, count = m->count, a, g;
	int status = GCV_OK;

	for (a = 0; a < groups && status == GCV_OK; a++) {
		size_t size = (size_t)(m->starts[a + 1] - m->starts[a]);

		m->order_count = 0;
		if (count == length + size) {
			for (g = 0; g <= a; g++)
				type_group(m, g);
			for (g = a; g < groups; g++)
				type_group(m, g);
			status = consider(m, GCVI_ACCIDENT_REPEATED, a, 0, prior);
		} else if (count + size == length) {
			for (g = 0; g < groups; g++)
				if (g != a)
					type_group(m, g);
			status = consider(m, GCVI_ACCIDENT_LEFT_OUT, a, 0, prior);
		}
	}
	return status;
}

static int consider_groups(making *m)
{
	size_t groups = m->form->groups, kinds = 1;
	double prior;
	int status = GCV_OK;

	if (groups > 1)
		kinds += groups * (groups - 1) / 2 + (groups >= 4) + 2 * groups;
	prior = m->priors->groups / (double)kinds;
	if (groups > 1)
		status = consider_exchanges(m, prior);
	if (groups > 1 && status == GCV_OK)
		status = consider_lengths(m, prior);
	if (status != GCV_OK || m->count == 0 || m->count >= m->form->length)
		return status;
	m->order_count = 0;
	type_positions(m, 0, m->count);
	return consider(m, GCVI_ACCIDENT_UNFINISHED, m->count, 0, prior);
}

/* ------------------------------------------------------------------------------------------------ emissions */

/* Multiplies the lane of one hypothesis by what the letter at this mark says of its position. */
static void emit_mark(const making *m, size_t h, size_t position, uint32_t mark)
{
	const gcvi_lattice *lattice = m->out->items[h].lattice;
	size_t symbols = m->form->alphabet->count, lanes = m->out->lanes, i = 0, c;
	double *emit = m->out->emit + position * symbols * lanes + h;

	if (mark == UINT32_MAX)
		return;
	while (lattice->tokens[i].mark != mark)
		i++;
	for (c = 0; c < symbols; c++)
		emit[c * lanes] *= lattice->emit[c * lattice->stride + i];
}

static int emit_all(making *m)
{
	gcvi_hypotheses *out = m->out;
	size_t symbols = m->form->alphabet->count, length = m->form->length, h, j, c;

	out->lanes = (out->count + 3) / 4 * 4;
	out->emit = gcvi_arena_alloc(m->arena, length * symbols * out->lanes + 1, sizeof *out->emit);
	if (out->emit == NULL)
		return GCV_E_MEMORY;
	for (h = 0; h < out->count; h++)
		for (j = 0; j < length; j++) {
			for (c = 0; c < symbols; c++)
				out->emit[(j * symbols + c) * out->lanes + h] = 1;
			emit_mark(m, h, j, out->items[h].marks[j]);
			if (out->items[h].again != NULL)
				emit_mark(m, h, j, out->items[h].again[j]);
		}
	return GCV_OK;
}

/* --------------------------------------------------------------------------------------------------- entry */

static int prepare(making *m)
{
	size_t length = m->form->length, j;

	m->order = gcvi_arena_alloc(m->arena, 2 * length + 1, sizeof *m->order);
	m->starts = gcvi_arena_alloc(m->arena, m->form->groups + 1, sizeof *m->starts);
	if (m->order == NULL || m->starts == NULL)
		return GCV_E_MEMORY;
	for (j = 0; j < length; j++)
		if (m->form->sites[j].in_group == 0)
			m->starts[m->form->sites[j].group] = (uint16_t)j;
	m->starts[m->form->groups] = (uint16_t)length;
	return GCV_OK;
}

/* The letters of this lattice are the ones on trial. */
static int put_on_trial(making *m, const gcvi_lattice *lattice)
{
	uint32_t *letters = gcvi_arena_alloc(m->arena, lattice->letters + 1, sizeof *letters);
	size_t i;

	if (letters == NULL)
		return GCV_E_MEMORY;
	m->lattice = lattice;
	m->letters = letters;
	m->count = 0;
	for (i = 0; i < lattice->count; i++)
		if (!lattice->tokens[i].run)
			letters[m->count++] = (uint32_t)i;
	return gcvi_hypothesis_hear(m->fit, lattice->reading);
}

/* Those that say a code as it stands. */
static int take_keyboards(making *m, const gcvi_keyed *keyed, size_t count)
{
	int status = GCV_OK;

	for (; count > 0 && status == GCV_OK; count--, keyed++) {
		if (keyed->distance > 0)
			continue;
		status = put_on_trial(m, keyed->lattice);
		m->order_count = 0;
		type_positions(m, 0, m->form->length);
		if (status == GCV_OK)
			status = take(m, GCVI_ACCIDENT_KEYBOARD, keyed->keyboard, 0, keyed->prior);
	}
	return status;
}

int gcvi_hypotheses_make(gcvi_hypotheses *hypotheses, const gcvi_lattice *lattice, const gcvi_keyed *keyed, size_t keyed_count,
                         gcvi_hypothesis_fit *fit, const gcvi_priors *priors, gcvi_arena *arena)
{
	making m = { .out = hypotheses, .typed = lattice, .form = lattice->form, .priors = priors, .arena = arena, .fit = fit };
	int status;

	memset(hypotheses, 0, sizeof *hypotheses);
	hypotheses->aligned = 1 - priors->groups - priors->layout;
	hypotheses->exponent = lattice->exponent;
	status = prepare(&m);
	if (status != GCV_OK || lattice->form->length == 0)
		return status;
	status = take_keyboards(&m, keyed, keyed_count);
	if (status == GCV_OK)
		status = put_on_trial(&m, lattice);
	if (status != GCV_OK)
		return status;
	m.plain_errors = m.count == m.form->length ? fit->as_typed : UINT32_MAX;
	if (m.plain_errors != 0)
		status = consider_groups(&m);
	return status == GCV_OK && hypotheses->count != 0 ? emit_all(&m) : status;
}

const char *gcvi_hypothesis_name(const gcvi_hypothesis *h)
{
	switch (h->accident) {
	case GCVI_ACCIDENT_KEYBOARD: return gcvi_keyboard_name(h->first);
	case GCVI_ACCIDENT_EXCHANGED: return "exchanged";
	case GCVI_ACCIDENT_REVERSED: return "reversed";
	case GCVI_ACCIDENT_REPEATED: return "repeated";
	default: return "left-out";
	}
}
