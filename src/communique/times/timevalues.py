"""Values of time: EDTF level 1 strings, the days that they cover, and arithmetic on days.

A value is made from its EDTF string (`span`), so that string and bounds cannot drift apart. EDTF: ISO 8601-2:2019 and
the Library of Congress specification. Level 1 has no weeks, quarters or halves: they are written as intervals.
Seasons are those of the northern weather services (spring March to May, ..., winter December to February, named by
the year of its December); the twentieth century is 19XX, as the bounds of EDTF and TimeML both have it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from communique.model import TimeSpan

_ATOM = re.compile(r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?)?[~?%]?")
_SEASONS = {21: 3, 22: 6, 23: 9, 24: 12}
_MIN_YEAR, _MAX_YEAR = 1, 9998


class Days(NamedTuple):
    """The first and the last day of a stretch of time."""

    first: date
    last: date


def days(edtf: str) -> tuple[date | None, date | None]:
    """First and last day of an EDTF level 1 string; None where an interval is open. ValueError if it is not valid."""
    if "/" not in edtf:
        return _atom(edtf)
    start, _, stop = edtf.partition("/")
    if start == stop == "..":
        raise ValueError(f"an interval open at both ends says nothing: {edtf!r}")
    first = None if start == ".." else _end(start).first
    last = None if stop == ".." else _end(stop).last
    if first and last and last < first:
        raise ValueError(f"interval ends before it starts: {edtf!r}")
    return first, last


def span(edtf: str) -> TimeSpan:
    """The value that an EDTF level 1 string names, with its first and last second in UTC."""
    first, last = days(edtf)
    return TimeSpan(
        edtf=edtf,
        earliest=datetime.combine(first, time(0, 0, 0), UTC) if first else None,
        latest=datetime.combine(last, time(23, 59, 59), UTC) if last else None,
    )


def _end(edtf: str) -> Days:
    """An end of an interval: at level 1 neither a season nor a date with an unspecified digit."""
    if "X" in edtf or edtf[5:7] > "12":
        raise ValueError(f"not an end of an EDTF level 1 interval: {edtf!r}")
    return _atom(edtf)


def _atom(edtf: str) -> Days:
    match = _ATOM.fullmatch(edtf)
    if not match:
        raise ValueError(f"not an EDTF level 1 date: {edtf!r}")
    year, month, day = match["year"], match["month"], match["day"]
    if "X" in year:
        if month:
            raise ValueError(f"digits after an unspecified one: {edtf!r}")
        return Days(date(int(year.replace("X", "0")), 1, 1), date(int(year.replace("X", "9")), 12, 31))
    number = int(year)
    if month is None or month == "XX":
        if day not in (None, "XX"):
            raise ValueError(f"digits after an unspecified one: {edtf!r}")
        return Days(date(number, 1, 1), date(number, 12, 31))
    if int(month) in _SEASONS:
        if day:
            raise ValueError(f"a season has no days: {edtf!r}")
        start = date(number, _SEASONS[int(month)], 1)
        return Days(start, month_after(start, 2, last=True))
    if day is None or day == "XX":
        return Days(date(number, int(month), 1), date(number, int(month), monthrange(number, int(month))[1]))
    exact = date(number, int(month), int(day))
    return Days(exact, exact)


def month_after(day: date, months: int, *, last: bool = False) -> date:
    """First (or last) day of the month that lies so many months after the month of `day`."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, monthrange(year, month + 1)[1] if last else 1)


def covers(value: TimeSpan | None) -> Days | None:
    """The days of a value that is bounded on both sides."""
    if value is None or value.earliest is None or value.latest is None:
        return None
    return Days(value.earliest.date(), value.latest.date())


def of_day(day: date) -> TimeSpan:
    return span(day.isoformat())


def of_month(year: int, month: int) -> TimeSpan:
    return span(f"{year:04}-{month:02}")


def of_year(year: int) -> TimeSpan:
    return span(f"{year:04}")


def of_season(year: int, season: int) -> TimeSpan:
    """Season 21 (spring) to 24 (winter, by the year of its December)."""
    return span(f"{year:04}-{season}")


def of_months(year: int, first: int, last: int) -> TimeSpan:
    """Whole months of a year, as a quarter or a half."""
    return span(f"{year:04}-{first:02}/{year:04}-{last:02}")


def of_days(first: date, last: date) -> TimeSpan | None:
    """An interval of days; None if it would end before it starts."""
    if last < first:
        return None
    return of_day(first) if first == last else span(f"{first.isoformat()}/{last.isoformat()}")


def between(start: TimeSpan, stop: TimeSpan) -> TimeSpan | None:
    """From the beginning of one value to the end of another; None if that is no interval of level 1."""
    if start.earliest is None or stop.latest is None or stop.latest < start.earliest:
        return None
    return start if start == stop else span(f"{_ends(start)[0]}/{_ends(stop)[1]}")


def _ends(value: TimeSpan) -> tuple[str, str]:
    """A bounded value's first and last date as the ends of an interval are written: 199X is 1990/1999."""
    left, right = value.edtf.partition("/")[0], value.edtf.rpartition("/")[2]
    first, last = value.earliest, value.latest
    if first is None or last is None:
        raise ValueError(f"open interval: {value.edtf}")
    if "-XX" in value.edtf or left[5:7] > "12":
        return f"{first.year:04}-{first.month:02}", f"{last.year:04}-{last.month:02}"
    return (f"{first.year:04}", f"{last.year:04}") if "X" in value.edtf else (left, right)


def since(value: TimeSpan) -> TimeSpan:
    """From the beginning of a value on, without an end."""
    return value if covers(value) is None else span(f"{_ends(value)[0]}/..")


def about(value: TimeSpan) -> TimeSpan:
    """The value marked as approximate; an interval stays as it is."""
    return value if "/" in value.edtf or value.edtf[-1] in "~?%" else span(f"{value.edtf}~")


def guessed(value: TimeSpan) -> TimeSpan:
    """The value marked as uncertain; an interval stays as it is."""
    return value if "/" in value.edtf or value.edtf[-1] in "~?%" else span(f"{value.edtf}?")


def is_guessed(value: TimeSpan) -> bool:
    """Whether the day is a reading of what stands around the event, and not named for it."""
    return value.edtf.endswith("?")


def week(day: date) -> Days:
    """The ISO week of a day, Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return Days(monday, monday + timedelta(days=6))


def shifted(reference: Days, unit: str, count: int) -> TimeSpan | None:
    """The calendar unit (day, week, month, quarter, year, decade, century) `count` units after the reference's own.

    None if the reference is not known as exactly as the unit asks: no day follows from a month. From a week or less
    the stretch of days that may be meant follows.
    """
    first, last = reference
    if unit == "day":
        return _day_after(reference, count)
    if unit == "week":
        if week(first) != week(last):
            return None
        start = first + timedelta(days=7 * count - first.weekday())
        return of_days(start, start + timedelta(days=6))
    if unit == "year":
        return _in_range(first.year + count) if first.year == last.year else None
    if unit == "decade":
        return _unspecified(first.year // 10 + count, "X") if first.year // 10 == last.year // 10 else None
    if unit == "century":
        return _unspecified(first.year // 100 + count, "XX") if first.year // 100 == last.year // 100 else None
    if unit == "quarter":
        return _quarter(reference, count)
    if (first.year, first.month) != (last.year, last.month):
        return None
    target = first.year * 12 + first.month - 1 + count
    return of_month(target // 12, target % 12 + 1) if _MIN_YEAR * 12 < target < _MAX_YEAR * 12 else None


def _day_after(reference: Days, count: int) -> TimeSpan | None:
    if reference.last - reference.first > timedelta(days=6):
        return None
    try:
        return of_days(*(day + timedelta(days=count) for day in reference))
    except OverflowError:
        return None


def _quarter(reference: Days, count: int) -> TimeSpan | None:
    first, last = reference
    index = first.year * 4 + (first.month - 1) // 3
    if index != last.year * 4 + (last.month - 1) // 3:
        return None
    year, quarter = divmod(index + count, 4)
    return of_months(year, 3 * quarter + 1, 3 * quarter + 3)


def _in_range(year: int) -> TimeSpan | None:
    return of_year(year) if _MIN_YEAR <= year <= _MAX_YEAR else None


def _unspecified(leading: int, digits: str) -> TimeSpan | None:
    return span(f"{leading:0{4 - len(digits)}}{digits}") if 0 < leading < 1000 else None
