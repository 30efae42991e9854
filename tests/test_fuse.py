"""One event told five times is one event with five accounts; two meetings of the same people are two."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from communique.fusion.fuse import Knowledge
from communique.times.timevalues import span
from worlds import account, article, day, fused, meetings, person, written


def test_two_accounts_of_one_day_are_one_event_with_two_sources() -> None:
    world = fused(
        article("a", account("Meeting", "lavrov", "trump", time=day("2017-05-10")), published="2017-05-11"),
        article("b", account("Meeting", "trump", "lavrov", time=day("2017-05-10")), published="2017-05-10"),
    )
    (event,) = meetings(world)
    assert event.source_count == 2
    assert len(event.accounts) == 2


def test_meetings_of_different_pairs_stay_apart() -> None:
    world = fused(
        article(
            "a",
            account("Meeting", "lavrov", "trump", time=day("2017-05-10")),
            account("Meeting", "lavrov", "tillerson", nth=1, time=day("2017-05-10")),
            published="2017-05-11",
        ),
    )
    assert len(meetings(world)) == 2


def test_meetings_of_one_pair_at_different_times_stay_apart() -> None:
    world = fused(
        article("a", account("Meeting", "lavrov", "tillerson", time=day("2017-04-12")), published="2017-04-13"),
        article("b", account("Meeting", "lavrov", "tillerson", time=day("2017-05-10")), published="2017-05-11"),
    )
    assert len(meetings(world)) == 2


def test_a_day_that_one_account_names_stands_above_one_that_is_read_from_its_scene() -> None:
    read = article("a", account("Meeting", "lavrov", "trump", time=span("2017-05-09?")), published="2017-05-11")
    named = article("b", account("Meeting", "lavrov", "trump", time=day("2017-05-10")), published="2017-05-11")
    world = fused(read, named)
    (event,) = meetings(world)
    assert event.time == day("2017-05-10")
    assert not world.disagreements


def test_a_signing_that_names_nobody_is_that_of_its_day_and_city() -> None:
    lima, bonn = ("place/PER/lima",), ("place/DEU/bonn",)
    sides = {"initiators": ("country/RUS", "country/SYR"), "time": day("2017-05-09")}
    named = article("a", account("Agreement", places=lima, **sides), published="2017-05-10")
    bare = article("b", account("Agreement", places=lima, time=day("2017-05-09")), published="2017-06-10")
    elsewhere = article("c", account("Agreement", places=bonn, time=day("2017-05-09")), published="2017-05-10")
    counts = sorted(e.source_count for e in fused(named, bare, elsewhere).events)
    assert counts == [1, 2]


def test_planned_then_held_is_one_event_that_occurred_and_keeps_both_accounts() -> None:
    plan = article(
        "a", account("Meeting", "putin", "trump", status="Planned", time=day("2017-07-07")), published="2017-07-04"
    )
    fact = article("b", account("Meeting", "putin", "trump", time=day("2017-07-07")), published="2017-07-08")
    (event,) = meetings(fused(plan, fact))
    assert event.status == "Occurred"
    assert [a.status for a in event.accounts] == ["Planned", "Occurred"]


def test_a_plan_called_off_is_cancelled() -> None:
    plan = article("a", account("Visit", "shannon", status="Planned", targets=("country/RUS",)), published="2017-06-18")
    off = article(
        "b", account("Visit", "shannon", status="Cancelled", targets=("country/RUS",)), published="2017-06-21"
    )
    (event,) = fused(plan, off).events
    assert event.status == "Cancelled"


def test_an_undated_past_meeting_is_not_the_next_planned_one() -> None:
    world = fused(
        article("a", account("Meeting", "lavrov", "tillerson")),
        article(
            "b",
            account("Meeting", "lavrov", "tillerson", status="Planned", time=day("2017-05-10")),
            published="2017-05-10",
        ),
    )
    assert len(meetings(world)) == 2


def test_an_attack_and_the_attack_in_return_are_two_events() -> None:
    one = account("Assault", initiators=("country/RUS",), targets=("country/USA",), time=day("2017-05-10"))
    two = account("Assault", initiators=("country/USA",), targets=("country/RUS",), time=day("2017-05-10"), nth=1)
    assert len(fused(article("a", one, two, published="2017-05-11")).events) == 2


def test_accounts_that_date_one_meeting_differently_disagree() -> None:
    world = fused(
        article("a", account("Meeting", "putin", "trump", time=day("2017-07-07")), published="2017-07-08"),
        article("b", account("Meeting", "putin", "trump", time=day("2017-07-08")), published="2017-07-09"),
        article("c", account("Meeting", "putin", "trump", time=day("2017-07-07")), published="2017-07-09"),
    )
    (event,) = meetings(world)
    assert event.time == day("2017-07-07"), "two origins against one"
    (found,) = world.disagreements
    assert (found.on_property, found.event, len(found.mentions)) == ("earliest", event.iri, 3)


def test_a_city_and_its_country_are_no_disagreement_but_two_cities_are() -> None:
    def world(*places: str) -> Knowledge:
        return fused(
            *(
                article(
                    p.rsplit("/")[-1],
                    account("Meeting", "putin", "trump", time=day("2017-07-07"), places=(p,)),
                    published="2017-07-08",
                )
                for p in places
            )
        )

    nested = world("place/DEU/hamburg", "country/DEU")
    assert not nested.disagreements
    assert meetings(nested)[0].places == ("place/DEU/hamburg",)
    assert [d.on_property for d in world("place/DEU/hamburg", "place/DEU/berlin").disagreements] == ["atPlace"]


def test_a_denial_against_a_report_is_a_disagreement_on_status() -> None:
    world = fused(
        article("a", account("Meeting", "putin", "trump", time=day("2017-07-07")), published="2017-07-08"),
        article(
            "b", account("Meeting", "putin", "trump", status="Denied", time=day("2017-07-07")), published="2017-07-09"
        ),
    )
    assert [d.on_property for d in world.disagreements] == ["status"]
    assert meetings(world)[0].status == "Denied", "the latest word"


def test_a_past_event_dated_after_its_article_is_implausible() -> None:
    world = fused(article("a", account("Meeting", "putin", "trump", time=day("2017-07-07")), published="2017-07-04"))
    assert [d.on_property for d in world.disagreements] == ["earliest"]


def blow(name: str, by: str, **more: object) -> object:
    fields = {"initiators": (by,), "targets": ("country/SYR",), "places": ("place/DEU/hamburg",), **more}
    return article(name, account("Assault", time=day("2017-05-10"), **fields), published="2017-05-11")


def test_accounts_that_blame_different_attackers_disagree() -> None:
    world = fused(blow("a", "country/RUS"), blow("b", "country/USA"))
    (event,) = world.events
    (found,) = world.disagreements
    assert (found.on_property, found.values) == ("initiator", "Russia | United States")
    assert event.source_count == 2


def test_a_place_that_is_only_described_is_told_by_its_words() -> None:
    def struck(name: str, by: str, place: str) -> object:
        return blow(name, by, places=(place,))

    oil = ("place/0123456789ab-syrian-oil-port", "place/ba9876543210-big-syrian-oil-depot")
    world = fused(struck("a", "country/RUS", oil[0]), struck("b", "country/USA", oil[1]))
    assert [d.on_property for d in world.disagreements] == ["initiator"]
    other = fused(struck("a", "country/RUS", oil[0]), struck("b", "country/USA", "place/ba9876543210-village-school"))
    assert len(other.events) == 2


def test_attacks_at_two_spots_by_two_attackers_are_two() -> None:
    world = fused(blow("a", "country/RUS"), blow("b", "country/USA", places=("place/DEU/berlin",)))
    assert len(world.events) == 2
    assert not world.disagreements


def test_casualties_that_differ_are_a_disagreement_and_those_of_one_article_are_not() -> None:
    five, six = ((5, "soldiers"),), ((6, "soldiers"),)
    world = fused(blow("a", "country/RUS", quantities=five), blow("b", "country/RUS", quantities=six))
    assert [(d.on_property, d.values) for d in world.disagreements] == [("quantity", "5 soldiers | 6 soldiers")]
    assert not fused(blow("a", "country/RUS", quantities=five + six)).disagreements


def test_a_state_beside_its_own_president_does_not_split_an_event() -> None:
    both = account("Meeting", "lavrov", "trump", time=day("2017-05-10"))
    more = account("Meeting", initiators=(person("lavrov"), "country/USA", person("trump")), time=day("2017-05-10"))
    world = fused(article("a", both, published="2017-05-11"), article("b", more, published="2017-05-11"))
    (event,) = meetings(world)
    assert event.label == "Meeting: Lavrov, Trump", "people are named rather than their states"


def test_unnamed_participants_do_not_keep_accounts_of_the_same_people_apart() -> None:
    guest = "person/0123456789ab-an-aide"
    one = account("Meeting", initiators=(person("lavrov"), person("trump"), guest), time=day("2017-05-10"))
    two = account("Meeting", "lavrov", "trump", time=day("2017-05-10"), nth=1)
    assert len(meetings(fused(article("a", one, two, published="2017-05-11")))) == 1


def test_unnamed_people_never_join_accounts_of_two_articles() -> None:
    def told(name: str, digest: str) -> object:
        aides = (f"person/{digest}-an-aide", f"group/{digest}-officials")
        return article(name, account("Meeting", initiators=aides, time=day("2017-05-10")), published="2017-05-11")

    assert len(meetings(fused(told("a", "0123456789ab"), told("b", "ba9876543210")))) == 2


def test_a_visit_is_one_however_its_destination_is_put() -> None:
    city = account("Visit", "putin", status="Cancelled", places=("place/DEU/hamburg",))
    state = account("Visit", "putin", status="Cancelled", hosts=("country/DEU",))
    world = fused(article("a", city, published="2016-10-11"), article("b", state, published="2016-10-12"))
    assert [e.source_count for e in world.events] == [2]


def test_visits_to_two_states_are_two() -> None:
    one = account("Visit", "putin", hosts=("country/DEU",), time=day("2017-07-07"))
    two = account("Visit", "putin", hosts=("country/SYR",), time=day("2017-07-07"))
    world = fused(article("a", one, published="2017-07-08"), article("b", two, published="2017-07-08"))
    assert len(world.events) == 2


def test_an_agreement_with_a_witness_misdated_by_a_day_is_one_with_a_disagreement() -> None:
    two = account("Agreement", initiators=("country/RUS", "country/SYR"), time=day("2017-05-09"))
    three = account("Agreement", initiators=("country/RUS", "country/SYR", "country/DEU"), time=day("2017-05-10"))
    world = fused(article("a", two, published="2017-05-10"), article("b", three, published="2017-05-11"))
    assert len(world.events) == 1
    assert [(d.on_property, d.values) for d in world.disagreements] == [("earliest", "2017-05-09 | 2017-05-10")]


def test_attacks_on_two_days_are_two() -> None:
    def struck(name: str, when: str) -> object:
        act = account("Assault", initiators=("country/RUS",), targets=("country/SYR",), time=day(when))
        return article(name, act, published=when)

    assert len(fused(struck("a", "2017-05-09"), struck("b", "2017-05-10")).events) == 2


def test_a_planned_meeting_called_the_meeting_has_not_occurred() -> None:
    plan = account("Meeting", "putin", "trump", status="Planned", time=day("2017-07-07"))
    nominal = account("Meeting", "putin", "trump", nth=1, confidence=0.6)
    (event,) = meetings(fused(article("a", plan, nominal, published="2017-06-20")))
    assert event.status == "Planned"


def test_an_undated_account_joins_the_event_that_a_dated_one_tells_even_before_it() -> None:
    vague = article("a", account("Meeting", "lavrov", "trump"), published="2017-05-10")
    exact = article("b", account("Meeting", "lavrov", "trump", time=day("2017-05-09")), published="2017-05-11")
    (event,) = meetings(fused(vague, exact))
    assert event.accounts[0].article.endswith("a"), "accounts stand in the order of publication"


def test_gatherings_of_two_years_are_two_editions() -> None:
    world = fused(
        article("a", account("Summit", name="G20 summit", time=day("2017-07-07")), published="2017-07-01"),
        article("b", account("Summit", name="the annual G20 summit", time=day("2017-06-07")), published="2017-05-11"),
        article("c", account("Summit", name="G20 summit", time=day("2018-11-30")), published="2018-11-20"),
    )
    assert sorted(len(e.accounts) for e in world.events) == [1, 2]


def test_the_same_words_of_one_speaker_are_one_statement() -> None:
    def told(words: str, speaker: str = "lavrov") -> object:
        return account("Statement", speaker, quotation=words, is_direct=True)

    world = fused(
        article("a", told("We agreed.")), article("b", told("We agreed")), article("c", told("We agreed.", "trump"))
    )  # type: ignore[arg-type]
    assert sorted(e.source_count for e in world.events) == [1, 2]


def test_part_of_links_never_close_a_circle() -> None:
    one = account("Meeting", "lavrov", "trump")
    two = account("Summit", name="G20 summit", nth=1)
    base = article("a", one, two)
    from dataclasses import replace

    first, second = base.accounts
    circular = replace(base, accounts=(replace(first, part_of=second.mention), replace(second, part_of=first.mention)))
    parts = {e.cls: e.part_of for e in fused(circular).events}
    assert parts["Summit"] is None, "a summit is no part of a meeting"
    assert parts["Meeting"] is not None


SOME = [
    article("a", account("Meeting", "lavrov", "trump", time=day("2017-05-10")), published="2017-05-11"),
    article(
        "b", account("Meeting", "lavrov", "trump", status="Planned", time=day("2017-05-10")), published="2017-05-10"
    ),
    article(
        "c",
        account("Consultation", initiators=("country/RUS", "country/USA"), time=day("2017-05-10")),
        published="2017-05-12",
    ),
    article("d", account("Meeting", "lavrov", "tillerson"), account("Meeting", "lavrov", "trump", nth=1)),
    article("e", account("Meeting", "lavrov", "trump", "tillerson", time=day("2017-05-10")), published="2017-05-11"),
]


@settings(max_examples=30, deadline=None)
@given(st.permutations(SOME))
def test_the_order_of_articles_leaves_no_trace(order: list[object]) -> None:
    assert written(fused(*order)) == written(fused(*SOME))


def test_every_account_belongs_to_exactly_one_event() -> None:
    world = fused(*SOME)
    told = [a.mention for e in world.events for a in e.accounts]
    assert sorted(told) == sorted(a.mention for article_ in SOME for a in article_.accounts)


def test_an_event_keeps_its_iri_when_later_accounts_join() -> None:
    early, late = SOME[1], SOME[0]
    assert {e.iri for e in fused(early).events} == {e.iri for e in fused(early, late).events}


def test_what_is_written_holds_what_questions_need_without_a_reasoner() -> None:
    quads = written(fused(SOME[0]))
    said = {(q.predicate.value.rsplit("#")[-1], getattr(q.object, "value", "")) for q in quads}
    assert ("participant", f"https://w3id.org/communique/id/{person('lavrov')}") in said
    assert ("participantCountry", "https://w3id.org/communique/id/country/USA") in said
    assert ("category", "https://w3id.org/communique/plover#CONSULT") in said


def test_records_survive_json() -> None:
    from communique.graph.accounts import ArticleAccounts

    for one in SOME:
        assert ArticleAccounts.from_json(one.to_json()) == one
    assert len(list(itertools.chain(*(a.accounts for a in SOME)))) == 6
