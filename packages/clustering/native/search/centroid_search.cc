#include "search/centroid_search.h"

#include <utility>

CentroidSearch::CentroidSearch(const Run& run, Matrix points, Matrix centroids, Searches searches,
                               Reductions reductions)
    : state_(run, points, centroids, searches, reductions), upper_(points.rows) {
  if (state_.keeps_lower) lower_.resize(points.rows * state_.packed.panels());
}

std::unique_ptr<BlockSearch> CentroidSearch::take_idle() {
  const std::lock_guard<std::mutex> lock(idle_mutex_);
  if (idle_.empty()) return std::make_unique<BlockSearch>(state_);
  auto block = std::move(idle_.back());
  idle_.pop_back();
  return block;
}

size_t CentroidSearch::search(const Run& run, Matrix centroids, int32_t* assignment) {
  state_.move_to(run, centroids);
  const size_t rows = state_.points.rows;
  const size_t blocks = (rows + state_.block_rows - 1) / state_.block_rows;
  std::vector<size_t> changed(blocks);
  std::vector<std::vector<Trial>> trials(blocks, std::vector<Trial>(state_.widths.size()));
  for_each_block(run, rows, state_.block_rows, [&](size_t block, size_t begin, size_t end) {
    auto work = take_idle();
    const Bounds bounds{upper_.data() + begin, lower_.data() + begin * state_.packed.panels()};
    changed[block] = work->run(centroids, begin, end, bounds, assignment, trials[block]);
    const std::lock_guard<std::mutex> lock(idle_mutex_);
    idle_.push_back(std::move(work));
  });

  size_t total = 0;
  std::vector<Trial> sums(state_.widths.size());
  for (size_t block = 0; block < blocks; ++block) {
    total += changed[block];
    for (size_t level = 0; level < sums.size(); ++level) {
      sums[level].pairs += trials[block][level].pairs;
      sums[level].settled += trials[block][level].settled;
    }
  }
  state_.finish_search(sums);
  return total;
}
