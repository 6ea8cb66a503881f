/* SPDX-License-Identifier: MIT */
/* --lint: what a format protects from. */
#include "cli.h"

int run_lint(text *to, const terminal *term, const gcv_catalog *catalog, const options *how)
{
	(void)to;
	(void)term;
	(void)catalog;
	(void)how;
	complain(_("%1$s is not available yet in this version"), "--lint");
	return EXIT_TROUBLE;
}
