"""The tokens that rules read answer as spaCy's own do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communique.articles import documents, sources
from communique.model import Article, RawArticle
from communique.parsing import tokens
from conftest import DATA

if TYPE_CHECKING:
    import spacy.tokens

    from communique.pipeline import Reader

WORDS = (
    "i", "idx", "text", "lower_", "norm_", "lemma_", "pos_", "tag_", "dep_", "ent_type_", "whitespace_", "text_with_ws",
    "like_num", "is_space", "is_alpha", "is_title", "is_upper", "is_lower",
)  # fmt: skip
TREE = ("children", "lefts", "rights", "subtree", "ancestors", "conjuncts")


@pytest.fixture(scope="module")
def parsed(reader: Reader) -> list[spacy.tokens.Doc]:
    articles = [documents.prepare(raw) for raw in sources.read([DATA]) if isinstance(raw, RawArticle)]
    return list(reader.model.nlp.pipe(a.text for a in articles if isinstance(a, Article)))


def test_every_answer_of_a_token_is_that_of_spacy(parsed: list[spacy.tokens.Doc]) -> None:
    for doc in parsed:
        for theirs, ours in zip(doc, tokens.of(doc), strict=True):
            assert [getattr(ours, name) for name in WORDS] == [getattr(theirs, name) for name in WORDS]
            assert (len(ours), bool(ours.is_sent_start)) == (len(theirs), bool(theirs.is_sent_start))
            for name in TREE:
                assert [t.i for t in getattr(ours, name)] == [t.i for t in getattr(theirs, name)], name
            edges = (ours.head.i, ours.left_edge.i, ours.right_edge.i)
            assert edges == (theirs.head.i, theirs.left_edge.i, theirs.right_edge.i)
            assert (ours.sent.start, ours.sent.end) == (theirs.sent.start, theirs.sent.end)


def test_sentences_and_names_are_those_of_spacy(parsed: list[spacy.tokens.Doc]) -> None:
    for doc in parsed:
        read = tokens.of(doc)
        for ours, theirs in ((read.sents, list(doc.sents)), (read.ents, doc.ents)):
            assert [(s.start, s.end, s.text, s.root.i) for s in ours] == [
                (s.start, s.end, s.text, s.root.i) for s in theirs
            ]
            assert [(s.start_char, s.end_char) for s in ours] == [(s.start_char, s.end_char) for s in theirs]
        assert [s.label_ for s in read.ents] == [s.label_ for s in doc.ents]


def test_characters_find_the_tokens_that_spacy_finds(parsed: list[spacy.tokens.Doc]) -> None:
    doc = min(parsed, key=len)
    read = tokens.of(doc)
    for begin in range(len(doc.text) + 1):
        for end in range(begin + 1, min(begin + 25, len(doc.text) + 2)):
            for ours, mode in ((read.covering(begin, end), "expand"), (read.char_span(begin, end), "strict")):
                theirs = doc.char_span(begin, end, alignment_mode=mode)
                assert (ours is None) == (theirs is None)
                assert ours is None or theirs is None or (ours.start, ours.end) == (theirs.start, theirs.end)


def test_there_is_no_token_before_the_first(reader: Reader) -> None:
    first = tokens.of(reader.model.nlp("Peace came."))[0]
    assert first.nbor().text == "came"
    with pytest.raises(IndexError):
        first.nbor(-1)
