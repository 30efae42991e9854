"""A large corpus out of data/: its articles again and again, with other people, states and years in each copy.

    python -m bench.corpus N OUT.jsonl      N articles as JSON lines

What a copy replaces, it replaces everywhere and consistently, so that its articles still tell of one another's events.
The same N gives the same corpus on every machine.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from communique.articles import documents, sources
from communique.model import Article, RawArticle

DATA = Path(__file__).parent.parent / "data"

# Full names; a full name and the family name that stands alone are each replaced by a made-up one.
PEOPLE = [
    "Donald Trump", "Vladimir Putin", "Joe Biden", "Emmanuel Macron", "Angela Merkel", "Theresa May", "Mike Pompeo",
    "Recep Tayyip Erdogan", "Alexander Lukashenko", "Alyaksandr Lukashenka", "Volodymyr Zelensky", "Dmitry Peskov",
    "Volodymyr Zelenskyy", "Sergei Lavrov", "Sergei Shoigu", "Hassan Rouhani", "Abbas Mousavi", "Benjamin Netanyahu",
    "Imran Khan", "Mark Rutte", "Wang Yi", "Antonio Guterres", "Juan Manuel Santos", "John Kerry", "Abiy Ahmed",
    "Isaias Afwerki", "Ali Shamkhani", "Jake Sullivan", "Jen Psaki",
]  # fmt: skip
GIVEN = [
    "Anton",
    "Bruno",
    "Carla",
    "Edith",
    "Fiona",
    "Goran",
    "Helga",
    "Ivan",
    "Karim",
    "Milan",
    "Nadia",
    "Oskar",
    "Vera",
]
STEMS = ["Bar", "Cel", "Dom", "Fer", "Gar", "Hal", "Kor", "Lam", "Mar", "Nov", "Pal", "Rad", "Sal", "Tor", "Val", "Zan"]
ENDS = [
    "ak",
    "ani",
    "dez",
    "elli",
    "enko",
    "ez",
    "ian",
    "ides",
    "off",
    "oglu",
    "ova",
    "sen",
    "ski",
    "stein",
    "uri",
    "wala",
]
FAMILY = [stem + end for stem in STEMS for end in ENDS]
# State, adjective, capital: a copy gives each the place of another.
STATES = (
    ("Russia", "Russian", "Moscow"), ("France", "French", "Paris"), ("Germany", "German", "Berlin"),
    ("Turkey", "Turkish", "Ankara"), ("Iran", "Iranian", "Tehran"), ("Japan", "Japanese", "Tokyo"),
    ("Brazil", "Brazilian", "Brasilia"), ("Pakistan", "Pakistani", "Islamabad"), ("Egypt", "Egyptian", "Cairo"),
    ("Kenya", "Kenyan", "Nairobi"), ("Poland", "Polish", "Warsaw"), ("Ukraine", "Ukrainian", "Kyiv"),
    ("Mexico", "Mexican", "Mexico City"), ("Vietnam", "Vietnamese", "Hanoi"), ("Sweden", "Swedish", "Stockholm"),
)  # fmt: skip


def replacements(copy: int) -> dict[str, str]:
    """What one copy puts in the place of what; copy 0 changes nothing."""
    if copy == 0:
        return {}
    chance = random.Random(copy)
    swapped: dict[str, str] = {}
    for full in PEOPLE:
        given, family = chance.choice(GIVEN), chance.choice(FAMILY)
        swapped[full] = f"{given} {family}"
        swapped[full.split()[-1]] = family
    others = list(STATES)
    chance.shuffle(others)
    for state, other in zip(STATES, others, strict=True):
        swapped.update(zip(state, other, strict=True))
    return swapped


def corpus(articles: Sequence[Article], n: int) -> Iterator[dict[str, str | None]]:
    """`n` records made of the articles; years move by up to thirty, and copies keep their days and months."""
    for i in range(n):
        copy, article = i // len(articles), articles[i % len(articles)]
        swapped = replacements(copy)
        years = random.Random(-copy).randint(-25, 5) if copy else 0
        words = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(swapped, key=len, reverse=True))) + r")\b")

        told = partial(_told, swapped=swapped, years=years, words=words)
        yield {
            "id": f"{article.identifier}#{copy}",
            "title": told(article.title or ""),
            "published": told(article.published.edtf) if article.published else None,
            "publisher": article.publisher,
            "text": told(article.text),
        }


def _told(text: str, *, swapped: dict[str, str], years: int, words: re.Pattern[str]) -> str:
    text = words.sub(lambda m: swapped[m[0]], text) if swapped else text
    return re.sub(r"\b(19|20)\d\d\b", lambda m: str(int(m[0]) + years), text)


def demonstration() -> list[Article]:
    """The clean articles of data/."""
    prepared = (documents.prepare(raw) for raw in sources.read([DATA]) if isinstance(raw, RawArticle))
    return [a for a in prepared if isinstance(a, Article)]


def write(n: int, path: Path) -> Path:
    with path.open("w", encoding="utf-8") as out:
        for record in corpus(demonstration(), n):
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
    return path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("n", type=int)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    write(args.n, args.out)


if __name__ == "__main__":
    main()
