"""The decisions of fusion that are least certain, for a person to confirm or correct, one at a time."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from pyoxigraph import Literal, NamedNode

from communique.fusion.claims import LIVE, SUPERSEDED, Claim, claim, is_unnamed
from communique.fusion.clusters import Clustering
from communique.fusion.index import Index, Row
from communique.fusion.known import Known
from communique.model import Entity
from communique.naming import namematch
from communique.store import Store

_PEOPLE_AND_BODIES = ("person/", "org/", "group/")
ALIKE = 0.78  # likeness of names from which two entities may be one
OTHERS = 0.35  # score of two full names up to which they are of two people, whatever else each is called
SURE = 3.0  # evidence from which an account is not asked about


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question for a person: are these two one? `score` is how sure the present answer is, 0 to 1."""

    kind: str  # "entities": not joined, perhaps one; "spelling" and "account": joined with somebody, with an event
    score: float
    reason: str
    one: str  # IRI: of an entity, or of the account
    other: str  # IRI: of an entity, or of the event's first account
    one_text: str
    other_text: str

    @property
    def joined(self) -> bool:
        """Whether the graph has them as one now."""
        return self.kind in ("spelling", "account")


def candidates(store: Store, *, limit: int = 50) -> list[Candidate]:
    """The least certain first; pairs that were judged already are left out."""
    judged = [set(j.judges) for j in store.book.all() if j.verdict in ("Same", "Different")]
    listed = (*_entities(store), *_spellings(store), *_accounts(store))
    found = [c for c in listed if not any({c.one, c.other} <= pair for pair in judged)]
    return sorted(found, key=lambda c: (c.score, c.one, c.other))[:limit]


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in plain if c.isalnum() or c == " ")


def _entities(store: Store) -> Iterator[Candidate]:
    """People and bodies with names that are nearly the same, or one of which is a part of the other. What has no name
    ("the embassies") is left out: nobody can tell it from its description."""
    known = Known(Index(store.archive.db), {})
    blocks: dict[str, list[Entity]] = defaultdict(list)
    for key in known:
        if key.startswith(_PEOPLE_AND_BODIES) and not is_unnamed(key):
            entity = known[key]
            words = _folded(entity.label).split()
            if entity.kind == "Person":
                for block in namematch.blocks(entity.label):
                    blocks[f"Person {block}"].append(entity)
            elif words and key.startswith("org/"):
                blocks[entity.kind + words[-1][:4]].append(entity)
    seen: set[frozenset[str]] = set()
    for group in blocks.values():
        for one, other in combinations(group[:60], 2):
            states = set(one.represents), set(other.represents)
            if all(states) and not states[0] & states[1]:
                continue
            likeness = _likeness(one, other)
            pair = frozenset((one.key, other.key))
            if likeness >= (namematch.SAME if one.kind == "Person" else ALIKE) and pair not in seen:
                seen.add(pair)
                yield Candidate(
                    "entities",
                    round(1 - likeness, 2),
                    f"names alike by {likeness:.0%}" + (", the same state" if states[0] & states[1] else ""),
                    store.ids.entity(one.key),
                    store.ids.entity(other.key),
                    _described(one),
                    _described(other),
                )


def _spellings(store: Store) -> Iterator[Candidate]:
    """Names that fusion took for another spelling of somebody's."""
    index = Index(store.archive.db)
    known = Known(index, {})
    for decision in index.identities():
        if decision.into:
            yield Candidate(
                "spelling",
                decision.score,
                decision.reason,
                store.ids.entity(decision.key),
                store.ids.entity(decision.into),
                decision.label,
                _described(known[decision.into]),
            )


def _likeness(one: Entity, other: Entity) -> float:
    pairs = [(a, b) for a in (one.label, *one.names) for b in (other.label, *other.names)]
    if one.kind == "Person":
        whole = namematch.same_person(one.label, other.label)
        if " " in one.label and " " in other.label and whole.score <= OTHERS:
            return 0.0  # "George W. Bush", "George H. W. Bush": that both are also called George Bush says nothing
        # surnames alone prove nothing, unless that is all there is
        full = [p for p in pairs if " " in p[0] and " " in p[1]] or [(one.label, other.label)]
        return max((d.score for d in (namematch.same_person(a, b) for a, b in full) if d.same), default=0.0)
    return max(_alike(a, b) for a, b in pairs)


def _alike(one: str, other: str) -> float:
    a, b = _folded(one), _folded(other)
    if set(a.split()) <= set(b.split()) or set(b.split()) <= set(a.split()):
        return 0.85
    return SequenceMatcher(None, a, b).ratio()


def _described(entity: Entity) -> str:
    states = ", ".join(k.rpartition("/")[2] for k in entity.represents)
    names = "; ".join(entity.names[:3])
    return entity.label + (f" [{states}]" if states else "") + (f" (also {names})" if names else "")


def _accounts(store: Store) -> Iterator[Candidate]:
    """Accounts that little holds to their event."""
    index = Index(store.archive.db)
    clustering = Clustering(store.vocab, store.book.rulings().decisions)
    for rows in index.events():
        claims = [_claim(store, index, row) for row in rows]
        live = sorted((c for c in claims if c.fate == LIVE), key=lambda c: c.order)
        for one in live[1:]:
            held = max(clustering.agree(one, other) for other in live if other is not one)
            if held < SURE and one.account.article != live[0].account.article:
                yield Candidate(
                    "account",
                    round(min(held, 8.0) / 8, 2),
                    _why(one, live[0]),
                    one.account.mention,
                    live[0].account.mention,
                    _sentence(store, one.account.mention),
                    _sentence(store, live[0].account.mention),
                )


def _claim(store: Store, index: Index, row: Row) -> Claim:
    member = index.member(row.account.article)
    named = {*row.account.participants, *row.account.places}
    entities = Known(index, {})
    known = {k: e for k in named if (e := entities.find(k))}
    fate = SUPERSEDED if member and member.superseded_by else LIVE
    published = member.profile.published if member else None
    return claim(row.account, published, vocab=store.vocab, entities=known, fate=fate)


def _why(one: Claim, first: Claim) -> str:
    reasons = []
    if one.participants != first.participants:
        reasons.append("other participants are named")
    if not one.explicit:
        reasons.append("it names no day")
    if one.account.status != first.account.status:
        reasons.append(f"{one.account.status.lower()}, not {first.account.status.lower()}")
    return "; ".join(reasons) or "little evidence"


def _sentence(store: Store, mention: str) -> str:
    found = store.oxigraph.quads_for_pattern(NamedNode(mention), store.vocab["dip:sentence"], None)
    texts = [q.object.value for q in found if isinstance(q.object, Literal)]
    return " ".join(texts[0].split()) if texts else mention.removeprefix(store.ids.base)
