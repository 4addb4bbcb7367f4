#pragma once

#include <cstddef>

#include "matrix.h"
#include "row_blocks.h"

// PCA in three steps, so that rows may come in blocks: column sums (column_sums.h), then the scatter about
// their mean, then its eigenvectors. Everything is float64.

/**
 * Adds Σ (x − mean)(x − mean)ᵀ of these rows to the lower triangle of `scatter` [dim, dim]. The bits do
 * not depend on threads, nor on how rows are split into blocks, as long as those are multiples of 1024.
 */
void add_scatter(const Run& run, Matrix points, const double* mean, double* scatter);

/**
 * The `count` directions of largest variance of `scatter` (divisor rows − 1; it is overwritten), largest
 * first: components [count, dim], variance [count]. Returns the variance of all columns together. The
 * sign of a component makes its loading of largest magnitude positive, as scikit-learn's svd_flip does.
 */
double principal_components(const Run& run, double* scatter, size_t dim, size_t rows, size_t count, float* components,
                            double* variance);

/** projected [rows, count] = (points − mean) · componentsᵀ, computed in float64. */
void apply_pca(const Run& run, Matrix points, const double* mean, Matrix components, float* projected);
