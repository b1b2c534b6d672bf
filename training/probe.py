"""Learns the head for claims: is a sentence of news worth highlighting (claims-guidelines, worth 2 or more)?

The encoder stays as it is; a logistic model with a penalty looks at the mean of a sentence's vectors (layers `DEEP`). It is judged, and
the penalty chosen, by cross-validation over whole articles: six parts, three times. `--out` gets the head's weights,
`--judged` what each sentence scored when its article was held out, for `examples/train_claims`.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch

import base
import data
from network import Network, batch_of
from pieces import Vocabulary, encode, windows

PENALTIES = (100.0, 300.0, 1000.0, 3000.0, 10000.0)
PARTS, REPEATS = 6, 3


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the folder with train/claims.jsonl")
    parser.add_argument("network", type=Path)
    parser.add_argument("--out", type=Path, default=Path("claims.pt"))
    parser.add_argument("--judged", type=Path)
    options = parser.parse_args()
    torch.set_num_threads(1)
    network = Network()
    network.load_state_dict(torch.load(options.network))
    network.eval()
    rows = data.rows(options.data / "train" / "claims.jsonl")
    vectors, worth, article, places = read(network, rows, Vocabulary(base.pieces()))
    mean = vectors.mean(0)
    best = None
    for penalty in PENALTIES:
        judged = [held_out(vectors - mean, worth, article, penalty, repeat) for repeat in range(REPEATS)]
        precision, f1 = np.mean([measures(scores, worth) for scores in judged], 0)
        print(f"penalty {penalty:g}: {len(worth)} sentences, average precision {100 * precision:.1f}, F1 {100 * f1:.1f}")
        if best is None or precision > best[0]:
            best = precision, penalty, judged
    weights, bias = fit(vectors - mean, worth, best[1])
    torch.save({"weight": torch.tensor(weights)[None].float(), "bias": torch.tensor([bias - weights @ mean]).float()},
               options.out)
    if options.judged:
        with open(options.judged, "w", encoding="utf8") as file:
            for at, (row, start, end) in enumerate(places):
                scores = [round(float(scores[at]), 3) for scores in best[2]]
                file.write(json.dumps({"id": row, "start": start, "end": end, "scores": scores}) + "\n")


def read(network, rows, vocabulary):
    """Returns for each labelled sentence its vector, whether it is worth it, its article, its place."""
    vectors, worth, article, places = [], [], [], []
    for index, row in enumerate(rows):
        # As the program does: the whole article in windows, labelled sentences or not.
        spans = [tuple(sentence) for sentence in row["sents"]]
        around = data.sentences({"text": row["text"]})
        every = sorted(spans + [one for one in around if not any(one[0] < b and a < one[1] for a, b in spans)])
        found = [words for words in (vocabulary.words(row["text"], *span) for span in every) if words]
        sums = {}
        for words in windows(found):
            encoded = encode(words)
            with torch.no_grad():
                hidden = network.encoder(*batch_of([encoded]))[1][0].numpy()
            ends = encoded.first[1:] + [len(encoded.ids) - 1]
            for word, first, last in zip(words, encoded.first, ends):
                for span in spans:
                    if span[0] <= word.start < span[1]:
                        total, count = sums.get(span, (0, 0))
                        sums[span] = total + hidden[first:last].sum(0), count + last - first
        for span in spans:
            if span not in sums:
                continue
            covered = sum(max(0, min(span[1], c["end"]) - max(span[0], c["start"])) for c in row["claims"])
            vectors.append(sums[span][0] / sums[span][1])
            worth.append(2 * covered >= span[1] - span[0])
            article.append(index)
            places.append((row["id"], *span))
    return np.array(vectors, np.float64), np.array(worth), np.array(article), places


def part_of(article, repeat):
    """The same parts as `examples/train_claims.rs`."""
    return (article * 7 + article // 6 * repeat + repeat) % PARTS


def held_out(vectors, worth, article, penalty, repeat):
    """Returns the score of each sentence by a model that did not see its article."""
    parts, scores = part_of(article, repeat), np.zeros(len(worth))
    for part in range(PARTS):
        weights, bias = fit(vectors[parts != part], worth[parts != part], penalty)
        scores[parts == part] = vectors[parts == part] @ weights + bias
    return scores


def fit(vectors, worth, penalty):
    """Logistic regression with half the squared weights times `penalty` / 100 as a penalty, by Newton's method."""
    rows = np.hstack([vectors, np.ones((len(vectors), 1))])
    weights, right = np.zeros(rows.shape[1]), worth.astype(np.float64)
    keep = np.full(rows.shape[1], penalty / 100)
    keep[-1] = 1e-6
    for _ in range(30):
        probable = 1 / (1 + np.exp(-rows @ weights))
        gradient = rows.T @ (probable - right) + keep * weights
        curve = (rows * (probable * (1 - probable))[:, None]).T @ rows + np.diag(keep)
        step = np.linalg.solve(curve, gradient)
        weights -= step
        if np.abs(step).max() < 1e-8:
            break
    return weights[:-1], weights[-1]


def measures(scores, worth):
    """Returns average precision, and F1 of what scores above 0."""
    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(worth[order])
    precision = (hits / np.arange(1, len(order) + 1))[worth[order]].mean()
    right = (worth & (scores > 0)).sum()
    return precision, 2 * right / ((scores > 0).sum() + worth.sum())


if __name__ == "__main__":
    main()
