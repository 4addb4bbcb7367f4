#pragma once

#include <cstddef>
#include <cstdint>

// The one dense computation of this package: scores of rows against a panel of centroids,
//
//     score(x, c) = |c|²/2 − x·c,    so that    |x − c|² = |x|² + 2·score(x, c),
//
// as a register-blocked matrix product whose results are reduced to minima before they leave the first
// level cache: the block of distances is never written. The blocking is that of Goto and van de Geijn,
// "Anatomy of high-performance matrix multiplication", TOMS 34 (2008); the fusion is that of Yinyang
// and SuperKMeans codes. What it computes only ever proposes: see centroid_search.h.

constexpr size_t kPanel = 16;

/** `dim` lines of kPanel negated centroid values, and the centroids' |c|²/2 (infinite where there is none). */
struct Panel {
  const float* values;
  const float* half_norms;
  /** Of the panel's first centroid. */
  int32_t slot;
  /** How many centroids there are: the leading ones. */
  size_t size;
};

/** What rows have seen so far, row i of a RowList at [which[i]]. */
struct Least {
  /** The least score. */
  float* best;
  /** The least score of any other panel. */
  float* second;
  /** The first slot of the panel with the least score, negative before any. */
  int32_t* slot;
  /** All scores of that panel, kPanel a row. */
  float* scores;
};

/** Rows at `data + which[i] * dim`, i < count. */
struct RowList {
  const float* data;
  size_t dim;
  const uint32_t* which;
  size_t count;
};

/**
 * Writes the least score of row i in panel p to `minima[p * rows.count + i]` and carries it to `least`, unless
 * that is null, for `count` panels that follow each other.
 */
using PanelScan = void (*)(const RowList& rows, const Panel* panels, size_t count, float* minima,
                           const Least* least);

/** The implementation for this processor, and its name. */
struct Kernel {
  const char* name;
  PanelScan scan;
};

/** Those that this processor runs, best first. Ends with a null name. */
const Kernel* kernels();

/** The one in use: the best, until another was chosen by its name. */
const Kernel& kernel();
void use_kernel(const Kernel& kernel);
