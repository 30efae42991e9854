"""What speaks against a statement in its cue's own clause: habits, thoughts, conditions, things that only show."""

from __future__ import annotations

from collections.abc import Sequence

from communique.parsing.tokens import Token
from communique.speech import weighing
from communique.speech.cues import Cue
from communique.speech.speakers import Fillers, antecedent, is_passive
from communique.speech.words import is_text, names_people

_HABITUALLY = frozenset([
    "always", "commonly", "frequently", "generally", "often", "regularly", "routinely", "sometimes", "typically",
    "usually",
])  # fmt: skip
_PERFORMED = frozenset(
    ["applaud", "commend", "condemn", "congratulate", "denounce", "deplore", "salute", "thank", "welcome"]
)
_OF_LATE = frozenset(["increasingly", "lately"])  # "lately has been stressing"
_SHOWING = frozenset([  # what "it" does without a word: "it underscores the need"
    "confirm", "demonstrate", "illustrate", "imply", "indicate", "reveal", "show", "signal", "suggest", "underline",
    "underscore",
])  # fmt: skip
_OPEN = frozenset(["could", "may", "might", "would"])
_MUSING = frozenset(["wonder"])  # without a word, unless it is said so: "wondered aloud"
_ALOUD = frozenset(["aloud", "loudly", "openly", "publicly"])
_GUESSING = frozenset(["assume", "believe", "conclude", "fear", "infer", "question", "speculate", "suspect", "wonder"])
_BRINGING = frozenset(["cause", "drive", "lead", "leave", "prompt", "push", "tempt"])  # "led some to speculate"
# What is unveiled in words; other things are only shown: "unveiled a campaign", "a statue"
_WORDED = frozenset([
    "accord", "agenda", "agreement", "bill", "blueprint", "budget", "deal", "draft", "initiative", "law", "legislation",
    "list", "measure", "pact", "package", "plan", "platform", "policy", "program", "programme", "proposal", "reform",
    "resolution", "roadmap", "rule", "sanction", "scheme", "strategy", "tariff", "treaty",
])  # fmt: skip


def doubt_of(token: Token, cue: Cue, heads: Sequence[Token], fillers: Fillers, *, is_topic: bool) -> float:
    """The factor on the cue's confidence, 1 where nothing speaks against it."""
    if not heads:
        passive = weighing.INSTRUCTED if cue.kind == "ask" else weighing.PASSIVE
        return 1.0 if cue.speaker == "none" else passive if is_passive(token) else weighing.NOBODY
    adverbs = {c.lower_ for c in token.lefts}
    if (token.tag_ in ("VBZ", "VBP") and adverbs & _HABITUALLY) or (token.tag_ == "VBG" and adverbs & _OF_LATE):
        return weighing.HABIT
    if _is_thought(token):
        return weighing.THOUGHT
    if token.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in ("if", "unless") for c in token.lefts):
        return weighing.CONDITION
    if token.lemma_ in _SHOWING and all(is_text(h) for h in heads) and any(c.lower_ in _OPEN for c in token.lefts):
        return weighing.CONDITION  # "the papers may show"
    if token.dep_ == "pcomp" and token.tag_ == "VBG" and token.head.lower_ != "as":
        return weighing.MEANS
    if cue.kind == "judge" and token.lemma_ in _PERFORMED and token.tag_ in ("VBZ", "VBP"):
        return weighing.PERFORMED
    if is_topic or (token.lemma_ == "unveil" and not _is_worded(token)):
        return weighing.TOPIC
    if token.lemma_ in _SHOWING and all(h.lower_ == "it" for h in heads):
        return weighing.THING
    meant = [antecedent(h) or h for h in heads]
    return weighing.THING if fillers.are_things(meant) and cue.part != "phrase" else 1.0


def _is_thought(verb: Token) -> bool:
    """Whether nobody voiced it, as far as the text tells: "wondered whether", "led some to conclude that"."""
    if verb.lemma_ in _MUSING:
        return not any(c.lower_ in _ALOUD for c in verb.children)
    return verb.lemma_ in _GUESSING and verb.tag_ == "VB" and verb.head.lemma_ in _BRINGING


def _is_worded(verb: Token) -> bool:
    things = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")]
    return not things or any(t.lemma_.lower() in _WORDED for thing in things for t in (thing, *thing.conjuncts))


def names(verb: Token, cue: Cue, quoted: Sequence[str]) -> bool:
    """Whether a relative clause only gives things a name with its own capitals: "boats that she calls “Sea Stars”"."""
    if cue.id != "judge.call" or verb.dep_ not in ("acl", "relcl") or len(quoted) != 1 or names_people(verb.head):
        return False
    words = [word for word in quoted[0].strip(" .,").split() if word[0].isalpha()]
    return bool(words) and all(word[0].isupper() or len(word) < 4 for word in words) and words[0][0].isupper()
