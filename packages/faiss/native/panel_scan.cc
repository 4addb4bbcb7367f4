#include "panel_scan.h"

#include <atomic>
#include <utility>

// Fused multiply-add where the processor has it: what is computed here is bounded, not reproduced.
#if defined(__clang__)
#pragma clang fp contract(fast)
#pragma clang diagnostic ignored "-Wpsabi"
#else
#pragma GCC optimize("fp-contract=fast")
#pragma GCC diagnostic ignored "-Wpsabi"
#endif

namespace {

#define INLINE __attribute__((always_inline)) inline

template <size_t Lanes>
struct Vector {
  typedef float type __attribute__((vector_size(Lanes * sizeof(float)), aligned(4), may_alias));
  typedef int32_t mask __attribute__((vector_size(Lanes * sizeof(int32_t))));
};

/** Lane i of the result is lane i ^ Distance. */
template <size_t Distance, class V, size_t... I>
INLINE V swap_lanes(V vector, std::index_sequence<I...>) {
#if defined(__clang__)
  return __builtin_shufflevector(vector, vector, (I ^ Distance)...);
#else
  using Mask = typename Vector<sizeof...(I)>::mask;
  return __builtin_shuffle(vector, Mask{static_cast<int32_t>(I ^ Distance)...});
#endif
}

/** The least lane, in all of them. */
template <size_t Lanes, size_t Distance = Lanes / 2, class V>
INLINE V least_lane(V vector) {
  const V other = swap_lanes<Distance>(vector, std::make_index_sequence<Lanes>());
  const V low = other < vector ? other : vector;
  if constexpr (Distance == 1) return low;
  else return least_lane<Lanes, Distance / 2>(low);
}

template <size_t Lanes, size_t... I>
INLINE typename Vector<Lanes>::mask lane_numbers(std::index_sequence<I...>) {
  return typename Vector<Lanes>::mask{static_cast<int32_t>(I)...};
}

/** Carries the scores of one panel, of which `minimum` is the least, to what the row has seen. */
template <size_t Lanes, size_t Vectors, class V>
INLINE void carry(const V* scores, V minimum, int32_t slot, Least& least) {
  using Mask = typename Vector<Lanes>::mask;
  const Mask lanes = lane_numbers<Lanes>(std::make_index_sequence<Lanes>());
  Mask at = lanes + static_cast<int32_t>(kPanel);
  for (size_t v = Vectors; v-- > 0;) at = scores[v] == minimum ? lanes + static_cast<int32_t>(v * Lanes) : at;
  const Mask first = least_lane<Lanes>(at);
  const V infinite = minimum - minimum + std::numeric_limits<float>::infinity();
  V others = infinite;
  for (size_t v = 0; v < Vectors; ++v) {
    const V score = lanes + static_cast<int32_t>(v * Lanes) == first ? infinite : scores[v];
    others = score < others ? score : others;
  }
  const float best = minimum[0], rest = least_lane<Lanes>(others)[0];
  if (best < least.best) {
    least = {best, least.best < rest ? least.best : rest, rest, slot + first[0]};
  } else {
    least.second = best;
  }
}

/**
 * `Rows` rows against the leading `Vectors` · `Lanes` centroids of each of `Panels` panels, every running score
 * in a register.
 */
template <size_t Lanes, size_t Vectors, size_t Rows, size_t Panels>
INLINE void scan_tile(const RowList& rows, size_t first, const Panel* panels, float* minima, Least* least) {
  using V = typename Vector<Lanes>::type;
  const float* x[Rows];
  for (size_t r = 0; r < Rows; ++r) x[r] = rows.data + rows.which[first + r] * rows.dim;

  V scores[Panels][Rows][Vectors];
  for (size_t p = 0; p < Panels; ++p)
    for (size_t r = 0; r < Rows; ++r)
      for (size_t v = 0; v < Vectors; ++v)
        scores[p][r][v] = *reinterpret_cast<const V*>(panels[p].half_norms + v * Lanes);
  const float* lines[Panels];
  for (size_t p = 0; p < Panels; ++p) lines[p] = panels[p].values;
  for (size_t j = 0, at = 0; j < rows.dim; ++j, at += kPanel)
    for (size_t r = 0; r < Rows; ++r)
      for (size_t p = 0; p < Panels; ++p)
        for (size_t v = 0; v < Vectors; ++v)
          scores[p][r][v] += *reinterpret_cast<const V*>(lines[p] + at + v * Lanes) * x[r][j];

  for (size_t p = 0; p < Panels; ++p, minima += rows.count) {
    V lows[Rows];
#pragma GCC unroll 12
    for (size_t r = 0; r < Rows; ++r) {
      V low = scores[p][r][0];
      for (size_t v = 1; v < Vectors; ++v) low = scores[p][r][v] < low ? scores[p][r][v] : low;
      lows[r] = least_lane<Lanes>(low);
      minima[first + r] = lows[r][0];
    }
    for (size_t r = 0; r < Rows; ++r) {
      Least& row = least[rows.which[first + r]];
      if (minima[first + r] < row.second) carry<Lanes, Vectors>(scores[p][r], lows[r], panels[p].slot, row);
    }
  }
}

template <size_t Lanes, size_t Vectors, size_t Rows, size_t Panels>
INLINE void scan_columns(const RowList& rows, const Panel* panels, float* minima, Least* least) {
  size_t i = 0;
  for (; i + Rows <= rows.count; i += Rows) scan_tile<Lanes, Vectors, Rows, Panels>(rows, i, panels, minima, least);
  if constexpr (Rows > 2) {
    for (; i + Rows / 2 <= rows.count; i += Rows / 2)
      scan_tile<Lanes, Vectors, Rows / 2, Panels>(rows, i, panels, minima, least);
  }
  for (; i < rows.count; ++i) scan_tile<Lanes, Vectors, 1, Panels>(rows, i, panels, minima, least);
}

template <size_t Lanes, size_t Rows>
INLINE void scan_panel(const RowList& rows, const Panel* panel, float* minima, Least* least) {
  constexpr size_t kVectors = kPanel / Lanes;
  if constexpr (kVectors > 1) {
    // More rows, but not twice as many: their addresses must stay in registers too.
    if (panel->size <= kPanel / 2)
      return scan_columns<Lanes, kVectors / 2, Rows + Rows / 3, 1>(rows, panel, minima, least);
  }
  scan_columns<Lanes, kVectors, Rows, 1>(rows, panel, minima, least);
}

// Twelve running scores, two of the panel and one of a row: the sixteen registers of SSE and AVX.
#if defined(__x86_64__)
// Thirty-two registers hold the scores of two panels: one value of a row is loaded for two products, not for one.
__attribute__((target("avx512f"))) void scan_avx512(const RowList& rows, const Panel* panels, size_t count,
                                                    float* minima, Least* least) {
  for (; count > 1; count -= 2, panels += 2, minima += 2 * rows.count)
    scan_columns<16, 1, 8, 2>(rows, panels, minima, least);
  if (count > 0) scan_panel<16, 12>(rows, panels, minima, least);
}

__attribute__((target("avx2,fma"))) void scan_avx2(const RowList& rows, const Panel* panels, size_t count,
                                                   float* minima, Least* least) {
  for (size_t p = 0; p < count; ++p) scan_panel<8, 6>(rows, panels + p, minima + p * rows.count, least);
}

void scan_sse2(const RowList& rows, const Panel* panels, size_t count, float* minima, Least* least) {
  for (size_t p = 0; p < count; ++p) scan_panel<4, 3>(rows, panels + p, minima + p * rows.count, least);
}
#else
void scan_neon(const RowList& rows, const Panel* panels, size_t count, float* minima, Least* least) {
  for (size_t p = 0; p < count; ++p) scan_panel<4, 6>(rows, panels + p, minima + p * rows.count, least);
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

namespace {

std::atomic<const Kernel*>& chosen() {
  static std::atomic<const Kernel*> kernel{kernels()};
  return kernel;
}

}  // namespace

const Kernel& kernel() { return *chosen(); }

void use_kernel(const Kernel& kernel) { chosen() = &kernel; }
