#include "search/centroid_order.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "search/panel_scan.h"

namespace {

using Iterator = std::vector<int32_t>::iterator;

size_t widest_column(Matrix centroids, Iterator begin, Iterator end) {
  const auto count = static_cast<double>(end - begin);
  std::vector<double> sums(centroids.dim), squares(centroids.dim);
  for (auto at = begin; at != end; ++at) {
    const float* row = centroids.row(static_cast<size_t>(*at));
    for (size_t j = 0; j < centroids.dim; ++j) {
      sums[j] += row[j];
      squares[j] += static_cast<double>(row[j]) * row[j];
    }
  }
  for (size_t j = 0; j < centroids.dim; ++j) squares[j] -= sums[j] * sums[j] / count;
  return static_cast<size_t>(std::max_element(squares.begin(), squares.end()) - squares.begin());
}

void halve(Matrix centroids, Iterator begin, Iterator end) {
  const auto panels = (static_cast<size_t>(end - begin) + kPanel - 1) / kPanel;
  if (panels < 2) return;
  const size_t column = widest_column(centroids, begin, end);
  const auto key = [&](int32_t c) { return std::pair(centroids.row(static_cast<size_t>(c))[column], c); };
  const auto middle = begin + static_cast<std::ptrdiff_t>(panels / 2 * kPanel);
  std::nth_element(begin, middle, end, [&](int32_t a, int32_t b) { return key(a) < key(b); });
  halve(centroids, begin, middle);
  halve(centroids, middle, end);
}

}  // namespace

std::vector<int32_t> order_centroids(Matrix centroids) {
  std::vector<int32_t> order(centroids.rows);
  std::iota(order.begin(), order.end(), 0);
  halve(centroids, order.begin(), order.end());
  return order;
}
