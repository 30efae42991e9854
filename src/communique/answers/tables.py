"""Answers as people and programs read them: a table that fits the terminal, CSV, TSV, JSON, XML, Markdown."""

from __future__ import annotations

import csv
import io
import json
import re
import textwrap
from collections.abc import Callable, Mapping
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, serialize
from rich import box
from rich.console import Console, Group, RenderableType
from rich.table import Table as RichTable
from rich.text import Text

from communique.answers.eventtable import guarded
from communique.answers.results import Answer, Node, Row, Table, Triples, Verdict
from communique.errors import UsageError
from communique.ids import DEFAULT_BASE
from communique.vocab import PREFIXES

_STRING = PREFIXES["xsd"] + "string"
_LONG = 28  # columns that need more than this are given what others leave
_LEAST = 24  # a column of long text narrower than this cannot be read
_MOST = 90  # a column does not claim more than this of the room, however long its texts
LINES = 3  # of a cell that are shown unless all is asked for
_EVENT = re.compile(r"^([a-z]+-[0-9a-f]{8})[0-9a-f]{8}$")  # half of the digest does, and `explain` takes it
_STATUS = {
    "occurred": "green",
    "ongoing": "green",
    "planned": "cyan",
    "cancelled": "yellow",
    "denied": "red",
    "uncertain": "magenta",
}


def short(term: Node | None) -> str:
    """A term as a person wants to see it: no datatypes, IRIs down to what tells them apart.

    >>> short(NamedNode("https://w3id.org/communique/id/event/meeting-7fada1e0"))
    'meeting-7fada1e0'
    """
    if term is None:
        return ""
    if isinstance(term, Literal):
        value = " ".join(term.value.split())
        return value.removesuffix("T00:00:00Z") if term.datatype.value.endswith("dateTime") else value
    if not isinstance(term, NamedNode):
        return str(term)
    for name, iri in PREFIXES.items():
        if term.value.startswith(iri):
            return f"{name}:{term.value[len(iri) :]}"
    _, found, after = term.value.partition("/id/event/")
    return after if found else term.value.removeprefix(DEFAULT_BASE)


def terminal(answer: Answer, *, width: int, lines: int | None = LINES) -> RenderableType:
    """The answer for a terminal of that many columns: a table, or one block a row where a table would be too narrow.

    Args:
        answer: what was found.
        width: columns of the terminal.
        lines: how many lines of a cell are shown before it ends in an ellipsis; None shows all.
    """
    if isinstance(answer, Verdict):
        return Text("yes" if answer.value else "no")
    if isinstance(answer, Triples):
        return Text(_turtle(answer).rstrip("\n"))
    answer = _without_empty_columns(answer)
    cells = [[_EVENT.sub(r"\1", short(term)) for term in row] for row in answer.rows]
    heads = [max(map(len, name.split("_"))) for name in answer.columns]
    widths = [max([head, *(len(row[i]) for row in cells)]) for i, head in enumerate(heads)]
    long = [i for i, w in enumerate(widths) if w > _LONG]
    room = width - sum(w for i, w in enumerate(widths) if i not in long) - 3 * (len(widths) - 1)
    if room < _LEAST * len(long):
        space = width - max(map(len, answer.columns)) - 1
        return _records(answer.columns, [[_clipped(cell, space, lines) for cell in row] for row in cells])
    for i, share in _shares(widths, long, room).items():
        widths[i] = share
        for row in cells:
            row[i] = _clipped(row[i], share, lines)
    return _table(answer, cells, widths)


def _without_empty_columns(answer: Table) -> Table:
    filled = [i for i in range(len(answer.columns)) if not answer.rows or any(row[i] for row in answer.rows)]
    return Table(tuple(answer.columns[i] for i in filled), tuple(tuple(row[i] for i in filled) for row in answer.rows))


def _shares(widths: list[int], long: list[int], room: int) -> dict[int, int]:
    """The columns of long text share the room by what they need; each gets what can be read, none more than that."""
    needs = {i: min(widths[i], _MOST) for i in long}
    spare = room - _LEAST * len(long)
    more = sum(need - _LEAST for need in needs.values())
    return {i: min(widths[i], _LEAST + spare * (need - _LEAST) // more) for i, need in needs.items()}


def _clipped(text: str, width: int, lines: int | None) -> str:
    """The text as far as it fits the lines, cut at a word."""
    if lines is None or len(text) <= width:
        return text
    folded = textwrap.wrap(text, width)
    if len(folded) <= lines:
        return text
    last = textwrap.shorten(" ".join(folded[lines - 1 :]), width, placeholder=" …")
    return " ".join([*folded[: lines - 1], last])


def _table(answer: Table, cells: list[list[str]], widths: list[int]) -> RenderableType:
    table = RichTable(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), show_edge=False, header_style="bold")
    for i, name in enumerate(answer.columns):
        numbers = any(row[i] for row in answer.rows) and all(_is_number(row[i]) for row in answer.rows)
        table.add_column(
            name.replace("_", " "), justify="right" if numbers else "left", overflow="fold", width=widths[i]
        )
    for row in cells:
        table.add_row(*(Text(cell, style=_STATUS.get(cell, "")) for cell in row))
    return table


def _records(columns: tuple[str, ...], cells: list[list[str]]) -> RenderableType:
    blocks: list[RenderableType] = []
    for number, row in enumerate(cells):
        grid = RichTable.grid(padding=(0, 1))
        grid.add_column(style="dim", no_wrap=True, min_width=max(map(len, columns)))
        grid.add_column(overflow="fold")
        for name, cell in zip(columns, row, strict=True):
            if cell:
                grid.add_row(name.replace("_", " "), Text(cell, style=_STATUS.get(cell, "")))
        blocks += [Text("")] * (number > 0) + [grid]
    return Group(*blocks)


def _is_number(term: Node | None) -> bool:
    return term is None or (
        isinstance(term, Literal) and term.datatype.value.endswith(("integer", "decimal", "double"))
    )


def write(answer: Answer, format: str) -> str:
    """The answer in one of `FORMATS`.

    Raises:
        UsageError: the format does not fit this kind of answer.
    """
    if isinstance(answer, Triples):
        if format not in _GRAPH_FORMATS:
            raise UsageError(
                f"--format {format}: a CONSTRUCT or DESCRIBE gives triples; take {' or '.join(_GRAPH_FORMATS)}"
            )
        return _GRAPH_FORMATS[format](answer)
    if format not in _TABLE_FORMATS:
        raise UsageError(f"--format {format}: rows can be written as {', '.join(_TABLE_FORMATS)}")
    if isinstance(answer, Verdict):
        return _verdict(answer, format)
    return _TABLE_FORMATS[format](answer)


def _verdict(answer: Verdict, format: str) -> str:
    word = "true" if answer.value else "false"
    if format == "json":
        return json.dumps({"head": {}, "boolean": answer.value}) + "\n"
    if format == "xml":
        return f'<?xml version="1.0"?>\n<sparql xmlns="{_SPARQL}"><head/><boolean>{word}</boolean></sparql>\n'
    return word + "\n"


def _csv(table: Table) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.columns)
    for row in table.rows:
        writer.writerow([_csv_cell(term) for term in row])
    return out.getvalue()


def _csv_cell(term: Node | None) -> str:
    """Plain values as SPARQL 1.1 CSV has them; text that a spreadsheet would take for a formula is guarded."""
    if term is None:
        return ""
    if isinstance(term, Literal):
        return term.value if _is_number(term) else guarded(term.value)
    return term.value if isinstance(term, NamedNode) else str(term)


def _tsv(table: Table) -> str:
    lines = ["\t".join(f"?{name}" for name in table.columns)]
    lines += ["\t".join("" if term is None else str(term).replace("\t", "\\t") for term in row) for row in table.rows]
    return "\n".join(lines) + "\n"


def _json(table: Table) -> str:
    bindings = [_binding(table.columns, row) for row in table.rows]
    return (
        json.dumps(
            {"head": {"vars": list(table.columns)}, "results": {"bindings": bindings}}, ensure_ascii=False, indent=1
        )
        + "\n"
    )


def _binding(columns: tuple[str, ...], row: Row) -> Mapping[str, Mapping[str, str]]:
    return {name: _json_term(term) for name, term in zip(columns, row, strict=True) if term is not None}


def _json_term(term: Node) -> dict[str, str]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, Literal):
        extra = {"xml:lang": term.language} if term.language else {}
        if not term.language and term.datatype.value != _STRING:
            extra = {"datatype": term.datatype.value}
        return {"type": "literal", "value": term.value, **extra}
    return {"type": "bnode", "value": term.value if isinstance(term, BlankNode) else str(term)}


_SPARQL = "http://www.w3.org/2005/sparql-results#"


def _xml(table: Table) -> str:
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<sparql xmlns="{_SPARQL}">', "<head>"]
    lines += [f"<variable name={quoteattr(name)}/>" for name in table.columns] + ["</head>", "<results>"]
    for row in table.rows:
        bound = [(n, _xml_term(t)) for n, t in zip(table.columns, row, strict=True) if t is not None]
        lines.append(
            "<result>" + "".join(f"<binding name={quoteattr(n)}>{t}</binding>" for n, t in bound) + "</result>"
        )
    return "\n".join([*lines, "</results>", "</sparql>"]) + "\n"


def _xml_term(term: Node) -> str:
    if isinstance(term, NamedNode):
        return f"<uri>{escape(term.value)}</uri>"
    if isinstance(term, Literal):
        mark = f" xml:lang={quoteattr(term.language)}" if term.language else ""
        if not term.language and term.datatype.value != _STRING:
            mark = f" datatype={quoteattr(term.datatype.value)}"
        return f"<literal{mark}>{escape(''.join(c for c in term.value if c >= ' ' or c in _WHITE))}</literal>"
    return f"<bnode>{escape(term.value if isinstance(term, BlankNode) else str(term))}</bnode>"


_WHITE = "\t\n\r"


def _markdown(table: Table) -> str:
    def cell(term: Node | None) -> str:
        text = short(term).replace("\\", "\\\\").replace("|", "\\|")
        return text.replace("<", "&lt;").replace("[", "\\[")

    lines = [
        "| " + " | ".join(name.replace("_", " ") for name in table.columns) + " |",
        "|" + " --- |" * len(table.columns),
    ]
    lines += ["| " + " | ".join(map(cell, row)) + " |" for row in table.rows]
    return "\n".join(lines) + "\n"


def _turtle(answer: Triples) -> str:
    written = serialize(answer.triples, format=RdfFormat.TURTLE, prefixes=dict(PREFIXES))
    return (written or b"").decode()


def _ntriples(answer: Triples) -> str:
    return "".join(f"{triple} .\n" for triple in answer.triples)


_TABLE_FORMATS: Mapping[str, Callable[[Table], str]] = {
    "csv": _csv,
    "tsv": _tsv,
    "json": _json,
    "xml": _xml,
    "md": _markdown,
}
_GRAPH_FORMATS: Mapping[str, Callable[[Triples], str]] = {"turtle": _turtle, "ntriples": _ntriples}
FORMATS = ("table", *_TABLE_FORMATS, *_GRAPH_FORMATS)


def show(answer: Answer, console: Console, *, lines: int | None = LINES) -> None:
    """Print for a person; see `terminal`."""
    console.print(terminal(answer, width=console.width, lines=lines), soft_wrap=isinstance(answer, Triples))
