"""Who "I" and "we" are: the speaker of the quotation that they stand in, "we" the state or body that he speaks for.

Whom else somebody means by "we" who speaks for none stays open: not him alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from communique.model import Entity, EntityMention, EventMention, Form

Span = tuple[int, int]
_I = frozenset(["i", "me", "my", "mine", "myself"])
_WE = frozenset(["we", "us", "our", "ours", "ourselves"])


def speakers(
    mentions: Iterable[EntityMention],
    statements: Sequence[EventMention],
    referents: Mapping[Span, tuple[str, ...]],
    known: Iterable[Entity],
    text: str,
) -> tuple[dict[Span, tuple[str, ...]], dict[Span, tuple[float, str]]]:
    """The referents of the pronouns of the first person in direct speech, with score and reason, by span.

    In a release the words often follow without quotation marks: "Minister Berg said:" and his paragraphs below.
    """
    spoken = [(b, e, s) for s in statements if s.is_direct and s.initiators for b, e in s.content]
    released = [s for s in statements if s.initiators and _announces(text, s)]
    if not spoken and not released:
        return {}, {}
    represented = {entity.key: entity.represents for entity in known}
    found: dict[Span, tuple[str, ...]] = {}
    reasons: dict[Span, tuple[float, str]] = {}
    for mention in mentions:
        word = mention.text.lower()
        if mention.form is not Form.PRONOUN or word not in _I | _WE:
            continue
        around = [(e - b, n) for n, (b, e, _) in enumerate(spoken) if b <= mention.begin and mention.end <= e]
        above = [s for s in released if s.end <= mention.begin]
        if not around and not above:
            continue
        speaker = (spoken[min(around)[1]][2] if around else above[-1]).initiators[0]
        keys = referents.get((speaker.begin, speaker.end), ())
        if word in _WE and len(keys) == 1:
            keys = represented.get(keys[0]) or tuple(key for key in keys if not key.startswith("person/"))
        if keys:
            span = (mention.begin, mention.end)
            found[span] = keys
            reasons[span] = (0.9, "the speaker") if word in _I else (0.7, "the speaker, or whom he speaks for")
    return found, reasons


def _announces(text: str, statement: EventMention) -> bool:
    """Whether a statement's words stand below it: its sentence ends in a colon, and no quotation mark follows."""
    _, end = statement.sentence
    if not text[statement.sentence[0] : end].rstrip().endswith(":"):
        return False
    return text[end:].lstrip()[:1] not in ("", '"', "“", "‘", "'", "«", "„")
