/* SPDX-License-Identifier: MIT */
/* Floor 4: what a check never sees: characters that it takes for the same, places without effect, whole classes of errors. */
#include "lint.h"

#include "i18n.h"
#include "message.h"

#include <string.h>

typedef struct looking {
	struct gcv_lint *lint;
	const gcvi_lint_walk *w;
	const gcvi_lint_rates *rates;
} looking;

static bool is_known(const struct gcv_lint *lint, const gcv_lint_blind *blind)
{
	size_t k;

	/* Symbols are the same pointers wherever they are named. */
	for (k = 0; k < lint->blind_count; k++)
		if (lint->blind[k].a == blind->a && lint->blind[k].b == blind->b && strcmp(lint->blind[k].name, blind->name) == 0 &&
		    (blind->a != NULL || lint->blind[k].position == blind->position))
			return true;
	return false;
}

static int add(looking *l, gcv_lint_blind blind, const char *sentence)
{
	struct gcv_lint *lint = l->lint;
	char position[24], positions[24];
	const char *arguments[4];
	gcv_lint_blind *room;

	if (is_known(lint, &blind))
		return GCV_OK;
	room = gcvi_arena_grow(&lint->arena, lint->blind, &lint->blind_capacity, lint->blind_count + 1, sizeof *room);
	if (room == NULL)
		return GCV_E_MEMORY;
	lint->blind = room;
	gcvi_message_number(blind.position, position);
	gcvi_message_number(blind.positions, positions);
	arguments[0] = blind.a;
	arguments[1] = blind.b;
	arguments[2] = position;
	arguments[3] = positions;
	blind.length = l->w->length;
	blind.message = gcvi_fill(&lint->arena, sentence, arguments, 4);
	if (blind.message == NULL)
		return GCV_E_MEMORY;
	lint->blind[lint->blind_count++] = blind;
	return GCV_OK;
}

/* --------------------------------------------------------------------------------------------------- classes */

static int find_classes(looking *l)
{
	static const struct { gcv_error_class error; const char *sentence; } classes[] = {
		{ GCV_CLASS_TRANSPOSITION, N_("The check sees no neighbours exchanged (ab for ba).") },
		{ GCV_CLASS_JUMP, N_("The check sees no characters exchanged across a third one (abc for cba).") },
		{ GCV_CLASS_TWIN, N_("The check sees no doubled character replaced by another one (aa for bb).") },
		{ GCV_CLASS_JUMP_TWIN, N_("The check sees no two equal characters around a third replaced alike (aca for bcb).") },
	};
	size_t k;
	int status = GCV_OK;

	for (k = 0; k < sizeof classes / sizeof classes[0] && status == GCV_OK; k++) {
		const gcvi_lint_count *count = &l->rates->classes[classes[k].error - 1];
		gcv_lint_blind blind = { .name = gcv_error_class_name(classes[k].error) };

		if (count->exact && count->possible > 0 && count->missed > count->possible * (1 - 1e-9))
			status = add(l, blind, _(classes[k].sentence));
	}
	return status;
}

/* ------------------------------------------------------------------------------------------- characters, places */

static uint8_t pair_at(const looking *l, size_t position, size_t a, size_t b)
{
	return l->rates->pair_at[(position * l->w->symbols + a) * l->w->symbols + b];
}

/* Every change that is possible at a position goes unnoticed. */
static bool is_unprotected(const looking *l, size_t position)
{
	size_t a, b, all = 0;

	for (a = 0; a < l->w->symbols; a++)
		for (b = a + 1; b < l->w->symbols; b++) {
			if (pair_at(l, position, a, b) == 2)
				return false;
			all += pair_at(l, position, a, b);
		}
	return all != 0;
}

static int find_places(looking *l, bool *unprotected)
{
	size_t position;
	int status = GCV_OK;

	for (position = 0; position < l->w->length && status == GCV_OK; position++) {
		gcv_lint_blind blind = { .name = "unprotected", .position = position + 1, .positions = 1 };

		unprotected[position] = is_unprotected(l, position);
		if (unprotected[position])
			status = add(l, blind, _("The check sees no change of character %3$s."));
	}
	return status;
}

/* Where are these two the same to the check? Check characters and places without effect apart. */
static int find_pair(looking *l, const bool *unprotected, size_t a, size_t b, bool everywhere)
{
	gcv_lint_blind blind = { .name = "same-value", .a = l->lint->symbols[a], .b = l->lint->symbols[b] };
	size_t position, other = 0;

	for (position = 0; position < l->w->length; position++) {
		if (unprotected[position] || pair_at(l, position, a, b) == 0)
			continue;
		if (pair_at(l, position, a, b) == 1) {
			blind.position = blind.positions == 0 ? position + 1 : blind.position;
			blind.positions++;
		} else {
			other += l->w->form->sites[position].check == 0;
		}
	}
	if (blind.positions == 0 || (other == 0) != everywhere)
		return GCV_OK;
	if (everywhere) {
		blind.position = blind.positions = 0;
		return add(l, blind, _("%1$s and %2$s are the same to the check."));
	}
	if (blind.positions == 1)
		return add(l, blind, _("As character %3$s, %1$s and %2$s are the same to the check."));
	return add(l, blind, _("At %4$s places, the first of them character %3$s, %1$s and %2$s are the same to the check."));
}

static int find_pairs(looking *l, const bool *unprotected, bool everywhere)
{
	size_t a, b;
	int status = GCV_OK;

	for (a = 0; a < l->w->symbols && status == GCV_OK; a++)
		for (b = a + 1; b < l->w->symbols && status == GCV_OK; b++)
			status = find_pair(l, unprotected, a, b, everywhere);
	return status;
}

int gcvi_lint_find_blind(struct gcv_lint *lint, const gcvi_lint_walk *walk, const gcvi_lint_rates *rates)
{
	looking l = { lint, walk, rates };
	bool unprotected[GCVI_CODE_MAX];
	int status;

	/* What is not known for certain is not called blind. */
	if (!rates->classes[GCV_CLASS_SINGLE - 1].exact)
		return GCV_OK;
	status = find_classes(&l);
	if (status == GCV_OK)
		status = find_places(&l, unprotected);
	if (status == GCV_OK)
		status = find_pairs(&l, unprotected, true);
	return status == GCV_OK ? find_pairs(&l, unprotected, false) : status;
}
