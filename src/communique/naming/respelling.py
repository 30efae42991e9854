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
SAME_LETTERS = 0.98
ALONE = 0.84  # at most, where the order of names or a middle one differs: James Thomas is not Thomas James
_LONG = 5  # letters from which words may differ as romanisations do
_CLOSE = 0.83  # likeness of two words that do


@lru_cache(maxsize=65536)
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
    score, reason = _likeness(a, b) if len(a) > 1 else (0.0, "no full name")
    if score < ALIKE:
        return Decision(False, score, reason)
    whole = same_person(one, other)  # knows more that may part them, and is dearer to ask
    return Decision(whole.same, score, whole.reason if score >= SAME_LETTERS else reason)


def _likeness(a: Sequence[str], b: Sequence[str]) -> tuple[float, str]:
    """How like two names are word by word, the shorter first."""
    if "".join(a) == "".join(b):
        return SAME_LETTERS, "same letters"
    if len(a) == len(b):
        if score := _ordered(a, b):
            return score, "spellings of one name"
        turned = max(_ordered(t, b) for t in {(*a[1:], a[0]), (a[-1], *a[:-1])})
        return min(turned, ALONE), "family name first in one"
    if len(a) == 2 and len(b) == 3 and (score := _ordered(a, (b[0], b[-1]))):
        return min(score, ALONE), "middle name left out"
    one, other = "".join(a), "".join(b)
    return _close(one, other) if len(one) >= 2 * _LONG else 0.0, "spellings of one name, divided otherwise"


def _ordered(a: Sequence[str], b: Sequence[str]) -> float:
    """The least likeness of words in the same places; the surname is looked at first."""
    least = 1.0
    for one, other in zip(reversed(a), reversed(b), strict=True):
        least = min(least, _close(one, other))
        if not least:
            break
    return least


def _close(one: str, other: str) -> float:
    if one == other:
        return 1.0
    likeness = similar(one, other)
    if likeness == 1.0 or (min(len(one), len(other)) >= _LONG and likeness >= _CLOSE):
        return likeness
    return 0.0
