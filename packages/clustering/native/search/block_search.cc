#include "search/block_search.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "search/row_bounds.h"
#include "search/squared_distance.h"

namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();

/** As many as some processor scans at a time. */
constexpr size_t kPanelsAtOnce = 2;

}  // namespace

BlockSearch::BlockSearch(const SearchState& state)
    : state_(state),
      packed_(state.packed),
      full_(state.widths.size()),
      minima_(kPanelsAtOnce * state.block_rows),
      rows_(state.block_rows * state.points.dim),
      slack_(state.block_rows),
      shift_(state.block_rows),
      own_lower_(state.block_rows),
      best_(state.block_rows),
      second_(state.block_rows),
      scores_(state.block_rows * kPanel),
      slot_(state.block_rows),
      own_(state.block_rows) {
  if (!state.keeps_lower) scratch_.resize(state.block_rows * state.packed.panels());
}

size_t BlockSearch::run(Matrix centroids, size_t begin, size_t end, Bounds bounds, int32_t* assignment,
                        std::vector<Trial>& trials) {
  centroids_ = centroids;
  begin_ = begin;
  count_ = end - begin;
  assignment_ = assignment + begin;
  norms_ = state_.summary.squared_norms.data() + begin;
  active_.clear();
  unbounded_.clear();
  upper_ = bounds.upper;
  lower_ = state_.keeps_lower ? bounds.lower : scratch_.data();
  const bool first = state_.searches == 0;
  if (first) open_all();
  else carry_bounds();
  if (active_.empty() && unbounded_.empty()) return 0;
  load_active();
  if (first) guess_panels();
  scan_own_panels();
  for (size_t level = first && full_ > 0 ? 1 : 0; level < full_; ++level)
    if (state_.rest[level] == 0) try_reduction(level, trials[level]);
  scan_panels_left();
  return settle();
}

void BlockSearch::open_all() {
  std::fill_n(lower_, packed_.panels() * count_, 0.0f);
  std::fill_n(upper_, count_, kInfinity);
  for (size_t r = 0; r < count_; ++r) active_.push_back(static_cast<uint32_t>(r));
}

/** Bounds of the last search widened by what moved since; rows whose bounds still part need nothing. */
void BlockSearch::carry_bounds() {
  for (size_t r = 0; r < count_; ++r)
    upper_[r] = (upper_[r] + state_.drift[static_cast<size_t>(assignment_[r])]) * kUp;
  std::vector<uint8_t> open(count_);
  for (size_t p = 0; p < packed_.panels(); ++p) {
    float* bounds = lower(p);
    const float drift = state_.panel_drift[p];
    for (size_t r = 0; r < count_; ++r) {
      bounds[r] = state_.keeps_lower ? std::max(0.0f, bounds[r] - drift) * kDown : 0;
      open[r] |= bounds[r] <= upper_[r];
    }
  }
  for (size_t r = 0; r < count_; ++r)
    if (open[r]) active_.push_back(static_cast<uint32_t>(r));
}

void BlockSearch::load_active() {
  const size_t dim = state_.points.dim;
  const ScoreError error(dim, packed_.largest_norm(), state_.origin.moves());
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
    state_.origin.move(state_.points.row(begin_ + r), rows_.data() + r * dim);
    own_[r] = assignment_[r] < 0 ? 0 : packed_.slot(assignment_[r]) / kPanel;
    active_[bounded++] = r;
  }
  active_.resize(bounded);
  forget_scores();
}

void BlockSearch::forget_scores() {
  std::fill_n(best_.begin(), count_, kInfinity);
  std::fill_n(second_.begin(), count_, kInfinity);
  std::fill_n(slot_.begin(), count_, -1);
}

Least BlockSearch::least() { return {best_.data(), second_.data(), slot_.data(), scores_.data()}; }

RowList BlockSearch::rows(size_t level, const std::vector<uint32_t>& list) const {
  if (level == full_) return {rows_.data(), state_.points.dim, list.data(), list.size()};
  const size_t width = state_.widths[level];
  return {state_.summary.reduced[level].data() + begin_ * width, width, list.data(), list.size()};
}

/** `panels` ≤ kPanelsAtOnce of them, from `panel` on; what rows have seen is kept in `least` unless that is null. */
void BlockSearch::scan(size_t level, size_t panel, size_t panels, const std::vector<uint32_t>& list,
                       const Least* least) {
  Panel scanned[kPanelsAtOnce];
  for (size_t i = 0; i < panels; ++i) scanned[i] = packed_.panel(level, panel + i);
  kernel().scan(rows(level, list), scanned, panels, minima_.data(), least);
  const float* minima = minima_.data();
  for (size_t p = panel; p < panel + panels; ++p, minima += list.size()) {
    float* bounds = lower(p);
    if (list.size() == count_) {
      raise_lower_bounds(norms_, minima, slack_.data(), shift_.data(), count_, bounds);
      continue;
    }
    for (size_t i = 0; i < list.size(); ++i) {
      const uint32_t r = list[i];
      bounds[r] = std::max(bounds[r], lower_bound(norms_[r], minima[i], slack_[r], shift_[r]));
    }
  }
}

/** Before any search: the panel of the nearest centroid in the narrowest reduction. */
void BlockSearch::guess_panels() {
  if (full_ == 0) return;
  const Least seen = least();
  for (size_t p = 0; p < packed_.panels(); p += kPanelsAtOnce)
    scan(0, p, std::min(kPanelsAtOnce, packed_.panels() - p), active_, &seen);
  for (const uint32_t r : active_) own_[r] = static_cast<size_t>(slot_[r]) / kPanel;
  forget_scores();
}

/** Upper bounds as tight as float32 gives them, on the nearest of the sixteen most likely. */
void BlockSearch::scan_own_panels() {
  std::vector<uint32_t> starts(packed_.panels() + 1), by_panel(active_.size());
  for (const uint32_t r : active_) ++starts[own_[r] + 1];
  for (size_t p = 0; p < packed_.panels(); ++p) starts[p + 1] += starts[p];
  auto next = starts;
  const Least seen = least();
  for (const uint32_t r : active_) by_panel[next[own_[r]]++] = r;
  for (size_t p = 0; p < packed_.panels(); ++p) {
    if (starts[p] == starts[p + 1]) continue;
    list_.assign(by_panel.begin() + starts[p], by_panel.begin() + starts[p + 1]);
    // The bound of the own panel left out the own centroid, and it need not be the own one any longer.
    for (const uint32_t r : list_) lower(p)[r] = 0;
    scan(full_, p, 1, list_, &seen);
    for (const uint32_t r : list_) {
      own_lower_[r] = lower(p)[r];
      lower(p)[r] = kInfinity;
      upper_[r] = upper_bound(norms_[r], best_[r], slack_[r], shift_[r]);
    }
  }
}

/** Rows that this panel may hold a nearer centroid for. */
void BlockSearch::list_open(size_t panel) {
  const float* bounds = lower(panel);
  list_.resize(count_);
  size_t open = 0;
  for (size_t r = 0; r < count_; ++r) {
    list_[open] = static_cast<uint32_t>(r);
    open += bounds[r] <= upper_[r];
  }
  list_.resize(open);
}

bool BlockSearch::is_open_to_all(size_t panel) const {
  const float* bounds = lower(panel);
  bool open = true;
  for (size_t r = 0; r < count_; ++r) open &= bounds[r] <= upper_[r];
  return open;
}

void BlockSearch::try_reduction(size_t level, Trial& trial) {
  for (size_t p = 0; p < packed_.panels(); ++p) {
    list_open(p);
    if (list_.empty()) continue;
    // Scores of reduced rows are not those of rows.
    scan(level, p, 1, list_, nullptr);
    trial.pairs += list_.size();
    for (const uint32_t r : list_) trial.settled += lower(p)[r] > upper_[r];
  }
}

void BlockSearch::scan_panels_left() {
  const Least seen = least();
  for (size_t p = 0, panels = 1; p < packed_.panels(); p += panels) {
    list_open(p);
    panels = list_.size() == count_ && p + 1 < packed_.panels() && is_open_to_all(p + 1) ? kPanelsAtOnce : 1;
    if (list_.empty()) continue;
    scan(full_, p, panels, list_, &seen);
    const float* minima = minima_.data();
    for (size_t i = 0; i < panels; ++i, minima += list_.size()) lower_upper_bounds(minima);
  }
}

/** Of those rows of the list whose least score so far is in `minima`, the last scan of a panel. */
void BlockSearch::lower_upper_bounds(const float* minima) {
  if (list_.size() == count_) {
    ::lower_upper_bounds(norms_, best_.data(), slack_.data(), shift_.data(), count_, upper_);
    return;
  }
  for (size_t i = 0; i < list_.size(); ++i) {
    const uint32_t r = list_[i];
    if (minima[i] == best_[r]) upper_[r] = upper_bound(norms_[r], minima[i], slack_[r], shift_[r]);
  }
}

Nearest BlockSearch::nearest(uint32_t r) const {
  const float* scores = scores_.data() + r * kPanel;
  size_t at = 0;
  while (at + 1 < kPanel && scores[at] != best_[r]) ++at;
  float beside = kInfinity;
  for (size_t i = 0; i < kPanel; ++i) beside = std::min(beside, i == at ? kInfinity : scores[i]);
  return {static_cast<size_t>(slot_[r]) + at, std::min(second_[r], beside), beside};
}

size_t BlockSearch::settle() {
  size_t changed = 0;
  const auto set = [&](uint32_t r, int32_t centroid) {
    changed += assignment_[r] != centroid;
    assignment_[r] = centroid;
  };
  for (const uint32_t r : active_) {
    lower(own_[r])[r] = own_lower_[r];
    const auto [slot, second, beside] = nearest(r);
    const bool settled = lower_bound(norms_[r], second, slack_[r], shift_[r]) > upper_[r];
    const int32_t centroid = settled ? packed_.centroid(slot) : compare_open(r);
    set(r, centroid);
    // The least score of the panel is the row's own centroid: the bound on all others is the next.
    if (packed_.slot(centroid) == slot)
      lower(slot / kPanel)[r] = lower_bound(norms_[r], beside, slack_[r], shift_[r]);
  }
  for (const uint32_t r : unbounded_) {
    for (size_t p = 0; p < packed_.panels(); ++p) lower(p)[r] = 0;
    upper_[r] = kInfinity;
    set(r, compare_open(r));
  }
  return changed;
}

/** In float64, among the panels whose bounds are not above the row's. */
int32_t BlockSearch::compare_open(uint32_t r) const {
  const float* row = state_.points.row(begin_ + r);
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
