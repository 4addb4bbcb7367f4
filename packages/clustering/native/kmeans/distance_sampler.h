#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "matrix.h"
#include "kmeans/random.h"
#include "row_blocks.h"
#include "kmeans/row_sketches.h"

/**
 * Chooses rows with probability proportional to their squared distance to the nearest centroid so
 * far: the D² sampling of k-means++ (Arthur and Vassilvitskii, SODA 2007).
 *
 * Exact, and most rows are never read: a new centroid at twice a row's distance from the row's own is no
 * nearer (the triangle inequality; Elkan, ICML 2003), a sketch of the row tells most others, and a partial
 * sum that exceeds the row's distance tells the rest, after PCA mostly within the first columns.
 */
class DistanceSampler {
 public:
  /** No centroid yet: call add() before pick(). */
  DistanceSampler(const Run& run, Matrix points);

  /** Starts from the distance of every row to the centroid it is assigned to. */
  DistanceSampler(const Run& run, Matrix points, const float* centroids, const int32_t* assignment);

  /** `centroid` must outlive the sampler, unchanged. */
  void add(const Run& run, const float* centroid);

  /** A row of positive distance, or points.rows when every row lies on a centroid. */
  size_t pick(Random& random) const;

 private:
  explicit DistanceSampler(Matrix points);

  size_t list_candidates(const std::vector<double>& separations, size_t begin, size_t end, uint32_t* list) const;
  void sum_block(size_t block, size_t begin, size_t end);

  Matrix points_;
  /** Narrow ones first; none where they would not pay for the pass that makes them. */
  std::vector<RowSketches> sketches_;
  /** Squared, to the nearest centroid so far, which is centroids_[nearest_[i]]. */
  std::vector<double> distances_;
  std::vector<int32_t> nearest_;
  std::vector<const float*> centroids_;
  std::vector<double> block_sums_;
};
