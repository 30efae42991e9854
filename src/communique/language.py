"""Whether a text is English; of another language, which. Short English is never refused for being short."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

# Words that English uses in every line and its neighbours do not share.
_ENGLISH_WORDS = """
the of and that with from by has have had been were which would will could should this these they their his her its
at for to said says after before between during against about because when where while who whom whose than there
are is was be or but not it he she we you on in as an a over under into also
"""
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
_SHARED_WORDS = "a an as in is was be on or me we he at has had but her of over his will are under to"
_SHARED = frozenset(_SHARED_WORDS.split())
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 3000
_SHORT = 7  # words; below, a text of Latin letters may be anything: names, a headline
_CERTAIN = 0.9

NAMES = {
    "ar": "Arabic", "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali", "ca": "Catalan", "cs": "Czech",
    "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian",
    "fa": "Persian", "fi": "Finnish", "fr": "French",
    "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian",
    "it": "Italian", "ja": "Japanese", "ka": "Georgian", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian",
    "ms": "Malay", "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian",
    "ru": "Russian", "sk": "Slovak", "sl": "Slovenian", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish",
    "sw": "Swahili", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese",
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
    code, probability = _classifier().classify(text[:_SAMPLE])
    if code == "en" or (probability < _CERTAIN and not other_script):
        return None
    return NAMES.get(code, "another language")


@cache
def _classifier() -> Any:
    # Imported here because the model takes half a second to load and hardly any run needs it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(NAMES))
    return identifier
