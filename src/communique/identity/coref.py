"""Descriptions and pronouns: whom "the Russian minister", "both sides", "she" and "it" mean in this article.

Decided by office, state, gender, number and recency over the mentions before (Lappin and Leass 1994 in spirit:
subjects before objects, near before far), with the parse's relative clauses and appositions first.
"""

from __future__ import annotations

from dataclasses import replace

from communique.entities import bodies
from communique.entities.standing import is_place
from communique.identity import holders, pronouns
from communique.identity.discourse import Discourse, bare
from communique.identity.pronouns import Settled
from communique.ids import slug
from communique.model import Entity, EntityMention, Form

_POSSESSIVES = {"its": (False, None), "his": (False, "m"), "her": (False, "f"), "their": (True, None)}
_FEDERAL = frozenset(f"country/{c}" for c in ("USA", "AUS", "IND", "DEU", "BRA", "MEX", "NGA", "MYS"))
_STATES = frozenset(("country", "nation", "state", "neighbor", "neighbour", "government", "power", "ally"))
# which a capital has as its state: "Kabul's government"; others, as the police, are the city's
_CENTRAL = frozenset(("government", "parliament", "administration", "military", "army", "presidency", "cabinet"))
_OF_STATES = frozenset(("led", "global", "international", "backed"))  # of which a coalition of states mostly is
_CHIEFS = frozenset(("chief", "head", "boss"))


def settle(d: Discourse, mention: EntityMention) -> Settled:
    """(keys, new records, score, why) of a description or pronoun; mentions must come in text order."""
    sentence = d.sentence(mention.first)
    if mention.form is Form.PRONOUN:
        return pronouns.settle(d, mention, sentence)
    lemma = d.lemma(mention)
    if mention.title or lemma in holders.PEERS:
        keys, made, score, why = holders.titled(d, mention)
        return (keys, made, score, why) if keys else _group(d, mention, sentence)
    if mention.form is Form.NAME:
        return _national(d, mention)
    words = mention.text.lower().split()
    both = "both" in words or ("two" in words and words[0] in ("the", "these", "those"))
    both = both or (words[0] == "two" and len(words) == 2)  # not "two masked men", who are new
    both = both or (lemma == "side" and mention.plural and words[0] == "the")
    if lemma in d.gazetteer.nominals.pairs and both and mention.country is None:
        pair = _pair(d, mention)
        if pair:
            return pair, [], 0.7, "the two sides mentioned last"
    if mention.kind == "Country":
        return _country(d, mention)
    if mention.kind == "Person" and not mention.plural:
        beside = holders.beside(d, mention)
        if beside:
            return (beside,), [], 0.9, "in apposition to the name"
    named = _right_after(d, mention)
    if named:
        return named, [], 0.9, "the name follows"
    if mention.kind in ("Facility", "Region"):
        return _place_described(d, mention, sentence)
    return _group(d, mention, sentence)


def owned(d: Discourse, mention: EntityMention) -> EntityMention:
    """The description with the state of whoever owns it: "its defence minister", "Mr. Sow's foreign minister"."""
    if mention.form is not Form.NOMINAL or mention.title_country or mention.country or mention.title_of:
        return mention
    if not mention.title and mention.kind != "GovernmentBody":
        return mention
    keys: tuple[str, ...] = ()
    first = d.doc[mention.first]
    before = mention.first - 1
    if first.lower_ in _POSSESSIVES:
        plural, gender = _POSSESSIVES[first.lower_]
        pronoun = replace(
            mention, begin=first.idx, end=first.idx + len(first), text=first.text, stop=mention.first + 1,
            root=first.i, kind="Person" if gender else "Actor", form=Form.PRONOUN, plural=plural, gender=gender,
            title=None,
        )  # fmt: skip
        keys = pronouns.settle(d, pronoun, d.sentence(first.i))[0]
    elif before > 0 and d.doc[before].text in ("'s", "’s", "'", "’") and d.doc[before - 1].i in d.named_roots:
        keys = (d.named_roots[before - 1],)
    elif any(t.text in ("'s", "’s") and t.i - 1 in d.named_roots for t in d.doc[mention.first : mention.root]):
        keys = tuple(
            d.named_roots[t.i - 1] for t in d.doc[mention.first : mention.root] if t.i and t.i - 1 in d.named_roots
        )
    if len(keys) != 1:
        return mention
    states = d.states_of(keys[0])
    if len(states) == 1:
        return replace(mention, title_country=states[0][8:] if mention.title else None, country=states[0][8:])
    return mention


def _pair(d: Discourse, mention: EntityMention) -> tuple[str, ...]:
    lemma = d.lemma(mention)
    found: dict[str, None] = {}
    doers = {k for keys in pronouns.beside(d, d.doc[mention.root]) for k in keys}  # "Sow and Berg urged both sides"
    for past in reversed(d.past[-30:]):
        if past.keys and doers.issuperset(past.keys):
            continue
        if len(past.keys) == 2 and lemma == "side" and len(found) < 2 and _are_sides(past.keys):
            return past.keys  # "Sow and Berg met. The two sides ..."
        if len(past.keys) != 1 or past.mention.form is Form.PRONOUN:
            continue
        key = past.keys[0]
        if lemma == "side" and any({key} <= set(d.states_of(other)) for other in found):
            continue  # somebody's own state is no other side
        if lemma in _STATES:
            if past.mention.kind == "Country" and is_place(d.doc[past.mention.root]):
                continue  # "the situation in Syria"
            key = next(iter(d.states_of(key)), "")
        elif (
            (lemma in ("man", "woman") and not key.startswith("person/"))
            or not key.startswith(("country/", "person/", "org/"))
            or (key.startswith("country/") and not past.mention.is_actor and lemma != "side")
        ):
            continue
        if key and key not in found:
            found[key] = None
        if len(found) == 2:
            return tuple(reversed(found)) if lemma != "side" or _are_sides(tuple(found)) else ()
    return ()


def _are_sides(keys: tuple[str, ...]) -> bool:
    """Two states, or two people or bodies."""
    return len({key.startswith("country/") for key in keys}) == 1 and not any(k.startswith("place/") for k in keys)


def _national(d: Discourse, mention: EntityMention) -> Settled:
    """As in "the Dane agreed": whoever of that nation was named last; else its people."""
    state = f"country/{mention.country}"
    for past in reversed(d.past[-40:]):
        person = len(past.keys) == 1 and past.keys[0].startswith("person/") and past.mention.kind == "Person"
        if person and state in (*d.states_of(past.keys[0]), f"country/{d.gazetteer.country_of(past.keys[0])}"):
            return past.keys, [], 0.7, "the person of that nation named last"
    return (), [], 0.3, "somebody of that nation, not named"


def _right_after(d: Discourse, mention: EntityMention) -> tuple[str, ...]:
    """As in "the broadcaster Radio Nova": the name that directly follows is what it calls so."""
    name = d.starts.get(mention.stop)
    if name is None or mention.plural or not mention.text.lower().startswith(("the ", "its ", "a ", "an ")):
        return ()
    keys = d.names[name.root][1] if name.root in d.names else ()
    family = "place/" if mention.kind in ("Facility", "Region") else "person/" if mention.kind == "Person" else "org/"
    modifies = d.doc[name.root].head.i == mention.root or d.doc[mention.root].head.i == name.root
    return keys if modifies and len(keys) == 1 and keys[0].startswith(family) else ()


def _country(d: Discourse, mention: EntityMention) -> Settled:
    """As in "the country", "the kingdom": the state mentioned last, in this sentence or the one before."""
    bare_state = d.lemma(mention) == "state" and len(mention.text.split()) > 2  # "the abnormal state of things"
    beyond = d.lemma(mention) in ("neighbor", "neighbour")  # of whose neighbours one is meant, nothing says
    if mention.plural or bare_state or beyond or not mention.text.lower().startswith(("the ", "its ", "this ")):
        return (), [], 0.2, "no state in particular"
    sentence, kingdom = d.sentence(mention.first), d.lemma(mention) == "kingdom"
    for past in reversed(d.past):
        if sentence - past.sentence > 2 and not kingdom:
            break
        if len(past.keys) == 1:
            for state in d.states_of(past.keys[0]):
                if kingdom and not d.is_kingdom(state):
                    continue
                if d.lemma(mention) == "state" and state in _FEDERAL:
                    return (), [], 0.2, "may be a state of the federation"
                return (state,), [], 0.6, "the state mentioned last"
    return (), [], 0.2, "no state named before"


def _place_described(d: Discourse, mention: EntityMention, sentence: int) -> Settled:
    """As in "the city": the city named last; otherwise an unnamed place of this article."""
    if d.lemma(mention) in ("city", "town", "capital") and mention.text.lower().startswith(("the ", "this ")):
        for past in reversed(d.past[-40:]):
            if past.mention.kind == "City" and len(past.keys) == 1 and sentence - past.sentence <= 3:
                return past.keys, [], 0.6, "the city named last"
    key = f"place/{d.digest}-{slug(bare(mention.text))[:60]}"
    state = mention.country or _setting(d, mention)
    located = f"country/{state}" if state else None
    made = Entity(key=key, kind=mention.kind, label=bare(mention.text), located_in=located)
    return (key,), [made], 0.5, "described, not named"


# -- unnamed people and bodies


def _group(d: Discourse, mention: EntityMention, sentence: int) -> Settled:
    lemma = d.lemma(mention)
    within = d.within(mention)
    states = dict.fromkeys(keys[0] for name, keys in within if name.kind == "Country" and keys)
    if lemma == "side" and len(states) > 1:
        return tuple(states), [], 0.9, "the states that the words name"
    named = _named_before(d, mention, lemma, sentence)
    if named:
        return named, [], 0.75, f"the {lemma} named before"
    country, why, score = mention.country, "described by its state", 0.8
    body, keys = next(((name, keys) for name, keys in within if keys and keys[0].startswith("org/")), (None, ()))
    if body is not None and country is None:
        if body.kind == "InternationalOrganization" and mention.kind in ("Group", "Person"):
            head = holders.chief_of(d, keys[0]) if lemma in _CHIEFS and not mention.plural else ()
            return head or keys, [], 0.6, "people of the organisation, which they act for"
        entity = d.gazetteer.entity(keys[0])
        country = entity.represents[0][8:] if entity and entity.represents else None
        why = "of a body of the state"
    elif country is None and (lemma in d.gazetteer.nominals.institutions or not _may_be_foreign(d, lemma)):
        country = _setting(d, mention)
        why, score = "state that the sentence is set in", 0.5
    if country is None:
        why, score = "described, no state", 0.5
    ministry = d.gazetteer.ministry(country, bare(mention.text)) if country and lemma == "ministry" else None
    if ministry:
        return _ministry(d, ministry, country or "", score, why)
    if country and mention.kind in ("GovernmentBody", "Group") and _single(d, mention, lemma):
        state, local = d.gazetteer.country(country), _locality(d, mention, lemma)
        key = f"org/{country.lower()}-{slug(f'{local} {lemma}' if local else lemma)}"
        label = f"{lemma} of {local or (state.label if state else country)}"
        made = Entity(key=key, kind="GovernmentBody", label=label, represents=(f"country/{country}",))
        return (key,), [made], score, why
    return d.unnamed(mention, bare(mention.text), mention.kind, country=country, score=score, why=why)


def _locality(d: Discourse, mention: EntityMention, lemma: str) -> str | None:
    """The city or region whose body it is, and not the state's: "the Gujarat government", "Delhi police"."""
    names = d.within(mention)
    for prep in d.doc[mention.root].rights:
        if prep.dep_ == "prep" and prep.lower_ in ("of", "in") and lemma in _CENTRAL:
            names += [d.names[child.i] for child in prep.children if child.i in d.names]
    for name, keys in names:
        capital = bool(keys) and d.gazetteer.seat_of(keys[0]) is not None
        if name.kind == "Region" or (name.kind == "City" and not (capital and lemma in _CENTRAL)):
            return " ".join(name.text.split())
    return None


def _ministry(d: Discourse, key: str, country: str, score: float, why: str) -> Settled:
    """A ministry of a state, under the key that all articles share."""
    if d.gazetteer.entity(key):
        return (key,), [], score, why
    state = d.gazetteer.country(country)
    label = f"{key.rpartition('/')[2].replace('-', ' ')} of {state.label if state else country}"
    made = Entity(key=key, kind="GovernmentBody", label=label, represents=(f"country/{country}",))
    return (key,), [made], score, why


def _named_before(d: Discourse, mention: EntityMention, lemma: str, sentence: int) -> tuple[str, ...]:
    """The body whose name ends in the noun: "the ministry" after "the Russian Foreign Ministry"; none of two."""
    if mention.plural or mention.text.lower().split() != ["the", lemma]:
        return ()
    if lemma == "coalition" and (led := _led(d)):
        return led
    found: dict[tuple[str, ...], None] = {}
    for past in reversed(d.past):
        if sentence - past.sentence > 3:
            break
        org = len(past.keys) == 1 and past.keys[0].startswith("org/")
        if org and (past.mention.form is Form.NAME or lemma == "ministry"):
            record = d.records.get(past.keys[0])
            forms = (past.mention.text, *((record.label, *record.names) if record else ()))
            if any(
                form.lower().endswith(f" {lemma}") or bodies.ministry(form) for form in forms if lemma in form.lower()
            ):
                found[past.keys] = None
    return next(iter(found)) if len(found) == 1 else ()


def _led(d: Discourse) -> tuple[str, ...]:
    """The coalition of states described before: "the US-led coalition", "the global coalition"."""
    for past in reversed(d.past[-200:]):
        other = past.mention
        one = other.form is Form.NOMINAL and d.lemma(other) == "coalition" and not other.plural
        if one and _OF_STATES & set(other.text.lower().replace("-", " ").split()):
            return past.keys
    return ()


def _may_be_foreign(d: Discourse, lemma: str) -> bool:
    """Troops, coalitions and their arms are often not of the state where they are."""
    return d.gazetteer.nominals.sections.get(lemma) in ("force", "weapon", "armed", "official", "people")


def _single(d: Discourse, mention: EntityMention, lemma: str) -> bool:
    """Whether a state has one such body, so that all articles mean the same."""
    several = mention.plural and lemma not in ("police", "military")
    return lemma in d.gazetteer.nominals.institutions and not several


def _setting(d: Discourse, mention: EntityMention) -> str | None:
    """The only state that the sentence names as a place, for domestic actors: "In Nepal, police arrested..."."""
    number = d.sentence(mention.first)
    first = d.ends[number - 1] if number else 0
    found = set()
    for i in range(first, d.ends[number]):
        name = d.names[i][0] if i in d.names else None
        place = name is not None and name.kind in ("Country", "City", "Region") and is_place(d.doc[name.root])
        if place and (d.doc[i].head.head.pos_ == "PROPN" or d.doc[i].head.head.lemma_.lower() == "ministry"):
            continue  # "the World Cup in Russia", "the ministry in Paris"
        if place and name is not None and name.country:
            found.add(name.country)
    return found.pop() if len(found) == 1 else None
