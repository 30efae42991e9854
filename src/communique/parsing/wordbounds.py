"""Names that the tokenizer cuts at a hyphen are one word again before anything is tagged.

spaCy splits "Moon Jae-in" into "Jae", "-" and "in", and reads the last part as the preposition, which costs the
sentence its verb. Romanised Korean given names are the case that matters here: a known family name, then Xxx-xxx.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

# The commonest family names of both Koreas, in the romanisations that news uses.
FAMILY_NAMES = frozenset(
    re.findall(
        r"\w+",
        """
        Kim Lee Yi Ri Rhee Park Pak Choi Choe Jung Jeong Chung Kang Gang Cho Jo Yoon Yun Jang Chang Lim Im
        Rim Han Oh O Seo Suh Shin Sin Kwon Hwang An Ahn Song Ryu Yu Yoo Hong Ko Koh Moon Mun Yang Son Bae
        Pae Baek Paek Paik Heo Hur Ho Nam Sim Shim No Noh Roh Ha Kwak Gwak Sung Cha Chu Joo Woo Ku Koo Goo
        Min Na Rha Jin Chin Ji Chi Um Chae Won Cheon Chun Bang Pang Kong Gong Hyun Ham Byun Pyon Yeom Ban
        Wang Eun Tak Hyon Thae So
        """,
    )
)
LONGEST = 7  # letters of a syllable of a given name


@Language.factory("communique_wordbounds")
def make_wordbounds(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Joins the given name in "Moon Jae-in"; runs before the tagger."""

    def component(doc: Doc) -> Doc:
        hyphens = [i for i in range(2, len(doc) - 1) if doc[i].text == "-" and _given_name(doc, i)]
        if hyphens:
            with doc.retokenize() as retokenizer:
                for i in hyphens:
                    retokenizer.merge(doc[i - 1 : i + 2])
        return doc

    return component


def _given_name(doc: Doc, hyphen: int) -> bool:
    first, second = doc[hyphen - 1], doc[hyphen + 1]
    joined = not first.whitespace_ and not doc[hyphen].whitespace_
    syllables = first.is_title and second.is_alpha and len(first) <= LONGEST and len(second) <= LONGEST
    return joined and syllables and doc[hyphen - 2].text in FAMILY_NAMES
