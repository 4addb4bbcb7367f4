#include "search/search_state.h"

#include <algorithm>
#include <cmath>

#include "search/centroid_order.h"
#include "search/row_bounds.h"
#include "search/squared_distance.h"

namespace {

/** Bounds of more than this are not kept between searches: 1 GiB. */
constexpr size_t kLargestBounds = size_t{1} << 28;
constexpr size_t kRestSearches = 8;

/** So that a block's rows stay in the second level cache: 512 KiB of rows, more where they are short. */
size_t rows_per_block(size_t dim) {
  constexpr size_t kValues = size_t{1} << 17;
  return std::clamp(kValues / dim / 12 * 12, size_t{24}, size_t{1020});
}

std::vector<size_t> reduced_widths(size_t dim) {
  std::vector<size_t> widths;
  for (const size_t width : {16, 64})
    if (3 * width <= dim) widths.push_back(width);
  return widths;
}

}  // namespace

SearchState::SearchState(const Run& run, Matrix rows, Matrix centroids, Searches count, Reductions reductions)
    : points(rows),
      origin(centroids),
      widths(reductions == Reductions::kTried ? reduced_widths(rows.dim) : std::vector<size_t>{}),
      packed(origin, order_centroids(centroids), rows.dim, widths),
      summary(summarise_rows(run, rows, origin, widths)),
      block_rows(std::min(rows.rows, rows_per_block(rows.dim))),
      keeps_lower(count == Searches::kMany && rows.rows * packed.panels() <= kLargestBounds),
      rest(widths.size()) {}

void SearchState::move_to(const Run& run, Matrix centroids) {
  if (searches > 0) measure_drift(centroids);
  previous_.assign(centroids.data, centroids.data + centroids.rows * centroids.dim);
  packed.pack(run, centroids);
}

void SearchState::measure_drift(Matrix centroids) {
  drift.resize(centroids.rows);
  panel_drift.assign(packed.panels(), 0);
  for (size_t c = 0; c < centroids.rows; ++c) {
    const double square = squared_distance(centroids.row(c), previous_.data() + c * centroids.dim, centroids.dim);
    drift[c] = static_cast<float>(std::sqrt(square)) * kUp;
    float& most = panel_drift[packed.slot(static_cast<int32_t>(c)) / kPanel];
    most = std::max(most, drift[c]);
  }
}

void SearchState::finish_search(const std::vector<Trial>& trials) {
  ++searches;
  for (size_t level = 0; level < widths.size(); ++level) {
    if (rest[level] > 0) {
      --rest[level];
      continue;
    }
    const auto& trial = trials[level];
    // A scan of w columns costs as much as w + 12 of a full one: its minima come on top.
    const auto cost = static_cast<double>(trial.pairs * (widths[level] + 12));
    if (cost > static_cast<double>(trial.settled * points.dim)) rest[level] = kRestSearches;
  }
}
