/* SPDX-License-Identifier: MIT */
/*
 * Floor 5: which character decided between the formats. For each character: how probable would the format be if that one
 * had not been read? The one without which it loses most is named; or the separators, where these tell more.
 */
#include "decide.h"

/* Less than this lost is not worth a word. */
#define LOST_LEAST 0.1
/* A format less probable than this stays so without any one character, which is worth a factor of 62 in an alphabet. */
#define NEGLECTED 1e-5

typedef struct decider {
	const gcvi_detection *detection;
	const gcvi_reading *reading;
	const gcvi_surroundings *around;
	const gcvi_priors *priors;
	gcvi_letters *letters;
	gcvi_arena *arena;
	gcvi_scaled *sum;         /* by mark: of all formats, when that mark is unreadable */
	gcvi_scaled *most;        /* by mark: of the best of the others */
	const struct gcv_format **rival;
	gcvi_scaled *own;         /* by mark: of the format decided for */
} decider;

static void add(decider *d, size_t mark, const struct gcv_format *format, gcvi_scaled weight, bool own)
{
	d->sum[mark] = gcvi_scaled_sum(d->sum[mark], weight);
	if (own) {
		d->own[mark] = weight;
	} else if (gcvi_scaled_compare(d->most[mark], weight) < 0) {
		d->most[mark] = weight;
		d->rival[mark] = format;
	}
}

/* How many symbols at one place make a code of the form, the others being as they are. */
static size_t choices(const gcvi_form *form, const gcvi_automaton *automaton, gcvi_symbol *code, size_t place)
{
	gcvi_symbol kept = code[place], symbol;
	size_t count = 0;

	if (automaton == NULL)
		return gcvi_set_count(&form->sites[place].allowed);
	for (symbol = 0; symbol < form->alphabet->count; symbol++) {
		if (!gcvi_set_has(&form->sites[place].allowed, symbol))
			continue;
		code[place] = symbol;
		count += gcvi_automaton_verify(automaton, code) != 0;
	}
	code[place] = kept;
	return count;
}

/* The form of a layout; *checked gets its automaton or NULL. GCV_E_RANGE: it has no such length. */
static int make_form(decider *d, const struct gcv_format *format, size_t layout, size_t length, gcvi_form *form,
                     gcvi_automaton *automaton, const gcvi_automaton **checked)
{
	int status = gcvi_form_make(format, layout, length, d->arena, form, automaton);

	*checked = format->scheme_count != 0 && !format->layouts[layout].unchecked ? automaton : NULL;
	return status;
}

/* A format that takes the input takes it with any one character unreadable too, and says the less. */
static int weigh_taken(decider *d, const gcvi_fit *fit, gcvi_scaled weight, bool own)
{
	const gcvi_automaton *checked;
	gcvi_automaton automaton;
	gcvi_form form;
	size_t i;
	int status;

	gcvi_letters_read(d->letters, d->reading, &fit->format->alphabet, true, GCVI_CODE_MAX);
	status = make_form(d, fit->format, fit->layout, fit->length, &form, &automaton, &checked);
	for (i = 0; status == GCV_OK && i < d->letters->count && i < form.length; i++) {
		size_t count = fit->verdict == GCV_INCOMPLETE ? gcvi_set_count(&form.sites[i].allowed)
		                                               : choices(&form, checked, d->letters->symbols, i);

		add(d, d->letters->marks[i], fit->format, gcvi_scaled_times(weight, (double)count), own);
	}
	return status == GCV_E_RANGE ? GCV_OK : status;
}

/* Of a form that does not take the input: the one place that is to blame. SIZE_MAX: none, or several. */
static size_t blamed(const decider *d, const gcvi_form *form)
{
	size_t place = SIZE_MAX, i;

	for (i = 0; i < form->length; i++) {
		gcvi_symbol symbol = d->letters->symbols[i];

		if (symbol != GCVI_NO_SYMBOL && gcvi_set_has(&form->sites[i].allowed, symbol))
			continue;
		if (place != SIZE_MAX)
			return SIZE_MAX;
		place = i;
	}
	return place;
}

/* Is more than one character of the input none of the alphabet, or one too many for any code, or too few? */
static bool is_far(decider *d, const struct gcv_format *format)
{
	size_t shortest, longest, i, most = 0, least = 0;
	gcvi_reading rest = *d->reading;

	gcvi_format_lengths(format, &shortest, &longest);
	for (i = 0; i < rest.count; i++) {
		most += rest.marks[i].kind != GCVI_MARK_INVISIBLE;
		least += rest.marks[i].kind != GCVI_MARK_INVISIBLE && rest.marks[i].kind != GCVI_MARK_SEPARATOR;
	}
	if (most < shortest || least > longest)
		return true;
	gcvi_letters_read(d->letters, &rest, &format->alphabet, false, longest + 1);
	if (d->letters->good == d->letters->count)
		return false;
	i = d->letters->marks[d->letters->good] + 1;
	rest.marks += i;
	rest.count -= i;
	gcvi_letters_read(d->letters, &rest, &format->alphabet, false, longest + 1);
	return d->letters->good < d->letters->count;
}

/* A format that only one character kept out would be in if that one were unreadable. */
static int weigh_refused(decider *d, const struct gcv_format *format)
{
	size_t layout, shortest, longest;
	int status = GCV_OK;

	if (!format->typed || is_far(d, format))
		return GCV_OK;
	gcvi_format_lengths(format, &shortest, &longest);
	gcvi_letters_read(d->letters, d->reading, &format->alphabet, true, longest + 1);
	if (d->letters->count == 0 || d->letters->count < shortest || d->letters->count > longest)
		return GCV_OK;
	for (layout = 0; status == GCV_OK && layout < format->layout_count; layout++) {
		const gcvi_automaton *checked;
		gcvi_automaton automaton;
		gcvi_scaled weight;
		gcvi_form form;
		size_t place, count;

		if (d->letters->count < format->layouts[layout].min || d->letters->count > format->layouts[layout].max)
			continue;
		status = make_form(d, format, layout, d->letters->count, &form, &automaton, &checked);
		place = status == GCV_OK ? blamed(d, &form) : SIZE_MAX;
		if (place == SIZE_MAX || (count = choices(&form, checked, d->letters->symbols, place)) == 0)
			continue;
		status = gcvi_weigh_code(format, d->letters->count, &weight, d->arena);
		weight = gcvi_scaled_times(weight, (double)count * gcvi_prior(format, d->around) *
		                                       gcvi_case_likelihood(format, d->reading, d->letters));
		add(d, d->letters->marks[place], format, weight, false);
		return status;
	}
	return status == GCV_E_RANGE ? GCV_OK : status;
}

static bool is_listed(const gcvi_detection *detection, const struct gcv_format *format)
{
	size_t k;

	for (k = 0; k < detection->count; k++)
		if (detection->fits[k].format == format)
			return true;
	return false;
}

static void consider(gcvi_decision *decision, gcvi_scaled own, gcvi_scaled sum, size_t mark, const struct gcv_format *rival)
{
	double without = sum.mantissa > 0 ? gcvi_scaled_ratio(own, sum) : 1;

	if (without >= decision->without)
		return;
	decision->found = true;
	decision->without = without;
	decision->mark = mark;
	decision->rival = rival;
}

/* The same codes, the groups not looked at. */
static void consider_separators(decider *d, gcvi_decision *decision)
{
	gcvi_scaled sum = { 0, 0 }, most = { 0, 0 }, own = { 0, 0 };
	const struct gcv_format *rival = NULL;
	size_t k;

	for (k = 0; k < d->detection->count; k++) {
		const gcvi_fit *fit = &d->detection->fits[k];
		double happened = gcvi_separators_likelihood(fit, d->priors);
		gcvi_scaled weight = happened > 0 ? gcvi_scaled_times(d->detection->weights[k], 1 / happened)
		                                  : d->detection->weights[k];

		sum = gcvi_scaled_sum(sum, weight);
		if (k == 0) {
			own = weight;
		} else if (gcvi_scaled_compare(most, weight) < 0) {
			most = weight;
			rival = fit->format;
		}
	}
	consider(decision, own, sum, SIZE_MAX, rival);
}

static int make_room(decider *d)
{
	size_t marks = d->reading->count + 1;

	d->sum = gcvi_arena_alloc(d->arena, marks, sizeof *d->sum);
	d->most = gcvi_arena_alloc(d->arena, marks, sizeof *d->most);
	d->own = gcvi_arena_alloc(d->arena, marks, sizeof *d->own);
	d->rival = gcvi_arena_alloc(d->arena, marks, sizeof *d->rival);
	return d->sum != NULL && d->most != NULL && d->own != NULL && d->rival != NULL ? GCV_OK : GCV_E_MEMORY;
}

int gcvi_decide(gcvi_decision *decision, const gcvi_detection *detection, const struct gcv_format *const *formats,
                size_t count, const gcvi_reading *reading, const gcvi_surroundings *around,
                const struct gcv_channel *channel, gcvi_letters *letters, gcvi_arena *arena)
{
	decider d = { .detection = detection, .reading = reading, .around = around, .letters = letters, .arena = arena };
	size_t k, mark;
	int status;

	*decision = (gcvi_decision){ .found = false };
	if (detection->count == 0 || detection->fits[0].verdict > GCV_REPAIRED)
		return GCV_OK;
	d.priors = gcvi_channel_priors(channel);
	status = make_room(&d);
	for (k = 0; status == GCV_OK && k < detection->count; k++)
		if (detection->probability[k] >= NEGLECTED)
			status = weigh_taken(&d, &detection->fits[k], detection->weights[k], k == 0);
	for (k = 0; status == GCV_OK && k < count; k++)
		if (!is_listed(detection, formats[k]))
			status = weigh_refused(&d, formats[k]);
	if (status != GCV_OK)
		return status;
	decision->without = detection->probability[0] - LOST_LEAST;
	for (mark = 0; mark < reading->count; mark++)
		if (d.own[mark].mantissa > 0)
			consider(decision, d.own[mark], d.sum[mark], mark, d.rival[mark]);
	consider_separators(&d, decision);
	return GCV_OK;
}

int gcvi_decide_report(struct gcv_report *report, const gcvi_detection *detection, const struct gcv_format *const *formats,
                       size_t count, const gcvi_surroundings *around, const struct gcv_channel *channel,
                       gcvi_letters *letters, gcvi_arena *arena)
{
	const gcvi_mark *marks = report->reading.marks;
	gcv_decision told = { 0 };
	gcvi_decision found;
	size_t i;
	int status = gcvi_decide(&found, detection, formats, count, &report->reading, around, channel, letters, arena);

	if (status != GCV_OK || !found.found)
		return status;
	gcvi_letters_read(letters, &report->reading, &report->format->alphabet, true, SIZE_MAX);
	for (i = 0; i < letters->count && found.mark != SIZE_MAX; i++)
		if (letters->marks[i] == found.mark)
			told.position = i + 1;
	told.start = marks[found.mark != SIZE_MAX ? found.mark : letters->marks[0]].start;
	told.end = marks[found.mark != SIZE_MAX ? found.mark : letters->marks[letters->count - 1]].end;
	told.probability = found.without;
	told.rival = found.rival;
	return gcvi_report_set_decision(report, &told);
}
