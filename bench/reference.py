"""The browsable reference of the ontology: ``python -m bench.reference site/ontology.html`` (``make docs``).

That file is pyLODE's page of classes and properties. pyLODE lists no individuals, so ``schemes.html`` beside it has
what it leaves out: event classes with their codes, PLOVER categories and modes, CAMEO roots, statuses and issues.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from pylode import OntPub

from communique.resources import data_folder
from communique.vocab import Vocabulary

STYLE = """body { font: 16px/1.5 sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; color: #222 }
table { border-collapse: collapse; margin: 1rem 0 } td, th { border-bottom: 1px solid #ccc;
padding: .3rem .8rem .3rem 0; text-align: left; vertical-align: top } code { background: #f3f3f3; padding: 0 .2rem }"""


def main(arguments: Sequence[str]) -> int:
    reference = Path(arguments[0] if arguments else "site/ontology.html")
    reference.parent.mkdir(parents=True, exist_ok=True)
    OntPub(ontology=str(data_folder("ontology") / "diplomacy.ttl")).make_html(destination=str(reference))
    beside = reference.with_name("schemes.html")
    beside.write_text(schemes(Vocabulary.load(), reference=reference.name), encoding="utf-8")
    print(f"{reference}, {beside}")
    return 0


def schemes(vocab: Vocabulary, *, reference: str) -> str:
    """The page of everything that is an individual, and of the codes of the event classes."""

    def first(name: str, predicate: str) -> str:
        return next(iter(vocab.values(name, predicate)), "")

    def described(names: Iterable[str]) -> list[list[str]]:
        return [[code(name), first(name, "rdfs:label"), first(name, "skos:definition")] for name in names]

    terms = [name for name in vocab.terms() if vocab.values(name, "rdf:type")]
    plover = [name for name in terms if name.startswith("plover:")]
    categories = [name for name in plover if vocab.values(name, "dip:quadClass")]
    modes = [name for name in plover if vocab.values(name, "skos:broader")]
    roots = [name for name in plover if "plover:CameoScheme" in vocab.values(name, "skos:inScheme")]
    statuses = [name for name in terms if "dip:EventStatus" in vocab.values(name, "rdf:type")]
    events = [
        [code(f"dip:{name}"), " < ".join(vocab.superclasses(name)), vocab.category(name) or "", vocab.cameo(name) or "",
         first(f"dip:{name}", "skos:definition")]
        for name in vocab.subclasses("Event")
    ]  # fmt: skip
    coded = [
        [code(name), first(name, "dip:quadClass").removeprefix("plover:"), first(name, "dip:cameoRoot"),
         first(name, "dip:intensity"), first(name, "skos:definition")]
        for name in categories
    ]  # fmt: skip
    issues = [[escape(topic.label), ", ".join(topic.words[1:])] for topic in vocab.topics()]
    return page(
        reference,
        section("Event classes", ("class", "below", "PLOVER", "CAMEO", "covers"), events),
        section("Statuses", ("status", "label", "means"), described(statuses)),
        section("PLOVER categories", ("category", "quad class", "CAMEO root", "intensity", "covers"), coded),
        section("PLOVER modes", ("mode", "label", "means"), described(modes)),
        section("CAMEO roots", ("root", "label", "covers"), described(roots)),
        section("Issues", ("issue", "also evoked by"), issues),
    )


def code(name: str) -> str:
    return f"<code>{escape(name)}</code>"


def section(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n" for row in rows)
    return f"<h2>{escape(title)}</h2>\n<table><tr>{top}</tr>\n{body}</table>\n"


def page(reference: str, *sections: str) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Communique: schemes</title>'
        f"<style>{STYLE}</style></head>\n<body><h1>Classes, categories, statuses and issues</h1>\n"
        f'<p>Classes and properties in full: <a href="{escape(reference)}">{escape(reference)}</a></p>\n'
        f"{''.join(sections)}</body></html>\n"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
