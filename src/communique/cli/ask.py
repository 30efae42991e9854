"""query and queries: questions to a graph."""

from __future__ import annotations

import difflib
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from communique.cli.app import (
    ASK,
    DEFAULT_STORE,
    AsOfOption,
    ConfidenceOption,
    EndpointOption,
    JsonOption,
    QuietOption,
    StoreOption,
    app,
    notes,
    opened,
    output,
)
from communique.errors import UsageError

if TYPE_CHECKING:
    from communique.answers.parameters import Parameter
    from communique.answers.queries import SavedQuery
    from communique.answers.results import Answer, Queryable

FoldersOption = Annotated[
    list[Path] | None, typer.Option("--queries", metavar="DIR", help="Saved queries of your own; may be repeated.")
]


@app.command(
    epilog="""\b
communique query who-met-whom --store kg --param actor=Lavrov --param from=2017-05-01
communique query disagreements --store kg --format csv > disagreements.csv
communique query 'SELECT * { ?s ?p ?o } LIMIT 5' --store kg
communique query who-met-whom --endpoint http://localhost:7878/query""",
    rich_help_panel=ASK,
)
def query(
    question: Annotated[
        str,
        typer.Argument(
            metavar="NAME|SPARQL|FILE|-", help="A saved query, SPARQL, a file of it, or - for standard input."
        ),
    ],
    store: StoreOption = DEFAULT_STORE,
    param: Annotated[
        list[str] | None, typer.Option("--param", "-p", metavar="NAME=VALUE", help="A parameter; may be repeated.")
    ] = None,
    format: Annotated[
        str, typer.Option("--format", "-f", help="table, csv, tsv, json, xml, md; turtle or ntriples for triples.")
    ] = "table",
    limit: Annotated[int | None, typer.Option("--limit", "-n", min=1, help="Show no more rows than that.")] = None,
    wide: Annotated[bool, typer.Option("--wide", "-w", help="Show long texts whole, not three lines of them.")] = False,
    out: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file.")] = None,
    as_of: AsOfOption = None,
    min_confidence: ConfidenceOption = 0.0,
    queries: FoldersOption = None,
    endpoint: EndpointOption = None,
    timeout: Annotated[int, typer.Option(min=1, metavar="SECONDS", help="How long to wait for a service.")] = 60,
    allow_service: Annotated[
        bool, typer.Option("--allow-service", help="Allow SERVICE clauses, which ask other machines.")
    ] = False,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Ask a saved question, or any SPARQL."""
    from communique.answers import queries as saved
    from communique.answers.results import Table as Rows

    chosen = _question(question, queries or [])
    values = _values(param or [])
    with source_of(store, endpoint, timeout, as_of=as_of, min_confidence=min_confidence) as source:
        if isinstance(chosen, str):
            if values:
                raise UsageError("--param goes with saved queries; a free query has no parameters")
            answer = saved.run_text(chosen, source, allow_service=allow_service)
        else:
            answer = saved.run(chosen, source, values)
    shown = answer
    if isinstance(answer, Rows) and limit is not None:
        shown = Rows(answer.columns, answer.rows[:limit])
    _write(shown, "json" if as_json else format, out, wide=wide)
    if isinstance(answer, Rows) and isinstance(shown, Rows) and format == "table" and not quiet and not as_json:
        _count(len(shown.rows), len(answer.rows))


@app.command("queries", epilog="\b\ncommunique queries\ncommunique queries who-met-whom", rich_help_panel=ASK)
def list_queries(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="Tell all about this one.")] = None,
    queries: FoldersOption = None,
    text: Annotated[bool, typer.Option("--text", help="Print the SPARQL text of the one that is named.")] = False,
    as_json: JsonOption = False,
) -> None:
    """List the saved questions, or explain one of them."""
    found = _saved(queries or [])
    if name is not None:
        one = _named(name, found)
        if text:
            typer.echo(one.path.read_text(encoding="utf-8"), nl=False)
        elif as_json:
            typer.echo(json.dumps(_as_json(one), ensure_ascii=False, indent=1))
        else:
            _explain(one)
    elif as_json:
        typer.echo(json.dumps([_as_json(q) for q in found.values()], ensure_ascii=False, indent=1))
    else:
        _list(found)


def _saved(folders: list[Path]) -> dict[str, SavedQuery]:
    from communique.answers import queries as saved
    from communique.resources import data_folder

    return saved.load([data_folder("queries"), *folders])


def _named(name: str, found: dict[str, SavedQuery]) -> SavedQuery:
    if name in found:
        return found[name]
    close = difflib.get_close_matches(name, found, n=2, cutoff=0.5)
    hint = f"did you mean {' or '.join(close)}?" if close else "see: communique queries"
    raise UsageError(f"no saved query {name!r}, and no file of that name; {hint}")


def _question(text: str, folders: list[Path]) -> SavedQuery | str:
    """A saved query, or the text of a free one, from what was given on the command line."""
    from communique.answers import queries as saved

    if text == "-":
        return sys.stdin.read()
    if saved.looks_like_sparql(text):
        return text
    found = _saved(folders)
    if text in found:
        return found[text]
    path = Path(text)
    if path.suffix in (".rq", ".sparql") or "/" in text:
        if not path.is_file():
            raise UsageError(f"{text}: no such file")
        try:
            content = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise UsageError(f"{text}: not text in UTF-8") from error
        return saved.read(path) if content.lstrip().startswith("#+") else content
    return _named(text, found)


def _values(params: list[str]) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for param in params:
        name, equals, value = param.partition("=")
        if not equals or not name:
            raise UsageError(f"--param {param}: NAME=VALUE is expected, such as actor=Lavrov")
        values.setdefault(name.strip(), []).append(value)
    return values


@contextmanager
def source_of(
    store: Path, endpoint: str | None, timeout: int, *, as_of: str | None = None, min_confidence: float = 0.0
) -> Iterator[Queryable]:
    if endpoint:
        if as_of or min_confidence:
            raise UsageError("--as-of and --min-confidence need the store itself; a service has no evidence to filter")
        from communique.answers.remote import Endpoint

        yield Endpoint(endpoint, timeout=timeout)
        return
    with opened(store, as_of=as_of, min_confidence=min_confidence) as graph:
        yield graph


def _write(answer: Answer, format: str, path: Path | None, *, wide: bool) -> None:
    from communique.answers import tables
    from communique.answers.results import Triples

    if format == "table":
        if path is None:
            tables.show(answer, output(), lines=None if wide else tables.LINES)
            return
        format = "turtle" if isinstance(answer, Triples) else "md"
    text = tables.write(answer, format)
    if path is None:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.flush()
        return
    from communique.answers.export import written

    with written(path) as file:
        file.write(text.encode())


def _count(shown: int, all_of_them: int) -> None:
    if not all_of_them:
        notes().print("no rows: the graph has nothing that fits", style="dim")
    elif shown < all_of_them:
        notes().print(f"{shown} of {all_of_them} rows; more with --limit", style="dim")
    else:
        notes().print(f"{shown} row{'' if shown == 1 else 's'}", style="dim")


def _list(found: dict[str, SavedQuery]) -> None:
    console = output()
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold cyan", no_wrap=True)
    table.add_column(overflow="fold")
    for one in found.values():
        params = " ".join(_signature(p) for p in one.params)
        table.add_row(one.name, f"{escape(one.summary)}\n[dim]{escape(params)}[/]")
    console.print(table)
    console.print(
        "\nMore of one: communique queries NAME.   Ask: communique query NAME --store DIR --param NAME=VALUE",
        style="dim",
    )


def _signature(param: Parameter) -> str:
    if param.default:
        return f"[{param.name}={','.join(param.default)}]"
    return f"[{param.name}]" if param.optional else param.name


def _explain(one: SavedQuery) -> None:
    console = output()
    console.print(f"[bold cyan]{one.name}[/]  {escape(one.summary)}")
    console.print(Padding(escape(one.description), (0, 0, 1, 2)))
    for title, rows in (
        ("Parameters", [(_signature(p), p.type, p.help) for p in one.params]),
        ("Columns", [(name.replace("_", " "), "", told) for name, told in one.columns.items()]),
    ):
        if rows:
            grid = Table.grid(padding=(0, 2))
            grid.add_column(no_wrap=True)
            grid.add_column(style="dim", no_wrap=True)
            grid.add_column(overflow="fold")
            for row in rows:
                grid.add_row(*map(escape, row))
            console.print(title, style="bold")
            console.print(Padding(grid, (0, 0, 1, 2)))
    needed = "".join(f" --param {p.name}=..." for p in one.params if not p.optional and not p.default)
    console.print(f"communique query {one.name} --store DIR{needed}", style="dim", markup=False)


def _as_json(one: SavedQuery) -> dict[str, object]:
    return {
        "name": one.name, "summary": one.summary, "description": one.description, "tags": list(one.tags),
        "params": [asdict(p) for p in one.params],
        "columns": dict(one.columns),
    }  # fmt: skip
