/* SPDX-License-Identifier: MIT */
/* Floor 1: what a code point is to a code: digit, separator, invisible, unreadable; UTF-8 both ways. */
#ifndef GCVI_TEXT_H
#define GCVI_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Strict UTF-8 (no surrogates, no overlong forms). Bytes of the first code point, 0 where malformed. */
size_t gcvi_utf8_read(const uint8_t *text, size_t size, uint32_t *point);
/* Writes at most 4 bytes, returns how many; 0 for a surrogate or out of range. */
size_t gcvi_utf8_write(uint32_t point, uint8_t out[4]);
/* Ends a terminated text before its first malformed sequence: what was cut must not end inside a character. */
void gcvi_utf8_end(char *text);
/* Length of the maximal malformed sequence at the start (Unicode 3.9, "maximal subpart"), at least 1. */
size_t gcvi_utf8_malformed(const uint8_t *text, size_t size);

/* Value of a decimal digit of any script (Nd), -1 for everything else. */
int gcvi_digit_value(uint32_t point);
/* Dashes, spaces, dots, slashes, underscores and the marks people type for them. */
bool gcvi_is_separator(uint32_t point);
/* Zero width, bidi, soft hyphen, variation selectors, byte order mark and other default ignorables. */
bool gcvi_is_invisible(uint32_t point);
/* '?' and its kin, the white square, the replacement character. */
bool gcvi_is_unreadable(uint32_t point);
/* Simple case mappings, locale independent; the point itself where there is none. */
uint32_t gcvi_upper(uint32_t point);
uint32_t gcvi_lower(uint32_t point);
/* Katakana to hiragana (full-width; voiced marks composed already); the point itself otherwise. */
uint32_t gcvi_hiragana(uint32_t point);

#endif
