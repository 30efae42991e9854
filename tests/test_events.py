"""Claims about which events a text tells, with the project's lexicon and actors. The sentences are our own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.entities.actors import Gazetteer
from communique.entities.mentions import find_entities
from communique.events.coding import find_events, trace
from communique.events.lexicon import Lexicon
from communique.events.quantities import value_of
from communique.model import EventMention, Status

if TYPE_CHECKING:
    from conftest import Parser

Reader = Callable[[str], list[EventMention]]


@pytest.fixture(scope="module")
def read(nlp: Parser, lexicon: Lexicon, gazetteer: Gazetteer) -> Reader:
    def events(text: str) -> list[EventMention]:
        doc = nlp(text)
        return find_events(doc, find_entities(doc, gazetteer), [], lexicon)

    return events


def test_said_and_planned_and_denied_acts_are_not_told_as_occurred(read: Reader) -> None:
    for text in (
        "Merkel will meet Macron in Paris.",
        "Merkel refused to meet Macron.",
        "Merkel did not meet Macron.",
        "Merkel cancelled her meeting with Macron.",
    ):
        assert all(e.status is not Status.OCCURRED for e in read(text) if e.cls == "Meeting"), text


def test_a_meeting_at_a_named_summit_is_part_of_it(read: Reader) -> None:
    found = read("Merkel met Erdogan on the sidelines of the G20 summit in Hamburg.")
    summit = next(e for e in found if e.cls == "Summit")
    meeting = next(e for e in found if e.cls == "Meeting")
    assert summit.name == "G20 summit"
    assert meeting.part_of == (summit.begin, summit.end)


def test_a_sentence_without_a_trigger_tells_nothing(read: Reader) -> None:
    assert read("The weather in Oslo was mild and the trees were green.") == []


def test_the_name_of_a_body_evokes_nothing(read: Reader) -> None:
    assert read("The Organization for the Prohibition of Chemical Weapons has its seat in The Hague.") == []


def test_no_word_evokes_two_events(read: Reader) -> None:
    found = read("Turkey launched an attack on rebels in Syria, imposed sanctions on Iran and held talks with Russia.")
    assert len({e.root for e in found}) == len(found)
    assert {e.cls for e in found} >= {"Assault", "Sanction"}


def test_offsets_slice_their_own_text(read: Reader) -> None:
    text = "On Monday Peru expelled two Chilean diplomats.\nChile called the step absurd and recalled its ambassador."
    for event in read(text):
        assert text[event.begin : event.end] == event.text
        assert event.sentence[0] <= event.begin < event.end <= event.sentence[1]


def test_the_trace_says_why_a_frame_did_not_match(nlp: Parser, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
    doc = nlp("The plan met stiff resistance.")
    reasons = {
        t.frame.id: t.reason for t in trace(doc, find_entities(doc, gazetteer), lexicon) if t.token.text == "met"
    }
    assert reasons
    assert all(reasons.values())


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Peru",
                "Chile",
                "met",
                "attacked",
                "will",
                "not",
                "to",
                "sign",
                "the",
                "talks",
                "with",
                ",",
                ".",
                "and",
                "who",
            ]
        ),
        max_size=14,
    )
)
def test_no_heap_of_words_breaks_the_reading(read: Reader, words: list[str]) -> None:
    text = " ".join(words)
    for event in read(text):
        assert text[event.begin : event.end] == event.text
        assert 0 < event.confidence <= 1


@given(st.integers(min_value=0, max_value=10**9))
def test_figures_are_read_with_and_without_separators(number: int) -> None:
    assert value_of(str(number)) == value_of(f"{number:,}") == number
