"""What the writer adds to the words of others: where a reported clause or phrase ends though the parser goes on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from communique.parsing.tokens import Token
from communique.speech.words import names_thing

_CONTRAST = frozenset(["while", "as", "though", "although", "even", "despite"])
SPEAKING = frozenset([
    "accuse", "add", "argue", "assert", "call", "cite", "claim", "describe", "explain", "insist", "note", "point",
    "announce", "condemn", "consider", "criticize", "demand", "pledge", "praise", "predict", "promise", "refer", "say",
    "stress", "suggest", "tell", "threaten", "urge", "vow", "warn",
])  # fmt: skip
_ASIDES = SPEAKING | {  # what the writer makes of it: "..., highlighting the rift"
    "complicate", "deepen", "echo", "fuel", "heighten", "highlight", "mark", "mirror", "prompt", "raise", "reflect",
    "signal", "spark", "underline", "underscore",
}  # fmt: skip
DASHES = frozenset(["—", "–", "--", "-", "―"])
_BREAKS = DASHES | {","}
_CLOSING = frozenset(["”", "’", '"', "''", "'"])
_AT_END = frozenset(["appos", "npadvmod", "prep", "relcl"])
_MEDIA = frozenset(["email", "interview", "speech", "statement", "tweet"])  # where it was said: "..., in a statement"
# Nouns that sum up what was said before: ", a point that the mayor granted too"
_SUMMARIES = frozenset([
    "accusation", "allegation", "argument", "assertion", "attempt", "challenge", "charge", "claim", "comment",
    "decision", "development", "effort", "fact", "feat", "goal", "idea", "issue", "message", "move", "notion", "point",
    "position", "possibility", "practice", "prediction", "promise", "proposal", "prospect", "reference", "remark",
    "sentiment", "shift", "sign", "stance", "statement", "step", "suggestion", "theme", "theory", "threat", "view",
    "vow", "warning",
])  # fmt: skip


def asides(tops: Sequence[Token]) -> frozenset[int]:
    """Roots of what the writer adds to reported clauses."""
    return frozenset(a.i for top in tops for a in (*_after_clause(top), *_at_end(top)))


def _after_clause(clause: Token) -> Iterator[Token]:
    """What the writer adds to a reported clause after a comma or dash: ", while critics call it a folly"."""
    for verb in (clause, *clause.conjuncts):
        for child in verb.rights:
            edge = child.left_edge
            before = sign_before(edge)
            is_contrast = child.dep_ in ("advcl", "prep") and edge.lower_ in _CONTRAST and before in _BREAKS
            is_contrast = is_contrast and not (edge.lower_ == "even" and edge.nbor().lower_ not in ("as", "though"))
            is_contrast = is_contrast and not _is_parallel(child, verb)
            goes_on = child.dep_ == "advcl" and child.tag_ == "VBG" and child.lemma_ in _ASIDES and before == ","
            is_outer = child.dep_ == "conj" and belongs_outside(child, clause)
            is_apart = child.dep_ in ("conj", "parataxis", "advcl") and _after_dash(edge, before)
            is_apart = is_apart and edge.lower_ not in ("that", "if", "unless")
            if is_outer or is_contrast or goes_on or is_apart:
                yield child


def _is_parallel(child: Token, verb: Token) -> bool:
    """Whether "while" goes on with the report, as the mood tells: "said one would win, while the other would lose"."""
    modals = [{c.lemma_ for c in v.lefts if c.tag_ == "MD"} for v in (child, verb)]
    return bool(modals[0] & modals[1])


def sign_before(token: Token) -> str:
    """The token before, a closing quotation mark left out: the comma of "“...,” adding"."""
    i = token.i - 1
    while i > 0 and token.doc[i].text in _CLOSING:
        i -= 1
    return token.doc[i].text if i >= 0 else ""


def explanations(noun: Token) -> Iterator[Token]:
    """What the writer tells of a thing after a comma: "the pact, which nobody has read"."""
    for child in noun.rights:
        edge = child.left_edge
        if child.dep_ in ("appos", "relcl", "acl", "amod", "advcl") and edge.i and edge.nbor(-1).text == ",":
            yield child


def _at_end(top: Token) -> Iterator[Token]:
    """What explains the last words: ", the founder of the ferry line", ", a step that the guild regrets", ", which
    the mayor called a folly"."""
    end = top.right_edge
    while end.i > top.i and not end.text[:1].isalnum():
        end = end.nbor(-1)
    for token in top.subtree:
        if token.i <= top.i or token.dep_ not in _AT_END or token.right_edge.i < end.i or token.left_edge.i == 0:
            continue
        is_apart = token.left_edge.nbor(-1).text == ","
        if token.dep_ == "prep":
            held = next((c for c in token.children if c.dep_ == "pobj"), None)
            if token.lower_ == "in" and held is not None and held.lemma_ in _MEDIA and held.tag_ == "NN":
                yield token
            continue
        if not is_apart:
            continue
        if token.dep_ == "relcl":
            named = any(c.dep_ == "nsubj" and c.pos_ in ("NOUN", "PROPN") for c in token.lefts)
            if token.lemma_ in SPEAKING and named:
                yield token
            continue
        articles = {c.lower_ for c in token.lefts if c.dep_ == "det"}
        sums_up = token.lemma_ in _SUMMARIES and articles & {"a", "an"} and any(c.dep_ == "relcl" for c in token.rights)
        is_gloss = token.dep_ == "appos" and token.head.pos_ == "PROPN" and token.pos_ == "NOUN" and articles
        if sums_up or is_gloss:
            yield token


def belongs_outside(conjunct: Token, clause: Token) -> bool:
    """Whether a verb that the parser joined to a reported clause goes on with the report: "said fares would rise and
    warned ...", which the mood tells, or that things don't speak."""
    if conjunct.tag_ not in ("VBD", "VBN") or clause.head.tag_ != "VBD" or has_aux(conjunct):
        return False
    joined = next((c for c in clause.rights if c.dep_ == "cc"), None)
    if joined is not None and sign_before(joined) == "," and clause.head.dep_ == "conj" and joined.lower_ == "and":
        return clause.head.i < clause.i  # the last of a list: "hid facts, admitted it lost mails, and kept silent"
    if conjunct.tag_ == "VBN":
        return False
    if clause.tag_ in ("VBZ", "VBP") or any(c.tag_ in ("MD", "VBZ", "VBP") for c in clause.lefts if c.dep_ == "aux"):
        return True
    if conjunct.lemma_ not in SPEAKING:
        return False
    if joined is not None and joined.lower_ == "but" and any(c.dep_ == "ccomp" for c in conjunct.rights):
        return True  # "admitted that the clerk had erred but noted that ..."
    subjects = [c for c in clause.lefts if c.dep_ in ("nsubj", "nsubjpass")]
    if joined is not None and all(s.lower_ in ("he", "she", "they") for s in subjects):
        return True  # "said that she was ill and urged ..."
    return all(names_thing(s) or s.lower_ == "it" for s in subjects)


def _after_dash(edge: Token, before: str) -> bool:
    if before in DASHES:
        return True
    return edge.i > 1 and before in ("and", "but") and edge.nbor(-2).text in DASHES


def has_aux(token: Token) -> bool:
    return any(child.dep_ in ("aux", "auxpass", "nsubj", "nsubjpass") for child in token.children)


def without_glosses(tops: list[Token]) -> tuple[list[Token], frozenset[int]]:
    """The tops, and what a dash sets off in them as the writer's: "a second Lund – the captain whom he adored"."""
    glosses = set()
    for token in (t for top in tops for t in top.subtree if t.dep_ in ("appos", "relcl", "acl")):
        edge = token.left_edge
        if edge.i > 1 and edge.nbor(-1).text in DASHES and edge.nbor(-2).whitespace_:
            glosses.add(token.i)
    for top in tops:
        glosses.update(c.i for c in top.rights if c.dep_ == "conj" and c.tag_ == "VBG" and top.pos_ in ("ADJ", "NOUN"))
    return tops, frozenset(glosses | {aside.i for top in tops for aside in _at_end(top)})
