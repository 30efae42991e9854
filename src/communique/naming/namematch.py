"""Whether two names of people mean one person, how sure that is, and why.

Names are taken apart (titles off, articles off, hyphens opened), their words compared by :mod:`communique.spelling`,
and the words laid beside each other: initials, left-out given names, patronymics and the order of family name and given
name are what one person's name may differ in; a different given name is not. `rigour.names` knows more forms of given
names, but its tagger takes seven seconds and 390 MB to start, which every build would pay.

The alignment rules are ours, measured by ``tests/names/pairs.tsv``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from communique.naming.nameparts import Parsed, parse
from communique.naming.spelling import distance, similar

SAME = 0.6  # score from which two names are taken for one person

_PARTICLES = frozenset(("de", "da", "do", "dos", "du", "von", "van", "bin", "ibn", "y", "al"))


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether two names are one person's: `score` from 0 to 1, `reason` a phrase for `explain`."""

    same: bool
    score: float
    reason: str


@lru_cache(maxsize=65536)
def same_person(one: str, other: str) -> Decision:
    """Decide on two names as texts write them, with or without titles.

    >>> same_person("Sergei Kislyak", "Sergéy Kisliak").same, same_person("Rajiv Gandhi", "Rahul Gandhi").same
    (True, False)
    >>> same_person("Bill Clinton", "President Clinton").reason
    'surname, and the other has an office'
    """
    a, b = parse(one), parse(other)
    if not a.words or not b.words:
        return Decision(False, 0.0, "no name")
    if (a.ordinal and b.ordinal and a.ordinal != b.ordinal) or {a.female, b.female} == {True, False}:
        return Decision(False, 0.05, "numbers or forms of address differ")
    if a.junior != b.junior and len((a if a.junior else b).words) <= len((b if a.junior else a).words):
        return Decision(False, 0.3, "one is the younger of the name")  # where "Jr." is no part of a full formal name
    if a.words == b.words:
        return Decision(True, 1.0 if len(a.words) > 1 else 0.8, "same name once folded")
    if "".join(a.words) == "".join(b.words):
        return Decision(True, 0.98, "same letters, divided otherwise")
    short, long = sorted((a, b), key=lambda p: (len(p.words), p.words))
    if len(short.words) == 1:
        return _single(short, long)
    return max((_ordered(short, long), _turned(short, long), _divided(short, long)), key=lambda d: d.score)


def _single(short: Parsed, long: Parsed) -> Decision:
    """A word alone against a name: the surname, or what kings, popes and Chinese presidents are called by."""
    word = short.words[0]
    if len(word) < 2:
        return Decision(False, 0.0, "an initial alone")
    if len(long.words) == 1:
        likeness = similar(word, long.words[0])
        return Decision(likeness >= 0.9, 0.8 * likeness, "single names compared")
    if short.royal:
        likeness = similar(word, long.words[0])
        same = likeness >= 0.8 and long.royal
        return Decision(same, (0.8 if long.royal else 0.45) * likeness, "rulers and popes go by their given name")
    last, first = similar(word, long.words[-1]), similar(word, long.words[0])
    titled = short.titled or long.titled
    if last >= 0.8:
        return Decision(True, (0.75 if titled else 0.65) * last, f"surname{_TITLED if titled else ' alone'}")
    if first >= 0.9 and short.titled and len(word) <= 5:
        return Decision(True, 0.65, "family name first")
    if len(long.words) > 3 and max(similar(word, w) for w in long.words[1:-1]) >= 0.95:
        return Decision(True, 0.62, "one of the names of a long name")
    return Decision(False, 0.2, "the surname is another")


_TITLED = ", and the other has an office"


def _ordered(short: Parsed, long: Parsed) -> Decision:
    """The words of the shorter name in those of the longer one, in order."""
    a, b = short.words, long.words
    clash = _middles(a, b) or _only_initials(a, b) or _only_initials(b, a)
    if clash:
        return Decision(False, 0.25, clash)
    placed = _align(a, b)
    if placed is None:
        return Decision(False, 0.2, _difference(a, b))
    places, likeness = placed
    before, after = places[0], sum(w not in _PARTICLES for w in b[places[-1] + 1 :])
    between = sum(y - x - 1 for x, y in pairwise(places))
    if after > 1 or before > 2:
        return Decision(False, 0.35, "too much of the longer name is missing")
    if before and likeness < 0.9:
        return Decision(False, 0.3, _difference(a, b))
    if (before or after) and any(len(w) == 1 for w in (a[0], a[-1], b[places[0]])):
        return Decision(False, 0.3, "an initial and another name")
    score = likeness - 0.12 * bool(before) - 0.12 * bool(after) - 0.03 * between
    why = [
        "same words" if likeness > 0.97 else "spellings of one name",
        "given name left out" if before else "",
        "last name left out" if after else "",
        "middle name left out" if between else "",
    ]
    return Decision(score >= SAME, min(score, 0.97), ", ".join(w for w in why if w))


def _turned(short: Parsed, long: Parsed) -> Decision:
    """Family name first in one, last in the other: Xi Jinping, Jinping Xi."""
    a, b = short.words, long.words
    if len(a) != len(b):
        return Decision(False, 0.0, "")
    best = 0.0
    for turned in {(*a[1:], a[0]), (a[-1], *a[:-1])}:
        likeness = 1.0
        for x, y in zip(turned, b, strict=True):
            likeness = min(likeness, similar(x, y))
            if likeness < 0.9:
                break
        else:
            best = max(best, likeness)
    return Decision(best >= 0.9, best * 0.95, "family name first in one of them")


def _divided(short: Parsed, long: Parsed) -> Decision:
    """Words divided otherwise: Kim Jong-un, Kim Jongun; letters may differ only as romanisations do."""
    if len(short.words) == len(long.words) or any(len(w) == 1 for w in (*short.words, *long.words)):
        return Decision(False, 0.0, "")
    one, other = "".join(short.words), "".join(long.words)
    cost, dear = distance(one, other)
    same = not dear and cost / max(len(one), len(other)) <= 0.1
    return Decision(same, 0.85 if same else 0.0, "same letters, nearly, divided otherwise")


def _middles(a: Sequence[str], b: Sequence[str]) -> str:
    """What is wrong between the middle names of two names that both have some."""
    one, other = ([w for w in x[1:-1] if w not in _PARTICLES] for x in (a, b))
    if not one or not other or len(a) < 3:
        return ""
    if (any(len(w) == 1 for w in (*one, *other))) and one[0][0] != other[0][0]:
        return "middle initials differ"
    return ""


def _only_initials(a: Sequence[str], b: Sequence[str]) -> str:
    """P. W. Botha is not Pik Botha: two initials are no given name's."""
    alone = len(a) > 2 and len(a[0]) == len(a[1]) == 1 and len(b) == 2 and len(b[0]) > 1
    return "several initials and one given name" if alone else ""


def _align(a: Sequence[str], b: Sequence[str]) -> tuple[list[int], float] | None:
    """Places of the words of `a` in `b`, in order, and the least likeness; None where a word has no counterpart."""
    best: tuple[list[int], float] | None = None

    def place(i: int, start: int, places: list[int], worst: float) -> None:
        nonlocal best
        if i == len(a):
            if best is None or (worst, places[-1]) > (best[1], best[0][-1]):
                best = (places, worst)
            return
        for j in range(start, len(b) - (len(a) - i) + 1):
            likeness = similar(a[i], b[j])
            if min(len(a[i]), len(b[j])) == 1 and (i == len(a) - 1) != (j == len(b) - 1):
                continue  # an initial of a surname is none of a given name
            if likeness >= 0.8:
                place(i + 1, j + 1, [*places, j], min(worst, likeness))

    place(0, 0, [], 1.0)
    return best


def _difference(a: Sequence[str], b: Sequence[str]) -> str:
    return "given names differ" if similar(a[-1], b[-1]) >= 0.8 else "the surname is another"


def blocks(name: str) -> frozenset[str]:
    """Keys of the first and the last word that all their spellings share, nearly.

    Names that have no block in common need not be compared.

    >>> blocks("Sergei Kislyak") & blocks("Kisliak") == blocks("Kisliak")
    True
    """
    words = parse(name).words
    return frozenset(bones(w) for w in (words[0], words[-1])) if words else frozenset()


_CLASSES = str.maketrans("bpfvwgkqhcjszxdtlmnr", "BBBBBKKKKSSSSSTTLMMR")


def bones(word: str) -> str:
    """The consonants of a word by their class, those that romanisations exchange in one."""
    letters = [c for c in word.translate(_CLASSES) if c.isupper()]
    return "".join(c for i, c in enumerate(letters) if i == 0 or letters[i - 1] != c) or word
