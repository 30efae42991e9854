"""Clean text."""

from __future__ import annotations

import re
import unicodedata

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_NOTHING = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff\ufffe\uffff"
    + "".join(map(chr, [*range(0, 9), *range(14, 32), *range(127, 133), *range(134, 160)]))
)
_TABLE = str.maketrans(
    dict.fromkeys(_SPACES, " ") | dict.fromkeys(_NOTHING, "") | _LIGATURES
    | {"\u2028": "\n", "\u2029": "\n\n", "\u0085": "\n", "\x0b": "\n", "\x0c": "\n"}
)  # fmt: skip
_SURROGATE = re.compile("[\ud800-\udfff]")


def normalise(text: str) -> str:
    """Unicode NFC without ligatures, odd spaces, invisible and control characters; lines end in a line feed.

    Quotation marks and dashes stay as they are.

    >>> normalise("\\ufeffﬁve\\u00a0men\\r\\nco\\u00adoperate")
    'five men\\ncooperate'
    """
    if not text.isascii():
        text = _SURROGATE.sub("\ufffd", text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    return unicodedata.normalize("NFC", text.translate(_TABLE))


def without_controls(text: str) -> str:
    return " ".join(normalise(text).split())


def article_text(text: str, *, title: str | None = None, media: str = "text") -> str:
    return text
