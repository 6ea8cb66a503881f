/* SPDX-License-Identifier: MIT */
/*
 * Floor 2: counts to a channel. Every printed character has a Dirichlet distribution over what is typed for it, every
 * other accident a Beta distribution; the base channel is the prior, worth `weight` observations each.
 */
#include "decimal.h"
#include "learn.h"

#include <stdlib.h>
#include <string.h>

#define ANY_SHARE 0.02   /* of substitutions: kept for pairs nobody has seen */

typedef struct fitter {
	gcvi_observed *observed;
	double weight;
	gcvi_arena *work;
	gcvi_pair *pairs;
	size_t count, capacity;
	double *seen;      /* by printed symbol: how often */
	double mass;       /* sum of all misreadings */
} fitter;

/* A rate, as the mean of its posterior. */
static double rate(double base, double weight, size_t happened, double places)
{
	double mean = (base * weight + (double)happened) / (weight + places);

	return gcvi_decimal_round(mean < GCVI_PRIOR_MAX ? mean : GCVI_PRIOR_MAX, 12);
}

static void fit_priors(gcvi_priors *priors, const gcvi_observed *o, double weight)
{
	double characters = (double)o->counts.characters;

	priors->omission = rate(priors->omission, weight, o->counts.omissions, characters);
	priors->insertion = rate(priors->insertion, weight, o->counts.insertions, o->gaps);
	priors->doubling = rate(priors->doubling, weight, o->counts.doublings, characters);
	priors->transposition = rate(priors->transposition, weight, o->counts.transpositions, o->neighbours);
	priors->jump = rate(priors->jump, weight, o->counts.jumps, o->triples);
	priors->twin = rate(priors->twin, weight, o->counts.twins, o->equals);
}

static int add_pair(fitter *f, gcvi_symbol printed, uint32_t typed, double base, double count)
{
	double p = (base * f->weight + count) / (f->weight + f->seen[printed]);

	f->pairs = gcvi_arena_grow(f->work, f->pairs, &f->capacity, f->count + 1, sizeof *f->pairs);
	if (f->pairs == NULL)
		return GCV_E_MEMORY;
	f->pairs[f->count].printed = f->observed->alphabet.points[printed];
	f->pairs[f->count].typed = typed;
	f->pairs[f->count++].weight = p;
	f->mass += p;
	return GCV_OK;
}

static int fit_inside(fitter *f, const gcvi_emission *emission)
{
	const gcvi_observed *o = f->observed;
	size_t n = o->alphabet.count, printed, typed;
	double *row = gcvi_arena_alloc(f->work, n, sizeof *row);
	int status = row != NULL ? GCV_OK : GCV_E_MEMORY;

	for (typed = 0; status == GCV_OK && typed < n; typed++) {
		gcvi_emission_row(emission, o->alphabet.points[typed], row);
		for (printed = 0; status == GCV_OK && printed < n; printed++)
			if (printed != typed)
				status = add_pair(f, (gcvi_symbol)printed, o->alphabet.points[typed], row[printed],
				                  o->inside[typed * n + printed]);
	}
	return status;
}

/* What the base knows of characters outside the alphabet, then what was only observed. */
static int fit_outside(fitter *f, const gcvi_emission *emission)
{
	gcvi_observed *o = f->observed;
	gcvi_symbol symbol;
	uint32_t typed;
	double p, count;
	size_t i, k;
	int status = GCV_OK;

	for (i = 0; status == GCV_OK && gcvi_emission_outside(emission, i, &typed, &symbol, &p); i++) {
		for (k = 0, count = 0; k < o->outside_count; k++)
			if (o->outside[k].typed == typed && o->outside[k].symbol == symbol) {
				count = o->outside[k].count;
				o->outside[k].count = 0;
			}
		status = add_pair(f, symbol, typed, p, count);
	}
	for (k = 0; status == GCV_OK && k < o->outside_count; k++)
		if (o->outside[k].count > 0)
			status = add_pair(f, o->outside[k].symbol, o->outside[k].typed, 0, o->outside[k].count);
	return status;
}

/*
 * Probabilities to weights, so that an emission makes the same probabilities of them, and characters that were not
 * observed keep the base's: with the base's scale, and what the share for any symbol gives taken off.
 */
static void weigh(fitter *f, struct gcv_channel *channel, double scale)
{
	size_t n = f->observed->alphabet.count, i;
	double error = f->mass / (double)n, total = 0, any, similar;

	any = ANY_SHARE * (error < channel->priors.substitution ? error : channel->priors.substitution);
	if (!(scale > 0.001))
		scale = 0.001;
	for (i = 0; i < f->count; i++) {
		gcvi_pair *pair = &f->pairs[i];
		bool inside = gcvi_alphabet_find(&f->observed->alphabet, pair->typed) != GCVI_NO_SYMBOL;
		double p = inside ? pair->weight - any / (double)(n - 1) : pair->weight, worth = inside ? 1 : channel->outside;

		pair->weight = gcvi_decimal_round(p > 0 ? p / (scale * worth) : 0, 9);
		if (pair->weight > GCVI_WEIGHT_MAX)
			pair->weight = GCVI_WEIGHT_MAX;
		total += pair->weight * worth;
	}
	total /= (double)n;
	channel->reference = gcvi_decimal_round(total < GCVI_WEIGHT_MAX ? total : GCVI_WEIGHT_MAX, 9);
	similar = channel->reference * scale;
	error = similar + any < GCVI_PRIOR_MAX ? similar + any : GCVI_PRIOR_MAX;
	channel->priors.substitution = gcvi_decimal_round(error, 12);
	channel->similar = similar + any > 0 ? gcvi_decimal_round(similar / (similar + any), 12) : 1;
	channel->neighbour = 0;
}

static int count_seen(fitter *f)
{
	const gcvi_observed *o = f->observed;
	size_t n = o->alphabet.count, printed, typed;

	f->seen = gcvi_arena_alloc(f->work, n, sizeof *f->seen);
	if (f->seen == NULL)
		return GCV_E_MEMORY;
	for (typed = 0; typed < n; typed++)
		for (printed = 0; printed < n; printed++)
			f->seen[printed] += o->inside[typed * n + printed];
	for (typed = 0; typed < o->outside_count; typed++)
		f->seen[o->outside[typed].symbol] += o->outside[typed].count;
	return GCV_OK;
}

int gcvi_learn_fit(struct gcv_channel *channel, const struct gcv_channel *base, gcvi_observed *observed, double weight,
                   gcvi_arena *work)
{
	const gcvi_emission *emission = NULL;
	fitter f;
	int status;

	memset(&f, 0, sizeof f);
	f.observed = observed;
	f.weight = weight;
	f.work = work;
	*channel = *base;
	channel->arena = NULL;
	if (!(channel->outside > 0))
		channel->outside = 0.3;
	status = count_seen(&f);
	if (status == GCV_OK)
		status = gcvi_emission_make(&emission, base, &observed->alphabet, NULL, 0, work);
	if (status == GCV_OK)
		status = fit_inside(&f, emission);
	if (status == GCV_OK)
		status = fit_outside(&f, emission);
	if (status != GCV_OK)
		return status;
	fit_priors(&channel->priors, observed, weight);
	weigh(&f, channel, gcvi_emission_scale(emission));
	if (f.count != 0)
		qsort(f.pairs, f.count, sizeof *f.pairs, gcvi_pair_order);
	channel->pairs = f.pairs;
	channel->pair_count = f.count;
	return GCV_OK;
}
