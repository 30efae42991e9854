"""What the recogniser takes into a name and is none of it: arms, a headline's verb, the tail of a title, a comma."""

from __future__ import annotations

from communique.parsing.tokens import Doc, Span, Token

ARMS = frozenset(("UAV", "UAVS", "IED", "IEDS", "VBIED", "VBIEDS", "SVBIED", "RPG", "RPGS", "ICBM", "ICBMS", "SUV"))
TAILS = frozenset(("beyond", "after", "before", "since"))  # "1968 and Beyond"
HEADLINE_VERBS = frozenset((
    "accuses", "attacks", "backs", "blames", "blasts", "calls", "condemns", "defends", "denies", "dismisses",
    "endorses", "hits", "joins", "leads", "loses", "meets", "mocks", "praises", "quits", "rejects", "rips", "says",
    "slams", "tells", "thanks", "threatens", "urges", "visits", "vows", "wants", "warns", "wins",
))  # fmt: skip


def parts_clauses(comma: Token, ent: Span) -> bool:
    """Whether a comma ends the phrase before the subject: "Asked about Sow, Berg said"; not so in "Sow, Berg & Co."."""
    if comma.text != "," or len(ent) != 3 or comma.i != ent.start + 1 or ent.start == 0 or ent.end >= len(ent.doc):
        return False
    return ent.doc[ent.start - 1].pos_ == "ADP" and ent.doc[ent.end].pos_ in ("VERB", "AUX")


def headline_verb(doc: Doc, first: int, stop: int) -> int:
    """Where a headline's verb ends a person's name, "Ann Berg |Blasts Union"; `stop` if there is none."""
    for token in doc[first + 1 : stop]:
        if token.lower_ in HEADLINE_VERBS or (token.tag_ == "VBZ" and token.i > first + 1):
            return token.i
    return stop
