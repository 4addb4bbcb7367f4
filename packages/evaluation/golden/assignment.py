"""Golden optima of rectangular linear assignments, from scipy.

    /usr/bin/python3 packages/evaluation/golden/assignment.py > packages/evaluation/golden/assignment.golden.json

Weights are drawn by the generator of metrics.py (`draws`), rows first: floor(draw × bound).
"""
import json

import numpy as np
import scipy
from scipy.optimize import linear_sum_assignment

cases = []
for rows, cols, bound, seed in [
    (30, 30, 1_000_000, 1),
    (40, 25, 10, 2),
    (25, 40, 3, 3),
    (200, 300, 1000, 4),
    (300, 200, 50, 5),
    (1000, 1500, 100, 6),
    (1500, 1000, 10, 7),
]:
    weights = np.empty(rows * cols)
    state = seed
    for i in range(rows * cols):
        state = (1664525 * state + 1013904223) % 2**32
        weights[i] = np.floor(state / 2**32 * bound)
    weights = weights.reshape(rows, cols)
    optimum = int(weights[linear_sum_assignment(weights, maximize=True)].sum())
    cases.append({"rows": rows, "cols": cols, "bound": bound, "seed": seed, "optimum": optimum})
print(json.dumps({"made with": f"scipy {scipy.__version__}", "cases": cases}))
