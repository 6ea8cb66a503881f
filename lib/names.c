/* SPDX-License-Identifier: MIT */
/* Floor 0: the machine names of verdicts, severities, kinds and edits. They are part of the interface: never change one. */
#include <gcvalidate.h>

#include <stddef.h>

typedef struct name {
	int value;
	const char *text;
} name;

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

static const char *find(const name *names, size_t count, int value)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (names[i].value == value)
			return names[i].text;
	return "unknown";
}

const char *gcv_verdict_name(gcv_verdict verdict)
{
	/* The header says that values not known count as invalid. */
	switch (verdict) {
	case GCV_VALID:
		return "valid";
	case GCV_REPAIRED:
		return "repaired";
	case GCV_INCOMPLETE:
		return "incomplete";
	case GCV_INVALID:
	default:
		return "invalid";
	}
}

const char *gcv_severity_name(gcv_severity severity)
{
	static const name names[] = {
		{ GCV_NOTE, "note" },
		{ GCV_WARNING, "warning" },
		{ GCV_REPAIR, "repair" },
		{ GCV_ERROR, "error" },
	};

	return find(names, COUNT(names), (int)severity);
}

const char *gcv_kind_name(gcv_kind kind)
{
	static const name names[] = {
		{ GCV_FOLDED_CASE, "case" },
		{ GCV_FOLDED_WIDTH, "width" },
		{ GCV_FOLDED_FORM, "form" },
		{ GCV_FOLDED_KANA, "kana" },
		{ GCV_FOLDED_DIGIT, "digit" },
		{ GCV_FOLDED_ALIAS, "alias" },
		{ GCV_INVISIBLE, "invisible" },
		{ GCV_SEPARATORS, "separators" },
		{ GCV_OLD_CHECK, "optional-check" },
		{ GCV_WRAPPED, "wrapping" },
		{ GCV_ENCODED, "encoding" },
		{ GCV_SPELT, "spelling" },
		{ GCV_REPAIRED_SHAPE, "shape" },
		{ GCV_REPAIRED_MARK, "mark" },
		{ GCV_REPAIRED_TWIN, "only-look-alike" },
		{ GCV_REPAIRED_CASE, "other-case" },
		{ GCV_REPAIRED_MIXED, "mixed-case" },
		{ GCV_LOOK_ALIKE, "look-alike" },
		{ GCV_COUNT_TRAP, "count-trap" },
		{ GCV_LENGTH_UNKNOWN, "length-unknown" },
		{ GCV_COMPANION, "companion" },
		{ GCV_TOO_MANY, "too-many" },
		{ GCV_NEAR_MISS, "near-miss" },
		{ GCV_MALFORMED, "malformed" },
		{ GCV_EMPTY, "empty" },
		{ GCV_TOO_LARGE, "too-large" },
		{ GCV_UNREADABLE, "unreadable" },
		{ GCV_NOT_IN_ALPHABET, "not-in-alphabet" },
		{ GCV_TOO_SHORT, "too-short" },
		{ GCV_TOO_LONG, "too-long" },
		{ GCV_WRONG_PREFIX, "wrong-prefix" },
		{ GCV_WRONG_CLASS, "wrong-class" },
		{ GCV_CHECK_FAILED, "check-failed" },
		{ GCV_DECOY, "decoy" },
		{ GCV_NO_FORMAT, "no-format" },
		{ GCV_NOT_TYPED, "not-typed" },
		{ GCV_REFUSED, "refused" },
		{ GCV_SPREADSHEET, "spreadsheet" },
		{ GCV_ACCIDENT, "accident" },
	};

	return find(names, COUNT(names), (int)kind);
}

const char *gcv_edit_name(gcv_edit_kind kind)
{
	static const name names[] = {
		{ GCV_SUBSTITUTION, "substitution" },
		{ GCV_INSERTION, "insertion" },
		{ GCV_DELETION, "deletion" },
		{ GCV_TRANSPOSITION, "transposition" },
		{ GCV_JUMP, "jump-transposition" },
		{ GCV_TWIN, "twin" },
		{ GCV_GROUPS, "groups" },
		{ GCV_LAYOUT, "keyboard" },
		{ GCV_APART, "companion" },
	};

	return find(names, COUNT(names), (int)kind);
}

const char *gcv_error_class_name(gcv_error_class error)
{
	static const name names[] = {
		{ GCV_CLASS_SINGLE, "single" },
		{ GCV_CLASS_TRANSPOSITION, "transposition" },
		{ GCV_CLASS_JUMP, "jump-transposition" },
		{ GCV_CLASS_TWIN, "twin" },
		{ GCV_CLASS_JUMP_TWIN, "jump-twin" },
		{ GCV_CLASS_PHONETIC, "phonetic" },
		{ GCV_CLASS_LOOK_ALIKE, "look-alike" },
		{ GCV_CLASS_TWO_LOOK_ALIKES, "two-look-alikes" },
	};

	return find(names, COUNT(names), (int)error);
}
