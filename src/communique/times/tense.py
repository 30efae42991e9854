"""Which way a date points: into the past or the future of its article, by the verb that governs it.

"said Thursday" is the Thursday before, "will meet on Thursday" the one to come. The rules read auxiliaries, the
verb's tag and, for infinitives, what they depend on; in doubt the answer is None and the caller takes the nearest.
"""

from __future__ import annotations

from enum import StrEnum

from communique.parsing.tokens import Token


def words(text: str) -> frozenset[str]:
    """A set of words, written with blanks between them."""
    return frozenset(text.split())


_FUTURE_MODALS = words("will 'll ’ll wo shall would 'd ’d")
_MODALS = _FUTURE_MODALS | {"may", "might", "could", "should", "must", "can", "ca"}
_PLANNING = words("schedule plan set slate expect due propose postpone delay fix tip bill pencil")
# The embedded act is as past as the verb: "failed to meet on Monday".
_IMPLICATIVE = words(
    """
    fail manage begin start continue refuse decline happen get appear seem help use
    """
)
_TELLING = words("say tell report announce add write quote claim state confirm show read cite")
_BETWEEN = words("on in at late early earlier last this the a")
_COMING = words("upcoming forthcoming coming planned scheduled proposed expected impending")
_ARRANGED = words(
    """
    meeting summit talk vote election referendum visit session match game conference hearing debate inauguration
    ballot poll trip deadline ceremony
    """
)


class Direction(StrEnum):
    PAST = "past"
    FUTURE = "future"
    INTENDED = "intended"  # an infinitive after a past verb: "agreed to sell in October" may mean either October


def predicate_of(token: Token) -> Token | None:
    """The nearest verb above a token, itself included; None in a fragment without one."""
    while token.pos_ not in ("VERB", "AUX") or token.dep_ in ("aux", "auxpass", "amod"):
        if token.head.i == token.i:
            return None
        token = token.head
    return token


def told_with(token: Token) -> Token | None:
    """The verb that a date stands right behind, where the parser gave it to a later one: "said on Tuesday it would"."""
    owner = predicate_of(token.head) if token.head.i != token.i else None
    if owner is None or owner.i < token.i:
        return None
    before = token.i - 1
    while before > 0 and token.doc[before].lower_ in _BETWEEN:
        before -= 1
    verb = token.doc[before] if before >= 0 else token
    if verb.pos_ not in ("VERB", "AUX") and verb.head.i < verb.i and verb.dep_ in ("dobj", "dative", "pobj"):
        verb = verb.head  # "told reporters on Tuesday it would"
    return verb if verb.pos_ == "VERB" and verb.lemma_ in _TELLING and verb.i < token.i else None


def direction_of(token: Token) -> Direction | None:
    """Where the date whose head word is `token` lies from its article's day, if grammar tells."""
    noun = _noun_above(token)
    if token.head.lower_ in ("until", "till") or _is_ahead(token) or (noun is not None and _is_announced(noun)):
        return Direction.FUTURE
    verb = told_with(token) or predicate_of(token.head if token.head.i != token.i else token)
    if verb is None:
        return None
    direction = tense(verb)
    if (
        direction in (Direction.FUTURE, Direction.INTENDED)
        and noun is not None
        and verb.tag_ in ("VBZ", "VBP")
        and not _is_arranged(noun)
    ):
        return Direction.PAST  # "condemns Thursday's attack"
    return direction


def tense(verb: Token) -> Direction | None:
    """Past or future of a verb, with its auxiliaries; a present tense with a date is read as an arrangement."""
    auxiliaries = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    perfect = verb.tag_ in ("VBN", "VBD") and not auxiliaries.isdisjoint({"have", "'ve", "’ve"})
    if modals := auxiliaries & _MODALS:
        return Direction.PAST if perfect and "will" not in modals else Direction.FUTURE
    if "to" in auxiliaries:
        return _infinitive(verb)
    if verb.lemma_ in _PLANNING and verb.tag_ in ("VBN", "VBD", "VBG", "JJ"):
        return Direction.FUTURE
    if verb.tag_ == "VBD" or (verb.tag_ == "VBN" and auxiliaries.isdisjoint({"is", "are", "be", "am"})):
        return Direction.PAST
    if not auxiliaries.isdisjoint({"has", "have", "had", "was", "were", "did", "been", "'ve", "’ve"}):
        return Direction.PAST
    if verb.tag_ == "VBG" and not auxiliaries:
        above = predicate_of(verb.head) if verb.head.i != verb.i else None
        return tense(above) if above is not None and above.i != verb.i else None
    return Direction.PAST if verb.lemma_ in _TELLING else Direction.FUTURE


def _infinitive(verb: Token) -> Direction | None:
    above = verb.head
    if above.i == verb.i or above.pos_ not in ("VERB", "AUX"):
        return Direction.FUTURE
    if verb.dep_ == "advcl" or above.lemma_ in _IMPLICATIVE:
        return tense(above)
    return Direction.INTENDED if above.tag_ == "VBD" and above.lemma_ not in _PLANNING else Direction.FUTURE


def _noun_above(token: Token) -> Token | None:
    """The common noun that a date modifies: "Thursday's meeting", "the vote on Thursday"."""
    head = token.head.head if token.head.pos_ == "ADP" else token.head
    return head if head.pos_ == "NOUN" and head.i != token.i else None


def _is_announced(noun: Token) -> bool:
    return any(child.lower_ in _COMING for child in noun.children)


def _is_arranged(noun: Token) -> bool:
    return noun.lemma_.lower() in _ARRANGED


def _is_ahead(token: Token) -> bool:
    """ "ahead of Thursday", "ahead of Thursday's vote"."""
    for _ in range(4):
        token = token.head
        if token.lower_ == "of":
            return token.i > 0 and token.nbor(-1).lower_ == "ahead"
    return False
