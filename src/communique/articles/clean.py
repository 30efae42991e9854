"""Clean text: Unicode in one form, lines as paragraphs, and of a saved page only the article."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from ftfy import fix_encoding
from ftfy.badness import is_bad

from communique.articles.extent import is_crawled, own_lines
from communique.articles.forms import TRAILING_CREDIT
from communique.articles.furniture import Kind, Line, insert_label, read_lines

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_INVISIBLE = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064"
    "\u2066\u2067\u2068\u2069\ufeff\ufffe\uffff"
)
_CONTROLS = "".join(map(chr, [*range(9), *range(14, 32), *range(127, 133), *range(134, 160)]))
_BREAKS = {"\u2028": "\n", "\u2029": "\n\n", "\u0085": "\n", "\x0b": "\n", "\x0c": "\n"}
_TABLE = str.maketrans(dict.fromkeys(_SPACES, " ") | dict.fromkeys(_INVISIBLE + _CONTROLS, "") | _LIGATURES | _BREAKS)
_SURROGATE = re.compile("[\ud800-\udfff]")
_SENTENCE_END = re.compile(r"[.!?:;][\"'”’)\]]*$")
_MARKER = re.compile(r"\s{2,}\S|\s*(?:[•*–—-]|\(?\d{1,2}[.)])\s")
_SURE = re.compile(r"(?:advertisement|(?:story|article) continues (?:below|after).*)\W*", re.IGNORECASE)


def normalise(text: str) -> str:
    """Unicode NFC without ligatures, odd spaces, invisible and control characters; lines end in a line feed.

    Words that were decoded in the wrong encoding are mended; quotation marks and dashes stay as they are.

    >>> normalise("\\ufeffﬁve\\u00a0men\\r\\nco\\u00adoperate")
    'five men\\ncooperate'
    >>> normalise("Enrique PeÃ±a Nieto: itâ€™s over")
    'Enrique Peña Nieto: it’s over'
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii():
        return text if text.replace("\n", "").isprintable() else text.translate(_TABLE)
    whole = _in_one_form(text)
    while whole != text and is_bad(whole):  # what is mended may show what is broken beside it
        text, whole = whole, _in_one_form(whole)
    return whole


def _in_one_form(text: str) -> str:
    """Broken words are mended word by word: a page may be decoded wrongly once, twice and rightly in its parts."""
    if is_bad(text):
        text = re.sub(r"\S+", lambda word: fix_encoding(word[0]) if is_bad(word[0]) else word[0], text)
    return unicodedata.normalize("NFC", _SURROGATE.sub("\ufffd", text).translate(_TABLE))


def article_text(text: str, *, title: str | None = None, media: str = "text") -> str:
    """The article in a normalised text.

    Args:
        text: what `normalise` gave.
        title: the article's title, an anchor for its beginning in a page.
        media: "record" for a text that should be the article already: it stays character for character unless it
            shows several kinds of page furniture; "text" and "html" for pages.
    """
    if media == "record":
        lines = read_lines(text)
        keep = own_lines(lines, title=title) if is_crawled(lines) else [not _is_residue(line) for line in lines]
        return text if all(keep) else _assembled(lines, keep, text)
    text = unwrapped(text) if media == "text" else text
    lines = read_lines(text)
    return _assembled(lines, own_lines(lines, title=title), text, apart=media == "html")


def _is_residue(line: Line) -> bool:
    """The lines that are furniture even in a clean record."""
    if line.kind is Kind.TEMPLATE:
        return True
    return bool(line.kind is Kind.CONTROL and _SURE.fullmatch(line.text)) or bool(
        line.kind is Kind.INSERT and line.text[:4].isupper() and insert_label(line.text)
    )


def _assembled(lines: list[Line], keep: list[bool], text: str, *, apart: bool = False) -> str:
    """The kept lines with the white space that stood before each, shortened to one blank line.

    `apart` puts a blank line between all of them: the lines of a page in HTML are its paragraphs.
    """
    parts: list[str] = []
    end = 0
    for line, kept in zip(lines, keep, strict=True):
        if not kept:
            continue
        if parts:
            parts.append("\n" if not apart and text[end : line.begin].count("\n") == 1 else "\n\n")
        end = line.end
        parts.append(TRAILING_CREDIT.sub("", line.text) if line.text[-1] not in '.!?”"' else line.text)
    return "".join(parts)


def unwrapped(text: str) -> str:
    """Paragraphs that were broken into lines of one width, each on one line again.

    >>> unwrapped("The two ministers spoke for more than an hour about the border\\nand agreed to meet again in "
    ...     "spring, as an adviser told the press.\\n")
    'The two ministers spoke for more than an hour about the border and agreed to meet again in spring, as an adviser \
told the press.\\n'
    """
    rows = text.split("\n")
    longest = max((len(row) for row in rows), default=0)
    if longest > 120 or longest < 40:
        return text
    pairs = [(a, b) for a, b in pairwise(rows) if a.strip() and b.strip()]
    broken = [
        a for a, b in pairs if len(a) >= 0.6 * longest and not _SENTENCE_END.search(a) and b.lstrip()[:1].islower()
    ]
    if not broken or len(broken) < 0.2 * len(pairs):
        return text
    return _joined(rows, width=sorted(map(len, broken))[len(broken) // 2])


def _joined(rows: list[str], *, width: int) -> str:
    parts = [rows[0]]
    for before, row in pairwise(rows):
        goes_on = before.strip() and row.strip() and len(before) >= 0.75 * width and not _MARKER.match(row)
        hyphen = goes_on and re.search(r"\w-$", before) and row[:1].islower()
        parts.append(("" if hyphen else " ") + row.lstrip() if goes_on else "\n" + row)
    return "".join(parts)
