"""Claims about the lexicon's loader: what a good file gives, and which line a bad one gets."""

from __future__ import annotations

from pathlib import Path

import pytest

from communique.errors import DataError
from communique.events.lexicon import Lexicon, check
from communique.model import Status

GOOD = """
- id: meet.verb
  class: Meeting
  verb: meet
  roles: {subject: initiator, object: initiator, with: initiator, on: about}
  reciprocal: true
  example: "The two ministers met."
  counter: "The budget met its targets."
- id: cancel.verb
  class: Rejection
  verb: [cancel, call off]
  object: [visit, talk]
  roles: {subject: initiator}
  example: "Lima called off the visit."
  counter: "He called his mother."
"""


def write(folder: Path, text: str, name: str = "consult.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_preposition_that_yaml_takes_for_a_boolean_stays_a_word(tmp_path: Path) -> None:
    lexicon = Lexicon.load([write(tmp_path, GOOD)])
    assert lexicon.frames_by_lemma["meet"][0].roles["on"] == "about"


def test_a_verb_of_two_words_has_its_particle(tmp_path: Path) -> None:
    (frame,) = Lexicon.load([write(tmp_path, GOOD)]).frames_by_lemma["call"]
    assert [str(trigger) for trigger in frame.triggers] == ["cancel", "call off"]
    assert frame.where == {"object": {"visit", "talk"}}


def test_the_digest_changes_with_the_data(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD)
    before = Lexicon.load([tmp_path]).digest
    path.write_text(GOOD + "\n# a remark\n", encoding="utf-8")
    assert Lexicon.load([tmp_path]).digest != before


def test_an_operator_says_what_it_makes_of_the_event(tmp_path: Path) -> None:
    text = "- {id: refuse, verb: refuse, embeds: [clause], status: Denied, example: 'She refused to go.'}"
    (operator,) = Lexicon.load([write(tmp_path, text, "operators.yaml")]).operators_by_lemma["refuse"]
    assert operator.status is Status.DENIED and not operator.light


def test_an_unknown_class_is_an_error_where_classes_are_given(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"consult\.yaml, entry meet\.verb: unknown class 'Meeting'"):
        Lexicon.load([write(tmp_path, GOOD)], classes={"Visit"})


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("class: Meeting", "clas: Meeting", "unknown key 'clas'"),
        ("subject: initiator", "subjekt: initiator", "unknown function 'subjekt'"),
        ("with: initiator", "with: partner", "unknown role 'partner'"),
        ("id: cancel.verb", "id: meet.verb", "id is used before"),
        ("verb: meet", "verb: meet\n  noun: meeting", "exactly one of verb, noun and adjective"),
        ("reciprocal: true", "reciprocal: often", "reciprocal must be true or false"),
        ("reciprocal: true", "confidence: 3", "confidence 3 is no number"),
        ("reciprocal: true", "status: Done", "unknown status 'Done'"),
        ('example: "The two ministers met."', "", "no example"),
        ('counter: "The budget met its targets."', "counter: ''", "no counter"),
        ("[visit, talk]", "[visit, 3]", "object holds 3, which is no word"),
    ],
)
def test_each_mistake_gets_a_line_with_file_and_entry(tmp_path: Path, old: str, new: str, line: str) -> None:
    (found,) = check(write(tmp_path, GOOD.replace(old, new, 1)))
    assert found.startswith("consult.yaml, entry ")
    assert line in found and "\n" not in found


def test_check_reports_every_problem_not_only_the_first(tmp_path: Path) -> None:
    assert len(check(write(tmp_path, GOOD.replace("example", "exempel")))) == 2


@pytest.mark.parametrize("text", ["- id: [", "meet: {class: Meeting}"])
def test_a_file_that_is_no_list_of_entries_is_named(tmp_path: Path, text: str) -> None:
    with pytest.raises(DataError, match=r"consult\.yaml"):
        Lexicon.load([write(tmp_path, text)])


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="nowhere"):
        Lexicon.load([tmp_path / "nowhere"])
