#pragma once

#include <cstddef>
#include <cstdint>

#include "matrix.h"
#include "row_blocks.h"

// The steps of block Lanczos on the covariance of a matrix that is wide and long; src/linear/lanczos-pca.ts
// puts them together. Vectors lie one after the other, [count, dim] in float64. No bit depends on threads.

/**
 * Adds Σ (x − mean)((x − mean)·v) of these rows to the product of each of `width` vectors. Returns
 * Σ |x − mean|².
 */
double add_covariance_products(const Run& run, Matrix points, const double* mean, const double* vectors, size_t width,
                               double* products);

/** Vectors that are orthonormal to each other, and how many there are. */
struct Basis {
  double* vectors;
  size_t size;
  size_t dim;
};

/**
 * Makes `width` vectors orthonormal to the basis and to each other. What they were is
 * basis · coefficients + block · triangle, with coefficients [width, size] and triangle [width, width], a
 * row for each vector. A vector that lies in the basis is replaced by one drawn from `seed`.
 */
void orthonormalise(const Run& run, Basis basis, double* block, size_t width, uint64_t seed, double* coefficients,
                    double* triangle);

/** Replaces the first `count` vectors of the basis by its combinations with the rows of `weights` [count, size]. */
void combine_basis(const Run& run, Basis basis, const double* weights, size_t count);
