"""Which accounts tell of one event.

Accounts that name the day come first, then the others in the order of their publication; each joins the best of the
events that it is compatible with, or begins a new one. Only accounts that share a block (a pair of participants, a
gathering's name, a speaker's words) and belong to near weeks are compared. Between states only dates carry over the end
of a week, between people two months at most: so what a popular pair does in one season never hangs on what it did in
another, and an account that joins or leaves touches its own surroundings alone.
The order is that of the accounts themselves, so the result depends on the set of articles and on nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from communique.fusion.claims import FAR, FAR_FUTURE, LIVE, MUTUAL, NEAR, RECENT, SUPERSEDED, Claim, described, is_spot
from communique.vocab import Vocabulary

DATE_SLIP = timedelta(days=2)  # dates of one act that differ by no more are a disagreement, not two acts
SAME_NEWS = timedelta(days=3)  # undated reports of a blow that appear further apart may tell of two
DISTINCT = 7  # words less one, from which nobody says the same in another week
NOMINAL = 0.75  # below this confidence an undated mention refers back to an event rather than telling of it


_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Decisions:
    """What people decided: for a mention, those of the same event, and those of another event; both ways round."""

    same: Mapping[str, frozenset[str]] = field(default_factory=dict)
    different: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def joined(self, one: str, other: str) -> bool:
        return other in self.same.get(one, _NONE)

    def parted(self, one: str, other: str) -> bool:
        return other in self.different.get(one, _NONE)


@dataclass(slots=True)
class Cluster:
    """The accounts found so far to tell of one event; `outdated` ones are from superseded versions and do not count."""

    claims: list[Claim]
    participants: set[str] = field(default_factory=set)
    outdated: list[Claim] = field(default_factory=list)

    def add(self, claim: Claim) -> None:
        if claim.fate == SUPERSEDED:
            self.outdated.append(claim)
            return
        self.claims.append(claim)
        self.participants |= claim.participants


class Blocks:
    """Where the events found so far are looked up. No evidence carries further than `FAR` weeks (see `_within_reach`),
    but within an article, nor from what has a date to what has none: an event is found only where one of its claims
    shares a block with another near enough."""

    def __init__(self) -> None:
        self._weeks: dict[tuple[str, ...], dict[int | None, list[Cluster]]] = {}
        self._beside: dict[tuple[tuple[str, ...], str], list[Cluster]] = {}  # by block and article

    def note(self, cluster: Cluster, claim: Claim) -> None:
        """Have an event found by one of its claims."""
        for key in claim.blocks:
            weeks = self._weeks.setdefault(key, {})
            beside = self._beside.setdefault((key, claim.account.article), [])
            for found in (weeks.setdefault(claim.bucket, []), beside):
                if not any(c is cluster for c in found):
                    found.append(cluster)

    def near(self, claim: Claim) -> list[Cluster]:
        """The events that a claim may belong to, each once."""
        found: dict[int, Cluster] = {}
        for key in claim.blocks:
            for week, clusters in self._weeks.get(key, {}).items():
                # named gatherings are all in week 0, which is near to no other
                if week == claim.bucket or (week and claim.bucket and abs(week - claim.bucket) <= FAR):
                    found.update((id(c), c) for c in clusters)
            found.update((id(c), c) for c in self._beside.get((key, claim.account.article), ()))
        return list(found.values())


class Clustering:
    """Groups claims into events."""

    def __init__(self, vocab: Vocabulary, decisions: Decisions | None = None):
        self._vocab, self.decisions = vocab, decisions or Decisions()
        self._kinship: dict[tuple[str, str], bool] = {}

    def clusters(self, claims: Iterable[Claim]) -> list[Cluster]:
        """Every claim in exactly one cluster, clusters in the order of their first claims, claims in theirs.

        Accounts of superseded articles that fit no event of the others are left out.
        """
        found: list[Cluster] = []
        at = Blocks()
        for claim in sorted(claims, key=_precedence):
            best = self._decided(found, at, claim) or self._best(at.near(claim), claim)
            if best is None:
                if claim.fate == SUPERSEDED:
                    continue
                best = Cluster([])
                found.append(best)
            best.add(claim)
            at.note(best, claim)
        for cluster in found:
            cluster.claims.sort(key=lambda c: c.order)
        return sorted(found, key=lambda c: c.claims[0].order)

    def _decided(self, found: list[Cluster], at: Blocks, claim: Claim) -> Cluster | None:
        """The event that a person put this account to; where accounts of several were, these become one."""
        if not self.decisions.same:
            return None
        mine = claim.account.mention
        chosen = [c for c in found if any(self.decisions.joined(mine, m.account.mention) for m in c.claims)]
        for other in chosen[1:]:
            for member in other.claims:
                chosen[0].add(member)
                at.note(chosen[0], member)
            other.claims.clear()
            found.remove(other)
        return chosen[0] if chosen else None

    def _best(self, clusters: Iterable[Cluster], claim: Claim) -> Cluster | None:
        ranked = [(fit, cluster) for cluster in clusters if cluster.claims and (fit := self._fit(cluster, claim)) > 0]
        if not ranked:
            return None
        top = max(fit for fit, _ in ranked)
        return min((c for fit, c in ranked if fit == top), key=lambda c: _precedence(c.claims[0]))

    def _fit(self, cluster: Cluster, claim: Claim) -> float:
        """How well a claim fits an event: its agreement with the best account; 0 where any account rules it out."""
        best = 0.0
        if claim.gathering and claim.account.mention not in self.decisions.different:
            first = cluster.claims[0]
            return 3.0 if claim.gathering == first.gathering else 0.0
        for member in cluster.claims:
            score = self.agree(member, claim)
            if score < 0:
                return 0.0
            best = max(best, score)
        if best and claim.participants:
            best += len(claim.participants & cluster.participants) / len(claim.participants | cluster.participants)
        return best

    def neighbours(self, claim: Claim, others: Collection[Claim]) -> list[Claim]:
        """Those of the claims that speak for telling of the same event: what fusion of this one may hang on."""
        return [c for c in others if c.account.mention != claim.account.mention and self.agree(c, claim) > 0]

    def agree(self, one: Claim, other: Claim) -> float:
        """Evidence that two accounts tell of one event: positive for, 0 none, negative against."""
        mentions = one.account.mention, other.account.mention
        if self.decisions.parted(*mentions):
            return -1.0
        if self.decisions.joined(*mentions):
            return 9.0
        score = self._weigh(one, other)
        return score if score <= 0 or one.blocks & other.blocks else 0.0

    def _weigh(self, one: Claim, other: Claim) -> float:
        if one.fate != other.fate and {one.fate, other.fate} != {LIVE, SUPERSEDED}:
            return -1.0
        if one.root == "Statement" or other.root == "Statement":
            return _same_words(one, other)
        if not self._kin(one.account.cls, other.account.cls):
            return -1.0
        if one.gathering or other.gathering:
            return 3.0 if one.gathering == other.gathering else -1.0
        apart = one.begin > other.end or other.begin > one.end
        if apart and one.explicit and other.explicit and _gap(one, other) > DATE_SLIP:
            return -1.0
        if _same_blow(one, other) or _same_signing(one, other):
            return 4.0
        if _directions_clash(one, other):
            return -1.0
        who = _same_people(one, other)
        if who < 0:
            return -1.0
        where = _same_place(one, other)
        if apart and (_refers_back(one) or _refers_back(other)):
            when = 1.0 if who >= 3 and one.account.article == other.account.article else 0.0
        else:
            when = _misdated(one, other, where) if apart else _same_time(one, other, who)
        if when < 0:
            return -1.0
        if not _within_reach(one, other, who, apart=apart):
            return 0.0
        if (who >= 2 and (when > 0 or (where > 0 and not apart))) or (who >= 1 and when >= 2):
            return who + when + where + _same_number(one, other)
        return 0.0

    def _kin(self, one: str, other: str) -> bool:
        if one == other:
            return True
        if (one, other) not in self._kinship:
            above, below = self._vocab.superclasses(one), self._vocab.superclasses(other)
            self._kinship[one, other] = one in below or other in above
        return self._kinship[one, other]


def _precedence(claim: Claim) -> tuple[bool, bool, datetime, str, bool, int, str]:
    """Accounts of live articles that name the day come first: the others gather around them."""
    return (claim.fate == SUPERSEDED, not claim.explicit, *claim.order)


def _same_words(one: Claim, other: Claim) -> float:
    speakers = set(one.account.initiators) & set(other.account.initiators)
    if one.root != other.root or not one.words or one.words != other.words or not speakers:
        return 0.0
    if one.bucket is None or other.bucket is None:
        return 3.0 if one.bucket == other.bucket or one.account.article == other.account.article else 0.0
    # "No comment" is said every week anew; a whole sentence is not.
    return 3.0 if abs(one.bucket - other.bucket) <= (FAR if one.words.count(" ") >= DISTINCT else 0) else 0.0


def _directions_clash(one: Claim, other: Claim) -> bool:
    """Whether one account has as actor whom the other has as target. Consultations have no direction."""
    if one.root in MUTUAL:
        return False
    here, there = one.initiator_countries, other.initiator_countries
    aimed, meant = one.target_countries, other.target_countries
    if (here and meant and here == meant and here != aimed) or (there and aimed and there == aimed and there != meant):
        return True
    return any(a and b and not a & b for a, b in ((here, there), (aimed, meant)))


def _same_blow(one: Claim, other: Claim) -> bool:
    """Whether two articles tell of a blow on the same day at the same spot, whoever they say dealt it."""
    if one.root != "Assault" or one.account.article == other.account.article:
        return False
    named = {k for k in one.account.places if is_spot(k)} & set(other.account.places)
    spots = named or len(described(one.account) & described(other.account)) > 1
    aims = not one.target_countries or not other.target_countries or one.target_countries & other.target_countries
    days = one.explicit and other.explicit and one.begin <= other.end and other.begin <= one.end
    return bool(spots and aims and days and one.happened and other.happened)


def _same_signing(one: Claim, other: Claim) -> bool:
    """Whether two accounts tell of what was agreed on the same day at the same spot, one of them without saying by
    whom: "the deal was signed in Lima on 3 May"."""
    if one.root != "Agreement" or (one.participants and other.participants):
        return False
    spots = {k for k in one.account.places if is_spot(k)} & set(other.account.places)
    days = one.explicit and other.explicit and one.begin <= other.end and other.begin <= one.end
    return bool(spots and days and one.happened and other.happened)


def _same_people(one: Claim, other: Claim) -> float:
    """3 the same participants, 2 two shared or one contained in the other, 1 the same states, -1 others, 0 unknown."""
    a, b = one.participants, other.participants
    if not a or not b:
        return 0.0
    if a == b:
        return 3.0
    if len(a & b) >= 2:
        return 2.0
    directed = one.root not in MUTUAL
    if a <= b or b <= a:
        if one.account.cls == other.account.cls == "Visit":
            return 2.0
        return 2.0 if directed else 1.0
    sides = (one.initiator_countries, one.target_countries)
    if directed and all(sides) and sides == (other.initiator_countries, other.target_countries):
        return 2.0
    states_only = (all(k.startswith("country/") for k in a), all(k.startswith("country/") for k in b))
    if any(states_only) and one.countries and one.countries == other.countries:
        return 1.0
    return -1.0


def _same_time(one: Claim, other: Claim, who: float) -> float:
    """3 the same days named, 1 compatible by tense and publication, 0 nothing known; the windows overlap already."""
    if one.explicit and other.explicit:
        return 3.0
    same_article = one.account.article == other.account.article
    if one.happened != other.happened:
        return _plan_and_fact(one, other, who)
    if same_article:
        return 1.0
    if one.end == FAR_FUTURE or other.end == FAR_FUTURE:
        return 0.0 if one.happened else 1.0
    if one.root not in MUTUAL and not one.explicit and not other.explicit and abs(one.told - other.told) > SAME_NEWS:
        return 0.0
    return 1.0


def _plan_and_fact(one: Claim, other: Claim, who: float) -> float:
    """A plan and a fact are one event only where dates connect them: the plan may be about the next time."""
    fact, plan = (one, other) if one.happened else (other, one)
    dated = fact.end != FAR_FUTURE and plan.end != FAR_FUTURE
    if plan.account.status in ("Denied", "Cancelled"):
        return 1.0 if dated else 0.0
    if fact.account.article == plan.account.article:
        # "The meeting of the two", without a date and beside a plan, is the meeting that is planned.
        return 1.0 if who >= 3 and _refers_back(fact) else 0.0
    connected = dated and (fact.explicit or plan.explicit)
    return 1.0 if connected and plan.told <= fact.told else 0.0


def _refers_back(claim: Claim) -> bool:
    """A mention like "the meeting of the two", which says nothing of when it is."""
    return claim.account.time is None and claim.account.confidence < NOMINAL


def _misdated(one: Claim, other: Claim, where: float) -> float:
    """Accounts of different articles, written in the same days, that date the same act a day or two apart.

    Talks and agreements of the same people do not recur within days; blows and protests do, unless place or number
    agree.
    """
    near = FAR_FUTURE not in (one.told, other.told) and abs(one.told - other.told) <= RECENT
    if one.account.article == other.account.article or not (one.explicit and other.explicit and near):
        return -1.0
    if not (one.happened and other.happened and _gap(one, other) <= DATE_SLIP and one.account.cls == other.account.cls):
        return -1.0
    a, b = one.participants, other.participants
    nested = a == b or (len(a & b) >= 2 and (a <= b or b <= a))
    recurs = one.root not in MUTUAL and not where and not _same_number(one, other)
    return 0.5 if nested and not recurs else -1.0


def _gap(one: Claim, other: Claim) -> timedelta:
    return max(one.begin, other.begin) - min(one.end, other.end)


def _within_reach(one: Claim, other: Claim, who: float, *, apart: bool) -> bool:
    """Whether evidence carries from the one's week to the other's, see the module's head; `apart`: on other days."""
    if one.bucket == other.bucket or one.account.article == other.account.article:
        return True
    if one.bucket is None or other.bucket is None:
        return False
    people = who >= 2 and any(k.startswith("person/") for k in one.participants & other.participants)
    weeks = abs(one.bucket - other.bucket)
    return weeks <= FAR if people else weeks <= NEAR and one.explicit and other.explicit and not apart


def _same_place(one: Claim, other: Claim) -> float:
    return 1.0 if set(one.account.places) & set(other.account.places) else 0.0


def _same_number(one: Claim, other: Claim) -> float:
    return 1.0 if set(one.account.quantities) & set(other.account.quantities) else 0.0


Near = Callable[[Claim], Collection[Claim]]  # the claims that share a block with one, in near weeks


def closure(seeds: Iterable[Claim], near: Near, clustering: Clustering) -> list[Claim]:
    """The seeds and all claims that hang together with them; clustering these alone equals clustering everything."""
    found: dict[str, Claim] = {}
    todo = list(seeds)
    gathered: set[tuple[str, str]] = set()  # editions whose accounts are all in: each of them leads to the same others
    while todo:
        claim = todo.pop()
        if claim.account.mention not in found:
            found[claim.account.mention] = claim
            if claim.gathering and claim.account.mention not in clustering.decisions.same:
                edition = claim.gathering, claim.fate
                if edition in gathered:
                    continue
                gathered.add(edition)
            todo += clustering.neighbours(claim, [c for c in near(claim) if c.account.mention not in found])
    return list(found.values())
