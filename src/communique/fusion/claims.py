"""An account with what fusion derives from it: when it can have happened, whose act it is, where to look for others.

Everything here depends on the account, on its article's date and on what is known of the entities that it names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import combinations

from communique.graph.accounts import Account
from communique.ids import slug
from communique.model import Entity, TimeSpan
from communique.times.timevalues import is_guessed
from communique.vocab import Vocabulary

FAR_PAST, FAR_FUTURE = datetime(1, 1, 2, tzinfo=UTC), datetime(9998, 12, 30, tzinfo=UTC)
HAPPENED = {"Occurred", "Ongoing"}
AHEAD = {"Planned", "Uncertain", "Cancelled", "Denied"}
RECENT = timedelta(days=10)  # an undated account of the past in the news is about the last days
SOON = timedelta(days=60)  # an undated plan is about the next weeks
PRECISE = timedelta(days=4)  # bounds this close name the days of an event, not a period that it falls in
NEAR, FAR = 1, 9  # weeks, see `reach`
LIVE, SUPERSEDED, RETRACTED = "live", "superseded", "retracted"
MUTUAL = {"Consultation", "Agreement", "Cooperation"}  # roots whose events have no direction
FORCE = {"Assault", "Mobilization", "Coercion", "Retreat"}  # roots whose events are directed at whoever owns the place
_UNNAMED = re.compile(r"\w+/[0-9a-f]{12}-")


def is_unnamed(key: str) -> bool:
    """Somebody or somewhere that only one article knows: its key holds the article's digest."""
    return bool(_UNNAMED.match(key))


@dataclass(frozen=True, slots=True)
class Claim:
    """An account with what fusion derives from it."""

    account: Account
    published: TimeSpan | None
    root: str  # the class just below Event
    participants: frozenset[str]  # named ones; a state that is there beside its own people is left out
    countries: frozenset[str]  # participants rolled up to their states
    initiator_countries: frozenset[str]
    target_countries: frozenset[str]
    begin: datetime  # when it can have happened, by its own date or else by its tense and the article's date
    end: datetime
    bucket: int | None  # week that it belongs to; None where nothing is known
    blocks: frozenset[tuple[str, ...]]  # where accounts of the same event are found; none shared: not compared
    gathering: str | None  # key of a named gathering's edition
    explicit: bool  # whether the account itself names the days
    told: datetime  # when the article was published, FAR_FUTURE where that is not known
    happened: bool
    words: str = ""  # of a statement, without marks and case
    fate: str = LIVE

    @property
    def order(self) -> tuple[datetime, str, bool, int, str]:
        """By publication, undated articles last; in an article those that name the day lead, then as they stand."""
        return self.told, self.account.article, not self.explicit, self.account.begin, self.account.mention


def named_time(account: Account) -> TimeSpan | None:
    """The days that an account names; None where it has none, or one that is only read from what stands around it."""
    return account.time if account.time and not is_guessed(account.time) else None


def claim(
    account: Account,
    published: TimeSpan | None,
    *,
    vocab: Vocabulary,
    entities: Mapping[str, Entity],
    fate: str = LIVE,
) -> Claim:
    """What fusion derives from an account."""
    begin, end = _window(account, published)
    named = named_time(account)
    root = vocab.root(account.cls)
    targets = account.targets + account.hosts
    struck = () if targets or root not in FORCE else account.places
    gathering = _gathering(account, published)
    participants, countries = _named(account, entities), _states((*account.participants, *struck), entities)
    words = content(account) if root == "Statement" else ""
    aimed = _states((*targets, *struck), entities)
    return Claim(
        account=account,
        published=published,
        root=root,
        participants=participants,
        countries=countries,
        initiator_countries=_states(account.initiators, entities),
        target_countries=aimed,
        begin=begin,
        end=end,
        bucket=_bucket(account, published, begin, gathering),
        blocks=frozenset(
            ("retracted", *key) if fate == RETRACTED else key
            for key in (
                *_blocks(account, root, participants, countries, gathering, words),
                *_spots(account, root, aimed),
            )
        ),
        gathering=gathering,
        explicit=bool(named and named.earliest and named.latest and named.latest - named.earliest < PRECISE),
        told=published.earliest if published and published.earliest else FAR_FUTURE,
        happened=account.status in HAPPENED,
        words=words,
        fate=fate,
    )


def _named(account: Account, entities: Mapping[str, Entity]) -> frozenset[str]:
    """Named participants; an unnamed one stands for its state, and a state beside its own people is not named twice.

    The destination of a visit is its host, however it is put: "to Paris", "to France", "by France".
    """
    keys = list(account.participants)
    if account.cls == "Visit":
        keys = [*account.initiators, *_states((*account.hosts, *account.targets, *account.places), entities)]
    named = {k for k in keys if not is_unnamed(k)}
    named |= {state for k in keys if is_unnamed(k) for state in _states((k,), entities)}
    actors = {k for k in named if not k.startswith("country/")}
    if account.cls == "Visit":
        return frozenset(named - _states(account.initiators, entities))
    return frozenset(named - _states(actors, entities))


def _states(keys: Iterable[str], entities: Mapping[str, Entity]) -> frozenset[str]:
    """The states that actors are or act for, and in which places lie."""
    found: set[str] = set()
    for key in keys:
        entity = entities.get(key)
        if key.startswith("country/"):
            found.add(key)
        elif entity is not None:
            found.update(entity.represents)
            if key.startswith("place/"):
                found.update(k for k in surroundings(key, entities) if k.startswith("country/"))
    return frozenset(found)


def surroundings(key: str, entities: Mapping[str, Entity]) -> list[str]:
    """The places that a place lies in, nearest first."""
    found: list[str] = []
    entity = entities.get(key)
    while entity and entity.located_in and entity.located_in not in found:
        found.append(entity.located_in)
        entity = entities.get(entity.located_in)
    return found


def _window(account: Account, published: TimeSpan | None) -> tuple[datetime, datetime]:
    time = named_time(account)
    begin = time.earliest if time and time.earliest else None
    end = time.latest if time and time.latest else None
    if begin and end:
        return begin, end
    told, known = (published.earliest, published.latest) if published else (None, None)
    if told and known:
        if account.status in HAPPENED:
            return begin or _moved(told, -RECENT), end or known
        if account.status in AHEAD:
            return begin or _moved(told, -RECENT), end or _moved(known, SOON)
    return begin or FAR_PAST, end or FAR_FUTURE


def _moved(day: datetime, by: timedelta) -> datetime:
    return min(max(day, FAR_PAST + abs(by)), FAR_FUTURE - abs(by)) + by


def _bucket(account: Account, published: TimeSpan | None, begin: datetime, gathering: str | None) -> int | None:
    """The week, counted from the year 1, of the day that the account names, else of its article.

    Gatherings have their year in their key, so all accounts of an edition meet in one bucket.
    """
    if gathering:
        return 0
    time = account.time
    day = published.earliest if published and published.earliest else None
    if time and time.earliest and time.latest and not (day and time.earliest <= day <= time.latest):
        day = begin
    return day.toordinal() // 7 if day else None


def _gathering(account: Account, published: TimeSpan | None) -> str | None:
    """A named gathering's edition: "Summit/g20/2017". The year is that of its date, else of the article.

    "The Geneva summit" of two named people is no series with editions, but their meeting, named after its place.
    """
    if not account.name or account.cls == "Statement":
        return None
    people = [k for k in account.initiators if k.startswith("person/") and not is_unnamed(k)]
    if len(people) == 2 and re.fullmatch(r"(the )?[A-Z][^\W\d_]*[a-z]+ (summit|meeting|talks)", account.name):
        return None
    words = re.sub(r"\b(the|annual|summit|meeting|conference|upcoming|\d+(st|nd|rd|th)?)\b", " ", account.name.lower())
    name = slug(words) if words.strip() else slug(account.name)
    known = account.time if account.time and account.time.earliest else published
    return f"{account.cls}/{name}/{known.earliest.year if known and known.earliest else 'undated'}"


def _blocks(
    account: Account,
    root: str,
    participants: frozenset[str],
    countries: frozenset[str],
    gathering: str | None,
    words: str,
) -> Iterator[tuple[str, ...]]:
    if gathering:
        yield ("name", gathering)
    elif root == "Statement":
        yield from (("words", who, words[:80]) for who in account.initiators if words)
    else:
        yield from ((root, *pair) for pair in combinations(sorted(participants)[:8], 2))
        yield from ((root, "state", *pair) for pair in combinations(sorted(countries)[:8], 2))
        if len(participants) == 1:
            yield (root, *participants)


def reach(block: tuple[str, ...]) -> int:
    """How many weeks off accounts of a block are compared: what people do is news for longer than what states do."""
    if block[0] == "words" or any(k.startswith("person/") for k in block):
        return FAR
    return NEAR


def _spots(account: Account, root: str, struck: frozenset[str]) -> Iterator[tuple[str, ...]]:
    """Blows are also found by where and when they fell: accounts may differ on who dealt them; so are agreements, for
    some accounts name nobody who made them."""
    if root in ("Assault", "Agreement") and account.time and account.time.earliest:
        day = account.time.earliest.date().isoformat()
        yield from ((root, "at", key, day) for key in account.places if is_spot(key))
        if root == "Assault" and any(key.startswith("place/") and is_unnamed(key) for key in account.places):
            yield from ((root, "in", state, day) for state in sorted(struck))


def is_spot(key: str) -> bool:
    """A named place within a state."""
    return key.startswith("place/") and not is_unnamed(key)


def described(account: Account) -> frozenset[str]:
    """The words of places without a name: "the Saudi oil facility"."""
    unnamed = (k for k in account.places if k.startswith("place/") and is_unnamed(k))
    return frozenset(w for key in unnamed for w in key.partition("-")[2].split("-") if len(w) > 2)


def content(account: Account) -> str:
    """The words of a statement without marks and case."""
    return " ".join(re.findall(r"\w+", (account.quotation or account.words or "").lower()))
