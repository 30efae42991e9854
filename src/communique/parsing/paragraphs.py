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
    [A-ZÀ-Þ]{3,}(?:(?:[ '’/-]|[ ]AND[ ])[A-ZÀ-Þ]{2,}){0,4}    # BEIJING, NEW YORK, RIYADH/DOHA
    (?:,[ ]?[A-ZÀ-Þ][\w.'’]*(?:[ ][\w.'’]+){0,3}){0,3}(?:,[ ]?\d{4})?   # , South Korea, March 5, 2019
    [ ]?(?:\([^()\n]{2,40}\)|/[^/\n]{2,40}/\.?)?              # (Agency) or /Agency/
    [ ]?(?:[-–—]{1,2}|\.)[ ]*(?=["“'‘A-ZÀ-Þ])""",
    re.VERBOSE,
)


_STOPS = frozenset((".", "!", "?"))
# After a rank in short ("Brig.-Gen. Sow") no sentence ends.
_RANK = re.compile(r"\b(?:Gen|Brig|Lt|Col|Maj|Cpl|Sgt|Capt|Cmdr|Adm|Sen|Rep|Gov|Amb|Hon|Prof)\.\Z")


@Language.factory("communique_paragraphs")
def make_paragraphs(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Starts a sentence after each empty line and each dateline; runs before the parser, which keeps these bounds."""

    def component(doc: Doc) -> Doc:
        text = doc.text  # put together anew at each access
        for token in doc[:-1]:
            if token.is_space and "\n" in token.text and (token.text.count("\n") > 1 or _ends(doc, token.i)):
                doc[token.i + 1].is_sent_start = True
            elif token.text[-1] == "." and _RANK.search(text, max(0, token.idx - 9), token.idx + len(token)):
                doc[token.i + 1].is_sent_start = False
        starts = set(_after_datelines(text))
        if starts:
            for token in doc[:-1]:
                if token.idx in starts:
                    token.is_sent_start = True
                    doc[token.i + 1].is_sent_start = False  # else the parser now and then cuts off the first word
        return doc

    return component


def _ends(doc: Doc, line_break: int) -> bool:
    """Whether the line before a single line break ends with a sentence, and the next begins with one."""
    before, after = doc[line_break - 1] if line_break else None, doc[line_break + 1]
    if before is None or not (after.text[0].isupper() or after.is_quote):
        return False
    return before.text in _STOPS or (before.is_quote and line_break > 1 and doc[line_break - 2].text in _STOPS)


def _after_datelines(text: str) -> Iterator[int]:
    """Where the words begin that follow a dateline."""
    for match in _DATELINE.finditer(text):
        yield match.end()
