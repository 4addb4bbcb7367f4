"""Probes of features by scikit-learn alone, to hold ours against: weighted k-NN by cosine, and multinomial
logistic regression on standardised features at several penalties (1/C).

Raw pixels (divided by 255) of a dataset pack, as in the golden file here:
    /usr/bin/python3 packages/evaluation/golden/probes.py --pack .clusterboard/datasets/digits > digits-probes.golden.json

Any features, one row an image, with class indices:
    /usr/bin/python3 packages/evaluation/golden/probes.py --train X.npy --train-labels y.npy --test T.npy --test-labels t.npy --penalties 10
"""
import argparse
import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import StandardScaler

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--pack", type=Path, help="directory of a dataset pack")
for option in ["--train", "--train-labels", "--test", "--test-labels"]:
    parser.add_argument(option, type=Path, help=".npy file")
parser.add_argument("--penalties", type=float, nargs="+", default=[1e4, 1e3, 1e2, 1e1, 1, 1e-1])
args = parser.parse_args()


def pack_split(split):
    manifest = json.loads((args.pack / "manifest.json").read_text())
    count = manifest["splits"][split]["count"]
    images = np.fromfile(args.pack / f"{split}.images.u8", np.uint8).reshape(count, -1)
    labels = np.fromfile(args.pack / f"{split}.labels.u16", "<u2")
    return images.astype(np.float32) / np.float32(255), labels.astype(int)


if args.pack:
    (train, train_labels), (test, test_labels) = pack_split("train"), pack_split("test")
else:
    train, train_labels, test, test_labels = [
        np.load(path) for path in [args.train, args.train_labels, args.test, args.test_labels]
    ]
train, test = train.astype(np.float64), test.astype(np.float64)

knn = KNeighborsClassifier(
    20, metric="cosine", algorithm="brute", weights=lambda distance: np.exp((1 - distance) / 0.07)
).fit(train, train_labels)
knn_predicted = knn.predict(test)

scaler = StandardScaler().fit(train)
train, test = scaler.transform(train), scaler.transform(test)


def linear(penalty):
    model = LogisticRegression(C=1 / penalty, tol=1e-6, max_iter=3000).fit(train, train_labels)
    logits = model.decision_function(train)
    greatest = logits.max(axis=1, keepdims=True)
    log_sum = np.log(np.exp(logits - greatest).sum(axis=1)) + greatest[:, 0]
    loss = (log_sum - logits[np.arange(len(train)), train_labels]).sum()
    predicted = model.predict(test)
    return {
        "penalty": penalty,
        "objective": float((loss + penalty / 2 * (model.coef_**2).sum()) / len(train)),
        "accuracy": float((predicted == test_labels).mean()),
        **({"predicted": [int(label) for label in predicted]} if args.pack else {}),
    }


print(
    json.dumps(
        {
            "made with": f"scikit-learn {sklearn.__version__}, numpy {np.__version__}",
            "knn": {
                "accuracy": float((knn_predicted == test_labels).mean()),
                **({"predicted": [int(label) for label in knn_predicted]} if args.pack else {}),
            },
            "linear": [linear(penalty) for penalty in args.penalties],
        }
    )
)
