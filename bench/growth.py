"""How the cost of fusing a hundred articles grows with the store: `python -m bench.growth [--hundreds N]`.

The corpus is synthetic: what the articles of data/ contribute (they are parsed once), with people renamed, dates moved
and texts' signatures made anew, ten articles a day, every fifth a reprint of the one before it. States and bodies
keep their names, so that popular pairs meet every day. Each hundred is added to a store on disk and fused, as a build
does after parsing; the time is that of `Store.refresh` alone, with its writes to the knowledge graph: processor time,
so that whatever else the machine does leaves no trace.

It prints the median of ten hundreds around the 10th and of the last ten, and their ratio; what lies between is added a
thousand at once. A million articles are `--hundreds 10000`; with fewer the ratio is that of fewer. Compare at the same
season (a year is 36.5 hundreds): a yearly gathering has all accounts of its year.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from communique.fusion import origins
from communique.fusion.profiles import redirected
from communique.graph.accounts import ArticleAccounts
from communique.model import TimeSpan
from communique.pipeline import Builder, Reader
from communique.store import Store
from communique.vocab import Vocabulary

HUNDRED = 100
DAILY = 10
FIRST_DAY = datetime.fromisoformat("1996-01-01T00:00:00+00:00")
PEOPLE = 400  # bearers that each person of the templates stands for


def templates(vocab: Vocabulary, paths: Sequence[str]) -> list[ArticleAccounts]:
    """What the dated articles contribute."""
    with Store.memory(vocab=vocab) as store:
        Builder(store, Reader.load(vocab=vocab)).build(paths)
        return [a for a in store.archive.articles() if a.published and a.published.earliest]


def corpus(parts: Sequence[ArticleAccounts]) -> Iterator[ArticleAccounts]:
    """Articles without end, in the order of their days."""
    before: tuple[int, ...] = ()
    number = 0
    while True:
        made = vary(parts[number % len(parts)], number)
        if number % 5 == 4:
            made = replace(made, signature=before)
        before = made.signature
        yield made
        number += 1


def vary(part: ArticleAccounts, number: int) -> ArticleAccounts:
    """A template with other people, on another day, under another name."""
    chance = random.Random(number)
    bearer = chance.randrange(PEOPLE)
    iri = re.sub(r"/article/.*", f"/article/n{number:07}", part.article)
    told = part.published.earliest if part.published else None
    by = FIRST_DAY + timedelta(days=number // DAILY) - (told or FIRST_DAY)

    def named(text: str | None) -> str | None:
        return text and text.replace(part.article, iri)

    people = {e.key: f"{e.key}-{bearer}" for e in part.entities if e.key.startswith("person/")}
    moved = redirected(part, people)
    return replace(
        moved,
        article=iri,
        identifier=f"n{number:07}",
        url=None,
        signature=tuple(chance.getrandbits(32) for _ in range(origins.PERMUTATIONS)),
        published=_moved(part.published, by),
        accounts=tuple(
            replace(
                a,
                article=iri,
                mention=a.mention.replace(part.article, iri),
                part_of=named(a.part_of),
                claims=tuple(c.replace(part.article, iri) for c in a.claims),
                quotation=f"{a.quotation} {number}" if a.quotation else None,
                words=f"{a.words} {number}" if a.words else None,
                time=_moved(a.time, by),
            )
            for a in moved.accounts
        ),
        entities=tuple(
            replace(e, label=f"{e.label} {bearer}", names=()) if e.key.startswith("person/") else e
            for e in moved.entities
        ),
        links=tuple((mention.replace(part.article, iri), keys) for mention, keys in moved.links),
    )


def _moved(span: TimeSpan | None, by: timedelta) -> TimeSpan | None:
    if span is None:
        return None
    first, last = (day + by if day else None for day in (span.earliest, span.latest))
    return TimeSpan(first.date().isoformat() if first else span.edtf, first, last)


def grow(store: Store, articles: Iterator[ArticleAccounts], hundreds: int) -> list[float]:
    """Seconds of processor time that fusing each hundred takes."""
    seconds = []
    for _ in range(hundreds):
        batch: list[tuple[ArticleAccounts, list[object]]] = [(next(articles), []) for _ in range(HUNDRED)]
        store.add(batch)  # type: ignore[arg-type]
        began = time.process_time()
        store.refresh()
        seconds.append(time.process_time() - began)
    return seconds


def fill(store: Store, articles: Iterator[ArticleAccounts], hundreds: int) -> None:
    """Add without timing, a thousand articles at once."""
    for first in range(0, hundreds, 10):
        count = HUNDRED * min(10, hundreds - first)
        store.add((next(articles), []) for _ in range(count))
        store.refresh()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", default=["data"])
    parser.add_argument("--hundreds", type=int, default=124, help="at which hundred to end; default: three years")
    args = parser.parse_args()
    vocab = Vocabulary.load()
    articles = corpus(templates(vocab, args.paths))
    folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
    with folder as scratch, Store.open(Path(scratch) / "kg", vocab=vocab) as store:
        fill(store, articles, 5)
        early = statistics.median(grow(store, articles, 10))
        print(f"around the 10th hundred: {early:.2f} s", flush=True)
        fill(store, articles, max(0, args.hundreds - 25))
        late = statistics.median(grow(store, articles, 10))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    last = max(20, args.hundreds - 5)
    print(f"around the {last}th: {late:.2f} s, {late / early:.2f} times; peak memory {memory:,.0f} MB")


if __name__ == "__main__":
    main()
