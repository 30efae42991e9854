"""Every frame of the lexicon keeps its word: its examples evoke it, its counter-examples do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.entities.actors import Gazetteer
from communique.entities.mentions import find_entities
from communique.events.coding import find_events
from communique.events.lexicon import Lexicon

if TYPE_CHECKING:
    from conftest import Parser


def test_examples_evoke_their_frame_and_counter_examples_do_not(nlp: Parser) -> None:
    lexicon, gazetteer = Lexicon.load(), Gazetteer.load()
    claims = [(frame, text, True) for frame in lexicon.frames for text in frame.examples]
    claims += [(frame, text, False) for frame in lexicon.frames for text in frame.counters]
    wrong = []
    for (frame, text, wanted), doc in zip(claims, nlp.pipe([c[1] for c in claims]), strict=True):
        least = {"min_confidence": 0.0} if wanted else {}  # a weak frame's example need not be worth reporting
        found = find_events(doc, find_entities(doc, gazetteer), [], lexicon, **least)
        if any(event.frame == frame.id for event in found) is not wanted:
            said = "is not evoked by its example" if wanted else "is evoked by its counter-example"
            wrong.append(f"{frame.source}, {frame.id} {said} {text!r}: {[(e.frame, e.text) for e in found]}")
    assert not wrong, "\n".join(wrong)
