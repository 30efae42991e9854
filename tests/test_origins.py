"""Reprints are one origin, a later version of an article supersedes the earlier one, and a name alone makes neither."""

from __future__ import annotations

from worlds import account, article, day, fused, meetings, written


def test_reprints_are_one_origin() -> None:
    words = " ".join(f"word{i}" for i in range(200))
    told = account("Meeting", "lavrov", "trump", time=day("2017-05-10"))
    world = fused(
        article("wire", told, published="2017-05-10", text=words, publisher="Wire"),
        article("reprint", told, published="2017-05-10", text=words + " Reporting by A.", publisher="Daily"),
        article("own", told, published="2017-05-10", publisher="Other"),
    )
    (event,) = meetings(world)
    assert (event.source_count, event.outlet_count) == (2, 3)


def test_a_later_version_of_an_article_supersedes_the_earlier_one() -> None:
    told = {"url": "https://example.org/1", "publisher": "Daily"}
    first = article("a", account("Meeting", "putin", "trump", time=day("2017-07-07")), published="2017-07-08", **told)
    wrong = account("Meeting", "putin", "trump", time=day("2017-07-08"), nth=2)
    early = article("b", wrong, account("Meeting", "lavrov", "trump"), published="2017-07-07", **told)
    world = fused(first, early)
    (event,) = meetings(world)
    assert (len(event.accounts), event.source_count) == (1, 1)
    assert world.supersedes == ((first.article, early.article),)
    assert all("lavrov" not in who for e in world.events for who in e.initiators), "what was taken back is no event"


def test_an_update_shows_its_outdated_account_without_counting_it() -> None:
    told = {"url": "https://example.org/1"}
    meeting = account("Meeting", "putin", "trump", time=day("2017-07-07"))
    early = article("a", meeting, published="2017-07-07", **told)
    later = article("b", meeting, published="2017-07-08", **told)
    (event,) = meetings(fused(early, later))
    assert [a.article for a in event.outdated] == [early.article]
    quads = written(fused(early, later))
    evidence = [q.object for q in quads if q.predicate.value.endswith("#evidence")]
    assert len(evidence) == 1


def test_the_same_file_name_alone_makes_no_versions() -> None:
    from dataclasses import replace

    one = article("a", account("Meeting", "putin", "trump", time=day("2017-07-07")), published="2017-07-08")
    two = replace(
        article("b", account("Meeting", "lavrov", "trump"), published="2017-07-09"), identifier=one.identifier
    )
    world = fused(one, two)
    assert not world.supersedes
    assert len(world.events) == 2


def test_an_agency_credit_joins_only_texts_that_share_much() -> None:
    shared = " ".join(f"wire{i}" for i in range(100))
    own = " ".join(f"own{i}" for i in range(100))
    told = account("Meeting", "lavrov", "trump", time=day("2017-05-10"))

    def sources(second: str, **more: object) -> int:
        one = article("a", told, published="2017-05-10", text=shared + " " + own, agencies=("Reuters",))
        two = article("b", told, published="2017-05-11", text=second, **more)
        (event,) = meetings(fused(one, two))
        return event.source_count

    rewritten = shared + " " + " ".join(f"else{i}" for i in range(100))
    assert sources(rewritten, agencies=("Reuters",)) == 1
    assert sources(rewritten) == 2
    assert sources("nothing in common " * 20, agencies=("Reuters",)) == 2
