"""When an article was published: read from what was given or found, never guessed.

A date without a year is no date, nor is 03/04/2017 (March or April?), and a clock without a zone gives only its day.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

from communique.model import TimeSpan

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = r"(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_ISO = r"(?P<year>\d{4})(?P<joint>[-/.])(?P<month>\d{1,2})(?P=joint)(?P<day>\d{1,2})"
_FORMS = tuple(
    re.compile(rf"(?<![\w/.-]){form}(?![\d/]|-\d)", re.IGNORECASE)
    for form in (
        _ISO,
        rf"{_DAY}[\s-]+(?:of\s+)?{_MONTH},?[\s-]+{_YEAR}",
        rf"{_MONTH}\s*{_DAY}(?:,\s*|\s+){_YEAR}",
        rf"{_MONTH}\s*{_DAY},?\s+(?:at\s+)?\d\d?:\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?\s*(?:\w{{2,4}})?,?\s+{_YEAR}",
    )
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)(Z?))?")
_NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])[ ]?(\d{1,2})\2[ ]?(\d{4})(?![\d/-])")
_PARTIAL = re.compile(r"(\d{4})(?:-(\d\d))?")
_EPOCH = re.compile(r"\d{9,10}(?:\d{3})?(?:\.\d+)?")
_CLOCK = re.compile(
    r"(?<![\d:])(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?m\b\.?)?\s*"
    r"\(?(?P<zone>Z\b|(?:UTC|GMT)\s*[+−-]\s*\d{1,2}(?::?\d\d)?|[+-]\d\d:?\d\d\b|[A-Z]{3,4}\b)?",
    re.IGNORECASE,
)
# Only abbreviations that mean one zone wherever a paper prints them: IST, CST and BST don't.
_ZONES = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "CET": 60, "CEST": 120, "EET": 120, "EEST": 180, "MSK": 180, "EST": -300,
    "EDT": -240, "CDT": -300, "MDT": -360, "PST": -480, "PDT": -420, "JST": 540, "KST": 540, "HKT": 480, "SGT": 480,
}  # fmt: skip
_FIRST_YEAR, _LAST_YEAR = 1600, 2200

_URL_DAY = (
    re.compile(r"/(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?=[/-]|$)"),
    re.compile(r"/(\d{4})[/-]([a-z]{3,9})[/-](\d{1,2})(?=[/-]|$)", re.IGNORECASE),
    re.compile(r"[/_-](\d{4})-(\d\d)-(\d\d)(?=[/._-]|$)"),
    re.compile(r"[/_-]((?:19|20)\d\d)([01]\d)([0-3]\d)(?=[/._-]|$)"),
)
_URL_YEAR = re.compile(r"/((?:19|20)\d\d)/")
_ADDRESS = re.compile(r"^[a-z]+://[^/]+", re.IGNORECASE)

_PARAGRAPH = 12  # words of a line that is more than a headline
_UPDATED = re.compile(r"\b(?:updated|modified|edited|revised|accessed|retrieved)\b", re.IGNORECASE)
_PUBLISHED = re.compile(r"\b(?:published|posted|issued|released|created|first\s+published)\b", re.IGNORECASE)
_DATELINE = re.compile(
    r"^[A-Z][A-Z .,'’()-]{2,60},\s*(?P<date>[A-Z][a-z]{2,8}\.?\s+\d{1,2},?\s+\d{4}"
    r"|\d{1,2}\s+[A-Z][a-z]{2,8}\.?,?\s+\d{4})\b"
)
_NO_YEAR = re.compile(
    rf"\b(?:{_MONTH}\s*{_DAY}|(?P<day2>\d{{1,2}})\s+(?P<month2>{'|'.join(_MONTHS)}))\b", re.IGNORECASE
)


def parse(text: str | None) -> TimeSpan | None:
    """The day or the instant that a date as written means, else None.

    A clock with a zone gives an instant in UTC, a clock without one only the day. ISO years and months ("2017-05") are
    taken as that long.

    >>> parse("May 10, 2017").edtf, parse("Wed, 10 May 2017 14:50:00 +0300").edtf, parse("03/04/2017")
    ('2017-05-10', '2017-05-10T11:50:00Z', None)
    """
    text = (text or "").strip()
    if not text or len(text) > 120:
        return None
    if found := _COMPACT.fullmatch(text):
        day = _date(*found.group(1, 2, 3))
        clock = found.group(4, 5, 6)
        if day and clock[0] and found.group(7):
            return _instant(day, int(clock[0]), int(clock[1]), int(clock[2]), 0) or _whole_day(day)
        return _whole_day(day) if day else None
    if _EPOCH.fullmatch(text):
        seconds = float(text) / (1000 if len(text.split(".")[0]) > 11 else 1)
        return _moment(datetime.fromtimestamp(seconds, UTC))
    if found := _PARTIAL.fullmatch(text):
        return _period(int(found.group(1)), int(found.group(2)) if found.group(2) else None)
    day, end = _day_in(text)
    if day is None:
        return None
    return _with_clock(day, text, end) or _whole_day(day)


def from_url(url: str | None) -> TimeSpan | None:
    """The day in the path of an address.

    >>> from_url("https://example.org/2017/05/10/talks.html").edtf
    '2017-05-10'
    """
    path = _ADDRESS.sub("", url or "").split("?")[0].split("#")[0]
    for form in _URL_DAY:
        if (found := form.search(path)) and (day := _date(*found.groups())):
            return _whole_day(day)
    return None


def from_lines(lines: list[str], url: str | None = None) -> TimeSpan | None:
    """The date of a date line or dateline of a page.

    A line counts that says when the article was published, else one up to the second paragraph (a summary may stand
    above the date) that is little more than a date ("10 May 2017, 14:50", "SOFIA, March 3, 2019 -"); a date of update
    does not. The year may stand in the address.
    """
    for line in lines:
        if len(line) < 400 and _PUBLISHED.search(line[:60]) and (span := _of_line(line)):
            return span
    paragraphs = [n for n, line in enumerate(lines) if line.count(" ") >= _PARAGRAPH][:2]
    head = [line for line in lines[: paragraphs[-1] + 1 if paragraphs else None] if not _UPDATED.search(line[:60])]
    for line in head:
        if span := _of_line(line):
            return span
    year = _URL_YEAR.search(_ADDRESS.sub("", url or ""))
    if year:
        for line in head:
            if len(line) <= 60 and (span := _without_year(line, year.group(1))):
                return span
    return None


def _of_line(line: str) -> TimeSpan | None:
    if found := _DATELINE.match(line):
        return parse(found.group("date"))
    begin = _PUBLISHED.search(line[:60])
    short = line[begin.start() :] if begin else line
    if updated := _UPDATED.search(short, 12):
        short = short[: updated.start()]
    if len(short) > 110:
        return None
    day, _ = _day_in(short)
    if day is None:
        return None
    rest = [word for word in re.findall(r"[^\W\d_]{3,}", short) if word.lower() not in _MONTHS]
    return parse(short) if len(rest) <= 6 and not short.rstrip().endswith((".", "?", "!", ",")) else None


def _without_year(line: str, year: str) -> TimeSpan | None:
    found = _NO_YEAR.search(line)
    if not found or len(re.findall(r"[^\W\d_]{3,}", line)) > 6:
        return None
    day = _date(year, found.group("month") or found.group("month2"), found.group("day") or found.group("day2"))
    if day is None:
        return None
    return _with_clock(day, line, found.end()) or _whole_day(day)


def _day_in(text: str) -> tuple[date | None, int]:
    for form in _FORMS:
        if found := form.search(text):
            day = _date(*found.group("year", "month", "day"))
            return day, found.end() if form is not _FORMS[3] else found.start()
    if found := _NUMERIC.search(text):
        first, second = int(found.group(1)), int(found.group(3))
        if first == second or second > 12:
            return _date(found.group(4), str(first), str(second)), found.end()
        if first > 12:
            return _date(found.group(4), str(second), str(first)), found.end()
    if found := re.match(r"(\d{4})(\d\d)(\d\d)T", text):
        return _date(*found.groups()), 9
    # "2017-05-10T..." : the T keeps the general form from ending cleanly
    return None, 0


def _date(year: str, month: str, day: str) -> date | None:
    number = _MONTHS.get(month.lower().rstrip(".")) if not month.isdigit() else int(month)
    if number is None or not _FIRST_YEAR <= int(year) <= _LAST_YEAR:
        return None
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None


def _with_clock(day: date, text: str, begin: int) -> TimeSpan | None:
    found = _CLOCK.search(text, begin) or _CLOCK.search(text)
    if not found or not found.group("zone"):
        return None
    minutes = _offset(found.group("zone"))
    if minutes is None:
        return None
    hour = int(found.group("hour"))
    if half := found.group("half"):
        hour = hour % 12 + (12 if half.lower().startswith("p") else 0)
    return _instant(day, hour, int(found.group("minute")), int(found.group("second") or 0), minutes)


def _offset(zone: str) -> int | None:
    if found := re.fullmatch(r"(?:UTC|GMT)?\s*([+−-])\s*(\d{1,2}):?(\d\d)?", zone, re.IGNORECASE):
        minutes = int(found.group(2)) * 60 + int(found.group(3) or 0)
        return (minutes if found.group(1) == "+" else -minutes) if minutes <= 14 * 60 else None
    return _ZONES.get(zone.upper())


def _instant(day: date, hour: int, minute: int, second: int, offset: int) -> TimeSpan | None:
    try:
        local = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=timezone(timedelta(minutes=offset)))
    except ValueError:
        return None
    return _moment(local.astimezone(UTC))


def _moment(instant: datetime) -> TimeSpan:
    instant = instant.replace(microsecond=0)
    return TimeSpan(instant.strftime("%Y-%m-%dT%H:%M:%SZ"), instant, instant)


def _whole_day(day: date) -> TimeSpan:
    begin = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return TimeSpan(day.isoformat(), begin, begin + timedelta(days=1, seconds=-1))


def _period(year: int, month: int | None) -> TimeSpan | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR or not (month is None or 1 <= month <= 12):
        return None
    begin = datetime(year, month or 1, 1, tzinfo=UTC)
    after = datetime(year + 1, 1, 1, tzinfo=UTC) if month in {None, 12} else begin.replace(month=(month or 0) + 1)
    return TimeSpan(f"{year}-{month:02}" if month else str(year), begin, after - timedelta(seconds=1))
