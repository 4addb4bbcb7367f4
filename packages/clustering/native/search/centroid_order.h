#pragma once

#include <cstdint>
#include <vector>

#include "matrix.h"

/**
 * The centroids in an order that puts near ones into the same panel, so that one bound can stand for
 * all of a panel: halved at the median of the widest column until each part fits (Bentley's k-d tree,
 * CACM 18, 1975).
 */
std::vector<int32_t> order_centroids(Matrix centroids);
