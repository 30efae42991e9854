"""Whether a text is English; of another language, which. Short English is never refused for being short."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

# Words that English uses in every line, and those of its news; few of them are shared by its neighbours.
_ENGLISH_WORDS = """
the of and that with from by has have had been were which would will could should this these they their his her its
at for to said says after before between during against about because when where while who whom whose than there
are is was be or but not it he she we you on in as an a over under into also
"""
_NEWS_WORDS = """
monday tuesday wednesday thursday friday saturday sunday yesterday today week month year years foreign government
military officials troops talks people country countries state states united former first two
three last agreed refused announced killed arrested imposed held called meets meeting attack attacks police forces
leader leaders rebels ready support aid security trade border
"""
_ENGLISH = frozenset((_ENGLISH_WORDS + _NEWS_WORDS).split())
_SHARED_WORDS = "last trade a an as in is was be on or me we he at has had but her of over his will are under to"
_SHARED = frozenset(_SHARED_WORDS.split())
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 3000
_SHORT = 7  # words; below, a text of Latin letters may be anything: names, a headline
_CERTAIN = 0.9
_ENGLISH_SHARE = 0.001  # a text that is English with a probability above this is read

NAMES = {
    "am": "Amharic", "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali",
    "bs": "Bosnian", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English",
    "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew",
    "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian", "is": "Icelandic",
    "it": "Italian", "ja": "Japanese", "ka": "Georgian", "kk": "Kazakh", "ko": "Korean", "ky": "Kyrgyz",
    "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian", "mn": "Mongolian", "ms": "Malay", "my": "Burmese",
    "ne": "Nepali", "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "ps": "Pashto", "pt": "Portuguese",
    "ro": "Romanian", "ru": "Russian", "si": "Sinhala", "sk": "Slovak", "sl": "Slovenian", "so": "Somali",
    "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "tg": "Tajik", "th": "Thai",
    "tl": "Tagalog", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese",
    "zh": "Chinese",
}  # fmt: skip


def foreign_language(text: str) -> str | None:
    """The name of the language of a text that is not English, else None.

    English is told by its function words; only a text without them is put before the statistical classifier
    (py3langid, after Lui and Baldwin 2012), so nearly all articles cost microseconds and no model is loaded.

    >>> foreign_language("Jordan and Britain have agreed to undertake joint exercises") is None
    True
    >>> foreign_language("Le ministre des affaires étrangères a rencontré hier son homologue à Genève.")
    'French'
    """
    words = [word.lower() for word in _WORD.findall(text[:_SAMPLE])]
    if not words:
        return None
    own = sum(word in _ENGLISH and word not in _SHARED for word in words)
    wide = sum(word in _ENGLISH for word in words)
    if own >= 0.08 * len(words) or (own and wide >= 0.2 * len(words)):
        return None
    other_script = 2 * sum(word[0] > "\u024f" for word in words) > len(words)
    if len(words) < _SHORT and not other_script:
        return None
    shares = dict(_classifier().rank(text[:_SAMPLE]))
    code = max(shares, key=lambda name: shares[name])
    if code == "en" or (shares["en"] > _ENGLISH_SHARE and not other_script):
        return None
    # Neighbours such as Malay and Indonesian share what they are not: English.
    return NAMES[code] if shares[code] >= _CERTAIN else f"another language (perhaps {NAMES[code]})"


@cache
def _classifier() -> Any:
    # Imported here because the model takes half a second to load and hardly any run needs it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(NAMES))
    return identifier
