"""Sentences end where paragraphs do.

The parser was taught on running text and joins a headline or a list item without a full stop to the sentence below it,
which costs the first sentence of an article its arguments. So the bounds that the layout gives are set first.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc


@Language.factory("communique_paragraphs")
def make_paragraphs(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Starts a sentence after each empty line; runs before the parser, which keeps the bounds it finds."""

    def component(doc: Doc) -> Doc:
        for token in doc[:-1]:
            if token.is_space and token.text.count("\n") > 1:
                following = doc[token.i + 1]
                following.is_sent_start = True
        return doc

    return component
