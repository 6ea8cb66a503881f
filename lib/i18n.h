/* SPDX-License-Identifier: MIT */
/* Floor 0: translated text. Without ENABLE_NLS every sentence is the English one. */
#ifndef GCVI_I18N_H
#define GCVI_I18N_H

#define GCVI_TEXT_DOMAIN "libgcvalidate"

#if defined(ENABLE_NLS) && ENABLE_NLS
#include <libintl.h>
#define _(text) dgettext(GCVI_TEXT_DOMAIN, text)
#define P_(one, many, count) dngettext(GCVI_TEXT_DOMAIN, one, many, count)
#else
#define _(text) (text)
#define P_(one, many, count) ((count) == 1 ? (one) : (many))
#endif
/* Marks text that is translated where it is used. */
#define N_(text) text

#endif
