"""On whose word an article reports an event, and what a statement's wording makes of the events within it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from communique.events import syntax
from communique.events.context import performs
from communique.model import EventMention, Status
from communique.parsing.tokens import Doc, Token
from communique.speech.cues import KINDS

# What a statement's wording does to an event that its content tells as done: a denied act is not done, an alleged or
# hoped-for one is not sure. What the content itself calls planned, cancelled or denied stays so unless it is denied.
_REBUTTALS = frozenset({"reject", "deny", "dismiss", "refute", "rebut", "contradict", "disprove"})
_CLAIMS = frozenset({"claim", "report", "allegation", "accusation", "charge", "assertion", "rumour", "rumor"})
_ASSERTED = frozenset([Status.OCCURRED, Status.ONGOING])


def attribute(doc: Doc, events: Sequence[EventMention], statements: Sequence[EventMention]) -> list[EventMention]:
    """The events, those inside a statement's content with its speaker and with what the statement makes of them.

    Of several statements around an event the innermost counts. The event that a statement's own cue evokes ("accused",
    "denied") lies outside its content and keeps its initiator as the only source.

    Args:
        doc: the parsed article.
        events: event mentions that are no statements; statements among them are attributed likewise.
        statements: what `find_statements` found.
    """
    spans = sorted(
        ((begin, end, statement) for statement in statements for begin, end in statement.content),
        key=lambda span: (span[0], -span[1]),
    )
    begins = [begin for begin, _, _ in spans]
    reach = max((end - begin for begin, end, _ in spans), default=0)
    return [_attributed(event, _innermost(event, spans, begins, reach), doc) for event in events]


def _innermost(
    event: EventMention, spans: Sequence[tuple[int, int, EventMention]], begins: Sequence[int], reach: int
) -> EventMention | None:
    at = bisect_right(begins, event.begin)
    best: tuple[int, EventMention] | None = None
    while at > 0:
        at -= 1
        begin, end, statement = spans[at]
        if event.begin - begin > reach:
            break
        if end >= event.end and (statement.begin, statement.end) != (event.begin, event.end):
            size = sum(e - b for b, e in statement.content)
            if best is None or size < best[0]:
                best = size, statement
    return best[1] if best else None


def _attributed(event: EventMention, statement: EventMention | None, doc: Doc) -> EventMention:
    if statement is None:
        return event
    speaker = statement.initiators[0] if statement.initiators else event.attributed_to
    status = _status(event.status, statement, doc[event.root])
    if status in _ASSERTED and _is_rebutted(doc[statement.root], doc[event.root]):
        status = Status.DENIED
    return replace(event, attributed_to=speaker, status=status)


def _is_rebutted(cue: Token, word: Token) -> bool:
    """Whether what a noun reports is denied at once: "rejected a claim that ...", "a report that ... was denied".

    `cue` is of the statement around the word: the noun, or the verb where the parser gives the clause to another one.
    """
    if cue.pos_ == "VERB":
        claims = [c for c in cue.rights if c.dep_ == "dobj" and syntax.lemma(c) in _CLAIMS]
        return _rebuts(cue) and bool(claims) and word.pos_ == "VERB" and word.tag_ in ("VBD", "VBN", "VBZ")
    return _rebuts(cue.head) and cue.dep_ == ("nsubjpass" if syntax.is_passive(cue.head) else "dobj")


def _rebuts(verb: Token) -> bool:
    return syntax.lemma(verb) in _REBUTTALS and not any(c.dep_ == "neg" for c in verb.lefts)


def _is_taken_for_granted(word: Token) -> bool:
    """What is no part of a wish: "called for a funeral of the man who was killed", "I want to thank"."""
    if performs(word):
        return True
    for _ in range(syntax.MAX_CLIMB):
        if word.dep_ == "relcl" and word.pos_ == "VERB":
            return word.tag_ in ("VBD", "VBZ", "VBP") or any(c.tag_ in ("VBD", "VBZ", "VBP") for c in word.lefts)
        if word.dep_ not in ("dobj", "pobj", "prep", "conj", "agent", "nsubjpass", "xcomp", "attr"):
            return False
        word = word.head
    return False


def _status(status: Status, statement: EventMention, word: Token) -> Status:
    effect = KINDS.get(statement.frame.partition(".")[0])
    if statement.status is Status.DENIED:  # "would not confirm that they met" asserts nothing
        return Status.UNCERTAIN if status in _ASSERTED else status
    if effect is Status.DENIED and status in (*_ASSERTED, Status.PLANNED, Status.UNCERTAIN):
        return Status.DENIED
    if effect in (Status.UNCERTAIN, Status.PLANNED) and status in _ASSERTED and not _is_taken_for_granted(word):
        return effect
    return status
