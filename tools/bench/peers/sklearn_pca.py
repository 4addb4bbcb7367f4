"""PCA of float32 rows in a file by scikit-learn: path, columns, components, solver; prints seconds and variances."""
import json
import sys
import time

import numpy as np
from sklearn.decomposition import PCA

path, dim, components, solver = sys.argv[1:5]
points = np.fromfile(path, np.float32).reshape(-1, int(dim)).astype(np.float64)
began = time.perf_counter()
pca = PCA(n_components=int(components), svd_solver=solver, random_state=0).fit(points)
print(json.dumps({"seconds": time.perf_counter() - began, "variance": pca.explained_variance_.tolist()}))
