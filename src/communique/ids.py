"""The one place where IRIs are minted. The same article gives the same IRIs on every machine and in every order."""

from __future__ import annotations

import hashlib
import re
import unicodedata

DEFAULT_BASE = "https://w3id.org/communique/id/"


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens; letters without an ASCII form keep a short hash, so slugs differ.

    >>> slug("Sergéi Kisliak")
    'sergei-kisliak'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.lower())
    lost = [c for c in text if c.isalpha() and not unicodedata.normalize("NFKD", c).encode("ascii", "ignore")]
    return "-".join(words + ([digest(text)[:8]] if lost or not words else []))


def digest(*parts: str) -> str:
    """24 hexadecimal digits of SHA-256 over the parts, which no joining of other parts can give."""
    joined = "\x1f".join(part.replace("\x1f", "\x1f\x1f") for part in parts)
    return hashlib.sha256(joined.encode()).hexdigest()[:24]


class Ids:
    """Mints IRIs under a base.

    >>> Ids().entity("country/RUS")
    'https://w3id.org/communique/id/country/RUS'
    """

    def __init__(self, base: str = DEFAULT_BASE):
        self.base = base

    def entity(self, key: str) -> str:
        return self.base + key

    def article(self, identifier: str, content_hash: str) -> str:
        """An article is its identifier and its words: an update under the same identifier is another article."""
        return f"{self.base}article/{slug(identifier)[:60]}-{digest(identifier, content_hash)[:12]}"

    def mention(self, article: str, kind: str, begin: int, end: int, nth: int = 0) -> str:
        """`kind` is "entity", "time", "event", "view" or "content"; `nth` tells apart events of the same words."""
        return f"{article}/{kind}/{begin}-{end}" + (f"-{nth}" if nth else "")

    def event(self, *, cls: str, origin: str) -> str:
        """`origin` is the IRI of the event's first account."""
        return f"{self.base}event/{cls.lower()}-{digest(origin)[:16]}"

    def graph(self, name: str) -> str:
        """`name` is "knowledge", "ontology" or "judgements"."""
        return f"{self.base}graph/{name}"

    def other(self, kind: str, *parts: str) -> str:
        """Discrepancies, source groups, tenures, runs, topics: named by what they are made of."""
        return f"{self.base}{kind}/{digest(*parts)[:16]}"
