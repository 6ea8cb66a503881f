/* SPDX-License-Identifier: MIT */
/*
 * The noise model of lib/lattice_model.h once more, written from its text and as plainly as can be: one function that
 * tries every way, with a memory. It shares nothing with the library but readings, resolving and emissions.
 */
#ifndef TESTS_NOISE_H
#define TESTS_NOISE_H

#include "channel.h"
#include "form.h"
#include "reading.h"

#include <stdbool.h>

#define NOISE_TOKENS 64
#define NOISE_SYMBOLS 48
#define NOISE_POSITIONS 64

typedef struct noise {
	const gcvi_form *form;
	int m, n, letters;
	bool run[NOISE_TOKENS], plain[NOISE_TOKENS];
	uint32_t point[NOISE_TOKENS];
	gcvi_symbol symbol[NOISE_TOKENS];
	double e[NOISE_TOKENS][NOISE_SYMBOLS], x[NOISE_TOKENS];
	bool any_run;
	gcvi_priors p;
} noise;

/* The reading's marks as tokens with their weights. */
void noise_make(noise *model, const gcvi_reading *reading, const gcvi_form *form, const gcvi_emission *emission,
                const gcvi_priors *priors);
/* P(typed | code), within the band. */
double noise_sum(const noise *model, const gcvi_symbol *code);
/*
 * The most probable single way of typing this code, without a band; code NULL: of typing any code of the form, where a
 * letter that is a symbol of its position counts 1 and an omission the same everywhere.
 */
double noise_best(const noise *model, const gcvi_symbol *code);

#endif
