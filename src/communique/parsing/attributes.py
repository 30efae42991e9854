"""What spaCy's attribute ruler says of a word, remembered.

The ruler maps tags to parts of speech, morphology and some lemmas by patterns, and tries them all on every token: a
sixth of the time that parsing takes. What a pattern asks of one token is its tag, its dependency, its word and whether
it is space, and only some hundred words are named by any. So spaCy's own matcher is asked once for each combination of
these, on a text of that one token, and the answers are kept; patterns of several tokens are put together from them.
What comes out is the ruler's, token for token (tests/test_attributes.py compares them).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from spacy import attrs
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc
from spacy.vocab import Vocab

NAME = "communique_attributes"
DEP, IS_SPACE, LEMMA, LOWER = attrs.DEP, attrs.IS_SPACE, attrs.LEMMA, attrs.LOWER
MORPH, POS, TAG = attrs.MORPH, attrs.POS, attrs.TAG
_ASKED = {"TAG", "DEP", "LOWER", "IS_SPACE"}  # what a pattern may ask of a token
_SETS = [TAG, POS, MORPH, LEMMA, DEP]  # what a rule may set
_OPERATORS = {"IN", "NOT_IN", "REGEX"}

Step = tuple[int, int, int]  # of which rule, of which of its patterns, at which place of it
Seen = tuple[int, int, int, int]  # tag, dependency, the word if a pattern names it, whether it is space


def is_known(ruler: AttributeRuler) -> bool:
    """Whether all that a ruler asks and sets is what can be remembered."""
    tokens = [token for patterns in _patterns(ruler) for pattern in patterns for token in pattern]
    asked = all(_ASKED.issuperset(token) for token in tokens)
    how = all(_OPERATORS.issuperset(v) for token in tokens for v in token.values() if isinstance(v, dict))
    return asked and how and all(attr in _SETS for rule in ruler.attrs for attr in rule)


def remember(nlp: Language) -> None:
    """Have what the attribute ruler of a pipeline says remembered, where that is possible."""
    ruler = dict(nlp.pipeline).get("attribute_ruler")
    if isinstance(ruler, AttributeRuler) and is_known(ruler):
        nlp.add_pipe(NAME, after="attribute_ruler")
        nlp.disable_pipe("attribute_ruler")


@Language.factory(NAME)
def make_attributes(nlp: Language, name: str) -> Attributes:
    """Stands for the attribute ruler, which it needs in the pipeline, disabled."""
    return Attributes(cast(AttributeRuler, dict(nlp.components)["attribute_ruler"]))


@dataclass(slots=True)
class Answer:
    """What the patterns say of a token by itself."""

    number: int  # row of the tables
    rules: tuple[int, ...]  # those with a pattern of one token that it fits, in their order
    begins: tuple[Step, ...]  # longer patterns that may begin with it
    fits: frozenset[Step]


class Attributes:
    """The component: sets tags, parts of speech, morphology, lemmas and dependencies as the ruler would."""

    def __init__(self, ruler: AttributeRuler):
        self._vocab: Vocab = ruler.vocab
        self._rules: list[dict[int, int]] = ruler.attrs
        self._at: list[int] = ruler.indices
        self._patterns = _patterns(ruler)
        self._matcher = Matcher(self._vocab)
        self._steps: dict[int, Step] = {}  # by the name that the matcher gives them
        self._words: set[str] = set()  # that some pattern asks for, as these do
        self._expressions: list[re.Pattern[str]] = []
        for r, patterns in enumerate(self._patterns):
            for p, pattern in enumerate(patterns):
                for place, token in enumerate(pattern):
                    step = self._vocab.strings.add(f"{r} {p} {place}")
                    self._steps[step] = (r, p, place)
                    self._matcher.add(step, [[token]])
                    self._note_words(token.get("LOWER", {}))
        self._named: dict[int, int] = {}  # a word to itself where a pattern asks for it, else to nothing
        self._answers: dict[Seen, Answer] = {}
        self._values = np.zeros((0, len(_SETS)), dtype=np.uint64)  # a row an answer
        self._is_set = np.zeros((0, len(_SETS)), dtype=bool)

    def __call__(self, doc: Doc) -> Doc:
        if not len(doc):
            return doc
        answers = []
        rows = doc.to_array([TAG, DEP, LOWER, IS_SPACE]).tolist()
        for i, (tag, dep, lower, space) in enumerate(rows):
            word = self._named.get(lower)
            if word is None:
                word = self._name(lower)
            seen = (tag, dep, word, space)
            answers.append(self._answers.get(seen) or self._ask(seen, doc[i].text))
        which = [a.number for a in answers]
        told = np.where(self._is_set[which], self._values[which], doc.to_array(_SETS))
        for i, rules in self._longer(answers).items():
            for rule in sorted({*answers[i].rules, *rules}):
                self._apply(rule, told[i])
        doc.from_array(_SETS, cast(Any, told))
        return doc

    def _note_words(self, asked: str | dict[str, Any]) -> None:
        """The words that a pattern tells from all others."""
        if isinstance(asked, str):
            asked = {"IN": [asked]}
        self._words.update(asked.get("IN", ()), asked.get("NOT_IN", ()))
        self._expressions += [re.compile(asked["REGEX"])] if "REGEX" in asked else []

    def _name(self, lower: int) -> int:
        text = self._vocab.strings[lower]
        is_asked = text in self._words or any(expression.search(text) for expression in self._expressions)
        self._named[lower] = lower if is_asked else 0
        return self._named[lower]

    def _ask(self, seen: Seen, word: str) -> Answer:
        """What the matcher says of a token that was not seen so yet."""
        alone = Doc(self._vocab, words=[word])
        alone.from_array([TAG, DEP], cast(Any, np.array([seen[:2]], dtype=np.uint64)))
        fits = sorted(self._steps[name] for name, _, _ in self._matcher(alone, allow_missing=True))
        single = tuple(dict.fromkeys(r for r, p, _ in fits if len(self._patterns[r][p]) == 1))
        begins = tuple(step for step in fits if step[2] == 0 and len(self._patterns[step[0]][step[1]]) > 1)
        answer = self._answers[seen] = Answer(len(self._answers), single, begins, frozenset(fits))
        values, is_set = np.zeros(len(_SETS), dtype=np.uint64), np.zeros(len(_SETS), dtype=bool)
        for rule in single:
            self._apply(rule, values)
            for attr in self._rules[rule]:
                is_set[_SETS.index(attr)] = True
        self._values, self._is_set = np.vstack([self._values, values]), np.vstack([self._is_set, is_set])
        return answer

    def _apply(self, rule: int, values: np.ndarray[Any, np.dtype[np.uint64]]) -> None:
        for attr, value in self._rules[rule].items():
            values[_SETS.index(attr)] = value

    def _longer(self, answers: Sequence[Answer]) -> dict[int, set[int]]:
        """By token, the rules with a pattern of several tokens that speak of it."""
        found: dict[int, set[int]] = {}
        for i, answer in enumerate(answers):
            for rule, p, _ in answer.begins:
                length = len(self._patterns[rule][p])
                after = answers[i + 1 : i + length]
                if len(after) == length - 1 and all((rule, p, k) in a.fits for k, a in enumerate(after, 1)):
                    at = self._at[rule]
                    found.setdefault(i + (at if at >= 0 else length + at), set()).add(rule)
        return found


def _patterns(ruler: AttributeRuler) -> list[list[list[dict[str, Any]]]]:
    """Of each rule its patterns, each of which asks something of one or several tokens."""
    return [cast(Any, rule["patterns"]) for rule in ruler.patterns]
