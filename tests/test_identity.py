"""Who is who in real sentences: namesakes, surnames that are words, states that share a name, bodies and acronyms."""

from __future__ import annotations

import pytest

from communique.entities.actors import Gazetteer
from conftest import Parser
from test_resolve import Read

# Each: text, day, words as they stand in the text (with which of its mentions, from 0) and the key that they mean
CASES: dict[str, tuple[str, str, dict[tuple[str, int], str]]] = {
    "Georgia in America by a city before it": (
        "Voters in Atlanta, Georgia, went to the polls. The governor of Georgia, Tom Hale, spoke to reporters.",
        "2021-05-02",
        {("Georgia", 0): "place/USA/georgia", ("Georgia", 1): "place/USA/georgia"},
    ),
    "Georgia the country": (
        "Talks between Georgia and the United States resumed in Batumi. Georgian officials were pleased.",
        "2021-05-02",
        {("Georgia", 0): "country/GEO", ("Georgian", 0): "country/GEO"},
    ),
    "both Georgias in one sentence": (
        "Georgia's prime minister flew from Tbilisi to Atlanta in the US state of Georgia.",
        "2021-05-02",
        {("Georgia", 0): "country/GEO", ("Georgia", 1): "place/USA/georgia"},
    ),
    "the two Congos by name": (
        "The Democratic Republic of Congo accused Rwanda. The Republic of Congo offered to mediate.",
        "2023-05-02",
        {("Democratic Republic of Congo", 0): "country/COD", ("Republic of Congo", 0): "country/COG"},
    ),
    "Congo is the larger one": (
        "Congo blamed Rwanda for the attack. Kinshasa recalled its envoy.",
        "2023-05-02",
        {("Congo", 0): "country/COD", ("Kinshasa", 0): "country/COD"},
    ),
    "Congo is the smaller one where its capital is named": (
        "Congolese officials met in Brazzaville. Congo joined the pact.",
        "2023-05-02",
        {("Congolese", 0): "country/COG", ("Congo", 0): "country/COG"},
    ),
    "Niger and Nigeria": (
        "Niger expelled the diplomat, while Nigeria closed its border. Nigerian envoys met Nigerien officers.",
        "2023-08-02",
        {
            ("Niger", 0): "country/NER",
            ("Nigeria", 0): "country/NGA",
            ("Nigerian", 0): "country/NGA",
            ("Nigerien", 0): "country/NER",
        },
    ),
    "Guinea four times": (
        "Guinea, Guinea-Bissau and Equatorial Guinea signed the accord with Papua New Guinea.",
        "2019-05-02",
        {
            ("Guinea", 0): "country/GIN",
            ("Guinea-Bissau", 0): "country/GNB",
            ("Equatorial Guinea", 0): "country/GNQ",
            ("Papua New Guinea", 0): "country/PNG",
        },
    ),
    "the two Koreas": (
        "North Korea fired a rocket. South Korea condemned the launch. Pyongyang ignored Seoul.",
        "2017-05-02",
        {
            ("North Korea", 0): "country/PRK",
            ("South Korea", 0): "country/KOR",
            ("Pyongyang", 0): "country/PRK",
            ("Seoul", 0): "country/KOR",
        },
    ),
    "Korea is the one whose capital is named": (
        "Korea invited the envoys to Pyongyang.",
        "2017-05-02",
        {("Korea", 0): "country/PRK"},
    ),
    "Macedonia before and after": (
        "Macedonia and Greece signed a deal. North Macedonia joined NATO a year later.",
        "2020-05-02",
        {("Macedonia", 0): "country/MKD", ("North Macedonia", 0): "country/MKD", ("NATO", 0): "org/nato"},
    ),
    "Dominica and the Dominican Republic": (
        "Dominica thanked the Dominican Republic for its help.",
        "2019-05-02",
        {("Dominica", 0): "country/DMA", ("Dominican Republic", 0): "country/DOM"},
    ),
    "former names of states": (
        "Burma freed prisoners. Swaziland hosted envoys of Zaire. Upper Volta protested.",
        "2019-05-02",
        {
            ("Burma", 0): "country/MMR",
            ("Swaziland", 0): "country/SWZ",
            ("Zaire", 0): "country/COD",
            ("Upper Volta", 0): "country/BFA",
        },
    ),
    "states that are no more are not their successors": (
        "The Soviet Union invaded Afghanistan. East Germany agreed. Czechoslovakia did not.",
        "1985-05-02",
        {
            ("Soviet Union", 0): "country/SUN",
            ("East Germany", 0): "country/DDR",
            ("Czechoslovakia", 0): "country/CSK",
        },
    ),
    "May the minister and May the month": (
        "Prime Minister Theresa May met Emmanuel Macron. May said that talks would go on.",
        "2018-02-02",
        {("Theresa May", 0): "person/theresa-may", ("May", 0): "person/theresa-may"},
    ),
    "surnames that are words": (
        "John Major criticised the plan. Major said that Gordon Brown was right. Brown agreed.",
        "2016-02-02",
        {
            ("Major", 0): "person/john-major",
            ("Gordon Brown", 0): "person/gordon-brown",
            ("Brown", 0): "person/gordon-brown",
        },
    ),
    "two Bushes by the date": (
        "President Bush met Tony Blair in Washington.",
        "2003-12-02",
        {("Bush", 0): "person/george-w-bush"},
    ),
    "two Bushes by the date, the elder": (
        "President Bush rejected the offer of Saddam Hussein.",
        "1990-12-02",
        {("Bush", 0): "person/george-h-w-bush", ("Saddam Hussein", 0): "person/saddam-hussein"},
    ),
    "two Rices": (
        "Susan Rice told diplomats that Condoleezza Rice had been wrong.",
        "2012-02-02",
        {("Susan Rice", 0): "person/susan-rice", ("Condoleezza Rice", 0): "person/condoleezza-rice"},
    ),
    "a first name that is a country": (
        "Israel Katz, the Israeli foreign minister, said that Israel would respond.",
        "2019-06-02",
        {("Israel Katz", 0): "person/israel-katz", ("Israel", 0): "country/ISR"},
    ),
    "a surname that is a country": (
        "King Abdullah of Jordan met Vernon Jordan, a lawyer.",
        "2012-02-02",
        {
            ("King Abdullah", 0): "person/king-abdullah-ii",
            ("Jordan", 0): "country/JOR",
            ("Vernon Jordan", 0): "person/vernon-jordan",
        },
    ),
    "Chad the country and Chad the man": (
        "Chad sent troops to Mali. Chad Norling, a former diplomat, praised the decision.",
        "2020-02-02",
        {("Chad", 0): "country/TCD", ("Chad Norling", 0): "person/chad-norling"},
    ),
    "an acronym that everybody knows": (
        "The International Atomic Energy Agency sent inspectors. The IAEA report was released in Vienna.",
        "2019-06-02",
        {("International Atomic Energy Agency", 0): "org/iaea", ("IAEA", 0): "org/iaea"},
    ),
    "an acronym that the article explains": (
        "The Northern Fisheries Commission (NFC) met in Oslo. The NFC agreed on quotas.",
        "2019-06-02",
        {
            ("Northern Fisheries Commission", 0): "org/northern-fisheries-commission",
            ("NFC", 1): "org/northern-fisheries-commission",
        },
    ),
    "a body under its former name": (
        "The Organization of African Unity met in Accra. The African Union met in Addis Ababa.",
        "2003-06-02",
        {("Organization of African Unity", 0): "org/african-union", ("African Union", 0): "org/african-union"},
    ),
    "ministries belong to their state": (
        "Iran's Foreign Ministry summoned the ambassador. Hungary's Foreign Ministry protested.",
        "2019-06-02",
        {("Foreign Ministry", 0): "org/IRN/foreign-ministry", ("Foreign Ministry", 1): "org/HUN/foreign-ministry"},
    ),
    "a ministry under two names": (
        "The Ministry of Foreign Affairs of Ukraine protested. Ukraine's Foreign Ministry repeated the charge.",
        "2019-06-02",
        {
            ("Ministry of Foreign Affairs of Ukraine", 0): "org/UKR/foreign-ministry",
            ("Foreign Ministry", 0): "org/UKR/foreign-ministry",
        },
    ),
    "the ministry named before": (
        "The Russian Foreign Ministry summoned the envoy. The ministry rejected the charge.",
        "2019-06-02",
        {
            ("Russian Foreign Ministry", 0): "org/russian-foreign-ministry",
            ("The ministry", 0): "org/russian-foreign-ministry",
        },
    ),
    "two Sergeys and their spellings": (
        "Sergei Lavrov met Sergei Kislyak. Sergey Lavrov praised Kisliak.",
        "2017-06-02",
        {
            ("Sergei Lavrov", 0): "person/sergey-lavrov",
            ("Sergei Kislyak", 0): "person/sergey-kislyak",
            ("Sergey Lavrov", 0): "person/sergey-lavrov",
            ("Kisliak", 0): "person/sergey-kislyak",
        },
    ),
    "the Assads and the Gandhis": (
        "Hafez al-Assad ruled before Bashar al-Assad. Rajiv Gandhi was the father of Rahul Gandhi.",
        "2008-06-02",
        {
            ("Hafez al-Assad", 0): "person/hafez-al-assad",
            ("Bashar al-Assad", 0): "person/bashar-al-assad",
            ("Rajiv Gandhi", 0): "person/rajiv-gandhi",
            ("Rahul Gandhi", 0): "person/rahul-gandhi",
        },
    ),
    "Gaddafi however he is spelt": (
        "Muammar Gaddafi met Tony Blair. Libyan leader Moamer Kadhafi and Blair signed a deal.",
        "2004-06-02",
        {("Muammar Gaddafi", 0): "person/muammar-gaddafi", ("Moamer Kadhafi", 0): "person/muammar-gaddafi"},
    ),
    "husband and wife": (
        "Volodymyr Zelensky met Andrzej Duda. Zelenskiy thanked Poland. Olena Zelenska came along.",
        "2023-06-02",
        {
            ("Volodymyr Zelensky", 0): "person/volodymyr-zelensky",
            ("Zelenskiy", 0): "person/volodymyr-zelensky",
            ("Olena Zelenska", 0): "person/olena-zelenska",
        },
    ),
    "family name first": (
        "Xi Jinping met Shinzo Abe. Xi praised Abe Shinzo.",
        "2018-06-02",
        {("Xi", 0): "person/xi-jinping", ("Abe Shinzo", 0): "person/shinzo-abe"},
    ),
    "initials": (
        "Foreign Minister S. Lavrov met J. Kerry. Kerry thanked Lavrov.",
        "2015-06-02",
        {("S. Lavrov", 0): "person/sergey-lavrov", ("J. Kerry", 0): "person/john-kerry"},
    ),
    "a nickname and the full name": (
        "Luiz Inacio Lula da Silva visited Beijing. Lula met Bill Clinton. William Clinton left early.",
        "2023-06-02",
        {
            ("Luiz Inacio Lula da Silva", 0): "person/luiz-inacio-lula-da-silva",
            ("Lula", 0): "person/luiz-inacio-lula-da-silva",
            ("Bill Clinton", 0): "person/bill-clinton",
            ("William Clinton", 0): "person/bill-clinton",
        },
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_each_name_means_what_it_should(case: str, nlp: Parser, gazetteer: Gazetteer) -> None:
    text, day, wanted = CASES[case]
    read = Read(nlp, gazetteer, text, day)
    assert {words: read.who(*words) for words in wanted} == {words: (key,) for words, key in wanted.items()}


def test_the_month_is_nobody(nlp: Parser, gazetteer: Gazetteer) -> None:
    read = Read(nlp, gazetteer, "Theresa May met Emmanuel Macron. The talks in May were useful.", "2018-06-02")
    assert [m.text for m in read.entities if m.text == "May"] == []


def test_a_stranger_spelt_in_two_ways_is_one_and_his_brother_another(nlp: Parser, gazetteer: Gazetteer) -> None:
    text = "Foreign Minister Dmitri Orlow met Paolo Conti. Dmitry Orlov said Conti was right. Boris Orlov left."
    read = Read(nlp, gazetteer, text, "2003-12-02")
    assert read.who("Dmitri Orlow") == read.who("Dmitry Orlov")
    assert read.who("Boris Orlov") != read.who("Dmitry Orlov")
    assert read.who("Paolo Conti") == ("person/paolo-conti",)


def test_a_foreign_ministry_of_no_state_is_kept_to_its_article(nlp: Parser, gazetteer: Gazetteer) -> None:
    one = Read(nlp, gazetteer, "The Foreign Ministry rejected the report on Monday.", "2019-06-02")
    other = Read(nlp, gazetteer, "The Foreign Ministry welcomed the report on Tuesday.", "2019-06-03")
    assert one.who("Foreign Ministry") != other.who("Foreign Ministry")
    assert one.result.reasons[4, 20][0] < 0.7


def test_an_ambiguous_surname_stays_open_or_unknown(nlp: Parser, gazetteer: Gazetteer) -> None:
    read = Read(nlp, gazetteer, "Gandhi spoke to reporters on Monday.")
    assert all(not key.startswith("person/") or "-gandhi" in key for key in read.who("Gandhi"))
    score, why = read.result.reasons[0, 6]
    assert score <= 0.5
    assert why


def test_a_surname_of_two_named_side_by_side_stays_open(nlp: Parser, gazetteer: Gazetteer) -> None:
    text = "Two diplomats, Ivan Petrov and Sergei Petrov, met on Monday. Petrov spoke to reporters."
    read = Read(nlp, gazetteer, text, "2012-02-02")
    assert read.who("Petrov") == ()
    begin = text.rindex("Petrov")
    assert "left open" in read.result.reasons[begin, begin + 6][1]


def test_a_namesake_of_somebody_known_is_somebody_else(nlp: Parser, gazetteer: Gazetteer) -> None:
    read = Read(nlp, gazetteer, "Australian Foreign Minister John Major met Donald Trump Jr. in Sydney.", "2016-02-02")
    assert read.who("John Major") == ("person/john-major-aus",)
    assert all("person/donald-trump" not in keys for keys in read.result.referents.values())


def test_a_full_name_of_two_known_people_stays_open_without_a_date(nlp: Parser, gazetteer: Gazetteer) -> None:
    text = "George Bush spoke to reporters in Texas."
    assert Read(nlp, gazetteer, text).who("George Bush") == ()
    assert Read(nlp, gazetteer, text, "2003-02-02").who("George Bush") == ("person/george-w-bush",)


def test_an_office_tells_two_of_one_surname_apart(nlp: Parser, gazetteer: Gazetteer) -> None:
    read = Read(nlp, gazetteer, "President Clinton spoke. Secretary of State Clinton agreed.", "2010-06-02")
    assert read.who("Clinton", 0) != read.who("Clinton", 1)
    assert read.who("Clinton", 1) == ("person/hillary-clinton",)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Andrey Kisliak", "Andrei Kislyak"), ("Nursultan Aliyev", "Nursultan Aliev"), ("Tom Hale", "Thomas Hale")],
)
def test_articles_read_apart_agree_on_a_stranger(one: str, other: str, nlp: Parser, gazetteer: Gazetteer) -> None:
    first = Read(nlp, gazetteer, f"Ambassador {one} spoke to reporters.", "2019-06-02")
    second = Read(nlp, gazetteer, f"Ambassador {other} spoke to reporters.", "2019-06-02")
    assert first.who(one) == second.who(other)


FAMILIES = {
    "who was called so before a relative was named": (
        "Donald Trump arrived in Ohio. Trump spoke. Ivanka Trump sang for an hour while it rained. Trump thanked her.",
        ("Trump", 1), "person/donald-trump",
    ),
    "in a headline who is named first": (
        "Clinton leads.\n\nHillary Clinton spoke in Ohio on Monday. Bill Clinton spoke in Iowa the week before.",
        ("Clinton", 0), "person/hillary-clinton",
    ),
    "else who was named last": (
        "Bill Clinton spoke in Iowa on Monday, for an hour in the rain. Later that week Hillary Clinton met voters. "
        "She was late, and Clinton thanked all who had waited.",
        ("Clinton", 0), "person/hillary-clinton",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", FAMILIES)
def test_a_surname_of_a_family_means(nlp: Parser, gazetteer: Gazetteer, case: str) -> None:
    text, (word, nth), key = FAMILIES[case]
    assert Read(nlp, gazetteer, text, "2016-05-02").who(word, nth) == (key,)


def test_a_word_for_many_is_no_body_that_other_articles_know(nlp: Parser, gazetteer: Gazetteer) -> None:
    read = Read(nlp, gazetteer, "A PAC endorsed Hillary Clinton. The PAC said that it would spend more.", "2016-05-02")
    assert read.who("PAC", 0) == read.who("PAC", 1) != ("org/pac",)
