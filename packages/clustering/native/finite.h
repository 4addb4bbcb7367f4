#pragma once

#include <cstddef>

#include "matrix.h"
#include "row_blocks.h"

/** The first row that holds NaN or infinity, or points.rows. */
size_t first_row_not_finite(const Run& run, Matrix points);
