/* SPDX-License-Identifier: MIT */
/*
 * Everything that gcv_check says, with every bit of its numbers: the examples of all built-in formats and a few formats with
 * many states, spoilt in several ways, through every channel. build-aux/determinism compares what several compilers make of it.
 */
#include <gcvalidate.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char formats[] =
	"[dump-mod97]\ntitle = x\nclass X = A-Z 0-9\nclass C = 0-9\nlayout = X4-X4-X4-X2C2\ncheck = mod97\n"
	"[dump-rs2]\ntitle = x\nclass X = 0-9 A-H J K M N P-T V-Z\nlayout = X4-X4-X4\ncheck = rs2\n"
	"[dump-mod1271]\ntitle = x\nclass X = A-Z 0-9\nlayout = X4-X4-X4\ncheck = iso7064 1271-36\n"
	"[dump-two]\ntitle = x\nclass X = 0-9 A-F\nlayout = X4-X4\ncheck = luhn alphabet=0-9A-F\ncheck = count A-F 2..5\n";

static uint64_t state = 88172645463325252u;

static size_t below(size_t n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (size_t)((state >> 11) % n);
}

static void fail(const char *what)
{
	fprintf(stderr, "dump: %s\n", what);
	exit(1);
}

static void dump_report(const gcv_report *report)
{
	const gcv_reread *reread = gcv_report_reread(report);
	size_t i, k;

	printf("%s %a %d\n", gcv_verdict_name(gcv_report_verdict(report)), gcv_report_unlisted(report),
	       gcv_report_truncated(report));
	for (i = 0; i < gcv_report_match_count(report); i++)
		printf(" match %s %a\n", gcv_format_name(gcv_report_match(report, i)->format),
		       gcv_report_match(report, i)->probability);
	for (i = 0; i < gcv_report_finding_count(report); i++) {
		const gcv_finding *f = gcv_report_finding(report, i);

		printf(" finding %s %zu-%zu %a", gcv_kind_name(f->kind), f->start, f->end, f->probability);
		for (k = 0; k < f->alternative_count; k++)
			printf(" %s %a", f->alternatives[k].symbol, f->alternatives[k].probability);
		putchar('\n');
	}
	for (i = 0; i < gcv_report_suggestion_count(report); i++) {
		const gcv_suggestion *s = gcv_report_suggestion(report, i);

		printf(" suggestion %s %a", s->code, s->probability);
		for (k = 0; k < s->edit_count; k++)
			printf(" %s %zu-%zu %s", gcv_edit_name(s->edits[k].kind), s->edits[k].start, s->edits[k].end, s->edits[k].meant);
		putchar('\n');
	}
	for (k = 0; reread != NULL && k < reread->alternative_count; k++)
		printf(" reread %zu %s %a\n", reread->position, reread->alternatives[k].symbol, reread->alternatives[k].probability);
}

static void dump_check(const gcv_catalog *catalog, const gcv_format *format, const char *channel, const char *input)
{
	gcv_options options;
	gcv_report *report;

	gcv_options_init(&options, sizeof options);
	options.suggestions = 8;
	options.channel = gcv_channel_find(channel);
	if (format != NULL) {
		options.formats = &format;
		options.format_count = 1;
	}
	if (gcv_check(catalog, input, strlen(input), &options, &report) != GCV_OK)
		fail("gcv_check failed");
	printf("%s %s: ", format != NULL ? gcv_format_name(format) : "any", channel);
	dump_report(report);
	gcv_report_free(report);
}

/* ASCII only: exchanges, replaces, drops or doubles a byte, twice now and then. */
static void spoil(char *text, const char *alphabet)
{
	size_t size = strlen(text), k = below(size), times;

	for (times = 1 + below(2); times > 0 && size > 2; times--, size = strlen(text), k = below(size))
		switch (below(5)) {
		case 0:
			text[k] = alphabet[below(strlen(alphabet))];
			break;
		case 1:
			memmove(text + k, text + k + 1, size - k);
			break;
		case 2:
			memmove(text + k + 1, text + k, size - k + 1);
			break;
		case 3:
			text[k] = '?';
			break;
		default:
			if (k + 1 < size) {
				char kept = text[k];

				text[k] = text[k + 1];
				text[k + 1] = kept;
			}
			break;
		}
}

static void example_of(const gcv_format *format, char *out, size_t capacity)
{
	const char *example = gcv_format_value(format, "example", NULL, below(2));
	char symbols[GCV_SYMBOLS_SIZE];
	size_t length, size = 0;

	gcv_format_lengths(format, &length, NULL);
	if (example == NULL)
		example = gcv_format_value(format, "example", NULL, 0);
	if (example != NULL && strlen(example) + 4 < capacity) {
		memcpy(out, example, strlen(example) + 1);
		return;
	}
	while (example == NULL && length-- > 0 && size + 4 < capacity) {
		gcv_typing typing = GCV_TYPING_INIT;

		if (gcv_next(format, out, size, &typing, symbols, sizeof symbols) != GCV_OK || typing.symbol_count == 0)
			fail("no next symbol");
		out[size++] = symbols[below(typing.symbol_count)];
	}
	out[size] = '\0';
}

static void dump_format(const gcv_catalog *catalog, const gcv_format *format)
{
	char alphabet[GCV_SYMBOLS_SIZE], text[128];
	size_t i;

	gcv_format_alphabet(format, alphabet, sizeof alphabet);
	if (alphabet[0] == '\0' || (unsigned char)alphabet[0] >= 0x80)
		return;
	for (i = 0; i < gcv_channel_count(); i++) {
		example_of(format, text, sizeof text);
		if (text[0] == '\0')
			return;
		spoil(text, alphabet);
		dump_check(catalog, i == 0 ? NULL : format, gcv_channel_name(gcv_channel_at(i)), text);
	}
}

int main(void)
{
	gcv_text_error error = GCV_TEXT_ERROR_INIT;
	gcv_catalog *catalog;
	size_t i;

	if (gcv_catalog_new(&catalog, NULL, 0) != GCV_OK)
		fail("out of memory");
	if (gcv_catalog_load(catalog, formats, sizeof formats - 1, "dump", &error) != GCV_OK)
		fail(error.message);
	for (i = 0; i < gcv_catalog_count(catalog); i++)
		dump_format(catalog, gcv_catalog_at(catalog, i));
	gcv_catalog_free(catalog);
	return 0;
}
