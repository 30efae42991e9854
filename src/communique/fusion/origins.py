"""Same copy, one origin: which articles carry the same text, so that corroboration counts origins and not outlets.

Method: MinHash over shingles of words (Broder 1997), compared in bands; pairs that meet are verified on the estimate of
their Jaccard similarity that the signatures give. Twenty bands of three rows find a pair at a likeness of .5 with
probability .93 and one of .6 with .99, and bring two unrelated texts (.01) together once in 50,000 pairs, so the work
for one more article does not grow with the store.

A credit to the same agency is weak evidence: half the world's news credits the same three. It joins articles of the
same days only where the texts still share a good part (a rewritten wire story), never by itself.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from functools import lru_cache
from operator import eq
from struct import unpack

from rensa import RMinHash

from communique.graph.accounts import ArticleAccounts

PERMUTATIONS = 64
SHINGLE = 4  # words
BANDS, ROWS = 20, 3
SAME_COPY = 0.5  # estimated Jaccard likeness; unrelated articles on one event stay under .1
SAME_AGENCY_COPY = 0.2  # for articles of neighbouring days that credit the same agency
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
    same: int = sum(map(eq, a, b))
    return same / len(a)


@lru_cache(maxsize=1 << 15)
def hashed(*parts: object) -> int:
    """A 64-bit name for a key of an index, signed as SQLite keeps integers."""
    text = "\x1f".join(map(str, parts))
    return int(unpack("<q", hashlib.blake2b(text.encode(), digest_size=8).digest())[0])


def bands(article: ArticleAccounts) -> set[int]:
    """The keys of an article; two articles that have one in common are compared."""
    kept = article.signature
    keys = {hashed("band", b, *kept[b * ROWS : (b + 1) * ROWS]) for b in range(BANDS)} if kept else set()
    if article.published and article.published.earliest:
        for agency in article.agencies:
            for nth in (0, 1):
                day = (article.published.earliest + timedelta(days=nth)).date().isoformat()
                keys.add(hashed("agency", agency.lower(), day))
    return keys


def same_copy(one: ArticleAccounts, other: ArticleAccounts) -> bool:
    """Whether two articles are of one origin."""
    if not one.signature or not other.signature:
        return False
    alike = likeness(one.signature, other.signature)
    if alike >= SAME_COPY:
        return True
    credited = {a.lower() for a in one.agencies} & {a.lower() for a in other.agencies}
    return bool(credited) and alike >= SAME_AGENCY_COPY and bool(bands(one) & bands(other))


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

    buckets: dict[int, list[ArticleAccounts]] = defaultdict(list)
    for article in listed:
        for key in bands(article):
            for other in buckets[key]:
                one, two = find(other.article), find(article.article)
                if one != two and same_copy(other, article):
                    leader[max(one, two)] = min(one, two)
            buckets[key].append(article)
    return {iri: find(iri) for iri in leader}


def is_update(one: ArticleAccounts, other: ArticleAccounts) -> bool:
    """Whether two articles are versions of one: the same address, or the same identifier over much of the same text.

    An identifier alone is too weak: two folders may both hold a "report.txt".
    """
    if one.url and other.url:
        return one.url == other.url
    if one.identifier != other.identifier or one.publisher != other.publisher:
        return False
    return bool(one.signature and other.signature) and likeness(one.signature, other.signature) >= SAME_AGENCY_COPY


def version_order(article: ArticleAccounts) -> tuple[str, int, str]:
    """Later versions compare greater: by publication, then by length (updates grow), then by IRI."""
    published = article.published.latest if article.published else None
    return published.isoformat() if published else "", article.text_length, article.article
