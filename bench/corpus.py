"""A large corpus out of data/: its articles again and again, with other people, states and years in each copy.

    python -m bench.corpus N OUT.jsonl             N articles as JSON lines, as dense with events as data/
    python -m bench.corpus N OUT.jsonl --long      N articles of newspaper length

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


# What newspapers put between the events: setting, history, what a visitor sees.
QUIET = (
    """The old town lies on a slope above the harbour, and its lanes are too narrow for anything wider than a cart. In
    the morning the bakeries open first, then the stalls along the quay. Most families have lived here for generations,
    and the names over the shops are the same as those on the stones in the churchyard. In winter the ferries run only
    twice a day, and on stormy days not at all. Nobody minds very much. There is always somebody with a spare bed.""",
    """Growth has been slow for a decade. Wages in the provinces are about half of what they are in the capital, and the
    young leave as soon as they can. The mines that once fed three towns now employ a few hundred people, and the
    railway that served them carries mostly timber. Economists give different reasons for this. Some point to the roads,
    others to the schools, and a few to habits that are older than either. Prices, at least, are stable.""",
    """The building itself is plain. It has four floors, a flat roof and a row of lime trees in front, and but for the
    flags nobody would take it for anything but a school. Inside, the corridors smell of wax. The large hall on the
    second floor seats about two hundred, with a gallery for interpreters at the back. Its windows look out over the
    river, which at this time of the year is high and brown. Coffee is served from a trolley at eleven.""",
    """There is a longer history to all this. The two provinces share a language, a cuisine and a border that nobody
    has ever drawn in the same way twice. Maps of the last century show it along the ridge, older ones along the stream.
    For shepherds it made no difference. Their summer pastures lay on one side and their winter stables on the other,
    and the customs house in between was for many years a place where one could buy stamps and warm bread.""",
    """Experts are used to surprises in this field. The figures come late, they are revised often, and the method behind
    them is not the same in any two places. A careful reader therefore looks at the trend and not at the single month.
    Over twenty years the trend is clear enough: fewer small farms, larger fields, more machines, less rain in spring.
    What follows from it is another matter, and on that even old colleagues rarely see eye to eye.""",
    """The weather was mild for the season. Along the avenue the plane trees had kept their leaves, and people sat out
    until late in the evening. Shops were open as usual. In the side streets children played football against the
    shutters of a closed cinema, whose last poster, for a comedy, still hung in its frame. A little further on a man
    sold chestnuts from a barrel. He has stood at that corner, he likes to tell customers, for thirty-one years.""",
    """Much depends on the details, which few people have read in full. The text runs to four hundred pages with its
    annexes, and the most important sentences are in the footnotes. A good third of it deals with definitions. What is a
    vessel, what is a catch, what counts as a day at sea: each word has a history of its own. Lawyers like such pages.
    For everybody else there is a summary of six pages with a drawing on the cover.""",
    """The region is known for its apples, its slate and its patience. Visitors come in May for the blossom and in
    October for the fair, and in between the hotels are half empty. A museum of clocks is open on weekends. Its most
    famous piece, a tower clock with one hand, is on loan every other year. Two buses a day connect the valley with the
    main line. The journey takes an hour and a half, and on clear days one can see the glacier from the window.""",
)
TOGETHER = 4  # notes that make one long article


def joined(articles: Sequence[Article], n: int) -> Iterator[dict[str, str | None]]:
    """`n` records of some 960 words: four of `corpus` under the first one's head, two quiet paragraphs after each."""
    notes = list(corpus(articles, n * TOGETHER))
    for i in range(n):
        parts = []
        for j, note in enumerate(notes[i * TOGETHER : (i + 1) * TOGETHER]):
            quiet = (QUIET[(i + 2 * j + k) % len(QUIET)] for k in range(2))
            parts += [str(note["text"]), *(" ".join(q.split()) for q in quiet)]
        yield notes[i * TOGETHER] | {"id": f"long#{i}", "text": "\n\n".join(parts)}


def write(n: int, path: Path, *, long: bool = False) -> Path:
    made = joined if long else corpus
    with path.open("w", encoding="utf-8") as out:
        for record in made(demonstration(), n):
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
    return path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("n", type=int)
    parser.add_argument("out", type=Path)
    parser.add_argument("--long", action="store_true", help="articles of newspaper length")
    args = parser.parse_args()
    write(args.n, args.out, long=args.long)


if __name__ == "__main__":
    main()
