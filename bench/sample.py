"""Event mentions drawn at random from running text, for a person to judge by judged/PROTOCOL.md.

    python -m bench.sample --n 200 --seed 7 [--least-confidence 0.8] [--acts] [--half b] [--but FILE] [--csv FILE]

Rules are mended by what is seen in half a of the articles; half b is for figures. Prints each mention with its
sentence, which stays with the judge, and writes a table to be filled in (no text in it). What was seen in a draw of
half b must not be drawn again once something was mended by it: `--but` names its tables.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import random
from collections.abc import Container, Iterable, Iterator
from pathlib import Path

from communique.articles import documents, sources
from communique.ids import Ids
from communique.model import Article, EntityMention, EventMention, RawArticle, Reading
from communique.pipeline import Reader
from communique.vocab import Vocabulary

ROOT = Path(__file__).parent.parent
SETS = ("polnear", "te3", "re3d")
COLUMNS = ("article", "begin", "end", "class", "status", "confidence", "sample", "verdict", "reason")
Draw = tuple[Reading, EventMention]
Place = tuple[str, str, str]  # article, begin and end of a mention, as in the tables


def half_of(identifier: str) -> str:
    """ "a" or "b", by a hash of the article's identifier in its set."""
    return "a" if hashlib.md5(identifier.encode(), usedforsecurity=False).digest()[-1] % 16 < 8 else "b"


def articles(folder: Path, sets: Iterable[str], halves: str = "ab") -> Iterator[Article]:
    """The clean articles of the sets, each once."""
    seen: set[str] = set()
    for name in sets:
        for raw in sources.read([folder / f"articles.{name}.jsonl"]):
            article = documents.prepare(raw, ids=Ids()) if isinstance(raw, RawArticle) else raw
            if isinstance(article, Article) and article.iri not in seen and half_of(article.identifier) in halves:
                seen.add(article.iri)
                yield article


def draw(
    readings: Iterable[Reading],
    *,
    n: int,
    seed: int,
    least_confidence: float = 0.0,
    acts: bool = False,
    seen: Container[Place] = (),
) -> list[Draw]:
    """`n` mentions at random, or all there are, in the order of the articles; `acts` leaves statements out, `seen` what
    stands at places that were judged before."""
    sure = [(r, e) for r in readings for e in r.events if e.confidence >= least_confidence]
    pool = [(r, e) for r, e in sure if not (acts and e.cls == "Statement") and _place(r, e) not in seen]
    chosen = random.Random(seed).sample(range(len(pool)), min(n, len(pool)))
    return [pool[i] for i in sorted(chosen)]


def told(number: int, reading: Reading, event: EventMention) -> str:
    """What the judge reads: the mention as extracted, and its sentence with what stands before it."""
    text = reading.article.text
    begin, end = event.sentence
    roles = {"I": event.initiators, "T": event.targets, "H": event.hosts, "P": event.places}
    cast = "; ".join(f"{name}: {_who(reading, mentions)}" for name, mentions in roles.items() if mentions)
    words = event.time.text if event.time is not None else "-"
    said = "".join(f"\n      said [{text[a:b]}]" for a, b in event.content)
    marked = f"{text[begin : event.begin]}>>{event.text}<<{text[event.end : end]}".replace("\n", " ")
    return (
        f"{number:3} {event.cls} {event.status} c={event.confidence} {event.frame} time={words}\n      {cast}{said}"
        f"\n      ... {text[max(0, begin - 120) : begin]!r}\n      {marked}"
    )


def _who(reading: Reading, mentions: Iterable[EntityMention]) -> str:
    named = []
    for m in mentions:
        keys = " + ".join(reading.referents.get((m.begin, m.end), ()))
        named.append(f"{m.text} ({keys or 'nobody known'})")
    return ", ".join(named)


def skeleton(drawn: Iterable[Draw], sample: str) -> Iterator[tuple[str, ...]]:
    """Rows of the table: where the mention stands and what it was read as, verdict and reason open."""
    for reading, event in drawn:
        yield (*_place(reading, event), event.cls, str(event.status), f"{event.confidence:.3f}", sample, "", "")


def _place(reading: Reading, event: EventMention) -> Place:
    return reading.article.identifier, str(event.begin), str(event.end)


def places(tables: Iterable[Path]) -> set[Place]:
    """Where the mentions of tables stand."""
    found: set[Place] = set()
    for table in tables:
        with table.open(encoding="utf-8", newline="") as file:
            found.update((row["article"], row["begin"], row["end"]) for row in csv.DictReader(file))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kit", type=Path, default=ROOT.parent / "shared" / "bench")
    parser.add_argument("--n", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--least-confidence", type=float, default=0.0)
    parser.add_argument("--acts", action="store_true", help="leave statements out")
    parser.add_argument("--half", choices=("a", "b", "ab"), default="ab", help="a: may be read, b: for figures")
    parser.add_argument("--but", type=Path, action="append", default=[], help="leave out what stands in this table")
    parser.add_argument("--sample", help="name in the table's column of that name")
    parser.add_argument("--csv", type=Path, help="write the table to be filled in here")
    parser.add_argument("sets", nargs="*", default=SETS)
    args = parser.parse_args()
    every = "acts" if args.acts else "all"
    name = args.sample or (f"sure{args.least_confidence:g}" if args.least_confidence else every)
    reader = Reader.load(vocab=Vocabulary.load())
    readings = list(reader.read(articles(args.kit / "dev", args.sets, args.half)))
    drawn = draw(
        readings,
        n=args.n,
        seed=args.seed,
        least_confidence=args.least_confidence,
        acts=args.acts,
        seen=places(args.but),
    )
    for number, (reading, event) in enumerate(drawn, 1):
        print(told(number, reading, event))
    if args.csv is not None:
        with args.csv.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([COLUMNS, *skeleton(drawn, name)])


if __name__ == "__main__":
    main()
