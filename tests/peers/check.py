#!/usr/bin/env python3
"""check.py GLOSSATOR FOLDER NAME...: converts FOLDER/NAME.json to each format, lets the format's own library read it,
and compares text, spans (label and parts, in characters) and links with the document. Exit status 1 when one differs."""
import json
import subprocess
import sys
import warnings
import zipfile
from pathlib import Path

warnings.simplefilter("ignore")
X = "{http://www.w3.org/XML/1998/namespace}id"


def joined(spans):
    """(id, label, start, end), a row for each part, to {id: (label, ((start, end), ...))}."""
    parts = {}
    for key, label, start, end in spans:
        parts.setdefault((key, label), []).append((start, end))
    return {key: (label, tuple(sorted(places))) for (key, label), places in parts.items()}


def uima(path):
    import cassis
    if path.suffix == ".json":
        cas = cassis.load_cas_from_json(path.open("rb"))
    else:
        types = cassis.load_typesystem((path.parent / "TypeSystem.xml").open("rb"))
        cas = cassis.load_cas_from_xmi(path.open("rb"), typesystem=types, lenient=False)
    spans = joined((it.annId, it.label, it.begin, it.end) for it in cas.select("webanno.custom.Span"))
    ties = [(it.label, it.Governor.annId, it.Dependent.annId) for it in cas.select("webanno.custom.SpanRelation")]
    return cas.sofa_string, spans, ties


def gate(path):
    from gatenlp import Document
    from lxml import etree
    document = Document.load(str(path), fmt="gatexml")
    own = {it.id: it.features["annId"] for it in document.annset()}
    spans = joined((own[it.id], it.type, it.start, it.end) for it in document.annset())
    members = [(it.get("Type"), it.get("Members").split(";")) for it in etree.parse(path).iter("Relation")]
    return document.text, spans, [(role, own[int(a)], own[int(b)]) for role, (a, b) in members]


def tei(path):
    from lxml import etree
    tree = etree.parse(path)
    block = tree.find(".//{*}ab")
    text, at = block.text or "", {}
    for anchor in block:
        at[anchor.get(X)] = len(text)
        text += anchor.tail or ""
    labels = {it.get(X): it.findtext("{*}catDesc") for it in tree.iter("{*}category") if it.get("n") is None}
    spans = []
    for span in tree.iter("{*}span"):
        label = next(labels[it[1:]] for it in span.get("ana").split() if it[1:] in labels)
        key = span.get(X).split(".")[0]
        spans.append((key, label, at[span.get("from")[1:]], at[span.get("to")[1:]]))
    ties = [(it.get("name"), it.get("active")[1:], it.get("passive")[1:]) for it in tree.iter("{*}relation")]
    return text, joined(spans), ties


def conllu(path):
    import conllu as reader
    from udapi.core.document import Document
    text = ""
    for sentence in reader.parse(path.read_text("utf-8")):
        for token in sentence:
            misc = token["misc"] or {}
            spaces = misc.get("SpacesAfter", "" if misc.get("SpaceAfter") == "No" else " ")
            text += token["form"] + spaces.replace("\\s", " ").replace("\\n", "\n").replace("\\t", "\t")
    document = Document()
    document.load_conllu(str(path))
    spans = []
    for entity in document.coref_entities:
        for mention in entity.mentions:
            parts, last = [], None
            for word in mention.words:
                start, end = map(int, word.misc["TokenRange"].split(":"))
                if last is not None and last.root is word.root and last.ord + 1 == word.ord:
                    parts[-1][1] = end
                else:
                    parts.append([start, end])
                last = word
            spans.extend((entity.eid, entity.etype, start, end) for start, end in parts)
    return text, joined(spans), None


def spacy(path):
    import spacy as peer
    from spacy.tokens import DocBin
    document = next(iter(DocBin().from_disk(path).get_docs(peer.blank("xx").vocab)))
    spans = joined((it.id_.split(".")[0], it.label_, it.start_char, it.end_char) for it in document.spans["sc"])
    ours = json.loads(document.user_data["glossator"])
    return document.text, spans, [tuple(it) for it in ours["relations"]]


def refi(path):
    from lxml import etree
    archive = zipfile.ZipFile(path)
    tree = etree.fromstring(archive.read("project.qde"))
    source = tree.find(".//{*}TextSource")
    text = archive.read("Sources/" + source.get("plainTextPath").removeprefix("internal://")).decode("utf-8")
    codes = {it.get("guid"): it.get("name") for it in tree.iter("{*}Code")}
    spans, own = [], {}
    for it in source.iter("{*}PlainTextSelection"):
        start, end = int(it.get("startPosition")), int(it.get("endPosition"))
        assert it.get("name") == text[start:end], it.get("name")
        own[it.get("guid")] = it.findtext("{*}Description").split("\n")[0].removeprefix("id: ")
        spans.append((own[it.get("guid")], codes[it.find(".//{*}CodeRef").get("targetGUID")], start, end))
    ties = [(it.get("name"), own[it.get("originGUID")], own[it.get("targetGUID")]) for it in tree.iter("{*}Link")]
    return text, joined(spans), ties


def docx(path):
    from docx import Document
    document = Document(str(path))
    text = "\n".join(it.text for it in document.paragraphs)
    heads = [it.text.split("\n")[0].split("]")[0].split(" [") for it in document.comments]
    return text, sorted((key, label) for label, key in heads), None


def xlsx(path):
    from openpyxl import load_workbook
    rows = load_workbook(path)["annotations"].iter_rows(values_only=True)
    names = next(rows)
    spans = []
    for row in (dict(zip(names, row)) for row in rows):
        for part in row["fragments"].split(";"):
            spans.append((row["ann_id"], row["label"], *map(int, part.split("-"))))
    return None, joined(spans), None


def dna(path):
    import sqlite3
    base = sqlite3.connect(path)
    assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert not base.execute("PRAGMA foreign_key_check").fetchall()
    value = "(SELECT E.Value FROM DATASHORTTEXT D JOIN ENTITIES E ON E.ID = D.Entity JOIN VARIABLES V ON V.ID = D.VariableId " \
            "WHERE D.StatementId = S.ID AND V.Variable = '%s')"
    rows = base.execute(f"SELECT {value % 'annId'}, {value % 'label'}, S.Start, S.Stop FROM STATEMENTS S "
                        "WHERE S.StatementTypeId = 2").fetchall()
    return base.execute("SELECT Text FROM DOCUMENTS").fetchone()[0], joined(rows), None


def graph(path):
    import networkx
    read = networkx.read_graphml if path.suffix == ".graphml" else networkx.read_gexf
    network = read(path)
    ties = [(it["relation"], start, end) for start, end, it in network.edges(data=True)]
    return None, None, [it for it in ties if it[0] != "mentions" and ":" not in it[2] and it[2] != "author"]


FORMATS = {
    "xmi": ("xmi", uima), "cas-json": ("json", uima), "gate": ("xml", gate), "tei": ("xml", tei), "conllu": ("conllu", conllu),
    "spacy": ("spacy", spacy), "refi-qda": ("qdpx", refi), "docx": ("docx", docx), "xlsx": ("xlsx", xlsx), "dna": ("dna", dna),
    "graphml": ("graphml", graph), "gexf": ("gexf", graph),
}


def plain_plane(text):
    return "".join(it if ord(it) < 0x10000 else "\u25a1" for it in text)


def differences(name, found, document):
    """What the library saw otherwise than the document says."""
    text, spans, ties = found
    shown = [it for it in document["annotations"] if it["status"] != "rejected"]
    ids = {it["id"] for it in shown}
    wanted = {it["id"]: (it["layer"], tuple((part["start"], part["end"]) for part in it["fragments"])) for it in shown}
    whole = document["text"]
    if name == "docx":
        whole = whole.rstrip("\n")
        wanted = sorted((it["id"], it["layer"]) for it in shown for _ in it["fragments"])
    if name == "dna":
        whole = plain_plane(whole)
    links = {(it["role"], it["from"], it["to"]) for it in document.get("links", []) if it["from"] in ids and it["to"] in ids}
    if text is not None and text != whole:
        yield "text"
    if spans is not None and spans != wanted:
        yield f"spans: {str([it for it in spans if spans is not wanted][:2])}"
    if ties is not None and {it for it in ties if it[0] != "part_of"} != links:
        yield f"links: {sorted({it for it in ties if it[0] != 'part_of'} ^ links)[:3]}"


def main():
    glossator, folder, failed = sys.argv[1], Path(sys.argv[2]), False
    for name, (ending, check) in FORMATS.items():
        told = []
        for stem in sys.argv[3:]:
            path = folder / name / f"{stem}.{ending}"
            path.parent.mkdir(exist_ok=True)
            subprocess.run([glossator, "convert", str(folder / f"{stem}.json"), "--to", name, "-o", str(path), "--force"],
                           check=True, stderr=subprocess.DEVNULL)
            document = json.loads((folder / f"{stem}.json").read_text("utf-8"))
            try:
                wrong = list(differences(name, check(path), document))
            except Exception as why:  # whatever a library throws is a finding
                wrong = [f"{type(why).__name__}: {why}"]
            told += [f"{stem}: {it}" for it in wrong]
        failed |= bool(told)
        print(f"{'FAIL' if told else 'ok':4} {name:9} {'; '.join(told)[:400]}")
    sys.exit(failed)


if __name__ == "__main__":
    main()
