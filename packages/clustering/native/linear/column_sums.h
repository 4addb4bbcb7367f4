#pragma once

#include <cstddef>
#include <cstdint>

#include "matrix.h"
#include "row_blocks.h"

/**
 * Adds every row to `sums`, [groups, dim] in float64, at its group (all to group 0 when `groups` is
 * null). Each thread takes whole columns, so that every element is summed in the order of rows.
 */
void add_rows_by_group(const Run& run, Matrix points, const int32_t* groups, double* sums);
