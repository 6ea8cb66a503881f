/* SPDX-License-Identifier: MIT */
/* Small formats for every check scheme, and for everything unusual in an alphabet or a layout. */
#ifndef TESTS_SCHEMES_H
#define TESTS_SCHEMES_H

#include <gcvalidate.h>

/* A catalog of them alone; aborts when it cannot be made. */
gcv_catalog *scheme_catalog(void);

#endif
