"""Answers three questions about the recipe: is it worth to tell how words are written, to swap names, to hide them?

For each answer three seeds learn from the same eighth of the data; prints F1 of names with the right ends (mean and
range) on development articles.
"""

import argparse
import statistics
import subprocess
import sys
from pathlib import Path

import torch

import base
import data
import measure
from network import Network
from pieces import Vocabulary

HERE = Path(__file__).resolve().parent
SEEDS = (1, 2, 3)
VARIANTS = {"all": [], "no shapes": ["shape"], "no swapping": ["swap"], "no hiding": ["hide"]}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the folder with train/ and dev/")
    parser.add_argument("--share", type=float, default=0.125)
    parser.add_argument("--articles", type=int, default=60, help="how many articles of each development set")
    options = parser.parse_args()
    vocabulary = Vocabulary(base.pieces())
    sets = {name: data.rows(options.data / "dev" / f"{name}.jsonl")[: options.articles]
            for name in ("worldwide", "cleanconll")}
    for variant, without in VARIANTS.items():
        results = {name: [] for name in sets}
        peoples = []
        for seed in SEEDS:
            out = HERE / "ablation.pt"
            words = ["--share", str(options.share), "--seed", str(seed), "--out", str(out)]
            for part in [*without, "questions"]:
                words += ["--without", part]
            subprocess.run([sys.executable, HERE / "train.py", options.data, *words], check=True, capture_output=True)
            network = Network()
            network.load_state_dict(torch.load(out))
            network.eval()
            for name, rows in sets.items():
                _, _, f1, kinds = measure.score(rows, measure.names(network, rows, vocabulary))
                results[name].append(100 * f1)
                if name == "worldwide":
                    peoples.append(100 * kinds["NORP"])
            out.unlink()
        told = [f"{name} {statistics.mean(of):.1f} ({min(of):.1f} to {max(of):.1f})" for name, of in results.items()]
        print(f"{variant}: {', '.join(told)}; peoples found {statistics.mean(peoples):.1f} %", flush=True)


if __name__ == "__main__":
    torch.set_num_threads(1)
    main()
