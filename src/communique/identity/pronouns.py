"""Whom a pronoun means: gender, number and nearness, subjects before objects, relative clauses by the parse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from communique.events import reports, syntax
from communique.model import Entity, EntityMention, Form
from communique.parsing.tokens import Doc, Token

Settled = tuple[tuple[str, ...], list[Entity], float, str]
SUBJECTS = frozenset(("nsubj", "nsubjpass", "agent"))
_GROUND = frozenset(("City", "Region", "Place", "Facility"))
_KNOWN = 0.5  # more likely: whose gender is known and fits
_QUOTED = 1.0  # less likely: whom somebody else's words name
_SPEAKING = 0.75  # more likely: who spoke goes on
_FAR = 4  # sentences that a pronoun looks back
_FIRST_PERSON = frozenset(["i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"])


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier mention, with whom it turned out to be."""

    mention: EntityMention
    keys: tuple[str, ...]
    sentence: int
    subject: bool
    gender: str | None
    leads: bool = False  # the subject of its sentence's main clause
    quoted: bool = False  # within direct speech
    speaks: bool = False  # the speaker of a statement


class Memory(Protocol):
    """What pronouns need of the discourse so far."""

    @property
    def doc(self) -> Doc: ...
    @property
    def past(self) -> Sequence[Past]: ...
    @property
    def by_root(self) -> Mapping[int, Past]: ...
    @property
    def gender(self) -> Mapping[str, str | None]: ...
    def speaks(self, mention: EntityMention) -> bool: ...
    def others(self, mention: EntityMention) -> set[tuple[str, ...]]: ...
    def quotation(self, mention: EntityMention) -> int | None: ...


def settle(memory: Memory, mention: EntityMention, sentence: int) -> Settled:
    """Whom a pronoun means, from the mentions before it."""
    token = memory.doc[mention.root]
    word = token.lower_
    if word in _FIRST_PERSON:
        return (), [], 0.0, "first person: the speaker's"
    if word in ("who", "whom", "whose", "which", "that"):
        return _relative(memory, token)
    others = _beside(memory, token) | memory.others(mention)
    is_speaker = mention.gender is not None and memory.speaks(mention)
    is_told = mention.gender is not None and memory.quotation(mention) is None
    best: tuple[float, int, Past] | None = None
    for place, past in enumerate(reversed(memory.past)):
        back = sentence - past.sentence
        if back > _FAR or place > 80:
            break
        if past.keys in others:
            continue
        score = _fit(memory, token, mention, past, back)
        if is_told and past.quoted:
            score -= _QUOTED
        elif is_speaker and past.speaks:
            score += _SPEAKING
        if score > 0 and (best is None or score > best[0]):
            best = (score, place, past)
    if best is None:
        return (), [], 0.0, "nobody fits"
    return best[2].keys, [], min(0.85, 0.4 + best[0] / 10), "gender, number and nearness"


def _relative(memory: Memory, token: Token) -> Settled:
    """The head of the relative clause."""
    verb = token.head
    while verb.dep_ != "relcl" and verb.head.i != verb.i and verb.dep_ not in ("ROOT", "ccomp"):
        verb = verb.head
    past = memory.by_root.get(verb.head.i) if verb.dep_ == "relcl" else None
    if past is None or not past.keys:
        return (), [], 0.0, "its antecedent is no actor"
    return past.keys, [], 0.95, "relative clause"


def _fit(memory: Memory, token: Token, mention: EntityMention, past: Past, back: int) -> float:
    """How well a pronoun fits an earlier mention; zero or less: not at all."""
    if not past.keys or past.mention.begin >= mention.begin:
        return 0
    other, known = past.mention, 0.0
    if mention.gender:
        person = past.keys[0].startswith("person/") and len(past.keys) == 1
        gender = memory.gender.get(past.keys[0]) or past.gender
        if not person or (gender is not None and gender != mention.gender):
            return 0
        known = _KNOWN if gender is not None else 0.0
    elif mention.plural:
        if len(past.keys) < 2 and not (other.plural or other.kind in ("Group", "ArmedGroup")):
            return 0
        if other.kind in _GROUND:  # "roads in Wales and Scotland would be the worst affected, they added"
            return 0
    elif (
        past.keys[0].startswith("person/")
        or other.plural
        or len(past.keys) > 1
        or not other.is_actor
        or not past.keys[0].startswith(("country/", "org/"))
    ):
        return 0
    score = 4.0 - back * 1.5 + (2.0 if past.subject else 0.0) + known
    if token.dep_ in SUBJECTS and past.subject:
        score += 0.5
    if past.leads and back > 0:
        score += 0.75  # the next sentence goes on about it
    if other.form is Form.NAME and mention.gender:
        score += 0.5
    if back == 0 and mention.gender and any(past.mention.root == t.i for t in reports.speakers(token)):
        score += 1.5
    if back == 0 and past.mention.root == _asked(token):
        score += 3.0
    return score


def _asked(token: Token) -> int:
    """Whom a question in whose clause the pronoun is the subject is put to: "asked the envoy whether he ..."; or -1."""
    verb = token.head
    if token.dep_ not in SUBJECTS or verb.dep_ != "ccomp" or verb.head.lemma_ != "ask":
        return -1
    return next((c.i for c in verb.head.rights if c.dep_ in ("dobj", "dative") and c.i < token.i), -1)


def _beside(memory: Memory, token: Token) -> set[tuple[str, ...]]:
    """The subjects of an object pronoun's own clause, shared ones too: "he met him", "she came and thanked her"."""
    if token.lower_ not in ("him", "her", "them", "it", "us", "me"):
        return set()
    governor = token.head
    if token.dep_ == "pobj":
        governor = governor.head
        if governor.pos_ == "NOUN" and governor.dep_ == "dobj":
            governor = governor.head  # "had talks with him"
    elif token.dep_ not in ("dobj", "dative"):
        return set()
    if governor.pos_ not in ("VERB", "AUX"):
        return set()
    subjects = syntax.surface_subjects(governor)
    return {past.keys for s in subjects if s.i != token.i and (past := memory.by_root.get(s.i)) and past.keys}
