#pragma once

#include <cstdint>

#include "matrix.h"
#include "row_blocks.h"

/** Sum of every row's squared_distance() to its centroid, added up in a fixed order. */
double inertia_of(const Run& run, Matrix points, Matrix centroids, const int32_t* assignment);
