"""How alike two words of names are: a weighted edit distance over the fold, and what is known of given names.

The costs say which letters romanisations exchange (vowels, voiced and unvoiced, kh/h, ch/zh/j). Forms of a name that
look different in two languages (Volodymyr, Vladimir) are data, ``ontology/actors/given_names.yaml``.

Method: edit distance with costs, Wagner and Fischer (1974).
"""

from __future__ import annotations

import re
from functools import lru_cache

from communique.naming.nameparts import fold
from communique.naming.names import groups

_LIKE = 0.17  # cost a letter up to which two words are one name
_VOWELS = frozenset("aeiou")
_CLOSE = {  # letters that romanisations exchange, with the cost in twentieths
    letters: cost
    for pairs, cost in (
        (("gk", "td", "bp", "fv", "sz", "uv", "ij"), 7),
        (("hg", "hk", "cs", "cz", "iz", "ks", "gi"), 9),
    )
    for pair in pairs
    for letters in ((pair[0], pair[1]), (pair[1], pair[0]))
}
_FEMININE = re.compile(r"(?:skaia|skaa|ska|naia|ova|eva|ina)$")
_MASCULINE = re.compile(r"(?:ski|skoi|ni|noi|[oe][vf]|in)$")


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
    short, long = sorted((one, other), key=len)
    likeness = 0.0
    if len(short) > 4 and long in (f"{short}ov", f"{short}ev"):
        likeness = 0.85  # Rahmon, Rakhmonov
    elif len(short) > 3 and long in (f"el{short}", f"al{short}"):
        likeness = 0.9
    else:
        cost, dear = distance(one, other)
        longest = len(long)
        most = 0.12 if longest < 4 else _LIKE
        if (longest < 7 and dear) or (len(short) < 3 and cost > 0.25) or cost / longest > most:
            return 0.0
        likeness = 1 - cost / longest
    return 0.0 if _sexes_differ(one, other) else likeness


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
    """Weighted edits from one word to the other, and whether there is a dear one (more than romanisations exchange).

    Words too far apart to be one name are given up where that shows: (inf, True).
    """
    # A cell is twice the cost in twentieths, plus one where a dear edit was needed: the smaller cell is the better one.
    limit = 2 * int(_LIKE * max(len(one), len(other)) / _UNIT) + 3
    ours, theirs = _gaps(one), _gaps(other)
    gaps = abs(len(one) - len(other)) or 2  # letters left out at least, where any is
    if gaps * min(ours + theirs) > limit:
        if len(one) != len(other):
            return float("inf"), True
        cells = [_swaps(a).get(b, _STRANGE) for a, b in zip(one, other, strict=True)]
        return sum(cells) / 2 * _UNIT, max(cells) > _DEAR
    (sounds, reach), (sounds_there, reach_there) = _sounds(one), _sounds(other)
    if 40 * max(len(sounds - reach_there), len(sounds_there - reach)) > limit:
        return float("inf"), True  # each of these letters costs a dear edit
    row = [0]
    for gap in theirs:
        row.append((row[-1] + gap) | (gap > _DEAR))
    for letter, gap in zip(one, ours, strict=True):
        swaps = _swaps(letter)
        cell = (row[0] + gap) | (gap > _DEAR)
        following = [cell]
        for j, letter_there in enumerate(other):
            swap, gap_there = swaps.get(letter_there, _STRANGE), theirs[j]
            cell = (cell + gap_there) | (gap_there > _DEAR)
            swapped, left_out = (row[j] + swap) | (swap > _DEAR), (row[j + 1] + gap) | (gap > _DEAR)
            if swapped < cell:
                cell = swapped
            if left_out < cell:
                cell = left_out
            following.append(cell)
        row = following
        if min(row) > limit:
            return float("inf"), True
    return (row[-1] >> 1) * _UNIT, bool(row[-1] & 1)


@lru_cache(maxsize=65536)
def _sounds(word: str) -> tuple[frozenset[str], frozenset[str]]:
    """The consonants of a word but h, and all letters that cost less than a dear edit against one of its letters."""
    letters = frozenset(word)
    return letters - _SOFT, letters.union(*[_REACH[letter] for letter in letters if letter in _REACH])


_SOFT = _VOWELS | {"h"}
_REACH = {a: frozenset(b for one, b in _CLOSE if one == a) for a, _ in _CLOSE}


_UNIT = 0.05
_DEAR = 24  # of half units
_STRANGE = 40  # half units of a letter for another that romanisations do not exchange


@lru_cache(maxsize=256)
def _swaps(letter: str) -> dict[str, int]:
    """Half units of those letters that cost less than any other in the place of this one."""
    near = dict.fromkeys(_VOWELS, 12) if letter in _VOWELS else {}
    return {**near, **{b: 2 * cost for (a, b), cost in _CLOSE.items() if a == letter and b not in near}, letter: 0}


@lru_cache(maxsize=65536)
def _gaps(word: str) -> tuple[int, ...]:
    """Half units of leaving out each of the word's letters: few for h, for a letter twice and for a vowel beside a
    vowel."""
    found = []
    before = ""
    for letter, after in zip(word, word[1:] + " ", strict=True):
        if letter == "h":
            gap = 10
        elif letter in _VOWELS:
            gap = 16 if before in _VOWELS or after in _VOWELS or (letter == "e" and after == " ") else 32
        else:
            gap = 4 if before == letter else 40
        found.append(gap)
        before = letter
    return tuple(found)


@lru_cache(maxsize=1)
def _groups() -> dict[str, frozenset[int]]:
    """Folded word -> the groups of ``given_names.yaml`` that it is in."""
    found: dict[str, set[int]] = {}
    for number, group in enumerate(line for section in groups().values() for line in section):
        for name in group:
            found.setdefault(fold(name), set()).add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}
