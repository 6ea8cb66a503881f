/* SPDX-License-Identifier: MIT */
/* Floor 2: "check = NAME parameter…" to a scheme. */
#include "scheme_internal.h"
#include "i18n.h"
#include "text.h"

#include <string.h>

/* What there is. The section CHECK SCHEMES of gcvalidate-format(5) has the same order. */
static const gcvi_scheme_class *const classes[] = {
	&gcvi_scheme_luhn,
	&gcvi_scheme_luhn_left,
	&gcvi_scheme_verhoeff,
	&gcvi_scheme_damm,
	&gcvi_scheme_gf,
	&gcvi_scheme_product,
	&gcvi_scheme_rs2,
	&gcvi_scheme_iso7064,
	&gcvi_scheme_mod97,
	&gcvi_scheme_weighted,
	&gcvi_scheme_gs1,
	&gcvi_scheme_gs1_pair,
	&gcvi_scheme_isbn10,
	&gcvi_scheme_vin,
	&gcvi_scheme_ncda,
	&gcvi_scheme_crockford37,
	&gcvi_scheme_coupon,
	&gcvi_scheme_crc,
	&gcvi_scheme_crc_text,
	&gcvi_scheme_bech32,
	&gcvi_scheme_bech32m,
	&gcvi_scheme_codex32,
	&gcvi_scheme_count,
};

#define CLASS_COUNT (sizeof classes / sizeof classes[0])

int gcvi_scheme_fail(gcvi_scheme_error *error, size_t offset, const char *message)
{
	return gcvi_scheme_fail_number(error, offset, message, 0);
}

int gcvi_scheme_fail_number(gcvi_scheme_error *error, size_t offset, const char *message, size_t number)
{
	char digits[24];
	size_t to = 0, first = sizeof digits;

	if (error == NULL)
		return GCV_E_SYNTAX;
	error->offset = offset;
	do
		digits[--first] = (char)('0' + number % 10);
	while ((number /= 10) != 0);
	for (message = _(message); *message != 0 && to + sizeof digits < sizeof error->message; message++) {
		if (strncmp(message, "%1$s", 4) != 0) {
			error->message[to++] = *message;
			continue;
		}
		memcpy(error->message + to, digits + first, sizeof digits - first);
		to += sizeof digits - first;
		message += 3;
	}
	error->message[to] = 0;
	gcvi_utf8_end(error->message);
	return GCV_E_SYNTAX;
}

static const gcvi_scheme_class *find_class(const char *name, size_t size)
{
	size_t i;

	for (i = 0; i < CLASS_COUNT; i++)
		if (strlen(classes[i]->name) == size && memcmp(classes[i]->name, name, size) == 0)
			return classes[i];
	return NULL;
}

/* A parameter that nobody asked for. */
static int refuse(const gcvi_scheme_text *text, const gcvi_parameter *left)
{
	size_t i;

	for (i = 0; i < text->count; i++) {
		const gcvi_parameter *other = &text->parameters[i];

		if (other->used && left->key_size != 0 && other->key_size == left->key_size &&
		    memcmp(other->key, left->key, left->key_size) == 0)
			return gcvi_scheme_fail(text->error, left->start, "every parameter once was expected");
	}
	return gcvi_scheme_fail(text->error, left->start, "this scheme has no such parameter");
}

static int parse(gcvi_scheme *scheme, gcvi_scheme_text *text, gcvi_arena *arena)
{
	size_t i;
	int status = gcvi_segment_parse(scheme, text);

	if (status == GCV_OK)
		status = scheme->class_->parse(scheme, text, arena);
	for (i = 0; status == GCV_OK && i < text->count; i++)
		if (!text->parameters[i].used)
			status = refuse(text, &text->parameters[i]);
	return status;
}

int gcvi_scheme_parse(const gcvi_scheme **scheme, const char *text, size_t size, const gcvi_alphabet *alphabet,
                      gcvi_arena *arena, gcvi_scheme_error *error)
{
	gcvi_scheme_text words = { text, size, { { 0 } }, 0, error };
	gcvi_scheme *fresh;
	const char *name;
	size_t name_size = 0, i;
	int status = gcvi_scheme_split(&words, &name, &name_size);

	if (status != GCV_OK)
		return status;
	fresh = gcvi_arena_alloc(arena, 1, sizeof *fresh);
	if (fresh == NULL)
		return GCV_E_MEMORY;
	fresh->class_ = find_class(name, name_size);
	fresh->alphabet = alphabet;
	if (fresh->class_ == NULL)
		return gcvi_scheme_fail(error, (size_t)(name - text), "the name of a known check scheme was expected");
	fresh->check_count = fresh->class_->check_count;
	for (i = 0; i < GCVI_SYMBOLS_MAX; i++)
		fresh->values[i] = fresh->check_values[i] = GCVI_NO_VALUE;
	status = parse(fresh, &words, arena);
	if (status == GCV_OK)
		*scheme = fresh;
	return status;
}

const char *gcvi_scheme_name(const gcvi_scheme *scheme)
{
	return scheme->class_->name;
}

size_t gcvi_scheme_check_count(const gcvi_scheme *scheme, int *per_group)
{
	*per_group = scheme->class_->per_group || scheme->each_group;
	return gcvi_scheme_ends_within(scheme) ? 0 : scheme->check_count;
}

bool gcvi_scheme_ends_within(const gcvi_scheme *scheme)
{
	return scheme->check_count != 0 && (scheme->every != 0 || (scheme->last != 0 && scheme->last != -1));
}

const char *gcvi_scheme_warning(const gcvi_scheme *scheme)
{
	return scheme->warning;
}

bool gcvi_scheme_one_case(const gcvi_scheme *scheme)
{
	return scheme->one_case;
}

const char *gcvi_scheme_name_at(size_t index)
{
	return index < CLASS_COUNT ? classes[index]->name : NULL;
}
