"""Claims about who fills which role, on the real model with a lexicon of a few frames and stand-in mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communique.events.coding import find_events
from communique.events.frames import Frame, Operator, Trigger
from communique.events.lexicon import Lexicon
from communique.model import EntityMention, EventMention, Form

if TYPE_CHECKING:
    from communique.parsing.tokens import Doc
    from conftest import Parser

COUNTRIES = {
    "Peru": "PER",
    "Chile": "CHL",
    "Oman": "OMN",
    "Qatar": "QAT",
    "Kenya": "KEN",
    "Ghana": "GHA",
    "Turkey": "TUR",
}
COUNTRIES |= {"Turkish": "TUR", "Syrian": "SYR", "Omani": "OMN", "Kenyan": "KEN"}
PEOPLE = ("Lopez", "Mensah", "rebels", "sailors", "diplomats", "ministers", "who")
PLACES = ("Lima", "Doha", "Nairobi")


def frame(name: str, cls: str, *, kind: str = "verb", roles: dict[str, str], **more: object) -> Frame:
    words = name.split()
    trigger = Trigger(words[-1], tuple(words[:-1])) if kind == "noun" else Trigger(words[0])
    return Frame(id=f"{name}.{kind}", cls=cls, kind=kind, triggers=(trigger,), roles=roles, confidence=1.0, **more)  # type: ignore[arg-type]


ACT = {"subject": "initiator", "object": "target"}
NOUN = {"possessor": "initiator", "compound": "initiator", "modifier": "initiator", "by": "initiator"}
SIDES = {
    "possessor": "initiator",
    "compound": "initiator",
    "modifier": "initiator",
    "between": "initiator",
    "with": "initiator",
}
LEXICON = Lexicon.of(
    [
        frame("attack", "Assault", roles=ACT),
        frame("attack", "Assault", kind="noun", roles=NOUN | {"on": "target", "against": "target"}),
        frame("expel", "Expulsion", roles=ACT),
        frame("expulsion", "Expulsion", kind="noun", roles=NOUN | {"of": "target"}),
        frame(
            "meet",
            "Meeting",
            roles={"subject": "initiator", "object": "initiator", "with": "initiator"},
            reciprocal=True,
        ),
        frame("talk", "Negotiation", kind="noun", roles=SIDES, reciprocal=True),
        frame("meeting", "Meeting", kind="noun", roles=SIDES, reciprocal=True),
        frame("send", "Aid", roles={"subject": "initiator", "dative": "target", "to": "target"}),
        frame("visit", "Visit", roles={"subject": "initiator", "object": "host"}),
        frame(
            "impose",
            "Sanction",
            roles={"subject": "initiator", "on": "target"},
            where={"object": frozenset({"sanction"})},
        ),
        frame("urge", "Request", roles=ACT),
        frame("agree", "Agreement", roles={"subject": "initiator", "with": "initiator"}),
    ],
    [Operator("hold", "verb", (Trigger("hold"),), frozenset({"object"}), light=True)],
)


def stand_ins(doc: Doc) -> list[EntityMention]:
    """A mention for each of the words above, with the compounds before it."""
    found = []
    for token in doc:
        kind = "Country" if token.text in COUNTRIES else "City" if token.text in PLACES else "Group"
        if kind != "Group" or token.text in PEOPLE:
            span = doc.span(token.i, token.i + 1)
            form = Form.NAME if kind != "Group" else Form.NOMINAL
            mention = EntityMention(
                span.start_char, span.end_char, span.text, token.i, token.i + 1, token.i, kind, form
            )
            acts = kind != "City" and token.dep_ not in ("amod", "compound")
            found.append(_with(mention, country=COUNTRIES.get(token.text), is_actor=acts))
    return found


def _with(mention: EntityMention, **changes: object) -> EntityMention:
    from dataclasses import replace

    return replace(mention, **changes)  # type: ignore[arg-type]


def only(nlp: Parser, sentence: str) -> EventMention:
    doc = nlp(sentence)
    (event,) = find_events(doc, stand_ins(doc), [], LEXICON)
    return event


def names(mentions: tuple[EntityMention, ...]) -> set[str]:
    return {m.text for m in mentions}


@pytest.mark.parametrize(
    ("sentence", "initiators", "targets"),
    [
        ("Turkey attacked the rebels.", {"Turkey"}, {"rebels"}),
        ("The rebels were attacked by Turkey.", {"Turkey"}, {"rebels"}),
        ("Peru, which attacked Chile, apologised.", {"Peru"}, {"Chile"}),
        ("The diplomats expelled by Oman left.", {"Oman"}, {"diplomats"}),
        ("Peru agreed to attack Chile.", {"Peru"}, {"Chile"}),
        ("Peru is said to have attacked Chile.", {"Peru"}, {"Chile"}),
        ("Peru seized the port and attacked Chile.", {"Peru"}, {"Chile"}),
        ("Peru and Chile attacked Oman and Qatar.", {"Peru", "Chile"}, {"Oman", "Qatar"}),
        ("Turkey attacked a Syrian airbase.", {"Turkey"}, {"Syrian"}),
        ("Kenya imposed sanctions on Ghana's banks.", {"Kenya"}, {"Ghana"}),
        ("Kenya sent Ghana doctors.", {"Kenya"}, {"Ghana"}),
        ("Kenya sent doctors to Ghana.", {"Kenya"}, {"Ghana"}),
        ("The Turkish attack on the rebels went on.", {"Turkish"}, {"rebels"}),
        ("Oman's expulsion of the diplomats surprised many.", {"Oman"}, {"diplomats"}),
        ("The expulsion of the diplomats by Oman surprised many.", {"Oman"}, {"diplomats"}),
        ("Dozens of rebels attacked Chile.", {"rebels"}, {"Chile"}),
    ],
)
def test_roles_are_found_through_the_syntax(
    nlp: Parser, sentence: str, initiators: set[str], targets: set[str]
) -> None:
    event = only(nlp, sentence)
    assert (names(event.initiators), names(event.targets)) == (initiators, targets)


@pytest.mark.parametrize(
    "sentence",
    [
        "Peru met Chile.",
        "Peru met with Chile.",
        "Peru and Chile met.",
        "Peru held talks with Chile.",
        "Talks between Peru and Chile began.",
        "The Peru-Chile meeting began.",
        "Peru's meeting with Chile began.",
    ],
)
def test_every_side_of_a_reciprocal_event_is_an_initiator(nlp: Parser, sentence: str) -> None:
    event = only(nlp, sentence)
    assert names(event.initiators) == {"Peru", "Chile"}
    assert event.targets == ()


def test_a_light_verb_and_its_noun_are_one_event(nlp: Parser) -> None:
    event = only(nlp, "Peru held talks with Chile in Lima.")
    assert (event.cls, event.text, names(event.places)) == ("Negotiation", "talks", {"Lima"})


def test_who_is_visited_is_the_host_and_the_city_the_place(nlp: Parser) -> None:
    event = only(nlp, "Lopez visited Lima.")
    assert (names(event.hosts), names(event.places)) == ({"Lima"}, {"Lima"})


def test_what_is_only_urged_is_no_event_of_its_own(nlp: Parser) -> None:
    event = only(nlp, "Kenya urged Ghana to attack the rebels.")
    assert (event.cls, names(event.targets)) == ("Request", {"Ghana"})


def test_a_dateline_is_no_actor(nlp: Parser) -> None:
    event = only(nlp, "Lima -- Chile attacked Oman on Monday.")
    assert names(event.initiators) == {"Chile"}


def test_numbers_are_kept_with_their_nouns(nlp: Parser) -> None:
    event = only(nlp, "Oman expelled twelve diplomats.")
    assert [(q.value, q.unit) for q in event.quantities] == [(12, "diplomats")]
