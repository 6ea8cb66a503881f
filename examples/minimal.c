/* SPDX-License-Identifier: MIT */
/* The smallest use: says what there is to say about one code. cc minimal.c $(pkg-config --cflags --libs libgcvalidate) */
#include <gcvalidate.h>
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
	gcv_catalog *catalog;
	gcv_report *report;
	int status;
	size_t i;

	if (argc != 2 || gcv_catalog_new(&catalog, NULL, 0) != GCV_OK)
		return 2;
	if (gcv_check(catalog, argv[1], strlen(argv[1]), NULL, &report) != GCV_OK) {
		gcv_catalog_free(catalog);
		return 2;
	}
	printf("%s\n", gcv_verdict_name(gcv_report_verdict(report)));
	for (i = 0; i < gcv_report_finding_count(report); i++)
		printf("%s\n", gcv_report_finding(report, i)->message);
	status = gcv_report_verdict(report) == GCV_VALID ? 0 : 1;
	gcv_report_free(report);
	gcv_catalog_free(catalog);
	return status;
}
