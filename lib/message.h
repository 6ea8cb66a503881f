/* SPDX-License-Identifier: MIT */
/* Floor 4: one sentence for everything the library has to tell, in the language of LC_MESSAGES. */
#ifndef GCVI_MESSAGE_H
#define GCVI_MESSAGE_H

#include "format.h"
#include "memory.h"

#define GCVI_FILL_MAX 9

/*
 * A copy of text in the arena with %1$s … %9$s replaced by the arguments (NULL and those beyond count: nothing) and %%
 * by %; every other byte stands for itself. Not printf: arguments and translations may hold anything. NULL: no memory.
 */
char *gcvi_fill(gcvi_arena *arena, const char *text, const char *const *arguments, size_t count);
/* What was typed, fit to be shown: control and invisible characters as U+0007, long ones cut. NULL: no memory. */
const char *gcvi_message_show(gcvi_arena *arena, const char *typed);
/* A character, called by its name where one of the others is easily taken for it: "0 (zero)". NULL: no memory. */
const char *gcvi_message_apart(gcvi_arena *arena, const char *character, const char *const *others, size_t count);
/* Decimal, without printf: no locale has a say in it. */
void gcvi_message_number(size_t number, char out[24]);
/* "A", "A or B", "A, B or C". NULL: no memory. */
const char *gcvi_message_list(gcvi_arena *arena, const char *const *items, size_t count);
/* The same of characters, told apart; at most 16 of them. */
const char *gcvi_message_choice(gcvi_arena *arena, const char *const *characters, size_t count);
/* Tag of the language the sentences come out in, "ja"; "" for the untranslated ones. */
const char *gcvi_message_language(void);

/* The sentence for a finding, from its kind and members (typed, meant and alternatives may be absent: then it names
 * positions). format: what the report speaks about, may be NULL. NULL: no memory. */
const char *gcvi_message_finding(gcvi_arena *arena, const struct gcv_format *format, const gcv_finding *finding);
/* The sentences for what decided and for what to read again (message_report.c). NULL: no memory. */
const char *gcvi_message_decision(gcvi_arena *arena, const gcv_decision *decision);
const char *gcvi_message_reread(gcvi_arena *arena, const gcv_reread *reread);
/* What happened to the whole input, without its characters (message_edit.c); static. */
const char *gcvi_message_accident(const char *name);
/* An edit in words (message_edit.c); without its characters where they are absent. NULL: no memory. */
const char *gcvi_message_edit(gcvi_arena *arena, const gcv_edit *edit);

#endif
