"""Noun phrases, from a head to the words around it that belong to it."""

from __future__ import annotations

from communique.parsing.tokens import Token
from communique.speech.words import PEOPLE

INSIDE = frozenset(["det", "amod", "compound", "poss", "nummod", "nmod", "advmod", "quantmod", "predet", "case", "nn"])
_AFTER = frozenset(["of", "for", "from", "in", "at", "with", "to", "on"])


def phrase_of(head: Token) -> tuple[int, int]:
    """First and stop token of a noun phrase: the head with what modifies it, no clause and no apposition."""
    if head.pos_ == "PRON" and head.lemma_ not in PEOPLE:
        return head.i, head.i + 1
    first, stop = head.i, head.i + 1
    while first > 1 and _is_hyphen(head.doc[first - 1]):
        first -= 2  # "front-runner"
    while stop + 1 < len(head.doc) and _is_hyphen(head.doc[stop]):
        stop += 2  # "two-thirds"
    for child in reversed([*head.doc[first].lefts, *(head.lefts if first < head.i else ())]):
        if child.i >= first:
            continue
        if child.dep_ not in INSIDE:
            break
        first = child.left_edge.i
    for child in head.rights:
        if child.i < stop:
            continue
        if child.dep_ != "prep" or child.lower_ not in _AFTER or child.left_edge.i != stop:
            break
        right = max((t.i for t in child.subtree if _is_plain(t, child)), default=child.i)
        stop = right + 1
    return first, stop


def _is_hyphen(token: Token) -> bool:
    """Whether it joins the words around it: "front-runner"."""
    return token.text == "-" and not token.whitespace_ and token.i > 0 and not token.nbor(-1).whitespace_


def is_half(token: Token) -> bool:
    """Whether it is a hyphen, or the word before one: of "co-chairman" all but the last."""
    return _is_hyphen(token) or (token.i + 1 < len(token.doc) and _is_hyphen(token.nbor()))


def _is_plain(token: Token, top: Token) -> bool:
    """Whether no clause, list or apposition stands between the token and the phrase's preposition."""
    while token != top:
        if token.dep_ in ("relcl", "acl", "appos", "punct", "conj", "cc", "pcomp"):
            return False
        token = token.head
    return True
