"""What makes a mention sure, and what is not told at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communique.entities.actors import Gazetteer
from communique.entities.mentions import find_entities
from communique.events.coding import find_events
from communique.events.lexicon import Lexicon
from communique.speech.cues import Cues
from communique.speech.statements import find_statements
from communique.speech.weighing import WORTH_TELLING

if TYPE_CHECKING:
    from communique.model import EventMention
    from conftest import Parser


def told(nlp: Parser, text: str, *, least: float | None = None) -> list[EventMention]:
    doc = nlp(text)
    options = {} if least is None else {"min_confidence": least}
    return find_events(doc, find_entities(doc, Gazetteer.load()), [], Lexicon.load(), **options)


def said(nlp: Parser, text: str) -> list[EventMention]:
    doc = nlp(text)
    return find_statements(doc, find_entities(doc, Gazetteer.load()), Cues.load())


def test_a_finite_main_clause_is_surer_than_an_infinitive(nlp: Parser) -> None:
    sure = told(nlp, "Kenya attacked Somalia.", least=0.0)
    unsure = told(nlp, "Kenya is free to attack Somalia.", least=0.0)
    assert sure[0].confidence > 0.7 > unsure[0].confidence


def test_what_one_wants_to_say_in_public_is_said(nlp: Parser) -> None:
    thanks = [e for e in told(nlp, "We want to thank Norway for its help.") if e.cls == "Support"]
    assert [str(e.status) for e in thanks] == ["Occurred"]


def test_a_question_is_no_request(nlp: Parser) -> None:
    assert not told(nlp, "Peru asked Chile how the bridge would be paid for.")
    assert [e.cls for e in told(nlp, "Peru asked Chile to pay for the bridge.")] == ["Request"]


def test_a_rival_attacks_with_words(nlp: Parser) -> None:
    assert [e.cls for e in told(nlp, "President Emmanuel Macron attacked Marine Le Pen over her plans.")] == [
        "Accusation"
    ]


def test_a_speaker_named_by_a_pronoun_alone_is_less_sure(nlp: Parser) -> None:
    named = said(nlp, "Angela Merkel said that the talks had failed.")[0]
    pronoun = said(nlp, "She said that the talks had failed.")[0]
    assert named.confidence > pronoun.confidence >= 0.8


@pytest.mark.parametrize(
    ("everyday", "public", "cls"),
    [
        ("Marco Rubio backs a flat tax.", "Hungary backs the flat tax of Latvia.", "Support"),
        ("President Obama defended his record.", "President Obama defended John Kerry.", "Support"),
        ("Hillary Clinton battled Bernie Sanders in Ohio.", "Hamas battled Fatah in Gaza.", "Assault"),
        ("Google killed its reader.", "Iran killed its prisoners.", "Assault"),
        ("Fox News banned the reporter.", "China banned the reporter.", "Coercion"),
        ("Disney struck a deal with Netflix.", "Kenya struck a deal with Netflix.", "Agreement"),
        ("Hillary Clinton promised to cut taxes.", "Hillary Clinton promised help to Haiti.", "Agreement"),
        ("A consultant helped Marco Rubio.", "Norway helped the rebels.", "Aid"),
        ("Twitter allowed Jane Smith to write more.", "Syria allowed Jane Smith to leave Damascus.", "Concession"),
        ("My parents visited Israel.", "The Dutch premier visited Israel.", "Visit"),
        ("Hillary Clinton flew home to Chicago.", "Hillary Clinton flew to Geneva.", "Visit"),
        ("President Obama talked to his daughters.", "President Obama talked to the Syrian rebels.", "Consultation"),
        ("Democrats want Congress to spend less.", "Berlin wants Athens to spend less.", "Request"),
        ("Reuters asked Angela Merkel for comment.", "Paris asked Angela Merkel for money.", "Request"),
        ("The agency warned pilots of icing.", "Manila warned Beijing of war.", "Threat"),
        ("Anna Lind welcomed the attention.", "Norway welcomed the truce of Mali and Chad.", "Support"),
        ("Anna Lind voiced concern about the queue.", "Athens voiced concern about Turkish flights.", "Accusation"),
        (
            "Half an hour later 40 percent of voters criticised Angela Merkel.",
            "On Monday Emmanuel Macron criticised Angela Merkel.",
            "Accusation",
        ),
        (
            "Angela Merkel said that her own party must free the road.",
            "Angela Merkel said that Russia must free the road.",
            "Request",
        ),
        (
            "This could lead to a scenario in which Hungary condemns Poland.",
            "On Monday Hungary condemned Poland.",
            "Accusation",
        ),
        (
            "They can be the fighters who attacked the Syrian army.",
            "They are the fighters who attacked the Syrian army.",
            "Assault",
        ),
        (
            "It rained. Angela Merkel meets with families of victims.",
            "It rained. Angela Merkel met with the families of the Syrian hostages.",
            "Meeting",
        ),
        (
            "The Republican Party closed its own newspaper.",
            "Zambia closed the newspaper of the opposition.",
            "Coercion",
        ),
        (
            "It rained. Countries that sign treaties keep them.",
            "It rained. Chad and Mali signed treaties.",
            "Agreement",
        ),
    ],
)
def test_everyday_senses_are_not_told(nlp: Parser, everyday: str, public: str, cls: str) -> None:
    assert cls not in {e.cls for e in told(nlp, everyday)}
    assert cls in {e.cls for e in told(nlp, public)}


def test_the_fight_of_a_sports_page_is_a_game(nlp: Parser) -> None:
    page = "The goalkeeper slept before the {}. The coach rested. The midfielder left the {}. {}"
    fight = "Rebels were beaten back by the army of Chile in a battle that took all morning."
    game = told(nlp, page.format("tournament", "league", fight))
    war = told(nlp, page.format("attack", "army", fight))
    assert [e.confidence for e in game] < [e.confidence for e in war if e.cls == "Assault"]


def test_nobody_kills_where_a_text_tells_of_an_accident_alone(nlp: Parser) -> None:
    text = "A {} was heard at the lake. The road was closed. Twenty people were killed."
    crash, bomb = (told(nlp, text.format(noun), least=0.0)[-1] for noun in ("crash", "bomb"))
    assert crash.confidence < bomb.confidence


def test_where_the_writer_may_take_over_leaves_a_doubt(nlp: Parser) -> None:
    whole = said(nlp, "Angela Merkel said that the talks had failed.")[0]
    open_ended = said(nlp, "Angela Merkel said that the talks had failed, and the markets fell in Frankfurt.")[0]
    assert whole.confidence > 0.8 > open_ended.confidence
    first = said(nlp, "According to Angela Merkel, the talks failed.")[0]
    last = said(nlp, "The talks failed and the markets fell, according to Angela Merkel.")[0]
    assert first.confidence > 0.8 > last.confidence


def test_what_somebody_only_hopes_is_not_worth_telling(nlp: Parser) -> None:
    hopes = said(nlp, "The islanders hope that the ferry will return.")
    assert all(statement.confidence < WORTH_TELLING for statement in hopes)


def test_who_is_found_only_behind_a_thing_leaves_a_doubt(nlp: Parser) -> None:
    direct = told(nlp, "Kenya criticised Somalia.", least=0.0)
    behind = told(nlp, "Kenya criticised the size of the Somali debt.", least=0.0)
    assert direct[0].confidence > behind[0].confidence


def test_a_further_verb_of_the_main_clause_is_as_sure_as_the_first(nlp: Parser) -> None:
    text = "The foreign ministers of India and China met in Moscow and agreed to pull back troops."
    sure = {e.cls: e.confidence for e in told(nlp, text)}
    aside = {
        e.cls: e.confidence for e in told(nlp, "The foreign ministers of India and China met, having agreed to talk.")
    }
    assert sure["Agreement"] > aside.get("Agreement", 0.0)
