#pragma once

#include <cstddef>

/** Row-major float32 matrix that someone else keeps alive. */
struct Matrix {
  const float* data;
  size_t rows;
  size_t dim;

  const float* row(size_t i) const { return data + i * dim; }
};
