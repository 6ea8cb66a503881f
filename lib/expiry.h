/* SPDX-License-Identifier: MIT */
/* Floor 1: the expiry rules of a format's file. */
#ifndef GCVI_EXPIRY_H
#define GCVI_EXPIRY_H

#include <gcvalidate.h>

typedef struct gcvi_expiry_rule {
	char region[8];          /* "JP" or "*" */
	int has_border, since;   /* since: issued on the border or later; else before it */
	gcv_date border;
	gcv_expiry_kind kind;
	int years;
} gcvi_expiry_rule;

/* The sentences about an answer that is filled but for them (message_expiry.c); rule, today: may be NULL. GCV_E_MEMORY. */
int gcvi_message_expiry(const gcvi_expiry_rule *rule, const gcv_date *issued, const gcv_date *today,
                        gcv_expiry_answer *answer);

/* NULL: *rule is filled. Else what was expected, at *offset bytes of text. */
const char *gcvi_expiry_parse(const char *text, gcvi_expiry_rule *rule, size_t *offset);

#endif
