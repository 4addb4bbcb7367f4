#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "matrix.h"
#include "search/packed_centroids.h"
#include "search/panel_scan.h"
#include "search/search_state.h"

/** Of one block: upper bounds [rows], lower ones [panels, rows]. */
struct Bounds {
  float* upper;
  float* lower;
};

/** Where the least score of a row stands, and what the others are at least. */
struct Nearest {
  size_t slot;
  /** The least score of all other centroids. */
  float second;
  /** The least of the other centroids in the panel of `slot`. */
  float beside;
};

/** The search of one block of rows after the other, on one thread; r counts the rows of a block. */
class BlockSearch {
 public:
  explicit BlockSearch(const SearchState& state);

  /** Tells how many rows changed cluster. Adds to `trials`, one for each width. */
  size_t run(Matrix centroids, size_t begin, size_t end, Bounds bounds, int32_t* assignment,
             std::vector<Trial>& trials);

 private:
  float* lower(size_t panel) const { return lower_ + panel * count_; }
  RowList rows(size_t level, const std::vector<uint32_t>& list) const;
  Least least();

  void open_all();
  void carry_bounds();
  void load_active();
  void forget_scores();
  void scan(size_t level, size_t panel, size_t panels, const std::vector<uint32_t>& list, const Least* least);
  void guess_panels();
  void scan_own_panels();
  void list_open(size_t panel);
  bool is_open_to_all(size_t panel) const;
  void try_reduction(size_t level, Trial& trial);
  void scan_panels_left();
  void lower_upper_bounds(const float* minima);
  Nearest nearest(uint32_t r) const;
  size_t settle();
  int32_t compare_open(uint32_t r) const;

  const SearchState& state_;
  const PackedCentroids& packed_;
  const size_t full_;

  Matrix centroids_{};
  size_t begin_ = 0;
  size_t count_ = 0;
  int32_t* assignment_ = nullptr;
  const float* norms_ = nullptr;
  float* upper_ = nullptr;
  float* lower_ = nullptr;

  std::vector<uint32_t> active_, unbounded_, list_;
  std::vector<float> minima_, rows_, slack_, shift_, own_lower_, scratch_;
  /** Least scores, see Least. */
  std::vector<float> best_, second_, scores_;
  std::vector<int32_t> slot_;
  std::vector<size_t> own_;
};
