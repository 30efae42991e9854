"""Where the data files of the project are: beside the code in a wheel, at the root of the tree in a checkout."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from communique.errors import DataError

_PACKAGE = Path(__file__).resolve().parent


def data_folder(name: str) -> Path:
    """The folder ``ontology`` or ``queries``.

    >>> data_folder("ontology").name
    'ontology'

    Raises:
        DataError: the installation lacks the folder.
    """
    for folder in (_PACKAGE / "_data" / name, _PACKAGE.parent.parent / name):
        if folder.is_dir():
            return folder
    raise DataError(f"{name}: folder not found beside the package; reinstall communique")


def digest_of(paths: Iterable[Path]) -> str:
    """SHA-256 over files, and over all files of folders, in the order of their names: which data exactly was used.

    >>> digest_of([])
    'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
    """
    total = hashlib.sha256()
    for path in paths:
        files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in files:
            total.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return f"sha256:{total.hexdigest()}"
