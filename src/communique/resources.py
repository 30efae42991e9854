"""Where the data files of the project are: beside the code in a wheel, at the root of the tree in a checkout."""

from __future__ import annotations

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
