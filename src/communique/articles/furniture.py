"""What a line of a saved page is, told by its form: controls, headings of link lists, credits, appeals to readers.

A line that none of the forms fits is the article's own until its place says otherwise (see `extent`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from communique.articles.forms import (
    APPEAL,
    APPEAL_START,
    BULLET,
    BYLINE,
    CAPTION_END,
    COMMENTS,
    CONTROL_FORMS,
    CONTROL_HEADS,
    CONTROL_WORDS,
    CREDIT,
    CREDIT_FIRST,
    CREDIT_SLASHES,
    END,
    FOOTER,
    INSERT,
    INSERT_SURE,
    LISTING,
    META,
    PERSONAL,
    PICTURE,
    QUOTED,
    READ_MORE,
    SEPARATOR,
    SPEAKER,
    TEMPLATE,
    TRAIL,
    TWO,
    WORD,
)


class Kind(Enum):
    """What a line is, where its own form tells it."""

    CONTROL = auto()  # share buttons, menus, "Show more", symbols
    TEMPLATE = auto()  # {{item.title}}
    LISTING = auto()  # heads a list of other articles, or topics: "Most read"
    INSERT = auto()  # "Read also", inside an article too
    COMMENTS = auto()  # readers' comments begin, or the form for them
    FOOTER = auto()  # copyright, terms, contact
    CREDIT = auto()  # photographer, agency of a picture
    META = auto()  # byline, date line, reading time
    TRAIL = auto()  # Home > News > World


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text with its features. `begin` and `end` are character offsets, without the white space around."""

    begin: int
    end: int
    text: str
    words: int
    prose: bool  # one sentence or more, by punctuation and length
    kind: Kind | None
    appeal: int  # how many marks of an appeal to the outlet's own readers it has
    outlet: bool  # one of them is of an outlet's own, such as a subscription
    personal: bool  # "we" or "you" outside quotation marks
    bullet: bool


def read_lines(text: str) -> list[Line]:
    """The lines of a text that are not blank."""
    lines: list[Line] = []
    begin = 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            start = begin + len(raw) - len(raw.lstrip())
            lines.append(_line(start, stripped))
        begin += len(raw) + 1
    return lines


def _line(begin: int, text: str) -> Line:
    words = len(WORD.findall(text)) if len(text) < 200 else text.count(" ") + 1
    prose = words >= 20 or (words >= 4 and (END.search(text) is not None or TWO.search(text) is not None))
    appeal, outlet, personal = _appeal(text)
    return Line(
        begin=begin, end=begin + len(text), text=text, words=words, prose=prose, kind=kind_of(text, words, prose=prose),
        appeal=appeal, outlet=outlet, personal=personal, bullet=BULLET.match(text) is not None,
    )  # fmt: skip


_LONGEST = 420  # characters of a line that may be furniture by its form; some forms take long to rule out in more


def kind_of(text: str, words: int, *, prose: bool) -> Kind | None:
    """The kind of one line, by its form alone.

    >>> kind_of("Share on Facebook", 3, prose=False), kind_of("The envoys met on Monday.", 5, prose=True)
    (<Kind.CONTROL: 1>, None)
    """
    if len(text) > _LONGEST:
        return None
    if ("{" in text or "[" in text or "<%" in text or words < 2) and TEMPLATE.search(text):
        return Kind.TEMPLATE if len(WORD.findall(TEMPLATE.sub("", text))) < 7 else None
    if COMMENTS.fullmatch(text):
        return Kind.COMMENTS
    if FOOTER.fullmatch(text):
        return Kind.FOOTER
    if prose:
        return _kind_of_prose(text, words)
    if insert_label(text) is not None:
        return Kind.INSERT
    if words == 0 or _is_control(text, words):
        return Kind.CONTROL
    if LISTING.fullmatch(text):
        return Kind.LISTING
    if META.fullmatch(text) or BYLINE.fullmatch(text):
        return Kind.META
    if is_credit(text, words):
        return Kind.CREDIT
    return Kind.TRAIL if TRAIL.fullmatch(text) else None


def _kind_of_prose(text: str, words: int) -> Kind | None:
    """Few kinds of furniture end as sentences do."""
    if words <= 8 and LISTING.fullmatch(text.rstrip(":?!. ")) and not text.endswith("."):
        return Kind.LISTING
    if words <= 30 and insert_label(text) is not None:
        return Kind.INSERT
    if words <= 24 and (META.fullmatch(text) or (text[0] in "([©" and is_credit(text, words))):
        return Kind.META
    if words <= 16 and CONTROL_FORMS.fullmatch(text):
        return Kind.CONTROL
    if words <= 40 and PICTURE.match(text):
        return Kind.CREDIT
    return None


def _is_control(text: str, words: int) -> bool:
    if words <= 20 and CONTROL_FORMS.fullmatch(text):
        return True
    if words > 12:
        return False
    tokens = [token for part in text.lower().split() if (token := part.strip("()[]:,.|·•/!?…+›»×-"))]
    if tokens and all(token in CONTROL_WORDS or token.isdigit() for token in tokens):
        return any(token in CONTROL_HEADS for token in tokens) or all(token.isdigit() for token in tokens)
    return False


def insert_label(text: str) -> str | None:
    """What follows the label of a pointer to other articles: "" for "Read also", the title for "READ MORE: Title".

    >>> insert_label("Read also"), insert_label("READ MORE: Envoy leaves"), insert_label("Read the text aloud")
    ('', 'Envoy leaves', None)
    """
    found = INSERT.match(text)
    if not found:
        return None
    rest = text[found.end() :]
    if not rest.strip(" :.…|»›>→-–"):
        return "" if INSERT_SURE.match(text) or rest.strip() else None
    separator = SEPARATOR.match(rest)
    if (
        separator is None
        and rest[:1] == " "
        and rest[1:2].isupper()
        and READ_MORE.match(text)
        and rest[-1] not in ".!?"
    ):
        return rest[1:]
    if separator is None or (not INSERT_SURE.match(text) and not text[: found.end()].isupper()):
        return None
    return rest[separator.end() :]


def is_credit(text: str, words: int) -> bool:
    if words > 24:
        return False
    if CREDIT.fullmatch(text) or CAPTION_END.search(text):
        return True
    return words <= 14 and "/" in text and bool(CREDIT_SLASHES.fullmatch(text) or CREDIT_FIRST.fullmatch(text))


def _appeal(text: str) -> tuple[int, bool, bool]:
    """Marks of an appeal outside quotation marks; whether one is an outlet's own; whether "we" or "you" are addressed.

    Without either, or an imperative at its beginning, a line that names donations or newsletters is news about them.
    A line of a transcript is a speaker's.
    """
    plain = QUOTED.sub(" ", text) if '"' in text or "“" in text or "‘" in text else text
    personal = PERSONAL.search(plain) is not None
    start = APPEAL_START.match(plain) is not None
    if (not personal and not start) or (not start and SPEAKER.match(plain)):
        return 0, False, False
    marks = {found.lastgroup or "" for found in APPEAL.finditer(plain)}
    count = len(marks) + start if marks else 0
    outlet = any(mark.startswith("outlet") for mark in marks) or (start and count >= 3 and len(plain) < 100)
    return count, outlet, personal
