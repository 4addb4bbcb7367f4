#include "kmeans/centroid_sums.h"

#include <algorithm>

#include "for_each_cpu.h"

namespace {

constexpr size_t kColumns = 64;
constexpr size_t kEventsPerStep = 4096;

/** high + low += sign · values, with the rounding error of the first sum kept in the second. */
FOR_EACH_CPU
void add_scaled(const float* values, double sign, size_t count, double* __restrict high, double* __restrict low) {
  for (size_t j = 0; j < count; ++j) {
    const double value = sign * static_cast<double>(values[j]);
    const double sum = high[j] + value;
    const double added = sum - high[j];
    low[j] += (high[j] - (sum - added)) + (value - added);
    high[j] = sum;
  }
}

}  // namespace

CentroidSums::CentroidSums(Matrix points, size_t clusters)
    : points_(points),
      summed_(points.rows, -1),
      sizes_(clusters),
      high_(clusters * points.dim),
      low_(clusters * points.dim),
      starts_(clusters + 1) {}

void CentroidSums::sort_events(const int32_t* assignment) {
  size_t moved = 0;
  for (size_t i = 0; i < points_.rows; ++i) moved += summed_[i] != assignment[i];
  if (2 * moved > points_.rows) {
    // Less to add from nothing than to correct.
    std::fill(summed_.begin(), summed_.end(), -1);
    std::fill(sizes_.begin(), sizes_.end(), 0);
    std::fill(high_.begin(), high_.end(), 0.0);
    std::fill(low_.begin(), low_.end(), 0.0);
  }
  std::fill(starts_.begin(), starts_.end(), 0);
  const auto for_each_event = [&](const auto& visit) {
    for (size_t i = 0; i < points_.rows; ++i) {
      if (summed_[i] == assignment[i]) continue;
      if (summed_[i] >= 0) visit(static_cast<size_t>(summed_[i]), Event{static_cast<uint32_t>(i), -1});
      visit(static_cast<size_t>(assignment[i]), Event{static_cast<uint32_t>(i), 1});
    }
  };
  for_each_event([&](size_t cluster, Event) { ++starts_[cluster + 1]; });
  for (size_t c = 0; c + 1 < starts_.size(); ++c) starts_[c + 1] += starts_[c];
  events_.resize(starts_.back());
  auto next = starts_;
  for_each_event([&](size_t cluster, Event event) {
    events_[next[cluster]++] = event;
    sizes_[cluster] += static_cast<size_t>(event.sign);
  });
  std::copy_n(assignment, points_.rows, summed_.begin());
}

void CentroidSums::add_events(const Run& run) {
  const size_t dim = points_.dim;
  const size_t stripes = (dim + kColumns - 1) / kColumns;
  for_each_block(run, sizes_.size() * stripes, 1, [&](size_t unit, size_t, size_t) {
    const size_t cluster = unit / stripes;
    const size_t first = unit % stripes * kColumns;
    const size_t columns = std::min(kColumns, dim - first);
    const size_t at = cluster * dim + first;
    for (size_t e = starts_[cluster]; e < starts_[cluster + 1]; ++e) {
      if (e % kEventsPerStep == 0 && run.cancelled.load(std::memory_order_relaxed)) return;
      add_scaled(points_.row(events_[e].row) + first, events_[e].sign, columns, high_.data() + at, low_.data() + at);
    }
  });
}

void CentroidSums::update(const Run& run, const int32_t* assignment) {
  sort_events(assignment);
  add_events(run);
}

void CentroidSums::mean(size_t cluster, float* centroid) const {
  const auto size = static_cast<double>(sizes_[cluster]);
  for (size_t j = 0, at = cluster * points_.dim; j < points_.dim; ++j, ++at)
    centroid[j] = static_cast<float>((high_[at] + low_[at]) / size);
}
