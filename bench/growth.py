"""How the cost of fusing a hundred articles grows with the store.

    python -m bench.growth [--hundreds 10 100 ...] [--store FOLDER]

The corpus is synthetic: what the articles of data/ contribute (they are parsed once), with people renamed, dates moved
and texts' signatures made anew, ten articles a day, every fifth a reprint of the one before it. States and bodies
keep their names, so they are in most articles and popular pairs meet every day; half of the articles are about people
whom others name too, those of the other half are new; one article in ten spells its people otherwise. Given names are
of two thousand, the commonest that of one person in two hundred; surnames are made up for each person. Each hundred
is added to a store on disk and fused, as a build does after parsing; the time is that of `Store.refresh` alone, with
its writes to the knowledge graph.

At each size ten hundreds of the large store and ten of a small one, around its 10th hundred, are fused in turn, so that
whatever else the machine does weighs on both; it prints the medians of their processor time and their ratio, and after
it what the threads of Oxigraph and RocksDB took beside. What lies between two sizes is added a thousand at once. Sizes
are moved to the season of the 10th hundred (a year is 36.5 hundreds): a yearly gathering has all accounts of its year.

A million articles take hours and some 40 GB. With `--store` the large store stays in a folder, and the next run goes on
from what is there (also after it was killed); sizes that it has passed are left out.
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
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from communique.fusion import origins
from communique.fusion.origins import hashed
from communique.fusion.profiles import is_full_name, redirected
from communique.graph.accounts import ArticleAccounts
from communique.model import Entity, TimeSpan
from communique.pipeline import Builder, Reader, rare_collections
from communique.store import Store
from communique.vocab import Vocabulary

HUNDRED = 100
DAILY = 10
FIRST_DAY = datetime.fromisoformat("1996-01-01T00:00:00+00:00")
RESPELT = 10  # one article in so many spells its people otherwise
WELL_KNOWN = 20  # people, for each person of the templates, whom half of the articles name
PERSON = "person/"  # begins their keys
GIVEN_NAMES = 2000
SAME_GIVEN = 50  # the smaller, the more people have the commonest given names
SIZES = (50, 120, 500)  # hundreds
ROUNDS = 10
YEAR = 36.5


def templates(vocab: Vocabulary, paths: Sequence[str]) -> list[ArticleAccounts]:
    """What the dated articles contribute."""
    with Store.memory(vocab=vocab) as store:
        Builder(store, Reader.load(vocab=vocab)).build(paths)
        return [a for a in store.archive.articles() if a.published and a.published.earliest]


def corpus(parts: Sequence[ArticleAccounts], start: int = 0) -> Iterator[ArticleAccounts]:
    """Articles without end, in the order of their days, from a number on."""
    for number in count(start):
        made = vary(parts[number % len(parts)], number)
        if number % 5 == 4:
            made = replace(made, signature=vary(parts[(number - 1) % len(parts)], number - 1).signature)
        yield made


def vary(part: ArticleAccounts, number: int) -> ArticleAccounts:
    """A template with other people, on another day, under another name."""
    chance = random.Random(number)
    bearer = chance.choice((chance.randrange(WELL_KNOWN), number + WELL_KNOWN))
    iri = re.sub(r"/article/.*", f"/article/n{number:07}", part.article)
    told = part.published.earliest if part.published else None
    by = FIRST_DAY + timedelta(days=number // DAILY) - (told or FIRST_DAY)

    def named(text: str | None) -> str | None:
        return text and text.replace(part.article, iri)

    otherwise = chance.randrange(RESPELT) == 0
    people = {e.key: _person(e, bearer, iri, otherwise=otherwise) for e in part.entities if e.key.startswith(PERSON)}
    moved = redirected(part, {key: person.key for key, person in people.items()})
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
            replace(e, key=people[o.key].key, label=people[o.key].label, names=(), filed=False)
            if o.key in people
            else e
            for o, e in zip(part.entities, moved.entities, strict=True)
        ),
        links=tuple((mention.replace(part.article, iri), keys) for mention, keys in moved.links),
    )


def _person(one: Entity, bearer: int, article: str, *, otherwise: bool) -> Entity:
    """Somebody with another name; who has none ("the interpreter") is of another article."""
    key = one.key.removeprefix(PERSON)
    if not is_full_name(one.key):
        return replace(one, key=f"{PERSON}{hashed(article) % 16**12:012x}-{key.partition('-')[2]}")
    chance = random.Random(f"{key} {bearer}")
    # Names are common as words are, by their rank; without the shift the first would be that of one in eight.
    rank = SAME_GIVEN * (1 + GIVEN_NAMES / SAME_GIVEN) ** chance.random() - SAME_GIVEN
    given, surname = _word(int(rank))[:6], _word(chance.randrange(800**3))
    if otherwise:
        surname = surname.replace("i", "y").replace("v", "w")
    return replace(one, key=f"{PERSON}{given}-{surname}", label=f"{given.title()} {surname.title()}")


def _word(number: int) -> str:
    """A number as something that can be spoken, as names are; those of neighbours have nothing in common.

    >>> _word(0), _word(1)
    ('bandanfanf', 'sungenpasf')
    """
    found, rest = "", (number * 2_654_435_761) % 800**3
    for shift in (0, 1, 2):
        rest, digit = divmod(rest, 800)
        found += "bdfgklmnprstvzhj"[(digit + shift) % 16] + "aeiou"[digit // 16 % 5] + "nrlstkmdvg"[digit // 80]
    return found


def _moved(span: TimeSpan | None, by: timedelta) -> TimeSpan | None:
    if span is None:
        return None
    first, last = (day + by if day else None for day in (span.earliest, span.latest))
    return TimeSpan(first.date().isoformat() if first else span.edtf, first, last)


@dataclass(slots=True)
class Growing:
    """A store that grows, and its articles to come."""

    store: Store
    articles: Iterator[ArticleAccounts]
    hundreds: int = 0

    @classmethod
    def open(cls, folder: Path, parts: Sequence[ArticleAccounts], *, vocab: Vocabulary) -> Growing:
        """Go on from what a folder has; a store that was killed is made whole first."""
        store = Store.open(folder, vocab=vocab)
        hundreds, rest = divmod(store.archive.count(), HUNDRED)
        if rest:
            raise SystemExit(f"bench.growth: {folder}: no store of whole hundreds that this program made")
        return cls(store, corpus(parts, hundreds * HUNDRED), hundreds)

    def fill(self, hundreds: int) -> None:
        """Add without timing, a thousand articles at once, up to a number of hundreds."""
        while self.hundreds < hundreds:
            self._add(min(10, hundreds - self.hundreds))
            self.store.refresh()

    def step(self) -> tuple[float, float]:
        """Seconds of processor time that fusing the next hundred takes, and those of other threads meanwhile."""
        self._add(1)
        mine, all_ = time.thread_time(), time.process_time()
        self.store.refresh()
        mine, all_ = time.thread_time() - mine, time.process_time() - all_
        return mine, all_ - mine

    def _add(self, hundreds: int) -> None:
        batch = [(next(self.articles), b"") for _ in range(HUNDRED * hundreds)]
        self.store.add(batch)
        self.hundreds += hundreds


def compared(large: Growing, small: Growing) -> str:
    """One line of the table."""
    pairs = [(small.step(), large.step()) for _ in range(ROUNDS)]
    (early, _), (late, beside) = (
        tuple(statistics.median(step[part] for step in steps) for part in (0, 1)) for steps in zip(*pairs, strict=True)
    )
    at = large.hundreds - ROUNDS // 2
    return f"{at:8,} {early:8.3f} s {late:8.3f} s {late / early:6.2f} {beside:8.3f} s"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", default=["data"])
    parser.add_argument("--hundreds", type=int, nargs="*", default=SIZES, help="at which hundreds to look")
    parser.add_argument("--store", type=Path, help="folder in which the large store is kept")
    args = parser.parse_args()
    vocab = Vocabulary.load()
    parts = templates(vocab, args.paths)
    print(" hundred       10th       this  ratio  threads", flush=True)
    with ExitStack() as stack:
        stack.enter_context(rare_collections())  # as in a build

        def growing(folder: Path | None = None) -> Growing:
            folder = folder or Path(stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))) / "kg"
            made = Growing.open(folder, parts, vocab=vocab)
            stack.enter_context(made.store)
            return made

        large = growing(args.store)
        for size in args.hundreds:
            goal = round(round((size - 10) / YEAR) * YEAR) + ROUNDS // 2
            if goal < large.hundreds:
                continue
            small = growing()
            small.fill(ROUNDS // 2)
            large.fill(goal)
            print(compared(large, small), flush=True)
        print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


if __name__ == "__main__":
    main()
