/* SPDX-License-Identifier: MIT */
/* Floor 4: codes that a spreadsheet took for numbers. */
#include "spreadsheet.h"

int gcvi_spreadsheet_digits(const gcvi_spreadsheet *number, const char *input, size_t size, gcvi_reading *reading,
                            gcvi_arena *arena)
{
	size_t at = 0, i;
	int status = gcvi_read(reading, number->text, number->known, arena);

	/* The digits that count are the first ones of the input; what is between them is no digit. */
	for (i = 0; status == GCV_OK && i < reading->count; i++, at++) {
		while (at + 1 < size && (input[at] < '0' || input[at] > '9'))
			at++;
		reading->marks[i].start = (uint32_t)at;
		reading->marks[i].end = (uint32_t)(at + 1);
	}
	reading->input = (const uint8_t *)input;
	reading->size = size;
	return status;
}

int gcvi_spreadsheet_tell(struct gcv_report *report, const gcvi_spreadsheet *number)
{
	gcv_finding finding = { .kind = GCV_SPREADSHEET, .severity = GCV_ERROR, .end = report->size };

	finding.count = number->digits - number->known;
	if (finding.count != 0)
		report->verdict = GCV_INVALID;
	else if (report->verdict == GCV_VALID || report->verdict == GCV_REPAIRED)
		finding.severity = report->verdict == GCV_VALID ? GCV_WARNING : GCV_REPAIR;
	return gcvi_report_add(report, &finding);
}
