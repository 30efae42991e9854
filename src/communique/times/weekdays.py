"""Whether a time expression contradicts itself: it names a weekday, and a date that falls on another."""

from __future__ import annotations

import re

from communique.model import TimeMention
from communique.times.datepatterns import WEEKDAYS

_NAMED = re.compile(rf"\b({'|'.join(day.title() for day in WEEKDAYS)})\b")


def clash(time: TimeMention) -> str | None:
    """What is odd about a day and its weekday, in words; None where they agree or the words don't give both.

    A weekday alone is dated by it and always agrees.
    """
    value = time.value
    named = set(_NAMED.findall(time.text))
    if len(named) != 1 or value is None or value.earliest is None or value.latest is None:
        return None
    day = value.earliest.date()
    falls, told = WEEKDAYS[day.weekday()].title(), named.pop()
    if day != value.latest.date() or falls == told:
        return None
    return f"a {falls}, told as {told}"
