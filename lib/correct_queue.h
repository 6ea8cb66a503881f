/* SPDX-License-Identifier: MIT */
/* Floor 4, inside correct: the tree of prefixes that were looked at, and the queue of those that may be next. */
#ifndef GCVI_CORRECT_QUEUE_H
#define GCVI_CORRECT_QUEUE_H

#include "correct_search.h"

#define GCVI_ROOT UINT32_MAX

typedef struct gcvi_node {
	uint32_t parent;          /* GCVI_ROOT */
	uint16_t state, depth, source;
	gcvi_symbol symbol;       /* the last of the prefix */
} gcvi_node;

/* A prefix that is known by its priority only: node `parent` and one symbol more. */
typedef struct gcvi_entry {
	double score;
	uint32_t parent;
	gcvi_symbol symbol;
} gcvi_entry;

typedef struct gcvi_queue {
	const gcvi_source *sources;
	gcvi_node *nodes;
	size_t node_count, node_room;
	gcvi_entry *entries;      /* a heap, best first; equals in code order */
	size_t count, room;
	gcvi_symbol *scratch[2];  /* room for the longest code and one more */
	int truncated;            /* entries were thrown away */
} gcvi_queue;

/* Room for that many prefixes, of at most `length` symbols. GCV_OK or GCV_E_MEMORY. */
int gcvi_queue_make(gcvi_queue *queue, const gcvi_source *sources, size_t prefixes, size_t length, gcvi_arena *arena);
/* When there is no room left, the worse half goes. */
void gcvi_queue_push(gcvi_queue *queue, double score, uint32_t parent, gcvi_symbol symbol);
/* The best; there is one. */
gcvi_entry gcvi_queue_pop(gcvi_queue *queue);
/* The prefix an entry stands for; its length. */
size_t gcvi_queue_spell(const gcvi_queue *queue, const gcvi_entry *entry, gcvi_symbol *out);

static inline const gcvi_source *gcvi_queue_source(const gcvi_queue *queue, uint32_t node)
{
	return &queue->sources[queue->nodes[node].source];
}

#endif
