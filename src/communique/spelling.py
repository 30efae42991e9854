"""How alike two words of names are: a weighted edit distance over the fold, and what is known of given names.

The costs say which letters romanisations exchange (vowels, voiced and unvoiced, kh/h, ch/zh/j). Forms of a name that
look different in two languages (Volodymyr, Vladimir) are data, ``ontology/actors/given_names.yaml``.

Method: edit distance with costs, Wagner and Fischer (1974).
"""

from __future__ import annotations

import re
from functools import lru_cache

from communique.nameparts import fold
from communique.names import groups

_LIKE = 0.17  # cost a letter up to which two words are one name
_VOWELS = frozenset("aeiou")
_CLOSE = {  # letters that romanisations exchange
    frozenset(pair): cost
    for pairs, cost in (
        (("gk", "td", "bp", "fv", "sz", "uv", "ij"), 0.35),
        (("hg", "hk", "cs", "cz", "iz", "ks", "gi"), 0.45),
    )
    for pair in pairs
}
_FEMININE = re.compile(r"(?:skaia|skaa|ska|naia|ova|eva|ina)$")
_MASCULINE = re.compile(r"(?:ski|skoi|ni|noi|ov|ev|in)$")


@lru_cache(maxsize=65536)
def similar(one: str, other: str) -> float:
    """How alike two folded words are, from 0 to 1; initials are like every word that they begin.

    >>> similar("zelenski", "zelenska"), similar("v", "vladimir")
    (0.0, 0.9)
    """
    if one == other:
        return 1.0
    if min(len(one), len(other)) == 1:
        return 0.9 if one[0] == other[0] else 0.0
    ours, theirs = _groups().get(one), _groups().get(other)
    if ours is not None and theirs is not None:
        return 0.97 if ours & theirs else 0.0
    if _sexes_differ(one, other):
        return 0.0
    short, long = sorted((one, other), key=len)
    if len(short) > 4 and long in (f"{short}ov", f"{short}ev"):
        return 0.85  # Rahmon, Rakhmonov
    if len(short) > 3 and long in (f"el{short}", f"al{short}"):
        return 0.9
    cost, dear = distance(one, other)
    longest = max(len(one), len(other))
    if (longest < 7 and dear) or (len(short) < 3 and cost > 0.25) or cost / longest > (0.12 if longest < 4 else _LIKE):
        return 0.0
    return 1 - cost / longest


def _sexes_differ(one: str, other: str) -> bool:
    """Zelenska and Zelensky: the feminine and the masculine form of a surname; Paolo and Paola."""
    for a, b in ((one, other), (other, one)):
        if _FEMININE.search(a) and _MASCULINE.search(b) and not _FEMININE.search(b):
            return True
        if a[:-1] == b[:-1] and a[-1] == "a" and b[-1] in "oi":
            return True
        if a == b + "a" and b[-1] not in _VOWELS:
            return True
    return False


@lru_cache(maxsize=65536)
def distance(one: str, other: str) -> tuple[float, bool]:
    """Weighted edits from one word to the other, and whether there is a dear one (more than romanisations exchange)."""
    row: list[tuple[float, bool]] = [(0.0, False)]
    for j in range(len(other)):
        row.append(_plus(row[-1], _gap(other, j)))
    for i, letter in enumerate(one):
        following = [_plus(row[0], _gap(one, i))]
        for j, theirs in enumerate(other):
            following.append(
                min(
                    _plus(row[j], _swap(letter, theirs)),
                    _plus(row[j + 1], _gap(one, i)),
                    _plus(following[j], _gap(other, j)),
                )
            )
        row = following
    return row[-1]


def _plus(so_far: tuple[float, bool], cost: float) -> tuple[float, bool]:
    return so_far[0] + cost, so_far[1] or cost > 0.6


def _swap(a: str, b: str) -> float:
    if a == b:
        return 0.0
    if a in _VOWELS and b in _VOWELS:
        return 0.3
    return _CLOSE.get(frozenset((a, b)), 1.0)


def _gap(word: str, i: int) -> float:
    """The cost of one letter more: little for h and for a vowel beside a vowel."""
    letter = word[i]
    if letter == "h":
        return 0.25
    if letter in _VOWELS:
        beside = word[max(0, i - 1) : i] + word[i + 1 : i + 2]
        return 0.4 if any(c in _VOWELS for c in beside) or (letter == "e" and i == len(word) - 1) else 0.8
    if i and word[i - 1] == letter:
        return 0.1
    return 1.0


@lru_cache(maxsize=1)
def _groups() -> dict[str, frozenset[int]]:
    """Folded word -> the groups of ``given_names.yaml`` that it is in."""
    found: dict[str, set[int]] = {}
    for number, group in enumerate(line for section in groups().values() for line in section):
        for name in group:
            found.setdefault(fold(name), set()).add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}
