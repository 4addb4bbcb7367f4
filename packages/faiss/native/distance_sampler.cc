#include "distance_sampler.h"

#include <algorithm>
#include <limits>

#include "squared_distance.h"

namespace {
constexpr size_t kRowsPerBlock = 4096;
}

DistanceSampler::DistanceSampler(Matrix points)
    : points_(points),
      distances_(points.rows, std::numeric_limits<double>::infinity()),
      block_sums_((points.rows + kRowsPerBlock - 1) / kRowsPerBlock) {}

DistanceSampler::DistanceSampler(const Run& run, Matrix points, const float* centroids, const int32_t* assignment)
    : DistanceSampler(points) {
  for_each_block(run, points_.rows, kRowsPerBlock, [&](size_t block, size_t begin, size_t end) {
    for (size_t i = begin; i < end; ++i) {
      const float* centroid = centroids + static_cast<size_t>(assignment[i]) * points_.dim;
      distances_[i] = squared_distance(points_.row(i), centroid, points_.dim);
    }
    sum_block(block, begin, end);
  });
}

void DistanceSampler::add(const Run& run, const float* centroid) {
  for_each_block(run, points_.rows, kRowsPerBlock, [&](size_t block, size_t begin, size_t end) {
    for (size_t i = begin; i < end; ++i)
      distances_[i] = std::min(distances_[i], squared_distance(points_.row(i), centroid, points_.dim));
    sum_block(block, begin, end);
  });
}

void DistanceSampler::sum_block(size_t block, size_t begin, size_t end) {
  double sum = 0;
  for (size_t i = begin; i < end; ++i) sum += distances_[i];
  block_sums_[block] = sum;
}

size_t DistanceSampler::pick(Random& random) const {
  double total = 0;
  for (const double sum : block_sums_) total += sum;
  if (!(total > 0)) return points_.rows;

  double remaining = random.uniform() * total;
  size_t block = 0;
  while (block + 1 < block_sums_.size() && remaining >= block_sums_[block]) remaining -= block_sums_[block++];

  // Rounding may carry past the last row of positive distance: then that row is the one meant.
  size_t picked = points_.rows;
  for (size_t i = block * kRowsPerBlock; i < points_.rows; ++i) {
    if (distances_[i] <= 0) continue;
    picked = i;
    if (remaining < distances_[i]) return picked;
    remaining -= distances_[i];
  }
  for (size_t i = points_.rows; picked == points_.rows && i-- > 0;)
    if (distances_[i] > 0) picked = i;
  return picked;
}
