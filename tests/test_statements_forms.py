"""Speech in its many forms: transcripts, headlines, afterthoughts, coordination, bodies, passives."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.model import EntityMention, EventMention, Form, Status
from communique.speech.cues import Cues
from communique.speech.statements import find_statements
from communique.speech.weighing import WORTH_TELLING
from conftest import Parser

Read = Callable[[str], list[EventMention]]


@pytest.fixture
def read(nlp: Parser, cues: Cues) -> Read:
    return lambda text: [s for s in find_statements(nlp(text), [], cues) if s.confidence >= WORTH_TELLING]


def told(text: str, statement: EventMention) -> tuple[list[str], list[str]]:
    return [m.text for m in statement.initiators], [text[b:e] for b, e in statement.content]


def named(nlp: Parser, text: str, name: str, kind: str) -> list[EntityMention]:
    """A mention of this name, as an earlier stage would find it."""
    doc = nlp(text)
    begin = text.index(name)
    span = doc.char_span(begin, begin + len(name))
    assert span is not None
    return [
        EntityMention(
            begin=begin, end=begin + len(name), text=name, first=span.start, stop=span.end, root=span.root.i, kind=kind,
            form=Form.NAME,
        )
    ]  # fmt: skip


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


def test_what_a_passive_tells_of_its_subject_is_said_by_nobody_named(read: Read) -> None:
    text = "The ferry was reported to have sunk on Friday."
    assert [told(text, s) for s in read(text)] == [([], ["The ferry", "to have sunk on Friday"])]


def test_a_transcript_gives_each_turn_to_its_speaker(read: Read) -> None:
    text = "Talks on air\n\nROTH: The ferry is safe.\n\nLUND: It is not.\n\nWe saw it.\n\nROTH: Nobody saw it."
    turns = [told(text, s) for s in read(text)]
    assert turns == [
        (["ROTH"], ["The ferry is safe."]),
        (["LUND"], ["It is not.", "We saw it."]),
        (["ROTH"], ["Nobody saw it."]),
    ]
    assert all(s.is_direct for s in read(text))


def test_two_labels_make_no_transcript(read: Read) -> None:
    assert read("News\n\nUPDATE: The ferry sank.\n\nPHOTOS: The harbour today.") == []


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


def test_a_quotation_beside_things_is_nobodys(read: Read) -> None:
    assert read("The port closed on Monday. “We told them so.”") == []


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


def test_a_colon_in_parentheses_is_no_speakers(nlp: Parser, cues: Cues) -> None:
    text = "Havnepartiet (Anna Roth: the ferry is quite safe)"
    assert find_statements(nlp(text), named(nlp, text, "Anna Roth", "Person"), cues) == []


@pytest.mark.parametrize(
    "text",
    [
        "Roth wondered whether the ferry was safe.",
        "The delay led some to speculate that the ferry had sunk.",
        "The captain may have thought that the ferry was safe.",
        "If the papers show that the ferry is a wreck, the owner will resign.",
        "The papers may show that the ferry is a wreck.",
        "The ministry unveiled an advertising campaign for the ferries.",
        "The council voted to end the lease but continued to renew it.",
        "Roth posts short videos that she calls “Harbour TV.”",
        "Norway hopes that the ferry will return.",  # what is only felt is no statement
        "The owners agreed to sell the ferry.",  # nor what is agreed
        "The crew was allowed to stay aboard.",
        "The results show that the ferry is safe.",
        "The captain recognised that the ferry was old.",
        "The captain called the mate onto the bridge.",
        "Passengers will be asked to wait on the quay.",
        "The king called an election for June.",
        "The storm hit. It only underscores the importance of the pier.",
    ],
)
def test_thinking_agreeing_and_showing_are_no_statements(read: Read, text: str) -> None:
    assert read(text) == []


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


@pytest.mark.parametrize(
    "text",
    [
        "The mayor condemned the attack on the pier.",
        "The mayor blasted the clerk over his plan.",
        "The mayor voiced concern.",
        "The mayor explained the plan to the crew.",
        "A spokesman declined to comment.",
        "The mayor often says that the ferry is safe.",
        "The mayor talked about her “second home” in the north.",
        "The mayor has called a referendum — “No to Ferries” — for June.",
        "The mayor called the clerk onto the stage.",
        "She described a walk with Lund that she thought meant trouble.",
        "The new offer will encourage the islanders to stay.",
        "The mayor and a clerk challenged a secret plan to sell the pier.",
        "The island has agreed to allow foreign workers expanded access to the port.",
        "The police held dozens of sailors on Monday as protests continued.",
        "Sailors were accused of selling the pier.",
        "Lately the mayor has been underscoring the need for a port.",
        "The mayor explained how the pier had sunk.",
        "Sailors generally agree that the islanders should pay “a lot” more.",
        "The loan guarantee underscores the need for a port.",
        "The clerk angered the mayor by urging him to resign.",
    ],
)
def test_whom_what_and_how_often_are_no_words(read: Read, text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The mayor voiced concern that the pier would rust.",
        "The mayor blamed the clerk for the collapse.",
        "The mayor criticised the clerk for selling the pier.",
        "The mayor has often said that the ferry is safe.",
        "The mayor condemns the attack on the pier.",
        "The mayor explained that the pier had sunk.",
        "The mayor blamed “the anger and the malice” of the clerks.",
    ],
)
def test_what_somebody_is_told_to_have_said_of_it_is_a_statement(read: Read, text: str) -> None:
    assert len(read(text)) == 1


def test_what_is_only_a_means_of_a_hope_is_not_surely_said(read: Read) -> None:
    (statement,) = read("The clerk tries to win by saying, “The mayor is an old and tired man.”")
    assert statement.status is Status.UNCERTAIN


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


def test_words_in_marks_were_voiced_whatever_the_verb(read: Read) -> None:
    (statement,) = read("Anna Roth fears that the island is “doomed for ever.”")
    assert statement.is_direct
    assert read("Anna Roth fears that the island is doomed.") == []


def test_the_writers_aside_is_not_said(read: Read) -> None:
    text = "Anna Roth said the ferry was late, highlighting the rift with the owners."
    assert told(text, read(text)[0])[1] == ["the ferry was late"]


def test_whose_word_a_claim_rests_on_is_no_part_of_it(read: Read) -> None:
    text = "Anna Roth told the crew that she would resign, according to a sailor."
    contents = {s.frame: told(text, s)[1] for s in read(text)}
    assert contents["say.tell"] == ["that she would resign"]
    assert contents["say.according"] == ["Anna Roth told the crew that she would resign"]


def test_orders_are_acts_and_no_statements(read: Read) -> None:
    assert read("Anna Roth ordered the captain to wait.") == []


def test_a_clause_that_an_inverted_cue_interrupts_is_whole(read: Read) -> None:
    text = "The trouble, say the sailors, is the fog."
    assert [told(text, s) for s in read(text)] == [(["the sailors"], ["The trouble", "is the fog"])]


def test_a_relative_clauses_prediction_ends_with_it(read: Read) -> None:
    text = "The bank, which began the year predicting that it would raise rates, has yet to move."
    assert told(text, read(text)[0])[1] == ["that it would raise rates"]


def test_what_a_government_means_to_do_is_not_said(nlp: Parser, cues: Cues) -> None:
    text = "Norway hopes to win the vote."
    (statement,) = find_statements(nlp(text), named(nlp, text, "Norway", "Country"), cues)
    assert statement.confidence < WORTH_TELLING


def test_what_somebody_will_say_is_less_sure_than_what_was_said(read: Read) -> None:
    (coming,) = read("The mayor will say that the ferry is safe.")
    (said,) = read("The mayor said that the ferry was safe.")
    assert coming.confidence < 0.8 < said.confidence


def test_things_are_not_spoken_to(read: Read) -> None:
    (statement,) = read("Anna Roth pressed the case that the ferry was safe.")
    assert statement.targets == ()


def test_what_a_dash_sets_off_is_the_writers(read: Read) -> None:
    text = "Anna Roth called Per Lund a second Noah – the captain whom she adores."
    (content,) = told(text, read(text)[0])[1]
    assert content.endswith("a second Noah")
