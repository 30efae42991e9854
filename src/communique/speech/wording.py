"""The reporting words themselves: how far they go, whom they address, through what medium, and whether it was said."""

from __future__ import annotations

from communique.model import Status
from communique.parsing.tokens import Token
from communique.speech.cues import Cue

_REFUSING = frozenset(["decline", "refuse", "fail", "avoid", "stop"])
_COMING = frozenset(["expect", "plan", "due", "schedule", "set", "likely", "prepare", "intend", "poised", "want"])
_SET_ABOUT = frozenset(["appear", "begin", "continue", "manage", "proceed", "seem", "start"])
_FINITE = frozenset(["VBD", "VBP", "VBZ"])
_OPEN = frozenset(["may", "might", "could"])
_HEARSAY = frozenset(["reportedly", "allegedly", "supposedly", "purportedly"])
_MEDIA = frozenset([
    "statement", "interview", "speech", "email", "e-mail", "mail", "tweet", "letter", "article",
    "op-ed", "post", "conference", "briefing", "twitter", "facebook", "telegram", "message", "address",
    "remark", "testimony", "column", "memo", "call", "report", "book", "podcast", "television", "tv",
    "radio", "parliament", "blog", "essay", "video", "broadcast", "comment", "presentation",
    "appearance", "instagram", "cnn", "fox", "nbc", "abc", "cbs", "bbc", "editorial",
])  # fmt: skip
_MEDIUM_PREPOSITIONS = frozenset(["in", "on", "at", "during", "via", "through", "by"])


def cue_tokens(verb: Token, cue: Cue) -> tuple[int, int]:
    """First and stop token of the verb group: "has repeatedly said", "declined to say", "point out"."""
    first, stop = verb.i, verb.i + 1
    extra = max((len(word.split()) for word in cue.words if word.split()[0] == verb.lemma_), default=1)
    token = verb
    for _ in range(4):
        first = _left_of_group(token, first)
        if token.dep_ == "pcomp" and token.head.dep_ == "prep" and token.i - token.head.head.i == 2:
            above = token.head.head  # "was quoted as saying"
        elif token.dep_ == "xcomp" and token.tag_ == "VB":
            above = token.head  # "declined to say"
        else:
            break
        if above.i > first or first - above.i > 3 or above.pos_ not in ("VERB", "AUX", "ADJ"):
            break
        first = above.i
        token = above
    if extra > 1:
        following = " ".join(t.lower_ for t in verb.doc[verb.i : verb.i + extra])
        longest = max((len(w.split()) for w in cue.words if following.startswith(w.partition(" ")[2], len(verb) + 1)
                       and " " in w), default=1)  # fmt: skip
        stop = verb.i + longest
    for child in verb.rights:
        if child.dep_ == "prt" and child.i == stop:
            stop += 1
    return first, stop


def _left_of_group(verb: Token, first: int) -> int:
    for child in reversed(list(verb.lefts)):
        if child.i >= first:
            continue
        if (
            child.i != first - 1
            or child.dep_ not in ("aux", "auxpass", "neg", "advmod")
            or child.left_edge.i != child.i
        ):
            break
        first = child.i
    return first


def status_of_cue(token: Token) -> Status:
    """Whether the words were said: "would not say" is Denied, "is expected to say" Planned."""
    if token.pos_ not in ("VERB", "AUX"):
        return Status.OCCURRED
    verb = token
    helped = any(child.dep_ == "aux" for child in token.lefts)
    is_open = token.tag_ == "VB" and token.dep_ == "ccomp" and not helped  # "pressed that the guild say so"
    if token.dep_ == "pcomp" and token.head.lower_ == "without":
        return Status.DENIED
    if token.dep_ == "pcomp" and token.head.lower_ == "by" and token.head.head.tag_ == "VB":
        above = token.head.head  # "hopes that it can win by calling them weak", not "seemed to object by saying"
        is_open = above.dep_ != "xcomp" or above.head.lemma_ not in _SET_ABOUT or above.head.tag_ not in _FINITE
    for _ in range(4):
        children = {child.lemma_.lower(): child for child in verb.lefts if child.dep_ in ("aux", "neg", "mark")}
        if any(child.dep_ == "neg" for child in children.values()) or verb.lower_ == "never":
            return Status.DENIED
        if verb != token and verb.lemma_ in _REFUSING:
            return Status.DENIED
        if (verb != token and verb.lemma_ in _COMING) or "will" in children or "shall" in children:
            return Status.PLANNED
        is_open = is_open or bool(_OPEN & children.keys()) or ("if" in children and verb.dep_ == "advcl")
        if verb.dep_ != "xcomp" or verb.head == verb:
            break
        verb = verb.head
    hearsay = any(child.dep_ == "advmod" and child.lower_ in _HEARSAY for child in token.children)
    return Status.UNCERTAIN if is_open or hearsay else Status.OCCURRED


def addressees_of(token: Token, cue: Cue, *, is_clause: bool) -> list[Token]:
    """Heads of who is spoken to: "told Reuters", "said to the Duma", "called on the mayor"."""
    found = []
    for child in token.children:
        if cue.addressee == "object" and child.dep_ in ("dative", "dobj", "nsubjpass"):
            found += [child] if child.pos_ != "ADP" else list(child.children)
        elif is_clause and child.dep_ in ("dative", "dobj") and _is_somebody(child):
            found.append(child)  # "promised the envoy that ..."
        elif child.i > token.i and child.dep_ in ("prep", "dative") and _addresses(child, token, cue):
            found += [c for c in child.children if c.dep_ == "pobj"]
    return [head for head in found if head.pos_ in ("NOUN", "PROPN", "PRON") and head.ent_type_ not in ("DATE", "TIME")]


def _is_somebody(noun: Token) -> bool:
    """Whether an object before a reported clause is who is told: a name or pronoun of a person, no thing."""
    return noun.ent_type_ in ("PERSON", "NORP") or noun.lower_ in ("him", "her", "them", "me", "us")


def _addresses(preposition: Token, token: Token, cue: Cue) -> bool:
    if preposition.lower_ == "to":
        return cue.part == "verb" and "to" not in cue.takes
    return cue.addressee == "object" and token.lemma_ == "call" and preposition.lower_ in ("on", "upon")


def medium_of(token: Token) -> str | None:
    """The medium as named: "an interview with Reuters", "Twitter"."""
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in _MEDIUM_PREPOSITIONS:
            for head in child.children:
                if head.dep_ == "pobj" and head.lemma_.lower() in _MEDIA:
                    return token.doc.span(head.left_edge.i, _right(head) + 1).text
    return None


def _right(head: Token) -> int:
    last = head.i
    for child in head.rights:
        if child.dep_ != "prep" or child.lower_ not in ("with", "to", "of", "for") or child.i != last + 1:
            break
        objects = [c for c in child.children if c.dep_ == "pobj"]
        last = objects[-1].i if objects else last
    return last
