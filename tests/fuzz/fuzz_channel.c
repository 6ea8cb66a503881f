/* SPDX-License-Identifier: MIT */
/*
 * gcv_channel_load and gcv_channel_learn on any bytes. Held: a refusal says what was expected; a channel, written and
 * loaded again, is written the same; it can be used.
 */
#include "fuzz.h"

static gcv_catalog *catalog;

static char *written(const gcv_channel *channel)
{
	size_t needed = 0;
	char *out;

	REQUIRE(gcv_channel_write(channel, NULL, 0, &needed) == GCV_E_RANGE);
	out = malloc(needed + 1);
	REQUIRE(out != NULL);
	REQUIRE(gcv_channel_write(channel, out, needed + 1, NULL) == GCV_OK);
	REQUIRE(strlen(out) == needed);
	return out;
}

static void use(const gcv_channel *channel)
{
	const gcv_format *format = gcv_catalog_find(catalog, "couponcode");
	gcv_options options;
	gcv_report *report;

	gcv_options_init(&options, sizeof options);
	options.formats = &format;
	options.format_count = 1;
	options.channel = channel;
	REQUIRE(gcv_check(catalog, "lK7Q-CTFN-LMTC", 14, &options, &report) == GCV_OK);
	REQUIRE(gcv_report_unlisted(report) >= 0 && gcv_report_unlisted(report) <= 1);
	gcv_report_free(report);
}

static void inspect(gcv_channel *channel)
{
	gcv_channel *again;
	char *text = written(channel), *second;

	REQUIRE(gcv_channel_load(&again, text, strlen(text), NULL, NULL) == GCV_OK);
	second = written(again);
	REQUIRE(strcmp(text, second) == 0);
	use(channel);
	free(text);
	free(second);
	gcv_channel_free(again);
	gcv_channel_free(channel);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	gcv_text_error error = GCV_TEXT_ERROR_INIT;
	gcv_channel *channel;
	char *text = copy_of(data, size);

	if (catalog == NULL)
		REQUIRE(gcv_catalog_new(&catalog, NULL, 0) == GCV_OK);
	if (gcv_channel_load(&channel, text, size, NULL, &error) == GCV_OK)
		inspect(channel);
	else
		REQUIRE(error.message[0] != '\0');
	if (gcv_channel_learn(&channel, text, size, NULL, NULL, NULL, &error) == GCV_OK)
		inspect(channel);
	free(text);
	return 0;
}
