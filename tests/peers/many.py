#!/usr/bin/env python3
"""Prints a document with 2,000 annotations that nest, cross and have parts: the same one each time."""
import json
import random
import re

random.seed(4)
WORDS = "Астана 😀 the harbour заявил, что «мир» важен; a minister said “no” & <yes> 5 тонн".split(" ")
text = "".join(" ".join(random.choice(WORDS) for _ in range(40)) + "\n" for _ in range(200))
tokens = [match.span() for match in re.finditer(r"\S+", text)]
annotations = []
for number in range(2000):
    first = random.randrange(len(tokens) - 8)
    last = first + random.randrange(1, 5)
    parts = [(tokens[first][0], tokens[last - 1][1])]
    if number % 10 == 0:
        parts.append((tokens[last + 1][0], tokens[last + 2][1]))
    layer = random.choice(["actor", "quote", "claim", "cue"])
    said = {"quote": {"type": "direct"}, "actor": {"kind": "person"}}.get(layer, {})
    annotations.append({"id": f"n{number}", "layer": layer, "attributes": said, "status": "accepted", "origin": {"by": "person"},
                        "fragments": [{"start": start, "end": end, "text": text[start:end]} for start, end in parts]})
ids = {layer: [it["id"] for it in annotations if it["layer"] == layer] for layer in ("quote", "actor")}
links = [{"id": f"l{number}", "from": quote, "role": "speaker", "to": random.choice(ids["actor"]), "status": "accepted",
          "origin": {"by": "person"}} for number, quote in enumerate(ids["quote"][:400])]
print(json.dumps({"id": "many", "text": text, "meta": {"title": "Много"}, "annotations": annotations, "links": links},
                 ensure_ascii=False))
