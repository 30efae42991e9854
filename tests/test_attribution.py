"""On whose word an event is told, and what the statement makes of it."""

from __future__ import annotations

import pytest

from communique.model import EventMention, Status
from communique.speech.attribution import attribute
from communique.speech.cues import Cues
from communique.speech.statements import find_statements
from conftest import Parser


def event(text: str, words: str, status: Status = Status.OCCURRED) -> EventMention:
    begin = text.index(words)
    return EventMention(
        begin=begin, end=begin + len(words), text=words, root=0, cls="Meeting", frame="meet.verb", status=status,
        confidence=0.9, sentence=(0, len(text)),
    )  # fmt: skip


def attributed(nlp: Parser, text: str, words: str, status: Status = Status.OCCURRED) -> EventMention:
    doc = nlp(text)
    (found,) = attribute(doc, [event(text, words, status)], find_statements(doc, [], Cues.load()))
    return found


def test_an_event_in_a_statement_is_told_on_the_speakers_word(nlp: Parser) -> None:
    found = attributed(nlp, "Anna Roth said that the envoys met in Oslo.", "met")
    assert found.attributed_to is not None
    assert found.attributed_to.text == "Anna Roth"
    assert found.status is Status.OCCURRED


def test_an_event_beside_a_statement_is_the_articles_own(nlp: Parser) -> None:
    assert attributed(nlp, "The envoys met in Oslo. Anna Roth said that it rained.", "met").attributed_to is None


def test_the_innermost_statement_counts(nlp: Parser) -> None:
    found = attributed(nlp, "Anna Roth said that Per Lund claimed that the envoys met in Oslo.", "met")
    assert found.attributed_to is not None
    assert found.attributed_to.text == "Per Lund"


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("Anna Roth denied that the envoys met.", Status.OCCURRED, Status.DENIED),
        ("Anna Roth denied that the envoys met.", Status.PLANNED, Status.DENIED),
        ("Anna Roth asked whether the envoys met.", Status.OCCURRED, Status.UNCERTAIN),
        ("Anna Roth asked whether the envoys met.", Status.PLANNED, Status.PLANNED),
        ("Anna Roth declined to say whether the envoys met.", Status.OCCURRED, Status.UNCERTAIN),
        ("Anna Roth claimed that the envoys met.", Status.OCCURRED, Status.OCCURRED),
        ("Anna Roth said that the envoys met.", Status.CANCELLED, Status.CANCELLED),
        ("Anna Roth rejected a claim that the envoys met.", Status.OCCURRED, Status.DENIED),
        ("A report that the envoys met was denied by Anna Roth.", Status.OCCURRED, Status.DENIED),
        ("Anna Roth repeated a claim that the envoys met.", Status.OCCURRED, Status.OCCURRED),
    ],
)
def test_the_statement_settles_what_its_content_leaves_open(
    nlp: Parser, text: str, before: Status, after: Status
) -> None:
    assert attributed(nlp, text, "met", before).status is after
