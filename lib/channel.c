/* SPDX-License-Identifier: MIT */
/* Floor 2: the built-in channels, their evidence tables, and what can be asked of any channel. */
#include "channel_data.h"

#include "gen/channel_table.h"

#include <string.h>

#define BUILTIN_COUNT (sizeof builtin_channels / sizeof builtin_channels[0])

const struct gcv_channel *gcvi_channel_builtin(const char *name)
{
	size_t i;

	for (i = 0; name != NULL && i < BUILTIN_COUNT; i++)
		if (strcmp(builtin_channels[i].name, name) == 0)
			return &builtin_channels[i];
	return NULL;
}

const gcvi_priors *gcvi_channel_priors(const struct gcv_channel *channel)
{
	return &channel->priors;
}

/* ---------------------------------------------------------------------------------------------- evidence */

const gcvi_shape_row *gcvi_shape_rows(uint32_t printed, size_t *count)
{
	size_t low = 0, high = sizeof shape_rows / sizeof shape_rows[0], end;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (shape_rows[middle].printed < printed)
			low = middle + 1;
		else
			high = middle;
	}
	for (end = low; end < sizeof shape_rows / sizeof shape_rows[0] && shape_rows[end].printed == printed; end++)
		;
	*count = end - low;
	return &shape_rows[low];
}

const gcvi_key_row *gcvi_key_rows(gcvi_evidence keys, uint32_t printed, size_t *count)
{
	const gcvi_key_row *rows = key_tables[keys - GCVI_SHAPES_COUNT].rows;
	size_t low = 0, high = key_tables[keys - GCVI_SHAPES_COUNT].count, end;

	*count = high;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (rows[middle].printed < printed)
			low = middle + 1;
		else
			high = middle;
	}
	for (end = low; end < *count && rows[end].printed == printed; end++)
		;
	*count = end - low;
	return &rows[low];
}

/* ------------------------------------------------------------------------------------------------ public */

const gcv_channel *gcv_channel_find(const char *name)
{
	return gcvi_channel_builtin(name);
}

size_t gcv_channel_count(void)
{
	return BUILTIN_COUNT;
}

const gcv_channel *gcv_channel_at(size_t index)
{
	return index < BUILTIN_COUNT ? &builtin_channels[index] : NULL;
}

const char *gcv_channel_name(const gcv_channel *channel)
{
	return channel != NULL ? channel->name : NULL;
}

const char *gcv_channel_title(const gcv_channel *channel)
{
	return channel != NULL ? channel->title : NULL;
}
