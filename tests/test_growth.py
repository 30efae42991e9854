"""What one more article costs does not hang on how much the store holds already."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from communique.fusion import fuse
from communique.fusion.claims import Claim
from communique.fusion.index import Index
from communique.fusion.rulings import Rulings
from communique.graph.accounts import ArticleAccounts
from communique.graph.archive import Archive
from communique.ids import Ids
from communique.vocab import Vocabulary
from worlds import account, article, day, person

VOCAB = Vocabulary.load()
FIRST = date(2015, 1, 5)


def diary(days: int) -> list[ArticleAccounts]:
    """Each day an article in which two states talk, one strikes, a paper is signed and a spokesman has no comment;
    once a week two people meet."""
    made = []
    for n in range(days):
        when = (FIRST + timedelta(days=n)).isoformat()
        seldom = account("Meeting", "lavrov", "tillerson", nth=4, time=day(when))
        told = (
            account("Consultation", initiators=("country/RUS", "country/USA")),
            account("Assault", nth=1, initiators=("country/RUS",), targets=("country/SYR",)),
            account("Agreement", nth=2, initiators=("country/RUS", "country/SYR"), time=day(when)),
            account("Statement", "putin", nth=3, quotation="No comment."),
        )
        told += (seldom,) * (n % 7 == 0)
        made.append(article(f"d{n:04}", *told, published=when))
    return made


def work(monkeypatch: pytest.MonkeyPatch, days: int) -> int:
    """How many accounts fusion compares for the last article of a diary."""
    *before, last = diary(days)
    archive = Archive(None)
    Index.create(archive.db)
    archive.add(before)
    archive.settle()
    fuse.Fusion(archive, vocab=VOCAB, ids=Ids(), rulings=Rulings()).run(arrived=archive.settled())
    archive.add([last])
    archive.settle()
    seen: list[Claim] = []
    original = fuse.closure

    def counted(*args: object) -> list[Claim]:
        found = original(*args)  # type: ignore[arg-type]
        seen.extend(found)
        return found

    monkeypatch.setattr(fuse, "closure", counted)
    fuse.Fusion(archive, vocab=VOCAB, ids=Ids(), rulings=Rulings()).run(arrived=archive.settled())
    monkeypatch.setattr(fuse, "closure", original)
    return len(seen)


def test_an_article_touches_as_much_in_a_store_of_two_years_as_in_one_of_two_months(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    short, long = work(monkeypatch, 63), work(monkeypatch, 63 + 7 * 60)
    assert short == long
    assert short < 4 * 14, "the accounts of its weeks, and no others"


def test_daily_talks_of_two_states_are_cut_at_the_week_but_dates_carry_over() -> None:
    sunday, monday = day("2015-01-11"), day("2015-01-12")

    def events(first: ArticleAccounts, second: ArticleAccounts) -> int:
        return len(fuse.fuse([first, second], vocab=VOCAB, ids=Ids()).events)

    talks = {"initiators": ("country/RUS", "country/USA")}
    dated = account("Consultation", time=sunday, **talks)
    one, other = article("a", dated, published=sunday.edtf), article("b", dated, published=monday.edtf)
    assert events(one, other) == 1
    people = account("Meeting", initiators=(person("lavrov"), person("tillerson")))
    assert events(article("a", people, published=sunday.edtf), article("b", people, published=monday.edtf)) == 1
