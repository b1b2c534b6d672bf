"""A suggester of your own: names by a spaCy pipeline, as suggestions of actors in Glossator.

Reads Glossator JSON Lines on standard input and writes each line back with annotations; Glossator checks and merges
them. In `suggesters.ron` in Glossator's settings folder (Help, About says where it is):

    [(name: "spacy", program: "python3", arguments: ["PATH/TO/spacy_suggester.py", "en_core_web_sm"], seconds: 120)]

Then Tools, "Suggest with a program of your own", or `glossator suggest article.txt --suggester spacy`.
Needs `pip install spacy` and a pipeline: `python3 -m spacy download en_core_web_sm`.
"""

import json
import sys

import spacy

KINDS = {"PERSON": "person", "PER": "person", "GPE": "state", "LOC": "place", "ORG": "organisation", "NORP": "people"}


def main() -> None:
    pipeline = spacy.load(sys.argv[1] if len(sys.argv) > 1 else "en_core_web_sm")
    for line in sys.stdin:
        article = json.loads(line)
        found = article.setdefault("annotations", [])
        for number, name in enumerate(pipeline(article["text"]).ents):
            if name.label_ not in KINDS:
                continue
            found.append({
                "id": f"spacy-{number}",
                "layer": "actor",
                # Both count characters, so the offsets are the same.
                "fragments": [{"start": name.start_char, "end": name.end_char, "text": name.text}],
                "attributes": {"kind": KINDS[name.label_], "form": "name"},
                "status": "suggested",
                "origin": {"by": "model", "name": "spacy", "score": 0.8, "reason": f"spaCy: {name.label_}"},
            })
        print(json.dumps(article, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
