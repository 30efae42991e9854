"""Claims about who takes part: all whom the event's own clause names, and nobody from beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from communique.model import EventMention
    from communique.pipeline import Reader


def act(reader: Reader, text: str, cls: str) -> EventMention:
    _, events = reader.try_sentence(text)
    found = [e for e in events if e.cls == cls]
    assert found, [(e.cls, e.text) for e in events]
    return found[0]


def sides(event: EventMention) -> tuple[list[str], list[str]]:
    return [m.text for m in event.initiators], [m.text for m in event.targets]


@pytest.mark.parametrize(
    ("cls", "text", "who", "whom"),
    [
        ("Support", "Miners backed Ana Duarte in 2008, and Jan Berg in 2012.", ["Miners"], ["Ana Duarte", "Jan Berg"]),
        ("Assault", "The raid went wrong, with at least two guards reported killed.", [], ["at least two guards"]),
        (
            "Assault",
            "Chad said it would resume attacks on Kenyan forces, though not on foreigners.",
            ["Chad"],
            ["Kenyan forces"],
        ),
        ("Support", "Ireland expressed its thanks and deep gratitude to Norway.", ["Ireland"], ["Norway"]),
        (
            "Accusation",
            "Kenyan police opened an investigation into claims that two officers took bribes.",
            ["Kenyan police"],
            ["two officers"],
        ),
        ("Meeting", "They held a meeting led by Prime Minister Ana Duarte.", ["They", "Ana Duarte"], []),
        ("Meeting", "Sergei Lavrov, left, and Ana Duarte met in Oslo.", ["Sergei Lavrov", "Ana Duarte"], []),
        (
            "Support",
            "The UK, the wider Arab League and the Government of Kenya have already supported Ana Duarte.",
            ["UK", "Arab League", "the Government"],
            ["Ana Duarte"],
        ),
        (
            "Accusation",
            "The Grand Mufti of Egypt, Sheikh Omar Banjar, condemned Iran.",
            ["Omar Banjar"],
            ["Iran"],
        ),
    ],
)
def test_who_is_named_in_the_clause_takes_part(
    reader: Reader, cls: str, text: str, who: list[str], whom: list[str]
) -> None:
    assert sides(act(reader, text, cls)) == (who, whom)


@pytest.mark.parametrize(
    ("cls", "text", "who", "whom"),
    [
        (
            "Support",
            "On a visit to Kenya, Vladimir Putin voiced his support of Ana Duarte.",
            ["Vladimir Putin"],
            ["Ana Duarte"],
        ),
        ("Threat", "Norway gave Chad an ultimatum over an attack on a soldier.", ["Norway"], ["Chad"]),
        ("Sanction", "Chad is enforcing all United Nations sanctions.", ["Chad"], []),
        ("Concession", "Norway will reopen its border with Chad.", ["Norway"], ["Chad"]),
        ("Concession", "Norway suspended its lawsuits over the closure.", ["Norway"], []),
        ("Aid", "Italy offered Kenya an armoured brigade and attack helicopters.", ["Italy"], ["Kenya"]),
        (
            "Accusation",
            "Chad summoned the Kenyan envoy to its Foreign Ministry to protest.",
            ["Chad"],
            ["the Kenyan envoy"],
        ),
        ("Agreement", "Iran and six powers sealed an accord to limit Iranian research.", ["Iran"], []),
        ("Accusation", "Chad accused the tiny emirate of backing Iran.", ["Chad"], []),
        ("Concession", "Norway and Kenya lifted the UN embargo.", ["Norway", "Kenya"], []),
        ("Agreement", "Norway pledged not to allow Iran to use Chadian soil.", ["Norway"], []),
        ("Concession", "Norway recognised South Ossetia's independence from Georgia.", ["Norway"], ["South Ossetia"]),
        ("Protest", "Ana Duarte led Tunisia-inspired protests last week.", ["Ana Duarte"], []),
        ("Support", "Friend and historian Dr Ana Sow paid tribute to Jan Berg.", ["Ana Sow"], ["Jan Berg"]),
    ],
)
def test_who_is_named_beside_it_takes_no_part(
    reader: Reader, cls: str, text: str, who: list[str], whom: list[str]
) -> None:
    assert sides(act(reader, text, cls)) == (who, whom)


def test_who_hosts_a_summit_is_its_host(reader: Reader) -> None:
    event = act(reader, "The Crown Prince hosted the summit of the Arab League in Tunis.", "Summit")
    assert [m.text for m in event.initiators] == ["Arab League"]
    assert [m.text for m in event.hosts] == ["The Crown Prince"]


def test_a_purpose_is_no_second_host(reader: Reader) -> None:
    event = act(reader, "Barack Obama travelled to Kenya last week, partly to court investors.", "Visit")
    assert [m.text for m in event.hosts] == ["Kenya"]


def test_a_tour_that_takes_somebody_somewhere_is_theirs(reader: Reader) -> None:
    event = act(reader, "Jan Berg spoke at the start of a tour that will take him to Kenya and Chad.", "Visit")
    assert [m.text for m in event.initiators] == ["him"]


def test_who_travels_along_is_a_visitor_too(reader: Reader) -> None:
    event = act(reader, "Barack Obama flew to Kenya with the Norwegian foreign minister.", "Visit")
    assert [m.text for m in event.initiators] == ["Barack Obama", "the Norwegian foreign minister"]


@pytest.mark.parametrize(
    ("cls", "text", "who", "received"),
    [
        (
            "Meeting",
            "Ana Duarte met with the council, as well as local Norwegian and Dutch organisations.",
            ["Ana Duarte", "the council", "Norwegian", "Dutch"],
            [],
        ),
        ("Meeting", "The envoy held talks with Kenya as well as with Chad.", ["The envoy", "Kenya", "Chad"], []),
        (
            "Meeting",
            "Ana Duarte met a handful of generals and senior officials in Oslo.",
            ["Ana Duarte", "generals", "senior officials"],
            [],
        ),
        (
            "Visit",
            "Barack Obama travelled to Chad on Monday and Niger on Tuesday.",
            ["Barack Obama"],
            ["Chad", "Niger"],
        ),
        (
            "Meeting",
            "Ana Duarte met the king on Monday and the queen on Tuesday.",
            ["Ana Duarte", "the king", "the queen"],
            [],
        ),
        ("Meeting", "Ana Duarte met the king on Monday and the weekend.", ["Ana Duarte", "the king"], []),
    ],
)
def test_who_is_joined_to_an_object_takes_part_too(
    reader: Reader, cls: str, text: str, who: list[str], received: list[str]
) -> None:
    event = act(reader, text, cls)
    assert [m.text for m in event.initiators] == who
    assert [m.text for m in event.hosts] == received


@pytest.mark.parametrize(
    ("cls", "text", "who", "whom"),
    [
        ("Accusation", "Norway is investigating the bank and Chad is weighing a ban.", ["Norway"], ["the bank"]),
        ("Coercion", "Kenya arrested the rebels and Chad has freed its soldiers.", ["Kenya"], ["the rebels"]),
        ("Concession", "Kenya arrested the rebels and Chad has freed its soldiers.", ["Chad"], ["its soldiers"]),
        ("Coercion", "Kenya arrested the rebels and the smugglers.", ["Kenya"], ["the rebels", "the smugglers"]),
        ("Assault", "The troops seized villages on the road to Mosul.", ["The troops"], ["villages"]),
        ("Assault", "A rocket struck the depot itself.", [], ["the depot"]),
        (
            "Support",
            "Norway backs the Chadian government against the terror of the rebels.",
            ["Norway"],
            ["the Chadian government"],
        ),
        ("Cooperation", "Kenya cooperates with Norway's Statoil.", ["Kenya", "Statoil"], []),
    ],
)
def test_another_clause_or_a_goal_is_not_the_other_side(
    reader: Reader, cls: str, text: str, who: list[str], whom: list[str]
) -> None:
    assert sides(act(reader, text, cls)) == (who, whom)


def test_states_of_those_who_are_for_something_do_not_do_it(reader: Reader) -> None:
    _, events = reader.try_sentence("She visited Norwegian and Dutch organisations focused on supporting refugees.")
    assert not [m.text for e in events if e.cls == "Support" for m in e.initiators]
