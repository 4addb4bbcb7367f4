#include "linear/pca.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

#include "linear/blas.h"

namespace {

constexpr size_t kRowsPerStep = 1024;
constexpr size_t kColumnsPerTile = 64;
constexpr double kOne = 1;
constexpr double kZero = 0;

void centre(const float* rows, size_t count, const double* mean, size_t dim, double* centred) {
  for (size_t i = 0; i < count; ++i)
    for (size_t j = 0; j < dim; ++j) centred[i * dim + j] = rows[i * dim + j] - mean[j];
}

struct Eigen {
  std::vector<double> values;
  std::vector<double> vectors;
};

/** The `count` largest eigenvalues in rising order, and their vectors one after the other. */
Eigen largest_eigenpairs(double* symmetric, size_t dim, size_t count) {
  const int n = static_cast<int>(dim), upper = n, lower = n - static_cast<int>(count) + 1;
  Eigen eigen{std::vector<double>(dim), std::vector<double>(count * dim)};
  std::vector<int> support(2 * count);
  int found = 0, info = 0, work_size = -1, integer_size = -1;
  std::vector<double> work(1);
  std::vector<int> integers(1);
  const auto solve = [&] {
    dsyevr_("V", "I", "U", &n, symmetric, &n, &kZero, &kZero, &lower, &upper, &kZero, &found,
            eigen.values.data(), eigen.vectors.data(), &n, support.data(), work.data(), &work_size, integers.data(),
            &integer_size, &info);
  };
  solve();  // asks for the sizes of its work space
  work_size = static_cast<int>(work[0]);
  integer_size = integers[0];
  work.resize(static_cast<size_t>(work_size));
  integers.resize(static_cast<size_t>(integer_size));
  solve();
  if (info != 0 || found != static_cast<int>(count))
    throw std::runtime_error("LAPACK dsyevr failed with " + std::to_string(info));
  return eigen;
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
