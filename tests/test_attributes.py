"""What is remembered of spaCy's attribute ruler is what the ruler itself says, token for token."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.attrs import DEP, LEMMA, MORPH, POS, TAG
from spacy.language import Language
from spacy.tokens import Doc

from communique.articles import documents, sources
from communique.model import Article, RawArticle
from communique.parsing import attributes
from communique.parsing.nlp import stock
from conftest import DATA

if TYPE_CHECKING:
    from spacy.pipeline import AttributeRuler

    from communique.pipeline import Reader

SET = [TAG, POS, MORPH, LEMMA, DEP]
# words that some pattern names, alone, beside another or by an expression, and such that none does
WORDS = ["\n\n", " ", *"that There is 's are do have had of 've gets n't it going gon na something whether".split()]  # noqa: SIM905
WORDS += "more cannot can not minister Vienna met — ë".split()  # noqa: SIM905
TAGS = "NN NNS NNP VB VBD VBZ VBP IN DT WDT MD RB PRP EX TO JJR _SP .".split()  # noqa: SIM905
DEPS = "nsubj dobj pobj aux auxpass ROOT mark det expl neg attr dep relcl conj".split()  # noqa: SIM905


def ruler_of(nlp: Language) -> AttributeRuler:
    return dict(nlp.components)["attribute_ruler"]  # type: ignore[return-value]


def said(doc: Doc) -> list[list[int]]:
    found: list[list[int]] = doc.to_array(SET).tolist()
    return found


@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(TAGS), st.sampled_from(DEPS)), max_size=12))
def test_any_words_tags_and_dependencies(reader: Reader, tokens: list[tuple[str, str, str]]) -> None:
    nlp = reader.model.nlp
    asked, remembered = (Doc(nlp.vocab, words=[word for word, _, _ in tokens]) for _ in "ab")
    strings = nlp.vocab.strings
    for doc in (asked, remembered) if tokens else ():
        doc.from_array([TAG, DEP], np.array([(strings.add(t), strings.add(d)) for _, t, d in tokens], dtype=np.uint64))
    ruler_of(nlp)(asked)
    nlp.get_pipe(attributes.NAME)(remembered)
    assert said(remembered) == said(asked)


def test_whole_articles(reader: Reader) -> None:
    nlp = reader.model.nlp
    raws = (raw for raw in sources.read([DATA]) if isinstance(raw, RawArticle))
    articles = [a.text for raw in raws if isinstance(a := documents.prepare(raw), Article)]
    assert len(articles) > 20
    plain = stock(nlp.path)
    plain.add_pipe("communique_wordbounds", first=True)
    plain.add_pipe("communique_paragraphs", before="parser")
    for text in articles:
        ours, theirs = nlp(text), plain(text)
        assert [(t.tag_, t.pos_, t.lemma_, str(t.morph)) for t in ours] == [
            (t.tag_, t.pos_, t.lemma_, str(t.morph)) for t in theirs
        ]


@pytest.mark.parametrize(
    ("patterns", "attrs", "index"),
    [
        ([[{"LOWER": "of"}, {"TAG": "NN"}], [{"TAG": "NNP"}, {"LOWER": "of"}, {}]], {"LEMMA": "found"}, -1),
        ([[{"LOWER": {"REGEX": "^min"}}]], {"POS": "X"}, 0),
        ([[{"DEP": {"NOT_IN": ["dobj", ""]}, "LOWER": {"NOT_IN": ["is", "met"]}}]], {"TAG": "NN", "DEP": "dep"}, 0),
    ],
)
def test_other_patterns(patterns: list[list[dict[str, Any]]], attrs: dict[str, str], index: int) -> None:
    nlp = spacy.blank("en")
    ruler: AttributeRuler = nlp.add_pipe("attribute_ruler")  # type: ignore[assignment]
    ruler.add(patterns, attrs, index)
    attributes.remember(nlp)
    docs = [Doc(nlp.vocab, words=["The", "minister", "of", "Spain", "met", "is", "of", "use"]) for _ in "ab"]
    for doc in docs:
        for token, tag in zip(doc, ["DT", "NN", "IN", "NNP", "VBD", "VBZ", "IN", "NN"], strict=True):
            token.tag_, token.dep_ = tag, "dobj" if tag == "NNP" else "dep"
    ruler(docs[0])
    nlp.get_pipe(attributes.NAME)(docs[1])
    assert said(docs[1]) == said(docs[0]) and said(docs[0]) != said(nlp.make_doc(docs[0].text))


@pytest.mark.parametrize(
    ("pattern", "attrs"),
    [
        ([{"SHAPE": "dd"}], {"POS": "NUM"}),
        ([{"LOWER": "a", "OP": "+"}], {"POS": "X"}),
        ([{"LOWER": {"FUZZY": "minister"}}], {"POS": "X"}),
        ([{"LOWER": "a"}], {"NORM": "one"}),
    ],
)
def test_a_ruler_with_other_conditions_is_left_alone(pattern: list[dict[str, Any]], attrs: dict[str, str]) -> None:
    nlp = spacy.blank("en")
    ruler: AttributeRuler = nlp.add_pipe("attribute_ruler")  # type: ignore[assignment]
    ruler.add([pattern], attrs)
    attributes.remember(nlp)
    assert nlp.pipe_names == ["attribute_ruler"]
