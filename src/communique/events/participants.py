"""Who takes part in a matched event, and where it takes place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from communique.events import syntax
from communique.events.gatherings import ENCOUNTERS
from communique.events.matching import Match, demands
from communique.events.roles import MODIFIERS, NONE, PLACES, Cast, oblique
from communique.model import EntityMention, Form
from communique.parsing.tokens import Token

# Acts that are done to whoever holds the place where they are done, if nobody else is named.
# Acts of public power: without a doer ("was arrested in Rwanda") the state's where they are done.
BY_AUTHORITIES = frozenset({"Coercion", "Expulsion"})
VICTIMS = frozenset({"on", "in", "at", "near", "against"})
# "in protest at X", "in retaliation for X": the phrase names the other side all the same.
_AT_SOMEBODY = frozenset({"protest", "opposition", "response", "retaliation", "reaction", "solidarity", "defiance"})
_OWN_DOERS = frozenset({"possessor", "compound", "modifier", "between", "by"})
FRIENDLY = frozenset({"Support", "Aid", "Cooperation", "Agreement", "Concession"})
OWN_FORCES = frozenset({"Retreat", "Mobilization"})  # "withdrew its troops": what is moved is no target
# "will not lift the embargo until Iran signs", "called off the strike after the government gave in": the other side.
BARGAINS = frozenset({"Concession", "Rejection", "Threat", "Protest", "Sanction"})
_PROVISOS = frozenset({"until", "unless", "if", "till", "before", "once", "after", "despite", "under"})
# What is undertaken for somebody's good is done where it is done, if nobody is named for whom.
UNDERTAKINGS = frozenset({"Agreement", "Retreat", "Aid", "Mobilization"})
_MEDIATION = frozenset({"mediation", "mediate"})
AGAINST_PLACES = frozenset({"Assault", "Coercion", "Mobilization", "Threat", "Sanction", "Retreat", "Aid"})
_AROUND = frozenset({"after", "before", "during", "following", "of", "at", "in", "since"})
_COLLECTIVE = frozenset({"two", "both", "three", "four", "five", "six", "sides", "parties", "neighbours", "neighbors"})
_NETWORKS = frozenset({"twitter", "facebook", "instagram", "youtube", "telegram", "weibo"})
# "reaffirmed its commitment to defeating the rebels", "agreed to fight piracy": against them, and not with them.
_HOSTILE = frozenset({"defeat", "degrade", "destroy", "fight", "combat", "counter", "confront", "eliminate", "oppose"})
_SEATS = frozenset({"white house", "kremlin", "pentagon", "downing street", "oval office", "capitol hill", "élysée"})
_WITHIN_PLACES = frozenset({"in", "across", "inside", "over", "near", "outside"})
_REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
_NO_COMPLEMENT = frozenset(
    {
        "in",
        "at",
        "near",
        "during",
        "since",
        "after",
        "before",
        "amid",
        "according",
        "until",
        "as",
        "despite",
        "because",
    }
)


@dataclass(frozen=True, slots=True)
class Casting:
    """Who and where, of one event."""

    initiators: tuple[EntityMention, ...]
    targets: tuple[EntityMention, ...]
    hosts: tuple[EntityMention, ...]
    places: tuple[EntityMention, ...]
    about: tuple[EntityMention, ...]
    guessed: bool = False  # the other side stands in no function that the lexicon names


def participants(match: Match, cast: Cast) -> Casting:
    frame, functions = match.frame, match.functions
    filled: dict[str, list[EntityMention]] = {r: [] for r in ("initiator", "target", "host", "place", "about")}
    roles = dict(frame.roles)
    if match.lent and any(cast.fill(functions.get(f)) for f in _OWN_DOERS & roles.keys()):
        roles.pop("subject", None)  # "announced the Oslo talks", "cancelled the queen's visit": not the announcer's
    elif match.light is not None:
        roles["subject"] = match.light_role if match.light_role != "initiator" else roles.get("subject", "initiator")
    doer = (
        match.light is not None
        and "subject" in roles
        and match.light_role == "initiator"
        and not frame.reciprocal
        and bool(cast.fill(functions.get("subject")))
    )
    for function, role in roles.items():
        if doer and role == "initiator" and function in ("of", "modifier", "compound", "possessor"):
            continue  # "sped up the withdrawal of its forces": the doer is the light verb's subject
        owned = frame.cls in FRIENDLY and function == "object" and match.functions.noun is not None
        places = "only" if role == "place" else "no" if role == "initiator" and function == "subject" else "also"
        before = tuple(filled[role])
        for mention in cast.fill(_fillers(match, function), places=places, avoid=_avoided(frame.cls)):
            if owned and match.token.doc[mention.root].dep_ == "poss":
                continue  # "voiced Norway's support": Norway gives it
            if not is_among(mention, filled[role]) and not _leads_away(mention, function, role, match, before):
                filled[role].append(mention)
    if match.token.dep_ == "attr" and not filled["initiator"] and _is_nominal(cast.at(match.token)):
        filled["initiator"] += cast.fill(syntax.surface_subjects(match.token.head))  # "Oslo is the biggest donor"
    if not filled["initiator"] and roles.get("subject") == "initiator":
        owners = [o for t in functions.get("subject") if t.pos_ == "NOUN" for o in syntax.owners(t, climbs=0)]
        filled["initiator"] += cast.fill(owners)
    sides = filled["initiator"]
    if frame.cls in OWN_FORCES and roles.get("subject") == "initiator":
        filled["target"] = [
            m for m in filled["target"] if not any(c.tag_ == "PRP$" for c in match.token.doc[m.root].lefts)
        ]
    if frame.reciprocal:
        sides += [m for m in filled["target"] if not _overlaps(m, sides)]
        filled["target"] = []
    if frame.cls in ENCOUNTERS and len(sides) == 1 and functions.get("with") and not filled["host"]:
        sides += [m for m in cast.fill(_who_comes_from_it(match.token)) if not _overlaps(m, sides)]
    reflexive = [m for m in filled["target"] if m.text.lower() in _REFLEXIVE]
    targets = [m for m in filled["target"] if not _overlaps(m, sides) and m not in reflexive]
    own = {s.country for s in sides if s.country}
    foreign = [m for m in targets if (m.kind != "Country" or m.country not in own) and not _nobodys(m)]
    mediates = any(syntax.lemma(match.token.doc[i]) in _MEDIATION for i in match.tokens)
    guessed = False
    searched = (frame.cls not in ENCOUNTERS or mediates) and not frame.clause_modal
    if searched and _is_one_side(match, sides) and not foreign and not filled["host"]:
        others = _other_side(match, cast, [*sides, *targets])
        guessed, targets = bool(others), others or targets
    if frame.cls in ENCOUNTERS:
        filled["host"] += [m for m in cast.fill(_by_whom_hosted(match)) if not is_among(m, filled["host"])]
    hosts = [m for m in filled["host"] if not _overlaps(m, sides)]
    where = filled["place"] + [m for m in _places(match, cast, [*sides, *targets]) if not is_among(m, filled["place"])]
    where += [m for m in hosts if m.kind in PLACES and not is_among(m, where)]
    if sides and not targets and not hosts and frame.cls in AGAINST_PLACES and "target" in frame.roles.values():
        near = where or [
            m for c in syntax.clauses(match.token) for t in c.subtree if (m := cast.at(t)) and m.kind in PLACES
        ]
        targets = [m for m in near if m.country and m.country not in {s.country for s in sides}][:1]
        guessed = guessed or bool(targets)
    if sides and not targets and not hosts and frame.cls in UNDERTAKINGS:
        ends = syntax.clauses(match.token)
        if frame.cls == "Aid":  # "gave 300 million to promote trade in Niger"
            things = [t for f in ("object", "of") for t in match.functions.get(f)]
            ends += [c for t in (match.token, *things) for c in t.rights if c.dep_ in ("advcl", "acl", "relcl")]
        within = [t for c in ends if syntax.is_infinitive(c) for t in c.subtree]
        near = where if frame.cls != "Agreement" else []
        near = near or [m for t in within if (m := cast.at(t)) and m.kind in PLACES and m.known]
        targets = [m for m in near if m.country and not _overlaps(m, sides)][:1]
        guessed = guessed or bool(targets)
    if not sides and targets and frame.cls in BY_AUTHORITIES:
        sides = [m for m in where if m.kind == "Country" and match.token.doc[m.root].head.lower_ in ("in", "at")][:1]
    taken = [*sides, *targets] if not set(where) & set(targets) else sides
    return Casting(
        tuple(sides),
        tuple(targets),
        tuple(hosts),
        tuple(m for m in where if not is_among(m, taken)),
        tuple(m for m in filled["about"] if not is_among(m, taken)),
        guessed,
    )


def _leads_away(mention: EntityMention, function: str, role: str, match: Match, found: Sequence[EntityMention]) -> bool:
    """Whether a phrase names a medium, a victim or a place rather than the role that its preposition mostly has."""
    root = match.token.doc[mention.root]
    if mention.root == match.token.i and mention.form is Form.NOMINAL:
        return True  # "the biggest donor" gives, but whoever is called so is named elsewhere
    if (function == "on" or (function == "to" and match.frame.cls == "Accusation")) and _medium(mention):
        return True
    if function in ("compound", "modifier") and match.frame.cls in ENCOUNTERS and mention.text.lower() in _SEATS:
        return True  # "a White House meeting": where it is
    if role == "initiator" and function == "from":
        return bool(found)  # "plans to deport them from the country": whoever plans it does it
    if role != "target":
        return False
    if function in _WITHIN_PLACES and any(m.text.lower() not in _REFLEXIVE for m in found):
        return True  # "carried out raids in Mali against the rebels"
    while root.dep_ == "conj":
        root = root.head
    if match.frame.cls == "Request" and function == "for":
        return _is_wanted(mention, root)
    if match.frame.cls != "Accusation" or match.frame.alternatives or root.dep_ != "pobj":
        return False
    noun = root.head.head
    if function == "of" and any(c.dep_ == "poss" for c in noun.children):
        return bool(found)  # "condemned Oslo's treatment of prisoners": Oslo
    return function in VICTIMS and noun.dep_ == "pobj" and noun.head.lower_ == "for"


def _is_wanted(mention: EntityMention, root: Token) -> bool:
    """What is called for is not asked itself: "called for a unity government", against "called for Lima to pay"."""
    asked = any(
        c.dep_ in ("acl", "relcl", "xcomp") and syntax.is_infinitive(c) for c in (*root.rights, *root.head.rights)
    )
    return mention.form is Form.NOMINAL and root.dep_ == "pobj" and not asked


def _fillers(match: Match, function: str) -> list[Token]:
    """The fillers of a function; of "said that A must pay and that B refuses" only A is asked to do anything."""
    frame = match.frame
    if function == "subject" and frame.kind == "noun" and match.light is None and frame.cls not in ENCOUNTERS:
        return []  # "detained two men in the attack": who acts at a gathering attends it, but not so at an attack
    if function != "clause" or not frame.clause_modal:
        return match.functions.get(function)
    return [
        head
        for clause in demands(match.token, frame)
        for subject in (syntax.own_subjects(clause) if not syntax.is_passive(clause) else ())
        for head in syntax.heads(subject)
    ]


def _who_comes_from_it(noun: Token) -> list[Token]:
    """Who does something around an encounter: "said after talks with Sow", "on the eve of a call with Berg"."""
    prep = noun.head
    if noun.dep_ != "pobj" or prep.lower_ not in _AROUND:
        return []
    above = prep.head
    while above.dep_ in ("prep", "advmod", "pobj") and above.head.i != above.i:  # "ahead of", "on the eve of"
        above = above.head
    return syntax.surface_subjects(above) if above.pos_ == "VERB" else []


def _by_whom_hosted(match: Match) -> list[Token]:
    """As in "talks hosted by Oman", "met at a dinner hosted by the king"."""
    nouns = [t for t in (match.token, match.functions.noun) if t is not None and t.pos_ in ("NOUN", "PROPN")]
    nouns += [t for name in ("at", "for", "during") for t in oblique(match.token, name)]
    nouns += [t for noun in nouns for t in oblique(noun, "in")]  # "talks in Muscat hosted by Oman"
    verbs = [c for n in nouns for c in n.rights if c.dep_ in ("acl", "relcl") and syntax.lemma(c) == "host"]
    return [h for v in verbs for s in syntax.logical_subjects(v) for h in syntax.heads(s)]


def _is_one_side(match: Match, sides: Sequence[EntityMention]) -> bool:
    """Whether those found act together on somebody else, so that another side is to be looked for.

    "Bahrain and Oman refused to admit", "Kurdish fighters agreed to leave": one side; "the two states agreed": two.
    """
    if not sides:
        return False
    doc = match.token.doc
    subjects = {t.i for t in match.functions.get("subject")}
    if not match.frame.reciprocal:
        return len(sides) == 1 or all(m.root in subjects for m in sides)
    infinitive = any(c.dep_ == "xcomp" for c in match.token.rights)
    if len(sides) > 1:
        return infinitive and all(m.root in subjects for m in sides)
    words = {t.lower_ for t in doc[sides[0].first : sides[0].stop]}
    return not sides[0].plural or (infinitive and bool(sides[0].country) and not words & _COLLECTIVE)


def _is_nominal(mention: EntityMention | None) -> bool:
    return mention is not None and mention.form is Form.NOMINAL


def _medium(mention: EntityMention) -> bool:
    """ "on Twitter", "on CNN": where somebody said it."""
    return mention.kind == "MediaOrganization" or mention.text.lower() in _NETWORKS


def _nobodys(mention: EntityMention) -> bool:
    """A place that is no side of anything, nobody being named whose it is: "blocked a road"."""
    return mention.kind in PLACES and mention.form is Form.NOMINAL and mention.country is None


def _overlaps(mention: EntityMention, others: Iterable[EntityMention]) -> bool:
    return any(mention.begin < o.end and o.begin < mention.end for o in others)


def is_among(mention: EntityMention, others: Iterable[EntityMention]) -> bool:
    return any((mention.begin, mention.end) == (o.begin, o.end) for o in others)


def _other_side(match: Match, cast: Cast, sides: Sequence[EntityMention]) -> list[EntityMention]:
    """The other side, where no function gives it: the first actor of the complement ("agreed to free Danish sailors").

    Complement and purpose clauses come before objects and their phrases; relative clauses, other adverbial clauses and
    phrases of place are left out, and of a that-clause the subject comes last.
    """
    for host in dict.fromkeys((match.token, match.light or match.token, match.functions.noun or match.token)):
        clauses = [c for c in host.rights if c.dep_ in ("xcomp", "ccomp", "acl", "relcl", "advcl")]
        clauses = [c for c in clauses if c.dep_ in ("xcomp", "ccomp") or syntax.is_infinitive(c)]
        objects = [c for c in host.rights if c.dep_ in ("dobj", "prep", "dative", "attr", "acomp", "agent")]
        for part in (*clauses, *objects):
            if part.lower_ in _NO_COMPLEMENT and not any(
                syntax.lemma(p) in _AT_SOMEBODY for p in syntax.pobjects(part)
            ):
                continue
            found = [
                mention
                for token in _within(part, avoid=_avoided(match.frame.cls))
                if (mention := cast.at(token)) is not None
                and mention.root == token.i
                and mention.form is not Form.PRONOUN
                and cast.fits(mention, "also")
                and not _overlaps(mention, sides)
                and not _of_noun(token, match)
                and not _describes(token, cast, hostile=match.frame.cls in FRIENDLY)
                and not any(c.tag_ == "PRP$" for c in token.lefts)
            ]
            found = [m for m in found if m.country or m.known]
            if found:
                subjects = (
                    {t.i for s in syntax.own_subjects(part) for t in s.subtree} if part.dep_ == "ccomp" else set()
                )
                first = next((m for m in found if m.root not in subjects), found[0])
                beside = {t.i for t in syntax.conjuncts(match.token.doc[first.root])}
                return [first, *(m for m in found if m.root in beside)]
    return _of_proviso(match, cast, sides) if match.frame.cls in BARGAINS else []


def _describes(token: Token, cast: Cast, *, hostile: bool) -> bool:
    """A word of a described side ("a Kenyan man"), what somebody is said to be, or whom an act hurts."""
    if token.dep_ == "attr" or (hostile and token.dep_ == "dobj" and syntax.lemma(token.head) in _HOSTILE):
        return True
    whole = cast.at(token.head) if token.dep_ in MODIFIERS else None
    return whole is not None and whole.form is Form.NOMINAL and whole.is_actor and bool(whole.country or whole.known)


def _of_noun(token: Token, match: Match) -> bool:
    """The collocated noun itself, or whose friendly act it is: "stressed Norway's commitment to ..."."""
    noun = match.functions.noun
    if noun is None:
        return False
    return token.i == noun.i or (token.dep_ == "poss" and token.head.i == noun.i and match.frame.cls in FRIENDLY)


def _of_proviso(match: Match, cast: Cast, sides: Sequence[EntityMention]) -> list[EntityMention]:
    """Who has to do, or did, something for it: the subject of "until Iran signs", "after pressure from Ankara"."""
    for host in dict.fromkeys((match.token, match.light or match.token)):
        for child in host.children:
            if child.dep_ == "advcl":
                if not any(c.dep_ in ("mark", "advmod") and c.lower_ in _PROVISOS for c in child.lefts):
                    continue
                heads = [h for t in syntax.logical_subjects(child) for h in syntax.heads(t)]
                heads += [h for t in syntax.logical_objects(child) for h in syntax.heads(t)]
            elif child.dep_ == "prep" and child.lower_ in _PROVISOS:
                things = syntax.pobjects(child)
                for gerund in (c for c in child.children if c.dep_ == "pcomp"):
                    things = [gerund, *syntax.objects_right(gerund)]
                heads = [
                    h
                    for t in things
                    for name in ("with", "by", "from")
                    for o in oblique(t, name)
                    for h in syntax.heads(o)
                ]
            else:
                continue
            found = [m for m in cast.fill(heads) if not _overlaps(m, sides) and m.form is not Form.PRONOUN]
            found = [m for m in found if m.country or m.known]
            if found:
                return found[:1]
    return []


def _avoided(cls: str) -> frozenset[str]:
    """Prepositions that do not lead to the other side: whom aid is used against, where a condemned attack hit."""
    return frozenset({"against"}) if cls in FRIENDLY else VICTIMS if cls == "Accusation" else NONE


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
    return token.dep_ == "prep" and token.lower_ in _NO_COMPLEMENT


def _places(match: Match, cast: Cast, sides: Sequence[EntityMention]) -> list[EntityMention]:
    found: list[EntityMention] = []
    hosts = [match.token, match.light, match.functions.noun]
    # "held talks with Chile in Lima": a name takes no phrase of place of its own
    hosts += [match.token.doc[m.root] for m in sides if m.form is Form.NAME]
    for host in hosts:
        if host is None:
            continue
        for name in ("in", "at", "near", "outside", "inside"):
            for token in oblique(host, name):
                found += [m for m in cast.fill(syntax.heads(token), places="only") if not is_among(m, found)]
    return found
