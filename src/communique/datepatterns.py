"""The forms that dates take in English news, as regular expressions; what they mean is in `datemeaning`.

`ANCHOR` finds words that only dates have, so that text without them costs one pass; the forms are tried in windows
around them. All are compiled at the first call of `forms`, not at import.
"""

from __future__ import annotations

import re
from functools import cache

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
          "december")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
NUMBERS = {
    word: number
    for number, words in enumerate(
        ("", "a an one", "two couple", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
         "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty")
    )
    for word in words.split()
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100}
ORDINALS = {
    word: number
    for number, words in enumerate(
        ("", "first", "second", "third", "fourth final last", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
         "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
         "nineteenth", "twentieth", "twenty-first")
    )
    for word in words.split()
}
DECADES = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80,
           "nineties": 90}
HOLIDAYS = {  # month, day; a holiday that moves with the moon or the week is none of them
    "new year's day": (1, 1), "new year's eve": (12, 31), "christmas eve": (12, 24), "christmas day": (12, 25),
    "christmas": (12, 25), "boxing day": (12, 26), "valentine's day": (2, 14), "may day": (5, 1),
    "victory day": (5, 9), "fourth of july": (7, 4), "bastille day": (7, 14), "halloween": (10, 31),
    "armistice day": (11, 11), "international women's day": (3, 8),
}

_SP = r"(?:[^\S\n]{1,3}|[^\S\n]?\n(?!\s))"
_DASH = r"[^\S\n]?[-–—][^\S\n]?"
_MONTH = (r"(?:jan(?:uary|\b\.?)|feb(?:ruary|\b\.?)|mar(?:ch|\b\.?)|apr(?:il|\b\.?)|may|june?\b\.?|july?\b\.?|aug(?:ust|\b\.?)"
          r"|sep(?:t(?:ember|\b\.?)|\b\.?)|oct(?:ober|\b\.?)|nov(?:ember|\b\.?)|dec(?:ember|\b\.?))")
_FULL_MONTH = rf"(?:{'|'.join(MONTHS)}|(?:jan|feb|aug|sept?|oct|nov|dec)\.)"
_WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)})"
_DATED_WEEKDAY = rf"(?:{_WEEKDAY}|(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\b\.?)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d%a-z]|,\d{3}(?!\d)|\.\d|:\d)"
_YEAR = r"(?:1[0-9]|20|21)\d\d(?![\d%]|[,.]\d)(?!\w)"
_UNIT = r"(?:day|week|month|quarter|year|decade|centur(?:y|ie)|fortnight)"
_PART = r"(?:morning|afternoon|evening|night|lunchtime|midday|noon|midnight)"
_SEASON = r"(?:spring|summer|autumn|fall|winter)"
_COUNT = (r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
          r"|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
          r"(?:[^\S\n]couple[^\S\n]of)?")
_VAGUE = r"(?:a[^\S\n]few|several|many|some|few|a[^\S\n]number[^\S\n]of)"
_BARE_LEAD = rf"(?:early|mid|late)(?:{_DASH}|{_SP})(?:in{_SP})?|mid(?=[a-z])"
_LEAD = (rf"(?:(?:the{_SP})?(?:{_BARE_LEAD})|(?:the{_SP}(?:very{_SP})?)?(?:beginning|start|middle|end|close|turn){_SP}of{_SP}"
         rf"(?:the{_SP}month{_SP}of{_SP})?)")
_YEAR_TAIL = rf"(?:,?{_SP}(?:of{_SP}|in{_SP})?(?P<year>{_YEAR}))"
_AND = rf"(?:(?:,{_SP}|{_SP}and{_SP}|{_SP}&{_SP}|,{_SP}and{_SP}))"
_TO = rf"(?:{_DASH}|{_SP}(?:to|through|thru|until|till){_SP}(?:the{_SP})?)"
_RELATIVE_YEAR = rf"(?P<whose>last|this|next|the{_SP}(?:following|previous|same){_SP}|that|the){_SP}?year"

_FORMS: dict[str, str] = {
    # 10 May 2017 written in figures
    "iso": r"(?<![\d/.-])(?P<year>(?:1[5-9]|20|21)\d\d)(?P<sep>[-/.])(?P<month>0?[1-9]|1[0-2])(?P=sep)(?P<day>0?[1-9]|[12]\d|3[01])"
           r"(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d/]|-\d)",
    "numeric": r"(?<![\d/.-])(?P<a>0?[1-9]|[12]\d|3[01])(?P<sep>[-/.])(?P<b>0?[1-9]|[12]\d|3[01])(?P=sep)"
               r"(?P<year>(?:19|20)\d\d)(?![\d/]|-\d)",
    # May 10, 2017; July 7 and 8; July 7-8; May the 10th
    "month_day": rf"(?:(?P<weekday>{_DATED_WEEKDAY}),?{_SP})?(?P<month>{_MONTH}){_SP}(?:the{_SP})?(?P<day>{_DAY})"
                 rf"(?:(?:(?P<to>{_TO})|{_AND}(?:{_DAY}{_AND})*)(?P<last>{_DAY})(?!{_SP}(?:{_FULL_MONTH}|{_UNIT}s|people|percent)\b))?{_YEAR_TAIL}?",
    # the 10th of May 2017; 3 to 5 March; 10 and 11 May
    "day_month": rf"(?:(?P<weekday>{_DATED_WEEKDAY}),?{_SP})?(?:the{_SP})?(?P<day>{_DAY})"
                 rf"(?:(?:(?P<to>{_TO})|{_AND}(?:{_DAY}{_AND})*)(?P<last>{_DAY}))?{_SP}(?:of{_SP})?(?P<month>{_MONTH})(?!\w){_YEAR_TAIL}?",
    "week_of": rf"(?:the{_SP})?week{_SP}of{_SP}(?:(?P<month>{_MONTH}){_SP}(?P<day>{_DAY})|(?P<day2>{_DAY}){_SP}(?P<month2>{_MONTH}))"
               rf"(?!\w){_YEAR_TAIL}?",
    # May 2010, mid-July, late May 2016, May of last year, last November
    "month": rf"(?P<lead>{_LEAD})?(?:(?P<which>last|next|this|this{_SP}past|this{_SP}coming|the{_SP}(?:previous|following|same)|that){_SP})?"
             rf"(?P<month>{_FULL_MONTH}|{_MONTH}(?={_SP}\d{{4}}))(?!\w)(?:{_YEAR_TAIL}|{_SP}(?:of{_SP})?{_RELATIVE_YEAR}(?!\w))?",
    "month_half": rf"(?:the{_SP})?(?P<half>first|second){_SP}half{_SP}of{_SP}(?P<month>{_FULL_MONTH})(?!\w){_YEAR_TAIL}?",
    "year": rf"(?P<lead>{_LEAD})?(?P<fiscal>(?:fiscal|financial){_SP}(?:year{_SP})?|FY{_SP}?)?(?<![\d.,$€£#/])(?P<year>{_YEAR})",
    "short_year": r"(?<=\d\d\d\d[-–/])(?P<short>\d\d)(?![\d/-]|\w)",
    "decade": rf"(?:the{_SP})?(?P<lead>{_BARE_LEAD})?(?:(?P<year>(?:1[0-9]|20)\d0)['’]?s|(?P<apostrophe>['’])(?P<tens>[2-9]0)s"
              rf"|(?<=the{' '})(?P<tens2>[2-9]0)s|(?P<word>{'|'.join(DECADES)}))\b",
    "century": rf"(?:the{_SP})?(?P<lead>{_BARE_LEAD})?(?:(?P<number>\d{{1,2}})(?:st|nd|rd|th)|(?P<word>{'|'.join(ORDINALS)}))"
               rf"(?:{_SP}|-)centur(?:y|ies)\b(?!{_SP}BC)",
    "season": rf"(?:(?P<lead>{_LEAD}))?(?:the{_SP})?(?P<season>{_SEASON})(?:(?:{_SP}of)?{_SP}(?P<year>{_YEAR})|{_SP}of{_SP}{_RELATIVE_YEAR}\b)",
    "season_bare": rf"(?<!\w)(?P<prep>in|over|during|throughout|since|until|by|this|last|next|late|early|mid){_SP}(?:the{_SP})?(?P<season>{_SEASON})"
                   rf"\b(?!{_SP}(?:of|from|olympics|games|school|camp))",
    "quarter": rf"(?:the{_SP})?(?:(?P<ordinal>first|second|third|fourth|final|last|[1-4](?:st|nd|rd|th))(?:{_SP}|-)(?P<kind>quarter|half)"
               rf"|(?P<letter>[QH])(?P<digit>[1-4]))(?![\w])(?:{_SP}(?:of{_SP})?(?:(?P<year>{_YEAR})|{_RELATIVE_YEAR}\b))?",
    # today, on Thursday, last week
    "today": rf"(?:(?P<lead>early|late|earlier|later){_SP})?(?P<word>today|tonight|yesterday|tomorrow|the{_SP}day{_SP}before{_SP}yesterday"
             rf"|the{_SP}day{_SP}after{_SP}tomorrow|this{_SP}(?:morning|afternoon|evening)|last{_SP}night)(?:{_SP}{_PART})?\b",
    "weekday": rf"(?:(?:early|late|earlier|later){_SP}(?:on{_SP})?)?"
               rf"(?:(?P<which>last|next|this{_SP}past|this{_SP}coming|this|past|coming|the{_SP}(?:previous|following|next|past)|that){_SP})?"
               rf"(?P<weekday>{_WEEKDAY}|(?<=on )(?:mon|tues?|wed|thu(?:rs?)?|fri|sat)\.)(?!\w)(?:{_SP}{_PART}\b)?"
               rf"(?:{_SP}(?:of{_SP})?(?P<week>last|this|next){_SP}week\b)?",
    "unit": rf"(?:(?P<half>earlier|later)(?:{_SP}(?:in|on|during))?{_SP}|(?P<lead>{_LEAD}|mid-?{_SP}?))?(?P<the>the{_SP})?"
            rf"(?P<which>last|this{_SP}past|this|next|past|coming|current){_SP}(?P<fiscal>fiscal{_SP}|financial{_SP})?"
            rf"(?P<unit>weekend|{_SEASON}|{_UNIT})\b",
    "the_year": rf"(?:(?P<half>earlier|later){_SP}in|(?P<lead>(?:the{_SP})?(?:beginning|start|middle|end|close){_SP}of|mid|by{_SP}the{_SP}end{_SP}of)){_SP}"
                rf"(?:the{_SP})?(?P<unit>week|month|year|decade)\b",
    "year_end": rf"(?:the{_SP})?(?:(?P<unit>year|month|week){_SP}?['’]s{_SP}end|(?:year|month)-end)\b",
    "weekend": rf"(?<!\w)(?P<prep>over|at|during|on|by){_SP}the{_SP}weekend\b",
    # two weeks ago, three days later, in two days
    "ago": rf"(?:(?P<vague>{_VAGUE}{_SP})|(?P<count>{_COUNT}){_SP}(?:and{_SP}a{_SP}half{_SP})?)?(?P<unit>{_UNIT})s?"
           rf"(?:{_SP}and{_SP}a{_SP}half)?{_SP}(?P<word>ago|later|earlier|from{_SP}(?:now|today)|hence)\b(?!{_SP}than)",
    "in_units": rf"(?<!\w)in{_SP}(?:(?:about|around|just|some){_SP})?(?P<count>{_COUNT}){_SP}(?P<unit>{_UNIT})s?['’]?(?:{_SP}time)?\b(?!{_SP}(?:of|ago))",
    "past_units": rf"(?:the{_SP}|these{_SP})?(?P<which>past|last|next|coming){_SP}(?P<count>(?!one\b|an?\b){_COUNT}){_SP}(?P<unit>{_UNIT})s\b",
    # the previous evening, that day, the day before
    "narrated": rf"(?<!\w)(?:the{_SP}(?:very{_SP})?(?P<which>previous|preceding|following|next|same|ensuing)|(?P<that>that(?:{_SP}same)?)){_SP}"
                rf"(?:(?P<part>{_PART})|(?P<unit>weekend|{_UNIT})|(?P<season>{_SEASON}))\b",
    "day_before": rf"(?<!\w)the{_SP}(?P<unit>day|night|evening|week|month|year){_SP}(?P<word>before|after)(?=[.,;:!?)\"”’]|\s*$)",
    "holiday": rf"\b(?P<holiday>{'|'.join(name.replace(chr(39), '[' + chr(39) + '’]') for name in HOLIDAYS)})(?!\w)(?:,?{_SP}(?P<year>{_YEAR}))?",
    "attacks": rf"(?<![\d/])9/11(?![\d/])|(?:sept(?:ember|\.)?{_SP}11(?:th)?|11(?:th)?{_SP}september)(?={_SP}(?:attacks?|hijack\w*|terror\w*)\b)",
    "on_the_nth": rf"(?<=on )the{_SP}(?P<day>(?:[12]?1st|2?2nd|2?3rd|\d?\dth|3[01](?:st|th)))(?=[.,;]|{_SP}of{_SP}(?:this|last|next|the){_SP}month)"
                  rf"(?:{_SP}of{_SP}(?P<which>this|last|next|the){_SP}month)?",
    "now": r"\b(?P<now>now)\b",
}

_ANCHOR = (
    rf"\b(?:{_MONTH}|{_WEEKDAY}|(?:mid)?(?:{'|'.join(MONTHS)})|today|tonight|yesterday|tomorrow|this (?:morning|afternoon|evening)|last night"
    rf"|(?:mon|tue|wed|thu|fri|sat)\.|(?:week|year|month)[\s'’]*s?[\s-]end|now"
    rf"|{_UNIT}s?|weekend|{_SEASON}|{'|'.join(DECADES)}|[QH][1-4]|9/11|half|holiday|christmas|halloween"
    rf"|(?:that|previous|preceding|following|next|same) {_PART}|FY)\b|\b(?:1[0-9]|20|21)\d\d(?!\d)|\b[2-9]0s\b|on the \d\d?(?:st|nd|rd|th)\b"
)


@cache
def anchor() -> re.Pattern[str]:
    """What a date cannot do without: a word or figure that tells where to look."""
    return re.compile(_ANCHOR, re.IGNORECASE)


@cache
def forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Name and pattern of every form, longest meaning first where two match the same characters."""
    return tuple((name, re.compile(_edged(pattern), re.IGNORECASE)) for name, pattern in _FORMS.items())


def _edged(pattern: str) -> str:
    return pattern if pattern.startswith(("(?<", r"\b")) else rf"(?<![\w$€£]){'(?:' + pattern + ')'}"
