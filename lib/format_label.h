/* SPDX-License-Identifier: MIT */
/* Floor 3: does a text name a format: by an address of its issuer, its name, or a word its file says stands before codes? */
#ifndef GCVI_FORMAT_LABEL_H
#define GCVI_FORMAT_LABEL_H

#include "format.h"

/* One of the format's `url` lines, its scheme left out ("discord.gift/"); ASCII case ignored, as in all three. */
bool gcvi_format_has_url(const struct gcv_format *format, const uint8_t *text, size_t size);
/* The first word of the format's name ("amazon", "google"), if it has at least four letters and stands by itself. */
bool gcvi_format_has_brand(const struct gcv_format *format, const uint8_t *text, size_t size);
/* One of the alternatives of its `label` lines. */
bool gcvi_format_has_label(const struct gcv_format *format, const uint8_t *text, size_t size);

#endif
