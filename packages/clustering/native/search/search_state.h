#pragma once

#include <cstddef>
#include <vector>

#include "matrix.h"
#include "search/packed_centroids.h"
#include "reduction.h"
#include "row_blocks.h"

/** Whether bounds are kept for another search. */
enum class Searches { kOne, kMany };

/** Whether distances in a few columns are tried first. */
enum class Reductions { kNone, kTried };

/** How many pairs of row and panel a reduction was tried on, and how many it settled. */
struct Trial {
  size_t pairs;
  size_t settled;
};

/** What the search of every block of rows reads; changes between searches only. */
struct SearchState {
  SearchState(const Run& run, Matrix points, Matrix centroids, Searches count, Reductions reductions);
  SearchState(const SearchState&) = delete;

  /** Takes the centroids of the next search. */
  void move_to(const Run& run, Matrix centroids);
  /** Ends a search: gives a reduction a rest that did not pay. One trial for each width. */
  void finish_search(const std::vector<Trial>& trials);

  Matrix points;
  Origin origin;
  /** Of the reductions, rising. */
  std::vector<size_t> widths;
  PackedCentroids packed;
  RowSummary summary;
  /** Rows in a block. */
  size_t block_rows;
  /** Whether lower bounds outlive a search. */
  bool keeps_lower;
  size_t searches = 0;
  /** How many searches each reduction still rests for. */
  std::vector<size_t> rest;
  /** How far at most each centroid moved since the last search, and the farthest of each panel. */
  std::vector<float> drift;
  std::vector<float> panel_drift;

 private:
  void measure_drift(Matrix centroids);

  std::vector<float> previous_;
};
