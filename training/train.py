"""Trains the network on `data/train` and writes its weights. See README.md."""

import argparse
import random
import time
from pathlib import Path

import torch

import augment
import base
import data
from network import QUESTIONS, TAGS, Network, batch_of
from pieces import WINDOW, Vocabulary, encode

BATCH = 8  # windows
RATE, HEAD_RATE = 2e-4, 1.2e-3
WARM_UP = 0.06  # of the steps
QUESTION_WEIGHT = 0.5  # of a batch of sentences against a batch of names


def main():
    options = parse()
    random.seed(options.seed)
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    vocabulary = Vocabulary(base.pieces())
    names, questions = load(options, vocabulary)
    network = Network()
    network.encoder.load_minilm(base.weights())
    learn(network, names, questions, augment.Names(vocabulary), options)
    torch.save(network.state_dict(), options.out)


def parse():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the folder with train/*.jsonl")
    parser.add_argument("--out", type=Path, default=Path("network.pt"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--share", type=float, default=1.0, help="how much of the data to learn from")
    parser.add_argument("--without", choices=("shape", "swap", "hide", "questions"), action="append", default=[])
    return parser.parse_args()


def load(options, vocabulary):
    """Returns windows with tags and windows with questions."""
    names, questions = [], []
    for name, times in data.SETS.items():
        rows = enumerate(data.rows(options.data / "train" / f"{name}.jsonl"))
        kept = [row for index, row in rows if not data.is_held_out(name, index)]
        windows = [window for row in part(kept, options.share) for window in data.labelled(name, row, vocabulary)]
        names += windows * times
        print(f"{name}: {len(windows)} windows, {times} times", flush=True)
    if "questions" not in options.without:
        for name in data.QUESTION_SETS:
            rows = part(data.rows(options.data / "train" / f"{name}.jsonl"), options.share)
            windows = data.asked(name, rows, vocabulary)
            questions += windows
            print(f"{name}: {len(windows)} windows", flush=True)
    return names, questions


def part(rows, share):
    """Returns a share of the rows, spread over all of them, the same each time."""
    if share >= 1:
        return rows
    count = round(len(rows) * share)
    return [rows[at * len(rows) // count] for at in range(count)]


def batches(windows):
    """Returns the windows in random batches of about the same length."""
    windows = list(windows)
    random.shuffle(windows)
    out, block = [], BATCH * 50
    for start in range(0, len(windows), block):
        near = sorted(windows[start : start + block], key=lambda window: len(window.words))
        out += [near[at : at + BATCH] for at in range(0, len(near), BATCH)]
    return out


def learn(network, names, questions, swaps, options):
    encoder = network.encoder
    for frozen in (encoder.piece, encoder.place):  # most of the weights; they are known well enough
        frozen.weight.requires_grad_(False)
    new = [encoder.shape.weight, *network.tags.parameters(), *network.questions.parameters()]
    if "shape" in options.without:
        new = new[1:]
        encoder.shape.weight.requires_grad_(False)
    known = [p for p in encoder.parameters() if p.requires_grad and p is not encoder.shape.weight]
    groups = [{"params": known, "lr": RATE}, {"params": new, "lr": HEAD_RATE}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98))
    steps = batches(names) + batches(questions)
    random.shuffle(steps)

    def rate(step):
        return min(1.0, (step + 1) / (WARM_UP * len(steps))) * (1 - step / len(steps))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, rate)
    started, seen, mean = time.time(), 0, None
    network.train()
    for step, windows in enumerate(steps):
        if isinstance(windows[0], data.Labelled):
            loss, size = loss_of_tags(network, windows, swaps, options.without)
        else:
            loss, size = loss_of_answers(network, windows)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(known, 1.0)
        optimiser.step()
        schedule.step()
        seen += size
        mean = loss.item() if mean is None else 0.98 * mean + 0.02 * loss.item()
        if step % 100 == 0 or step + 1 == len(steps):
            spent = time.time() - started
            print(f"step {step}/{len(steps)} loss {mean:.4f}, {seen / spent:.0f} pieces/s, {spent:.0f} s", flush=True)
    network.eval()


def forward(network, encoded):
    ids, shapes, mask = batch_of(encoded)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        tags, answers = network(ids, shapes, mask)
    return tags.float(), answers.float(), mask


def loss_of_tags(network, windows, swaps, without):
    """The mean surprise at the right tags of the words."""
    encoded, right = [], []
    for words, tags in windows:
        if "swap" not in without:
            words, tags = augment.swapped(words, tags, swaps, random)
        if "hide" not in without:
            words = augment.hidden(words, tags, random)
        words, tags = augment.cut(augment.recased(words, random), tags, WINDOW)
        encoded.append(encode(words))
        right.append(tags)
    if "shape" in without:
        encoded = [window._replace(shapes=[0] * len(window.ids)) for window in encoded]
    scores, _, mask = forward(network, encoded)
    scores = scores.log_softmax(-1)
    at = [(row, first) for row, window in enumerate(encoded) for first in window.first]
    scores = scores[[row for row, _ in at], [first for _, first in at]]
    right = torch.tensor([tag for tags in right for tag in tags])
    told, either = (right >= 0) & (right < len(TAGS)), right == data.O_OR_PEOPLE
    loss = -scores[told].gather(1, right[told][:, None]).sum()
    if either.any():
        allowed = [0, TAGS.index("B-NORP"), TAGS.index("I-NORP")]
        loss = loss - scores[either][:, allowed].logsumexp(-1).sum()
    return loss / max(1, int(told.sum() + either.sum())), int(mask.sum())


def loss_of_answers(network, windows):
    """The mean surprise at the answers to the questions, over sentences."""
    encoded = [encode(window.words) for window in windows]
    _, scores, mask = forward(network, encoded)
    losses = []
    for row, window in enumerate(windows):
        for start, end, answers in window.sentences:
            first = encoded[row].first[start]
            last = encoded[row].first[end] if end < len(encoded[row].first) else len(encoded[row].ids) - 1
            mean = scores[row, first:last].mean(0)
            for question, answer in answers.items():
                score = mean[QUESTIONS.index(question)]
                losses.append(torch.nn.functional.binary_cross_entropy_with_logits(score, torch.tensor(float(answer))))
    return QUESTION_WEIGHT * torch.stack(losses).mean(), int(mask.sum())


if __name__ == "__main__":
    main()
