"""Who said what, by which words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.language import Language

from communique.cues import Cues
from communique.model import EventMention, Status
from communique.statements import find_statements

Read = Callable[[str], list[EventMention]]


@pytest.fixture(scope="module")
def cues() -> Cues:
    return Cues.load()


@pytest.fixture
def read(nlp: Language, cues: Cues) -> Read:
    return lambda text: find_statements(nlp(text), [], cues)


def told(text: str, statement: EventMention) -> tuple[list[str], list[str]]:
    return [m.text for m in statement.initiators], [text[b:e] for b, e in statement.content]


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("“The ferry is safe,” Anna Roth said.", "Anna Roth", ["“The ferry is safe,”"]),
        ("“The ferry is safe,” said Anna Roth, the mayor.", "Anna Roth", ["“The ferry is safe,”"]),
        ("Anna Roth said on Monday: “The ferry is safe.”", "Anna Roth", ["“The ferry is safe.”"]),
        ("“The ferry,” she said, “is quite safe.”", "she", ["“The ferry,”", "“is quite safe.”"]),
        ("“The ferry is safe,” he added. “We tested it.”", "he", ["“The ferry is safe,”", "“We tested it.”"]),
        ("'It floats,' said Anna Roth. 'We saw it.'", "Anna Roth", ["'It floats,'", "'We saw it.'"]),
        ("Anna Roth said that the ferry was safe.", "Anna Roth", ["that the ferry was safe"]),
        ("Anna Roth said the ferry was “safe and sound.”", "Anna Roth", ["the ferry was “safe and sound.”"]),
        ("The ferry is safe, the harbour office reported Tuesday.", "the harbour office", ["The ferry is safe"]),
        ("The ferry, Anna Roth said, will sail again.", "Anna Roth", ["The ferry", "will sail again"]),
        ("According to Anna Roth, the ferry is safe.", "Anna Roth", ["the ferry is safe"]),
        ("The ferry is safe, according to a senior official.", "a senior official", ["The ferry is safe"]),
        ("Anna Roth called the ferry “a wreck.”", "Anna Roth", ["the ferry “a wreck.”"]),
        ("Anna Roth’s claim that the ferry sank is false.", "Anna Roth", ["that the ferry sank"]),
        ("Someone in the hall shouted that the ferry leaked.", "Someone in the hall", ["that the ferry leaked"]),
    ],
)  # fmt: skip
def test_speaker_and_content(read: Read, text: str, speaker: str, content: list[str]) -> None:
    assert ([speaker], content) in [told(text, statement) for statement in read(text)]


def test_addressee_and_medium_are_named(read: Read) -> None:
    (statement,) = read("Anna Roth told reporters in an interview with the Gazette that the ferry was safe.")
    assert [m.text for m in statement.targets] == ["reporters"]
    assert statement.medium == "an interview with the Gazette"


def test_the_words_come_without_marks_and_the_break_shows(read: Read) -> None:
    (statement,) = read("“The ferry,” she said, “is quite safe.”")
    assert statement.is_direct
    assert statement.quotation == "The ferry … is quite safe."


def test_indirect_speech_is_not_direct(read: Read) -> None:
    (statement,) = read("The mayor announced that the ferry was safe.")
    assert statement.is_direct is False
    assert statement.quotation is None


def test_a_paragraph_of_quotation_alone_goes_on_with_the_speaker_before(read: Read) -> None:
    text = "“The ferry is safe,” Anna Roth said.\n\n“We tested it twice last week.”"
    (statement,) = read(text)
    assert told(text, statement)[1] == ["“The ferry is safe,”", "“We tested it twice last week.”"]


def test_what_nobody_said_is_denied(read: Read) -> None:
    (statement,) = read("The harbour office declined to say whether the ferry had sunk.")
    assert statement.status is Status.DENIED
    assert statement.text == "declined to say"


def test_what_somebody_will_say_is_planned(read: Read) -> None:
    (statement,) = read("The mayor is expected to say that the ferry is safe.")
    assert statement.status is Status.PLANNED


@pytest.mark.parametrize(
    "text",
    [
        "The film “Ferry to Nowhere” opens in June.",
        "The so-called “ghost ferry” sank in March.",
        "The ferry sank in March.",
        "Anna Roth said nothing.",
    ],
)
def test_titles_scare_quotes_and_plain_reports_are_no_statements(read: Read, text: str) -> None:
    assert read(text) == []


def test_content_stays_in_the_paragraph_of_its_cue(read: Read) -> None:
    text = "Mayor says ferry is safe\n\nThe harbour was closed on Monday."
    assert all("\n" not in text[b:e] for statement in read(text) for b, e in statement.content)


def test_every_cue_finds_its_example_and_not_its_counter(nlp: Language, cues: Cues) -> None:
    listed = list(cues.by_id.values())
    examples = nlp.pipe(cue.example for cue in listed)
    counters = nlp.pipe(cue.counter for cue in listed)
    for cue, example, counter in zip(listed, examples, counters, strict=True):
        assert cue.id in {s.frame for s in find_statements(example, [], cues)}, cue.example
        assert cue.id not in {s.frame for s in find_statements(counter, [], cues)}, cue.counter
