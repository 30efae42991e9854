"""Whether the grammar around a name makes it an actor, a place or a mere modifier."""

from __future__ import annotations

from communique.parsing.tokens import Token

_AT = frozenset(
    ("in", "at", "near", "inside", "outside", "within", "around", "across", "throughout", "over", "through", "beyond")
)
_WAYS = frozenset(("from", "to", "into", "toward", "towards", "for", "via", "off", "onto", "out"))
_TRAVEL = frozenset(
    (
        *("go", "travel", "fly", "visit", "trip", "return", "arrive", "come", "head", "leave", "depart", "journey"),
        *("tour", "flight", "drive", "move", "flee", "send", "withdraw", "deploy", "enter", "stop", "stay", "arrival"),
        *("departure", "back", "reach", "bring", "escape", "escort", "convoy", "route", "road", "travelling"),
    )
)
_TO_PLACES = frozenset(("bomb", "shell", "capture", "strike", "seize", "storm", "besiege", "tour", "cross"))
_BLOWS = frozenset(
    (
        *(
            "attack",
            "strike",
            "raid",
            "airstrike",
            "assault",
            "bombing",
            "bombardment",
            "shelling",
            "offensive",
            "siege",
        ),
        *("rocket", "missile", "fire", "invasion", "embargo", "sanction", "blockade"),
    )
)
_PARTIES = frozenset(("with", "by", "between", "against", "to", "for", "on", "of", "from"))
_SUBJECTS = frozenset(("nsubj", "nsubjpass", "agent", "dative"))


def first_conjunct(token: Token) -> Token:
    """The first of coordinated nouns, whose function the others share."""
    while token.dep_ in ("conj", "appos") and token.head.i < token.i:
        token = token.head
    return token


def is_place(root: Token) -> bool:
    """Whether grammar puts something there: "in Moscow", "flew to Ankara"."""
    head = first_conjunct(root)
    if head.dep_ != "pobj":
        return False
    prep = head.head
    if prep.lower_ in _AT:
        return True
    return prep.lower_ in _WAYS and prep.head.lemma_.lower() in _TRAVEL


def modifies(root: Token) -> bool:
    """Whether the word only modifies a noun ("US election", "Russian-made")."""
    if root.dep_ in ("amod", "compound", "nmod") and root.head.i != root.i:
        return root.head.pos_ in ("NOUN", "PROPN", "ADJ", "VERB") and root.head.i > root.i
    follows = root.nbor() if root.i + 1 < len(root.doc) else None
    return follows is not None and follows.text == "-" and root.dep_ in ("npadvmod", "advmod", "dep", "amod", "punct")


def stands_for_state(root: Token) -> bool:
    """Whether a capital acts for its state: a subject, a possessor, a party of an act."""
    head = first_conjunct(root)
    if head.dep_ in _SUBJECTS:
        return True
    if head.dep_ == "poss":
        return head.head.pos_ in ("NOUN", "PROPN")
    if head.dep_ == "pobj":
        prep = head.head
        return prep.lower_ in _PARTIES and (prep.lower_ not in ("of", "from", "on") or prep.head.pos_ == "VERB")
    return head.dep_ == "dobj" and head.head.lemma_.lower() not in _TRAVEL | _TO_PLACES


def in_place(root: Token) -> bool:
    """Whether the word follows a preposition that only places take: "near Karabilah"."""
    head = first_conjunct(root)
    return head.dep_ == "pobj" and head.head.lower_ in ("in", "near", "inside", "outside", "around", "throughout")


def is_struck(root: Token) -> bool:
    """Whether a place is what force is used on, which then is done to its state: "shelled Beirut", "raids on Basra"."""
    head = first_conjunct(root)
    if head.dep_ in ("dobj", "nsubjpass"):
        return head.head.lemma_.lower() in _TO_PLACES | {
            "attack",
            "raid",
            "invade",
            "blockade",
            "occupy",
            "hit",
            "target",
        }
    if head.dep_ != "pobj" or head.head.lower_ not in ("on", "against", "of"):
        return False
    return head.head.head.lemma_.lower() in _BLOWS
