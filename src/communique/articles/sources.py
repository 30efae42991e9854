"""From what a user names (files, folders, patterns, standard input) to articles as they were written there.

Nothing that lies in one file costs another: what cannot be read is a `Skipped`, one line, and the next file follows.
"""

from __future__ import annotations

import glob
import json
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO

from communique.articles.folders import MANIFEST, Found, Manifest, walk
from communique.articles.formats import (
    Origin,
    read_csv,
    read_html,
    read_json,
    read_json_lines,
    read_markdown,
    read_text,
)
from communique.articles.streams import MIB, looks_binary, open_stream
from communique.articles.warc import read_warc
from communique.errors import InputError
from communique.model import RawArticle, Skipped

ARTICLE_LIMIT = 16 * MIB  # bytes of one article as it is written, markup and all

Reader = Callable[[BufferedReader, Origin], Iterator[RawArticle | Skipped]]
READERS: Mapping[str, Reader] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".json": read_json,
    ".jsonld": read_json,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".warc": read_warc,
}


def read(
    paths: Iterable[str | Path], *, stdin: BinaryIO | None = None, limit_bytes: int = ARTICLE_LIMIT
) -> Iterator[RawArticle | Skipped]:
    """The articles of files, folders (with all below them), glob patterns and, for ``-``, of standard input.

    The format is told by the name (also before ``.gz``), else by the first bytes. A ``manifest.csv`` gives metadata for
    the files beside and below it. Files come in the order of their names; each is read once. The same identifier with
    the same words is a copy and skipped; with other words it is an update and read.

    Args:
        paths: what to read; a path that does not exist is a `Skipped`, so one slip of the pen costs nothing else.
        stdin: read for ``-`` in place of the process's standard input.
        limit_bytes: the largest article that is read; memory is bounded by a small multiple of it.
    """
    seen: set[int] = set()
    for article in _all(paths, stdin, limit_bytes):
        if not article.source.isprintable():
            article = replace(article, source=_printable(article.source))
        if isinstance(article, RawArticle):
            # 64 bits a text: a collision among a million articles has a chance of one in ten million.
            mark = hash((article.identifier, article.text))
            if mark in seen:
                yield Skipped(article.source, f"a copy: {article.identifier} was read with the same words before")
                continue
            seen.add(mark)
        yield article


def _printable(name: str) -> str:
    """A file name for a message: on one line, in characters that every terminal and file takes."""
    return "".join(char if char.isprintable() else "\ufffd" for char in name)


def _all(paths: Iterable[str | Path], stdin: BinaryIO | None, limit: int) -> Iterator[RawArticle | Skipped]:
    done: set[tuple[int, int]] = set()
    for path in paths:
        if str(path) == "-":
            stream = stdin if stdin is not None else sys.stdin.buffer
            yield from _guarded(stream, None, Origin("standard input", "stdin", limit))
            continue
        for found in _expand(str(path)):
            if isinstance(found, Skipped):
                yield found
            elif found.inode is None or found.inode not in done:
                if found.inode is not None:
                    done.add(found.inode)
                yield from _read_file(found, limit)


def _expand(path: str) -> Iterator[Found | Skipped]:
    try:
        status = Path(path).stat()
    except (OSError, ValueError) as error:
        if not glob.has_magic(path):
            yield Skipped(path, _reason(error))
            return
        matches = sorted(glob.glob(path, recursive=True))  # noqa: PTH207 (Path.glob takes no absolute pattern)
        if not matches:
            yield Skipped(path, "no file matches this pattern")
        folder = _fixed_part(path)
        for match in matches:
            if not Path(match).is_dir():
                yield from _one(match, os.path.relpath(match, folder).replace(os.sep, "/"))
        return
    if stat.S_ISDIR(status.st_mode):
        yield from walk(path)
    else:
        yield from _one(path, Path(path).name)


def _one(path: str, identifier: str) -> Iterator[Found | Skipped]:
    """A file that was named itself; the manifest beside it holds for it too."""
    try:
        status = Path(path).stat()
    except OSError as error:
        yield Skipped(path, _reason(error))
        return
    inode = (status.st_dev, status.st_ino) if stat.S_ISREG(status.st_mode) else None
    given: Mapping[str, str] = {}
    beside = Path(path).with_name(MANIFEST)
    if inode and beside.is_file():
        if Path(path).name == MANIFEST and Manifest.is_one(beside):
            yield from walk(str(beside.parent), only=set(Manifest.load(beside).rows))
            return
        if Manifest.is_one(beside):
            given = Manifest.load(beside).rows.get(Path(path).name, {})
    yield Found(path, identifier, inode, given)


def _fixed_part(pattern: str) -> str:
    parts = Path(pattern).parts
    fixed = next((n for n, part in enumerate(parts) if glob.has_magic(part)), len(parts) - 1)
    return str(Path(*parts[:fixed])) if fixed else "."


def _read_file(found: Found, limit: int) -> Iterator[RawArticle | Skipped]:
    suffixes = [suffix.lower() for suffix in Path(found.path).suffixes]
    if suffixes and suffixes[-1] == ".gz":
        suffixes.pop()
    reader = READERS.get(suffixes[-1]) if suffixes else None
    if reader is None and found.in_folder:
        kind = suffixes[-1] if suffixes else "without a suffix"
        yield Skipped(found.path, f"files {kind} are not read; name the file itself if it holds articles")
        return
    origin = Origin(found.path, found.identifier, limit, found.given)
    try:
        with Path(found.path).open("rb") as stream:
            yield from _guarded(stream, reader, origin)
    except OSError as error:
        yield Skipped(found.path, _reason(error))


def _guarded(stream: BinaryIO, reader: Reader | None, origin: Origin) -> Iterator[RawArticle | Skipped]:
    """All that a stream gives; what breaks it off is one `Skipped` at the end."""
    try:
        buffered = open_stream(stream)
        if not buffered.peek(1):
            raise InputError("empty")
        yield from (reader or _by_content(buffered.peek(4096)[:65536]))(buffered, origin)
    except (InputError, OSError) as error:
        yield Skipped(origin.source, _reason(error))


def _by_content(head: bytes) -> Reader:
    if head.startswith(b"WARC/"):
        return read_warc
    if looks_binary(head):
        raise InputError("binary, no text")
    text = head.decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    if text.startswith("{"):
        first, newline, _ = text.partition("\n")
        # A head without any end of line is one long line: that is how JSON lines begin.
        return read_json_lines if _is_json(first) or not newline else read_json
    if text.startswith("["):
        return read_json
    if text[:200].lower().startswith(("<!doctype html", "<html", "<?xml", "<head", "<body", "<article")):
        return read_html
    return read_text


def _is_json(line: str) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[:1].lower() + error.strerror[1:]
    return str(error)
