#pragma once

#include <cstddef>
#include <vector>

#include "matrix.h"
#include "row_blocks.h"

/**
 * Rows cut down to `width` columns: their first width − 1, and the norm of all others. By Cauchy and
 * Schwarz the distance of two reduced rows is at most that of the rows themselves, and close to it
 * where the leading columns hold the variance, as after PCA.
 */
void reduce_row(const float* row, size_t dim, size_t width, float* reduced);

/** Rows as the search sees them: moved by an origin, so that data far from zero keep their precision. */
class Origin {
 public:
  /** The mean of the rows of `matrix`, or zero (and nothing moves) where that is small beside their spread. */
  explicit Origin(Matrix matrix);

  bool moves() const { return moves_; }
  void move(const float* row, float* moved) const;

 private:
  std::vector<float> values_;
  bool moves_;
};

/** What about the rows does not change while centroids do. */
struct RowSummary {
  /** Squared norms of the moved rows. */
  std::vector<float> squared_norms;
  /** For each width, the moved rows reduced to it, [rows, width]. */
  std::vector<std::vector<float>> reduced;
};

RowSummary summarise_rows(const Run& run, Matrix points, const Origin& origin, const std::vector<size_t>& widths);
