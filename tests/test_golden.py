"""What each saved query answers on data/, in tests/golden; `pytest --update-golden` writes it anew."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from communique.answers import queries, tables
from communique.answers.parameters import Value
from communique.answers.results import Table
from communique.resources import data_folder
from communique.store import Store

GOLDEN = Path(__file__).parent / "golden"
SAVED = queries.load([data_folder("queries")])
PARAMS: dict[str, dict[str, Value]] = {
    "as-known-on": {"day": date(2018, 5, 31)},
    "position-ledger": {"actor": "Vladimir Putin"},
    "timeline-of-actor": {"actor": "North Korea"},
    "timeline-of-dyad": {"a": "United States", "b": "Russia"},
}


def answer(name: str, store: Store) -> Table:
    values = PARAMS.get(name, {})
    if name == "evidence-of-event":
        met = queries.run(SAVED["who-met-whom"], store, {"from": date(2018, 6, 12), "to": date(2018, 6, 12)})
        assert isinstance(met, Table)
        values = {"event": str(met.dicts()[0]["event"])}
    found = queries.run(SAVED[name], store, values)
    assert isinstance(found, Table)
    return found


@pytest.mark.parametrize("name", SAVED)
def test_saved_query_answers_the_demonstration_corpus_as_before(name: str, demo: Store, update_golden: bool) -> None:
    file = GOLDEN / f"{name}.csv"
    found = tables.write(answer(name, demo), "csv").replace("\r\n", "\n")
    if update_golden:
        file.write_text(found, encoding="utf-8")
    assert file.is_file(), "no golden answer yet: pytest tests/test_golden.py --update-golden, and read what it wrote"
    assert found.splitlines() == file.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", SAVED)
def test_every_saved_query_finds_something_in_the_demonstration_corpus(name: str, demo: Store) -> None:
    assert answer(name, demo).rows


def test_no_golden_answer_is_left_of_a_query_that_is_gone() -> None:
    assert {file.stem for file in GOLDEN.glob("*.csv")} == set(SAVED)
