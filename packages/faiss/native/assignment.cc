#include "assignment.h"

#include <vector>

#include "nearest_centroid.h"

namespace {
// Large enough for the matrix product to run at full speed, small enough to stop soon.
constexpr size_t kRowsPerBlock = 1024;
}  // namespace

AssignmentChange assign_rows(const Run& run, Matrix points, Matrix centroids, int32_t* assignment) {
  const NearestCentroid search(centroids);
  std::vector<AssignmentChange> changes((points.rows + kRowsPerBlock - 1) / kRowsPerBlock);

  for_each_block(run, points.rows, kRowsPerBlock, [&](size_t block, size_t begin, size_t end) {
    const size_t count = end - begin;
    std::vector<int32_t> nearest(count);
    std::vector<double> distances(count);
    search.search(points.row(begin), count, nearest.data(), distances.data());
    AssignmentChange change{0, 0};
    for (size_t i = 0; i < count; ++i) {
      change.inertia += distances[i];
      change.moved += assignment[begin + i] != nearest[i];
      assignment[begin + i] = nearest[i];
    }
    changes[block] = change;
  });

  AssignmentChange total{0, 0};
  for (const auto& change : changes) {
    total.inertia += change.inertia;
    total.moved += change.moved;
  }
  return total;
}
