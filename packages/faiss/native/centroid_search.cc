#include "centroid_search.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "centroid_order.h"
#include "row_bounds.h"
#include "squared_distance.h"

namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
/** Bounds of more than this are not kept between searches: 1 GiB. */
constexpr size_t kLargestBounds = size_t{1} << 28;
constexpr size_t kRestSearches = 8;

/** So that a block's rows stay in the second level cache: 512 KiB of rows, more where they are short. */
size_t rows_per_block(size_t dim) {
  constexpr size_t kValues = size_t{1} << 17;
  return std::clamp(kValues / dim / 12 * 12, size_t{24}, size_t{1020});
}

std::vector<size_t> reduced_widths(size_t dim) {
  std::vector<size_t> widths;
  for (const size_t width : {16, 64})
    if (3 * width <= dim) widths.push_back(width);
  return widths;
}

}  // namespace

/** The search of one block of rows; r counts the rows of the block. */
class CentroidSearch::Block {
 public:
  explicit Block(const CentroidSearch& search)
      : search_(search),
        packed_(search.packed_),
        full_(search.widths_.size()),
        minima_(search.block_rows_),
        rows_(search.block_rows_ * search.points_.dim),
        slack_(search.block_rows_),
        shift_(search.block_rows_),
        own_lower_(search.block_rows_),
        least_(search.block_rows_),
        own_(search.block_rows_) {
    if (!search.keeps_lower_) scratch_.resize(search.block_rows_ * search.packed_.panels());
  }

  /** Tells how many rows changed cluster. */
  size_t run(Matrix centroids, size_t begin, size_t end, Bounds bounds, int32_t* assignment,
             std::vector<Trial>& trials) {
    centroids_ = centroids;
    begin_ = begin;
    count_ = end - begin;
    assignment_ = assignment + begin;
    norms_ = search_.summary_.squared_norms.data() + begin;
    active_.clear();
    unbounded_.clear();
    upper_ = bounds.upper;
    lower_ = search_.keeps_lower_ ? bounds.lower : scratch_.data();
    trials_ = &trials;
    const bool first = search_.searches_ == 0;
    if (first) open_all();
    else carry_bounds();
    if (active_.empty() && unbounded_.empty()) return 0;
    load_active();
    if (first) guess_panels();
    scan_own_panels();
    for (size_t level = first && full_ > 0 ? 1 : 0; level < full_; ++level)
      if (search_.rest_[level] == 0) try_reduction(level);
    scan_panels_left();
    return settle();
  }

 private:
  float* lower(size_t panel) const { return lower_ + panel * count_; }

  void open_all() {
    std::fill_n(lower_, packed_.panels() * count_, 0.0f);
    std::fill_n(upper_, count_, kInfinity);
    for (size_t r = 0; r < count_; ++r) active_.push_back(static_cast<uint32_t>(r));
  }

  /** Bounds of the last search widened by what moved since; rows whose bounds still part need nothing. */
  void carry_bounds() {
    for (size_t r = 0; r < count_; ++r)
      upper_[r] = (upper_[r] + search_.drift_[static_cast<size_t>(assignment_[r])]) * kUp;
    std::vector<uint8_t> open(count_);
    for (size_t p = 0; p < packed_.panels(); ++p) {
      float* bounds = lower(p);
      const float drift = search_.panel_drift_[p];
      for (size_t r = 0; r < count_; ++r) {
        bounds[r] = search_.keeps_lower_ ? std::max(0.0f, bounds[r] - drift) * kDown : 0;
        open[r] |= bounds[r] <= upper_[r];
      }
    }
    for (size_t r = 0; r < count_; ++r)
      if (open[r]) active_.push_back(static_cast<uint32_t>(r));
  }

  void load_active() {
    const size_t dim = search_.points_.dim;
    const ScoreError error(dim, packed_.largest_norm(), search_.origin_.moves());
    size_t bounded = 0;
    for (const uint32_t r : active_) {
      const double norm = std::sqrt(static_cast<double>(norms_[r]));
      if (!error.holds(norm)) {
        unbounded_.push_back(r);
        upper_[r] = -1;
        continue;
      }
      slack_[r] = error.slack(norm);
      shift_[r] = error.shift(norm);
      search_.origin_.move(search_.points_.row(begin_ + r), rows_.data() + r * dim);
      own_[r] = assignment_[r] < 0 ? 0 : packed_.slot(assignment_[r]) / kPanel;
      least_[r] = Least{};
      active_[bounded++] = r;
    }
    active_.resize(bounded);
  }

  RowList rows(size_t level, const std::vector<uint32_t>& list) const {
    if (level == full_) return {rows_.data(), search_.points_.dim, list.data(), list.size()};
    const size_t width = search_.widths_[level];
    return {search_.summary_.reduced[level].data() + begin_ * width, width, list.data(), list.size()};
  }

  void scan(size_t level, size_t panel, const std::vector<uint32_t>& list) {
    kernels()->scan(rows(level, list), packed_.panel(level, panel), minima_.data(), least_.data());
    float* bounds = lower(panel);
    for (size_t i = 0; i < list.size(); ++i) {
      const uint32_t r = list[i];
      bounds[r] = std::max(bounds[r], lower_bound(norms_[r], minima_[i], slack_[r], shift_[r]));
    }
  }

  void forget_least() {
    for (const uint32_t r : active_) least_[r] = Least{};
  }

  /** Before any search: the panel of the nearest centroid in the narrowest reduction. */
  void guess_panels() {
    if (full_ == 0) return;
    for (size_t p = 0; p < packed_.panels(); ++p) scan(0, p, active_);
    for (const uint32_t r : active_) own_[r] = static_cast<size_t>(least_[r].slot) / kPanel;
    forget_least();
  }

  /** Upper bounds as tight as float32 gives them, on the nearest of the sixteen most likely. */
  void scan_own_panels() {
    std::vector<uint32_t> starts(packed_.panels() + 1), by_panel(active_.size());
    for (const uint32_t r : active_) ++starts[own_[r] + 1];
    for (size_t p = 0; p < packed_.panels(); ++p) starts[p + 1] += starts[p];
    auto next = starts;
    for (const uint32_t r : active_) by_panel[next[own_[r]]++] = r;
    for (size_t p = 0; p < packed_.panels(); ++p) {
      if (starts[p] == starts[p + 1]) continue;
      list_.assign(by_panel.begin() + starts[p], by_panel.begin() + starts[p + 1]);
      // The bound of the own panel left out the own centroid, and it need not be the own one any longer.
      for (const uint32_t r : list_) lower(p)[r] = 0;
      scan(full_, p, list_);
      for (const uint32_t r : list_) {
        own_lower_[r] = lower(p)[r];
        lower(p)[r] = kInfinity;
        upper_[r] = upper_bound(norms_[r], least_[r].best, slack_[r], shift_[r]);
      }
    }
  }

  /** Rows that this panel may hold a nearer centroid for. */
  void list_open(size_t panel) {
    const float* bounds = lower(panel);
    list_.resize(count_);
    size_t open = 0;
    for (size_t r = 0; r < count_; ++r) {
      list_[open] = static_cast<uint32_t>(r);
      open += bounds[r] <= upper_[r];
    }
    list_.resize(open);
  }

  void try_reduction(size_t level) {
    auto& trial = (*trials_)[level];
    // Scores of reduced rows are not those of rows.
    auto least = least_;
    for (size_t p = 0; p < packed_.panels(); ++p) {
      list_open(p);
      if (list_.empty()) continue;
      scan(level, p, list_);
      trial.pairs += list_.size();
      for (const uint32_t r : list_) trial.settled += lower(p)[r] > upper_[r];
    }
    least_ = std::move(least);
  }

  void scan_panels_left() {
    for (size_t p = 0; p < packed_.panels(); ++p) {
      list_open(p);
      if (list_.empty()) continue;
      scan(full_, p, list_);
      for (const uint32_t r : list_)
        upper_[r] = upper_bound(norms_[r], least_[r].best, slack_[r], shift_[r]);
    }
  }

  size_t settle() {
    size_t changed = 0;
    const auto set = [&](uint32_t r, int32_t centroid) {
      changed += assignment_[r] != centroid;
      assignment_[r] = centroid;
    };
    for (const uint32_t r : active_) {
      lower(own_[r])[r] = own_lower_[r];
      const auto& least = least_[r];
      const auto slot = static_cast<size_t>(least.slot);
      const bool settled = lower_bound(norms_[r], least.second, slack_[r], shift_[r]) > upper_[r];
      const int32_t centroid = settled ? packed_.centroid(slot) : compare_open(r);
      set(r, centroid);
      // The least score of the panel is the row's own centroid: the bound on all others is the next.
      if (packed_.slot(centroid) == slot)
        lower(slot / kPanel)[r] = lower_bound(norms_[r], least.beside, slack_[r], shift_[r]);
    }
    for (const uint32_t r : unbounded_) {
      for (size_t p = 0; p < packed_.panels(); ++p) lower(p)[r] = 0;
      upper_[r] = kInfinity;
      set(r, compare_open(r));
    }
    return changed;
  }

  /** In float64, among the panels whose bounds are not above the row's. */
  int32_t compare_open(uint32_t r) const {
    const float* row = search_.points_.row(begin_ + r);
    double least = std::numeric_limits<double>::infinity();
    int32_t nearest = 0;
    for (size_t p = 0; p < packed_.panels(); ++p) {
      if (lower(p)[r] > upper_[r]) continue;
      for (size_t slot = p * kPanel; slot < p * kPanel + packed_.size(p); ++slot) {
        const int32_t c = packed_.centroid(slot);
        const double distance = squared_distance(row, centroids_.row(static_cast<size_t>(c)), centroids_.dim);
        if (distance > least || (distance == least && c > nearest)) continue;
        least = distance;
        nearest = c;
      }
    }
    return nearest;
  }

  const CentroidSearch& search_;
  const PackedCentroids& packed_;
  const size_t full_;

  Matrix centroids_{};
  size_t begin_ = 0;
  size_t count_ = 0;
  int32_t* assignment_ = nullptr;
  const float* norms_ = nullptr;
  float* upper_ = nullptr;
  float* lower_ = nullptr;
  std::vector<Trial>* trials_ = nullptr;

  std::vector<uint32_t> active_, unbounded_, list_;
  std::vector<float> minima_, rows_, slack_, shift_, own_lower_, scratch_;
  std::vector<Least> least_;
  std::vector<size_t> own_;
};

CentroidSearch::CentroidSearch(const Run& run, Matrix points, Matrix centroids, Searches searches)
    : points_(points),
      origin_(centroids),
      widths_(reduced_widths(points.dim)),
      packed_(origin_, order_centroids(centroids), points.dim, widths_),
      summary_(summarise_rows(run, points, origin_, widths_)),
      upper_(points.rows),
      block_rows_(std::min(points.rows, rows_per_block(points.dim))),
      rest_(widths_.size()) {
  keeps_lower_ = searches == Searches::kMany && points.rows * packed_.panels() <= kLargestBounds;
  if (keeps_lower_) lower_.resize(points.rows * packed_.panels());
}

CentroidSearch::~CentroidSearch() = default;

/** How far every centroid moved at most, and the farthest of every panel. */
void CentroidSearch::measure_drift(Matrix centroids) {
  drift_.resize(centroids.rows);
  panel_drift_.assign(packed_.panels(), 0);
  for (size_t c = 0; c < centroids.rows; ++c) {
    const double square = squared_distance(centroids.row(c), previous_.data() + c * centroids.dim, centroids.dim);
    drift_[c] = static_cast<float>(std::sqrt(square)) * kUp;
    float& most = panel_drift_[packed_.slot(static_cast<int32_t>(c)) / kPanel];
    most = std::max(most, drift_[c]);
  }
}

void CentroidSearch::choose_reductions(const std::vector<Trial>& trials) {
  for (size_t level = 0; level < widths_.size(); ++level) {
    if (rest_[level] > 0) {
      --rest_[level];
      continue;
    }
    const auto& trial = trials[level];
    // A scan of w columns costs as much as w + 12 of a full one: its minima come on top.
    const auto cost = static_cast<double>(trial.pairs * (widths_[level] + 12));
    if (cost > static_cast<double>(trial.settled * points_.dim)) rest_[level] = kRestSearches;
  }
}

std::unique_ptr<CentroidSearch::Block> CentroidSearch::take_idle() {
  const std::lock_guard<std::mutex> lock(idle_mutex_);
  if (idle_.empty()) return std::make_unique<Block>(*this);
  auto block = std::move(idle_.back());
  idle_.pop_back();
  return block;
}

size_t CentroidSearch::search(const Run& run, Matrix centroids, int32_t* assignment) {
  if (searches_ > 0) measure_drift(centroids);
  previous_.assign(centroids.data, centroids.data + centroids.rows * centroids.dim);
  packed_.pack(run, centroids);

  const size_t blocks = (points_.rows + block_rows_ - 1) / block_rows_;
  std::vector<size_t> changed(blocks);
  std::vector<std::vector<Trial>> trials(blocks, std::vector<Trial>(widths_.size()));
  for_each_block(run, points_.rows, block_rows_, [&](size_t block, size_t begin, size_t end) {
    auto work = take_idle();
    const Bounds bounds{upper_.data() + begin, lower_.data() + begin * packed_.panels()};
    changed[block] = work->run(centroids, begin, end, bounds, assignment, trials[block]);
    const std::lock_guard<std::mutex> lock(idle_mutex_);
    idle_.push_back(std::move(work));
  });

  size_t total = 0;
  std::vector<Trial> sums(widths_.size());
  for (size_t block = 0; block < blocks; ++block) {
    total += changed[block];
    for (size_t level = 0; level < widths_.size(); ++level) {
      sums[level].pairs += trials[block][level].pairs;
      sums[level].settled += trials[block][level].settled;
    }
  }
  choose_reductions(sums);
  ++searches_;
  return total;
}
