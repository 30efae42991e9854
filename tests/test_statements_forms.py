"""Speech in its many forms: transcripts, headlines, afterthoughts, coordination, bodies, passives."""

from __future__ import annotations

import pytest

from communique.model import Status
from communique.speech.cues import Cues
from communique.speech.statements import find_statements
from conftest import Parser
from hearing import Read, named, told


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("The ferry is safe, as the mayor put it.", "the mayor", ["The ferry is safe"]),
        ("Per the harbour office, the ferry is safe.", "the harbour office", ["the ferry is safe"]),
        ("The survey found that the ferry is safe.", "The survey", ["that the ferry is safe"]),
        (
            "Rising from talks at the Harbour House Conference Centre, the head of the Union Commission, Dr Anna Roth, "
            "said the ferry is safe.",
            "Dr Anna Roth",
            ["the ferry is safe"],
        ),
        ("Anna Roth insisted on a new inquiry.", "Anna Roth", ["a new inquiry"]),
        ("Anna Roth said Oslo “must pay,” adding that “nobody else will.”", "Anna Roth", ["that “nobody else will.”"]),
        ("Lund is “a liar,” Anna Roth said, and “a thief.”", "Anna Roth", ["Lund is “a liar,”", "“a thief.”"]),
        (
            "The ferry is safe, Anna Roth said Tuesday, because it was rebuilt.",
            "Anna Roth",
            ["The ferry is safe", "because it was rebuilt"],
        ),
        ("The agency quoted Anna Roth as saying that the ferry sank.", "Anna Roth", ["that the ferry sank"]),
        ("Anna Roth’s message to the islanders: “We sail.”", "Anna Roth", ["“We sail.”"]),
    ],
)  # fmt: skip
def test_speech_in_its_forms(read: Read, text: str, speaker: str, content: list[str]) -> None:
    assert ([speaker], content) in [told(text, statement) for statement in read(text)]


def test_a_second_cue_after_a_reported_clause_is_the_same_speakers(read: Read) -> None:
    text = "The minister said that fares would rise and warned that the port might close."
    assert [told(text, s) for s in read(text)] == [
        (["The minister"], ["that fares would rise"]),
        (["The minister"], ["that the port might close"]),
    ]


def test_a_transcript_gives_each_turn_to_its_speaker(read: Read) -> None:
    text = "Talks on air\n\nROTH: The ferry is safe.\n\nLUND: It is not.\n\nWe saw it.\n\nROTH: Nobody saw it."
    turns = [told(text, s) for s in read(text)]
    assert turns == [
        (["ROTH"], ["The ferry is safe."]),
        (["LUND"], ["It is not.", "We saw it."]),
        (["ROTH"], ["Nobody saw it."]),
    ]
    assert all(s.is_direct for s in read(text))


def test_a_headline_may_name_its_speaker_last(nlp: Parser, cues: Cues) -> None:
    text = "The ferry is quite safe – Anna Roth"
    found = find_statements(nlp(text), named(nlp, text, "Anna Roth", "Person"), cues)
    assert (["Anna Roth"], ["The ferry is quite safe"]) in [told(text, s) for s in found]


def test_a_place_before_a_colon_is_a_topic_and_speaks_not(nlp: Parser, cues: Cues) -> None:
    text = "Norway: The ferry is quite safe"
    assert "say.headline" not in {
        s.frame for s in find_statements(nlp(text), named(nlp, text, "Norway", "Country"), cues)
    }


def test_a_free_standing_quotation_is_of_whom_its_sentence_tells(nlp: Parser, cues: Cues) -> None:
    text = "Anna Roth shook her head. “This ferry will never sail.”"
    (found,) = find_statements(nlp(text), named(nlp, text, "Anna Roth", "Person"), cues)
    assert told(text, found) == (["Anna Roth"], ["“This ferry will never sail.”"])


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("“How long can the ferry run?” asked Sen. Ann Roth of Oslo, who chairs the panel.", "Sen. Ann Roth of Oslo",
         ["“How long can the ferry run?”"]),
        ("Roth told the captain that if she wants the ferry, “come and get it.”", "Roth",
         ["that if she wants the ferry, “come and get it.”"]),
        ("To date sixty ports have joined “They pose a threat to all sailors,” said Roth.", "Roth",
         ["“They pose a threat to all sailors,”"]),
        ("“The ferry is safe,” Roth said. “Ghost ships” are vessels without papers.", "Roth", ["“The ferry is safe,”"]),
        ("Roth said the ferry sank. “Ghost ship,” the old word for it, is in use.", "Roth", ["the ferry sank"]),
        ("Roth called the ferry “a wreck.” “Dead weight” is an old word for it.", "Roth", ["the ferry “a wreck.”"]),
        ("As the ministry hints at what may come, Roth stays at home.", "the ministry", ["what may come"]),
        ("The council closed the pier and, according to officials, adopted a new plan.", "officials",
         ["The council", "adopted a new plan"]),
        ("The ferry lacks charm, said Roth, but its crew makes up for it.", "Roth",
         ["The ferry lacks charm", "its crew makes up for it"]),
        ("The ferry is old, said Roth, but the mayor disagreed.", "Roth", ["The ferry is old"]),
        ("Roth wondered aloud whether the ferry was safe.", "Roth", ["whether the ferry was safe"]),
    ],
)  # fmt: skip
def test_the_words_are_all_of_the_speakers_and_no_others(
    read: Read, text: str, speaker: str, content: list[str]
) -> None:
    assert [told(text, statement) for statement in read(text)] == [([speaker], content)]


def test_what_somebody_seemed_to_do_by_saying_so_was_said(read: Read) -> None:
    (statement,) = read("Roth appeared to defend her plans by saying, “The port will close in May.”")
    assert statement.status is Status.OCCURRED


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        (
            "The clerk admitted that the mate had erred but noted that the owner knew.",
            ["The clerk"], ["that the mate had erred"],
        ),
        (
            "The deal was called a wreck by the mayor and by the bishop.",
            ["the mayor", "the bishop"], ["The deal", "a wreck"],
        ),
        ("Anna Roth said, and I quote, “We will sail home.”", ["Anna Roth"], ["“We will sail home.”"]),
        ("“Is he mad? Is the ferry safe?” reacted Roth.", ["Roth"], ["“Is he mad? Is the ferry safe?”"]),
        ("People briefed on the plan say that the ferry will return.", ["People"], ["that the ferry will return"]),
        (
            "Part of the trouble, say sailors like Ola Lund, a Norwegian, is the fog itself.",
            ["sailors"], ["Part of the trouble", "is the fog itself"],
        ),
        ("Norway is among those calling for a new inquiry.", ["Norway"], ["a new inquiry"]),
        ("Ivo Lund announced, in capital letters, “We will sail home.”", ["Ivo Lund"], ["“We will sail home.”"]),
        (
            "According to Ms. Roth, rebuilding of the pier was at least partly paid for.",
            ["Ms. Roth"], ["rebuilding of the pier was at least partly paid for"],
        ),
        (
            "The port closed on Monday, according to a list of ports, where 40 ferries will stay.",
            ["a list of ports"], ["The port closed on Monday"],
        ),
    ],
)  # fmt: skip
def test_who_speaks_and_how_far_though_the_parse_errs(
    read: Read, text: str, speaker: list[str], content: list[str]
) -> None:
    assert (speaker, content) in [told(text, statement) for statement in read(text)]


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        (
            "Anna Roth said that the pier belonged to Ola Lund, the founder of the ferry line.",
            "Anna Roth", ["that the pier belonged to Ola Lund"],
        ),
        (
            "Anna Roth apologised for the delay, a step that will please the islanders.",
            "Anna Roth", ["the delay"],
        ),
        (
            "The bank valued the pier at two million crowns, which Roth called a folly.",
            "The bank", ["the pier at two million crowns"],
        ),
        ("It is a timetable that Roth said could ruin the island.", "Roth", ["a timetable", "could ruin the island"]),
        (
            "Anna Roth admitted that she found the plan confusing and called the pier a wreck.",
            "Anna Roth", ["that she found the plan confusing"],
        ),
        (
            "Roth said that the island would win, but not until Lund “admits that he lost.”",
            "Roth", ["that the island would win, but not until Lund “admits that he lost.”"],
        ),
        (
            "The sailors described the quay below the fort as a wreck.",
            "The sailors", ["the quay below the fort as a wreck"],
        ),
        ("The front-runner said that he would win.", "The front-runner", ["that he would win"]),
        (
            "Nearly two-thirds of voters said that they would stay.",
            "Nearly two-thirds of voters", ["that they would stay"],
        ),
        ("He praised those who left but said, “We are ready.”", "He", ["“We are ready.”"]),
        ("Roth said Lund was “a sore loser” after Lund lost the vote.", "Roth", ["Lund was “a sore loser”"]),
        ("Roth said it was “time to go,” a line that Lund used too.", "Roth", ["it was “time to go,”"]),
        ("Roth said that the pier had sunk, in a statement on the internet.", "Roth", ["that the pier had sunk"]),
        ("The mayor warned of a strike if fares rise.", "The mayor", ["a strike if fares rise"]),
        ("A lawyer sued Lund, accusing him of complicity in fraud.", "A lawyer", ["him of complicity in fraud"]),
        (
            "Lund led the attack, calling the move unconstitutional and rejecting the orders.",
            "Lund", ["the move unconstitutional"],
        ),
        ("OSLO, Norway -- Norway's government said that it will stay.", "Norway's government", ["that it will stay"]),
        (
            "OSLO, March 16 (Xinhua) -- The ferry sank on Saturday, the harbour office said.",
            "the harbour office", ["The ferry sank on Saturday"],
        ),
        ("A majority of the guards say they will stay.", "A majority of the guards", ["they will stay"]),
        ("The meeting's co-chairman said that the ferry sank.", "The meeting's co-chairman", ["that the ferry sank"]),
        (
            "The court revoked the ban on the sale of the pier by Ola Lund, ruling that Lund should pay.",
            "The court", ["that Lund should pay"],
        ),
        ("Ola Lund hit back in an article stating that the pier had sunk.", "Ola Lund", ["that the pier had sunk"]),
        ("The boats were lost in what Oslo says was a storm.", "Oslo", ["was a storm"]),
        (
            "Islanders say they would leave — if the pier is closed.",
            "Islanders", ["they would leave — if the pier is closed"],
        ),
    ],
)  # fmt: skip
def test_where_words_begin_and_end(read: Read, text: str, speaker: str, content: list[str]) -> None:
    assert ([speaker], content) in [told(text, statement) for statement in read(text)]


def test_a_promise_does_not_take_the_clause_of_the_verb_beside_it(read: Read) -> None:
    found = read("The guild offered scathing criticism of the mayor's plan and declared that trust had gone.")
    assert [s.text for s in found] == ["declared"]


def test_a_headline_may_name_by_surname_who_is_named_in_full_below(nlp: Parser, cues: Cues) -> None:
    text = "Roth: No danger for the ferry\n\nMinister Anna Roth spoke on Monday."
    found = find_statements(nlp(text), named(nlp, text, "Anna Roth", "Person"), cues)
    assert (["Roth"], ["No danger for the ferry"]) in [told(text, s) for s in found]


def test_whom_a_promise_is_made_to_is_told(read: Read) -> None:
    (promise,) = read("The owners promised Mr. Roth that he could steer the ferry.")
    assert [m.text for m in promise.targets] == ["Mr. Roth"]


def test_the_writers_aside_is_not_said(read: Read) -> None:
    text = "Anna Roth said the ferry was late, highlighting the rift with the owners."
    assert told(text, read(text)[0])[1] == ["the ferry was late"]


def test_whose_word_a_claim_rests_on_is_no_part_of_it(read: Read) -> None:
    text = "Anna Roth told the crew that she would resign, according to a sailor."
    contents = {s.frame: told(text, s)[1] for s in read(text)}
    assert contents["say.tell"] == ["that she would resign"]
    assert contents["say.according"] == ["Anna Roth told the crew that she would resign"]


def test_a_clause_that_an_inverted_cue_interrupts_is_whole(read: Read) -> None:
    text = "The trouble, say the sailors, is the fog."
    assert [told(text, s) for s in read(text)] == [(["the sailors"], ["The trouble", "is the fog"])]


def test_a_relative_clauses_prediction_ends_with_it(read: Read) -> None:
    text = "The bank, which began the year predicting that it would raise rates, has yet to move."
    assert told(text, read(text)[0])[1] == ["that it would raise rates"]


def test_what_a_dash_sets_off_is_the_writers(read: Read) -> None:
    text = "Anna Roth called Per Lund a second Noah – the captain whom she adores."
    (content,) = told(text, read(text)[0])[1]
    assert content.endswith("a second Noah")
