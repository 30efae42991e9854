"""Where in a saved page the article is: which lines are its own, by their form and by their place.

The first paragraphs of prose and the title mark the beginning, headings of link lists, comment forms and footers the
end. What lies outside goes, as do controls, credits and appeals inside. In doubt a line stays: a lost sentence is worse
than a kept headline. The idea of block features (length, punctuation, link-list shape, neighbours) is that of
boilerplate detection on HTML (Kohlschütter, Fankhauser and Nejdl 2010), here on lines of text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from communique.articles.forms import APPEAL_HEADING, COMMENT_FORM, DAY_HEADING, REPLY_TO
from communique.articles.furniture import Kind, Line, insert_label

_LISTS = frozenset({Kind.LISTING, Kind.COMMENTS, Kind.FOOTER})
_NAVIGATION = frozenset(
    {Kind.CONTROL, Kind.LISTING, Kind.INSERT, Kind.TRAIL, Kind.FOOTER, Kind.COMMENTS, Kind.TEMPLATE}
)
_HEADLINE = 5  # words from which a line without a full stop may be a headline
_TEASERS = 8  # lines after "Read also" that may be titles of other articles
_ALNUM = re.compile(r"[\W_]+")


def own_lines(lines: Sequence[Line], *, title: str | None) -> list[bool]:
    """For each line of a page whether it belongs to the article."""
    keep = [True] * len(lines)
    is_title = _title_lines(lines, title)
    _drop_appeals(lines, keep, is_title)
    body = [keep[n] and line.prose and line.kind is None and not _stray(lines, n) for n, line in enumerate(lines)]
    if not any(body):
        return [keep[n] and line.kind is None for n, line in enumerate(lines)]
    _drop_head(lines, keep, body, is_title)
    _drop_end(lines, keep, body)
    _drop_inserts(lines, keep, body)
    _drop_clusters(lines, keep, body, is_title)
    _drop_tail(lines, keep, body, is_title)
    for n, line in enumerate(lines):
        if line.kind is not None and not is_title[n] and not _is_day_heading(lines, body, n):
            keep[n] = False
    return keep


def _is_day_heading(lines: Sequence[Line], body: Sequence[bool], n: int) -> bool:
    """A date that heads a part of the article, as in a programme, not the page's date among bylines and buttons."""
    if lines[n].kind is not Kind.META or not 0 < n < len(lines) - 1 or not DAY_HEADING.fullmatch(lines[n].text):
        return False
    return body[n - 1] and body[n + 1]


def is_crawled(lines: Sequence[Line]) -> bool:
    """Whether the text of a record is a page with its furniture: several kinds of it, not one line of prose."""
    weights = {Kind.TEMPLATE: 1, Kind.LISTING: 1, Kind.CONTROL: 1, Kind.FOOTER: 1, Kind.COMMENTS: 1, Kind.INSERT: 1}
    found: dict[object, int] = {}
    for line in lines:
        if line.appeal >= 3 and line.outlet:
            found["appeal"] = found.get("appeal", 0) + 2
        elif line.kind in weights and not line.text.endswith("."):
            found[line.kind] = found.get(line.kind, 0) + (2 if COMMENT_FORM.match(line.text) else 1)
    return len(found) >= 2 and sum(found.values()) >= 4


def _title_lines(lines: Sequence[Line], title: str | None) -> list[bool]:
    """Lines that are the title, with or without the site's name behind it."""
    wanted = _ALNUM.sub(" ", title.lower()).strip() if title else ""
    if not wanted:
        return [False] * len(lines)
    found = []
    for line in lines:
        if abs(len(line.text) - len(wanted)) > 60 or line.kind is Kind.TRAIL:
            found.append(False)
            continue
        own = _ALNUM.sub(" ", line.text.lower()).strip()
        found.append(
            own == wanted or (line.words >= 4 and wanted.startswith(own + " ") and not line.text.endswith("."))
        )
    return found


def _stray(lines: Sequence[Line], n: int) -> bool:
    """A question or a quotation among titles without full stops is a title."""
    line = lines[n]
    if line.words > 16 or line.text.endswith((".", ":", ".”", '."', ";")):
        return False
    around = [lines[m] for m in (n - 1, n + 1) if 0 <= m < len(lines)]
    return len(around) == 2 and not any(near.prose for near in around)


def _drop_appeals(lines: Sequence[Line], keep: list[bool], is_title: Sequence[bool]) -> None:
    plain = [n for n, line in enumerate(lines) if line.prose and line.kind is None and not line.appeal]
    n = 0
    while n < len(lines):
        inside = bool(plain) and plain[0] < n < plain[-1]
        begins = lines[n].appeal or (APPEAL_HEADING.fullmatch(lines[n].text) and lines[n].words <= 14)
        stop = _appeal_stop(lines, n, is_title, needed=3 if inside else 2) if begins and not is_title[n] else n
        for m in range(n, stop):
            keep[m] = False
        n = max(stop, n + 1)


def _appeal_stop(lines: Sequence[Line], first: int, is_title: Sequence[bool], *, needed: int) -> int:
    """The end of the appeal that may begin here; `first` itself if it is none.

    `needed` is the number of marks that a lone paragraph must have; two do for several lines together.
    """
    score, last, between, outlet = 0, first, 0, False
    for n in range(first, len(lines)):
        line = lines[n]
        heading = line.words <= 14 and APPEAL_HEADING.fullmatch(line.text) is not None
        if is_title[n]:
            break
        if line.appeal or heading:
            score += max(line.appeal, 1)
            outlet = outlet or line.outlet
            last, between = n, 0
        elif (line.personal and between < 2) or (_is_label(line) and between < 6):
            between += 1
        else:
            break
    alone = last == first and lines[first].prose and lines[first].words > 12
    if score < (needed if alone else 2) or not outlet:
        return first
    stop = last + 1
    while stop < len(lines) and not is_title[stop] and _is_label(lines[stop]) and lines[stop].words <= 5:
        stop += 1
    return stop


def _is_label(line: Line) -> bool:
    """A button, a choice, a short question of a form: no sentence."""
    if line.kind in {Kind.CONTROL, Kind.TEMPLATE}:
        return True
    return not line.bullet and line.kind is None and line.words <= 7 and not line.text.endswith((".", ":"))


def _weight(lines: Sequence[Line], body: Sequence[bool], begin: int, stop: int) -> int:
    return sum(len(lines[n].text) for n in range(begin, stop) if body[n])


def _drop_head(lines: Sequence[Line], keep: list[bool], body: list[bool], is_title: list[bool]) -> None:
    anchor = _anchor(lines, body, is_title)
    if anchor is None:
        first = body.index(True)
        head = range(first)
        menu = [
            n for n in head if lines[n].kind in _NAVIGATION or (lines[n].kind is None and lines[n].words < _HEADLINE)
        ]
        own = _headlines(lines, first) if len(menu) >= 3 else {n for n in head if lines[n].kind is None}
        for n in head:
            keep[n] = keep[n] and n in own
        return
    for n in range(anchor):
        keep[n] = body[n] = False
    keep[anchor] = True
    for n in range(anchor + 1, len(lines)):
        if body[n]:
            break
        if is_title[n] or lines[n].kind is not None or (lines[n].words < _HEADLINE and not lines[n].prose):
            keep[n] = is_title[n] = False


def _anchor(lines: Sequence[Line], body: Sequence[bool], is_title: Sequence[bool]) -> int | None:
    """The headline above the article: of its repetitions before the first paragraph the last one."""
    total = _weight(lines, body, 0, len(lines))
    anchor: int | None = None
    for n in range(len(lines)):
        if anchor is not None and body[n] and not is_title[n]:
            return anchor
        if is_title[n] and _weight(lines, body, 0, n) <= 0.3 * total:
            anchor = n
    return anchor if anchor is not None and _weight(lines, body, anchor + 1, len(lines)) else None


def _headlines(lines: Sequence[Line], first: int) -> set[int]:
    """Under a menu, the headline and what stands between it and the first paragraph."""
    found: set[int] = set()
    for n in range(first - 1, -1, -1):
        line = lines[n]
        if line.kind in {Kind.CREDIT, Kind.META, Kind.CONTROL, Kind.TEMPLATE}:
            continue
        if line.kind is None and line.words >= _HEADLINE and len(found) < 2:
            found.add(n)
        elif found or first - n > 6:
            break
    return found


def _drop_end(lines: Sequence[Line], keep: list[bool], body: list[bool]) -> None:
    first = body.index(True)
    for n in range(first + 1, len(lines)):
        if lines[n].kind in _LISTS and keep[n] and _ends(lines, body, first, n):
            begin = _replies(lines, first, n) if REPLY_TO.match(lines[n].text) else n
            for m in range(begin, len(lines)):
                keep[m] = body[m] = False
            return


def _ends(lines: Sequence[Line], body: Sequence[bool], first: int, n: int) -> bool:
    """Whether the article is over at this heading: one paragraph follows, or little prose and that among lists."""
    before, after = _weight(lines, body, first, n), _weight(lines, body, n + 1, len(lines))
    if lines[n].kind is Kind.COMMENTS:
        return COMMENT_FORM.match(lines[n].text) is not None or after <= 1.5 * before
    paragraphs = sum(body[n + 1 :])
    rest = lines[n + 1 :]
    other = sum(not line.prose for line in rest) + sum(line.kind in _NAVIGATION for line in rest)
    if paragraphs <= 1:
        return after <= 1.5 * before
    return after <= 0.4 * before and other >= paragraphs


def _replies(lines: Sequence[Line], first: int, form: int) -> int:
    """Where the numbered comments begin above a form that answers one of them."""
    for n in range(form - 1, first, -1):
        if re.match(r"1[.)]\s", lines[n].text):
            return n
    return form


def _drop_inserts(lines: Sequence[Line], keep: list[bool], body: list[bool]) -> None:
    for n, line in enumerate(lines):
        if line.kind is not Kind.INSERT or not keep[n]:
            continue
        keep[n] = False
        if insert_label(line.text):
            continue
        for m in range(n + 1, min(n + 1 + _TEASERS, len(lines))):
            if not _is_teaser(lines, m, alone=m == n + 1):
                break
            keep[m] = body[m] = False


def _is_teaser(lines: Sequence[Line], n: int, *, alone: bool) -> bool:
    line = lines[n]
    if not line.prose:
        return True
    follows = lines[n + 1] if n + 1 < len(lines) else None
    return (
        line.words <= 18
        and not line.text.endswith((".", ":", '."', ".”"))
        and (not alone or follows is None or not follows.prose or len(follows.text) > 1.5 * len(line.text))
    )


def _drop_clusters(lines: Sequence[Line], keep: list[bool], body: Sequence[bool], is_title: Sequence[bool]) -> None:
    """Short lines beside a byline, a credit or a button between two paragraphs belong to that, not to the article."""
    begin = 0
    for n in range(len(lines) + 1):
        if n < len(lines) and not body[n] and not is_title[n]:
            continue
        cluster = range(begin, n)
        if n < len(lines) and any(lines[m].kind is not None and lines[m].kind is not Kind.INSERT for m in cluster):
            for m in cluster:
                if lines[m].kind is None and lines[m].words < _HEADLINE and not lines[m].bullet:
                    keep[m] = False
        begin = n + 1


def _drop_tail(lines: Sequence[Line], keep: list[bool], body: Sequence[bool], is_title: Sequence[bool]) -> None:
    """Lines without a full stop behind the last paragraph: a list of other titles, unless they are its own list."""
    if not any(body):
        return
    last = max(n for n, own in enumerate(body) if own)
    tail = [n for n in range(last + 1, len(lines)) if keep[n] and not is_title[n]]
    marked = any(lines[n].kind in _NAVIGATION for n in range(last + 1, len(lines)))
    introduced = lines[last].text.endswith(":")
    for n in tail:
        if lines[n].kind is None and lines[n].bullet and (introduced or (lines[n].words >= _HEADLINE and not marked)):
            continue
        if introduced and not marked and lines[n].kind is None:
            continue
        plain = [m for m in tail if lines[m].kind is None and not lines[m].bullet]
        if marked or len(plain) >= 3 or lines[n].words < 4 or lines[n].kind is not None:
            keep[n] = False
