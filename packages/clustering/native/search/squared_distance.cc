#include "search/squared_distance.h"

#include <algorithm>

#include "for_each_cpu.h"

namespace {

constexpr size_t kSums = 8;
/** Columns before the first look at the limit: a cache line. Each further stretch is twice as long. */
constexpr size_t kFirstStretch = 16;

#define INLINE __attribute__((always_inline)) inline

INLINE void add_square(const float* a, const float* b, size_t i, double& sum) {
  const double difference = static_cast<double>(a[i]) - static_cast<double>(b[i]);
  sum += difference * difference;
}

INLINE double total_of(const double* sums) {
  double total = sums[0];
  for (size_t s = 1; s < kSums; ++s) total += sums[s];
  return total;
}

}  // namespace

FOR_EACH_CPU
double squared_distance(const float* a, const float* b, size_t dim) {
  double sums[kSums] = {};
  size_t i = 0;
  for (; i + kSums <= dim; i += kSums)
    for (size_t s = 0; s < kSums; ++s) add_square(a, b, i + s, sums[s]);
  for (size_t s = 0; i + s < dim; ++s) add_square(a, b, i + s, sums[s]);
  return total_of(sums);
}

FOR_EACH_CPU
double squared_distance_below(const float* a, const float* b, size_t dim, double limit) {
  double sums[kSums] = {};
  size_t i = 0, look = kFirstStretch;
  for (; i + kSums <= dim; i += kSums) {
    if (i == look) {
      const double total = total_of(sums);
      if (total >= limit) return total;
      look *= 2;
    }
    for (size_t s = 0; s < kSums; ++s) add_square(a, b, i + s, sums[s]);
  }
  for (size_t s = 0; i + s < dim; ++s) add_square(a, b, i + s, sums[s]);
  return total_of(sums);
}
