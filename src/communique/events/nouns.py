"""Phrases around a noun: what is coordinated with it, and what a word of measure is the measure of."""

from __future__ import annotations

from communique.events import syntax
from communique.parsing.tokens import Token

# Nouns that only measure or sort out the noun after "of": "hundreds of protesters", "a round of talks".
PARTITIVES = frozenset(
    """
    number series round set package wave lot group dozen hundred thousand score million handful couple pair array range
    majority some one two three four five all most many several each both none any member part rest string spate bout
    total half third quarter remnant scores dozens hundreds thousands tens kind sort type form piece batch few
    patch bulk core remainder last column contingent shipment load salvo barrage
    """.split()  # noqa: SIM905 - a paragraph of words reads better than a list
)
_DAYS = frozenset({"DATE", "TIME"})
_COORDINATED = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "DET"})


def heads(token: Token) -> list[Token]:
    """The token and what is coordinated with it, each through its partitive: "hundreds of police and soldiers"."""
    found = []
    for one in (token, *conjuncts(token)):
        measured = inner(one)
        found.append(measured)
        if measured is not one:
            found += [inner(c) for c in conjuncts(measured)]
    return found


def conjuncts(token: Token) -> list[Token]:
    """What is coordinated with the token, in text order."""
    found: list[Token] = []
    for child in token.rights:
        joined = _is_listed(child, token) or (child.dep_ == "conj" and child.pos_ in _COORDINATED)
        if joined and not syntax.is_cut_off(child):
            found += [child, *conjuncts(child)]
    return found or [c for far in _joined_further_up(token) for c in (far, *conjuncts(far))]


def _joined_further_up(token: Token) -> list[Token]:
    """What is coordinated with an object but hangs elsewhere, on the verb or on the day before it.

    As in "met the council, as well as local firms", "talks with Oslo as well as with Lima", "saw Chad in May and Niger
    in June".
    """
    if token.dep_ not in ("dobj", "pobj"):
        return []
    host = token.head if token.dep_ == "dobj" else token.head.head
    found: list[Token] = []
    for place in (host, host.head) if host.dep_ == "dobj" else (host,):
        for child in place.rights:
            if child.i <= token.i:
                continue
            if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN") and place.pos_ == "VERB":
                found += [child] if _is_added(child, token) else []
            elif child.dep_ == "prep":
                again = token.dep_ == "pobj" and child.lower_ == token.head.lower_ and _is_added(child, token)
                things = syntax.pobjects(child)
                found += things if again else [c for t in things for c in _after_its_day(t, token)]
    return found


def _is_added(second: Token, first: Token) -> bool:
    """Whether "as well as" joins the two."""
    doc, start = second.doc, second.left_edge.i
    if start - first.right_edge.i not in (4, 5):  # a comma may stand between
        return False
    return [t.lower_ for t in doc[start - 3 : start]] == ["as", "well", "as"]


def _after_its_day(day: Token, first: Token) -> list[Token]:
    """The second of two that were told of with a day each, of the same kind as the first."""
    if day.ent_type_ not in _DAYS:
        return []
    seconds = [c for c in day.rights if c.dep_ == "conj" and c.pos_ == first.pos_ and c.ent_type_ not in _DAYS]
    return [c for c in seconds if _alike(c, first) or (c.pos_ == "NOUN" and c.ent_type_ == first.ent_type_)]


def _is_listed(child: Token, first: Token) -> bool:
    """The second name of a list that the parser took for an apposition: "Kerry, Zarif and Lavrov met"."""
    return (
        child.dep_ == "appos"
        and child.pos_ == first.pos_ == "PROPN"
        and _alike(child, first)
        and any(c.dep_ == "cc" and c.lower_ == "and" for c in child.rights)
        and any(c.dep_ == "conj" and (_alike(c, first) or c.pos_ == "PROPN") for c in child.rights)
        and child.left_edge.i == (first.i + 2 if first.nbor(1).text == "," else -1)
    )


def _alike(one: Token, other: Token) -> bool:
    """Whether two names are of one kind, a state and a body of states being so: "Chad, the UN and Niger"."""
    kinds = {one.ent_type_, other.ent_type_}
    return "" not in kinds and (len(kinds) == 1 or kinds <= {"GPE", "NORP", "ORG"})


def inner(token: Token) -> Token:
    """For a word of measure the noun after "of", for a side in a caption ("Berg, left, and Sow") who stands there."""
    if token.lower_ in ("left", "right"):
        return next((c for c in token.lefts if c.dep_ == "nsubj" and c.pos_ == "PROPN"), token)
    if syntax.lemma(token) in PARTITIVES or token.lower_ in PARTITIVES or token.pos_ == "NUM":
        for child in token.rights:
            if child.dep_ == "prep" and child.lower_ == "of":
                for thing in syntax.pobjects(child):
                    return inner(thing)
    return token
