"""faiss.Kmeans on a file of float32 rows from given centroids; writes the final centroids, prints seconds.

usage: faiss_kmeans.py points rows dim start clusters iterations threads output
"""
import json
import sys
import time

import faiss
import numpy as np

points, rows, dim, start, clusters, iterations, threads, output = sys.argv[1:]
rows, dim, clusters = int(rows), int(dim), int(clusters)
x = np.fromfile(points, dtype=np.float32, count=rows * dim).reshape(rows, dim)
centroids = np.fromfile(start, dtype=np.float32).reshape(clusters, dim)
faiss.omp_set_num_threads(int(threads))
peer = faiss.Kmeans(dim, clusters, niter=int(iterations), seed=0, max_points_per_centroid=rows)
began = time.perf_counter()
cpu = time.process_time()
peer.train(x, init_centroids=centroids)
seconds = time.perf_counter() - began
cpu = time.process_time() - cpu
peer.centroids.astype(np.float32).tofile(output)
print(json.dumps({"seconds": seconds, "cpu": cpu, "version": faiss.__version__}))
