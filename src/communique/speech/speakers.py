"""Who speaks: from the reporting word through the syntax to a mention of an actor."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from communique.model import EntityMention, Form
from communique.naming.names import is_acronym
from communique.parsing.tokens import Doc, Token
from communique.speech.asides import DASHES, SPEAKING, belongs_outside, sign_before
from communique.speech.phrases import INSIDE, is_half, phrase_of
from communique.speech.words import BODIES, MEDIA, PEOPLE, is_answer, is_text, names_people, names_thing

_SUBJECTS = frozenset(["nsubj", "nsubjpass", "csubj", "expl"])
_OBJECTS = frozenset(["him", "them", "me", "us", "whom"])  # no subjects, whatever the parser says
_SINGLING = frozenset(["a", "an", "another", "one", "the", "this", "that"])
_RELATIVE = frozenset(["who", "which", "that", "whom", "whose"])
_PRONOUN_KINDS = {"who": "Actor", "which": "Actor", "that": "Actor", "it": "Actor", "they": "Group", "we": "Group"}
_OBJECT_CONTROL = frozenset(["urge", "ask", "tell", "order", "force", "lead", "cause", "prompt", "allow", "let", "hear",
                             "encourage", "persuade", "press", "want", "see", "help"])  # fmt: skip
_MANY = frozenset(["they", "we", "many", "some", "others", "both", "all", "those", "these", "few", "several", "most"])
# nouns that count people: "a number of Democrats"
_COUNTING = frozenset([
    "number", "majority", "minority", "plurality", "share", "percentage", "proportion", "percent", "handful", "couple",
    "dozen", "lot", "third", "half", "quarter", "part", "series", "range", "chunk", "host", "score",
])  # fmt: skip
_LIGHT = frozenset([
    "deliver", "express", "file", "give", "have", "hold", "issue", "level", "make", "offer", "post", "publish", "raise",
    "release", "renew", "repeat", "send", "share", "sign", "voice",
])  # fmt: skip


def is_passive(verb: Token) -> bool:
    """Whether the verb is a passive, a participle after its noun ("a plan announced by") included."""
    if any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children):
        return True
    return verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl") and not any(c.dep_ == "aux" for c in verb.children)


def agents(verb: Token) -> list[Token]:
    """The heads of a passive's by-phrases: "by economists and by traders"."""
    phrases = [p for child in verb.children if child.dep_ == "agent" for p in (child, *child.conjuncts)]
    return [part for phrase in phrases for part in phrase.children if part.dep_ == "pobj"]


def speakers_of(verb: Token, *, is_thing: Callable[[Token], bool] = names_thing) -> list[Token]:
    """Heads of the noun phrases that say what the verb reports; empty where the text names nobody.

    A verb without a subject of its own takes that of a clause above it, and rather one further up than a thing.
    """
    if is_passive(verb):
        return agents(verb)
    if (cited := _cited(verb)) is not None:
        return cited
    found: list[Token] = []
    for heads, is_own in _by_syntax(verb):
        if not is_own and all(head.lower_ == "it" for head in heads):
            continue
        if is_own or not all(is_thing(head) for head in heads):
            found = heads
            break
        found = found or heads
    if any(head.lower_ in ("this", "that") and antecedent(head) is None for head in found):
        return []  # "that suggests": what was told before, nobody who speaks
    found = issuers([_after_dateline(head, verb) for head in found])
    return found or (_beside(verb) if verb.tag_ in ("VBD", "VBZ", "VBP") else [])


def _after_dateline(head: Token, verb: Token) -> Token:
    """The subject after the place that an agency's text begins with: "OSLO, Norway -- The government said"."""
    if not head.is_upper or head.i > verb.i or (head.left_edge.i and "\n" not in head.left_edge.nbor(-1).text):
        return head
    dash = next((t for t in head.doc[head.i + 1 : verb.i] if t.text in DASHES), None)
    named = verb.nbor(-1)
    return named if dash is not None and dash.i < named.i and named.pos_ in ("NOUN", "PROPN", "PRON") else head


def _cited(verb: Token) -> list[Token] | None:
    """Whom somebody cites: "the agency quoted the envoy as saying ..."."""
    if verb.dep_ != "pcomp" or verb.head.lower_ != "as" or is_passive(verb.head.head):
        return None
    return [child for child in verb.head.head.children if child.dep_ == "dobj"] or None


def issuers(heads: Iterable[Token]) -> list[Token]:
    """The speakers, where a text speaks those whose it is: of "the ministry's statement said" the ministry."""
    return [owner for head in heads for owner in (_issuers(head) or [head])]


def _issuers(noun: Token) -> list[Token]:
    if noun.dep_ == "pobj" and noun.head.lower_ == "in" and noun.head.head.pos_ == "VERB" and is_text(noun):
        return owners_of(noun) or speakers_of(noun.head.head)  # "the guild replied in a letter stating ..."
    meant = antecedent(noun) or noun  # "released data that show ..."
    speaks = meant is not noun or noun.dep_ in ("nsubj", "nsubjpass", "dobj")
    return owners_of(meant) if speaks and (is_text(meant) or is_answer(meant)) else []


def _beside(verb: Token) -> list[Token]:
    """The name or phrase left of a finite verb for which the parser found no subject; it may have cut the sentence."""
    i = verb.i - 1
    while i >= 0 and verb.doc[i].pos_ in ("ADV", "AUX"):
        i -= 1
    if i < 0 or is_parted(verb.doc[i], verb):
        return []
    left = verb.doc[i]
    is_free = verb.dep_ == "ROOT" or left.head == verb or (left.ent_type_ == "PERSON" and verb.dep_ == "ccomp")
    if left.pos_ in ("PROPN", "NOUN", "PRON") and is_free and left.dep_ not in ("dobj", "pobj", "npadvmod"):
        return [left]
    named = verb.doc[i - 1] if left.text == "," and i else left
    if named.i < left.i and named.ent_type_ == "PERSON" and verb.dep_ == "ROOT" and named.sent.start == verb.sent.start:
        return [named]  # "the head of the Union, Ada Sow, said", whatever the parser made of the head
    if left.text == "," and left.sent.start != verb.sent.start and left.sent.root.pos_ in ("NOUN", "PROPN"):
        return [] if is_parted(left.sent.root, verb) else [left.sent.root]
    return []


def after_quotation(verb: Token) -> list[Token]:
    """The speaker right after a verb that follows a quotation: "“...,” said Anna Roth"."""
    i = verb.i + 1
    if i >= len(verb.doc) or verb.doc[i].pos_ not in ("DET", "PROPN", "NOUN", "PRON", "ADJ", "NUM"):
        return []
    token = verb.doc[i]
    while token.dep_ in INSIDE and token.head.i > token.i and not is_parted(token, token.head):
        token = token.head
    return issuers([token]) if token.i - verb.i < 10 and token.pos_ in ("PROPN", "NOUN", "PRON", "DET") else []


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


def _by_syntax(verb: Token) -> Iterator[tuple[list[Token], bool]]:
    """Subjects from the verb's own upwards, and whether they are its own."""
    token = verb
    for _ in range(6):
        found = [child for child in token.children if child.dep_ in _SUBJECTS and child.lower_ not in _OBJECTS]
        found = [child for child in found if not is_parted(child, token)]
        found = [child for child in found if not is_half(child)] or found
        if found:
            if token != verb and is_passive(token) and agents(token) and token.dep_ != "ROOT":
                yield agents(token), False
            elif heads := [s for s in found if s.dep_ != "expl" and s.pos_ not in ("VERB", "ADP")]:
                yield heads, token == verb
            else:
                return
        above = _clause_above(token)
        if isinstance(above, list):
            if above:
                yield above, False
            if token.dep_ not in ("acl", "relcl") or not above or token.tag_ != "VBG":
                return
            above = _verb_over(above[0])
        if above is None or is_parted(token, above):
            return
        token = above


def _clause_above(token: Token) -> Token | list[Token] | None:
    """The clause whose subject a clause without one shares, or at once who does what the clause tells."""
    head = token.head
    if head == token:
        return None
    if token.dep_ == "acl" and token.tag_ == "VBG" and sign_before(token) == ",":
        return _verb_over(head)  # "the court revoked the order, ruling that ..."
    if token.dep_ in ("acl", "relcl"):
        text = head.head.head if head.dep_ == "pobj" and token.tag_ == "VBG" else head
        if text is not head and is_text(text):
            return owners_of(text) or [text]  # "his memo to the crew explaining ..."
        return [_counted_in(head)] if head.pos_ in ("NOUN", "PROPN", "PRON", "DET") else []
    if token.dep_ in ("pcomp", "prep") and head.pos_ == "ADP":
        head = head.head
    if head.pos_ in ("NOUN", "PROPN") and token.dep_ in ("pcomp", "prep"):
        return owners_of(head)
    if token.dep_ in ("xcomp", "ccomp") and head.lemma_ in _OBJECT_CONTROL and token.tag_ == "VB":
        objects = [child for child in head.children if child.dep_ in ("dobj", "dative")]
        if objects:
            return objects
    if token.dep_ not in (
        "conj",
        "xcomp",
        "ccomp",
        "advcl",
        "pcomp",
        "prep",
        "dep",
        "parataxis",
        "acomp",
        "attr",
        "oprd",
    ):
        return None
    if token.dep_ == "conj" and head.dep_ == "ccomp" and belongs_outside(token, head):
        return head.head
    if token.dep_ == "conj" and head.dep_ == "relcl":
        above = _verb_over(head.head)
        if token.tag_ in ("VB", "VBP") and head.tag_ == "VBD":
            return above  # "to greet those who fought and thank the crew"
        joined = next((c for c in head.rights if c.dep_ == "cc"), None)
        if joined is not None and joined.lower_ == "but" and above is not None and above.lemma_ in SPEAKING:
            return above  # "praised those who left but said"
    is_aside = token.dep_ == "advcl" and token.tag_ == "VBG" and token.i > head.i and sign_before(token) == ","
    return head.head if is_aside and head.dep_ == "ccomp" and head.head.i < head.i else head


def _counted_in(those: Token) -> Token:
    """Of "Oslo is among those calling for a truce" Oslo."""
    if those.lower_ != "those" or those.dep_ != "pobj" or those.head.lower_ not in ("among", "of"):
        return those
    verb = _verb_over(those)
    is_told = verb is not None and verb.lemma_ == "be"
    return next((c for c in verb.lefts if c.dep_ == "nsubj"), those) if verb is not None and is_told else those


def _verb_over(noun: Token) -> Token | None:
    return next((a for a in noun.ancestors if a.pos_ in ("VERB", "AUX")), None)


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
        for other in head.conjuncts:
            is_name = other.pos_ in ("NOUN", "PROPN", "PRON") and other.text[:1].isalnum()
            is_prefix = not other.whitespace_ and other.i + 1 < len(other.doc) and other.nbor().text == "-"  # "co-host"
            if other.i > head.i and is_name and not is_prefix:
                yield other


def antecedent(pronoun: Token) -> Token | None:
    """The noun that a relative pronoun stands for."""
    if pronoun.lower_ not in _RELATIVE:
        return None
    token = pronoun
    while token.dep_ != "relcl":
        if token.head == token or token.dep_ == "ROOT":
            return None
        token = token.head
    noun = _counted_in(token.head)
    if pronoun.lower_ == "which" and names_people(noun):  # "the head of the guild, which"
        return next((t for t in reversed(noun.doc[noun.i + 1 : pronoun.i]) if t.dep_ == "pobj"), noun)
    while pronoun.lower_ in ("who", "whom") and names_thing(noun) and noun.dep_ in ("pobj", "poss"):
        above = noun.head if noun.dep_ == "poss" else noun.head.head  # "a man of rank, who"
        if above.pos_ not in ("NOUN", "PROPN", "ADP"):
            break
        noun = above if above.pos_ != "ADP" else above.head
    return noun


class Fillers:
    """Finds the entity mention of a noun phrase's head, or makes one where no earlier stage saw an actor."""

    def __init__(self, doc: Doc, entities: Sequence[EntityMention]) -> None:
        self._doc = doc
        self.entities = entities
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
        return bool(heads) and all(self.is_thing(h) for h in heads)

    def is_thing(self, head: Token) -> bool:
        """Whether nobody speaks through the noun, as far as its shape tells and no earlier stage saw an actor in it."""
        return names_thing(head) and head.i not in self._by_root and head.i not in self._around

    def is_somebody(self, head: Token) -> bool:
        """Whether an earlier stage saw a person here, or a pronoun stands for one."""
        mention = self._by_root.get(head.i) or self._around.get(head.i)
        return head.lower_ in ("he", "she") or (mention is not None and mention.kind == "Person")

    def _mention(self, head: Token) -> EntityMention:
        mention = self._by_root.get(head.i) or self._around.get(head.i)
        if mention is None:
            mention = self._by_root[head.i] = self._new(head)
        elif self._doc.text[mention.begin - 1 : mention.begin] == "-" and mention.form is Form.NOMINAL:
            whole = replace(self._new(head), kind=mention.kind, country=mention.country)  # "front-runner"
            mention = self._by_root[head.i] = whole
        elif (
            mention.form is Form.NOMINAL and mention.stop == head.i + 1 and head.lemma_.lower() in (*_COUNTING, "group")
        ):
            mention = self._by_root[head.i] = replace(self._new(head), kind=mention.kind)  # "a majority of the guards"
        elif _is_one_of(head, mention):
            mention = self._by_root[head.i] = replace(self._new(head), kind="Person", form=Form.NOMINAL)
        return mention

    def _new(self, head: Token) -> EntityMention:
        first, stop = phrase_of(head)
        span = self._doc.span(first, stop)
        is_pronoun = head.pos_ == "PRON" and head.lemma_ not in PEOPLE
        form = Form.PRONOUN if is_pronoun else Form.NAME if head.pos_ == "PROPN" else Form.NOMINAL
        is_number = head.tag_ == "CD" and head.lower_ != "one"
        plural = head.tag_ in ("NNS", "NNPS") or head.lower_ in _MANY | _COUNTING or is_number
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


def _is_one_of(head: Token, mention: EntityMention) -> bool:
    """Whether a name of a group stands for one of it: "one well-connected Democrat", "the Iowa Republican"."""
    is_group = mention.kind == "Group" and mention.form is Form.NAME and mention.known is None and not mention.country
    singled = any(c.dep_ in ("det", "nummod") and c.lower_ in _SINGLING for c in head.lefts)
    return is_group and mention.root == head.i and head.tag_ in ("NN", "NNP") and singled


def _kind(head: Token, form: Form, plural: bool) -> str:
    word = head.lemma_.lower()
    if form is Form.PRONOUN:
        return _PRONOUN_KINDS.get(head.lower_, "Group" if plural else "Person")
    if head.ent_type_ in ("PERSON", "ORG", "GPE", "NORP"):
        return {"PERSON": "Person", "ORG": "Organization", "GPE": "Actor", "NORP": "Group"}[head.ent_type_]
    if is_acronym(head.text):
        return "Organization"
    if is_text(head):
        return "Actor"
    if plural:
        return "Group"
    if word in MEDIA:
        return "MediaOrganization"
    return "Organization" if word in BODIES else "Person"
