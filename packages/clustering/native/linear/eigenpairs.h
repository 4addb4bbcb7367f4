#pragma once

#include <cstddef>
#include <vector>

struct Eigenpairs {
  /** In rising order; only the first as many as were asked for are set. */
  std::vector<double> values;
  /** One after the other. */
  std::vector<double> vectors;
};

/** The `count` largest eigenvalues of `symmetric` [dim, dim], of which the lower triangle is read and overwritten. */
Eigenpairs largest_eigenpairs(double* symmetric, size_t dim, size_t count);
