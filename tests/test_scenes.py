"""A scene goes on: which undated events happened on the day that the sentences before them name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from communique.fusion.claims import named_time
from communique.graph.accounts import Account
from communique.model import Article
from communique.times.timevalues import span

if TYPE_CHECKING:
    from communique.pipeline import Reader

GOES_ON = [
    ("Anna Roth saw nobody on Monday. She met Per Lund instead.", "met", "2021-05-03?"),
    ("Anna Roth arrived in Oslo on Monday.\n\nRoth met Per Lund at the castle.", "met", "2021-05-03?"),
    (
        "Envoys met in Oslo on Sunday. The hall was full. On the sidelines, Anna Roth met Per Lund.",
        "met Per",
        "2021-05-02?",
    ),
    ("Anna Roth flew to Oslo on Monday. She met Per Lund on Tuesday.", "met", "2021-05-04"),
]
BREAKS_OFF = [
    ("Anna Roth arrived in Oslo on Monday. Ola Moe met Per Lund in Bergen.", "met"),
    ("Anna Roth arrived in Oslo on Monday. She had met Per Lund in Bergen.", "met"),
    ("Anna Roth arrived in Oslo on Monday. She has met Per Lund.", "met"),
    ("Anna Roth arrived in Oslo on Monday. She met Per Lund three times.", "met"),
    ("Anna Roth arrived in Oslo on Monday. She previously met Per Lund.", "met"),
    ("Anna Roth arrived in Oslo on Monday. She knew him in 2012. She met Per Lund.", "met"),
    ("Anna Roth will arrive in Oslo on Monday. She met Per Lund.", "met"),
    ("Anna Roth arrived in Oslo last week. She met Per Lund.", "met"),
]


def time_of(reader: Reader, text: str, words: str) -> str | None:
    article = Article("id:a", "a", text, f"sha256:{hash(text)}", "a.txt", published=span("2021-05-05"))
    reading = reader.interpret(reader.model.nlp(text), article)
    begin = text.rindex(words)
    (event,) = [e for e in reading.events if e.begin == begin and e.cls == "Meeting"]
    return event.time.value.edtf if event.time and event.time.value else None


@pytest.mark.parametrize(("text", "words", "expected"), GOES_ON, ids=[text for text, _, _ in GOES_ON])
def test_a_scene_goes_on_with_its_day_as_uncertain(reader: Reader, text: str, words: str, expected: str) -> None:
    assert time_of(reader, text, words) == expected


@pytest.mark.parametrize(("text", "words"), BREAKS_OFF, ids=[text for text, _ in BREAKS_OFF])
def test_an_event_of_another_scene_has_no_day(reader: Reader, text: str, words: str) -> None:
    assert time_of(reader, text, words) is None


def test_a_day_that_is_only_read_is_none_that_the_account_names() -> None:
    account = Account("m", "a", 0, "Meeting", "Occurred", 0.9, time=span("2021-05-03"))
    assert named_time(account) == span("2021-05-03")
    assert named_time(replace(account, time=span("2021-05-03?"))) is None
