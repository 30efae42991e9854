"""Which accounts tell of one event.

Accounts are taken in the order of their publication and each joins the best of the events that it is compatible with,
or begins a new one. Only events that share a block (a pair of participants, a gathering's name, a speaker's words) are
compared.
The order is that of the accounts themselves, so the result depends on the set of articles and on nothing else.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import combinations

from communique.accounts import Account
from communique.ids import slug
from communique.model import TimeSpan
from communique.vocab import Vocabulary

FAR_PAST, FAR_FUTURE = datetime(1, 1, 2, tzinfo=UTC), datetime(9998, 12, 30, tzinfo=UTC)
HAPPENED = {"Occurred", "Ongoing"}
AHEAD = {"Planned", "Uncertain", "Cancelled", "Denied"}
RECENT = timedelta(days=10)  # an undated account of the past in the news is about the last days
SOON = timedelta(days=60)  # an undated plan is about the next weeks
DATE_SLIP = timedelta(days=2)  # dates of one act that differ by no more are a disagreement, not two acts
PRECISE = timedelta(days=4)  # bounds this close name the days of an event, not a period that it falls in


@dataclass(frozen=True, slots=True)
class Claim:
    """An account with what fusion derives from it."""

    account: Account
    published: TimeSpan | None
    root: str  # the class just below Event
    participants: frozenset[str]
    countries: frozenset[str]  # participants rolled up to their states
    initiator_countries: frozenset[str]
    target_countries: frozenset[str]
    begin: datetime  # when it can have happened, by its own date or else by its tense and the article's date
    end: datetime
    gathering: str | None = None  # key of a named gathering's edition

    @property
    def explicit(self) -> bool:
        """Whether the account itself names the days."""
        time = self.account.time
        return bool(time and time.earliest and time.latest and time.latest - time.earliest < PRECISE)

    @property
    def order(self) -> tuple[datetime, str, bool, int, str]:
        """Publication first, undated articles last; within an article those that name the day lead, then as they stand."""
        known = self.published.earliest if self.published and self.published.earliest else FAR_FUTURE
        return known, self.account.article, not self.explicit, self.account.begin, self.account.mention


@dataclass(slots=True)
class Cluster:
    """The accounts found so far to tell of one event."""

    claims: list[Claim]
    participants: set[str] = field(default_factory=set)

    def add(self, claim: Claim) -> None:
        self.claims.append(claim)
        self.participants |= claim.participants


class Clustering:
    """Groups claims into events; `countries_of` maps entity keys to the country keys that they are or act for."""

    def __init__(self, vocab: Vocabulary, countries_of: Mapping[str, frozenset[str]]):
        self._vocab, self._countries_of = vocab, countries_of

    def claim(self, account: Account, published: TimeSpan | None) -> Claim:
        begin, end = _window(account, published)
        return Claim(
            account,
            published,
            self._vocab.root(account.cls),
            frozenset(account.participants),
            self._roll_up(account.participants),
            self._roll_up(account.initiators),
            self._roll_up(account.targets + account.hosts),
            begin,
            end,
            _gathering(account, published),
        )

    def _roll_up(self, keys: Iterable[str]) -> frozenset[str]:
        return frozenset().union(*(self._countries_of.get(k, frozenset()) for k in keys))

    def clusters(self, claims: Iterable[Claim]) -> list[Cluster]:
        """Every claim in exactly one cluster, clusters in the order of their first claims."""
        found: list[Cluster] = []
        blocks: dict[tuple[str, ...], list[Cluster]] = defaultdict(list)
        for claim in sorted(claims, key=lambda c: c.order):
            keys = _blocks(claim)
            seen: dict[int, Cluster] = {id(c): c for key in keys for c in blocks[key]}
            ranked = [(self._fit(cluster, claim), -i, cluster) for i, cluster in enumerate(seen.values())]
            fit, _, best = max(ranked, key=lambda r: r[:2], default=(0.0, 0, None))
            if best is None or fit <= 0:
                best = Cluster([])
                found.append(best)
            best.add(claim)
            for key in keys:
                if not any(c is best for c in blocks[key]):
                    blocks[key].append(best)
        return found

    def _fit(self, cluster: Cluster, claim: Claim) -> float:
        """How well a claim fits an event, 0 where it does not: worse than its best account, ruled out by any."""
        best = 0.0
        for member in cluster.claims:
            score = self._agree(member, claim)
            if score < 0:
                return 0.0
            best = max(best, score)
        if best and claim.participants:
            best += len(claim.participants & cluster.participants) / len(claim.participants | cluster.participants)
        return best

    def _agree(self, one: Claim, other: Claim) -> float:
        """Evidence that two accounts tell of one event: positive for, 0 none, negative against."""
        if one.root == "Statement":
            return _same_words(one.account, other.account)
        if not self._kin(one.account.cls, other.account.cls):
            return -1.0
        if one.gathering or other.gathering:
            return 3.0 if one.gathering == other.gathering else -1.0
        if _directions_clash(one, other):
            return -1.0
        who = _same_people(one, other)
        if who < 0:
            return -1.0
        apart = one.begin > other.end or other.begin > one.end
        when = _misdated(one, other, who) if apart else _same_time(one, other)
        if when < 0:
            return -1.0
        where = _same_place(one.account, other.account)
        if who >= 2 and (when > 0 or where > 0):
            return who + when + where
        if who >= 1 and when >= 2:
            return who + when + where
        return 0.0

    def _kin(self, one: str, other: str) -> bool:
        return one == other or one in self._vocab.superclasses(other) or other in self._vocab.superclasses(one)


def _window(account: Account, published: TimeSpan | None) -> tuple[datetime, datetime]:
    time = account.time
    begin = time.earliest if time and time.earliest else None
    end = time.latest if time and time.latest else None
    if begin and end:
        return begin, end
    told, known = (published.earliest, published.latest) if published else (None, None)
    if told and known:
        if account.status in HAPPENED:
            return begin or told - RECENT, end or known
        if account.status in AHEAD:
            return begin or told - RECENT, end or known + SOON
    return begin or FAR_PAST, end or FAR_FUTURE


def _gathering(account: Account, published: TimeSpan | None) -> str | None:
    """A named gathering's edition: "g20/2017". The year is that of its date, else of the article."""
    if not account.name:
        return None
    words = re.sub(r"\b(the|annual|summit|meeting|conference|upcoming|\d+(st|nd|rd|th)?)\b", " ", account.name.lower())
    name = slug(words) if words.strip() else slug(account.name)
    known = account.time if account.time and account.time.earliest else published
    return f"{account.cls}/{name}/{known.earliest.year if known and known.earliest else 'undated'}"


def _blocks(claim: Claim) -> list[tuple[str, ...]]:
    """The keys under which an account of the same event would be found."""
    if claim.gathering:
        return [("name", claim.gathering)]
    if claim.root == "Statement":
        words = _content(claim.account)
        return [("words", who, words[:40]) for who in claim.account.initiators if words]
    pairs: list[tuple[str, ...]] = [(claim.root, *pair) for pair in combinations(sorted(claim.participants), 2)]
    nations: list[tuple[str, ...]] = [(claim.root, "state", *pair) for pair in combinations(sorted(claim.countries), 2)]
    return pairs + nations or [(claim.root, who) for who in sorted(claim.participants)]


def _content(account: Account) -> str:
    return " ".join(re.findall(r"\w+", (account.quotation or account.words or "").lower()))


def _same_words(one: Account, other: Account) -> float:
    said = _content(one)
    return 3.0 if said and said == _content(other) and set(one.initiators) & set(other.initiators) else 0.0


def _directions_clash(one: Claim, other: Claim) -> bool:
    """Whether one account has as actor whom the other has as target. Consultations have no direction."""
    if one.root in ("Consultation", "Agreement", "Cooperation"):
        return False
    pairs = ((one.initiator_countries, other.initiator_countries), (one.target_countries, other.target_countries))
    return any(a and b and not a & b for a, b in pairs)


def _same_people(one: Claim, other: Claim) -> float:
    """3 the same participants, 2 two shared or one contained in the other, 1 the same states, -1 others, 0 unknown."""
    a, b = one.participants, other.participants
    if not a or not b:
        return 0.0
    if a == b:
        return 3.0
    if len(a & b) >= 2:
        return 2.0
    if a <= b or b <= a:
        return 2.0 if one.root != "Consultation" else 1.0
    states_only = (all(k.startswith("country/") for k in a), all(k.startswith("country/") for k in b))
    if any(states_only) and one.countries and one.countries == other.countries:
        return 1.0
    return -1.0


def _same_time(one: Claim, other: Claim) -> float:
    """3 the same days named, 1 compatible by tense and publication, 0 nothing known; the windows overlap already."""
    if one.explicit and other.explicit:
        return 3.0
    same_article = one.account.article == other.account.article
    happened = {c.account.status in HAPPENED for c in (one, other)}
    dated = one.end != FAR_FUTURE and other.end != FAR_FUTURE
    if len(happened) == 2:
        # A plan and a fact are one event only where dates connect them: the plan may be about the next time.
        past, plan = (one, other) if one.account.status in HAPPENED else (other, one)
        if plan.account.status in ("Denied", "Cancelled"):
            return 1.0 if dated else 0.0
        connected = dated and not same_article and (past.explicit or plan.explicit)
        return 1.0 if connected and plan.order[0] <= past.order[0] else 0.0
    if same_article or dated:
        return 1.0
    return 1.0 if happened == {False} else 0.0


def _misdated(one: Claim, other: Claim, who: float) -> float:
    """Accounts of different articles, written in the same days, that date the same act a day or two apart."""
    gap = max(one.begin, other.begin) - min(one.end, other.end)
    alike = {one.account.status in HAPPENED, other.account.status in HAPPENED} == {True}
    near = abs(one.order[0] - other.order[0]) <= RECENT and FAR_FUTURE not in (one.order[0], other.order[0])
    if one.account.article == other.account.article or not (one.explicit and other.explicit and alike and near):
        return -1.0
    return 0.5 if who >= 3 and gap <= DATE_SLIP else -1.0


def _same_place(one: Account, other: Account) -> float:
    return 1.0 if set(one.places) & set(other.places) else 0.0
