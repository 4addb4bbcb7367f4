#include "linear/column_sums.h"

namespace {
// One cache line of float32.
constexpr size_t kColumnsPerStripe = 16;
constexpr size_t kRowsPerStep = 65536;
}  // namespace

void add_rows_by_group(const Run& run, Matrix points, const int32_t* groups, double* sums) {
  // A step of rows at a time, so that a cancelled run stops soon.
  for (size_t first = 0; first < points.rows; first += kRowsPerStep) {
    const size_t last = first + kRowsPerStep < points.rows ? first + kRowsPerStep : points.rows;
    for_each_block(run, points.dim, kColumnsPerStripe, [&](size_t, size_t begin, size_t end) {
      for (size_t i = first; i < last; ++i) {
        const float* row = points.row(i);
        double* sum = sums + (groups == nullptr ? 0 : static_cast<size_t>(groups[i])) * points.dim;
        for (size_t j = begin; j < end; ++j) sum[j] += row[j];
      }
    });
  }
}
