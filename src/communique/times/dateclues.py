"""What is known around a date expression, and which day, month or season it makes the nearest.

News drops the year of near dates and the date of near weekdays; the article's day and the direction of the verb bring
them back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from communique.model import TimeSpan
from communique.times import timevalues as values
from communique.times.datepatterns import MONTHS, SEASONS
from communique.times.tense import Direction
from communique.times.timevalues import Days

_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Clues:
    """What surrounds an expression: days of publication, of the story's current time, and the verb's direction."""

    published: Days | None = None
    story: Days | None = None
    direction: Direction | None = None
    year: int | None = None  # named by the other end of the range, or by the frame of the sentence
    over: bool = False  # "over the past year": a stretch up to today, not a calendar unit

    @property
    def day(self) -> date | None:
        return self.published.first if self.published and self.published.first == self.published.last else None

    def in_unit(self, unit: str, count: int) -> TimeSpan | None:
        return values.shifted(self.published, unit, count) if self.published else None


def month_number(word: str) -> int:
    stem = word.lower().rstrip(".")[:3]
    return next(number for number, name in enumerate(MONTHS, 1) if name.startswith(stem))


def word(match: re.Match[str], group: str) -> str:
    """A group in lower case with single blanks; empty if it took no part or the form has none."""
    found = match.groupdict().get(group)
    return _SPACES.sub(" ", found).strip().lower().replace("’", "'") if found else ""


def nearest_year(month: int, day: int, published: date, direction: Direction | None, weekday: int | None = None) -> int:
    """The year that puts a day nearest to the article's, for news drops the year of near days only.

    Beyond two months against the verb's direction it is the other one. A weekday named with the date settles it.
    """
    exact = [
        candidate
        for year in range(published.year - 4, published.year + 5)
        if (candidate := day_or_none(year, month, day))
    ]
    fitting = [candidate for candidate in exact if candidate.weekday() == weekday] or exact
    near = sorted(fitting, key=lambda candidate: abs(candidate - published))[:2]
    if not near:
        raise ValueError(f"no year has day {day} of month {month}")
    if direction is not None and len(near) == 2 and abs(near[0] - published) > timedelta(days=60):
        ahead = direction is Direction.FUTURE
        near.sort(key=lambda candidate: (candidate >= published) != ahead)
    return near[0].year


def day_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def year_of_month(month: int, reference: date, which: str, direction: Direction | None) -> int:
    before, after = month < reference.month, month > reference.month
    if which.startswith(("last", "this past", "the previous")):
        return reference.year if before else reference.year - 1
    if which.startswith(("next", "this coming", "the following")):
        return reference.year if after else reference.year + 1
    if which == "this":
        return reference.year
    if which or direction is None:
        gap = month - reference.month
        return reference.year + (-1 if gap > 6 else 1 if gap < -6 else 0)
    if direction is Direction.FUTURE:
        return reference.year + 1 if before else reference.year
    return reference.year - 1 if after else reference.year


def season_near(season: int, day: date | None, which: str, direction: Direction | None) -> TimeSpan | None:
    """The summer that "last", "next" or the verb means; the current one counts, but not for "last" and "next"."""
    if day is None:
        return None
    around = [values.of_season(day.year + shift, season) for shift in (-2, -1, 0, 1, 2)]
    known = [(value, covered) for value in around if (covered := values.covers(value))]
    past = [value for value, covered in known if covered.last < day]
    ahead = [value for value, covered in known if covered.first > day]
    current = next((value for value, covered in known if covered.first <= day <= covered.last), None)
    if which in ("last", "past", "this past"):
        return past[-1]
    if which in ("next", "coming"):
        return ahead[0]
    if current is not None:
        return current
    if which == "this":
        return values.of_season(day.year, season) if season != SEASONS["winter"] or day.month > 6 else past[-1]
    return ahead[0] if direction is Direction.FUTURE else past[-1]


def part_of(value: TimeSpan | None, day: date | None, half: str) -> TimeSpan | None:
    """ "earlier this year": from its first day to the article's; "later": from there to its last."""
    covered = values.covers(value)
    if covered is None or day is None or not covered.first <= day <= covered.last:
        return value
    return values.of_days(covered.first, day) if half == "earlier" else values.of_days(day, covered.last)


def stretch(day: date | None, unit: str, count: int) -> TimeSpan | None:
    """So many units up to the article's day, or from it on."""
    if day is None:
        return None
    if unit in ("day", "week", "fortnight"):
        other: date | None = day + timedelta(days=count * {"day": 1, "week": 7, "fortnight": 14}[unit])
    else:
        months = count * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[singular(unit)]
        start = values.month_after(day, months)
        other = start.replace(day=min(day.day, values.month_after(start, 0, last=True).day))
    return values.of_days(min(day, other), max(day, other)) if other else None


def weekend(clues: Clues, which: str) -> TimeSpan | None:
    """Saturday and Sunday; on those days "the weekend" is the current one."""
    if clues.day is None:
        return None
    saturday = values.week(clues.day).first + timedelta(days=5)
    now = clues.day >= saturday
    if which in ("last", "past", "this past"):
        saturday -= timedelta(days=7)
    elif which == "next":
        saturday += timedelta(days=7 if now else 0)
    elif not now and clues.direction is not Direction.FUTURE and (which != "this" or clues.direction is Direction.PAST):
        saturday -= timedelta(days=7)
    return values.of_days(saturday, saturday + timedelta(days=1))


def singular(unit: str) -> str:
    return {"centurie": "century", "centuries": "century"}.get(unit, unit)
