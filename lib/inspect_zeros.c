/* SPDX-License-Identifier: MIT */
/* Floor 4: a number that is too short because a spreadsheet has dropped the zeros at its start. */
#include "inspection.h"

/* More zeros than this are no likely start of a code. */
#define ZEROS_MOST 3

/* Plain digits, each certain, the first of them no zero. */
static bool is_number(const gcvi_inspection *i)
{
	size_t k;

	for (k = 0; k < i->letters->count; k++) {
		const gcvi_mark *mark = &i->reading->marks[i->letters->marks[k]];

		if (mark->kind != GCVI_MARK_CHARACTER || mark->point < (k == 0 ? '1' : '0') || mark->point > '9' ||
		    i->letters->symbols[k] == GCVI_NO_SYMBOL || (i->letters->changes[k] & GCVI_CHANGE_REPAIRS) != 0)
			return false;
	}
	return k > ZEROS_MOST;
}

static bool takes_digits_only(const gcvi_form *form)
{
	size_t position, symbol;

	for (position = 0; position < form->length; position++)
		for (symbol = 0; symbol < form->alphabet->count; symbol++)
			if (gcvi_set_has(&form->sites[position].allowed, (gcvi_symbol)symbol) &&
			    (form->alphabet->points[symbol] < '0' || form->alphabet->points[symbol] > '9'))
				return false;
	return true;
}

/* The code with so many zeros before it, where a layout takes that; *code NULL: none does. */
static int restore(gcvi_inspection *i, size_t layout, size_t zeros, const char **code)
{
	size_t length = i->letters->count + zeros, k;
	gcvi_symbol symbols[GCVI_CODE_MAX];
	gcvi_automaton automaton;
	gcvi_form form;
	int status = length <= GCVI_CODE_MAX ? gcvi_form_make(i->format, layout, length, i->work, &form, &automaton) : GCV_E_RANGE;

	if (status != GCV_OK)
		return status == GCV_E_MEMORY ? status : GCV_OK;
	for (k = 0; k < length; k++)
		symbols[k] = k < zeros ? gcvi_alphabet_find(&i->format->alphabet, '0') : i->letters->symbols[k - zeros];
	/* NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult): zeros is 1, at least */
	if (symbols[0] != GCVI_NO_SYMBOL && takes_digits_only(&form) && gcvi_sites_allow(form.sites, symbols, length) &&
	    gcvi_automaton_verify(&automaton, symbols)) {
		*code = gcvi_report_print(i->report, &form, symbols, true);
		status = *code != NULL ? GCV_OK : GCV_E_MEMORY;
	}
	gcvi_wipe(symbols, sizeof symbols);
	return status;
}

int gcvi_inspect_zeros(gcvi_inspection *i)
{
	gcv_finding finding = { .kind = GCV_SPREADSHEET, .severity = GCV_WARNING, .group = 1 };
	size_t zeros, layout;
	int status = GCV_OK;

	if (!is_number(i))
		return GCV_OK;
	for (zeros = 1; zeros <= ZEROS_MOST && status == GCV_OK && finding.meant == NULL; zeros++)
		for (layout = 0; layout < i->format->layout_count && status == GCV_OK && finding.meant == NULL; layout++) {
			status = restore(i, layout, zeros, &finding.meant);
			finding.count = zeros;
		}
	if (status != GCV_OK || finding.meant == NULL)
		return status;
	gcvi_inspect_span(i, &finding.start, &finding.end);
	finding.end = finding.start;   /* they are missing before the first digit */
	return gcvi_report_add(i->report, &finding);
}
