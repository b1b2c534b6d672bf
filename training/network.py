"""The network: a six-layer transformer encoder (MiniLM-L6, Wang et al. 2020) with heads for names and sentences."""

import json
import struct

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from pieces import SHAPES

WIDTH, HEADS, LAYERS, PLACES = 384, 12, 6, 512
DEEP = (2, 4, 6)  # the layers that the head for claims looks at: the last has forgotten what names do not need

# First and later words of a person, body, place, people; the order is that of `tagger::tag` in Rust.
TAGS = ["O", "B-PERSON", "I-PERSON", "B-ORG", "I-ORG", "B-GPE", "I-GPE", "B-NORP", "I-NORP"]
# What is asked of a sentence while training: worth checking in a debate (claimbuster), gives a cause (causalnews).
QUESTIONS = ["checkable", "causal"]


class Layer(nn.Module):
    """Self-attention and a feed-forward step, each added to what comes in and normed."""

    def __init__(self):
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, 4 * WIDTH)
        self.down = nn.Linear(4 * WIDTH, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x, mask):
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        weights = torch.matmul(q, k.transpose(-1, -2)) * (WIDTH // HEADS) ** -0.5 + mask
        mixed = torch.matmul(weights.softmax(-1), v).transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm1(x + self.out(mixed))
        return self.norm2(x + self.down(functional.gelu(self.up(x))))


class Encoder(nn.Module):
    """Pieces and shapes in; out a vector a piece, and a longer one of what several layers say of it."""

    def __init__(self):
        super().__init__()
        self.piece = nn.Embedding(30522, WIDTH)
        self.place = nn.Embedding(PLACES, WIDTH)
        self.shape = nn.Embedding(SHAPES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        nn.init.zeros_(self.shape.weight)

    def forward(self, ids, shapes, mask):
        x = self.norm(self.piece(ids) + self.place.weight[: ids.shape[1]] + self.shape(shapes))
        hidden = ((1.0 - mask) * -1e4)[:, None, None, :].to(x.dtype)
        said = []
        for layer in self.layers:
            x = layer(x, hidden)
            said.append(x)
        return x, torch.cat([said[number - 1] for number in DEEP], -1)

    def load_minilm(self, data):
        """Takes the weights of all-MiniLM-L6-v2 (the bytes of a safetensors file, 32 or 16 bit)."""
        size = struct.unpack("<Q", data[:8])[0]
        header, body = json.loads(data[8 : 8 + size]), data[8 + size :]

        def get(name):
            entry = header.get(name) or header["bert." + name]
            start, end = entry["data_offsets"]
            kind = {"F32": np.float32, "F16": np.float16}[entry["dtype"]]
            return torch.tensor(np.frombuffer(body[start:end], kind).astype(np.float32).reshape(entry["shape"]))

        def both(module, name):
            module.weight.copy_(get(name + ".weight"))
            module.bias.copy_(get(name + ".bias"))

        with torch.no_grad():
            self.piece.weight.copy_(get("embeddings.word_embeddings.weight"))
            kind = get("embeddings.token_type_embeddings.weight")[0]
            self.place.weight.copy_(get("embeddings.position_embeddings.weight") + kind)
            both(self.norm, "embeddings.LayerNorm")
            for number, layer in enumerate(self.layers):
                name = f"encoder.layer.{number}."
                for part in ("weight", "bias"):
                    of = [get(f"{name}attention.self.{x}.{part}") for x in ("query", "key", "value")]
                    getattr(layer.qkv, part).copy_(torch.cat(of))
                both(layer.out, name + "attention.output.dense")
                both(layer.norm1, name + "attention.output.LayerNorm")
                both(layer.up, name + "intermediate.dense")
                both(layer.down, name + "output.dense")
                both(layer.norm2, name + "output.LayerNorm")


class Network(nn.Module):
    """The encoder and its heads. A sentence's answer is the mean of the answers of its pieces."""

    def __init__(self):
        super().__init__()
        self.encoder = Encoder()
        self.tags = nn.Linear(WIDTH, len(TAGS))
        self.questions = nn.Linear(WIDTH, len(QUESTIONS))

    def forward(self, ids, shapes, mask):
        x, _ = self.encoder(ids, shapes, mask)
        return self.tags(x), self.questions(x)


def batch_of(windows):
    """Pads encoded windows to one batch: pieces, shapes, mask."""
    longest = max(len(window.ids) for window in windows)
    ids = torch.zeros(len(windows), longest, dtype=torch.long)
    shapes, mask = torch.zeros_like(ids), torch.zeros(len(windows), longest)
    for row, window in enumerate(windows):
        size = len(window.ids)
        ids[row, :size] = torch.tensor(window.ids)
        shapes[row, :size] = torch.tensor(window.shapes)
        mask[row, :size] = 1
    return ids, shapes, mask


def best_tags(scores):
    """Returns the best allowed tags for rows of log-probabilities (Viterbi): a later word follows its own name only."""
    count = len(TAGS)
    bars = np.zeros((count, count), np.float32)
    for before, one in enumerate(TAGS):
        for after, other in enumerate(TAGS):
            if other[0] == "I" and one[2:] != other[2:]:
                bars[before, after] = -1e4
    best = scores[0] + bars[0]
    back = []
    for row in scores[1:]:
        ways = best[:, None] + bars
        back.append(ways.argmax(0))
        best = ways.max(0) + row
    tags = [int(best.argmax())]
    for row in reversed(back):
        tags.append(int(row[tags[-1]]))
    return tags[::-1]
