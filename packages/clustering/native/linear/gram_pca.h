#pragma once

#include <cstddef>

#include "matrix.h"
#include "row_blocks.h"

// PCA of a matrix with fewer rows than columns, by the products of its rows: [rows, rows] instead of
// [dim, dim]. Everything is float64, and the bits do not depend on the number of threads.

/** Adds (xᵢ − mean)·(xⱼ − mean) of every pair of rows to the lower triangle of `gram` [rows, rows]. */
void add_gram(const Run& run, Matrix points, const double* mean, double* gram);

/**
 * As `principal_components` of pca.h, of `gram`, which is overwritten. Directions with less than 1e-10 of
 * the largest variance are rounding noise of the products: their components and variance are 0.
 */
double gram_components(const Run& run, Matrix points, const double* mean, double* gram, size_t count,
                       float* components, double* variance);
