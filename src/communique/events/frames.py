"""The entries of the lexicon as records, and the rules that a written entry must keep to become one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from communique.model import Status

PREPOSITIONS = frozenset(
    """
    about above across after against ahead along alongside amid among around as at before behind between beyond by
    concerning despite down during for from in inside into near of off on onto out outside over past regarding since
    than through throughout till to toward towards under until up upon via with within without
    involving including beside besides amongst versus throughout following amidst unlike like regarding plus
    """.split()  # noqa: SIM905 - a paragraph of words reads better than a list
)
FUNCTIONS = (
    frozenset({"subject", "object", "dative", "clause", "predicate", "possessor", "compound", "modifier"})
    | PREPOSITIONS
)
ROLES = frozenset({"initiator", "target", "host", "place", "about"})
KINDS = ("verb", "noun", "adjective")
ANY = "*"  # as a condition's word: whatever fills the function

_FRAME_KEYS = frozenset(
    {"id", "class", "particle", "object", "subject", "prep", "unless", "needs", "roles", "reciprocal", "status"}
    | {"confidence", "example", "counter", "clause", "clause_modal", "predicate", "kind", "never", *KINDS}
)
_OPERATOR_KEYS = frozenset(
    {"id", "particle", "embeds", "status", "light", "role", "done", "negated", "example", "counter", "unless", *KINDS}
)
EMBEDDINGS = frozenset({"clause", "infinitive", "object", "subject", "noun"}) | PREPOSITIONS

KIND_FAMILIES = {
    "Place": ("Country", "City", "Region", "Facility", "Place"),
    "Person": ("Person", "Group", "Position", "Actor"),
    "Individual": ("Person",),
    "Organization": (
        *("Organization", "GovernmentBody", "InternationalOrganization"),
        *("ArmedGroup", "PoliticalParty", "MediaOrganization"),
    ),
}
KIND_FAMILIES["Body"] = KIND_FAMILIES["Organization"]
MENTION_KINDS = frozenset(kind for family in KIND_FAMILIES.values() for kind in family)

Words = frozenset[str]
Conditions = Mapping[str, Words]


@dataclass(frozen=True, slots=True)
class Trigger:
    """The lemma that evokes: `head`, the words right before it (of a noun), and a particle (of a verb)."""

    head: str
    before: tuple[str, ...] = ()
    particle: str | None = None

    def __str__(self) -> str:
        return " ".join((*self.before, self.head, *([self.particle] if self.particle else [])))


@dataclass(frozen=True, slots=True)
class Frame:
    """A sense of a word: the class of event that it evokes, under which conditions, and who fills the roles."""

    id: str
    cls: str
    kind: str  # "verb", "noun", "adjective"
    triggers: tuple[Trigger, ...]
    roles: Mapping[str, str] = field(default_factory=dict)  # function -> role
    where: Conditions = field(default_factory=dict)  # function -> head lemmas, one of which must fill it
    unless: Conditions = field(default_factory=dict)
    alternatives: Conditions = field(default_factory=dict)  # prepositions, one of which must be filled so
    needs: tuple[frozenset[str], ...] = ()  # of each set of functions one must be filled by a mention; ANY: some role
    kinds: Mapping[str, Words] = field(default_factory=dict)  # function -> classes of mention that may fill it
    never: Mapping[str, Words] = field(default_factory=dict)  # function -> classes of mention that make another sense
    clause_modal: Words = frozenset()  # the clause's verb must have one of these auxiliaries
    reciprocal: bool = False
    status: Status | None = None
    confidence: float = 0.8
    examples: tuple[str, ...] = ()
    counters: tuple[str, ...] = ()
    source: str = ""

    @property
    def specificity(self) -> int:
        """The more a frame asks for, the earlier it is chosen among those that match one trigger."""
        conditions = [*self.where.values(), *list(self.alternatives.values())[:1]]
        asked = sum(2 if words != {ANY} else 1 for words in conditions) + len(self.kinds) + 2 * bool(self.clause_modal)
        longest = max(len(t.before) + (t.particle is not None) for t in self.triggers)
        return 4 * asked + 4 * longest + len(self.needs)


@dataclass(frozen=True, slots=True)
class Operator:
    """A word that embeds an event: `status` is what it makes of it; a light verb (`light`) makes nothing of it."""

    id: str
    kind: str
    triggers: tuple[Trigger, ...]
    embeds: frozenset[
        str
    ]  # where the event stands: clause, infinitive, object, subject, noun (of an adjective), a preposition
    status: Status | None = None
    negated: Status | None = None  # what its own negation makes of it, where that is not the status turned round
    light: bool = False
    done: frozenset[str] = frozenset()  # classes of act that the word itself carries out: "decided to lift sanctions"
    role: str = "initiator"  # of a light verb: what its subject is in the event
    unless: Conditions = field(default_factory=dict)
    examples: tuple[str, ...] = ()
    counters: tuple[str, ...] = ()
    source: str = ""


class Problem(Exception):
    """What is wrong with one part of an entry."""


def frame_of(entry: dict[str, Any], name: str, source: str, classes: Collection[str] | None) -> Frame:
    _known_keys(entry, _FRAME_KEYS)
    cls = entry.get("class")
    if not isinstance(cls, str):
        raise Problem("no class; name the ontology class that it evokes, such as Meeting")
    if classes is not None and cls not in classes:
        raise Problem(f"unknown class {cls!r}; name an event class that the ontology declares")
    kind, triggers = _triggers(entry)
    where: dict[str, Words] = {
        f: _words(entry[f], f) for f in ("object", "subject", "clause", "predicate") if f in entry
    }
    roles = entry.get("roles", {})
    if not isinstance(roles, dict):
        raise Problem("roles must map functions to roles, such as {subject: initiator, object: target}")
    for function, role in roles.items():
        _function(function, "roles")
        if role not in ROLES:
            raise Problem(f"unknown role {role!r}; one of {', '.join(sorted(ROLES))}")
    needs = tuple(frozenset(group.split("|")) for group in _words_in_order(entry.get("needs", []), "needs"))
    for function in (f for group in needs for f in group if f != "any"):
        _function(function, "needs")
    confidence = entry.get("confidence", 0.8)
    if isinstance(confidence, bool) or not isinstance(confidence, (int, float)) or not 0 < confidence <= 1:
        raise Problem(f"confidence {confidence!r} is no number above 0 up to 1")
    if not isinstance(entry.get("reciprocal", False), bool):
        raise Problem("reciprocal must be true or false")
    return Frame(
        id=name,
        cls=cls,
        kind=kind,
        triggers=triggers,
        roles=roles,
        where=where,
        unless=_conditions(entry.get("unless", {}), "unless"),
        alternatives=_conditions(entry.get("prep", {}), "prep"),
        needs=needs,
        kinds=_kinds(entry.get("kind", {}), "kind"),
        never=_kinds(entry.get("never", {}), "never"),
        clause_modal=_words(entry["clause_modal"], "clause_modal") if "clause_modal" in entry else frozenset(),
        reciprocal=entry.get("reciprocal", False),
        status=_status(entry, "status"),
        confidence=float(confidence),
        examples=_sentences(entry, "example"),
        counters=_sentences(entry, "counter"),
        source=source,
    )


def operator_of(entry: dict[str, Any], name: str, source: str, classes: Collection[str] | None) -> Operator:
    _known_keys(entry, _OPERATOR_KEYS)
    kind, triggers = _triggers(entry)
    embeds = frozenset(_words_in_order(entry.get("embeds", []), "embeds"))
    if not embeds:
        raise Problem("embeds is missing; say where the event stands: clause, object, subject, noun or a preposition")
    if wrong := sorted(embeds - EMBEDDINGS):
        raise Problem(f"unknown function {wrong[0]!r} in embeds; one of " + ", ".join(sorted(EMBEDDINGS)))
    light = entry.get("light", False)
    if not isinstance(light, bool):
        raise Problem("light must be true or false")
    role = entry.get("role", "initiator")
    if role not in ROLES:
        raise Problem(f"unknown role {role!r}; one of {', '.join(sorted(ROLES))}")
    status = _status(entry, "status")
    if status is None and not light:
        raise Problem("status is missing; one of " + ", ".join(Status))
    return Operator(
        id=name,
        kind=kind,
        triggers=triggers,
        embeds=embeds,
        status=status,
        negated=_status(entry, "negated"),
        light=light,
        done=_classes(entry.get("done", []), classes),
        role=role,
        unless=_conditions(entry.get("unless", {}), "unless"),
        examples=_sentences(entry, "example"),
        counters=_sentences(entry, "counter") if "counter" in entry else (),
        source=source,
    )


def _kinds(value: Any, key: str) -> dict[str, Words]:
    """Classes by function, a family's name standing for all its classes."""
    if not isinstance(value, dict):
        raise Problem(f"{key} must map functions to classes of mention, such as {{object: [Place]}}")
    found = {}
    for function, names in value.items():
        _function(function, key)
        listed = names if isinstance(names, list) else [names]
        if wrong := [n for n in listed if n not in KIND_FAMILIES and n not in MENTION_KINDS]:
            raise Problem(f"unknown {key} {wrong[0]!r}; one of {', '.join(sorted({*KIND_FAMILIES, *MENTION_KINDS}))}")
        found[function] = frozenset(k for n in listed for k in KIND_FAMILIES.get(n, (n,)))
    return found


def _classes(names: Any, known: Collection[str] | None) -> frozenset[str]:
    listed = names if isinstance(names, list) else [names]
    if wrong := [n for n in listed if not isinstance(n, str) or (known is not None and n not in known)]:
        raise Problem(f"unknown class {wrong[0]!r} in done; name event classes that the ontology declares")
    return frozenset(listed)


def _known_keys(entry: dict[str, Any], keys: frozenset[str]) -> None:
    if unknown := sorted(str(key) for key in entry if key not in keys):
        raise Problem(f"unknown key {unknown[0]!r}; one of {', '.join(sorted(keys))}")


def _triggers(entry: dict[str, Any]) -> tuple[str, tuple[Trigger, ...]]:
    kinds = [kind for kind in KINDS if kind in entry]
    if len(kinds) != 1:
        raise Problem("give exactly one of verb, noun and adjective")
    kind = kinds[0]
    particles = _words_in_order(entry["particle"], "particle") if "particle" in entry else []
    if particles and kind != "verb":
        raise Problem("particle belongs to a verb; put it into the noun or adjective itself")
    triggers = []
    for phrase in _words_in_order(entry[kind], kind):
        words = phrase.split()
        if kind == "verb":
            if len(words) > 2 or (len(words) == 2 and particles):
                raise Problem(
                    f"verb {phrase!r} must be a lemma, or a lemma and its particle; put its object in 'object'"
                )
            triggers += [Trigger(words[0], particle=p) for p in words[1:] or particles or (None,)]
        else:
            triggers.append(Trigger(words[-1], before=tuple(words[:-1])))
    if not triggers:
        raise Problem(f"{kind} is empty; give the lemma that evokes the event")
    return kind, tuple(triggers)


def _words_in_order(value: Any, key: str) -> list[str]:
    values = value if isinstance(value, list) else [value]
    if wrong := [v for v in values if not isinstance(v, str) or not v.strip()]:
        raise Problem(f"{key} holds {wrong[0]!r}, which is no word; quote it")
    return [v.strip().lower() for v in values]


def _words(value: Any, key: str) -> Words:
    return frozenset({ANY}) if value is True else frozenset(_words_in_order(value, key))


def _conditions(value: Any, key: str) -> dict[str, Words]:
    if not isinstance(value, dict):
        raise Problem(f"{key} must map functions to head lemmas, such as {{of: [crime, fraud]}}")
    for function in value:
        _function(function, key)
    return {function: _words(words, f"{key}.{function}") for function, words in value.items()}


def _function(name: Any, key: str) -> None:
    if name not in FUNCTIONS:
        raise Problem(
            f"unknown function {name!r} in {key}; one of subject, object, dative, clause, possessor, compound, "
            "modifier or a preposition"
        )


def _status(entry: dict[str, Any], key: str) -> Status | None:
    name = entry.get(key)
    if name is None:
        return None
    if name not in set(Status):
        raise Problem(f"unknown {key} {name!r}; one of {', '.join(Status)}")
    return Status(name)


def _sentences(entry: dict[str, Any], key: str) -> tuple[str, ...]:
    value = entry.get(key)
    values = value if isinstance(value, list) else [value]
    sentences = tuple(v.strip() for v in values if isinstance(v, str) and v.strip())
    if not sentences or len(sentences) != len(values):
        raise Problem(f"no {key}; give a sentence that must {'' if key == 'example' else 'not '}evoke it")
    return sentences
