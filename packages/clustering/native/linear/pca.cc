#include "linear/pca.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "linear/blas.h"
#include "linear/eigenpairs.h"

namespace {

constexpr size_t kRowsPerStep = 1024;
constexpr size_t kColumnsPerTile = 64;
constexpr double kOne = 1;
constexpr double kZero = 0;

void centre(const float* rows, size_t count, const double* mean, size_t dim, double* centred) {
  for (size_t i = 0; i < count; ++i)
    for (size_t j = 0; j < dim; ++j) centred[i * dim + j] = rows[i * dim + j] - mean[j];
}

double sign_of_largest(const double* vector, size_t dim) {
  size_t largest = 0;
  for (size_t j = 1; j < dim; ++j)
    if (std::abs(vector[j]) > std::abs(vector[largest])) largest = j;
  return vector[largest] < 0 ? -1 : 1;
}

}  // namespace

void add_scatter(const Run& run, Matrix points, const double* mean, double* scatter) {
  const size_t dim = points.dim;
  const int ld = static_cast<int>(dim);
  const size_t tiles = (dim + kColumnsPerTile - 1) / kColumnsPerTile;
  std::vector<double> centred(std::min(kRowsPerStep, points.rows) * dim);

  for (size_t first = 0; first < points.rows; first += kRowsPerStep) {
    const size_t count = std::min(kRowsPerStep, points.rows - first);
    for_each_block(run, count, 64, [&](size_t, size_t begin, size_t end) {
      centre(points.row(first + begin), end - begin, mean, dim, centred.data() + begin * dim);
    });
    // Each thread owns whole tiles, so the bits do not depend on them.
    for_each_block(run, tiles, 1, [&](size_t block, size_t, size_t) {
      const size_t tile = tiles - 1 - block;  // the longest first, for balance
      const size_t begin = tile * kColumnsPerTile;
      const size_t end = std::min(dim, begin + kColumnsPerTile);
      const int m = static_cast<int>(end), n = static_cast<int>(end - begin), k = static_cast<int>(count);
      dgemm_("N", "T", &m, &n, &k, &kOne, centred.data(), &ld, centred.data() + begin, &ld, &kOne,
             scatter + begin * dim, &ld);
    });
  }
}

double principal_components(const Run& run, double* scatter, size_t dim, size_t rows, size_t count, float* components,
                            double* variance) {
  for (size_t i = 0; i < dim * dim; ++i) scatter[i] /= static_cast<double>(rows - 1);
  double total = 0;
  for (size_t j = 0; j < dim; ++j) total += scatter[j * dim + j];

  const auto eigen = largest_eigenpairs(scatter, dim, count);
  for (size_t c = 0; c < count; ++c) {
    const size_t from = count - 1 - c;
    const double* vector = eigen.vectors.data() + from * dim;
    const double sign = sign_of_largest(vector, dim);
    variance[c] = std::max(0.0, eigen.values[from]);
    for (size_t j = 0; j < dim; ++j) components[c * dim + j] = static_cast<float>(sign * vector[j]);
  }
  if (run.cancelled.load()) throw Cancelled{};
  return total;
}

void apply_pca(const Run& run, Matrix points, const double* mean, Matrix components, float* projected) {
  const size_t dim = points.dim;
  const std::vector<double> directions(components.data, components.data + components.rows * dim);
  for_each_block(run, points.rows, 256, [&](size_t, size_t begin, size_t end) {
    const size_t rows = end - begin;
    std::vector<double> centred(rows * dim);
    std::vector<double> product(rows * components.rows);
    centre(points.row(begin), rows, mean, dim, centred.data());
    const int m = static_cast<int>(components.rows), n = static_cast<int>(rows), k = static_cast<int>(dim);
    dgemm_("T", "N", &m, &n, &k, &kOne, directions.data(), &k, centred.data(), &k, &kZero, product.data(), &m);
    std::copy(product.begin(), product.end(), projected + begin * components.rows);
  });
}
