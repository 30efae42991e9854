"""The other side of an act where its words name only a thing or unnamed people: whose they are, by where they are.

"Gave vaccines to clinics in Niger" is aid to Niger, "stormed a mosque in the Sinai" an attack on Egypt.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from communique.events import nouns, syntax
from communique.events.matching import Match
from communique.events.roles import PLACES, Cast, oblique
from communique.model import EntityMention, Form
from communique.parsing.tokens import Token

PARTS_OF_STATES = frozenset({"City", "Region", "Facility"})  # "shelled Idlib": a state's act against its own part
_GIVING = frozenset({"Aid", "Concession"})
_WHERE = ("in", "across", "throughout", "at", "near", "around", "of", "from", "inside")
# Acts that are done to a state, or for it, by what is done to those who are on its ground.
ON_ITS_GROUND = frozenset(
    {"Agreement", "Aid", "Assault", "Coercion", "Concession", "Cooperation", "Mobilization", "Retreat"}
)
# What a state does to its people, whose condemnation is a condemnation of that state.
_OF_STATES = frozenset(
    """
    arrest detention imprisonment execution repression crackdown censorship trial sentence law abuse violation coup
    election referendum government persecution torture deportation jailing harassment policy ban restriction closure
    """.split()  # noqa: SIM905 - a paragraph of words reads better than a list
)


_CLAIMS = frozenset({"claim", "allegation", "report", "accusation", "suspicion", "charge", "complaint"})


def countries_of_unnamed(
    match: Match,
    cast: Cast,
    sides: Sequence[EntityMention],
    targets: Sequence[EntityMention],
    where: Sequence[EntityMention],
) -> list[EntityMention]:
    """The places that say whose unnamed people, bodies and things the targets are; `where` it was done to them."""
    if match.frame.cls not in ON_ITS_GROUND:
        return []
    found: list[EntityMention] = []
    own = {m.country for m in sides if m.country}
    for target in targets:
        if target.form is not Form.NOMINAL or target.known or target.kind in ("Person", "GovernmentBody"):
            continue
        root = match.token.doc[target.root]
        beside = [m for t in match.token.doc[target.first : root.i] if (m := cast.at(t)) and m.form is Form.NAME]
        if any(m.kind != "InternationalOrganization" for m in beside):
            continue  # "Hamas fighters in Lebanon": their own side is named
        near = list(_places_of(root, cast))
        if match.frame.cls == "Assault" and own and target.country is None:
            near = near or list(where[:1])  # "killed ten people in Tripoli"
        for place in near:
            if place.country and place.country not in own and place not in found:
                found.append(place)
    return [m for m in found if all((m.begin, m.end) != (t.begin, t.end) for t in targets)]


def accused_states(match: Match, cast: Cast, sides: Sequence[EntityMention]) -> list[EntityMention]:
    """Who is meant where an act of state is condemned: "denounced the arrests in Minsk"."""
    if match.frame.cls != "Accusation":
        return []
    own = {m.country for m in sides if m.country}
    acts = [t for t in match.functions.get("object") if syntax.lemma(t) in _OF_STATES]
    return [p for t in acts for p in _places_of(t, cast) if p.country and p.country not in own][:1]


def suspects(match: Match, cast: Cast) -> list[EntityMention]:
    """Who did it, by what is looked into: "an inquiry into claims that two officers took bribes"."""
    if match.frame.cls != "Accusation" or match.frame.roles.get("into") != "target":
        return []
    claims = [t for t in match.functions.get("into") if syntax.lemma(t) in _CLAIMS]
    deeds = [
        c for t in claims for c in t.rights if c.dep_ in ("acl", "ccomp") and any(m.dep_ == "mark" for m in c.lefts)
    ]
    subjects = [s for d in deeds if not syntax.is_passive(d) for s in syntax.own_subjects(d)]
    return [m for m in cast.fill([h for s in subjects for h in nouns.heads(s)]) if m.form is not Form.PRONOUN]


def ground_of_object(match: Match, cast: Cast) -> list[EntityMention]:
    """Places that the object names further down: "eased the curfew that is in force in Mopti"."""
    things = [match.functions.noun] if match.functions.noun is not None else match.functions.get("object")
    found: list[EntityMention] = []
    for thing in things:
        for token in thing.subtree:
            mention = cast.at(token)
            in_place = token.dep_ == "pobj" and token.head.lower_ in _WHERE
            if in_place and mention is not None and mention.kind in PLACES and mention.country and mention not in found:
                found.append(mention)
    return found


def named_around(found: Sequence[EntityMention], match: Match, cast: Cast) -> list[EntityMention]:
    """The named place that one without a name belongs to: "at the airport of Gent", "in a village near Gent"."""
    nameless = [match.token.doc[m.root] for m in found if m.form is Form.NOMINAL]
    return [p for noun in nameless for p in _places_of(noun, cast)]


def ground_of_targets(match: Match, cast: Cast, targets: Sequence[EntityMention]) -> list[EntityMention]:
    """Where those are who are hit: "struck the port of Odesa", "an air strike on fighters in Helmand"."""
    if match.frame.cls not in ("Assault", "Coercion", "Protest"):
        return []
    nameless = [match.token.doc[m.root] for m in targets if m.form is Form.NOMINAL]
    return [p for noun in nameless for p in _places_of(noun, cast)]


def setting_of(match: Match, cast: Cast) -> list[EntityMention]:
    """Where somebody stands who says or asks something: "speaking in Sydney, he called on ..."."""
    speaking = [
        c
        for c in match.token.lefts
        if c.dep_ == "advcl" and c.tag_ == "VBG" and syntax.lemma(c) in ("speak", "talk", "address")
    ]
    return [m for c in speaking for t in oblique(c, "in") for m in cast.fill(nouns.heads(t), places="only")]


def receivers_at_the_end(match: Match, cast: Cast) -> list[EntityMention]:
    """To whom something is given whose description is long: "returned a mask carved in the days of empire to Benin"."""
    if match.frame.roles.get("to") != "target" or match.frame.cls not in _GIVING or match.frame.kind != "verb":
        return []
    for thing in syntax.objects_right(match.token)[:1]:
        phrases = [t for t in thing.subtree if t.lower_ == "to" and t.dep_ == "prep" and t.i > thing.i]
        if phrases:
            return cast.fill(syntax.pobjects(phrases[-1]), places="also")
    return []


def _places_of(noun: Token, cast: Cast) -> Iterator[EntityMention]:
    """Known places in the noun's own phrases of place, coordination included."""
    settled = [c for c in noun.rights if c.dep_ == "acl" and c.tag_ in ("VBN", "VBG")]  # "families living in Gent"
    for name in _WHERE:
        for thing in [t for host in (noun, *settled) for t in oblique(host, name)]:
            for head in nouns.heads(thing):
                mention = cast.at(head)
                if mention is not None and mention.kind in PLACES and mention.form is Form.NAME:
                    yield mention
                elif mention is None or mention.form is Form.NOMINAL:
                    yield from _places_of(head, cast)
