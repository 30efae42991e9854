"""Text to event mentions: which words evoke an event, who takes part, and what the account says of its reality.

One word evokes at most one event. A light verb and its noun, a verb and the object that it governs with the same class,
are one event. Of nested acts the outermost is told: what is only demanded, refused, threatened, promised or agreed is
no event of its own unless it has a day of its own; what is condemned, welcomed or protested at stays an event if it
names who takes part.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from communique import syntax
from communique.context import Reality, reality_of
from communique.lexicon import Lexicon
from communique.matching import Match, Trial, best, candidates, trials
from communique.model import EntityMention, EventMention, Form, Quantity, Status, TimeMention
from communique.quantities import quantities_of
from communique.roles import PLACES, Cast, oblique

# Classes whose complement is the content of a speech act or commitment, not an event that the account tells.
EMBEDDING = frozenset({"Request", "Rejection", "Threat", "Agreement"})
# Classes whose complement is presupposed to be real: it is told too, where it names a participant.
PRESUPPOSING = frozenset({"Accusation", "Support", "Protest"})
# Acts that are done to whoever holds the place where they are done, if nobody else is named.
AGAINST_PLACES = frozenset({"Assault", "Coercion", "Mobilization", "Threat", "Sanction", "Retreat", "Aid"})
GATHERING = frozenset({"Summit"})
ENCOUNTERS = frozenset({"Consultation", "Meeting", "Negotiation", "Visit", "PhoneCall", "Summit"})
MIN_CONFIDENCE = 0.4
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
        "by",
    }
)
_COMPLEMENTS = frozenset(
    {"xcomp", "ccomp", "dobj", "pobj", "pcomp", "acl", "nsubjpass", "prep", "conj", "poss", "oprd", "dative"}
)


@dataclass(frozen=True, slots=True)
class Casting:
    """Who and where, of one event."""

    initiators: tuple[EntityMention, ...]
    targets: tuple[EntityMention, ...]
    hosts: tuple[EntityMention, ...]
    places: tuple[EntityMention, ...]
    about: tuple[EntityMention, ...]


def find_events(
    doc: Doc, entities: Sequence[EntityMention], times: Sequence[TimeMention], lexicon: Lexicon
) -> list[EventMention]:
    """Event mentions in text order, statements apart; role fillers are among `entities`.

    Args:
        doc: a parsed text; offsets are its characters.
        entities: of the same doc.
        times: of the same doc; an embedded act that carries a date of its own is told beside the act that embeds it.
        lexicon: frames and operators.
    """
    cast = Cast(entities)
    tried = candidates(doc, cast, lexicon)
    matched = [m for token, frames in tried if (m := best(token, frames, cast, lexicon)) is not None]
    dated = frozenset(t.root for t in times)
    kept = _told(_one_a_word(matched), cast, dated)
    found = [e for m in kept if (e := _mention(m, doc, cast, lexicon)) is not None]
    return sorted(_at_gatherings(found, doc), key=lambda e: (e.begin, e.end))


def trace(doc: Doc, entities: Sequence[EntityMention], lexicon: Lexicon) -> list[Trial]:
    """Every frame tried on the doc, with the reason why it did not match (None where it did)."""
    return list(trials(doc, Cast(entities), lexicon))


# which matches are told


def _one_a_word(matched: Iterable[Match]) -> list[Match]:
    """Drops the noun of a collocation, a light verb beside its noun, and the same class told by verb and complement."""
    matched = list(matched)
    claimed = {i for m in matched for i in m.tokens if i != m.token.i}
    light = {m.light.i for m in matched if m.light is not None and m.token.i not in claimed}
    by_token = {m.token.i: m for m in matched}
    kept = []
    for m in matched:
        if m.token.i in claimed and len(m.tokens) == 1:
            continue
        if m.token.i in light and not m.frame.where and not m.frame.alternatives:
            continue
        if m.frame.kind == "noun" and (outer := _governing(m.token, by_token)) is not None:
            same = outer.frame.cls == m.frame.cls or {outer.frame.cls, m.frame.cls} <= ENCOUNTERS
            if same and outer.token.i not in light:
                continue
        kept.append(m)
    return kept


def _governing(noun: Token, by_token: dict[int, Match]) -> Match | None:
    """The event whose direct or prepositional object the noun is."""
    head = noun.head.head if noun.dep_ == "pobj" else noun.head
    if noun.dep_ not in ("dobj", "pobj", "nsubjpass") or head.i == noun.i:
        return None
    if noun.dep_ == "pobj" and noun.head.lower_ in ("after", "before", "since", "amid", "over", "during"):
        return None
    return by_token.get(head.i)


def _told(matched: list[Match], cast: Cast, dated: frozenset[int]) -> list[Match]:
    words = {i: m for m in matched for i in m.tokens}
    kept = []
    for m in matched:
        outer = _embedding(m, words)
        if outer is None:
            kept.append(m)
        elif outer.frame.cls in PRESUPPOSING and m.frame.kind == "noun":
            if _roles(m, cast).initiators:
                kept.append(m)
        elif _own_circumstances(m, cast, dated):
            kept.append(m)
    return kept


def _embedding(match: Match, words: dict[int, Match]) -> Match | None:
    """The speech act or commitment in whose complement the match stands."""
    token = match.light or match.token
    path_ok = True
    for _ in range(syntax.MAX_CLIMB + 2):
        if token.head is token or not path_ok:
            return None
        path_ok = token.dep_ in _COMPLEMENTS or (token.dep_ in ("advcl", "relcl") and syntax.is_infinitive(token))
        if not path_ok:
            return None
        if token.dep_ == "prep" and token.lower_ in ("after", "before", "during", "since", "amid", "at"):
            return None
        topic = token.dep_ == "prep" and token.lower_ in ("on", "about", "over", "regarding", "concerning")
        if token.dep_ == "conj" and words.get(token.head.i) is not None:
            token = token.head
            continue
        token = token.head
        outer = words.get(token.i)
        if outer is not None and outer is not match and (topic or outer.frame.cls in EMBEDDING | PRESUPPOSING):
            return outer
    return None


def _own_circumstances(match: Match, cast: Cast, dated: frozenset[int]) -> bool:
    """Whether an embedded act names a day of its own."""
    hosts = [match.token] + ([match.light] if match.light is not None else [])
    for host in hosts:
        for child in host.children:
            if child.i in dated or (child.dep_ == "prep" and any(g.i in dated for g in child.children)):
                return True
    return False


# roles


def _roles(match: Match, cast: Cast) -> Casting:
    frame, functions = match.frame, match.functions
    filled: dict[str, list[EntityMention]] = {r: [] for r in ("initiator", "target", "host", "place", "about")}
    roles = dict(frame.roles)
    if match.light is not None:
        roles["subject"] = match.light_role if match.light_role != "initiator" else roles.get("subject", "initiator")
    doer = match.light is not None and not frame.reciprocal and bool(cast.fill(functions.get("subject")))
    for function, role in roles.items():
        if doer and role == "initiator" and function in ("of", "modifier", "compound", "possessor"):
            continue  # "sped up the withdrawal of its forces": the doer is the light verb's subject
        places = "only" if role == "place" else "no" if role == "initiator" and function == "subject" else "also"
        for mention in cast.fill(functions.get(function), places=places):
            if not _in(mention, filled[role]):
                filled[role].append(mention)
    if not filled["initiator"] and roles.get("subject") == "initiator":
        owners = [o for t in functions.get("subject") if t.pos_ == "NOUN" for o in syntax.owners(t)]
        filled["initiator"] += cast.fill(owners)
    sides = filled["initiator"]
    if frame.reciprocal:
        sides += [m for m in filled["target"] if not _overlaps(m, sides)]
        filled["target"] = []
    targets = [m for m in filled["target"] if not _overlaps(m, sides)]
    if len(sides) == 1 and not targets and not filled["host"] and not (frame.reciprocal and sides[0].plural):
        targets = _in_complement(match, cast, sides)
    hosts = [m for m in filled["host"] if not _overlaps(m, sides)]
    where = filled["place"] + [m for m in _places(match, cast) if not _in(m, filled["place"])]
    where += [m for m in hosts if m.kind in PLACES and not _in(m, where)]
    if sides and not targets and not hosts and frame.cls in AGAINST_PLACES and "target" in frame.roles.values():
        near = where or [
            m for c in syntax.clauses(match.token) for t in c.subtree if (m := cast.at(t)) and m.kind in PLACES
        ]
        targets = [m for m in near if m.country and m.country not in {s.country for s in sides}][:1]
    taken = [*sides, *targets] if not set(where) & set(targets) else sides
    return Casting(
        tuple(sides),
        tuple(targets),
        tuple(hosts),
        tuple(m for m in where if not _in(m, taken)),
        tuple(m for m in filled["about"] if not _in(m, taken)),
    )


def _overlaps(mention: EntityMention, others: Iterable[EntityMention]) -> bool:
    return any(mention.begin < o.end and o.begin < mention.end for o in others)


def _in(mention: EntityMention, others: Iterable[EntityMention]) -> bool:
    return any((mention.begin, mention.end) == (o.begin, o.end) for o in others)


def _in_complement(match: Match, cast: Cast, sides: Sequence[EntityMention]) -> list[EntityMention]:
    """The other side, where no function gives it: the first actor of the complement ("agreed to free Danish sailors").

    Complement and purpose clauses come before objects and their phrases; relative clauses, other adverbial clauses and
    phrases of place are left out, and of a that-clause the subject comes last.
    """
    for host in dict.fromkeys((match.token, match.light or match.token, match.functions.noun or match.token)):
        clauses = [c for c in host.rights if c.dep_ in ("xcomp", "ccomp", "acl", "relcl", "advcl")]
        clauses = [c for c in clauses if c.dep_ in ("xcomp", "ccomp") or syntax.is_infinitive(c)]
        objects = [c for c in host.rights if c.dep_ in ("dobj", "prep", "dative", "attr", "acomp", "agent")]
        for part in (*clauses, *objects):
            if part.lower_ in _NO_COMPLEMENT:
                continue
            found = [
                mention
                for token in _within(part)
                if (mention := cast.at(token)) is not None
                and mention.root == token.i
                and mention.form is not Form.PRONOUN
                and cast.fits(mention, "also")
                and not _overlaps(mention, sides)
            ]
            if found:
                subjects = (
                    {t.i for s in syntax.own_subjects(part) for t in s.subtree} if part.dep_ == "ccomp" else set()
                )
                return [next((m for m in found if m.root not in subjects), found[0])]
    return []


def _within(token: Token) -> Iterator[Token]:
    """The tokens of a complement in text order, without relative clauses and phrases of place or time."""
    for child in token.lefts:
        if not _aside(child):
            yield from _within(child)
    yield token
    for child in token.rights:
        if not _aside(child):
            yield from _within(child)


def _aside(token: Token) -> bool:
    if token.dep_ in ("relcl", "appos", "parataxis", "advcl"):
        return not syntax.is_infinitive(token)
    return token.dep_ == "prep" and token.lower_ in _NO_COMPLEMENT


def _places(match: Match, cast: Cast) -> list[EntityMention]:
    found: list[EntityMention] = []
    hosts = [match.token, match.light, match.functions.noun]
    for host in hosts:
        if host is None:
            continue
        for name in ("in", "at", "near", "outside", "inside"):
            for token in oblique(host, name):
                found += [m for m in cast.fill(syntax.heads(token), places="only") if not _in(m, found)]
    return found


# the mention


def _mention(match: Match, doc: Doc, cast: Cast, lexicon: Lexicon) -> EventMention | None:
    roles = _roles(match, cast)
    reality = reality_of(match.token, lexicon)
    status = reality.status
    if match.frame.status is not None and status in (Status.OCCURRED, Status.ONGOING):
        status = match.frame.status
    confidence = _confidence(match, roles, reality)
    if confidence < MIN_CONFIDENCE:
        return None
    first, last = doc[min(match.tokens)], doc[max(match.tokens)]
    begin, end = first.idx, last.idx + len(last)
    sentence = match.token.sent
    name = _name(match, cast) if match.frame.cls in GATHERING else None
    if name is not None:
        begin, end = min(begin, name.start_char), max(end, name.end_char)
    return EventMention(
        begin=begin,
        end=end,
        text=doc.text[begin:end],
        root=match.token.i,
        cls=match.frame.cls,
        frame=match.frame.id,
        status=status,
        confidence=confidence,
        sentence=(sentence.start_char, sentence.end_char),
        initiators=roles.initiators,
        targets=roles.targets,
        hosts=roles.hosts,
        places=roles.places,
        about=roles.about,
        quantities=_quantities(match),
        name=name.text if name is not None else None,
    )


def _quantities(match: Match) -> tuple[Quantity, ...]:
    tokens = [t for f in ("object", "of", "subject") for t in match.functions.get(f)]
    return quantities_of(tokens)


def _confidence(match: Match, roles: Casting, reality: Reality) -> float:
    """The frame's prior, less for missing participants and for words that leave the event's reality open."""
    frame = match.frame
    sides = len(roles.initiators) + len(roles.targets) + len(roles.hosts)
    if frame.reciprocal or frame.cls in ENCOUNTERS:
        filled = 1.0 if sides >= 2 or any(m.plural for m in roles.initiators) else 0.8 if sides else 0.45
    else:
        filled = 1.0 if roles.initiators and (roles.targets or roles.hosts) else 0.85 if sides else 0.45
    if frame.kind == "noun" and match.light is None:
        filled *= 0.9
    if frame.cls in GATHERING:
        filled = max(filled, 0.85)
    return round(frame.confidence * filled * reality.certainty, 3)


# named gatherings


def _name(match: Match, cast: Cast) -> Span | None:
    """The name of a gathering: the capitalised words and names right before its noun, without participants' names."""
    first = match.token.i
    for child in reversed(list(match.token.lefts)):
        mention = cast.at(child)
        if child.dep_ not in ("compound", "nmod", "nummod", "amod", "poss") or child.right_edge.i + 1 != first:
            break
        if child.dep_ == "poss" or not (child.pos_ == "PROPN" or child.ent_type_ or child.text[:1].isupper()):
            break
        if mention is not None and mention.kind == "Country" and child.tag_ in ("JJ", "NNPS"):
            break
        first = child.left_edge.i
    if first == match.token.i:
        return None
    return match.token.doc[first : match.token.i + 1]


def _at_gatherings(found: list[EventMention], doc: Doc) -> list[EventMention]:
    """Links a meeting "on the sidelines of the G20 summit" to the mention of that summit in the same sentence."""
    from dataclasses import replace

    summits = [e for e in found if e.cls in GATHERING]
    if not summits:
        return found
    part_of: dict[int, tuple[int, int]] = {}
    for summit in summits:
        token = doc[summit.root]
        preposition = token.head
        if token.dep_ != "pobj" or preposition.lower_ not in ("at", "of", "on", "during", "in", "around", "before"):
            continue
        above = preposition.head
        if preposition.lower_ == "of":
            if syntax.lemma(above) not in ("sideline", "margin", "fringe", "day", "eve"):
                continue
            above = above.head.head if above.dep_ == "pobj" else above.head
        for _ in range(3):
            part_of.setdefault(above.i, (summit.begin, summit.end))
            if above.dep_ in ("dobj", "conj", "xcomp", "pobj", "prep") and above.head is not above:
                above = above.head
            else:
                break
    linked = []
    for event in found:
        token = doc[event.root]
        span = part_of.get(token.i) or (
            part_of.get(token.head.i) if token.dep_ in ("dobj", "nsubj", "nsubjpass") else None
        )
        here = span is not None and event.cls in ENCOUNTERS - GATHERING and (event.begin, event.end) != span
        linked.append(replace(event, part_of=span) if here else event)
    return linked
