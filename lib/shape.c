/* SPDX-License-Identifier: MIT */
/* Floor 1: cross-script look-alikes. */
#include "shape.h"

#include "text.h"

#include "gen/shape_table.h"

#define COUNT (sizeof shapes / sizeof shapes[0])

static uint32_t find(uint32_t point)
{
	size_t low = 0, high = COUNT;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (shapes[middle].point < point)
			low = middle + 1;
		else
			high = middle;
	}
	return low < COUNT && shapes[low].point == point ? shapes[low].shape : 0;
}

/*
 * UTS #39 gives one prototype to a class. The ASCII members of the two classes with more than one of them, upper case
 * first, so that a capital is read as a capital.
 */
static size_t members(uint32_t prototype, int capital, uint32_t out[GCVI_SHAPE_MAX])
{
	if (prototype == 'l') {
		out[0] = capital ? 'I' : 'l';
		out[1] = capital ? 'l' : 'I';
		out[2] = '1';
		return 3;
	}
	out[0] = prototype;
	if (prototype == 'O' || prototype == 'o') {
		out[1] = '0';
		return 2;
	}
	return 1;
}

size_t gcvi_shape(uint32_t point, uint32_t out[GCVI_SHAPE_MAX])
{
	uint32_t prototype = point >= 128 && gcvi_digit_value(point) < 0 ? find(point) : 0;

	return prototype != 0 ? members(prototype, gcvi_lower(point) != point, out) : 0;
}
