"""What is no statement, or not surely one: thoughts, habits, topics, things that only show, what is yet to be said."""

from __future__ import annotations

import pytest

from communique.model import Status
from communique.speech.cues import Cues
from communique.speech.statements import find_statements
from communique.speech.weighing import WORTH_TELLING
from conftest import Parser
from hearing import Read, named, told


def test_what_a_passive_tells_of_its_subject_is_said_by_nobody_named(read: Read) -> None:
    text = "The ferry was reported to have sunk on Friday."
    assert [told(text, s) for s in read(text)] == [([], ["The ferry", "to have sunk on Friday"])]


def test_two_labels_make_no_transcript(read: Read) -> None:
    assert read("News\n\nUPDATE: The ferry sank.\n\nPHOTOS: The harbour today.") == []


def test_a_quotation_beside_things_is_nobodys(read: Read) -> None:
    assert read("The port closed on Monday. “We told them so.”") == []


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


def test_words_in_marks_were_voiced_whatever_the_verb(read: Read) -> None:
    (statement,) = read("Anna Roth fears that the island is “doomed for ever.”")
    assert statement.is_direct
    assert read("Anna Roth fears that the island is doomed.") == []


def test_orders_are_acts_and_no_statements(read: Read) -> None:
    assert read("Anna Roth ordered the captain to wait.") == []


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
