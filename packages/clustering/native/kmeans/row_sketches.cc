#include "kmeans/row_sketches.h"

#include <cmath>
#include <limits>

#include "for_each_cpu.h"
#include "reduction.h"

namespace {

constexpr size_t kSums = 8;

/**
 * Below the squared distance of the rows behind two sketches. The sum of up to 256 squares errs by less than
 * 2⁻¹⁵ of itself; the norms of the rest, each by less than 2⁻²³ of itself, make the square of their difference
 * err by as much of 2·|a − b|·(a + b). Overflow and underflow prove nothing.
 */
__attribute__((always_inline)) inline float least_distance(const float* a, const float* b, size_t width) {
  float sums[kSums] = {};
  for (size_t i = 0; i < width; i += kSums)
    for (size_t s = 0; s < kSums; ++s) sums[s] += (a[i + s] - b[i + s]) * (a[i + s] - b[i + s]);
  for (size_t half = kSums / 2; half > 0; half /= 2)
    for (size_t s = 0; s < half; ++s) sums[s] += sums[s + half];
  const float rest_a = a[width - 1], rest_b = b[width - 1];
  const float error = std::abs(rest_a - rest_b) * (rest_a + rest_b) * 0x1p-21f;
  const bool holds = sums[0] > 1e-30f && sums[0] <= std::numeric_limits<float>::max();
  return holds ? sums[0] * (1 - 0x1p-14f) - error : 0;
}

template <size_t Width>
__attribute__((always_inline)) inline size_t keep_near_rows(const float* rows, size_t width, const float* centroid,
                                                            uint32_t* list, size_t count, const double* known) {
  if (Width > 0) width = Width;
  size_t kept = 0;
  for (size_t i = 0; i < count; ++i) {
    const uint32_t r = list[i];
    const bool near = !(static_cast<double>(least_distance(rows + r * width, centroid, width)) >= known[r]);
    list[kept] = r;
    kept += near;
  }
  return kept;
}

}  // namespace

RowSketches::RowSketches(const Run& run, Matrix points, size_t width)
    : dim_(points.dim), width_(width), values_(points.rows * width) {
  for_each_block(run, points.rows, 1024, [&](size_t, size_t begin, size_t end) {
    for (size_t i = begin; i < end; ++i) reduce_row(points.row(i), dim_, width_, values_.data() + i * width_);
  });
}

FOR_EACH_CPU
static size_t keep_near_sketches(const float* rows, size_t width, const float* centroid, uint32_t* list, size_t count,
                                 const double* known) {
  // One cache line deserves an unrolled loop.
  if (width == 16) return keep_near_rows<16>(rows, width, centroid, list, count, known);
  return keep_near_rows<0>(rows, width, centroid, list, count, known);
}

size_t RowSketches::keep_near(const float* centroid, size_t first, uint32_t* list, size_t count,
                              const double* known) const {
  std::vector<float> sketch(width_);
  reduce_row(centroid, dim_, width_, sketch.data());
  return keep_near_sketches(values_.data() + first * width_, width_, sketch.data(), list, count, known + first);
}
