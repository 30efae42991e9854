"""The characters of what is said: from subtrees to spans, and from spans to the quotations that they run into."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from communique.parsing.tokens import Doc, Token
from communique.speech.quotes import Quotation

Spans = list[tuple[int, int]]

EDGE = frozenset([",", ".", ";", ":", "—", "–", "-", "--", "...", "…", "(", ")"])
_JOINING = frozenset(["and", "but", "or"])
_LEADS = re.compile(r",?[ \t\xa0]*((?:(?:and|or|but|to|of|as|for|by|in|that|a|an|the|his|her)[ \t\xa0]+){0,3})")
_BEFORE_SOURCE = frozenset([",", "”", "’", '"', "''"])
_OPENING = "“„‟«‘‚‹\"'`"


def spans_of(
    doc: Doc, text: str, tops: Iterable[Token], without: Collection[int] = (), *, within: tuple[int, int]
) -> Spans:
    """Character spans of the subtrees, without some subtrees (given by root) and without punctuation at the edges.

    A stretch that only left-out words interrupt becomes two spans. `within` are the bounds of the paragraph.
    """
    kept: set[int] = set()
    for top in tops:
        kept |= _subtree(top, without)
    runs: list[list[int]] = []
    for i in sorted(kept):
        if not within[0] <= doc[i].idx < within[1]:
            continue
        if runs and i == runs[-1][-1] + 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    spans: Spans = []
    for run in runs:
        first, last = run[0], run[-1]
        while first <= last and (doc[first].text in EDGE or doc[first].is_space):
            first += 1
        while last >= first and (doc[last].text in EDGE or doc[last].is_space or doc[last].lower_ in _JOINING):
            last -= 1
        if first <= last and any(doc[i].is_alpha or doc[i].like_num for i in range(first, last + 1)):
            spans.append((doc[first].idx, doc[last].idx + len(doc[last])))
    return _joined(text, spans)


def _subtree(top: Token, without: Collection[int]) -> set[int]:
    found: set[int] = set()
    todo = [top]
    while todo:
        token = todo.pop()
        if token.i in without or token.i in found:
            continue
        if token.lower_ == "according" and token.i > top.i and token.nbor(-1).text in _BEFORE_SOURCE:
            continue  # another's word on it
        found.add(token.i)
        todo.extend(token.children)
    return found


def _joined(text: str, spans: Spans) -> Spans:
    joined: Spans = []
    for begin, end in sorted(spans):
        if joined and not text[joined[-1][1] : begin].strip(" \t\n\xa0\"'“”‘’`,"):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return joined


def with_quotations(text: str, spans: Spans, quotations: Sequence[Quotation]) -> Spans:
    """The spans grown over the quotations that they run into, marks included; ends inside a mark are no ends."""
    grown: Spans = []
    for begin, end in spans:
        for quotation in quotations:
            for left, right in quotation.parts:
                shared = min(end, right) - max(begin, left)
                if shared * 2 > right - left or (shared > 0 and (left <= begin or shared * 3 > right - left)):
                    begin, end = min(begin, left), max(end, right)
                elif end <= left and (led := _LEADS.fullmatch(text, end, left)) and (led[1] or text[end - 1].isalnum()):
                    if "," in text[end:left] and not led[1] and text[left:right].lstrip(_OPENING)[:1].isupper():
                        continue  # a sentence of its own
                    end = right  # "called him a “child” who acts “as if he were king” and “a fool”"
        grown.append((begin, end))
    return merged(text, grown)


def merged(text: str, spans: Iterable[tuple[int, int]]) -> Spans:
    """Spans in text order, those that touch or overlap in one paragraph made one."""
    result: Spans = []
    for begin, end in sorted(spans):
        if result and (begin <= result[-1][1] or not text[result[-1][1] : begin].strip(" \t\xa0")):
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((begin, end))
    return result
