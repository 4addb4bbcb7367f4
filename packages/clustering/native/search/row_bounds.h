#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>

/**
 * What a float32 score (see panel_scan.h) proves about the true distance.
 *
 * With u = 2⁻²⁴, C the largest norm of a centroid and x the moved row, a score that is summed in any
 * order errs by at most γ(d + 2)·(C²/2 + |x|C) and d·2⁻¹⁴⁹ of underflow (Higham, "Accuracy and Stability
 * of Numerical Algorithms", §3.1); |x|² and |x|² + 2·score add four roundings; moving both sides by the
 * origin changes the distance by at most u(|x| + C). A relative 2⁻²⁰ on every distance covers the square
 * root, the sums of bounds and the rounding of float64 distances.
 */
class ScoreError {
 public:
  ScoreError(size_t dim, double largest_norm, bool moved)
      : steps_(static_cast<double>(dim + 8) * 0x1.02p-24),
        underflow_(static_cast<double>(dim + 8) * 0x1p-126),
        largest_(largest_norm),
        moved_(moved) {}

  /** Beyond this a float32 square may overflow on the way, and no bound holds. */
  static constexpr double kLargestNorm = 1e18;

  bool holds(double norm) const { return norm < kLargestNorm && largest_ < kLargestNorm; }

  /** Error of the squared distance of a row of this norm. */
  float slack(double norm) const {
    const double products = 2 * norm * largest_ + largest_ * largest_;
    return static_cast<float>((steps_ * products + 0x1p-21 * (norm * norm + products) + underflow_) * (1 + 0x1p-20));
  }

  /** Error of the distance by moving. */
  float shift(double norm) const {
    return moved_ ? static_cast<float>(0x1.1p-24 * (norm + largest_)) : 0;
  }

 private:
  double steps_;
  double underflow_;
  double largest_;
  bool moved_;
};

constexpr float kDown = 1 - 0x1p-20f;
constexpr float kUp = 1 + 0x1p-20f;

inline float lower_bound(float squared_norm, float score, float slack, float shift) {
  return std::sqrt(std::max(squared_norm + 2 * score - slack, 0.0f)) * kDown - shift;
}

inline float upper_bound(float squared_norm, float score, float slack, float shift) {
  return (std::sqrt(std::max(squared_norm + 2 * score + slack, 0.0f)) + shift) * kUp;
}

/** Raises the lower bounds of `count` rows to what their scores prove. */
void raise_lower_bounds(const float* squared_norms, const float* scores, const float* slack, const float* shift,
                        size_t count, float* bounds);

/** The upper bounds of `count` rows by their least scores. */
void lower_upper_bounds(const float* squared_norms, const float* scores, const float* slack, const float* shift,
                        size_t count, float* bounds);
