/* SPDX-License-Identifier: MIT */
/* Floor 4: prefixes of codes, best first. */
#include "correct_queue.h"

#include <string.h>

/* Entries of the queue. */
#define QUEUE_ROOM 2048

uint64_t gcvi_score_key(double score)
{
	uint64_t bits;

	memcpy(&bits, &score, sizeof bits);
	return (bits + 0x800) >> 12;
}

int gcvi_code_order(const gcvi_form *a, const gcvi_symbol *code_a, size_t length_a,
                    const gcvi_form *b, const gcvi_symbol *code_b, size_t length_b)
{
	size_t k;

	for (k = 0; k < length_a && k < length_b; k++) {
		uint32_t x = a->alphabet->points[code_a[k]], y = b->alphabet->points[code_b[k]];

		if (x != y)
			return x < y ? -1 : 1;
	}
	return length_a < length_b ? -1 : length_a > length_b;
}

/* ------------------------------------------------------------------------------------------------ the queue */

size_t gcvi_queue_spell(const gcvi_queue *q, const gcvi_entry *e, gcvi_symbol *out)
{
	size_t depth = q->nodes[e->parent].depth, k = depth;
	uint32_t at = e->parent;

	out[depth] = e->symbol;
	for (; k > 0; at = q->nodes[at].parent)
		out[--k] = q->nodes[at].symbol;
	return depth + 1;
}

/* Best first; equals in code order, so that of equal codes the first in order comes out first. */
static int before(const gcvi_queue *q, const gcvi_entry *a, const gcvi_entry *b)
{
	uint64_t x = gcvi_score_key(a->score), y = gcvi_score_key(b->score);
	int order;

	if (x != y)
		return x > y;
	order = gcvi_code_order(gcvi_queue_source(q, a->parent)->trellis.lattice->form, q->scratch[0], gcvi_queue_spell(q, a, q->scratch[0]),
	                        gcvi_queue_source(q, b->parent)->trellis.lattice->form, q->scratch[1], gcvi_queue_spell(q, b, q->scratch[1]));
	return order != 0 ? order < 0 : q->nodes[a->parent].source < q->nodes[b->parent].source;
}

static void sift_down(gcvi_queue *q, size_t at, size_t count)
{
	gcvi_entry moved = q->entries[at];
	size_t child;

	for (; (child = 2 * at + 1) < count; at = child) {
		if (child + 1 < count && before(q, &q->entries[child + 1], &q->entries[child]))
			child++;
		if (!before(q, &q->entries[child], &moved))
			break;
		q->entries[at] = q->entries[child];
	}
	q->entries[at] = moved;
}

/* The worse half is forgotten: heap sort leaves the worst first, so the array is turned round. */
static void thin_out(gcvi_queue *q)
{
	size_t end, i;

	for (end = q->count; end > 1;) {
		gcvi_entry first = q->entries[0];

		q->entries[0] = q->entries[--end];
		q->entries[end] = first;
		sift_down(q, 0, end);
	}
	for (i = 0; i < q->count / 2; i++) {
		gcvi_entry swapped = q->entries[i];

		q->entries[i] = q->entries[q->count - 1 - i];
		q->entries[q->count - 1 - i] = swapped;
	}
	q->count /= 2;
	q->truncated = 1;
}

void gcvi_queue_push(gcvi_queue *q, double score, uint32_t parent, gcvi_symbol symbol)
{
	gcvi_entry added = { score, parent, symbol };
	size_t at;

	if (q->count == q->room)
		thin_out(q);
	for (at = q->count++; at > 0 && before(q, &added, &q->entries[(at - 1) / 2]); at = (at - 1) / 2)
		q->entries[at] = q->entries[(at - 1) / 2];
	q->entries[at] = added;
}

gcvi_entry gcvi_queue_pop(gcvi_queue *q)
{
	gcvi_entry first = q->entries[0];

	q->entries[0] = q->entries[--q->count];
	if (q->count > 0)
		sift_down(q, 0, q->count);
	return first;
}

int gcvi_queue_make(gcvi_queue *q, const gcvi_source *sources, size_t prefixes, size_t length, gcvi_arena *arena)
{
	q->sources = sources;
	q->node_room = prefixes;
	q->room = QUEUE_ROOM;
	q->nodes = gcvi_arena_alloc(arena, prefixes, sizeof *q->nodes);
	q->entries = gcvi_arena_alloc(arena, q->room, sizeof *q->entries);
	q->scratch[0] = gcvi_arena_alloc(arena, length + 1, sizeof *q->scratch[0]);
	q->scratch[1] = gcvi_arena_alloc(arena, length + 1, sizeof *q->scratch[1]);
	return q->nodes != NULL && q->entries != NULL && q->scratch[0] != NULL && q->scratch[1] != NULL ? GCV_OK : GCV_E_MEMORY;
}
