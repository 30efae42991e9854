"""Finds the date expressions of an article and says which days they mean.

`find_times` matches the forms of `datepatterns` around their anchor words, drops look-alikes (`dateguards`), joins the
ends of ranges ("from May to July") and reads each in text order (`datemeaning`), so that "the following day" knows the
date told before it. Durations, sets ("every Monday") and bare times of day are no dates. A range of years with a dash
("2009-2010") stays two mentions, as TimeML has it; `timing` joins them for an event.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from communique.model import TimeMention, TimeSpan
from communique.parsing.tokens import Doc, Token
from communique.times import timevalues as values
from communique.times.dateclues import Clues, month_number, word
from communique.times.dateguards import is_time
from communique.times.datemeaning import ABSOLUTE, NARRATED, PUBLICATION, meaning
from communique.times.datepatterns import WEEKDAYS, anchors, forms, forms_of_figures
from communique.times.tense import Direction, direction_of, predicate_of, words
from communique.times.timevalues import Days

_REACH = 45  # characters around an anchor word in which the rest of its expression may stand
_RECALLED = 500  # characters that a day stays in mind though other dates were named since
_WORD = re.compile(r"[^\W\d_]+[1-4]?|\d[\d/.]*\w*")
_JOINABLE = words("iso numeric month_day day_month month year weekday today season decade")
_RANGE = re.compile(r"\s?[-–—]\s?|\s(?:to|through|thru|until|till)\s(?:the\s)?|,?\sand\s(?:the\s)?", re.IGNORECASE)
_MOVED = words("postpone move delay change push shift reschedule bring extend defer adjourn")
_REPORTING = words(
    """
    say tell report announce add write quote claim state confirm note comment declare
    """
)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A match that stands: where, by which form, and the token that heads it."""

    form: str
    match: re.Match[str]
    first: int
    stop: int
    root: Token
    direction: Direction | None


def find_times(doc: Doc, published: TimeSpan | None) -> list[TimeMention]:
    """Every date expression of an article in text order.

    Bounds are the first and last second of the days meant, in UTC. `value` is None where the words do not say and the
    clues do not carry it: relative words in an undated article, "10/05/2017", "a few weeks ago".
    """
    text = doc.text  # put together anew at each access
    days = values.covers(published)
    drafts = _drafts(doc, text, days)
    return list(_read(doc, text, drafts, days)) if drafts else []


def _windows(text: str) -> dict[str, list[tuple[int, int]]]:
    """For each form the stretches of text to try it in: around its words, ending at white space, without overlap."""
    known = anchors()
    windows: dict[str, list[tuple[int, int]]] = {}
    for found in _WORD.finditer(text):
        word = found[0]
        names = known.get(word.lower()) if word[0] > "9" else forms_of_figures(word)
        if not names:
            continue
        begin, end = max(0, found.start() - _REACH), found.end() + _REACH
        edge = min(len(text), end + _REACH)
        while end < edge and not text[end].isspace():
            end += 1
        for name in names:
            stretches = windows.setdefault(name, [])
            if stretches and begin <= stretches[-1][1]:
                begin_before, _ = stretches.pop()
                stretches.append((begin_before, end))
            else:
                stretches.append((begin, end))
    return windows


def _drafts(doc: Doc, text: str, published: Days | None) -> list[_Draft]:
    """The longest matches, leftmost first, that are times where they stand."""
    found: list[tuple[int, int, int, str, re.Match[str]]] = []
    known = forms()
    for form, stretches in _windows(text).items():
        rank, pattern = known[form]
        for begin, end in stretches:
            for match in pattern.finditer(text, begin, end):
                found.append((match.start(), -match.end(), rank, form, match))
    drafts: list[_Draft] = []
    reached = 0
    for start, _, _, form, match in sorted(found, key=lambda item: item[:3]):
        if start >= reached and (draft := _draft(doc, form, match, published)):
            drafts.append(draft)
            reached = match.end()
    return drafts


def _draft(doc: Doc, form: str, match: re.Match[str], published: Days | None) -> _Draft | None:
    tokens = doc.covering(match.start(), match.end())
    if tokens is None:
        return None
    root = next((token for token in tokens if not tokens.start <= token.head.i < tokens.end), tokens[0])
    main = next((group for group in ("month", "weekday", "year", "season") if match.groupdict().get(group)), None)
    seen = doc.covering(match.start(main), match.end(main)) if main else None
    direction = direction_of(root)
    if direction is Direction.INTENDED:
        direction = None if form == "month" else _of_order(form, match, root, published)
    if not is_time(form, match, doc, seen[0] if seen else root, direction):
        return None
    return _Draft(form, match, tokens.start, tokens.end, root, direction)


def _of_order(form: str, match: re.Match[str], root: Token, published: Days | None) -> Direction:
    """Where the weekday behind an order lies: in "ordered him to leave on Tuesday", told on a Wednesday, it is that of
    the order; nobody would put a day to come so."""
    deed = predicate_of(root)
    told = deed is not None and (
        (deed.dep_ == "ccomp" and any(c.dep_ == "nsubj" for c in deed.lefts))
        or (deed.dep_ == "xcomp" and any(c.dep_ in ("dobj", "dative") for c in deed.head.rights))
    )
    plain = form == "weekday" and not match["which"]
    if not told or not plain or published is None or published.first != published.last:
        return Direction.FUTURE
    eve = WEEKDAYS[(published.first.weekday() - 1) % 7]
    return Direction.PAST if eve.startswith(match["weekday"].lower().rstrip(".")[:3]) else Direction.FUTURE


def _read(doc: Doc, text: str, drafts: list[_Draft], published: Days | None) -> Iterator[TimeMention]:
    """Mentions with their values; the story's time moves on with each date that no reporting verb has for itself."""
    story: TimeSpan | None = None
    told = False  # whether `story` comes from something told, not from the day of a report
    days: list[TimeMention] = []  # single days so far
    skip = False
    for number, draft in enumerate(drafts):
        if skip:
            skip = False
            continue
        following = drafts[number + 1] if number + 1 < len(drafts) else None
        clues = Clues(
            published=published,
            story=_reference(draft, values.covers(story), days, published),
            direction=draft.direction,
            year=_frame_year(doc, drafts, number),
            over=_is_over(draft),
        )
        mention = None
        if following is not None and _is_range(text, draft, following):
            mention = _joined(draft, following, clues)
            skip = mention is not None
        if mention is None:
            value, kind = meaning(draft.form, draft.match, clues)
            mention = _mention(draft, draft, value, kind)
        yield mention
        reporting = _is_reporting(mention, doc)
        if mention.value is not None and not (reporting and told):
            story, told = mention.value, not reporting
        covered = values.covers(mention.value)
        if covered is not None and covered.first == covered.last:
            days.append(mention)


def _reference(draft: _Draft, story: Days | None, days: Sequence[TimeMention], published: Days | None) -> Days | None:
    """The story's time that an expression counts from.

    "The following morning" follows the day named last, though a year was named since; and what happened "the following
    day" did not follow a day that is yet to come: "said on Monday that it would close in May. The following day ...".
    """
    counts = draft.form in ("day_before", "in_the_day", "narrated", "ago")
    match = draft.match.groupdict()
    if not counts or word(draft.match, "unit") not in ("", "day", "night", "evening") or match.get("season"):
        return story
    ahead = story is not None and published is not None and story.last > published.last
    past = draft.direction is Direction.PAST and ahead
    if story is None or (story.last - story.first <= timedelta(days=6) and not past):
        return story
    for mention in reversed(days):
        covered = values.covers(mention.value)
        if draft.match.start() - mention.end > _RECALLED:
            break
        if covered is not None and not (past and published is not None and covered.last > published.last):
            return covered
    return story


def _mention(left: _Draft, right: _Draft, value: TimeSpan | None, kind: str) -> TimeMention:
    begin, end = _start(left.match), right.match.end()
    text = left.match.string[begin:end]
    trimmed = text.rstrip()
    return TimeMention(
        begin=begin,
        end=begin + len(trimmed),
        text=trimmed,
        first=left.first,
        stop=right.stop,
        root=left.root.i,
        value=value,
        anchor=kind,
    )


def _start(match: re.Match[str]) -> int:
    """Where the expression itself begins: a form may need the preposition before it to know it ("over the weekend")."""
    lead = match.groupdict().get("prep")
    if not lead or lead.lower() in ("this", "last", "next", "early", "late", "mid"):
        return match.start()
    return next(place for place in range(match.end("prep"), match.end()) if not match.string[place].isspace())


def _is_range(text: str, left: _Draft, right: _Draft) -> bool:
    """Whether two neighbours are the ends of one stretch: "from May to July", "Thursday and Friday"."""
    if left.form not in _JOINABLE or right.form not in _JOINABLE:
        return False
    gap = text[left.match.end() : right.match.start()]
    if not gap or not _RANGE.fullmatch(gap):
        return False
    before = text[max(0, left.match.start() - 12) : left.match.start()].lower().split()
    if "and" in gap.lower():
        return bool(before and before[-1] == "between") or _are_neighbours(left, right)
    if left.form == right.form == "year" and gap.strip() in ("-", "–", "—"):
        return False
    verb = predicate_of(left.root)
    return verb is None or verb.lemma_ not in _MOVED


def _are_neighbours(left: _Draft, right: _Draft) -> bool:
    """ "Thursday and Friday": two days in a row."""
    if left.form != "weekday" or right.form != "weekday":
        return False
    first, second = (
        WEEKDAYS.index(draft.match["weekday"].lower())
        for draft in (left, right)
        if draft.match["weekday"].lower() in WEEKDAYS
    )
    return (second - first) % 7 == 1


def _joined(left: _Draft, right: _Draft, clues: Clues) -> TimeMention | None:
    """One mention of a range; a year at its end holds for its beginning, and its second half follows the first."""
    stop, kind = meaning(right.form, right.match, clues)
    if stop is None or stop.earliest is None:
        return None
    year = clues.year
    months = [
        month_number(draft.match["month"]) if "month" in draft.match.groupdict() and draft.form != "iso" else 0
        for draft in (left, right)
    ]
    if all(months) and right.match["year"] and not left.match["year"]:
        year = stop.earliest.year - (months[0] > months[1])
    start_clues = Clues(clues.published, clues.story, clues.direction, year, clues.over)
    start, other = meaning(left.form, left.match, start_clues)
    if start is None:
        return None
    value = values.between(start, stop) or _after(start, right, stop)
    return _mention(left, right, value, kind if kind == other else PUBLICATION) if value else None


def _after(start: TimeSpan, right: _Draft, stop: TimeSpan) -> TimeSpan | None:
    """The end of a range that was read as before its start: the next such weekday, or the next year's month."""
    covered, begun = values.covers(stop), values.covers(start)
    if covered is None or begun is None:
        return None
    if right.form == "weekday":
        later = values.shifted(covered, "day", 7)
    elif right.form == "month" and not right.match["year"]:
        later = values.of_month(covered.first.year + 1, covered.first.month)
    else:
        return None
    return values.between(start, later) if later else None


def _is_over(draft: _Draft) -> bool:
    before = draft.match.string[max(0, draft.match.start() - 14) : draft.match.start()].lower().split()
    word = before[-1] if before else ""
    return word in ("over", "during", "within", "for", "throughout") or (
        word == "in"
        and draft.form == "narrated"
        and draft.match["which"] == "next"
        and draft.match["unit"] not in (None, "day")
    )


def _frame_year(doc: Doc, drafts: list[_Draft], number: int) -> int | None:
    """The year that opens the sentence: "In 1991, from 19 to 21 August, ..."."""
    for earlier in reversed(drafts[max(0, number - 3) : number]):
        if earlier.form != "year":
            continue
        if any(doc[i].is_sent_start for i in range(earlier.first + 1, drafts[number].first)):
            return None
        before = doc[earlier.first - 1] if earlier.first else None
        if before is not None and before.lower_ == "in" and before.is_sent_start:
            return int(earlier.match["year"])
    return None


def _is_reporting(mention: TimeMention, doc: Doc) -> bool:
    head = doc[mention.root].head
    head = head.head if head.pos_ == "ADP" else head
    return head.lemma_ in _REPORTING


__all__ = ["ABSOLUTE", "NARRATED", "PUBLICATION", "find_times"]
