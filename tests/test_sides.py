"""Claims about who acts and on whom where the words say it by a detour. The sentences are our own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from communique.entities.actors import Gazetteer
from communique.entities.mentions import find_entities
from communique.events.coding import find_events
from communique.events.lexicon import Lexicon
from communique.model import EventMention, Status

if TYPE_CHECKING:
    from spacy.language import Language

Reader = Callable[[str, str], EventMention]


@pytest.fixture(scope="module")
def told(nlp: Language) -> Reader:
    """The event of a class in a sentence."""
    lexicon, gazetteer = Lexicon.load(), Gazetteer.load()

    def event(cls: str, text: str) -> EventMention:
        doc = nlp(text)
        found = find_events(doc, find_entities(doc, gazetteer), [], lexicon)
        return next(e for e in found if e.cls == cls)

    return event


def initiators(event: EventMention) -> list[str]:
    return [m.text for m in event.initiators]


def targets(event: EventMention) -> list[str]:
    return [m.text for m in event.targets]


@pytest.mark.parametrize(
    ("cls", "text", "who"),
    [
        ("Retreat", "Ethiopia said it was willing to withdraw its troops from Eritrea.", ["Ethiopia"]),
        ("Sanction", "The European Union announced that it would impose sanctions on Belarus.", ["European Union"]),
        ("Concession", "The rebels have said that they will release the two pilots.", ["The rebels"]),
    ],
)
def test_what_an_actor_reports_of_itself_is_its_own_act(told: Reader, cls: str, text: str, who: list[str]) -> None:
    assert initiators(told(cls, text)) == who


def test_a_spokesman_is_not_whom_he_speaks_for(told: Reader) -> None:
    event = told("Visit", "A spokesman said he would visit Norway in May.")
    assert initiators(event) == ["he"]


def test_a_call_to_congratulate_is_done_and_goes_to_who_is_called(told: Reader) -> None:
    event = told("Support", "Angela Merkel called Emmanuel Macron on Monday to congratulate him on his victory.")
    assert event.status is Status.OCCURRED
    assert targets(event) == ["Emmanuel Macron"]


def test_what_is_out_of_the_question_is_denied_by_who_says_so(told: Reader) -> None:
    event = told("Concession", "Norway said that lifting the sanctions on Belarus was out of the question.")
    assert event.status is Status.DENIED
    assert initiators(event) == ["Norway"]


def test_aid_to_unnamed_people_is_aid_to_their_country(told: Reader) -> None:
    event = told("Aid", "Japan provided vaccines to clinics in Niger and Chad.")
    assert targets(event)[1:] == ["Niger", "Chad"]


def test_an_attack_on_one_side_is_none_on_the_country_where_it_is(told: Reader) -> None:
    event = told("Assault", "France attacked Hezbollah fighters in Cyprus.")
    assert "Cyprus" not in targets(event)


def test_the_state_whose_arrests_are_condemned_is_accused(told: Reader) -> None:
    event = told("Accusation", "Norway condemned the arrests in Belarus.")
    assert targets(event) == ["Belarus"]


def test_the_scene_of_a_condemned_attack_is_not_accused(told: Reader) -> None:
    event = told("Accusation", "Norway condemned the attack in Kenya.")
    assert targets(event) == []


def test_support_that_is_voiced_for_ones_own_state_goes_to_the_other(told: Reader) -> None:
    event = told("Support", "The Norwegian minister voiced Norway's support for the government of Kenya.")
    assert "Norway" not in targets(event)


def test_the_only_visitor_of_a_meeting_abroad_is_received_there(told: Reader) -> None:
    event = told("Meeting", "German Chancellor Angela Merkel held several meetings in Lisbon.")
    assert [m.text for m in event.hosts] == ["Lisbon"]


def test_troops_that_nobody_disarms_lay_down_arms_themselves(told: Reader) -> None:
    event = told("Retreat", "Kurdish fighters have been disarmed since the truce.")
    assert initiators(event) == ["Kurdish fighters"]


def test_the_last_phrase_of_a_long_object_names_the_receiver(told: Reader) -> None:
    event = told("Concession", "Germany returned a bronze head that was stolen in 1897 from a palace to Nigeria.")
    assert targets(event) == ["Nigeria"]


@pytest.mark.parametrize(
    ("cls", "text", "who", "whom"),
    [
        ("Aid", "Chad was given 300 million euros by Norway.", "Norway", "Chad"),
        ("Aid", "Chad received food and medicine from Norway.", "Norway", "Chad"),
        ("Assault", "A Chadian general was killed in a Libyan air strike.", "Libyan", "A Chadian general"),
        ("Concession", "Chinese tariffs on Norwegian salmon were lifted.", "Chinese", "Norwegian"),
        ("Agreement", "Under pressure from Norway, Chad agreed to reopen the school.", "Chad", "Norway"),
        ("Retreat", "The fighters gave themselves up to the Chadian army.", "The fighters", "the Chadian army"),
    ],
)
def test_both_sides_are_found_through_a_detour(told: Reader, cls: str, text: str, who: str, whom: str) -> None:
    event = told(cls, text)
    assert initiators(event) == [who]
    assert targets(event) == [whom]


def test_a_strike_by_a_coalition_is_by_who_leads_it(told: Reader) -> None:
    assert initiators(told("Assault", "A Saudi-led air strike hit a market in Yemen.")) == ["Saudi"]


def test_the_town_that_is_bombed_is_not_the_bomber(told: Reader) -> None:
    assert initiators(told("Assault", "Three Iraqi civilians were killed in a bombing in Baghdad.")) == []


def test_victims_without_a_name_are_those_of_the_town(told: Reader) -> None:
    assert "Nairobi" in targets(told("Assault", "Al-Shabaab killed ten people in a market in Nairobi."))
