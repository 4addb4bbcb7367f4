#include "linear/block_lanczos.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "kmeans/random.h"
#include "linear/blas.h"

namespace {

constexpr size_t kRowsPerStep = 256;
constexpr size_t kRowsPerBlock = 32;
constexpr size_t kColumnsPerTile = 512;
constexpr size_t kVectorsPerTile = 32;
/** A vector that has lost so much of its length was within the basis. */
constexpr double kWithin = 1e-13;
constexpr double kOne = 1;
constexpr double kMinusOne = -1;
constexpr double kZero = 0;

double dot(const double* a, const double* b, size_t dim) {
  double sums[8] = {};
  size_t j = 0;
  for (; j + 8 <= dim; j += 8)
    for (size_t s = 0; s < 8; ++s) sums[s] += a[j + s] * b[j + s];
  for (; j < dim; ++j) sums[0] += a[j] * b[j];
  double total = 0;
  for (const double sum : sums) total += sum;
  return total;
}

void draw(Random& random, double* vector, size_t dim) {
  for (size_t j = 0; j < dim; ++j) vector[j] = random.uniform() - 0.5;
}

/** Takes the basis' share out of the block and adds it to `coefficients`. */
void project_out(const Run& run, Basis basis, double* block, size_t width, double* coefficients) {
  const size_t dim = basis.dim, size = basis.size;
  if (size == 0) return;
  std::vector<double> share(width * size);
  const int n = static_cast<int>(width), d = static_cast<int>(dim), s = static_cast<int>(size);
  for_each_block(run, size, kVectorsPerTile, [&](size_t, size_t begin, size_t end) {
    const int m = static_cast<int>(end - begin);
    dgemm_("T", "N", &m, &n, &d, &kOne, basis.vectors + begin * dim, &d, block, &d, &kZero, share.data() + begin, &s);
  });
  for_each_block(run, dim, kColumnsPerTile, [&](size_t, size_t begin, size_t end) {
    const int m = static_cast<int>(end - begin);
    dgemm_("N", "N", &m, &n, &s, &kMinusOne, basis.vectors + begin, &d, share.data(), &s, &kOne, block + begin, &d);
  });
  for (size_t i = 0; i < share.size(); ++i) coefficients[i] += share[i];
}

/** Gram–Schmidt within the block; `triangle` gets a row for each vector. Vectors shorter than `least` are drawn anew. */
void orthonormalise_within(double* block, size_t width, size_t dim, double least, Random& random, double* triangle) {
  std::fill_n(triangle, width * width, 0.0);
  for (size_t i = 0; i < width; ++i) {
    double* vector = block + i * dim;
    double* row = triangle + i * width;
    const auto take_out_earlier = [&] {
      for (size_t k = 0; k < i; ++k) {
        const double* earlier = block + k * dim;
        const double share = dot(earlier, vector, dim);
        for (size_t j = 0; j < dim; ++j) vector[j] -= share * earlier[j];
        row[k] += share;
      }
    };
    take_out_earlier();
    take_out_earlier();
    double length = std::sqrt(dot(vector, vector, dim));
    row[i] = length;
    if (length <= least) {
      const std::vector<double> shares(row, row + i);
      draw(random, vector, dim);
      take_out_earlier();
      take_out_earlier();
      length = std::sqrt(dot(vector, vector, dim));
      std::copy(shares.begin(), shares.end(), row);
      row[i] = 0;
    }
    for (size_t j = 0; j < dim; ++j) vector[j] /= length;
  }
}

}  // namespace

double add_covariance_products(const Run& run, Matrix points, const double* mean, const double* vectors, size_t width,
                               double* products) {
  const size_t dim = points.dim;
  const int w = static_cast<int>(width), d = static_cast<int>(dim);
  const size_t step = std::min(kRowsPerStep, points.rows);
  std::vector<double> centred(step * dim), shares(step * width), squares(step);
  double total = 0;
  for (size_t first = 0; first < points.rows; first += step) {
    const size_t count = std::min(step, points.rows - first);
    for_each_block(run, count, kRowsPerBlock, [&](size_t, size_t begin, size_t end) {
      for (size_t i = begin; i < end; ++i) {
        const float* row = points.row(first + i);
        double* out = centred.data() + i * dim;
        for (size_t j = 0; j < dim; ++j) out[j] = row[j] - mean[j];
        squares[i] = dot(out, out, dim);
      }
      const int n = static_cast<int>(end - begin);
      dgemm_("T", "N", &w, &n, &d, &kOne, vectors, &d, centred.data() + begin * dim, &d, &kZero,
             shares.data() + begin * width, &w);
    });
    for (size_t i = 0; i < count; ++i) total += squares[i];
    const int k = static_cast<int>(count);
    for_each_block(run, dim, kColumnsPerTile, [&](size_t, size_t begin, size_t end) {
      const int m = static_cast<int>(end - begin);
      dgemm_("N", "T", &m, &w, &k, &kOne, centred.data() + begin, &d, shares.data(), &w, &kOne, products + begin, &d);
    });
  }
  return total;
}

void orthonormalise(const Run& run, Basis basis, double* block, size_t width, uint64_t seed, double* coefficients,
                    double* triangle) {
  const size_t dim = basis.dim;
  Random random(seed);
  double longest = 0;
  for (size_t i = 0; i < width; ++i)
    longest = std::max(longest, std::sqrt(dot(block + i * dim, block + i * dim, dim)));
  std::fill_n(coefficients, width * basis.size, 0.0);
  project_out(run, basis, block, width, coefficients);
  project_out(run, basis, block, width, coefficients);
  std::vector<double> first(width * width), second(width * width);
  orthonormalise_within(block, width, dim, kWithin * longest, random, first.data());
  // Vectors that were drawn anew, or have lost most of their length, still lean on the basis.
  std::vector<double> rest(width * basis.size);
  project_out(run, basis, block, width, rest.data());
  orthonormalise_within(block, width, dim, 0, random, second.data());
  for (size_t i = 0; i < width; ++i)
    for (size_t j = 0; j < width; ++j) {
      double sum = 0;
      for (size_t k = 0; k < width; ++k) sum += first[i * width + k] * second[k * width + j];
      triangle[i * width + j] = sum;
    }
}

void combine_basis(const Run& run, Basis basis, const double* weights, size_t count) {
  const size_t dim = basis.dim;
  const int n = static_cast<int>(count), k = static_cast<int>(basis.size), d = static_cast<int>(dim);
  for_each_block(run, dim, kColumnsPerTile, [&](size_t, size_t begin, size_t end) {
    const size_t width = end - begin;
    const int m = static_cast<int>(width);
    std::vector<double> product(width * count);
    dgemm_("N", "N", &m, &n, &k, &kOne, basis.vectors + begin, &d, weights, &k, &kZero, product.data(), &m);
    for (size_t c = 0; c < count; ++c)
      std::copy_n(product.data() + c * width, width, basis.vectors + c * dim + begin);
  });
}
