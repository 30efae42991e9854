"""What an event rests on: each account of it, in its article's own words, with offsets."""

from __future__ import annotations

from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode

from communique.answers.parameters import Finder
from communique.answers.results import Node, Queryable, Table, fetch
from communique.errors import QueryError
from communique.vocab import PREFIXES

_PREFIXES = "".join(f"PREFIX {p}: <{PREFIXES[p]}>\n" for p in ("dip", "rdfs", "schema"))
_HEADER = (
    _PREFIXES
    + """SELECT ?property ?value ?name WHERE {{
  VALUES ?event {{ {event} }}
  ?event ?property ?value .
  OPTIONAL {{ ?value rdfs:label ?name }}
}} ORDER BY ?property ?name ?value"""
)
_ACCOUNTS = (
    _PREFIXES
    + """SELECT * WHERE {{
  VALUES ?event {{ {event} }}
  ?event dip:evidence ?mention .
  ?mention dip:begin ?begin ; dip:end ?end ; dip:exact ?words ; dip:sentence ?sentence ; dip:inArticle ?article .
  ?article dip:text ?text .
  OPTIONAL {{ ?mention dip:status ?status }}
  OPTIONAL {{ ?mention dip:edtf ?when }}
  OPTIONAL {{ ?mention dip:confidence ?confidence }}
  OPTIONAL {{ ?mention dip:frame ?frame }}
  OPTIONAL {{ ?mention dip:attributedTo/rdfs:label ?by }}
  OPTIONAL {{ ?article schema:headline ?title }}
  OPTIONAL {{ ?article schema:identifier ?identifier }}
  OPTIONAL {{ ?article schema:url ?url }}
  OPTIONAL {{ ?article schema:datePublished ?published }}
  OPTIONAL {{ ?article schema:publisher/rdfs:label ?outlet }}
}} ORDER BY COALESCE(STR(?published), "9999") ?article ?begin ?mention ?by"""
)
_MARKS = (
    _PREFIXES
    + """SELECT DISTINCT ?mention ?role ?begin ?end ?words ?who WHERE {{
  VALUES ?event {{ {event} }}
  ?event dip:evidence ?mention .
  VALUES (?property ?role) {{
    (dip:initiatorMention "who") (dip:targetMention "whom") (dip:hostMention "host") (dip:placeMention "where")
    (dip:timeMention "when") (dip:contentMention "words")
  }}
  ?mention ?property ?part .
  ?part dip:begin ?begin ; dip:end ?end ; dip:exact ?words .
  OPTIONAL {{ ?part dip:refersTo/rdfs:label ?who }}
}} ORDER BY ?mention ?begin ?end ?role ?who"""
)
_DISPUTES = (
    _PREFIXES
    + """SELECT ?property ?label WHERE {{
  VALUES ?event {{ {event} }}
  ?discrepancy dip:concerns ?event ; dip:onProperty ?property .
  OPTIONAL {{ ?discrepancy rdfs:label ?label }}
}} ORDER BY ?property ?label"""
)

_JUDGEMENTS = (
    _PREFIXES
    + """SELECT DISTINCT ?judgement ?verdict ?at ?new ?by ?reason ?label WHERE {{
  VALUES ?event {{ {event} }}
  {{ ?judgement dip:judges ?event }}
  UNION {{ ?event dip:evidence ?mention . ?judgement dip:judges ?mention }}
  UNION {{ ?event dip:participant ?actor . ?judgement dip:judges ?actor }}
  ?judgement dip:verdict ?verdict ; dip:judgedAt ?at .
  OPTIONAL {{ ?judgement dip:newLabel ?new }}
  OPTIONAL {{ ?judgement dip:judgedBy ?by }}
  OPTIONAL {{ ?judgement dip:reason ?reason }}
  OPTIONAL {{ ?judgement rdfs:label ?label }}
}} ORDER BY ?at ?judgement"""
)

_SPELLINGS = (
    _PREFIXES
    + """SELECT DISTINCT ?spelling ?as ?others ?score ?reason WHERE {{
  {{
    SELECT ?decision (GROUP_CONCAT(?name; SEPARATOR=" or ") AS ?others) WHERE {{
      VALUES ?event {{ {event} }}
      ?event dip:participant ?actor .
      ?decision dip:identifiedAs|dip:identifies ?actor .
      OPTIONAL {{ ?decision dip:possibly/rdfs:label ?name }}
    }} GROUP BY ?decision
  }}
  ?decision rdfs:label ?spelling ; dip:score ?score ; dip:reason ?reason .
  OPTIONAL {{ ?decision dip:identifiedAs/rdfs:label ?as }}
}} ORDER BY ?spelling ?as"""
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the article's text with its part: "event", "who", "whom", "host", "where", "when" or "words"."""

    role: str
    begin: int
    end: int
    words: str
    means: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """The event as one place of one article tells it. `sentence_begin` is the offset of the sentence in the article."""

    article: str
    title: str
    outlet: str
    published: str
    url: str
    identifier: str
    status: str
    when: str
    confidence: float | None
    frame: str
    by: tuple[str, ...]
    sentence: str
    sentence_begin: int
    marks: tuple[Mark, ...]
    mention: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """An event with all that is known of where it comes from. `facts` has the labels or values of its properties."""

    event: str
    cls: str
    label: str
    facts: dict[str, tuple[str, ...]]
    accounts: tuple[Account, ...]
    disagreements: tuple[tuple[str, str], ...] = field(default=())
    judgements: tuple[str, ...] = ()  # what people decided of the event, its accounts and its participants
    spellings: tuple[str, ...] = ()  # what fusion decided of the names of its participants

    def first(self, name: str) -> str:
        """The first value of a property, or an empty string."""
        return next(iter(self.facts.get(name, ())), "")


def explain(source: Queryable, event: str) -> Explanation:
    """The accounts behind an event, which may be given by a part of its IRI.

    Raises:
        UsageError: there is no such event, or more than one.
    """
    node = Finder(source).event(event)
    facts = _facts(source, node)
    if not facts:
        raise QueryError(f"{node.value}: the graph says nothing of it")
    marks = _marks(source, node)
    accounts: dict[str, Account] = {}
    for row in _rows(source, _ACCOUNTS, node):
        known = accounts.get(row["mention"])
        if known is None:
            accounts[row["mention"]] = _account(row, marks.get(row["mention"], ()))
        elif row["by"] and row["by"] not in known.by:
            accounts[row["mention"]] = _account(row, known.marks[1:], by=known.by)
    disputes = tuple((_local(row["property"]), row["label"]) for row in _rows(source, _DISPUTES, node))
    return Explanation(
        event=node.value,
        cls=next(iter(facts.pop("type", ())), ""),
        label=next(iter(facts.pop("label", ())), ""),
        facts=facts,
        accounts=tuple(accounts.values()),
        disagreements=disputes,
        judgements=tuple(_judgement(row) for row in _rows(source, _JUDGEMENTS, node)),
        spellings=tuple(_spelling(row) for row in _rows(source, _SPELLINGS, node)),
    )


def _spelling(row: dict[str, str]) -> str:
    decided = f"is {row['as']}" if row["as"] else f"may be {row['others']}, and is left apart"
    return f"{row['spelling']} {decided}: {row['reason']} ({row['score']})"


def _judgement(row: dict[str, str]) -> str:
    verdict = _local(row["verdict"]).lower()
    new = f" to {row['new']}" if row["new"] else ""
    by = f" by {row['by']}" if row["by"] else ""
    reason = f": {row['reason']}" if row["reason"] else ""
    words = row["label"] or row["judgement"].rpartition("/")[2]
    return f"{verdict}{new}, judged on {row['at'][:10]}{by}{reason} ({words})"


def _rows(source: Queryable, template: str, event: NamedNode) -> list[dict[str, str]]:
    answer = fetch(source, template.format(event=event))
    if not isinstance(answer, Table):
        raise QueryError("the source answers a SELECT with something else")
    return [{n: _text(t) for n, t in zip(answer.columns, row, strict=True)} for row in answer.rows]


def _text(term: Node | None) -> str:
    if term is None:
        return ""
    return term.value if isinstance(term, Literal | NamedNode) else str(term)


def _facts(source: Queryable, event: NamedNode) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for row in _rows(source, _HEADER, event):
        name = _local(row["property"])
        if name != "evidence":
            found.setdefault(name, {})[row["name"] or _local(row["value"])] = None
    return {name: tuple(values) for name, values in found.items()}


def _local(iri: str) -> str:
    return iri.rpartition("#")[2] if iri.startswith("http") and "#" in iri else iri


def _marks(source: Queryable, event: NamedNode) -> dict[str, tuple[Mark, ...]]:
    found: dict[str, dict[tuple[str, int, int], Mark]] = {}
    for row in _rows(source, _MARKS, event):
        key = (row["role"], int(row["begin"]), int(row["end"]))
        spans = found.setdefault(row["mention"], {})
        known = spans[key].means if key in spans else ()
        spans[key] = Mark(*key, row["words"], (*known, row["who"]) if row["who"] else known)
    return {mention: tuple(spans.values()) for mention, spans in found.items()}


def _account(row: dict[str, str], marks: tuple[Mark, ...], by: tuple[str, ...] = ()) -> Account:
    begin, end = int(row["begin"]), int(row["end"])
    row["sentence"] = row["sentence"].rstrip()
    start = row["text"].rfind(row["sentence"], 0, begin + len(row["sentence"]))
    while start > begin:
        start = row["text"].rfind(row["sentence"], 0, start + len(row["sentence"]) - 1)
    return Account(
        article=row["article"],
        title=row["title"],
        outlet=row["outlet"],
        published=row["published"][:10],
        url=row["url"],
        identifier=row["identifier"],
        status=_local(row["status"]).lower(),
        when=row["when"],
        confidence=float(row["confidence"]) if row["confidence"] else None,
        frame=row["frame"],
        by=(*by, row["by"]) if row["by"] else by,
        sentence=row["sentence"],
        sentence_begin=max(start, 0),
        marks=(Mark("event", begin, end, row["words"]), *marks),
        mention=row["mention"],
    )
