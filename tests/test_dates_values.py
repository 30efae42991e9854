"""EDTF strings and the days that they cover."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.times import timevalues as values
from communique.times.dates import find_times

if TYPE_CHECKING:
    from communique.model import TimeSpan
    from communique.parsing.tokens import Doc
    from conftest import Parser

YEARS = st.integers(1000, 2200)
DAYS = st.dates(date(1000, 1, 1), date(2200, 12, 31))
UNITS = st.sampled_from(["day", "week", "month", "quarter", "year", "decade", "century"])
VALUES = st.one_of(
    DAYS.map(values.of_day),
    YEARS.map(values.of_year),
    st.builds(values.of_month, YEARS, st.integers(1, 12)),
    st.builds(values.of_season, YEARS, st.integers(21, 24)),
    st.integers(100, 220).map(lambda decade: values.span(f"{decade}X")),
    st.integers(10, 21).map(lambda century: values.span(f"{century}XX")),
)


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2017-07-07", "2017-07-07", "2017-07-07"),
        ("2017-07-07/2017-07-08", "2017-07-07", "2017-07-08"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2012-24", "2012-12-01", "2013-02-28"),
        ("2014-22", "2014-06-01", "2014-08-31"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("2013~", "2013-01-01", "2013-12-31"),
        ("2017-05-XX", "2017-05-01", "2017-05-31"),
        ("2017-01/2017-03", "2017-01-01", "2017-03-31"),
    ],
)
def test_bounds_are_the_first_and_last_second_of_the_days(edtf: str, first: str, last: str) -> None:
    value = values.span(edtf)
    assert value.earliest == datetime.fromisoformat(f"{first}T00:00:00").replace(tzinfo=UTC)
    assert value.latest == datetime.fromisoformat(f"{last}T23:59:59").replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "edtf",
    [
        "",
        "2017-13",
        "2017-02-30",
        "2017-W12",
        "2018/2017",
        "../..",
        "XXXX-05-10",
        "199X-05",
        "17",
        "198X/199X",
        "2014-22/2015",
    ],
)
def test_what_is_not_level_one_is_refused(edtf: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        values.span(edtf)


def test_open_interval_is_unbounded_on_that_side() -> None:
    value = values.since(values.span("2014"))
    assert (value.edtf, value.latest) == ("2014/..", None)


@given(VALUES)
def test_a_value_starts_before_it_ends_and_is_read_back_from_its_string(value: TimeSpan) -> None:
    assert value.earliest is not None
    assert value.latest is not None
    assert value.earliest < value.latest
    assert values.span(value.edtf) == value


@given(VALUES, VALUES)
def test_a_range_covers_both_its_ends_or_is_none(start: TimeSpan, stop: TimeSpan) -> None:
    joined = values.between(start, stop)
    if joined is not None:
        assert (joined.earliest, joined.latest) == (start.earliest, stop.latest)
        assert values.span(joined.edtf) == joined


@given(DAYS, UNITS, st.integers(-50, 50))
def test_a_unit_so_many_later_is_as_many_earlier_seen_from_there(day: date, unit: str, count: int) -> None:
    value = values.shifted(values.Days(day, day), unit, count)
    covered = values.covers(value)
    if covered is None:
        return
    back = values.covers(values.shifted(covered, unit, -count))
    assert back is not None
    assert back.first <= day <= back.last


@given(DAYS)
def test_no_day_follows_from_a_month(day: date) -> None:
    month = values.covers(values.of_month(day.year, day.month))
    assert month is not None
    assert values.shifted(month, "day", 1) is None
    assert values.shifted(month, "week", 1) is None


@given(DAYS)
def test_a_week_is_monday_to_sunday_around_its_day(day: date) -> None:
    first, last = values.week(day)
    assert first <= day <= last
    assert (first.weekday(), last - first) == (0, timedelta(days=6))


@pytest.fixture(scope="module")
def story(nlp: Parser) -> Doc:
    return nlp(
        "They met yesterday, on Friday, last week, in May, on 29 February, two months ago and over the weekend. "
        "They will meet on Monday, next month, in the summer, on June 3 and 4, in Q3 and by the end of the year. "
        "The next day they left."
    )


@given(published=st.dates(date(1990, 1, 1), date(2030, 12, 31)))
def test_any_publication_day_gives_values_that_are_read_back(story: Doc, published: date) -> None:
    mentions = find_times(story, values.of_day(published))
    assert len(mentions) == 14
    for mention in mentions:
        if mention.value is not None:
            assert values.span(mention.value.edtf) == mention.value
            assert mention.value.earliest is not None
            assert mention.value.latest is not None
            assert mention.value.earliest < mention.value.latest
