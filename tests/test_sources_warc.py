"""Web archives: their pages are articles, named by address; what is no article is one line."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from communique.articles import documents, sources
from communique.model import Article, RawArticle, Skipped

PAGE = """<html><head><meta property="article:published_time" content="2019-03-04T10:00:00+01:00">
<meta property="og:site_name" content="Lome Post"><title>Talks</title></head><body><nav><a>Home</a></nav><article>
<h1>Talks on the border</h1><p>The envoys of Ghana and Togo met in Lome on Monday, the foreign ministry said there.</p>
<p>They spoke about the border, and agreed to meet again in Accra before the end of the month.</p></article></body>
</html>"""


def archive(*pages: tuple[str, str, str, bytes], packed: bool = True) -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "test"}))
    for url, status, kind, body in pages:
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=headers))
    return out.getvalue()


def read(path: Path, content: bytes, **options: int) -> list[RawArticle | Skipped]:
    path.write_bytes(content)
    return list(sources.read([path], **options))


PAGES = (
    ("https://lome.example/2019/03/04/talks", "200 OK", "text/html; charset=utf-8", PAGE.encode()),
    ("https://lome.example/logo.png", "200 OK", "image/png", b"\x89PNG"),
    ("https://lome.example/gone", "404 Not Found", "text/html", b"<p>Gone</p>"),
    ("https://lome.example/dej", "200 OK", "text/html; charset=iso-8859-1", "<p>“Déjà vu”</p>".encode("cp1252")),
)


def test_pages_of_an_archive_are_articles_named_by_their_address(tmp_path: Path) -> None:
    for packed in (True, False):
        found = read(tmp_path / ("a.warc.gz" if packed else "a.warc"), archive(*PAGES, packed=packed))
        assert [item.identifier for item in found if isinstance(item, RawArticle)] == [PAGES[0][0], PAGES[3][0]]
        notes = [item for item in found if isinstance(item, Skipped)]
        assert [note.source.rpartition(":")[2] for note in notes] == ["2", "3"]
        assert "image/png" in notes[0].reason
        assert "404" in notes[1].reason
        assert "Déjà vu" in [item.text for item in found if isinstance(item, RawArticle)][1]


def test_archived_page_becomes_an_article_with_the_metadata_that_it_declares(tmp_path: Path) -> None:
    raw = read(tmp_path / "a.warc.gz", archive(PAGES[0]))[0]
    assert isinstance(raw, RawArticle)
    article = documents.prepare(raw)
    assert isinstance(article, Article)
    assert article.published is not None
    assert (article.published.edtf, article.published_from) == ("2019-03-04T09:00:00Z", "metadata")
    assert article.publisher == "Lome Post"
    assert "Home" not in article.text


def test_cut_archive_gives_what_came_before_the_cut(tmp_path: Path) -> None:
    whole = archive(PAGES[0], PAGES[3])
    found = read(tmp_path / "a.warc.gz", whole[:-60])
    assert isinstance(found[0], RawArticle)
    assert isinstance(found[-1], Skipped)


def test_packed_page_that_explodes_is_skipped(tmp_path: Path) -> None:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    headers = StatusAndHeaders(
        "200 OK", [("Content-Type", "text/html"), ("Content-Encoding", "gzip")], protocol="HTTP/1.1"
    )
    body = gzip.compress(b"<p>" + b"a" * (8 << 20))
    writer.write_record(
        writer.create_warc_record("https://a.example/", "response", io.BytesIO(body), http_headers=headers)
    )
    found = read(tmp_path / "a.warc.gz", out.getvalue(), limit_bytes=1 << 20)
    (note,) = found
    assert isinstance(note, Skipped)
    assert "too large" in note.reason
