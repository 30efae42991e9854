"""Offices that an article gives to somebody as held now, though the data says that they had left them by then.

Former holders meet people too: it is about words that name the office as current ("Russian Foreign Minister Igor
Ivanov", in an article of 2011), where the state is named beside it, and about offices whose end the data knows.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from communique.entities.actors import Gazetteer
from communique.identity.people import Person, same_office
from communique.model import Lapsed

_SLACK = timedelta(days=14)  # handing over takes its days


def lapsed(persons: Iterable[Person], gazetteer: Gazetteer, day: date | None) -> dict[tuple[int, int], Lapsed]:
    """The mentions with such an office, by span; `day` is the article's, without which nothing is known."""
    found: dict[tuple[int, int], Lapsed] = {}
    for person in persons:
        for mention in person.titles:
            if day is None or mention.former or mention.title_country is None:
                continue
            of = f"country/{mention.title_country}"
            held = [
                o for o in gazetteer.offices(person.key) if o.of == of and same_office(mention.title or "", o.title)
            ]
            ends = [o.until for o in held if o.until]
            state = gazetteer.entity(of)
            if not held or state is None or len(ends) < len(held) or day <= max(ends) + _SLACK:
                continue
            bearer = gazetteer.entity(person.key)
            name = bearer.label if bearer else mention.text
            found[mention.begin, mention.end] = Lapsed(
                tuple((o.since or date.min, until + _SLACK) for o, until in zip(held, ends, strict=True)),
                f"{name}, {mention.title} of {state.label} until {max(ends).isoformat()}",
            )
    return found
