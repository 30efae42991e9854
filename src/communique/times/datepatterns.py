"""The forms that dates take in English news, as regular expressions; what they mean is in `datemeaning`.

`anchors` are the words that dates are made of, each with the forms it can belong to; a form is tried only around its
words, so that text without them costs one pass. All is compiled at the first call, not at import.
"""

from __future__ import annotations

import re
from functools import cache

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
NUMBERS = {
    word: number
    for number, words in enumerate(
        (
            "",
            "a an one",
            "two couple",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        )
    )
    for word in words.split()
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100}
ORDINALS = {
    word: number
    for number, words in enumerate(
        (
            "",
            "first",
            "second",
            "third",
            "fourth final last",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
            "twenty-first",
        )
    )
    for word in words.split()
}
DECADES = {
    "twenties": 20,
    "thirties": 30,
    "forties": 40,
    "fifties": 50,
    "sixties": 60,
    "seventies": 70,
    "eighties": 80,
    "nineties": 90,
}
HOLIDAYS = {  # month, day; a holiday that moves with the moon or the week is none of them
    "new year's day": (1, 1),
    "new year's eve": (12, 31),
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "valentine's day": (2, 14),
    "may day": (5, 1),
    "victory day": (5, 9),
    "fourth of july": (7, 4),
    "bastille day": (7, 14),
    "halloween": (10, 31),
    "armistice day": (11, 11),
    "international women's day": (3, 8),
}
INDEFINITE = ("now", "currently", "recently", "nowadays")  # name a time and no day

_SP = r"(?:[^\S\n]{1,3}|[^\S\n]?\n(?!\s))"
_DASH = r"[^\S\n]?[-–—][^\S\n]?"
_MONTH = (
    r"(?:jan(?:uary|\b\.?)|feb(?:ruary|\b\.?)|mar(?:ch|\b\.?)|apr(?:il|\b\.?)|may|jun(?:e|\b\.?)|jul(?:y"
    r"|\b\.?)|aug(?:ust|\b\.?)"
    r"|sep(?:t(?:ember|\b\.?)|\b\.?)|oct(?:ober|\b\.?)|nov(?:ember|\b\.?)|dec(?:ember|\b\.?))"
)
_FULL_MONTH = rf"(?:{'|'.join(MONTHS)}|(?:jan|feb|aug|sept?|oct|nov|dec)\.)"
_WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)})"
_DATED_WEEKDAY = rf"(?:{_WEEKDAY}|(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\b\.?)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d%a-z]|,\d{3}(?!\d)|\.\d|:\d)"
_YEAR = r"(?:1[0-9]|20|21)\d\d(?![\d%]|[,.]\d)(?!\w)"
_UNIT = r"(?:day|week|month|quarter|year|decade|centur(?:y|ie)|fortnight)"
_PART = r"(?:morning|afternoon|evening|night|lunchtime|midday|noon|midnight)"
_SEASON = r"(?:spring|summer|autumn|fall|winter)"
_COUNT = (
    r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    r"|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[^\S\n]couple[^\S\n]of)?"
)
_VAGUE = r"(?:a[^\S\n]few|several|many|some|few|a[^\S\n]number[^\S\n]of)"
_BARE_LEAD = rf"(?:early|mid|late)(?:{_DASH}|{_SP})(?:in{_SP})?|mid(?=[a-z])"
_LEAD = (
    rf"(?:(?:the{_SP})?(?:{_BARE_LEAD})|(?:the{_SP}(?:very{_SP})?)?(?:beginning|start|middle|end|close"
    rf"|turn){_SP}of{_SP}"
    rf"(?:the{_SP}month{_SP}of{_SP})?)"
)
_YEAR_TAIL = rf"(?:,?{_SP}(?:of{_SP}|in{_SP})?(?P<year>{_YEAR}))"
_AND = rf"(?:(?:,{_SP}|{_SP}and{_SP}|{_SP}&{_SP}|,{_SP}and{_SP}))"
_TO = rf"(?:{_DASH}|{_SP}(?:to|through|thru|until|till){_SP}(?:the{_SP})?)"
_RELATIVE_YEAR = rf"(?P<whose>last|this|next|the{_SP}(?:following|previous|same){_SP}|that|the){_SP}?year"
_OF_YEAR = rf"(?:,?{_SP}(?:of{_SP})?{_RELATIVE_YEAR}(?!\w))"  # "July 22 last year", "24 November of that year"

_FORMS: dict[str, str] = {
    "attacks": rf"(?<![\d/])9/11(?![\d/])|(?:sept(?:ember|\.)?{_SP}11(?:th)?|11(?:th)?{_SP}september)(?={_SP}"
    rf"(?:attacks?|hijack\w*|terror\w*)\b)",
    # 10 May 2017 written in figures
    "iso": r"(?<![\d/.-])(?P<year>(?:1[5-9]|20|21)\d\d)(?P<sep>[-/.])(?P<month>0?[1-9]|1[0-2])(?P=sep)"
    r"(?P<day>0?[1-9]|[12]\d|3[01])"
    r"(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d/]|-\d)",
    "numeric": r"(?<![\d/.-])(?P<a>0?[1-9]|[12]\d|3[01])(?P<sep>[-/.])(?P<b>0?[1-9]|[12]\d|3[01])(?P=sep)"
    r"(?P<year>(?:19|20)\d\d)(?![\d/]|-\d)",
    # May 10, 2017; July 7 and 8; July 7-8; May the 10th
    "month_day": rf"(?:(?:(?:the{_SP}(?:following|previous)|last|next|this){_SP})?"
    rf"(?P<weekday>{_DATED_WEEKDAY}),?{_SP})?(?P<month>{_MONTH}){_SP}(?:the{_SP})?(?P<day>{_DAY})"
    rf"(?:(?:(?P<to>{_TO})|{_AND}(?:{_DAY}{_AND})*)(?P<last>{_DAY})(?!{_SP}(?:{_FULL_MONTH}"
    rf"|{_UNIT}s|people|percent)\b))?(?:{_YEAR_TAIL}|{_OF_YEAR})?",
    # the 10th of May 2017; 3 to 5 March; 10 and 11 May
    "day_month": rf"(?:(?P<weekday>{_DATED_WEEKDAY}),?{_SP})?(?:the{_SP})?(?P<day>{_DAY})"
    rf"(?:(?:(?P<to>{_TO})|{_AND}(?:{_DAY}{_AND})*)(?P<last>{_DAY}))?{_SP}(?:of{_SP})?"
    rf"(?P<month>{_MONTH})(?!\w)(?:{_YEAR_TAIL}|{_OF_YEAR})?",
    "week_of": rf"(?:the{_SP})?week{_SP}of{_SP}(?:(?P<month>{_MONTH}){_SP}(?P<day>{_DAY})|(?P<day2>{_DAY}){_SP}"
    rf"(?P<month2>{_MONTH}))"
    rf"(?!\w){_YEAR_TAIL}?",
    # May 2010, mid-July, late May 2016, May of last year, last November
    "month": rf"(?P<lead>{_LEAD})?(?:(?P<which>last|next|this|this{_SP}past|this{_SP}coming|the{_SP}(?:previous"
    rf"|following|same)|that){_SP})?"
    rf"(?P<month>{_FULL_MONTH}|{_MONTH}(?={_SP}\d{{4}}))(?!\w|{_SP}\d{{1,2}}(?!\d))(?:{_YEAR_TAIL}"
    rf"|{_SP}(?:of{_SP})?{_RELATIVE_YEAR}(?!\w))?",
    "nth_weekday": rf"(?:the{_SP})?(?P<nth>first|second|third|fourth|last){_SP}(?P<weekday>{_WEEKDAY})"
    rf"{_SP}(?:of|in){_SP}(?P<month>{_FULL_MONTH})(?!\w){_YEAR_TAIL}?",
    "month_half": rf"(?:the{_SP})?(?P<half>first|second){_SP}half{_SP}of{_SP}(?P<month>{_FULL_MONTH})"
    rf"(?!\w){_YEAR_TAIL}?",
    "year": rf"(?P<lead>{_LEAD})?(?P<fiscal>(?:fiscal|financial){_SP}(?:year{_SP})?|FY{_SP}?)?(?<![\d.,$€£#/])"
    rf"(?P<year>{_YEAR})",
    "short_year": r"(?<=\d\d\d\d[-–/])(?P<short>\d\d)(?![\d/-]|\w)",
    "decade": rf"(?:the{_SP})?(?P<lead>{_BARE_LEAD})?(?:(?P<year>(?:1[0-9]|20)\d0)['’]?s|(?P<apostrophe>['’])"
    rf"(?P<tens>[2-9]0)s"
    rf"|(?:(?<=the )|(?<=mid-)|(?<=mid )|(?<=late )|(?<=early ))(?P<tens2>[2-9]0)s|"
    rf"(?P<word>{'|'.join(DECADES)}))\b",
    "century": rf"(?:the{_SP})?(?P<lead>{_BARE_LEAD})?(?:(?P<number>\d{{1,2}})(?:st|nd|rd|th)|"
    rf"(?P<word>{'|'.join(ORDINALS)}))"
    rf"(?:{_SP}|-)centur(?:y|ies)\b(?!{_SP}BC)",
    "season": rf"(?:(?P<lead>{_LEAD}))?(?:the{_SP})?(?P<season>{_SEASON})(?:(?:{_SP}of)?{_SP}(?P<year>{_YEAR})"
    rf"|{_SP}of{_SP}{_RELATIVE_YEAR}\b)",
    "season_bare": rf"(?<!\w)(?P<prep>in|over|during|throughout|since|until|by|this|last|next|late|early"
    rf"|mid){_SP}(?:the{_SP})?(?P<season>{_SEASON})"
    rf"\b(?!{_SP}(?:of|from|olympics|games|school|camp|(?:19|20)\d\d))",
    "quarter": rf"(?:the{_SP})?(?:(?P<ordinal>first|second|third|fourth|final|last|[1-4](?:st|nd|rd|th))"
    rf"(?:{_SP}|-)(?P<kind>quarter|half)"
    rf"|(?P<letter>[QH])(?P<digit>[1-4]))(?![\w])(?:{_SP}(?:of{_SP})?(?:(?P<year>{_YEAR})"
    rf"|{_RELATIVE_YEAR}\b))?",
    # today, on Thursday, last week
    "today": rf"(?:(?P<lead>early|late|earlier|later){_SP})?(?P<word>today|tonight|yesterday|tomorrow"
    rf"|the{_SP}day{_SP}before{_SP}yesterday"
    rf"|the{_SP}day{_SP}after{_SP}tomorrow|this{_SP}(?:morning|afternoon|evening)|last{_SP}night)"
    rf"(?:{_SP}{_PART})?\b",
    "weekday": rf"(?:(?:early|late|earlier|later){_SP}(?:on{_SP})?)?"
    rf"(?:(?P<which>last|next|this{_SP}past|this{_SP}coming|this|past|coming|the{_SP}(?:previous"
    rf"|following|next|past)|that){_SP})?"
    rf"(?P<weekday>{_WEEKDAY}|(?<=on )(?:mon|tues?|wed|thu(?:rs?)?|fri|sat)\.)(?!\w)(?:{_SP}{_PART}\b)?"
    rf"(?:{_SP}(?:of{_SP})?(?P<week>last|this|next){_SP}week\b)?",
    "unit": rf"(?:(?P<half>earlier|later)(?:{_SP}(?:in|on|during))?{_SP}|(?P<lead>{_LEAD}|mid-?{_SP}?))?"
    rf"(?P<the>the{_SP})?"
    rf"(?P<which>last|this{_SP}past|this|next|past|coming|current){_SP}(?P<fiscal>fiscal{_SP}"
    rf"|financial{_SP})?"
    rf"(?P<unit>weekend|{_SEASON}|{_UNIT})\b",
    "the_year": rf"(?:(?P<half>earlier|later){_SP}in|(?P<lead>(?:the{_SP})?(?:beginning|start|middle|end"
    rf"|close){_SP}of|mid)){_SP}"
    rf"(?:the{_SP})?(?P<unit>week|month|year|decade)\b",
    "year_end": rf"(?:the{_SP})?(?:(?P<unit>year|month|week){_SP}?['’]s{_SP}end|(?:year|month)-end)\b",
    "weekend": rf"(?<!\w)(?P<prep>over|at|during|on|by){_SP}the{_SP}weekend\b",
    # two weeks ago, three days later, in two days
    "ago": rf"(?:(?P<vague>{_VAGUE}{_SP})|(?P<count>{_COUNT}){_SP}(?:and{_SP}a{_SP}half{_SP})?)?(?P<unit>{_UNIT})s?"
    rf"(?:{_SP}and{_SP}a{_SP}half)?{_SP}(?P<word>ago|later|earlier|afterwards?|from{_SP}(?:now|today)|hence)\b"
    rf"(?!{_SP}than)",
    "in_units": rf"(?<!\w)in{_SP}(?:(?:about|around|just|some){_SP})?(?P<count>{_COUNT}){_SP}"
    rf"(?P<unit>{_UNIT})s?['’]?(?:{_SP}time)?\b(?!{_SP}(?:of|ago))",
    "past_units": rf"(?:the{_SP}|these{_SP})?(?P<which>past|last|next|coming){_SP}(?P<count>(?!one\b"
    rf"|an?\b){_COUNT}){_SP}(?P<unit>{_UNIT})s\b",
    # the previous evening, that day, the day before
    "narrated": rf"(?<!\w)(?:the{_SP}(?:very{_SP})?(?P<which>previous|preceding|following|next|same|ensuing)|"
    rf"(?P<that>that(?:{_SP}same)?)){_SP}"
    rf"(?:(?P<part>{_PART})|(?P<unit>weekend|{_UNIT})|(?P<season>{_SEASON}))\b",
    "day_before": rf"(?<!\w)the{_SP}(?P<unit>day|night|evening|week|month|year){_SP}(?P<word>before|after)"
    rf"(?=[.,;:!?)\"”’]|\s*$|{_SP}(?:that|to|in|at)\b)",
    "in_the_day": rf"(?:early|earlier|late|later){_SP}(?:on{_SP})?in{_SP}the{_SP}(?P<unit>day)\b",
    "holiday": rf"\b(?P<holiday>{'|'.join(name.replace(chr(39), '[' + chr(39) + '’]') for name in HOLIDAYS)})"
    rf"(?!\w)(?:,?{_SP}(?P<year>{_YEAR}))?",
    "on_the_nth": rf"(?<=on )the{_SP}(?P<day>(?:[12]?1st|2?2nd|2?3rd|\d?\dth|3[01](?:st|th)))(?=[.,;]"
    rf"|{_SP}of{_SP}(?:this|last|next|the){_SP}month)"
    rf"(?:{_SP}of{_SP}(?P<which>this|last|next|the){_SP}month)?",
    "now": rf"\b(?:{'|'.join(INDEFINITE)})\b(?!-)",
}

_NAMED = ("iso", "numeric", "year", "short_year")
_MONTHLY = ("attacks", "month_day", "day_month", "week_of", "month", "month_half", "nth_weekday")
_UNITS = (
    "quarter",
    "unit",
    "the_year",
    "year_end",
    "weekend",
    "ago",
    "in_units",
    "past_units",
    "narrated",
    "day_before",
    "in_the_day",
    "century",
)
_SEASONAL = ("season", "season_bare", "unit", "narrated")
# Which forms a word can belong to: a text is searched for these words only, and around each for its forms only.
_WORDS: dict[str, tuple[str, ...]] = {
    "today tonight yesterday tomorrow": ("today",),
    "morning afternoon evening night lunchtime midday": ("today", "narrated", "day_before"),
    " ".join(INDEFINITE): ("now",),
    "fy": ("year",),
    "q1 q2 q3 q4 h1 h2": ("quarter",),
    "half": ("quarter", "month_half"),
    "christmas halloween armistice new boxing valentine women victory fourth bastille": ("holiday",),
    "may": (*_MONTHLY, "holiday"),
    " ".join(MONTHS[:4] + MONTHS[5:]): _MONTHLY,
    "jan feb mar apr jun jul aug sep sept oct nov dec": _MONTHLY,
    " ".join(f"mid{month}" for month in MONTHS): _MONTHLY,
    " ".join(WEEKDAYS): ("weekday", "month_day", "day_month"),
    "mon tue tues wed thu thur thurs fri sat sun": ("weekday",),
    "day days week weeks month months quarter quarters year years decade decades century centuries fortnight": _UNITS,
    "weekend": ("unit", "weekend", "narrated"),
    " ".join(SEASONS): _SEASONAL,
    " ".join(DECADES): ("decade",),
}


@cache
def anchors() -> dict[str, tuple[str, ...]]:
    """Words without which there is no date, in lower case, each with the names of the forms that it can belong to."""
    return {word: names for words, names in _WORDS.items() for word in words.split()}


def forms_of_figures(figures: str) -> tuple[str, ...]:
    """The forms that a word beginning with a digit can belong to: 2016, 1990s, 10.05.2017, 12th, 9/11."""
    if figures.startswith("9/11"):
        return ("attacks",)
    if figures.endswith("s"):
        return ("decade",)
    if figures.endswith(("st", "nd", "rd", "th")):
        return ("on_the_nth", "century")
    return _NAMED if len(figures) >= 4 else ()


@cache
def forms() -> dict[str, tuple[int, re.Pattern[str]]]:
    """Rank and pattern of every form by its name; of two that match the same characters the lower rank holds."""
    return {
        name: (rank, re.compile(_edged(pattern), re.IGNORECASE)) for rank, (name, pattern) in enumerate(_FORMS.items())
    }


def _edged(pattern: str) -> str:
    return pattern if pattern.startswith(("(?<", r"\b")) else rf"(?<![\w$€£]){'(?:' + pattern + ')'}"
