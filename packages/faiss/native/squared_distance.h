#pragma once

#include <cstddef>

/**
 * Squared L2 distance of float32 vectors in float64: this, and nothing else, decides which centroid
 * is nearest. Eight partial sums, element i added to sum i mod 8, then added up from the first to the
 * last: an order that vectorises at any width and gives the same bits on every processor (the file is
 * compiled without contraction to fused multiply-add).
 */
double squared_distance(const float* a, const float* b, size_t dim);
