"""Whether two full names of people whom no file knows are spellings of one, where no article has both.

Within an article :func:`communique.naming.namematch.same_person` may guess, for its people are few. Over all articles
they are many, so this asks more: every word of the one must answer to a word of the other, short words letter by
letter, and no given name may be left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from communique.naming.namematch import Decision, bones, same_person
from communique.naming.nameparts import parse
from communique.naming.spelling import similar

ALIKE = 0.8  # score from which two names may be one, where an office says so too
_LONG = 5  # letters from which words may differ as romanisations do
_CLOSE = 0.83  # likeness of two words that do


def places(name: str) -> frozenset[str]:
    """Where spellings of a full name meet: by its outer words, in whatever order, and by all of its letters.

    >>> bool(places("seif islam kadhafi") & places("saif islam gadafi"))
    True
    """
    words = parse(name).words
    if len(words) < 2:
        return frozenset()
    outer = sorted((bones(words[0]), bones(words[-1])))
    return frozenset((" ".join(outer), "=" + bones("".join(words))))


@lru_cache(maxsize=65536)
def respelt(one: str, other: str) -> Decision:
    """Decide on two full names without titles.

    >>> respelt("sergei riabkov", "sergei ryabkov").same, respelt("kim yong chol", "kim yong chul").same
    (True, False)
    """
    a, b = sorted((parse(one).words, parse(other).words), key=lambda words: (len(words), words))
    whole = same_person(one, other)
    if not whole.same or len(a) < 2:
        return Decision(False, whole.score, whole.reason)
    if "".join(a) == "".join(b):
        return Decision(True, 0.98, whole.reason)
    score, reason = _ordered(a, b), "spellings of one name"
    if not score and len(a) == len(b):
        score, reason = max(_ordered(t, b) for t in ((*a[1:], a[0]), (a[-1], *a[:-1]))), "family name first in one"
        score = min(score, 0.84)  # James Thomas is not Thomas James
    elif not score and len(a) == 2 and len(b) == 3:
        score, reason = min(_ordered(a, (b[0], b[-1])), 0.84), "middle name left out"
    elif not score and len("".join(a)) >= 2 * _LONG:
        score, reason = _close("".join(a), "".join(b)), "spellings of one name, divided otherwise"
    return Decision(score >= ALIKE, score, reason)


def _ordered(a: Sequence[str], b: Sequence[str]) -> float:
    """The least likeness of words in the same places."""
    return min(map(_close, a, b)) if len(a) == len(b) else 0.0


def _close(one: str, other: str) -> float:
    likeness = similar(one, other)
    if likeness == 1.0 or (min(len(one), len(other)) >= _LONG and likeness >= _CLOSE):
        return likeness
    return 0.0
