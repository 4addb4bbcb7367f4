#pragma once

#include <cstddef>

/**
 * Squared L2 distance of float32 vectors in float64: this, and nothing else, decides which centroid
 * is nearest. Eight partial sums, element i added to sum i mod 8, then added up from the first to the
 * last: an order that vectorises at any width and gives the same bits on every processor (the file is
 * compiled without contraction to fused multiply-add).
 */
double squared_distance(const float* a, const float* b, size_t dim);

/**
 * The same to the bit where it is below `limit`; elsewhere something not below it, as soon as a partial
 * sum tells: sums of squares only grow, and so does every rounded sum of theirs.
 */
double squared_distance_below(const float* a, const float* b, size_t dim, double limit);
