"""Speech that typography alone attributes: headlines ("Roth: Ferry is safe", "Ferry is safe – Roth"), transcripts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.model import EntityMention
from communique.parsing.tokens import Doc, Span
from communique.speech.words import is_text, names_thing

_LEADING = re.compile(r"([^:\n]{2,40}):\s+(?=\S)")
_TRAILING = re.compile(r"\s*(:|–|—| -)\s+([^:–—\n]{2,40})$")
_TURN = re.compile(r"^[ \t]*([A-Z][\w.’'\- ]{1,38}?)(?:\s*\([^)\n]*\))?:[ \t]+(?=\S)", re.MULTILINE)
_NO_SPEAKERS = frozenset([
    "analysis", "background", "breaking", "comment", "correction", "editor", "exclusive", "factbox", "interview",
    "live", "more", "note", "opinion", "photo", "photos", "q", "a", "read", "related", "review", "source", "timeline",
    "update", "video", "watch",
])  # fmt: skip
_PLACES = frozenset(["Country", "City", "Region", "Facility", "Place"])


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody's words without a reporting word. `sign` is the token between (colon, dash)."""

    speaker: int  # token
    sign: int
    spans: tuple[tuple[int, int], ...]


def headline(doc: Doc, line: tuple[int, int], entities: Sequence[EntityMention]) -> Turn | None:
    """Whose words a headline gives, if its typography tells."""
    begin, end = line
    text = doc.text[begin:end].rstrip(" .")
    if (found := _LEADING.match(text)) and not text.endswith("?"):
        name, words = found.span(1), (found.end(), len(text))
        sign = found.end(1)
    elif found := _TRAILING.search(text):
        name, words, sign = found.span(2), (0, found.start()), found.start(1)
    else:
        return None
    if text[:sign].count("(") > text[:sign].count(")"):
        return None  # "the party (Norwegian: ...)"
    if len(text[words[0] : words[1]].split()) < 3:
        return None
    span = doc.char_span(begin + name[0], begin + name[1])
    mark = doc.covering(begin + sign, begin + sign + 1)
    if span is None or mark is None or not _speaks(span, entities):
        return None
    return Turn(span.root.i, mark.start, ((begin + words[0], begin + words[1]),))


def _speaks(span: Span, entities: Sequence[EntityMention]) -> bool:
    head = span.root
    if head.lemma_.lower() in _NO_SPEAKERS or any(t.pos_ in ("VERB", "AUX") for t in span):
        return False
    known = [m for m in entities if m.first <= head.i < m.stop]
    if known:
        return known[0].kind not in _PLACES
    if span[0].is_title and any(m.kind == "Person" and span.text in m.text.split() for m in entities):
        return True
    if head.pos_ == "NOUN":
        return len(span) <= 3 and not any(t.pos_ == "ADP" for t in span) and (is_text(head) or not names_thing(head))
    return any(m.kind == "Person" and span.text in m.text for m in entities)


def transcript(doc: Doc) -> Iterator[Turn]:
    """The turns of a transcript, each with its paragraphs up to the next; fewer than three labels are none."""
    body = max(doc.text.find("\n"), 0)  # after the headline
    labels = [m for m in _TURN.finditer(doc.text, body) if _is_label(m[1])]
    if len(labels) < 3 or len({m[1] for m in labels}) == len(labels):
        return
    for number, label in enumerate(labels):
        last = labels[number + 1].start() if number + 1 < len(labels) else doc.text.find("\n", label.end())
        spans = tuple(_paragraphs(doc.text, label.end(), last if last >= 0 else len(doc.text)))
        name = doc.covering(*label.span(1))
        sign = doc.covering(label.end(1), label.end(1) + 1)
        if name is not None and sign is not None and spans:
            yield Turn(name.root.i, sign.start, spans)


def _is_label(name: str) -> bool:
    words = name.split()
    return len(words) <= 5 and words[0].lower() not in _NO_SPEAKERS and all(w[0].isupper() for w in words)


def _paragraphs(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    for line in re.finditer(r"[^\n]+", text[begin:end]):
        words = line[0].strip()
        if words and not (words[0] in "([" and words.rstrip(".")[-1:] in ")]"):  # "(End of video.)"
            left = begin + line.start() + line[0].index(words)
            yield left, left + len(words)
