/* SPDX-License-Identifier: MIT */
/* Floor 5: what codes of the formats look like from outside: how many symbols in which groups. */
#include "extract.h"
#include "weigh.h"

/* Shorter codes without a check are found only where the text announces them. */
#define SHORT_CODE 8

static int add_shape(gcvi_shape_of **shapes, size_t *count, size_t *capacity, const gcvi_shape_of *shape, gcvi_arena *arena)
{
	gcvi_shape_of *grown = gcvi_arena_grow(arena, *shapes, capacity, *count + 1, sizeof **shapes);

	if (grown == NULL)
		return GCV_E_MEMORY;
	*shapes = grown;
	grown[(*count)++] = *shape;
	return GCV_OK;
}

/* What gcvi_resolve takes for a symbol without a repair. */
static uint64_t may_use(const gcvi_alphabet *alphabet)
{
	uint64_t bits = GCVI_BIT_OTHER;
	uint32_t point;
	size_t i;

	for (i = 0; i < alphabet->count; i++)
		if (alphabet->points[i] > 'z')
			bits |= gcvi_bit_of(alphabet->points[i]);

	for (point = '0'; point <= 'z'; point++) {
		gcvi_mark mark = { .point = point, .first = point, .kind = GCVI_MARK_CHARACTER };
		gcvi_resolved resolved = gcvi_resolve(alphabet, &mark);

		if (gcvi_bit_of(point) != GCVI_BIT_OTHER && resolved.symbol != GCVI_NO_SYMBOL &&
		    (resolved.changes & GCVI_CHANGE_REPAIRS) == 0)
			bits |= gcvi_bit_of(point);
	}
	return bits;
}

/* Groups of a layout; an open run gets its bounds and no groups. 0 where the layout has more than fit. */
static int shape_of_layout(const struct gcv_format *format, const gcvi_layout *layout, gcvi_shape_of *shape)
{
	size_t i, group = 0;
	gcvi_shape_of fresh = { 0 };

	fresh.format = format;
	fresh.may_use = may_use(&format->alphabet);
	fresh.min = (uint16_t)layout->min;
	fresh.max = (uint16_t)layout->max;
	/* A check that a code may come without says nothing about one that came without. */
	fresh.dashes = gcvi_alphabet_find(&format->alphabet, '-') != GCVI_NO_SYMBOL;
	fresh.checked = format->scheme_count != 0 && !format->check_optional;
	fresh.loose = format->scheme_count == 0 && (layout->min < layout->max || layout->max < SHORT_CODE);
	fresh.loose |= !format->length_known || format->check_optional || layout->max < 5;
	for (i = 0; i < layout->item_count; i++) {
		const gcvi_item *item = &layout->items[i];

		if (item->kind != GCVI_ITEM_BREAK)
			fresh.groups[group] = (uint16_t)(fresh.groups[group] + item->max);
		else if (++group == GCVI_HIT_GROUPS)
			return 0;
	}
	fresh.group_count = layout->min < layout->max ? 0 : (uint8_t)(group + 1);
	*shape = fresh;
	return 1;
}

/* What a code of each length says for its format, before case and surroundings. */
static int add_evidence(gcvi_shape_of *shape, gcvi_arena *arena)
{
	size_t lengths = (size_t)(shape->max - shape->min) + 1, i;
	gcvi_scaled *evidence = gcvi_arena_alloc(arena, lengths, sizeof *evidence);
	int status = evidence != NULL ? GCV_OK : GCV_E_MEMORY;

	for (i = 0; i < lengths && status == GCV_OK; i++) {
		status = gcvi_weigh_code(shape->format, shape->min + i, &evidence[i], arena);
		evidence[i] = gcvi_scaled_times(evidence[i], shape->format->popularity);
	}
	shape->evidence = evidence;
	return status;
}

static int add_format(const struct gcv_format *format, gcvi_arena *arena, gcvi_shape_of **shapes, size_t *count, size_t *capacity)
{
	size_t i;
	int status = GCV_OK;

	for (i = 0; format->typed && i < format->layout_count && status == GCV_OK; i++) {
		gcvi_shape_of shape;

		if (shape_of_layout(format, &format->layouts[i], &shape))
			status = add_evidence(&shape, arena);
		else
			continue;
		if (status == GCV_OK)
			status = add_shape(shapes, count, capacity, &shape, arena);
	}
	return status;
}

static int add_formats(const struct gcv_format *const *formats, size_t count, gcvi_arena *arena, gcvi_shape_of **shapes,
                       size_t *shape_count)
{
	size_t i, capacity = 0;
	int status = GCV_OK;

	for (i = 0; i < count && status == GCV_OK; i++)
		status = add_format(formats[i], arena, shapes, shape_count, &capacity);
	return status;
}

/* Those of each length, so that a run of atoms meets no others. */
static int index_by_length(gcvi_shapes *shapes, gcvi_arena *arena)
{
	size_t length, i, total = 0;
	uint16_t *indexes;

	for (i = 0; i < shapes->count; i++)
		total += (size_t)(shapes->items[i].max - shapes->items[i].min) + 1;
	indexes = gcvi_arena_alloc(arena, total + 1, sizeof *indexes);
	if (indexes == NULL || shapes->count > UINT16_MAX)
		return GCV_E_MEMORY;
	for (length = 0, total = 0; length <= GCVI_CODE_MAX; length++) {
		shapes->first[length] = (uint32_t)total;
		for (i = 0; i < shapes->count; i++)
			if (length >= shapes->items[i].min && length <= shapes->items[i].max)
				indexes[total++] = (uint16_t)i;
	}
	shapes->first[length] = (uint32_t)total;
	shapes->of_length = indexes;
	return GCV_OK;
}

int gcvi_shapes_make(const gcv_catalog *catalog, const gcv_options *options, gcvi_arena *arena, gcvi_shapes *shapes)
{
	gcvi_shape_of *items = NULL;
	size_t i;
	int status;

	shapes->count = 0;
	if (options != NULL && options->formats != NULL)
		status = add_formats(options->formats, options->format_count, arena, &items, &shapes->count);
	else
		status = add_formats(catalog->formats.items, catalog->formats.count, arena, &items, &shapes->count);
	shapes->items = items;
	shapes->companions = 0;
	for (i = 0; i < shapes->count; i++)
		shapes->companions |= items[i].format->companion_count != 0;
	return status == GCV_OK ? index_by_length(shapes, arena) : status;
}

static int is_evenly_cut(const gcvi_atom *atoms, size_t count)
{
	size_t i;

	for (i = 1; i + 1 < count; i++)
		if (atoms[i].symbols != atoms[0].symbols)
			return 0;
	return atoms[0].symbols >= 3 && atoms[count - 1].symbols <= atoms[0].symbols;
}

static int is_joined(const gcvi_atom *atoms, size_t count, uint32_t joint)
{
	size_t i;

	for (i = 1; i < count; i++)
		if (atoms[i].joint != joint)
			return 0;
	return 1;
}

int gcvi_shape_fits(const gcvi_shape_of *shape, const gcvi_atom *atoms, size_t count, size_t symbols)
{
	size_t i;

	if (symbols < shape->min || symbols > shape->max)
		return 0;
	if (count > 1 && count == shape->group_count) {
		for (i = 0; i < count && atoms[i].symbols == shape->groups[i]; i++)
			continue;
		if (i == count)
			return 2;
	}
	if (count == 1)
		return shape->group_count == 1 ? 2 : 1;
	if (shape->dashes)
		return is_joined(atoms, count, '-');
	/* Cut in other places than printed: somebody's own fours, if the format is not printed in groups. */
	return shape->group_count <= 1 && is_evenly_cut(atoms, count);
}
