/* SPDX-License-Identifier: MIT */
/* Floor 4, inside inspect: one inspection on its way, passed between the files inspect*.c. */
#ifndef GCVI_INSPECTION_H
#define GCVI_INSPECTION_H

#include "inspect.h"

#define GCVI_NOWHERE SIZE_MAX

typedef struct gcvi_inspection {
	struct gcv_report *report;
	const gcvi_reading *reading;
	const struct gcv_format *format;
	const struct gcv_channel *channel;
	const gcvi_fit *fit;
	gcvi_letters *letters;    /* all of them */
	gcvi_arena *work;
	gcvi_form form;           /* the one the findings speak of */
	gcvi_automaton automaton;
	/* How the marks lie in the form. */
	size_t *position_of;      /* by mark: position from 0, GCVI_NOWHERE */
	size_t *mark_of;          /* by position: mark, GCVI_NOWHERE: missing */
	gcvi_symbol *code;        /* by position: what stands there for certain and may; else GCVI_NO_SYMBOL */
	bool beginning;           /* laid as the first characters of a code, all of them, but none begins so */
	uint8_t *shifted;         /* by group: something is missing or too much there, so its characters may be others */
	const gcvi_other *companion_of;   /* follows the code, from letter `companion` on, in this layout; NULL: none */
	size_t companion, companion_layout;
} gcvi_inspection;

/* inspect_form.c: the fewest errors any form needs for this input; SIZE_MAX: hopeless. GCV_OK or GCV_E_MEMORY. */
int gcvi_inspect_distance(gcvi_inspection *i, size_t *errors);
/* inspect_form.c: chooses the form and lays the marks in it. GCV_E_RANGE: too long for any sensible alignment. */
int gcvi_inspect_place(gcvi_inspection *i);
/* What is wrong: inspect_errors.c (characters), inspect_length.c (too short, too long), inspect_check.c. */
int gcvi_inspect_errors(gcvi_inspection *i);
int gcvi_inspect_length(gcvi_inspection *i);
int gcvi_inspect_checks(gcvi_inspection *i);
/* inspect_zeros.c: zeros at the start that a spreadsheet may have dropped. */
int gcvi_inspect_zeros(gcvi_inspection *i);
/* inspect_notes.c: what normalising changed. */
int gcvi_inspect_notes(gcvi_inspection *i);
/* inspect_flags.c: look-alikes. */
int gcvi_inspect_flags(gcvi_inspection *i);
/*
 * inspect_other.c: decoys (*decoy: the input is another number for certain, say nothing else), and companions: whether
 * one follows the code, before the marks are laid, and what to say of them, in the end.
 */
int gcvi_inspect_decoys(gcvi_inspection *i, bool *decoy);
int gcvi_inspect_split(gcvi_inspection *i);
int gcvi_inspect_companions(gcvi_inspection *i);

/* The bytes from the first letter to the last; [size, size) where there is none. */
void gcvi_inspect_span(const gcvi_inspection *i, size_t *start, size_t *end);
/* The fixed characters a layout starts with, in the report's arena; "" where it has none. NULL: no memory. */
const char *gcvi_inspect_prefix(gcvi_inspection *i, const struct gcv_format *format, size_t layout);
/* Adds a finding about one mark, with what was typed there; position is set from where it lies. */
int gcvi_inspect_tell(gcvi_inspection *i, size_t mark, gcv_finding *finding);

#endif
