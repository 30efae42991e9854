"""The frozen records that pass between the stages.

Offsets (`begin`, `end`) count Unicode characters of `Article.text`, from 0, end exclusive. Token numbers (`first`,
`stop`, `root`) count tokens of the spaCy Doc made of that text and have no meaning outside the reading of one article.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Status(StrEnum):
    """What an account says of the event's reality; the values are local names of dip:EventStatus individuals."""

    OCCURRED = "Occurred"
    ONGOING = "Ongoing"
    PLANNED = "Planned"
    CANCELLED = "Cancelled"
    DENIED = "Denied"
    UNCERTAIN = "Uncertain"


class Form(StrEnum):
    """How an entity is mentioned: by name, by description ("the Russian minister") or by pronoun."""

    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A stretch of time: an EDTF level 1 string and its first and last second in UTC (both None if unbounded)."""

    edtf: str
    earliest: datetime | None
    latest: datetime | None


@dataclass(frozen=True, slots=True)
class RawArticle:
    """An article as a file gave it, before cleaning. `source` names file and record for messages ("news.jsonl:7")."""

    source: str
    identifier: str
    text: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: str | None = None  # as written in the input
    media: str = "text"  # "text" (a page saved as text), "html", or "record" (the text field of a record)


@dataclass(frozen=True, slots=True)
class Skipped:
    """Input that gave no article. `reason` is one clear phrase with what to do, where something can be done."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Article:
    """A clean article. `text` is what all offsets refer to."""

    iri: str
    identifier: str
    text: str
    content_hash: str  # "sha256:..." of text
    source: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: TimeSpan | None = None
    published_from: str | None = None  # "given", "metadata", "url", "dateline"
    agencies: tuple[str, ...] = ()  # wire services that a byline or dateline credits ("Reuters", "AFP")


@dataclass(frozen=True, slots=True)
class EntityMention:
    """A span that mentions an actor, a place or a position.

    `kind` is the local name of an ontology class (Person, Country, City, Region, Facility, Organization,
    GovernmentBody, InternationalOrganization, MediaOrganization, ArmedGroup, PoliticalParty, Group, Position, Place,
    Actor).
    """

    begin: int
    end: int
    text: str
    first: int
    stop: int
    root: int
    kind: str
    form: Form
    known: str | None = None  # key of the actor file entry that the words themselves name ("country/RUS")
    country: str | None = None  # ISO alpha-3 that the words name: "Turkish officials" TUR
    title: str | None = None  # normalised office in the same phrase: "foreign minister" (lower case)
    title_country: str | None = None  # whose office: RUS in "Russian Foreign Minister Sergei Lavrov"
    former: bool = False  # "former president"
    plural: bool = False
    gender: str | None = None  # "f" or "m" where the words show it
    is_actor: bool = True  # False where grammar shows a mere place or modifier ("in Moscow", "Russian-made")
    title_of: str | None = None  # key of the organisation whose office `title` is: "NATO secretary general"
    accredited_to: str | None = None  # ISO alpha-3 or organisation key to which an ambassador is sent
    title_at: tuple[int, int] | None = None  # the name or noun whose office it is, where that is no state: (begin, end)


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression and what it means; `value` is None where that is not known (relative, without a date)."""

    begin: int
    end: int
    text: str
    first: int
    stop: int
    root: int
    value: TimeSpan | None
    anchor: str = "absolute"  # "absolute", "publication", "narrated"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that the account gives: 755 diplomats, 5 killed."""

    value: int
    unit: str


@dataclass(frozen=True, slots=True)
class EventMention:
    """The words that evoke an event, and what this account says of it; its roles are the article's EntityMentions."""

    begin: int
    end: int
    text: str
    root: int
    cls: str  # local name of an ontology class: "Meeting", "Statement"
    frame: str  # id of the lexicon entry (or rule) that found it
    status: Status
    confidence: float
    sentence: tuple[int, int]  # character offsets
    initiators: tuple[EntityMention, ...] = ()
    targets: tuple[EntityMention, ...] = ()
    hosts: tuple[EntityMention, ...] = ()
    places: tuple[EntityMention, ...] = ()
    about: tuple[EntityMention, ...] = ()
    time: TimeMention | None = None
    quantities: tuple[Quantity, ...] = ()
    name: str | None = None  # of a named gathering: "G20 summit"
    content: tuple[tuple[int, int], ...] = ()  # of a statement: the spans said, quotation marks and all
    quotation: str | None = None  # of a statement: the words, without quotation marks
    is_direct: bool | None = None  # of a statement
    medium: str | None = None  # of a statement: "an interview with Reuters", "Twitter"
    attributed_to: EntityMention | None = None  # on whose word the article tells it
    part_of: tuple[int, int] | None = None  # span of the EventMention that this one belongs to


@dataclass(frozen=True, slots=True)
class Tenure:
    """Who held which office, as an article or an actor file says."""

    person: str  # actor key
    position: str  # position key
    since: TimeSpan | None = None
    until: TimeSpan | None = None
    former: bool = False


@dataclass(frozen=True, slots=True)
class Lapsed:
    """An office that the words give to a person as held now, and that the data says was not held when they appeared."""

    held: tuple[tuple[date, date], ...]  # first and last days
    words: str  # "foreign minister of Russia until 2004-02-24"


@dataclass(frozen=True, slots=True)
class Entity:
    """An actor, place or position: what is known of it from data and articles. `key` is its IRI after the base."""

    key: str  # "country/RUS", "person/sergey-lavrov", "position/RUS/foreign-minister"
    kind: str
    label: str
    names: tuple[str, ...] = ()  # other surface forms
    iso3: str | None = None
    represents: tuple[str, ...] = ()  # country keys
    located_in: str | None = None  # place key
    lat: float | None = None
    long: float | None = None
    same_as: tuple[str, ...] = ()  # IRIs of the same thing elsewhere, only where certain
    title: str | None = None  # of a position
    of_country: str | None = None  # of a position: country key
    of_organization: str | None = None  # of a position: organisation key
    accredited_to: str | None = None  # of an ambassador's position: country key
    filed: bool = False  # whether the actor files know them


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read out of one article."""

    article: Article
    entities: tuple[EntityMention, ...]
    times: tuple[TimeMention, ...]
    events: tuple[EventMention, ...]
    views: tuple[EventMention, ...] = ()  # what somebody thinks, wants, praises or blames: no events
    referents: Mapping[tuple[int, int], tuple[str, ...]] = field(default_factory=dict)  # mention span -> entity keys
    known: tuple[Entity, ...] = ()  # the entities referred to, as this article shows them
    tenures: tuple[Tenure, ...] = ()
    reasons: Mapping[tuple[int, int], tuple[float, str]] = field(default_factory=dict)  # score and why, by mention span
    topics: Mapping[tuple[int, int], tuple[str, ...]] = field(default_factory=dict)  # event span -> topic names
    sentences: tuple[tuple[int, int], ...] = ()  # character offsets of all sentences, in order
    lapsed: Mapping[tuple[int, int], Lapsed] = field(default_factory=dict)  # by mention span
