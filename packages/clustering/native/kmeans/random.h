#pragma once

#include <cstddef>
#include <cstdint>

/**
 * xoshiro256** 1.0, its state filled by splitmix64 from a 64-bit seed, as its authors recommend.
 * Blackman and Vigna, "Scrambled linear pseudorandom number generators", TOMS 47 (2021).
 */
class Random {
 public:
  explicit Random(uint64_t seed) {
    for (auto& word : state_) {
      seed += 0x9e3779b97f4a7c15;
      uint64_t z = seed;
      z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
      z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
      word = z ^ (z >> 31);
    }
  }

  /** Uniform in [0, 1): the upper 53 bits of the next word. */
  double uniform() { return static_cast<double>(next() >> 11) * 0x1p-53; }

  /** Uniform in 0 … count − 1. */
  size_t below(size_t count) { return static_cast<size_t>(uniform() * static_cast<double>(count)); }

 private:
  static uint64_t rotate(uint64_t x, int bits) { return (x << bits) | (x >> (64 - bits)); }

  uint64_t next() {
    const uint64_t result = rotate(state_[1] * 5, 7) * 9;
    const uint64_t t = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= t;
    state_[3] = rotate(state_[3], 45);
    return result;
  }

  uint64_t state_[4];
};
