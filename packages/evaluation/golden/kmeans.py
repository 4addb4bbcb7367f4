"""Scores of one set of features by scikit-learn alone, to hold ours against: PCA where it drops
dimensions, k-means or mini-batch k-means, linear assignment on train, metrics on test.

Raw pixels (divided by 255) of a dataset pack, as in the golden files here:
    /usr/bin/python3 packages/evaluation/golden/kmeans.py --pack .clusterboard/datasets/digits --seeds 20 > digits-pixels.golden.json
    /usr/bin/python3 packages/evaluation/golden/kmeans.py --pack .clusterboard/datasets/digits --seeds 20 --pca 16 > digits-pca16.golden.json
    /usr/bin/python3 packages/evaluation/golden/kmeans.py --pack .clusterboard/datasets/digits --seeds 10 --batch 512 > digits-mini-batch.golden.json

Any features, one row an image, with class indices:
    /usr/bin/python3 packages/evaluation/golden/kmeans.py --train X.npy --train-labels y.npy --test T.npy --test-labels t.npy
"""
import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import scipy
import sklearn
from scipy.optimize import linear_sum_assignment
from sklearn.cluster import KMeans, MiniBatchKMeans, kmeans_plusplus
from sklearn.decomposition import PCA

from metrics import by_reference

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--pack", type=Path, help="directory of a dataset pack")
for option in ["--train", "--train-labels", "--test", "--test-labels"]:
    parser.add_argument(option, type=Path, help=".npy file")
parser.add_argument("--pca", type=int, default=256, help="dimensions kept at most (256)")
parser.add_argument("--clusters", type=int, help="k (as many as classes)")
parser.add_argument("--seeds", type=int, default=5, help="k-means runs (5)")
parser.add_argument(
    "--local-trials", type=int, help="candidates of each k-means++ draw: 1 is the plain method (scikit-learn's 2 + ln k)"
)
parser.add_argument("--max-iterations", type=int, default=100)
parser.add_argument("--save-clusters", type=Path, help="directory for the clusters of each seed as .npy")
parser.add_argument("--batch", type=int, help="mini-batch k-means with batches of so many rows, 60 epochs")
args = parser.parse_args()


def pack_split(split):
    manifest = json.loads((args.pack / "manifest.json").read_text())
    count = manifest["splits"][split]["count"]
    images = np.fromfile(args.pack / f"{split}.images.u8", np.uint8).reshape(count, -1)
    labels = np.fromfile(args.pack / f"{split}.labels.u16", "<u2")
    return images.astype(np.float32) / np.float32(255), labels


if args.pack:
    train, train_labels = pack_split("train")
    test, test_labels = pack_split("test")
else:
    train, train_labels, test, test_labels = [
        np.load(path) for path in [args.train, args.train_labels, args.test, args.test_labels]
    ]
train_labels = train_labels.astype(int)
test_labels = test_labels.astype(int)
classes = int(max(train_labels.max(), test_labels.max())) + 1
k = args.clusters or classes

digest = hashlib.sha256()
for part in [train, test]:
    digest.update(np.ascontiguousarray(part, dtype="<f4").tobytes())

feature_dim = train.shape[1]
explained = 1.0
if args.pca < min(train.shape):
    pca = PCA(args.pca, svd_solver="full").fit(train)
    explained = float(pca.explained_variance_ratio_.sum())
    train, test = pca.transform(train), pca.transform(test)


def table(clusters, labels):
    counts = np.zeros((k, classes), int)
    np.add.at(counts, (clusters, labels), 1)
    return counts


def match(counts):
    matching = counts.argmax(axis=1)
    rows, cols = linear_sum_assignment(counts, maximize=True)
    matching[rows] = cols
    return matching


def fit(seed):
    if not args.batch:
        start = "k-means++"
        if args.local_trials:
            start, _ = kmeans_plusplus(train, k, random_state=seed, n_local_trials=args.local_trials)
        return KMeans(k, init=start, n_init=1, max_iter=args.max_iterations, tol=0, random_state=seed).fit(train)
    model = MiniBatchKMeans(k, n_init=1, batch_size=args.batch, max_no_improvement=None, random_state=seed)
    order = np.random.default_rng(seed)
    for _ in range(60):
        shuffled = train[order.permutation(len(train))]
        for first in range(0, len(train), args.batch):
            model.partial_fit(shuffled[first : first + args.batch])
    return model


def run(seed):
    model = fit(seed)
    train_clusters = model.predict(train)
    on_train = table(train_clusters, train_labels)
    clusters = model.predict(test)
    if args.save_clusters:
        np.save(args.save_clusters / f"train-clusters-{seed}.npy", train_clusters)
        np.save(args.save_clusters / f"test-clusters-{seed}.npy", clusters)
    on_test = table(clusters, test_labels)
    return {
        "acc": float((match(on_train)[clusters] == test_labels).mean()),
        "accTrainMajority": float((on_train.argmax(axis=1)[clusters] == test_labels).mean()),
        "accTestAssignment": float((match(on_test)[clusters] == test_labels).mean()),
        "accTestMajority": float((on_test.argmax(axis=1)[clusters] == test_labels).mean()),
        **by_reference(test_labels, clusters),
        "inertia": float(-model.score(train)),
    }


runs = [run(seed) for seed in range(args.seeds)]
summary = {
    metric: {
        "mean": float(np.mean([r[metric] for r in runs])),
        "std": float(np.std([r[metric] for r in runs], ddof=1)) if args.seeds > 1 else 0.0,
    }
    for metric in runs[0]
}
print(
    json.dumps(
        {
            "made with": f"scikit-learn {sklearn.__version__}, scipy {scipy.__version__}, numpy {np.__version__}",
            "featuresSha256": digest.hexdigest(),
            "trainCount": len(train),
            "testCount": len(test),
            "featureDim": feature_dim,
            "pcaDim": train.shape[1],
            "explainedVariance": explained,
            "clusters": k,
            "seeds": args.seeds,
            "summary": summary,
            **({"runs": runs} if args.save_clusters else {}),
        },
        indent=1,
    )
)
