#pragma once

#include <faiss/IndexFlat.h>

#include <cstddef>
#include <cstdint>
#include <vector>

#include "matrix.h"

/**
 * The exact nearest centroid of rows: the lowest index among those with the least squared_distance().
 *
 * faiss proposes, float64 decides. A flat faiss index gives the two nearest centroids of each row in
 * float32, whose error has a proven bound (Higham, "Accuracy and Stability of Numerical Algorithms",
 * §3.1). A gap wider than the bound settles the row; the few others are compared in float64. Both
 * sides are moved by the mean centroid first, so that data far from zero do not widen the bound.
 */
class NearestCentroid {
 public:
  /** `centroids` must outlive the object. */
  explicit NearestCentroid(Matrix centroids);

  /** Writes the nearest centroid and its squared distance for each of `count` rows. Thread-safe. */
  void search(const float* rows, size_t count, int32_t* nearest, double* distances) const;

 private:
  int32_t compare_all(const float* row) const;

  Matrix centroids_;
  std::vector<float> origin_;
  faiss::IndexFlatL2 index_;
  double largest_norm_ = 0;
};
