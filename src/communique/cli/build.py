"""build and forget: what changes a graph."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from communique.cli.app import BUILD, DEFAULT_STORE, JsonOption, QuietOption, StoreOption, app, complain, notes, output

if TYPE_CHECKING:
    from communique import pipeline

_SHOWN = 20  # skipped inputs that are listed; there may be thousands


@app.command(
    epilog="\b\ncommunique build articles/ news.jsonl.gz --store kg\ncommunique build - --store kg < article.txt",
    rich_help_panel=BUILD,
)
def build(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="Files, folders or patterns; - is standard input.")
    ],
    store: StoreOption = DEFAULT_STORE,
    model: Annotated[
        str | None, typer.Option(metavar="NAME|PATH", help="An English spaCy pipeline of your own.")
    ] = None,
    actors: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help="Actors and offices of your own; may be repeated.")
    ] = None,
    lexicon: Annotated[
        list[Path] | None, typer.Option(metavar="DIR", help="Event frames of your own; may be repeated.")
    ] = None,
    ontology: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="Turtle with classes and topics of your own; the store keeps a copy."),
    ] = None,
    judgements: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Turtle of what people judged elsewhere; it is kept from now on."),
    ] = None,
    base: Annotated[str | None, typer.Option(metavar="IRI", help="Start of the IRIs of a new graph.")] = None,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", "-j", min=1, help="Processes that read articles.", show_default="one a processor"),
    ] = None,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Read articles into a graph. What is there already is left as it is. Exit code 1 where none could be read."""
    from communique.api import Graph

    with (
        Graph.open(store, base=base, ontology=ontology or ()) as graph,
        _progress(paths, quiet=quiet or as_json) as progress,
    ):
        report = graph.add(paths, model=model, actors=actors or (), lexicon=lexicon or (), jobs=jobs, progress=progress)
        if judgements:
            graph.apply_judgements(judgements)
    if as_json:
        typer.echo(json.dumps(_as_json(report), ensure_ascii=False, indent=1))
    elif not quiet:
        _summary(report, store)
    if not report.added and not report.known:
        raise typer.Exit(complain("no article was read", code=1))


@app.command(epilog="\b\ncommunique forget https://example.org/news/17 --store kg", rich_help_panel=BUILD)
def forget(
    articles: Annotated[list[str], typer.Argument(metavar="ARTICLE...", help="Identifier or IRI of an article.")],
    store: StoreOption = DEFAULT_STORE,
    quiet: QuietOption = False,
) -> None:
    """Remove articles, and all that rested on them alone."""
    from communique.api import Graph

    with Graph.open(store) as graph:
        gone = sum(graph.forget(article) for article in articles)
    if not quiet:
        notes().print(f"{_many(gone, 'article')} forgotten")


class _Speed(ProgressColumn):
    """Articles a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.1f}/s" if task.speed else "", style="dim")


@contextmanager
def _progress(paths: list[str], *, quiet: bool) -> Iterator[Callable[[pipeline.Progress], None]]:
    """A bar on standard error while articles are read; it knows the total where each file is one article."""
    console = notes()
    if quiet or not console.is_terminal:
        yield lambda _: None
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        _Speed(),
        TimeRemainingColumn(compact=True),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        total = _expected(paths)
        task = bar.add_task("loading the model", total=total)

        def advance(p: pipeline.Progress) -> None:
            seen = p.read + p.skipped if p.read < p.added + p.known + p.skipped else p.read
            bar.update(task, description="fusing" if seen == total else "reading", completed=seen)

        yield advance


_ARTICLES = frozenset({".txt", ".md", ".html", ".htm"})
_LINES = frozenset({".jsonl", ".ndjson"})
_COUNTED = 200_000_000  # bytes of lines that are counted ahead; more would be felt as a delay


def _expected(paths: list[str]) -> int | None:
    """How many articles there will be, where every file is one, or one a line; None where a file may hold many."""
    total = size = 0
    for file in (f for p in map(Path, paths) for f in (p.rglob("*") if p.is_dir() else [p]) if f.is_file()):
        kind = file.suffix.lower()
        size += file.stat().st_size if kind in _LINES else 0
        if file.name == "manifest.csv":
            continue
        if kind not in _ARTICLES | _LINES or size > _COUNTED:
            return None
        total += 1 if kind in _ARTICLES else _lines(file)
    return total or None


def _lines(file: Path) -> int:
    with file.open("rb") as lines:
        return sum(1 for line in lines if not line.isspace())


def _summary(report: pipeline.BuildReport, store: Path) -> None:
    console = output()
    speed = f" ({report.added / report.seconds:.1f} a second)" if report.seconds >= 1 and report.added else ""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(justify="right", style="bold")
    grid.add_column()
    grid.add_row(
        str(report.added), f"{'article' if report.added == 1 else 'articles'} added in {report.seconds:.1f} s{speed}"
    )
    if report.known:
        grid.add_row(str(report.known), "known already")
    if report.skipped:
        grid.add_row(str(len(report.skipped)), "skipped")
    if report.added:
        told = "account of an event" if report.event_mentions == 1 else "accounts of events"
        grid.add_row(str(report.event_mentions), f"{told} in {'it' if report.added == 1 else 'them'}")
    console.print(grid)
    if report.skipped:
        skipped = Table.grid(padding=(0, 2))
        skipped.add_column(style="yellow", overflow="fold", max_width=max(20, console.width // 2))
        skipped.add_column(overflow="fold")
        for item in report.skipped[:_SHOWN]:
            skipped.add_row(escape(item.source), escape(item.reason))
        console.print("\nSkipped", style="bold")
        console.print(skipped)
        if len(report.skipped) > _SHOWN:
            console.print(f"... and {len(report.skipped) - _SHOWN} more (all of them with --json)", style="dim")
    if report.added:
        console.print(f"\nAsk it: communique query who-met-whom --store {store}", style="dim", markup=False)


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _as_json(report: pipeline.BuildReport) -> dict[str, object]:
    return {
        "added": report.added,
        "known": report.known,
        "event_mentions": report.event_mentions,
        "seconds": round(report.seconds, 3),
        "skipped": [{"source": s.source, "reason": s.reason} for s in report.skipped],
    }
