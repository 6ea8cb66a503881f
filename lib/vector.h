/* SPDX-License-Identifier: MIT */
/*
 * Floor 0: inner loops that compilers turn into vector instructions. A loop is written once, always inlined; on x86-64 a
 * second function may be made of it for wider registers, taken where the processor has them. Elements stay apart, nothing
 * is fused: the bits are the same.
 */
#ifndef GCVI_VECTOR_H
#define GCVI_VECTOR_H

#ifdef __GNUC__
#define GCVI_INLINE static inline __attribute__((always_inline))
#else
#define GCVI_INLINE static inline
#endif

#if defined(__GNUC__) && defined(__x86_64__)
/* Functions for four doubles at once; are there such registers? */
#define GCVI_WIDE __attribute__((target("avx2")))
#define GCVI_HAS_WIDE() __builtin_cpu_supports("avx2")
#endif

#endif
