"""Places that stand for their states: who is received in Amman is Jordan's guest, who shells Basra attacks Iraq.

Only in the roles of somebody who acts, receives or suffers, and only where the state is not already the other side.
The mention then refers to the place and to its state; the place itself stays where the event happened.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from communique.model import Entity, EntityMention, EventMention, Form

Span = tuple[int, int]
_ARMED = "ArmedGroup"
_REBELS = re.compile(r"\b(?:rebel|militant|insurgent|separatist|jihadist|terrorist|guerrilla)s?-\w+", re.IGNORECASE)


def with_states(
    events: Sequence[EventMention], referents: Mapping[Span, tuple[str, ...]], known: Iterable[Entity]
) -> dict[Span, tuple[str, ...]]:
    """The referents, with the state added to each place that fills a role of an actor."""
    records = {entity.key: entity for entity in known}
    out = dict(referents)

    def states(mentions: Iterable[EntityMention]) -> set[str]:
        keys = [key for m in mentions for key in referents.get((m.begin, m.end), ())]
        found = {key for key in keys if key.startswith("country/")}
        return found.union(*(records[key].represents for key in keys if key in records))

    armed = [span for span, keys in referents.items() if any(k in records and records[k].kind == _ARMED for k in keys)]
    blows = [e for e in events if e.cls == "Assault"] if armed else []
    fought = {e.sentence for e in blows if any(_holds(m, armed) for m in e.targets)}

    for event in events:
        against = event.cls == "Assault" and event.sentence in fought
        received = (*event.targets, *event.hosts)
        for mentions, others in ((received, event.initiators), (event.initiators, received)):
            taken = states(others) | states(mentions)
            for mention in mentions:
                keys = referents.get((mention.begin, mention.end), ())
                place = records.get(keys[0]) if len(keys) == 1 and keys[0].startswith("place/") else None
                state = place.located_in if place is not None else None
                if mention.form is Form.NOMINAL and mention in received and (against or _REBELS.search(mention.text)):
                    continue  # "a rebel-held building" is no part of the state that is attacked
                if state and state.startswith("country/") and state not in taken:
                    out[mention.begin, mention.end] = (*keys, state)
    return out


def _holds(mention: EntityMention, spans: Sequence[Span]) -> bool:
    """Whether one of the spans is the mention or stands within it."""
    return any(mention.begin <= begin and end <= mention.end for begin, end in spans)
