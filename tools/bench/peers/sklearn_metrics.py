"""Scores int32 labels and clusters (two files) by scikit-learn and scipy; prints seconds and scores."""
import json
import sys
import time

import numpy as np
from scipy.optimize import linear_sum_assignment
from sklearn import metrics
from sklearn.metrics.cluster import contingency_matrix

labels, clusters = (np.fromfile(path, np.int32) for path in sys.argv[1:3])
began = time.perf_counter()
scores = {}
for name in ["train", "test"]:
    table = contingency_matrix(clusters, labels)
    rows, cols = linear_sum_assignment(table, maximize=True)
    scores[f"{name} assignment"] = float(table[rows, cols].sum() / len(labels))
    scores[f"{name} majority"] = float(table.max(axis=1).sum() / len(labels))
scores["ari"] = float(metrics.adjusted_rand_score(labels, clusters))
scores["ami"] = float(metrics.adjusted_mutual_info_score(labels, clusters))
scores["mi"] = float(metrics.mutual_info_score(labels, clusters))
scores["nmi"] = float(metrics.normalized_mutual_info_score(labels, clusters))
print(json.dumps({"seconds": time.perf_counter() - began, "scores": scores}))
