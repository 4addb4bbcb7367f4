#include "linear/gram_pca.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "linear/blas.h"
#include "linear/eigenpairs.h"

namespace {

// A block of centred columns stays within some tens of MB, whatever the width.
constexpr size_t kColumnsPerStep = 512;
constexpr size_t kColumnsPerBlock = 128;
constexpr size_t kRowsPerTile = 64;
constexpr double kNoise = 1e-10;
constexpr double kOne = 1;
constexpr double kZero = 0;

/** Columns [begin, end) of the points, centred: [rows, end − begin]. */
void centre_columns(Matrix points, const double* mean, size_t begin, size_t end, size_t first, size_t last,
                    double* centred) {
  const size_t width = end - begin;
  for (size_t i = first; i < last; ++i)
    for (size_t j = begin; j < end; ++j) centred[i * width + j - begin] = points.row(i)[j] - mean[j];
}

void turn_to_positive(float* component, size_t dim) {
  size_t largest = 0;
  for (size_t j = 1; j < dim; ++j)
    if (std::abs(component[j]) > std::abs(component[largest])) largest = j;
  if (component[largest] >= 0) return;
  for (size_t j = 0; j < dim; ++j) component[j] = -component[j];
}

}  // namespace

void add_gram(const Run& run, Matrix points, const double* mean, double* gram) {
  const size_t rows = points.rows;
  const size_t tiles = (rows + kRowsPerTile - 1) / kRowsPerTile;
  const int ld = static_cast<int>(rows);
  std::vector<double> centred(rows * std::min(kColumnsPerStep, points.dim));
  for (size_t first = 0; first < points.dim; first += kColumnsPerStep) {
    const size_t last = std::min(points.dim, first + kColumnsPerStep);
    const int width = static_cast<int>(last - first);
    for_each_block(run, rows, kRowsPerTile, [&](size_t, size_t begin, size_t end) {
      centre_columns(points, mean, first, last, begin, end, centred.data());
    });
    for_each_block(run, tiles, 1, [&](size_t block, size_t, size_t) {
      const size_t tile = tiles - 1 - block;  // the longest first, for balance
      const size_t begin = tile * kRowsPerTile;
      const size_t end = std::min(rows, begin + kRowsPerTile);
      const int m = static_cast<int>(end), n = static_cast<int>(end - begin);
      dgemm_("T", "N", &m, &n, &width, &kOne, centred.data(), &width,
             centred.data() + begin * static_cast<size_t>(width), &width, &kOne, gram + begin * rows, &ld);
    });
  }
}

double gram_components(const Run& run, Matrix points, const double* mean, double* gram, size_t count,
                       float* components, double* variance) {
  const size_t rows = points.rows, dim = points.dim;
  const auto divisor = static_cast<double>(rows - 1);
  for (size_t i = 0; i < rows * rows; ++i) gram[i] /= divisor;
  double total = 0;
  for (size_t i = 0; i < rows; ++i) total += gram[i * rows + i];

  auto eigen = largest_eigenpairs(gram, rows, count);
  const double noise = kNoise * eigen.values[count - 1];
  for (size_t c = 0; c < count; ++c) {
    const double value = eigen.values[count - 1 - c];
    variance[c] = value > noise ? value : 0;
    const double scale = value > noise ? 1 / std::sqrt(value * divisor) : 0;
    double* vector = eigen.vectors.data() + (count - 1 - c) * rows;
    for (size_t i = 0; i < rows; ++i) vector[i] *= scale;
  }
  for_each_block(run, dim, kColumnsPerBlock, [&](size_t, size_t begin, size_t end) {
    const size_t width = end - begin;
    std::vector<double> centred(rows * width), product(width * count);
    centre_columns(points, mean, begin, end, 0, rows, centred.data());
    const int m = static_cast<int>(width), n = static_cast<int>(count), k = static_cast<int>(rows);
    dgemm_("N", "N", &m, &n, &k, &kOne, centred.data(), &m, eigen.vectors.data(), &k, &kZero, product.data(), &m);
    for (size_t c = 0; c < count; ++c)
      std::copy_n(product.data() + (count - 1 - c) * width, width, components + c * dim + begin);
  });
  for_each_block(run, count, 1, [&](size_t c, size_t, size_t) { turn_to_positive(components + c * dim, dim); });
  return total;
}
