/* SPDX-License-Identifier: MIT */
/* What the generators of tables share: complaints, characters, strings as C writes them. */
#ifndef GENERATE_H
#define GENERATE_H

/* "FILE:LINE: message" on standard error, and the end. */
void gen_fail(const char *file, unsigned long line, const char *message);
/* The one code point that the whole field is, in UTF-8; 0 otherwise. */
unsigned long gen_point(const char *field);
/* As a string of C, ASCII only. */
void gen_put_string(const char *text);

#endif
