"""What statements and consultations are about: issues of ontology/topics.ttl, by the words that its data lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from communique.model import EventMention
from communique.vocab import Topic

Span = tuple[int, int]
_WORD = re.compile(r"\w+")


class TopicFinder:
    """Finds topics in text. A topic is evoked by any of its words, as whole words and whatever their case."""

    def __init__(self, topics: Iterable[Topic]):
        self._topic_of: dict[str, str] = {}
        for topic in topics:
            for word in (topic.label, *topic.words):
                self._topic_of.setdefault(word.lower(), topic.iri)
        by_first: dict[str, list[str]] = {}
        for words in sorted(self._topic_of, key=lambda w: (-len(w), w)):  # longest first
            by_first.setdefault(_WORD.findall(words)[0], []).append(words)
        # One pattern over all words is tried at each letter of a text; here a word that begins none costs a look-up.
        self._patterns = {
            first: re.compile(r"(?:" + "|".join(map(re.escape, phrases)) + r")\b", re.IGNORECASE)
            for first, phrases in by_first.items()
        }

    def in_text(self, text: str) -> tuple[str, ...]:
        """IRIs of the topics that a text names, each once, in a fixed order."""
        found: set[str] = set()
        reached = 0
        for word in _WORD.finditer(text):
            pattern = self._patterns.get(word[0].lower())
            if pattern is not None and word.start() >= reached and (match := pattern.match(text, word.start())):
                found.add(self._topic_of[match[0].lower()])
                reached = match.end()
        return tuple(sorted(found))

    def of_events(
        self, text: str, events: Iterable[EventMention], *, is_consultation: Mapping[str, bool]
    ) -> dict[Span, tuple[str, ...]]:
        """The topics of each statement, by its words, and of each consultation, by its sentence."""
        found: dict[Span, tuple[str, ...]] = {}
        for event in events:
            if event.cls == "Statement":
                passage = " ".join(text[b:e] for b, e in event.content)
            elif is_consultation.get(event.cls):
                passage = text[slice(*event.sentence)]
            else:
                continue
            topics = self.in_text(passage)
            if topics:
                found[event.begin, event.end] = topics
        return found
