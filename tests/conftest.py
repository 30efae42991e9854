"""What tests share: real language model and data, loaded once, and the graph of the demonstration corpus."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from communique.parsing import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language

    from communique.entities.actors import Gazetteer
    from communique.events.lexicon import Lexicon
    from communique.parsing.tokens import Doc
    from communique.pipeline import Reader
    from communique.speech.cues import Cues
    from communique.store import Store
    from communique.vocab import Vocabulary
    from hearing import Read

# How long an example takes on a busy machine says nothing of the claim. CI draws the same examples each time, so that
# it judges the change; everybody else draws new ones, which is how new cases are found.
settings.register_profile(
    "house", deadline=None, derandomize=bool(os.environ.get("CI")), suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("house")

ROOT = Path(__file__).parent.parent
DATA = ROOT / "data"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write golden files anew; read their diff before you commit it"
    )


@pytest.fixture(scope="session")
def update_golden(pytestconfig: pytest.Config) -> bool:
    return bool(pytestconfig.getoption("--update-golden"))


class Parser:
    """The default model; texts become the tokens that rules read."""

    def __init__(self, nlp: Language):
        self._nlp = nlp

    def __call__(self, text: str) -> Doc:
        return tokens.of(self._nlp(text))

    def pipe(self, texts: Iterable[str]) -> Iterator[Doc]:
        return map(tokens.of, self._nlp.pipe(texts))


@pytest.fixture(scope="session")
def nlp(reader: Reader) -> Parser:
    return Parser(reader.model.nlp)


@pytest.fixture(scope="session")
def vocab() -> Vocabulary:
    from communique.vocab import Vocabulary

    return Vocabulary.load()


@pytest.fixture(scope="session")
def reader(vocab: Vocabulary) -> Reader:
    """All that reads an article: model, gazetteer, lexicon, cues."""
    from communique.pipeline import Reader

    return Reader.load(vocab=vocab)


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    from communique.entities.actors import Gazetteer

    return Gazetteer.load()


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    from communique.events.lexicon import Lexicon

    return Lexicon.load()


@pytest.fixture(scope="session")
def cues() -> Cues:
    from communique.speech.cues import Cues

    return Cues.load()


@pytest.fixture
def hear(nlp: Parser, cues: Cues) -> Read:
    """A text to its statements, also those that are not sure enough to be told."""
    from communique.speech.statements import find_statements

    return lambda text: find_statements(nlp(text), [], cues)


@pytest.fixture
def read(hear: Read) -> Read:
    """A text to its statements, those alone that are told."""
    from communique.speech.weighing import WORTH_TELLING

    return lambda text: [s for s in hear(text) if s.confidence >= WORTH_TELLING]


def fixed_clock() -> datetime:
    return datetime(2024, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="session")
def demo_folder(reader: Reader, vocab: Vocabulary, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store on disk that was built from data/."""
    from communique.pipeline import Builder
    from communique.store import Store

    folder = tmp_path_factory.mktemp("demo") / "kg"
    with Store.open(folder, vocab=vocab) as store:
        Builder(store, reader, clock=fixed_clock).build([DATA])
    return folder


@pytest.fixture(scope="session")
def demo(demo_folder: Path, vocab: Vocabulary) -> Iterator[Store]:
    """The same store, open for reading."""
    from communique.store import Store

    with Store.open(demo_folder, vocab=vocab, read_only=True) as store:
        yield store
