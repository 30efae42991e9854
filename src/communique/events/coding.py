"""Text to event mentions: which words evoke an event, who takes part, and what the account says of its reality.

One word evokes at most one event. A light verb and its noun, a verb and the object that it governs with the same class,
are one event. Of nested acts the outermost is told: what is only demanded, refused, threatened, promised or agreed is
no event of its own unless it has a day of its own; what is condemned, welcomed or protested at stays an event if it
names who takes part.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from communique.events import syntax
from communique.events.confidence import is_known, is_public, surety
from communique.events.context import reality_of
from communique.events.gatherings import ENCOUNTERS, at_gatherings, is_setting, name_of, named_again
from communique.events.lexicon import PREPOSITIONS, Lexicon
from communique.events.matching import GATHERING, Match, Trial, best, candidates, trials
from communique.events.mood import is_general
from communique.events.participants import participants
from communique.events.quantities import quantities_of
from communique.events.roles import Cast
from communique.events.setting import FIRMS, Setting
from communique.model import EntityMention, EventMention, Form, Quantity, Status, TimeMention
from communique.parsing.tokens import Doc, Token

# Classes whose complement is the content of a speech act or commitment, not an event that the account tells.
EMBEDDING = frozenset({"Request", "Rejection", "Threat", "Agreement"})
# Classes whose complement is presupposed to be real: it is told too, where it names a participant.
PRESUPPOSING = frozenset({"Accusation", "Support", "Protest"})
# Classes that name their reason ("jailed for aiding rebels"), which is then a charge, not an event that is told.
PUNISHING = frozenset({"Coercion", "Sanction", "Expulsion"})
_WHEN = frozenset({"after", "before", "during", "since", "amid", "at"})
_ABOUT = frozenset({"on", "about", "over", "regarding", "concerning"})
# The less public those who take part, the less doubt the words may leave: both sides, one side, nobody.
MIN_CONFIDENCE, MIN_ONE_SIDED, MIN_PRIVATE = 0.38, 0.466, 0.629
ANCHORED = GATHERING | {"Agreement"}  # public acts, which need no names beside their day and place
MIN_ANCHORED = 0.2
MIN_FORCE = 0.432  # force, protest and punishment are public whoever is named
FORCE = frozenset({"Assault", "Coercion", "Protest", "Sanction", "Expulsion", "Retreat"})
# Beside a sure event of its sentence a weaker one is dropped: mostly a noun that only alludes to something.
SURE, MIN_BESIDE = 0.585, 0.432
_COMPLEMENTS = frozenset(
    {"xcomp", "ccomp", "dobj", "pobj", "pcomp", "acl", "nsubjpass", "prep", "conj", "poss", "oprd", "dative"}
)


def find_events(
    doc: Doc,
    entities: Sequence[EntityMention],
    times: Sequence[TimeMention],
    lexicon: Lexicon,
    *,
    min_confidence: float = MIN_CONFIDENCE,
) -> list[EventMention]:
    """Event mentions in text order, statements apart; role fillers are among `entities`.

    Args:
        doc: a parsed text; offsets are its characters.
        entities: of the same doc.
        times: of the same doc; an embedded act that carries a date of its own is told beside the act that embeds it.
        lexicon: frames and operators.
        min_confidence: mentions below it are left out.
    """
    cast = Cast(doc, entities)
    tried = candidates(doc, cast, lexicon)
    matched = [m for word in tried if not is_general(word.token) and (m := best(word, cast)) is not None]
    dated = frozenset(t.root for t in times)
    kept = _told(_one_a_word(matched), cast, dated, lexicon)
    carried = frozenset(m.token.i for m in kept if m.light is not None)
    own = {m.token.i for m in kept if m.frame.cls in ANCHORED and _own_circumstances(m, cast, dated)}
    setting = Setting.of(doc, entities)
    made = [_mention(m, doc, cast, lexicon, setting) for m in kept]
    right = {e.root: share for e, share in made}
    found = [e for e, _ in made]
    anchored = frozenset(e.root for e in found if e.root in own and e.places and e.confidence >= MIN_ANCHORED)
    found = [e for e in found if e.confidence >= min_confidence or e.root in anchored]
    if min_confidence > 0:
        found = _worth_telling(found, doc, carried, anchored)
    found = [replace(e, confidence=right[e.root]) for e in found]
    found += named_again(found, doc, times)
    return sorted(at_gatherings(found, doc), key=lambda e: (e.begin, e.end))


def _worth_telling(
    found: list[EventMention], doc: Doc, carried: frozenset[int], anchored: frozenset[int]
) -> list[EventMention]:
    """Without what a sure event of the same sentence puts in the shade, and what private people may have done.

    `carried` nouns have a light verb; `anchored` agreements have day and place: "the pact was signed in Lima in May".
    """
    best_of: dict[tuple[int, int], float] = {}
    for event in found:
        best_of[event.sentence] = max(best_of.get(event.sentence, 0.0), event.confidence)

    def stands_out(e: EventMention) -> bool:
        return e.confidence >= MIN_BESIDE or best_of[e.sentence] < SURE or e.root in carried or _complete(e, doc)

    return [e for e in found if e.root in anchored or (stands_out(e) and e.confidence >= _least(e))]


def trace(doc: Doc, entities: Sequence[EntityMention], lexicon: Lexicon) -> list[Trial]:
    """Every frame tried on the doc, with the reason why it did not match (None where it did)."""
    return list(trials(doc, Cast(doc, entities), lexicon))


def _least(event: EventMention) -> float:
    """The confidence that something is told, below which it is left out, by who takes part."""
    public = _public_sides(event)
    if event.cls in FORCE and public < 2:
        return MIN_FORCE
    return (MIN_PRIVATE, MIN_ONE_SIDED, MIN_CONFIDENCE)[public]


def _public_sides(event: EventMention) -> int:
    """How many of the two sides are known or act for a state, a party or the like."""
    acting, others = event.initiators[:1], (*event.initiators[1:], *event.targets, *event.hosts)
    sides = [
        any((is_public(m) and not (m.known and m.kind in FIRMS)) or is_known(m) for m in side)
        for side in (acting, others)
    ]
    if event.cls in ENCOUNTERS and event.initiators and all(m.text.lower() == "they" for m in event.initiators):
        sides[0] = True  # they were named before
    return sum(sides)


def _complete(event: EventMention, doc: Doc) -> bool:
    """A verb's event, or an encounter, with both its sides named is no allusion, however weak its frame."""
    sides = [m for m in (*event.initiators, *event.targets, *event.hosts) if m.form is Form.NAME and m.is_actor]
    return (
        len(sides) > 1
        and event.status in (Status.OCCURRED, Status.PLANNED)
        and (doc[event.root].pos_ == "VERB" or event.cls in ENCOUNTERS)
    )


# which matches are told


def _one_a_word(matched: Iterable[Match]) -> list[Match]:
    """Drops the noun of a collocation, a light verb beside its noun, and the same class told by verb and complement."""
    matched = list(matched)
    # "launched a verbal attack", "began a hunger strike": a noun of several words knows better than its verb
    nouns = {m.token.i: m for m in matched if m.frame.kind == "noun" and len(m.tokens) > 1}
    matched = [
        m
        for m in matched
        if m.frame.kind != "verb"
        or m.functions.noun is None
        or (noun := nouns.get(m.functions.noun.i)) is None
        or noun.frame.cls == m.frame.cls
        or noun.light is None
    ]
    claimed = {i for m in matched for i in m.tokens if i != m.token.i}
    light = {m.light.i for m in matched if m.light is not None and m.token.i not in claimed}
    by_token = {m.token.i: m for m in matched}
    aims = {m.token.i: m.light.i for m in matched if m.light is not None and _is_aim(m, by_token)}
    light -= set(aims.values())
    kept = []
    for m in matched:
        if m.token.i in claimed or m.token.i in aims:
            continue
        if m.functions.noun is not None and (noun := by_token.get(m.functions.noun.i)) is not None:
            m = _with_roles_of(m, noun)
        if m.token.i in light and not m.frame.where and not m.frame.alternatives:
            continue
        commanding = by_token.get(m.token.head.i) if m.token.dep_ == "xcomp" else None
        if commanding is not None and commanding.frame.cls == m.frame.cls and commanding.frame.kind == "verb":
            continue  # "ordered the paper to suspend publication"
        if m.frame.kind == "noun" and (outer := _governing(m.token, by_token)) is not None:
            same = outer.frame.cls == m.frame.cls or {outer.frame.cls, m.frame.cls} <= ENCOUNTERS - GATHERING
            if same and (outer.token.i not in light or outer.frame.where or outer.frame.alternatives):
                continue
        kept.append(m)
    return kept


def _is_aim(match: Match, by_token: dict[int, Match]) -> bool:
    """Whether a noun only says what an encounter is for: "met Ortiz for talks", where the verb knows both sides."""
    verb = by_token.get(match.light.i) if match.light is not None else None
    if verb is None or match.token.dep_ != "pobj" or not {match.frame.cls, verb.frame.cls} <= ENCOUNTERS:
        return False
    return bool(verb.functions.get("object"))


def _with_roles_of(match: Match, noun: Match) -> Match:
    """A collocation lets its noun say who else takes part: "hosted a meeting between Oman and Qatar"."""
    if noun.frame.cls != match.frame.cls and not {noun.frame.cls, match.frame.cls} <= ENCOUNTERS:
        return match
    lent = {f: r for f, r in noun.frame.roles.items() if f in PREPOSITIONS and f not in match.frame.roles}
    if match.frame.cls not in ENCOUNTERS:  # "announced the funding of a museum": the museum gives nothing
        lent = {f: r for f, r in lent.items() if r != "initiator"}
    return replace(match, frame=replace(match.frame, roles={**match.frame.roles, **lent}))


def _governing(noun: Token, by_token: dict[int, Match]) -> Match | None:
    """The event whose subject, direct or prepositional object the noun is."""
    head = noun.head.head if noun.dep_ == "pobj" else noun.head
    if noun.dep_ not in ("dobj", "pobj", "nsubjpass", "nsubj") or head.i == noun.i:
        return None
    if noun.dep_ == "pobj" and noun.head.lower_ in ("after", "before", "since", "amid", "over", "during"):
        return None
    return by_token.get(head.i)


def _told(matched: list[Match], cast: Cast, dated: frozenset[int], lexicon: Lexicon) -> list[Match]:
    words = {i: m for m in matched for i in m.tokens}
    kept = []
    for m in matched:
        outer = _embedding(m, words)
        if outer is None:
            kept.append(m)
        elif outer.frame.cls in PRESUPPOSING and m.frame.kind == "noun":
            if participants(m, cast).initiators:
                kept.append(m)
        elif _own_circumstances(m, cast, dated) or (_denies(outer, lexicon) and _is_meeting_of_two(m, cast)):
            kept.append(m)
    return kept


def _denies(match: Match, lexicon: Lexicon) -> bool:
    """Whether the verb denies what its clause tells, which is thereby told: "denied that Sato would meet Kim"."""
    operators = lexicon.operators_by_lemma.get(syntax.lemma(match.token), ())
    that = any(c.dep_ == "ccomp" for c in match.token.rights)
    return that and any(o.status is Status.DENIED and "clause" in o.embeds for o in operators)


def _is_meeting_of_two(match: Match, cast: Cast) -> bool:
    if match.frame.cls not in ENCOUNTERS:
        return False
    roles = participants(match, cast)
    return len(roles.initiators) + len(roles.targets) + len(roles.hosts) > 1


def _embedding(match: Match, words: dict[int, Match]) -> Match | None:
    """The speech act or commitment in whose complement the match stands."""
    token = start = match.light or match.token
    for _ in range(syntax.MAX_CLIMB + 2):
        above = words.get(token.head.i)
        if token.dep_ == "advcl" and above is not None and above is not match and above.frame.cls == "Protest":
            return above  # what the protest is for
        inside = token.dep_ in _COMPLEMENTS or (token.dep_ in ("advcl", "relcl") and syntax.is_infinitive(token))
        if not inside or token.head is token or (token.dep_ == "prep" and token.lower_ in _WHEN):
            return None
        embedding = EMBEDDING | PRESUPPOSING
        if token.dep_ == "prep" and token.lower_ in ("for", "over", "of"):
            embedding |= PUNISHING
        topic = token.dep_ == "prep" and token.i == start.head.i and token.lower_ in _ABOUT
        coordinated = token.dep_ == "conj" and words.get(token.head.i) is not None
        token = token.head
        outer = words.get(token.i)
        if outer is None or outer is match or coordinated:
            continue
        if syntax.lemma(outer.token) in ("walk", "storm") and match.frame.cls in ENCOUNTERS:
            return None  # "walked out of a meeting", which was held
        if topic or outer.frame.cls in embedding:
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


# the mention


def _mention(match: Match, doc: Doc, cast: Cast, lexicon: Lexicon, setting: Setting) -> tuple[EventMention, float]:
    """The mention, with the share of such that are told as its confidence, and the share of those all right."""
    roles = participants(match, cast)
    reality = reality_of(match.token, lexicon)
    status = reality.status
    if reality.operator is not None and match.frame.cls in reality.operator.done:
        status = Status.OCCURRED
    if match.frame.cls in GATHERING and status in (Status.UNCERTAIN, Status.DENIED) and is_setting(match.token):
        status = Status.PLANNED if status is Status.UNCERTAIN else Status.OCCURRED  # that they may meet at it
        reality = replace(reality, certainty=1.0)
    if match.frame.status is not None and status in (Status.OCCURRED, Status.ONGOING):
        status = match.frame.status
    first, last = min(match.tokens), max(match.tokens)
    sentence = match.token.sent
    name = name_of(match, cast) if match.frame.cls in GATHERING else None
    sure = surety(match, roles, reality, status, setting, named=name is not None)
    words = doc.span(min(first, name.start if name is not None else first), last + 1)
    mention = EventMention(
        begin=words.start_char,
        end=words.end_char,
        text=words.text,
        root=match.token.i,
        cls=match.frame.cls,
        frame=match.frame.id,
        status=status,
        confidence=sure.told,
        sentence=(sentence.start_char, sentence.end_char),
        initiators=roles.initiators,
        targets=roles.targets,
        hosts=roles.hosts,
        places=roles.places,
        about=roles.about,
        quantities=_quantities(match),
        name=name.text if name is not None else None,
    )
    return mention, sure.right


def _quantities(match: Match) -> tuple[Quantity, ...]:
    tokens = [t for f in ("object", "of", "subject") for t in match.functions.get(f)]
    return quantities_of(tokens)
