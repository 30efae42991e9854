"""The lexicon: which words evoke which class of event and who fills which role, read from ontology/lexicon/*.yaml.

A file holds a list of frames; `operators.yaml` holds a list of operators, the words that embed an event and say that it
is planned, denied or only possible, and of light verbs, which lend their subject to a noun ("pay a visit"). Every entry
carries an example that must evoke it and a counter-example that must not; the tests run them all.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from communique.errors import DataError
from communique.events.frames import (
    ANY,
    FUNCTIONS,
    PREPOSITIONS,
    ROLES,
    Frame,
    Operator,
    Problem,
    Trigger,
    frame_of,
    operator_of,
)
from communique.resources import data_folder

__all__ = [
    "ANY",
    "FUNCTIONS",
    "PREPOSITIONS",
    "ROLES",
    "Frame",
    "Lexicon",
    "Operator",
    "Trigger",
    "check",
]

OPERATORS_FILE = "operators.yaml"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Frames and operators, indexed by the head lemma of their triggers; `digest` names the exact data."""

    frames: tuple[Frame, ...]
    operators: tuple[Operator, ...] = ()
    digest: str = ""
    frames_by_lemma: Mapping[str, tuple[Frame, ...]] = field(default_factory=dict)
    operators_by_lemma: Mapping[str, tuple[Operator, ...]] = field(default_factory=dict)

    @classmethod
    def load(
        cls,
        folders: Iterable[Path] | None = None,
        *,
        extra: Iterable[Path] = (),
        classes: Collection[str] | None = None,
    ) -> Lexicon:
        """Read every .yaml file of the folders (default: the project's own lexicon), in the order of names.

        Args:
            folders: folders or single files.
            extra: a user's own, read after them.
            classes: local names of the ontology's event classes; a frame of another class is an error. None: any.

        Raises:
            DataError: for the first entry that breaks the format; the message names file and entry.
        """
        frames: list[Frame] = []
        operators: list[Operator] = []
        seen: dict[str, str] = {}
        sha = hashlib.sha256()
        for path in (*_files(folders), *_files(extra)):
            content = _read(path)
            sha.update(path.name.encode() + b"\0" + content)
            for entry in _entries(path, content):
                made, wrong = _parse(path, entry, classes, seen)
                if wrong:
                    raise DataError(wrong[0])
                frames += [made] if isinstance(made, Frame) else []
                operators += [made] if isinstance(made, Operator) else []
        return cls.of(frames, operators, digest="sha256:" + sha.hexdigest())

    @classmethod
    def of(cls, frames: Iterable[Frame], operators: Iterable[Operator] = (), *, digest: str = "") -> Lexicon:
        """A lexicon of entries at hand."""
        frames, operators = tuple(frames), tuple(operators)
        return cls(frames, operators, digest, _index(frames), _index(operators))


def check(path: Path, *, classes: Collection[str] | None = None) -> list[str]:
    """Every problem of one lexicon file, one line each; empty if it is good.

    Raises:
        DataError: the file cannot be read or is no YAML list.
    """
    seen: dict[str, str] = {}
    return [line for entry in _entries(path, _read(path)) for line in _parse(path, entry, classes, seen)[1]]


def _index(entries: Iterable[Any]) -> dict[str, tuple[Any, ...]]:
    index: dict[str, list[Any]] = {}
    for entry in entries:
        for head in dict.fromkeys(trigger.head for trigger in entry.triggers):
            index.setdefault(head, []).append(entry)
    return {head: tuple(found) for head, found in index.items()}


def _files(folders: Iterable[Path] | None) -> Iterator[Path]:
    for folder in folders if folders is not None else [data_folder("ontology") / "lexicon"]:
        if not folder.exists():
            raise DataError(f"{folder}: no such lexicon file or folder; check the path")
        yield from sorted(folder.glob("*.yaml")) if folder.is_dir() else [folder]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror}); check path and permissions") from error


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML where `on`, `off`, `yes` and `no` are words: this lexicon is about prepositions and particles."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


def _entries(path: Path, content: bytes) -> list[Any]:
    try:
        loaded = yaml.load(content, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        what = getattr(error, "problem", None) or "cannot be parsed"
        raise DataError(f"{path.name}{line}: no valid YAML ({what}); mend the line or quote the text") from error
    if loaded is None:
        return []
    if not isinstance(loaded, list):
        raise DataError(f"{path.name}: must be a YAML list of entries; start each entry with '- id: ...'")
    return loaded


def _parse(
    path: Path, entry: Any, classes: Collection[str] | None, seen: dict[str, str]
) -> tuple[Frame | Operator | None, list[str]]:
    """The entry as a record, or the problems that keep it from being one."""
    if not isinstance(entry, dict):
        return None, [f"{path.name}: entry {str(entry)[:40]!r} is no mapping; write '- id: ...' with indented keys"]
    name = entry.get("id")
    if not isinstance(name, str) or not name:
        return None, [f"{path.name}: an entry has no id ({str(entry)[:60]}); give it a unique one such as 'meet.verb'"]
    where = f"{path.name}, entry {name}"
    operator = path.name == OPERATORS_FILE or "embeds" in entry or "light" in entry
    unique = f"operator {name}" if operator else name
    if unique in seen:
        return None, [f"{where}: id is used before in {seen[unique]}; choose another"]
    seen[unique] = path.name
    try:
        build = operator_of if operator else frame_of
        return build(entry, name, path.name, classes), []
    except Problem as problem:
        return None, [f"{where}: {problem}"]
