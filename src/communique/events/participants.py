"""Who takes part in a matched event, and where it takes place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from communique.events import nouns, syntax
from communique.events.context import performs
from communique.events.gatherings import ENCOUNTERS, by_whom_attended, by_whom_hosted, who_comes_from_it, who_is_taken
from communique.events.matching import Match, demands
from communique.events.otherside import (
    FRIENDLY,
    FRONTIERS,
    MEASURES,
    VICTIMS,
    avoided,
    is_among,
    is_not_let,
    is_one_side,
    other_side,
    overlaps,
)
from communique.events.reports import report_of
from communique.events.roles import PLACES, Cast, oblique
from communique.events.whereabouts import (
    PARTS_OF_STATES,
    accused_states,
    countries_of_unnamed,
    ground_of_object,
    ground_of_targets,
    named_around,
    receivers_at_the_end,
    setting_of,
    suspects,
)
from communique.model import EntityMention, Form
from communique.parsing.tokens import Token

# Acts of public power: without a doer ("was arrested in Rwanda") the state's where they are done.
BY_AUTHORITIES = frozenset({"Coercion", "Expulsion"})
_OWN_DOERS = frozenset({"possessor", "compound", "modifier", "between", "by"})
OWN_FORCES = frozenset({"Retreat", "Mobilization"})  # "withdrew its troops": what is moved is no target
# What is undertaken for somebody's good is done where it is done, if nobody is named for whom.
UNDERTAKINGS = frozenset({"Agreement", "Retreat", "Aid", "Mobilization"})
_BLOWS = frozenset(
    """
    strike attack raid airstrike bombing shelling bombardment ambush assault offensive operation blast explosion drone
    fire gunfire shootout clash missile incursion invasion crackdown massacre
    """.split()  # noqa: SIM905 - a paragraph of words reads better than a list
)
_FIGHTS = frozenset({"clash", "firefight", "gunfight", "battle", "shootout", "fighting", "skirmish", "fight"})
_DEEDS = frozenset({"decree", "law", "order", "bill", "resolution", "statement", "letter", "decision", "ruling"})
_MEASURES = frozenset({"Aid", "Sanction", "Concession", "Retreat", "Mobilization", "Cooperation", "Support"})
_IN_PERSON = ENCOUNTERS - {"PhoneCall"}
BY_ORDER = frozenset({"Sanction", "Expulsion"})
_ORDERS = frozenset({"order", "tell", "force", "compel", "oblige", "instruct", "command", "require", "ask"})
_MEDIATION = frozenset({"mediation", "mediate"})
# Acts that are done to whoever holds the place where they are done, if nobody else is named.
AGAINST_PLACES = frozenset({"Assault", "Coercion", "Mobilization", "Threat", "Sanction", "Retreat", "Aid"})
_NETWORKS = frozenset({"twitter", "facebook", "instagram", "youtube", "telegram", "weibo"})
_SEATS = frozenset({"white house", "kremlin", "pentagon", "downing street", "oval office", "capitol hill", "élysée"})
_WITHIN_PLACES = frozenset({"in", "across", "inside", "over", "near", "outside"})
_ANSWERS = frozenset({"wake", "response", "retaliation", "revenge", "reaction", "reprisal", "aftermath", "answer"})
_UNION = "InternationalOrganization"
_REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})


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
    frame = match.frame
    roles, filled = _by_functions(match, cast)
    if match.token.dep_ == "attr" and not filled["initiator"] and _is_nominal(cast.at(match.token)):
        filled["initiator"] += cast.fill(syntax.surface_subjects(match.token.head))  # "Oslo is the biggest donor"
    if not filled["initiator"] and roles.get("subject") == "initiator":
        filled["initiator"] += cast.fill(_who_is_behind(match))
        filled["initiator"] += cast.fill(_who_rules_out(match.token)) if not filled["initiator"] else []
        if not filled["initiator"]:
            filled["initiator"] += cast.fill(_by_whose_blow(match), places="also", avoid=_WITHIN_PLACES | {"on", "at"})
    _moved_forces(match, filled)
    _owned_acts(match, cast, filled)
    _ordered_acts(match, cast, filled)
    sides = filled["initiator"]
    if frame.cls in OWN_FORCES and roles.get("subject") == "initiator":
        filled["target"] = [
            m for m in filled["target"] if not any(c.tag_ == "PRP$" for c in match.token.doc[m.root].lefts)
        ]
    if frame.reciprocal and (sides or frame.cls != "Assault"):  # "the battle against the rebels": against them
        sides += [m for m in filled["target"] if not overlaps(m, sides)]
        filled["target"] = []
    if frame.cls in ENCOUNTERS and len(sides) == 1 and match.functions.get("with") and not filled["host"]:
        sides += [m for m in cast.fill(who_comes_from_it(match.token)) if not overlaps(m, sides)]
    if frame.cls in ENCOUNTERS:
        others = [*by_whom_attended(match), *(who_is_taken(match.token) if not sides else ())]
        sides += [m for m in cast.fill(others) if not overlaps(m, [*sides, *filled["host"]])]
    if frame.cls == "Visit" and frame.kind == "verb" and sides and "with" not in roles:
        companions = [h for t in oblique(match.token, "with") for h in nouns.heads(t)]
        sides += [m for m in cast.fill(companions) if not overlaps(m, [*sides, *filled["host"]])]
    if performs(match.token) and (called := cast.fill(syntax.objects_right(match.token.head))):
        filled["target"] = [*called, *(m for m in filled["target"] if m.form is not Form.PRONOUN)]
    reflexive = [m for m in filled["target"] if m.text.lower() in _REFLEXIVE]
    targets = [m for m in filled["target"] if not overlaps(m, sides) and m not in reflexive]
    own = {s.country for s in sides if s.country}
    foreign = [m for m in targets if (m.kind != "Country" or m.country not in own) and not _nobodys(m)]
    mediates = any(syntax.lemma(match.token.doc[i]) in _MEDIATION for i in match.tokens)
    searched = (frame.cls not in ENCOUNTERS or mediates) and not frame.clause_modal
    guessed = False
    if searched and is_one_side(match, sides) and not foreign and not filled["host"]:
        others = other_side(match, cast, [*sides, *targets])
        guessed, targets = bool(others), others or targets
    if frame.cls in ENCOUNTERS:
        filled["host"] += [m for m in cast.fill(by_whom_hosted(match)) if not is_among(m, filled["host"])]
    hosts = [m for m in filled["host"] if not overlaps(m, sides)]
    hosts = hosts or _ground_of_visitor(match, cast, sides, targets)
    where = filled["place"] + [m for m in _places(match, cast, [*sides, *targets]) if not is_among(m, filled["place"])]
    where += [m for m in hosts if m.kind in PLACES and not is_among(m, where)]
    hosts = [m for m in hosts if m.country or m.kind not in ("Region", "Place")]  # the Gulf receives nobody
    if sides and not targets and not hosts and frame.cls in AGAINST_PLACES and "target" in frame.roles.values():
        near = where or [
            m for c in syntax.clauses(match.token) for t in c.subtree if (m := cast.at(t)) and m.kind in PLACES
        ]
        near = near or ground_of_object(match, cast)
        ours = {s.country for s in sides}
        abroad = [m for m in near if m.country and m.country not in ours]
        targets = (abroad or [m for m in near if m.country and m.kind in PARTS_OF_STATES])[:1]
        guessed = guessed or bool(targets)
    if sides and not targets and not hosts and frame.cls in UNDERTAKINGS:
        ends = syntax.clauses(match.token)
        if frame.cls == "Aid":  # "gave 300 million to promote trade in Niger"
            things = [t for f in ("object", "of") for t in match.functions.get(f)]
            ends += [c for t in (match.token, *things) for c in t.rights if c.dep_ in ("advcl", "acl", "relcl")]
        within = [t for c in ends if syntax.is_infinitive(c) for t in c.subtree if not is_not_let(t)]
        near = where if frame.cls != "Agreement" else []
        near = near or (ground_of_object(match, cast) if frame.cls != "Agreement" else [])
        near = near or [m for t in within if (m := cast.at(t)) and m.kind in PLACES and m.known]
        targets = [m for m in near if m.country and not overlaps(m, sides)][:1]
        guessed = guessed or bool(targets)
    targets = (
        targets or suspects(match, cast) or accused_states(match, cast, sides) or receivers_at_the_end(match, cast)
    )
    targets = [*targets, *countries_of_unnamed(match, cast, sides, targets, where)]
    where += [m for m in ground_of_targets(match, cast, targets) if not is_among(m, where)]
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


def _by_functions(match: Match, cast: Cast) -> tuple[dict[str, str], dict[str, list[EntityMention]]]:
    """The roles that the frame gives its functions here, and who fills them."""
    frame, functions = match.frame, match.functions
    filled: dict[str, list[EntityMention]] = {r: [] for r in ("initiator", "target", "host", "place", "about")}
    roles = dict(frame.roles)
    if match.lent and any(cast.fill(functions.get(f), places="also") for f in _OWN_DOERS & roles.keys()):
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
        owned = frame.cls in FRIENDLY and function == "object" and functions.noun is not None
        places = "only" if role == "place" else "no" if role == "initiator" and function == "subject" else "also"
        before = tuple(filled[role])
        for mention in cast.fill(_fillers(match, function), places=places, avoid=avoided(frame.cls)):
            if owned and match.token.doc[mention.root].dep_ == "poss":
                continue  # "voiced Norway's support": Norway gives it
            if frame.cls in ENCOUNTERS and function in ("compound", "modifier") and _is_venue(mention, cast, match):
                if not is_among(mention, filled["place"]):
                    filled["place"].append(mention)  # "the Geneva talks"
                continue
            if not is_among(mention, filled[role]) and not _leads_away(mention, function, role, match, before):
                filled[role].append(mention)
    return roles, filled


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
    if role == "initiator" and function == "subject" and syntax.is_aim(match.token):
        return not any(mention.first <= t.i < mention.stop for t in match.functions.get("subject"))
    prep = root.head
    if role == "host" and function == "to" and mention.kind not in PLACES:  # "flew to Oslo, partly to court voters"
        return any(c.lower_ == "to" and c.dep_ == "prep" and c.i < prep.i for c in prep.head.children)
    if role != "target":
        return False
    if match.frame.cls == "Rejection" and found and mention.kind in PARTS_OF_STATES and function != "object":
        return True  # "rejected Chad's call for a truce in Mopti"
    if match.frame.cls == "Aid" and function == "object" and found:
        return True  # "sent Chad a team": what is given
    if function == "possessor" and mention.text.lower() in ("its", "his", "her") and not syntax.is_passive(match.token):
        return True  # "dropped its lawsuits"
    if match.frame.cls == "Concession" and mention.kind == _UNION and syntax.lemma(root.head) in MEASURES:
        return True  # "lifted a UN embargo"
    if match.frame.cls in ("Accusation", "Concession") and syntax.lemma(root) in FRONTIERS:
        return True
    if match.frame.cls == "Accusation" and found and function in ("to", "at") and match.functions.noun is None:
        return True  # "summoned the envoy to its ministry"
    if match.frame.cls == "Accusation" and function == "at" and prep.head is match.token and match.functions.noun:
        return True  # "opened an inquiry into his death at the ministry"
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


def _is_venue(mention: EntityMention, cast: Cast, match: Match) -> bool:
    """Whether a place before an encounter's noun says where it was, and not, as in "Moscow-Baku talks", who met."""
    doc = match.token.doc
    root = doc[mention.root]
    paired = root.dep_ == "conj" or any(c.dep_ == "conj" or c.text in ("-", "–") for c in root.children)
    joined = False
    if mention.stop + 1 < len(doc) and doc[mention.stop].text in ("-", "–", "/"):
        other = cast.at(doc[mention.stop + 1])
        joined = other is not None and other.kind in PLACES
    return mention.kind in PARTS_OF_STATES and mention.form is Form.NAME and not paired and not joined


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
        for head in nouns.heads(subject)
    ]


def _is_nominal(mention: EntityMention | None) -> bool:
    return mention is not None and mention.form is Form.NOMINAL


def _who_is_behind(match: Match) -> list[Token]:
    """Whose the subject is, where it is a thing: "a decree by the king freed him", "signed a decree pardoning him"."""
    things = [t for t in match.functions.get("subject") if t.pos_ == "NOUN" and not syntax.is_aim(match.token)]
    return [o for t in things for o in syntax.owners(t, climbs=1 if syntax.lemma(t) in _DEEDS else 0)]


def _who_rules_out(verb: Token) -> list[Token]:
    """Who says of its own act that it is out of the question: "Oslo said that lifting the ban was off the table"."""
    copula = verb.head
    if verb.dep_ != "csubj" or not syntax.ruled_out(copula):
        return []
    report = report_of(copula)
    return [h for s in syntax.surface_subjects(report) for h in nouns.heads(s)] if report is not None else []


def _by_whose_blow(match: Match) -> list[Token]:
    """Whose attack it was that hit: "was killed in an Israeli air strike on the town"."""
    if match.frame.cls != "Assault" or match.frame.kind != "verb":
        return []
    amid = [t for f in ("in", "by", "during") for t in match.functions.get(f)]
    amid += [t for host in amid for t in oblique(host, "of")]  # "in three nights of raids"
    blows = [t for t in amid if syntax.lemma(t) in _BLOWS]
    blows = [] if match.functions.noun is not None else [t for t in blows if not _is_answer_to(t)]
    hands = [t for t in match.functions.get("at") if syntax.lemma(t) == "hand"]  # "died at the hands of the rebels"
    owners = [h for t in hands for o in oblique(t, "of") for h in nouns.heads(o)]
    owners += [o for t in blows for o in syntax.owners(t, climbs=0)]
    owners += [h for t in amid if syntax.lemma(t) in _FIGHTS for o in oblique(t, "with") for h in nouns.heads(o)]
    owners += [c for t in blows for c in t.lefts if c.dep_ in ("compound", "nmod")] if not owners else []
    struck = [c for t in blows for c in t.rights if c.dep_ == "acl" and syntax.is_passive(c)]
    return owners or [s for c in struck for s in syntax.logical_subjects(c)]


def _is_answer_to(noun: Token) -> bool:
    """ "in the wake of the attack", "in response to the raid": what went before."""
    return any(t.lower_ in _ANSWERS for t in noun.doc[max(noun.left_edge.i - 3, noun.sent.start) : noun.i])


def _owned_acts(match: Match, cast: Cast, filled: dict[str, list[EntityMention]]) -> None:
    """Whose measure it was that is lifted or tightened by nobody who is named: "Chinese tariffs on Chile were cut"."""
    noun = match.functions.noun
    if filled["initiator"] or noun is None or not syntax.is_passive(match.token) or match.frame.cls not in _MEASURES:
        return
    owners = cast.fill(syntax.owners(noun, climbs=0), places="also")
    others = [m for m in filled["target"] if not overlaps(m, owners)]
    if owners and others:
        filled["initiator"], filled["target"] = owners, others


def _ordered_acts(match: Match, cast: Cast, filled: dict[str, list[EntityMention]]) -> None:
    """Whose measure it is that another has to carry out: "ordered Oslo to close its consulate" hits Oslo.

    Not so of one's own: "ordered his ministry to close the embassy".
    """
    verb, order = match.token, match.token.head
    if match.frame.cls not in BY_ORDER or verb.dep_ not in ("xcomp", "ccomp") or not syntax.is_infinitive(verb):
        return
    if syntax.lemma(order) not in _ORDERS or syntax.is_passive(order):
        return
    ordered, doers = filled["initiator"], cast.fill(syntax.surface_subjects(order))
    states = {m.country for m in doers if m.country}
    if doers and ordered and all(m.kind == "Country" and m.country not in states for m in ordered):
        filled["initiator"], filled["target"] = doers, ordered


def _moved_forces(match: Match, filled: dict[str, list[EntityMention]]) -> None:
    """Forces that are withdrawn or disarmed by nobody who is named do it themselves: "the rebels were demobilised"."""
    verb = match.token
    if match.frame.cls not in OWN_FORCES or filled["initiator"] or not syntax.is_passive(verb):
        return
    objects = {t.i for t in match.functions.get("object")}
    filled["initiator"] = [m for m in filled["target"] if m.root in objects]
    filled["target"] = [m for m in filled["target"] if m.root not in objects]


def _ground_of_visitor(
    match: Match, cast: Cast, sides: Sequence[EntityMention], targets: Sequence[EntityMention]
) -> list[EntityMention]:
    """Who receives the only one named, by where it is: "the Irish premier attended a summit in Lisbon"."""
    if match.frame.cls not in _IN_PERSON or len(sides) != 1 or targets or sides[0].kind in PLACES:
        return []
    own = {sides[0].country, sides[0].title_country} - {None}
    near = _places(match, cast, sides)
    return [m for m in near if m.country and own and m.country not in own]


def _origins(match: Match, mention: EntityMention) -> list[Token]:
    """Whom a delegation comes from, whether the parser gives the phrase to it or to the verb."""
    return [t for host in (match.token.doc[mention.root], match.token) for t in oblique(host, "from")]


def _medium(mention: EntityMention) -> bool:
    """ "on Twitter", "on CNN": where somebody said it."""
    return mention.kind == "MediaOrganization" or mention.text.lower() in _NETWORKS


def _nobodys(mention: EntityMention) -> bool:
    """A place that is no side of anything, nobody being named whose it is: "blocked a road"."""
    return mention.kind in PLACES and mention.form is Form.NOMINAL and mention.country is None


def _places(match: Match, cast: Cast, sides: Sequence[EntityMention]) -> list[EntityMention]:
    found: list[EntityMention] = []
    hosts = [match.token, match.light, match.functions.noun]
    # "held talks with Chile in Lima": a name takes no phrase of place of its own
    hosts += [match.token.doc[m.root] for m in sides if m.form is Form.NAME]
    if match.frame.cls in _IN_PERSON:  # "met a delegation from Congress in Lima"
        hosts += [t for m in sides if m.form is Form.NOMINAL for t in (match.token.doc[m.root], *_origins(match, m))]
    for host in hosts:
        if host is None:
            continue
        for name in ("in", "at", "near", "outside", "inside"):
            for token in oblique(host, name):
                found += [m for m in cast.fill(nouns.heads(token), places="only") if not is_among(m, found)]
    found += [m for m in named_around(found, match, cast) if not is_among(m, found)]
    return found or setting_of(match, cast)
