"""What an account says of an event's reality: occurred, ongoing, planned, cancelled, denied or only possible.

The event's own tense, mood and negation give a first reading; then each word that embeds it, from the inside out,
makes its own of it (`operators.yaml`): "refused to meet" denies the meeting, "did not rule out meeting" leaves it open,
"plans to cancel the visit" cancels it. After the veridicality signatures of Karttunen (1971, 2012) and Nairn,
Condoravdi and Karttunen (2006), reduced to the six statuses of the vocabulary.
"""

from __future__ import annotations

from dataclasses import dataclass

from communique.events import syntax
from communique.events.lexicon import Lexicon, Operator
from communique.events.mood import (
    ancestors,
    auxiliaries,
    is_announced,
    is_asked,
    is_coming,
    is_definite,
    is_no,
    is_nothing,
    is_present,
    is_supposed,
    negated,
    whole_of,
)
from communique.events.operators import operator_above
from communique.events.reports import REPORTING
from communique.model import Status
from communique.parsing.tokens import Doc, Token

HAPPENED = (Status.OCCURRED, Status.ONGOING)
_FUTURE = frozenset({"will", "'ll", "shall", "wo", "ll"})
_POSSIBLE = frozenset({"may", "might", "could", "can", "ca", "should", "must", "ought", "would", "'d"})
_CONDITIONAL = frozenset({"if", "unless", "whether", "lest", "should"})
_NEGATIVE = frozenset({"no", "neither", "nor", "never", "nobody", "none", "without", "hardly", "scarcely"})
_PERFORMATIVE = frozenset(
    """
    thank congratulate apologise apologize welcome condemn commend praise reiterate reaffirm offer extend express convey
    stress emphasise emphasize salute applaud denounce pay acknowledge wish convey condole commiserate assure urge
    """.split()  # noqa: SIM905 - a paragraph of words reads better than a list
)
_GETTING_IN_TOUCH = frozenset({"call", "phone", "telephone", "ring", "contact", "cable", "write"})
_BEFORE = frozenset({"before", "ahead", "until", "till", "prior"})
_MOVES = frozenset({"travel", "fly", "arrive", "go", "come", "return", "head", "visit", "gather", "leave", "depart"})
_LEAVES = frozenset({"leave", "depart", "head"})
_COMING = frozenset({"next", "tomorrow", "coming", "later", "will"})
_ONLY_NAMED = 0.75
_NOT_YET_MARKS = frozenset({"before", "until", "till"})


@dataclass(frozen=True, slots=True)
class Reality:
    """A status, how sure the words make us of it, and the words that decided."""

    status: Status
    certainty: float = 1.0
    because: tuple[str, ...] = ()
    operator: Operator | None = None  # the outermost word with an entry that made the status what it is

    def by(self, status: Status, reason: str, certainty: float = 1.0) -> Reality:
        return Reality(status, self.certainty * certainty, (*self.because, reason))


def status_of(doc: Doc, root: int, lexicon: Lexicon) -> Status:
    """The status of the event whose trigger is token number `root`."""
    return reality_of(doc[root], lexicon).status


def reality_of(token: Token, lexicon: Lexicon, climbs: int = syntax.MAX_CLIMB) -> Reality:
    """Status of the event that a verb or noun evokes, with certainty and reasons."""
    if token.pos_ in ("NOUN", "PROPN", "NUM", "ADJ") and not _is_clause(token):
        return _of_noun(token, lexicon, climbs)
    return _of_verb(token, lexicon, climbs)


def _is_clause(token: Token) -> bool:
    return any(c.dep_ in syntax.SUBJECTS or c.dep_ in ("aux", "auxpass", "cop") for c in token.children)


# verbs


def _of_verb(verb: Token, lexicon: Lexicon, climbs: int) -> Reality:
    own = _own(verb, lexicon, climbs)
    if climbs <= 0:
        return own
    return _embedded(verb, own, lexicon, climbs)


def _own(verb: Token, lexicon: Lexicon, climbs: int) -> Reality:
    """What the verb's own clause says, before anything above it."""
    words = {a.norm_.replace("\u2019", "'") for a in auxiliaries(verb)} | {a.lower_ for a in auxiliaries(verb)}
    no = negated(verb)
    if _is_conditional(verb):
        return Reality(Status.UNCERTAIN, 0.7, ("conditional clause",))
    if is_asked(verb):
        return Reality(Status.UNCERTAIN, 0.8, ("question",))
    if is_announced(verb):
        return Reality(Status.DENIED if no else Status.PLANNED, 1.0, ("infinitive of a headline",))
    if words & _FUTURE:
        return Reality(Status.DENIED if no else Status.PLANNED, 1.0, ("will not" if no else "will",))
    if "would" in words or "'d" in words:
        return _would(verb, negative=no)
    if words & _POSSIBLE:
        if "have" in words and not no:
            return Reality(Status.UNCERTAIN, 1.0, ("modal",))
        refused = no and words & {"can", "ca", "could", "may", "must", "should"}
        return Reality(Status.DENIED if refused and not words & {"may", "might"} else Status.UNCERTAIN, 0.9, ("modal",))
    if no:
        return Reality(Status.DENIED, 1.0, ("negation",))
    if words & {"am", "is", "are", "'s", "'re", "be", "'m", "was", "were", "been"} and verb.tag_ == "VBG":
        return Reality(Status.ONGOING, 1.0, ("progressive",))
    if any(c.lower_ == "yet" and c.dep_ == "advmod" for c in verb.children) and syntax.is_infinitive(verb):
        return Reality(Status.DENIED, 1.0, ("yet to",))
    return Reality(Status.OCCURRED)


def _is_conditional(verb: Token) -> bool:
    """Whether an if holds the clause, or the one that it is coordinated with ("if they attack and take the port")."""
    for _ in range(3):
        if any(c.dep_ == "mark" and c.lower_ in _CONDITIONAL for c in verb.lefts) or is_supposed(verb):
            return True
        if verb.dep_ != "conj" or any(c.dep_ in ("aux", "auxpass", "nsubj", "nsubjpass") for c in verb.lefts):
            return False
        verb = verb.head
    return False


def _would(verb: Token, *, negative: bool) -> Reality:
    """ "said it would meet" is a future seen from the past; "would ban" of a bill or under an if is a possibility."""
    if any(c.lower_ == "have" and c.dep_ == "aux" for c in verb.lefts):
        return Reality(Status.UNCERTAIN, 1.0, ("would have",))
    reported = _reported(verb)
    conditioned = any(c.dep_ == "advcl" and any(m.lower_ in ("if", "unless") for m in c.lefts) for c in verb.children)
    if negative:
        return Reality(Status.DENIED, 0.9, ("would not",))
    if reported:
        return Reality(Status.PLANNED, 0.8 if conditioned else 0.95, ("would in a report",))
    return Reality(Status.UNCERTAIN if conditioned else Status.PLANNED, 0.7, ("would",))


def _reported(verb: Token) -> bool:
    head = verb
    for _ in range(syntax.MAX_CLIMB):
        if head.dep_ == "conj":
            head = head.head
            continue
        if head.dep_ == "ccomp" and syntax.lemma(head.head) in REPORTING:
            return True
        return any(c.dep_ in ("ccomp", "parataxis") and syntax.lemma(c) in REPORTING for c in head.children)
    return False


def _embedded(verb: Token, own: Reality, lexicon: Lexicon, climbs: int) -> Reality:
    """The reading of the verb's clause after the word that embeds it."""
    head, dep = verb.head, verb.dep_
    if head is verb:
        return own
    if dep == "conj" and syntax.is_verbal(head):
        return _coordinated(verb, own, lexicon, climbs)
    if dep in ("xcomp", "advcl", "ccomp") and performs(verb):
        return reality_of(head, lexicon, climbs - 1)
    if dep == "relcl" and syntax.is_infinitive(verb):
        dep = "acl"  # "an offer to host": a clause of the noun's content
    if dep in ("xcomp", "ccomp", "oprd", "acl", "pcomp", "advcl", "csubj", "csubjpass", "amod"):
        operator = operator_above(verb, lexicon)
        if operator is not None:
            above, word = operator
            return _apply(above, own, _governor_reality(word, lexicon, climbs - 1), word)
    if dep == "csubj" and own.status in HAPPENED and verb.tag_ == "VBG":
        return own.by(Status.UNCERTAIN, "only spoken of", 0.8)
    if dep in ("xcomp", "oprd") or (dep == "ccomp" and syntax.is_infinitive(verb)):
        return _infinitive(verb, own, lexicon, climbs)  # also with a subject of its own: "allowed Lima to send"
    if dep == "acl" and syntax.is_infinitive(verb):
        if any(c.pos_ == "ADJ" and c.lower_ in ("first", "last", "second", "only") for c in head.children):
            return own
        return own.by(Status.UNCERTAIN, f"infinitive of {head.lower_}", 0.8) if own.status in HAPPENED else own
    if dep == "advcl":
        return _adverbial(verb, own, lexicon, climbs)
    if dep == "pcomp":
        return _gerund(verb, own, lexicon, climbs)
    if dep == "ccomp" and head.pos_ != "ADJ":  # "is proud that they met": whatever makes a doubt of it is an operator
        above_ = (
            reality_of(head, lexicon, climbs - 1) if syntax.lemma(head) not in REPORTING else Reality(Status.OCCURRED)
        )
        if above_.status is Status.UNCERTAIN and own.status in HAPPENED:
            return own.by(Status.UNCERTAIN, f"under {head.lower_}", 0.9)
    if dep == "relcl" and own.status in HAPPENED and any(c.lower_ == "would" for c in verb.lefts):
        return own.by(Status.UNCERTAIN, "relative would", 0.9)
    return own


def performs(verb: Token) -> bool:
    """To say so is to do it: "I want to thank our allies", "called the president to congratulate him"."""
    above = verb.head
    if syntax.lemma(verb) not in _PERFORMATIVE or not syntax.is_infinitive(verb) or negated(above):
        return False
    if syntax.lemma(above) in _GETTING_IN_TOUCH:
        return verb.dep_ in ("xcomp", "advcl", "ccomp") and bool(syntax.objects_right(above))
    speaks = any(s.lower_ in ("i", "we") for s in syntax.own_subjects(above))
    return speaks and syntax.lemma(above) in ("want", "like", "wish")


def _coordinated(verb: Token, own: Reality, lexicon: Lexicon, climbs: int) -> Reality:
    if any(c.dep_ in ("aux", "auxpass") and c.tag_ in ("VBZ", "VBP", "VBD") for c in verb.lefts):
        first = verb.head
        if syntax.own_subjects(verb) or (first.dep_ == "ROOT" and own.status in HAPPENED):
            return own  # "has met the envoys and is leaving for Lima"
    elif syntax.own_subjects(verb) and any(c.dep_ in ("aux", "auxpass") for c in verb.lefts):
        return own
    if verb.tag_ in ("VBD", "VBZ", "VBP") and own.status in HAPPENED:
        # a new finite verb shares what embeds the first one, not its auxiliaries
        first = verb.head
        if first.dep_ in ("ROOT", "relcl", "advcl", "parataxis") or first.tag_ in ("VBD", "VBZ", "VBP"):
            return own
    return reality_of(verb.head, lexicon, climbs - 1) if own.status in HAPPENED else own


def _infinitive(verb: Token, own: Reality, lexicon: Lexicon, climbs: int) -> Reality:
    """ "is to meet" is planned, "has yet to sign" denied; other governors without an entry leave it open."""
    head = verb.head
    above = reality_of(head, lexicon, climbs - 1)
    if head.lower_ in _FUTURE:
        return own.by(Status.PLANNED, "will")  # a slip of the pen: "will to be held"
    if syntax.lemma(head) == "be" and syntax.is_infinitive(verb):
        return own.by(Status.PLANNED, "is to") if own.status in HAPPENED else own
    if syntax.lemma(head) == "have" and syntax.is_infinitive(verb):
        yet = any(c.lower_ == "yet" for c in (*head.children, *verb.children))
        return own.by(Status.DENIED, "has yet to") if yet else above
    if own.status not in HAPPENED:
        return own
    if syntax.is_infinitive(verb) and syntax.lemma(head) not in ("be", "have"):
        return above.by(Status.UNCERTAIN, f"infinitive under {head.lower_}", 0.8) if above.status in HAPPENED else above
    return above


def _adverbial(verb: Token, own: Reality, lexicon: Lexicon, climbs: int) -> Reality:
    marks = {c.lower_ for c in verb.lefts if c.dep_ in ("mark", "advmod", "prep")}
    above = reality_of(verb.head, lexicon, climbs - 1)
    if syntax.is_infinitive(verb) and own.status in HAPPENED:
        if above.status in HAPPENED:
            return own.by(_of_purpose(verb, above), "purpose", 0.8)
        return own.by(above.status, "purpose under " + verb.head.lower_)
    if marks & _NOT_YET_MARKS and own.status in HAPPENED and above.status not in HAPPENED:
        return own.by(above.status, "before")
    if verb.tag_ in ("VBG", "VBN") and not marks and own.status in HAPPENED and above.status is not Status.DENIED:
        return above if not auxiliaries(verb) else own
    return own


def _of_purpose(verb: Token, moving: Reality) -> Status:
    """Who "flew to Riga to meet her" is told to have met her; who flies there, or flew for the day to come, will."""
    head = verb.head
    if syntax.lemma(head) not in _MOVES:
        return Status.UNCERTAIN
    past = head.tag_ == "VBD" or any(a.lower_ in ("has", "have", "had") for a in auxiliaries(head))
    coming = any(t.lower_ in _COMING for t in verb.sent)
    done = past and moving.status is Status.OCCURRED and syntax.lemma(head) not in _LEAVES and not coming
    return Status.OCCURRED if done else Status.PLANNED


def _gerund(verb: Token, own: Reality, lexicon: Lexicon, climbs: int) -> Reality:
    preposition = verb.head
    if preposition.lower_ == "without":
        return own.by(Status.DENIED, "without")
    if preposition.lower_ in ("by", "after", "in", "while", "since", "upon", "on"):
        above = reality_of(preposition.head, lexicon, climbs - 1)
        return above if preposition.lower_ == "by" and own.status in HAPPENED else own
    if preposition.lower_ in ("before", "instead", "than"):
        above = reality_of(preposition.head, lexicon, climbs - 1)
        return own.by(Status.DENIED, "instead") if preposition.lower_ == "instead" else above
    return own


# nouns


def _of_noun(noun: Token, lexicon: Lexicon, climbs: int) -> Reality:
    own = _own_noun(noun, lexicon)
    if climbs <= 0 or own.status is Status.DENIED:
        return own
    top = whole_of(noun)
    operator = operator_above(top, lexicon)
    if operator is not None:
        above, word = operator
        governor = _governor_reality(word, lexicon, climbs - 1)
        if above.light and above.status is None:
            return governor if own.status is Status.OCCURRED else own
        if own.status is Status.OCCURRED or above.status in (Status.CANCELLED, Status.DENIED):
            return _apply(above, own, governor, word)
    if own.status is not Status.OCCURRED:
        return own
    return _in_clause(top, own, lexicon, climbs)


def _in_clause(noun: Token, own: Reality, lexicon: Lexicon, climbs: int) -> Reality:
    """A noun without an operator takes after its clause: "at the meeting they will discuss" is still to come."""
    preposition = noun.head if noun.dep_ == "pobj" else None
    if preposition is not None and (preposition.lower_ in _BEFORE or preposition.head.lower_ == "ahead"):
        return own.by(Status.PLANNED, "before it", 0.8)
    if is_coming(noun):
        return own.by(Status.PLANNED, "in the time to come")
    clause = next((t for t in ancestors(noun) if t.pos_ in ("VERB", "AUX")), None)
    if clause is None:
        return own
    if preposition is not None and preposition.lower_ == "on" and syntax.lemma(clause) == "be":
        return own.by(Status.ONGOING if is_present(clause) else Status.OCCURRED, "is on")
    if preposition is not None and preposition.lower_ == "of" and is_nothing(preposition.head):
        return own.by(Status.UNCERTAIN, "nothing of it", 0.8)  # "neither place nor time of the meeting"
    above = (
        _own(clause, lexicon, climbs)
        if noun.dep_ in ("nsubj", "nsubjpass")
        else reality_of(clause, lexicon, climbs - 1)
    )
    direct = noun.dep_ in ("nsubj", "nsubjpass", "dobj") and noun.head.i == clause.i
    during = preposition is not None and preposition.lower_ in ("at", "during", "in", "on")
    if above.status is Status.PLANNED and (direct or during):
        return own.by(Status.PLANNED, f"with {clause.lower_}", 0.95)
    if above.status is Status.UNCERTAIN and direct:
        return own.by(Status.UNCERTAIN, f"with {clause.lower_}", 0.8)
    if is_present(clause) and not is_definite(noun):
        return own.by(Status.UNCERTAIN, "told of the present", 0.8)
    return own


def _own_noun(noun: Token, lexicon: Lexicon) -> Reality:
    if is_no(noun):
        return Reality(Status.DENIED, 0.9, ("no",))
    for child in noun.lefts:
        if child.dep_ in ("amod", "compound", "nmod", "advmod"):
            index = lexicon.operators_by_lemma
            for operator in (*index.get(child.lower_, ()), *index.get(syntax.lemma(child), ())):
                if operator.kind == "adjective" and "noun" in operator.embeds and operator.status:
                    return Reality(operator.status, 1.0, (child.lower_,))
        if child.dep_ == "det" and child.lower_ in ("any", "every"):
            return Reality(Status.UNCERTAIN, 0.7, (child.lower_,))
    bare = noun.tag_ in ("NN", "NNS") and not any(
        c.dep_ in ("det", "poss", "amod", "compound", "nummod", "prep", "acl") for c in noun.children
    )
    return Reality(Status.OCCURRED, 0.75 if bare else 0.95)


# what an operator makes of the event


def _governor_reality(word: Token, lexicon: Lexicon, climbs: int) -> Reality:
    """The reality of the embedding word itself; of a predicate adjective or noun, that of its copula."""
    if word.dep_ in ("acomp", "attr", "oprd") and word.head.pos_ in ("AUX", "VERB"):
        return reality_of(word.head, lexicon, climbs)
    return reality_of(word, lexicon, climbs) if climbs > 0 else Reality(Status.OCCURRED)


_NEGATED = {
    Status.PLANNED: Status.DENIED,
    Status.DENIED: Status.UNCERTAIN,
    Status.CANCELLED: Status.PLANNED,
    Status.UNCERTAIN: Status.DENIED,
    Status.OCCURRED: Status.DENIED,
    Status.ONGOING: Status.DENIED,
}


def _apply(operator: Operator, inner: Reality, governor: Reality, word: Token) -> Reality:
    """What the operator makes of the inner reading, given whether the operator itself is real."""
    if operator.status in HAPPENED:
        return inner if governor.status in HAPPENED or inner.status not in HAPPENED else governor
    status = operator.status or governor.status
    reason = f"{word.lower_} ({operator.id})"
    certainty = inner.certainty * governor.certainty
    if operator.kind == "noun" and status is Status.UNCERTAIN:
        certainty *= _ONLY_NAMED  # "the ability to strike", "a need for talks"
    if inner.status is Status.DENIED:
        # "agreed not to attack" denies; "denied that it had not paid" leaves it open
        status = Status.UNCERTAIN if status is Status.DENIED else Status.DENIED
    if governor.status in (Status.DENIED, Status.CANCELLED):
        return Reality(operator.negated or _NEGATED[status], certainty * 0.9, (*governor.because, reason))
    if governor.status is Status.UNCERTAIN and status is not Status.DENIED:
        return Reality(Status.UNCERTAIN, certainty * 0.9, (*governor.because, reason))
    return Reality(status, certainty, (*governor.because, reason), operator)
