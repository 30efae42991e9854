"""Named gatherings ("G20 summit"), and the meetings that are held at them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from communique.events import nouns, syntax
from communique.events.matching import GATHERING, Match
from communique.events.roles import Cast, oblique
from communique.model import EventMention, TimeMention
from communique.parsing.tokens import Doc, Span, Token

_SUCH = frozenset({"conference", "summit", "gathering", "forum"})
_AROUND = frozenset({"after", "before", "during", "following", "of", "at", "in", "since"})
_ATTENDING = frozenset({"lead", "chair", "attend", "join", "convene", "address"})
ENCOUNTERS = frozenset({"Consultation", "Meeting", "Negotiation", "Visit", "PhoneCall", "Summit"})


def name_of(match: Match, cast: Cast) -> Span | None:
    """The name of a gathering: the capitalised words and names right before its noun, without participants' names."""
    first = match.token.i
    for child in reversed(list(match.token.lefts)):
        mention = cast.at(child)
        if child.dep_ not in ("compound", "nmod", "nummod", "amod", "poss") or child.right_edge.i + 1 != first:
            break
        if child.dep_ == "poss" or not (child.pos_ == "PROPN" or child.text[:1].isupper()):
            break
        if mention is not None and mention.kind == "Country" and child.tag_ in ("JJ", "NNPS"):
            break
        first = child.left_edge.i
    if first == match.token.i:
        return None
    return match.token.doc.span(first, match.token.i + 1)


def is_setting(token: Token) -> bool:
    """Whether a gathering is only where something else takes place: "may speak on the sidelines of the summit"."""
    return token.dep_ == "pobj" and token.head.lower_ in ("at", "of", "during", "before", "after")


def named_again(found: list[EventMention], doc: Doc, times: Sequence[TimeMention]) -> list[EventMention]:
    """A gathering told of by name and then, with its day, as "the May 3 conference", which may be another day."""
    named = sorted((e for e in found if e.cls in GATHERING and e.name is not None), key=lambda e: e.root)
    again: list[EventMention] = []
    if not named:
        return again
    taken = {e.root for e in found}
    for token in doc:
        if token.lower_ not in _SUCH or token.i in taken or token.i <= named[0].root:
            continue
        lefts = list(token.lefts)
        first = min((left.left_edge.i for left in lefts), default=token.i)
        day = next((t for t in times if first <= t.first and t.stop <= token.i), None)
        if day is None or not any(left.lower_ == "the" for left in lefts):
            continue
        before = max((e for e in named if e.root < token.i), key=lambda e: e.root)
        begin, end = doc[first].idx, token.idx + len(token)
        sentence = token.sent
        again.append(
            replace(
                before,
                begin=begin,
                end=end,
                text=doc.span(first, token.i + 1).text,
                root=token.i,
                time=day,
                sentence=(sentence.start_char, sentence.end_char),
                part_of=None,
            )
        )
    return again


def at_gatherings(found: list[EventMention], doc: Doc) -> list[EventMention]:
    """Links a meeting "on the sidelines of the G20 summit" to the mention of that summit in the same sentence."""
    summits = [e for e in found if e.cls in GATHERING]
    if not summits:
        return found
    part_of: dict[int, tuple[int, int]] = {}
    for summit in summits:
        token = doc[summit.root]
        preposition = token.head
        if token.dep_ != "pobj" or preposition.lower_ not in ("at", "of", "on", "during", "in", "around", "before"):
            continue
        above = preposition.head
        if preposition.lower_ == "of":
            if syntax.lemma(above) not in ("sideline", "margin", "fringe", "day", "eve"):
                continue
            above = above.head.head if above.dep_ == "pobj" else above.head
        for _ in range(3):
            part_of.setdefault(above.i, (summit.begin, summit.end))
            if above.dep_ in ("dobj", "conj", "xcomp", "pobj", "prep") and above.head is not above:
                above = above.head
            else:
                break
    linked = []
    for event in found:
        token = doc[event.root]
        span = part_of.get(token.i) or (
            part_of.get(token.head.i) if token.dep_ in ("dobj", "nsubj", "nsubjpass") else None
        )
        here = span is not None and event.cls in ENCOUNTERS - GATHERING and (event.begin, event.end) != span
        linked.append(replace(event, part_of=span) if here else event)
    return linked


def who_comes_from_it(noun: Token) -> list[Token]:
    """Who does something around an encounter: "said after talks with Sow", "on the eve of a call with Berg"."""
    prep = noun.head
    if noun.dep_ != "pobj" or prep.lower_ not in _AROUND:
        return []
    above = prep.head
    while above.dep_ in ("prep", "advmod", "pobj") and above.head.i != above.i:  # "ahead of", "on the eve of"
        above = above.head
    return syntax.surface_subjects(above) if above.pos_ == "VERB" else []


def by_whom_hosted(match: Match) -> list[Token]:
    """As in "talks hosted by Oman", "met at a dinner hosted by the king"."""
    held = [t for t in (match.token, match.functions.noun) if t is not None and t.pos_ in ("NOUN", "PROPN")]
    held += [t for name in ("at", "for", "during") for t in oblique(match.token, name)]
    held += [t for noun in held for t in oblique(noun, "in")]  # "talks in Muscat hosted by Oman"
    verbs = [c for n in held for c in n.rights if c.dep_ in ("acl", "relcl") and syntax.lemma(c) == "host"]
    return [h for v in verbs for s in syntax.logical_subjects(v) for h in nouns.heads(s)]


def by_whom_attended(match: Match) -> list[Token]:
    """As in "a meeting chaired by Duarte", "talks joined by the king"."""
    encounter = match.token if match.token.pos_ in ("NOUN", "PROPN") else match.functions.noun
    if encounter is None:
        return []
    verbs = [c for c in encounter.rights if c.dep_ == "acl" and syntax.is_passive(c) and syntax.lemma(c) in _ATTENDING]
    return [h for v in verbs for s in syntax.logical_subjects(v) for h in nouns.heads(s)]


def who_is_taken(noun: Token) -> list[Token]:
    """The traveller of "a tour that will take her to Oslo"."""
    clauses = [c for c in noun.rights if c.dep_ == "relcl" and syntax.lemma(c) in ("take", "bring")]
    return [o for c in clauses for o in syntax.objects_right(c)]
