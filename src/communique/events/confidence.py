"""How sure an event mention is: the share of mentions like it that a strict reader called right.

A logistic model of a few features of frame, syntax, roles and status. The weights were fitted (ridge regression) on 206
event mentions of running text, drawn from the polnear, te3 and re3d development articles and judged by
bench/judged/PROTOCOL.md, and at a fifth of that weight on those of the plv development sentences, right if of the gold
class, with an intercept of their own that is left out here. Ten-fold cross-validation: .82 of the mentions said to be
right at .8 and above were, .71 of those between .6 and .8, .45 of those between .3 and .6, .18 under .3. Intervals are
wide (some 30 mentions each); bench/RESULTS.md has the measure on a sample that was not used.

`DETAILS` are by hand, after what parted right from wrong among 340 mentions of newswire and of the same articles,
judged in the same way: what is told is decided without them, how sure it is with them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from communique.events import nouns, syntax
from communique.events.case import behind_a_thing
from communique.events.context import Reality, performs
from communique.events.everyday import everyday
from communique.events.gatherings import ENCOUNTERS
from communique.events.matching import GATHERING, Match
from communique.events.participants import Casting
from communique.events.reports import clause_of, report_of
from communique.events.roles import PLACES
from communique.events.setting import ACCIDENTS, GAMES, PUBLIC, Setting
from communique.model import EntityMention, Form, Status
from communique.parsing.tokens import Token

_INTERCEPT = -0.2
_SHRINK = 0.85  # a fresh sample was right less often than the fit said
_OF_PRIOR = 0.45  # of the log-odds of the frame's own confidence
_OF_CERTAINTY = 0.45  # of the logarithm of the status's certainty
# What leaves a doubt whatever else speaks for the event: it is told, but not called sure.
DOUBTS = frozenset({"nobody takes part", "other side is guessed", "title case"})
_DOUBTFUL = 0.78
WEIGHTS = {
    "main clause": 1.0,
    "encounter": 0.6,
    "initiator is public": 0.5,
    "initiator is a pronoun": -0.3,
    "no initiator": -0.4,
    "long sentence": -0.4,
    "inside a quotation": -0.45,
    "alone": -0.5,  # of an act that takes several
    "other side is a pronoun": -0.5,
    "present tense": -0.55,  # habits and generalities
    "initiator is a place": -0.6,
    "infinitive": -0.7,
    "not finite": -0.8,
    "uncertain": -0.75,
    "noun without a verb of its own": -0.9,
    "agreement": -0.7,
    "private agreement": -0.5,
    "accident": -2.0,
    "game": -1.5,
    "state": -1.0,  # "imprisoned leaders"; too rare to be fitted
    "aim": -1.5,  # by hand: what a body is for, with no instance told
    "everyday": -2.5,  # by hand: another sense of the words, which leaves what else speaks for them without a ground
}
# What speaks against the whole of it, roles and all, where that something of the kind is told may well be.
DETAILS = {
    "private agreement": -0.3,
    "private people": -0.35,  # nobody of those named is known or acts for a state, a party or the like
    "initiator is behind a thing": -0.3,  # "the draft of a Berlin think tank gave": found in the subject's own phrases
    "target is behind a thing": -0.5,  # "criticised the size of the Chad airport"
    "target is a place": -0.3,
    "concession": -0.5,
    "other side is guessed": -0.3,
}
_LONG = 35  # tokens
_MISHAPS = frozenset({"crash", "collide", "capsize", "overturn", "drown", "derail"})  # verbs


class Surety(NamedTuple):
    """Between 0 and 1: that an event of the class is told, and that class, roles and status are all right."""

    told: float
    right: float


def surety(match: Match, roles: Casting, reality: Reality, status: Status, setting: Setting, *, named: bool) -> Surety:
    """How sure a match is; a named gathering is as sure as its frame."""
    frame = match.frame
    if frame.cls in GATHERING and named:
        sure = round(frame.confidence * reality.certainty, 3)
        return Surety(sure, sure)
    prior = min(max(frame.confidence, 0.01), 0.98)
    score = _INTERCEPT + _OF_PRIOR * math.log(prior / (1 - prior)) + _OF_CERTAINTY * math.log(reality.certainty)
    found = set(features(match, roles, status, setting))
    score += sum(WEIGHTS.get(feature, 0.0) for feature in found)
    doubtful = bool(found & DOUBTS)
    return Surety(_share(score, doubtful), _share(score + sum(DETAILS.get(f, 0.0) for f in found), doubtful))


def _share(score: float, doubtful: bool) -> float:
    sure = 1 / (1 + math.exp(-_SHRINK * score))
    return round(min(sure, _DOUBTFUL) if doubtful else sure, 3)


def features(match: Match, roles: Casting, status: Status, setting: Setting) -> Iterator[str]:
    """Those of `WEIGHTS`, `DETAILS` and `DOUBTS` that hold."""
    yield from _of_roles(match, roles)
    token, frame = match.token, match.frame
    planned = status is Status.PLANNED and frame.kind == "verb" and clause_of(token).dep_ == "ROOT"
    if token.dep_ == "ROOT" or planned or _goes_on(token) or _told_by_doer(token, roles):
        yield "main clause"
    if sum(1 for _ in token.sent) > _LONG:
        yield "long sentence"
    if _quoted(token):
        yield "inside a quotation"
    if token.tag_ in ("VBP", "VBZ"):
        yield "present tense"
    if token.dep_ == "amod":
        yield "state"
    if syntax.is_aim(token):
        yield "aim"
    if frame.kind == "verb" and not performs(token):
        if token.tag_ in ("VB", "VBG") and not any(c.dep_ in ("aux", "auxpass") for c in token.lefts):
            yield "not finite"
        if token.dep_ in ("xcomp", "advcl", "acl", "ccomp", "relcl") and syntax.is_infinitive(token):
            yield "infinitive"
    elif frame.kind == "noun" and match.light is None:
        yield "noun without a verb of its own"
    if frame.cls == "Agreement":
        yield "agreement"
        if not _public(roles.initiators):
            yield "private agreement"
    if frame.cls == "Concession":
        yield "concession"
    if status is Status.UNCERTAIN:
        yield "uncertain"
    if everyday(match, roles, setting) is not None:
        yield "everyday"
    yield from _of_search(match, roles)
    yield from _of_scene(match, roles, setting)


def _of_search(match: Match, roles: Casting) -> Iterator[str]:
    """How far from the words of subject and object those who fill the roles were found."""
    given, functions = match.frame.roles, match.functions
    if given.get("subject") == "initiator" and behind_a_thing(roles.initiators, functions.get("subject")):
        yield "initiator is behind a thing"
    own = given.get("object") == "target" and functions.noun is None
    if own and behind_a_thing(roles.targets, functions.get("object")):
        yield "target is behind a thing"


def _of_scene(match: Match, roles: Casting, setting: Setting) -> Iterator[str]:
    """What the words of the sentence tell of the world that it speaks of."""
    sentence = match.token.sent
    things = {syntax.lemma(t) for t in sentence if t.pos_ in ("NOUN", "PROPN")}
    if (setting.is_play or things & GAMES) and match.frame.cls not in ENCOUNTERS:
        yield "game"
    if match.frame.cls == "Assault" and not roles.initiators:
        mishap = any(t.pos_ == "VERB" and syntax.lemma(t) in _MISHAPS for t in sentence)
        if mishap or setting.is_mishap or things & ACCIDENTS:
            yield "accident"
    long = [t for t in sentence if t.is_alpha and len(t) > 3]
    if len(long) > 3 and all(t.text[0].isupper() for t in long):
        yield "title case"


def _goes_on(verb: Token) -> bool:
    """Whether the verb is a further one of the main clause: "met and agreed"."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or verb.dep_ != "conj":
        return False
    while verb.dep_ == "conj":
        verb = verb.head
    return verb.dep_ == "ROOT" and verb.tag_ in ("VBD", "VBZ", "VBP")


def _told_by_doer(verb: Token, roles: Casting) -> bool:
    """Whether those who act report it themselves, in a main clause: "Oslo said that it would send doctors"."""
    report = report_of(verb)
    if report is None or report.dep_ != "ROOT" or (verb.tag_ == "VBG" and not any(c.dep_ == "aux" for c in verb.lefts)):
        return False
    speakers = {t.i for s in syntax.surface_subjects(report) for t in nouns.heads(s)}
    return any(m.root in speakers for m in roles.initiators)


def _of_roles(match: Match, roles: Casting) -> Iterator[str]:
    sides = roles.initiators
    mutual = match.frame.reciprocal or match.frame.cls in ENCOUNTERS
    others = (*(sides[1:] if mutual else ()), *roles.targets, *roles.hosts)
    if not sides:
        yield "no initiator"
        if not roles.targets and not roles.hosts:
            yield "nobody takes part"
    if roles.guessed:
        yield "other side is guessed"
    if _public(sides):
        yield "initiator is public"
    named = (*sides, *roles.targets, *roles.hosts)
    if named and not any(is_public(m) or is_known(m) for m in named):
        yield "private people"
    if any(m.kind in PLACES and m.kind != "Country" for m in roles.targets):
        yield "target is a place"
    if any(m.kind in PLACES and m.kind != "Country" for m in sides):
        yield "initiator is a place"
    if _pronouns(sides):
        yield "initiator is a pronoun"
    if _pronouns(others):
        yield "other side is a pronoun"
    if match.frame.cls in ENCOUNTERS:
        yield "encounter"
    if mutual and len(sides) + len(roles.targets) + len(roles.hosts) < 2 and not any(m.plural for m in sides):
        yield "alone"


def _public(mentions: Sequence[EntityMention]) -> bool:
    return any(is_public(m) for m in mentions)


def is_public(mention: EntityMention) -> bool:
    """Whether somebody acts for a state, a party or the like."""
    return bool(mention.country or mention.title or mention.kind in PUBLIC)


def is_known(mention: EntityMention) -> bool:
    """Whether the actor files know somebody by the words: holders of offices are in the news for what they do."""
    return mention.kind == "Person" and mention.known is not None


def _pronouns(mentions: Sequence[EntityMention]) -> bool:
    return bool(mentions) and all(m.form is Form.PRONOUN for m in mentions)


def _quoted(token: Token) -> bool:
    """Whether a quotation that opened in the sentence is still open at the token."""
    before = token.doc.text[token.sent.start_char : token.idx]
    return before.count("\u201c") > before.count("\u201d") or before.count('"') % 2 == 1 or before.count("''") % 2 == 1
