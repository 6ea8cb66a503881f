/* SPDX-License-Identifier: MIT */
/* Floor 1: a key looked up in one layout and pressed in another. */
#include "keyboard.h"

#include "text.h"

#include "gen/keyboard_table.h"

/*
 * machine: the layout that was set; meant: the one the typist had in mind. other: the same layout, with the wrong state of
 * Shift. QWERTZ has the letters and digits of QWERTY but for Y and Z, so it is its own inverse and stands once.
 */
static const struct {
	const char *name;
	int machine, meant, other;
} accidents[] = {
	{ "azerty", LAYOUT_azerty, LAYOUT_us, 0 },
	{ "latin", LAYOUT_us, LAYOUT_azerty, 0 },
	{ "qwertz", LAYOUT_qwertz, LAYOUT_us, 0 },
	{ "cyrillic", LAYOUT_cyrillic, LAYOUT_us, 0 },
	{ "latin", LAYOUT_us, LAYOUT_cyrillic, 0 },
	{ "kana", LAYOUT_kana, LAYOUT_jis, 0 },
	{ "latin", LAYOUT_jis, LAYOUT_kana, 0 },
	{ "shift", LAYOUT_us, LAYOUT_us, 1 },
	{ "shift", LAYOUT_jis, LAYOUT_jis, 1 },
	{ "no-shift", LAYOUT_azerty, LAYOUT_azerty, 1 },
};
#define TABLED (sizeof accidents / sizeof accidents[0])
#define CAPS_LOCK TABLED

const char *gcvi_keyboard_name(size_t accident)
{
	return accident < TABLED ? accidents[accident].name : "caps-lock";
}

static uint32_t other_case(uint32_t point)
{
	return gcvi_upper(point) != point ? gcvi_upper(point) : gcvi_lower(point);
}

/* Where a character comes out; false: nowhere. */
static bool find(int layout, uint32_t point, size_t *key, int *shift)
{
	for (*key = 0; *key < KEYS; ++*key)
		for (*shift = 0; *shift < 2; ++*shift)
			if (layouts[layout][*key][*shift] == point)
				return true;
	return false;
}

uint32_t gcvi_keyboard_undo(size_t accident, uint32_t typed)
{
	const uint16_t *keys;
	uint32_t meant;
	size_t key;
	int shift;

	if (accident >= CAPS_LOCK)
		return other_case(typed);
	if (typed == 0 || !find(accidents[accident].machine, gcvi_hiragana(typed), &key, &shift))
		return 0;
	keys = layouts[accidents[accident].meant][key];
	/* A letter is the same with Shift and without. */
	if (accidents[accident].other && keys[1] != keys[0] && keys[1] == gcvi_upper(keys[0]))
		return typed;
	meant = keys[accidents[accident].other ? 1 - shift : shift];
	/* Kana keys are shifted for small kana only; Shift held for capitals changes nothing there. */
	return meant != 0 ? meant : keys[0] != 0 ? keys[0] : typed;
}

bool gcvi_keyboard_shifts(size_t accident)
{
	return accident < TABLED && accidents[accident].other;
}

bool gcvi_keyboard_concerns(size_t accident, const gcvi_alphabet *alphabet)
{
	size_t key;
	int shift;

	if (accident >= CAPS_LOCK) {
		for (key = 0; key < alphabet->count; key++)
			if (other_case(alphabet->points[key]) != alphabet->points[key])
				return alphabet->case_rule == GCVI_CASE_SENSITIVE;
		return false;
	}
	for (key = 0; key < KEYS; key++)
		for (shift = 0; shift < 2; shift++) {
			uint32_t typed = layouts[accidents[accident].machine][key][shift], meant;

			meant = typed != 0 ? gcvi_keyboard_undo(accident, typed) : 0;
			if (meant != typed && (gcvi_alphabet_find(alphabet, meant) != GCVI_NO_SYMBOL ||
			                       gcvi_alphabet_find(alphabet, gcvi_upper(meant)) != GCVI_NO_SYMBOL))
				return true;
		}
	return false;
}
