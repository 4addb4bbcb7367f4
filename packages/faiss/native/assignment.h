#pragma once

#include <cstddef>
#include <cstdint>

#include "matrix.h"
#include "row_blocks.h"

struct AssignmentChange {
  double inertia;
  size_t moved;
};

/** Sets every row's nearest centroid; tells their summed squared distance and how many labels changed. */
AssignmentChange assign_rows(const Run& run, Matrix points, Matrix centroids, int32_t* assignment);
