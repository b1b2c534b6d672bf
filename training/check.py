"""Compares the program with training: windows, pieces and shapes must be the same, and so must tags.

    cargo run --release --example read_closely < articles.jsonl > windows.jsonl
    python3 training/check.py articles.jsonl windows.jsonl
"""

import argparse
import itertools
import json
from pathlib import Path

import numpy as np
import onnxruntime

from data import rows
from network import TAGS, best_tags
from pieces import Vocabulary, encode, windows

MODELS = Path(__file__).parent.parent / "assets" / "models"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path, help="what was read, rows of id and text")
    parser.add_argument("windows", type=Path, help="what the program made of it")
    options = parser.parse_args()
    pieces = (MODELS / "precise-vocabulary.txt").read_text(encoding="utf8").split("\n")[:-1]
    vocabulary = Vocabulary(pieces)
    session = onnxruntime.InferenceSession(str(MODELS / "precise.onnx"))
    texts = {row["id"]: row["text"] for row in rows(options.articles)}
    counts = dict.fromkeys(("articles", "windows", "words", "other windows", "other tags"), 0)
    for ident, group in itertools.groupby(rows(options.windows), key=lambda window: window["id"]):
        counts["articles"] += 1
        compare(texts[ident], list(group), vocabulary, session, counts)
    print(json.dumps(counts))


def compare(text, theirs, vocabulary, session, counts):
    """Counts where the windows of an article differ."""
    cuts = [tuple(cut) for cut, _ in itertools.groupby(cut for window in theirs for cut in window["sentences"])]
    found = [vocabulary.words(text, start, end) for start, end in cuts]
    ours = windows([words for words in found if words])
    counts["other windows"] += abs(len(ours) - len(theirs))
    for window, their in zip(ours, theirs):
        counts["windows"] += 1
        counts["words"] += len(window)
        same = (
            [[word.start, word.end] for word in window] == their["words"]
            and [list(word.pieces) for word in window] == their["pieces"]
            and [word.shape for word in window] == their["shapes"]
        )
        if not same:
            counts["other windows"] += 1
            print("other window:", text[window[0].start : window[-1].end][:200])
            continue
        scores = scores_of(window, session)
        for word, tag, their_tag, score in zip(window, best_tags(scores), their["tags"], scores):
            if tag != their_tag:
                counts["other tags"] += 1
                between = score[tag] - score[their_tag]
                print("other tag:", text[word.start : word.end], TAGS[tag], TAGS[their_tag], f"{between:.2f}")


def scores_of(window, session):
    """Returns the scores of the tags of the words of a window, by the network as onnxruntime runs it.

    Rounding to eight bits on the way makes what two runtimes add up in another order differ by some hundredths.
    """
    encoded = encode(window)
    inputs = {
        "ids": np.array([encoded.ids], np.int64),
        "shapes": np.array([encoded.shapes], np.int64),
        "mask": np.ones((1, len(encoded.ids)), np.float32),
    }
    (scores,) = session.run(["tags"], inputs)
    return scores[0][encoded.first]


main()
