/* SPDX-License-Identifier: MIT */
/* Floor 5: cutting a line into atoms: runs of what codes are made of. */
#include "extract.h"
#include "text.h"

/* Letters, digits and kana of the widths people type; everything else ends an atom. */
static int is_code_point(uint32_t point)
{
	if (point < 128)
		return (point >= '0' && point <= '9') || (point >= 'A' && point <= 'Z') || (point >= 'a' && point <= 'z');
	return (point >= 0xFF10 && point <= 0xFF19) || (point >= 0xFF21 && point <= 0xFF3A) ||
	       (point >= 0xFF41 && point <= 0xFF5A) || (point >= 0x3041 && point <= 0x3096) ||
	       (point >= 0x30A1 && point <= 0x30F6) || (point >= 0xFF66 && point <= 0xFF9F && point != 0xFF70) ||
	       gcvi_digit_value(point) >= 0;
}

/* Half-width voiced marks belong to the kana before them. */
static int adds_symbol(uint32_t point)
{
	return point != 0xFF9E && point != 0xFF9F;
}

static void count_point(gcvi_atom *atom, uint32_t point)
{
	if (adds_symbol(point) && atom->symbols < UINT16_MAX)
		atom->symbols++;
	if (gcvi_digit_value(point) >= 0)
		atom->digits = 1;
	else
		atom->letters = 1;
	if (point >= 'a' && point <= 'z')
		atom->capital = 0;
}

/* What stands between two atoms, when groups of one code may be divided by it; 0 otherwise. */
static uint32_t joint_of(uint32_t joint, uint32_t point, size_t gap)
{
	if (!gcvi_is_separator(point) || point == '\n' || point == '\r' || gap >= 3)
		return 0;
	/* "A - B": the dash says more than the blanks around it. */
	return joint == 0 || joint == ' ' ? point : joint;
}

size_t gcvi_atoms(const uint8_t *text, size_t size, gcvi_atom *atoms, int *more)
{
	size_t at = 0, count = 0, gap = 0;
	uint32_t joint = 0;
	int inside = 0, broken = 1;

	*more = 0;
	while (at < size) {
		uint32_t point = 0;
		size_t bytes = gcvi_utf8_read(text + at, size - at, &point);

		if (bytes != 0 && is_code_point(point)) {
			if (!inside) {
				gcvi_atom fresh = { 0 };

				if (count == GCVI_ATOMS_MAX) {
					*more = 1;
					return count;
				}
				fresh.start = (uint32_t)at;
				fresh.capital = 1;
				fresh.joint = broken ? 0 : joint;
				atoms[count++] = fresh;
				inside = 1;
			}
			count_point(&atoms[count - 1], point);
			atoms[count - 1].end = (uint32_t)(at + bytes);
			broken = 0;
			joint = 0;
			gap = 0;
		} else {
			joint = bytes != 0 ? joint_of(joint, point, gap) : 0;
			broken |= joint == 0;
			inside = 0;
			gap++;
		}
		at += bytes != 0 ? bytes : 1;
	}
	return count;
}
