#include "kmeans/distance_sampler.h"

#include <algorithm>
#include <limits>

#include "search/squared_distance.h"

namespace {
constexpr size_t kRowsPerBlock = 4096;
// A float64 sum of up to 2^20 squares errs by less than this share of it.
constexpr double kSure = 1 - 0x1p-30;
}  // namespace

DistanceSampler::DistanceSampler(Matrix points)
    : points_(points),
      distances_(points.rows, std::numeric_limits<double>::infinity()),
      nearest_(points.rows),
      block_sums_((points.rows + kRowsPerBlock - 1) / kRowsPerBlock) {}

DistanceSampler::DistanceSampler(const Run& run, Matrix points) : DistanceSampler(points) {
  for (const size_t width : {16, 64})
    if (3 * width <= points.dim) sketches_.emplace_back(run, points, width);
}

DistanceSampler::DistanceSampler(const Run& run, Matrix points, const float* centroids, const int32_t* assignment)
    : DistanceSampler(points) {
  std::copy_n(assignment, points.rows, nearest_.begin());
  const int32_t last = *std::max_element(nearest_.begin(), nearest_.end());
  for (int32_t c = 0; c <= last; ++c) centroids_.push_back(centroids + static_cast<size_t>(c) * points.dim);
  for_each_block(run, points_.rows, kRowsPerBlock, [&](size_t block, size_t begin, size_t end) {
    for (size_t i = begin; i < end; ++i) {
      const float* centroid = centroids + static_cast<size_t>(assignment[i]) * points_.dim;
      distances_[i] = squared_distance(points_.row(i), centroid, points_.dim);
    }
    sum_block(block, begin, end);
  });
}

/** Rows of the block that the new centroid may be nearest to, counted from `begin`. */
size_t DistanceSampler::list_candidates(const std::vector<double>& separations, size_t begin, size_t end,
                                        uint32_t* list) const {
  size_t count = 0;
  for (size_t i = begin; i < end; ++i) {
    list[count] = static_cast<uint32_t>(i - begin);
    count += separations.empty() || separations[static_cast<size_t>(nearest_[i])] < 4 * distances_[i];
  }
  return count;
}

void DistanceSampler::add(const Run& run, const float* centroid) {
  std::vector<double> separations;
  for (const float* other : centroids_) separations.push_back(squared_distance(centroid, other, points_.dim) * kSure);
  const auto added = static_cast<int32_t>(centroids_.size());
  centroids_.push_back(centroid);

  for_each_block(run, points_.rows, kRowsPerBlock, [&](size_t block, size_t begin, size_t end) {
    uint32_t list[kRowsPerBlock];
    size_t count = list_candidates(separations, begin, end, list);
    for (const auto& sketches : sketches_)
      count = sketches.keep_near(centroid, begin, list, count, distances_.data());
    bool changed = false;
    for (size_t at = 0; at < count; ++at) {
      const size_t i = begin + list[at];
      const double distance = squared_distance_below(points_.row(i), centroid, points_.dim, distances_[i]);
      if (!(distance < distances_[i])) continue;
      distances_[i] = distance;
      nearest_[i] = added;
      changed = true;
    }
    if (changed) sum_block(block, begin, end);
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
