"""Scores of example encoders on Fashion-MNIST beside scikit-learn's own PCA, KMeans and metrics on the same features.

Needs scikit-learn and scipy (Debian: python3-sklearn). From the clone, some minutes:
    /usr/bin/python3 tools/dev/compare-with-sklearn.py > table.md

For each encoder `clusterboard evaluate --save-features` extracts the features; `clusterboard cluster` and
packages/evaluation/golden/kmeans.py then judge them by as many seeds each. Their draws differ, so that means and
deviations over the seeds are compared: with scikit-learn's k-means from a plain k-means++ start, which is the method
here, and from its own start, which takes the best of several candidates for each centroid. The metrics alone are held
against scikit-learn's on scikit-learn's own clusters, where they must agree to 1e-8.
"""
import argparse
import json
import math
import subprocess
import sys
import tempfile
from pathlib import Path

root = Path(__file__).resolve().parent.parent.parent
command = ["node", str(root / "apps/cli/bin/clusterboard.mjs")]
peer = [sys.executable, str(root / "packages/evaluation/golden/kmeans.py")]
shown = ["acc", "ari", "ami", "mi"]

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--models", nargs="+", default=["raw-pixels", "autoencoder", "simclr", "supervised"])
parser.add_argument("--seeds", type=int, default=20)
args = parser.parse_args()


def ask(program, *words):
    print("…", Path(program[1]).name, *map(str, words), file=sys.stderr)
    done = subprocess.run([*program, *map(str, words)], stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def judged(model, folder):
    ask(
        command, "evaluate", root / f"examples/models/{model}.onnx", "--benchmark", "fashion-mnist",
        "--save-features", folder, "--receipt", folder / "receipt.json", "--json",
    )  # fmt: skip
    inputs = [
        "--train", folder / "train.npy", "--train-labels", folder / "train-labels.npy",
        "--test", folder / "test.npy", "--test-labels", folder / "test-labels.npy", "--seeds", args.seeds,
    ]  # fmt: skip
    ours = ask(command, "cluster", *inputs, "--json")["report"]
    plain = ask(peer, *inputs, "--local-trials", 1, "--save-clusters", folder)
    greedy = ask(peer, *inputs)
    assert ours["pcaDim"] == plain["pcaDim"] and ours["clusters"] == plain["clusters"]
    return ours, plain, greedy


def largest_metric_difference(folder, theirs):
    """Of every metric over all seeds, on the very same clusters."""
    largest = 0
    for seed, scores in enumerate(theirs["runs"]):
        again = ask(
            command, "score", "--labels", folder / "test-labels.npy", "--clusters", folder / f"test-clusters-{seed}.npy",
            "--train-labels", folder / "train-labels.npy", "--train-clusters", folder / f"train-clusters-{seed}.npy",
            "--json",
        )["scores"]  # fmt: skip
        largest = max([largest, *(abs(again[metric] - scores[metric]) for metric in again)])
    return largest


def row(model, metric, ours, plain, greedy):
    one, other, best = (report["summary"][metric] for report in (ours, plain, greedy))
    difference = one["mean"] - other["mean"]
    error = math.sqrt((one["std"] ** 2 + other["std"] ** 2) / args.seeds)
    cells = [f"{x['mean']:.4f} ± {x['std']:.4f}" for x in (one, other)]
    cells += [f"{difference:+.4f} ± {error:.4f}", f"{best['mean']:.4f} ± {best['std']:.4f}"]
    return f"| {model} | {metric.upper()} | {' | '.join(cells)} |"


def inertia_row(ours, plain, greedy):
    own = sum(run["inertia"] for run in ours["runs"]) / args.seeds
    ratios = [f"{own / report['summary']['inertia']['mean']:.4f}" for report in (plain, greedy)]
    return f"| | inertia, ours ÷ theirs | | {ratios[0]} | | {ratios[1]} |"


lines = []
metric_difference = 0
with tempfile.TemporaryDirectory() as directory:
    for model in args.models:
        folder = Path(directory) / model
        ours, plain, greedy = judged(model, folder)
        metric_difference = max(metric_difference, largest_metric_difference(folder, plain))
        dims = f"{ours['featureDim']} → {ours['pcaDim']}" if ours["pca"]["applied"] else f"{ours['featureDim']}"
        label = f"{model} ({dims})"
        lines += [row(label if metric == "acc" else "", metric, ours, plain, greedy) for metric in shown]
        lines.append(inertia_row(ours, plain, greedy))

print(f"Made with {plain['made with']}; k = {ours['clusters']}, {args.seeds} seeds each.\n")
print("| encoder (dimensions) | | ours | scikit-learn, plain k-means++ | difference ± its standard error | scikit-learn, own initialisation |")
print("| --- | --- | --- | --- | --- | --- |")
print("\n".join(lines))
print(f"\nLargest difference of any metric on the same clusters: {metric_difference:.1e}.")
if metric_difference > 1e-8:
    sys.exit("The metrics differ by more than 1e-8.")
