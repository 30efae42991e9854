"""Numbers that an account gives with an event: 755 diplomats, five killed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from communique.events.syntax import lemma
from communique.model import Quantity
from communique.parsing.tokens import Token

_WORDS = {
    word: value
    for value, word in enumerate(
        """
        zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
        eighteen nineteen twenty
        """.split()  # noqa: SIM905 - in counting order
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_NO_UNITS = frozenset(
    {"percent", "per", "cent", "%", "dollar", "euro", "pound", "ruble", "yen", "yuan", "year", "day", "month", "hour"}
)
_NO_UNITS |= {
    "week",
    "minute",
    "decade",
    "$",
    "o'clock",
    "time",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
}
_NO_UNITS |= {"august", "september", "october", "november", "december"}


def value_of(text: str) -> int | None:
    """The whole number that a word or figure writes, else None.

    >>> value_of("1,200"), value_of("twenty-five"), value_of("several")
    (1200, 25, None)
    """
    plain = text.lower().replace(",", "")
    if re.fullmatch(r"\d{1,12}", plain):
        return int(plain)
    parts = plain.split("-")
    if all(part in _WORDS for part in parts):
        return sum(_WORDS[part] for part in parts)
    return _SCALES.get(plain)


def quantities_of(tokens: Iterable[Token]) -> tuple[Quantity, ...]:
    """How many, of the nouns that fill a role; money, shares, dates and durations are left out."""
    found: list[Quantity] = []
    for noun in tokens:
        number = noun if noun.pos_ == "NUM" else next((c for c in noun.lefts if c.dep_ == "nummod"), None)
        if number is None or lemma(noun) in _NO_UNITS or noun.ent_type_ in ("DATE", "TIME", "MONEY", "PERCENT"):
            continue
        value = value_of(number.text)
        for part in number.lefts:
            scale = _SCALES.get(number.lower_)
            small = value_of(part.text)
            if scale and small is not None and part.dep_ == "compound":
                value = small * scale
        unit = "people" if noun is number else noun.lower_
        if value is not None and value > 0 and noun.pos_ in ("NOUN", "NUM", "PROPN"):
            found.append(Quantity(value, unit))
    return tuple(dict.fromkeys(found))
