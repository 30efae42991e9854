"""What statements and consultations are about: issues of ontology/topics.ttl, by the words that its data lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from communique.model import EventMention
from communique.vocab import Topic

Span = tuple[int, int]


class TopicFinder:
    """Finds topics in text. A topic is evoked by any of its words, as whole words and whatever their case."""

    def __init__(self, topics: Iterable[Topic]):
        self._topic_of: dict[str, str] = {}
        for topic in topics:
            for word in (topic.label, *topic.words):
                self._topic_of.setdefault(word.lower(), topic.iri)
        longest_first = sorted(self._topic_of, key=lambda w: (-len(w), w))
        self._pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b", re.IGNORECASE)

    def in_text(self, text: str) -> tuple[str, ...]:
        """IRIs of the topics that a text names, each once, in a fixed order."""
        return tuple(sorted({self._topic_of[m[0].lower()] for m in self._pattern.finditer(text)}))

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
