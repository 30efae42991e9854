"""A person's name as written, taken apart: titles, family particles, suffixes and words in a phonetic fold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from communique.naming.names import fold_word, plain

_ROYAL = frozenset(
    ("king", "queen", "pope", "emperor", "empress", "emir", "sultan", "prince", "princess", "sheikh", "sheikha")
)
_MALE = frozenset(("mr", "sir", "lord", "king", "pope", "emperor", "sultan"))
_FEMALE = frozenset(("mrs", "ms", "miss", "dame", "lady", "queen", "empress", "baroness", "daw", "begum"))
_HONORIFIC = frozenset(
    (
        *("dr", "prof", "professor", "hon", "sheik", "shaikh", "imam", "ayatollah", "hojatoleslam", "sayyed"),
        *("reverend", "rev", "bishop", "archbishop", "cardinal", "mullah", "maulana", "mian"),
        *("samdech", "shri", "smt", "haji", "hajj", "comrade", "don", "herr", "monsieur", "madame", "u"),
    )
)
_OFFICE = frozenset(
    (
        *("president", "premier", "chancellor", "minister", "secretary", "ambassador", "envoy", "senator", "governor"),
        *("general", "colonel", "captain", "major", "admiral", "marshal", "brigadier", "lieutenant", "gen", "col"),
        *("capt", "maj", "adm", "sgt", "sen", "rep", "gov", "congressman", "congresswoman", "representative", "mayor"),
        *("speaker", "spokesman", "spokeswoman", "judge", "justice", "diplomat", "leader", "commander", "deputy"),
        *("lt", "pm", "chairman", "chairwoman", "commissioner", "director", "baron"),
    )
)
_OFFICE_WORDS = frozenset(  # stand before or within an office, and are no names
    (
        *("prime", "foreign", "defence", "defense", "interior", "finance", "vice", "crown", "supreme", "former", "ex"),
        *("of", "state", "the", "high", "chief", "acting", "first", "assistant", "under", "press", "trade", "energy"),
    )
)
_JUNIOR = frozenset(("jr", "junior"))
_ORDINAL = {"ii": 2, "iii": 3, "iv": 4, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "xi": 11, "xii": 12, "xiv": 14}
_ARTICLE = re.compile(r"(?:al|el|ad|ar|as|ash|at|az|ul|ed)$")
_ARTICLE_FIRST = re.compile(r"\s*[AaEe]\w{1,2}-")
_ABD = re.compile(r"abd(?:[aeou][lr])?$")
_ABD_JOINED = re.compile(r"abd[aeou]([lrsz])(?=[a-z]{4})")
_LETTERS = str.maketrans({"đ": "dj", "Đ": "Dj", "ğ": "g", "’": "'", "‘": "'", "ʿ": "'", "ʾ": "'", "`": "'"})
_BETWEEN = re.compile(r"[\s\-‐‑–.,]+")
_OUSKI = re.compile(r"(?<=[oe])usk")  # Belarusian -ouski is -ovsky
_EH = re.compile(r"(?<=.)eh$")
_TWICE = re.compile(r"(.)\1+")
_NO_LETTER = re.compile(r"[^a-z0-9]")
_SYLLABLE = re.compile(r"(hs|ch|ts|tz|k|p|t|j)?([a-z]+)$")


@dataclass(frozen=True, slots=True)
class Parsed:
    """The folded words of a name, and what stood around them."""

    words: tuple[str, ...]
    titled: bool = False
    royal: bool = False
    female: bool | None = None
    junior: bool = False
    ordinal: int | None = None


@lru_cache(maxsize=65536)
def parse(name: str) -> Parsed:
    """Take a name apart.

    >>> parse("Foreign Minister Sergéi V. Lavrov").words, parse("King Abdullah II").ordinal
    (('sergei', 'v', 'lavrov'), 2)
    """
    raw = [w for w in _BETWEEN.split(plain(name.translate(_LETTERS)).removesuffix("'s")) if w.strip("'")]
    female = royal = None
    titled = False
    while len(raw) > 1 and raw[0] in _TITLES and raw[1] not in ("bin", "ibn"):  # Sultan bin Salman is no sultan
        word = raw.pop(0)
        female = True if word in _FEMALE else False if word in _MALE else female
        royal = royal or word in _ROYAL
        titled = titled or word in _OFFICE or word in _FEMALE or word in _MALE
    junior, ordinal = False, None
    while len(raw) > 1 and (raw[-1] in _JUNIOR or raw[-1] == "sr" or (raw[-1] in _ORDINAL and len(raw[-1]) > 1)):
        if raw[-1] in _ORDINAL and len(raw) == 2 and not royal:
            break  # "Jinping Xi"
        word = raw.pop()
        junior = junior or word in _JUNIOR
        ordinal = _ORDINAL.get(word, ordinal)
    words = [fold(w) for w in _arabic(_pinyin(raw, name), hyphened=bool(_ARTICLE_FIRST.match(name)))]
    return Parsed(tuple(w for w in words if w), titled, bool(royal), female, junior, ordinal)


_TITLES = _ROYAL | _MALE | _FEMALE | _HONORIFIC | _OFFICE | _OFFICE_WORDS


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """A word in the fold of :mod:`communique.names`, with what names of other languages need besides.

    >>> fold("Haniyeh") == fold("Haniya"), fold("Putin") == fold("Poutine")
    (True, False)
    """
    word = _OUSKI.sub("vsk", word)
    folded = _NO_LETTER.sub("", fold_word(word)).replace("eu", "u")
    folded = _TWICE.sub(r"\1", _EH.sub("a", folded))
    return folded if len(folded) > 1 or len(word) < 2 else re.sub("[^a-z]", "", plain(word))  # Yi is no initial


def _arabic(raw: list[str], *, hyphened: bool) -> list[str]:
    """Without articles; Abd al-Aziz, Abdul Aziz and Abdelaziz in one form."""
    out: list[str] = []
    for i, word in enumerate(raw):
        if _ARTICLE.match(word) and i < len(raw) - 1 and (i or hyphened):
            continue
        if out and _ABD.match(out[-1]):
            out[-1] = "abd" + word
        else:
            out.append(_ABD_JOINED.sub("abd", word))
    return out


def _pinyin(raw: list[str], name: str) -> list[str]:
    """Wade-Giles syllables in pinyin, where the name shows that it is in Wade-Giles (hs-, tz-, Tse-)."""
    if not 2 <= len(raw) <= 3 or not re.search(r"\b(?:Hs|T[sz][eu]|t[sz][eu]|hs)|\b(?:Teng|Chou|Chao)\b", name):
        return raw
    return [_syllable(w) for w in raw]


def _syllable(word: str) -> str:
    found = _SYLLABLE.match(word)
    if found is None:
        return word
    initial, final = found[1] or "", found[2]
    final = {"ung": "ong", "u": "u", "ou": "ou"}.get(final, final)
    narrow = final[:1] in ("i", "u") and not final.startswith("ung")
    initial = {"hs": "x", "ch": "j" if narrow and final[:1] == "i" else "zh", "ts": "z", "tz": "z", "k": "g",
               "p": "b", "t": "d", "j": "r"}.get(initial, initial)  # fmt: skip
    return initial + {"e": "e", "ie": "ie", "ien": "ian", "u": "i" if initial == "z" else "u"}.get(final, final)
