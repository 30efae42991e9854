"""Who "I" and "we" are: the speaker of the quotation that they stand in, "we" the state or body that he speaks for."""

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
) -> tuple[dict[Span, tuple[str, ...]], dict[Span, tuple[float, str]]]:
    """The referents of the pronouns of the first person in direct speech, with score and reason, by span."""
    spoken = [(b, e, s) for s in statements if s.is_direct and s.initiators for b, e in s.content]
    if not spoken:
        return {}, {}
    represented = {entity.key: entity.represents for entity in known}
    found: dict[Span, tuple[str, ...]] = {}
    reasons: dict[Span, tuple[float, str]] = {}
    for mention in mentions:
        word = mention.text.lower()
        if mention.form is not Form.PRONOUN or word not in _I | _WE:
            continue
        around = [(e - b, n) for n, (b, e, _) in enumerate(spoken) if b <= mention.begin and mention.end <= e]
        if not around:
            continue
        speaker = spoken[min(around)[1]][2].initiators[0]
        keys = referents.get((speaker.begin, speaker.end), ())
        if word in _WE and len(keys) == 1:
            keys = represented.get(keys[0]) or keys
        if keys:
            span = (mention.begin, mention.end)
            found[span] = keys
            reasons[span] = (0.9, "the speaker") if word in _I else (0.7, "the speaker, or whom he speaks for")
    return found, reasons
