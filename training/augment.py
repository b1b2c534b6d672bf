"""Articles made different, so that the network learns from what stands around a name and how it is written."""

from pathlib import Path

from network import TAGS
from pieces import MASK

ASSETS = Path(__file__).resolve().parent.parent / "assets"
SWAP = {"PERSON": 0.2, "NORP": 0.25, "ORG": 0.06}  # how often a name becomes another
HIDE, HIDE_OTHER = 0.1, 0.015  # how often a name, or a word outside, is hidden behind the mask
CASE = 0.05  # how often a window is written in other letters: small, capital, all capitals


def column(file, number):
    """Returns the names in a column of a gazetteer, without the marks before them."""
    out = []
    for line in (ASSETS / "gazetteer" / file).read_text(encoding="utf8").splitlines():
        cells = line.split("\t")
        if line and not line.startswith("#") and len(cells) > number:
            out += [name.strip().lstrip("?!~=") for name in cells[number].split(";")]
    return [name for name in out if name]


class Names:
    """Names to put in, from the lists that the program ships."""

    def __init__(self, vocabulary):
        def words_of(name):
            path = ASSETS / "lexicons" / name
            lines = path.read_text(encoding="utf8").splitlines()[1:]
            return [word for line in lines for word in line.split()]

        self.given, self.family = words_of("given-names.txt"), words_of("family-names.txt")
        self.vocabulary = vocabulary
        self.peoples = column("states.tsv", 3) + column("states.tsv", 4) + column("peoples.tsv", 0)
        self.bodies = column("bodies.tsv", 0) + column("bodies.tsv", 3)

    def one(self, kind, dice):
        """Returns the words of a name of a kind."""
        if kind == "PERSON":
            name = dice.choice(self.given) + " " + dice.choice(self.family)
        else:
            name = dice.choice(self.peoples if kind == "NORP" else self.bodies)
        return self.vocabulary.words(name)


def swapped(words, tags, names, dice):
    """Returns the window with some names replaced by others of their kind."""
    out, new = [], []
    at = 0
    while at < len(words):
        last = name_end(tags, at)
        kind = TAGS[tags[at]][2:] if last > at else ""
        whole = kind != "PERSON" or last - at > 1
        if last > at and whole and kind in SWAP and dice.random() < SWAP[kind]:
            put = names.one(kind, dice)
            out += put
            new += [tags[at]] + [tags[at] + 1] * (len(put) - 1)
        else:
            last = max(last, at + 1)
            out += words[at:last]
            new += tags[at:last]
        at = max(last, at + 1)
    return out, new


def name_end(tags, at):
    """Returns where the name that starts at a word ends; `at` when none starts there."""
    if not 0 < tags[at] < len(TAGS) or TAGS[tags[at]][0] != "B":
        return at
    last = at + 1
    while last < len(tags) and tags[last] == tags[at] + 1:
        last += 1
    return last


def hidden(words, tags, dice):
    """Returns the words with some names behind the mask: context and shape have to do."""
    out = list(words)
    at = 0
    while at < len(words):
        last = name_end(tags, at)
        share = HIDE if last > at else HIDE_OTHER
        last = max(last, at + 1)
        if dice.random() < share:
            for inside in range(at, last):
                out[inside] = out[inside]._replace(pieces=(MASK,) * len(out[inside].pieces))
        at = last
    return out


def recased(words, dice):
    """Returns the words written in other letters, now and then."""
    if dice.random() >= CASE:
        return words
    shape = dice.choice((1, 3, 3, 2))
    return [word._replace(shape=shape) if word.shape in (1, 2, 3, 4, 9, 10) else word for word in words]


def cut(words, tags, longest):
    """Returns as much of a window as fits."""
    size = 0
    for at, word in enumerate(words):
        size += len(word.pieces)
        if size > longest - 2:
            return words[:at], tags[:at]
    return words, tags

