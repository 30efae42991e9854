"""Two spellings, one person or not: the name test with its floors, and what must hold whatever the names."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.entities.actorfiles import rows
from communique.naming.namematch import blocks, same_person
from communique.naming.nameparts import parse
from communique.resources import data_folder

FLOORS = {"pairs": 0.99, "held": 0.97}  # F1; raise them when the figure rises, never lower them


@dataclass(frozen=True, slots=True)
class Score:
    f1: float
    false_merges_of_heads: tuple[str, ...]
    pairs: int
    different: int
    origins: int


def measure(name: str) -> Score:
    text = (Path(__file__).parent / "names" / f"{name}.tsv").read_text(encoding="utf-8")
    table = list(csv.DictReader((x for x in text.splitlines() if not x.startswith("#")), delimiter="\t"))
    right = wrong = missed = 0
    heads = []
    for row in table:
        said, true = same_person(row["a"], row["b"]).same, row["same"] == "yes"
        right += said and true
        wrong += said and not true
        missed += true and not said
        if said and not true and row["head"] == "yes":
            heads.append(f"{row['a']} = {row['b']}")
    different = sum(row["same"] == "no" for row in table)
    f1 = 2 * right / (2 * right + wrong + missed)
    return Score(f1, tuple(heads), len(table), different, len({row["origin"] for row in table}))


@pytest.mark.parametrize("name", ["pairs", "held"])
def test_spellings_are_judged_at_the_pinned_floor_and_no_heads_of_government_are_merged(name: str) -> None:
    score = measure(name)
    assert score.f1 >= FLOORS[name], f"F1 {score.f1:.4f}"
    assert score.false_merges_of_heads == ()


def test_the_name_test_is_as_large_and_varied_as_it_should_be() -> None:
    score = measure("pairs")
    assert score.pairs >= 300
    assert score.origins >= 12
    assert score.different / score.pairs >= 0.4


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sergei Lavrov", "Sergey Kislyak"),
        ("George W. Bush", "George H. W. Bush"),
        ("Kim Jong Il", "Kim Jong Un"),
        ("King Hussein", "Saddam Hussein"),
        ("Ivan Petrov", "Ivana Petrova"),
        ("Donald Trump", "Donald Trump Jr."),
        ("Hassan Karimi", "Hussein Karimi"),
        ("Sultan bin Salman", "Khalid bin Salman"),
    ],
)
def test_namesakes_and_relatives_stay_apart(one: str, other: str) -> None:
    decision = same_person(one, other)
    assert not decision.same
    assert decision.reason


def test_a_decision_says_why() -> None:
    assert same_person("Rajiv Gandhi", "Rahul Gandhi").reason == "given names differ"
    assert same_person("Xi Jinping", "Jinping Xi").reason == "family name first in one of them"
    assert same_person("Javad Zarif", "Mohammad Javad Zarif").reason == "same words, given name left out"


def test_people_of_the_actor_files_are_not_taken_for_each_other() -> None:
    labels = [row["label"] for _, row in rows(data_folder("ontology") / "actors" / "people.csv")]
    groups: dict[str, list[str]] = {}
    for label in labels:
        for block in blocks(label):
            groups.setdefault(block, []).append(label)
    merged = [
        (a, b) for group in groups.values() for a, b in combinations(group, 2) if a != b and same_person(a, b).same
    ]
    assert [pair for pair in merged if not any("King" in name for name in pair)] == []  # Abdullah of two kingdoms


_NAMES = st.lists(
    st.text(alphabet=st.characters(categories=("Lu", "Ll", "Pd"), max_codepoint=0x17F), min_size=1, max_size=9),
    min_size=1,
    max_size=4,
).map(" ".join)


@given(_NAMES, _NAMES)
def test_the_decision_does_not_depend_on_which_name_comes_first(one: str, other: str) -> None:
    forth, back = same_person(one, other), same_person(other, one)
    assert forth.same == back.same
    assert forth.score == pytest.approx(back.score)
    assert 0 <= forth.score <= 1


@given(_NAMES)
def test_a_name_is_its_own(name: str) -> None:
    words = parse(name).words
    assert same_person(name, name).same or len("".join(words)) < 2
