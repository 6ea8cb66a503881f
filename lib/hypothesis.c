/* SPDX-License-Identifier: MIT */
/* Floor 4: accidents to the whole input, as hypothesis.h defines them. */
#include "hypothesis.h"

#include "hypothesis_fit.h"
#include "keyboard.h"
#include "text.h"

#include <string.h>

/* One letter as an accident reads it. */
typedef struct letter {
	uint32_t mark, token;     /* token of the lattice; UINT32_MAX: it is none there */
	uint32_t meant;           /* the character meant where that is another one than typed; else 0 */
	gcvi_set said;            /* the symbols it says without a repair */
	uint8_t sep;              /* a separator was typed behind it */
	uint8_t pad;              /* a digit that stands for itself under another keyboard: from the number pad */
} letter;

/* All of them: the input as it stands, or under one keyboard. */
typedef struct letters {
	letter *items;
	size_t count;
	int separators;           /* were typed between letters */
	bool impossible;          /* a character that this keyboard does not have */
	double scale;             /* of the lattice's letters that are none here */
} letters;

typedef struct making {
	gcvi_hypotheses *out;
	const gcvi_lattice *lattice;
	const gcvi_form *form;
	const gcvi_emission *emission;
	const gcvi_priors *priors;
	gcvi_arena *arena;
	gcvi_hypothesis_fit fit;
	letters plain;
	/* Of each item: its letters, which letter and which position each place in the order of typing is. */
	const letters *read[GCVI_HYPOTHESES_MAX];
	unsigned plain_errors;
	uint16_t *order;          /* positions in the order of typing, on trial */
	size_t order_count;
	uint16_t *starts;         /* of the groups; one more for the end */
	uint32_t *token_of;       /* by mark */
} making;

#define AS_TYPED GCVI_KEYBOARDS

/* ------------------------------------------------------------------------------------------------- letters */

static gcvi_resolved resolve(const making *m, const gcvi_mark *mark, uint32_t point)
{
	gcvi_mark as = *mark;

	if (point != mark->point) {
		as.kind = GCVI_MARK_CHARACTER;
		as.point = as.first = point;
	}
	return gcvi_resolve(m->form->alphabet, &as);
}

static void say(letter *l, gcvi_resolved resolved)
{
	if (resolved.symbol != GCVI_NO_SYMBOL && (resolved.changes & GCVI_CHANGE_REPAIRS) == 0)
		gcvi_set_add(&l->said, resolved.symbol);
}

/* A mark under a keyboard accident, or as it stands. pad: '-' is its own. 1: a letter, 0: a separator, -1: impossible. */
static int read_mark(const making *m, const gcvi_mark *mark, size_t keyboard, bool pad, letter *l)
{
	uint32_t meant = keyboard == AS_TYPED ? mark->point : gcvi_keyboard_undo(keyboard, mark->point);
	gcvi_resolved resolved;

	if (mark->kind == GCVI_MARK_CHOICE || (mark->kind == GCVI_MARK_UNREADABLE && keyboard == AS_TYPED)) {
		l->said = gcvi_resolve_set(m->form->alphabet, m->lattice->reading, mark);
		return 1;
	}
	if (meant == 0 && mark->kind == GCVI_MARK_CHARACTER && keyboard != AS_TYPED && gcvi_digit_value(mark->point) < 0)
		return -1;
	if (meant == 0 || (pad && mark->point == '-'))
		meant = mark->point;
	resolved = resolve(m, mark, meant);
	if (resolved.symbol == GCVI_NO_SYMBOL && gcvi_digit_value(mark->point) >= 0) {
		l->pad = meant != mark->point;
		meant = mark->point;
		resolved = resolve(m, mark, meant);
	}
	if (resolved.symbol != GCVI_NO_SYMBOL) {
		l->meant = meant != mark->point ? meant : 0;
		say(l, resolved);
		return 1;
	}
	if (mark->kind == GCVI_MARK_UNREADABLE) {
		l->said = gcvi_resolve_set(m->form->alphabet, m->lattice->reading, mark);
		return 1;
	}
	/* Nobody means a comma between groups: of what became separators the hyphen and its like are some. */
	if (meant == mark->point ? mark->kind == GCVI_MARK_SEPARATOR : meant == '-' || meant == '_')
		return 0;
	l->meant = meant != mark->point ? meant : 0;
	return 1;
}

/* Whatever the lattice scaled has to be scaled here, too. */
static double scale_left(const making *m, const letters *l)
{
	double scale = 1;
	size_t i, k = 0;

	for (i = 0; i < m->lattice->count; i++) {
		while (k < l->count && l->items[k].mark < m->lattice->tokens[i].mark)
			k++;
		if (!m->lattice->tokens[i].run && (k == l->count || l->items[k].mark != m->lattice->tokens[i].mark))
			scale *= m->lattice->tokens[i].scale;
	}
	return scale;
}

/* Digits come all from the number pad or none do; those that Shift was held on are another matter. */
static bool is_consistent(const letters *l, size_t keyboard)
{
	size_t padded = 0, keyed = 0, i;

	for (i = 0; i < l->count; i++) {
		padded += l->items[i].pad;
		keyed += l->items[i].meant != 0 && gcvi_digit_value(l->items[i].meant) >= 0;
	}
	return padded == 0 || keyed == 0 || gcvi_keyboard_shifts(keyboard);
}

/* *usable: the accident may have happened and changed something. */
static int read_letters(const making *m, size_t keyboard, bool pad, letters *l, bool *usable)
{
	const gcvi_reading *reading = m->lattice->reading;
	size_t i;

	memset(l, 0, sizeof *l);
	l->items = gcvi_arena_alloc(m->arena, reading->count + 1, sizeof *l->items);
	if (l->items == NULL)
		return GCV_E_MEMORY;
	*usable = false;
	for (i = 0; i < reading->count; i++) {
		const gcvi_mark *mark = &reading->marks[i];
		letter *next = &l->items[l->count];
		int is;

		memset(next, 0, sizeof *next);
		if (mark->kind == GCVI_MARK_INVISIBLE || mark->kind == GCVI_MARK_MALFORMED)
			continue;
		is = read_mark(m, mark, keyboard, pad, next);
		if (is < 0) {
			*usable = false;
			l->impossible = true;
			return GCV_OK;
		}
		if (is == 0 && l->count > 0)
			next[-1].sep = 1;
		if (is == 0)
			continue;
		next->mark = (uint32_t)i;
		next->token = m->token_of[i];
		*usable = *usable || next->meant != 0;
		l->count++;
	}
	if (l->count > 0)
		l->items[l->count - 1].sep = 0;
	for (i = 0; i < l->count; i++)
		l->separators = l->separators || l->items[i].sep;
	*usable = *usable && is_consistent(l, keyboard);
	l->scale = scale_left(m, l);
	return GCV_OK;
}

/* ------------------------------------------------------------------------------------------- one accident */

/* Where position j begins a group, is a separator printed in front of it? The first group has what the second has. */
static bool begins_group(const making *m, size_t j)
{
	const gcvi_site *site = &m->form->sites[j];

	if (site->in_group != 0 || m->form->groups < 2)
		return false;
	return j > 0 ? site->separator != 0 : m->form->sites[m->starts[1]].separator != 0;
}

static double weight_of(const making *m, const letters *l)
{
	const gcvi_lattice *lattice = m->lattice;
	double weight = l->scale * lattice->leave;
	size_t k;

	for (k = 0; k < l->count; k++) {
		weight *= lattice->leave * lattice->stay;
		if (k + 1 == l->count)
			break;
		if (!l->separators || !begins_group(m, m->order[k + 1]))
			weight *= l->items[k].sep ? lattice->extra_run : 1;
		else
			weight *= lattice->leave * (l->items[k].sep ? 1 - lattice->lost : lattice->lost);
	}
	return weight;
}

/* What the letters say of each position, and how many contradict each other. */
static unsigned lay(making *m, const letters *l)
{
	gcvi_set *said = m->fit.said;
	unsigned wrong = 0;
	size_t j, k, w;

	for (j = 0; j < m->form->length; j++)
		said[j] = m->form->sites[j].allowed;
	memset(m->fit.typed, 0, m->form->length);
	for (k = 0; k < l->count; k++) {
		gcvi_set both = said[m->order[k]];
		bool any = false;

		j = m->order[k];
		for (w = 0; w < sizeof both.words / sizeof both.words[0]; w++) {
			both.words[w] &= l->items[k].said.words[w];
			any = any || both.words[w] != 0;
		}
		if (any || !m->fit.typed[j])
			said[j] = both;
		else
			wrong++;
		m->fit.typed[j] = 1;
	}
	return wrong;
}

/* Takes the accident in whose order the positions are in m->order, if it could have happened and explains something. */
static int consider(making *m, const letters *l, gcvi_accident accident, size_t first, size_t second, double prior)
{
	gcvi_hypothesis *h = &m->out->items[m->out->count];
	unsigned wrong, most = m->plain_errors > 1 ? 1 : 0;
	uint32_t *marks, *again;
	size_t k;

	if (m->order_count != l->count || m->out->count == GCVI_HYPOTHESES_MAX)
		return GCV_OK;
	wrong = lay(m, l);
	if (wrong > most)
		return GCV_OK;
	wrong += gcvi_hypothesis_errors(&m->fit, most - wrong);
	if (wrong > most)
		return GCV_OK;
	marks = gcvi_arena_alloc(m->arena, m->form->length, sizeof *marks);
	again = gcvi_arena_alloc(m->arena, m->form->length, sizeof *again);
	if (marks == NULL || again == NULL)
		return GCV_E_MEMORY;
	memset(marks, 0xFF, m->form->length * sizeof *marks);
	memset(again, 0xFF, m->form->length * sizeof *again);
	for (k = 0; k < l->count; k++)
		*(marks[m->order[k]] == UINT32_MAX ? &marks[m->order[k]] : &again[m->order[k]]) = l->items[k].mark;
	h->accident = accident;
	h->first = first;
	h->second = second;
	h->weight = prior * weight_of(m, l);
	h->marks = marks;
	h->again = accident == GCVI_ACCIDENT_REPEATED ? again : NULL;
	m->read[m->out->count++] = l;
	return GCV_OK;
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

static int consider_keyboards(making *m)
{
	size_t keyboard, concerned = 0;
	int status = GCV_OK;

	for (keyboard = 0; keyboard < GCVI_KEYBOARDS; keyboard++)
		concerned += gcvi_keyboard_concerns(keyboard, m->form->alphabet);
	for (keyboard = 0; keyboard < GCVI_KEYBOARDS && status == GCV_OK; keyboard++) {
		letters *l;
		bool usable;

		if (!gcvi_keyboard_concerns(keyboard, m->form->alphabet))
			continue;
		l = gcvi_arena_alloc(m->arena, 1, sizeof *l);
		if (l == NULL)
			return GCV_E_MEMORY;
		status = read_letters(m, keyboard, false, l, &usable);
		if (status == GCV_OK && !l->impossible && l->count != m->form->length)
			status = read_letters(m, keyboard, true, l, &usable);
		m->order_count = 0;
		type_positions(m, 0, m->form->length);
		if (status == GCV_OK && usable)
			status = consider(m, l, GCVI_ACCIDENT_KEYBOARD, keyboard, 0, m->priors->layout / (double)concerned);
	}
	return status;
}

static int consider_exchanges(making *m, double prior)
{
	size_t groups = m->form->groups, a, b, g;
	int status = GCV_OK;

	if (m->plain.count != m->form->length)
		return GCV_OK;
	for (a = 0; a < groups; a++)
		for (b = a + 1; b < groups && status == GCV_OK; b++) {
			if (m->starts[a + 1] - m->starts[a] != m->starts[b + 1] - m->starts[b])
				continue;
			m->order_count = 0;
			for (g = 0; g < groups; g++)
				type_group(m, g == a ? b : g == b ? a : g);
			status = consider(m, &m->plain, GCVI_ACCIDENT_EXCHANGED, a, b, prior);
		}
	if (groups < 4 || status != GCV_OK)
		return status;
	m->order_count = 0;
	for (g = groups; g-- > 0;)
		type_group(m, g);
	return consider(m, &m->plain, GCVI_ACCIDENT_REVERSED, 0, 0, prior);
}

/* A group twice, a group not at all. */
static int consider_lengths(making *m, double prior)
{
	size_t groups = m->form->groups, length = m->form->length, count = m->plain.count, a, g;
	int status = GCV_OK;

	for (a = 0; a < groups && status == GCV_OK; a++) {
		size_t size = (size_t)(m->starts[a + 1] - m->starts[a]);

		m->order_count = 0;
		if (count == length + size) {
			for (g = 0; g <= a; g++)
				type_group(m, g);
			for (g = a; g < groups; g++)
				type_group(m, g);
			status = consider(m, &m->plain, GCVI_ACCIDENT_REPEATED, a, 0, prior);
		} else if (count + size == length) {
			for (g = 0; g < groups; g++)
				if (g != a)
					type_group(m, g);
			status = consider(m, &m->plain, GCVI_ACCIDENT_LEFT_OUT, a, 0, prior);
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
	if (status != GCV_OK || m->plain.count == 0 || m->plain.count >= m->form->length)
		return status;
	m->order_count = 0;
	type_positions(m, 0, m->plain.count);
	return consider(m, &m->plain, GCVI_ACCIDENT_UNFINISHED, m->plain.count, 0, prior);
}

/* ------------------------------------------------------------------------------------------------ emissions */

/* Multiplies the lane of one hypothesis by what one letter says of its position. */
static void emit_letter(const making *m, size_t h, size_t position, const letter *l, double *row)
{
	size_t symbols = m->form->alphabet->count, lanes = m->out->lanes, c;
	double *emit = m->out->emit + position * symbols * lanes + h;
	double scale = l->token != UINT32_MAX ? m->lattice->tokens[l->token].scale : 1;

	if (l->meant != 0 || l->token == UINT32_MAX)
		gcvi_emission_row(m->emission, l->meant != 0 ? l->meant : m->lattice->reading->marks[l->mark].point, row);
	for (c = 0; c < symbols; c++)
		emit[c * lanes] *= l->meant != 0 || l->token == UINT32_MAX ? row[c] * scale
		                                                           : m->lattice->emit[c * m->lattice->stride + l->token];
}

static int emit_all(making *m)
{
	gcvi_hypotheses *out = m->out;
	size_t symbols = m->form->alphabet->count, length = m->form->length, h, j, c;
	double *row = gcvi_arena_alloc(m->arena, symbols, sizeof *row);

	out->lanes = (out->count + 3) / 4 * 4;
	out->emit = gcvi_arena_alloc(m->arena, length * symbols * out->lanes + 1, sizeof *out->emit);
	if (row == NULL || out->emit == NULL)
		return GCV_E_MEMORY;
	for (h = 0; h < out->count; h++) {
		const letters *l = m->read[h];
		size_t k = 0;

		for (j = 0; j < length; j++)
			for (c = 0; c < symbols; c++)
				out->emit[(j * symbols + c) * out->lanes + h] = 1;
		for (k = 0; k < l->count; k++) {
			const uint32_t mark = l->items[k].mark;

			for (j = 0; j < length; j++)
				if (out->items[h].marks[j] == mark || (out->items[h].again != NULL && out->items[h].again[j] == mark))
					emit_letter(m, h, j, &l->items[k], row);
		}
	}
	return GCV_OK;
}

/* --------------------------------------------------------------------------------------------------- entry */

static int prepare(making *m, const gcvi_automaton *automaton)
{
	const gcvi_reading *reading = m->lattice->reading;
	size_t length = m->form->length, i;
	bool usable;

	m->order = gcvi_arena_alloc(m->arena, 2 * length + 1, sizeof *m->order);
	m->starts = gcvi_arena_alloc(m->arena, m->form->groups + 1, sizeof *m->starts);
	m->token_of = gcvi_arena_alloc(m->arena, reading->count + 1, sizeof *m->token_of);
	if (m->order == NULL || m->starts == NULL || m->token_of == NULL ||
	    gcvi_hypothesis_fit_make(&m->fit, m->form, automaton, m->arena) != GCV_OK)
		return GCV_E_MEMORY;
	for (i = 0; i < length; i++)
		if (m->form->sites[i].in_group == 0)
			m->starts[m->form->sites[i].group] = (uint16_t)i;
	m->starts[m->form->groups] = (uint16_t)length;
	memset(m->token_of, 0xFF, (reading->count + 1) * sizeof *m->token_of);
	for (i = 0; i < m->lattice->count; i++)
		if (!m->lattice->tokens[i].run)
			m->token_of[m->lattice->tokens[i].mark] = (uint32_t)i;
	return read_letters(m, AS_TYPED, false, &m->plain, &usable);
}

/* How far the input as it stands is from a code: 0, 1, or 2 for more. */
static unsigned errors_as_typed(making *m)
{
	unsigned errors;
	size_t j;

	if (m->plain.count != m->form->length)
		return UINT32_MAX;
	m->order_count = 0;
	type_positions(m, 0, m->form->length);
	(void)lay(m, &m->plain);
	errors = gcvi_hypothesis_errors(&m->fit, 1);
	for (j = 0; errors > 1 && j + 1 < m->form->length; j++) {
		m->order[j] = (uint16_t)(j + 1);
		m->order[j + 1] = (uint16_t)j;
		(void)lay(m, &m->plain);
		if (gcvi_hypothesis_errors(&m->fit, 0) == 0)
			errors = 1;
		m->order[j] = (uint16_t)j;
		m->order[j + 1] = (uint16_t)(j + 1);
	}
	return errors;
}

int gcvi_hypotheses_make(gcvi_hypotheses *hypotheses, const gcvi_lattice *lattice, const gcvi_automaton *automaton,
                         const gcvi_emission *emission, const gcvi_priors *priors, gcvi_arena *arena)
{
	making *m = gcvi_arena_alloc(arena, 1, sizeof *m);
	int status;

	memset(hypotheses, 0, sizeof *hypotheses);
	hypotheses->aligned = 1 - priors->groups - priors->layout;
	hypotheses->exponent = lattice->exponent;
	if (m == NULL)
		return GCV_E_MEMORY;
	m->out = hypotheses;
	m->lattice = lattice;
	m->form = lattice->form;
	m->emission = emission;
	m->priors = priors;
	m->arena = arena;
	status = prepare(m, automaton);
	if (status != GCV_OK || lattice->form->length == 0)
		return status;
	m->plain_errors = errors_as_typed(m);
	if (m->plain_errors == 0)
		return GCV_OK;
	status = consider_keyboards(m);
	if (status == GCV_OK)
		status = consider_groups(m);
	return status == GCV_OK && hypotheses->count != 0 ? emit_all(m) : status;
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
