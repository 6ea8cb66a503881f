/* SPDX-License-Identifier: MIT */
/* Floor 3: what may follow a prefix: a search forward in the check automaton that never enters a dead state twice. */
#include "reach.h"

#include <string.h>

typedef struct search {
	const gcvi_automaton *automaton;
	size_t first;             /* positions from here on are searched */
	uint8_t *dead;            /* bit (position - first) * states + state: nothing is accepted from there */
	uint32_t *states;         /* the path: state before each position from first on */
	gcvi_symbol *next;        /* and the next symbol to try there */
} search;

static size_t bit_of(const search *s, size_t position, uint32_t state)
{
	return (position - s->first) * s->automaton->states + state;
}

static bool is_dead(const search *s, size_t position, uint32_t state)
{
	size_t bit = bit_of(s, position, state);

	return state == GCVI_DEAD || (s->dead[bit / 8] >> (bit % 8) & 1) != 0;
}

static void set_dead(const search *s, size_t position, uint32_t state)
{
	size_t bit = bit_of(s, position, state);

	s->dead[bit / 8] = (uint8_t)(s->dead[bit / 8] | 1u << (bit % 8));
}

/* Is some code accepted that goes on from this state at this position? */
static bool is_alive(const search *s, size_t position, uint32_t state)
{
	const gcvi_automaton *automaton = s->automaton;
	const gcvi_form *form = automaton->form;
	size_t start = position;

	if (is_dead(s, position, state))
		return false;
	s->states[position - s->first] = state;
	s->next[position - s->first] = 0;
	for (;;) {
		size_t level = position - s->first;
		uint32_t after = GCVI_DEAD;

		state = s->states[level];
		if (position == form->length && automaton->accepts(automaton, state))
			return true;
		while (position < form->length && s->next[level] < form->alphabet->count) {
			gcvi_symbol symbol = s->next[level]++;

			if (!gcvi_set_has(&form->sites[position].allowed, symbol))
				continue;
			after = automaton->step(automaton, position, state, symbol);
			if (after != GCVI_DEAD && !is_dead(s, position + 1, after))
				break;
			after = GCVI_DEAD;
		}
		if (after != GCVI_DEAD) {
			position++;
			s->states[level + 1] = after;
			s->next[level + 1] = 0;
			continue;
		}
		set_dead(s, position, state);
		if (position == start)
			return false;
		position--;
	}
}

static int reach_states(const gcvi_automaton *automaton, const gcvi_symbol *prefix, size_t count, gcvi_set *next,
                        gcvi_arena *arena)
{
	const gcvi_form *form = automaton->form;
	size_t left = form->length - count, symbol;
	uint32_t state = automaton->start, after;
	search s = { .automaton = automaton, .first = count + 1 };
	size_t i;

	for (i = 0; i < count && state != GCVI_DEAD; i++)
		state = automaton->step(automaton, i, state, prefix[i]);
	if (state == GCVI_DEAD)
		return GCV_OK;
	s.dead = gcvi_arena_alloc(arena, left * automaton->states / 8 + 1, 1);
	s.states = gcvi_arena_alloc(arena, left, sizeof *s.states);
	s.next = gcvi_arena_alloc(arena, left, sizeof *s.next);
	if (s.dead == NULL || s.states == NULL || s.next == NULL)
		return GCV_E_MEMORY;
	for (symbol = 0; symbol < form->alphabet->count; symbol++) {
		if (!gcvi_set_has(&form->sites[count].allowed, (gcvi_symbol)symbol))
			continue;
		after = automaton->step(automaton, count, state, (gcvi_symbol)symbol);
		if (after != GCVI_DEAD && is_alive(&s, count + 1, after))
			gcvi_set_add(next, (gcvi_symbol)symbol);
	}
	return GCV_OK;
}

/* Is there a completion when only check characters are open? Ordinary positions left open count as yes. */
static bool completes(const gcvi_automaton *automaton, const gcvi_symbol *prefix, size_t count, gcvi_symbol *code,
                      uint8_t *unknown)
{
	const gcvi_form *form = automaton->form;
	size_t i;

	for (i = 0; i < form->length; i++) {
		unknown[i] = i >= count;
		code[i] = i < count ? prefix[i] : gcvi_set_nth(&form->sites[i].allowed, 0);
		if (i >= count && form->sites[i].check == 0 && gcvi_set_count(&form->sites[i].allowed) > 1)
			return true;
		if (i >= count && form->sites[i].check == 0)
			unknown[i] = 0;
	}
	return gcvi_automaton_complete(automaton, code, unknown) != 0;
}

static int reach_linear(const gcvi_automaton *automaton, const gcvi_symbol *prefix, size_t count, gcvi_set *next,
                        gcvi_arena *arena)
{
	const gcvi_form *form = automaton->form;
	gcvi_symbol *longer = gcvi_arena_alloc(arena, form->length, sizeof *longer);
	gcvi_symbol *code = gcvi_arena_alloc(arena, form->length, sizeof *code);
	uint8_t *unknown = gcvi_arena_alloc(arena, form->length, sizeof *unknown);
	size_t symbol;

	if (longer == NULL || code == NULL || unknown == NULL)
		return GCV_E_MEMORY;
	if (count != 0)
		memcpy(longer, prefix, count * sizeof *prefix);
	for (symbol = 0; symbol < form->alphabet->count; symbol++) {
		if (!gcvi_set_has(&form->sites[count].allowed, (gcvi_symbol)symbol))
			continue;
		longer[count] = (gcvi_symbol)symbol;
		if (count + 1 == form->length ? gcvi_automaton_verify(automaton, longer) != 0
		                              : completes(automaton, longer, count + 1, code, unknown))
			gcvi_set_add(next, (gcvi_symbol)symbol);
	}
	return GCV_OK;
}

int gcvi_reach(const gcvi_automaton *automaton, const gcvi_symbol *prefix, size_t count, gcvi_set *next,
               gcvi_arena *arena)
{
	const gcvi_form *form = automaton->form;
	size_t i;

	memset(next, 0, sizeof *next);
	for (i = 0; i < count && i < form->length; i++)
		if (!gcvi_set_has(&form->sites[i].allowed, prefix[i]))
			return GCV_OK;
	if (count >= form->length)
		return GCV_OK;
	if (automaton->states == 0)
		return reach_linear(automaton, prefix, count, next, arena);
	return reach_states(automaton, prefix, count, next, arena);
}
