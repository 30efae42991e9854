"""What is mentioned: names, titles, descriptions, and whether they act."""

from __future__ import annotations

import pytest

from communique.entities.actors import Gazetteer
from communique.entities.mentions import find_entities
from communique.model import EntityMention, Form
from conftest import Parser


def mentions(nlp: Parser, gazetteer: Gazetteer, text: str) -> list[EntityMention]:
    return find_entities(nlp(text), gazetteer)


def one(nlp: Parser, gazetteer: Gazetteer, text: str, words: str) -> EntityMention:
    found = [m for m in mentions(nlp, gazetteer, text) if m.text == words]
    assert len(found) == 1, [m.text for m in mentions(nlp, gazetteer, text)]
    return found[0]


def test_offsets_slice_the_text(nlp: Parser, gazetteer: Gazetteer) -> None:
    text = "Foreign Minister Sergei Lavrov met “U.S. officials” in St. Petersburg;\nboth sides praised Ankara’s role."
    doc = nlp(text)
    for mention in find_entities(doc, gazetteer):
        assert text[mention.begin : mention.end] == mention.text
        assert mention.first < mention.stop


def test_no_two_mentions_share_a_span(nlp: Parser, gazetteer: Gazetteer) -> None:
    text = "US officials told us that the US would wait. The French and the Turks did not."
    spans = [(m.begin, m.end) for m in mentions(nlp, gazetteer, text)]
    assert len(spans) == len(set(spans))


def test_title_before_a_name_is_the_persons_office(nlp: Parser, gazetteer: Gazetteer) -> None:
    person = one(nlp, gazetteer, "Kenyan Foreign Minister Amina Odhiambo arrived late.", "Amina Odhiambo")
    assert (person.kind, person.title, person.title_country) == ("Person", "foreign minister", "KEN")


@pytest.mark.parametrize(
    "text",
    [
        "Amina Odhiambo, Kenya's foreign minister, arrived late.",
        "The Kenyan foreign minister, Amina Odhiambo, arrived late.",
        "Kenya's minister of foreign affairs Amina Odhiambo arrived late.",
    ],
)
def test_office_in_apposition(nlp: Parser, gazetteer: Gazetteer, text: str) -> None:
    person = one(nlp, gazetteer, text, "Amina Odhiambo")
    assert (person.title, person.title_country) == ("foreign minister", "KEN")


def test_former_office_is_marked(nlp: Parser, gazetteer: Gazetteer) -> None:
    person = one(nlp, gazetteer, "Former Polish President Jan Nowak criticised the plan.", "Jan Nowak")
    assert person.former
    assert person.title == "president"


def test_ambassador_knows_both_states(nlp: Parser, gazetteer: Gazetteer) -> None:
    person = one(nlp, gazetteer, "Russia's US ambassador Pavel Orlov left the room.", "Pavel Orlov")
    assert (person.title, person.title_country, person.accredited_to) == ("ambassador", "RUS", "USA")


def test_office_of_an_organisation(nlp: Parser, gazetteer: Gazetteer) -> None:
    person = one(nlp, gazetteer, "NATO Secretary General Jens Stoltenberg spoke first.", "Jens Stoltenberg")
    assert (person.title, person.title_of, person.title_country) == ("secretary general", "org/nato", None)


def test_person_after_an_office_is_found_at_the_head_of_the_phrase(nlp: Parser, gazetteer: Gazetteer) -> None:
    doc = nlp("She met with Russia's US ambassador Pavel Orlov yesterday.")
    person = next(m for m in find_entities(doc, gazetteer) if m.text == "Pavel Orlov")
    assert doc[person.root].dep_ == "pobj"


def test_kremlin_spokesman_serves_russia(nlp: Parser, gazetteer: Gazetteer) -> None:
    person = one(nlp, gazetteer, "Kremlin spokesman Dmitry Peskov declined to comment.", "Dmitry Peskov")
    assert (person.title, person.title_country) == ("spokesman", "RUS")


def test_names_joined_by_and_are_two(nlp: Parser, gazetteer: Gazetteer) -> None:
    texts = [m.text for m in mentions(nlp, gazetteer, "Putin and Trump spoke by telephone.")]
    assert "Putin" in texts
    assert "Trump" in texts


@pytest.mark.parametrize(
    ("text", "word", "known", "acts"),
    [
        ("Moscow rejected the offer.", "Moscow", "country/RUS", True),
        ("The ministers met in Moscow.", "Moscow", "place/RUS/moscow", False),
        ("Talks between Ankara and Damascus failed.", "Ankara", "country/TUR", True),
        ("She flew to Ankara on Monday.", "Ankara", "place/TUR/ankara", False),
        ("France condemned the attack.", "France", "country/FRA", True),
        ("He was born in France.", "France", "country/FRA", False),
        ("The Kremlin denied the report.", "Kremlin", "org/kremlin", True),
        ("The pair met in the Kremlin.", "Kremlin", "place/RUS/kremlin", False),
        ("The guests dined at the White House.", "White House", "place/USA/white-house", False),
    ],
)
def test_role_decides_between_actor_and_place(
    nlp: Parser, gazetteer: Gazetteer, text: str, word: str, known: str, acts: bool
) -> None:
    mention = one(nlp, gazetteer, text, word)
    assert (mention.known, mention.is_actor) == (known, acts)


def test_adjective_of_a_made_thing_is_no_actor(nlp: Parser, gazetteer: Gazetteer) -> None:
    assert not one(nlp, gazetteer, "Two Russian-made aircraft took off.", "Russian").is_actor


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("Turkish officials waited.", "Turkish officials", "TUR"),
        ("Police in Nepal arrested forty people.", "Police", "NPL"),
        ("Rebels operating in Chad fired on a lorry.", "Rebels", "TCD"),
        ("Khartoum's troops withdrew.", "Khartoum's troops", "SDN"),
        ("The US military denied it.", "The US military", "USA"),
        ("Two American aid groups protested.", "Two American aid groups", "USA"),
    ],
)
def test_groups_have_the_state_of_their_words(
    nlp: Parser, gazetteer: Gazetteer, text: str, words: str, country: str
) -> None:
    mention = one(nlp, gazetteer, text, words)
    assert (mention.form, mention.country, mention.is_actor) == (Form.NOMINAL, country, True)


def test_ethnic_kin_are_not_the_state(nlp: Parser, gazetteer: Gazetteer) -> None:
    assert one(nlp, gazetteer, "Ethnic Albanians protested.", "Albanians").country is None


def test_body_belongs_to_the_state_before_it(nlp: Parser, gazetteer: Gazetteer) -> None:
    found = [m for m in mentions(nlp, gazetteer, "The Peruvian Congress rejected the law.") if m.text == "Congress"]
    assert [(m.known, m.country) for m in found] in ([(None, "PER")], [])


def test_market_forces_are_nobody(nlp: Parser, gazetteer: Gazetteer) -> None:
    assert mentions(nlp, gazetteer, "Market forces and the crisis raised prices.") == []


def test_misspelt_state_is_recognised(nlp: Parser, gazetteer: Gazetteer) -> None:
    assert one(nlp, gazetteer, "The talks with Afganistan failed.", "Afganistan").known == "country/AFG"


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("Eswar Prasad, a professor of economics at Cornell University, said so.", "Eswar Prasad", "Person"),
        ("Mayor Don Guardian spoke first. Guardian told reporters that he was glad.", "Guardian", "Person"),
        ("Mayor Don Guardian spoke first. The Guardian printed it.", "The Guardian", "MediaOrganization"),
        ("The owner, Mark Cuban, was there. Cuban spoke in Dallas.", "Cuban", "Person"),
        ("The owner, Mark Cuban, was there. The Cubans stayed away.", "Cubans", "Group"),
    ],
)
def test_a_word_for_a_people_or_a_body_may_be_the_surname_of_somebody_named_in_full(
    nlp: Parser, gazetteer: Gazetteer, text: str, words: str, kind: str
) -> None:
    assert one(nlp, gazetteer, text, words).kind == kind


def test_a_small_town_lends_no_state_to_a_body_that_is_called_alike(nlp: Parser, gazetteer: Gazetteer) -> None:
    assert one(nlp, gazetteer, "The Federal Voting Commission refused.", "Federal Voting Commission").country is None
    assert one(nlp, gazetteer, "The Geneva Association refused.", "Geneva Association").country == "CHE"


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("Eswar Prasad, a professor of economics at Cornell University, said no.", "Eswar Prasad", "Person"),
        ("Enrique Peña Nieto called off his visit after Trump signed an order.", "Trump", "Person"),
        ("In 2013, the youth wing, Junge SVP, went a step further.", "Junge SVP", "Organization"),
        ("Emmanuel MACRON met Joe BIDEN.", "Emmanuel MACRON", "Person"),
    ],
)
def test_what_shows_a_person_beats_the_recogniser(
    nlp: Parser, gazetteer: Gazetteer, text: str, words: str, kind: str
) -> None:
    assert one(nlp, gazetteer, text, words).kind == kind


def test_a_numbered_bill_is_nobody(nlp: Parser, gazetteer: Gazetteer) -> None:
    found = mentions(nlp, gazetteer, "House and Senate negotiators reached an agreement on Senate Bill 3065.")
    assert not any(m.kind == "Person" for m in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Berg Blasts Union Over Pay", {"Ann Berg", "Union"}),
        ("Mara Lund Slams Lenders", {"Mara Lund", "Lenders"}),
        ("Mary Beth Roberts Lund spoke.", {"Mary Beth Roberts Lund"}),
        ("Eva Lund spoke. Speaking of Lund, Berg said it was late.", {"Eva Lund", "Lund", "Berg", "it"}),
        ("The film Berlin 1945 and Beyond was long.", {"Berlin"}),
        ("A UAV circled over Gao.", {"Gao"}),
    ],
)
def test_a_name_ends_before_what_is_none_of_it(
    nlp: Parser, gazetteer: Gazetteer, text: str, expected: set[str]
) -> None:
    assert {m.text for m in mentions(nlp, gazetteer, text)} == expected


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("Ann Berg ran. The Berg campaign endorsed the plan.", "The Berg campaign", "Organization"),
        ("Ann Berg ran. The Berg camp criticized the union.", "The Berg camp", "Organization"),
        ("The refugee camp was full.", "The refugee camp", "Facility"),
        ("Chad's southern neighbour rejected the plan.", "Chad's southern neighbour", "Country"),
        ("Her neighbour rejected the plan.", "Her neighbour", "Person"),
    ],
)
def test_a_description_is_of(nlp: Parser, gazetteer: Gazetteer, text: str, words: str, kind: str) -> None:
    assert one(nlp, gazetteer, text, words).kind == kind
