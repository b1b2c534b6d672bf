"""Measures names on labelled articles: the network alone, without what Glossator's tagger adds."""

from collections import Counter

import numpy as np
import torch

import data
from network import batch_of, best_tags
from pieces import encode, windows

BATCH = 16


def run(network, windows_of_words):
    """Yields for each window its tag scores (log-probabilities of each word's first piece) and its hidden answers."""
    order = sorted(range(len(windows_of_words)), key=lambda at: len(windows_of_words[at]))
    out = [None] * len(order)
    with torch.no_grad():
        for start in range(0, len(order), BATCH):
            chosen = order[start : start + BATCH]
            encoded = [encode(windows_of_words[at]) for at in chosen]
            with torch.autocast("cpu", dtype=torch.bfloat16):
                tags, _ = network(*batch_of(encoded))
            scores = tags.float().log_softmax(-1).numpy()
            for row, at in enumerate(chosen):
                out[at] = scores[row, encoded[row].first]
    return out


def names(network, rows, vocabulary):
    """Returns the names that the network finds in each row."""
    packed, owner = [], []
    for index, row in enumerate(rows):
        found = [vocabulary.words(row["text"], start, end) for start, end in data.sentences(row)]
        for window in windows([words for words in found if words]):
            packed.append(window)
            owner.append(index)
    out = [[] for _ in rows]
    for window, index, scores in zip(packed, owner, run(network, packed)):
        out[index] += data.spans(window, best_tags(np.asarray(scores)))
    return out


def score(rows, found):
    """Returns precision, recall and F1 of names with the right ends, whatever they name, and recall by kind.

    Articles and titles count for neither side; what a set leaves open (IGNORE and other kinds) is not counted.
    """
    right = wrong = gold = 0
    by_kind = Counter()
    for row, names_found in zip(rows, found):
        text = row["text"]
        expected, open_spans = {}, []
        for actor in row["actors"]:
            kind = "GPE" if actor["label"] == "LOC" else actor["label"]
            if kind in ("PERSON", "ORG", "GPE", "NORP"):
                expected[trimmed(text, actor["start"], actor["end"], kind)] = kind
            else:
                open_spans.append((actor["start"], actor["end"]))
        got = {trimmed(text, name["start"], name["end"], name["label"]) for name in names_found}
        got = {span for span in got if not any(span[0] < end and start < span[1] for start, end in open_spans)}
        hits = got & set(expected)
        right, wrong, gold = right + len(hits), wrong + len(got - hits), gold + len(expected)
        by_kind.update((kind, span in got) for span, kind in expected.items())
    precision, recall = right / max(1, right + wrong), right / max(1, gold)
    kinds = {kind: by_kind[kind, True] / max(1, by_kind[kind, True] + by_kind[kind, False])
             for kind in ("PERSON", "ORG", "GPE", "NORP")}
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall), kinds


def trimmed(text, start, end, kind):
    """Returns a name's ends without articles and, for people, titles before it."""
    while True:
        word = text[start:end].split(" ")[0]
        plain = word.lower().rstrip(".")
        if len(word) < end - start and (plain in data.ARTICLES or kind == "PERSON" and plain in data.TITLES):
            start += len(word) + 1
        else:
            return start, end
