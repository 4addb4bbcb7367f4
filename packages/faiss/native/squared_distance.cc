#include "squared_distance.h"

#include "for_each_cpu.h"

FOR_EACH_CPU
double squared_distance(const float* a, const float* b, size_t dim) {
  constexpr size_t kSums = 8;
  double sums[kSums] = {};
  size_t i = 0;
  for (; i + kSums <= dim; i += kSums) {
    for (size_t s = 0; s < kSums; ++s) {
      const double difference = static_cast<double>(a[i + s]) - static_cast<double>(b[i + s]);
      sums[s] += difference * difference;
    }
  }
  for (size_t s = 0; i + s < dim; ++s) {
    const double difference = static_cast<double>(a[i + s]) - static_cast<double>(b[i + s]);
    sums[s] += difference * difference;
  }
  double total = sums[0];
  for (size_t s = 1; s < kSums; ++s) total += sums[s];
  return total;
}
