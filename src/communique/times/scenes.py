"""Which day a scene goes on, where only its first sentence names it: "She saw nobody on Monday. She met instead ...".

What follows in simple past, about somebody who was there already, happened the same day, unless words lead away from
it. That is a reading and no statement: the day is marked as uncertain (EDTF "2023-08-07?"), and fusion lets every day
that an account names stand above it. Narrative time after Dowty (1986), much reduced: in doubt there is no day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from communique.events import nouns, syntax
from communique.model import EntityMention, EventMention, Status, TimeMention, TimeSpan
from communique.parsing.tokens import Doc, Span, Token
from communique.times import timevalues as values
from communique.times.tense import predicate_of, words
from communique.times.ties import time_of

_REACH = 4  # sentences that a scene lasts after its day was named
_AWAY = words(
    """
    earlier previously once before meanwhile elsewhere separately later ever never often always repeatedly since already
    last recently ago sometimes usually frequently regularly eventually twice formerly originally years months
    weeks days decades
    """
)
_PERFECT = words("have has had 've 'd having will would shall may might could can should must")
_TELLING = words("say tell report announce add write claim state confirm declare")
_SIDELINES = words("sideline sidelines margin margins fringe fringes")
_QUOTES = frozenset("\"“”«»„'‘")
_NO_ACTS = frozenset({"Statement"})
_GATHERINGS = frozenset({"Consultation", "Meeting", "Negotiation", "Summit"})


@dataclass(slots=True)
class _Scene:
    """The day of a scene, who was seen in it, and how far the telling has come."""

    day: TimeMention | None = None
    seen: set[str] = field(default_factory=set)
    sentences: int = 0
    paragraphs: int = 0


def carried_on(
    doc: Doc,
    events: Sequence[EventMention],
    times: Sequence[TimeMention],
    published: TimeSpan | None,
    referents: Mapping[tuple[int, int], tuple[str, ...]],
    entities: Sequence[EntityMention],
) -> list[EventMention]:
    """The events, in their order, those that go on a scene with its day; "on the sidelines" goes on a gathering's.

    Args:
        doc: a parsed text.
        events: of the doc, dated as far as grammar goes.
        times: of the doc, in text order.
        published: days of the article.
        referents: who mentions are, by their spans.
        entities: of the doc, in text order.
    """
    dated: dict[int, TimeMention] = {}
    undated = [n for n, e in enumerate(events) if e.time is None and e.cls not in _NO_ACTS]
    quoted = [span for e in events for span in e.content if doc.text[span[0] : span[0] + 1] in _QUOTES]
    scene, number, at, paragraph = _Scene(), 0, 0, True
    for sentence in doc.sents:
        first = next((t for t in sentence if not t.is_space), None)
        if first is None:
            continue
        here, there = _in(times, sentence)
        mentions: list[EntityMention] = []
        while at < len(entities) and entities[at].begin < sentence.end_char:
            mentions.append(entities[at])
            at += 1
        keys = {k for m in mentions for k in referents.get((m.begin, m.end), ())}
        if paragraph:
            scene.paragraphs += 1
        paragraph = any("\n" in t.text for t in sentence if t.is_space)
        day = _day_of(doc, sentence, here, published)
        if day is not None:
            scene = _Scene(day, set(keys))
            continue
        scene.sentences += 1
        if scene.sentences > _REACH or scene.paragraphs > 1 or there:
            scene = _Scene()
        gathering = _gathering(events, sentence) if not here and _is_on_the_sidelines(sentence) else None
        if gathering is not None:
            scene = _Scene(gathering, set(keys))
        if scene.day is None:
            continue
        while number < len(undated) and events[undated[number]].begin < sentence.start_char:
            number += 1
        if not here and not _leads_away(sentence):
            for n in _within(events, undated[number:], sentence):
                if _goes_on(doc, events[n], scene, referents, quoted):
                    dated[n] = scene.day
        if here:
            scene = _Scene()
        scene.seen |= keys
    return [replace(e, time=_guessed(dated[n])) if n in dated else e for n, e in enumerate(events)]


def _in(times: Sequence[TimeMention], sentence: Span) -> tuple[list[TimeMention], bool]:
    """The expressions of a sentence, and whether one of them is of a day that nobody knows."""
    here = [t for t in times if sentence.start <= t.first < sentence.end]
    return here, any(t.value is None for t in here)


def _within(events: Sequence[EventMention], numbers: Sequence[int], sentence: Span) -> Iterator[int]:
    for n in numbers:
        if events[n].begin >= sentence.end_char:
            return
        yield n


def _day_of(doc: Doc, sentence: Span, here: Sequence[TimeMention], published: TimeSpan | None) -> TimeMention | None:
    """The day that dates the main verb of a sentence in simple past."""
    if not here:
        return None
    main = next((t for t in sentence if t.dep_ == "ROOT" and t.pos_ in ("VERB", "AUX")), None)
    if main is None or not _is_simple_past(main):
        return None
    time = time_of(doc, main.i, here, published)
    covered = values.covers(time.value) if time is not None else None
    told = values.covers(published)
    if covered is None or covered.first != covered.last or (told is not None and covered.last > told.last):
        return None
    return time


def _is_simple_past(verb: Token) -> bool:
    helpers = {c.lower_ for c in verb.lefts if c.dep_ in ("aux", "auxpass")}
    if helpers & _PERFECT:
        return False
    return verb.tag_ == "VBD" or (verb.tag_ == "VBN" and bool(helpers & {"was", "were"}))


def _is_on_the_sidelines(sentence: Span) -> bool:
    """ "On the sidelines, she met Sow": of a gathering that was told of before."""
    return any(
        t.lower_ in _SIDELINES and t.head.lower_ in ("on", "at") and not any(c.lower_ == "of" for c in t.rights)
        for t in sentence
    )


def _gathering(events: Sequence[EventMention], sentence: Span) -> TimeMention | None:
    """The day of the last gathering before a sentence that has one."""
    for event in reversed(events):
        covered = values.covers(event.time.value) if event.time is not None else None
        if (
            covered is not None
            and covered.first == covered.last
            and event.begin < sentence.start_char
            and event.cls in _GATHERINGS
            and event.status is Status.OCCURRED
        ):
            return event.time
    return None


def _leads_away(sentence: Span) -> bool:
    """Whether words speak of another time, or of several: "met him three times"."""
    return any(
        t.lower_ in _AWAY or (t.lower_ == "times" and t.i and t.nbor(-1).lower_ not in ("at", "all", "of"))
        for t in sentence
    )


def _goes_on(
    doc: Doc,
    event: EventMention,
    scene: _Scene,
    referents: Mapping[tuple[int, int], tuple[str, ...]],
    quoted: Sequence[tuple[int, int]],
) -> bool:
    """Whether an event is told next in the scene: in simple past, in a main clause, of somebody who was seen in it."""
    if event.status is not Status.OCCURRED or any(b <= event.begin < e for b, e in quoted):
        return False
    verb = predicate_of(doc[event.root])
    if verb is None or not _is_simple_past(verb) or not _is_main(verb):
        return False
    if doc[event.root].i != verb.i and doc[event.root].head.i != verb.i:
        return False
    subjects = {t.i for s in syntax.surface_subjects(verb) for t in nouns.heads(s)}
    acting = [m for m in (*event.initiators, *event.targets, *event.hosts) if m.root in subjects]
    keys = {k for m in acting for k in referents.get((m.begin, m.end), ())} & scene.seen
    return bool(keys) and (not scene.paragraphs or not all(k.startswith("country/") for k in keys))


def _is_main(verb: Token) -> bool:
    """Whether the verb, or that which it is coordinated with, is its sentence's; "they met, the ministry said" too."""
    while verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX") and verb.head.i < verb.i:
        verb = verb.head
    if verb.dep_ == "ccomp" and verb.i < verb.head.i and syntax.lemma(verb.head) in _TELLING:
        return not any(c.dep_ == "mark" for c in verb.lefts)
    return verb.dep_ == "ROOT"


def _guessed(day: TimeMention) -> TimeMention:
    return replace(day, value=values.guessed(day.value)) if day.value is not None else day
