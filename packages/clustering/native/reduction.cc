#include "reduction.h"

#include <algorithm>
#include <cmath>

#include "for_each_cpu.h"

namespace {

FOR_EACH_CPU
void subtract(const float* __restrict a, const float* __restrict b, size_t count, float* __restrict difference) {
  for (size_t i = 0; i < count; ++i) difference[i] = a[i] - b[i];
}

FOR_EACH_CPU
double squared_norm(const float* row, size_t dim) {
  double sums[8] = {};
  size_t j = 0;
  for (; j + 8 <= dim; j += 8)
    for (size_t s = 0; s < 8; ++s) sums[s] += static_cast<double>(row[j + s]) * row[j + s];
  for (; j < dim; ++j) sums[0] += static_cast<double>(row[j]) * row[j];
  double total = 0;
  for (const double sum : sums) total += sum;
  return total;
}

}  // namespace

void reduce_row(const float* row, size_t dim, size_t width, float* reduced) {
  std::copy_n(row, width - 1, reduced);
  reduced[width - 1] = static_cast<float>(std::sqrt(squared_norm(row + width - 1, dim - width + 1)));
}

Origin::Origin(Matrix matrix) : values_(matrix.dim) {
  std::vector<double> sums(matrix.dim);
  double squares = 0;
  for (size_t i = 0; i < matrix.rows; ++i) {
    for (size_t j = 0; j < matrix.dim; ++j) sums[j] += matrix.row(i)[j];
    squares += squared_norm(matrix.row(i), matrix.dim);
  }
  const auto rows = static_cast<double>(matrix.rows);
  double mean_square = 0;
  for (const double sum : sums) mean_square += sum / rows * (sum / rows);
  moves_ = 4 * mean_square > squares / rows;
  if (!moves_) return;
  for (size_t j = 0; j < matrix.dim; ++j) values_[j] = static_cast<float>(sums[j] / rows);
}

void Origin::move(const float* row, float* moved) const {
  if (!moves_) {
    std::copy_n(row, values_.size(), moved);
    return;
  }
  subtract(row, values_.data(), values_.size(), moved);
}

RowSummary summarise_rows(const Run& run, Matrix points, const Origin& origin, const std::vector<size_t>& widths) {
  RowSummary summary;
  summary.squared_norms.resize(points.rows);
  for (const size_t width : widths) summary.reduced.emplace_back(points.rows * width);
  for_each_block(run, points.rows, 1024, [&](size_t, size_t begin, size_t end) {
    std::vector<float> moved(points.dim);
    for (size_t i = begin; i < end; ++i) {
      origin.move(points.row(i), moved.data());
      summary.squared_norms[i] = static_cast<float>(squared_norm(moved.data(), points.dim));
      for (size_t w = 0; w < widths.size(); ++w)
        reduce_row(moved.data(), points.dim, widths[w], summary.reduced[w].data() + i * widths[w]);
    }
  });
  return summary;
}
