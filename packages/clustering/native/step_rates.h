#pragma once

#include <cstdint>

#include "matrix.h"
#include "row_blocks.h"

/** Seconds of one pass; both do 2 · rows · clusters · dim floating-point operations. */
struct StepSeconds {
  /** The whole search of a single assignment, nothing left out by bounds, its set-up not counted. */
  double assignment;
  /** points · centroidsᵀ by the BLAS, in blocks of rows shared out among the same threads. */
  double product;
};

/** What benchmarks hold the assignment against: the bare matrix product in the same process. */
StepSeconds measure_steps(const Run& run, Matrix points, Matrix centroids, int32_t* assignment);
