"""How sure a statement is: its cue's prior, and what in speaker, words and structure speaks for it or against."""

from __future__ import annotations

from dataclasses import replace

from communique.model import EventMention, Form, Status

WORTH_TELLING = 0.62  # what somebody only thinks or wants, or a thing shows, serves attribution but is no statement
_VIEW = 0.4  # and under this, nor is it anybody's view
# Factors on the prior, and bounds; fitted by eye on judged samples (bench/judged).
NOBODY = 0.6  # no speaker found where there should be one
HABIT = 0.64  # "often says"
THOUGHT = 0.63  # "wondered whether"
CONDITION = 0.645  # "if the papers show that": not said, or not yet
UNVOICED = frozenset([HABIT, CONDITION])  # whatever stands in marks
PERFORMED = 1.08  # "the ministry condemns the attack" is said by saying so
MEANS = 0.64  # "by urging them", "without saying so"
TOPIC = 0.9  # "voiced concern", "thanked them for the help": what it is about, and none of the words
PASSIVE = 0.85  # "it was said": none is named; of "is accused of" too little is left
INSTRUCTED = 0.75  # "you will be asked to wait"
VOICED = 0.7  # words in quotation marks were voiced, whatever the verb
THING = 0.5  # "the deal says"
_QUOTED = 0.93  # at least: marks and a speaker beside them leave little doubt
_SAID, _PRONOUN, _BROKEN_OFF, _OPEN = 0.85, 0.79, 0.7, 0.75  # at most; what is open-ended is as sure as pronouns
_SURE = (0.8, 0.9)  # 24 of 31 judged statements of names between these were right: fewer than of "she said"
_MARKS = frozenset("\"'\u201c\u201d\u2018\u2019")
_DANGLING = frozenset({"but", "and", "or", "is", "was", "that", "the"})


def is_view(statement: EventMention) -> bool:
    """Whether it is no statement, but tells what somebody thinks, wants, praises or blames."""
    return _VIEW <= statement.confidence < WORTH_TELLING and bool(statement.initiators)


def quoted(statement: EventMention) -> EventMention:
    """The statement, sure as one that has marks and a speaker beside them."""
    return replace(statement, confidence=max(statement.confidence, _QUOTED))


def weighed(text: str, statement: EventMention) -> EventMention:
    """Less sure of speakers that only a pronoun names, of half names ("front-runner", "PARIS (AP) - ...") and of words
    that break off ("... in the race, but") or mix what stands in quotation marks with what does not; of what somebody
    will or may say, which is often a manner of speaking.

    On judged samples 35 of 38 statements by "he" and "she" were right, and none of the others.
    """
    speakers = statement.initiators
    if statement.status in (Status.PLANNED, Status.UNCERTAIN) and not statement.is_direct:
        return replace(statement, confidence=min(statement.confidence, _OPEN))
    spans = [text[a:b].strip() for a, b in statement.content]
    marked = [span[:1] in _MARKS or span[-1:] in _MARKS for span in spans]
    most = 1.0
    if speakers and all(m.form is Form.PRONOUN for m in speakers):
        most = _SAID if all(m.gender for m in speakers) else _PRONOUN
    if any(text[m.begin - 1 : m.begin] == "-" or (m.text.isupper() and len(m.text) > 4) for m in speakers):
        most = _BROKEN_OFF
    if any(span.rstrip(",").rpartition(" ")[2] in _DANGLING for span in spans) or (any(marked) and not all(marked)):
        most = _BROKEN_OFF
    if not any(marked) and _is_open_ended(text, statement):
        most = min(most, _PRONOUN)
    if _SURE[0] <= statement.confidence < _SURE[1]:
        most = min(most, _PRONOUN)
    return replace(statement, confidence=most) if statement.confidence > most else statement


def _is_open_ended(text: str, statement: EventMention) -> bool:
    """Whether the sentence goes on after what is said, or a source named last may be one of its last clause alone:
    where the writer takes over is then for the parser to tell, which errs in a third of such cases."""
    begin, end = statement.content[-1]
    if statement.frame == "say.according" and statement.content[0][0] < statement.begin:
        return True
    return begin > statement.begin and text[end : end + 3].lstrip(" )\"”’'")[:1] not in ("", ".", "?", "!", "\n")
