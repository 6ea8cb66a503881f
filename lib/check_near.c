/* SPDX-License-Identifier: MIT */
/*
 * Floor 5: what is told of near misses (near.h). Such an input is weighed for both: as a code of the formats that take it
 * (weigh.h), and as a misread code of the other one (suggest.h), each among all codes of its format.
 */
#include "near.h"

#include "message.h"
#include "text.h"

/* Less probable ones are not told. */
#define TOLD_LEAST 0.2
/* Where several codes are as near, none of them is named. */
#define NAMED_LEAST 0.5
static bool is_edited(const gcv_suggestion *suggestion, const gcvi_mark *mark)
{
	size_t k;

	for (k = 0; k < suggestion->edit_count; k++)
		if (mark->start < suggestion->edits[k].end && mark->end > suggestion->edits[k].start)
			return true;
	return false;
}

/*
 * The case of the letters as evidence, for both: of the misread code that of the letters it keeps. The formats that take
 * the input may have been misread at the same places, and then their case there says nothing either.
 */
static void weigh_case(gcvi_call *c, const gcvi_near *near, const gcvi_fit *fit, double *keeps, double *taken)
{
	size_t capitals, smalls, all_capitals, all_smalls, i;
	double all, rest, misread = 1;

	gcvi_count_cases(&c->report->reading, &c->letters, &capitals, &smalls);
	all_capitals = capitals;
	all_smalls = smalls;
	all = gcvi_case_likelihood_of(fit->format, capitals, smalls);
	for (i = 0; i < c->letters.count; i++) {
		const gcvi_mark *mark = &c->report->reading.marks[c->letters.marks[i]];

		if (!is_edited(&near->suggestion, mark))
			continue;
		capitals -= gcvi_lower(mark->point) != mark->point;
		smalls -= gcvi_upper(mark->point) != mark->point;
		if (gcvi_is_in_odd_case(mark->point, all_capitals, all_smalls))
			misread *= gcvi_channel_priors(c->channel)->substitution;
	}
	rest = gcvi_case_likelihood_of(fit->format, capitals, smalls);
	*keeps = gcvi_case_likelihood_of(near->suggestion.format, capitals, smalls);
	*taken = all > 0 && rest > all ? 1 + rest / all * misread : 1;
}

/* One near format beside those that take the input: its weight, and theirs. */
static int weigh_near(gcvi_call *c, const gcvi_way *way, const struct gcv_format *format, gcvi_near *near, double *taken)
{
	double belief = gcvi_prior(format, &way->around) / (double)gcvi_lengths_count(format), keeps;
	gcvi_suggest_request request = { .formats = &format, .beliefs = &belief, .format_count = 1, .channel = c->channel };
	int status = gcvi_suggest_near(near, c->report, &request, &c->work);

	*taken = 1;
	if (status != GCV_OK || near->suggestion.code == NULL)
		return status;
	gcvi_letters_read(&c->letters, &c->report->reading, &format->alphabet, true, SIZE_MAX);
	weigh_case(c, near, &way->detection.fits[0], &keeps, taken);
	near->weight = gcvi_scaled_times(near->weight, keeps);
	return GCV_OK;
}

static int tell(gcvi_call *c, const gcvi_near *near, double probability)
{
	const gcv_suggestion *suggestion = &near->suggestion;
	const gcv_edit *first = suggestion->edits;
	gcv_finding finding = { .kind = GCV_NEAR_MISS, .severity = GCV_WARNING, .probability = probability,
	                        .count = suggestion->edit_count };

	finding.name = gcv_format_value(suggestion->format, "title", gcvi_message_language(), 0);
	if (finding.name == NULL)
		finding.name = suggestion->format->name;
	finding.start = first->start;
	finding.end = suggestion->edits[suggestion->edit_count - 1].end;
	if (near->share >= NAMED_LEAST) {
		finding.position = first->position;
		finding.typed = suggestion->edit_count == 1 ? first->typed : NULL;
		if ((c->report->flags & GCV_MASK) == 0)
			finding.meant = suggestion->edit_count == 1 ? first->meant : suggestion->code;
	} else {
		finding.count = 0;
		finding.start = 0;
		finding.end = c->report->size;
	}
	return gcvi_report_add(c->report, &finding);
}

/* The near formats are as much in the ranking as those that take the input. */
static void share_probability(struct gcv_report *report, double taken)
{
	size_t k;

	for (k = 0; k < report->match_count; k++)
		report->matches[k].probability *= taken;
}

int gcvi_check_near(gcvi_call *c, const gcvi_way *way, bool *told)
{
	const struct gcv_format *formats[GCVI_SUGGEST_FORMATS_MAX];
	const gcvi_detection *detection = &way->detection;
	gcvi_scaled taken = { 0, 0 }, all = { 0, 0 };
	gcvi_near best = { .share = 0 };
	double factor = 1;
	size_t count = 0, k;
	int status;

	*told = false;
	if (detection->count == 0 || (detection->fits[0].format->scheme_count != 0 && !detection->fits[0].check_absent))
		return GCV_OK;
	status = gcvi_near_find(c, detection, formats, &count);
	for (k = 0; status == GCV_OK && k < detection->count; k++)
		taken = gcvi_scaled_sum(taken, detection->weights[k]);
	for (k = 0; status == GCV_OK && k < count; k++) {
		gcvi_near near;
		double times;

		status = weigh_near(c, way, formats[k], &near, &times);
		all = gcvi_scaled_sum(all, near.weight);
		if (gcvi_scaled_compare(near.weight, best.weight) > 0) {
			best = near;
			factor = times;
		}
	}
	taken = gcvi_scaled_times(taken, factor);
	all = gcvi_scaled_sum(all, taken);
	if (status != GCV_OK || best.suggestion.edit_count == 0 || all.mantissa <= 0)
		return status;
	share_probability(c->report, gcvi_scaled_ratio(taken, all));
	if (gcvi_scaled_ratio(best.weight, all) < TOLD_LEAST)
		return GCV_OK;
	*told = true;
	return tell(c, &best, gcvi_scaled_ratio(best.weight, all));
}
