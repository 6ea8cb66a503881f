/* SPDX-License-Identifier: MIT */
/* Floor 5: what is told of a code found in running text. */
#include "extract.h"
#include "fit.h"
#include "message.h"

#include <string.h>

/* Better: higher score, then more text, then earlier. */
static int is_better(const gcvi_candidate *a, const gcvi_candidate *b)
{
	if (a->score < b->score || a->score > b->score)
		return a->score > b->score;
	if (a->end - a->start != b->end - b->start)
		return a->end - a->start > b->end - b->start;
	return a->start < b->start;
}

size_t gcvi_line_ends(const uint8_t *text, size_t size)
{
	const uint8_t *at = text, *end = text + size;
	size_t count = 0;

	while (at < end && (at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
		count++;
		at++;
	}
	return count;
}

static gcv_hit start_hit(const gcvi_telling *to, const gcvi_candidate *found)
{
	gcv_hit hit = { .start = to->offset + found->start, .end = to->offset + found->end, .line = to->line + gcvi_line_ends(to->text, found->start) };

	if (found->companion != NULL) {
		hit.companion_start = to->offset + found->companion_start;
		hit.companion_end = to->offset + found->companion_end;
		hit.companion_name = gcvi_other_name(found->format, found->companion, gcvi_message_language());
	}
	hit.format = found->format;
	hit.score = found->score;
	hit.check_passed = found->check_passed;
	hit.announced = found->announced;
	if ((to->flags & GCV_MASK) == 0) {
		hit.text = (const char *)to->text + found->start;
		hit.text_size = found->end - found->start;
		hit.companion = found->companion != NULL ? (const char *)to->text + found->companion_start : NULL;
		hit.companion_size = found->companion_end - found->companion_start;
	}
	return hit;
}

/* All that gcv_check would say: for codes that are not valid as they stand, and for masked ones. */
static int tell_checked(const gcvi_telling *to, const gcvi_candidate *found)
{
	gcv_hit hit = start_hit(to, found);
	gcv_options options;
	gcv_report *report;
	int status;

	gcv_options_init(&options, sizeof options);
	options.formats = &found->format;
	options.format_count = 1;
	options.suggestions = 0;
	options.flags = to->flags | GCV_NO_FLAGS;
	status = gcv_check(to->catalog, (const char *)to->text + found->start, found->end - found->start, &options, &report);
	if (status != GCV_OK)
		return status;
	hit.verdict = gcv_report_verdict(report);
	hit.code = gcv_report_code(report);
	/* Numbers that are announced but are nothing like a code are not worth a word. */
	if (hit.verdict == GCV_VALID || hit.verdict == GCV_REPAIRED || !found->verified)
		status = to->function(&hit, to->context);
	gcv_report_free(report);
	return status;
}

/* The code as it is printed, where it is valid as it stands; *told: it was. */
static int tell_fitting(const gcvi_telling *to, const gcvi_candidate *found, gcvi_arena *arena, int *told)
{
	gcv_hit hit = start_hit(to, found);
	gcvi_site sites[GCVI_CODE_MAX];
	char code[GCVI_CODE_MAX * 8 + 1];
	gcvi_reading reading;
	gcvi_letters letters;
	gcvi_form form;
	gcvi_fit fit;
	int status = gcvi_read(&reading, (const char *)to->text + found->start, found->end - found->start, arena);

	*told = 0;
	if (status == GCV_OK)
		status = gcvi_letters_make(&letters, &reading, arena);
	if (status == GCV_OK)
		status = gcvi_fit_reading(&fit, found->format, &reading, &letters, arena);
	if (status != GCV_OK || fit.verdict != GCV_VALID ||
	    !gcvi_form_fill(found->format, fit.layout, fit.length, sites, &form))
		return status;
	if (gcvi_form_print(&form, letters.symbols, true, code, sizeof code) < sizeof code) {
		hit.verdict = GCV_VALID;
		hit.code = code;
		*told = 1;
		status = to->function(&hit, to->context);
	}
	gcvi_wipe(code, sizeof code);
	return status;
}

static int tell_hit(const gcvi_telling *to, const gcvi_candidate *found)
{
	gcvi_arena arena;
	int told = 0, status = GCV_OK;

	if (found->verified && (to->flags & GCV_MASK) == 0) {
		gcvi_arena_init(&arena, &to->catalog->arena.allocator);
		status = tell_fitting(to, found, &arena, &told);
		gcvi_arena_free(&arena);
	}
	return status != GCV_OK || told ? status : tell_checked(to, found);
}

static int meets(uint32_t start, uint32_t end, uint32_t other_start, uint32_t other_end)
{
	return end > other_start && start < other_end;
}

/* What is left of a candidate beside a better one: nothing (0), or itself, without a companion where that is taken. */
static int is_left(gcvi_candidate *other, const gcvi_candidate *best)
{
	if (meets(other->start, other->end, best->start, best->end) ||
	    (best->companion != NULL && meets(other->start, other->end, best->companion_start, best->companion_end)))
		return 0;
	if (other->companion == NULL ||
	    (!meets(other->companion_start, other->companion_end, best->start, best->end) &&
	     (best->companion == NULL || !meets(other->companion_start, other->companion_end, best->companion_start, best->companion_end))))
		return 1;
	other->companion = NULL;
	other->companion_start = other->companion_end = 0;
	other->score -= other->companion_score;
	return other->score >= GCVI_SCORE_LEAST;
}

int gcvi_tell_hits(gcvi_telling *to, gcvi_candidate *all, size_t count)
{
	int status = GCV_OK;

	while (count > 0 && status == GCV_OK) {
		gcvi_candidate best = all[0];
		size_t kept = 0, i;

		for (i = 1; i < count; i++)
			if (is_better(&all[i], &best))
				best = all[i];
		for (i = 0; i < count; i++)
			if (is_left(&all[i], &best))
				all[kept++] = all[i];
		count = kept;
		if (best.companion != NULL && to->taken < to->offset + best.companion_end)
			to->taken = to->offset + best.companion_end;
		status = tell_hit(to, &best);
	}
	return status;
}
