#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "search/block_search.h"
#include "matrix.h"
#include "row_blocks.h"
#include "search/search_state.h"

/**
 * The exact nearest centroid of every row, again and again while the centroids move: the lowest index
 * among those with the least squared_distance().
 *
 * Float32 proposes, float64 decides. For each row an upper bound on the distance to its own centroid
 * and, for each panel of sixteen, a lower bound on that to all others are refined in turn until they
 * part: first what the drift of the panel leaves of the last search's bound (Yinyang k-means: Ding et
 * al., ICML 2015; with one panel it is Hamerly's, SDM 2010), then the distance in a few leading columns
 * (reduction.h), then in all of them (panel_scan.h). Every bound is widened by the proven error of its
 * arithmetic (row_bounds.h), so that nothing is skipped that float64 could have chosen; a row that float32
 * cannot settle is decided in float64 among the panels left. A reduction that does not pay is given a rest.
 */
class CentroidSearch {
 public:
  /** `centroids` are those of the first search. `points` must outlive the object. */
  CentroidSearch(const Run& run, Matrix points, Matrix centroids, Searches searches,
                 Reductions reductions = Reductions::kTried);

  /** Sets every row's nearest centroid; tells how many changed. `assignment` is the last search's. */
  size_t search(const Run& run, Matrix centroids, int32_t* assignment);

 private:
  std::unique_ptr<BlockSearch> take_idle();

  SearchState state_;
  // Bounds of the last search, those of one block after those of the other.
  std::vector<float> upper_;
  std::vector<float> lower_;

  std::mutex idle_mutex_;
  std::vector<std::unique_ptr<BlockSearch>> idle_;
};
