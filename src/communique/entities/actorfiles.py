"""Reads the actor files: one row a state, actor, place or person, into the tables that the gazetteer indexes.

Every file is CSV in UTF-8; lines that begin with ``#`` are comments; the first other line names the columns; several
values in a cell are separated by ``|``. A file with a column ``code`` tells of states, one with ``aliases`` of cities'
names, any other of actors and places (columns in :data:`COLUMNS`, all but ``kind`` and ``label`` may be missing).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from rigour.territories import get_territories

from communique.errors import DataError
from communique.ids import slug
from communique.model import Entity
from communique.naming.names import plain

COLUMNS = ("kind", "label", "names", "country", "offices", "gender", "wikidata", "lat", "long", "seat", "key")
KINDS = frozenset(
    (
        *("Person", "Organization", "GovernmentBody", "InternationalOrganization", "MediaOrganization", "ArmedGroup"),
        *("PoliticalParty", "Group", "City", "Region", "Facility", "Place"),
    )
)
_WIKIDATA = "http://www.wikidata.org/entity/"
_OFFICE = re.compile(r"(?P<of>[A-Z]{3}|[a-z][a-z0-9-]*) (?P<title>[^0-9?]+?) (?P<since>[\d-]*)\.\.(?P<until>[\d-]*)$")


@dataclass(frozen=True, slots=True)
class Sense:
    """One reading of a name as written: whose (`key`) and how.

    `how` is "name", "adjective", "people", "seat" (of government, the building), "city" or "person".
    """

    key: str
    how: str
    name: str


@dataclass(frozen=True, slots=True)
class Office:
    """An office held: `of` is a country or organisation key; days inclusive, None where open."""

    person: str
    of: str
    title: str
    since: date | None
    until: date | None

    @property
    def position(self) -> str:
        return f"position/{self.of.partition('/')[2]}/{slug(self.title)}"

    def holds(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass
class Tables:
    """What the files say, while they are read."""

    entities: dict[str, Entity] = field(default_factory=dict)
    names: dict[str, list[Sense]] = field(default_factory=dict)
    countries: dict[str, str] = field(default_factory=dict)  # organisation, place or group: ISO alpha-3
    nationality: dict[str, str] = field(default_factory=dict)  # person: ISO alpha-3
    genders: dict[str, str] = field(default_factory=dict)
    offices: dict[str, tuple[Office, ...]] = field(default_factory=dict)
    people: list[str] = field(default_factory=list)
    seats: dict[tuple[str, str], str] = field(default_factory=dict)  # (ISO alpha-3, city): whom the city stands for
    city_aliases: list[tuple[str, str, tuple[str, ...]]] = field(default_factory=list)

    def name(self, text: str, key: str, how: str) -> None:
        phrase = " ".join(re.findall(r"[^\W_]+", plain(text)))
        senses = self.names.setdefault(phrase, [])
        sense = Sense(key, how, text)
        if phrase and sense not in senses:
            senses.append(sense)


def read(folder: Path, extra: Sequence[Path] = ()) -> Tables:
    """All ``*.csv`` of the folder, in the order of their names, then the extra files.

    Raises:
        DataError: a file is missing or breaks the format.
    """
    tables = Tables()
    files = sorted(folder.glob("*.csv"))
    if not files:
        raise DataError(f"{folder}: no actor files (*.csv) there; give the folder ontology/actors")
    _states(tables)
    for path in (*files, *extra):
        _file(tables, path)
    return tables


def rows(path: Path) -> Iterable[tuple[int, dict[str, str]]]:
    """(line number, row) of an actor file."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot be read as UTF-8 text ({error}); give a CSV file") from error
    lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip() and not line.startswith("#")]
    if not lines:
        return
    header = next(csv.reader([lines[0][1]]))
    for (number, _), values in zip(lines[1:], csv.reader(line for _, line in lines[1:]), strict=True):
        if len(values) > len(header):
            raise DataError(f"{path}:{number}: {len(values)} values for {len(header)} columns; quote cells with commas")
        yield number, dict(zip(header, values, strict=False))


def _file(tables: Tables, path: Path) -> None:
    for number, row in rows(path):
        where = f"{path.name}:{number}"
        if "code" in row:
            _state_words(tables, row, where)
        elif "aliases" in row:
            tables.city_aliases.append((row["country"], row["name"], _listed(row["aliases"])))
        else:
            _actor(tables, row, where)


def _listed(cell: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (cell or "").split("|") if part.strip())


# -- states


def _states(tables: Tables) -> None:
    wanted = {"suhh", "yucs", "cshh", "dd", "csxx"}
    for state in get_territories():
        code = (state.alpha3 or "").upper()
        if len(code) != 3 or state.code in ("eu", "un", "zz") or (state.is_historical and state.code not in wanted):
            continue
        key = f"country/{code}"
        if key in tables.entities:
            continue
        same = (_WIKIDATA + state.qid,) if state.qid else ()
        names = (state.full_name,) if state.full_name and state.full_name != state.name else ()
        tables.entities[key] = Entity(
            key=key, kind="Country", label=state.name, names=names, iso3=code, represents=(key,), same_as=same
        )
        for form in (state.name, *names):
            tables.name(form, key, "name")


def _state_words(tables: Tables, row: Mapping[str, str], where: str) -> None:
    key = f"country/{row['code']}"
    known = tables.entities.get(key)
    names = _listed(row.get("names"))
    if known is None:
        if not re.fullmatch("[A-Z]{3}", row["code"]) or not names:
            raise DataError(f"{where}: {row['code']!r} is no known state; give a three-letter code and a name")
        known = Entity(key=key, kind="Country", label=names[0], iso3=row["code"], represents=(key,))
    more = tuple(n for n in names if n != known.label and n not in known.names)
    tables.entities[key] = _extended(known, more)
    for city in _listed(row.get("seats")):
        tables.seats.setdefault((row["code"], plain(city)), key)
    for how, column in (("name", "names"), ("adjective", "adjectives"), ("people", "people")):
        for form in _listed(row.get(column)):
            tables.name(form, key, how)


def _extended(entity: Entity, more: tuple[str, ...]) -> Entity:
    return Entity(
        key=entity.key,
        kind=entity.kind,
        label=entity.label,
        names=(*entity.names, *more),
        iso3=entity.iso3,
        represents=entity.represents,
        located_in=entity.located_in,
        lat=entity.lat,
        long=entity.long,
        same_as=entity.same_as,
    )


# -- actors and places


def _actor(tables: Tables, row: Mapping[str, str], where: str) -> None:
    kind, label, country = row.get("kind", ""), row.get("label", ""), row.get("country", "") or ""
    if kind not in KINDS or not label:
        raise DataError(
            f"{where}: kind {kind!r}, label {label!r}; give a label and a kind of {', '.join(sorted(KINDS))}"
        )
    if country and f"country/{country}" not in tables.entities:
        raise DataError(f"{where}: country {country!r} is no ISO alpha-3 code of a known state")
    key = row.get("key") or _key(kind, label, country)
    wikidata = row.get("wikidata") or ""
    place = kind in ("City", "Region", "Facility", "Place")
    held = tuple(_office(tables, key, cell, where) for cell in _listed(row.get("offices")))
    entity = Entity(
        key=key,
        kind=kind,
        label=label,
        names=_listed(row.get("names")),
        represents=(f"country/{country}",) if country and not place and kind != "Person" else (),
        located_in=f"country/{country}" if country and place else None,
        lat=_number(row.get("lat"), where),
        long=_number(row.get("long"), where),
        same_as=(_WIKIDATA + wikidata,) if wikidata else (),
        filed=kind == "Person",
    )
    tables.entities[key] = entity
    if kind == "Person":
        tables.people.append(key)
        tables.offices[key] = held
        nation = country or next((o.of[8:] for o in held if o.of.startswith("country/")), "")
        if nation:
            tables.nationality[key] = nation
        if row.get("gender"):
            tables.genders[key] = row["gender"]
    elif country:
        tables.countries[key] = country
    how = "person" if kind == "Person" else "name"
    for form in (label, *entity.names):
        if how == "name" or " " in form or "-" in form:
            tables.name(form, key, how)
    seat = row.get("seat")
    if seat and seat.startswith("@"):  # a city that stands for the body
        state, _, city = seat[1:].partition("/")
        tables.seats[state, plain(city)] = key
    elif seat:  # the building or street that stands for the body; "in" it is a place
        tables.countries[f"place/{country}/{slug(seat)}"] = country
        tables.entities[f"place/{country}/{slug(seat)}"] = Entity(
            key=f"place/{country}/{slug(seat)}", kind="Facility", label=seat, located_in=f"country/{country}",
            names=tuple(n for n in (label, *entity.names) if n != seat),
        )  # fmt: skip
        for form in (label, *entity.names):
            tables.name(form, f"place/{country}/{slug(seat)}", "seat")


def _key(kind: str, label: str, country: str) -> str:
    if kind == "Person":
        return f"person/{slug(label)}"
    if kind in ("City", "Region", "Facility", "Place"):
        return f"place/{country}/{slug(label)}" if country else f"place/{slug(label)}"
    return f"{'group' if kind == 'Group' else 'org'}/{slug(label)}"


def _office(tables: Tables, person: str, cell: str, where: str) -> Office:
    found = _OFFICE.match(cell)
    if found is None:
        raise DataError(f"{where}: office {cell!r}; write it as 'RUS foreign minister 2004-03-09..'")
    of = found["of"]
    try:
        return Office(
            person=person,
            of=f"country/{of}" if of.isupper() else f"org/{of}",
            title=found["title"],
            since=_day(found["since"], "first"),
            until=_day(found["until"], "last"),
        )
    except ValueError as error:
        raise DataError(f"{where}: office {cell!r}: {error}; dates are YYYY, YYYY-MM or YYYY-MM-DD") from error


def _day(text: str, which: str) -> date | None:
    """The first or last day of a year, month or day."""
    if not text:
        return None
    parts = [int(p) for p in text.split("-")]
    if which == "first" or len(parts) == 3:
        return date(*([*parts, 1, 1])[:3])
    if len(parts) == 1:
        return date(parts[0], 12, 31)
    return date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1) - timedelta(days=1)


def _number(cell: str | None, where: str) -> float | None:
    if not cell:
        return None
    try:
        return float(cell)
    except ValueError as error:
        raise DataError(f"{where}: {cell!r} is no number of degrees") from error
