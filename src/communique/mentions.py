"""Finds what an article mentions: people, states, places, bodies and groups, by name, description or pronoun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from communique.actorfiles import Sense
from communique.actors import Gazetteer
from communique.model import EntityMention, Form
from communique.namespans import Name, find_names
from communique.nominals import left_edge
from communique.titles import Title, find_titles

_AT = frozenset(
    [
        "in",
        "at",
        "near",
        "inside",
        "outside",
        "within",
        "around",
        "across",
        "throughout",
        "over",
        "through",
        "beyond",
        "along",
        "above",
    ]
)
_WAYS = frozenset(["from", "to", "into", "toward", "towards", "for", "via", "off", "onto", "out"])
_TRAVEL = frozenset(
    [
        "go",
        "travel",
        "fly",
        "visit",
        "trip",
        "return",
        "arrive",
        "come",
        "head",
        "leave",
        "depart",
        "journey",
        "tour",
        "flight",
        "drive",
        "move",
        "flee",
        "send",
        "withdraw",
        "deploy",
        "enter",
        "stop",
        "stay",
        "arrive",
        "arrival",
        "departure",
        "back",
    ]
)
_MALE, _FEMALE = frozenset(["he", "him", "his", "himself"]), frozenset(["she", "her", "hers", "herself"])
_PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "himself"), (False, "m")),
    **dict.fromkeys(("she", "her", "hers", "herself"), (False, "f")),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), (True, None)),
    **dict.fromkeys(("it", "its", "itself"), (False, None)),
    **dict.fromkeys(("i", "me", "my", "mine", "myself"), (False, None)),
    **dict.fromkeys(("we", "us", "our", "ours", "ourselves"), (True, None)),
    **dict.fromkeys(("who", "whom", "whose"), (False, None)),
}
_BODIES = frozenset(
    [
        "government",
        "administration",
        "regime",
        "cabinet",
        "ministry",
        "parliament",
        "legislature",
        "congress",
        "senate",
        "assembly",
        "embassy",
        "consulate",
        "court",
        "tribunal",
        "commission",
        "council",
        "agency",
        "department",
        "junta",
        "bureau",
        "secretariat",
        "municipality",
        "treasury",
        "judiciary",
        "presidency",
        "police",
        "intelligence",
        "legation",
        "customs",
        "leadership",
    ]
)
_COUNTRIES = frozenset(("state", "nation", "country", "republic", "kingdom"))
_THINGS = frozenset(
    [
        "warplane",
        "jet",
        "warship",
        "helicopter",
        "gunship",
        "drone",
        "tank",
        "artillery",
        "missile",
        "aircraft",
        "fleet",
        "vessel",
        "convoy",
    ]
)
_MASSES = frozenset(
    [
        "police",
        "people",
        "public",
        "population",
        "military",
        "army",
        "navy",
        "force",
        "crowd",
        "opposition",
        "clergy",
        "staff",
        "crew",
        "majority",
        "minority",
        "mob",
        "garrison",
        "family",
    ]
)
_WOMEN = frozenset(
    [
        "woman",
        "girl",
        "mother",
        "daughter",
        "sister",
        "wife",
        "widow",
        "nun",
        "actress",
        "queen",
        "princess",
        "spokeswoman",
        "chairwoman",
    ]
)
_MEN = frozenset(
    [
        "man",
        "boy",
        "father",
        "son",
        "brother",
        "husband",
        "monk",
        "priest",
        "king",
        "prince",
        "spokesman",
        "chairman",
        "businessman",
    ]
)


def find_entities(doc: Doc, gazetteer: Gazetteer) -> list[EntityMention]:
    """All mentions in text order: names, adjectives of nations, descriptions and pronouns.

    Names do not overlap each other; a description may hold names ("Turkish officials" holds "Turkish").
    """
    names = find_names(doc, gazetteer)
    mentions = [_named(doc, name, gazetteer) for name in names]
    at = {i: m for m in mentions for i in range(m.first, m.stop)}
    titles = find_titles(doc, gazetteer.titles)
    people, spare = _entitle(doc, mentions, titles, at, gazetteer)
    described = _describe(doc, at, titles, people, spare, gazetteer)
    out = [people.get((m.begin, m.end), m) for m in mentions]
    return sorted([*out, *described, *_pronouns(doc)], key=lambda m: (m.begin, -m.end))


# -- names


def _root(doc: Doc, first: int, stop: int) -> Token:
    for token in doc[first:stop]:
        if not first <= token.head.i < stop or token.head.i == token.i:
            return token
    return doc[stop - 1]


def _mention(doc: Doc, first: int, stop: int, *, kind: str, form: Form, root: Token | None = None) -> EntityMention:
    span = doc[first:stop]
    root = root or _root(doc, first, stop)
    return EntityMention(span.start_char, span.end_char, span.text, first, stop, root.i, kind, form)


def _named(doc: Doc, name: Name, gazetteer: Gazetteer) -> EntityMention:
    root = _root(doc, name.first, name.stop)
    text = doc.text[name.begin : name.end]
    base = EntityMention(name.begin, name.end, text, name.first, name.stop, root.i, "Organization", Form.NAME)
    place = _is_place(root)
    modifier = _modifies(root)
    if not name.senses:
        kind = {"PERSON": "Person", "ORG": "Organization", "GPE": "Place", "LOC": "Region", "FAC": "Facility"}
        found = kind.get(name.label, "Group")
        acts = found in ("Person", "Organization", "Group") and not (found == "Organization" and place)
        return replace(base, kind=found, country=name.country, is_actor=acts)
    sense = _choose(root, name.senses, place=place, modifier=modifier, label=name.label)
    entity = gazetteer.entity(sense.key)
    country = gazetteer.country_of(sense.key)
    kind_of = entity.kind if entity else "Place"
    if sense.how == "person":
        return replace(base, kind="Person", known=sense.key, gender=gazetteer.gender(sense.key))
    if sense.how == "people":
        plural = root.tag_ in ("NNPS", "NNS") or text.endswith("s") or text.endswith("men")
        return replace(base, kind="Group", country=country, plural=plural)
    if sense.how == "adjective":
        people = root.dep_ in ("nsubj", "dobj", "pobj", "nsubjpass", "agent", "conj") and not modifier
        if people and _definite(doc, name.first):  # "the French", "the Chinese"
            return replace(base, kind="Group", country=country, plural=True)
        return replace(base, kind="Country", known=f"country/{country}", country=country, is_actor=people)
    if kind_of == "City":
        seat = gazetteer.seat_of(sense.key)
        if seat and not place and not modifier and _acts(root):
            return replace(base, kind="Country", known=f"country/{seat}", country=seat)
        return replace(base, kind="City", known=sense.key, country=country, is_actor=False)
    if kind_of in ("Region", "Facility", "Place"):
        return replace(base, kind=kind_of, known=sense.key, country=country, is_actor=False)
    acts = not place and not (modifier and kind_of == "Country")
    return replace(base, kind=kind_of, known=sense.key, country=country, is_actor=acts)


def _definite(doc: Doc, first: int) -> bool:
    return first > 0 and doc[first - 1].lower_ == "the"


def _choose(root: Token, senses: tuple[Sense, ...], *, place: bool, modifier: bool, label: str) -> Sense:
    """The reading of an ambiguous name that its place in the sentence bears out."""
    by_how = {s.how: s for s in reversed(senses)}
    if place and "seat" in by_how:
        return by_how["seat"]
    if modifier and "adjective" in by_how:
        return by_how["adjective"]
    if "adjective" in by_how and "people" in by_how:
        plural = root.tag_ in ("NNS", "NNPS")
        noun = root.pos_ in ("NOUN", "PROPN") and root.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj", "conj", "appos")
        return by_how["people"] if plural or noun else by_how["adjective"]
    for how in ("name", "person", "people", "adjective", "city", "seat"):
        if how in by_how:
            return by_how[how]
    return senses[0]


def _modifies(root: Token) -> bool:
    """Whether the word only modifies a noun ("US election", "Russian-made")."""
    if root.dep_ in ("amod", "compound", "nmod") and root.head.i != root.i:
        return root.head.pos_ in ("NOUN", "PROPN", "ADJ", "VERB") and root.head.i > root.i
    follows = root.nbor() if root.i + 1 < len(root.doc) else None
    return follows is not None and follows.text == "-" and root.dep_ in ("npadvmod", "advmod", "dep", "amod", "punct")


def _is_place(root: Token) -> bool:
    """Whether grammar puts something there: "in Moscow", "flew to Ankara"."""
    head = root
    while head.dep_ in ("conj", "appos") and head.head.i < head.i:
        head = head.head
    if head.dep_ != "pobj":
        return False
    prep = head.head
    if prep.lower_ in _AT:
        return True
    return prep.lower_ in _WAYS and prep.head.lemma_.lower() in _TRAVEL


def _acts(root: Token) -> bool:
    """Whether the capital stands for its state: a subject, a possessor, a party of an act."""
    head = root
    while head.dep_ == "conj":
        head = head.head
    if head.dep_ in ("nsubj", "nsubjpass", "agent", "dative"):
        return True
    if head.dep_ == "poss":
        return head.head.pos_ in ("NOUN", "PROPN")
    if head.dep_ == "pobj":
        return head.head.lower_ in ("with", "by", "between", "against", "to", "for", "on", "of", "from") and (
            head.head.lower_ not in ("of", "from", "on") or head.head.head.pos_ == "VERB"
        )
    return head.dep_ == "dobj" and head.head.lemma_.lower() not in _TRAVEL | {
        "reach",
        "bomb",
        "shell",
        "capture",
        "strike",
    }


# -- offices


def _entitle(
    doc: Doc,
    mentions: Sequence[EntityMention],
    titles: Sequence[Title],
    at: dict[int, EntityMention],
    gazetteer: Gazetteer,
) -> tuple[dict[tuple[int, int], EntityMention], list[Title]]:
    """People with the offices that stand beside their names; the titles left over describe somebody."""
    people: dict[tuple[int, int], EntityMention] = {}
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
            people[span] = _with_office(doc, current, title, at, gazetteer)
        if not before:
            spare.append(title)
    return people, spare


def _bearer(doc: Doc, title: Title, at: dict[int, EntityMention]) -> tuple[EntityMention | None, bool]:
    """Whose name the title goes with, and whether it stands before that name as one phrase."""
    after = at.get(title.stop)
    if after is not None and after.kind == "Person" and not title.plural:
        return after, True
    head = doc[title.head]
    if title.plural:
        return None, False
    stop = title.stop  # "the foreign minister, Sergei Lavrov," and "minister of Foreign Affairs of Iraq, X"
    if stop + 1 < len(doc) and doc[stop].text == "," and head.dep_ != "appos":
        named = at.get(stop + 1)
        if named is not None and named.kind == "Person" and (doc[named.root].dep_ == "appos"):
            return named, False
    if head.dep_ == "appos" and head.head.i in at and at[head.head.i].kind == "Person":
        return at[head.head.i], False
    first = title.first - 1  # "Lavrov, Russia's foreign minister": comma, article, state
    steps = 0
    while (
        first > 0
        and steps < 6
        and (
            (first in at and at[first].kind != "Person")
            or doc[first].pos_ in ("DET", "ADJ", "PART", "PRON")
            or doc[first].text == "-"
        )
    ):
        first, steps = first - 1, steps + 1
    if first > 0 and doc[first].text == "," and first - 1 in at and at[first - 1].kind == "Person":
        if head.dep_ not in ("nsubj", "nsubjpass", "conj"):
            return at[first - 1], False
    if head.dep_ == "attr" and head.head.lemma_ == "be":
        for child in head.head.children:
            if child.dep_ == "nsubj" and child.i in at and at[child.i].kind == "Person":
                return at[child.i], False
    return None, False


def _with_office(
    doc: Doc, person: EntityMention, title: Title, at: dict[int, EntityMention], gazetteer: Gazetteer
) -> EntityMention:
    country, body, accredited = _whose(doc, title, at, gazetteer)
    if country is None and body is None:
        stop = person.stop
        if stop + 1 < len(doc) and doc[stop].lower_ == "of":
            country, body = _state_at(doc, stop + 1, at, gazetteer)
    return replace(
        person,
        title=title.name,
        title_country=country or (None if body else gazetteer.titles.state.get(title.name)),
        title_of=body,
        accredited_to=accredited,
        former=title.former,
    )


def _whose(
    doc: Doc, title: Title, at: dict[int, EntityMention], gazetteer: Gazetteer
) -> tuple[str | None, str | None, str | None]:
    """(state, organisation key, state accredited to) of an office, from the words around it."""
    country = body = accredited = None
    first = title.first - 1
    while (
        first >= 0
        and (doc[first].text in ("'s", "’s", "-", "'", "’") or doc[first].pos_ in ("DET", "ADJ"))
        and first not in at
    ):
        if doc[first].pos_ == "DET":
            break
        first -= 1
    if first in at:
        country, body = _state_at(doc, first, at, gazetteer)
    stop = title.stop
    if stop + 1 < len(doc) and doc[stop].lower_ in ("of", "for", "to", "in"):
        other, organisation = _state_at(doc, stop + 1, at, gazetteer)
        if doc[stop].lower_ == "to":
            accredited = other or organisation
        elif country is None and body is None:
            country, body = other, organisation
    return country, body, accredited


def _state_at(doc: Doc, i: int, at: dict[int, EntityMention], gazetteer: Gazetteer) -> tuple[str | None, str | None]:
    while i < len(doc) and doc[i].pos_ == "DET":
        i += 1
    mention = at.get(i)
    if mention is None or mention.kind == "Person":
        return None, None
    if mention.country:
        return mention.country, None
    return None, mention.known if mention.known and mention.known.startswith("org/") else None


# -- descriptions


def _describe(
    doc: Doc,
    at: dict[int, EntityMention],
    titles: Sequence[Title],
    people: dict[tuple[int, int], EntityMention],
    spare: Sequence[Title],
    gazetteer: Gazetteer,
) -> list[EntityMention]:
    out: list[EntityMention] = []
    offices = {t.head: t for t in spare}
    used = {i for t in titles if t.head not in offices for i in range(t.first, t.stop)}
    for token in doc:
        if token.i in used or token.i in at:
            continue
        title = offices.get(token.i)
        if title is not None:
            out.append(_office(doc, title, at, gazetteer))
            continue
        name = gazetteer.nominals.of(token)
        if name is not None and token.dep_ not in ("compound", "amod", "nmod"):
            out.append(_nominal(doc, token, name, at))
        elif token.lower_ == "both" and token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj"):
            out.append(replace(_mention(doc, token.i, token.i + 1, kind="Group", form=Form.NOMINAL), plural=True))
    return out


def _office(doc: Doc, title: Title, at: dict[int, EntityMention], gazetteer: Gazetteer) -> EntityMention:
    """ "the Russian foreign minister": somebody described by an office."""
    country, body, accredited = _whose(doc, title, at, gazetteer)
    first = left_edge(doc, title.first, 0) if title.first else 0
    first = min(first, left_edge(doc, title.head, 0))
    base = _mention(doc, first, title.stop, kind="Person", form=Form.NOMINAL, root=doc[title.head])
    country = country or gazetteer.titles.state.get(title.name)
    return replace(
        base,
        kind="Group" if title.plural else "Person",
        title=title.name,
        title_country=country,
        title_of=body,
        accredited_to=accredited,
        country=country,
        former=title.former,
        plural=title.plural,
    )


def _nominal(doc: Doc, token: Token, name: str, at: dict[int, EntityMention]) -> EntityMention:
    first = left_edge(doc, token.i, token.sent.start)
    lemma = token.lemma_.lower()
    plural = token.tag_ in ("NNS", "NNPS")
    if lemma in _COUNTRIES:
        kind = "Country"
    elif lemma in _BODIES:
        kind = "GovernmentBody"
    elif name == "body" or lemma in ("party", "coalition", "faction"):
        kind = "Organization"
    elif plural or lemma in _MASSES or lemma in _THINGS:
        kind = "Group"
    else:
        kind = "Person"
    base = _mention(doc, first, token.i + 1, kind=kind, form=Form.NOMINAL, root=token)
    gender = "f" if lemma in _WOMEN else "m" if lemma in _MEN else None
    return replace(base, country=_country(doc, token, first, at), plural=plural or lemma in _MASSES, gender=gender,
                   is_actor=not (kind == "Country" and _is_place(token)))  # fmt: skip


def _country(doc: Doc, head: Token, first: int, at: dict[int, EntityMention]) -> str | None:
    """The state that the words around a noun name: before it, or in a phrase that hangs on it."""
    for i in range(head.i - 1, first - 1, -1):
        mention = at.get(i)
        if mention is not None and mention.country and doc[i].head.i in (head.i, *(t.i for t in head.lefts)):
            return mention.country
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in (
            "of",
            "in",
            "from",
            "at",
            "near",
            "throughout",
            "across",
            "around",
        ):
            for grandchild in child.children:
                mention = at.get(grandchild.i)
                if mention is not None and mention.country:
                    return mention.country
    return None


def _pronouns(doc: Doc) -> list[EntityMention]:
    out = []
    for token in doc:
        found = _PRONOUNS.get(token.lower_)
        if found is None or token.dep_ == "expl":
            if token.lower_ not in ("which", "that") or token.dep_ not in ("nsubj", "nsubjpass", "dobj"):
                continue
            if token.head.dep_ != "relcl" or token.tag_ not in ("WDT", "WP"):
                continue
            found = (False, None)
        plural, gender = found
        person = token.lower_ in ("i", "me", "my", "mine", "myself", "who", "whom") or gender is not None
        base = _mention(doc, token.i, token.i + 1, kind="Person" if person else "Actor", form=Form.PRONOUN, root=token)
        out.append(replace(base, plural=plural, gender=gender))
    return out
