"""From grammatical functions to the actors and places that fill an event's roles.

`Functions` looks up the fillers of one trigger by the names that the lexicon uses (subject, possessor, against).
`Cast` finds the entity mention behind a filler, which need not be the filler's head.

Fallbacks, in this order. A head that is no mention itself is searched for one: possessor, of-phrase, compound,
adjective, apposition, then any other prepositional phrase ("a Syrian airbase", "Iran's banks", "Tunis crowds").
A preposition that is not the trigger's own is looked for on its object, its light verb and one phrase further down
(attachment of prepositional phrases is the parser's weakest point).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from communique.events import nouns, syntax
from communique.events.lexicon import PREPOSITIONS
from communique.events.reports import speakers
from communique.model import EntityMention, Form
from communique.parsing.tokens import Doc, Token

PLACES = frozenset({"Country", "City", "Region", "Facility", "Place"})
MODIFIERS = ("compound", "amod", "nmod", "nummod")
NONE: frozenset[str] = frozenset()
# Phrases that tell of something else: "an ultimatum over an attack on a soldier", "a warning after a strike by miners".
_ASIDE = frozenset({"after", "before", "during", "since", "until", "following", "amid", "despite", "over", "about"})
# "with an eye to Ankara", "on the road to Mosul"
_VIEWS = frozenset({"eye", "view", "regard", "respect"}) | syntax.WAYS
_BY_MEANS_OF = frozenset({"with", "by", "from", "in", "of"})
_AT = frozenset({"at", "during", "in"})
_AFTER = frozenset({"after", "following"})
_BODIES = frozenset({"cabinet", "committee", "council", "board", "party", "government", "parliament", "commission"})
# "every offer made by the rebels": the participle says whose the thing is; "a party led by", "a claim denied by" don't
_MAKING = frozenset(
    """
    make take carry launch stage mount commit conduct issue present propose submit offer table draft write publish sign
    hold impose pass adopt announce send pay give provide order plan organise organize lodge file raise voice express
    claim lay bring float unveil introduce move draw advance demand request seek recommend suggest tell fire drop set
    """.split()  # noqa: SIM905 - a paragraph of words reads better than a list
)
# "the Paris agreement" is no act of Paris.
_SEALED_SOMEWHERE = frozenset(
    """
    agreement accord deal treaty protocol convention pact declaration summit conference process framework formula
    """.split()  # noqa: SIM905 - a paragraph of words reads better than a list
)
_DONE_SOMEWHERE = frozenset({"attack", "bombing", "shooting", "blast", "explosion", "raid", "strike", "massacre"})
_PARTS = ("City", "Region", "Facility", "Place")
_PREPOSITIONAL = frozenset({"prep", "agent", "dative"})


class Functions:
    """The fillers of one trigger, by function. `support` is a noun's light verb, `noun` a verb's collocated object."""

    def __init__(self, trigger: Token, *, kind: str, support: Token | None = None, noun: Token | None = None):
        self.trigger, self.support, self.noun = trigger, support, noun
        self.verbal = kind == "verb"
        self._known: dict[str, list[Token]] = {}

    def get(self, name: str) -> list[Token]:
        """Head tokens of the fillers, coordination and partitives resolved."""
        if name not in self._known:
            found = [head for token in self._find(name) for head in nouns.heads(token)]
            self._known[name] = list(dict.fromkeys(found))
        return self._known[name]

    def _find(self, name: str) -> list[Token]:
        verb = self.trigger if self.verbal else self.support
        nominal = self.noun if self.verbal else self.trigger
        match name:
            case "subject":
                if verb is None:
                    return self._attending()
                return _not(self.trigger, syntax.logical_subjects(verb))
            case "object":
                return syntax.logical_objects(verb) if verb is not None and self.verbal else []
            case "dative":
                return syntax.dative(verb) if verb is not None else []
            case "clause":
                return [s for c in syntax.clauses(verb) for s in syntax.own_subjects(c)] if verb is not None else []
            case "predicate":
                return syntax.predicates(verb) if verb is not None else []
            case "possessor":
                return [c for c in nominal.children if c.dep_ == "poss"] if nominal is not None else []
            case "compound":
                return _modifiers(nominal, ("compound", "nmod")) if nominal is not None else []
            case "modifier":
                adverbs = [c for c in self.trigger.children if c.dep_ == "advmod"]  # of a verb: "jointly", "together"
                if nominal is None:
                    return adverbs
                return _modifiers(nominal, ("amod", "nmod", "compound")) + (adverbs if self.verbal else [])
            case _:
                return self._oblique(name)

    def _attending(self) -> list[Token]:
        """Who acts at a gathering that names nobody on both sides: "at talks with Chile, Duarte said"."""
        noun = self.trigger
        preposition = noun.head
        if self.verbal or noun.dep_ != "pobj" or preposition.head is preposition:
            return []
        if preposition.lower_ not in _AT and not (preposition.lower_ in _AFTER and self.get("with")):
            return []
        verb = preposition.head
        named = any(self.get(f) for f in ("between", "among", "possessor", "of"))
        if named or verb.pos_ != "VERB" or any(c.ent_type_ or c.lower_ in _BODIES for c in noun.lefts):
            return []
        return syntax.own_subjects(verb)

    def _oblique(self, name: str) -> list[Token]:
        found: list[Token] = []
        for place in self._hosts():
            found += oblique(place, name)
            if found:
                return found
        for place in self._hosts():  # one phrase further down
            for child in place.rights:
                far = child.lower_ in _ASIDE
                if child.dep_ in _PREPOSITIONAL and not far and name not in ("of", "by", "in", "at", "from"):
                    for thing in (t for t in syntax.pobjects(child) if t.lower_ not in _VIEWS):
                        found += oblique(thing, name) if thing.pos_ == "NOUN" or name == "against" else []
            if found:
                return found
        if nominal := self.noun if self.verbal else self.trigger:
            for other in nominal.rights:  # "expressed thanks and praise to Duarte"
                if other.dep_ == "conj" and other.pos_ == "NOUN" and name in ("to", "for", "with", "against", "on"):
                    found += oblique(other, name)
        if name == "against" and not found:  # "carried out raids with jets and drones against the camps"
            return [t for place in self._hosts() for p in _far(place) for t in syntax.pobjects(p)][:1]
        return found

    def _hosts(self) -> Iterator[Token]:
        """Where phrases of this trigger may hang, nearest first."""
        if self.noun is not None:
            yield self.noun  # "resumed attacks on Ghent, though not on Bruges"
        yield self.trigger
        if self.support is not None:
            yield self.support
        if self.verbal and self.noun is None:
            yield from syntax.objects_right(self.trigger)[:1]


def _far(token: Token) -> Iterator[Token]:
    """Phrases with "against" further right in the same clause."""
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ == "against":
            yield child
        elif (
            child.dep_ in ("dobj", "pobj", "acl")
            or (child.dep_ == "conj" and child.pos_ == "NOUN")
            or (child.dep_ == "prep" and child.lower_ in _BY_MEANS_OF)
        ):
            yield from _far(child)


def _not(token: Token, found: list[Token]) -> list[Token]:
    return [f for f in found if f.i != token.i]


def _modifiers(noun: Token, labels: tuple[str, ...]) -> list[Token]:
    """Modifiers before the noun, also those joined by a hyphen or a dash ("Trump-Putin meeting")."""
    found = []
    for child in noun.lefts:
        if child.dep_ in labels:
            found += [
                child,
                *(t for t in child.subtree if t.i != child.i and t.dep_ in ("compound", "nmod", "amod", "conj")),
            ]
    return found


def oblique(token: Token, name: str) -> list[Token]:
    """Objects of the token's prepositions of that name, participles that serve as such ("involving") included."""
    return [
        thing
        for child in token.children
        if child.lower_ == name and (child.dep_ in _PREPOSITIONAL or child.pos_ == "ADP" or child.dep_ == "acl")
        if not (child.i and child.nbor(-1).lower_ == "not")
        for thing in (syntax.objects_right(child) if child.tag_ == "VBG" else []) or syntax.pobjects(child)
    ]


def _in_dateline(doc: Doc, mention: EntityMention) -> bool:
    """Whether a place only says where an article was written: "TIRANA, Albania (AP) --"."""
    before = doc[max(mention.first - 6, 0) : mention.first]
    start = mention.first - len(before)
    for token in before:
        if token.is_sent_start or "\n" in token.text_with_ws:
            start = token.i + ("\n" in token.text)
    if any(t.pos_ not in ("PROPN", "PUNCT", "SPACE") for t in doc[start : mention.first]):
        return False
    if not (start == 0 or doc[start].is_sent_start or "\n" in doc[start - 1].text):
        return False
    capitals = mention.text.isupper() and len(mention.text) > 3
    for token in doc[mention.stop : mention.stop + 8]:
        if token.text == ":" and capitals:
            return True  # "NICOSIA (Agency): ..."
        if token.text in ("--", "\u2014", "\u2013", "-"):
            return bool(token.whitespace_)
        if token.pos_ not in ("PROPN", "PUNCT", "ADP", "NUM", "SYM", "X") or token.text in (".", "!", "?"):
            return False
    return False


_HEADED = frozenset({"led", "claimed", "run"})  # "a Saudi-led air strike": whose act it is
_SPEAKS_FOR_OTHERS = frozenset({"spokesman", "spokeswoman", "spokesperson", "source", "official", "aide", "lawyer"})


def _agree(pronoun: EntityMention, named: Sequence[EntityMention]) -> bool:
    """Whether the pronoun can stand for those who are named, by number, kind and gender."""
    if not named or any(m.form is Form.PRONOUN for m in named):
        return False
    one = named[0]
    several = len(named) > 1 or one.plural
    match pronoun.text.lower():
        case "it":
            return not several and one.kind != "Person"
        case "they":
            return several or one.kind != "Person"
        case "he" | "she":
            speaks = _SPEAKS_FOR_OTHERS & set((one.title or one.text).lower().split())
            fits = one.gender in (None, pronoun.gender)
            return one.kind == "Person" and not several and not speaks and fits
        case _:
            return False


class Cast:
    """The entity mentions of an article, found by token."""

    def __init__(self, doc: Doc, entities: Sequence[EntityMention]):
        datelines = {(m.first, m.stop) for m in entities if m.kind in PLACES and _in_dateline(doc, m)}
        self._by_root: dict[int, EntityMention] = {}
        self._covering: dict[int, EntityMention] = {}
        for mention in sorted(entities, key=lambda m: (m.stop - m.first, m.begin)):
            if mention.kind == "Position" or (mention.first, mention.stop) in datelines:
                continue
            self._by_root[mention.root] = mention  # the longest wins
            for i in range(mention.first, mention.stop):
                self._covering.setdefault(i, mention)
        for mention in entities:
            # "Saudi envoy Omar Banjar" is Banjar, also where the parser takes the office for the head
            if mention.kind == "Person" and mention.form is Form.NAME and mention.title and mention.first:
                before = doc[mention.first - 1]
                if before.pos_ in ("NOUN", "PROPN"):
                    self._by_root.setdefault(before.i, mention)

    def at(self, token: Token) -> EntityMention | None:
        return self._by_root.get(token.i) or self._covering.get(token.i)

    def inside_name(self, token: Token) -> bool:
        """Whether the token is a word of the longer name of a body or person ("UN Observer Mission")."""
        mention = self._covering.get(token.i)
        return mention is not None and mention.form is Form.NAME and mention.stop - mention.first > 1

    def heads_name(self, token: Token) -> bool:
        """Whether the token is the last word of a name, the one that says what it is."""
        mention = self._covering.get(token.i)
        return mention is not None and mention.stop == token.i + 1

    def fill(self, tokens: Iterable[Token], *, places: str = "no", avoid: frozenset[str] = NONE) -> list[EntityMention]:
        """Mentions behind filler heads. `places`: may a mere place fill it ("no", "also", "only").

        `avoid` holds prepositions that lead away from the filler inside a longer phrase.
        """
        found: list[EntityMention] = []
        for token in tokens:
            if self._is_second_title(token):
                continue
            for mention in (*self._beside(token), *self._behind(token, places, avoid, 2)):
                if all((mention.begin, mention.end) != (f.begin, f.end) for f in found):
                    found.append(mention)
        return found

    def fits(self, mention: EntityMention | None, places: str) -> bool:
        if mention is None:
            return False
        if places == "only":
            return mention.kind in PLACES
        return mention.is_actor or (places == "also" and mention.kind in PLACES)

    def _behind(self, token: Token, places: str, avoid: frozenset[str], depth: int) -> list[EntityMention]:
        mention = self.at(token)
        if mention is not None and token.tag_ in ("NNS", "NNPS") and (several := self._enumerated(token, places)):
            return several
        if mention is not None and mention.form is Form.PRONOUN:
            themselves = [m for t in speakers(token) if (m := self.at(t)) is not None and self.fits(m, places)]
            if _agree(mention, themselves):
                return themselves
        if mention is not None and mention.form is Form.NOMINAL:
            named = [self.at(c) for c in token.children if c.dep_ == "appos"]
            mention = next((n for n in named if n and n.form is Form.NAME and self.fits(n, places)), mention)
        if mention is not None and self.fits(mention, places):
            holders = mention.title is not None and mention.plural  # "the Danish and Dutch ministers" are people
            several = [] if holders else self._nations(token)
            return several if len(several) > 1 else [mention]
        if depth == 0 or (mention is not None and mention.kind in PLACES and places == "no"):
            return []
        for others in self._around(token, places, avoid):
            also = "also" if places != "only" else places
            found = [m for other in others for m in self._behind(other, also, avoid, depth - 1)]
            if found:
                return found
        return []

    def _is_second_title(self, token: Token) -> bool:
        """A trade told before a name that has another: in "friend and historian Ana Sow" there is one person."""
        mention = self._by_root.get(token.i)
        if mention is None or mention.form is not Form.NOMINAL or mention.kind != "Person" or token.tag_ != "NN":
            return False
        if any(c.dep_ in ("det", "poss", "nummod") for c in token.lefts):
            return False
        first = token.head if token.dep_ == "conj" else token
        after = (c for c in first.rights if c.i > token.i and c.pos_ == "PROPN")
        named = next((c for c in after if c.dep_ == "conj" or (c.dep_ == "appos" and first is not token)), None)
        other = self.at(named) if named is not None else None
        beside = named is not None and (first is not token or token.doc[named.left_edge.i].pos_ == "NOUN")
        return other is not None and other.kind == "Person" and beside

    def _beside(self, token: Token) -> list[EntityMention]:
        """The first of two whom the parser hung before the second: "the Secretary of State and foreign partners"."""
        if token.tag_ not in ("NNS", "NNPS"):
            return []
        mention = self._by_root.get(token.i)
        firsts = [c for c in token.lefts if c.dep_ == "nmod" and any(d.dep_ == "cc" for d in c.rights)]
        others = [self._by_root.get(c.i) for c in firsts]
        return [m for m in others if m and m.is_actor and mention and m.stop <= mention.first and m.kind == "Person"]

    def _enumerated(self, noun: Token, places: str) -> list[EntityMention]:
        """Those whom an apposition counts up: "the two rivals, Ana Sow and Jan Berg"; one name may be an example."""
        named = [m for c in noun.rights if c.dep_ == "appos" for t in nouns.heads(c) if (m := self.at(t)) is not None]
        counted = len(named) > 1 and all(m.form is Form.NAME and self.fits(m, places) for m in named)
        return named if counted else []

    def _nations(self, noun: Token) -> list[EntityMention]:
        """The states of "US and British forces" and "the armies of Chad and Niger"."""
        if noun.tag_ not in ("NNS", "NNPS"):
            return []
        found = []
        for child in noun.lefts:
            if child.dep_ in MODIFIERS:
                chain = [child, *nouns.conjuncts(child)]
                if len(chain) > 1:
                    sides = [m for t in chain if (m := self._by_root.get(t.i))]
                    found += [m for m in sides if m.kind in ("Country", "InternationalOrganization")]
        if not found:  # "the armies of Brazil and Argentina"
            for owner in oblique(noun, "of"):
                chain = [owner, *nouns.conjuncts(owner)]
                if len(chain) > 1:
                    found += [m for t in chain if (m := self._by_root.get(t.i)) and m.kind == "Country"]
        return found

    def _around(self, token: Token, places: str, avoid: frozenset[str]) -> Iterator[list[Token]]:
        children = list(token.children)
        if places == "only":  # "in the city of Gent" is a place, "in the Belgian crisis" is none
            for name in ("of", "in", "at", "near"):
                yield [h for p in oblique(token, name) for h in nouns.heads(p)]
            return
        apposed = [c for c in children if c.dep_ == "appos" and c.pos_ == "PROPN" and c.i > token.i]
        yield [c for c in apposed if (m := self.at(c)) is not None and m.kind == "Person" and m.form is Form.NAME]
        # "its", "their" mostly take up the subject, which has a role of its own
        yield [h for c in children if c.dep_ == "poss" and c.tag_ != "PRP$" for h in nouns.heads(c)]
        yield [
            h
            for c in children
            if c.dep_ == "prep" and c.lower_ == "of"
            for p in syntax.pobjects(c)
            for h in nouns.heads(p)
        ]
        sealed, done = (
            syntax.lemma(token) in _SEALED_SOMEWHERE,
            places == "no" and syntax.lemma(token) in _DONE_SOMEWHERE,
        )
        for labels in (("compound", "nmod"), ("amod",)):
            named = [(t, m) for t in _modifiers(token, labels) if (m := self.at(t)) is not None]
            somewhere = _PARTS if done else ("City",) if sealed else ()
            yield [t for t, m in named if m.kind not in somewhere]
        yield [
            t for c in children if c.dep_ == "amod" and c.lower_ in _HEADED for t in c.lefts if self.at(t) is not None
        ]
        yield [c for c in children if c.dep_ == "appos"]
        # "every offer made by the rebels"
        yield [
            a
            for c in children
            if c.dep_ in ("acl", "relcl") and syntax.is_passive(c) and syntax.lemma(c) in _MAKING
            for a in syntax.logical_subjects(c)
            if a.pos_ != "PRON"
        ]
        for child in children:
            word = child.lower_
            if child.dep_ not in _PREPOSITIONAL or word not in PREPOSITIONS or word == "of":
                continue
            if places == "no" and word not in ("by", "from", "with", "against", "between"):
                continue
            if word not in avoid and word not in _ASIDE:
                yield [h for p in syntax.pobjects(child) for h in nouns.heads(p)]
