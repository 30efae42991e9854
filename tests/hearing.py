"""What tests of speech look at: a statement as its speakers and words, and a name as an earlier stage finds it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from communique.model import EntityMention, EventMention, Form

if TYPE_CHECKING:
    from conftest import Parser

Read = Callable[[str], list[EventMention]]  # a text's statements


def told(text: str, statement: EventMention) -> tuple[list[str], list[str]]:
    return [m.text for m in statement.initiators], [text[b:e] for b, e in statement.content]


def named(nlp: Parser, text: str, name: str, kind: str) -> list[EntityMention]:
    """A mention of this name, as an earlier stage would find it."""
    doc = nlp(text)
    begin = text.index(name)
    span = doc.char_span(begin, begin + len(name))
    assert span is not None
    return [
        EntityMention(
            begin=begin, end=begin + len(name), text=name, first=span.start, stop=span.end, root=span.root.i, kind=kind,
            form=Form.NAME,
        )
    ]  # fmt: skip
