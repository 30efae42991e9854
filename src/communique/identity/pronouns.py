"""Whom a pronoun means: gender, number and nearness, subjects before objects, relative clauses by the parse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from communique.events import nouns, reports, syntax
from communique.model import Entity, EntityMention, Form
from communique.parsing.tokens import Doc, Token

Settled = tuple[tuple[str, ...], list[Entity], float, str]
SUBJECTS = frozenset(("nsubj", "nsubjpass", "agent"))
_GROUND = frozenset(("City", "Region", "Place", "Facility"))
_KNOWN = 0.5  # more likely: whose gender is known and fits
_QUOTED = 1.0  # less likely: whom somebody else's words name
_SPEAKING = 0.75  # more likely: who spoke goes on
_FAR = 4  # sentences that a pronoun looks back
_ENOUGH = 3.5  # least fit of a pronoun without gender, for which much fits; one with gender needs none
_CLEAR = 0.5  # how much better than anybody else whom "they" or "it" means must fit; a tie decides nothing for any
_CLEAR_OBJECT = {"him": 1.0, "her": 1.0, "it": 2.25}
_OBJECTS = frozenset(("dobj", "dative", "pobj"))
_THING = 2.0  # less likely: who was named before, as what is done to "it" mostly is done to a thing told of
_FIRST_PERSON = frozenset(["i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"])
_RELATIVE = frozenset(["who", "whom", "whose", "which", "that"])
_THIRD_PERSON = frozenset(
    [
        *("he", "him", "his", "himself", "she", "her", "hers", "herself", "it", "its", "itself"),
        *("they", "them", "their", "theirs", "themselves", "both"),
    ]
)


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
    """Whom a pronoun means, from the mentions before it; nobody where two fit about as well."""
    token = memory.doc[mention.root]
    word = token.lower_
    if word in _FIRST_PERSON:
        return (), [], 0.0, "first person: the speaker's"
    if word in _RELATIVE and (token.tag_ in ("WDT", "WP", "WP$") or word != "that"):
        return _relative(memory, token)
    if word not in _THIRD_PERSON:
        return (), [], 0.0, "no personal pronoun: somebody new, or some of those named"
    others = _beside(memory, token) | memory.others(mention)
    is_speaker = mention.gender is not None and memory.speaks(mention)
    is_told = mention.gender is not None and memory.quotation(mention) is None
    fits: dict[tuple[str, ...], float] = {}
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
        if score > fits.get(past.keys, 0.0):
            fits[past.keys] = score
    if not fits:
        return (), [], 0.0, "nobody fits"
    best = max(fits, key=lambda keys: fits[keys])  # of equals the nearest
    rival = max((score for keys, score in fits.items() if not set(keys) <= set(best)), default=0.0)
    if fits[best] < (0.0 if mention.gender else _ENOUGH) or fits[best] - rival < _clear(token, mention):
        return (), [], 0.2, "several fit, none much better"
    return best, [], min(0.85, 0.4 + fits[best] / 10), "gender, number and nearness"


def _clear(token: Token, mention: EntityMention) -> float:
    """How much better than anybody else whom a pronoun means must fit."""
    if token.dep_ in _OBJECTS and token.lower_ in _CLEAR_OBJECT:
        return _CLEAR_OBJECT[token.lower_]
    if token.lower_ == "its" or (token.tag_ == "PRP$" and mention.gender):
        return 0.0  # of equals the nearest mostly is the owner
    return 0.01 if mention.gender else _CLEAR


def _relative(memory: Memory, token: Token) -> Settled:
    """The head of the relative clause."""
    verb = token.head
    while verb.dep_ != "relcl" and verb.head.i != verb.i and verb.dep_ not in ("ROOT", "ccomp"):
        verb = verb.head
    past = memory.by_root.get(verb.head.i) if verb.dep_ == "relcl" else None
    if past is not None and token.lower_ == "which" and any(key.startswith("person/") for key in past.keys):
        past = _body_between(memory, verb.head, token)  # "the head of the guild, which"
    if past is None or not past.keys:
        return (), [], 0.0, "its antecedent is no actor"
    return past.keys, [], 0.95, "relative clause"


def _body_between(memory: Memory, person: Token, relative: Token) -> Past | None:
    """The body named last between a person and "which", whose antecedent no person is."""
    past = next((memory.by_root[i] for i in range(relative.i - 1, person.i, -1) if i in memory.by_root), None)
    return past if past is not None and past.keys and not past.keys[0].startswith("person/") else None


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
        told = _reports(other, token) and not past.keys[0].startswith("person/")  # "the firm said they would"
        if len(past.keys) < 2 and not told and not _are_many(memory, other):
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
    if back > 0 and token.lower_ == "it" and token.dep_ in _OBJECTS:
        score -= _THING
    if back > 1 and token.lower_ == "it" and token.dep_ == "nsubjpass" and other.kind == "Country":
        score -= _THING  # "it is being mocked": some plan or deed told of since
    if token.dep_ in SUBJECTS and past.subject:
        score += 0.5
    if past.leads and back > 0:
        score += 0.75  # the next sentence goes on about it
    if other.form is Form.NAME and mention.gender:
        score += 0.5
    if back == 0 and mention.gender and _reports(other, token):
        score += 1.5
    if back == 0 and past.mention.root in (_asked(token), _claims(token)):
        score += 3.0
    return score


def _are_many(memory: Memory, mention: EntityMention) -> bool:
    """Whether "they" can be what a mention names: "Republicans" stands for a party, and is many all the same."""
    plural = mention.plural or mention.kind in ("Group", "ArmedGroup")
    return plural or (mention.form is Form.NAME and memory.doc[mention.root].tag_ == "NNPS")


def _reports(mention: EntityMention, pronoun: Token) -> bool:
    """Whether a mention tells what the pronoun's clause says, as in "Sow said he"."""
    return any(mention.root == t.i for t in reports.speakers(pronoun))


def _claims(pronoun: Token) -> int:
    """Whose claim it is in whose clause the pronoun is the subject: "Sow's announcement that he ..."; or -1."""
    claim = pronoun.head.head
    if pronoun.dep_ not in SUBJECTS or pronoun.head.dep_ not in ("acl", "ccomp") or claim.pos_ != "NOUN":
        return -1
    return next((child.i for child in claim.lefts if child.dep_ == "poss"), -1)


def _asked(token: Token) -> int:
    """Whom a question in whose clause the pronoun is the subject is put to: "asked the envoy whether he ..."; or -1."""
    verb = token.head
    if token.dep_ not in SUBJECTS or verb.dep_ != "ccomp" or verb.head.lemma_ != "ask":
        return -1
    return next((c.i for c in verb.head.rights if c.dep_ in ("dobj", "dative") and c.i < token.i), -1)


def _beside(memory: Memory, token: Token) -> set[tuple[str, ...]]:
    """Who an object pronoun in the clause is not: "he met him", "she came and thanked her"."""
    return beside(memory, token) if token.lower_ in ("him", "her", "them", "it", "us", "me") else set()


def beside(memory: Memory, token: Token) -> set[tuple[str, ...]]:
    """The subjects, shared ones too, of the clause in which a word is an object; none where it is none."""
    governor = token.head
    if token.dep_ == "pobj":
        governor = governor.head
        if governor.pos_ == "NOUN" and governor.dep_ == "dobj":
            governor = governor.head  # "had talks with him"
    elif token.dep_ not in ("dobj", "dative"):
        return set()
    if governor.pos_ not in ("VERB", "AUX"):
        return set()
    subjects = [h for s in syntax.surface_subjects(governor) for h in nouns.heads(s)]
    return {past.keys for s in subjects if s.i != token.i and (past := memory.by_root.get(s.i)) and past.keys}
