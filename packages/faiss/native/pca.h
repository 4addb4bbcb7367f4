#pragma once

#include <cstddef>

#include "matrix.h"
#include "row_blocks.h"

/** Where fit_pca() writes: mean [dim], components [count, dim], variance [count]. */
struct PcaBuffers {
  double* mean;
  float* components;
  double* variance;
};

/**
 * The `count` directions of largest variance (divisor rows − 1), largest first, and returns the
 * variance of all columns together. Mean, centred rows and covariance are float64; the sign of a
 * component makes its loading of largest magnitude positive, as scikit-learn's svd_flip does.
 */
double fit_pca(const Run& run, Matrix points, size_t count, const PcaBuffers& out);

/** projected [rows, count] = (points − mean) · componentsᵀ, computed in float64. */
void apply_pca(const Run& run, Matrix points, const double* mean, Matrix components, float* projected);
