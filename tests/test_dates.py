"""What date expressions mean: the sentences of `dates/sentences.tsv`, and what holds of all mentions.

The table is our own: publication date (may be empty), sentence, and the expressions found with their EDTF values; "?"
stands for an expression that is found but whose days do not follow from what is known.
"""

from __future__ import annotations

import csv
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from communique.times.dates import find_times
from communique.times.timevalues import span

if TYPE_CHECKING:
    from conftest import Parser

with (Path(__file__).parent / "dates" / "sentences.tsv").open(encoding="utf-8", newline="") as table:
    CASES = [tuple(row) for row in csv.reader(table, delimiter="\t", quoting=csv.QUOTE_NONE)]


def readings(nlp: Parser, text: str, published: str) -> str:
    mentions = find_times(nlp(text), span(published) if published else None)
    return "; ".join(f"{mention.text} = {mention.value.edtf if mention.value else '?'}" for mention in mentions)


@pytest.mark.parametrize(("published", "sentence", "expected"), CASES, ids=[sentence for _, sentence, _ in CASES])
def test_expression_means_these_days(nlp: Parser, published: str, sentence: str, expected: str) -> None:
    assert readings(nlp, sentence, published) == expected


def test_offsets_slice_their_own_text(nlp: Parser) -> None:
    doc = nlp(" ".join(sentence for _, sentence, _ in CASES))
    for mention in find_times(doc, span("2017-05-10")):
        assert doc.text[mention.begin : mention.end] == mention.text
        assert mention.first <= mention.root < mention.stop


def test_mentions_come_in_text_order_and_do_not_overlap(nlp: Parser) -> None:
    doc = nlp(" ".join(sentence for _, sentence, _ in CASES))
    mentions = find_times(doc, span("2017-05-10"))
    assert all(left.end <= right.begin for left, right in pairwise(mentions))


def test_relative_words_of_an_undated_article_have_no_value(nlp: Parser) -> None:
    mentions = find_times(nlp("They met yesterday, last week, on Monday, in May and two years ago."), None)
    assert [mention.value for mention in mentions] == [None] * 5


def test_anchor_says_what_a_value_rests_on(nlp: Parser) -> None:
    doc = nlp("They met on 3 May 2016. The next day they parted. They met again yesterday.")
    anchors = [mention.anchor for mention in find_times(doc, span("2017-05-10"))]
    assert anchors == ["absolute", "narrated", "publication"]


def test_text_without_dates_has_none(nlp: Parser) -> None:
    assert find_times(nlp("The envoys shook hands and may march on; the second call came."), span("2017-05-10")) == []
