#include "search/panel_scan.h"

#include <atomic>
#include <cstring>
#include <limits>
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
  typedef float type __attribute__((vector_size(Lanes * sizeof(float))));
  /** As it lies in memory. */
  typedef float unaligned __attribute__((vector_size(Lanes * sizeof(float)), aligned(4), may_alias));
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

/** Lane i holds i. */
template <class Mask, size_t... I>
INLINE Mask lane_numbers(std::index_sequence<I...>) {
  return Mask{static_cast<int32_t>(I)...};
}

/**
 * The least lane of each of `Rows` vectors, a power of two, in the leading lanes of the first: two vectors are
 * folded into one, whose lanes with the bit `Distance` are the second's, until one is left.
 */
template <size_t Lanes, size_t Rows, size_t Distance = 1, class V>
INLINE void fold(V* rows) {
  if constexpr (Distance < Lanes) {
    if constexpr (Rows == 1) {
      const V other = swap_lanes<Distance>(rows[0], std::make_index_sequence<Lanes>());
      rows[0] = other < rows[0] ? other : rows[0];
      fold<Lanes, 1, 2 * Distance>(rows);
    } else {
      using Mask = typename Vector<Lanes>::mask;
      const Mask upper = (lane_numbers<Mask>(std::make_index_sequence<Lanes>()) & static_cast<int32_t>(Distance)) != 0;
#pragma GCC unroll 8
      for (size_t r = 0; r < Rows / 2; ++r) {
        const V kept = upper ? rows[2 * r + 1] : rows[2 * r];
        const V left = upper ? rows[2 * r] : rows[2 * r + 1];
        const V moved = swap_lanes<Distance>(left, std::make_index_sequence<Lanes>());
        rows[r] = moved < kept ? moved : kept;
      }
      fold<Lanes, Rows / 2, 2 * Distance>(rows);
    }
  }
}

constexpr size_t greatest_power(size_t most) { return most < 2 ? 1 : 2 * greatest_power(most / 2); }

/** Writes the least lane of each of `Rows` vectors, which it uses up. */
template <size_t Lanes, size_t Rows, class V>
INLINE void write_minima(V* rows, float* minima) {
  if constexpr (Rows > 0) {
    constexpr size_t kFolded = greatest_power(Rows < Lanes ? Rows : Lanes);
    fold<Lanes, kFolded>(rows);
    std::memcpy(minima, rows, kFolded * sizeof(float));
    write_minima<Lanes, Rows - kFolded>(rows + kFolded, minima + kFolded);
  }
}

/** Carries the scores of one panel, of which `minimum` is the least, to what row `r` has seen. */
template <size_t Lanes, size_t Vectors, class V>
INLINE void carry(const V* scores, float minimum, int32_t slot, size_t r, const Least& least) {
  if (!(minimum < least.best[r])) {
    if (minimum < least.second[r]) least.second[r] = minimum;
    return;
  }
  least.second[r] = least.best[r];
  least.best[r] = minimum;
  least.slot[r] = slot;
  float* kept = least.scores + r * kPanel;
  std::memcpy(kept, scores, Vectors * sizeof(V));
  for (size_t i = Vectors * Lanes; i < kPanel; ++i) kept[i] = std::numeric_limits<float>::infinity();
}

/**
 * `Rows` rows against the leading `Vectors` · `Lanes` centroids of each of `Panels` panels, every running score
 * in a register.
 */
template <size_t Lanes, size_t Vectors, size_t Rows, size_t Panels>
INLINE void scan_tile(const RowList& rows, size_t first, const Panel* panels, float* minima, const Least* least) {
  using V = typename Vector<Lanes>::type;
  using Loaded = typename Vector<Lanes>::unaligned;
  const float* x[Rows];
  for (size_t r = 0; r < Rows; ++r) x[r] = rows.data + rows.which[first + r] * rows.dim;

  V scores[Panels][Rows][Vectors];
  for (size_t p = 0; p < Panels; ++p)
    for (size_t r = 0; r < Rows; ++r)
      for (size_t v = 0; v < Vectors; ++v)
        scores[p][r][v] = *reinterpret_cast<const Loaded*>(panels[p].half_norms + v * Lanes);
  const float* lines[Panels];
  for (size_t p = 0; p < Panels; ++p) lines[p] = panels[p].values;
  for (size_t j = 0, at = 0; j < rows.dim; ++j, at += kPanel)
    for (size_t r = 0; r < Rows; ++r)
      for (size_t p = 0; p < Panels; ++p)
        for (size_t v = 0; v < Vectors; ++v)
          scores[p][r][v] += *reinterpret_cast<const Loaded*>(lines[p] + at + v * Lanes) * x[r][j];

  for (size_t p = 0; p < Panels; ++p, minima += rows.count) {
    V lows[Rows];
#pragma GCC unroll 16
    for (size_t r = 0; r < Rows; ++r) {
      lows[r] = scores[p][r][0];
      for (size_t v = 1; v < Vectors; ++v) lows[r] = scores[p][r][v] < lows[r] ? scores[p][r][v] : lows[r];
    }
    write_minima<Lanes, Rows>(lows, minima + first);
    if (least == nullptr) continue;
    for (size_t r = 0; r < Rows; ++r)
      carry<Lanes, Vectors>(scores[p][r], minima[first + r], panels[p].slot, rows.which[first + r], *least);
  }
}

template <size_t Lanes, size_t Vectors, size_t Rows, size_t Panels>
INLINE void scan_columns(const RowList& rows, const Panel* panels, float* minima, const Least* least) {
  size_t i = 0;
  for (; i + Rows <= rows.count; i += Rows) scan_tile<Lanes, Vectors, Rows, Panels>(rows, i, panels, minima, least);
  if constexpr (Rows > 2) {
    for (; i + Rows / 2 <= rows.count; i += Rows / 2)
      scan_tile<Lanes, Vectors, Rows / 2, Panels>(rows, i, panels, minima, least);
  }
  for (; i < rows.count; ++i) scan_tile<Lanes, Vectors, 1, Panels>(rows, i, panels, minima, least);
}

template <size_t Lanes, size_t Rows>
INLINE void scan_panel(const RowList& rows, const Panel* panel, float* minima, const Least* least) {
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
                                                    float* minima, const Least* least) {
  for (; count > 1; count -= 2, panels += 2, minima += 2 * rows.count)
    scan_columns<16, 1, 8, 2>(rows, panels, minima, least);
  if (count > 0) scan_panel<16, 12>(rows, panels, minima, least);
}

__attribute__((target("avx2,fma"))) void scan_avx2(const RowList& rows, const Panel* panels, size_t count,
                                                   float* minima, const Least* least) {
  for (size_t p = 0; p < count; ++p) scan_panel<8, 6>(rows, panels + p, minima + p * rows.count, least);
}

void scan_sse2(const RowList& rows, const Panel* panels, size_t count, float* minima, const Least* least) {
  for (size_t p = 0; p < count; ++p) scan_panel<4, 3>(rows, panels + p, minima + p * rows.count, least);
}
#else
void scan_neon(const RowList& rows, const Panel* panels, size_t count, float* minima, const Least* least) {
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
