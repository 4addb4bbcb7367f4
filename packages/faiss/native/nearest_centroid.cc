#include "nearest_centroid.h"

#include <omp.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "squared_distance.h"

namespace {

void move_by(const std::vector<float>& origin, const float* rows, size_t count, float* moved) {
  const size_t dim = origin.size();
  for (size_t i = 0; i < count; ++i)
    for (size_t j = 0; j < dim; ++j) moved[i * dim + j] = rows[i * dim + j] - origin[j];
}

double norm(const float* row, size_t dim) {
  double sum = 0;
  for (size_t j = 0; j < dim; ++j) sum += static_cast<double>(row[j]) * row[j];
  return std::sqrt(sum);
}

std::vector<float> mean_row(const Matrix& matrix) {
  std::vector<double> sums(matrix.dim);
  for (size_t i = 0; i < matrix.rows; ++i)
    for (size_t j = 0; j < matrix.dim; ++j) sums[j] += matrix.row(i)[j];
  std::vector<float> mean(matrix.dim);
  for (size_t j = 0; j < matrix.dim; ++j) mean[j] = static_cast<float>(sums[j] / matrix.rows);
  return mean;
}

/**
 * Largest error of a float32 squared distance of dim-vectors whose norms add up to `norms`, either as
 * |x|² + |c|² − 2x·c or as Σ(x − c)², in any order of summation, after both were moved by the origin:
 * γ(dim + 12)·norms² and what underflow can hide.
 */
double error_bound(double norms, size_t dim) {
  const double steps = static_cast<double>(dim + 12) * 0x1p-24;
  return steps / (1 - steps) * norms * norms + static_cast<double>(dim + 12) * 0x1p-126;
}

// Beyond this a float32 square may overflow on the way, and the bound no longer holds.
constexpr double kLargestNorms = 1e18;

}  // namespace

NearestCentroid::NearestCentroid(Matrix centroids)
    : centroids_(centroids), origin_(mean_row(centroids)), index_(static_cast<int64_t>(centroids.dim)) {
  std::vector<float> moved(centroids.rows * centroids.dim);
  move_by(origin_, centroids.data, centroids.rows, moved.data());
  index_.add(static_cast<int64_t>(centroids.rows), moved.data());
  for (size_t i = 0; i < centroids.rows; ++i)
    largest_norm_ = std::max(largest_norm_, norm(moved.data() + i * centroids.dim, centroids.dim));
}

int32_t NearestCentroid::compare_all(const float* row) const {
  int32_t nearest = 0;
  double least = std::numeric_limits<double>::infinity();
  for (size_t c = 0; c < centroids_.rows; ++c) {
    const double distance = squared_distance(row, centroids_.row(c), centroids_.dim);
    if (distance < least) {
      least = distance;
      nearest = static_cast<int32_t>(c);
    }
  }
  return nearest;
}

void NearestCentroid::search(const float* rows, size_t count, int32_t* nearest, double* distances) const {
  const size_t dim = centroids_.dim;
  std::vector<float> moved(count * dim);
  move_by(origin_, rows, count, moved.data());

  std::vector<float> proposed(count * 2);
  std::vector<int64_t> labels(count * 2);
  // The blocks are this package's own parallelism; faiss must not start a second team in each of them.
  omp_set_num_threads(1);
  index_.search(static_cast<int64_t>(count), moved.data(), 2, proposed.data(), labels.data());

  for (size_t i = 0; i < count; ++i) {
    const double norms = norm(moved.data() + i * dim, dim) + largest_norm_;
    const double gap = static_cast<double>(proposed[2 * i + 1]) - proposed[2 * i];
    const bool settled =
        labels[2 * i + 1] >= 0 && norms < kLargestNorms && gap > 2 * error_bound(norms, dim);
    const float* row = rows + i * dim;
    nearest[i] = settled ? static_cast<int32_t>(labels[2 * i]) : compare_all(row);
    distances[i] = squared_distance(row, centroids_.row(static_cast<size_t>(nearest[i])), dim);
  }
}
