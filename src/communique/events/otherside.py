"""The other side of an act, where no function of its frame gives it: in the complement, the proviso, the pressure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from communique.events import nouns, syntax
from communique.events.matching import Match
from communique.events.roles import MODIFIERS, NONE, Cast, oblique
from communique.model import EntityMention, Form
from communique.parsing.tokens import Token

VICTIMS = frozenset({"on", "in", "at", "near", "against"})
# "in protest at X", "in retaliation for X": the phrase names the other side all the same.
_AT_SOMEBODY = frozenset({"protest", "opposition", "response", "retaliation", "reaction", "solidarity", "defiance"})
FRIENDLY = frozenset({"Support", "Aid", "Cooperation", "Agreement", "Concession"})
# "will not lift the embargo until Iran signs", "called off the strike after the government gave in": the other side.
BARGAINS = frozenset({"Concession", "Rejection", "Threat", "Protest", "Sanction"})
_PROVISOS = frozenset({"until", "unless", "if", "till", "before", "once", "after", "despite", "under"})
_PRESSURE = frozenset({"under"})  # "agreed under pressure from Rome"
BODIES = frozenset({"Organization", "GovernmentBody", "InternationalOrganization", "PoliticalParty", "ArmedGroup"})
_COLLECTIVE = frozenset({"two", "both", "three", "four", "five", "six", "sides", "parties", "neighbours", "neighbors"})
# "reaffirmed its commitment to defeating the rebels", "agreed to fight piracy": against them, and not with them.
_HOSTILE = frozenset({"defeat", "degrade", "destroy", "fight", "combat", "counter", "confront", "eliminate", "oppose"})
FRONTIERS = frozenset({"border", "frontier", "boundary", "crossing"})
MEASURES = frozenset({"sanction", "embargo", "resolution", "ban", "rule", "mandate", "convention", "charter", "law"})
_MANNERS = frozenset({"inspired", "made", "style", "born", "based", "built", "trained"})
_CHARGING = frozenset({"accuse", "blame", "suspect", "charge", "convict", "indict"})
_LETTING = frozenset({"allow", "let", "permit"})
_NO_COMPLEMENT = frozenset(
    ["in", "at", "near", "during", "since", "after", "before", "amid", "according", "until", "as", "despite", "because"]
)


def is_one_side(match: Match, sides: Sequence[EntityMention]) -> bool:
    """Whether those found act together on somebody else, so that another side is to be looked for.

    "Bahrain and Oman refused to admit", "Kurdish fighters agreed to leave": one side; "the two states agreed": two.
    """
    if not sides:
        return False
    doc = match.token.doc
    subjects = {t.i for t in match.functions.get("subject")}
    if match.frame.reciprocal and len(sides) == 1 and len(match.functions.get("subject")) > 1:
        return False  # "Chad and three powers signed a deal": the other side is there
    if not match.frame.reciprocal:
        return len(sides) == 1 or all(m.root in subjects for m in sides)
    infinitive = any(c.dep_ == "xcomp" for c in match.token.rights)
    if len(sides) > 1:
        return infinitive and all(m.root in subjects for m in sides)
    words = {t.lower_ for t in doc[sides[0].first : sides[0].stop]}
    return not sides[0].plural or (infinitive and bool(sides[0].country) and not words & _COLLECTIVE)


def overlaps(mention: EntityMention, others: Iterable[EntityMention]) -> bool:
    return any(mention.begin < o.end and o.begin < mention.end for o in others)


def is_among(mention: EntityMention, others: Iterable[EntityMention]) -> bool:
    return any((mention.begin, mention.end) == (o.begin, o.end) for o in others)


def other_side(match: Match, cast: Cast, sides: Sequence[EntityMention]) -> list[EntityMention]:
    """The other side, where no function gives it: the first actor of the complement ("agreed to free Danish sailors").

    Complement and purpose clauses come before objects and their phrases; relative clauses, other adverbial clauses and
    phrases of place are left out, and of a that-clause the subject comes last.
    """
    if _is_nameless(match, cast):
        return []
    for host in dict.fromkeys((match.token, match.light or match.token, match.functions.noun or match.token)):
        clauses = [c for c in host.rights if c.dep_ in ("xcomp", "ccomp", "acl", "relcl", "advcl")]
        clauses = [c for c in clauses if c.dep_ in ("xcomp", "ccomp") or syntax.is_infinitive(c)]
        objects = [c for c in host.rights if c.dep_ in ("dobj", "prep", "dative", "attr", "acomp", "agent")]
        for part in (*clauses, *objects):
            if _leads_somewhere(part):
                continue
            if part.lower_ in _NO_COMPLEMENT and not any(
                syntax.lemma(p) in _AT_SOMEBODY for p in syntax.pobjects(part)
            ):
                continue
            found = [
                mention
                for token in _within(part, avoid=avoided(match.frame.cls))
                if (mention := cast.at(token)) is not None
                and mention.root == token.i
                and mention.form is not Form.PRONOUN
                and cast.fits(mention, "also")
                and not overlaps(mention, sides)
                and not _describes(token, cast, hostile=match.frame.cls in FRIENDLY)
                and not _belongs_to(token, cast, sides, match.frame.cls)
                and not _is_or_owns(token, match.functions.noun, match.frame.cls)
                and not _is_moved(token, match)
                and not (token.head is match.token and match.frame.roles.get("modifier") == "initiator")
                and not any(c.tag_ == "PRP$" for c in token.lefts)
            ]
            found = [m for m in found if m.country or m.known or _owner_of(match.token.doc[m.root], cast)]
            if found:
                subjects = (
                    {t.i for s in syntax.own_subjects(part) for t in s.subtree} if part.dep_ == "ccomp" else set()
                )
                first = next((m for m in found if m.root not in subjects), found[0])
                beside = {t.i for t in nouns.conjuncts(match.token.doc[first.root])}
                return [first, *(m for m in found if m.root in beside)]
    ground = _ground_of_complement(match, cast, sides)
    return ground or _of_proviso(match, cast, sides)


def _is_nameless(match: Match, cast: Cast) -> bool:
    """Whether the accused has no name, and what follows is the charge: "accused the emirate of aiding Iran"."""
    accused = match.functions.get("object")
    charged = syntax.lemma(match.token) in _CHARGING and match.frame.kind == "verb"
    return charged and any(t.pos_ == "NOUN" for t in accused) and not any(cast.at(t) for t in accused)


def _ground_of_complement(match: Match, cast: Cast, sides: Sequence[EntityMention]) -> list[EntityMention]:
    """Where what is promised or threatened is to be done: "threatened to ban the vote in Donetsk"."""
    own = {s.country for s in sides if s.country}
    for clause in syntax.clauses(match.token):
        if not syntax.is_infinitive(clause):
            continue
        for host in (clause, *syntax.objects_right(clause)):
            for name in ("in", "at", "near", "around", "across", "into"):
                found = cast.fill([h for t in oblique(host, name) for h in nouns.heads(t)], places="only")
                if near := [m for m in found if m.country and m.country not in own]:
                    return near
    return []


def _describes(token: Token, cast: Cast, *, hostile: bool) -> bool:
    """A word of a described side ("a Kenyan man"), what somebody is said to be, or whom an act hurts."""
    if token.dep_ == "attr" or (hostile and token.dep_ == "dobj" and syntax.lemma(token.head) in _HOSTILE):
        return True
    if hostile and is_not_let(token):
        return True
    whole = cast.at(token.head) if token.dep_ in MODIFIERS else None
    return whole is not None and whole.form is Form.NOMINAL and whole.is_actor and bool(whole.country or whole.known)


def is_not_let(token: Token) -> bool:
    """Whom one promises to stop, and what they would do: "promised not to let the rebels use Chadian soil"."""
    above = token
    for _ in range(4):
        above = above.head
        if syntax.lemma(above) in _LETTING:
            return any(c.dep_ == "neg" for c in above.lefts)
    return False


def _belongs_to(token: Token, cast: Cast, sides: Sequence[EntityMention], cls: str) -> bool:
    """Whether a name only says whose or what sort another thing is.

    As in "by Chad's police", where the police act, "on the Chad-Niger border", "a UN embargo", "Chad-inspired", or
    stands beside those who act: "submitted by the port and the fund".
    """
    whole = token.head
    if token.dep_ == "poss" and whole.pos_ == "PROPN" and (cast.at(whole) is None or _owner_of(whole, cast)):
        return True  # "to Norway's Statoil": not to Norway
    if token.dep_ == "npadvmod" and whole.lower_ in _MANNERS and token.nbor(1).text == "-":
        return True
    above = whole.head if token.dep_ in MODIFIERS and whole.dep_ in MODIFIERS else whole
    if _is_between(token) or (token.dep_ in MODIFIERS and _is_between(above)):
        return True
    if cls != "Rejection" and token.dep_ in MODIFIERS and _is_measure_of(token, above, cast):
        return True
    acting = {m.root for m in sides}
    while token.dep_ == "conj":
        token = token.head
        if token.i in acting:
            return True
    if any(t.i in acting for t in nouns.conjuncts(token)):
        return True
    return token.dep_ in ("poss", *MODIFIERS) and (owner := cast.at(token.head)) is not None and is_among(owner, sides)


def _owner_of(body: Token, cast: Cast) -> EntityMention | None:
    """The state that a body is said to be of by name: "Norway's Statoil" acts itself."""
    named = cast.at(body)
    if named is None or named.form is not Form.NAME or not named.is_actor or named.kind == "Country":
        return None
    owners = (cast.at(c) for c in body.lefts if c.dep_ == "poss")
    return next((m for m in owners if m is not None and m.kind == "Country"), None)


def _is_between(noun: Token) -> bool:
    """A border that is named by both its sides."""
    return syntax.lemma(noun) in FRONTIERS and any(t.text in ("-", "–") for t in noun.doc[noun.left_edge.i : noun.i])


def _is_measure_of(token: Token, noun: Token, cast: Cast) -> bool:
    """A measure of a body of states: "the UN embargo" is not against the UN."""
    owner = cast.at(token)
    return syntax.lemma(noun) in MEASURES and owner is not None and owner.kind == "InternationalOrganization"


def _is_moved(token: Token, match: Match) -> bool:
    """Whose forces are sent or withdrawn: "the deployment of a UN team" is not against the UN."""
    things = [t for f in ("of", "object") for t in match.functions.get(f)]
    return match.frame.cls in ("Mobilization", "Retreat") and token.dep_ in MODIFIERS and token.head in things


def _is_or_owns(token: Token, noun: Token | None, cls: str) -> bool:
    """The object of a collocation itself, or whose it is: "voiced Norway's support" is not for Norway."""
    return noun is not None and (token.i == noun.i or (cls in FRIENDLY and token.dep_ == "poss" and token.head is noun))


def _of_proviso(match: Match, cast: Cast, sides: Sequence[EntityMention]) -> list[EntityMention]:
    """Who has to do, or did, something for it: the subject of "until Iran signs", "after pressure from Ankara"."""
    provisos = _PROVISOS if match.frame.cls in BARGAINS else _PRESSURE
    told = _PROVISOS - {"after", "despite"} if match.frame.cls in ("Threat", "Protest") else _PROVISOS
    for host in dict.fromkeys((match.token, match.light or match.token, *syntax.clauses(match.token))):
        for child in host.children:
            if child.dep_ == "advcl" and provisos is _PROVISOS:
                if not any(c.dep_ in ("mark", "advmod") and c.lower_ in told for c in child.lefts):
                    continue
                heads = [h for t in syntax.logical_subjects(child) for h in nouns.heads(t)]
                heads += [h for t in syntax.logical_objects(child) for h in nouns.heads(t)]
            elif child.dep_ == "prep" and child.lower_ in provisos:
                things = syntax.pobjects(child)
                for gerund in (c for c in child.children if c.dep_ == "pcomp"):
                    things = [gerund, *syntax.objects_right(gerund)]
                heads = [
                    h
                    for t in things
                    for name in ("with", "by", "from")
                    for o in oblique(t, name)
                    for h in nouns.heads(o)
                ]
            else:
                continue
            found = [m for m in cast.fill(heads) if not overlaps(m, sides) and m.form is not Form.PRONOUN]
            found = [m for m in found if m.country or m.known or m.kind in BODIES]
            if found:
                return found[:1]
    return []


def avoided(cls: str) -> frozenset[str]:
    """Prepositions that do not lead to the other side: whom aid is used against, where a condemned attack hit."""
    if cls == "Request":
        return frozenset({"against"})  # "called for attacks against Chad"
    if cls == "Accusation":
        return VICTIMS
    if cls == "Support":  # "endorsed her rival in Ohio"
        return frozenset({"against", "in", "at", "near"})
    return frozenset({"against"}) if cls in FRIENDLY else NONE


def _within(token: Token, *, avoid: frozenset[str]) -> Iterator[Token]:
    """The tokens of a complement in text order, without relative clauses and phrases of place or time."""
    for child in token.lefts:
        if not _aside(child) and child.lower_ not in avoid:
            yield from _within(child, avoid=avoid)
    yield token
    for child in token.rights:
        if not _aside(child) and child.lower_ not in avoid:
            yield from _within(child, avoid=avoid)


def _aside(token: Token) -> bool:
    if token.dep_ in ("relcl", "appos", "parataxis", "advcl"):
        return not syntax.is_infinitive(token)
    if token.dep_ == "acl" and token.tag_ == "VBG" and token.head.tag_ == "NNS":
        return True  # "rebels joining the Chadian insurgency"
    if token.dep_ != "prep":
        return False
    return token.lower_ in _NO_COMPLEMENT or (token.lower_ in ("on", "along") and _leads_somewhere(token))


def _leads_somewhere(preposition: Token) -> bool:
    """ "on the way to Lima"."""
    return any(syntax.lemma(t) in syntax.WAYS for t in syntax.pobjects(preposition))
