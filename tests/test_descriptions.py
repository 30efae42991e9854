"""Whom descriptions and pronouns of running news mean: offices, peers, nations, "they", and whose office it is."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from communique.articles import documents
from communique.graph.rdf import ArticleWriter
from communique.ids import Ids
from communique.model import RawArticle, Reading, Status

if TYPE_CHECKING:
    from communique.pipeline import Reader
    from communique.vocab import Vocabulary

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def reading(reader: Reader, text: str, day: str) -> Reading:
    article = documents.prepare(RawArticle("x", "x", text, published=day, media="record"))
    assert not hasattr(article, "reason")
    return reader.interpret(reader.model.nlp(article.text), article)  # type: ignore[union-attr, arg-type]


MEANT = {
    "a holder whose title the text never gave": (
        "Boris Johnson flew to Washington. The prime minister met Joe Biden there.",
        "2021-09-22", "The prime minister", {"person/boris-johnson"},
    ),
    "the leader of a state is nobody of another one": (
        "Turkish President Recep Tayyip Erdogan thanked Vladimir Putin. He will call the Russian leader on Friday.",
        "2023-07-17", "the Russian leader", {"person/vladimir-putin"},
    ),
    "an indefinite diplomat is not the minister named before": (
        "Russian Foreign Minister Sergey Lavrov left. A Western diplomat said that the text was ready.",
        "2015-07-14", "A Western diplomat", None,
    ),
    "two officials of a state are nobody named before": (
        "King Salman met Sheikh Sabah al-Ahmad al-Sabah. Two Kuwaiti officials said that it went well.",
        "2017-06-05", "Two Kuwaiti officials", None,
    ),
    "men that are counted and described are new": (
        "Anna Roth met Per Lund in Oslo. Two masked men shot her.",
        "2021-05-10", "Two masked men", None,
    ),
    "the leader of a nation is not that of a party": (
        "Narendra Modi left. The Indian leader was angry, said Ada Sow. Sow is the leader of the Greens.",
        "2023-09-20", "The Indian leader", {"person/narendra-modi"},
    ),
    "a diplomat in a headline is nobody named": (
        "India expels Canadian diplomat.\n\nCanadian Foreign Minister Melanie Joly was angry.",
        "2023-09-20", "Canadian diplomat", None,
    ),
    "the Kingdom is the state that is one": (
        "Saudi Arabia has a quarrel with Canada. The Kingdom on Sunday expelled the Canadian ambassador.",
        "2018-08-08", "The Kingdom", {"country/SAU"},
    ),
    "the two sides are those who met": (
        "Angela Merkel and Boris Johnson met. In a text that Erna Solberg read out, the two sides said so.",
        "2020-08-08", "the two sides", {"person/angela-merkel", "person/boris-johnson"},
    ),
    "the presidents of two states": (
        "The French and American presidents spoke by telephone on Wednesday.",
        "2021-09-23", "The French and American presidents", {"person/emmanuel-macron", "person/joe-biden"},
    ),
    "leaders whom nobody knows are their states": (
        "Erdogan spoke by telephone with the leaders of Chad and Mauritania.",
        "2017-06-05", "the leaders", {"country/TCD", "country/MRT"},
    ),
    "the chief of an organisation": (
        "The UN chief told reporters in New York that he was worried.",
        "2023-07-17", "The UN chief", {"person/antonio-guterres"},
    ),
    "one of a nation named before": (
        "Scott Morrison defended the pact. The Australian asked for a call.",
        "2021-09-23", "Australian", {"person/scott-morrison"},
    ),
    "they are the people coordinated before": (
        "Fayez al-Sarraj and Khalifa Haftar came to Berlin. They did not meet.",
        "2020-01-20", "They", {"person/fayez-al-sarraj", "person/khalifa-haftar"},
    ),
    "another one is nobody named before": (
        "One ministry said that China has most. Another said that China has few.",
        "2017-06-05", "Another", None,
    ),
    "who urges both sides is none of them": (
        "Chad and Niger urged both sides to talk.",
        "2017-06-05", "both sides", None,
    ),
    "who meets a minister is another one": (
        "Foreign Minister Sergey Lavrov held talks with the foreign minister on Monday.",
        "2017-06-05", "the foreign minister", None,
    ),
    "leaders of whom three are spoken of are not two of them": (
        "President Samia Hassan met President William Ruto. President Yoweri Museveni came too. The presidents agreed.",
        "2023-06-05", "The presidents", None,
    ),
    "the party is neither of two": (
        "The Democratic Party and the Republican Party met in Ohio. The party was angry.",
        "2016-06-05", "The party", None,
    ),
    "the broadcaster is the one named next": (
        "The minister told the broadcaster Al Jazeera that Doha would wait.",
        "2017-06-05", "the broadcaster", {"org/al-jazeera"},
    ),
    "the neighbour of a state is not the state": (
        "Chad signed the treaty. Chad's southern neighbour rejected it.",
        "2017-06-05", "Chad's southern neighbour", set(),
    ),
    "what is mocked is the plan and not the state named long before": (
        "Chad signed the treaty. The plan was praised. It is being mocked by students.",
        "2017-06-05", "It", set(),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", MEANT)
def test_description_means(reader: Reader, case: str) -> None:
    text, day, words, expected = MEANT[case]
    read = reading(reader, text, day)
    begin = text.index(words)
    keys = set(read.referents[begin, begin + len(words)])
    if expected is None:
        people = {k for span, found in read.referents.items() if span[1] < begin for k in found}
        assert not keys & people
    else:
        assert keys == expected


def test_views_are_mentions_of_no_event(reader: Reader, vocab: Vocabulary) -> None:
    read = reading(reader, "Anna Roth said that she was ill. Karl Lind fears that the talks failed.", "2021-05-10")
    assert [e.text for e in read.events if e.cls == "Statement"] == ["said"]
    assert [(v.text, v.initiators[0].text) for v in read.views] == [("fears", "Karl Lind")]
    ids = Ids()
    written = ArticleWriter(vocab, ids, reader.run(NOW), clock=lambda: NOW).nquads(read).decode()
    node = f"<{ids.mention(read.article.iri, 'view', read.views[0].begin, read.views[0].end)}>"
    told = {line.split(" ")[1].rpartition("#")[2].rstrip(">") for line in written.splitlines() if line.startswith(node)}
    assert {"contentMention", "initiatorMention"} <= told
    assert not {"ofClass", "refersTo"} & told


BODIES = [
    ("Police in Delhi said so. Delhi police arrested ten men.", "Delhi police", "org/ind-delhi-police"),
    ("Baghdad's military attacked the town.", "Baghdad's military", "org/irq-military"),
    ("The Gujarat government signed an agreement.", "The Gujarat government", "org/ind-gujarat-government"),
    ("Members of the government in Catalonia were jailed.", "the government", "org/esp-catalonia-government"),
    ("A London court rejected the appeal.", "A London court", "org/gbr-london-court"),
    ("A British court rejected the appeal.", "A British court", "org/gbr-court"),
]


@pytest.mark.parametrize(("text", "words", "key"), BODIES)
def test_a_body_of_a_city_or_region_is_not_that_of_the_state(reader: Reader, text: str, words: str, key: str) -> None:
    begin = text.index(words)
    assert reading(reader, text, "2020-05-05").referents[begin, begin + len(words)] == (key,)


PORTIONS = [
    ("Democrats criticized the plan.", "Democrats", "org/democratic-party"),
    ("Two leading Democrats criticized the plan.", "Democrats", "two-leading-democrats-usa"),
    ("Republicans who attended criticized the plan.", "Republicans", "republicans-usa"),
    ("Dozens of Republicans criticized the plan.", "Republicans", "republicans-usa"),
    ("Americans voted for him.", "Americans", "group/usa-people"),
    ("Five Iraqis were killed by the army.", "Iraqis", "five-iraqis-irq"),
    ("A Mexican was arrested in Texas.", "Mexican", "mexican-mex"),
    ("Serb forces killed ethnic Albanians.", "Albanians", "group/albanians"),
]


@pytest.mark.parametrize(("text", "word", "key"), PORTIONS)
def test_some_of_a_party_or_people_are_not_all_of_it(reader: Reader, text: str, word: str, key: str) -> None:
    begin = text.index(word)
    (found,) = reading(reader, text, "2016-05-05").referents[begin, begin + len(word)]
    assert found == key if "/" in key else (found.endswith(f"-{key}") and found[:4] in ("grou", "pers"))


OFFICES = {
    "of the state that 'its' means": (
        "Turkey refused. Its defence minister, Ali Yaman, said that it would stay.",
        "2017-06-23", ("person/ali-yaman", "position/TUR/defense-minister"),
    ),
    "of a peer": (
        "French Defence Minister Anne Roux cancelled a meeting with her British counterpart, Guy Marsh, in London.",
        "2021-09-23", ("person/guy-marsh", "position/GBR/defense-secretary"),
    ),
    "of the ministry of a state": (
        "Ivan Koval, a spokesman for Ukraine's foreign ministry, denied it.",
        "2022-07-24", ("person/ivan-koval", "position/UKR/spokesman"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", OFFICES)
def test_office_is(reader: Reader, case: str) -> None:
    text, day, held = OFFICES[case]
    assert held in {(t.person, t.position) for t in reading(reader, text, day).tenures}


def test_names_that_the_files_give_to_two_people_stay_two_in_an_article(reader: Reader) -> None:
    text = "Idriss Deby ruled Chad for thirty years. His son Mahamat Idriss Deby took over in 2021."
    keys = {k for found in reading(reader, text, "2022-05-01").referents.values() for k in found}
    assert {"person/idriss-deby", "person/mahamat-deby"} <= keys


def test_first_person_of_a_release_is_its_speaker(reader: Reader) -> None:
    text = "Norway's foreign minister, Ida Falk, said:\n\nI welcome the accord. We will support it."
    read = reading(reader, text, "2020-05-05")
    at = text.index("I welcome")
    assert read.referents[at, at + 1] == ("person/ida-falk",)
    at = text.index("We will")
    assert read.referents[at, at + 2] == ("country/NOR",)


def test_we_of_somebody_who_speaks_for_no_state_is_not_him_alone(reader: Reader) -> None:
    text = "“We will support it,” said Otto Berg, a singer."
    read = reading(reader, text, "2020-05-05")
    at = text.index("We will")
    assert read.referents[at, at + 2] == ()


def test_gathering_dated_after_the_article_has_not_taken_place(reader: Reader) -> None:
    text = "The aide did not confirm whether Joe Biden and Xi Jinping would meet at the G20 summit in Bali next month."
    summits = [e for e in reading(reader, text, "2022-10-05").events if e.cls == "Summit"]
    assert [e.status for e in summits] == [Status.PLANNED]


def test_gathering_told_of_again_with_its_day_is_an_account_of_it(reader: Reader) -> None:
    text = "The G20 summit will be held in Rome in October. The aide said the October 30-31 conference was vital."
    summits = [e for e in reading(reader, text, "2021-09-05").events if e.cls == "Summit"]
    assert [e.time.value.edtf for e in summits if e.time and e.time.value] == ["2021-10", "2021-10-30/2021-10-31"]


def test_who_speaks_after_talks_with_somebody_took_part(reader: Reader) -> None:
    text = "Sergey Lavrov said after talks with Mevlut Cavusoglu in Ankara that the corridor was needed."
    read = reading(reader, text, "2022-06-08")
    talks = [e for e in read.events if e.cls == "Meeting"]
    assert [{m.text for m in e.initiators} for e in talks] == [{"Sergey Lavrov", "Mevlut Cavusoglu"}]


def test_acronym_after_or_is_the_body_named_before(reader: Reader) -> None:
    text = "He leads the Rapid Support Forces, or RSF, in Sudan. The RSF blamed the army."
    at = text.index("RSF blamed")
    read = reading(reader, text, "2023-06-02")
    assert read.referents[at, at + 3] == read.referents[text.index("Rapid"), text.index(", or")]


def test_president_who_speaks_at_the_white_house_is_the_american_one(reader: Reader) -> None:
    text = "Barack Obama and Raul Castro spoke on Tuesday. The president said at the White House that it was time."
    at = text.index("The president")
    assert reading(reader, text, "2014-12-18").referents[at, at + 13] == ("person/barack-obama",)


@pytest.mark.parametrize(
    ("struck", "words", "state"),
    [
        ("struck an ISIL tactical unit and destroyed a building, two facilities and a truck", "two facilities", False),
        ("destroyed an ISIL-held building and a truck", "an ISIL-held building", False),
        ("destroyed a rebel-held building and a truck", "a rebel-held building", False),
        ("destroyed a building, two facilities and a truck", "a building", True),
    ],
)
def test_what_an_armed_group_holds_is_no_part_of_the_state_attacked(
    reader: Reader, struck: str, words: str, state: bool
) -> None:
    text = f"Aircraft conducted six strikes on Monday. Near Mosul, Iraq, three strikes {struck}."
    begin = text.index(words)
    assert ("country/IRQ" in reading(reader, text, "2016-10-05").referents[begin, begin + len(words)]) is state


def test_the_coalition_is_that_of_states_described_before(reader: Reader) -> None:
    text = "The US-led coalition struck a bridge. The National Coalition was silent. The coalition said that ten died."
    found = reading(reader, text, "2016-10-05").referents
    spans = [(text.index(w), text.index(w) + len(w)) for w in ("The US-led coalition", "The coalition")]
    assert found[spans[0]] == found[spans[1]] != ()
