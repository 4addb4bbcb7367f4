#pragma once

#include <cstddef>
#include <cstdint>

#include "matrix.h"
#include "row_blocks.h"

// Multinomial logistic regression on rows that are standardised on the way:
//
//     logits(x) = W · ((x − mean) · scale) + b,    loss = Σ over rows of −log softmax(logits)[label]
//
// Products are single precision over some thousand rows at a time and added up in float64.

struct LinearModel {
  size_t classes;
  /** [dim] each; columns with scale 0 are left out. */
  const float* mean;
  const float* scale;
  /** Row-major [classes, dim], then the biases [classes]. */
  const double* weights;
};

/** The rows of `points` that are meant, in order. */
struct RowChoice {
  const int32_t* rows;
  size_t count;
};

/** Returns the sum of losses and writes its gradient, laid out as the weights. `labels` has one for each row of `points`. */
double logistic_loss(const Run& run, Matrix points, RowChoice choice, const int32_t* labels, const LinearModel& model,
                     double* gradient);

/** Writes the class of the greatest logit of each chosen row, ties to the lowest. */
void predict_linear(const Run& run, Matrix points, RowChoice choice, const LinearModel& model, int32_t* predicted);
