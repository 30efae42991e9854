"""Text and metadata of an HTML page: the text by trafilatura, the metadata from what the page itself declares."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree  # type: ignore[import-untyped]
from lxml import html as lxml_html

_TITLE = ("og:title", "twitter:title", "dc.title", "citation_title", "headline")
_SITE = ("og:site_name", "dc.publisher", "publisher", "application-name", "citation_journal_title")
_PUBLISHED = (
    "article:published_time", "og:published_time", "datepublished", "publishdate", "pubdate", "publish-date",
    "publication_date", "publish_date", "article.published", "parsely-pub-date", "sailthru.date",
    "cxenseparse:recs:publishtime",
    "dc.date.issued", "dc.date", "dcterms.issued", "dcterms.date", "dcterms.created", "dc.date.created", "displaydate",
    "originalpublicationdate", "date", "article_date_original", "citation_publication_date", "citation_date",
    "date.issued",
)  # fmt: skip
_URL = ("og:url", "twitter:url")
_ARTICLE_TYPE = re.compile(r"(?:article|posting|report|webpage)$", re.IGNORECASE)
_DATE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:date|time|datetime|dateline|published|pubdate|posted|timestamp)(?:$|[\s_-])", re.I
)
_FRAME = frozenset({"aside", "footer", "nav", "form"})
_TAG = re.compile(r"<[a-zA-Z!/][^>]*>")


@dataclass(frozen=True, slots=True)
class Page:
    """What a page gives: `text` empty where it has no article."""

    text: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    date_lines: tuple[str, ...] = ()  # what the page shows in its elements for dates, where it declares no date


def read_page(markup: str, *, url: str | None = None) -> Page:
    """Text and metadata of HTML; a fragment without head gives its text alone."""
    tree = _parse(markup)
    if tree is None:
        return Page("")
    metas = _metas(tree)
    linked = _linked_data(tree)
    page = Page(
        text="",
        title=linked.get("headline") or _of(metas, _TITLE) or _heading(tree),
        publisher=linked.get("publisher") or _of(metas, _SITE),
        published=linked.get("datepublished") or _of(metas, _PUBLISHED) or _time_element(tree),
        url=_canonical(tree) or _of(metas, _URL),
        date_lines=_date_lines(tree),
    )
    text = _main_text(tree, markup, url)  # last, since it takes the tree apart
    body = linked.get("articlebody", "")
    if len(body) > 2 * len(text):
        text = _TAG.sub(" ", body) if "<" in body else body
    return replace(page, text=text)


def _parse(markup: str) -> Any:
    try:
        # lxml refuses a str that declares its own encoding.
        markup = re.sub("[\ud800-\udfff]", "\ufffd", markup)
        return lxml_html.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", markup, count=1))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None


def _main_text(tree: Any, markup: str, url: str | None) -> str:
    from trafilatura import extract  # takes a third of a second to import, and only pages need it

    # A page without an article is reported by us; the library would print a line of its own.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = extract(
        tree, url=url, include_comments=False, include_tables=False, include_images=False, include_links=False,
        favor_precision=False, favor_recall=False, fast=True, deduplicate=False, output_format="txt",
    )  # fmt: skip
    paragraphs = _paragraphs(markup) if not found or len(found) < 250 else ""
    return max(found or "", paragraphs, key=len) if len(paragraphs) > 2 * len(found or "") else found or ""


def _paragraphs(markup: str) -> str:
    """Short pages and fragments, which trafilatura passes over: headings and paragraphs outside the page's frame."""
    tree = _parse(markup)
    if tree is None:
        return ""
    for frame in tree.xpath("//script|//style|//nav|//footer|//aside|//form|//noscript|//head|//button|//figure"):
        frame.drop_tree() if frame.getparent() is not None else None
    blocks = tree.xpath("//article//p|//main//p") or tree.xpath("//p|//h1|//li|//blockquote[not(.//p)]")
    lines = [" ".join(block.text_content().split()) for block in blocks]
    if not any(lines):
        lines = [" ".join(line.split()) for line in tree.text_content().split("\n")]
    return "\n".join(line for line in lines if line)


def _metas(tree: Any) -> dict[str, str]:
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = (meta.get("content") or "").strip()
        if name and content:
            metas.setdefault(name.strip().lower(), content)
    return metas


def _of(metas: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    return next((metas[name] for name in names if name in metas), None)


def _heading(tree: Any) -> str | None:
    headings = [" ".join(heading.text_content().split()) for heading in tree.iter("h1")]
    if len(headings) == 1 and headings[0]:
        return headings[0]
    title = next((" ".join(title.text_content().split()) for title in tree.iter("title")), "")
    # "Talks fail | Daily Sample": what stands behind the bar is the site.
    return re.sub(r"\s+[|»·]\s+[^|»·]{2,40}$", "", title) or None


def _canonical(tree: Any) -> str | None:
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and re.match(r"https?://", link.get("href") or ""):
            return str(link.get("href"))
    return None


def _time_element(tree: Any) -> str | None:
    """The time element that is marked as the publication, or the only one in the article's own head."""
    times = [time for time in tree.iter("time") if time.get("datetime")]
    marked = [
        time
        for time in times
        if time.get("pubdate") is not None
        or (time.get("itemprop") or "").lower() == "datepublished"
        or re.search(r"publish|entry-date|post-date|posted", time.get("class") or "", re.IGNORECASE)
    ]
    for candidates in (marked, [time for time in times if _in_article(time)]):
        days = {time.get("datetime")[:10] for time in candidates}
        if len(days) == 1:
            return str(candidates[0].get("datetime"))
    other = [e for e in tree.xpath('//*[@itemprop="datePublished"]') if e.get("content")]
    return str(other[0].get("content")) if other else None


def _date_lines(tree: Any) -> tuple[str, ...]:
    """The texts of elements called date or the like, those of the article's own head if it has one."""
    found = [
        (" ".join(element.text_content().split()), _in_article(element))
        for element in tree.xpath("//*[@class or @id]")
        if _DATE_CLASS.search(f"{element.get('class') or ''} {element.get('id') or ''}")
        and not any(above.tag in _FRAME for above in element.iterancestors())
    ]
    short = [(line, own) for line, own in found if 6 <= len(line) <= 100]
    return tuple(line for line, own in short if own) or tuple(line for line, _ in short)


def _in_article(element: Any) -> bool:
    return any(above.tag == "article" for above in element.iterancestors())


def _linked_data(tree: Any) -> dict[str, str]:
    """headline, publisher, datepublished and articlebody of the page's JSON-LD article, as far as it has them."""
    for node in _linked_nodes(tree):
        kinds = node.get("@type")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        if not any(isinstance(kind, str) and _ARTICLE_TYPE.search(kind) for kind in kinds):
            continue
        found = {
            key.lower(): value
            for key in ("headline", "datePublished", "articleBody")
            if (value := _words(node.get(key)))
        }
        if publisher := _words(node.get("publisher")):
            found["publisher"] = publisher
        if "datepublished" in found or "articlebody" in found:
            return found
    return {}


def _linked_nodes(tree: Any) -> Iterator[Mapping[str, Any]]:
    for script in tree.iter("script"):
        if (script.get("type") or "").lower().strip() != "application/ld+json" or not script.text:
            continue
        try:
            value = json.loads(re.sub(r"^\s*<!\[CDATA\[|\]\]>\s*$", "", script.text), strict=False)
        except (ValueError, RecursionError):
            continue
        waiting = [value]
        while waiting:
            node = waiting.pop(0)
            if isinstance(node, list):
                waiting = [*node, *waiting]
            elif isinstance(node, Mapping):
                waiting = [*node.get("@graph", []), *waiting] if isinstance(node.get("@graph"), list) else waiting
                yield node


def _words(value: object) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, Mapping):
        value = value.get("name")
    return value.strip() or None if isinstance(value, str) else None
