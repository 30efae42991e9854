"""Which news agencies an article credits for its words: by byline, dateline or credit line, not by mere mention."""

from __future__ import annotations

import re

# Name -> how credit lines write it. Names are those that the agencies use themselves.
_FORMS = {
    "AFP": r"AFP|Agence[ -]France[ -]Presse",
    "AP": r"AP|(?:The )?Associated Press",
    "Reuters": r"(?:Thomson )?Reuters|REUTERS",
    "TASS": r"(?:ITAR-)?TASS|Itar-Tass|Tass",
    "RIA Novosti": r"RIA(?: Novosti)?",
    "Interfax": r"Interfax|INTERFAX",
    "Sputnik": r"Sputnik",
    "Xinhua": r"Xinhua|XINHUA",
    "UPI": r"UPI|United Press International",
    "DPA": r"DPA|dpa|Deutsche Presse-Agentur",
    "ANSA": r"ANSA",
    "EFE": r"EFE",
    "Lusa": r"Lusa|LUSA",
    "Belga": r"Belga|BELGA",
    "ANP": r"ANP",
    "APA": r"APA",
    "PAP": r"PAP",
    "CTK": r"CTK|ČTK",
    "MTI": r"MTI",
    "Agerpres": r"Agerpres|AGERPRES",
    "BTA": r"BTA",
    "Tanjug": r"Tanjug|TANJUG",
    "Hina": r"Hina|HINA",
    "NTB": r"NTB",
    "TT": r"TT",
    "Ritzau": r"Ritzau",
    "BNS": r"BNS",
    "Ukrinform": r"Ukrinform|UKRINFORM",
    "UNIAN": r"UNIAN",
    "BelTA": r"Bel[Tt][Aa]|BELTA",
    "Armenpress": r"Armenpress|ARMENPRESS",
    "Kyodo": r"Kyodo(?: News)?|KYODO",
    "Jiji": r"Jiji(?: Press)?|JIJI",
    "Yonhap": r"Yonhap|YONHAP",
    "KCNA": r"KCNA",
    "CNA": r"CNA",
    "PTI": r"PTI|Press Trust of India",
    "IANS": r"IANS",
    "ANI": r"ANI",
    "APP": r"APP|Associated Press of Pakistan",
    "BSS": r"BSS",
    "Antara": r"Antara|ANTARA",
    "Bernama": r"Bernama|BERNAMA",
    "VNA": r"VNA",
    "AAP": r"AAP|Australian Associated Press",
    "PA": r"PA|Press Association|PA Media",
    "The Canadian Press": r"(?:The )?Canadian Press",
    "Anadolu": r"AA|Anadolu(?: Agency| Ajansi)?",
    "IRNA": r"IRNA",
    "Tasnim": r"Tasnim",
    "Mehr": r"MNA|Mehr(?: News)?",
    "SANA": r"SANA",
    "NNA": r"NNA",
    "Petra": r"Petra|PETRA",
    "SPA": r"SPA",
    "WAM": r"WAM",
    "KUNA": r"KUNA",
    "QNA": r"QNA",
    "MENA": r"MENA",
    "MAP": r"MAP",
    "APS": r"APS",
    "Wafa": r"WAFA",
    "NAN": r"NAN|News Agency of Nigeria",
    "ENA": r"ENA",
    "Bloomberg": r"Bloomberg",
    "IRIN": r"IRIN",
    "Inter Press Service": r"IPS|Inter Press Service",
    "Telam": r"T[eé]lam",
    "Prensa Latina": r"Prensa Latina",
    "Agencia Brasil": r"Ag[eê]ncia Brasil",
}
_ANY = "|".join(f"(?:{form})" for form in _FORMS.values())
# A list of agencies: "AFP", "AFP, Reuters", "Al Jazeera and AP" is read one by one.
_ONE = re.compile(rf"(?<![\w'’-])(?:{_ANY})(?![\w'’])")
_BY_FORM = tuple((name, re.compile(form)) for name, form in _FORMS.items())

# "GENEVA (AP) -", "SOCHI, May 10. /TASS/.", "KYIV, June 3 (Reuters) -", "TOKYO -- Kyodo"
_DATELINE = re.compile(rf"^.{{0,90}}?[(/\[]\s*(?P<who>(?:{_ANY})(?:\s*[/,&-]\s*(?:{_ANY}))*)\s*[)/\]]")
# An agency that the list lacks: what stands in brackets between the place and the dash is one.
_UNLISTED = re.compile(
    r"^[A-Z][^a-z]{2,40}(?:,[^()/]{2,40})?\s*\((?P<who>[A-Z][\w.&]*(?: [A-Z][\w.&]*){0,3})\)\s*(?:[-–—]|--)\s"
)
_DATELINE_PLACE = re.compile(r"^[\"“(]?[A-Z][^a-z]{2,}|^[A-Z][\w .’'-]{2,40}(?:,|\s*[(/\[])")
_BYLINE = re.compile(r"^(?:by|from|source|via|text|agency|agencies)\b\s*:?\s*(?P<who>.{2,80})$", re.IGNORECASE)
_CREDIT = re.compile(
    r"(?:(?P<first>.{2,80}?)\s+(?:also\s+)?contributed(?:\s+(?:to|reporting)\b.{0,60})?\.?\s*$)"
    r"|(?:(?:with|additional)\s+(?:files?|(?:agency )?inputs?|reports?|reporting|material|information)\s+"
    r"(?:from|by)\s+(?P<second>.{2,80}))"
    r"|(?:(?:©|\(c\)|copyright)\s*(?:\d{4}\s*)?(?P<third>(?:the\s+)?.{2,60}))"
    r"|(?:^[-–—(\[]+\s*(?P<fourth>[\w ,/&-]{2,60}?)\s*[)\]]*\.?$)",
    re.IGNORECASE,
)
_OPENING = re.compile(r"[(/\[]")
_LAST_BRACKETS = re.compile(r"[(\[][^()\[\]]{2,50}[)\]]\.?$")
_PICTURE = re.compile(r"\b(?:photo|image|picture|pool|file|getty|video)\b|©\s*\w+ \w+/", re.IGNORECASE)


def credited(text: str) -> tuple[str, ...]:
    """The agencies that an article credits, by their usual names, in order of the alphabet.

    >>> credited("GENEVA, June 3 (Reuters) - The envoys met.\\n\\nAFP contributed to this report.")
    ('AFP', 'Reuters')
    >>> credited("He told Reuters that talks go on.")
    ()
    """
    found: set[str] = set()
    number = 0
    for raw in text.split("\n"):
        line = raw.strip()
        if not line:
            continue
        number += 1
        place = number <= 40 and _OPENING.search(line, 0, 100) and _DATELINE_PLACE.match(line)
        if place and (dateline := _DATELINE.match(line[:200])):
            found |= _names(dateline.group("who"))
        elif place and (other := _UNLISTED.match(line)):
            found.add(other.group("who"))
        if len(line) <= 160:
            found |= _of_credit_line(line)
        elif line.endswith((")", "]", ").", "].")):
            end = _LAST_BRACKETS.search(line, len(line) - 60)
            if end and not _PICTURE.search(end.group()):
                found |= _only_names(end.group().strip("()[]. "))
    return tuple(sorted(found))


def _of_credit_line(line: str) -> set[str]:
    if _ONE.search(line) is None or _PICTURE.search(line):
        return set()
    if byline := _BYLINE.match(line):
        return _names(byline.group("who"))
    if credit := _CREDIT.search(line):
        return _names(next(who for who in credit.groups() if who))
    return _only_names(line.strip("()[]. "))


def _only_names(text: str) -> set[str]:
    """Agencies of a text that is nothing but agencies ("AFP", "Reuters, AP", "Tass and Interfax")."""
    rest = re.sub(r"[\s,/&;+-]+|\band\b|\bagenc(?:y|ies)\b|\bnews\b", "", _ONE.sub("", text), flags=re.IGNORECASE)
    return _names(text) if text and not rest else set()


def _names(text: str) -> set[str]:
    return {name for found in _ONE.finditer(text) for name, form in _BY_FORM if form.fullmatch(found.group())}
