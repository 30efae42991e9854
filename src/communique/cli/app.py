"""The app that the commands belong to, what they share, and how errors end."""

from __future__ import annotations

import errno
import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from typer.core import TyperGroup

from communique.errors import CommuniqueError, UsageError

if TYPE_CHECKING:
    from communique.store import Store

_EXAMPLES = """\b
communique build articles/ --store kg
communique queries
communique query who-met-whom --store kg --param actor=Lavrov --param from=2017-05
communique explain meeting-7fada1e0 --store kg
communique export --store kg --format turtle -o kg.ttl"""


# the panels of the help, in their order
BUILD, ASK, JUDGE, OWN = "Build the graph", "Ask and give", "Judge", "Data and versions"
_PANELS = (BUILD, ASK, JUDGE, OWN)


class Commands(TyperGroup):
    """Ends every command in order: one line for what went wrong, and the exit code that says whose fault it was."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The commands by panel, each panel in the order in which its module adds them."""
        named = super().list_commands(ctx)
        return sorted(named, key=lambda name: _PANELS.index(getattr(self.commands[name], "rich_help_panel", OWN)))

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except UsageError as error:
            code = complain(str(error), code=2)
        except CommuniqueError as error:
            code = complain(str(error), code=1)
        except KeyboardInterrupt:
            code = complain("interrupted; what was finished is kept", code=130)
        except BrokenPipeError:
            sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123 - the reader went away; nothing may complain at exit
            code = 141
        except OSError as error:
            full = error.errno in (errno.ENOSPC, errno.EDQUOT)
            where = f"{error.filename}: " if error.filename else ""
            code = complain(f"{where}{'the disk is full' if full else error.strerror or error}", code=1)
        except MemoryError:
            code = complain("out of memory; try fewer --jobs or fewer articles at once", code=1)
        raise typer.Exit(code)


app = typer.Typer(
    cls=Commands,
    name="communique",
    help="Diplomatic and political news in, a knowledge graph that can be trusted out.",
    epilog=_EXAMPLES,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)

StoreOption = Annotated[
    Path, typer.Option("--store", "-s", metavar="DIR", envvar="COMMUNIQUE_STORE", help="Folder of the graph.")
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")]
EndpointOption = Annotated[str | None, typer.Option(metavar="URL", help="Ask this SPARQL service in place of a store.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", metavar="DAY", help="As the articles published up to that day would give it.")
]
ConfidenceOption = Annotated[
    float, typer.Option("--min-confidence", min=0.0, max=1.0, help="Only accounts of events that are as sure as that.")
]
DEFAULT_STORE = Path("kg")


def complain(message: str, *, code: int) -> int:
    """One line on standard error; gives the exit code back."""
    Console(stderr=True, highlight=False, soft_wrap=True).print("[bold red]communique:[/]", end=" ")
    Console(stderr=True, highlight=False, soft_wrap=True).print(" ".join(message.split()), markup=False)
    return code


def opened(store: Path, *, as_of: str | None = None, min_confidence: float = 0.0) -> Store:
    """A store for reading, or what a part of its evidence gives.

    What only a build needs is not loaded: the library of the model alone takes a second.
    """
    from communique.store import Store
    from communique.vocab import Vocabulary

    own = sorted((store / "ontology").glob("*.ttl"))  # a user's classes, which a build keeps with the store
    whole = Store.open(store, vocab=Vocabulary.load(extra=own), read_only=True)
    return whole.view(as_of=_day(as_of), min_confidence=min_confidence) if as_of or min_confidence else whole


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise UsageError(f"--as-of {text}: not a day; write it as 2017-07-07") from error


def output() -> Console:
    """What goes to standard output; where that is no terminal, there is no colour, and width for whole lines."""
    if sys.stdout.isatty():
        return Console(highlight=False)
    return Console(highlight=False, width=int(os.environ.get("COLUMNS") or _width_behind_a_pipe()))


def _width_behind_a_pipe() -> int:
    """`| head` and `| less` end in the terminal that standard error belongs to; a file or a program has room."""
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns
    except (OSError, ValueError):
        return 160


def notes() -> Console:
    """What is said beside the result, on standard error."""
    return Console(stderr=True, highlight=False)


def _version(value: bool) -> None:
    if value:
        from importlib.metadata import version

        typer.echo(f"communique {version('communique')}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Diplomatic and political news in, a knowledge graph that can be trusted out."""


def main() -> None:
    """The console script."""
    app()
