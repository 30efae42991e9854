"""From an article as it was written to a clean one: text, date, publisher, agencies, language, name."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from communique.articles import publication
from communique.articles.agencies import credited
from communique.articles.clean import article_text, normalise
from communique.articles.language import foreign_language
from communique.articles.page import Page, read_page
from communique.ids import Ids
from communique.model import Article, RawArticle, Skipped, TimeSpan

TEXT_LIMIT = 150_000  # characters, 25,000 words; the parser takes about 4 kB of memory for each
_DATED_LINES = 40  # a menu may stand before the date line


def prepare(raw: RawArticle, *, ids: Ids | None = None) -> Article | Skipped:
    """The clean article, or why there is none.

    Offsets of all later stages count characters of the result's `text`. The text of a record stays as it is but for
    Unicode forms and evident furniture; a page saved as text or HTML loses all that is not the article.
    """
    page = read_page(raw.text, url=raw.url) if raw.media == "html" else Page(raw.text)
    title = _field(raw.title) or _field(page.title)
    url = _field(raw.url) or _field(page.url)
    plain = normalise(page.text)
    if not plain.strip():
        return Skipped(raw.source, "no article in this page" if raw.media == "html" else "the text is empty")
    text = article_text(plain, title=title, media=raw.media)
    if not re.search(r"[^\W\d_]{2}", text):
        return Skipped(raw.source, "nothing but page furniture: no sentence of an article")
    if len(text) > TEXT_LIMIT:
        return Skipped(raw.source, f"longer than {TEXT_LIMIT:,} characters, no single article; split it")
    if language := foreign_language(text):
        return Skipped(raw.source, f"in {language}, only English is read")
    published, origin = _publication(raw, page, url, plain)
    identifier = " ".join(normalise(raw.identifier).split())
    digest = "sha256:" + hashlib.sha256(text.encode()).hexdigest()
    return Article(
        iri=(ids or Ids()).article(identifier, digest),
        identifier=identifier,
        text=text,
        content_hash=digest,
        source=raw.source,
        title=title,
        url=url,
        publisher=_field(raw.publisher) or _field(page.publisher) or _host(url),
        published=published,
        published_from=origin,
        agencies=credited(plain),
    )


def prepare_all(raws: Iterable[RawArticle | Skipped], *, ids: Ids | None = None) -> Iterator[Article | Skipped]:
    """`prepare` over what `sources.read` gives; what was skipped there passes through."""
    ids = ids or Ids()
    for raw in raws:
        yield raw if isinstance(raw, Skipped) else prepare(raw, ids=ids)


def _publication(raw: RawArticle, page: Page, url: str | None, plain: str) -> tuple[TimeSpan | None, str | None]:
    """The publication date and where it stands; the first of the places that has one is believed."""
    if span := publication.parse(raw.published):
        return span, "given"
    if span := publication.parse(page.published):
        return span, "metadata"
    if span := publication.from_url(url):
        return span, "url"
    lines = [stripped for line in plain[:4000].split("\n") if (stripped := line.strip())]
    if span := publication.from_lines(lines[:_DATED_LINES], url):
        return span, "dateline"
    shown = {span for line in page.date_lines if (span := publication.from_lines([line], url))}
    if len(shown) == 1:  # several days are those of other articles, too
        return shown.pop(), "dateline"
    return None, None


def _field(text: str | None) -> str | None:
    """A metadata field on one line."""
    return " ".join(normalise(text).split()) or None if text else None


def _host(url: str | None) -> str | None:
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None
