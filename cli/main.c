/* SPDX-License-Identifier: MIT */
/* Floor 6: the command, for now its version only. */
#include <gcvalidate.h>

#include <stdio.h>

int main(void)
{
	return printf("gcvalidate %s\n", gcv_version()) < 0 ? 2 : 0;
}
