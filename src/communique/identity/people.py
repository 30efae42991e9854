"""Which names in one article are one person, and whether the actor files know that person.

Full names are compared word by word in their folded form; a surname alone belongs to the one person of the article who
bears it. The actor files are asked last: a name, an office, a state and the article's date must not contradict them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from communique.entities.actorfiles import Office
from communique.entities.actors import Gazetteer
from communique.ids import slug
from communique.model import EntityMention
from communique.naming import namematch, names
from communique.naming.nameparts import parse
from communique.naming.spelling import similar

_LEADERS = frozenset(
    (
        *("leader", "ruler", "dictator", "chief", "head of state", "head of government", "supreme leader"),
        *("president", "prime minister", "chancellor", "king", "general secretary"),
    )
)
_BESIDE = 60  # characters between two names that stand side by side
_ACTIVE = 366 * 12  # days around a tenure in which a bare surname still means the holder


@dataclass(slots=True)
class Person:
    """The mentions of one person in one article, in text order, and what they say; without a key it stays open who."""

    mentions: list[EntityMention] = field(default_factory=list)
    key: str = ""
    score: float = 0.0
    why: str = ""

    @property
    def fullest(self) -> str:
        """The longest form of the name, the earliest of equals."""
        return max((m.text for m in self.mentions), key=lambda t: (len(names.words(t)), len(t)))

    @property
    def titles(self) -> list[EntityMention]:
        return [m for m in self.mentions if m.title]

    @property
    def gender(self) -> str | None:
        return next((m.gender for m in self.mentions if m.gender), None)


def group(mentions: Sequence[EntityMention], gazetteer: Gazetteer, digest: str, day: date | None) -> list[Person]:
    """All named persons of an article with their keys, in order of first mention."""
    people: list[Person] = []
    by_block: dict[str, list[Person]] = {}
    for mention in (m for m in mentions if len(names.words(m.text)) > 1):
        blocks = namematch.blocks(mention.text)
        near = {id(p): p for block in blocks for p in by_block.get(block, ())}.values()
        _give(mention, _same(mention.text, near, gazetteer), people, by_block, blocks)
    for mention in (m for m in mentions if len(names.words(m.text)) == 1):
        word, blocks = names.words(mention.text)[0], namematch.blocks(mention.text)
        near = {id(p): p for block in blocks for p in by_block.get(block, ())}.values()
        bearers = [p for p in near if word in _ends(p)] or [p for p in near if _spelt_alike(mention.text, p)]
        if mention.known:  # "King Salman" is not Mohammed bin Salman
            bearers = [p for p in bearers if any(m.known == mention.known for m in p.mentions)]
        bearers = [p for p in bearers if _may_hold(p, mention, gazetteer)]
        called = [p for p in bearers if _is_called(word, p, bearers)]
        if len(called) != 1 and _open(mention, bearers):
            people.append(Person([mention], "", 0.3, "several of this surname named right before; left open"))
            continue
        _give(mention, _bearer(mention, bearers, word), people, by_block, blocks)
    for person in people:
        person.mentions.sort(key=lambda m: m.begin)
        if not person.why:
            _identify(person, gazetteer, digest, day)
    people.sort(key=lambda p: p.mentions[0].begin)
    taken: dict[str, Person] = {}
    for person in (p for p in people if p.key):  # two of one article whose names differ in an initial only
        if (
            taken.setdefault(person.key, person) is not person
            and not namematch.same_person(taken[person.key].fullest, person.fullest).same
        ):
            person.key = f"person/{slug(person.fullest)}"
    return people


def _give(
    mention: EntityMention, person: Person | None, people: list[Person], by_block: dict[str, list[Person]],
    blocks: Iterable[str],
) -> None:  # fmt: skip
    """Add a mention to its person, or to a new one."""
    if person is None:
        person = Person()
        people.append(person)
        for block in blocks:
            by_block.setdefault(block, []).append(person)
    person.mentions.append(mention)


def _same(name: str, people: Iterable[Person], gazetteer: Gazetteer) -> Person | None:
    """The one person whose full name this is, in whatever spelling; None where that is nobody, or not clear."""
    ranked = sorted(
        (
            (d.score, n, p)
            for n, p in enumerate(people)
            if (d := namematch.same_person(p.fullest, name)).same and not _known_apart(p.fullest, name, gazetteer)
        ),
        reverse=True,
    )
    clear = ranked and (len(ranked) == 1 or ranked[0][0] > ranked[1][0])
    return ranked[0][2] if clear else None


def _known_apart(one: str, other: str, gazetteer: Gazetteer) -> bool:
    """Whether the actor files know both names, as those of two people: father and son, Kim and Kim."""
    if one == other:
        return False
    known = [set(gazetteer.people_named(name)) for name in (one, other)]
    return bool(known[0] and known[1]) and known[0].isdisjoint(known[1])


def _ends(person: Person) -> tuple[str, str]:
    parts = names.words(person.fullest)
    return parts[0], parts[-1]


def _spelt_alike(word: str, person: Person) -> bool:
    """A surname alone in another spelling than the full name's: Zelenskiy, Volodymyr Zelensky."""
    ours, theirs = parse(word).words, parse(person.fullest).words
    return bool(ours and theirs) and len(ours[-1]) > 4 and similar(ours[-1], theirs[-1]) >= 0.9


def _may_hold(person: Person, mention: EntityMention, gazetteer: Gazetteer) -> bool:
    """Whether the person may hold the office said with a surname: Secretary Clinton is not Bill, as the data knows."""
    holders = {
        key
        for key in (gazetteer.people_named(mention.text) if mention.title else ())
        if any(same_office(mention.title or "", office.title) for office in gazetteer.offices(key))
    }
    if not holders:
        return True
    titles = [m.title for m in person.titles if m.title]
    known = [
        key
        for key in gazetteer.people_named(person.fullest)
        if all(any(same_office(t, office.title) for office in gazetteer.offices(key)) for t in titles)
    ]
    return not known or not holders.isdisjoint(known)


def _open(mention: EntityMention, bearers: Sequence[Person]) -> bool:
    """Whether a surname alone may be either of two who were last named side by side."""
    if len(bearers) < 2 or mention.title or mention.gender:
        return False
    last = sorted(
        (max((m.end for m in p.mentions if m.end <= mention.begin), default=-1) for p in bearers), reverse=True
    )
    return last[1] >= 0 and last[0] - last[1] < _BESIDE


def _bearer(mention: EntityMention, people: Iterable[Person], word: str) -> Person | None:
    """Whom a surname alone means: the one who bears it; of several the one whose office fits, else the last named."""
    people = list(people)
    bearers = [p for p in people if names.words(p.fullest)[-1] == word] or people
    if len(bearers) < 2:
        return bearers[0] if bearers else None
    if mention.title:
        fits = [p for p in bearers if any(t.title == mention.title for t in p.titles)]
        if len(fits) == 1:
            return fits[0]
    if mention.gender:
        fits = [p for p in bearers if p.gender == mention.gender]
        if len(fits) == 1:
            return fits[0]
    before = [p for p in bearers if _first(p) < mention.begin]
    called = [p for p in before if _is_called(word, p, before)]
    if len(called) == 1:
        return called[0]
    if not before:
        return min(bearers, key=_first)  # a headline's surname is of who is named first
    return max(before, key=lambda p: max(m.begin for m in p.mentions if m.begin < mention.begin))


def _first(person: Person) -> int:
    return min(m.begin for m in person.mentions)


def _is_called(word: str, person: Person, bearers: Iterable[Person]) -> bool:
    """Whether somebody was called by the surname alone before others who bear it were named: so the text goes on."""
    others = min((_first(p) for p in bearers if p is not person), default=0)
    return any(m.begin < others and names.words(m.text) == (word,) for m in person.mentions)


def _identify(person: Person, gazetteer: Gazetteer, digest: str, day: date | None) -> None:
    name = person.fullest
    parts = names.words(name)
    known = [*(m.known for m in person.mentions if m.known), *gazetteer.people_named(name)]
    ranked = _ranked(person, known, gazetteer, day)
    if ranked:
        best, key = ranked[0]
        clear = len(ranked) == 1 or ranked[1][0] < best
        if len(parts) > 1 and clear:
            person.key, person.score = key, min(0.99, 0.9 + best / 50)
            person.why = "full name as in the actor files"
            return
        if len(parts) == 1 and clear and best >= 2:
            person.key, person.score = key, min(0.95, 0.6 + best / 15)
            person.why = "surname, and the office, state or date fits one holder in the actor files"
            return
    if len(parts) > 1 and len(ranked) > 1 and ranked[0][0] == ranked[1][0]:
        person.score, person.why = 0.4, "several people of this name in the actor files, and nothing says which"
    elif len(parts) > 1:
        person.key, person.score, person.why = _stranger(person, gazetteer), 0.85, "full name"
    else:
        person.key = f"person/{digest[:12]}-{names.key(name)}"
        person.score, person.why = 0.5, "surname only; nobody known by it, kept to this article"


def _stranger(person: Person, gazetteer: Gazetteer) -> str:
    """The key of somebody whom no file knows; a namesake of somebody known gets another than theirs."""
    key = f"person/{names.key(person.fullest)}"
    if gazetteer.entity(key) is None:
        return key
    state = next((m.title_country for m in person.titles if m.title_country), None)
    return f"{key}-{state.lower() if state else 'namesake'}"


def _ranked(person: Person, keys: Iterable[str], gazetteer: Gazetteer, day: date | None) -> list[tuple[float, str]]:
    """Those of the known persons whom the article does not contradict, the best first."""
    scored = ((_evidence(person, key, gazetteer, day), key) for key in dict.fromkeys(keys))
    return sorted(((score, key) for score, key in scored if score >= 0), reverse=True)


def _evidence(person: Person, key: str, gazetteer: Gazetteer, day: date | None) -> float:
    """How well the article fits a known person; negative where it contradicts."""
    offices = gazetteer.offices(key)
    nation = gazetteer.country_of(key)
    score = 0.0
    single = len(names.words(person.fullest)) == 1
    gender = gazetteer.gender(key)
    if gender and person.gender and gender != person.gender:
        return -1
    states = {o.of[8:] for o in offices if o.of.startswith("country/")} | ({nation} if nation else set())
    for mention in person.titles:
        if mention.title_country and mention.title_country not in states:
            return -1
        if mention.title_country:
            score += 1.5
        held = [o for o in offices if same_office(mention.title or "", o.title)]
        if held:
            score += 2
        if (
            mention.title_country is None
            and mention.title_of is None
            and not held
            and len(names.words(person.fullest)) == 1
        ):
            score -= 1.5  # "Captain Thatcher"
    if day is not None and offices:
        gap = min(_distance(o, day) for o in offices)
        if gap > _ACTIVE * 2 and single:
            return -1
        score += 2 if gap == 0 else 1 if gap < _ACTIVE else 0
    elif offices and single and not person.titles:
        score += 2  # no date and no office: the only bearer that the files know, or nobody (see `clear`)
    return score


def same_office(one: str, other: str) -> bool:
    """Whether `one`, as a text says it, can be the office `other`: a "minister" is any minister, a "leader" any head.

    >>> same_office("minister", "foreign minister"), same_office("finance minister", "foreign minister")
    (True, False)
    """
    if one == other or not one or not other:
        return one == other
    if one in ("leader", "head of state", "ruler", "dictator"):
        return other in _LEADERS
    if one in ("minister", "secretary", "adviser", "ambassador", "envoy", "spokesman"):
        alike = {"spokesman": "press secretary", "ambassador": "envoy"}.get(one)
        return other.endswith(" " + one) or other.startswith(one + " ") or other == alike
    if one in ("deputy minister", "vice minister"):
        return other.startswith(one.split()[0]) and other.endswith("minister")
    if one in ("diplomat", "top diplomat"):
        return any(word in other for word in ("foreign", "ambassador", "envoy", "secretary of state", "diplomat"))
    return {"foreign secretary": "foreign minister", "press secretary": "spokesman"}.get(other) == one or (
        other.removeprefix("acting ") == one
    )


def _distance(office: Office, day: date) -> int:
    if office.since is not None and day < office.since:
        return (office.since - day).days
    if office.until is not None and day > office.until:
        return (day - office.until).days
    return 0
