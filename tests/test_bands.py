"""Which articles have a key in common, in memory and on disk."""

import shutil
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.errors import StoreError
from communique.fusion.index import Index
from communique.graph.accounts import ArticleAccounts
from communique.graph.bands import Bands
from communique.store import Store
from communique.vocab import Vocabulary
from worlds import account, article

KEYS = st.sets(st.sampled_from([-(1 << 63), -1, 0, 7, 255, 256, (1 << 63) - 1]), max_size=4)


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 300), KEYS), max_size=30))
def test_who_has_a_key_in_common_is_told_whatever_came_and_went(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[bool, int, set[int]]]
) -> None:
    folder = tmp_path_factory.mktemp("bands")
    kept = [Bands(None), Bands(folder, new=True)]
    expected: dict[int, set[int]] = defaultdict(set)
    for comes, number, keys in steps:
        for key in keys:
            (expected[key].add if comes else expected[key].discard)(number)
        for bands in kept:
            if comes:
                assert bands.enter(number, keys) == {number}.union(*(expected[key] for key in keys))
            else:
                bands.drop(number, keys)
    kept[1].close()
    again = Bands(folder)
    for key, numbers in expected.items():
        assert again.enter(0, {key}) == numbers | {0}
    again.close()


def test_a_store_whose_bands_are_gone_says_so_in_one_line(vocab: Vocabulary, tmp_path: Path) -> None:
    folder = tmp_path / "kg"
    with Store.open(folder, vocab=vocab) as store:
        store.add([(ArticleAccounts("https://x.org/1", "1", (), ()), b"")])
    shutil.rmtree(folder / "bands")
    with pytest.raises(StoreError, match=r"bands: .*; build anew$"):
        Store.open(folder, vocab=vocab)
    with Store.open(folder, vocab=vocab, read_only=True) as store:  # asking needs none
        assert store.archive.count() == 1


def test_a_reprint_that_comes_in_a_later_build_is_of_the_same_origin(vocab: Vocabulary, tmp_path: Path) -> None:
    words = " ".join(f"word{i}" for i in range(200))
    told = account("Meeting", "lavrov", "trump")
    wire, reprint, late = (
        article(name, told, text=words + more, published=f"{year}-05-10")
        for name, more, year in (("a", "", 2017), ("b", " By A.", 2019), ("c", " By B.", 2020))
    )

    def build(come: ArticleAccounts, gone: str | None = None) -> list[str]:
        """The leaders of the articles that are there now."""
        with Store.open(tmp_path / "kg", vocab=vocab) as store:
            store.forget([gone] if gone else [])
            store.add([(come, b"")])
            store.refresh()
            members = Index(store.archive.db).known(range(1, 9))
            return [member.leader for member in members]

    assert build(wire) == [wire.article]
    assert build(reprint) == [wire.article] * 2
    assert build(late, gone=wire.article) == [reprint.article] * 2
    assert build(wire, gone=late.article) == [wire.article] * 2, "under another number than before"


def test_what_rocksdb_says_is_one_line_and_a_mistake_of_ours_is_none(tmp_path: Path) -> None:
    bands = Bands(tmp_path / "bands", new=True)
    with pytest.raises(StoreError, match=r"bands: .*; build anew$"):
        Bands(tmp_path / "bands")  # the first one writes
    bands.close()
    with pytest.raises(Exception, match="closed") as raised:
        bands.enter(1, {1})
    assert not isinstance(raised.value, StoreError)
