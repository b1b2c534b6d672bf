"""Labelled articles as windows with the right tags, and labelled sentences as windows with the right answers."""

import json
import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from network import QUESTIONS, TAGS
from pieces import encode, windows

# What is learned from: the set, how often.
SETS = {
    "gmb": 1,
    "wikigold": 2,
    "crossner-politics": 2,
    "crossner-politics.dev": 2,
    "uner-ewt.dev": 2,
    "gum-academic": 2,
    "gum-bio": 2,
    "gum-court": 2,
    "gum-interview": 2,
    "gum-speech": 2,
    "gum-textbook": 2,
    "gum-voyage": 2,
}
QUESTION_SETS = {"claimbuster": "checkable", "causalnews": "causal"}

NO_LOSS = -100  # neither right nor wrong
O_OR_PEOPLE = 100  # the set labels no peoples

# Words before a name that the labels of some sets take in: a person's title is no part of the name.
TITLES = set(
    "mr mrs ms miss dr prof professor sir lord lady dame president vice prime minister chancellor premier king "
    "queen prince princess emperor pope bishop archbishop cardinal rabbi imam sheikh ayatollah mullah senator "
    "representative congressman congresswoman governor mayor judge justice general gen lieutenant lt colonel col "
    "major maj captain capt sergeant sgt admiral commander secretary state foreign defense defence ambassador envoy "
    "spokesman spokeswoman chairman chairwoman director chief leader head deputy acting former ex rep sen gov rev".split()
)
ARTICLES = {"the", "a", "an"}

_CUT = re.compile(r"(?<=[a-z0-9)”\"][.!?])\s+(?=[\"“A-Z])|(?<=[.!?][\"”])\s+(?=[A-Z\"“])|\n+")


class Labelled(NamedTuple):
    """A window and the right tag of each of its words."""

    words: list
    tags: list[int]


class Asked(NamedTuple):
    """A window of sentences: for each the range of its words and the answers by question (None: not asked)."""

    words: list
    sentences: list[tuple[int, int, dict]]


def rows(path):
    """Reads JSON Lines."""
    with open(path, encoding="utf8") as file:
        return [json.loads(line) for line in file]


def sentences(row):
    """Returns where the sentences of a row lie: as labelled, or cut by their marks."""
    if row.get("sents"):
        return [tuple(sentence) for sentence in row["sents"]]
    cuts, start = [], 0
    for cut in _CUT.finditer(row["text"]):
        cuts.append((start, cut.start()))
        start = cut.end()
    return cuts + [(start, len(row["text"]))]


def is_held_out(name, index):
    """Every tenth article of gmb is never learned from: it is measured on."""
    return name == "gmb" and index % 10 == 0


def labelled(name, row, vocabulary):
    """Returns the windows of a row with the right tags."""
    text = row["text"]
    found = [vocabulary.words(text, start, end) for start, end in sentences(row)]
    out = windows([words for words in found if words])
    tags = tags_of(text, [word for window in out for word in window], row["actors"], name.startswith("uner"))
    at = 0
    result = []
    for window in out:
        result.append(Labelled(window, tags[at : at + len(window)]))
        at += len(window)
    return result


def tags_of(text, words, actors, no_peoples):
    """Returns the right tag of each word; the longest name wins where names lie in names."""
    tags = [O_OR_PEOPLE if no_peoples and word.shape in (2, 3, 9) else 0 for word in words]
    starts, taken = [word.start for word in words], set()
    for actor in sorted(actors, key=lambda actor: actor["start"] - actor["end"]):
        first = bisect_right(starts, actor["start"]) - 1
        if first < 0 or words[first].end <= actor["start"]:
            first += 1
        last = bisect_left(starts, actor["end"])
        written = [text[word.start : word.end].lower() for word in words[first:last]]
        kind = "GPE" if actor["label"] == "LOC" else actor["label"]
        while len(written) > 1 and (written[0] in ARTICLES or kind == "PERSON" and is_title(written)):
            first, written = first + 1, written[1:]
        if kind == "PERSON" and all(word.strip(".") in TITLES for word in written):
            continue  # a title alone is no name
        if not written or any(at in taken for at in range(first, last)):
            continue
        for at in range(first, last):
            taken.add(at)
            tag = ("B-" if at == first else "I-") + kind
            tags[at] = TAGS.index(tag) if tag in TAGS else NO_LOSS
    return tags


def is_title(written):
    """Says whether a name starts with a title, or with the mark behind one (`Mr` `.`)."""
    return written[0] in TITLES or written[0] in (".", "-")


def asked(name, all_rows, vocabulary):
    """Returns labelled sentences packed into windows, in the order of the file."""
    question = QUESTION_SETS[name]
    out, words, inside = [], [], []
    for row in all_rows:
        for start, end in sentences(row):
            more = vocabulary.words(row["text"], start, end)[:100]
            size = sum(len(word.pieces) for word in words + more)
            if not more or size > 120 and not words:
                continue
            if size > 120:
                out.append(Asked(words, inside))
                words, inside = [], []
            hit = any(claim["start"] < end and claim["end"] > start for claim in row["claims"])
            inside.append((len(words), len(words) + len(more), {question: hit}))
            words = words + more
    if words:
        out.append(Asked(words, inside))
    assert question in QUESTIONS
    return out


def spans(words, tags):
    """Returns the names that tags make: start, end, label."""
    out, at = [], 0
    while at < len(tags):
        if tags[at] == 0:
            at += 1
            continue
        last = at + 1
        while last < len(tags) and tags[last] and TAGS[tags[last]][0] == "I":
            last += 1
        out.append({"start": words[at].start, "end": words[last - 1].end, "label": TAGS[tags[at]][2:]})
        at = last
    return out


def encoded(window):
    """Returns a window as the network reads it."""
    return encode(window.words)
