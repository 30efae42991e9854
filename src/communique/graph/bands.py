"""Which articles have a key in common: the one lookup whose keys lie nowhere near each other.

An article has some twenty, each of them a random number. In a B-tree each is a page of its own, to be read and written
again, so entering a hundred articles into a million took twenty times what it takes in a small store. RocksDB
(rocksdict) appends what comes, merges it in a thread of its own and knows by a filter what it does not have.

What stands here is true whatever becomes of the transaction around it: an article under a number never changes, and
numbers are not given twice. Who looks up leaves aside the numbers that the index does not know (any more).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rocksdict import BlockBasedOptions, DBCompressionType, Options, Rdict, WriteBatch

from communique.errors import StoreError

_BUFFER = 16 << 20  # bytes that are held before they go into a file
_FILTER = 10  # bits a key: one in a hundred that are not there is looked for in vain
_WIDTH = 4  # bytes of an article's number


class Bands:
    """Articles by 64-bit keys, in a folder of its own. `Bands(None)` lives in memory.

    Raises:
        StoreError: the folder is not there (unless `new`), is damaged, or cannot be written.
    """

    def __init__(self, folder: Path | None, *, new: bool = False):
        self._folder = folder
        self._memory: dict[bytes, bytes] = {}
        self._disk: Rdict | None = None
        if folder:
            with self._told("damaged; build anew"):
                self._disk = Rdict(str(folder), _options(new))

    def enter(self, number: int, keys: Collection[int]) -> set[int]:
        """Enter an article; the numbers of all that have a key in common with it, itself among them."""
        found = self._of(keys)
        mine = number.to_bytes(_WIDTH)
        self._put({key: told + mine for key, told in found.items() if number not in _numbers(told)})
        return {number}.union(*map(_numbers, found.values()))

    def drop(self, number: int, keys: Collection[int]) -> None:
        """Take an article out."""
        found = {key: (told, [n for n in _numbers(told) if n != number]) for key, told in self._of(keys).items()}
        self._put({key: b"".join(n.to_bytes(_WIDTH) for n in left) for key, (told, left) in found.items() if told})

    def flush(self) -> None:
        """Have the disk hold what was entered, also when the power fails."""
        if self._disk:
            with self._told():
                self._disk.flush_wal(sync=True)

    def close(self) -> None:
        if self._disk:
            self._disk.close()

    def _of(self, keys: Iterable[int]) -> dict[bytes, bytes]:
        packed: list[Any] = [key.to_bytes(8, signed=True) for key in sorted(keys)]
        with self._told():
            found: Any = self._disk.get(packed) if self._disk else map(self._memory.get, packed)
        return {key: numbers or b"" for key, numbers in zip(packed, found, strict=True)}

    def _put(self, changed: Mapping[bytes, bytes]) -> None:
        if self._disk is None:
            self._memory |= changed
            return
        batch = WriteBatch(raw_mode=True)
        for key, numbers in changed.items():
            if numbers:
                batch.put(key, numbers)
            else:
                batch.delete(key)
        with self._told():
            self._disk.write(batch)

    @contextmanager
    def _told(self, then: str = "the next build completes it") -> Iterator[None]:
        try:
            yield
        except Exception as error:
            if type(error) is not Exception:  # what RocksDB says has no class of its own; others are mistakes of ours
                raise
            raise StoreError(f"{self._folder}: {error}; {then}") from error


def _numbers(told: bytes) -> set[int]:
    return {int.from_bytes(told[i : i + _WIDTH]) for i in range(0, len(told), _WIDTH)}


def _options(new: bool) -> Options:
    options, table = Options(raw_mode=True), BlockBasedOptions()
    table.set_bloom_filter(_FILTER, False)
    options.set_block_based_table_factory(table)
    options.set_compression_type(DBCompressionType.none())  # random numbers have nothing in common
    options.create_if_missing(new)
    options.set_write_buffer_size(_BUFFER)
    options.set_keep_log_file_num(1)
    return options
