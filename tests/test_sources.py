"""What a user may name, and what comes of it: articles, or one clear line for what could not be read."""

from __future__ import annotations

import gzip
import io
import json
import os
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.articles import sources
from communique.model import RawArticle, Skipped

TEXT = "The envoys of Ghana and Togo met in Lome on Monday. They spoke about the border."


def articles(*paths: str | Path, **options: object) -> list[RawArticle]:
    return [item for item in sources.read(paths, **options) if isinstance(item, RawArticle)]  # type: ignore[arg-type]


def skipped(*paths: str | Path, **options: object) -> list[Skipped]:
    return [item for item in sources.read(paths, **options) if isinstance(item, Skipped)]  # type: ignore[arg-type]


def put(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def record(**fields: object) -> str:
    return json.dumps({"text": TEXT, **fields})


def test_text_file_is_an_article_named_after_its_file(tmp_path: Path) -> None:
    (article,) = articles(put(tmp_path / "lome.txt", TEXT))
    assert (article.identifier, article.text, article.media) == ("lome.txt", TEXT, "text")


def test_front_matter_gives_metadata_and_leaves_the_text(tmp_path: Path) -> None:
    path = put(
        tmp_path / "a.md", f"---\ntitle: Border talks\ndate: 2019-03-04\nsource: Lome Post\nid: x-1\n---\n{TEXT}"
    )
    (article,) = articles(path)
    assert (article.title, article.published, article.publisher) == ("Border talks", "2019-03-04", "Lome Post")
    assert (article.identifier, article.text) == ("x-1", TEXT)


def test_a_rule_of_dashes_is_no_front_matter(tmp_path: Path) -> None:
    (article,) = articles(put(tmp_path / "a.txt", f"---\nBorder talks\n---\n{TEXT}"))
    assert "Border talks" in article.text


def test_broken_front_matter_is_named_with_its_line(tmp_path: Path) -> None:
    (note,) = skipped(put(tmp_path / "a.txt", f"---\ntitle: [a\n---\n{TEXT}"))
    assert "YAML" in note.reason


def test_folder_is_read_with_all_below_it_in_order_of_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b/c.txt", ".hidden.txt"):
        put(tmp_path / name, f"{TEXT} {name}")
    assert [article.identifier for article in articles(tmp_path)] == ["a/b/c.txt", "a/z.txt", "b.txt"]


def test_pattern_names_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/n.md"):
        put(tmp_path / name, f"{TEXT} {name}")
    assert [article.identifier for article in articles(f"{tmp_path}/**/*.txt")] == ["a/z.txt", "b.txt"]
    assert "no file matches" in skipped(f"{tmp_path}/*.pdf")[0].reason


def test_one_wrong_path_does_not_cost_the_others(tmp_path: Path) -> None:
    path = put(tmp_path / "a.txt", TEXT)
    assert len(articles(tmp_path / "absent", path)) == 1
    assert skipped(tmp_path / "absent", path) == [Skipped(str(tmp_path / "absent"), "no such file or folder")]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = put(tmp_path / "a.txt", TEXT)
    assert len(list(sources.read([tmp_path, path, f"{tmp_path}/*.txt"]))) == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", record(id="n1")),
        ("a.json", json.dumps([{"identifier": "n1", "articleBody": TEXT}])),
        ("a.json", json.dumps({"status": "ok", "articles": [{"id": "n1", "content": TEXT}]})),
        ("a.json", record(id="n1") + "\n" + record(id="n2", text=TEXT + " More.")),
        ("a.jsonl", record(id="n1") + "\n\n"),
        ("a.ndjson", record(ID="n1")),
        ("a.csv", f'id,text\nn1,"{TEXT}"\n'),
        ("a.csv", f'\ufeffId;Body\nn1;"{TEXT}"\n'),
        ("a.tsv", f"id\ttext\nn1\t{TEXT}\n"),
    ],
)
def test_every_record_format_gives_the_text_and_the_identifier(tmp_path: Path, name: str, content: str) -> None:
    first = articles(put(tmp_path / name, content))[0]
    assert (first.identifier, first.text, first.media) == ("n1", TEXT, "record")
    (packed,) = articles(put(tmp_path / f"{name}.gz", gzip.compress(content.encode())))[:1]
    assert (packed.identifier, packed.text) == ("n1", TEXT)


def test_schema_org_article_in_a_graph_with_its_publisher_elsewhere(tmp_path: Path) -> None:
    graph = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "Organization", "@id": "#o", "name": "Lome Post"},
            {"@type": "NewsArticle", "@id": "#a", "headline": "Talks", "articleBody": TEXT, "publisher": {"@id": "#o"},
             "datePublished": "2019-03-04T10:00:00Z", "mainEntityOfPage": {"@id": "https://lome.example/talks"}},
        ],
    }  # fmt: skip
    (article,) = articles(put(tmp_path / "a.json", json.dumps(graph)))
    assert (article.title, article.publisher, article.url) == ("Talks", "Lome Post", "https://lome.example/talks")
    assert article.published == "2019-03-04T10:00:00Z"


def test_field_names_are_forgiven(tmp_path: Path) -> None:
    line = json.dumps({"GUID": 7, "Headline": "Talks", "Body": TEXT, "source": {"name": "Post"}, "pub_date": "2019"})
    (article,) = articles(put(tmp_path / "a.jsonl", line))
    assert (article.identifier, article.title, article.publisher, article.published) == (
        "7",
        "Talks",
        "Post",
        "2019",
    )


def test_records_without_identifier_are_named_by_file_and_line(tmp_path: Path) -> None:
    put(tmp_path / "sub/news.jsonl", record() + "\n" + record(text=TEXT + " More."))
    assert [article.identifier for article in articles(tmp_path)] == ["sub/news.jsonl:1", "sub/news.jsonl:2"]


def test_broken_json_on_line_7_costs_line_7(tmp_path: Path) -> None:
    lines = [record(id=str(n)) for n in range(1, 11)]
    lines[6] = '{"id": "7", "text": '
    path = put(tmp_path / "news.jsonl", "\n".join(lines))
    assert [article.identifier for article in articles(path)] == [str(n) for n in range(1, 11) if n != 7]
    (note,) = skipped(path)
    assert note.source == f"{path}:7"
    assert "broken JSON" in note.reason


def test_record_without_text_is_named_with_its_line(tmp_path: Path) -> None:
    path = put(tmp_path / "news.jsonl", record(id="1") + '\n{"id": "2", "title": "No text"}\n[]\n17\n')
    assert len(articles(path)) == 1
    assert [note.source for note in skipped(path)] == [f"{path}:2", f"{path}:4"]


def test_csv_rows_keep_their_line_numbers_over_quoted_line_ends(tmp_path: Path) -> None:
    path = put(tmp_path / "a.csv", f'id,text\n,"One.\nTwo."\n,\n,"{TEXT}"\n')
    assert [article.identifier for article in articles(path)] == ["a.csv:2", "a.csv:5"]
    assert articles(path)[0].text == "One.\nTwo."
    assert [note.source for note in skipped(path)] == [f"{path}:4"]


def test_csv_without_a_text_column_says_what_it_has(tmp_path: Path) -> None:
    (note,) = skipped(put(tmp_path / "a.csv", "a,b\n1,2\n"))
    assert "columns: a, b" in note.reason


def test_manifest_gives_metadata_and_is_no_article(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", TEXT)
    put(tmp_path / "sub/b.txt", TEXT + " Second.")
    put(tmp_path / "c.txt", TEXT + " Third.")
    put(
        tmp_path / "manifest.csv",
        "file,published,publisher,title,id\na.txt,2019-03-04,Lome Post,Talks,one\n"
        "sub/b.txt,2019-03-05,,,\nlost.txt,,,,\n",
    )
    by_file = {article.source: article for article in articles(tmp_path)}
    first = by_file[str(tmp_path / "a.txt")]
    assert (first.identifier, first.published, first.publisher, first.title) == (
        "one",
        "2019-03-04",
        "Lome Post",
        "Talks",
    )
    assert by_file[str(tmp_path / "sub/b.txt")].published == "2019-03-05"
    assert len(by_file) == 3
    (note,) = skipped(tmp_path)
    assert "lost.txt" in note.reason


def test_manifest_beside_a_file_named_alone_holds_too(tmp_path: Path) -> None:
    path = put(tmp_path / "a.txt", TEXT)
    put(tmp_path / "b.txt", TEXT + " Other.")
    manifest = put(tmp_path / "manifest.csv", "file,published\na.txt,2019-03-04\n")
    assert [article.published for article in articles(path)] == ["2019-03-04"]
    assert [article.identifier for article in articles(manifest)] == ["a.txt"]


def test_standard_input_takes_lines_of_json_or_a_page_or_text() -> None:
    def named(content: bytes) -> list[tuple[str, str]]:
        return [(a.identifier, a.media) for a in articles("-", stdin=io.BytesIO(content))]

    assert named((record() + "\n" + record(id="x")).encode()) == [("stdin:1", "record"), ("x", "record")]
    assert named(b"<!DOCTYPE html><p>" + TEXT.encode()) == [("stdin", "html")]
    assert named(gzip.compress(TEXT.encode())) == [("stdin", "text")]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"\xef\xbb\xbf" + TEXT.encode(), TEXT),
        (TEXT.encode("utf-16"), TEXT),
        (TEXT.encode("utf-16-le"), TEXT),
        ("“Déjà vu”, he said.".encode("cp1252"), "“Déjà vu”, he said."),
        ("“Déjà vu”, he said.".encode(), "“Déjà vu”, he said."),
    ],
)
def test_encodings_are_told_apart(tmp_path: Path, content: bytes, text: str) -> None:
    assert articles(put(tmp_path / "a.txt", content))[0].text == text


def test_page_is_decoded_as_its_meta_element_says(tmp_path: Path) -> None:
    page = '<html><head><meta charset="windows-1251"></head><body><p>Лавров</p></body></html>'
    assert "Лавров" in articles(put(tmp_path / "a.html", page.encode("cp1251")))[0].text


def test_utf_16_lines_of_json_are_read_line_by_line(tmp_path: Path) -> None:
    path = put(tmp_path / "a.jsonl", (record(id="1") + "\n" + record(id="2", text="É " + TEXT)).encode("utf-16"))
    assert [article.identifier for article in articles(path)] == ["1", "2"]


def _unreadable(path: Path) -> None:
    put(path, TEXT).chmod(0)


def _bomb(path: Path) -> None:
    with gzip.open(path, "wb", compresslevel=9) as stream:
        for _ in range(48):
            stream.write(bytes(1 << 20))


HOSTILE: dict[str, tuple[str, Callable[[Path], object]]] = {
    "empty": ("a.txt", lambda path: put(path, "")),
    "blank": ("a.txt", lambda path: put(path, " \n\n ")),
    "binary text": ("a.txt", lambda path: put(path, bytes(range(256)) * 40)),
    "binary json": ("a.json", lambda path: put(path, bytes(range(256)) * 40)),
    "picture": ("a.jpg", lambda path: put(path, b"\xff\xd8\xff\xe0" + bytes(300))),
    "no gzip inside": ("a.txt.gz", lambda path: put(path, b"\x1f\x8b\x08" + b"garbage" * 9)),
    "cut gzip": ("a.txt.gz", lambda path: put(path, gzip.compress(os.urandom(9000))[:500])),
    "gzip in gzip": ("a.txt.gz", lambda path: put(path, gzip.compress(gzip.compress(TEXT.encode())))),
    "bomb": ("a.jsonl.gz", _bomb),
    "bomb in text": ("a.txt.gz", _bomb),
    "broken link": ("a.txt", lambda path: path.symlink_to("absent.txt")),
    "link to itself": ("a.txt", lambda path: path.symlink_to("a.txt")),
    "circle": ("loop", lambda path: path.symlink_to(path.parent)),
    "pipe": ("a.txt", lambda path: os.mkfifo(path)),
    "deep json": ("a.json", lambda path: put(path, "[" * 100_000)),
    "cut json": ("a.json", lambda path: put(path, '{"text": "It was')),
    "no archive": ("a.warc", lambda path: put(path, "WARC/1.0\r\nnothing")),
    "huge number": ("a.json", lambda path: put(path, '{"text": ' + "9" * 10_000 + "}")),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_file_costs_one_line_and_nothing_else(tmp_path: Path, case: str) -> None:
    name, make = HOSTILE[case]
    make(tmp_path / name)
    put(tmp_path / "z.txt", TEXT)
    assert [article.identifier for article in articles(tmp_path)] == ["z.txt"]
    (note,) = skipped(tmp_path)
    assert note.source.startswith(str(tmp_path / name))
    assert "\n" not in note.reason


@contextmanager
def nobody() -> Iterator[None]:
    """Without the rights of root, who may read every file."""
    mine = os.geteuid()
    if mine == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(mine)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="this system has other permissions")
def test_file_without_permission_costs_one_line() -> None:
    with TemporaryDirectory() as folder:  # under pytest's own nobody else may look
        Path(folder).chmod(0o755)
        _unreadable(Path(folder) / "a.txt")
        with nobody():
            (note,) = skipped(Path(folder))
    assert "permission" in note.reason


def test_long_line_is_skipped_in_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("wb") as stream:
        stream.write(record(id="1").encode() + b'\n{"text": "')
        for _ in range(40):
            stream.write(b"x" * (1 << 20))
        stream.write(b'"}\n' + record(id="3").encode())
    tracemalloc.start()
    found = list(sources.read([path], limit_bytes=1 << 20))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [item.source for item in found] == [f"{path}:{n}" for n in (1, 2, 3)]
    assert isinstance(found[1], Skipped)
    assert peak < 8 << 20


def test_article_beyond_the_limit_is_skipped(tmp_path: Path) -> None:
    (note,) = skipped(put(tmp_path / "a.txt", "word " * 1000), limit_bytes=1000)
    assert "too large" in note.reason


def test_nul_bytes_in_a_record_do_not_end_it(tmp_path: Path) -> None:
    assert articles(put(tmp_path / "a.jsonl", record(text="The envoy\u0000 left.")))[0].text == "The envoy\x00 left."


def test_the_same_identifier_with_the_same_words_is_a_copy_and_with_others_an_update(tmp_path: Path) -> None:
    lines = [record(id="1"), record(id="1"), record(id="1", text=TEXT + " Updated.")]
    path = put(tmp_path / "a.jsonl", "\n".join(lines))
    assert [article.source for article in articles(path)] == [f"{path}:1", f"{path}:3"]
    assert "copy" in skipped(path)[0].reason


def test_file_of_broken_lines_is_given_up(tmp_path: Path) -> None:
    notes = skipped(put(tmp_path / "a.jsonl", "no json\n" * 5000))
    assert len(notes) < 60
    assert "not read" in notes[-1].reason


PIECES = st.sampled_from(
    [b"{", b"}", b"[", b"]", b'"text": ', b'"', b"\\", b"\n", b",", b"id,text\n", b"---\n", b"title: x\n",
     b"<p>", b"\x00",
     b"\xff", b"\xff\xfe", b"\x1f\x8b\x08", b"WARC/1.0\r\n", b"The envoy left.", b"WARC-Type: response\r\n",
     b"\r\n\r\n", b"Content-Length: 99\r\n", "é".encode(), b": *a", b"&a"]
)  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(content=st.lists(PIECES, max_size=20).map(b"".join), suffix=st.sampled_from(sorted(sources.READERS)))
def test_any_bytes_under_any_name_are_articles_or_lines(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, suffix: str
) -> None:
    path = put(tmp_path_factory.mktemp("any") / f"a{suffix}", content)
    for item in sources.read([path, path.parent / f"a{suffix}"]):
        assert item.source.startswith(str(path))


def test_file_name_that_is_no_text_is_shown_as_one_line(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"a\xff\n.txt")).write_text(TEXT, encoding="utf-8")
    (article,) = articles(tmp_path)
    assert article.source.isprintable()


def test_folders_without_end_are_left(tmp_path: Path) -> None:
    folder = tmp_path
    for _ in range(80):
        folder = folder / "d"
    put(folder / "a.txt", TEXT)
    assert "deep" in skipped(tmp_path)[0].reason
