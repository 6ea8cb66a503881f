/* SPDX-License-Identifier: MIT */
/*
 * Floor 2: the text form of a channel, gcvalidate-channel(5): header lines and pairs, fields separated by tabs. Also
 * compiled into the generator of the built-in channels, so it uses nothing but memory.c, decimal.c and UTF-8.
 */
#include "channel_data.h"
#include "decimal.h"
#include "i18n.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIELDS_MAX 8

#define PRIOR(field, initial) { "prior", #field, 0, GCVI_PRIOR_MAX, initial, offsetof(struct gcv_channel, priors.field) }

/* Where a file is silent, clean print is assumed: data/channels/printed.tsv has the sources. */
const gcvi_channel_key gcvi_channel_keys[] = {
	PRIOR(substitution, 0.003),
	PRIOR(omission, 0.00014),
	PRIOR(insertion, 0.000016),
	PRIOR(doubling, 0.00007),
	PRIOR(transposition, 0.0003),
	PRIOR(jump, 0.00004),
	PRIOR(twin, 0.0002),
	PRIOR(separator_lost, 0.02),
	PRIOR(separator_extra, 0.001),
	PRIOR(groups, 0.0002),
	PRIOR(layout, 0.001),
	{ "scale", "end", 0, 1000, 2, offsetof(struct gcv_channel, priors.end) },
	{ "share", "similar", 0, 1, 0.80, offsetof(struct gcv_channel, similar) },
	{ "share", "neighbour", 0, 1, 0.10, offsetof(struct gcv_channel, neighbour) },
	{ "scale", "outside", 0, 1, 0.3, offsetof(struct gcv_channel, outside) },
	{ "scale", "reference", 0, GCVI_WEIGHT_MAX, 0, offsetof(struct gcv_channel, reference) },
};
const size_t gcvi_channel_key_count = sizeof gcvi_channel_keys / sizeof gcvi_channel_keys[0];

const char *const gcvi_evidence_names[GCVI_EVIDENCE_COUNT][2] = {
	{ "lookalikes", "clean" }, { "lookalikes", "scratched" }, { "lookalikes", "residue" },
	{ "keyboard", "qwerty" }, { "keyboard", "kana" }, { "keyboard", "pad" }, { "keyboard", "flick" },
};

typedef struct field {
	const char *text;
	size_t size;
} field;

typedef struct parser {
	struct gcv_channel *channel;
	gcvi_arena *arena;
	gcv_text_error *error;
	size_t line;
	const char *line_start;
	field fields[FIELDS_MAX];
	size_t field_count;
	gcvi_pair *pairs;
	size_t *lines;              /* where each pair stands */
	size_t pair_count, pair_capacity, line_capacity;
	size_t share_line;
	unsigned char key_seen[32], evidence_seen[GCVI_EVIDENCE_COUNT];
} parser;

/* ---------------------------------------------------------------------------------------------- errors */

static size_t column_of(const parser *p, const char *at)
{
	size_t column = 1;
	const char *c;

	for (c = p->line_start; c < at; c++)
		if (((unsigned char)*c & 0xC0) != 0x80)
			column++;
	return column;
}

/* what: expected, marked by N_; found: quoted, shortened; NULL: nothing was there. */
static int refuse(parser *p, int status, const char *at, const char *what, const field *found)
{
	gcv_text_error *error = p->error;
	char quoted[64] = "";

	if (error == NULL || error->size < sizeof *error)
		return status;
	if (found != NULL) {
		size_t size = found->size < sizeof quoted - 1 ? found->size : sizeof quoted - 1;

		while (size > 0 && size < found->size && ((unsigned char)found->text[size] & 0xC0) == 0x80)
			size--;
		memcpy(quoted, found->text, size);
		quoted[size] = '\0';
	}
	error->line = p->line;
	error->column = at != NULL ? column_of(p, at) : 0;
	if (found != NULL)
		(void)snprintf(error->message, sizeof error->message, /* xgettext:c-format */ _("%s, found '%s'"), _(what), quoted);
	else
		(void)snprintf(error->message, sizeof error->message, "%s", _(what));
	return status;
}

static int refuse_field(parser *p, size_t index, const char *what)
{
	const field *f;

	if (index < p->field_count) {
		f = &p->fields[index];
		return refuse(p, GCV_E_SYNTAX, f->text, what, f);
	}
	f = &p->fields[p->field_count - 1];
	return refuse(p, GCV_E_SYNTAX, f->text + f->size, what, NULL);
}

/* ---------------------------------------------------------------------------------------------- fields */

static int is(const field *f, const char *word)
{
	return f->size == strlen(word) && memcmp(f->text, word, f->size) == 0;
}

/* Runs of tabs separate; spaces around a field do not belong to it. */
static void split(parser *p, const char *line, size_t size)
{
	const char *end = line + size;

	p->field_count = 0;
	while (line < end) {
		const char *stop = memchr(line, '\t', (size_t)(end - line));
		field f;

		if (stop == NULL)
			stop = end;
		f.text = line;
		f.size = (size_t)(stop - line);
		while (f.size > 0 && *f.text == ' ') {
			f.text++;
			f.size--;
		}
		while (f.size > 0 && f.text[f.size - 1] == ' ')
			f.size--;
		if (f.size > 0 && p->field_count < FIELDS_MAX)
			p->fields[p->field_count++] = f;
		line = stop < end ? stop + 1 : end;
	}
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return -1;
}

/* One character, or U+ and its number. */
static int read_symbol(const field *f, uint32_t *point)
{
	uint32_t value = 0;
	size_t i;

	if (gcvi_utf8_read((const uint8_t *)f->text, f->size, point) == f->size)
		return 1;
	if (f->size < 6 || f->size > 8 || f->text[0] != 'U' || f->text[1] != '+')
		return 0;
	for (i = 2; i < f->size; i++) {
		if (hex_value(f->text[i]) < 0)
			return 0;
		value = value * 16 + (uint32_t)hex_value(f->text[i]);
	}
	if (value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
		return 0;
	*point = value;
	return 1;
}

static int read_number(parser *p, size_t index, double low, double high, const char *what, double *value)
{
	double number;

	if (index >= p->field_count || !gcvi_decimal_read(p->fields[index].text, p->fields[index].size, &number) ||
	    number < low || number > high)
		return refuse_field(p, index, what);
	*value = number;
	return GCV_OK;
}

/* What may follow the number: a grade and a source, both for people only. */
static int check_grade(parser *p, size_t index)
{
	if (index < p->field_count && (p->fields[index].size != 1 || strchr("ABCD", p->fields[index].text[0]) == NULL))
		return refuse_field(p, index, N_("expected a grade (A, B, C or D)"));
	if (p->field_count > index + 2)
		return refuse_field(p, index + 2, N_("expected the end of the line after the source"));
	return GCV_OK;
}

/* ------------------------------------------------------------------------------------------------ lines */

static int take_text(parser *p, const char **out, const char *what, size_t most)
{
	char *copy;

	if (p->field_count != 2 || p->fields[1].size > most)
		return refuse_field(p, p->field_count > 2 ? 2 : 1, what);
	copy = gcvi_arena_text(p->arena, p->fields[1].text, p->fields[1].size);
	if (copy == NULL)
		return GCV_E_MEMORY;
	*out = copy;
	return GCV_OK;
}

static int take_name(parser *p)
{
	const char *what = N_("expected one name of 1 to 31 small letters, digits and '-'");
	int status;

	if (p->channel->name[0] != '\0')
		return refuse(p, GCV_E_DUPLICATE, p->fields[0].text, N_("a channel has one name"), NULL);
	status = take_text(p, &p->channel->name, what, GCVI_CHANNEL_NAME_MAX);
	if (status == GCV_OK && !gcvi_channel_name_valid(p->channel->name))
		return refuse_field(p, 1, what);
	return status;
}

static int take_key(parser *p)
{
	const char *what;
	size_t k;
	double value = 0;
	int status;

	for (k = 0; k < gcvi_channel_key_count; k++)
		if (is(&p->fields[0], gcvi_channel_keys[k].word) && p->field_count > 1 &&
		    is(&p->fields[1], gcvi_channel_keys[k].name))
			break;
	if (k == gcvi_channel_key_count)
		return refuse_field(p, 1, is(&p->fields[0], "prior") ? N_("expected substitution, omission, insertion, doubling, "
			"transposition, jump, twin, separator_lost, separator_extra, groups or layout")
			: is(&p->fields[0], "share") ? N_("expected similar or neighbour") : N_("expected outside, reference or end"));
	if (p->key_seen[k]++)
		return refuse(p, GCV_E_DUPLICATE, p->fields[1].text, N_("this has been said before"), NULL);
	what = gcvi_channel_keys[k].high > 1 ? N_("expected a number from 0 to 1000")
	       : gcvi_channel_keys[k].high == 1 ? N_("expected a number from 0 to 1") : N_("expected a number from 0 to 0.5");
	status = read_number(p, 2, gcvi_channel_keys[k].low, gcvi_channel_keys[k].high, what, &value);
	if (status != GCV_OK)
		return status;
	memcpy((char *)p->channel + gcvi_channel_keys[k].offset, &value, sizeof value);
	if (is(&p->fields[0], "share"))
		p->share_line = p->line;
	return check_grade(p, 3);
}

static int take_include(parser *p)
{
	size_t k;
	int status;

	for (k = 0; k < GCVI_EVIDENCE_COUNT; k++)
		if (p->field_count > 2 && is(&p->fields[1], gcvi_evidence_names[k][0]) &&
		    is(&p->fields[2], gcvi_evidence_names[k][1]))
			break;
	if (k == GCVI_EVIDENCE_COUNT)
		return refuse_field(p, p->field_count > 2 ? 2 : 1, N_("expected lookalikes clean, scratched or residue, "
		                    "or keyboard qwerty, kana, pad or flick"));
	if (p->evidence_seen[k]++)
		return refuse(p, GCV_E_DUPLICATE, p->fields[1].text, N_("this has been said before"), NULL);
	status = read_number(p, 3, 0, GCVI_WEIGHT_MAX, N_("expected a factor from 0 to 1000"), &p->channel->include[k]);
	return status != GCV_OK ? status : check_grade(p, 4);
}

static int take_pair(parser *p)
{
	gcvi_pair pair;
	int status;

	if (!read_symbol(&p->fields[0], &pair.printed))
		return refuse_field(p, 0, N_("expected a character, U+ and its number, or one of channel, title, prior, "
		                          "share, scale, include"));
	if (p->field_count < 2 || !read_symbol(&p->fields[1], &pair.typed))
		return refuse_field(p, 1, N_("expected a tab and the typed character"));
	if (pair.printed == pair.typed)
		return refuse_field(p, 1, N_("a pair is of two different characters"));
	status = read_number(p, 2, 0, GCVI_WEIGHT_MAX, N_("expected a weight from 0 to 1000"), &pair.weight);
	if (status == GCV_OK)
		status = check_grade(p, 3);
	if (status != GCV_OK)
		return status;
	if (p->pair_count == GCVI_PAIRS_MAX)
		return refuse(p, GCV_E_RANGE, p->fields[0].text, N_("more than 65536 pairs"), NULL);
	p->pairs = gcvi_arena_grow(p->arena, p->pairs, &p->pair_capacity, p->pair_count + 1, sizeof *p->pairs);
	p->lines = gcvi_arena_grow(p->arena, p->lines, &p->line_capacity, p->pair_count + 1, sizeof *p->lines);
	if (p->pairs == NULL || p->lines == NULL)
		return GCV_E_MEMORY;
	p->lines[p->pair_count] = p->line;
	p->pairs[p->pair_count++] = pair;
	return GCV_OK;
}

static int take_line(parser *p, const char *line, size_t size)
{
	p->line_start = line;
	if (size > 0 && line[size - 1] == '\r')
		size--;
	split(p, line, size);
	if (p->field_count == 0 || p->fields[0].text[0] == '#')
		return GCV_OK;
	if (is(&p->fields[0], "channel"))
		return take_name(p);
	if (is(&p->fields[0], "title"))
		return take_text(p, &p->channel->title, N_("expected one tab and one line of text"), 200);
	if (is(&p->fields[0], "include"))
		return take_include(p);
	if (is(&p->fields[0], "prior") || is(&p->fields[0], "share") || is(&p->fields[0], "scale"))
		return take_key(p);
	return take_pair(p);
}

/* ------------------------------------------------------------------------------------------------ whole */

int gcvi_pair_order(const void *a, const void *b)
{
	const gcvi_pair *x = a, *y = b;

	if (x->printed != y->printed)
		return x->printed < y->printed ? -1 : 1;
	return (x->typed > y->typed) - (x->typed < y->typed);
}

/* Every byte valid UTF-8 and no control characters but tab and line ends. */
int gcvi_channel_check_bytes(const char *text, size_t size, gcv_text_error *error)
{
	parser p;
	size_t at = 0;

	memset(&p, 0, sizeof p);
	p.error = error;
	p.line_start = text;
	for (p.line = 1; at < size;) {
		uint32_t point = 0;
		size_t bytes = gcvi_utf8_read((const uint8_t *)text + at, size - at, &point);

		if (bytes == 0)
			return refuse(&p, GCV_E_ENCODING, text + at, N_("these bytes are not UTF-8"), NULL);
		if (point == 0x7F || (point < 0x20 && point != '\t' && point != '\n' && point != '\r'))
			return refuse(&p, GCV_E_SYNTAX, text + at, N_("a control character does not belong here"), NULL);
		at += bytes;
		if (point == '\n') {
			p.line++;
			p.line_start = text + at;
		}
	}
	return GCV_OK;
}

bool gcvi_channel_name_valid(const char *name)
{
	size_t i;

	for (i = 0; name[i] != '\0'; i++)
		if (i == GCVI_CHANNEL_NAME_MAX || !((name[i] >= 'a' && name[i] <= 'z') || (name[i] >= '0' && name[i] <= '9') ||
		                                    name[i] == '-'))
			return false;
	return i > 0;
}

/* Twice the same pair is a contradiction; told at the line of the later one. */
static int sort_pairs(parser *p)
{
	gcvi_pair *sorted;
	size_t i, j, twice = 0;

	if (p->pair_count == 0)
		return GCV_OK;
	sorted = gcvi_arena_alloc(p->arena, p->pair_count, sizeof *sorted);
	if (sorted == NULL)
		return GCV_E_MEMORY;
	memcpy(sorted, p->pairs, p->pair_count * sizeof *sorted);
	qsort(sorted, p->pair_count, sizeof *sorted, gcvi_pair_order);
	for (i = 1; i < p->pair_count && twice == 0; i++)
		if (gcvi_pair_order(&sorted[i - 1], &sorted[i]) == 0)
			twice = i;
	if (twice != 0) {
		for (j = 0, p->line = 0; j < p->pair_count; j++)
			if (gcvi_pair_order(&p->pairs[j], &sorted[twice]) == 0)
				p->line = p->lines[j];
		return refuse(p, GCV_E_DUPLICATE, NULL, N_("this pair stands in an earlier line already"), NULL);
	}
	p->channel->pairs = sorted;
	p->channel->pair_count = p->pair_count;
	return GCV_OK;
}

int gcvi_channel_parse(struct gcv_channel *channel, const char *text, size_t size, gcvi_arena *arena,
                       gcv_text_error *error)
{
	parser p;
	size_t at = 0, k;
	int status;

	memset(&p, 0, sizeof p);
	p.channel = channel;
	p.arena = arena;
	p.error = error;
	memset(channel, 0, sizeof *channel);
	channel->name = channel->title = "";
	for (k = 0; k < gcvi_channel_key_count; k++)
		memcpy((char *)channel + gcvi_channel_keys[k].offset, &gcvi_channel_keys[k].initial, sizeof(double));
	if (size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
		at = 3;
	status = gcvi_channel_check_bytes(text + at, size - at, error);
	for (p.line = 1; status == GCV_OK && at < size; p.line++) {
		const char *stop = memchr(text + at, '\n', size - at);
		size_t length = stop != NULL ? (size_t)(stop - (text + at)) : size - at;

		status = take_line(&p, text + at, length);
		at += length + (stop != NULL);
	}
	if (status == GCV_OK && channel->similar + channel->neighbour > 1 + 1e-9) {
		p.line = p.share_line;
		status = refuse(&p, GCV_E_SYNTAX, NULL, N_("the shares similar and neighbour add up to more than 1"), NULL);
	}
	if (status == GCV_OK && channel->name[0] == '\0') {
		p.line = 0;
		status = refuse(&p, GCV_E_SYNTAX, NULL, N_("expected a line 'channel' with the channel's name"), NULL);
	}
	return status == GCV_OK ? sort_pairs(&p) : status;
}
