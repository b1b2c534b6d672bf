"""Words, pieces and shapes: what the network sees of a text. `src/suggest/precise/pieces.rs` does the same.

A word is a run of letters and digits, or one other character that is no white space. A word becomes pieces of
the vocabulary by longest match first (WordPiece, Wu et al. 2016), in small letters and without accents; its shape
keeps what the small letters lose.
"""

import functools
import unicodedata
from typing import NamedTuple

CLS, SEP, MASK, UNK = 101, 102, 103, 100
LONGEST_WORD = 60  # characters; a longer word is unknown
WINDOW = 128  # pieces that the network reads at once, its two marks included
SHAPES = 12


class Word(NamedTuple):
    """A word: where it is (Unicode scalars), its pieces, its shape."""

    start: int
    end: int
    pieces: tuple[int, ...]
    shape: int


class Vocabulary:
    """The pieces by their text, in the order of their numbers."""

    def __init__(self, pieces):
        self.numbers = {piece: number for number, piece in enumerate(pieces)}
        self.pieces_of = functools.lru_cache(200_000)(self._pieces_of)

    def _pieces_of(self, word):
        plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if category(c)[0] != "M")
        if not plain or len(plain) > LONGEST_WORD:
            return (UNK,)
        pieces, start = [], 0
        while start < len(plain):
            for end in range(len(plain), start, -1):
                piece = self.numbers.get(("##" if start else "") + plain[start:end])
                if piece is not None:
                    break
            else:
                return (UNK,)
            pieces.append(piece)
            start = end
        return tuple(pieces)

    def words(self, text, start=0, end=None):
        """Returns the words of a stretch of a text."""
        end = len(text) if end is None else end
        out, at = [], start
        while at < end:
            char = text[at]
            if char.isspace():
                at += 1
                continue
            last = at + 1
            if is_wordlike(char):
                while last < end and is_wordlike(text[last]):
                    last += 1
            word = text[at:last]
            out.append(Word(at, last, self.pieces_of(word), shape(word)))
            at = last
        return out


@functools.lru_cache(100_000)
def category(char):
    return unicodedata.category(char)


def is_wordlike(char):
    return category(char)[0] in "LN"


@functools.lru_cache(200_000)
def shape(word):
    """Returns how a word is written. 0 is kept for marks of the network's own, 11 is free."""
    kinds = [category(char) for char in word]
    if all(kind[0] == "N" for kind in kinds):
        return 5
    if not is_wordlike(word[0]):
        return 7 if word in ".!?" else 8
    if any(kind[0] == "N" for kind in kinds):
        return 6
    upper = [kind in ("Lu", "Lt") for kind in kinds]
    lower = [kind == "Ll" for kind in kinds]
    if any(lower) and not any(upper):
        return 1
    if any(upper) and not any(lower):
        return 3 if len(word) > 1 else 4
    if upper[0] and not any(upper[1:]):
        return 2
    return 9 if upper[0] else 10


def windows(sentences, longest=WINDOW):
    """Packs the words of consecutive sentences into windows; a sentence is cut only where it is too long."""
    out, current, size = [], [], 0
    for words in sentences:
        total = sum(len(word.pieces) for word in words)
        if current and size + total > longest - 2:
            out.append(current)
            current, size = [], 0
        for word in words:
            if current and size + len(word.pieces) > longest - 2:
                out.append(current)
                current, size = [], 0
            current.append(word)
            size += len(word.pieces)
    if current:
        out.append(current)
    return out


class Encoded(NamedTuple):
    """A window as the network reads it; `first[i]` is where the i-th word's first piece stands."""

    ids: list[int]
    shapes: list[int]
    first: list[int]


def encode(words):
    """Turns the words of a window into numbers."""
    ids, shapes, first = [CLS], [0], []
    for word in words:
        first.append(len(ids))
        ids += word.pieces
        shapes += [word.shape] * len(word.pieces)
    return Encoded(ids + [SEP], shapes + [0], first)
