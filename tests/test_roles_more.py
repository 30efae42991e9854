"""Claims about roles from text to graph, with the real model, gazetteer and lexicon: who is behind the words."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

import pytest

from communique.model import Article, EntityMention, EventMention, Reading, Status, TimeSpan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from communique.pipeline import Reader

    Tell = Callable[[str], "Told"]

DAY = datetime(2021, 5, 10, tzinfo=UTC)


class Told:
    """The reading of a few sentences, with roles as entity keys."""

    def __init__(self, reader: Reader, text: str):
        day = TimeSpan("2021-05-10", DAY, DAY)
        article = Article("id:a", "a", text, f"sha256:{hash(text)}", "a.txt", published=day)
        self.reading: Reading = reader.interpret(reader.model.nlp(text), article)
        self.known = {entity.key: entity for entity in self.reading.known}

    def event(self, *classes: str) -> EventMention:
        found = [e for e in self.reading.events if e.cls in classes]
        assert found, [(e.cls, e.text) for e in self.reading.events]
        return found[0]

    def keys(self, mentions: Iterable[EntityMention]) -> set[str]:
        return {key for m in mentions for key in self.reading.referents.get((m.begin, m.end), ())}

    def states(self, mentions: Iterable[EntityMention]) -> set[str]:
        keys = self.keys(mentions)
        acted = {s for k in keys if k in self.known for s in self.known[k].represents}
        return {k[8:] for k in keys | acted if k.startswith("country/")}

    def texts(self, mentions: Iterable[EntityMention]) -> set[str]:
        return {m.text for m in mentions}

    def referents(self, word: str) -> tuple[str, ...]:
        found = [m for m in self.reading.entities if m.text == word]
        assert found, [m.text for m in self.reading.entities]
        return self.reading.referents[found[0].begin, found[0].end]


@pytest.fixture
def told(reader: Reader) -> Tell:
    return partial(Told, reader)


def test_a_city_that_receives_a_guest_is_its_state_and_stays_the_place(told: Tell) -> None:
    story = told("Kenyan President Uhuru Kenyatta arrived in Lisbon on Monday for an official visit.")
    visit = story.event("Visit")
    assert "PRT" in story.states(visit.hosts)
    assert any(key.startswith("place/PRT/") for key in story.keys(visit.hosts))


def test_a_target_without_a_state_takes_it_from_the_place_of_the_sentence(told: Tell) -> None:
    story = told("Turkish jets bombed a depot near Zelbanu in Syria on Sunday.")
    assert story.states(story.event("Assault").targets) == {"SYR"}


def test_at_home_a_place_adds_no_state_to_its_own_side(told: Tell) -> None:
    story = told("Egyptian police attacked protesters in Cairo.")
    attack = story.event("Assault", "Coercion")
    assert not any(key == "country/EGY" for key in story.keys(attack.targets))


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Ghana said it will not lift the embargo until Togo frees the sailors.", "TGO"),
        ("Norwegian miners called off a strike after talks with the Norwegian government.", "NOR"),
    ],
)
def test_the_other_side_is_who_has_to_do_or_did_something_for_it(told: Tell, text: str, state: str) -> None:
    story = told(text)
    assert state in story.states(story.event("Concession", "Sanction", "Rejection").targets)


def test_several_states_that_refuse_together_are_one_side(told: Tell) -> None:
    story = told("Italy and Malta refused to admit Libyan sailors.")
    refusal = story.event("Rejection", "Aid", "Concession")
    assert story.states(refusal.initiators) == {"ITA", "MLT"}
    assert story.states(refusal.targets) == {"LBY"}


def test_whose_support_it_is_gets_no_support(told: Tell) -> None:
    story = told("Foreign Minister Ine Dahl expressed Norway's solidarity with Estonia.")
    assert story.states(story.event("Support").targets) == {"EST"}


def test_who_meets_somebody_for_talks_meets_both_times_the_same(told: Tell) -> None:
    story = told("Peruvian President Ana Rojas will meet Chilean President Luis Vidal in Lima for talks on trade.")
    meetings = [e for e in story.reading.events if e.cls in ("Meeting", "Negotiation", "Consultation")]
    assert len(meetings) == 1
    assert story.texts(meetings[0].initiators) == {"Ana Rojas", "Luis Vidal"}


def test_who_speaks_at_talks_takes_part_in_them(told: Tell) -> None:
    story = told("Security adviser Dan Wood and his Polish counterpart, Jan Sowa, planned it at talks in Riga.")
    talks = story.event("Meeting", "Negotiation", "Consultation")
    assert story.keys(talks.initiators) == {*story.referents("Dan Wood"), *story.referents("Jan Sowa")}


def test_who_hosts_talks_is_their_host(told: Tell) -> None:
    story = told("Syrian envoy Omar Saleh met Turkish envoy Kemal Demir at talks in Muscat hosted by the Omani king.")
    meeting = story.event("Meeting")
    assert story.texts(meeting.initiators) == {"Omar Saleh", "Kemal Demir"}
    assert "OMN" in story.states(meeting.hosts)


def test_a_nation_within_an_office_takes_no_part(told: Tell) -> None:
    text = "Karim Daud, the secretary of Iraq's Defence Council, and Kuwaiti security adviser Fahd al-Adwan held talks."
    story = told(text)
    talks = story.event("Meeting", "Negotiation", "Consultation")
    assert story.texts(talks.initiators) == {"Karim Daud", "Fahd al-Adwan"}


def test_a_denied_encounter_of_two_is_told_as_denied(told: Tell) -> None:
    story = told("Jordan's Foreign Ministry denied that King Abdullah would meet Ehud Barak in Geneva.")
    meeting = story.event("Meeting")
    assert meeting.status is Status.DENIED
    assert story.texts(meeting.initiators) >= {"Ehud Barak"}


def test_may_is_a_person_where_no_modal_can_stand(told: Tell) -> None:
    story = told("Prime Minister Theresa May spoke in parliament. May accused Russia of an attempt to kill a man.")
    assert story.keys(story.event("Accusation").initiators) == {"person/theresa-may"}


def test_an_apposition_says_whose_a_person_is(told: Tell) -> None:
    story = told("Nadir Belkas, Algeria's leading activist, went on hunger strike.")
    assert story.states(story.event("Protest").initiators) == {"DZA"}


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Militants loyal to Mali's strongman attacked a convoy.", "MLI"),
        ("About 300 workers affiliated with the Bolivian Miners' Union attacked the office.", "BOL"),
    ],
)
def test_a_phrase_after_the_noun_says_whose_people_are(told: Tell, text: str, state: str) -> None:
    story = told(text)
    assert story.states(story.event("Assault").initiators) == {state}


def test_an_enemy_of_a_state_is_not_its_own(told: Tell) -> None:
    story = told("An anti-Russia journalist was killed by gunmen.")
    assert story.states(story.event("Assault").targets) == set()


def test_an_office_without_a_state_is_of_the_only_state_told_of(told: Tell) -> None:
    story = told("Judge Pilar Soto opened a fraud investigation against twelve Chilean officials.")
    assert story.states(story.event("Accusation").initiators) == {"CHL"}


def test_a_foreign_minister_is_not_of_the_state_that_he_meets(told: Tell) -> None:
    story = told("Foreign Minister Paul Ostrov met Kenyan officials.")
    minister = story.referents("Paul Ostrov")
    assert story.known[minister[0]].represents == ()


def test_i_is_the_speaker_and_we_the_state_that_he_speaks_for(told: Tell) -> None:
    text = '"I warned them and we will not give in," Danish Foreign Minister Lars Holm told reporters.'
    story = told(text)
    assert story.referents("I") == story.referents("Lars Holm")
    assert story.referents("we") == ("country/DNK",)


def test_two_words_of_a_trigger_beat_one(told: Tell) -> None:
    story = told("Yemen shot down an American drone near Aden on Friday.")
    assert "USA" in story.states(story.event("Assault").targets)


@pytest.mark.parametrize(
    ("text", "cls", "initiators", "targets"),
    [
        ("The high court rejected an appeal today by a single mother.", "Rejection", {"The high court"}, None),
        (
            "The plan was criticised by Danish farmers and by Swedish fishermen.",
            "Accusation",
            {"Danish farmers", "Swedish fishermen"},
            set(),
        ),
        (
            "Ana Duarte, the head of the Miners Union of Brazil, which endorsed Lula in May, said so.",
            "Support",
            {"the Miners Union of Brazil", "Miners Union of Brazil"},
            {"Lula"},
        ),
        (
            "The two leading Democrats, Hillary Clinton and Bernie Sanders, criticised the Paris agreement.",
            "Accusation",
            {"Hillary Clinton", "Bernie Sanders"},
            set(),
        ),
        ("He was killed by a coalition airstrike near the dam at Tabqa, Syria.", "Assault", {"coalition"}, None),
        ("Hundreds of Syrians were killed at the hands of Islamic State.", "Assault", {"Islamic State"}, {"Syrians"}),
        ("The Geneva talks between Syria and Turkey resumed.", "Meeting", {"Syria", "Turkey"}, set()),
        ("A farmer was killed in a firefight with Israeli forces.", "Assault", {"Israeli forces"}, None),
        ("Nine villagers were killed in three nights of US airstrikes.", "Assault", {"US"}, None),
        ("Security services have arrested Salman Raduyev.", "Coercion", {"Security services"}, {"Salman Raduyev"}),
    ],
)
def test_who_acts_is_read_off_the_clause(
    told: Tell, text: str, cls: str, initiators: set[str], targets: set[str] | None
) -> None:
    story = told(text)
    event = story.event(cls)
    assert story.texts(event.initiators) <= initiators
    assert event.initiators
    assert targets is None or story.texts(event.targets) == targets


@pytest.mark.parametrize(
    "text",
    [
        "The candidate went on the attack on television.",
        "The French president sent his condolences to the families.",
        "A Suffolk University poll released on Sunday had Trump in the lead.",
        "Dutch troops fought to free the town of Dabiq.",
        "Two asylum seekers have wounded themselves.",
    ],
)
def test_another_sense_of_the_word_is_no_such_act(told: Tell, text: str) -> None:
    found = told(text).reading.events
    assert not [e for e in found if e.cls in ("Support", "Concession") or e.frame in ("attack.noun", "wound.verb")]


def test_what_a_wish_takes_for_granted_has_happened(told: Tell) -> None:
    story = told("Hamas called for more protests at the funeral of a gunman who killed a settler.")
    assert story.event("Assault").status is Status.OCCURRED


def test_foreign_troops_are_not_of_the_state_where_they_fight(told: Tell) -> None:
    assert (
        told("The coalition attacked a camp in Syria.").states(
            told("The coalition attacked a camp in Syria.").event("Assault").initiators
        )
        == set()
    )


@pytest.mark.parametrize(
    ("sentence", "cls", "place"),
    [
        ("Turkish jets struck the Syrian port of Tartus on Sunday.", "Assault", "Tartus"),
        ("The US carried out an air strike on Taliban fighters in Helmand on Sunday.", "Assault", "Helmand"),
        ("Merkel met Sow at the airport of Tartus on Sunday.", "Meeting", "Tartus"),
        ("Merkel met a delegation from the US Congress in Lima on Sunday.", "Meeting", "Lima"),
        ("Speaking in Lima, Angela Merkel urged Chile to yield.", "Request", "Lima"),
        ("The accord was signed in Lima on 3 May.", "Agreement", "Lima"),
    ],
)
def test_what_is_done_at_a_place_is_placed_there(told: Tell, sentence: str, cls: str, place: str) -> None:
    story = told(sentence)
    assert place in story.texts(story.event(cls).places)


@pytest.mark.parametrize(
    "sentence", ["The accord was signed.", "The accord was signed on 3 May.", "A deal was reached."]
)
def test_an_agreement_of_nobody_is_told_with_day_and_place_only(told: Tell, sentence: str) -> None:
    assert not [e for e in told(sentence).reading.events if e.cls == "Agreement"]


def test_a_list_of_names_takes_part_as_a_whole(told: Tell) -> None:
    story = told("They parted late on Sunday, when John Kerry, Zarif and Sergei Lavrov met alone in a room.")
    assert story.texts(story.event("Meeting").initiators) == {"John Kerry", "Zarif", "Sergei Lavrov"}


def test_who_orders_a_measure_takes_it_and_who_carries_it_out_is_hit(told: Tell) -> None:
    story = told("The United States ordered Russia to close its consulate in Seattle.")
    measure = story.event("Sanction")
    assert (story.states(measure.initiators), story.states(measure.targets)) == ({"USA"}, {"RUS"})
    assert measure.status is Status.PLANNED


def test_an_order_in_a_quotation_has_not_been_carried_out(told: Tell) -> None:
    assert not [e for e in told('"Shoot down the balloon," Donald Trump wrote.').reading.events if e.cls == "Assault"]


def test_leaders_of_a_continent_are_not_american(told: Tell) -> None:
    story = told("South American leaders met in Lima on Monday.")
    assert "USA" not in story.states(story.event("Meeting").initiators)
