"""Where accounts of one event disagree, and accounts that cannot be right: told in texts, found in the graph."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from communique.answers import queries
from communique.answers.explain import explain
from communique.fusion.fuse import fuse
from communique.ids import Ids
from communique.model import Entity, TimeMention
from communique.pipeline import Builder, Reader
from communique.resources import data_folder
from communique.store import Store
from communique.times import timevalues
from communique.times.weekdays import clash
from communique.vocab import Vocabulary
from worlds import account, article, day

Story = tuple[str, str, str]  # outlet, day, text


@pytest.fixture
def disputes(reader: Reader, vocab: Vocabulary, tmp_path: Path):  # type: ignore[no-untyped-def]
    """What the saved question answers on articles: pairs of property and accounts."""

    def asked(*stories: Story) -> list[tuple[str, list[str]]]:
        for n, (outlet, told, text) in enumerate(stories):
            head = f"---\npublished: {told}\npublisher: {outlet}\n---\n"
            (tmp_path / f"{n}.md").write_text(head + text, encoding="utf-8")
        with Store.memory(vocab=vocab) as store:
            Builder(store, reader).build([tmp_path])
            found = queries.run(queries.load([data_folder("queries")])["disagreements"], store).dicts()
            for row in found:  # what the question tells, explain tells too
                told = explain(store, str(row["event"])).disagreements
                assert str(row["differs_on"]) in {name for name, _ in told}
        return [(str(row["differs_on"]), str(row["accounts"]).split("; ")) for row in found]

    return asked


def test_days_that_differ_by_one(disputes) -> None:  # type: ignore[no-untyped-def]
    found = disputes(
        ("Fjord Post", "2018-03-08", "Emmanuel Macron met Angela Merkel in Paris on 6 March 2018."),
        ("Harbour Gazette", "2018-03-08", "Angela Merkel met Emmanuel Macron in Paris on 7 March 2018."),
    )
    assert found == [("earliest", ["Fjord Post: 2018-03-06", "Harbour Gazette: 2018-03-07"])]


def test_cities_that_differ(disputes) -> None:  # type: ignore[no-untyped-def]
    found = disputes(
        ("Fjord Post", "2018-03-08", "Emmanuel Macron met Angela Merkel in Paris on 6 March 2018."),
        ("Harbour Gazette", "2018-03-08", "Angela Merkel met Emmanuel Macron in Strasbourg on 6 March 2018."),
    )
    assert found == [("atPlace", ["Fjord Post: Paris", "Harbour Gazette: Strasbourg"])]


def test_held_or_not(disputes) -> None:  # type: ignore[no-untyped-def]
    found = disputes(
        ("Fjord Post", "2018-03-08", "Emmanuel Macron met Angela Merkel in Paris on 6 March 2018."),
        ("Harbour Gazette", "2018-03-09", "Emmanuel Macron did not meet Angela Merkel in Paris on 6 March 2018."),
    )
    assert found == [("status", ["Fjord Post: occurred", "Harbour Gazette: denied"])]


def test_numbers_that_differ(disputes) -> None:  # type: ignore[no-untyped-def]
    found = disputes(
        ("Fjord Post", "2018-03-27", "Poland expelled four Russian diplomats on 26 March 2018."),
        ("Harbour Gazette", "2018-03-27", "Poland expelled five Russian diplomats on 26 March 2018."),
    )
    assert [name for name, _ in found] == ["quantity"]


def test_doers_that_differ(disputes) -> None:  # type: ignore[no-untyped-def]
    found = disputes(
        ("Fjord Post", "2019-09-15", "Iran attacked the airport in Jeddah on 14 September 2019."),
        ("Harbour Gazette", "2019-09-15", "Houthi rebels attacked the airport in Jeddah on 14 September 2019."),
    )
    assert [name for name, _ in found] == ["initiator"]


def test_who_was_there_told_differently(disputes) -> None:  # type: ignore[no-untyped-def]
    text = (
        "US Secretary of State John Kerry and British Foreign Secretary Philip Hammond held talks with {} "
        "in Vienna on 7 July 2015."
    )
    found = disputes(
        ("Fjord Post", "2015-07-08", text.format("Iranian Foreign Minister Mohammad Javad Zarif")),
        ("Harbour Gazette", "2015-07-08", text.format("Iranian Vice President Ali Akbar Salehi")),
    )
    assert found == [
        (
            "participant",
            [
                "Fjord Post: John Kerry, Mohammad Javad Zarif, Philip Hammond",
                "Harbour Gazette: Ali Akbar Salehi, John Kerry, Philip Hammond",
            ],
        )
    ]


@pytest.mark.parametrize(
    ("others", "values"),
    [
        ([["trump"], ["shannon"]], "Lavrov, Putin, Shannon | Lavrov, Putin, Trump"),
        ([["trump"], ["trump", "shannon"]], None),  # one names more
        ([["trump"], ["shannon"], ["trump", "shannon"]], None),  # one has both
    ],
)
def test_somebody_else_in_the_same_talks_is_a_disagreement_on_participants(
    vocab: Vocabulary, others: list[list[str]], values: str | None
) -> None:
    when = day("2017-07-07")
    articles = [
        article(f"a{n}", account("Negotiation", "lavrov", "putin", *more, time=when), published="2017-07-08")
        for n, more in enumerate(others)
    ]
    world = fuse(articles, vocab=vocab, ids=Ids())
    assert len(world.events) == 1
    found = [(d.on_property, d.values) for d in world.disagreements]
    assert found == ([("participant", values)] if values else [])


def test_who_was_struck_may_be_told_differently(vocab: Vocabulary) -> None:
    struck = [Entity(f"org/{name}", "ArmedGroup", name.title()) for name in ("rebels", "jihadists")]
    blow = {"initiators": ("country/RUS",), "places": ("place/DEU/hamburg",), "time": day("2017-05-10")}
    told = [
        replace(made, entities=(*made.entities, *struck))
        for n, aim in enumerate(struck)
        for made in [article(f"a{n}", account("Assault", targets=(aim.key,), **blow), published="2017-05-11")]
    ]
    assert [(d.on_property, d.values) for d in fuse(told, vocab=vocab, ids=Ids()).disagreements] == [
        ("target", "Jihadists | Rebels")
    ]


def test_a_day_that_was_another_weekday(disputes) -> None:  # type: ignore[no-untyped-def]
    story = ("Fjord Post", "2017-07-10", "Emmanuel Macron met Angela Merkel in Paris on Tuesday, 7 July 2017.")
    assert disputes(story) == [("earliest", ["Fjord Post: 2017-07-07, a Friday, told as Tuesday"])]


def test_a_day_and_its_own_weekday_agree(disputes) -> None:  # type: ignore[no-untyped-def]
    assert disputes(("Post", "2017-07-10", "Emmanuel Macron met Angela Merkel in Paris on Friday, 7 July 2017.")) == []


@pytest.mark.parametrize(
    ("words", "odd"),
    [
        ("Tuesday, 7 July 2017", "a Friday, told as Tuesday"),
        ("Friday, July 7, 2017", None),
        ("Friday", None),
        ("7 July 2017", None),
        ("Monday or Tuesday", None),
    ],
)
def test_weekday_beside_a_date(words: str, odd: str | None) -> None:
    value = timevalues.of_day(date(2017, 7, 7))
    assert clash(TimeMention(0, len(words), words, 0, 1, 0, value)) == odd


def test_a_past_event_after_its_article(disputes) -> None:  # type: ignore[no-untyped-def]
    story = ("Fjord Post", "2017-07-03", "Emmanuel Macron met Angela Merkel in Paris on 7 July 2017.")
    assert disputes(story) == [("earliest", ["Fjord Post: 2017-07-07, told on 2017-07-03"])]


OUT = "US Secretary of State John Kerry met Erna Solberg in Oslo on {}."


def test_an_act_in_an_office_that_had_ended(disputes) -> None:  # type: ignore[no-untyped-def]
    (name, accounts), *others = disputes(("Fjord Post", "2019-05-04", OUT.format("Friday")))
    assert (name, others) == ("participant", [])
    assert accounts == ["Fjord Post: John Kerry, secretary of state of United States until 2017-01-20"]


@pytest.mark.parametrize(
    ("day", "text"),
    [
        ("2015-05-04", OUT.format("Friday")),
        ("2019-05-04", OUT.format("4 May 2015")),
        ("2019-05-04", "Former " + OUT.format("Friday")),
        ("2019-05-04", "John Kerry met Erna Solberg in Oslo on Friday."),
    ],
    ids=["in office", "of the time in office", "told as former", "no office named"],
)
def test_former_holders_meet_people(disputes, day: str, text: str) -> None:  # type: ignore[no-untyped-def]
    assert disputes(("Fjord Post", day, text)) == []
