#include "finite.h"

#include <cstdint>
#include <cstring>
#include <vector>

namespace {

/** An exponent of all ones marks NaN and infinity; without a branch, so that it vectorises. */
bool is_finite(const float* row, size_t dim) {
  constexpr uint32_t kExponent = 0x7f800000;
  uint32_t special = 0;
  for (size_t j = 0; j < dim; ++j) {
    uint32_t bits;
    std::memcpy(&bits, row + j, sizeof bits);
    special |= (bits & kExponent) == kExponent;
  }
  return special == 0;
}

}  // namespace

size_t first_row_not_finite(const Run& run, Matrix points) {
  constexpr size_t kRowsPerBlock = 1024;
  std::vector<size_t> first((points.rows + kRowsPerBlock - 1) / kRowsPerBlock, points.rows);
  for_each_block(run, points.rows, kRowsPerBlock, [&](size_t block, size_t begin, size_t end) {
    for (size_t i = begin; i < end && first[block] == points.rows; ++i)
      if (!is_finite(points.row(i), points.dim)) first[block] = i;
  });
  for (const size_t row : first)
    if (row < points.rows) return row;
  return points.rows;
}
