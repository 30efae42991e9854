"""Facts of data/gold and bench/dossier hold as far as tests/floors.yaml says that they did: what held may not be lost.

`pytest --update-golden` takes facts that hold now out of the floors' `missing`; it never puts one in.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from communique.pipeline import Builder, Reader
from communique.store import Store
from communique.vocab import Vocabulary
from conftest import DATA, ROOT, fixed_clock

sys.path.insert(0, str(ROOT))
from bench import facts

FILES = sorted((DATA / "gold").glob("*.yaml"))
DOSSIER = ROOT / "bench" / "dossier"
FLOOR_FILE = Path(__file__).parent / "floors.yaml"
FLOORS = yaml.safe_load(FLOOR_FILE.read_text(encoding="utf-8"))
ABOUT_ONE_WORLD = {"same", "different", "holds", "discrepancy"}


def listed(file: Path) -> list[facts.Fact]:
    return list(yaml.safe_load(file.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def world(demo: Store) -> facts.World:
    return facts.World(demo)


@pytest.fixture(scope="module")
def dossier(reader: Reader, vocab: Vocabulary) -> Iterator[facts.World]:
    """Longer articles, as newspapers, agencies and state media write them."""
    with Store.memory(vocab=vocab) as store:
        Builder(store, reader, clock=fixed_clock).build([DOSSIER / "articles"])
        yield facts.World(store)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_fact_that_once_held_is_lost(file: Path, world: facts.World, update_golden: bool) -> None:
    hold(file, world, update_golden=update_golden)


@pytest.mark.parametrize("file", sorted(DOSSIER.glob("*.yaml")), ids=lambda file: file.stem)
def test_no_fact_of_the_dossier_that_once_held_is_lost(file: Path, dossier: facts.World, update_golden: bool) -> None:
    hold(file, dossier, update_golden=update_golden)


def hold(file: Path, world: facts.World, *, update_golden: bool) -> None:
    missing = set(FLOORS[file.name]["missing"] or ())
    results = {fact["name"]: facts.check(world, fact) for fact in listed(file)}
    lost = [f"{name}: {found}" for name, (holds, found) in results.items() if not holds and name not in missing]
    assert not lost, "facts that held before"
    assert missing <= set(results), "tests/floors.yaml names a fact that is not there"
    assert sum(holds for holds, _ in results.values()) >= FLOORS[file.name]["held"]
    if update_golden:
        still = [name for name, (holds, _) in results.items() if not holds]
        FLOORS[file.name] = {"held": len(results) - len(still), "missing": still}
        FLOOR_FILE.write_text(yaml.safe_dump(FLOORS, sort_keys=True, width=120), encoding="utf-8")


def test_the_floors_are_those_of_a_good_graph() -> None:
    """At least 92 % of all facts, and the number and the names say the same."""
    counts = {file.name: len(listed(file)) for file in FILES}
    for name, count in counts.items():
        assert FLOORS[name]["held"] == count - len(FLOORS[name]["missing"] or ())
    assert sum(FLOORS[name]["held"] for name in counts) >= 0.92 * sum(counts.values())


def test_thirty_facts_are_about_identity_fusion_and_disagreement() -> None:
    def is_one(fact: facts.Fact) -> bool:
        fused = "count" in fact or "max" in fact or "sources" in fact.get("event", {})
        return bool(ABOUT_ONE_WORLD & set(fact)) or fused

    assert sum(is_one(fact) for file in FILES for fact in listed(file)) >= 30


def test_names_of_facts_are_unique() -> None:
    names = [fact["name"] for file in FILES for fact in listed(file)]
    assert len(set(names)) == len(names)
