#include "step_rates.h"

#include <algorithm>
#include <chrono>
#include <vector>

#include "linear/blas.h"
#include "search/centroid_search.h"

namespace {

constexpr size_t kRowsPerProduct = 1024;

template <class Work>
double seconds_of(const Work& work) {
  const auto began = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

void multiply(const Run& run, Matrix points, Matrix centroids) {
  for_each_block(run, points.rows, kRowsPerProduct, [&](size_t, size_t begin, size_t end) {
    thread_local std::vector<float> product;
    product.resize(kRowsPerProduct * centroids.rows);
    const int m = static_cast<int>(centroids.rows), n = static_cast<int>(end - begin);
    const int k = static_cast<int>(points.dim);
    const float one = 1, zero = 0;
    sgemm_("T", "N", &m, &n, &k, &one, centroids.data, &k, points.row(begin), &k, &zero, product.data(), &m);
  });
}

}  // namespace

StepSeconds measure_steps(const Run& run, Matrix points, Matrix centroids, int32_t* assignment) {
  std::fill_n(assignment, points.rows, -1);
  CentroidSearch search(run, points, centroids, Searches::kOne, Reductions::kNone);
  const double assigned = seconds_of([&] { search.search(run, centroids, assignment); });
  const double multiplied = seconds_of([&] { multiply(run, points, centroids); });
  return {assigned, multiplied};
}
