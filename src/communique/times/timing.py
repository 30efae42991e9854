"""The days of events: those that grammar ties to them (`ties`), and what a day yet to come makes of a status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from communique.model import EventMention, Status, TimeMention, TimeSpan
from communique.parsing.tokens import Doc
from communique.times.ties import time_of


def dated(
    doc: Doc, events: Sequence[EventMention], times: Sequence[TimeMention], published: TimeSpan | None
) -> list[EventMention]:
    """The events with the times that grammar ties to them; one that knows its time keeps it."""
    return [e if e.time is not None else replace(e, time=time_of(doc, e.root, times, published)) for e in events]


def still_to_come(doc: Doc, events: Sequence[EventMention], published: TimeSpan | None) -> list[EventMention]:
    """The events, those planned that are dated after the article by a noun or a verb in the present.

    "The summit on 3 May", "Sow meets Berg in May": only a verb in the past contradicts a date to come.
    """
    if published is None or published.latest is None:
        return list(events)
    day = published.latest
    return [
        replace(e, status=Status.PLANNED)
        if e.status in (Status.OCCURRED, Status.ONGOING, Status.UNCERTAIN)
        and e.time is not None
        and e.time.value is not None
        and e.time.value.earliest is not None
        and e.time.value.earliest > day
        and (doc[e.root].pos_ in ("NOUN", "PROPN") or doc[e.root].tag_ in ("VBZ", "VBP"))
        else e
        for e in events
    ]
