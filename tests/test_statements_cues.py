"""The list of cues is checked when it is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from communique.errors import DataError
from communique.speech.cues import Cues

GOOD = """- id: say.hum
  verb: hum
  takes: [clause]
  example: "The envoy hummed that all was well."
  counter: "The engine hummed."
"""


def load(folder: Path, content: str) -> Cues:
    path = folder / "cues.yaml"
    path.write_text(content, encoding="utf-8")
    return Cues.load(path)


def test_a_good_entry_is_found_by_its_verb(tmp_path: Path) -> None:
    assert [cue.id for cue in load(tmp_path, GOOD).verbs["hum"]] == ["say.hum"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("takes: [clause]", "takes: [claws]", "claws"),
        ("verb: hum", "verb: off", "booleans"),
        ("id: say.hum", "id: sing.hum", "must begin with"),
        ('counter: "The engine hummed."', "", "counter is missing"),
        ("verb: hum", "verb: hum\n  noun: hum", "exactly one"),
        ("verb: hum", "verb: hum\n  colour: red", "unknown field colour"),
        ("verb: hum", "verb: hum\n  confidence: 7", "confidence"),
    ],
)
def test_a_broken_entry_is_refused_with_where_and_what(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        load(tmp_path, GOOD.replace(old, new))


def test_an_id_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="twice"):
        load(tmp_path, GOOD + GOOD)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="not a readable list"):
        Cues.load(tmp_path / "none.yaml")
