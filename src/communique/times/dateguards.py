"""Words that look like dates and are none: May the minister, the verb to march, 2,000 troops, Friday's paper.

Each guard sees a match, its first token and the direction of its verb, and says whether the match names a time.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from communique.parsing.tokens import Doc, Token
from communique.times.dateclues import word
from communique.times.tense import Direction, predicate_of, words

_AMBIGUOUS_MONTHS = words("may march april june august jan. mar.")
_BEFORE_MONTH = words(
    """
    in since until till during by from between of before after for through late early mid last next this every
    around to and - –
    """
)
_SURE_BEFORE_MONTH = words("in since until till during last next this mid late early")
_BEFORE_YEAR = words(
    """
    in since until till during by from between of before after for through around circa early late mid to and
    year the a his her its their our this that
    """
)
_NUMBERED = words(
    """
    resolution resolutions no no. number nr room page flight article agenda vision route highway section
    paragraph law decree order boeing unit regiment battalion protocol directive model channel area windows
    radio
    """
)
_MEASURED = re.compile(
    r"[^\S\n]?(?:hours|hrs|gmt|utc|[ecmp][sd]t|local time|km|kms|kg|m|mm|feet|ft|miles|metres|meters|people"
    r"|troops|soldiers|dollars"
    r"|euros|pounds|roubles|rubles|tons|tonnes|percent|per|million|billion|points|votes|times|jobs|men"
    r"|women|°|MW|[-–]strong)\b(?!['’])",
    re.IGNORECASE,
)
_NAMED_DAY = re.compile(
    r"\b(?:good|black|bloody|ash|palm|easter|super|cyber|maundy|ruby|every|each|mail on)\s$", re.IGNORECASE
)
_TITLE_AFTER = re.compile(
    r"(?:['’]s)?\s(?:Daily|Times|Telegraph|Mirror|Express|Mail|Herald|Post|Independent|World|Age|Show|Review|Night Live"
    r"|agreement|Agreement)\b"
)


def is_time(form: str, match: re.Match[str], doc: Doc, token: Token, direction: Direction | None) -> bool:
    """Whether a match of this form names a time where it stands. `token` is the one that its last words begin in."""
    guard = _GUARDS.get(form)
    return guard is None or guard(match, doc, token, direction)


def _before(match: re.Match[str]) -> str:
    """The word (or sign) before a match, in lower case."""
    left = match.string[max(0, match.start() - 25) : match.start()].rstrip()
    return left.split()[-1].lower() if left and not left[-1].isspace() else ""


def _after(match: re.Match[str]) -> str:
    return match.string[match.end() : match.end() + 30]


def _dated_month(match: re.Match[str], doc: Doc, token: Token, direction: Direction | None) -> bool:
    written = match["month"] or match.groupdict().get("month2") or ""
    if "\n" in match[0] and _after(match)[:1] in ("", "\n"):
        return False  # the number on the next line is that of a list
    if written[0].islower():
        return written.lower() not in _AMBIGUOUS_MONTHS and len(written) > 4
    return True


def _month(match: re.Match[str], doc: Doc, token: Token, direction: Direction | None) -> bool:
    written = match["month"]
    if written[0].islower():
        return False
    if match["year"] or match["whose"]:
        return not written.isupper() or len(written) > 3 or True
    name = written.lower()
    if name not in _AMBIGUOUS_MONTHS:
        return token.ent_type_ != "PERSON"
    if token.ent_type_ in ("PERSON", "ORG", "GPE", "NORP", "FAC") or token.tag_ in ("MD", "VB", "VBP", "VBD", "VBZ"):
        return False
    if any(child.pos_ == "PROPN" and child.dep_ == "compound" for child in token.lefts):
        return False  # "Theresa May"
    which, lead = word(match, "which"), word(match, "lead")
    before = _before(match)
    if lead or which not in ("", "that"):
        return True
    if which == "that":
        return token.ent_type_ == "DATE"
    modifies = token.dep_ in ("compound", "nmod", "poss") and token.head.pos_ == "NOUN"
    return before in _SURE_BEFORE_MONTH or (token.ent_type_ == "DATE" and (before in _BEFORE_MONTH or modifies))


def _year(match: re.Match[str], doc: Doc, token: Token, direction: Direction | None) -> bool:
    if match["lead"] or match["fiscal"]:
        return True
    number, before, after = int(match["year"]), _before(match), _after(match)
    if number < 1500 or number > 2100 or before.strip("([\"'“‘") in _NUMBERED or _MEASURED.match(after):
        return False
    led = before in _BEFORE_YEAR
    if match.start() and match.string[match.start() - 1] in "-–":
        return bool(re.search(r"\b1[5-9]\d\d.$|\b20\d\d.$", match.string[max(0, match.start() - 6) : match.start()]))
    if token.ent_type_ in ("MONEY", "QUANTITY", "PERCENT"):
        return False
    counted = token.dep_ == "nummod" and token.head.i > token.i and token.head.tag_ in ("NNS", "NNPS")
    if counted and number % 50 == 0 and before not in ("the", "his", "her", "its", "their"):
        return False
    if number < 1900 or number > 2060:
        return led and not counted
    return not (counted and not led and token.ent_type_ == "CARDINAL")


def _weekday(match: re.Match[str], doc: Doc, token: Token, direction: Direction | None) -> bool:
    text = match.string
    if _NAMED_DAY.search(text[max(0, match.start() - 12) : match.start()]):
        return False
    return not _TITLE_AFTER.match(text, match.end())


def _today(match: re.Match[str], doc: Doc, token: Token, direction: Direction | None) -> bool:
    if match["word"] != "Today":
        return True
    before = match.string[max(0, match.start() - 20) : match.start()]
    return not re.search(r"(?:[A-Z][\w.]*|\.com)\s$", before) or bool(token.is_sent_start)


def _unit(match: re.Match[str], doc: Doc, token: Token, direction: Direction | None) -> bool:
    unit, which = word(match, "unit"), word(match, "which")
    if which == "next" and match["the"]:
        return False  # "the next year" is told from the story's time, or a stretch from now on
    if (
        match["unit"][0].isupper()
        and not match[0].isupper()
        and unit not in ("spring", "summer", "autumn", "fall", "winter")
    ):
        return False  # a programme's or column's name: "This Week"
    if unit == "day" or (unit == "fall" and token.pos_ == "VERB"):
        return False
    if (
        re.match(r"\s(?:of|in)\s(?!(?:the\s)?(?:last|this|next|year)\b)", _after(match))
        and which in ("last", "next")
        and match["the"]
    ):
        return not re.match(r"\sof\b", _after(match))
    return _before(match) not in ("every", "each")


def _quarter(match: re.Match[str], doc: Doc, token: Token, direction: Direction | None) -> bool:
    if match["year"] or match["whose"]:
        return True
    if match["letter"]:
        return match["letter"] == "Q"
    if match["kind"].lower() == "half" or re.match(r"[\s-]?(?:final|of\b)", _after(match)):
        return False
    return word(match, "ordinal") not in ("last",) and match[0][:1].islower()


def _ago(match: re.Match[str], doc: Doc, token: Token, direction: Direction | None) -> bool:
    if _before(match) == "half":
        return False
    if match["count"] is None and match["vague"] is None:
        return word(match, "word") == "ago"
    return not (match["vague"] and word(match, "word") != "ago")


def _in_units(match: re.Match[str], doc: Doc, token: Token, direction: Direction | None) -> bool:
    """ "in two weeks" is a date for what will happen, a duration for what is done or compared."""
    if "time" in match[0].lower().split()[-1]:
        return direction is not Direction.PAST
    if direction is not Direction.FUTURE or _before(match) in ("time", "once", "twice", "first", "all"):
        return False
    verb = predicate_of(token.head)
    modals = {"will", "'ll", "’ll", "wo", "shall", "would", "to"}
    return verb is not None and any(child.lower_ in modals for child in verb.children if child.dep_ == "aux")


def _past_units(match: re.Match[str], doc: Doc, token: Token, direction: Direction | None) -> bool:
    return not re.match(r"\sof\b", _after(match))


def _season_bare(match: re.Match[str], doc: Doc, token: Token, direction: Direction | None) -> bool:
    if token.pos_ not in ("NOUN", "PROPN", "ADV"):
        return False
    led = " the " in f" {match[0].lower()} " or word(match, "prep") not in ("in", "by", "during", "over", "throughout")
    if led:
        return True
    verb = predicate_of(token)
    return verb is not None and direction is not None and verb.tag_ not in ("VBZ", "VBP")


def _season(match: re.Match[str], doc: Doc, token: Token, direction: Direction | None) -> bool:
    return match["season"][0].islower() or bool(match["year"])


def _narrated(match: re.Match[str], doc: Doc, token: Token, direction: Direction | None) -> bool:
    return not (match["that"] and token.pos_ == "VERB")


def _decade(match: re.Match[str], doc: Doc, token: Token, direction: Direction | None) -> bool:
    """Not the nineties of a life: "in her early 60s"."""
    return bool(match["year"]) or _before(match) not in ("his", "her", "their", "my", "your", "our", "its")


def _holiday(match: re.Match[str], doc: Doc, token: Token, direction: Direction | None) -> bool:
    return (
        match["holiday"][0].isupper()
        and not re.match(r"\s(?:Island|Carol)", _after(match))
        and _before(match) != "father"
    )


def _short_year(match: re.Match[str], doc: Doc, token: Token, direction: Direction | None) -> bool:
    return bool(
        re.search(r"(?<![\d$€£])(?:1[5-9]|20)\d\d[-–/]$", match.string[max(0, match.start() - 6) : match.start()])
    )


_Guard = Callable[[re.Match[str], Doc, Token, Direction | None], bool]
_GUARDS: dict[str, _Guard] = {
    "month_day": _dated_month, "day_month": _dated_month, "week_of": _dated_month,
    "month_half": _dated_month, "nth_weekday": _dated_month,
    "month": _month, "year": _year, "short_year": _short_year, "weekday": _weekday, "today": _today, "unit": _unit,
    "quarter": _quarter, "ago": _ago, "in_units": _in_units, "past_units": _past_units, "season": _season,
    "season_bare": _season_bare, "narrated": _narrated, "decade": _decade, "holiday": _holiday,
}  # fmt: skip
