/* SPDX-License-Identifier: MIT */
/* Floor 5, inside check: how much an input speaks for one format. */
#ifndef GCVI_WEIGH_H
#define GCVI_WEIGH_H

#include "fit.h"
#include "scaled.h"

/* What stands around a code in the input: a label, an address. size 0: nothing. */
typedef struct gcvi_surroundings {
	const uint8_t *text;
	size_t size;
} gcvi_surroundings;

/* How many codes of one length a format has: counted in its check automaton where that is small, else by its free characters. */
int gcvi_count_codes(const struct gcv_format *format, size_t length, gcvi_scaled *count, gcvi_arena *arena);
/* How many different lengths its codes have. */
size_t gcvi_lengths_count(const struct gcv_format *format);
/* P(one code of that length | format): every length as likely, and every code of the length. */
int gcvi_weigh_code(const struct gcv_format *format, size_t length, gcvi_scaled *weight, gcvi_arena *arena);
/* How many letters are capitals, and how many small ones. */
void gcvi_count_cases(const gcvi_reading *reading, const gcvi_letters *letters, size_t *capitals, size_t *smalls);
/* P(the case of the letters | a code of the format), and P(the separators | its groups). */
double gcvi_case_likelihood_of(const struct gcv_format *format, size_t capitals, size_t smalls);
double gcvi_case_likelihood(const struct gcv_format *format, const gcvi_reading *reading, const gcvi_letters *letters);
double gcvi_separators_likelihood(const gcvi_fit *fit, const gcvi_priors *priors);
/* What is believed of the format before the code is read: its popularity, and what the text around it says. */
double gcvi_prior(const struct gcv_format *format, const gcvi_surroundings *around);

/* All of it, up to a factor that is the same for all formats. letters: as gcvi_fit_reading left them. */
int gcvi_weigh(const gcvi_fit *fit, const gcvi_reading *reading, const gcvi_letters *letters,
               const gcvi_surroundings *around, const struct gcv_channel *channel, gcvi_scaled *weight,
               gcvi_arena *arena);

#endif
