/* SPDX-License-Identifier: MIT */
/* Floor 4, inside lint: what the public functions hand out, while it is put together. */
#ifndef GCVI_LINT_H
#define GCVI_LINT_H

#include "format.h"
#include "lint_rates.h"

#define GCVI_LINT_ADVICE_MAX 12

struct gcv_lint {
	gcvi_arena arena;
	const struct gcv_format *format;     /* while it is made */
	gcvi_lint_alike alike;
	const char **symbols;                /* as UTF-8 */
	gcv_lint_form *forms;
	size_t form_count;
	gcv_lint_pair *pairs;
	size_t pair_count;
	gcv_lint_blind *blind;
	size_t blind_count, blind_capacity;
	gcv_lint_advice advice[GCVI_LINT_ADVICE_MAX];
	size_t advice_count;
	double *pair_possible, *pair_missed; /* [a * symbols + b], a < b: a code, over all forms */
};

/* lint_blind.c: what one form's check never sees. GCV_OK or GCV_E_MEMORY. */
int gcvi_lint_find_blind(struct gcv_lint *lint, const gcvi_lint_walk *walk, const gcvi_lint_rates *rates);
/* lint_advice.c: after all forms. */
int gcvi_lint_advise(struct gcv_lint *lint);

#endif
