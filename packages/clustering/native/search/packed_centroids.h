#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "matrix.h"
#include "search/panel_scan.h"
#include "reduction.h"
#include "row_blocks.h"

/** Centroids laid out in panels, in full and reduced to each of a few widths. */
class PackedCentroids {
 public:
  PackedCentroids(const Origin& origin, std::vector<int32_t> order, size_t dim, const std::vector<size_t>& widths);

  /** Takes new values: `centroids` has as many rows as the order. */
  void pack(const Run& run, Matrix centroids);

  size_t panels() const { return (order_.size() + kPanel - 1) / kPanel; }
  /** How many centroids a panel holds: kPanel but for the last one. */
  size_t size(size_t panel) const;
  int32_t centroid(size_t slot) const { return order_[slot]; }
  size_t slot(int32_t centroid) const { return slots_[static_cast<size_t>(centroid)]; }
  /** The greatest norm of a moved centroid. */
  double largest_norm() const { return largest_norm_; }

  /** Level i < widths is the reduction to widths[i], the last one is the centroids themselves. */
  Panel panel(size_t level, size_t index) const;

 private:
  struct Level {
    size_t width;
    std::vector<float> values;
    std::vector<float> half_norms;
  };

  void put(Level& level, size_t slot, const float* row) const;

  const Origin& origin_;
  std::vector<int32_t> order_;
  std::vector<size_t> slots_;
  std::vector<Level> levels_;
  double largest_norm_ = 0;
};
