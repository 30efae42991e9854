"""Whose office a title is: beside a name, in apposition to it, or alone as a description of its holder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from communique.entities.actors import Gazetteer
from communique.entities.nominals import left_edge
from communique.entities.titles import Title
from communique.model import EntityMention, Form
from communique.parsing.tokens import Doc, Token

Span = tuple[int, int]
_POSSESSIVE = frozenset(("'s", "’s", "-", "'", "’"))


# kinds of things that have offices of their own: the president of a union is no president of a state
_OWN_OFFICES = frozenset(
    ("Organization", "InternationalOrganization", "MediaOrganization", "PoliticalParty", "ArmedGroup", "Facility")
)


@dataclass(frozen=True, slots=True)
class _Whose:
    """Whose office a title is: a state (ISO alpha-3), an organisation's key, and the name that it is taken from."""

    state: str | None = None
    body: str | None = None
    at: Span | None = None  # where that is no state itself
    accredited: str | None = None

    @property
    def known(self) -> bool:
        return bool(self.state or self.body or self.at)


def entitle(
    doc: Doc, titles: Sequence[Title], at: Mapping[int, EntityMention], gazetteer: Gazetteer
) -> tuple[dict[Span, EntityMention], list[Title]]:
    """People with the offices that stand beside their names, by span; and the titles that are mentions of their own."""
    people: dict[Span, EntityMention] = {}
    spare: list[Title] = []
    for title in titles:
        if title.head in at and at[title.head].kind != "Person":
            continue
        person, before = _bearer(doc, title, at)
        if person is None:
            spare.append(title)
            continue
        span = (person.begin, person.end)
        current = people.get(span, person)
        if current.title is None:
            people[span] = _with_office(doc, current, title, at, people, gazetteer)
        if not before:
            spare.append(title)
    return people, spare


def office_holder(
    doc: Doc,
    title: Title,
    at: Mapping[int, EntityMention],
    people: Mapping[Span, EntityMention],
    gazetteer: Gazetteer,
) -> EntityMention:
    """The description that a title alone makes: "the Russian foreign minister"."""
    whose = _whose(doc, title, at, gazetteer)
    country = whose.state
    first = min(left_edge(doc, title.first), left_edge(doc, title.head))
    span = doc.span(first, title.stop)
    if not whose.known:
        country = _through_person(doc, title, at, people, gazetteer) or gazetteer.titles.state.get(title.name)
    return EntityMention(
        span.start_char,
        span.end_char,
        span.text,
        first,
        title.stop,
        title.head,
        "Group" if title.plural else "Person",
        Form.NOMINAL,
        title=title.name,
        title_country=country,
        title_of=whose.body,
        title_at=whose.at,
        accredited_to=whose.accredited,
        country=country,
        former=title.former or _formerly(doc, title, at, gazetteer),
        plural=title.plural,
        gender=gender_of(doc[title.head].lower_, gazetteer),
    )


def _bearer(doc: Doc, title: Title, at: Mapping[int, EntityMention]) -> tuple[EntityMention | None, bool]:
    """Whose name the title goes with, and whether it stands before that name as one phrase."""
    after = at.get(title.stop)
    if title.plural:
        return None, False
    if after is not None and after.kind == "Person":
        return after, True
    return _beside(doc, title, at) or _across_comma(doc, title, at) or _is_said_to_be(doc, title, at), False


def _beside(doc: Doc, title: Title, at: Mapping[int, EntityMention]) -> EntityMention | None:
    """As in "the foreign minister, Sergei Lavrov," by the parse's apposition, either way round."""
    head, stop = doc[title.head], _past_owner(doc, title.stop, at)
    if stop + 1 < len(doc) and doc[stop].text == "," and head.dep_ != "appos":
        named = at.get(stop + 1)
        apposed = named is not None and named.kind == "Person" and doc[named.root].dep_ == "appos"
        if named and apposed and (stop == title.stop or title.head <= doc[named.root].head.i < stop):
            return named  # a person in apposition to a bank is its president
    if head.dep_ == "appos":
        named = at.get(head.head.i)
        if named is not None and named.kind == "Person":
            return named
    return None


def _past_owner(doc: Doc, stop: int, at: Mapping[int, EntityMention]) -> int:
    """The token after an office and what it is the office of: "the president of the Bundesbank"."""
    if stop + 1 >= len(doc) or doc[stop].lower_ not in ("of", "for", "to", "in"):
        return stop
    i = stop + 1
    while i + 1 < len(doc) and doc[i].pos_ == "DET":
        i += 1
    return at[i].stop if i in at and at[i].kind != "Person" else stop


def _across_comma(doc: Doc, title: Title, at: Mapping[int, EntityMention]) -> EntityMention | None:
    """As in "Lavrov, Russia's foreign minister": only articles, states and adjectives from comma to office."""
    first, steps = title.first - 1, 0
    while first > 0 and steps < 8:
        other = at.get(first)
        if other is not None and (other.kind != "Person" or doc[other.stop].text in _POSSESSIVE):
            first = other.first
        elif not _may_stand_between(doc[first]):
            break
        first, steps = first - 1, steps + 1
    if first <= 0 or doc[first].text != "," or doc[title.head].dep_ in ("nsubj", "nsubjpass", "conj"):
        return None
    named = at.get(first - 1)
    return named if named is not None and named.kind == "Person" else None


def _may_stand_between(token: Token) -> bool:
    word = token.pos_ in ("DET", "ADJ", "PART", "PRON") or token.text in _POSSESSIVE
    return word or token.lower_ in ("president", "minister", "prime", "king")


def _is_said_to_be(doc: Doc, title: Title, at: Mapping[int, EntityMention]) -> EntityMention | None:
    """As in "Lavrov is Russia's foreign minister"."""
    head = doc[title.head]
    if head.dep_ != "attr" or head.head.lemma_ != "be":
        return None
    for child in head.head.children:
        named = at.get(child.i)
        if child.dep_ == "nsubj" and named is not None and named.kind == "Person":
            return named
    return None


def _through_person(
    doc: Doc,
    title: Title,
    at: Mapping[int, EntityMention],
    people: Mapping[Span, EntityMention],
    gazetteer: Gazetteer,
) -> str | None:
    """The state of "Russian President Vladimir Putin's spokesman": that of the person who has the aide."""
    owner = at.get(title.first - 2)
    if owner is None or owner.kind != "Person" or doc[title.first - 1].text not in ("'s", "’s"):
        return None
    named = people.get((owner.begin, owner.end), owner)
    same = (p.title_country for p in people.values() if p.title_country and p.text.endswith(f" {owner.text}"))
    return named.title_country or next(same, gazetteer.country_of(owner.known) if owner.known else None)


def _with_office(
    doc: Doc,
    person: EntityMention,
    title: Title,
    at: Mapping[int, EntityMention],
    people: Mapping[Span, EntityMention],
    gazetteer: Gazetteer,
) -> EntityMention:
    whose = _whose(doc, title, at, gazetteer)
    if not whose.known and (state := _through_person(doc, title, at, people, gazetteer)):
        whose = replace(whose, state=state)
    if not whose.known and person.stop + 1 < len(doc) and doc[person.stop].lower_ == "of":
        whose = replace(_owner_at(doc, person.stop + 1, title, at, gazetteer), accredited=whose.accredited)
    head = doc[person.root].head.i  # parsers often take the office for the head: "met ambassador Orlov"
    return replace(
        person,
        root=head if title.stop == person.first and title.first <= head < title.stop else person.root,
        title=title.name,
        title_country=whose.state or (None if whose.known else gazetteer.titles.state.get(title.name)),
        title_of=whose.body,
        title_at=whose.at,
        accredited_to=whose.accredited,
        former=title.former or _formerly(doc, title, at, gazetteer),
        gender=person.gender or gender_of(doc[title.head].lower_, gazetteer),
    )


def gender_of(word: str, gazetteer: Gazetteer) -> str | None:
    """What a noun or form of address says of the gender: "spokeswoman", "Mr."."""
    nominals = gazetteer.nominals
    return "f" if word in nominals.female else "m" if word in nominals.male else None


def _whose(doc: Doc, title: Title, at: Mapping[int, EntityMention], gazetteer: Gazetteer) -> _Whose:
    """Whose an office is, from the words around it."""
    whose, accredited = _Whose(), None
    envoy = title.name.rpartition(" ")[2] in ("ambassador", "envoy", "consul", "representative")
    first = title.first - 1
    while first >= 0 and first not in at and (doc[first].text in _POSSESSIVE or doc[first].pos_ == "ADJ"):
        first -= 1
    if first in at:
        whose = _owner_at(doc, first, title, at, gazetteer)
        before = at[first].first - 2
        if envoy and before >= 0 and doc[before + 1].text in ("'s", "’s") and before in at:
            owner = _owner_at(doc, before, title, at, gazetteer)
            if owner.state is not None:  # "Russia's US ambassador"
                whose, accredited = owner, whose.state
    elif first >= 0 and first + 1 < title.first and doc[first].pos_ == "NOUN" and doc[first + 1].text in _POSSESSIVE:
        whose = _noun(doc[first], gazetteer)  # "the union's president"
    stop = title.stop
    if stop + 1 < len(doc) and doc[stop].lower_ in ("of", "for", "to", "in"):
        other = _owner_at(doc, stop + 1, title, at, gazetteer)
        if doc[stop].lower_ == "to" or (envoy and doc[stop].lower_ == "in"):
            accredited = other.state or other.body
        elif not whose.known or (whose.state and other.at and doc[stop].lower_ == "of"):
            whose = replace(other, state=other.state or whose.state)
    return replace(whose, accredited=accredited)


def _formerly(doc: Doc, title: Title, at: Mapping[int, EntityMention], gazetteer: Gazetteer) -> bool:
    """Whether "former" stands before the state: "former Polish President"."""
    before = at.get(title.first - 1)
    return before is not None and before.first > 0 and doc[before.first - 1].lower_ in gazetteer.titles.former


def _owner_at(doc: Doc, i: int, title: Title, at: Mapping[int, EntityMention], gazetteer: Gazetteer) -> _Whose:
    """Whose office a title is by the name, or else the noun, at a token; articles are skipped."""
    while i < len(doc) and doc[i].pos_ == "DET":
        i += 1
    if i >= len(doc):
        return _Whose()
    mention = at.get(i)
    root = doc[i if mention is None else mention.root]
    top = root
    while i > title.head and top.dep_ in ("compound", "amod", "nmod", "poss") and top.head.i > top.i:
        top = top.head
    if top.i != root.i:  # "president of the Indiana firefighters union": the union's, not Indiana's
        headed = at.get(top.i)
        if headed is not None and headed.kind in _OWN_OFFICES:
            return _named(headed)
        if headed is None and (apart := _noun(top, gazetteer)).known:
            return apart  # but "Chad's foreign ministry" is the state's
    if mention is None:
        return _noun(root, gazetteer)
    if mention.kind == "Person":
        return _Whose()
    if mention.kind in _OWN_OFFICES and (mention.known is None or mention.country):
        return _named(mention)
    if mention.country:
        own = title.name.rpartition(" ")[2] in gazetteer.titles.below(mention.kind)
        return _Whose(mention.country, at=(mention.begin, mention.end) if own else None)
    return _Whose(body=mention.known if mention.known and mention.known.startswith("org/") else None)


def _named(mention: EntityMention) -> _Whose:
    """The office of a body that is no part of a state, and serves none."""
    return _Whose(at=(mention.begin, mention.end))


def _noun(token: Token, gazetteer: Gazetteer) -> _Whose:
    """The office of what a noun for a body says: "the president of the union"."""
    apart = token.pos_ == "NOUN" and gazetteer.nominals.sections.get(token.lemma_.lower()) == "body"
    return _Whose(at=(token.idx, token.idx + len(token))) if apart else _Whose()
