"""Scores int32 labels and clusters (two files) by scikit-learn and scipy; prints seconds and scores."""
import json
import sys
import time
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment
from sklearn.metrics.cluster import contingency_matrix

sys.path.append(str(Path(__file__).resolve().parents[3] / "packages/evaluation/golden"))
from metrics import by_reference  # noqa: E402

labels, clusters = (np.fromfile(path, np.int32) for path in sys.argv[1:3])
began = time.perf_counter()
scores = {}
for name in ["train", "test"]:
    table = contingency_matrix(clusters, labels)
    rows, cols = linear_sum_assignment(table, maximize=True)
    scores[f"{name} assignment"] = float(table[rows, cols].sum() / len(labels))
    scores[f"{name} majority"] = float(table.max(axis=1).sum() / len(labels))
scores.update(by_reference(labels, clusters))
print(json.dumps({"seconds": time.perf_counter() - began, "scores": scores}))
