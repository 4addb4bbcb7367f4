#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "matrix.h"
#include "row_blocks.h"

/**
 * The sum of every cluster's rows, kept up with an assignment: only rows that changed cluster are read.
 *
 * A sum is an unevaluated pair of float64 (Dekker's, Numerische Mathematik 18, 1971; each addition is
 * Knuth's exact one), so that adding rows and taking them away again leaves no trace above 2⁻¹⁰⁰ of what
 * passed through, and the mean is the rounded true mean. Every element is summed by one thread in the
 * order of rows: the bits do not depend on the number of threads.
 */
class CentroidSums {
 public:
  CentroidSums(Matrix points, size_t clusters);

  void update(const Run& run, const int32_t* assignment);

  size_t size(size_t cluster) const { return sizes_[cluster]; }
  /** Writes the mean of a cluster that has rows. */
  void mean(size_t cluster, float* centroid) const;

 private:
  /** A row that joins its new cluster, or leaves its old one. */
  struct Event {
    uint32_t row;
    int32_t sign;
  };

  void sort_events(const int32_t* assignment);
  void add_events(const Run& run);

  Matrix points_;
  std::vector<int32_t> summed_;
  std::vector<size_t> sizes_;
  std::vector<double> high_, low_;
  std::vector<Event> events_;
  /** Where the events of each cluster start. */
  std::vector<size_t> starts_;
};
