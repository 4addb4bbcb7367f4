#pragma once

#include <cstddef>

// GCC on x86-64 Linux compiles each such function for several processors and chooses at load time.
#if defined(__x86_64__) && defined(__linux__) && defined(__GNUC__) && !defined(__clang__)
#define FOR_EACH_CPU __attribute__((target_clones("default", "avx2", "avx512f")))
#else
#define FOR_EACH_CPU
#endif

/**
 * Squared L2 distance of float32 vectors in float64: this, and nothing else, decides which centroid
 * is nearest. Eight partial sums, element i added to sum i mod 8, then added up from the first to the
 * last: an order that vectorises at any width and gives the same bits on every processor (the file is
 * compiled without contraction to fused multiply-add).
 */
double squared_distance(const float* a, const float* b, size_t dim);
