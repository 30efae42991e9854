"""What tests share: the real language model and the real data, loaded once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from spacy.language import Language

    from communique.vocab import Vocabulary


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The default spaCy pipeline."""
    from communique.nlp import load

    return load().nlp


@pytest.fixture(scope="session")
def vocab() -> Vocabulary:
    from communique.vocab import Vocabulary

    return Vocabulary.load()
