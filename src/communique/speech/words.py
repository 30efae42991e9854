"""Nouns by what they stand for: texts, bodies, media and people speak; most other singular nouns are things."""

from __future__ import annotations

from communique.parsing.tokens import Token

TEXTS = frozenset([
    "accord", "ad", "agreement", "analysis", "article", "bill", "biography", "book", "cable", "charter", "column",
    "communique", "communiqué", "constitution", "counterproposal", "data", "datum", "decision", "declaration",
    "dispatch", "document", "draft", "e-mail", "editorial", "email", "filing", "finding", "headline", "indictment",
    "law", "lawsuit", "letter", "manifesto", "memo", "message", "note", "order", "pamphlet", "paper", "petition",
    "piece", "poll", "polling", "post", "proclamation", "proposal", "protocol", "readout", "record", "release",
    "report", "research", "resolution", "review", "ruling", "site", "statement", "story", "study", "survey", "text",
    "transcript", "treaty", "tweet", "verdict", "video", "warrant", "website",
])  # fmt: skip
BODIES = frozenset([
    "administration", "agency", "army", "association", "bank", "campaign", "coalition", "commission", "committee",
    "company", "council", "court", "delegation", "department", "embassy", "firm", "government", "group", "ministry",
    "movement", "office", "organisation", "organization", "parliament", "party", "team", "union",
])  # fmt: skip
MEDIA = frozenset(["newspaper", "magazine", "channel", "network", "broadcaster", "daily", "weekly", "outlet"])
PEOPLE = frozenset([
    "agent", "ally", "anyone", "boy", "captain", "chair", "clerk", "client", "correspondent", "critic", "crowd",
    "deputy", "diplomat", "everyone", "father", "girl", "handful", "judge", "king", "majority", "mayor", "minority",
    "monarch", "mother", "one", "opposition", "parent", "patient", "person", "pilot", "pope", "president", "prince",
    "public", "queen", "resident", "rival", "royal", "somebody", "someone", "son", "source", "staff", "student",
    "victim", "youth",
])  # fmt: skip
_ANSWERS = frozenset([
    "advice", "answer", "argument", "assessment", "claim", "comment", "conclusion", "explanation", "line", "motto",
    "point", "question", "quote", "refrain", "remark", "reply", "response", "slogan", "verdict", "warning", "word",
])  # fmt: skip
# How nouns for people end; a singular noun of another shape that no actor list has is mostly a thing ("the deal").
_OF_PEOPLE = ("er", "or", "ist", "ant", "ian", "ee", "man", "woman", "ess", "aire", "ate", "friend", "attorney", "host",
              "chief", "head", "wife", "guest", "boss", "aide", "individual", "kin", "spouse", "child")  # fmt: skip
# and things that end alike
_NO_PEOPLE = frozenset([
    "answer", "border", "center", "chapter", "character", "climate", "color", "computer", "cover", "debate",
    "disaster", "door", "error", "estimate", "factor", "favor", "fee", "figure", "floor", "flower", "gender",
    "grant", "guarantee", "harbor", "labor", "layer", "letter", "mandate", "manner", "matter", "meter", "mirror",
    "motor", "number", "offer", "order", "paper", "plant", "power", "rate", "register", "restaurant", "river",
    "rumor", "sector", "state", "summer", "terror", "theater", "tower", "water", "weather", "winter", "wonder",
])  # fmt: skip


def is_text(noun: Token) -> bool:
    """Whether the noun names a text: "the report", "a poll"."""
    return noun.lemma_.lower() in TEXTS


def is_answer(noun: Token) -> bool:
    """Whether the noun names something said: "her answer: ..."."""
    return noun.lemma_.lower() in _ANSWERS


def names_people(noun: Token) -> bool:
    """Whether the noun is a person's name, or its shape tells that it names people."""
    word = noun.lemma_.lower()
    common = noun.tag_ in ("NN", "NNS") and word not in MEDIA
    is_like_people = word.endswith(_OF_PEOPLE) and word not in _NO_PEOPLE
    return noun.ent_type_ == "PERSON" or (common and (word in PEOPLE or is_like_people))


def names_thing(noun: Token) -> bool:
    """Whether a singular common noun is neither a text nor people nor a body of theirs, as far as its shape tells."""
    word = noun.lemma_.lower()
    listed = word in TEXTS or word in BODIES or word in MEDIA or word in PEOPLE
    return noun.tag_ == "NN" and not listed and (word in _NO_PEOPLE or not word.endswith(_OF_PEOPLE))
