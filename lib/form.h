/* SPDX-License-Identifier: MIT */
/* Floor 1: a layout at one length: every position known. What schemes, alignment and search work on. */
#ifndef GCVI_FORM_H
#define GCVI_FORM_H

#include "alphabet.h"

/* Longest code any format may have, in symbols. */
#define GCVI_CODE_MAX 512

typedef struct gcvi_site {
	gcvi_set allowed;
	uint16_t group;        /* from 0 */
	uint16_t in_group;     /* from 0 */
	uint16_t group_size;
	uint8_t check;         /* nonzero: a check character */
	uint8_t literal;       /* nonzero: a fixed character of the layout (prefix or inside) */
	char class_name;       /* the letter in the layout, 0 for a literal */
	uint32_t separator;    /* printed before this position; 0: none */
} gcvi_site;

typedef struct gcvi_form {
	const gcvi_alphabet *alphabet;
	const gcvi_site *sites;
	size_t length;
	size_t groups;
	size_t layout;         /* index of the layout in its format */
} gcvi_form;

#endif
