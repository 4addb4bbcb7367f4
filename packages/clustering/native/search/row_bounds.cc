#include "search/row_bounds.h"

#include "for_each_cpu.h"

// Without indirection, for the vector units.

FOR_EACH_CPU
void raise_lower_bounds(const float* __restrict squared_norms, const float* __restrict scores,
                        const float* __restrict slack, const float* __restrict shift, size_t count,
                        float* __restrict bounds) {
  for (size_t r = 0; r < count; ++r)
    bounds[r] = std::max(bounds[r], lower_bound(squared_norms[r], scores[r], slack[r], shift[r]));
}

FOR_EACH_CPU
void lower_upper_bounds(const float* __restrict squared_norms, const float* __restrict scores,
                        const float* __restrict slack, const float* __restrict shift, size_t count,
                        float* __restrict bounds) {
  for (size_t r = 0; r < count; ++r) bounds[r] = upper_bound(squared_norms[r], scores[r], slack[r], shift[r]);
}
