/* SPDX-License-Identifier: MIT */
/* Floor 5: cutting a line into atoms: runs of what codes are made of. */
#include "alternative.h"
#include "extract.h"
#include "text.h"

/* Letters, digits and kana of the widths people type; everything else ends an atom. */
static int is_code_point(uint32_t point)
{
	if (point < 128)
		return (point >= '0' && point <= '9') || (point >= 'A' && point <= 'Z') || (point >= 'a' && point <= 'z');
	if (point >= 0x30F7 && point < 0xA600)
		return 0;   /* most of what Japanese and Chinese text is made of */
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
	if (atom->symbols == UINT16_MAX)
		return;   /* far longer than any code */
	atom->symbols = (uint16_t)(atom->symbols + adds_symbol(point));
	atom->used |= gcvi_bit_of(point);
	if (point < 128 ? point <= '9' : gcvi_digit_value(point) >= 0) {
		atom->digits = 1;
		return;
	}
	atom->letters = 1;
	if (point < 128 && point >= 'a')
		atom->smalls++;
	else if (point < 128)
		atom->capitals++;
}

/* Groups of a code are divided by one dash, low line, dot or blank, or by a dash with blanks around it; not by commas. */
static int divides_groups(uint32_t point)
{
	static const uint32_t others[] = { ',', ':', ';', '/', '|', '\\', '\n', '\r', 0x3001, 0x3002, 0xFF0C, 0xFF0F, 0xFF1A, 0xFF1B, 0xFF5C, 0xFF64, 0xFF61 };
	size_t i;

	if (point == ' ' || point == '-')
		return 1;
	for (i = 0; i < sizeof others / sizeof others[0]; i++)
		if (point == others[i])
			return 0;
	return gcvi_is_separator(point);
}

static int is_blank(uint32_t point)
{
	return point == ' ' || point == 0xA0 || point == 0x3000 || point == '\t';
}

/* Soft hyphens, zero width marks: as if they were not there. */
static int is_ignored(uint32_t point)
{
	return point >= 128 && !(point >= 0x3000 && point < 0xA000) && gcvi_is_invisible(point);
}

/* What stands between two atoms, when groups of one code may be divided by it; 0 otherwise. */
static uint32_t joint_of(uint32_t joint, uint32_t point, size_t gap)
{
	if (!divides_groups(point) || gap >= 3)
		return 0;
	if (gap == 0)
		return point;
	/* "A - B": the dash says more than the blanks around it; ". " ends a sentence. */
	if (is_blank(joint) && point != '.' && !is_blank(point))
		return point;
	return is_blank(point) && joint != '.' && joint != 0 ? joint : 0;
}

/*
 * "=2D", "&ndash;", "&#45;": a separator that a mail program or a web page has encoded. Not behind a small letter: "code=2D…"
 * is a label and a code. Bytes taken, 0 for none.
 */
static size_t encoded_separator(const uint8_t *text, size_t size, size_t at, uint32_t *point)
{
	size_t taken;

	if ((text[at] != '=' && text[at] != '&') || at == 0 || (text[at - 1] >= 'a' && text[at - 1] <= 'z'))
		return 0;
	taken = gcvi_decode_point(text + at, size - at, point);
	return taken != 0 && divides_groups(*point) ? taken : 0;
}

/* The character at a place and its bytes, encodings of separators undone, soft breaks as soft hyphens; 0: malformed. */
static size_t read_point(const uint8_t *text, size_t size, size_t at, uint32_t *point)
{
	size_t taken = encoded_separator(text, size, at, point);

	if (taken != 0)
		return taken;
	if (text[at] == '=' && (taken = gcvi_soft_break(text + at, size - at)) != 0) {
		*point = 0xAD;
		return taken;
	}
	*point = text[at];
	return *point < 128 ? 1 : gcvi_utf8_read(text + at, size - at, point);
}

size_t gcvi_atoms(const uint8_t *text, size_t size, gcvi_atom *atoms, int *more)
{
	size_t at = 0, count = 0, gap = 0;
	uint32_t joint = 0;
	int inside = 0, broken = 1;

	*more = 0;
	while (at < size) {
		uint32_t point = 0;
		size_t bytes = read_point(text, size, at, &point);

		if (bytes != 0 && is_code_point(point)) {
			if (!inside) {
				gcvi_atom fresh = { 0 };

				if (count == GCVI_ATOMS_MAX) {
					*more = 1;
					return count;
				}
				fresh.start = (uint32_t)at;
				fresh.joint = broken ? 0 : joint;
				atoms[count++] = fresh;
				inside = 1;
			}
			count_point(&atoms[count - 1], point);
			atoms[count - 1].end = (uint32_t)(at + bytes);
			broken = 0;
			joint = 0;
			gap = 0;
		} else if (bytes == 0 || !is_ignored(point)) {
			joint = bytes != 0 && !broken ? joint_of(joint, point, gap) : 0;
			broken |= joint == 0;
			inside = 0;
			gap++;
		}
		at += bytes != 0 ? bytes : 1;
	}
	return count;
}
