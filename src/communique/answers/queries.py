"""Saved queries: one competency question a file, with typed parameters that enter as RDF terms.

A file is a SPARQL query under a header in the manner of grlc: lines that begin with ``#+`` and together are YAML
(summary, description, params, tags, columns, lists). Each parameter stands in the query as ``VALUES ?name { UNDEF }``,
or as ``FILTER(!BOUND(?name) || ?x IN (?name))``, so that the file runs as it is in any tool. Binding puts serialised
terms there, from which no text can escape, or takes the clause out where the parameter is not given. A VALUES clause
is what Oxigraph's optimiser starts from; the filter is for values that are too common to start from. A line that ends
in ``#? name`` is left out where that parameter is not given: it joins what only the parameter restricts. The convention
follows https://github.com/CLARIAH/grlc, with typed names in the place of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from communique.answers.parameters import TYPES, Finder, Parameter, Value, to_terms
from communique.answers.results import Answer, Queryable, Table, fetch
from communique.errors import DataError, UsageError

_CLAUSE = r"VALUES\s+\?{name}\s*\{{\s*UNDEF\s*\}}"
# the other form: a filter, for values so common that they are no place to start from
_CHOICE = r"FILTER\(!BOUND\(\?{name}\) \|\| \?(?P<tested>\w+) IN \(\?{name}\)\)"
_ANY_CHOICE = re.compile(r"FILTER\(!BOUND\(\?(\w+)\) \|\| \?\w+ IN \(\?\1\)\)")
_ONLY_IF = re.compile(r"^.*#\?\s*(\w+)\s*$\n?", re.MULTILINE)
_ANY_CLAUSE = re.compile(_CLAUSE.format(name=r"(\w+)"))
_FIELDS = {"summary", "description", "params", "tags", "columns", "lists"}
_PARAM_FIELDS = {"name", "type", "default", "optional", "help", "bound"}
# A service clause makes the machine that answers fetch from the web; comments, strings and IRIs may hold the word
_HIDDEN = re.compile(
    r'"""(?:\\.|[^\\])*?"""|\'\'\'(?:\\.|[^\\])*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|<[^<>"{}|^`\s]*>|#[^\n]*',
    re.DOTALL,
)
_SERVICE = re.compile(r"(?<![\w:?$@-])SERVICE(?![\w:-])", re.IGNORECASE)
_FORM = re.compile(r"(?<![\w:?$-])(SELECT|ASK|CONSTRUCT|DESCRIBE)(?![\w:-])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A question that the graph answers. `columns` explains the columns; those of `lists` join values with "; "."""

    name: str
    summary: str
    description: str
    params: tuple[Parameter, ...]
    tags: tuple[str, ...]
    columns: Mapping[str, str]
    lists: tuple[str, ...]
    text: str = field(repr=False)
    path: Path

    def param(self, name: str) -> Parameter:
        """The parameter of that name.

        Raises:
            UsageError: there is none; the message lists those there are.
        """
        for param in self.params:
            if param.name == name:
                return param
        known = ", ".join(p.name for p in self.params) or "none"
        raise UsageError(f"{self.name} has no parameter {name!r}; its parameters: {known}")


def load(folders: Iterable[Path]) -> dict[str, SavedQuery]:
    """The saved queries of all folders by name, in order of name; a later folder replaces queries of the same name.

    Raises:
        UsageError: a folder is not there.
        DataError: a file breaks the format; the message says which and where.
    """
    found: dict[str, SavedQuery] = {}
    for folder in folders:
        if not folder.is_dir():
            raise UsageError(f"{folder}: no such folder of queries")
        for path in sorted(folder.glob("*.rq")):
            found[path.stem] = read(path)
    return dict(sorted(found.items()))


def read(path: Path) -> SavedQuery:
    """One saved query from its file.

    Raises:
        DataError: the file is unreadable or breaks the format.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot be read ({error})") from error
    lines = text.splitlines()
    header = "\n".join(line[2:].removeprefix(" ") for line in lines if line.startswith("#+"))
    body = "\n".join(line for line in lines if not line.startswith("#+")).strip("\n") + "\n"
    try:
        fields = yaml.safe_load(header)
    except yaml.YAMLError as error:
        raise DataError(f"{path}: the #+ lines are not YAML ({' '.join(str(error).split())})") from error
    if not isinstance(fields, dict) or not fields.get("summary"):
        raise DataError(f"{path}: a header with '#+ summary:' is missing")
    if unknown := sorted(set(map(str, fields)) - _FIELDS):
        raise DataError(f"{path}: unknown field {unknown[0]!r} in the header; known: {', '.join(sorted(_FIELDS))}")
    params = tuple(_parameter(entry, path) for entry in fields.get("params") or ())
    declared = {p.name for p in params}
    used = {*_ANY_CLAUSE.findall(body), *_ANY_CHOICE.findall(body), *_ONLY_IF.findall(body)}
    if wrong := sorted(declared ^ used):
        where = "only in the header, not as VALUES" if wrong[0] in declared else "only in the query, as VALUES"
        raise DataError(f"{path}: parameter {wrong[0]!r} stands {where} ?{wrong[0]} {{ UNDEF }}")
    return SavedQuery(
        name=path.stem,
        summary=str(fields["summary"]).strip(),
        description=" ".join(str(fields.get("description") or "").split()),
        params=params,
        tags=tuple(map(str, fields.get("tags") or ())),
        columns={str(k): str(v) for k, v in (fields.get("columns") or {}).items()},
        lists=tuple(map(str, fields.get("lists") or ())),
        text=body,
        path=path,
    )


def _parameter(entry: Any, path: Path) -> Parameter:
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
        raise DataError(f"{path}: each entry of params needs a name")
    name = entry["name"]
    if unknown := sorted(set(map(str, entry)) - _PARAM_FIELDS):
        raise DataError(f"{path}: parameter {name!r} has an unknown field {unknown[0]!r}")
    kind = str(entry.get("type", "string"))
    if kind not in TYPES:
        raise DataError(f"{path}: parameter {name!r} has the unknown type {kind!r}; known: {', '.join(sorted(TYPES))}")
    bound = entry.get("bound", "first")
    if bound not in ("first", "last"):
        raise DataError(f"{path}: parameter {name!r}: bound is 'first' or 'last'")
    default = entry.get("default", ())
    defaults = tuple(map(str, default)) if isinstance(default, list | tuple) else (str(default),)
    return Parameter(name, kind, str(entry.get("help", "")), defaults, bool(entry.get("optional")), bound)


def bind(query: SavedQuery, values: Mapping[str, Value | Sequence[Value]], *, find: Finder | None = None) -> str:
    """The text of the query with its parameters filled in. `find` looks up names of actors, places and events.

    A parameter may have several values (any of them holds). One without value or default is free.

    Raises:
        UsageError: an unknown, missing or ill-typed parameter, or a name that the graph does not know.
    """
    for name in values:
        query.param(name)
    text = query.text
    for param in query.params:
        given = values.get(param.name, param.default)
        several = [given] if isinstance(given, str) or not isinstance(given, Sequence) else list(given)
        if not several and not param.optional:
            raise UsageError(f"{query.name} needs the parameter {param.name} ({param.type}: {param.help})")
        terms = [str(term) for value in several for term in to_terms(param, value, find)]
        if not terms:
            text = _ONLY_IF.sub(lambda m, name=param.name: "" if m[1] == name else m[0], text)  # type: ignore[misc]
        text = _fill(text, param.name, list(dict.fromkeys(terms)))
    return text


def _fill(text: str, name: str, terms: list[str]) -> str:
    """Put terms where the parameter stands, or take out what it stands in."""
    values = f"VALUES ?{name} {{ {' '.join(terms)} }}" if terms else ""
    text = re.sub(_CLAUSE.format(name=re.escape(name)), lambda _: values, text)
    chosen = ", ".join(terms)
    return re.sub(
        _CHOICE.format(name=re.escape(name)), lambda m: f"FILTER(?{m['tested']} IN ({chosen}))" if terms else "", text
    )


def run(query: SavedQuery, source: Queryable, values: Mapping[str, Value | Sequence[Value]] | None = None) -> Table:
    """Ask a saved query of a store or an endpoint.

    Raises:
        UsageError: see `bind`.
        QueryError: the source refuses it.
    """
    answer = fetch(source, bind(query, values or {}, find=Finder(source)), lists=query.lists)
    if not isinstance(answer, Table):
        raise DataError(f"{query.path}: a saved query is a SELECT")
    return answer


def run_text(text: str, source: Queryable, *, allow_service: bool = False) -> Answer:
    """Ask a free SPARQL query: SELECT, ASK, CONSTRUCT or DESCRIBE.

    Raises:
        UsageError: it has a SERVICE clause, which makes requests to other machines, and that was not allowed.
        QueryError: it does not parse, or the source refuses it.
    """
    if not allow_service and _SERVICE.search(_HIDDEN.sub(" ", text)):
        raise UsageError("the query has a SERVICE clause, which asks other machines; allow it with --allow-service")
    return fetch(source, text)


def looks_like_sparql(text: str) -> bool:
    """Whether a command's argument is a query rather than the name of one.

    >>> looks_like_sparql("SELECT * { ?s ?p ?o }"), looks_like_sparql("who-met-whom")
    (True, False)
    """
    return "{" in text and bool(_FORM.search(_HIDDEN.sub(" ", text)))
