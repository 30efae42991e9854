"""Same copy, one origin: which articles carry the same text, so that corroboration counts origins and not outlets.

Method: MinHash over shingles of words (Broder 1997), compared in bands; pairs that meet are verified on the estimate of
their Jaccard similarity that the signatures give.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from rensa import RMinHash

from communique.accounts import ArticleAccounts

PERMUTATIONS = 64
SHINGLE = 4  # words
BANDS = 32  # of two rows: pairs at a likeness of .5 meet with probability .9999
SAME_COPY = 0.5  # estimated Jaccard likeness; unrelated articles on one event stay under .1
_WORD = re.compile(r"\w+")


def signature(text: str) -> tuple[int, ...]:
    """The MinHash signature of a text, the same on every machine.

    >>> len(signature("The two ministers met in Vienna on Friday."))
    64
    """
    words = _WORD.findall(text.lower())
    shingles = {" ".join(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))}
    minhash = RMinHash(num_perm=PERMUTATIONS, seed=1)
    minhash.update(sorted(shingles))
    return tuple(minhash.digest())


def likeness(a: Sequence[int], b: Sequence[int]) -> float:
    """Estimated Jaccard similarity of two shingle sets, 0 to 1."""
    return sum(x == y for x, y in zip(a, b, strict=True)) / len(a)


def groups(articles: Iterable[ArticleAccounts]) -> dict[str, str]:
    """For each article the article that stands for its group: the first in the order of IRIs.

    Near copies are joined transitively: a wire story, its reprint and a shortened reprint of that are one origin.
    """
    listed = sorted(articles, key=lambda a: a.article)
    leader = {a.article: a.article for a in listed}

    def find(iri: str) -> str:
        while leader[iri] != iri:
            leader[iri] = leader[leader[iri]]
            iri = leader[iri]
        return iri

    rows = PERMUTATIONS // BANDS
    buckets: dict[tuple[int, ...], list[ArticleAccounts]] = defaultdict(list)
    for article in listed:
        for band in range(BANDS):
            key = (band, *article.signature[band * rows : (band + 1) * rows])
            for other in buckets[key][:8]:
                one, two = find(other.article), find(article.article)
                if one != two and likeness(other.signature, article.signature) >= SAME_COPY:
                    leader[max(one, two)] = min(one, two)
            buckets[key].append(article)
    return {iri: find(iri) for iri in leader}
