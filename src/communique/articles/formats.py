"""The formats of articles, each a reader of one open stream: text, Markdown, HTML, JSON, JSON lines, CSV."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BufferedReader
from typing import BinaryIO

import yaml

from communique.articles.records import HTML, TEXT, articles_in, metadata, plain_key, to_article
from communique.articles.streams import decode, looks_binary, read_lines, read_whole, size
from communique.errors import InputError
from communique.model import RawArticle, Skipped

_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(.{0,65536}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_GIVE_UP = 50  # broken records in a row before the rest of a file is left
_WHOLE_JSON = 4  # a JSON file may hold this many times the bytes of one article; beyond, JSON lines are the form


@dataclass(frozen=True, slots=True)
class Origin:
    """What is known of a file before it is opened: its name in messages, its identifier, the metadata beside it."""

    source: str
    identifier: str
    limit: int
    given: Mapping[str, str] = field(default_factory=dict)


def read_text(stream: BufferedReader, origin: Origin) -> Iterator[RawArticle | Skipped]:
    """One article of a plain text, with or without YAML front matter."""
    yield _one_text(decode(_text_bytes(stream, origin)), origin)


def read_markdown(stream: BufferedReader, origin: Origin) -> Iterator[RawArticle | Skipped]:
    """One article of Markdown, with or without YAML front matter; the marks go, the words stay."""
    yield _one_text(decode(_text_bytes(stream, origin)), origin, markdown=True)


def read_html(stream: BufferedReader, origin: Origin) -> Iterator[RawArticle | Skipped]:
    """One article of a page; `documents` finds text and metadata in it."""
    text = decode(_text_bytes(stream, origin), markup=True)
    if not text.strip():
        raise InputError("empty")
    yield _raw(text, origin, origin.given, media="html")


def read_json(stream: BufferedReader, origin: Origin) -> Iterator[RawArticle | Skipped]:
    """The articles of one JSON value: an object, a list, schema.org JSON-LD; JSON lines under this name, too."""
    limit = _WHOLE_JSON * origin.limit
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise InputError(f"larger than {size(limit)}; write one article a line and name it .jsonl")
    if not data.strip():
        raise InputError("empty")
    if looks_binary(data[:4096]):
        raise InputError("binary, not JSON")
    text = decode(data)
    del data
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        lines = text.splitlines()
        if not error.msg.startswith("Extra data") or len(lines) < 2:
            raise InputError(f"broken JSON on line {error.lineno} ({error.msg})") from error
        yield from _json_lines(((n, line.encode()) for n, line in enumerate(lines, 1)), origin)
        return
    except (ValueError, RecursionError) as error:
        raise InputError(f"broken JSON ({error})") from error
    for place, record in articles_in(value):
        yield _record(record, origin, place)


def read_json_lines(stream: BufferedReader, origin: Origin) -> Iterator[RawArticle | Skipped]:
    """One article a line, read one by one."""
    return _json_lines(read_lines(stream, origin.limit), origin)


def _json_lines(lines: Iterator[tuple[int, bytes | None]], origin: Origin) -> Iterator[RawArticle | Skipped]:
    bad = 0
    for number, line in lines:
        place = f":{number}"
        if line is None:
            yield Skipped(origin.source + place, f"a line of more than {size(origin.limit)}, too large for one article")
            continue
        if not line.strip():
            continue
        try:
            value = json.loads(decode(line))
        except (ValueError, RecursionError) as error:
            what = error.msg if isinstance(error, json.JSONDecodeError) else error
            yield Skipped(origin.source + place, f"broken JSON ({what})")
            bad += 1
            if bad == _GIVE_UP:
                yield Skipped(
                    origin.source, f"{bad} broken lines in a row; the rest from line {number + 1} is not read"
                )
                return
            continue
        bad = 0
        for inner, record in articles_in(value):
            yield _record(record, origin, place + inner)


def read_csv(stream: BufferedReader, origin: Origin) -> Iterator[RawArticle | Skipped]:
    """One article a row under a header line; commas, semicolons, tabs or bars between the fields."""
    for number, row in csv_rows(stream, origin, needed=(*TEXT, *HTML)):
        if isinstance(row, str):
            yield Skipped(f"{origin.source}:{number}", row)
        else:
            yield _record(row, origin, f":{number}")


def csv_rows(
    stream: BinaryIO, origin: Origin, *, needed: tuple[str, ...]
) -> Iterator[tuple[int, dict[str, str] | str]]:
    """Rows with the number of their first line; a string instead of a row says what is wrong with it.

    Raises:
        InputError: no column is called by one of the `needed` names.
    """
    # The module's own limit (128 kB a field, for the whole process) is lower than a long article.
    csv.field_size_limit(max(csv.field_size_limit(), origin.limit))
    lines = _csv_lines(stream, origin)
    header_line = next(lines, "")
    separator = max(",;\t|", key=header_line.count)
    header = [plain_key(name) for name in next(csv.reader([header_line], delimiter=separator), [])]
    if not set(header) & set(needed):
        raise InputError(f"no column named {' or '.join(needed[:3])} (columns: {', '.join(header[:8]) or 'none'})")
    reader = csv.reader(lines, delimiter=separator)
    bad = 0
    while bad < _GIVE_UP:
        begin = reader.line_num + 2
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            bad += 1
            yield begin, f"broken row ({error})"
            continue
        bad = 0
        if row:
            yield begin, dict(zip(header, row, strict=False))


def _csv_lines(stream: BinaryIO, origin: Origin) -> Iterator[str]:
    for _, line in read_lines(stream, origin.limit):
        # An empty line keeps the numbers right where a line was too long to hold.
        yield decode(line).replace("\x00", "") if line is not None else "\n"


def _record(record: object, origin: Origin, place: str) -> RawArticle | Skipped:
    """`place` is where in its file the record stands; what a manifest says of a file of many yields to the record."""
    return to_article(
        record,
        source=origin.source + place,
        identifier=origin.identifier + place,
        known={} if place else origin.given,
        defaults={name: value for name, value in origin.given.items() if place and name in {"publisher", "published"}},
    )


def _text_bytes(stream: BinaryIO, origin: Origin) -> bytes:
    data = read_whole(stream, origin.limit)
    if looks_binary(data[:65536]):
        raise InputError("binary, no text")
    return data


def _one_text(text: str, origin: Origin, *, markdown: bool = False) -> RawArticle:
    given: dict[str, str] = {}
    if found := _FRONT.match(text):
        head = _front_matter(found.group(1))
        if head is not None:
            given, text = head, text[found.end() :]
    if not text.strip():
        raise InputError("empty")
    if markdown:
        text = without_markdown(text)
    return _raw(text, origin, {**given, **origin.given}, media="text")


def _front_matter(block: str) -> dict[str, str] | None:
    try:
        value = yaml.safe_load(block)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        where = getattr(getattr(error, "problem_mark", None), "line", None)
        at = f" on line {where + 2}" if where is not None else ""
        raise InputError(f"front matter is no valid YAML{at}") from error
    return metadata(value) if isinstance(value, dict) else None


def _raw(text: str, origin: Origin, given: Mapping[str, str], *, media: str) -> RawArticle:
    return RawArticle(
        source=origin.source,
        identifier=given.get("id") or origin.identifier,
        text=text,
        title=given.get("title"),
        url=given.get("url"),
        publisher=given.get("publisher"),
        published=given.get("published"),
        media=media,
    )


_MARKDOWN = (
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),
    (re.compile(r"^```.*?^```[^\n]*$", re.DOTALL | re.MULTILINE), ""),
    (re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)"), ""),
    (re.compile(r"\[([^\]\n]+)\]\([^)\n]*\)"), r"\1"),
    (re.compile(r"\[([^\]\n]+)\]\[[^\]\n]*\]"), r"\1"),
    (re.compile(r"^\[[^\]\n]+\]:[^\n]*$", re.MULTILINE), ""),
    (re.compile(r"^#{1,6}[ \t]+(.*?)[ \t]*#*$", re.MULTILINE), r"\1"),
    (re.compile(r"^(?:[ \t]*>)+[ \t]?", re.MULTILINE), ""),
    (re.compile(r"^[ \t]*(?:[-*_][ \t]*){3,}$", re.MULTILINE), ""),
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w_])_(?=\S)([^_\n]+?)(?<=\S)_(?![\w_])"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|>-])"), r"\1"),
)


def without_markdown(text: str) -> str:
    """The words of Markdown without its marks.

    >>> without_markdown("# Talks\\n\\nThe **envoy** met [her host](https://example.org).")
    'Talks\\n\\nThe envoy met her host.'
    """
    for pattern, words in _MARKDOWN:
        text = pattern.sub(words, text)
    return text
