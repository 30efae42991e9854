"""Finds what an article mentions: people, states, places, bodies and groups, by name, description or pronoun."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from communique.entities.actorfiles import Sense
from communique.entities.actors import Gazetteer
from communique.entities.namesakes import settle
from communique.entities.namespans import Name, find_names
from communique.entities.nominals import KINDS, left_edge
from communique.entities.offices import entitle, gender_of, office_holder
from communique.entities.standing import is_place, is_struck, modifies, stands_for_state
from communique.entities.titles import Title, find_titles
from communique.model import EntityMention, Form
from communique.parsing.tokens import Doc, Token

_PRONOUNS: dict[str, tuple[bool, str | None]] = {  # plural, gender
    **dict.fromkeys(("he", "him", "his", "himself"), (False, "m")),
    **dict.fromkeys(("she", "her", "hers", "herself"), (False, "f")),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), (True, None)),
    **dict.fromkeys(("it", "its", "itself"), (False, None)),
    **dict.fromkeys(("i", "me", "my", "mine", "myself"), (False, None)),
    **dict.fromkeys(("we", "us", "our", "ours", "ourselves"), (True, None)),
    **dict.fromkeys(("who", "whom", "whose"), (False, None)),
}
_PERSONAL = frozenset(("i", "me", "my", "mine", "myself", "who", "whom"))
_RECOGNISED = {"PERSON": "Person", "ORG": "Organization", "GPE": "Place", "LOC": "Region", "FAC": "Facility"}
_FORCES = frozenset({"armed", "government", "force"})
_NOMINAL_SUBJECTS = frozenset(("nsubj", "nsubjpass", "dobj", "pobj", "agent", "conj", "appos"))
_TIES = frozenset(("of", "in", "from", "at", "near", "throughout", "across", "around"))
_TIED = frozenset(  # participles and adjectives after a noun whose complement says where, or whose, it is
    ("base", "operate", "live", "fight", "affiliate", "belong", "station", "work", "train", "hold", "trap", "loyal")
)
# What is done to or for a state by somebody of another one: "US-backed rebels", "Israeli-occupied land".
_OF_OTHERS = frozenset(
    ("backed", "occupied", "supported", "held", "linked", "allied", "funded", "aligned", "made", "trained", "armed")
)
_BY_OFFICE = frozenset(("nsubj", "nsubjpass", "dobj", "pobj"))
_FOLLOWINGS = frozenset(("campaign", "camp"))  # "the Berg campaign" is a body, and not Berg
_NEIGHBOURS = frozenset(("neighbor", "neighbour"))


def find_entities(doc: Doc, gazetteer: Gazetteer) -> list[EntityMention]:
    """All mentions in text order: names, adjectives of nations, descriptions and pronouns.

    Names do not overlap each other; a description may hold names ("Turkish officials" holds "Turkish").
    """
    titles = find_titles(doc, gazetteer.titles)
    offices = {i for t in titles for i in range(t.first, t.stop)}
    names = [
        _named(doc, name, gazetteer)
        for name in settle(doc, find_names(doc, gazetteer), gazetteer)
        if name.senses or not offices.issuperset(range(name.first, name.stop))  # "State" in "Secretary of State"
    ]
    names = _owned(doc, names)
    at = {i: mention for mention in names for i in range(mention.first, mention.stop)}
    people, spare = entitle(doc, titles, at, gazetteer)
    described = _describe(doc, at, titles, people, spare, gazetteer)
    whole = [*(people.get((m.begin, m.end), m) for m in names), *described]
    return sorted([*whole, *_pronouns(doc, {m.root for m in whole}, at)], key=lambda m: (m.begin, -m.end))


# -- names


def _named(doc: Doc, name: Name, gazetteer: Gazetteer) -> EntityMention:
    root = _root(doc, name.first, name.stop)
    made = partial(EntityMention, *_span(name), root.i, form=Form.NAME)
    place, modifier = is_place(root), modifies(root)
    if not name.senses:
        address = doc[name.first - 1].lower_.rstrip(".") if name.first else ""
        return _recognised(name, root, gender_of(address, gazetteer), gazetteer, place=place)
    sense = _choose(root, name.senses, place=place, modifier=modifier)
    entity = gazetteer.entity(sense.key)
    country = gazetteer.country_of(sense.key)
    kind = entity.kind if entity else "Place"
    if sense.how == "person":
        return made(kind="Person", known=sense.key, gender=gazetteer.gender(sense.key))
    if sense.how == "people":
        plural = root.tag_ in ("NNPS", "NNS") or name.text.endswith(("s", "men"))
        ethnic = name.first > 0 and doc[name.first - 1].lower_ == "ethnic"
        return made(kind="Group", country=None if ethnic else country, plural=plural)
    if sense.how == "adjective":
        people = root.dep_ in _NOMINAL_SUBJECTS and not modifier
        if people and name.first > 0 and doc[name.first - 1].lower_ == "the":  # "the French"
            return made(kind="Group", country=country, plural=True)
        return made(kind="Country", known=f"country/{country}", country=country, is_actor=people)
    if kind == "City":
        seat = gazetteer.seat_of(sense.key)
        if seat and not place and not modifier and stands_for_state(root):
            return made(kind=seat.kind, known=seat.key, country=seat.iso3)
        if country and is_struck(root):
            return made(kind="Country", known=f"country/{country}", country=country)
        return made(kind="City", known=sense.key, country=country, is_actor=False)
    if kind in ("Region", "Facility", "Place"):
        if country and kind == "Region" and is_struck(root):
            return made(kind="Country", known=f"country/{country}", country=country)
        return made(kind=kind, known=sense.key, country=country, is_actor=False)
    acts = not place and not (modifier and kind == "Country")
    return made(kind=kind, known=sense.key, country=country, is_actor=acts)


def _span(name: Name) -> tuple[int, int, str, int, int]:
    return name.begin, name.end, name.text, name.first, name.stop


def _recognised(name: Name, root: Token, gender: str | None, gazetteer: Gazetteer, *, place: bool) -> EntityMention:
    """A name that only the model's recogniser knows."""
    kind = _RECOGNISED.get(name.label, "Group")
    last = name.text.rpartition(" ")[2].lower()
    if kind == "Organization" and gazetteer.nominals.sections.get(last) == "facility" and " " in name.text:
        kind = "Facility"
    acts = kind in ("Person", "Organization", "Group") and not (kind == "Organization" and place)
    return EntityMention(*_span(name), root.i, kind, Form.NAME, country=name.country, gender=gender, is_actor=acts)


def _owned(doc: Doc, names: list[EntityMention]) -> list[EntityMention]:
    """Bodies take the state right before them: "Israel's Cabinet", "Peruvian Congress" (which is not the American)."""
    out: list[EntityMention] = []
    for mention in names:
        body = mention.kind in ("Organization", "GovernmentBody") and mention.form is Form.NAME
        owner = out[-1] if out and body else None
        if owner is not None and owner.kind == "Country" and owner.country and owner.country != mention.country:
            gap = [t.text for t in doc[owner.stop : mention.first] if not t.text.istitle()]
            beside = mention.first - owner.stop < 4 and gap in ([], ["'s"], ["’s"])
            if beside and (mention.known is None or mention.kind == "GovernmentBody"):
                mention = replace(mention, known=None, country=owner.country)
        out.append(mention)
    return out


def _root(doc: Doc, first: int, stop: int) -> Token:
    for token in doc[first:stop]:
        if not first <= token.head.i < stop or token.head.i == token.i:
            return token
    return doc[stop - 1]


def _choose(root: Token, senses: tuple[Sense, ...], *, place: bool, modifier: bool) -> Sense:
    """The reading of an ambiguous name that its place in the sentence bears out."""
    if len(senses) == 1:
        return senses[0]
    by_how = {s.how: s for s in reversed(senses)}
    if place and "seat" in by_how:
        return by_how["seat"]
    if modifier and "adjective" in by_how:
        return by_how["adjective"]
    if "adjective" in by_how and "people" in by_how:
        noun = root.pos_ in ("NOUN", "PROPN") and root.dep_ in _NOMINAL_SUBJECTS
        return by_how["people"] if noun or root.tag_ in ("NNS", "NNPS") else by_how["adjective"]
    return next(by_how[how] for how in ("name", "person", "people", "adjective", "city", "seat") if how in by_how)


# -- descriptions


def _describe(
    doc: Doc,
    at: Mapping[int, EntityMention],
    titles: Sequence[Title],
    people: Mapping[tuple[int, int], EntityMention],
    spare: Sequence[Title],
    gazetteer: Gazetteer,
) -> list[EntityMention]:
    out: list[EntityMention] = []
    offices = {t.head: t for t in spare}
    used = {i for t in titles if t.head not in offices for i in range(t.first, t.stop)}
    for token in doc:
        i = token.i
        if i in used or i in at:
            continue
        if i in offices:
            out.append(office_holder(doc, offices[i], at, people, gazetteer))
            continue
        section = _section(token, at, gazetteer)
        if section is not None and token.dep_ not in ("compound", "amod", "nmod"):
            out.append(_nominal(doc, token, section, at, gazetteer))
        elif section in _FORCES and token.dep_ != "amod" and token.head.lemma_.lower() in gazetteer.nominals.blows:
            out.append(_nominal(doc, token, section, at, gazetteer))  # "a coalition airstrike", "the police raid"
        elif token.lower_ == "both" and token.dep_ in _BY_OFFICE:
            both = EntityMention(token.idx, token.idx + 4, token.text, i, i + 1, i, "Group", Form.NOMINAL, plural=True)
            out.append(both)
    return out


def _section(token: Token, at: Mapping[int, EntityMention], gazetteer: Gazetteer) -> str | None:
    """The section of nominals.yaml by which a noun describes an actor here, else None."""
    lemma = token.lemma_.lower()
    before = {c.dep_: at[c.i].kind for c in token.lefts if c.i in at} if lemma in _FOLLOWINGS | _NEIGHBOURS else {}
    if lemma in _FOLLOWINGS and before.get("compound") == "Person":
        return "body"
    if lemma in _NEIGHBOURS and before.get("poss") == "Country":
        return "state"  # "Chad's southern neighbour" is no person
    return gazetteer.nominals.section(token)


def _nominal(
    doc: Doc, token: Token, section: str, at: Mapping[int, EntityMention], gazetteer: Gazetteer
) -> EntityMention:
    first = left_edge(doc, token.i)
    if token.dep_ in ("compound", "nmod"):
        first = token.i  # what stands before it mostly belongs to the noun that it modifies
        while first > 0 and (before := at.get(first - 1)) is not None and before.country:
            first = before.first
    lemma = token.lemma_.lower()
    plural = token.tag_ in ("NNS", "NNPS")
    kind = KINDS[section]
    if plural and kind == "Person":
        kind = "Group"
    span = doc.span(first, token.i + 1)
    place = kind in ("Facility", "Region") or (kind == "Country" and is_place(token))
    return EntityMention(
        span.start_char,
        span.end_char,
        span.text,
        first,
        token.i + 1,
        token.i,
        kind,
        Form.NOMINAL,
        country=None if section == "state" and lemma in _NEIGHBOURS else _country(doc, token, first, at),
        plural=plural or section == "mass" or lemma in ("police", "military"),
        gender=gender_of(lemma, gazetteer),
        is_actor=not place,
    )


def _country(doc: Doc, head: Token, first: int, at: Mapping[int, EntityMention]) -> str | None:
    """The state that the words around a noun name: before it, or in a phrase that hangs on it."""
    for i in range(head.i - 1, first - 1, -1):
        mention = at.get(i)
        if mention is None or not mention.country or (i > 0 and doc[i - 1].lower_ == "ethnic"):
            continue
        if _is_of_others(doc, mention):
            continue
        if doc[i].head.i == head.i or doc[i].head.head.i == head.i:
            return mention.country
    for child in head.rights:
        if child.dep_ in ("acl", "amod") and child.lemma_.lower() in _TIED:
            tied = [t for t in child.children if t.dep_ == "prep" and t.lower_ in _TIES | {"to", "with"}]
        else:
            tied = [child] if child.dep_ == "prep" and child.lower_ in _TIES else []
        for prep in tied:
            for thing in prep.children:
                found = _state_of_phrase(thing, at)
                if found:
                    return found
    return None


def _state_of_phrase(thing: Token, at: Mapping[int, EntityMention]) -> str | None:
    """The state of what "in", "of" or "loyal to" governs: a place, a body, "Iraq's strongman", "the city of Gao"."""
    mention = at.get(thing.i)
    if mention is not None and mention.country:
        return mention.country
    if mention is not None and mention.kind == "Person":
        return None
    for child in thing.children:
        if child.dep_ in ("poss", "amod", "compound", "appos"):
            inner = at.get(child.i)
            if inner is not None and inner.country:
                return inner.country
        elif child.dep_ == "prep" and child.lower_ in _TIES:
            for deeper in child.children:
                inner = at.get(deeper.i)
                if inner is not None and inner.country:
                    return inner.country
    return None


def _is_of_others(doc: Doc, mention: EntityMention) -> bool:
    """Whether a state only qualifies somebody of another one: "anti-Syria journalist", "US-backed rebels"."""
    if mention.first > 1 and doc[mention.first - 1].text == "-" and doc[mention.first - 2].lower_ in ("anti", "pro"):
        return True
    follows = [t.lower_ for t in doc[mention.stop : mention.stop + 2]]
    return len(follows) == 2 and follows[0] == "-" and follows[1] in _OF_OTHERS


# -- pronouns


def _pronouns(doc: Doc, roots: set[int], at: Mapping[int, EntityMention]) -> list[EntityMention]:
    out = []
    for token in doc:
        found = _PRONOUNS.get(token.lower_)
        if found is None and token.lower_ in ("which", "that") and token.tag_ in ("WDT", "WP"):
            verb = token.head
            if verb.dep_ == "relcl" and token.dep_ in ("nsubj", "nsubjpass", "dobj") and verb.head.i in roots:
                found = (False, None)
        if found is None or token.dep_ == "expl" or token.i in at:  # "US" is no pronoun
            continue
        plural, gender = found
        kind = "Person" if gender or token.lower_ in _PERSONAL else "Actor"
        end = token.idx + len(token)
        out.append(
            EntityMention(
                token.idx,
                end,
                token.text,
                token.i,
                token.i + 1,
                token.i,
                kind,
                Form.PRONOUN,
                plural=plural,
                gender=gender,
            )
        )
    return out
