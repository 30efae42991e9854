"""What stands between quotation marks, in every typography."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.speech.quotes import find_quotations


def spans(text: str) -> list[str]:
    return [text[q.begin : q.end] for q in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor said: “The boat is late.” He left.", ["“The boat is late.”"]),
        ('The mayor said, "The boat is late," and left.', ['"The boat is late,"']),
        ("The mayor said, ''The boat is late,'' and left.", ["''The boat is late,''"]),
        ("«Le bateau part», said the mayor.", ["«Le bateau part»"]),
        ("„Das Boot fährt“, said the mayor.", ["„Das Boot fährt“"]),
        ("‘The boat is late,’ the mayor said. ‘It’s old.’", ["‘The boat is late,’", "‘It’s old.’"]),
        ("The mayor called it 'a wreck' and left.", ["'a wreck'"]),
        ("``The boat is late,'' he said.", ["``The boat is late,''"]),
    ],
)
def test_each_typography_is_read(text: str, expected: list[str]) -> None:
    assert spans(text) == expected


def test_straight_marks_open_and_close_by_what_stands_beside_them() -> None:
    assert spans('"We wait," she said, "until noon." Then "the bell" rang.') == [
        '"We wait,"',
        '"until noon."',
        '"the bell"',
    ]


def test_a_quotation_within_belongs_to_the_words_quoted() -> None:
    assert spans("“She told me ‘no’ twice,” he said.") == ["“She told me ‘no’ twice,”"]
    assert spans("''He said 'no' twice,'' she said.") == ["''He said 'no' twice,''"]


def test_apostrophes_open_nothing() -> None:
    assert spans("The sailors' boats, the '90s and the captain's dog aren't quoted.") == []


def test_inches_and_feet_are_no_quotation() -> None:
    assert spans('The door is 6\'2" high and 30" wide.') == []


def test_a_speech_over_paragraphs_is_one_quotation_of_several_parts() -> None:
    text = "“The boat is old.\n\n“It leaks.\n\n“We need another,” he said."
    (quotation,) = find_quotations(text)
    assert [text[b:e] for b, e in quotation.parts] == ["“The boat is old.", "“It leaks.", "“We need another,”"]
    assert quotation.words(text) == "The boat is old. It leaks. We need another"


def test_a_mark_that_nothing_closes_holds_to_the_end_of_its_paragraph() -> None:
    text = "“The boat is old.\n\nThe mayor “sighed” and left."
    assert spans(text) == ["“The boat is old.", "“sighed”"]
    assert not find_quotations(text)[0].is_closed


def test_words_come_without_marks_and_without_the_comma_before_the_closing_one() -> None:
    text = "“The boat is late,” he said."
    assert find_quotations(text)[0].words(text) == "The boat is late"


@given(st.text(alphabet="ab ,.\n\"'“”‘’«»„`"))
def test_quotations_are_ordered_apart_and_inside_the_text(text: str) -> None:
    found = find_quotations(text)
    parts = [part for quotation in found for part in quotation.parts]
    assert all(0 <= begin < end <= len(text) for begin, end in parts)
    assert all(a[1] <= b[0] for a, b in pairwise(parts))
    assert all("\n" not in text[begin:end] for begin, end in parts)
