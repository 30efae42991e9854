"""Pages of web archives (WARC, as CC-NEWS publishes them), one record at a time."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from io import BufferedReader
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from communique.articles.formats import Origin
from communique.articles.streams import decode, looks_binary, size
from communique.errors import InputError
from communique.model import RawArticle, Skipped

_HTML = {"text/html", "application/xhtml+xml"}
_TEXT = {"text/plain"}


def read_warc(stream: BufferedReader, origin: Origin) -> Iterator[RawArticle | Skipped]:
    """The HTML and plain text responses of an archive, identified by their address.

    Requests and the archive's own notes are passed over; a response that is no article is a Skipped.

    Raises:
        InputError: the archive is broken from some record on.
    """
    number = 0
    try:
        for record in ArchiveIterator(_Eager(stream)):
            if record.rec_type not in {"response", "resource", "conversion"}:
                continue
            number += 1
            yield _page(record, origin, number)
    except (ArchiveLoadFailed, EOFError, zlib.error) as error:
        reason = " ".join(str(error).split())[:120]
        raise InputError(f"broken WARC after {number} pages ({reason}); the rest is not read") from error
    if not number:
        raise InputError("no page in this WARC")


class _Eager:
    """Hands over what has been unpacked, before the cut in a truncated archive is met."""

    def __init__(self, stream: BufferedReader):
        self._stream = stream

    def read(self, count: int = -1) -> bytes:
        return self._stream.read1(count)


def _page(record: Any, origin: Origin, number: int) -> RawArticle | Skipped:
    source = f"{origin.source}:{number}"
    url = record.rec_headers.get_header("WARC-Target-URI")
    kind, charset = _content_type(record)
    if record.http_headers is not None and (status := record.http_headers.get_statuscode()) != "200":
        return Skipped(source, f"{url}: answered {status}, no article")
    if kind not in _HTML | _TEXT:
        return Skipped(source, f"{url}: {kind or 'of no stated type'}, no article")
    data = _payload(record, origin.limit)
    if data is None:
        return Skipped(source, f"{url}: broken or truncated content")
    if len(data) > origin.limit:
        return Skipped(source, f"{url}: larger than {size(origin.limit)}, too large for one article")
    if not data.strip() or looks_binary(data[:65536]):
        return Skipped(source, f"{url}: {'binary, no text' if data.strip() else 'empty'}")
    return RawArticle(
        source=source,
        identifier=url or f"{origin.identifier}:{number}",
        text=decode(data, charset=charset, markup=kind in _HTML),
        url=url,
        media="html" if kind in _HTML else "text",
    )


def _payload(record: Any, limit: int) -> bytes | None:
    """At most `limit` + 1 bytes of the content, unpacked and joined as the HTTP headers say; None if that fails."""
    parts: list[bytes] = []
    length = 0
    content = record.content_stream()
    try:
        while length <= limit and (part := content.read(min(1 << 16, limit + 1 - length))):
            parts.append(part)
            length += len(part)
    except (OSError, EOFError, ValueError, zlib.error):
        return None
    return b"".join(parts)


def _content_type(record: Any) -> tuple[str, str | None]:
    headers = record.http_headers if record.http_headers is not None else record.rec_headers
    kind, _, parameters = (headers.get_header("Content-Type") or "").partition(";")
    for parameter in parameters.split(";"):
        name, _, value = parameter.strip().partition("=")
        if name.lower() == "charset":
            return kind.strip().lower(), value.strip("\"' ") or None
    return kind.strip().lower(), None
