"""One record (a JSON object, a row, front matter) to one RawArticle: forgiving in names, strict about the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from communique.model import RawArticle, Skipped

TEXT = ("text", "articlebody", "body", "bodytext", "content", "fulltext", "maintext", "articletext", "story")
HTML = ("html", "rawhtml", "contenthtml", "bodyhtml", "page")
IDENTIFIER = ("id", "identifier", "articleid", "docid", "documentid", "guid", "uid", "uuid", "@id")
TITLE = ("title", "headline", "name")
PUBLISHED = (
    "published", "datepublished", "publicationdate", "publisheddate", "publishedat", "publishdate", "pubdate",
    "publication_date", "date", "datetime", "timestamp", "datecreated", "created", "time",
)  # fmt: skip
PUBLISHER = ("publisher", "source", "outlet", "sourcename", "sitename", "newspaper", "provider", "ispartof", "domain")
URL = ("url", "link", "canonicalurl", "sourceurl", "permalink", "mainentityofpage", "uri", "href")
CONTAINERS = ("@graph", "articles", "items", "data", "results", "documents", "docs", "records", "entries", "mainentity")

_MARKUP = re.compile(
    r"\s*<(?:!doctype|html|head|body|article|section|div|p|h[1-6]|ul|ol|figure)\b[^>]*>", re.IGNORECASE
)


def plain_key(key: object) -> str:
    """Field names without case and joints.

    >>> plain_key("Date_Published")
    'datepublished'
    """
    return re.sub(r"[\s_-]+", "", str(key)).lower()


def articles_in(value: object) -> Iterator[tuple[str, object]]:
    """The records in a JSON value, each with its place in it ("" for the value itself, else "[3]").

    Lists are taken apart; so are objects without a text of their own that hold a list of objects (``@graph``,
    ``articles``).
    In a ``@graph`` only nodes with a text are articles, and references to other nodes are followed.
    """
    if isinstance(value, list):
        for number, item in enumerate(value):
            inner = list(articles_in(item)) if isinstance(item, (list, Mapping)) else [("", item)]
            yield from ((f"[{number}]{place}", record) for place, record in inner)
        return
    if isinstance(value, Mapping):
        fields = {plain_key(key): held for key, held in value.items()}
        if not any(fields.get(name) for name in (*TEXT, *HTML)):
            for name in CONTAINERS:
                held = fields.get(name)
                if isinstance(held, list) and any(isinstance(item, Mapping) for item in held):
                    yield from _members(held, linked=name == "@graph")
                    return
    yield "", value


def _members(items: list[object], *, linked: bool) -> Iterator[tuple[str, object]]:
    if not linked:
        yield from articles_in(items)
        return
    nodes = {item["@id"]: item for item in items if isinstance(item, Mapping) and isinstance(item.get("@id"), str)}
    with_text = [
        item for item in items if isinstance(item, Mapping) and any(item.get(k) for k in item if plain_key(k) in TEXT)
    ]
    for number, item in enumerate(with_text):
        yield f"[{number}]", {key: _followed(held, nodes) for key, held in item.items()}
    if not with_text:
        yield "", {}


def _followed(held: object, nodes: Mapping[str, object]) -> object:
    if isinstance(held, Mapping) and set(held) == {"@id"}:
        return nodes.get(str(held["@id"]), held)
    return held


def to_article(
    record: object, *, source: str, identifier: str, known: Mapping[str, str], defaults: Mapping[str, str]
) -> RawArticle | Skipped:
    """An article of one record.

    Args:
        record: the object; anything else than a mapping with a text is a `Skipped`.
        source: names file and line for messages.
        identifier: used where the record gives none.
        known: metadata (fields as in `metadata`) that overrule the record's own.
        defaults: metadata for where the record has none.
    """
    if not isinstance(record, Mapping):
        return Skipped(source, f"no article: an object with fields is expected, not {_called(record)}")
    fields = {plain_key(key): held for key, held in record.items() if held not in (None, "")}
    given = {**defaults, **metadata(record), **known}
    media, text = "record", _text(fields, TEXT)
    if text is None:
        media, text = "html", _text(fields, HTML)
    elif _MARKUP.match(text):
        media = "html"
    if text is None or not text.strip():
        return Skipped(source, "no text (fields looked for: text, body, articleBody, content, html)")
    return RawArticle(
        source=source,
        identifier=given.get("id", identifier),
        text=text,
        title=given.get("title"),
        url=given.get("url"),
        publisher=given.get("publisher"),
        published=given.get("published"),
        media=media,
    )


def metadata(record: Mapping[Any, Any]) -> dict[str, str]:
    """The five fields of a manifest row or of front matter, where it has them: id, title, url, publisher, published."""
    fields = {plain_key(key): held for key, held in record.items() if key is not None and held not in (None, "")}
    groups = {"id": IDENTIFIER, "title": TITLE, "url": URL, "publisher": PUBLISHER, "published": PUBLISHED}
    found = {name: value for name, names in groups.items() if (value := _first(fields, names))}
    if "url" in found and not re.match(r"(?:https?:)?//", found["url"]):
        del found["url"]
    return found


def _text(fields: Mapping[str, object], names: tuple[str, ...]) -> str | None:
    for name in names:
        held = fields.get(name)
        if isinstance(held, list) and held and all(isinstance(part, str) for part in held):
            return "\n\n".join(str(part) for part in held)
        if isinstance(held, Mapping):
            held = held.get("text") or held.get("value") or held.get("rendered")
        if isinstance(held, str) and held.strip():
            return held
    return None


def _first(fields: Mapping[str, object], names: tuple[str, ...]) -> str | None:
    for name in names:
        if found := _scalar(fields.get(name)):
            return found
    return None


def _scalar(held: object) -> str | None:
    """The words of a value: of an object its name, of a list its first item."""
    if isinstance(held, list) and held:
        held = held[0]
    if isinstance(held, Mapping):
        held = next(
            (held[k] for k in ("name", "title", "headline", "rendered", "@value", "@id", "url") if held.get(k)), None
        )
    if isinstance(held, datetime | date):
        return held.isoformat()
    if isinstance(held, bool) or not isinstance(held, str | int | float):
        return None
    return " ".join(str(held).split()) or None


def _called(value: object) -> str:
    names = {str: "a string", int: "a number", float: "a number", list: "a list", bool: "true or false"}
    return names.get(type(value), "nothing")
