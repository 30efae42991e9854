"""Pages in the manners of many outlets, in our own words: what is the article's stays, what is the page's goes.

A line of tests/pages/*.page begins with "+" (the article's own) or "-" (furniture); the page is what follows.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from communique.articles.clean import article_text, normalise

PAGES = sorted((Path(__file__).parent / "pages").glob("*.page"))


def load(path: Path) -> tuple[str, str | None, list[str], list[str]]:
    head, _, rest = path.read_text(encoding="utf-8").partition("\n")
    title = head.removeprefix("title:").strip() or None
    rows = [row for row in rest.splitlines() if not row.startswith("wrapped:")]
    own = [row[2:] for row in rows if row.startswith("+ ")]
    furniture = [row[2:] for row in rows if row.startswith("- ")]
    return "\n".join(row[2:] for row in rows), title, own, furniture


def own_lines(text: str) -> set[str]:
    return {line.strip() for line in text.split("\n")}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_page_keeps_every_line_of_its_article(path: Path) -> None:
    page, title, own, _ = load(path)
    text = " ".join(article_text(normalise(page), title=title, media="text").split())
    assert [line for line in own if line not in text] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_page_loses_its_furniture(path: Path) -> None:
    page, title, own, furniture = load(path)
    lines = own_lines(article_text(normalise(page), title=title, media="text"))
    assert [line for line in furniture if line in lines and line not in own] == []
