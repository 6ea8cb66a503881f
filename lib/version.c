/* SPDX-License-Identifier: MIT */
/* The version of the library, as compiled in. */
#include <gcvalidate.h>

const char *gcv_version(void)
{
	return GCV_VERSION;
}
