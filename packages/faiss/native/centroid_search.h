#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "matrix.h"
#include "packed_centroids.h"
#include "reduction.h"
#include "row_blocks.h"

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
  /** Whether bounds are kept for another search. */
  enum class Searches { kOne, kMany };

  /** `centroids` are those of the first search. `points` must outlive the object. */
  CentroidSearch(const Run& run, Matrix points, Matrix centroids, Searches searches);
  ~CentroidSearch();

  /** Sets every row's nearest centroid; tells how many changed. `assignment` is the last search's. */
  size_t search(const Run& run, Matrix centroids, int32_t* assignment);

 private:
  /** How many pairs of row and panel a reduction was tried on, and how many it settled. */
  struct Trial {
    size_t pairs;
    size_t settled;
  };
  /** Of one block: upper bounds [rows], lower ones [panels, rows]. */
  struct Bounds {
    float* upper;
    float* lower;
  };
  class Block;

  std::unique_ptr<Block> take_idle();
  void measure_drift(Matrix centroids);
  void choose_reductions(const std::vector<Trial>& trials);

  Matrix points_;
  Origin origin_;
  std::vector<size_t> widths_;
  PackedCentroids packed_;
  RowSummary summary_;

  // Bounds of the last search, those of one block after those of the other.
  bool keeps_lower_;
  std::vector<float> upper_;
  std::vector<float> lower_;

  size_t block_rows_;
  std::mutex idle_mutex_;
  std::vector<std::unique_ptr<Block>> idle_;

  std::vector<float> previous_;
  std::vector<float> drift_;
  std::vector<float> panel_drift_;
  size_t searches_ = 0;
  /** How many searches each reduction still rests for. */
  std::vector<size_t> rest_;
};
