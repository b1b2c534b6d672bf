"""Times a spaCy pipeline beside `glossator suggest` on the same articles: words a second of one core.

    python3 examples/time_spacy.py target/release/glossator articles.jsonl [en_core_web_sm]

A row of the articles has `id` and `text`. Glossator finds actors, quotes and claims; of the pipeline all parts run. Both
are measured by the processor's time that they take, starting and reading included. Needs `pip install spacy`.
"""

import json
import os
import resource
import subprocess
import sys
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"  # before numpy is loaded


def glossator(program, rows):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    lines = "".join(json.dumps({"id": row["id"], "text": row["text"]}) + "\n" for row in rows)
    command = [program, "suggest", "--from", "jsonl", "--to", "jsonl", "-"]
    subprocess.run(command, input=lines.encode(), stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def spacy(name, rows):
    start = time.process_time()
    import spacy as library

    pipeline = library.load(name)
    for _ in pipeline.pipe(row["text"] for row in rows):
        pass
    return time.process_time() - start


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    with open(sys.argv[2], encoding="utf-8") as file:
        rows = [json.loads(line) for line in file if line.strip()]
    pipeline = sys.argv[3] if len(sys.argv) > 3 else "en_core_web_sm"
    words = sum(len(row["text"].split()) for row in rows)
    for what, seconds in (("glossator", glossator(sys.argv[1], rows)), (pipeline, spacy(pipeline, rows))):
        print(f"{what}: {words} words in {seconds:.2f} s, {words / seconds:,.0f} words a second")


if __name__ == "__main__":
    main()
