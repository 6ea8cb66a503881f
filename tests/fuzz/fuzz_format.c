/* SPDX-License-Identifier: MIT */
/*
 * gcv_catalog_load on any bytes. Held: a refusal says where and what was expected; what was taken can be asked for
 * everything, its examples are valid, and codes can be checked, completed and suggested against it within the bounds.
 */
#include "fuzz.h"

static void ask(const gcv_catalog *catalog, const gcv_format *format)
{
	static const char *const typed[] = { "1K7Q-CTFM-LMTC", "A1B2?3D4E5F6G7", "\xE3\x81\x95\xE3\x81\x8F", "" };
	char symbols[GCV_SYMBOLS_SIZE], out[4096];
	gcv_options options;
	size_t n, needed;

	gcv_format_alphabet(format, symbols, sizeof symbols);
	gcv_options_init(&options, sizeof options);
	options.formats = &format;
	options.format_count = 1;
	options.steps = 2000;
	for (n = 0; n < sizeof typed / sizeof *typed; n++) {
		gcv_typing typing = GCV_TYPING_INIT;
		gcv_report *report;

		REQUIRE(gcv_check(catalog, typed[n], strlen(typed[n]), &options, &report) == GCV_OK);
		REQUIRE((gcv_report_verdict(report) == GCV_VALID) == (gcv_verify(format, typed[n], strlen(typed[n])) == 1));
		gcv_report_free(report);
		REQUIRE(gcv_next(format, typed[n], strlen(typed[n]), &typing, symbols, sizeof symbols) == GCV_OK);
		(void)!gcv_complete(format, typed[n], strlen(typed[n]), out, sizeof out, &needed);
	}
	for (n = 0; gcv_format_value(format, "example", NULL, n) != NULL; n++) {
		const char *example = gcv_format_value(format, "example", NULL, n);

		REQUIRE(gcv_verify(format, example, strlen(example)) == 1);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	gcv_text_error error = GCV_TEXT_ERROR_INIT;
	gcv_catalog *catalog;
	char *text = copy_of(data, size);
	size_t i;

	REQUIRE(gcv_catalog_new(&catalog, NULL, GCV_CATALOG_EMPTY) == GCV_OK);
	if (gcv_catalog_load(catalog, text, size, "fuzz", &error) != GCV_OK) {
		REQUIRE(error.message[0] != '\0');
		REQUIRE(gcv_catalog_count(catalog) == 0);
	}
	for (i = 0; i < gcv_catalog_count(catalog) && i < 4; i++)
		ask(catalog, gcv_catalog_at(catalog, i));
	gcv_catalog_free(catalog);
	free(text);
	return 0;
}
