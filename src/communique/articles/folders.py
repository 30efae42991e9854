"""Folders of articles: what lies in them, in order, without running in circles, and what their manifests say of it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from communique.articles.formats import Origin, csv_rows
from communique.articles.records import metadata
from communique.articles.streams import MIB, open_stream
from communique.errors import InputError
from communique.model import Skipped

MANIFEST = "manifest.csv"
_DEEPEST = 64  # folders in folders; no archive is deeper, but a loop of mounts may be
_MANIFEST_LIMIT = MIB  # bytes of one line


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read. `identifier` is its path below the folder that was named; `inode` tells it from its links."""

    path: str
    identifier: str
    inode: tuple[int, int] | None
    given: Mapping[str, str] = field(default_factory=dict)
    in_folder: bool = False


@dataclass(frozen=True, slots=True)
class Manifest:
    """Metadata by file name (relative to the manifest, with ``/``); `complaints` names rows that cannot be used."""

    path: str
    rows: Mapping[str, Mapping[str, str]]
    complaints: tuple[Skipped, ...] = ()

    @staticmethod
    def is_one(path: Path) -> bool:
        """Whether the file has a column ``file``; a manifest.csv without one is an ordinary CSV of articles."""
        try:
            with path.open("rb") as stream:
                next(csv_rows(open_stream(stream), Origin(str(path), "", _MANIFEST_LIMIT), needed=("file",)), None)
        except (InputError, OSError):
            return False
        return True

    @classmethod
    def load(cls, path: Path) -> Manifest:
        rows: dict[str, Mapping[str, str]] = {}
        complaints: list[Skipped] = []
        try:
            with path.open("rb") as stream:
                origin = Origin(str(path), "", _MANIFEST_LIMIT)
                for number, row in csv_rows(open_stream(stream), origin, needed=("file",)):
                    place = f"{path}:{number}"
                    if isinstance(row, str):
                        complaints.append(Skipped(place, row))
                    elif (
                        not (name := os.path.normpath(row.get("file", "").strip()).replace(os.sep, "/")) or name == "."
                    ):
                        complaints.append(Skipped(place, "a row without a file name"))
                    elif name in rows:
                        complaints.append(Skipped(place, f"{name} is named twice; the first row holds"))
                    else:
                        rows[name] = metadata(row)
        except (InputError, OSError) as error:
            complaints.append(Skipped(str(path), str(error)))
        return cls(str(path), rows, tuple(complaints))


def walk(top: str, *, only: set[str] | None = None) -> Iterator[Found | Skipped]:
    """The files below a folder in the order of their names, hidden ones left out; `only` names the files wanted."""
    yield from _Walk(Path(top), only).folder(Path(top), (), set())


class _Walk:
    def __init__(self, top: Path, only: set[str] | None):
        self._top = top
        self._only = only

    def folder(
        self, folder: Path, manifests: tuple[tuple[Path, Manifest, set[str]], ...], above: set[tuple[int, int]]
    ) -> Iterator[Found | Skipped]:
        try:
            status = folder.stat()
            with os.scandir(folder) as entries:
                names = sorted(entry.name for entry in entries if not entry.name.startswith("."))
        except OSError as error:
            yield Skipped(
                str(folder), "no permission to read this folder" if error.errno == 13 else str(error.strerror)
            )
            return
        inode = (status.st_dev, status.st_ino)
        if inode in above:
            yield Skipped(str(folder), "a link back to a folder above it")
            return
        if len(above) >= _DEEPEST:
            yield Skipped(str(folder), f"more than {_DEEPEST} folders deep")
            return
        own = folder / MANIFEST
        mine: tuple[Path, Manifest, set[str]] | None = None
        if MANIFEST in names and Manifest.is_one(own):
            mine = (folder, Manifest.load(own), set())
            names.remove(MANIFEST)
            yield from mine[1].complaints
            manifests = (*manifests, mine)
        for name in names:
            yield from self._entry(folder / name, manifests, above | {inode})
        if mine:
            for missing in sorted(set(mine[1].rows) - mine[2]):
                yield Skipped(mine[1].path, f"{missing}: named in the manifest, but there is no such file")

    def _entry(
        self, path: Path, manifests: tuple[tuple[Path, Manifest, set[str]], ...], above: set[tuple[int, int]]
    ) -> Iterator[Found | Skipped]:
        try:
            status = path.stat()
        except OSError as error:
            broken = path.is_symlink() and error.errno == 2
            circular = error.errno == 40
            reason = "a broken link" if broken else "a circular link" if circular else str(error.strerror).lower()
            yield Skipped(str(path), reason)
            return
        if stat.S_ISDIR(status.st_mode):
            yield from self.folder(path, manifests, above)
            return
        given: Mapping[str, str] = {}
        for base, manifest, used in manifests:
            name = path.relative_to(base).as_posix()
            if name in manifest.rows:
                used.add(name)
                given = manifest.rows[name]
        identifier = path.relative_to(self._top).as_posix()
        if self._only is not None and identifier not in self._only:
            return
        if not stat.S_ISREG(status.st_mode):
            yield Skipped(str(path), "no regular file")
            return
        yield Found(str(path), identifier, (status.st_dev, status.st_ino), given, in_folder=True)
