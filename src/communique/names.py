"""Names of people in one key: spellings and transliterations of a name fold to the same string.

The key is a function of the name alone, so that articles read apart agree on it. It is meant for names that went
through different romanisations (Sergei, Sergey, Sergéi; Kislyak, Kisliak; Husayn, Hussein); names whose spellings
differ by more (Gaddafi, Qadhafi) are listed as variants in the actor files.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

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
_GIVEN = {
    name: group.split()[0]
    for group in (
        "william bill will billy",
        "michael mike mikhail mihail mihal mihailo",
        "james jim jimmy",
        "robert bob bobby",
        "richard dick rick",
        "thomas tom",
        "anthony antony tony",
        "joseph joe josef iosif",
        "edward ed ted eddie",
        "daniel dan danny",
        "charles charlie chuck",
        "stephen steven steve",
        "christopher chris",
        "jeffrey geoffrey jeff geoff",
        "kenneth ken",
        "nicholas nick nicolas nikolas",
        "alexander aleksandr alexandr aleksander oleksandr aliaksandr alex sasha",
        "alexei aleksei alexey aleksey oleksii",
        "sergei serhii siarhei",
        "vladimir volodimir uladzimir wladimir",
        "dmitri dimitri dmitro dmitrii dzmitri",
        "nikolai mikola nicolai",
        "evgeni yevgeni eugeni ievgen evhen",
        "iuri yuri iurii iouri",
        "mohammed muhammad mohamed mohamad mohammad muhammed mehmed muhamad mohd",
        "ahmed ahmad akhmad akhmed",
        "hussein husein hussain husain husayn hossein hosein",
        "hassan hasan hasen",
        "mahmoud mahmud mehmud",
        "abdullah abdallah abdulla",
        "abdul abdel abd abdal abdol",
        "iusuf youssef yousef yusuf yousuf yusef",
        "said saeed saied sayed",
        "omar umar omer",
        "khaled khalid haled",
        "saddam sadam",
        "ali aly",
        "petro petr pyotr piotr",
        "pavel pavlo",
        "andrei andriy andrii andrey",
        "matthew matt",
        "gregory greg",
        "benjamin ben binyamin biniamin",
        "zachary zach",
        "timothy tim",
        "david dave",
        "donald don",
        "ronald ron",
        "lawrence larry",
        "frederick fred",
        "samuel sam",
        "andrew andy",
        "john jon johnny jack",
        "susan sue suzanne",
        "elizabeth liz beth",
        "katherine catherine kate cathy kathy",
        "margaret maggie",
        "deborah debbie",
        "jennifer jen",
        "ignacio nacho",
        "francisco paco",
        "jose pepe",
    )
    for name in group.split()
}
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
    for pattern, replacement in _ENDINGS:
        folded = pattern.sub(replacement, folded)
    return folded


_VOICED = str.maketrans("gqb", "kkp")  # Gaddafi, Qadhafi, Kadafi
_NICK = {fold_word(name): fold_word(first) for name, first in _GIVEN.items()}


@lru_cache(maxsize=65536)
def words(name: str) -> tuple[str, ...]:
    """The folded words of a name without titles and Arabic articles; given names in their standard form.

    >>> words("Mr. Sergey Lavrov"), words("Bashar al-Assad"), words("Bill Clinton")
    (('sergei', 'lavrov'), ('bashar', 'asad'), ('viliam', 'klinton'))
    """
    raw = [w for w in re.split(r"[\s\-‐‑–.,]+", plain(name).replace("'s ", " ")) if w]
    kept = [w for w in raw if w not in _HONORIFICS] or raw
    kept = [w for i, w in enumerate(kept) if w not in _ARTICLES or (i == 0 and w not in ("al", "el"))] or kept
    folded = [fold_word(w) for w in kept]
    return (
        tuple(_NICK.get(w, w) if i < len(folded) - 1 else w for i, w in enumerate(folded) if w)
        or tuple(kept)
        or (plain(name),)
    )


def surname(name: str) -> str:
    """The last folded word: what a second mention of a person usually is.

    >>> surname("Sergei Lavrov") == surname("Mr Lavrov")
    True
    """
    return words(name)[-1]


def key(name: str) -> str:
    """The folded name as a slug, without middle initials.

    >>> key("Sergey V. Lavrov") == key("Sergei Lavrov")
    True
    """
    parts = words(name)
    full = [w for w in parts if len(w) > 1]
    return "-".join(re.sub(r"[^a-z0-9]", "", w) for w in (full if len(full) > 1 else parts))


def same_person(one: str, other: str) -> bool:
    """Whether two names can be of one person: every word of the shorter is in the longer, in order, initials allowed.

    In names of several words, long words may differ in a vowel or two, as romanisations do.

    >>> same_person("Sergei Lavrov", "Sergey Lavrov"), same_person("Rajiv Gandhi", "Rahul Gandhi")
    (True, False)
    >>> same_person("H.R. McMaster", "McMaster"), same_person("George W. Bush", "George H. W. Bush")
    (True, False)
    """
    if _junior(one) != _junior(other):
        return False
    a, b = words(one), words(other)
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    if len(short) == 1:
        return len(short[0]) > 1 and short[0] == long[-1]
    if _initials(short) and _initials(long) and _initials(short) != _initials(long):
        return False
    if _in_order(short, long) or sorted(short) == sorted(long):  # family name first: Xi Jinping, Jinping Xi
        return True
    if short == long[: len(short)]:  # a second surname, or a patronymic after the names used
        return True
    glued = "".join(short) == "".join(long)  # Abdel Fattah, Abdelfattah
    return glued or (len(short) == len(long) and all(map(_alike, short, long)))


def _junior(name: str) -> bool:
    return name.rstrip(".").lower().endswith((" jr", " junior"))


def _in_order(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    place = 0
    for word in short:
        while place < len(long) and not _fits(word, long[place]):
            place += 1
        if place == len(long):
            return False
        place += 1
    return _fits(short[-1], long[-1])


def _fits(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def skeleton(name: str) -> str:
    """The consonants of a name, by which likely spellings of it are found; `same_person` then decides.

    >>> skeleton("Muammar Gaddafi") == skeleton("Moamer Kadhafi")
    True
    """
    return " ".join(_bones(w) for w in words(name))


@lru_cache(maxsize=65536)
def _bones(word: str) -> str:
    first = "*" if word[0] in "aeiou" else ""
    bones = re.sub(r"[aeiou]|(?<!^)h", "", word.translate(_VOICED))
    return first + re.sub(r"(.)\1+", r"\1", bones)


def _alike(one: str, other: str) -> bool:
    """Whether two words differ as romanisations do: same consonants, at most two letters apart, same gender."""
    if _fits(one, other):
        return True
    if min(len(one), len(other)) < 4 or _bones(one) != _bones(other):
        return False
    if (one[-1] == "a") != (other[-1] == "a") and {one[-1], other[-1]} - set("aeh"):
        return False  # Ivanov, Ivanova; Mario, Maria
    return abs(len(one) - len(other)) < 2 and _distance(one, other) <= (2 if max(len(one), len(other)) > 5 else 1)


def _distance(one: str, other: str) -> int:
    """Levenshtein's distance."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
    return row[-1]


def _initials(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Middle initials; first ones stand for a given name."""
    return tuple(w for w in parts[1:-1] if len(w) == 1)
