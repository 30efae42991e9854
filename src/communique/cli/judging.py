"""Commands for people's judgements: same, different, retract, rename, undo, judgements, review."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape

from communique.cli.app import DEFAULT_STORE, JUDGE, StoreOption, app

if TYPE_CHECKING:
    from communique.fusion.judgements import Judgement
    from communique.judging.review import Candidate
    from communique.store import Store

Because = Annotated[str | None, typer.Option("--because", "-b", metavar="TEXT", help="Why, for later readers.")]
By = Annotated[
    str | None,
    typer.Option("--by", metavar="NAME", envvar="COMMUNIQUE_USER", help="Who decides; kept as written."),
]
Thing = Annotated[str, typer.Argument(metavar="A", help="A name, a key as in person/..., or an IRI or its end.")]
Other = Annotated[str, typer.Argument(metavar="B", help="What it is compared with, put likewise.")]


@app.command(epilog='\b\ncommunique same "Sergey Kislyak" "Sergei Kisliak" --store kg', rich_help_panel=JUDGE)
def same(a: Thing, b: Other, store: StoreOption = DEFAULT_STORE, because: Because = None, by: By = None) -> None:
    """Two actors, places or events are one."""
    from communique.judging import judge

    with _opened(store) as kept:
        _tell(judge.same(kept, a, b, because=because, by=by))


@app.command(epilog='\b\ncommunique different "Jake Sullivan" "John Sullivan" --store kg', rich_help_panel=JUDGE)
def different(a: Thing, b: Other, store: StoreOption = DEFAULT_STORE, because: Because = None, by: By = None) -> None:
    """Two actors, places or events are not one."""
    from communique.judging import judge

    with _opened(store) as kept:
        _tell(judge.different(kept, a, b, because=because, by=by))


@app.command(
    epilog='\b\ncommunique retract assault-7b9fbd08 --because "a figure of speech" --store kg', rich_help_panel=JUDGE
)
def retract(
    event: Annotated[str, typer.Argument(metavar="EVENT", help="Its IRI, or the end of it.")],
    because: Annotated[str, typer.Option("--because", "-b", metavar="TEXT", help="Why, for later readers.")],
    store: StoreOption = DEFAULT_STORE,
    by: By = None,
) -> None:
    """An event is wrong and answers no question any more; its reports stay."""
    from communique.judging import judge

    with _opened(store) as kept:
        _tell(judge.retract(kept, event, because=because, by=by))


@app.command(
    epilog='\b\ncommunique rename person/mohammed-bin-salman "Mohammed bin Salman" --store kg', rich_help_panel=JUDGE
)
def rename(
    entity: Thing,
    label: Annotated[str, typer.Argument(metavar="LABEL", help="The name that it is to bear.")],
    store: StoreOption = DEFAULT_STORE,
    because: Because = None,
    by: By = None,
) -> None:
    """Give an actor, place or office another name; the old ones stay as other spellings."""
    from communique.judging import judge

    with _opened(store) as kept:
        _tell(judge.rename(kept, entity, label, because=because, by=by))


@app.command(epilog="\b\ncommunique undo --store kg", rich_help_panel=JUDGE)
def undo(
    judgement: Annotated[str | None, typer.Argument(metavar="JUDGEMENT", help="Its IRI or end; else the last.")] = None,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Take back a judgement."""
    from communique.judging import judge

    with _opened(store) as kept:
        gone = judge.undo(kept, judgement)
    Console(highlight=False).print(f"taken back: {_words(gone)}", markup=False)


@app.command("judgements", epilog="\b\ncommunique judgements --apply team.ttl --store kg", rich_help_panel=JUDGE)
def listed(
    store: StoreOption = DEFAULT_STORE,
    apply: Annotated[
        Path | None, typer.Option("--apply", metavar="FILE", help="Keep the judgements of a Turtle file, too.")
    ] = None,
    save: Annotated[Path | None, typer.Option("--save", metavar="FILE", help="Write them all as Turtle.")] = None,
) -> None:
    """List what people judged; take judgements from a file, or write them to one."""
    from communique.fusion.judgements import write_file
    from communique.judging import judge

    with _opened(store) as kept:
        if apply:
            count = judge.apply(kept, apply)
            Console(stderr=True, highlight=False).print(f"{count} new judgements from {apply}", markup=False)
        found = kept.book.all()
        if save:
            write_file(found, save, kept.vocab)
    for judgement in sorted(found, key=lambda j: (j.at, j.iri)):
        Console(highlight=False, soft_wrap=True).print(
            f"{judgement.iri.rpartition('/')[2]}  {judgement.at[:10]}  {_words(judgement)}", markup=False
        )


@app.command(epilog="\b\ncommunique review --store kg", rich_help_panel=JUDGE)
def review(
    store: StoreOption = DEFAULT_STORE,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many questions at most.")] = 20,
    by: By = None,
) -> None:
    """Walk through the least certain decisions, one key each: y one and the same, n not, s skip, u undo, q quit."""
    from communique.judging.review import candidates

    console = Console(highlight=False)
    with _opened(store) as kept:
        open_ones = candidates(kept, limit=limit)
        if not open_ones:
            console.print("nothing is uncertain enough to ask about")
        made = 0
        for number, candidate in enumerate(open_ones, 1):
            _show(console, candidate, number, len(open_ones))
            answer = _answer(kept, candidate, by)
            if answer == "q":
                break
            made += answer in "yn"
        console.print(f"{made} judgements kept")


def _answer(store: Store, candidate: Candidate, by: str | None) -> str:
    """Ask until a question is decided, skipped, or given up; the key."""
    from communique.errors import UsageError
    from communique.judging import judge

    while True:
        typer.echo("one and the same? [y/n/s/u/q] ", nl=False)
        try:
            key = typer.getchar().lower()
        except EOFError:
            key = "q"
        typer.echo(key if key.isprintable() else "")
        try:
            if key == "u":
                typer.echo(f"taken back: {_words(judge.undo(store))}")
            elif key in ("y", "n"):
                verb = judge.same if key == "y" else judge.different
                verb(store, candidate.one, candidate.other, because=f"review: {candidate.reason}", by=by)
                return key
            elif key in ("s", "q"):
                return key
        except UsageError as error:
            typer.echo(str(error))


def _show(console: Console, candidate: Candidate, number: int, total: int) -> None:
    now = {"account": "one event now", "spelling": "one person now"}.get(candidate.kind, "two now")
    console.print(f"\n[bold]{number}/{total}[/] {now}, {candidate.score:.0%} sure: {escape(candidate.reason)}")
    console.print(f"  A  {candidate.one_text}", markup=False)
    console.print(f"  B  {candidate.other_text}", markup=False)


def _opened(folder: Path) -> Store:
    from communique.errors import StoreError
    from communique.store import Store
    from communique.vocab import Vocabulary

    if not (folder / "archive.sqlite").is_file():
        raise StoreError(
            f"{folder}: no communique store there; make one with: communique build ARTICLES --store {folder}"
        )
    return Store.open(folder, vocab=Vocabulary.load(extra=sorted((folder / "ontology").glob("*.ttl"))))


def _words(judgement: Judgement) -> str:
    said = f"{judgement.verdict.lower()}: {judgement.label or ', '.join(judgement.judges)}"
    said += f" -> {judgement.new_label}" if judgement.new_label else ""
    return said + (f" ({judgement.reason})" if judgement.reason else "")


def _tell(judgement: Judgement) -> None:
    Console(highlight=False, soft_wrap=True).print(_words(judgement), markup=False)
