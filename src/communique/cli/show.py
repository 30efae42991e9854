"""export, explain, validate and stats: what a graph has, in files and on the screen."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

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

if TYPE_CHECKING:
    from communique.answers.explain import Account, Explanation

_STYLES = {
    "event": "bold yellow",
    "who": "bold green",
    "whom": "bold magenta",
    "host": "bold blue",
    "where": "bold blue",
    "when": "bold cyan",
    "words": "italic",
}
_MORE = 50  # problems of a validation that are printed


@app.command(
    epilog="""\b
communique export --store kg --format turtle -o kg.ttl    # opens in Protégé
communique export --store kg --format csv -o events.csv
communique export --store kg --format nquads | gzip > kg.nq.gz""",
    rich_help_panel=ASK,
)
def export(
    store: StoreOption = DEFAULT_STORE,
    format: Annotated[
        str, typer.Option("--format", "-f", help="turtle, trig, nquads, ntriples, jsonld, rdfxml, csv or graphml.")
    ] = "turtle",
    out: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file; - is standard output.")
    ] = None,
    view: Annotated[
        str | None, typer.Option(help="knowledge: ontology and fused graph; full: with articles and mentions.")
    ] = None,
    as_of: AsOfOption = None,
    min_confidence: ConfidenceOption = 0.0,
    quiet: QuietOption = False,
) -> None:
    """Write the graph in the format of another tool."""
    from communique.answers.export import export as write

    with opened(store, as_of=as_of, min_confidence=min_confidence) as graph:
        write(graph, format=format, view=view, output=out)
    if out is not None and str(out) != "-" and not quiet:
        notes().print(f"{out}: {out.stat().st_size / 1e6:.1f} MB of {format}", markup=False)


@app.command(epilog="\b\ncommunique explain meeting-7fada1e0daa256a4 --store kg", rich_help_panel=ASK)
def explain(
    event: Annotated[str, typer.Argument(metavar="EVENT", help="IRI of an event, or the end of it as tables show it.")],
    store: StoreOption = DEFAULT_STORE,
    endpoint: EndpointOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show the sentences that an event rests on, with the words marked."""
    from communique.answers.explain import explain as look
    from communique.cli.ask import source_of

    with source_of(store, endpoint, 60) as source:
        found = look(source, event)
    if as_json:
        typer.echo(json.dumps(asdict(found), ensure_ascii=False, indent=1))
    else:
        _explanation(found, output())


def _explanation(found: Explanation, console: Console) -> None:
    console.print(Text(found.label or found.cls, style="bold"))
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for name, keys in (
        ("what", ()),
        ("status", ("status",)),
        ("when", ("edtf",)),
        ("where", ("atPlace",)),
        ("who", ("speaker", "initiator")),
        ("to whom", ("addressee", "target")),
        ("host", ("host",)),
        ("about", ("about",)),
        ("part of", ("subEventOf",)),
        ("words", ("quotation",)),
        ("reports", ("claims",)),
        ("category", ("category",)),
        ("confidence", ("confidence",)),
    ):
        told = (found.cls,) if name == "what" else next((found.facts[k] for k in keys if k in found.facts), ())
        if told:
            shown = "; ".join(told).lower() if name == "status" else "; ".join(told)
            grid.add_row(name, Text(shown))
    origins, outlets = found.first("sourceCount"), found.first("outletCount")
    grid.add_row(
        "rests on",
        f"{_count(len(found.accounts), 'account')}, {_count(int(origins or 0), 'independent origin')}, "
        f"{_count(int(outlets or 0), 'outlet')}",
    )
    grid.add_row("IRI", Text(found.event))
    console.print(Padding(grid, (0, 0, 0, 2), expand=False))
    for name, values in found.disagreements:
        console.print(
            Text.assemble(
                ("\ncannot be right " if values and " | " not in values else "\naccounts disagree ", "bold red"),
                f"on {name}: {values}" if values else f"on {name}",
            )
        )
    for spelling in found.spellings:
        console.print(Text.assemble(("\nname: ", "bold magenta"), spelling))
    for judgement in found.judgements:
        console.print(Text.assemble(("\npeople: ", "bold magenta"), judgement))
    for number, account in enumerate(found.accounts, 1):
        console.print()
        _account(number, account, console)


def _account(number: int, account: Account, console: Console) -> None:
    head = " · ".join(
        filter(None, (account.outlet, account.published or "no date", account.title or account.identifier))
    )
    console.print(Text.assemble((f"{number}  ", "bold"), (head, "bold")))
    console.print(Padding(_marked(account), (0, 0, 0, 3), expand=False))
    told = [
        f"told as {account.status}" if account.status else "",
        f"dated {account.when}" if account.when else "",
        f"on the word of {', '.join(account.by)}" if account.by else "",
        f"confidence {account.confidence:g}" if account.confidence is not None else "",
        account.frame,
    ]
    console.print(Padding(Text(" · ".join(filter(None, told)), style="dim"), (0, 0, 0, 3), expand=False))
    for mark in account.marks:
        means = ", ".join(m for m in mark.means if m != mark.words)
        line = Text.assemble(
            (f"{mark.role:<6}", _STYLES[mark.role]),
            f" {' '.join(mark.words.split())}",
            (f" = {means}" if means else "", ""),
            (f"  [{mark.begin}:{mark.end}]", "dim"),
        )
        console.print(Padding(line, (0, 0, 0, 3), expand=False))
    console.print(Padding(Text(account.url or account.article, style="dim"), (0, 0, 0, 3), expand=False))


def _marked(account: Account) -> Text:
    """The sentence with the words of the event and its roles in colour."""
    text = Text(account.sentence)
    for mark in sorted(account.marks, key=lambda m: m.role != "words"):
        begin, end = (offset - account.sentence_begin for offset in (mark.begin, mark.end))
        if 0 <= begin < end <= len(account.sentence):
            text.stylize(_STYLES[mark.role], begin, end)
    return text


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


@app.command(epilog="\b\ncommunique validate --store kg\ncommunique validate --store kg --json", rich_help_panel=ASK)
def validate(
    store: StoreOption = DEFAULT_STORE,
    engine: Annotated[str, typer.Option(help="auto, pyshacl or native.")] = "auto",
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Check the graph against the shapes of the ontology (SHACL). Exit code 1 where something is wrong."""
    from communique.answers.validate import validate as check

    with opened(store) as graph:
        report = check(graph.quads(), engine=engine, vocab=graph.vocab)  # type: ignore[arg-type]
    if as_json:
        typer.echo(
            json.dumps(
                {"conforms": report.conforms, "results": [asdict(r) for r in report.results]},
                ensure_ascii=False,
                indent=1,
            )
        )
    elif report.conforms and not quiet:
        output().print(f"conforms to the shapes (checked by {report.engine})")
    elif not quiet:
        console = output()
        for result in report.results[:_MORE]:
            console.print(f"[bold]{escape(result.focus)}[/] {escape(result.path or '')}\n  {escape(result.message)}")
        if len(report.results) > _MORE:
            console.print(f"... and {len(report.results) - _MORE} more (all of them with --json)", style="dim")
        console.print(f"{_count(len(report.results), 'problem')} (checked by {report.engine})", style="bold red")
    raise typer.Exit(0 if report.conforms else 1)


@app.command(
    epilog="\b\ncommunique stats --store kg\ncommunique stats --endpoint http://localhost:7878/query",
    rich_help_panel=ASK,
)
def stats(
    store: StoreOption = DEFAULT_STORE,
    endpoint: EndpointOption = None,
    as_json: JsonOption = False,
) -> None:
    """Count what is in the graph."""
    from communique.answers.stats import stats as count
    from communique.cli.ask import source_of

    with source_of(store, endpoint, 60) as source:
        found = count(source)
    if as_json:
        typer.echo(json.dumps(asdict(found), ensure_ascii=False, indent=1))
        return
    console = output()
    span = f", {found.first} to {found.last}" if found.first else ""
    console.print(f"[bold]{_count(found.articles, 'article')}[/] of {_count(found.outlets, 'outlet')}{span}\n")
    statuses = sorted({s for by_status in found.events.values() for s in by_status})
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("events")
    for name in (*statuses, "all"):
        table.add_column(name, justify="right")
    for label, by_status in sorted(found.events.items(), key=lambda item: (-sum(item[1].values()), item[0])):
        table.add_row(label, *(str(by_status.get(s, "")) for s in statuses), str(sum(by_status.values())))
    console.print(table)
    console.print()
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("things")
    table.add_column("all", justify="right")
    for label, number in sorted(found.things.items(), key=lambda item: (-item[1], item[0])):
        table.add_row(label, str(number))
    console.print(table)
