/* SPDX-License-Identifier: MIT */
/* Floor 4: the report: what is collected in it, what a masked one leaves out, and the getters. */
#include "report.h"

#include "message.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

/* Of a masked code, so many characters are shown, and never more than a part of it. */
#define MASK_SHOWN 4
#define MASK_PART 4

int gcvi_report_new(struct gcv_report **report, const gcv_allocator *allocator, const char *input, size_t size,
                    unsigned flags)
{
	size_t kept = size <= GCVI_INPUT_MAX ? size : GCVI_INPUT_MAX + 1;
	gcvi_arena arena;
	struct gcv_report *made;

	gcvi_arena_init(&arena, allocator);
	made = gcvi_arena_alloc(&arena, 1, sizeof *made);
	if (made == NULL)
		goto no_memory;
	made->input = gcvi_arena_text(&arena, input, kept);
	if (made->input == NULL)
		goto no_memory;
	made->size = kept;
	made->flags = flags;
	made->verdict = GCV_INVALID;
	made->unlisted = 1;
	made->arena = arena;
	*report = made;
	return GCV_OK;
no_memory:
	gcvi_arena_free(&arena);
	return GCV_E_MEMORY;
}

void gcv_report_free(gcv_report *report)
{
	gcvi_arena arena;

	if (report == NULL)
		return;
	arena = report->arena;   /* the report itself lives in it */
	gcvi_arena_free(&arena);
}

int gcvi_report_add(struct gcv_report *report, const gcv_finding *finding)
{
	gcv_finding *findings = gcvi_arena_grow(&report->arena, report->findings, &report->finding_capacity,
	                                        report->finding_count + 1, sizeof *findings);
	gcv_finding *added;

	if (findings == NULL)
		return GCV_E_MEMORY;
	report->findings = findings;
	added = &findings[report->finding_count];
	*added = *finding;
	if ((report->flags & GCV_MASK) != 0) {
		added->typed = NULL;
		added->meant = NULL;
		added->alternatives = NULL;
		added->alternative_count = 0;
	}
	added->message = gcvi_message_finding(&report->arena, report->format, added);
	if (added->message == NULL)
		return GCV_E_MEMORY;
	report->finding_count++;
	return GCV_OK;
}

const char *gcvi_report_typed(struct gcv_report *report, size_t start, size_t end)
{
	return gcvi_arena_text(&report->arena, report->input + start, end - start);
}

const char *gcvi_report_symbol(struct gcv_report *report, const gcvi_alphabet *alphabet, gcvi_symbol symbol)
{
	uint8_t bytes[4];
	size_t size = symbol < alphabet->count ? gcvi_utf8_write(alphabet->points[symbol], bytes) : 0;

	return gcvi_arena_text(&report->arena, (const char *)bytes, size);
}

/* Replaces, in a printed code, every symbol that is not to be seen by '*'. Never longer than before. */
static void mask(char *text, const gcvi_form *form, bool grouped)
{
	size_t shown = form->length / MASK_PART < MASK_SHOWN ? form->length / MASK_PART : MASK_SHOWN;
	char *from = text, *to = text;
	size_t position;

	for (position = 0; position < form->length && *from != '\0'; position++) {
		const gcvi_site *site = &form->sites[position];
		uint32_t point;
		size_t bytes;

		if (grouped && site->separator != 0) {
			bytes = gcvi_utf8_read((const uint8_t *)from, strlen(from), &point);
			memmove(to, from, bytes);
			to += bytes;
			from += bytes;
		}
		bytes = gcvi_utf8_read((const uint8_t *)from, strlen(from), &point);
		if (position >= form->length - shown && site->check == 0) {
			memmove(to, from, bytes);
			to += bytes;
		} else {
			*to++ = '*';
		}
		from += bytes;
	}
	gcvi_wipe(to, (size_t)(from - to));
	*to = '\0';
}

const char *gcvi_report_print(struct gcv_report *report, const gcvi_form *form, const gcvi_symbol *code, bool grouped)
{
	/* At most 4 bytes for a symbol and as many for the separator before it. */
	size_t room = form->length * 8 + 1;
	char *text = gcvi_arena_alloc(&report->arena, room, 1);

	if (text == NULL)
		return NULL;
	gcvi_form_print(form, code, grouped, text, room);
	if ((report->flags & GCV_MASK) != 0)
		mask(text, form, grouped);
	return text;
}

int gcvi_report_set_reread(struct gcv_report *report, const gcv_reread *reread)
{
	report->reread = *reread;
	if ((report->flags & GCV_MASK) != 0) {
		report->reread.alternatives = NULL;
		report->reread.alternative_count = 0;
	}
	report->reread.message = gcvi_message_reread(&report->arena, &report->reread);
	return report->reread.message != NULL ? GCV_OK : GCV_E_MEMORY;
}

int gcvi_report_set_decision(struct gcv_report *report, const gcv_decision *decision)
{
	report->decision = *decision;
	report->decision.message = gcvi_message_decision(&report->arena, decision);
	return report->decision.message != NULL ? GCV_OK : GCV_E_MEMORY;
}

static int compare_sizes(size_t a, size_t b)
{
	return a < b ? -1 : a > b;
}

/* A total order up to findings that say the same, so that any qsort gives the same list. */
static int compare_findings(const void *left, const void *right)
{
	const gcv_finding *a = left, *b = right;
	int order = compare_sizes(a->start, b->start);

	if (order == 0)
		order = compare_sizes(a->end, b->end);
	if (order == 0)
		order = compare_sizes((size_t)b->severity, (size_t)a->severity);
	if (order == 0)
		order = compare_sizes((size_t)a->kind, (size_t)b->kind);
	if (order == 0)
		order = compare_sizes(a->position, b->position);
	if (order == 0)
		order = compare_sizes(a->group, b->group);
	if (order == 0)
		order = strcmp(a->message, b->message);
	return order;
}

void gcvi_report_sort(struct gcv_report *report)
{
	if (report->finding_count > 1)
		qsort(report->findings, report->finding_count, sizeof *report->findings, compare_findings);
}

gcv_verdict gcv_report_verdict(const gcv_report *report)
{
	return report->verdict;
}

const gcv_format *gcv_report_format(const gcv_report *report)
{
	return report->format;
}

const char *gcv_report_code(const gcv_report *report)
{
	return report->code;
}

const char *gcv_report_plain(const gcv_report *report)
{
	return report->plain;
}

size_t gcv_report_finding_count(const gcv_report *report)
{
	return report->finding_count;
}

const gcv_finding *gcv_report_finding(const gcv_report *report, size_t index)
{
	return index < report->finding_count ? &report->findings[index] : NULL;
}

size_t gcv_report_match_count(const gcv_report *report)
{
	return report->match_count;
}

const gcv_match *gcv_report_match(const gcv_report *report, size_t index)
{
	return index < report->match_count ? &report->matches[index] : NULL;
}

size_t gcv_report_suggestion_count(const gcv_report *report)
{
	return report->suggestion_count;
}

const gcv_suggestion *gcv_report_suggestion(const gcv_report *report, size_t index)
{
	return index < report->suggestion_count ? &report->suggestions[index] : NULL;
}

double gcv_report_unlisted(const gcv_report *report)
{
	return report->unlisted;
}

double gcv_report_chance(const gcv_report *report, size_t tries)
{
	double sum = 0;
	size_t i;

	for (i = 0; i < tries && i < report->suggestion_count; i++)
		sum += report->suggestions[i].probability;
	return sum < 1 ? sum : 1;
}

const gcv_decision *gcv_report_decision(const gcv_report *report)
{
	return report != NULL && report->decision.message != NULL ? &report->decision : NULL;
}

const gcv_reread *gcv_report_reread(const gcv_report *report)
{
	return report->reread.position != 0 ? &report->reread : NULL;
}

int gcv_report_truncated(const gcv_report *report)
{
	return report->truncated;
}
