"""Where a text may tell that somebody speaks: its words looked up among the cues."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from communique.parsing.tokens import Doc, Token
from communique.speech.cues import Cue, Cues


def candidates(doc: Doc, cues: Cues) -> Iterator[tuple[Token, list[Cue]]]:
    """Tokens that begin a cue, each with the cues that it may be."""
    words, forms, phrases = cues.words, cues.by_form, cues.phrases
    for token in doc:
        word = token.lemma_ if token.lemma_ in words else forms.get(token.lower_)
        found: list[Cue] = []
        if word is not None:
            if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("amod", "compound", "case"):
                found = [cue for cue in cues.verbs.get(word, ()) if _fits(token, word, cue)]
            if not found and token.pos_ in ("ADJ", "VERB") and token.dep_ in ("acomp", "ROOT", "ccomp", "conj"):
                found = list(cues.adjectives.get(token.lower_, ()))
            elif token.pos_ == "NOUN":
                found = list(cues.nouns.get(word, ()))
        elif token.lower_ in phrases:
            found = [cue for cue in phrases[token.lower_] if _fits(token, token.lower_, cue)]
        if found:
            yield token, found


def _fits(token: Token, first: str, cue: Cue) -> bool:
    """Whether the words of the cue that begin with this one follow: "point out"."""
    following = [t.lower_ for t in token.doc[token.i + 1 : token.i + 6] if not t.is_space]
    for word in cue.words:
        head, *rest = word.split()
        if head == first and following[: len(rest)] == rest:
            return True
    return False


def hands_on(verb: Token, quoting: Collection[int]) -> bool:
    """Whether the verb says nothing itself: it leads to the one that does ("is quoted as saying"), gives a name, or
    tells in a participle who somebody is ("people briefed on the matter say")."""
    if verb.lemma_ == "call" and verb.i > 1 and verb.nbor(-1).lower_ == "also" and verb.nbor(-2).text == ",":
        return True  # ", also called the Old Pier": a name
    if verb.lemma_ == "continue" and any(c.dep_ == "aux" and c.i == verb.i + 1 for r in verb.rights for c in r.lefts):
        return True  # "continued to renew it"
    if _is_participle(verb, quoting):
        return True
    if verb.lemma_ == "quote" and any(c.lower_ == "i" for c in verb.lefts):
        return True  # "the envoy said, and I quote"
    return any(
        c.lower_ == "as" and c.dep_ == "prep" and any(p.dep_ == "pcomp" and p.i in quoting for p in c.children)
        for c in verb.children
    )


def _is_participle(verb: Token, quoting: Collection[int]) -> bool:
    """Whether the verb tells who speaks, though the parser took it for the main verb: "people briefed on it say"."""
    if verb.tag_ not in ("VBD", "VBN") or any(c.dep_ in ("aux", "auxpass", "dobj") for c in verb.children):
        return False
    says = (c for c in verb.rights if c.dep_ == "ccomp" and c.tag_ in ("VBD", "VBZ", "VBP") and c.i in quoting)
    return any(not any(s.dep_ in ("nsubj", "nsubjpass", "mark", "expl") for s in c.lefts) for c in says)


def may_quote(found: Sequence[Cue]) -> bool:
    """Whether one of the cues introduces quotations."""
    return any("quote" in cue.takes for cue in found)
