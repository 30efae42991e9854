"""To whom or what each mention of an article refers, and what the article shows of them.

Names first (people in :mod:`communique.people`, the rest by the actor files or by their own name), then descriptions
and pronouns in text order (:mod:`communique.coref`). Every decision has a score and a reason; an ambiguous one is left
open: its referents are empty.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from communique.entities import bodies
from communique.entities.actors import Gazetteer
from communique.identity import coref, holders, people, portions
from communique.identity.discourse import Discourse, bare
from communique.identity.lapsed import lapsed
from communique.ids import digest, slug
from communique.model import Article, Entity, EntityMention, EventMention, Form, Lapsed, Tenure
from communique.naming.names import plain
from communique.parsing.tokens import Doc

Span = tuple[int, int]
_ACRONYM = re.compile(r"\s?\((?:the )?([A-Z][A-Za-z/-]{1,9})\)|, or (?:the )?([A-Z]{2,9})\b")
_KIND_OF_BODY = re.compile(r"(?:super[ -])?PACs?|NGOs?", re.IGNORECASE)  # acronyms of many bodies, and the name of none
_NO_POSITION = frozenset(
    ("leader", "ruler", "dictator", "strongman", "candidate", "warlord", "deputy", "lawmaker", "aide", "diplomat")
)

# Styles that stand before a name wherever it is told in full, and so are a form of it.
_STYLES = frozenset(
    ("Sheikh", "Sheikha", "Prince", "Princess", "King", "Queen", "Emir", "Sultan", "Mullah", "Ayatollah")
)
_ABROAD = ("foreign", "ambassador", "envoy", "consul", "diplomat", "defence", "defense", "secretary of state")


@dataclass(frozen=True, slots=True)
class Resolution:
    """Referents by mention span (none: unresolved), the entities with their tenures, and (score, why) by span."""

    referents: Mapping[Span, tuple[str, ...]] = field(default_factory=dict)
    known: tuple[Entity, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    reasons: Mapping[Span, tuple[float, str]] = field(default_factory=dict)
    lapsed: Mapping[Span, Lapsed] = field(default_factory=dict)


def resolve(
    doc: Doc, article: Article, entities: list[EntityMention], gazetteer: Gazetteer, said: Sequence[EventMention] = ()
) -> Resolution:
    """Resolve the mentions of one article, whose statements tell who speaks of whom.

    Nothing outside the article and the actor files is consulted.
    """
    return _Resolver(doc, article, entities, gazetteer).run(said)


class _Resolver:
    def __init__(self, doc: Doc, article: Article, entities: list[EntityMention], gazetteer: Gazetteer):
        self.doc = doc
        self.text = article.text
        self.entities = entities
        self.gazetteer = gazetteer
        self.digest = digest(article.content_hash or article.text)[:12]
        span = article.published
        self.day: date | None = span.latest.date() if span and span.latest else None
        self.referents: dict[Span, tuple[str, ...]] = {}
        self.reasons: dict[Span, tuple[float, str]] = {}
        self.records: dict[str, Entity] = {}
        self.forms: dict[str, dict[str, None]] = {}
        self.tenures: dict[tuple[str, str], Tenure] = {}

    def run(self, said: Sequence[EventMention]) -> Resolution:
        persons = [m for m in self.entities if m.kind == "Person" and m.form is Form.NAME]
        self.people = people.group(persons, self.gazetteer, self.digest, self.day)
        self._home = self._only_state()
        countries = {m.country for m in self.entities if m.kind == "Country" and m.country}
        aliases: dict[str, str] = {}
        self._common = {m.text for m in self.entities if m.form is Form.NAME and self._is_one_of_many(m)}
        for mention in self.entities:
            if mention.form is Form.NAME and mention.kind != "Person":
                self._thing(mention, countries, aliases)
        for person in self.people:
            self._person(person)
        self.people = [person for person in self.people if person.key]
        discourse = Discourse(
            self.doc,
            self.gazetteer,
            day=self.day,
            digest=self.digest,
            named=self.people,
            names={m.root: (m, self.referents.get((m.begin, m.end), ())) for m in self.entities if m.form is Form.NAME},
            said=said,
        )
        for mention in self.entities:
            span = (mention.begin, mention.end)
            if span in self.referents:
                discourse.note(mention, self.referents[span], [self.records[k] for k in self.referents[span]])
                continue
            mention = coref.owned(discourse, mention)
            keys, made, score, why = coref.settle(discourse, mention)
            if mention.form is Form.NAME and not keys:
                self._nationals(mention)
                keys = self.referents[span]
            for entity in made:
                self.records.setdefault(entity.key, entity)
            for key in keys:
                self._ensure(key)
            self.referents[span] = keys
            self.reasons[span] = (score, why)
            if keys and mention.form is Form.NOMINAL and len(keys) == 1:
                peer = holders.peer_office(discourse, mention)
                self._describe(peer if peer and holders.in_every_state(peer) else mention, keys[0])
            discourse.note(mention, keys, [self.records[k] for k in keys if k in self.records])
        out = lapsed(self.people, self.gazetteer, self.day)
        return Resolution(self.referents, self._known(), tuple(self.tenures.values()), self.reasons, out)

    def _only_state(self) -> tuple[str, ...]:
        """The key of the state whose bodies and people the article tells of, where it names no other and no visitor."""
        states = {m.country for m in self.entities if m.country}
        foreign = any(m.kind == "Country" and m.form is Form.NAME and m.is_actor for m in self.entities)
        at_home = any(m.kind not in ("Country", "City", "Region") for m in self.entities if m.country)
        return (f"country/{states.pop()}",) if len(states) == 1 and at_home and not foreign else ()

    # -- people

    def _person(self, person: people.Person) -> None:
        if not person.key:  # one of several
            for mention in person.mentions:
                self.referents[mention.begin, mention.end] = ()
                self.reasons[mention.begin, mention.end] = (person.score, person.why)
            return
        entity = self.gazetteer.entity(person.key)
        label = entity.label if entity else _clean(person.fullest)
        base = entity or Entity(key=person.key, kind="Person", label=label)
        self.records[person.key] = base
        forms = self.forms.setdefault(person.key, {})
        for mention in person.mentions:
            forms[_clean(mention.text)] = None
            if mention.first and self.doc[mention.first - 1].text in _STYLES and len(mention.text.split()) > 1:
                forms[f"{self.doc[mention.first - 1].text} {_clean(mention.text)}"] = None
            self.referents[(mention.begin, mention.end)] = (person.key,)
            self.reasons[(mention.begin, mention.end)] = (person.score, person.why)
        states: dict[str, None] = {}
        for mention in person.titles:
            state = self._office(person.key, mention)
            if state and not mention.former:
                states[f"country/{state}"] = None
        former = person.titles and all(m.former for m in person.titles)
        if not former and not states:
            states = dict.fromkeys(self._in_office(person.key))
        if entity is None and not former and not states and self._is_domestic(person):
            states = dict.fromkeys(self._home)
        self.records[person.key] = replace(base, represents=tuple(states))

    def _is_domestic(self, person: people.Person) -> bool:
        """Whether an office whose state nobody names is one of the article's only state: "Judge Rojas", in Chile."""
        bodies = any(m.title_of or m.title_country or m.title_at or m.accredited_to for m in person.titles)
        offices = [m.title or "" for m in person.titles]
        abroad = any(word in office for office in offices for word in _ABROAD)
        return bool(offices) and not bodies and not abroad

    def _in_office(self, key: str) -> list[str]:
        """Countries of the offices that the data gives the person on the article's day; any time if it has none."""
        held = [o for o in self.gazetteer.offices(key) if o.of.startswith("country/")]
        return [o.of for o in held if self.day is None or o.holds(self.day)][-1:]

    def _office(self, key: str, mention: EntityMention) -> str | None:
        """Record the office that the article gives a person; its state, if known."""
        title = mention.title or ""
        state, body = mention.title_country, mention.title_of
        if mention.title_at is not None:
            own = self.referents.get(mention.title_at, ())
            if not own:
                return state
            body = own[0]
        if state is None and body is None:
            held = [o for o in self.gazetteer.offices(key) if people.same_office(title, o.title)]
            if held:
                of = held[-1].of
                state, body = (of[8:], None) if of.startswith("country/") else (None, of)
        if (state is None and body is None) or title in _NO_POSITION:
            return state or self.gazetteer.country_of(key)
        owner = self.records.get(body or "")
        serves = None if owner and owner.key.startswith("org/") and owner.kind != "GovernmentBody" else state
        position = self._position(title, serves, body, mention.accredited_to)
        tenure = self.tenures.get((key, position))
        if tenure is None or (tenure.former and not mention.former):
            self.tenures[(key, position)] = Tenure(key, position, former=mention.former)
        return state

    def _position(self, title: str, state: str | None, body: str | None, accredited: str | None) -> str:
        """The key of an office: of a state, of a body, or of a body or place of a state."""
        owner = self.records.get(body or "") or self.gazetteer.entity(body or f"country/{state}")
        of = "/".join((*([state] if state else []), *([body.rpartition("/")[2]] if body else [])))
        key = f"position/{of}/{slug(title)}" + (f"-to-{slug(accredited.rpartition('/')[2])}" if accredited else "")
        if key not in self.records:
            to = None if accredited is None or "/" in accredited else f"country/{accredited}"
            self.records[key] = Entity(
                key=key,
                kind="Position",
                label=f"{title} of {owner.label}" if owner else title,
                title=title,
                of_country=f"country/{state}" if state else None,
                of_organization=body if body and body.startswith("org/") else None,
                accredited_to=to,
            )
            for other in (self.records[key].of_country, self.records[key].of_organization, to):
                if other:
                    self._ensure(other)
        return key

    def _describe(self, mention: EntityMention, key: str) -> None:
        """A description says whose the person is: "Lavrov, the Russian foreign minister", "Chad's leading activist"."""
        record = self.records.get(key)
        if record is not None and key.startswith("person/") and mention.country and not mention.title:
            if not record.represents and not mention.former and not self.gazetteer.entity(key):
                self.records[key] = replace(record, represents=(f"country/{mention.country}",))
            return
        if key.startswith("person/") and mention.title and not mention.plural and key in {p.key for p in self.people}:
            state = self._office(key, mention)
            record = self.records[key]
            if state and not mention.former and not record.represents:
                self.records[key] = replace(record, represents=(f"country/{state}",))

    # -- everything else that has a name

    def _thing(self, mention: EntityMention, countries: set[str], aliases: dict[str, str]) -> None:
        span = (mention.begin, mention.end)
        text = _clean(mention.text)
        score, why = 0.95, "name in the actor files"
        if mention.form is Form.NAME and self._some(mention):
            return
        if mention.known:
            key = self._right_city(mention, countries) if mention.kind == "City" else mention.known
            if text in aliases and aliases[text] != key:
                key, why = aliases[text], "acronym that the article explains"
        elif mention.kind == "Group" and mention.country:
            definite = mention.first > 0 and self.doc[mention.first - 1].lower_ == "the"
            if mention.plural or not definite:
                self._nationals(mention)
            return  # "the Dane" may be somebody named: see `coref`
        else:
            key, score, why = self._named_only(mention, text, aliases)
        self._ensure(key)
        if mention.kind not in ("Country", "Group"):  # "Turkish" and "Moscow" are no names of the state
            self.forms.setdefault(key, {})[text] = None
        self.referents[span] = (key,)
        self.reasons[span] = (score, why)
        after = _ACRONYM.match(self.text, mention.end)
        if after and mention.kind not in ("Country", "City"):
            aliases[after[1] or after[2]] = key

    def _some(self, mention: EntityMention) -> bool:
        """Whether a name for a party or people means only some, or one, of it: somebody of this article, then."""
        one = portions.is_one(self.doc, mention)
        words = mention.text if one else portions.part(self.doc, mention)
        if words is None:
            return False
        label = bare(words)
        key = f"{'person' if one else 'group'}/{self.digest}-{slug(label)[:60]}"
        whole = self.gazetteer.entity(mention.known or "")
        states = whole.represents if whole else (f"country/{mention.country}",) if mention.country else ()
        key += "".join(f"-{state[8:].lower()}" for state in states)
        made = Entity(key=key, kind="Person" if one else "Group", label=label, represents=states)
        self.records.setdefault(key, made)
        self._ensure(key)
        self.referents[mention.begin, mention.end] = (key,)
        self.reasons[mention.begin, mention.end] = (0.6, "one of them" if one else "only some of them")
        return True

    def _nationals(self, mention: EntityMention) -> None:
        """The people of a state, as in "Norwegians"."""
        iso3 = mention.country or ""
        key, state = f"group/{iso3.lower()}-people", self.gazetteer.country(iso3)
        label = f"people of {state.label if state else iso3}"
        self.records.setdefault(key, Entity(key=key, kind="Group", label=label, represents=(f"country/{iso3}",)))
        self._ensure(key)
        self.referents[mention.begin, mention.end] = (key,)
        self.reasons[mention.begin, mention.end] = (0.95, "nationals of a state")

    def _is_one_of_many(self, mention: EntityMention) -> bool:
        """Whether what the recogniser takes for a body's name is a word for many: "a PAC"."""
        if _KIND_OF_BODY.fullmatch(mention.text):
            return True
        one = mention.first > 0 and self.doc[mention.first - 1].lower_ in ("a", "an")
        return (
            one and mention.kind == "Organization" and not mention.known and self.doc[mention.root].dep_ != "compound"
        )

    def _named_only(self, mention: EntityMention, text: str, aliases: dict[str, str]) -> tuple[str, float, str]:
        if text in aliases:
            return aliases[text], 0.9, "acronym that the article explains"
        name = re.sub(r"^(?:the|The)\s+", "", text)
        place = mention.kind in ("Place", "Region", "Facility", "City")
        family = "place" if place else "group" if mention.kind == "Group" else "org"
        if text in self._common:
            key = f"org/{self.digest}-{slug(text)}"
            self.records.setdefault(key, Entity(key=key, kind=mention.kind, label=text))
            return key, 0.5, "a word for many; which one, only this article tells"
        ministry = self.gazetteer.ministry(mention.country, name) if mention.country and family == "org" else None
        if ministry and self.gazetteer.entity(ministry):
            return ministry, 0.9, "ministry of the state named with it"
        if ministry:
            key = ministry
        elif family == "org" and bodies.ministry(name):
            return self._bare_ministry(mention, name)
        elif place and mention.country:
            key = f"place/{mention.country}/{slug(name)}"
        elif mention.country and family == "org":
            key = f"org/{slug(name)}"
            if mention.kind == "GovernmentBody" or self.gazetteer.entity(key) is not None:
                key = f"org/{mention.country}/{slug(name)}"  # every state has a cabinet
        else:
            key = f"{family}/{slug(plain(name))}"
        state = (f"country/{mention.country}",) if mention.country else ()
        self.records.setdefault(
            key,
            Entity(
                key=key,
                kind="GovernmentBody" if ministry else mention.kind,
                label=self._label(ministry, mention.country) if ministry else name,
                represents=() if place else state,
                located_in=state[0] if place and state else None,
            ),
        )
        return key, 0.7, "named in the text, not in the actor files"

    def _label(self, ministry: str, iso3: str | None) -> str:
        state = self.gazetteer.country(iso3 or "")
        return f"{ministry.rpartition('/')[2].replace('-', ' ')} of {state.label if state else iso3}"

    def _bare_ministry(self, mention: EntityMention, name: str) -> tuple[str, float, str]:
        """As in "the Foreign Ministry": the one that the article names with its state, else this article's own."""
        normal = bodies.ministry(name)
        named = {
            key for key, record in self.records.items()
            if key.startswith("org/") and any(bodies.ministry(n) == normal for n in (record.label, *record.names))
        }  # fmt: skip
        if len(named) == 1:
            return named.pop(), 0.8, "the only ministry of that kind that the article names"
        key = f"org/{self.digest}-{slug(normal or name)}"
        self.records.setdefault(key, Entity(key=key, kind="GovernmentBody", label=name))
        return key, 0.5, "a ministry of no state that the article names; kept to this article"

    def _right_city(self, mention: EntityMention, countries: set[str]) -> str:
        """Of several cities of a name the one whose country the article names, unless it is small, else the largest."""
        key = mention.known or ""
        if mention.country in countries:
            return key
        phrase = " ".join(re.findall(r"[^\W_]+", plain(mention.text)))
        for other, _ in self.gazetteer.cities.named(phrase):
            if self.gazetteer.country_of(other) in countries and self.gazetteer.cities.comparable(key, other):
                return other
        return key

    # -- the records handed on

    def _ensure(self, key: str) -> None:
        """Have the record of a key, and of those that it names."""
        if key not in self.records:
            entity = self.gazetteer.entity(key)
            if entity is None:
                return
            self.records[key] = entity
        entity = self.records[key]
        for other in (*entity.represents, entity.located_in, entity.of_country, entity.accredited_to):
            if other and other not in self.records:
                self._ensure(other)

    def _known(self) -> tuple[Entity, ...]:
        out = []
        for key in sorted(self.records):
            entity = self.records[key]
            for other in entity.represents:
                self._ensure(other)
            forms = [f for f in self.forms.get(key, ()) if f != entity.label and f not in entity.names]
            out.append(replace(entity, names=tuple(dict.fromkeys((*entity.names, *forms)))))
        extra = [self.records[k] for k in sorted(self.records) if k not in {e.key for e in out}]
        return (*out, *extra)


def _clean(text: str) -> str:
    return " ".join(text.split())
