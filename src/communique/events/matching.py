"""Which frame a word evokes: triggers, conditions, and the reason when a frame does not match."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from communique.events import nouns, syntax
from communique.events.lexicon import ANY, Frame, Lexicon, Operator, Trigger
from communique.events.operators import is_said
from communique.events.roles import Cast, Functions
from communique.parsing.tokens import Doc, Token

_VERBAL_TAGS = ("VBN", "VBG", "VBD", "VB", "VBP", "VBZ")
_SAID_OF = frozenset({"acomp", "attr", "prep"})  # "said that Lima was guilty", "was a spy", "was behind it"
ACTING = frozenset({"initiator", "target", "host"})
GATHERING = frozenset({"Summit"})
# Where no will is asked for: "prices should fall", "they must have known".
# Particles that make another verb of a verb: "blasted out a release", "called off".
_TURNING = frozenset({"out", "off", "back", "away", "along", "around"})
_CHANGES = frozenset({"drop", "grow", "increase", "decrease", "improve"})
_STATES = _CHANGES | frozenset(
    """
    be have mean come fall rise happen seem look feel know become cost last matter occur worry recover exist own see
    expect like want belong depend hear wonder understand
    """.split()  # noqa: SIM905 - a paragraph of words reads better than a list
)
_WILLING = frozenset({"ready", "willing", "prepared", "allowed", "careful", "free"})
_SELF = frozenset({"i", "we", "it", "he", "she", "there", "this", "that", "one", "nobody", "everybody", "you"})
_MODALS = {"must", "should", "need", "have", "ought", "shall"}


@dataclass(frozen=True, slots=True)
class Match:
    """A frame that a token evokes. `tokens` are the words of the trigger; `light` the verb that carries a noun."""

    token: Token
    frame: Frame
    functions: Functions
    tokens: tuple[int, ...]
    light: Token | None = None
    light_role: str = "initiator"
    words: int = 1  # of the trigger itself: "shoot down" two
    lent: bool = False  # the light verb says more than that it happens: its subject takes part if nobody else does


@dataclass(frozen=True, slots=True)
class Trial:
    """A frame that was tried at a token, and why it did not match (None: it did)."""

    token: Token
    frame: Frame
    reason: str | None


class Miss(NamedTuple):
    """Why a frame does not match; put into words only where somebody asks."""

    what: str
    words: Collection[str] = ()
    phrases: Mapping[str, Collection[str]] = {}

    def __str__(self) -> str:
        phrases = " or ".join(f"{p} ({_list(words)})" for p, words in self.phrases.items())
        return " ".join(part for part in (self.what, _list(self.words), phrases) if part)


def _list(words: Collection[str]) -> str:
    return ", ".join(sorted(words)[:8]) + (" ..." if len(words) > 8 else "")


_OTHER_WORDS = Miss("the words beside it are not those of the trigger")


class Word:
    """A token that may evoke something, with what all frames tried at it ask for."""

    __slots__ = ("_functions", "forms", "frames", "kinds", "light", "token")

    def __init__(self, token: Token, frames: tuple[Frame, ...], lexicon: Lexicon):
        self.token, self.frames = token, frames
        self.forms = (syntax.lemma(token), token.lower_)
        self.kinds = _kinds(token)
        self.light = support(token, lexicon) if "noun" in self.kinds else None
        self._functions: dict[str, Functions] = {}

    def functions(self, kind: str) -> Functions:
        if kind not in self._functions:
            verb = _copula(self.token) if kind == "adjective" else None
            if kind == "noun" and self.light is not None:
                verb = self.light[1]
            self._functions[kind] = Functions(self.token, kind=kind, support=verb)
        return self._functions[kind]


_BLASTS = frozenset({"blow", "explode", "detonate"})  # "blew himself up at the gate"
_REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves", "myself", "ourselves"})
_IDLE = frozenset({"PUNCT", "SPACE", "DET", "ADP", "PRON", "CCONJ", "SCONJ", "PART", "NUM", "SYM"})


def candidates(doc: Doc, cast: Cast, lexicon: Lexicon) -> list[Word]:
    """Tokens whose lemma (or form) triggers some frame, in text order; the words of a body's name evoke nothing."""
    index = lexicon.frames_by_lemma
    found = []
    for token in doc:
        pos = token.pos_
        if pos in _IDLE:
            continue
        frames = index.get(syntax.lemma(token)) or index.get(token.lower_)
        if not frames or (pos == "PROPN" and token.ent_type_ == "DATE"):
            continue
        if pos == "PROPN" and cast.inside_name(token):
            frames = tuple(f for f in frames if f.cls in GATHERING)  # "the Munich Security Conference"
            if not frames or not cast.heads_name(token):
                continue
        if token.i > 0 and token.nbor(-1).text == "-" and (token.dep_ == "amod" or _is_made_by(token)):
            continue  # "Russian-made", "NATO-led": how a thing is, not what happened
        found.append(Word(token, frames, lexicon))
    return found


def _is_made_by(token: Token) -> bool:
    """A participle that a hyphen joins to a name, whatever the parser makes of it: "the use of Russian-made jets"."""
    if token.tag_ not in ("VBN", "VBD") or token.i < 2 or token.nbor(-1).whitespace_ or token.nbor(-2).whitespace_:
        return False
    return token.nbor(-2).pos_ == "PROPN" or token.nbor(-2).ent_type_ in ("NORP", "GPE", "ORG")


def best(word: Word, cast: Cast) -> Match | None:
    """The most specific frame that matches at the word; among equals the surer, then the first of the lexicon."""
    matched = [m for f in word.frames if f.kind in word.kinds and isinstance(m := match(word, f, cast), Match)]
    return max(matched, key=lambda m: (m.frame.specificity + 4 * m.words, m.frame.confidence), default=None)


def trials(doc: Doc, cast: Cast, lexicon: Lexicon) -> Iterator[Trial]:
    """Every frame tried on the doc with the reason why it failed, for people who write lexicons."""
    for word in candidates(doc, cast, lexicon):
        for frame in word.frames:
            result = match(word, frame, cast)
            yield Trial(word.token, frame, str(result) if isinstance(result, Miss) else None)


def match(word: Word, frame: Frame, cast: Cast) -> Match | Miss:
    """The match of one frame at one word, or the reason why there is none."""
    token = word.token
    if frame.kind not in word.kinds:
        return Miss(f"{token.text!r} is here no {frame.kind} ({token.tag_})")
    trigger_tokens = None
    for trigger in frame.triggers:
        if trigger.head in word.forms and (trigger_tokens := _trigger(token, trigger)) is not None:
            break
    if trigger_tokens is None:
        return _OTHER_WORDS
    words = len(trigger_tokens)
    functions = word.functions(frame.kind)
    if frame.kind == "verb" and "object" in frame.where:
        noun = next((h for h in functions.get("object") if _has(h, frame.where["object"])), None)
        if noun is None:
            return Miss("object is none of", frame.where["object"])
        functions = Functions(token, kind="verb", noun=noun)
        trigger_tokens = (*trigger_tokens, noun.i)
    if frame.kind == "noun" and frame.cls == "Assault" and _is_posture(token):
        fighting = functions.get("against") or functions.get("in")
        if not fighting and not any(m.country or m.kind == "ArmedGroup" for m in cast.fill(_on_the(token))):
            return Miss("to go on the attack is what speakers and teams do, too")
    forced = frame.kind == "verb" and frame.cls in ("Assault", "Coercion") and syntax.lemma(token) not in _BLASTS
    if forced and any(t.lower_ in _REFLEXIVE for t in functions.get("object")):
        return Miss("nobody is attacked by himself")
    wrong = _conditions(frame, functions, token, cast)
    if wrong is not None:
        return wrong
    spans = tuple(sorted(set(trigger_tokens)))
    if frame.kind != "noun" or word.light is None:
        return Match(token, frame, functions, spans, words=words)
    operator, verb = word.light
    return Match(token, frame, functions, spans, verb, operator.role, words, operator.status is not None)


def _is_posture(noun: Token) -> bool:
    """ "went on the offensive", "is under attack": how somebody stands to others."""
    return noun.dep_ == "pobj" and noun.head.lower_ in ("on", "under") and not any(c.dep_ == "amod" for c in noun.lefts)


def _on_the(noun: Token) -> list[Token]:
    return syntax.surface_subjects(noun.head.head) if noun.head.head.pos_ in ("VERB", "AUX") else []


def _kinds(token: Token) -> frozenset[str]:
    """What kinds of trigger the token can be, the tagger's slips allowed for."""
    pos = token.pos_
    found = set()
    if pos in ("VERB", "AUX") or token.tag_ in _VERBAL_TAGS:
        found.add("verb")
    if pos in ("NOUN", "PROPN", "ADJ") and _governs_clause(token):
        found.add("verb")
    elif pos in ("NOUN", "PROPN"):
        found.add("noun")
    if pos in ("ADJ", "VERB", "ADV", "NOUN"):
        found.add("adjective")
    return frozenset(found)


def _governs_clause(token: Token) -> bool:
    """A word that the tagger takes for a noun though the parser gives it a subject, an object or an auxiliary."""
    deps = {c.dep_ for c in token.children}
    return "dobj" in deps or ("nsubj" in deps and "cop" not in deps and token.dep_ == "ROOT" and "det" not in deps)


def _trigger(token: Token, trigger: Trigger) -> tuple[int, ...] | None:
    if trigger.particle is not None:
        for child in token.children:
            if child.lower_ == trigger.particle and is_particle(child):
                return token.i, child.i
        return None
    n = len(trigger.before)
    if n == 0:
        if any(c.dep_ == "prt" and c.lower_ in _TURNING for c in token.rights):
            return None
        return (token.i,)
    first = token.i - n
    if first < 0:
        return None
    for word, t in zip(trigger.before, token.doc[first : token.i], strict=True):
        if word not in (t.lower_, syntax.lemma(t)):
            return None
    return tuple(range(first, token.i + 1))


def is_particle(child: Token) -> bool:
    """A particle, or what the parser took for an adverb or for a preposition without its object."""
    if child.dep_ == "prep":
        return not any(c.dep_ == "pobj" for c in child.children) or child.head.i + 1 == child.i
    return child.dep_ in ("prt", "advmod", "npadvmod") or (child.dep_ == "oprd" and child.lower_ in ("free", "loose"))


def _copula(token: Token) -> Token | None:
    return token.head if token.dep_ in ("acomp", "attr", "oprd") and token.head.pos_ in ("AUX", "VERB") else None


def _has(token: Token, words: frozenset[str]) -> bool:
    return words == {ANY} or syntax.lemma(token) in words or token.lower_ in words


def _conditions(frame: Frame, functions: Functions, token: Token, cast: Cast) -> Miss | None:
    for function, words in frame.where.items():
        fillers = _fillers(functions, function, token)
        if not any(_has(f, words) for f in fillers):
            return Miss(f"{function} is none of", words) if fillers else Miss(f"there is no {function}")
    if frame.alternatives and not any(
        _has(f, words) for p, words in frame.alternatives.items() for f in [*functions.get(p), *_gerunds(token, p)]
    ):
        return Miss("no phrase with", phrases=frame.alternatives)
    for function, words in frame.unless.items():
        for filler in _fillers(functions, function, token):
            if _has(filler, words):
                return Miss(f"{function} {filler.text!r} is another sense")
    for function, kinds in frame.kinds.items():
        mentions = cast.fill(functions.get(function), places="also")
        if not any(m.kind in kinds for m in mentions):
            return Miss(f"{function} is no", kinds)
    for function, kinds in frame.never.items():
        for filler in functions.get(function):
            if (mention := cast.at(filler)) is not None and mention.kind in kinds:
                return Miss(f"{function} {filler.text!r} is another sense")
    for group in frame.needs:
        names = {f for f, r in frame.roles.items() if r in ACTING} | {"subject"} if group == {"any"} else group
        if not any(cast.fill(functions.get(name), places="also") for name in names):
            return Miss(f"no actor fills {' or '.join(sorted(names))}")
    if frame.clause_modal and not demands(token, frame):
        return Miss("no embedded clause with", frame.clause_modal)
    return None


def demands(verb: Token, frame: Frame) -> list[Token]:
    """The clauses under the verb that say what somebody has to do; what must be or happen asks nobody."""
    return [c for c in syntax.clauses(verb) if _modal(c) & frame.clause_modal and _is_up_to_somebody(c)]


def _is_up_to_somebody(clause: Token) -> bool:
    if any(c.dep_ == "aux" and c.lower_ in ("will", "would", "'ll") for c in clause.lefts):
        return False
    acts = clause
    if syntax.lemma(clause) in _MODALS:
        acts = next((c for c in clause.rights if c.dep_ == "xcomp"), clause)
    verb = syntax.lemma(acts)
    if verb in _STATES and not (verb in _CHANGES and any(c.dep_ == "dobj" for c in acts.rights)):
        willing = any(c.dep_ == "acomp" and c.lower_ in _WILLING for c in acts.rights)
        if not willing:
            return False
    return any(s.lower_ not in _SELF for s in syntax.own_subjects(clause))


def _gerunds(token: Token, preposition: str) -> list[Token]:
    """Verbs that stand for the object of a preposition: "barred them from entering"."""
    return [
        g for c in token.rights if c.dep_ == "prep" and c.lower_ == preposition for g in c.rights if g.dep_ == "pcomp"
    ]


def _fillers(functions: Functions, function: str, token: Token) -> list[Token]:
    """As `Functions.get`; the words of a clause are its verbs, predicates and question words, not its subjects."""
    if function != "clause":
        return functions.get(function)
    clauses = [*syntax.clauses(token), *syntax.purposes(token)]
    if functions.noun is not None:
        clauses += [c for c in functions.noun.rights if c.dep_ in ("acl", "relcl") and syntax.is_infinitive(c)]
    predicates = [p for c in clauses if c.pos_ == "AUX" for p in c.rights if p.dep_ in _SAID_OF]
    return [*clauses, *predicates, *(w for c in clauses for w in _question_words(c))]


def _question_words(clause: Token) -> Iterator[Token]:
    """What makes a clause an indirect question: "asked how they would pay", "asked whether it was over"."""
    for word in clause.lefts:
        for token in (word, *word.lefts):
            asks = token.dep_ == "mark" and token.lower_ in ("if", "whether")
            if asks or token.tag_ in ("WDT", "WP", "WRB", "WP$"):
                yield token


def _modal(verb: Token) -> set[str]:
    found = {syntax.lemma(c) for c in verb.lefts if c.dep_ == "aux"} & (_MODALS - {"have"})
    if any(c.dep_ == "xcomp" and syntax.is_infinitive(c) for c in verb.children):
        found |= {syntax.lemma(verb)} & {"need", "have", "ought"}
    return found


def support(noun: Token, lexicon: Lexicon) -> tuple[Operator, Token] | None:
    """The light verb that carries the noun ("held talks", "talks began", "arrived for talks", "talks held in Oslo")."""
    top = noun
    while top.dep_ in ("conj", "appos") and top.head.pos_ in ("NOUN", "PROPN") and top.head.i != top.i:
        top = top.head
    for _ in range(2):
        if top.dep_ == "pobj" and top.head.lower_ == "of" and syntax.lemma(top.head.head) in nouns.PARTITIVES:
            top = top.head.head
    places: list[tuple[str, Token]] = []
    head, dep = top.head, top.dep_
    if dep in ("dobj", "nsubjpass", "attr", "oprd"):
        places.append(("object", head))
    elif dep == "nsubj":
        places.append(("subject", head))
    if dep in ("nsubj", "nsubjpass"):
        places += [("object" if syntax.is_passive(x) else "subject", x) for x in syntax.raised(head)]
    elif dep == "pobj":
        places.append((head.lower_, head.head))
    for child in noun.children:
        if child.dep_ in ("acl", "relcl") and child.i > noun.i:
            passive = syntax.is_passive(child)
            places.append(("object" if passive else "subject", child))
    for place, verb in places:
        for operator in lexicon.operators_by_lemma.get(syntax.lemma(verb), ()):
            light = operator.light and place in operator.embeds and verb.pos_ in ("VERB", "AUX")
            if light and is_said(operator, verb) and not (place == "object" and syntax.predicates(verb)):
                return operator, verb
    return None
