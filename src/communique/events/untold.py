"""Acts that the words name but do not tell: imagined ones, habits, what one's own side does, what was asked in polls.

Each reason is a predicate over a match and its cast, as in `everyday`, which asks them after its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from communique.events import syntax
from communique.events.case import Case
from communique.events.gatherings import ENCOUNTERS
from communique.events.setting import words
from communique.parsing.tokens import Token

ATTITUDES = frozenset({"Support", "Request", "Accusation", "Rejection"})
_ASKED = words("percent percentage respondent pollster")
_ABLE = frozenset({"can", "could", "may", "might", "would"})
_SCENARIOS = words("scenario hypothesis fantasy nightmare eventuality")


def _is_polled(case: Case) -> bool:
    """What was asked in a poll: "40 percent of voters said they could not support him"."""
    if case.match.frame.cls not in ATTITUDES:
        return False
    return any(_counts(s) or _counts(_source(s)) for s in case.match.functions.get("subject"))


def _counts(noun: Token) -> bool:
    """Whether it is a share of people: "40 percent of voters", "voters" of it; or "respondents"."""
    whole = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ in ("of", "in") else noun
    return any(syntax.lemma(t) in _ASKED or t.text == "%" for n in (noun, whole) for t in (n, *n.children))


def _source(pronoun: Token) -> Token:
    """Who tells of themselves by a pronoun: of "the voters said that they could", the voters."""
    report = next((t for t in (pronoun.head.head, pronoun.head) if t.dep_ == "ROOT"), None)
    above = syntax.own_subjects(report) if report is not None and pronoun.pos_ == "PRON" else []
    return above[0] if above else pronoun


def _is_imagined(case: Case) -> bool:
    """What would be so in a scenario, and what people can become: "they can be the ones who free the town"."""
    clause = case.match.light or case.match.token
    for _ in range(syntax.MAX_CLIMB):
        if clause.dep_ == "relcl":
            whole = clause.head
            if syntax.lemma(whole) in _SCENARIOS and not any(c.lower_ in ("this", "that") for c in whole.lefts):
                return True
            able = whole.dep_ == "attr" and any(a.lower_ in _ABLE for a in whole.head.lefts if a.dep_ == "aux")
            if able:
                return True
        clause = clause.head
    return False


def _is_habit(case: Case) -> bool:
    """Whom somebody meets time and again: "she meets with families", told in the present, of many without a name."""
    verb, others = case.match.token, case.roles.initiators[1:]
    if case.match.frame.cls not in ENCOUNTERS or verb.tag_ not in ("VBP", "VBZ") or verb.sent.start == 0:
        return False
    if any(c.dep_ in ("aux", "auxpass") for c in verb.lefts):
        return False
    guests = [t for f in ("with", "object", "to") for t in case.match.functions.get(f)]
    return (
        bool(guests)
        and all(t.tag_ == "NNS" and not any(c.dep_ in ("det", "nummod", "poss") for c in t.lefts) for t in guests)
        and not any(m.country or m.title for m in others)
    )


def _is_own_duty(case: Case) -> bool:
    """What one's own side has to do: "said that his own party must wait"."""
    if case.match.frame.cls != "Request":
        return False
    doers = (s for c in syntax.clauses(case.match.token) for s in syntax.own_subjects(c))
    return any(_is_own(s) for s in doers)


def _is_own_closure(case: Case) -> bool:
    """What somebody shuts or takes away of their own, which forces nobody: "closed its own plants"."""
    return case.match.frame.cls == "Coercion" and any(
        c.lower_ == "own" for o in case.objects for c in o.lefts if c.dep_ in ("amod", "poss")
    )


def _is_own(noun: Token) -> bool:
    return any(c.lower_ == "own" for c in noun.lefts) and any(c.dep_ == "poss" for c in noun.lefts)


UNTOLD: Mapping[str, Callable[[Case], bool]] = {
    "polled": _is_polled,
    "imagined": _is_imagined,
    "habit": _is_habit,
    "own duty": _is_own_duty,
    "own closure": _is_own_closure,
}
