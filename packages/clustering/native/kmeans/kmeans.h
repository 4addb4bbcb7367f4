#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

#include "matrix.h"
#include "row_blocks.h"

struct KmeansProgress {
  size_t iteration;
  double inertia;
  size_t moved;
};

struct KmeansOptions {
  size_t clusters;
  uint64_t seed;
  size_t max_iterations;
  /** Whether `centroids` already holds the start. */
  bool started;
};

struct KmeansSummary {
  double inertia;
  size_t iterations;
  bool converged;
  size_t reseeded;
};

/**
 * Lloyd's k-means on every row, from a k-means++ start, until the assignment stops changing.
 *
 * `report`, unless empty, is called after every assignment step, and costs one pass over the rows then.
 *
 * Writes `centroids` [clusters, dim] and the rows' `assignment` to exactly these centroids. Means are
 * summed in float64 and rounded once to float32. A cluster left empty takes a row drawn as k-means++
 * would draw its next centroid, from the same generator, as long as some row lies off its centroid.
 */
KmeansSummary kmeans(const Run& run, Matrix points, const KmeansOptions& options, float* centroids,
                     int32_t* assignment, const std::function<void(const KmeansProgress&)>& report);
