"""Sentences end where paragraphs do, and a dateline is none of its article's words.

The parser was taught on running text and joins a headline or a list item without a full stop to the sentence below it,
and "BEIJING (Agency) -" to the subject of the sentence after it, which costs the first sentence of an article its
arguments. So the bounds that the layout gives are set first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

_DATELINE = re.compile(
    r"""(?:^|\n)[ \t]*
    [A-ZÀ-Þ]{3,}(?:[ '’-][A-ZÀ-Þ]{2,}){0,3}                  # BEIJING, NEW YORK
    (?:,[ ]?[A-ZÀ-Þ][\w.'’]*(?:[ ][\w.'’]+){0,3}){0,3}        # , South Korea, March 5
    [ ]?(?:\([^()\n]{2,40}\)|/[^/\n]{2,40}/\.?)?              # (Agency) or /Agency/
    [ ]?(?:[-–—]{1,2}|\.)[ ]*(?=["“'‘A-ZÀ-Þ])""",
    re.VERBOSE,
)


@Language.factory("communique_paragraphs")
def make_paragraphs(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Starts a sentence after each empty line and each dateline; runs before the parser, which keeps these bounds."""

    def component(doc: Doc) -> Doc:
        for token in doc[:-1]:
            if token.is_space and token.text.count("\n") > 1:
                doc[token.i + 1].is_sent_start = True
        starts = set(_after_datelines(doc.text))
        if starts:
            for token in doc[:-1]:
                if token.idx in starts:
                    token.is_sent_start = True
                    doc[token.i + 1].is_sent_start = False  # else the parser now and then cuts off the first word
        return doc

    return component


def _after_datelines(text: str) -> Iterator[int]:
    """Where the words begin that follow a dateline."""
    for match in _DATELINE.finditer(text):
        yield match.end()
