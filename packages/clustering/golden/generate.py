"""Golden values of src/*.golden.test.ts, from scikit-learn in float64: python3 packages/clustering/golden/generate.py

The inputs come from a generator that src/generated-matrix.ts repeats, so that only results are stored.
Component signs follow svd_flip(u_based_decision=False), scikit-learn's rule since 1.5.
"""

import json
import pathlib

import numpy as np
import sklearn
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA

HERE = pathlib.Path(__file__).parent


def uniform_matrix(rows, dim, seed):
    state, values = seed, np.empty(rows * dim)
    for i in range(rows * dim):
        state = (state * 1664525 + 1013904223) % 2**32
        values[i] = state / 2**32
    return values.reshape(rows, dim)


def features(rows, dim, seed, offset, constant):
    """Columns of falling spread around `offset`; those in `constant` hold the offset alone."""
    values = offset + (uniform_matrix(rows, dim, seed) - 0.5) / (1 + np.arange(dim))
    values[:, constant] = offset
    return values.astype(np.float32)


def pca_case(name, rows, dim, seed, components, offset=0, constant=()):
    constant = list(constant)
    points = features(rows, dim, seed, offset, constant).astype(np.float64)
    pca = PCA(n_components=components, svd_solver="full").fit(points)
    largest = np.abs(pca.components_).argmax(axis=1)
    sign = np.sign(pca.components_[np.arange(components), largest])
    return {
        "name": name, "rows": rows, "dim": dim, "seed": seed, "count": components,
        "offset": offset, "constant": constant,
        "mean": pca.mean_.tolist(),
        "components": (pca.components_ * sign[:, None]).ravel().tolist(),
        "explainedVariance": pca.explained_variance_.tolist(),
        "explainedVarianceRatio": pca.explained_variance_ratio_.tolist(),
        "projectedFirstRow": (pca.transform(points[:1])[0] * sign).tolist(),
    }


def kmeans_case(rows, dim, clusters, seed):
    """Points around as many corners as clusters, starting from the first rows."""
    points = uniform_matrix(rows, dim, seed).astype(np.float32)
    fit = KMeans(clusters, init=points[:clusters], n_init=1, algorithm="lloyd", tol=0, max_iter=300)
    fit.fit(points.astype(np.float64))
    return {
        "rows": rows, "dim": dim, "clusters": clusters, "seed": seed,
        "inertia": fit.inertia_, "assignment": fit.labels_.tolist(),
        "firstCentroid": fit.cluster_centers_[0].tolist(),
    }


def write(name, value):
    (HERE / name).write_text(json.dumps({"scikitLearn": sklearn.__version__, "cases": value}, indent=1) + "\n")


write("pca.golden.json", [
    pca_case("more rows than columns", 200, 12, 1, 5),
    pca_case("every component", 60, 9, 2, 9),
    pca_case("fewer rows than columns", 15, 40, 3, 10),
    pca_case("constant columns", 100, 8, 4, 4, offset=2.5, constant=[1, 6]),
    pca_case("mean 1e3, spread 1", 1500, 10, 5, 6, offset=1000),
    pca_case("one column", 30, 1, 6, 1),
    pca_case("columns on both sides of a tile", 150, 65, 7, 3),
])
write("kmeans.golden.json", [kmeans_case(400, 5, 7, 8), kmeans_case(1100, 17, 16, 9)])
