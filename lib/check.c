/* SPDX-License-Identifier: MIT */
/* Floor 5: the public entry: one input, one or many formats, one report. */
#include "alternative.h"
#include "decide.h"
#include "inspect.h"
#include "message.h"
#include "pair.h"
#include "spreadsheet.h"
#include "suggest.h"

#include <string.h>

#define SUGGESTIONS_DEFAULT 3

void gcv_options_init(gcv_options *options, size_t size)
{
	gcv_options defaults;

	if (options == NULL || size < sizeof options->size)
		return;
	memset(&defaults, 0, sizeof defaults);
	defaults.size = size;
	defaults.suggestions = SUGGESTIONS_DEFAULT;
	memset(options, 0, size);
	memcpy(options, &defaults, size < sizeof defaults ? size : sizeof defaults);
}

/* One call of gcv_check. */
typedef struct call {
	const gcv_catalog *catalog;
	gcv_options options;
	const struct gcv_format *const *formats;
	size_t format_count;
	const struct gcv_channel *channel;
	struct gcv_report *report;
	gcvi_letters letters;
	gcvi_surroundings around; /* of the reading that was chosen */
	gcvi_arena work;
} call;

/* The caller's options over the defaults, so that older and newer callers are both understood. */
static int read_options(call *c, const gcv_options *options)
{
	size_t k;

	gcv_options_init(&c->options, sizeof c->options);
	if (options != NULL) {
		if (options->size < sizeof options->size)
			return GCV_E_ARGUMENT;
		memcpy(&c->options, options, options->size < sizeof c->options ? options->size : sizeof c->options);
	}
	if ((c->options.formats == NULL) != (c->options.format_count == 0) ||
	    (c->options.refused == NULL && c->options.refused_count != 0) ||
	    (c->options.flags & ~(GCV_MASK | GCV_NO_FLAGS)) != 0)
		return GCV_E_ARGUMENT;
	for (k = 0; k < c->options.format_count; k++)
		if (c->options.formats[k] == NULL)
			return GCV_E_ARGUMENT;
	for (k = 0; k < c->options.refused_count; k++)
		if (c->options.refused[k] == NULL)
			return GCV_E_ARGUMENT;
	c->formats = c->options.formats != NULL ? c->options.formats : c->catalog->formats.items;
	c->format_count = c->options.formats != NULL ? c->options.format_count : c->catalog->formats.count;
	c->channel = c->options.channel != NULL ? c->options.channel : gcvi_channel_builtin("printed");
	return c->channel != NULL ? GCV_OK : GCV_E_UNKNOWN_CHANNEL;
}

/* Is a refused code, however it was written, the one that was read? */
static int is_refused(call *c, const gcvi_fit *fit, const gcvi_symbol *code, bool *refused)
{
	gcvi_letters letters;
	size_t k;

	*refused = false;
	for (k = 0; k < c->options.refused_count && !*refused; k++) {
		gcvi_reading reading;
		gcvi_fit other;
		int status = gcvi_read(&reading, c->options.refused[k], strlen(c->options.refused[k]), &c->work);

		if (status == GCV_OK)
			status = gcvi_letters_make(&letters, &reading, &c->work);
		if (status == GCV_OK)
			status = gcvi_fit_reading(&other, fit->format, &reading, &letters, &c->work);
		if (status != GCV_OK)
			return status;
		*refused = (other.verdict == GCV_VALID || other.verdict == GCV_REPAIRED) && other.count == fit->count &&
		           memcmp(letters.symbols, code, fit->count * sizeof *code) == 0;
	}
	return GCV_OK;
}

/* The caller knows better than the format: this code is no good. */
static int inspect_refused(call *c, const gcvi_fit *fit)
{
	struct gcv_report *report = c->report;
	gcv_finding finding = { .kind = GCV_REFUSED, .severity = GCV_ERROR };
	bool refused = false;
	int status;

	if (report->verdict != GCV_VALID && report->verdict != GCV_REPAIRED)
		return GCV_OK;
	status = is_refused(c, fit, c->letters.symbols, &refused);
	if (status != GCV_OK || !refused)
		return status;
	report->verdict = GCV_INVALID;
	report->code = NULL;
	report->plain = NULL;
	report->symbols = NULL;
	report->length = 0;
	finding.start = report->reading.marks[c->letters.marks[0]].start;
	finding.end = report->reading.marks[c->letters.marks[c->letters.count - 1]].end;
	return gcvi_report_add(report, &finding);
}

static int inspect_one(call *c, const gcvi_fit *fit)
{
	int status = gcvi_inspect(c->report, fit, c->channel, &c->letters, &c->work);

	return status != GCV_OK ? status : inspect_refused(c, fit);
}

/* "Amazon gift card", "Amazon gift card or …": the nearest formats by their titles. */
static int name_formats(call *c, const struct gcv_format *const *near, size_t count, const char **name)
{
	const char *titles[GCVI_NEAR_MAX];
	size_t k;

	*name = NULL;
	for (k = 0; k < count; k++) {
		titles[k] = gcv_format_value(near[k], "title", gcvi_message_language(), 0);
		if (titles[k] == NULL)
			titles[k] = near[k]->name;
	}
	if (count == 0)
		return GCV_OK;
	*name = gcvi_message_list(&c->report->arena, titles, count);
	return *name != NULL ? GCV_OK : GCV_E_MEMORY;
}

static int tell_none(call *c)
{
	gcv_finding finding = { .kind = GCV_NO_FORMAT, .severity = GCV_ERROR, .end = c->report->size };
	const struct gcv_format *near[GCVI_NEAR_MAX];
	size_t found = 0;
	int status = gcvi_detect_near(near, &found, c->formats, c->format_count, c->report, c->channel, &c->letters,
	                              &c->work);

	c->report->verdict = GCV_INVALID;
	if (status == GCV_OK)
		status = name_formats(c, near, found, &finding.name);
	return status != GCV_OK ? status : gcvi_report_add(c->report, &finding);
}

/* Fits none of several formats. A decoy that only one of them knows tells which product it is. */
static int inspect_none(call *c)
{
	const struct gcv_format *format;
	int status = gcvi_detect_decoy(&format, c->formats, c->format_count, &c->report->reading, &c->letters, &c->work);

	if (status == GCV_OK && format != NULL) {
		gcvi_fit fit = { .format = format, .verdict = GCV_INVALID };

		return inspect_one(c, &fit);
	}
	return status != GCV_OK ? status : tell_none(c);
}

static int list_matches(call *c, const gcvi_detection *detection)
{
	struct gcv_report *report = c->report;
	size_t k;

	report->matches = gcvi_arena_alloc(&report->arena, detection->count + 1, sizeof *report->matches);
	if (report->matches == NULL)
		return GCV_E_MEMORY;
	for (k = 0; k < detection->count; k++) {
		report->matches[k].format = detection->fits[k].format;
		report->matches[k].probability = detection->probability[k];
		report->matches[k].verdict = detection->fits[k].verdict;
	}
	report->match_count = detection->count;
	return GCV_OK;
}

/* Whatever the alignment decided for the best format (a decoy, a refused code) holds for its line in the list too. */
static void settle_matches(struct gcv_report *report)
{
	if (report->match_count == 0 || report->matches[0].verdict == report->verdict)
		return;
	if (report->verdict != GCV_INVALID) {
		report->matches[0].verdict = report->verdict;
		return;
	}
	report->match_count--;
	memmove(report->matches, report->matches + 1, report->match_count * sizeof *report->matches);
}

/* One way to read the input, with what it fits. */
typedef struct reading_of {
	gcvi_alternative how;     /* all zero beside the reading: as it stands */
	gcvi_detection detection;
	gcvi_surroundings around;
} reading_of;

static gcv_verdict best_of(const reading_of *r)
{
	return r->detection.count != 0 ? r->detection.fits[0].verdict : GCV_INVALID;
}

/* The input without the code in it. */
static int look_around(call *c, reading_of *r)
{
	const gcvi_span *code = &r->how.span;
	uint8_t *text;

	if (r->how.wrapping == 0 || c->format_count == 1)
		return GCV_OK;
	text = gcvi_arena_alloc(&c->work, c->report->size + 1, 1);
	if (text == NULL)
		return GCV_E_MEMORY;
	memcpy(text, c->report->input, code->start);
	text[code->start] = ' ';
	memcpy(text + code->start + 1, c->report->input + code->end, c->report->size - code->end);
	r->around.text = text;
	r->around.size = code->start + 1 + (c->report->size - code->end);
	return GCV_OK;
}

static int detect(call *c, reading_of *r)
{
	int status = gcvi_letters_make(&c->letters, &r->how.reading, &c->work);

	if (status == GCV_OK)
		status = look_around(c, r);
	return status != GCV_OK ? status : gcvi_detect(&r->detection, c->formats, c->format_count, &r->how.reading, &r->around,
	                                               c->channel, &c->letters, &c->work);
}

/* Is the input, against one format, nearer to a code when read this way? */
static int is_nearer(call *c, const reading_of *r, size_t *least, bool *nearer)
{
	gcvi_fit fit = { .format = c->formats[0], .verdict = GCV_INVALID };
	gcvi_reading kept = c->report->reading;
	size_t errors = SIZE_MAX;
	int status;

	c->report->reading = r->how.reading;
	status = gcvi_letters_make(&c->letters, &r->how.reading, &c->work);
	if (status == GCV_OK)
		status = gcvi_distance(&errors, fit.format, c->report, c->channel, &c->letters, &c->work);
	c->report->reading = kept;
	*nearer = errors < *least;
	*least = *nearer ? errors : *least;
	return status;
}

/*
 * Which way of reading is meant? As it stands, unless that is no code and another way is one, or comes nearer to one. Among
 * many formats a label, a URL or words are stronger evidence than a format that happens to take its letters too.
 */
static int choose_reading(call *c, reading_of *readings, size_t count, size_t *chosen)
{
	size_t k, least = SIZE_MAX;
	bool nearer;
	int status = GCV_OK;

	*chosen = 0;
	for (k = 1; k < count; k++)
		if (best_of(&readings[k]) < best_of(&readings[*chosen]) ||
		    (*chosen == 0 && c->format_count > 1 && best_of(&readings[k]) == GCV_VALID &&
		     (readings[k].how.spelt || (readings[k].how.wrapping & (GCVI_WRAPPING_LABEL | GCVI_WRAPPING_URL)) != 0)))
			*chosen = k;
	if (best_of(&readings[*chosen]) != GCV_INVALID || c->format_count != 1)
		return GCV_OK;
	for (k = 0; status == GCV_OK && k < count; k++) {
		status = is_nearer(c, &readings[k], &least, &nearer);
		*chosen = nearer ? k : *chosen;
	}
	return status;
}

/* Are other ways of reading to be tried? */
static bool is_settled(const call *c, const reading_of *plain)
{
	if (!gcvi_reading_is_text(&plain->how.reading))
		return true;
	return best_of(plain) == GCV_VALID && c->format_count == 1;
}

static int tell_how(call *c, const gcvi_alternative *how)
{
	gcv_finding finding = { .severity = GCV_NOTE };
	int status = GCV_OK;

	if (how->wrapping != 0) {
		finding.kind = GCV_WRAPPED;
		finding.start = how->span.start;
		finding.end = how->span.end;
		status = gcvi_report_add(c->report, &finding);
	}
	if (status == GCV_OK && how->encoding != 0) {
		finding.kind = GCV_ENCODED;
		finding.start = how->first.start;
		finding.end = how->first.end;
		status = gcvi_report_add(c->report, &finding);
	}
	return status;
}

static int inspect_chosen(call *c, const reading_of *r)
{
	gcvi_fit fit = { .format = c->formats[0], .verdict = GCV_INVALID };
	int status;

	c->report->reading = r->how.reading;
	c->around = r->around;
	status = gcvi_letters_make(&c->letters, &r->how.reading, &c->work);
	if (status == GCV_OK)
		status = tell_how(c, &r->how);
	if (status == GCV_OK)
		status = list_matches(c, &r->detection);
	if (status != GCV_OK)
		return status;
	if (r->detection.count == 0)
		return c->format_count == 1 ? inspect_one(c, &fit) : inspect_none(c);
	status = inspect_one(c, &r->detection.fits[0]);
	settle_matches(c->report);
	if (status == GCV_OK && c->format_count > 1 &&
	    (c->report->verdict == GCV_VALID || c->report->verdict == GCV_REPAIRED))
		status = gcvi_decide_report(c->report, &r->detection, c->formats, c->format_count, &r->around, c->channel,
		                            &c->letters, &c->work);
	return status;
}

/* The companion that was typed beside the code. */
static int tell_companion(call *c, const gcvi_pair_found *pair)
{
	gcv_finding finding = { .kind = GCV_COMPANION, .severity = GCV_NOTE, .start = pair->companion.start,
	                        .end = pair->companion.end, .count = pair->length };

	if (c->report->verdict == GCV_REPAIRED)
		finding.severity = GCV_REPAIR;
	finding.name = gcvi_other_name(c->report->format, pair->other, gcvi_message_language());
	finding.typed = gcvi_report_typed(c->report, finding.start, finding.end);
	return finding.typed != NULL ? gcvi_report_add(c->report, &finding) : GCV_E_MEMORY;
}

/*
 * Code and companion in one input. Where the input is a code as it stands, this has to say more for its format than that;
 * where it is one only without a label, and the code is the same, the companion is told beside it. What a label leaves of
 * the input may be the companion itself: "6012… PIN: 1234" is no code 1234.
 */
static int inspect_pair(call *c, const reading_of *r, const gcvi_pair_found *pair)
{
	reading_of both = { .how.reading = pair->reading, .detection = pair->detection, .around = pair->around };
	bool fits = best_of(r) == GCV_VALID, same, left_over;
	int status;

	same = fits && r->how.wrapping != 0 && r->how.span.start == pair->code.start && r->how.span.end == pair->code.end;
	left_over = r->how.wrapping != 0 && r->how.span.start >= pair->companion.start && r->how.span.end <= pair->companion.end;
	c->report->paired = true;
	if (!same && !left_over && fits && (c->format_count == 1 || gcvi_scaled_compare(pair->weight, r->detection.weights[0]) <= 0)) {
		c->report->paired = false;
		return inspect_chosen(c, r);
	}
	status = inspect_chosen(c, same ? r : &both);
	if (status != GCV_OK || (c->report->verdict != GCV_VALID && c->report->verdict != GCV_REPAIRED))
		return status;
	return c->report->format == pair->detection.fits[0].format ? tell_companion(c, pair) : GCV_OK;
}

/* A number that a spreadsheet made of a code: its digits, if none is lost and they are a code. */
static int inspect_number(call *c, const reading_of *r, const gcvi_spreadsheet *number)
{
	reading_of digits = { .detection.count = 0 };
	size_t k;
	int status;

	/* What is a code as it stands stays one. */
	if (best_of(r) == GCV_VALID || (number->known < number->digits && best_of(r) != GCV_INVALID)) {
		status = inspect_chosen(c, r);
		return status == GCV_OK && number->known == number->digits ? gcvi_spreadsheet_tell(c->report, number) : status;
	}
	if (number->known < number->digits)
		return gcvi_spreadsheet_tell(c->report, number);
	status = gcvi_spreadsheet_digits(number, c->report->input, c->report->size, &digits.how.reading, &c->report->arena);
	if (status == GCV_OK)
		status = detect(c, &digits);
	if (status != GCV_OK || best_of(&digits) != GCV_VALID)
		return status != GCV_OK ? status : inspect_chosen(c, r);
	for (k = 0; k < digits.detection.count; k++)
		if (digits.detection.fits[k].verdict == GCV_VALID)
			digits.detection.fits[k].verdict = GCV_REPAIRED;
	status = inspect_chosen(c, &digits);
	return status == GCV_OK ? gcvi_spreadsheet_tell(c->report, number) : status;
}

static int inspect_all(call *c)
{
	reading_of readings[GCVI_ALTERNATIVES_MAX + 1];
	gcvi_alternative others[GCVI_ALTERNATIVES_MAX];
	gcvi_pair_found pair = { .found = false };
	gcvi_spreadsheet number;
	size_t count = 0, chosen = 0, k;
	int status;

	memset(readings, 0, sizeof readings);
	readings[0].how.reading = c->report->reading;
	status = detect(c, &readings[0]);
	if (status == GCV_OK && !is_settled(c, &readings[0]))
		status = gcvi_alternatives(c->report->input, c->report->size, &c->report->arena, others, &count);
	for (k = 0; status == GCV_OK && k < count; k++) {
		readings[k + 1].how = others[k];
		status = detect(c, &readings[k + 1]);
	}
	if (status == GCV_OK)
		status = choose_reading(c, readings, count + 1, &chosen);
	if (status != GCV_OK)
		return status;
	if (gcvi_spreadsheet_read(c->report->input, c->report->size, &number))
		return inspect_number(c, &readings[chosen], &number);
	if (count != 0 || best_of(&readings[chosen]) != GCV_VALID || c->format_count > 1)
		status = gcvi_pair_find(&pair, c->formats, c->format_count, c->report->input, c->report->size, c->channel, &c->work);
	if (status != GCV_OK || !pair.found)
		return status != GCV_OK ? status : inspect_chosen(c, &readings[chosen]);
	return inspect_pair(c, &readings[chosen], &pair);
}

/* Formats that may have been meant, and what is believed of them. */
static int choose_formats(call *c, gcvi_suggest_request *request)
{
	const struct gcv_format **formats = gcvi_arena_alloc(&c->work, GCVI_SUGGEST_FORMATS_MAX, sizeof *formats);
	double *beliefs = gcvi_arena_alloc(&c->work, GCVI_SUGGEST_FORMATS_MAX, sizeof *beliefs);

	if (formats == NULL || beliefs == NULL)
		return GCV_E_MEMORY;
	request->formats = formats;
	request->beliefs = beliefs;
	return gcvi_detect_candidates(formats, beliefs, GCVI_SUGGEST_FORMATS_MAX, &request->format_count, c->formats,
	                              c->format_count, &c->report->reading, &c->around, &c->letters, &c->work);
}

/*
 * What was probably meant, of the format that was chosen or, if none was, of the nearest ones. A code that is valid is
 * left in peace, also an unchecked one: what was typed is then the most probable code itself.
 */
static int suggest(call *c)
{
	struct gcv_report *report = c->report;
	gcvi_suggest_request request = { .channel = c->channel, .most = c->options.suggestions, .steps = c->options.steps,
	                                 .refused = c->options.refused, .refused_count = c->options.refused_count };
	int status = GCV_OK;

	report->unlisted = 1;
	if (report->verdict == GCV_VALID || report->paired || request.most == 0)
		return GCV_OK;
	if (report->format != NULL) {
		request.formats = &report->format;
		request.format_count = 1;
	} else {
		status = choose_formats(c, &request);
	}
	if (status != GCV_OK || request.format_count == 0 || !request.formats[0]->typed)
		return status;
	return gcvi_suggest(report, &request, &c->work);
}

/* A decoy, a spreadsheet's number and the like are no misread codes. */
static bool may_be_misread(const struct gcv_report *report)
{
	size_t k;

	for (k = 0; k < report->finding_count; k++)
		if (report->findings[k].kind == GCV_DECOY ||
		    (report->findings[k].kind == GCV_SPREADSHEET && report->findings[k].severity != GCV_WARNING) ||
		    report->findings[k].kind == GCV_NOT_TYPED || report->findings[k].kind == GCV_EMPTY)
			return false;
	return true;
}

static int run(call *c, const char *input, size_t size)
{
	struct gcv_report *report;
	bool readable = false;
	int status = gcvi_report_new(&c->report, &c->catalog->arena.allocator, size != 0 ? input : "", size,
	                             c->options.flags);

	if (status != GCV_OK)
		return status;
	report = c->report;
	status = gcvi_read(&report->reading, report->input, report->size, &report->arena);
	if (status == GCV_OK && c->format_count == 1)
		report->format = c->formats[0];
	if (status == GCV_OK)
		status = gcvi_inspect_reading(report, &readable);
	if (status == GCV_OK && readable)
		status = inspect_all(c);
	if (status == GCV_OK && readable && may_be_misread(report))
		status = suggest(c);
	if (status == GCV_OK)
		gcvi_report_sort(report);
	return status;
}

int gcv_check(const gcv_catalog *catalog, const char *input, size_t size, const gcv_options *options,
              gcv_report **report)
{
	call c = { .catalog = catalog };
	int status;

	if (catalog == NULL || report == NULL || (input == NULL && size != 0))
		return GCV_E_ARGUMENT;
	status = read_options(&c, options);
	if (status != GCV_OK)
		return status;
	gcvi_arena_init(&c.work, &catalog->arena.allocator);
	status = run(&c, input, size);
	gcvi_arena_free(&c.work);
	if (status != GCV_OK) {
		gcv_report_free(c.report);
		return status;
	}
	*report = c.report;
	return GCV_OK;
}
