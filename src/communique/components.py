"""The stages as spaCy components, registered by entry point, for use in anybody's pipeline.

>>> from communique.parsing.nlp import load
>>> nlp = load().nlp  # or spacy.load of any English pipeline with a parser and names
>>> _ = nlp.add_pipe("communique_events")
>>> doc = nlp("Lavrov met Tillerson in Moscow.")
>>> [(e.cls, e.status.value) for e in doc._.communique_events]
[('Meeting', 'Occurred')]

Each component adds those before it that it needs, so one line is enough. The publication date, on which relative dates
rest, is taken from ``doc._.published`` (a TimeSpan), to be set by a component before these.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.tokens import Doc

from communique.entities import mentions
from communique.entities.actors import Gazetteer
from communique.events import coding
from communique.events.lexicon import Lexicon
from communique.parsing import tokens
from communique.speech import attribution, statements
from communique.speech.cues import Cues
from communique.times import dates, timing

if TYPE_CHECKING:
    Component = Callable[[Doc], Doc]

_DEFAULTS: dict[str, Any] = {
    "published": None,
    "communique_entities": (),
    "communique_times": (),
    "communique_statements": (),
    "communique_events": (),
}


def _extensions() -> None:
    for name, default in _DEFAULTS.items():
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)


def _after(nlp: Language, *needed: str) -> None:
    """Put the components that one rests on before it, where they are not there yet."""
    for name in needed:
        if name not in nlp.pipe_names:
            nlp.add_pipe(name)


@Language.factory("communique_entities")
def make_entities(nlp: Language, name: str) -> Component:
    """Mentions of actors, places and positions -> ``doc._.communique_entities``."""
    _extensions()
    gazetteer = Gazetteer.load()

    def component(doc: Doc) -> Doc:
        doc._.communique_entities = tuple(mentions.find_entities(tokens.of(doc), gazetteer))
        return doc

    return component


@Language.factory("communique_times")
def make_times(nlp: Language, name: str) -> Component:
    """Time expressions -> ``doc._.communique_times``."""
    _extensions()

    def component(doc: Doc) -> Doc:
        doc._.communique_times = tuple(dates.find_times(tokens.of(doc), doc._.published))
        return doc

    return component


@Language.factory("communique_statements")
def make_statements(nlp: Language, name: str) -> Component:
    """Who says what -> ``doc._.communique_statements``."""
    _extensions()
    _after(nlp, "communique_entities")
    cues = Cues.load()

    def component(doc: Doc) -> Doc:
        found = statements.find_statements(tokens.of(doc), list(doc._.communique_entities), cues)
        doc._.communique_statements = tuple(found)
        return doc

    return component


@Language.factory("communique_events")
def make_events(nlp: Language, name: str) -> Component:
    """Event mentions with roles, status, time and attribution -> ``doc._.communique_events``."""
    _extensions()
    _after(nlp, "communique_entities", "communique_times", "communique_statements")
    lexicon = Lexicon.load()

    def component(doc: Doc) -> Doc:
        words, times = tokens.of(doc), list(doc._.communique_times)
        found = coding.find_events(words, list(doc._.communique_entities), times, lexicon)
        timed = timing.dated(words, found, times, None)
        doc._.communique_events = tuple(attribution.attribute(words, timed, list(doc._.communique_statements)))
        return doc

    return component
