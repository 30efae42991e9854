"""What reading costs, counted in calls and not in seconds: quiet text asks little, long text no more by word."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from communique.entities.actors import Gazetteer
from communique.entities.mentions import find_entities
from communique.events import coding, matching
from communique.events.lexicon import Lexicon
from communique.model import Article
from communique.parsing import tokens

if TYPE_CHECKING:
    from types import FrameType

    from communique.events.matching import Word
    from communique.events.roles import Cast
    from communique.pipeline import Reader
    from conftest import Parser

QUIET = "Lime trees grow in front of the old school. Chestnuts cost little in autumn, and apples even less. "
TELLING = "Foreign Minister Anna Roth of Norway met the Danish envoy Per Holm in Oslo on Monday and thanked him. "


def test_sentences_without_a_trigger_try_no_frame(
    nlp: Parser, lexicon: Lexicon, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []
    match = matching.match

    def counted(word: Word, frame: matching.Frame, cast: Cast) -> matching.Match | matching.Miss:
        tried.append(word.token.text)
        return match(word, frame, cast)

    monkeypatch.setattr(matching, "match", counted)
    for text in (QUIET, TELLING):
        doc = nlp(text)
        coding.find_events(doc, find_entities(doc, gazetteer), [], lexicon)
        if text is QUIET:
            assert tried == []
    assert {"met", "thanked"} <= set(tried) <= {"met", "thanked", "envoy", "Minister"}


def test_an_article_four_times_as_long_asks_at_most_four_times_as_much(reader: Reader) -> None:
    once, four = (calls(reader, (TELLING + QUIET * 3) * n) for n in (4, 16))
    assert four < 4.4 * once


def test_a_quiet_sentence_costs_a_tenth_of_one_that_tells_something(reader: Reader) -> None:
    quiet, telling = (calls(reader, text * 20) for text in (QUIET, TELLING))  # two sentences, one sentence
    assert quiet / 2 < telling / 10


def test_tokens_are_made_once_for_an_article(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    of = tokens.of
    monkeypatch.setattr(tokens, "of", lambda parsed: made.append(parsed.text) or of(parsed))
    reader.interpret(reader.model.nlp(TELLING), article(TELLING))
    assert made == [TELLING]


def article(text: str) -> Article:
    return Article(
        iri="https://w3id.org/communique/id/article/work", identifier="work", text=text, content_hash="0", source="work"
    )


def calls(reader: Reader, text: str) -> int:
    """Calls of Python functions while a parsed text is read."""
    doc, told = reader.model.nlp(text), article(text)
    reader.interpret(doc, told)  # patterns are compiled and names known from here on
    count = 0

    def counted(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(counted)
    try:
        reader.interpret(doc, told)
    finally:
        sys.setprofile(None)
    return count
