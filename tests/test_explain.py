"""What people decided is shown wherever an event is explained."""

from __future__ import annotations

from pathlib import Path

from communique.api import build


def test_judgements_on_participants_and_events_are_shown(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Emmanuel Macron met Angela Merkel in Berlin on 5 May 2019.")
    graph = build(tmp_path / "a.txt")
    event = graph.query("who-met-whom").dicts()[0]["event"]  # type: ignore[union-attr]
    assert not graph.explain(str(event)).judgements
    graph.rename("Angela Merkel", "Chancellor Merkel", because="as our archive has it", by="an editor")
    (said,) = graph.explain(str(event)).judgements
    assert said.startswith("renamed to Chancellor Merkel") and "as our archive has it" in said and "an editor" in said
    graph.undo()
    assert not graph.explain(str(event)).judgements


def test_judgements_of_a_file_hold_in_another_graph(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Emmanuel Macron met Angela Merkel in Berlin on 5 May 2019.")
    with build(tmp_path / "a.txt", store=tmp_path / "one") as graph:
        graph.rename("Angela Merkel", "Chancellor Merkel")
    other = build(tmp_path / "a.txt")
    assert other.apply_judgements(tmp_path / "one" / "judgements.ttl") == 1
    (row,) = other.query("who-met-whom").dicts()  # type: ignore[union-attr]
    assert "Chancellor Merkel" in str(row["who"])
