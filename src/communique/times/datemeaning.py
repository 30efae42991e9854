"""What a matched form of date means, given the article's day, the story's current time and the verb's direction.

Each form of `datepatterns` has one reader here: it takes the match and the clues and returns a value, or None where
the clues do not carry one. Nothing is guessed: without a publication day "yesterday" has no value.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from communique.model import TimeSpan
from communique.times import timevalues as values
from communique.times.dateclues import (
    Clues,
    day_or_none,
    month_number,
    nearest_year,
    part_of,
    season_near,
    singular,
    stretch,
    weekend,
    word,
    year_of_month,
)
from communique.times.datepatterns import DECADES, HOLIDAYS, NUMBERS, ORDINALS, SEASONS, WEEKDAYS
from communique.times.tense import Direction

ABSOLUTE, PUBLICATION, NARRATED = "absolute", "publication", "narrated"


Meaning = tuple[TimeSpan | None, str]
Reader = Callable[[re.Match[str], Clues], Meaning]


def meaning(form: str, match: re.Match[str], clues: Clues) -> Meaning:
    """Value and anchor of a match; the value is None where it is unknown or no such day exists (30 February)."""
    try:
        return _READERS[form](match, clues)
    except (ValueError, OverflowError):  # 30 February; ninety centuries ago
        return None, ABSOLUTE


def _iso(match: re.Match[str], clues: Clues) -> Meaning:
    return values.of_day(date(int(match["year"]), int(match["month"]), int(match["day"]))), ABSOLUTE


def _numeric(match: re.Match[str], clues: Clues) -> Meaning:
    """10/05/2017 has two readings; dots are day first everywhere, and one number over twelve settles the rest."""
    first, second, year = int(match["a"]), int(match["b"]), int(match["year"])
    if match["sep"] == "." or first > 12 or first == second:
        return values.of_day(date(year, second, first)), ABSOLUTE
    return (values.of_day(date(year, first, second)), ABSOLUTE) if second > 12 else (None, ABSOLUTE)


def _day_of_month(match: re.Match[str], clues: Clues) -> Meaning:
    month = month_number(match["month"])
    first = _digits(match["day"])
    last = _digits(match["last"]) if match["last"] else first
    year, anchor = _year_of(match, clues), ABSOLUTE
    if year is None:
        if clues.day is None:
            return None, PUBLICATION
        weekday = WEEKDAYS.index(_weekday(match["weekday"])) if match["weekday"] else None
        year, anchor = nearest_year(month, first, clues.day, clues.direction, weekday), PUBLICATION
    if match["last"] and last <= first:
        return None, anchor
    return values.of_days(date(year, month, first), date(year, month, last)), anchor


def _week_of(match: re.Match[str], clues: Clues) -> Meaning:
    month, day = month_number(match["month"] or match["month2"]), _digits(match["day"] or match["day2"])
    year, anchor = _year_of(match, clues), ABSOLUTE
    if year is None:
        if clues.day is None:
            return None, PUBLICATION
        year, anchor = nearest_year(month, day, clues.day, clues.direction), PUBLICATION
    return values.of_days(*values.week(date(year, month, day))), anchor


def _month(match: re.Match[str], clues: Clues) -> Meaning:
    month, which = month_number(match["month"]), word(match, "which")
    year, anchor = _year_of(match, clues), ABSOLUTE
    if match["whose"]:
        anchor = PUBLICATION
        if year is None:
            return None, anchor
    if year is None:
        story = which.startswith(("the ", "that"))
        reference = clues.story if story else clues.published
        anchor = NARRATED if story else PUBLICATION
        if reference is None or reference.first.year != reference.last.year:
            return None, anchor
        if reference.first.month != reference.last.month:  # of a year only "that October" follows
            return (values.of_month(reference.first.year, month) if which == "that" else None), anchor
        year = year_of_month(month, reference.first, which, clues.direction)
    return values.of_month(year, month), anchor


def _nth_weekday(match: re.Match[str], clues: Clues) -> Meaning:
    """ "the first Sunday in June"."""
    month, year, anchor = month_number(match["month"]), _year_of(match, clues), ABSOLUTE
    if year is None:
        if clues.day is None:
            return None, PUBLICATION
        year, anchor = year_of_month(month, clues.day, "", clues.direction), PUBLICATION
    start, weekday = date(year, month, 1), WEEKDAYS.index(match["weekday"].lower())
    if match["nth"].lower() == "last":
        end = values.month_after(start, 0, last=True)
        return values.of_day(end - timedelta(days=(end.weekday() - weekday) % 7)), anchor
    first = start + timedelta(days=(weekday - start.weekday()) % 7)
    return values.of_day(first + timedelta(days=7 * (ORDINALS[match["nth"].lower()] - 1))), anchor


def _month_half(match: re.Match[str], clues: Clues) -> Meaning:
    month, year, anchor = month_number(match["month"]), _year_of(match, clues), ABSOLUTE
    if year is None:
        if clues.day is None:
            return None, PUBLICATION
        year, anchor = year_of_month(month, clues.day, "", clues.direction), PUBLICATION
    if match["half"].lower() == "first":
        return values.of_days(date(year, month, 1), date(year, month, 15)), anchor
    return values.of_days(date(year, month, 16), values.month_after(date(year, month, 1), 0, last=True)), anchor


def _year(match: re.Match[str], clues: Clues) -> Meaning:
    value = values.of_year(int(match["year"]))
    return values.about(value) if match["fiscal"] else value, ABSOLUTE


def _short_year(match: re.Match[str], clues: Clues) -> Meaning:
    """The "58" of "1957-58"."""
    start = int(match.string[match.start() - 5 : match.start() - 1])
    stop = start // 100 * 100 + int(match["short"])
    return (values.of_year(stop) if 0 < stop - start < 30 else None), ABSOLUTE


def _decade(match: re.Match[str], clues: Clues) -> Meaning:
    if match["year"]:
        return values.span(f"{match['year'][:3]}X"), ABSOLUTE
    tens = int(match["tens"] or match["tens2"] or DECADES[match["word"].lower()])
    return values.span(f"19{tens // 10}X"), ABSOLUTE


def _century(match: re.Match[str], clues: Clues) -> Meaning:
    number = int(match["number"] or ORDINALS[match["word"].lower()])
    return values.span(f"{number - 1:02}XX") if 10 < number < 23 else None, ABSOLUTE


def _season(match: re.Match[str], clues: Clues) -> Meaning:
    year = _year_of(match, clues)
    anchor = PUBLICATION if match["whose"] else ABSOLUTE
    return (values.of_season(year, SEASONS[match["season"].lower()]) if year else None), anchor


def _season_bare(match: re.Match[str], clues: Clues) -> Meaning:
    which = word(match, "prep")
    return season_near(SEASONS[match["season"].lower()], clues.day, which, clues.direction), PUBLICATION


def _quarter(match: re.Match[str], clues: Clues) -> Meaning:
    kind = "half" if match["kind"] == "half" or (match["letter"] or "").upper() == "H" else "quarter"
    ordinal = word(match, "ordinal")
    length, parts = (6, 2) if kind == "half" else (3, 4)
    number = int(match["digit"] or (ordinal[0] if ordinal[:1].isdigit() else ORDINALS.get(ordinal, 0)))
    if ordinal in ("last", "final"):
        number = parts
    if not 1 <= number <= parts:
        return None, ABSOLUTE
    year, anchor = _year_of(match, clues), PUBLICATION if match["whose"] else ABSOLUTE
    if year is None:
        if clues.day is None:
            return None, PUBLICATION
        ends = (length * number) // 12 * 12 or length * number
        over = clues.day.month > ends or clues.direction is Direction.FUTURE or clues.day.month > length * (number - 1)
        year, anchor = clues.day.year - (0 if over else 1), PUBLICATION
    return values.of_months(year, length * (number - 1) + 1, length * number), anchor


def _today(match: re.Match[str], clues: Clues) -> Meaning:
    phrase = word(match, "word")
    shift = {
        "yesterday": -1,
        "last night": -1,
        "tomorrow": 1,
        "the day before yesterday": -2,
        "the day after tomorrow": 2,
    }
    return clues.in_unit("day", shift.get(phrase, 0)), PUBLICATION


def _on_weekday(match: re.Match[str], clues: Clues) -> Meaning:
    which, wanted = word(match, "which"), WEEKDAYS.index(_weekday(match["weekday"]))
    story = which.startswith(("the ", "that")) and which != "the past"
    reference = clues.story if story else clues.published
    anchor = NARRATED if story else PUBLICATION
    if reference is None or reference.first != reference.last:
        return None, anchor
    day = reference.first
    if week := word(match, "week"):
        monday = values.week(day).first + timedelta(days={"last": -7, "next": 7}.get(week, 0))
        return values.of_day(monday + timedelta(days=wanted)), anchor
    behind, ahead = (day.weekday() - wanted) % 7, (wanted - day.weekday()) % 7
    if which in ("last", "past", "this past", "the past", "the previous"):
        return values.of_day(day - timedelta(days=behind or 7)), anchor
    if which in ("next", "coming", "this coming", "the following", "the next"):
        return values.of_day(day + timedelta(days=ahead or 7)), anchor
    if clues.direction is Direction.FUTURE or (which == "this" and clues.direction is None):
        return values.of_day(day + timedelta(days=ahead)), anchor
    return values.of_day(day - timedelta(days=behind)), anchor


def _unit(match: re.Match[str], clues: Clues) -> Meaning:
    unit, which, half = word(match, "unit"), word(match, "which"), word(match, "half")
    shift = {"last": -1, "past": -1, "this past": -1, "next": 1, "coming": 1}.get(which, 0)
    if unit in SEASONS:
        return season_near(SEASONS[unit], clues.day, which, clues.direction), PUBLICATION
    if unit == "weekend":
        return weekend(clues, which), PUBLICATION
    if match["fiscal"] and unit == "year":
        value = clues.in_unit("year", shift)
        return value and values.about(value), PUBLICATION
    counted = which in ("past", "this past") or (match["the"] and (clues.over or unit in ("year", "decade", "century")))
    if shift and counted and unit != "day":
        return stretch(clues.day, unit, shift), PUBLICATION
    value = _fortnight(clues, shift) if unit == "fortnight" else clues.in_unit(singular(unit), shift)
    return (part_of(value, clues.day, half) if half and not shift else value), PUBLICATION


def _fortnight(clues: Clues, shift: int) -> TimeSpan | None:
    return stretch(clues.day, "fortnight", shift) if shift else None


def _the_year(match: re.Match[str], clues: Clues) -> Meaning:
    """ "by the end of the year": the current one, or told as past early in a year, the one before."""
    unit, half = word(match, "unit"), word(match, "half")
    value = clues.in_unit(unit, 0)
    if half:
        return part_of(value, clues.day, half), PUBLICATION
    ending = any(end in word(match, "lead") for end in ("end", "close"))
    if ending and clues.direction is Direction.PAST and clues.day and unit != "decade":
        covered = values.covers(value)
        if covered and clues.day - covered.first < (covered.last - covered.first) / 2:
            value = clues.in_unit(unit, -1)
    return value, PUBLICATION


def _year_end(match: re.Match[str], clues: Clues) -> Meaning:
    unit = word(match, "unit") or match[0].lower().removeprefix("the ").partition("-")[0].strip()
    return clues.in_unit(unit, 0), PUBLICATION


def _weekend_of(match: re.Match[str], clues: Clues) -> Meaning:
    return weekend(clues, ""), PUBLICATION


def _ago(match: re.Match[str], clues: Clues) -> Meaning:
    direction = word(match, "word")
    anchor = NARRATED if direction in ("later", "earlier", "afterward", "afterwards") else PUBLICATION
    reference = clues.story if anchor == NARRATED else clues.published
    count = _count(match)
    if reference is None or count is None:
        return None, anchor
    unit = singular(word(match, "unit"))
    if unit == "fortnight":
        unit, count = "week", 2 * count
    return values.shifted(reference, unit, -count if direction in ("ago", "earlier") else count), anchor


def _in_units(match: re.Match[str], clues: Clues) -> Meaning:
    count, unit = _count(match), singular(word(match, "unit"))
    if unit == "fortnight":
        unit, count = "week", 2 * (count or 0)
    return (clues.in_unit(unit, count) if count else None), PUBLICATION


def _past_units(match: re.Match[str], clues: Clues) -> Meaning:
    count, sign = _count(match), -1 if word(match, "which") in ("past", "last") else 1
    return (stretch(clues.day, word(match, "unit"), sign * count) if count else None), PUBLICATION


def _narrated(match: re.Match[str], clues: Clues) -> Meaning:
    shift = {"previous": -1, "preceding": -1, "following": 1, "next": 1, "ensuing": 1}.get(word(match, "which"), 0)
    unit, season = word(match, "unit"), word(match, "season")
    if clues.over and shift > 0:
        if word(match, "which") != "next":
            return None, NARRATED  # "over the following decade": from a day that only the story knows
        return (stretch(clues.day, unit, 1) if unit and unit != "weekend" else None), PUBLICATION
    if clues.story is None:
        return None, NARRATED
    if season:
        year = values.shifted(clues.story, "year", shift)
        return (values.of_season(int(year.edtf), SEASONS[season]) if year else None), NARRATED
    if unit == "weekend":
        return None, NARRATED
    return values.shifted(clues.story, singular(unit) if unit and unit != "fortnight" else "day", shift), NARRATED


def _day_before(match: re.Match[str], clues: Clues) -> Meaning:
    unit = word(match, "unit")
    shift = -1 if word(match, "word") == "before" else 1
    part = unit if unit in ("week", "month", "year") else "day"
    return (values.shifted(clues.story, part, shift) if clues.story else None), NARRATED


def _in_the_day(match: re.Match[str], clues: Clues) -> Meaning:
    """ "Later in the day": that of the story."""
    return (values.shifted(clues.story, "day", 0) if clues.story else None), NARRATED


def _holiday(match: re.Match[str], clues: Clues) -> Meaning:
    month, day = HOLIDAYS[word(match, "holiday")]
    if year := _year_of(match, clues):
        return values.of_day(date(year, month, day)), ABSOLUTE
    if clues.day is None:
        return None, PUBLICATION
    return values.of_day(date(nearest_year(month, day, clues.day, clues.direction), month, day)), PUBLICATION


def _attacks(match: re.Match[str], clues: Clues) -> Meaning:
    return values.of_day(date(2001, 9, 11)), ABSOLUTE


def _on_the_nth(match: re.Match[str], clues: Clues) -> Meaning:
    today = clues.day
    if today is None:
        return None, PUBLICATION
    number, which = _digits(match["day"]), word(match, "which")
    shifts = {"last": (-1,), "next": (1,), "this": (0,), "the": (0,)}.get(which, (0, -1, 1))
    months = [values.month_after(today, shift) for shift in shifts]
    known = [day for month in months if (day := day_or_none(month.year, month.month, number))]
    if clues.direction is not None and len(known) > 1:
        ahead = clues.direction is Direction.FUTURE
        known = [day for day in known if (day >= today if ahead else day <= today)] or known
    near = min(known, key=lambda day: abs(day - today), default=None)
    return (values.of_day(near) if near else None), PUBLICATION


def _now(match: re.Match[str], clues: Clues) -> Meaning:
    return None, PUBLICATION


def _year_of(match: re.Match[str], clues: Clues) -> int | None:
    """The year in the words ("2014", "last year"), or the one that the other end of a range names."""
    groups = match.groupdict()
    if groups.get("year"):
        return int(groups["year"])
    if whose := word(match, "whose"):
        narrated = whose.startswith(("the ", "that"))
        reference = clues.story if narrated else clues.published
        shift = {"last": -1, "next": 1, "the previous": -1, "the following": 1}.get(whose, 0)
        value = values.shifted(reference, "year", shift) if reference else None
        return int(value.edtf) if value else None
    return None if word(match, "which") else clues.year


def _count(match: re.Match[str]) -> int | None:
    groups = match.groupdict()
    if groups.get("vague") or not groups.get("count"):
        return None
    count = word(match, "count")
    if "couple" in count:
        return 2
    return int(count) if count.isdigit() else NUMBERS.get(count)


def _digits(day: str) -> int:
    return int(re.sub(r"\D", "", day))


def _weekday(written: str) -> str:
    stem = written.lower()[:3]
    return next(name for name in WEEKDAYS if name.startswith(stem))


_READERS: dict[str, Reader] = {
    "iso": _iso, "numeric": _numeric, "month_day": _day_of_month, "day_month": _day_of_month, "week_of": _week_of,
    "nth_weekday": _nth_weekday, "month": _month, "month_half": _month_half,
    "year": _year, "short_year": _short_year, "decade": _decade,
    "century": _century, "season": _season, "season_bare": _season_bare, "quarter": _quarter, "today": _today,
    "weekday": _on_weekday, "unit": _unit, "the_year": _the_year, "year_end": _year_end, "weekend": _weekend_of,
    "ago": _ago, "in_units": _in_units, "past_units": _past_units, "narrated": _narrated, "day_before": _day_before,
    "in_the_day": _in_the_day,
    "holiday": _holiday, "attacks": _attacks, "on_the_nth": _on_the_nth, "now": _now,
}  # fmt: skip
