"""A suggester of your own: names by a spaCy pipeline, as suggestions of actors in Glossator.

Reads Glossator JSON Lines on standard input and writes each line back with annotations; Glossator checks and merges
them. In `suggesters.ron` in Glossator's settings folder (Help, About says where it is):

    [(name: "spacy", program: "python3", arguments: ["PATH/TO/spacy_suggester.py", "en_core_web_sm"], seconds: 120)]

Then Tools, "Suggest with a program of your own", or `glossator suggest article.txt --suggester spacy`.
Needs `pip install spacy` and a pipeline: `python3 -m spacy download en_core_web_sm`.
"""

import json
import re
import sys

KINDS = {"PERSON": "person", "PER": "person", "GPE": "state", "LOC": "place", "ORG": "organisation", "NORP": "people"}
ARTICLE = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)
POSSESSIVE = re.compile(r"['’]s?$")


def load(name):
    try:
        import spacy

        # What names do not need is left out: it costs half of the time.
        return spacy.load(name, exclude=["parser", "lemmatizer"])
    except (ImportError, OSError) as error:
        sys.exit(f"spacy_suggester.py: {error}")


def extent(text, start, end):
    """Where a name lies by Glossator's rules: without article, possessive and spaces."""
    article = ARTICLE.match(text, start, end)
    start = article.end() if article and article.end() < end else start
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return start, start + len(POSSESSIVE.sub("", words.strip()))


def actors(document):
    text = document.text
    for name in document.ents:
        if name.label_ not in KINDS:
            continue
        start, end = extent(text, name.start_char, name.end_char)
        if start >= end:
            continue
        adjective = name.label_ == "NORP" and name.root.pos_ == "ADJ"
        yield {
            "layer": "actor",
            # Both count characters, so the offsets are the same.
            "fragments": [{"start": start, "end": end, "text": text[start:end]}],
            "attributes": {"kind": KINDS[name.label_], "form": "adjective" if adjective else "name"},
            "status": "suggested",
            "origin": {"by": "model", "name": "spacy", "score": 0.8, "reason": f"spaCy: {name.label_}"},
        }


def main():
    pipeline = load(sys.argv[1] if len(sys.argv) > 1 else "en_core_web_sm")
    for line in sys.stdin:
        if not line.strip():
            continue
        article = json.loads(line)
        pipeline.max_length = max(pipeline.max_length, len(article["text"]) + 1)
        found = article.setdefault("annotations", [])
        found += [{"id": f"spacy-{at}", **actor} for at, actor in enumerate(actors(pipeline(article["text"])))]
        print(json.dumps(article, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
