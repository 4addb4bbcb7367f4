#include "kmeans/kmeans.h"

#include <algorithm>
#include <vector>

#include "search/centroid_search.h"
#include "kmeans/centroid_sums.h"
#include "kmeans/distance_sampler.h"
#include "kmeans/inertia.h"
#include "kmeans/random.h"

namespace {

void copy_row(Matrix points, size_t row, float* centroid) {
  std::copy_n(points.row(row), points.dim, centroid);
}

void choose_start(const Run& run, Matrix points, size_t clusters, Random& random, float* centroids) {
  DistanceSampler sampler(run, points);
  copy_row(points, random.below(points.rows), centroids);
  for (size_t c = 1; c < clusters; ++c) {
    sampler.add(run, centroids + (c - 1) * points.dim);
    const size_t picked = sampler.pick(random);
    // Fewer distinct rows than clusters: the rest repeat rows and stay empty.
    copy_row(points, picked < points.rows ? picked : random.below(points.rows), centroids + c * points.dim);
  }
}

/** Gives the clusters of no rows new centroids and tells how many got one. */
size_t reseed_empty(const Run& run, Matrix points, const std::vector<size_t>& empty, const int32_t* assignment,
                    Random& random, float* centroids) {
  if (empty.empty()) return 0;
  DistanceSampler sampler(run, points, centroids, assignment);
  size_t reseeded = 0;
  for (const size_t c : empty) {
    const size_t picked = sampler.pick(random);
    if (picked == points.rows) break;
    float* centroid = centroids + c * points.dim;
    copy_row(points, picked, centroid);
    sampler.add(run, centroid);
    ++reseeded;
  }
  return reseeded;
}

/** Moves every centroid to its mean and tells the clusters that have none. */
std::vector<size_t> update_centroids(const CentroidSums& sums, Matrix points, size_t clusters, float* centroids) {
  std::vector<size_t> empty;
  for (size_t c = 0; c < clusters; ++c) {
    if (sums.size(c) > 0) sums.mean(c, centroids + c * points.dim);
    else empty.push_back(c);
  }
  return empty;
}

}  // namespace

KmeansSummary kmeans(const Run& run, Matrix points, const KmeansOptions& options, float* centroids,
                     int32_t* assignment, const std::function<void(const KmeansProgress&)>& report) {
  Random random(options.seed);
  if (!options.started) choose_start(run, points, options.clusters, random, centroids);
  std::fill_n(assignment, points.rows, -1);

  const Matrix current{centroids, options.clusters, points.dim};
  CentroidSearch search(run, points, current, Searches::kMany);
  CentroidSums sums(points, options.clusters);
  KmeansSummary summary{0, 0, false, 0};
  for (;;) {
    const size_t moved = search.search(run, current, assignment);
    summary.converged = moved == 0;
    const bool last = summary.converged || summary.iterations == options.max_iterations;
    // A pass over all rows, which the search itself need not make.
    if (last || report) summary.inertia = inertia_of(run, points, current, assignment);
    if (report) report({summary.iterations, summary.inertia, moved});
    if (last) return summary;

    sums.update(run, assignment);
    const auto empty = update_centroids(sums, points, options.clusters, centroids);
    summary.reseeded += reseed_empty(run, points, empty, assignment, random, centroids);
    ++summary.iterations;
  }
}
