#include "linear/logistic.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "linear/blas.h"
#include "for_each_cpu.h"

namespace {

// What a step keeps stays within some tens of MB, and the number of threads changes nothing.
constexpr size_t kRowsPerStep = 4096;
constexpr size_t kRowsPerBlock = 256;
constexpr size_t kColumnsPerTile = 64;
constexpr float kOne = 1;
constexpr float kZero = 0;

struct SingleWeights {
  SingleWeights(const LinearModel& model, size_t dim)
      : directions(model.weights, model.weights + model.classes * dim),
        biases(model.weights + model.classes * dim, model.weights + model.classes * (dim + 1)) {}

  std::vector<float> directions;
  std::vector<float> biases;
};

FOR_EACH_CPU void standardise(const float* row, const float* mean, const float* scale, size_t dim, float* out) {
  for (size_t j = 0; j < dim; ++j) out[j] = (row[j] - mean[j]) * scale[j];
}

/** Standardised rows [count, dim] and their logits [count, classes]. */
void logits_of(Matrix points, const int32_t* rows, size_t count, const LinearModel& model,
               const SingleWeights& weights, float* standardised, float* logits) {
  const size_t dim = points.dim, classes = model.classes;
  for (size_t i = 0; i < count; ++i) {
    standardise(points.row(static_cast<size_t>(rows[i])), model.mean, model.scale, dim, standardised + i * dim);
    std::copy_n(weights.biases.data(), classes, logits + i * classes);
  }
  const int m = static_cast<int>(classes), n = static_cast<int>(count), k = static_cast<int>(dim);
  sgemm_("T", "N", &m, &n, &k, &kOne, weights.directions.data(), &k, standardised, &k, &kOne, logits, &m);
}

/** Turns logits into softmax − one-hot, which is their gradient; returns the loss. */
double to_residuals(float* logits, size_t classes, int32_t label) {
  const float greatest = *std::max_element(logits, logits + classes);
  const double own = logits[label] - greatest;
  double sum = 0;
  for (size_t c = 0; c < classes; ++c) {
    logits[c] = std::exp(logits[c] - greatest);
    sum += logits[c];
  }
  const auto inverse = static_cast<float>(1 / sum);
  for (size_t c = 0; c < classes; ++c) logits[c] *= inverse;
  logits[label] -= 1;
  return std::log(sum) - own;
}

/** Adds residualsᵀ · standardised to the gradient of the directions. Each thread owns whole tiles of columns. */
void add_products(const Run& run, size_t count, size_t dim, size_t classes, const float* standardised,
                  const float* residuals, double* gradient) {
  const size_t tiles = (dim + kColumnsPerTile - 1) / kColumnsPerTile;
  for_each_block(run, tiles, 1, [&](size_t tile, size_t, size_t) {
    const size_t begin = tile * kColumnsPerTile;
    const size_t width = std::min(dim, begin + kColumnsPerTile) - begin;
    std::vector<float> product(width * classes);
    const int m = static_cast<int>(width), n = static_cast<int>(classes), k = static_cast<int>(count);
    const int ld = static_cast<int>(dim);
    sgemm_("N", "T", &m, &n, &k, &kOne, standardised + begin, &ld, residuals, &n, &kZero, product.data(), &m);
    for (size_t c = 0; c < classes; ++c)
      for (size_t j = 0; j < width; ++j) gradient[c * dim + begin + j] += product[c * width + j];
  });
}

}  // namespace

double logistic_loss(const Run& run, Matrix points, RowChoice choice, const int32_t* labels, const LinearModel& model,
                     double* gradient) {
  const size_t dim = points.dim, classes = model.classes;
  const SingleWeights weights(model, dim);
  const size_t step = std::min(kRowsPerStep, choice.count);
  std::vector<float> standardised(step * dim), residuals(step * classes);
  std::vector<double> losses((step + kRowsPerBlock - 1) / kRowsPerBlock);
  std::vector<double> biases(losses.size() * classes);
  std::fill_n(gradient, classes * (dim + 1), 0.0);
  double loss = 0;

  for (size_t first = 0; first < choice.count; first += step) {
    const size_t count = std::min(step, choice.count - first);
    const int32_t* rows = choice.rows + first;
    for_each_block(run, count, kRowsPerBlock, [&](size_t block, size_t begin, size_t end) {
      logits_of(points, rows + begin, end - begin, model, weights, standardised.data() + begin * dim,
                residuals.data() + begin * classes);
      double* sums = biases.data() + block * classes;
      std::fill_n(sums, classes, 0.0);
      losses[block] = 0;
      for (size_t i = begin; i < end; ++i) {
        float* residual = residuals.data() + i * classes;
        losses[block] += to_residuals(residual, classes, labels[rows[i]]);
        for (size_t c = 0; c < classes; ++c) sums[c] += residual[c];
      }
    });
    const size_t blocks = (count + kRowsPerBlock - 1) / kRowsPerBlock;
    for (size_t block = 0; block < blocks; ++block) {
      loss += losses[block];
      for (size_t c = 0; c < classes; ++c) gradient[classes * dim + c] += biases[block * classes + c];
    }
    add_products(run, count, dim, classes, standardised.data(), residuals.data(), gradient);
  }
  return loss;
}

void predict_linear(const Run& run, Matrix points, RowChoice choice, const LinearModel& model, int32_t* predicted) {
  const SingleWeights weights(model, points.dim);
  for_each_block(run, choice.count, kRowsPerBlock, [&](size_t, size_t begin, size_t end) {
    const size_t rows = end - begin;
    std::vector<float> standardised(rows * points.dim), logits(rows * model.classes);
    logits_of(points, choice.rows + begin, rows, model, weights, standardised.data(), logits.data());
    for (size_t i = 0; i < rows; ++i) {
      const float* row = logits.data() + i * model.classes;
      predicted[begin + i] = static_cast<int32_t>(std::max_element(row, row + model.classes) - row);
    }
  });
}
