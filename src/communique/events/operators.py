"""Which operator embeds an event: the word that governs it and the lexicon's entry for that word."""

from __future__ import annotations

from communique.events import syntax
from communique.events.lexicon import ANY, Lexicon, Operator, Trigger
from communique.events.syntax import lemma
from communique.parsing.tokens import Token


def operator_above(token: Token, lexicon: Lexicon) -> tuple[Operator, Token] | None:
    """The operator that governs the token, and its word; none from beyond a semicolon."""
    if any(t.text == ";" for t in token.doc[min(token.i, token.head.i) : max(token.i, token.head.i)]):
        return None
    for place, word in _governors(token):
        for operator in lexicon.operators_by_lemma.get(lemma(word), ()):
            if place in operator.embeds and _is(operator, word) and not _barred(operator, word):
                return operator, word
    return None


def _governors(token: Token) -> list[tuple[str, Token]]:
    """Functions in which the token stands, with the word that it depends on there."""
    found = _functions(token)
    if any(place == "clause" for place, _ in found) and _non_finite(token):
        found += [("infinitive", word) for place, word in found if place == "clause"]
    return found


def _non_finite(verb: Token) -> bool:
    """An infinitive, a gerund, or a subjunctive ("demanded that he leave"): what is wanted, not what is reported."""
    if verb.tag_ == "VBG":
        return not any(c.dep_ == "aux" and c.tag_ != "TO" for c in verb.lefts)
    auxiliaries = [c for c in verb.lefts if c.dep_ in ("aux", "auxpass")]
    if any(c.tag_ == "TO" for c in auxiliaries):
        return True
    if auxiliaries:
        return auxiliaries[0].tag_ == "VB"  # "demanded that he be freed"
    return verb.tag_ == "VB" or (verb.tag_ == "VBP" and any(s.tag_ in ("NN", "NNP") for s in syntax.own_subjects(verb)))


def _functions(token: Token) -> list[tuple[str, Token]]:
    head, dep = token.head, token.dep_
    found: list[tuple[str, Token]] = []
    if head is token:
        return found
    if dep in ("xcomp", "ccomp", "oprd", "csubj", "csubjpass"):
        found.append(("clause", head))
        if lemma(head) == "be" or head.pos_ == "AUX":
            found += [("clause", c) for c in head.children if c.dep_ in ("acomp", "attr", "oprd")]
            found += [("out", noun) for noun in syntax.ruled_out(head)]
    elif dep in ("dobj", "attr", "obj") or dep == "nsubjpass":
        found.append(("object", head))
    elif dep == "nsubj":
        found.append(("subject", head))
        if lemma(head) == "be":
            found += [("subject", c) for c in head.children if c.dep_ in ("acomp", "attr")]
            found += [("out", noun) for noun in syntax.ruled_out(head)]
    elif (dep in ("advcl", "relcl") and syntax.is_infinitive(token)) or dep == "acl":
        found.append(("clause", head))
    elif dep in ("pobj", "pcomp"):
        found.append((head.lower_, head.head))
        if head.head.lower_ in ("out", "off", "away", "ahead", "forward") and head.head.dep_ in (
            "prep",
            "advmod",
            "prt",
        ):
            found.append((head.lower_, head.head.head))
    elif dep == "compound":
        found.append(("noun", head))
    if dep in ("nsubj", "nsubjpass"):
        found += [("object" if syntax.is_passive(x) else "subject", x) for x in syntax.raised(head)]
    for child in token.children:
        # "talks scheduled for Monday", "a visit that was called off"
        if child.dep_ in ("acl", "relcl") and child.i > token.i:
            objects = child.tag_ == "VBN" or any(c.dep_ == "nsubjpass" for c in child.children)
            found.append(("object" if objects else "subject", child))
    return found


def _is(operator: Operator, word: Token) -> bool:
    if operator.kind == "verb" and not syntax.is_verbal(word) and word.tag_ not in ("VBN", "VBG", "VBD"):
        return False
    if operator.kind == "noun" and word.pos_ not in ("NOUN", "PROPN"):
        return False
    if operator.kind == "adjective" and word.pos_ not in ("ADJ", "VERB", "ADV"):
        return False
    return is_said(operator, word)


def is_said(operator: Operator, word: Token) -> bool:
    """Whether the word is a trigger of the operator with its particle: "broke off" and not "broke"."""
    return any(t.head == lemma(word) and _particle(t, word) for t in operator.triggers)


def _particle(trigger: Trigger, word: Token) -> bool:
    return trigger.particle is None or any(
        c.lower_ == trigger.particle and c.dep_ in ("prt", "prep", "advmod") for c in word.children
    )


def _barred(operator: Operator, word: Token) -> bool:
    for function, words in operator.unless.items():
        fillers = [c for c in word.children if _function_of(c) == function]
        if any(words == {ANY} or lemma(f) in words for f in fillers):
            return True
    return False


def _function_of(child: Token) -> str:
    return {"nsubj": "subject", "dobj": "object", "nsubjpass": "object"}.get(child.dep_, child.lower_)
