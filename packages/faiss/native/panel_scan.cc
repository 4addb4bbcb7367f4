#include "panel_scan.h"

// Fused multiply-add where the processor has it: what is computed here is bounded, not reproduced.
#if defined(__clang__)
#pragma clang fp contract(fast)
#else
#pragma GCC optimize("fp-contract=fast")
#pragma GCC diagnostic ignored "-Wpsabi"
#endif

namespace {

#define INLINE __attribute__((always_inline)) inline

template <size_t Lanes>
struct Vector {
  typedef float type __attribute__((vector_size(Lanes * sizeof(float)), aligned(4), may_alias));
};

INLINE void carry(const float* scores, float minimum, int32_t slot, Least& least) {
  float rest = std::numeric_limits<float>::infinity();
  int32_t at = -1;
  for (size_t i = 0; i < kPanel; ++i) {
    const float score = scores[i];
    if (score == minimum && at < 0) at = static_cast<int32_t>(i);
    else if (score < rest) rest = score;
  }
  if (minimum < least.best) {
    least.second = least.best < rest ? least.best : rest;
    least.best = minimum;
    least.beside = rest;
    least.slot = slot + at;
  } else {
    least.second = minimum;
  }
}

/** `Rows` rows against the panel, every running score in a register of `Lanes` floats. */
template <size_t Lanes, size_t Rows>
INLINE void scan_tile(const RowList& rows, size_t first, const Panel& panel, float* minima, Least* least) {
  using V = typename Vector<Lanes>::type;
  constexpr size_t kVectors = kPanel / Lanes;
  const float* x[Rows];
  for (size_t r = 0; r < Rows; ++r) x[r] = rows.data + rows.which[first + r] * rows.dim;

  V scores[Rows][kVectors];
  for (size_t r = 0; r < Rows; ++r)
    for (size_t v = 0; v < kVectors; ++v) scores[r][v] = *reinterpret_cast<const V*>(panel.half_norms + v * Lanes);
  const float* line = panel.values;
  for (size_t j = 0; j < rows.dim; ++j, line += kPanel)
    for (size_t r = 0; r < Rows; ++r)
      for (size_t v = 0; v < kVectors; ++v)
        scores[r][v] += *reinterpret_cast<const V*>(line + v * Lanes) * x[r][j];

  for (size_t r = 0; r < Rows; ++r) {
    V low = scores[r][0];
    for (size_t v = 1; v < kVectors; ++v) low = scores[r][v] < low ? scores[r][v] : low;
    float lanes[Lanes];
    *reinterpret_cast<V*>(lanes) = low;
    for (size_t width = Lanes / 2; width > 0; width /= 2)
      for (size_t i = 0; i < width; ++i) lanes[i] = lanes[i + width] < lanes[i] ? lanes[i + width] : lanes[i];
    minima[first + r] = lanes[0];
    Least& row = least[rows.which[first + r]];
    if (lanes[0] < row.second) {
      float all[kPanel];
      for (size_t v = 0; v < kVectors; ++v) *reinterpret_cast<V*>(all + v * Lanes) = scores[r][v];
      carry(all, lanes[0], panel.slot, row);
    }
  }
}

template <size_t Lanes, size_t Rows>
INLINE void scan_panel(const RowList& rows, const Panel& panel, float* minima, Least* least) {
  size_t i = 0;
  for (; i + Rows <= rows.count; i += Rows) scan_tile<Lanes, Rows>(rows, i, panel, minima, least);
  if constexpr (Rows > 2) {
    for (; i + Rows / 2 <= rows.count; i += Rows / 2) scan_tile<Lanes, Rows / 2>(rows, i, panel, minima, least);
  }
  for (; i < rows.count; ++i) scan_tile<Lanes, 1>(rows, i, panel, minima, least);
}

// Twelve running scores, two of the panel and one of a row: the sixteen registers of SSE and AVX.
#if defined(__x86_64__)
__attribute__((target("avx512f"))) void scan_avx512(const RowList& rows, const Panel& panel, float* minima,
                                                    Least* least) {
  scan_panel<16, 12>(rows, panel, minima, least);
}

__attribute__((target("avx2,fma"))) void scan_avx2(const RowList& rows, const Panel& panel, float* minima,
                                                   Least* least) {
  scan_panel<8, 6>(rows, panel, minima, least);
}

void scan_sse2(const RowList& rows, const Panel& panel, float* minima, Least* least) {
  scan_panel<4, 3>(rows, panel, minima, least);
}
#else
void scan_neon(const RowList& rows, const Panel& panel, float* minima, Least* least) {
  scan_panel<4, 6>(rows, panel, minima, least);
}
#endif

}  // namespace

const Kernel* kernels() {
#if defined(__x86_64__)
  static const Kernel all[] = {{"avx512f", scan_avx512}, {"avx2", scan_avx2}, {"sse2", scan_sse2}, {nullptr, nullptr}};
  static const Kernel* usable = [] {
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f")) return all;
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? all + 1 : all + 2;
  }();
  return usable;
#else
  static const Kernel all[] = {{"neon", scan_neon}, {nullptr, nullptr}};
  return all;
#endif
}
