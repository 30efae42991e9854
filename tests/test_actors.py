"""The gazetteer: its data is consistent, and a user's file joins it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from communique.entities.actors import Gazetteer
from communique.errors import DataError


def keys(gazetteer: Gazetteer, text: str) -> list[tuple[str, str]]:
    return [(text[m.begin : m.end], m.senses[0].key) for m in gazetteer.matches(text)]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("U.S.", "country/USA"),
        ("the Ivory Coast", "country/CIV"),
        ("Burma", "country/MMR"),
        ("Swaziland", "country/SWZ"),
        ("North Korea", "country/PRK"),
        ("the Soviet Union", "country/SUN"),
        ("East Germany", "country/DDR"),
        ("Niger", "country/NER"),
        ("Nigeria", "country/NGA"),
        ("Guinea-Bissau", "country/GNB"),
        ("Equatorial Guinea", "country/GNQ"),
        ("Papua New Guinea", "country/PNG"),
        ("Côte d’Ivoire", "country/CIV"),
        ("Palestinians", "country/PSE"),
        ("Kiev", "place/UKR/kyiv"),
        ("N.Y. is not New York", "place/USA/new-york-city"),
        ("HAMBURG", "place/DEU/hamburg"),
        ("the IAEA", "org/iaea"),
        ("Hizbollah", "org/hezbollah"),
        ("The Washington Post", "org/the-washington-post"),
        ("Sergéi Kisliak", "person/sergey-kislyak"),
    ],
)
def test_names_lead_to_their_bearer(gazetteer: Gazetteer, text: str, key: str) -> None:
    assert key in [s.key for m in gazetteer.matches(text) for s in m.senses]


def test_pronouns_and_common_words_are_no_names(gazetteer: Gazetteer) -> None:
    assert keys(gazetteer, "it is for us who read, and may march in may") == []


def test_names_do_not_run_over_sentences(gazetteer: Gazetteer) -> None:
    assert ("New York", "place/USA/new-york-city") not in keys(gazetteer, "The deal is new. York was not told.")


def test_every_office_belongs_to_something_known(gazetteer: Gazetteer) -> None:
    people = list(gazetteer.people_named("Lavrov"))
    assert people == ["person/sergey-lavrov"]
    for person in ("person/ban-ki-moon", "person/jens-stoltenberg", "person/vladimir-putin", "person/yasser-arafat"):
        for office in gazetteer.offices(person):
            assert gazetteer.entity(office.of) is not None, office


@pytest.mark.parametrize(
    ("of", "title", "day", "holder"),
    [
        ("country/USA", "president", date(2015, 5, 1), "person/barack-obama"),
        ("country/USA", "president", date(2018, 5, 1), "person/donald-trump"),
        ("country/RUS", "president", date(2010, 5, 1), "person/dmitry-medvedev"),
        ("country/GBR", "prime minister", date(1990, 1, 1), "person/margaret-thatcher"),
        ("org/united-nations", "secretary general", date(1998, 1, 1), "person/kofi-annan"),
    ],
)
def test_offices_know_their_time(gazetteer: Gazetteer, of: str, title: str, day: date, holder: str) -> None:
    assert gazetteer.holders(of, title, day) == (holder,)


def test_without_a_day_nobody_holds_an_office(gazetteer: Gazetteer) -> None:
    assert gazetteer.holders("country/USA", "president", None) == ()


def test_two_bushes_are_two(gazetteer: Gazetteer) -> None:
    assert gazetteer.people_named("George W. Bush") == ("person/george-w-bush",)
    assert gazetteer.people_named("George H. W. Bush") == ("person/george-h-w-bush",)


def test_links_go_to_the_same_thing_elsewhere(gazetteer: Gazetteer) -> None:
    russia, hamburg = gazetteer.entity("country/RUS"), gazetteer.entity("place/DEU/hamburg")
    assert russia is not None and "http://www.wikidata.org/entity/Q159" in russia.same_as
    assert hamburg is not None and hamburg.same_as == ("https://sws.geonames.org/2911298/",)
    assert hamburg.located_in == "country/DEU"


def test_aliases_of_cities_all_find_their_city(gazetteer: Gazetteer) -> None:
    assert gazetteer.cities.unplaced == ()


def test_a_users_file_adds_people_and_bodies(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text(
        "# our ministry\nkind,label,names,country,offices\n"
        "Person,Ada Mustermann,A. Mustermann,DEU,DEU foreign minister 2031-01-01..\n"
        "GovernmentBody,Ministry of Tests,MoT,DEU,\n",
        encoding="utf-8",
    )
    gazetteer = Gazetteer.load(extra=[own])
    assert gazetteer.holders("country/DEU", "foreign minister", date(2032, 1, 1)) == ("person/ada-mustermann",)
    assert ("MoT", "org/ministry-of-tests") in keys(gazetteer, "the MoT said")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Robot,R2,,,", "own.csv:2"),
        ("Person,Ada,,,DEU minister of tests", "RUS foreign minister"),
        ("Person,Ada,,,DEU minister 2001-13-01..", "dates are"),
        ("Organization,Club,,Germany,", "ISO alpha-3"),
    ],
)
def test_a_faulty_row_is_told_with_its_line(tmp_path: Path, row: str, words: str) -> None:
    own = tmp_path / "own.csv"
    own.write_text(f"kind,label,names,country,offices\n{row}\n", encoding="utf-8")
    with pytest.raises(DataError, match=words):
        Gazetteer.load(extra=[own])
