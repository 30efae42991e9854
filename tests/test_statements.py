"""Who said what, by which words."""

from __future__ import annotations

import pytest

from communique.model import EntityMention, Form, Status
from communique.speech.cues import Cues
from communique.speech.statements import find_statements
from conftest import Parser
from hearing import Read, told


@pytest.fixture
def read(hear: Read) -> Read:
    """What is not told either: nothing here may be found with little confidence alone."""
    return hear


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("“The ferry is safe,” Anna Roth said.", "Anna Roth", ["“The ferry is safe,”"]),
        ("“The ferry is safe,” said Anna Roth, the mayor.", "Anna Roth", ["“The ferry is safe,”"]),
        ("Anna Roth said on Monday: “The ferry is safe.”", "Anna Roth", ["“The ferry is safe.”"]),
        ("Anna Roth said as she left the hall: “The ferry is safe.”", "Anna Roth", ["“The ferry is safe.”"]),
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


def test_what_somebody_reportedly_said_is_uncertain(read: Read) -> None:
    (statement,) = read("Anna Roth reportedly argued that the ferry is safe.")
    assert statement.status is Status.UNCERTAIN


def test_who_is_told_does_not_tell_it(read: Read) -> None:
    told_to = read("Despite the storm the ferry will sail, her aide, Karl Berg, told The Harbour Gazette.")
    assert told_to
    assert not [s for s in told_to if set(s.initiators) & set(s.targets)]


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


def test_every_cue_finds_its_example_and_not_its_counter(nlp: Parser, cues: Cues) -> None:
    listed = list(cues.by_id.values())
    examples = nlp.pipe(cue.example for cue in listed)
    counters = nlp.pipe(cue.counter for cue in listed)
    for cue, example, counter in zip(listed, examples, counters, strict=True):
        assert cue.id in {s.frame for s in find_statements(example, [], cues)}, cue.example
        assert cue.id not in {s.frame for s in find_statements(counter, [], cues)}, cue.counter


def test_a_colon_at_the_end_of_a_paragraph_announces_the_next_one(read: Read) -> None:
    text = "Minister Anna Roth said:\n\nI welcome the news from the port.\n\nThe port is old."
    (statement,) = read(text)
    assert told(text, statement)[1] == ["I welcome the news from the port."]


def test_a_speech_over_paragraphs_is_one_statement_of_several_spans(read: Read) -> None:
    text = "Anna Roth said: “We sail.\n\n“We sail tomorrow.”\n\nThe ferry left."
    (statement,) = read(text)
    assert told(text, statement)[1] == ["“We sail.", "“We sail tomorrow.”"]
    assert statement.quotation == "We sail. We sail tomorrow."


def test_what_the_writer_adds_is_not_what_was_said(read: Read) -> None:
    text = "Anna Roth said the ferry was safe, while its captain refused to sail."
    statement = read(text)[0]
    assert told(text, statement)[1] == ["the ferry was safe"]


def test_words_that_go_on_in_a_participle_are_the_same_speakers(read: Read) -> None:
    text = "Anna Roth said the ferry was safe, adding that it would sail on Monday."
    speakers = [told(text, statement)[0] for statement in read(text)]
    assert speakers == [["Anna Roth"], ["Anna Roth"]]


def test_a_headline_gives_a_persons_words_after_a_colon(nlp: Parser, cues: Cues) -> None:
    text = "Anna Roth: The ferry is quite safe\n\nThe ferry sailed on Monday."
    doc = nlp(text)
    span = doc.span(0, 2)
    person = EntityMention(
        begin=span.start_char, end=span.end_char, text=span.text, first=0, stop=2, root=1, kind="Person", form=Form.NAME
    )
    (statement,) = find_statements(doc, [person], cues)
    assert statement.initiators == (person,)
    assert told(text, statement)[1] == ["The ferry is quite safe"]


def test_the_mention_that_an_earlier_stage_found_speaks(nlp: Parser, cues: Cues) -> None:
    doc = nlp("The harbour minister, Anna Roth, said that the ferry was safe.")
    minister = next(token for token in doc if token.text == "minister")
    span = doc.span(0, minister.i + 1)
    mention = EntityMention(
        begin=0, end=span.end_char, text=span.text, first=0, stop=minister.i + 1, root=minister.i, kind="Person",
        form=Form.NOMINAL,
    )  # fmt: skip
    (statement,) = find_statements(doc, [mention], cues)
    assert mention in statement.initiators


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("A senior diplomatic source said that the talks had failed.", "A senior diplomatic source", "Person"),
        ("Several delegates said that the talks had failed.", "Several delegates", "Group"),
        ("Two of the delegates said that the talks had failed.", "Two of the delegates", "Group"),
        ("The harbour ministry said that the talks had failed.", "The harbour ministry", "Organization"),
    ],
)
def test_unnamed_speakers_become_mentions_of_their_own(read: Read, text: str, name: str, kind: str) -> None:
    (speaker,) = read(text)[0].initiators
    assert (speaker.text, speaker.kind, speaker.form, speaker.known) == (name, kind, Form.NOMINAL, None)
