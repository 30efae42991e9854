"""Claims about what is not told: habits and orders, and whoever stands near an event without a part in it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from communique.entities.actors import Gazetteer
from communique.entities.mentions import find_entities
from communique.events.coding import find_events
from communique.events.lexicon import Lexicon

if TYPE_CHECKING:
    from collections.abc import Callable

    from communique.model import EventMention
    from conftest import Parser

    Tell = Callable[[str], list[EventMention]]


def _told(nlp: Parser, text: str) -> list[EventMention]:
    doc = nlp(text)
    return find_events(doc, find_entities(doc, Gazetteer.load()), [], Lexicon.load())


@pytest.fixture
def told(nlp: Parser) -> Tell:
    return partial(_told, nlp)


def roles(event: EventMention) -> tuple[list[str], list[str]]:
    return [m.text for m in event.initiators], [m.text for m in event.targets]


@pytest.mark.parametrize(
    "text",
    [
        "They march every Friday against the government.",
        "The Chadian army often bombs Agadez.",
        "Talk to the rebels.",
        "The king received an OBE from a friend.",
        "Peru begs to differ.",
        "The bank tapped three investors for loans.",
        "The helicopter was struck by turbulence.",
    ],
)
def test_habits_orders_and_other_senses_are_no_events(told: Tell, text: str) -> None:
    assert [e.cls for e in told(text)] == []


def test_what_must_be_or_happen_asks_nobody(told: Tell) -> None:
    assert not told("The minister said that Greece should know better.")
    assert not told("The bank said that Greece's prices should fall.")
    assert not told("The minister said that Greece would have to pay.")


def test_of_two_clauses_only_the_demand_says_who_is_asked(told: Tell) -> None:
    (event,) = told("The senator says that Peru must open the site and that Chile expects answers.")
    assert roles(event) == (["The senator"], ["Peru"])


def test_what_is_called_for_is_not_asked(told: Tell) -> None:
    (event,) = told("Warsaw called for a national unity government.")
    assert roles(event) == (["Warsaw"], [])


def test_raids_in_a_country_against_rebels_hit_the_rebels(told: Tell) -> None:
    (event,) = told("In Mali, French forces conducted ten strikes using drones and jets against Boko Haram positions.")
    assert roles(event) == (["French forces"], ["Boko Haram"])


def test_coordinated_passives_share_their_agent(told: Tell) -> None:
    first = told("Five soldiers were attacked and killed by rebels.")[0]
    assert roles(first) == (["rebels"], ["Five soldiers"])


def test_whose_commitment_is_underlined_is_not_its_beneficiary(told: Tell) -> None:
    (event,) = told("The minister underlined France's commitment to supporting the government of Mali.")
    assert roles(event) == (["The minister"], ["the government"])


def test_victims_of_what_is_condemned_are_not_condemned(told: Tell) -> None:
    (event,) = told("Kenya condemned the Taliban's treatment of residents of Kabul.")
    assert roles(event) == (["Kenya"], ["Taliban"])
    (event,) = told("The Taliban were blamed for the attacks on Paris and Brussels.")
    assert roles(event) == ([], ["Taliban"])


def test_who_hears_a_complaint_in_the_news_is_not_accused(told: Tell) -> None:
    (event,) = [
        e for e in told("Kenya complained to BBC News that Uganda had closed the border.") if e.cls == "Accusation"
    ]
    assert "BBC News" not in roles(event)[1]


def test_whoever_leads_or_pays_a_thing_has_not_made_it(told: Tell) -> None:
    (event,) = told("Kenya welcomed the agreement with the bloc led by Uganda.")
    assert "Uganda" not in roles(event)[1]


def test_who_announces_something_after_talks_took_part_in_them(told: Tell) -> None:
    talks = [e for e in told("Kenya's minister announced the plan after talks with Norway.") if e.cls == "Meeting"]
    assert [roles(e)[0] for e in talks] == [["Kenya's minister", "Norway"]]


def test_a_building_where_they_meet_does_not_meet(told: Tell) -> None:
    assert not [e for e in told("The plan was dropped at a White House meeting.") if "White House" in roles(e)[0]]


def test_the_best_donor_is_the_subject(told: Tell) -> None:
    (event,) = told("Norway remains the biggest donor to Malawi.")
    assert roles(event) == (["Norway"], ["Malawi"])


def test_whoever_is_refused_something_is_the_man_and_not_his_nation(told: Tell) -> None:
    (event,) = told("Kenya has refused to meet a Ugandan diplomat.")
    assert roles(event) == (["Kenya"], ["a Ugandan diplomat"])


def test_police_who_act_during_a_protest_do_not_protest(told: Tell) -> None:
    events = told("Kenyan police freed a candidate who was jailed during protests in Mombasa.")
    assert not [e for e in events if e.cls == "Protest" and e.initiators]


def test_what_one_likes_is_no_event(told: Tell) -> None:
    assert not told("Nobody likes being arrested by the police.")


def test_who_dies_in_a_crash_is_not_attacked(told: Tell) -> None:
    assert not told("The Kenyan pilot was killed in the crash near Mombasa.")
    assert told("The Kenyan pilot was killed in the raid on Mombasa.")


def test_games_are_not_war(told: Tell) -> None:
    assert not told("The midfielder attacked the Ugandan goalkeeper in the second half.")


def test_an_other_side_that_no_function_names_leaves_a_doubt(told: Tell) -> None:
    (guessed,) = told("Kenya agreed to free Ugandan sailors.")
    assert guessed.targets and guessed.confidence < 0.8


def test_whom_a_commitment_is_to_defeat_is_not_supported(told: Tell) -> None:
    (event,) = told("Kenya reaffirmed its commitment to defeating the Taliban.")
    assert "Taliban" not in roles(event)[1]


def test_who_is_described_beside_a_name_is_the_one_named(told: Tell) -> None:
    events = told(
        "The talks bored Boris Johnson, a Kenya veteran and Uganda supporter who has accused Rwanda of theft."
    )
    (event,) = [e for e in events if e.cls == "Accusation"]
    assert roles(event) == (["Boris Johnson"], ["Rwanda"])


@pytest.mark.parametrize(
    "text",
    [
        "Kenya's campaign blasted out a dozen leaflets on Uganda.",
        "President Macron called the attack on Kenya a shame.",
        "Macron welcomes Kenyan support for talks.",
    ],
)
def test_particles_and_predicates_make_another_verb(told: Tell, text: str) -> None:
    assert not [e for e in told(text) if e.cls in ("PhoneCall", "Visit") or (e.cls == "Accusation" and "out" in text)]
    assert not [e for e in told(text) if e.cls == "Assault" and roles(e)[0]]


def test_who_hosts_a_conference_is_its_host(told: Tell) -> None:
    (meeting,) = told("Kenya will host a conference of the Somali factions in Nairobi.")
    assert [m.text for m in meeting.hosts] == ["Kenya"] and "Kenya" not in roles(meeting)[0]


def test_waters_and_mountains_receive_nobody(told: Tell) -> None:
    (visit,) = told("The Danish foreign minister will return to the Gulf on Sunday.")
    assert not visit.hosts


def test_a_dash_parts_two_people(nlp: Parser) -> None:
    doc = nlp("The show was run by Anna Maria Bell - Reed's sister - for years.")
    assert "Anna Maria Bell" in [m.text for m in find_entities(doc, Gazetteer.load())]
