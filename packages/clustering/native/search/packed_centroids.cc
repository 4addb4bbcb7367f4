#include "search/packed_centroids.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

PackedCentroids::PackedCentroids(const Origin& origin, std::vector<int32_t> order, size_t dim,
                                 const std::vector<size_t>& widths)
    : origin_(origin), order_(std::move(order)), slots_(order_.size()) {
  for (size_t slot = 0; slot < order_.size(); ++slot) slots_[static_cast<size_t>(order_[slot])] = slot;
  const auto add_level = [&](size_t width) {
    const size_t padded = panels() * kPanel;
    levels_.push_back({width, std::vector<float>(padded * width),
                       std::vector<float>(padded, std::numeric_limits<float>::infinity())});
  };
  for (const size_t width : widths) add_level(width);
  add_level(dim);
}

size_t PackedCentroids::size(size_t panel) const { return std::min(kPanel, order_.size() - panel * kPanel); }

Panel PackedCentroids::panel(size_t level, size_t index) const {
  const auto& packed = levels_[level];
  return {packed.values.data() + index * kPanel * packed.width, packed.half_norms.data() + index * kPanel,
          static_cast<int32_t>(index * kPanel), size(index)};
}

void PackedCentroids::put(Level& level, size_t slot, const float* row) const {
  float* values = level.values.data() + slot / kPanel * kPanel * level.width + slot % kPanel;
  double square = 0;
  for (size_t j = 0; j < level.width; ++j) {
    values[j * kPanel] = -row[j];
    square += static_cast<double>(row[j]) * row[j];
  }
  level.half_norms[slot] = static_cast<float>(square / 2);
}

void PackedCentroids::pack(const Run& run, Matrix centroids) {
  const size_t dim = centroids.dim;
  std::vector<double> norms(panels());
  for_each_block(run, order_.size(), kPanel, [&](size_t block, size_t begin, size_t end) {
    std::vector<float> moved(dim), reduced(dim);
    for (size_t slot = begin; slot < end; ++slot) {
      origin_.move(centroids.row(static_cast<size_t>(order_[slot])), moved.data());
      double square = 0;
      for (const float value : moved) square += static_cast<double>(value) * value;
      norms[block] = std::max(norms[block], std::sqrt(square));
      for (size_t l = 0; l + 1 < levels_.size(); ++l) {
        reduce_row(moved.data(), dim, levels_[l].width, reduced.data());
        put(levels_[l], slot, reduced.data());
      }
      put(levels_.back(), slot, moved.data());
    }
  });
  largest_norm_ = *std::max_element(norms.begin(), norms.end());
}
