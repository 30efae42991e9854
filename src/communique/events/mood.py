"""Questions that the status of an event asks of its clause and its noun phrase: negation, tense, definiteness."""

from __future__ import annotations

from communique.events import nouns, syntax
from communique.parsing.tokens import Token

_SIDELINES = frozenset({"sideline", "margin", "fringe"})
# "a renewal of talks": the noun says in what phase the thing is, and shares its reality
_PHASES = frozenset({"renewal", "resumption", "start", "beginning", "opening", "launch", "continuation", "restart"})
_OFTEN = frozenset(
    """
    always often usually regularly frequently routinely typically generally sometimes occasionally rarely seldom
    habitually invariably constantly normally
    """.split()  # noqa: SIM905 - a paragraph of words reads better than a list
)
_TASTES = frozenset({"like", "love", "hate", "enjoy", "dislike", "mind", "loathe"})
_NEVER = frozenset({"time", "point", "circumstance", "circumstances", "way", "condition", "conditions"})  # "at no time"
_THANKS = frozenset({"thank", "congratulate"})


def negated(token: Token) -> bool:
    """Negation by particle, adverb or a negative subject or object ("no talks were held", "nobody met")."""
    for child in token.children:
        if child.lower_ == "longer" and any(c.lower_ == "no" for c in child.lefts):
            return True
        if child.lower_ in ("nor", "neither") and child.i > token.i:
            continue  # what follows is denied: "denied it, nor did she sign"
        if child.dep_ == "prep" and any(is_no(c) and c.lower_ in _NEVER for c in child.rights):
            return True
        if child.dep_ == "neg" or child.lower_ in ("never", "nor", "neither", "hardly"):
            return not (child.i + 1 < len(token.doc) and token.doc[child.i + 1].lower_ == "only")
        if child.dep_ in ("nsubj", "nsubjpass", "dobj") and is_no(child):
            return True
    return False


def is_no(noun: Token) -> bool:
    return noun.lower_ in ("nobody", "none", "nothing") or any(
        c.lower_ in ("no", "neither") and c.dep_ in ("det", "preconj", "advmod") for c in noun.lefts
    )


def auxiliaries(verb: Token) -> list[Token]:
    """The verb's own auxiliaries, or those of the verb that it is coordinated with and shares a subject with."""
    own = [c for c in verb.lefts if c.dep_ in ("aux", "auxpass")]
    if own or verb.dep_ != "conj" or not syntax.is_verbal(verb.head) or syntax.own_subjects(verb):
        return own
    if verb.tag_ in ("VBD", "VBZ", "VBP"):
        return []
    return auxiliaries(verb.head)


def whole_of(noun: Token) -> Token:
    """The noun that stands for this one in its clause: the first of a list, "round" of "a round of talks"."""
    top = noun
    while top.dep_ in ("conj", "appos") and top.head.pos_ in ("NOUN", "PROPN") and top.head.i != top.i:
        top = top.head
    for _ in range(2):
        if top.dep_ == "pobj" and top.head.lower_ == "of":
            whole = top.head.head
            if syntax.lemma(whole) in nouns.PARTITIVES | _SIDELINES | _PHASES:
                top = whole
    return top


def is_nothing(noun: Token) -> bool:
    """Whether the noun or the list that it belongs to is negated: "neither place nor time"."""
    first = noun.head if noun.dep_ == "conj" else noun
    edge = noun.left_edge.i
    before = noun.doc[edge - 1].lower_ if edge else ""
    return before == "nor" or any(c.lower_ in ("no", "neither", "nor") for t in (noun, first) for c in t.children)


def ancestors(token: Token) -> list[Token]:
    found: list[Token] = []
    while token.head is not token and len(found) < 2 * syntax.MAX_CLIMB:
        token = token.head
        found.append(token)
    return found


def is_coming(noun: Token) -> bool:
    """Whether "next month", "tomorrow" and the like stand with the noun or end its phrase."""
    after = [t for c in noun.rights for t in c.subtree if c.dep_ in ("npadvmod", "prep", "tmod")]
    return any(t.lower_ == "tomorrow" or (t.lower_ in ("next", "coming") and t.head.ent_type_ == "DATE") for t in after)


def is_present(verb: Token) -> bool:
    """Whether the clause tells of the present, not in the perfect."""
    own = auxiliaries(verb)
    finite = next((a for a in own if a.tag_ in ("VBZ", "VBP", "VBD", "MD")), verb)
    return finite.tag_ in ("VBZ", "VBP") and not (syntax.lemma(finite) == "have" and finite is not verb)


def is_definite(noun: Token) -> bool:
    """Whether the phrase speaks of a certain event: "the raid", "Monday's raid", "this year's raid on X"."""
    return any(
        c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ in ("the", "this", "that", "these", "those"))
        for c in noun.lefts
    )


def inverted(verb: Token) -> bool:
    """Whether an auxiliary stands before the subject: "did Oslo sign", "had Oslo signed"."""
    subject = next((c for c in verb.lefts if c.dep_ in syntax.SUBJECTS), None)
    return subject is not None and any(c.dep_ in ("aux", "auxpass") and c.i < subject.i for c in verb.lefts)


def is_asked(verb: Token) -> bool:
    """A question for yes or no; what "why" and "when" ask about is taken to be so."""
    if not inverted(verb) or any(t.tag_ in ("WRB", "WP", "WDT", "WP$") for c in verb.lefts for t in c.subtree):
        return False
    return any(t.text == "?" for t in list(verb.sent)[-3:])


def is_supposed(verb: Token) -> bool:
    """An if without the word: "had Oslo signed, Lima would have followed"."""
    first = next((c for c in verb.lefts if c.dep_ in ("aux", "auxpass")), None)
    return verb.dep_ == "advcl" and inverted(verb) and first is not None and first.lower_ in ("had", "were", "should")


def is_announced(verb: Token) -> bool:
    """The infinitive of headlines, which have no other verb: "Oslo to host talks", "envoy to visit Lima"."""
    if not syntax.is_infinitive(verb):
        return False
    if verb.dep_ == "ROOT":
        return bool(syntax.own_subjects(verb))
    return (
        verb.dep_ in ("relcl", "acl")
        and verb.head.dep_ == "ROOT"
        and verb.head.pos_ in ("NOUN", "PROPN")
        and not any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in verb.sent)
    )


def _opens_a_quotation(verb: Token) -> bool:
    """As in "“Shoot it down,” he wrote"."""
    before = verb.nbor(-1) if verb.i else None
    return (
        before is not None and before.text in ('"', "“", "‘", "'", "``") and verb.dep_ in ("ccomp", "parataxis", "dep")
    )


def is_general(verb: Token) -> bool:
    """An order to whoever reads it ("talk to them"), a habit ("they march every Friday"), a taste: no certain event."""
    if verb.dep_ == "xcomp" and verb.tag_ in ("VBG", "VBN") and syntax.lemma(verb.head) in _TASTES:
        return True
    if verb.tag_ == "VB" and (verb.dep_ == "ROOT" or _opens_a_quotation(verb)):
        idle = not any(c.dep_ in ("aux", "auxpass") or c.dep_ in syntax.SUBJECTS for c in verb.lefts)
        return idle and syntax.lemma(verb) not in _THANKS
    if verb.tag_ not in ("VBP", "VBZ") or auxiliaries(verb):
        return False
    return any(
        (c.dep_ == "advmod" and c.lower_ in _OFTEN)
        or (c.dep_ in ("npadvmod", "tmod") and any(d.lower_ in ("every", "each") for d in c.lefts))
        for c in verb.children
    )
