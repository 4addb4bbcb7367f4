#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "matrix.h"
#include "random.h"
#include "row_blocks.h"

/**
 * Chooses rows with probability proportional to their squared distance to the nearest centroid so
 * far: the D² sampling of k-means++ (Arthur and Vassilvitskii, SODA 2007).
 */
class DistanceSampler {
 public:
  /** No centroid yet: call add() before pick(). */
  explicit DistanceSampler(Matrix points);

  /** Starts from the distance of every row to the centroid it is assigned to. */
  DistanceSampler(const Run& run, Matrix points, const float* centroids, const int32_t* assignment);

  void add(const Run& run, const float* centroid);

  /** A row of positive distance, or points.rows when every row lies on a centroid. */
  size_t pick(Random& random) const;

 private:
  void sum_block(size_t block, size_t begin, size_t end);

  Matrix points_;
  std::vector<double> distances_;
  std::vector<double> block_sums_;
};
