/* SPDX-License-Identifier: MIT */
/* Floor 1: codes typed while the keyboard was set otherwise than the typist believed (data/keyboards/). */
#ifndef GCVI_KEYBOARD_H
#define GCVI_KEYBOARD_H

#include "alphabet.h"

/* Accidents are numbered 0 … GCVI_KEYBOARDS-1. */
#define GCVI_KEYBOARDS 11

/*
 * What the machine took the keys for: "azerty", "qwertz", "cyrillic", "kana"; "latin" (QWERTY, for codes in another script or
 * by someone used to another layout); "shift" (held on digits), "no-shift" (not held on the digits of AZERTY), "caps-lock".
 */
const char *gcvi_keyboard_name(size_t accident);
/* Which character the typist meant when this one came out; itself where nothing changes, 0: it cannot have come out. */
uint32_t gcvi_keyboard_undo(size_t accident, uint32_t typed);
/* Is it Shift, on a keyboard whose layout is the one meant? */
bool gcvi_keyboard_shifts(size_t accident);
/* Would any symbol of the alphabet come out as another character? */
bool gcvi_keyboard_concerns(size_t accident, const gcvi_alphabet *alphabet);

#endif
