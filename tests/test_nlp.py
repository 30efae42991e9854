"""Sentence and word bounds that the layout and the names of an article give."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communique.errors import UsageError
from communique.parsing.nlp import load

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from communique.pipeline import Reader
    from conftest import Parser


def test_a_headline_without_full_stop_is_a_sentence_of_its_own(nlp: Parser) -> None:
    doc = nlp("Ministers to meet again in spring\n\nThe two ministers left without an agreement.")
    assert next(s.text.strip() for s in doc.sents) == "Ministers to meet again in spring"


def test_a_hyphenated_given_name_is_one_word_and_the_sentence_keeps_its_verb(nlp: Parser) -> None:
    doc = nlp("President Yoon Suk-yeol met the ambassador in Seoul.")
    met = next(t for t in doc if t.text == "met")
    assert "Suk-yeol" in [t.text for t in doc]
    assert "Yoon" in " ".join(t.text for child in met.lefts for t in child.subtree)


def test_compounds_stay_apart(nlp: Parser) -> None:
    assert "-" in [t.text for t in nlp("A Moscow-based firm, the Kim-Trump talks.")]


def test_an_unknown_model_is_one_clear_line() -> None:
    with pytest.raises(UsageError, match="no spaCy pipeline of that name"):
        load("no_such_model")


@pytest.mark.parametrize(
    "dateline",
    [
        "OSLO - ",
        "NEW YORK (Agency) — ",
        "VIENNA, Austria - ",
        "GENEVA, March 5 (Agency) - ",
        "SOCHI, May 10. /AGENCY/. ",
        "BONN. ",
        "RIYADH/DOHA, June 5 (Agency) - ",
        "MUNICH, Feb. 19, 2023 — ",
    ],
)
def test_a_dateline_takes_no_part_in_its_sentence(nlp: Parser, dateline: str) -> None:
    doc = nlp(f"{dateline}Two ministers agreed on Friday to restore ties.")
    agreed = next(t for t in doc if t.text == "agreed")
    assert agreed.sent.text.startswith("Two ministers")


@pytest.mark.parametrize(
    "text", ["U.S. President Smith met them.", "NATO and Russia met.", "The EU - a union - met them."]
)
def test_what_is_no_dateline_stays_in_its_sentence(nlp: Parser, text: str) -> None:
    doc = nlp(text)
    assert next(t for t in doc if t.text == "met").sent.text == text


def test_no_sentence_ends_after_a_rank_in_short(nlp: Parser) -> None:
    doc = nlp("She met the new chief, Brig.-Gen. Ada Sow, for two hours. Gen. Berg left.")
    assert next(s.text for s in doc.sents).endswith("for two hours.")


def test_a_line_that_ends_a_sentence_ends_it_for_the_parser(nlp: Parser) -> None:
    doc = nlp("The union would help Kiev to ship grain by land.\nUkraine's service denied the attack.")
    assert [s.text.strip()[:7] for s in doc.sents] == ["The uni", "Ukraine"]


class Watched:
    """A Doc that counts how often its text is put together, which takes as long as the text is."""

    def __init__(self, doc: Doc):
        self.doc, self.times = doc, 0

    def __getitem__(self, at: int | slice) -> Token:
        return self.doc[at]

    @property
    def text(self) -> str:
        self.times += 1
        return self.doc.text


def test_the_layout_of_a_long_article_is_read_in_one_go(reader: Reader) -> None:
    doc = Watched(reader.model.nlp.make_doc("She met Gen. Sow.\n\nGen. Sow left. " * 50))
    reader.model.nlp.get_pipe("communique_paragraphs")(doc)
    assert doc.times == 1
