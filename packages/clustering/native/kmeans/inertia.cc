#include "kmeans/inertia.h"

#include <vector>

#include "search/squared_distance.h"

double inertia_of(const Run& run, Matrix points, Matrix centroids, const int32_t* assignment) {
  constexpr size_t kRowsPerBlock = 1024;
  std::vector<double> sums((points.rows + kRowsPerBlock - 1) / kRowsPerBlock);
  for_each_block(run, points.rows, kRowsPerBlock, [&](size_t block, size_t begin, size_t end) {
    double sum = 0;
    for (size_t i = begin; i < end; ++i)
      sum += squared_distance(points.row(i), centroids.row(static_cast<size_t>(assignment[i])), points.dim);
    sums[block] = sum;
  });
  double total = 0;
  for (const double sum : sums) total += sum;
  return total;
}
