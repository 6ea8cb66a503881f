/* SPDX-License-Identifier: MIT */
/* --complete and --lint. */
#include "cli.h"

static int not_yet(const char *option)
{
	complain(_("%1$s is not available yet in this version"), option);
	return EXIT_TROUBLE;
}

int run_complete(text *to, const gcv_catalog *catalog, const options *how)
{
	(void)to;
	(void)catalog;
	(void)how;
	return not_yet("--complete");
}

int run_lint(text *to, const terminal *term, const gcv_catalog *catalog, const options *how)
{
	(void)to;
	(void)term;
	(void)catalog;
	(void)how;
	return not_yet("--lint");
}

