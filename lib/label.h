/* SPDX-License-Identifier: MIT */
/* Floor 1: words that announce a code ("Code:", "ギフト券番号："); data/words/labels.txt. */
#ifndef GCVI_LABEL_H
#define GCVI_LABEL_H

#include <stddef.h>
#include <stdint.h>

/* The first such word in the text, ASCII case ignored; its bytes, or 0. *at: where it starts. */
size_t gcvi_label_find(const uint8_t *text, size_t size, size_t *at);

#endif
