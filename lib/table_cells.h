/* SPDX-License-Identifier: MIT */
/* Inside table*.c: what a cell says besides a term or a state. */
#ifndef GCVI_TABLE_CELLS_H
#define GCVI_TABLE_CELLS_H

#include <stdint.h>

#define GCVI_CELL_NONE 0x8000u              /* of a row: the symbol may not stand there. A bit of its own: terms are smaller */
#define GCVI_CELL_DEAD 0xFFFFu              /* of a matrix */
#define GCVI_WIDE_NONE ((uint64_t)1 << 63)  /* of a wide term's high half */

#endif
