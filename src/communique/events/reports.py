"""Acts that those tell of who do them: "Oslo said that it would send doctors".

What an actor reports of itself is told as firmly as a main clause tells it, and its pronoun is the actor.
"""

from __future__ import annotations

from communique.events import nouns, syntax
from communique.parsing.tokens import Token

REPORTING = frozenset(
    """
    say tell announce add state declare report confirm reveal disclose note claim insist explain write pledge warn
    indicate suggest believe think know expect hope stress reiterate vow promise inform assure
    """.split()  # noqa: SIM905 - a paragraph of words reads better than a list
)
_IN_ONE_CLAUSE = frozenset({"xcomp", "acomp", "attr", "oprd"})


def report_of(verb: Token) -> Token | None:
    """The reporting verb that the clause of this verb hangs on: "said" for "send" in "said it was ready to send"."""
    top = clause_of(verb)
    head = top.head
    reports = top.dep_ == "ccomp" and head.i < top.i and syntax.lemma(head) in REPORTING
    return head if reports else None


def clause_of(verb: Token) -> Token:
    """The verb at the head of the clause: "was" for "send" in "was ready to send and to pay"."""
    for _ in range(syntax.MAX_CLIMB):
        shared = verb.dep_ == "conj" and syntax.is_verbal(verb.head) and not syntax.own_subjects(verb)
        if verb.dep_ not in _IN_ONE_CLAUSE and not shared:
            break
        verb = verb.head
    return verb


def speakers(pronoun: Token) -> list[Token]:
    """Who makes the report in whose clause the pronoun is the subject; none where it is no such subject."""
    verb = pronoun.head
    if pronoun.dep_ not in syntax.SUBJECTS or verb.dep_ != "ccomp":
        return []
    report = report_of(verb)
    if report is None or syntax.is_passive(report):
        return []
    return [h for s in syntax.surface_subjects(report) for h in nouns.heads(s)]
