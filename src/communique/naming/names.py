"""Names of people in one key: spellings and transliterations of a name fold to the same string.

`words` is the fold by which the actor files are looked up; `key` is the slug of people whom they do not know, a
function of the name alone, so that articles read apart agree on it. Whether two names are one person's is decided in
:mod:`communique.namematch`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

import yaml

from communique.errors import DataError
from communique.ids import slug
from communique.resources import data_folder

_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "dj", "ð": "d", "þ": "th", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "a"}
)
_CYRILLIC = str.maketrans(
    dict(zip("абвгґдезиіїйклмнопрстуфыэ", "abvggdeziiiiklmnoprstufie", strict=True))
    | {"ё": "io", "є": "ie", "ж": "zh", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ь": ""}
    | {"ю": "iu", "я": "ia", "ў": "u"}
)
_HONORIFICS = frozenset(
    (
        *("mr", "mrs", "ms", "miss", "dr", "sir", "dame", "lord", "lady", "prof", "professor", "jr", "sr", "ii", "iii"),
        *("gen", "col", "lt", "capt", "maj", "adm", "brig", "sgt", "sen", "rep", "hon", "st", "sheikh", "ayatollah"),
        *("hojatoleslam", "sayyed", "imam", "pope", "king", "queen", "prince", "princess", "emir", "sultan", "emperor"),
    )
)
_ARTICLES = frozenset(["al", "el", "ad", "an", "ar", "as", "ash", "at", "az", "ul"])
_ENDINGS = (  # applied in this order to a lower-case ASCII word
    (re.compile(r"^(?:ye|je|ie)(?=[^iau])"), "e"),
    (re.compile(r"shch|stsch|sch|chtch"), "sh"),
    (re.compile(r"tch|tsch|cz"), "ch"),
    (re.compile(r"kh"), "h"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"gh"), "g"),
    (re.compile(r"dh"), "d"),
    (re.compile(r"dj"), "j"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"ck|q|c(?=[aoulrtk]|$)"), "k"),
    (re.compile(r"tz"), "ts"),
    (re.compile(r"^abd(?:el|al|ol)(?=.)"), "abdul"),
    (re.compile(r"w"), "v"),
    (re.compile(r"ff$"), "v"),
    (re.compile(r"oo|ou"), "u"),
    (re.compile(r"ee"), "i"),
    (re.compile(r"[yj]"), "i"),
    (re.compile(r"(?<=[aeiou])ai|(?<=[^aeiou])(?:ai|ei|ay)(?=[a-z])"), "ei"),
    (re.compile(r"enka$"), "enko"),
    (re.compile(r"(.)\1+"), r"\1"),
)
_ANY_ENDING = re.compile("|".join(pattern.pattern for pattern, _ in _ENDINGS))  # three words of four have none
_NEAR = (  # for IRIs: what makes spellings alike and leaves the name readable
    (re.compile(r"q(?!u)"), "k"),
    (re.compile(r"tch|tsch"), "ch"),
    (re.compile(r"dzh|dj"), "j"),
    (re.compile(r"(?<=.)kh"), "h"),
    (re.compile(r"ou(?=[a-z]*[ai]$)"), "u"),  # Moussa, Rouhani; not Young
    (re.compile(r"(?<=[a-z]{3})enka$"), "enko"),
    (re.compile(r"([^aeiou\W])\1+"), r"\1"),
    (re.compile(r"(?:i[yij]|y[yi]|(?<=sk)i)$"), "y"),
    (re.compile(r"(?<=[aeiou])i?y(?=[aeo]v)|(?<=[aeiou])i(?=ev)"), ""),
    (re.compile(r"(?<=[^aeiou\W])y(?=[au])|i?y(?=[au]$)"), "i"),
    (re.compile(r"(?<=[^aeiou\W])y(?=[^aeiou\W]+[aeiouy][a-z]{2})|(?<=o)y(?=[^aeiou]u)"), "i"),  # Tymoshenko, Shoygu
    (re.compile(r"^tz"), "ts"),
)


def plain(text: str) -> str:
    """Lower case, without diacritics, in Latin letters; hyphens, dots and apostrophes kept.

    >>> plain("Mevlüt Çavuşoğlu")
    'mevlut cavusoglu'
    """
    if text.isascii():
        return text.lower()
    text = text.lower().translate(_CYRILLIC).translate(_LETTERS).replace("’", "'").replace("‘", "'").replace("ʿ", "'")
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """One word of a name, folded.

    >>> fold_word("Kislyak") == fold_word("Kisliak"), fold_word("Riabkov") == fold_word("Ryabkov")
    (True, True)
    """
    folded = plain(word).replace("'", "").replace(".", "")
    for pattern, replacement in _ENDINGS if _ANY_ENDING.search(folded) else ():
        folded = pattern.sub(replacement, folded)
    return folded


@lru_cache(maxsize=1)
def given_names() -> Mapping[str, str]:
    """Forms of given names -> the common one, in plain letters, as ``ontology/actors/given_names.yaml`` has them.

    Raises:
        DataError: the file is missing or broken.
    """
    found: dict[str, str] = {}
    for group in groups()["given"]:
        for name in group:
            found.setdefault(name, group[0])
    return found


@lru_cache(maxsize=1)
def groups() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """The groups of ``given_names.yaml`` by section ("given", "family"): forms of one name, the common one first.

    Raises:
        DataError: the file is missing or broken.
    """
    path = data_folder("ontology") / "actors" / "given_names.yaml"
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        return {str(section): tuple(tuple(line.split()) for line in lines) for section, lines in data.items()}
    except (OSError, yaml.YAMLError, AttributeError, TypeError) as error:
        raise DataError(f"{path}: no lists of names under 'given' and 'family' ({error})") from error


@lru_cache(maxsize=1)
def _common() -> Mapping[str, str]:
    return {fold_word(name): fold_word(first) for name, first in reversed(tuple(given_names().items()))}


@lru_cache(maxsize=65536)
def is_acronym(word: str) -> bool:
    """Whether a word in capitals without a vowel is no part of a person's name.

    >>> is_acronym("SVP"), is_acronym("MACRON"), is_acronym("III"), is_acronym("Jr")
    (True, False, False, False)
    """
    letters = set(word)
    plain_word = word.isascii() and word.isalpha() and word.isupper() and 1 < len(word) < 6
    return plain_word and not letters & set("AEIOUY") and not letters <= set("IVX") and word not in ("JR", "SR", "MD")


def words(name: str) -> tuple[str, ...]:
    """The folded words of a name without titles and Arabic articles; given names in their standard form.

    >>> words("Mr. Sergey Lavrov"), words("Bashar al-Assad"), words("Bill Clinton")
    (('sergei', 'lavrov'), ('bashar', 'asad'), ('viliam', 'klinton'))
    """
    kept = _split(name)
    folded = [fold_word(w) for w in kept]
    return (
        tuple(_common().get(w, w) if i < len(folded) - 1 else w for i, w in enumerate(folded) if w)
        or tuple(kept)
        or (plain(name),)
    )


def _split(name: str) -> list[str]:
    """The plain words of a name without titles and articles; never none where the name has any."""
    raw = [w for w in re.split(r"[\s\-‐‑–.,]+", plain(name).replace("'s ", " ")) if w]
    kept = [w for w in raw if w not in _HONORIFICS] or raw
    return [w for i, w in enumerate(kept) if w not in _ARTICLES or (i == 0 and w not in ("al", "el"))] or kept


def surname(name: str) -> str:
    """The last folded word: what a second mention of a person usually is.

    >>> surname("Sergei Lavrov") == surname("Mr Lavrov")
    True
    """
    return words(name)[-1]


def key(name: str) -> str:
    """The name as a slug that spellings of it share, near to the common one: for IRIs of people whom no file knows.

    Given names take their common form, middle initials go, and of what romanisations differ in only that is made alike
    which leaves a name readable: y and i, doubled letters, q and k. Rarer differences are left to `namematch`.

    >>> key("Sergey V. Lavrov"), key("Andrey Kisliak") == key("Andrei Kislyak"), key("Vernon Jordan")
    ('sergei-lavrov', True, 'vernon-jordan')
    """
    raw = _split(name)
    junior = ["jr"] if re.search(r"\b(?:jr|junior)\.?$", plain(name)) and len(raw) > 1 else []
    full = [w for w in raw if len(w) > 1]
    kept = full if len(full) > 1 else raw
    common = [given_names().get(w) if i < len(kept) - 1 else None for i, w in enumerate(kept)]
    readable = [c or _readable(w) for c, w in zip(common, kept, strict=True)]
    return "-".join(w for w in (*readable, *junior) if w) or slug(name)


def _readable(word: str) -> str:
    word = re.sub(r"[^a-z0-9]", "", word)
    for pattern, replacement in _NEAR:
        word = pattern.sub(replacement, word)
    return word
