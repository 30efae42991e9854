"""Where words stand between quotation marks, in every typography that news uses.

Double marks (curly, straight, low-high, guillemets, two apostrophes or backquotes) and single ones as the outer mark.
Only outer quotations are returned; a quotation within belongs to the words quoted. A speech that runs over paragraphs,
its opening mark repeated and closed once at the end, is one quotation of several parts. A mark that nothing closes
holds to the end of its paragraph and no further.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MARK = re.compile(r"``|''|[\"“”„‟«»‘’‚‹›']")
_PARAGRAPH = re.compile(r"[^\n]+")
_CLOSING: dict[str, tuple[str, ...]] = {
    "“": ("”", '"'), "„": ("“", "”", "‟", '"'), "‟": ("”", '"'), "«": ("»",), '"': ('"', "”"), "``": ("''",),
    "''": ("''",), "‘": ("’",), "‚": ("‘", "’"), "‹": ("›",), "'": ("'",),
}  # fmt: skip
_DOUBLE_OPEN = frozenset(["“", "„", "‟", "«", '"', "``", "''"])
_SINGLE_OPEN = frozenset(["‘", "‚", "‹", "'"])
_BEFORE_OPENING = frozenset(" \t\xa0\u2009\u202f([{—–-/:…,;>") | _DOUBLE_OPEN
_ELISIONS = re.compile(r"(?:em|til|tis|twas|cause|n|bout|round|\d\d)(?:s)?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation: `parts` are its stretches, one a paragraph, marks included; `inner` the same without marks."""

    parts: tuple[tuple[int, int], ...]
    inner: tuple[tuple[int, int], ...]
    is_closed: bool

    @property
    def begin(self) -> int:
        return self.parts[0][0]

    @property
    def end(self) -> int:
        return self.parts[-1][1]

    def words(self, text: str) -> str:
        """The words quoted, without the marks and the comma that the typography puts before the closing one."""
        return " ".join(text[begin:end].strip().rstrip(",").rstrip() for begin, end in self.inner)


def find_quotations(text: str) -> list[Quotation]:
    """The outer quotations of a text, in order.

    >>> text = 'She said: “We go ‘home’ now.” He left.'
    >>> [text[q.begin : q.end] for q in find_quotations(text)]
    ['“We go ‘home’ now.”']
    """
    found: list[Quotation] = []
    running: Quotation | None = None  # open at the end of the paragraph before
    for paragraph in _PARAGRAPH.finditer(text):
        begin, end = paragraph.span()
        if not text[begin:end].strip():
            continue
        for quotation in _in_paragraph(text, begin, end):
            if running is not None and _continues(text, running, quotation, begin):
                found.pop()
                quotation = Quotation(
                    running.parts + quotation.parts, running.inner + quotation.inner, quotation.is_closed
                )
            found.append(quotation)
            running = None
        running = found[-1] if found and not found[-1].is_closed and found[-1].end >= _right(text, begin, end) else None
    return found


def _continues(text: str, running: Quotation, quotation: Quotation, paragraph: int) -> bool:
    """Whether the quotation takes up, at the start of its paragraph, the one left open in the paragraph before."""
    left = quotation.begin - len(text[paragraph : quotation.begin].lstrip())
    same = text[quotation.begin] == text[running.parts[-1][0]]
    return left == quotation.begin and left >= paragraph and same and text[running.end - 1] in ".?!…,;:—–"


def _right(text: str, begin: int, end: int) -> int:
    return begin + len(text[begin:end].rstrip())


def _in_paragraph(text: str, begin: int, end: int) -> Iterator[Quotation]:
    opening: re.Match[str] | None = None
    depth = 0  # of quotations within that have the same marks
    position = begin
    while mark := _MARK.search(text, position, end):
        position = mark.end()
        if opening is None:
            if _opens(text, mark, begin, end):
                opening, depth = mark, 0
        elif mark[0] == opening[0] and mark[0] in "“«‘‹" and _opens(text, mark, begin, end):
            depth += _nests(text, mark, end)
        elif mark[0] == "''" and opening[0] != "''" and opening[0] != "``":
            position = mark.start() + 1  # a single mark that closes beside another
            if opening[0] == "'" and _closes(text, opening, mark.start(), mark.start() + 1, end):
                yield _quotation(opening, mark.start(), mark.start() + 1)
                opening = None
        elif mark[0] == "''" and text[mark.end() : mark.end() + 1] == "'":
            position = mark.start() + 1  # ''' closes the inner quotation first
        elif mark[0] in _CLOSING[opening[0]] and _closes(text, opening, *mark.span(), end):
            if depth:
                depth -= 1
                continue
            yield _quotation(opening, *mark.span())
            opening = None
        elif (
            opening[0] in _SINGLE_OPEN
            and mark[0] in _DOUBLE_OPEN
            and _opens(text, mark, begin, end)
            and not _closed_later(text, opening, mark.end(), end)
        ):
            opening = mark  # an apostrophe taken for a mark
    if opening is not None and opening[0] not in _SINGLE_OPEN:
        right = _right(text, begin, end)
        if right > opening.end():
            yield Quotation(((opening.start(), right),), ((opening.end(), right),), is_closed=False)


def _nests(text: str, opening: re.Match[str], end: int) -> bool:
    """Whether two marks close after this opening one before another opens; else one of the openings is a slip."""
    signs = [mark[0] for mark in _MARK.finditer(text, opening.end(), end) if mark[0] in "“«‘‹”»’›"]
    return len(signs) > 1 and all(sign in _CLOSING[opening[0]] for sign in signs[:2])


def _quotation(opening: re.Match[str], begin: int, end: int) -> Quotation:
    return Quotation(((opening.start(), end),), ((opening.end(), begin),), is_closed=True)


def _opens(text: str, mark: re.Match[str], begin: int, end: int) -> bool:
    sign = mark[0]
    before = text[mark.start() - 1] if mark.start() > begin else " "
    after = text[mark.end()] if mark.end() < end else " "
    if sign in "“„«‟":
        return not after.isspace() or before.isspace()
    if after.isspace() or before not in _BEFORE_OPENING:
        return False
    if sign in _DOUBLE_OPEN:
        return True
    if sign not in _SINGLE_OPEN or not (after.isalnum() or after in '“"[$…'):
        return False
    if sign == "'" and _ELISIONS.match(text, mark.end()):
        return False
    return _closed_later(text, mark, mark.end(), end)


def _closed_later(text: str, opening: re.Match[str], position: int, end: int) -> bool:
    closing = _CLOSING[opening[0]]
    for mark in _MARK.finditer(text, position, min(end, position + 2000)):
        if mark[0] in closing and _closes(text, opening, *mark.span(), end):
            return True
    return False


def _closes(text: str, opening: re.Match[str], begin: int, end: int, limit: int) -> bool:
    """Whether the mark at `begin`, of the right sign, closes: an apostrophe does not."""
    sign = opening[0]
    before, after = text[begin - 1], text[end] if end < limit else " "
    if sign in ("'", "‘"):
        if after.isalnum() or begin == opening.end():
            return False
        if before in "sS" and after == " ":  # the workers' rights: a plural's apostrophe, unless nothing else closes
            return not _closing_after_punctuation(text, text[begin:end], end, limit)
        return True
    if sign in ('"', "''") and before.isspace() and after.isalnum():
        return begin == opening.end()
    return True


def _closing_after_punctuation(text: str, sign: str, position: int, limit: int) -> bool:
    rest = text[position:limit]
    found = re.search(r"[.,!?…]" + re.escape(sign) + r"(?!\w)", rest)
    following = re.search(r"[\s(]" + ("‘" if sign == "’" else "'") + r"\w", rest)
    return found is not None and (following is None or found.start() < following.start())
