"""Who speaks: from the reporting word through the syntax to a mention of an actor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from communique.model import EntityMention, Form
from communique.parsing.tokens import Doc, Token

_SUBJECTS = frozenset(["nsubj", "nsubjpass", "csubj", "expl"])
_INSIDE = frozenset(["det", "amod", "compound", "poss", "nummod", "nmod", "advmod", "quantmod", "predet", "case", "nn"])
_AFTER = frozenset(["of", "for", "from", "in", "at", "with", "to", "on"])
_RELATIVE = frozenset(["who", "which", "that", "whom", "whose"])
_PRONOUN_KINDS = {"who": "Actor", "which": "Actor", "that": "Actor", "it": "Actor", "they": "Group", "we": "Group"}
_OBJECT_CONTROL = frozenset(["urge", "ask", "tell", "order", "force", "lead", "cause", "prompt", "allow", "let", "hear",
                             "encourage", "persuade", "press", "want", "see", "help"])  # fmt: skip
_BODIES = frozenset(["ministry", "government", "party", "agency", "company", "office", "department", "council", "firm",
                     "committee", "commission", "group", "union", "court", "army", "administration", "campaign", "bank",
                     "organization", "organisation", "association", "coalition", "embassy", "parliament"])  # fmt: skip
_MEDIA = frozenset(["newspaper", "magazine", "channel", "network", "broadcaster", "daily", "weekly", "outlet"])
_MANY = frozenset(["they", "we", "many", "some", "others", "both", "all", "those", "these", "few", "several", "most"])
_LIGHT = frozenset([
    "deliver", "express", "give", "have", "hold", "issue", "level", "make", "offer", "raise", "release", "renew",
    "repeat", "share", "voice",
])  # fmt: skip
_PEOPLE = frozenset(["person", "someone", "somebody", "one", "anyone", "everyone", "source"])
# How nouns for people end; a singular noun of another shape that no actor list has is mostly a thing ("the deal").
_OF_PEOPLE = ("er", "or", "ist", "ant", "ian", "ee", "man", "woman", "ess", "aire", "ate", "friend", "attorney", "host",
              "chief", "head", "wife", "guest", "boss", "aide", "individual", "kin", "spouse", "child")  # fmt: skip
_TEXTS = frozenset([
    "report", "poll", "polling", "survey", "study", "statement", "article", "document", "letter",
    "data", "analysis", "memo", "book", "research", "email", "e-mail", "post", "tweet", "headline",
    "column", "editorial", "paper", "figure", "number", "result", "record", "filing", "lawsuit", "bill",
    "law", "evidence", "finding", "website", "site", "review", "ad", "story",
    "release", "note", "biography", "video", "piece",
])  # fmt: skip


def is_passive(verb: Token) -> bool:
    """Whether the verb is a passive, a participle after its noun ("a plan announced by") included."""
    if any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children):
        return True
    return verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl") and not any(c.dep_ == "aux" for c in verb.children)


def agents(verb: Token) -> list[Token]:
    """The heads of a passive's by-phrase."""
    return [part for child in verb.children if child.dep_ == "agent" for part in child.children if part.dep_ == "pobj"]


def speakers_of(verb: Token) -> list[Token]:
    """Heads of the noun phrases that say what the verb reports; empty where the text names nobody."""
    if is_passive(verb):
        return agents(verb)
    found = _by_syntax(verb)
    if any(head.lower_ in ("this", "that") and antecedent(head) is None for head in found):
        return []  # "that suggests": what was told before, nobody who speaks
    found = [owner for head in found for owner in (_issuers(head) or [head])]
    return found or (_beside(verb) if verb.tag_ in ("VBD", "VBZ", "VBP") else [])


def _issuers(noun: Token) -> list[Token]:
    """Who speaks through a text: of "the ministry's statement said" the ministry."""
    return owners_of(noun) if noun.lemma_.lower() in _TEXTS and noun.dep_ in ("nsubj", "nsubjpass") else []


def _beside(verb: Token) -> list[Token]:
    """The name or phrase left of a finite verb for which the parser found no subject; it may have cut the sentence."""
    i = verb.i - 1
    while i >= 0 and verb.doc[i].pos_ in ("ADV", "AUX"):
        i -= 1
    if i < 0 or is_parted(verb.doc[i], verb):
        return []
    left = verb.doc[i]
    is_free = verb.dep_ == "ROOT" or left.head == verb
    if left.pos_ in ("PROPN", "NOUN", "PRON") and is_free and left.dep_ not in ("dobj", "pobj", "npadvmod"):
        return [left]
    if left.text == "," and left.sent.start != verb.sent.start and left.sent.root.pos_ in ("NOUN", "PROPN"):
        return [] if is_parted(left.sent.root, verb) else [left.sent.root]
    return []


def after_quotation(verb: Token) -> list[Token]:
    """The speaker right after a verb that follows a quotation: "“...,” said Anna Roth"."""
    i = verb.i + 1
    if i >= len(verb.doc) or verb.doc[i].pos_ not in ("DET", "PROPN", "NOUN", "PRON", "ADJ", "NUM"):
        return []
    token = verb.doc[i]
    while token.dep_ in _INSIDE and token.head.i > token.i and not is_parted(token, token.head):
        token = token.head
    return [token] if token.i - verb.i < 10 and token.pos_ in ("PROPN", "NOUN", "PRON", "DET") else []


def inverted(verb: Token) -> list[Token]:
    """The speaker at the end of a sentence or headline whose clause comes first: "Talks failed, says the envoy"."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or verb.i == 0 or verb.nbor(-1).text != ",":
        return []
    heads = after_quotation(verb)
    rest = verb.doc[heads[0].i + 1 :] if heads else ()
    for token in rest:
        if token.text in (".", "?", "!", ",") or "\n" in token.text:
            return heads
        if token.pos_ in ("VERB", "AUX"):
            return []
    return heads


def _by_syntax(verb: Token) -> list[Token]:
    token = verb
    for _ in range(6):
        found = [child for child in token.children if child.dep_ in _SUBJECTS]
        found = [child for child in found if not is_parted(child, token)]
        if found:
            if token != verb and is_passive(token) and agents(token) and token.dep_ != "ROOT":
                return agents(token)
            return [s for s in found if s.dep_ != "expl" and s.pos_ not in ("VERB", "ADP")]
        head = token.head
        if head == token:
            return []
        if token.dep_ in ("acl", "relcl"):
            return [head] if head.pos_ in ("NOUN", "PROPN", "PRON") else []
        if token.dep_ in ("pcomp", "prep") and head.pos_ == "ADP":
            head = head.head
        if head.pos_ in ("NOUN", "PROPN") and token.dep_ in ("pcomp", "prep"):
            return owners_of(head)
        if token.dep_ in ("xcomp", "ccomp") and head.lemma_ in _OBJECT_CONTROL and token.tag_ == "VB":
            objects = [child for child in head.children if child.dep_ in ("dobj", "dative")]
            if objects:
                return objects
        if token.dep_ not in ("conj", "xcomp", "ccomp", "advcl", "pcomp", "prep", "dep", "parataxis"):
            return []
        if is_parted(token, head):
            return []
        is_aside = token.dep_ == "advcl" and token.tag_ == "VBG" and token.i > head.i and token.nbor(-1).text == ","
        token = head.head if is_aside and head.dep_ == "ccomp" and head.head.i < head.i else head
    return []


def is_parted(a: Token, b: Token) -> bool:
    """Whether the end of a paragraph or headline lies between two tokens that the parser joined."""
    return any("\n" in t.text for t in a.doc[min(a.i, b.i) : max(a.i, b.i)] if t.is_space)


def owners_of(noun: Token) -> list[Token]:
    """Who holds what the noun names: "Lavrov's claim", "a claim by Lavrov", "Moscow has made the claim"."""
    found = [child for child in noun.children if child.dep_ == "poss"]
    for child in noun.children:
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from", "among"):
            found += [part for part in child.children if part.dep_ == "pobj"]
        if child.dep_ == "acl" and child.tag_ == "VBN":
            found += agents(child)
    if not found and noun.dep_ in ("dobj", "attr") and noun.head.lemma_ in _LIGHT:
        found = speakers_of(noun.head)
    return found


def with_conjuncts(heads: Iterable[Token]) -> Iterator[Token]:
    """Each head and what is coordinated with it: "Paris and Rome said"."""
    for head in heads:
        yield head
        yield from (c for c in head.conjuncts if c.i > head.i and c.pos_ in ("NOUN", "PROPN", "PRON"))


def antecedent(pronoun: Token) -> Token | None:
    """The noun that a relative pronoun stands for."""
    if pronoun.lower_ not in _RELATIVE:
        return None
    token = pronoun
    while token.dep_ != "relcl":
        if token.head == token or token.dep_ == "ROOT":
            return None
        token = token.head
    return token.head


class Fillers:
    """Finds the entity mention of a noun phrase's head, or makes one where no earlier stage saw an actor."""

    def __init__(self, doc: Doc, entities: Sequence[EntityMention]) -> None:
        self._doc = doc
        self._by_root: dict[int, EntityMention] = {}
        self._around: dict[int, EntityMention] = {}
        for mention in entities:
            if mention.kind == "Position" and mention.root in self._by_root:
                continue
            self._by_root.setdefault(mention.root, mention)
            for i in range(mention.first, mention.stop):
                known = self._around.get(i)
                if known is None or known.stop - known.first > mention.stop - mention.first:
                    self._around[i] = mention

    def of(self, heads: Iterable[Token]) -> tuple[EntityMention, ...]:
        """The mentions of these noun phrases and their conjuncts, without doubles."""
        found: dict[tuple[int, int], EntityMention] = {}
        for head in with_conjuncts(heads):
            stands_for = antecedent(head)
            for token in (head,) if stands_for is None else (head, *with_conjuncts([stands_for])):
                mention = self._mention(token)
                found.setdefault((mention.begin, mention.end), mention)
        return tuple(found.values())

    def are_things(self, heads: Sequence[Token]) -> bool:
        """Whether all speakers are things: "the deal says", "relief calls for"."""
        return bool(heads) and all(self._is_thing(h) for h in heads)

    def _is_thing(self, head: Token) -> bool:
        word = head.lemma_.lower()
        listed = word in _TEXTS or word in _BODIES or word in _MEDIA or word in _PEOPLE
        known = head.i in self._by_root or head.i in self._around
        return head.tag_ == "NN" and not known and not listed and not word.endswith(_OF_PEOPLE)

    def is_person(self, head: Token) -> bool:
        """Whether an earlier stage saw a person here."""
        mention = self._by_root.get(head.i) or self._around.get(head.i)
        return mention is not None and mention.kind == "Person"

    def _mention(self, head: Token) -> EntityMention:
        mention = self._by_root.get(head.i) or self._around.get(head.i)
        if mention is None:
            mention = self._new(head)
            self._by_root[head.i] = mention
        return mention

    def _new(self, head: Token) -> EntityMention:
        first, stop = phrase_of(head)
        span = self._doc.span(first, stop)
        is_pronoun = head.pos_ == "PRON" and head.lemma_ not in _PEOPLE
        form = Form.PRONOUN if is_pronoun else Form.NAME if head.pos_ == "PROPN" else Form.NOMINAL
        is_number = head.tag_ == "CD" and head.lower_ != "one"
        plural = head.tag_ in ("NNS", "NNPS") or head.lower_ in _MANY or is_number
        return EntityMention(
            begin=span.start_char, end=span.end_char, text=span.text, first=first, stop=stop, root=head.i,
            kind=_kind(head, form, plural), form=form, plural=plural,
            country=self._country(head),
            gender={"he": "m", "him": "m", "his": "m", "she": "f", "her": "f"}.get(head.lower_),
        )  # fmt: skip

    def _country(self, head: Token) -> str | None:
        """The state that the phrase names: of "a Norwegian source" NOR."""
        for child in head.lefts:
            mention = self._around.get(child.i)
            if mention is not None and mention.country and child.dep_ in ("amod", "compound", "poss", "nmod"):
                return mention.country
        return None


def phrase_of(head: Token) -> tuple[int, int]:
    """First and stop token of a noun phrase: the head with what modifies it, no clause and no apposition."""
    if head.pos_ == "PRON" and head.lemma_ not in _PEOPLE:
        return head.i, head.i + 1
    first, stop = head.i, head.i + 1
    for child in reversed(list(head.lefts)):
        if child.dep_ not in _INSIDE:
            break
        first = child.left_edge.i
    for child in head.rights:
        if child.i < stop:
            continue
        if child.dep_ != "prep" or child.lower_ not in _AFTER or child.left_edge.i != stop:
            break
        right = max((t.i for t in child.subtree if _is_plain(t, child)), default=child.i)
        stop = right + 1
    return first, stop


def _is_plain(token: Token, top: Token) -> bool:
    """Whether no clause, list or apposition stands between the token and the phrase's preposition."""
    while token != top:
        if token.dep_ in ("relcl", "acl", "appos", "punct", "conj", "cc", "pcomp"):
            return False
        token = token.head
    return True


def _kind(head: Token, form: Form, plural: bool) -> str:
    word = head.lemma_.lower()
    if form is Form.PRONOUN:
        return _PRONOUN_KINDS.get(head.lower_, "Group" if plural else "Person")
    if head.ent_type_ in ("PERSON", "ORG", "GPE", "NORP"):
        return {"PERSON": "Person", "ORG": "Organization", "GPE": "Actor", "NORP": "Group"}[head.ent_type_]
    if word in _TEXTS:
        return "Actor"
    if plural:
        return "Group"
    if word in _MEDIA:
        return "MediaOrganization"
    return "Organization" if word in _BODIES else "Person"
