"""Bytes in, text out, in bounded memory: gzip that cannot explode, lines that cannot grow without end, encodings."""

from __future__ import annotations

import codecs
import gzip
import io
import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from communique.errors import InputError

MIB = 1 << 20
_RATIO = 200  # text shrinks to a third or a tenth; a page of one repeated sentence to a hundredth
_HARMLESS = 16 * MIB  # an expansion up to this size is never called a bomb
_CHUNK = 1 << 16

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})""")

_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")
_LATIN = frozenset({"iso-8859-1", "iso8859-1", "latin-1", "latin1", "us-ascii", "ascii"})  # browsers read cp1252


class _Counted(io.RawIOBase):
    """Counts the compressed bytes that have been taken from a stream."""

    def __init__(self, stream: BinaryIO):
        self._stream = stream
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        data = self._stream.read(len(view))
        view[: len(data)] = data
        self.count += len(data)
        return len(data)


class _Gunzip(io.RawIOBase):
    """An expanded gzip stream that stops at a bomb and names a broken archive."""

    def __init__(self, stream: BinaryIO):
        self._packed = _Counted(stream)
        self._gzip = gzip.GzipFile(fileobj=io.BufferedReader(self._packed, _CHUNK))
        self._expanded = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        try:
            data = self._gzip.read1(len(view))
        except (OSError, EOFError, zlib.error) as error:
            raise InputError(f"broken or truncated gzip ({error})") from error
        self._expanded += len(data)
        if self._expanded > _HARMLESS and self._expanded > _RATIO * self._packed.count:
            raise InputError(
                f"gzip expands more than {_RATIO} times, as decompression bombs do; unpack it yourself first"
            )
        view[: len(data)] = data
        return len(data)


class _Transcoded(io.RawIOBase):
    """A UTF-16 or UTF-32 stream as UTF-8, so that lines can be split by bytes."""

    def __init__(self, stream: BinaryIO, encoding: str):
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        while not self._ready:
            data = self._stream.read(_CHUNK)
            self._ready = self._decoder.decode(data, final=not data).lstrip("\ufeff").encode("utf-8", "replace")
            if not data:
                break
        part, self._ready = self._ready[: len(view)], self._ready[len(view) :]
        view[: len(part)] = part
        return len(part)


def open_stream(raw: BinaryIO) -> io.BufferedReader:
    """A buffered reader over `raw`, unpacked if it begins as gzip does, as UTF-8 if it begins as UTF-16 or -32 does.

    Raises:
        InputError: on reading, where the gzip is broken or expands beyond reason.
    """
    reader = buffered(raw)
    if reader.peek(2)[:2] == b"\x1f\x8b":
        reader = io.BufferedReader(_Gunzip(reader), _CHUNK)
    head = reader.peek(4)[:4]
    for bom, encoding in _BOMS[1:]:
        if head.startswith(bom):
            return io.BufferedReader(_Transcoded(reader, encoding), _CHUNK)
    return reader


def buffered(raw: BinaryIO) -> io.BufferedReader:
    if isinstance(raw, io.BufferedReader):
        return raw
    return io.BufferedReader(_Counted(raw), _CHUNK)


def read_whole(reader: BinaryIO, limit: int) -> bytes:
    """All of the stream.

    Raises:
        InputError: it is longer than `limit` bytes.
    """
    data = reader.read(limit + 1)
    if len(data) > limit:
        raise InputError(f"larger than {size(limit)}, too large for one article")
    return data


def read_lines(reader: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Lines with their number from 1, the end of line kept; None for a line of more than `limit` bytes."""
    number = 0
    while line := reader.readline(limit + 1):
        number += 1
        if len(line) <= limit or line.endswith(b"\n"):
            yield number, line
            continue
        while (rest := reader.readline(_CHUNK)) and not rest.endswith(b"\n"):
            pass
        yield number, None


def size(count: int) -> str:
    return f"{count // MIB} MB" if count >= MIB else f"{count} bytes"


def looks_binary(head: bytes) -> bool:
    """Whether the first bytes belong to no text: NUL or many control characters, and no form of UTF-16 either.

    >>> looks_binary(b"MOSCOW, May 10"), looks_binary(bytes(range(64)))
    (False, True)
    """
    if any(head.startswith(bom) for bom, _ in _BOMS) or _wide(head):
        return False
    control = sum(head.count(byte) for byte in (*range(0, 9), *range(14, 27), *range(28, 32)))
    return control > len(head) // 50


def _wide(data: bytes) -> str | None:
    """UTF-16 without a byte order mark: of English text, every second byte is NUL."""
    head = data[:2000]
    if len(head) < 8 or len(head) % 2:
        head = head[: len(head) // 2 * 2]
    pairs = len(head) // 2
    if pairs < 4:
        return None
    if head[1::2].count(0) > 0.8 * pairs and head[0::2].count(0) < 0.05 * pairs:
        return "utf-16-le"
    if head[0::2].count(0) > 0.8 * pairs and head[1::2].count(0) < 0.05 * pairs:
        return "utf-16-be"
    return None


def decode(data: bytes, *, charset: str | None = None, markup: bool = False) -> str:
    """Text of bytes: by byte order mark, else UTF-8, else the charset declared (HTTP header, HTML meta), else
    Windows-1252, which every byte string can be read as.

    UTF-8 goes before the declaration because pages often declare what they are not, while bytes of another encoding
    hardly ever are valid UTF-8.

    >>> decode(b"\\xef\\xbb\\xbfcaf\\xc3\\xa9"), decode(b"\\x93caf\\xe9\\x94")
    ('café', '“café”')
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace")
    if wide := _wide(data):
        return data.decode(wide, "replace")
    names = ["utf-8"]
    if charset:
        names.append(charset)
    if markup:
        heads = (pattern.search(data[:4096]) for pattern in (_META_CHARSET, _XML_CHARSET))
        names += [found.group(1).decode("ascii", "replace") for found in heads if found]
    for name in names:
        try:
            return data.decode("cp1252" if name.lower() in _LATIN else name)
        except (UnicodeError, LookupError):
            continue
    damaged = data.decode("utf-8", "replace")
    # A few broken bytes in UTF-8 (a truncated copy) are not Windows-1252.
    if damaged.count("\ufffd") * 20 < len(_MULTIBYTE.findall(data)):
        return damaged
    return data.decode("cp1252", "replace")
