"""Golden values of the metrics, from scikit-learn and scipy.

Debian 12: apt-get install python3-sklearn; then
    /usr/bin/python3 packages/evaluation/golden/metrics.py > packages/evaluation/golden/metrics.golden.json

Small cases carry their labels. Large ones carry the recipe (`large_case`), which metrics.golden.test.ts
follows as well; the largest takes scikit-learn more than a minute.
"""
import json

import numpy as np
import scipy
import sklearn
from scipy.optimize import linear_sum_assignment
from sklearn import metrics as skm
from sklearn.metrics.cluster import contingency_matrix


def fowlkes_mallows(classes, clusters):
    """scikit-learn's, which is 0 where no two images share a group; the same partition is 1 here, always."""
    table = contingency_matrix(classes, clusters, sparse=True)
    groups = len(set(np.asarray(classes))), len(set(np.asarray(clusters)))
    if groups == (table.nnz, table.nnz):
        return 1.0
    return skm.fowlkes_mallows_score(classes, clusters)


def purity(classes, clusters):
    return contingency_matrix(clusters, classes).max(axis=1).sum() / len(classes)


# Each metric of a clustering by its key in the registry, but those that need a train split.
reference = {
    "ari": skm.adjusted_rand_score,
    "ami": skm.adjusted_mutual_info_score,
    "mi": skm.mutual_info_score,
    "nmi": skm.normalized_mutual_info_score,
    "fmi": fowlkes_mallows,
    "homogeneity": skm.homogeneity_score,
    "completeness": skm.completeness_score,
    "purity": purity,
}


def by_reference(classes, clusters):
    return {key: float(score(classes, clusters)) for key, score in reference.items()}


def scores(classes, clusters):
    classes = np.asarray(classes)
    clusters = np.asarray(clusters)
    table = contingency_matrix(clusters, classes)
    rows, cols = linear_sum_assignment(table, maximize=True)
    return {
        "assigned": int(table[rows, cols].sum()),
        "majority": int(table.max(axis=1).sum()),
        **by_reference(classes, clusters),
    }


def small_cases():
    rng = np.random.default_rng(20080310)
    yield "one image", [0], [0]
    yield "one group on both sides", [0] * 7, [0] * 7
    yield "one cluster", [0, 0, 1, 1, 2], [0] * 5
    yield "one class", [0] * 5, [0, 0, 1, 1, 2]
    yield "two images apart and together", [0, 1], [0, 0]
    yield "identical", [0, 0, 1, 1, 2, 2, 2], [0, 0, 1, 1, 2, 2, 2]
    yield "identical but renamed", [0, 0, 1, 1, 2, 2, 2], [2, 2, 0, 0, 1, 1, 1]
    yield "every image a cluster", [0, 0, 1, 1, 2], [0, 1, 2, 3, 4]
    yield "every image a class", [0, 1, 2, 3, 4], [0, 0, 1, 1, 2]
    yield "independent", [0, 0, 0, 1, 1, 1, 2, 2, 2], [0, 1, 2] * 3
    yield "worse than chance", [0, 0, 1, 1], [0, 1, 0, 1]
    yield "groups without images", [0, 5, 5, 9, 0, 9], [7, 3, 3, 7, 7, 0]
    yield "one image moved", [0] * 20 + [1] * 20, [0] * 19 + [1] * 21
    for index in range(40):
        n = int(rng.integers(2, 120))
        classes = rng.integers(0, rng.integers(1, 12), n)
        clusters = rng.integers(0, rng.integers(1, 20), n)
        kept = rng.random(n) < rng.random()
        clusters = np.where(kept, classes, clusters)
        yield f"random {index}", classes.tolist(), clusters.tolist()


def draws(seed, count):
    """Numerical Recipes' linear congruential generator, in [0, 1)."""
    values = np.empty(count)
    state = seed
    for i in range(count):
        state = (1664525 * state + 1013904223) % 2**32
        values[i] = state / 2**32
    return values


def large_case(n, k, c, seed):
    """Classes are uniform; a cluster follows its class with probability 0.4, else sizes are skewed."""
    values = draws(seed, 3 * n).reshape(n, 3)
    classes = np.floor(values[:, 0] * c).astype(int)
    skewed = np.floor(values[:, 1] * values[:, 1] * k).astype(int)
    clusters = np.where(values[:, 2] < 0.4, classes * 7 % k, skewed)
    return classes, clusters


def main():
    cases = [
        {"name": name, "classes": classes, "clusters": clusters, "scores": scores(classes, clusters)}
        for name, classes, clusters in small_cases()
    ]
    large = [
        {"n": n, "k": k, "c": c, "seed": seed, "scores": scores(*large_case(n, k, c, seed))}
        for n, k, c, seed in [
            (10_000, 10, 10, 1),
            (50_000, 150, 100, 2),
            (50_000, 100, 313, 3),
            (1_280_000, 1000, 1000, 4),
        ]
    ]
    print(
        json.dumps(
            {
                "made with": f"scikit-learn {sklearn.__version__}, scipy {scipy.__version__}, numpy {np.__version__}",
                "cases": cases,
                "large": large,
            }
        )
    )


if __name__ == "__main__":
    main()
