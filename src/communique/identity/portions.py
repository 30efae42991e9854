"""Whether a name for a party or people means all of it, some of it, or one: "Democrats", "two Democrats", "a Dane"."""

from __future__ import annotations

from communique.entities.nominals import left_edge
from communique.model import EntityMention
from communique.parsing.tokens import Doc, Token

KINDS = frozenset(("PoliticalParty", "Group"))
_LIMITS = frozenset(("amod", "nummod", "compound", "nmod", "quantmod"))
_SOME = frozenset(("some", "many", "most", "several", "few", "these", "those", "certain", "numerous", "other", "more"))
_ONE = frozenset(("a", "an", "another", "one"))


def part(doc: Doc, mention: EntityMention) -> str | None:
    """The words for those who are only some of a party or people: "leading Democrats"; None where all are meant."""
    root = doc[mention.root]
    if mention.kind not in KINDS or root.tag_ not in ("NNS", "NNPS"):
        return None
    limits = [c for c in root.lefts if c.i < mention.first and c.lower_ != "ethnic"]
    limited = any(c.dep_ in _LIMITS or (c.dep_ == "det" and c.lower_ in _SOME) for c in limits)
    told = any(c.dep_ in ("relcl", "acl") and c.left_edge.i == mention.stop for c in root.rights)
    if not limited and not told and not _is_counted(root):
        return None
    return doc.text[doc[min(mention.first, left_edge(doc, root.i))].idx : mention.end]


def is_one(doc: Doc, mention: EntityMention) -> bool:
    """Whether the name of a people or movement stands for one of it: "a Dane", "one Islamist"."""
    root = doc[mention.root]
    singled = any(c.lower_ in _ONE and c.dep_ in ("det", "nummod") for c in root.lefts)
    return mention.kind == "Group" and root.tag_ in ("NN", "NNP", "JJ") and singled


def _is_counted(root: Token) -> bool:
    """As in "dozens of Democrats", "most of the Danes", "a number of Danes"."""
    counted = root.head.head if root.dep_ == "pobj" and root.head.lower_ == "of" else None
    return counted is not None and (counted.pos_ in ("NUM", "PRON") or counted.lower_ in _SOME or _counts(counted))


def _counts(noun: Token) -> bool:
    return noun.lemma_.lower() in (
        *("number", "hundred", "thousand", "million", "dozen", "score", "majority", "minority", "group", "handful"),
        *("couple", "part", "half", "third", "quarter", "percent", "%", "percentage", "rest"),
    )
