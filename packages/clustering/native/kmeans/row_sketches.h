#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "matrix.h"
#include "row_blocks.h"

/**
 * Every row reduced to a few columns (reduction.h), one after the other: they bound its distance from below
 * without reading the row, from a few cache lines that the processor fetches ahead.
 */
class RowSketches {
 public:
  /** `width` is a multiple of 16 and at most points.dim. */
  RowSketches(const Run& run, Matrix points, size_t width);

  /**
   * Of the `count` rows first + list[0 …], those that may be nearer to `centroid` than known[row], a squared
   * distance: moves them to the front of `list`, in order, and tells their number.
   */
  size_t keep_near(const float* centroid, size_t first, uint32_t* list, size_t count, const double* known) const;

 private:
  size_t dim_;
  size_t width_;
  std::vector<float> values_;
};
