/* SPDX-License-Identifier: MIT */
/* --extract: codes in running text, one line of output a code. */
#include "cli.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct extraction {
	const options *how;
	const terminal *term;
	seen *codes;
	size_t found;
	int all_valid, trouble;
	int shifts;               /* the text shifts between ASCII and kanji: ISO-2022-JP (RFC 1468), back in ASCII at line ends */
} extraction;

static void put_number(text *to, uint64_t number)
{
	char digits[24];

	snprintf(digits, sizeof digits, "%" PRIu64, number);
	text_puts(to, digits);
}

static void json_companion(text *to, const gcv_hit *hit, int *first)
{
	int inner = 1;

	json_key(to, "companion", first);
	if (hit->companion_name == NULL) {
		text_puts(to, "null");
		return;
	}
	text_puts(to, "{");
	json_text(to, "name", hit->companion_name, &inner);
	json_number(to, "start", hit->companion_start, &inner);
	json_number(to, "end", hit->companion_end, &inner);
	json_key(to, "text", &inner);
	if (hit->companion != NULL)
		json_string(to, hit->companion, hit->companion_size);
	else
		text_puts(to, "null");
	text_puts(to, "}");
}

static void json_hit(text *to, const gcv_hit *hit, size_t duplicate_of)
{
	int first = 1;

	text_puts(to, "{");
	json_number(to, "line", hit->line, &first);
	json_number(to, "start", hit->start, &first);
	json_number(to, "end", hit->end, &first);
	json_text(to, "format", hit->format != NULL ? gcv_format_name(hit->format) : NULL, &first);
	json_text(to, "verdict", gcv_verdict_name(hit->verdict), &first);
	json_text(to, "code", hit->code, &first);
	json_key(to, "text", &first);
	if (hit->text != NULL)
		json_string(to, hit->text, hit->text_size);
	else
		text_puts(to, "null");
	json_key(to, "score", &first);
	json_probability(to, hit->score);
	json_key(to, "check_passed", &first);
	text_puts(to, hit->check_passed ? "true" : "false");
	json_key(to, "announced", &first);
	text_puts(to, hit->announced ? "true" : "false");
	json_companion(to, hit, &first);
	if (duplicate_of != 0)
		json_number(to, "duplicate_of", duplicate_of, &first);
	text_puts(to, "}\n");
}

/* "3: AB3D-E6GH7K-M9PR  fits  amazon", "5: 6012345678901234  fits  walmart  the PIN: 9876". */
static void show_hit(text *to, const gcv_hit *hit, size_t duplicate_of)
{
	put_number(to, hit->line);
	text_puts(to, ": ");
	if (hit->code != NULL)
		text_puts(to, hit->code);
	else if (hit->text != NULL)
		text_put(to, hit->text, hit->text_size);
	else
		text_puts(to, _("(hidden)"));
	text_puts(to, "  ");
	text_puts(to, hit->verdict == GCV_VALID      ? _("fits")
	              : hit->verdict == GCV_REPAIRED ? _("fits after a repair")
	                                             : _("not valid"));
	text_puts(to, "  ");
	text_puts(to, hit->format != NULL ? gcv_format_name(hit->format) : "-");
	if (hit->companion_name != NULL) {
		text_puts(to, "  ");
		text_puts(to, hit->companion_name);
		if (hit->companion != NULL) {
			text_puts(to, ": ");
			text_put(to, hit->companion, hit->companion_size);
		}
	}
	if (duplicate_of != 0) {
		text line = { 0 };

		text_number(&line, duplicate_of);
		text_puts(to, "  ");
		text_fill(to, _("(as in line %1$s)"), (const char *const *)&line.bytes, 1);
		text_free(&line);
	}
	text_puts(to, "\n");
}

static int take_hit(const gcv_hit *hit, void *context)
{
	extraction *now = context;
	text out = { 0 };
	size_t before = 0;
	int status = 0;

	if (now->codes != NULL && !now->how->mask && hit->code != NULL)
		before = seen_before(now->codes, hit->code, (size_t)hit->line);
	now->found++;
	now->all_valid &= hit->verdict == GCV_VALID;
	if (now->how->print) {
		if (hit->verdict == GCV_VALID && hit->code != NULL) {
			text_puts(&out, hit->code);
			text_puts(&out, "\n");
		}
	} else if (now->how->json) {
		json_hit(&out, hit, before);
	} else if (!now->how->quiet) {
		show_hit(&out, hit, before);
	}
	if (out.failed || (out.size != 0 && (now->how->json ? fwrite(out.bytes, 1, out.size, stdout) != out.size
	                                                    : encoding_write(out.bytes, out.size, 0) != 0))) {
		complain_errno(_("standard output"));
		now->trouble = 1;
		status = 1;
	}
	text_free(&out);
	return status;
}

static int feed(extraction *now, gcv_extractor *extractor, const char *bytes, size_t size)
{
	text utf8 = { 0 };
	int status;

	if (encoding_is_read_as_it_is() && !now->shifts)
		return gcv_extractor_feed(extractor, bytes, size, take_hit, now);
	if ((now->shifts ? encoding_read_from("ISO-2022-JP", bytes, size, &utf8) : encoding_read(bytes, size, &utf8)) != 0)
		return GCV_E_MEMORY;
	status = gcv_extractor_feed(extractor, utf8.bytes, utf8.size, take_hit, now);
	text_free(&utf8);
	return status;
}

/* Whole lines are converted, or what fits: no character is torn but in lines longer than that. */
static size_t whole_lines(const extraction *now, const char *bytes, size_t size, size_t most)
{
	size_t end = size;

	if ((encoding_is_read_as_it_is() && !now->shifts) || size == most)
		return size;
	while (end > 0 && bytes[end - 1] != '\n')
		end--;
	return end;
}

/* Encodings that no line of text can be found in without knowing them. */
static int is_utf16(const char *bytes, size_t size)
{
	return size >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0);
}

static int read_all(extraction *now, gcv_extractor *extractor, FILE *in, char *bytes, size_t most)
{
	size_t kept = 0, got, end;
	int status = GCV_OK, first = 1;

	while (status == GCV_OK && (got = fread(bytes + kept, 1, most - kept, in)) != 0) {
		kept += got;
		if (first && is_utf16(bytes, kept)) {
			complain(_("%1$s: this is UTF-16; convert it to UTF-8 first"), now->how->argument);
			now->trouble = 1;
			return 1;
		}
		first = 0;
		now->shifts = now->shifts || encoding_shifts(bytes, kept);
		end = whole_lines(now, bytes, kept, most);
		if (end != 0)
			status = feed(now, extractor, bytes, end);
		kept -= end;
		memmove(bytes, bytes + end, kept);
	}
	return status == GCV_OK && kept != 0 ? feed(now, extractor, bytes, kept) : status;
}

static int feed_all(extraction *now, gcv_extractor *extractor, FILE *in)
{
	static const size_t chunk = 65536;
	char *bytes = malloc(chunk);
	int status = bytes != NULL ? read_all(now, extractor, in, bytes, chunk) : GCV_E_MEMORY;

	if (status == GCV_OK && ferror(in)) {
		complain_errno(now->how->argument);
		now->trouble = 1;
		status = 1;
	}
	if (status == GCV_OK)
		status = gcv_extractor_finish(extractor, take_hit, now);
	if (bytes != NULL)
		wipe(bytes, chunk);
	free(bytes);
	return status;
}

static int extract(extraction *now, gcv_extractor *extractor)
{
	FILE *in = strcmp(now->how->argument, "-") == 0 ? stdin : fopen(now->how->argument, "rb");
	int status;

	if (in == NULL) {
		complain_errno(now->how->argument);
		return EXIT_TROUBLE;
	}
	status = feed_all(now, extractor, in);
	if (in != stdin)
		fclose(in);
	if (status < 0)
		complain("%1$s", gcv_strerror(status));
	if (status != GCV_OK || now->trouble)
		return EXIT_TROUBLE;
	if (now->found == 0 && !now->how->quiet && !now->how->json && !now->how->print)
		complain(_("%1$s: no code was found"), now->how->argument);
	return now->found != 0 && now->all_valid ? EXIT_VALID : EXIT_NOT_VALID;
}

int run_extract(const terminal *term, const gcv_catalog *catalog, const options *how)
{
	extraction now = { how, term, seen_new(), 0, 1, 0, 0 };
	const gcv_format **formats = NULL;
	gcv_extractor *extractor = NULL;
	gcv_options check;
	size_t i;
	int status;

	gcv_options_init(&check, sizeof check);
	check.flags = how->mask ? GCV_MASK : 0;
	if (how->formats.count != 0) {
		formats = calloc(how->formats.count, sizeof *formats);
		for (i = 0; formats != NULL && i < how->formats.count; i++)
			if ((formats[i] = find_format(catalog, how->formats.items[i])) == NULL) {
				free(formats);
				seen_free(now.codes);
				return EXIT_TROUBLE;
			}
		check.formats = formats;
		check.format_count = how->formats.count;
	}
	status = how->formats.count != 0 && formats == NULL ? GCV_E_MEMORY : gcv_extractor_new(&extractor, catalog, &check);
	if (status != GCV_OK) {
		complain("%1$s", gcv_strerror(status));
		status = EXIT_TROUBLE;
	} else {
		status = extract(&now, extractor);
	}
	gcv_extractor_free(extractor);
	seen_free(now.codes);
	free(formats);
	return status;
}
