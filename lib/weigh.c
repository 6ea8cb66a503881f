/* SPDX-License-Identifier: MIT */
/* Floor 5, inside check: how much an input speaks for one format: P(input | format) times what was believed before. */
#include "weigh.h"

#include "format_label.h"
#include "text.h"

/*
 * How people type what is printed in one case: as printed, all in the other one, or now so, now so, letter by letter.
 * Judgement (grade D): what matters is only that mixed case says "case-sensitive".
 */
#define CASE_KEPT 0.8
#define CASE_OTHER 0.199
#define CASE_MIXED 0.001
/* How much likelier a format is where the text around the code says so. Judgement (grade D). */
#define NAMED_BY_URL 1e6
#define NAMED_BY_BRAND 100
#define NAMED_BY_LABEL 4

size_t gcvi_lengths_count(const struct gcv_format *format)
{
	size_t shortest, longest, length, layout, count = 0;

	gcvi_format_lengths(format, &shortest, &longest);
	for (length = shortest; length <= longest; length++) {
		for (layout = 0; layout < format->layout_count; layout++)
			if (length >= format->layouts[layout].min && length <= format->layouts[layout].max)
				break;
		count += layout < format->layout_count;
	}
	return count;
}

double gcvi_case_likelihood_of(const struct gcv_format *format, size_t capitals, size_t smalls)
{
	double mixed = CASE_MIXED;
	size_t i;

	if (format->alphabet.case_rule == GCVI_CASE_SENSITIVE || capitals + smalls == 0)
		return 1;
	if (capitals != 0 && smalls != 0) {
		for (i = 0; i < capitals + smalls; i++)
			mixed /= 2;
		return mixed;
	}
	/* Issuers that ignore case print capitals. */
	return (capitals != 0) == (format->alphabet.case_rule != GCVI_CASE_LOWER) ? CASE_KEPT : CASE_OTHER;
}

void gcvi_count_cases(const gcvi_reading *reading, const gcvi_letters *letters, size_t *capitals, size_t *smalls)
{
	size_t i;

	*capitals = *smalls = 0;
	for (i = 0; i < letters->count; i++) {
		uint32_t point = reading->marks[letters->marks[i]].point;

		*capitals += gcvi_lower(point) != point;
		*smalls += gcvi_upper(point) != point;
	}
}

double gcvi_case_likelihood(const struct gcv_format *format, const gcvi_reading *reading, const gcvi_letters *letters)
{
	size_t capitals, smalls;

	gcvi_count_cases(reading, letters, &capitals, &smalls);
	return gcvi_case_likelihood_of(format, capitals, smalls);
}

double gcvi_separators_likelihood(const gcvi_fit *fit, const gcvi_priors *priors)
{
	double happened = 1;
	size_t k;

	for (k = 0; k < fit->inside && happened > 0; k++)
		happened *= priors->separator_extra;
	for (k = 0; k < fit->borders && happened > 0; k++)
		happened *= priors->separator_lost;
	return happened;
}

double gcvi_prior(const struct gcv_format *format, const gcvi_surroundings *around)
{
	double prior = format->popularity;

	if (around == NULL || around->size == 0)
		return prior;
	if (gcvi_format_has_url(format, around->text, around->size))
		return prior * NAMED_BY_URL;
	if (gcvi_format_has_brand(format, around->text, around->size))
		prior *= NAMED_BY_BRAND;
	if (gcvi_format_has_label(format, around->text, around->size))
		prior *= NAMED_BY_LABEL;
	return prior;
}

/* The beginning of a code: somebody stopped early, once, wherever; the characters there agree with one code in so many. */
static int weigh_beginning(const gcvi_fit *fit, const gcvi_priors *priors, gcvi_scaled *weight)
{
	gcvi_site sites[GCVI_CODE_MAX];
	gcvi_scaled codes = { 1, 0 };
	gcvi_form form;
	size_t k;

	if (!gcvi_form_fill(fit->format, fit->layout, fit->length, sites, &form))
		return GCV_OK;
	for (k = 0; k < fit->count; k++)
		codes = gcvi_scaled_times(codes, (double)gcvi_set_count(&sites[k].allowed));
	if (codes.mantissa > 0)
		*weight = gcvi_scaled_times((gcvi_scaled){ 1 / codes.mantissa, -codes.exponent }, priors->omission);
	return GCV_OK;
}

/* Every length the format has is as likely, and every code of that length. */
int gcvi_weigh_code(const struct gcv_format *format, size_t length, gcvi_scaled *weight, gcvi_arena *arena)
{
	gcvi_scaled codes = { 0, 0 };
	size_t lengths = gcvi_lengths_count(format);
	int status = gcvi_count_codes(format, length, &codes, arena);

	*weight = (gcvi_scaled){ 0, 0 };
	if (status == GCV_OK && codes.mantissa > 0 && lengths != 0)
		*weight = gcvi_scaled_times((gcvi_scaled){ 1 / codes.mantissa, -codes.exponent }, 1.0 / (double)lengths);
	return status;
}

int gcvi_weigh(const gcvi_fit *fit, const gcvi_reading *reading, const gcvi_letters *letters,
               const gcvi_surroundings *around, const struct gcv_channel *channel, gcvi_scaled *weight, gcvi_arena *arena)
{
	const gcvi_priors *priors = gcvi_channel_priors(channel);
	double happened = gcvi_prior(fit->format, around) * gcvi_case_likelihood(fit->format, reading, letters) *
	                  gcvi_separators_likelihood(fit, priors);
	size_t k;
	int status;

	*weight = (gcvi_scaled){ 0, 0 };
	for (k = 0; k < fit->repairs; k++)
		happened *= priors->substitution;
	status = fit->verdict == GCV_INCOMPLETE ? weigh_beginning(fit, priors, weight)
	                                        : gcvi_weigh_code(fit->format, fit->count, weight, arena);
	if (status == GCV_OK)
		*weight = gcvi_scaled_times(*weight, happened);
	return status;
}
