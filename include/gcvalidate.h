/* SPDX-License-Identifier: MIT */
/* libgcvalidate: the moment between reading a gift code and redeeming it. */
#ifndef GCVALIDATE_H
#define GCVALIDATE_H

#ifdef __cplusplus
extern "C" {
#endif

#define GCV_VERSION_MAJOR 0
#define GCV_VERSION_MINOR 1
#define GCV_VERSION_PATCH 0
#define GCV_VERSION "0.1.0"

#ifndef GCV_API
#define GCV_API
#endif

/** The version of the library in use, "MAJOR.MINOR.PATCH"; static storage. since 0.1 */
GCV_API const char *gcv_version(void);

#ifdef __cplusplus
}
#endif

#endif
