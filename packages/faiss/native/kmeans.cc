#include "kmeans.h"

#include <algorithm>
#include <vector>

#include "assignment.h"
#include "column_sums.h"
#include "distance_sampler.h"
#include "random.h"

namespace {

void copy_row(Matrix points, size_t row, float* centroid) {
  std::copy_n(points.row(row), points.dim, centroid);
}

void choose_start(const Run& run, Matrix points, size_t clusters, Random& random, float* centroids) {
  DistanceSampler sampler(points);
  copy_row(points, random.below(points.rows), centroids);
  for (size_t c = 1; c < clusters; ++c) {
    sampler.add(run, centroids + (c - 1) * points.dim);
    const size_t picked = sampler.pick(random);
    // Fewer distinct rows than clusters: the rest repeat rows and stay empty.
    copy_row(points, picked < points.rows ? picked : random.below(points.rows), centroids + c * points.dim);
  }
}

/** Gives the clusters of no rows new centroids and tells how many got one. */
size_t reseed_empty(const Run& run, Matrix points, const std::vector<size_t>& sizes, const int32_t* assignment,
                    Random& random, float* centroids) {
  if (std::find(sizes.begin(), sizes.end(), 0) == sizes.end()) return 0;
  DistanceSampler sampler(run, points, centroids, assignment);
  size_t reseeded = 0;
  for (size_t c = 0; c < sizes.size(); ++c) {
    if (sizes[c] > 0) continue;
    const size_t picked = sampler.pick(random);
    if (picked == points.rows) break;
    float* centroid = centroids + c * points.dim;
    copy_row(points, picked, centroid);
    sampler.add(run, centroid);
    ++reseeded;
  }
  return reseeded;
}

std::vector<size_t> update_centroids(const Run& run, Matrix points, const int32_t* assignment, size_t clusters,
                                     float* centroids) {
  std::vector<size_t> sizes(clusters);
  for (size_t i = 0; i < points.rows; ++i) ++sizes[static_cast<size_t>(assignment[i])];
  std::vector<double> sums(clusters * points.dim);
  add_rows_by_group(run, points, assignment, sums.data());
  for (size_t c = 0; c < clusters; ++c) {
    if (sizes[c] == 0) continue;
    for (size_t j = c * points.dim; j < (c + 1) * points.dim; ++j)
      centroids[j] = static_cast<float>(sums[j] / static_cast<double>(sizes[c]));
  }
  return sizes;
}

}  // namespace

KmeansSummary kmeans(const Run& run, Matrix points, const KmeansOptions& options, float* centroids,
                     int32_t* assignment, const std::function<void(const KmeansProgress&)>& report) {
  Random random(options.seed);
  if (!options.started) choose_start(run, points, options.clusters, random, centroids);
  std::fill_n(assignment, points.rows, -1);

  KmeansSummary summary{0, 0, false, 0};
  for (;;) {
    const auto change = assign_rows(run, points, {centroids, options.clusters, points.dim}, assignment);
    summary.inertia = change.inertia;
    summary.converged = change.moved == 0;
    report({summary.iterations, change.inertia, change.moved});
    if (summary.converged || summary.iterations == options.max_iterations) return summary;

    const auto sizes = update_centroids(run, points, assignment, options.clusters, centroids);
    summary.reseeded += reseed_empty(run, points, sizes, assignment, random, centroids);
    ++summary.iterations;
  }
}
