"""A raw article becomes a clean one with a date that is known, or none."""

from __future__ import annotations

import hashlib
import json
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.articles import documents, publication
from communique.articles.agencies import credited
from communique.articles.clean import article_text, normalise
from communique.articles.language import foreign_language
from communique.model import Article, RawArticle, Skipped

TEXT = "The envoys of Ghana and Togo met in Lome on Monday. They spoke about the border."


def prepare(text: str = TEXT, **fields: str) -> Article:
    article = documents.prepare(
        RawArticle(**{"source": "a", "identifier": "a", "text": text, "media": "record", **fields})
    )
    assert isinstance(article, Article), article
    return article


def refused(text: str, **fields: str) -> str:
    note = documents.prepare(RawArticle(**{"source": "a", "identifier": "a", "text": text, **fields}))
    assert isinstance(note, Skipped), note
    return note.reason


# Text


def test_record_text_stays_as_it_is() -> None:
    text = "\n\nHe said “no”.\n\n\n  - one\n  - two\n"
    assert prepare(text).text == text


def test_unicode_is_normalised_and_quotation_marks_stay() -> None:
    text = (
        "\ufeffThe of\ufb01ce of Se\u0301rgio\u00a0Vieira co\u00adoperates,\r\n“he” said, 'it' \"is\"\u200b \x07fine."
    )
    assert prepare(text).text == "The office of Sérgio Vieira cooperates,\n“he” said, 'it' \"is\" fine."


def test_lone_surrogate_does_not_break_the_text() -> None:
    prepare("The envoy \ud800 left for Accra.").text.encode()


def test_hash_and_name_follow_from_identifier_and_clean_text() -> None:
    article = prepare()
    assert article.content_hash == "sha256:" + hashlib.sha256(TEXT.encode()).hexdigest()
    assert article.iri == prepare(TEXT.replace(" ", "\u00a0")).iri
    assert article.iri != prepare(TEXT + " More.").iri
    assert article.iri != prepare(identifier="b").iri


@pytest.mark.parametrize("text", ["", " \n ", "* * *", "{{item.title}}\n{{item.text}}", "Share\nTweet\nLoading..."])
def test_text_without_an_article_is_skipped(text: str) -> None:
    assert refused(text)


def test_text_longer_than_any_article_is_skipped() -> None:
    assert "split" in refused("The envoy said no. " * 20_000)


@given(st.text(max_size=300))
def test_normalising_twice_is_normalising_once(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@settings(deadline=None)  # the first page imports trafilatura, the first foreign text loads the classifier
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300), st.sampled_from(["text", "record", "html"]))
def test_any_text_is_an_article_or_a_reason(text: str, media: str) -> None:
    found = documents.prepare(RawArticle(source="a", identifier="a", text=text, media=media))
    assert isinstance(found, Skipped) or found.text.strip()


@given(
    st.lists(
        st.sampled_from(["Share", "Read also", "The envoy left.", "", "Most read", "One two three", "By A"]),
        max_size=12,
    )
)
def test_cleaning_only_takes_away(rows: list[str]) -> None:
    kept = [row for row in article_text("\n".join(rows)).split("\n") if row]
    rest = iter(rows)
    assert all(row in rest for row in kept)


def test_record_of_a_crawled_page_loses_its_furniture() -> None:
    text = f"Menu\nLog in\nSkip to content\n{TEXT}\nRead also: Togo opens port\nShare\nMost read\nStorm hits Cotonou\n"
    assert prepare(text).text == TEXT


def test_single_odd_line_of_a_record_stays() -> None:
    text = f"{TEXT}\n\nFollow the talks on Twitter.\n\nThe ministers said:\n\nWe agree."
    assert prepare(text).text == text


def test_credits_and_links_at_the_end_of_a_paragraph_go() -> None:
    caption = "The two ministers shake hands in the port of Lome after they signed in May."
    page = f"{TEXT} Read more\n\n{caption} Foreign Ministry / AP\n\n{TEXT}"
    assert article_text(page) == f"{TEXT}\n\n{caption}\n\n{TEXT}"


@pytest.mark.parametrize(
    "text", ["{{" * 30_000, "a / " * 20_000, ("a" + " " * 400 + "b\n") * 200, "[" * 60_000, "<%" * 30_000]
)
def test_hostile_line_takes_no_long_time(text: str) -> None:
    begin = time.process_time()
    documents.prepare(RawArticle(source="a", identifier="a", text=text))
    assert time.process_time() - begin < 2


# Publication


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("2017-05-10", "2017-05-10"),
        ("10 May 2017", "2017-05-10"),
        ("May 10, 2017", "2017-05-10"),
        ("Wednesday, 10th May 2017", "2017-05-10"),
        ("2017-05-10T14:50:00+03:00", "2017-05-10T11:50:00Z"),
        ("2017-05-10T23:30:00-0500", "2017-05-11T04:30:00Z"),
        ("Wed, 10 May 2017 14:50:00 GMT", "2017-05-10T14:50:00Z"),
        ("May 10, 2017 2:50 PM EDT", "2017-05-10T18:50:00Z"),
        ("20170510T145000Z", "2017-05-10T14:50:00Z"),
        ("1494427800", "2017-05-10T14:50:00Z"),
        ("2017-05-10 14:50", "2017-05-10"),
        ("2017-05-10T14:50:00 IST", "2017-05-10"),
        ("13/04/2017", "2017-04-13"),
        ("04/13/2017", "2017-04-13"),
        ("2017-05", "2017-05"),
    ],
)
def test_dates_in_many_forms(written: str, edtf: str) -> None:
    span = publication.parse(written)
    assert span is not None
    assert span.edtf == edtf


@pytest.mark.parametrize(
    "written", ["03/04/2017", "May 10", "yesterday", "31 February 2017", "2017-13-01", "", "x" * 999]
)
def test_what_is_no_certain_date_is_none(written: str) -> None:
    assert publication.parse(written) is None


def test_day_spans_its_seconds_in_utc() -> None:
    span = publication.parse("2017-05-10")
    assert span is not None
    assert (span.earliest, span.latest) == (
        datetime(2017, 5, 10, tzinfo=UTC),
        datetime(2017, 5, 10, 23, 59, 59, tzinfo=UTC),
    )


@given(st.text(max_size=60))
def test_any_date_text_is_parsed_or_none(text: str) -> None:
    span = publication.parse(text)
    assert span is None or (span.earliest is not None and span.latest is not None and span.earliest <= span.latest)


def test_given_date_wins_over_address_and_dateline() -> None:
    article = prepare(
        "LOME, March 3, 2019 (AFP) - " + TEXT, published="2019-03-05", url="https://a.example/2019/03/04/x"
    )
    assert article.published is not None
    assert (article.published.edtf, article.published_from) == ("2019-03-05", "given")


def test_ambiguous_given_date_leaves_the_word_to_the_address() -> None:
    article = prepare(published="03/04/2019", url="https://a.example/2019/mar/04/x")
    assert article.published is not None
    assert (article.published.edtf, article.published_from) == ("2019-03-04", "url")


@pytest.mark.parametrize(
    ("head", "url", "edtf"),
    [
        ("LOME, March 4, 2019 (AFP) - ", None, "2019-03-04"),
        ("Border talks\nPublished: 4 March 2019 | Updated: 9 March 2019\n\n", None, "2019-03-04"),
        ("Border talks\nMarch 4, 14:50 UTC+3\n\n", "https://a.example/2019/talks", "2019-03-04T11:50:00Z"),
        ("Border talks\nMarch 4, 14:50 UTC+3\n\n", None, None),
        ("LOME, March 4 (AFP) - ", None, None),
        ("Border talks\nLast updated 9 March 2019\n\n", None, None),
        ("On 4 March 2019 the envoys signed a treaty in Lome. ", None, None),
    ],
)
def test_dateline_is_a_date_only_with_its_year(head: str, url: str | None, edtf: str | None) -> None:
    article = prepare(head + TEXT, media="text", **({"url": url} if url else {}))
    assert (article.published.edtf if article.published else None) == edtf
    assert article.published_from == ("dateline" if edtf else None)


# Publisher, agencies, language


def test_publisher_is_given_or_the_host() -> None:
    assert prepare(publisher="Lome Post", url="https://www.lome.example/x").publisher == "Lome Post"
    assert prepare(url="https://www.lome.example/x").publisher == "lome.example"
    assert prepare().publisher is None


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        ("LOME, March 4 (Reuters) - The envoys met.", ("Reuters",)),
        ("LOME, March 4. /TASS/. The envoys met.", ("TASS",)),
        ("LOME (GhNA) - The envoys met.", ("GhNA",)),
        ("By The Associated Press\n\nThe envoys met.", ("AP",)),
        ("By Ama Sample, AFP\n\nThe envoys met.", ("AFP",)),
        ("The envoys met.\n\n(With inputs from PTI)", ("PTI",)),
        ("The envoys met.\n\nReuters and AFP contributed to this report.", ("AFP", "Reuters")),
        ("The envoys met.\n\nSource: Xinhua", ("Xinhua",)),
        ("The envoys met, the minister told Reuters. TASS quoted him.", ()),
        ("Photo: Ama Sample/AFP\n\nThe envoys met.", ()),
        ("The AP style guide is long.", ()),
    ],
)
def test_agencies_are_those_that_are_credited(text: str, agencies: tuple[str, ...]) -> None:
    assert credited(text) == agencies


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le ministre des affaires étrangères a rencontré hier son homologue à Genève.", "French"),
        ("Der Außenminister war in Berlin und hat über die Lage in Syrien gesprochen.", "German"),
        ("El presidente viajará a Moscú la próxima semana para una reunión con su homólogo.", "Spanish"),
        ("Министр иностранных дел провёл переговоры с послом Италии в Москве.", "Russian"),
        ("中国外交部长与俄罗斯外长举行会谈。", "Chinese"),
    ],
)
def test_other_languages_are_named_and_skipped(text: str, language: str) -> None:
    assert refused(text) == f"in {language}, only English is read"


@pytest.mark.parametrize(
    "text",
    [
        "Ghana and Togo sign border pact",
        "Envoys meet.",
        "U.S. Lifts Travel Ban to Lebanon.",
        "Provincial authorities imposed curfews in Lahore, Multan, Faisalabad",
        "President Nana Akufo-Addo meets Faure Gnassingbé, Alassane Ouattara, Macky Sall",
        "He told “Le Monde”: “Nous ne voulons pas de guerre.” The minister then left for Accra.",
    ],
)
def test_short_english_is_never_foreign(text: str) -> None:
    assert foreign_language(text) is None


# Pages


def page(body: str, *, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><title>Talks | Lome Post</title>{head}</head><body>{body}</body></html>"


BODY = (
    "<nav><ul><li><a href='/'>Home</a></li><li><a href='/w'>World</a></li></ul></nav><article><h1>Border talks</h1>"
    "<p>The envoys of Ghana and Togo met in Lome on Monday, the foreign ministry said in a statement there.</p>"
    "<p>They spoke about the border, and agreed to meet again in Accra before the end of the month.</p></article>"
    "<aside><h3>Most read</h3><a>Storm hits Cotonou</a></aside><footer>© 2019 Lome Post</footer>"
)


def test_page_gives_text_without_its_frame() -> None:
    text = prepare(page(BODY), media="html").text
    assert "agreed to meet again in Accra" in text
    assert not [word for word in ("Home", "Storm", "©") if word in text]


def test_page_gives_the_metadata_of_its_linked_data() -> None:
    linked = {"@graph": [{"@type": "WebSite", "name": "x"}, {
        "@type": ["NewsArticle"], "headline": "Border talks", "datePublished": "2019-03-04T10:00:00Z",
        "publisher": {"@type": "Organization", "name": "Lome Post"}}]}  # fmt: skip
    head = f'<script type="application/ld+json">{json.dumps(linked)}</script>'
    article = prepare(page(BODY, head=head), media="html")
    assert article.published is not None
    assert (article.published.edtf, article.published_from) == ("2019-03-04T10:00:00Z", "metadata")
    assert (article.title, article.publisher) == ("Border talks", "Lome Post")


def test_date_that_a_page_shows_is_its_dateline_unless_others_are_shown() -> None:
    dated = BODY.replace("<h1>", "<span class='post-date'>March 4, 2019</span><h1>")
    article = prepare(page(dated), media="html")
    assert article.published is not None
    assert (article.published.edtf, article.published_from) == ("2019-03-04", "dateline")
    teasers = "<p>Port opens <i class='date'>March 4, 2019</i></p><p>Storm <i class='date'>March 5, 2019</i></p>"
    assert prepare(page(BODY + teasers), media="html").published is None


def test_page_without_a_stated_date_has_none() -> None:
    assert prepare(page(BODY), media="html").published is None


def test_body_of_linked_data_stands_in_for_a_page_drawn_by_scripts() -> None:
    body = "The envoys of Ghana and Togo met in Lome on Monday. " * 6
    linked = {"@type": "NewsArticle", "headline": "Talks", "articleBody": body}
    head = f'<script type="application/ld+json">{json.dumps(linked)}</script>'
    assert "envoys of Ghana" in prepare(page("<div id=app></div>", head=head), media="html").text


def test_fragment_of_html_in_a_record_is_read() -> None:
    assert (
        prepare(f"<p>{TEXT}</p><p>More talks follow in May.</p>", media="html").text
        == f"{TEXT}\n\nMore talks follow in May."
    )


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("SarukhÃ¡n met PeÃ±a Nieto.", "Sarukhán met Peña Nieto."),
        ("SarukhÃ\x83Â¡n, a curly ’ beside it", "Sarukhán, a curly ’ beside it"),
        ("â€œA farce,â€\x9d he said.", "“A farce,” he said."),
        ("Türkiye’s Erdoğan in the Élysée — “d’accord”", "Türkiye’s Erdoğan in the Élysée — “d’accord”"),
        ("L’été à São Tomé, où Đinđić…", "L’été à São Tomé, où Đinđić…"),
    ],
)
def test_words_in_a_wrong_encoding_are_mended_and_others_left_alone(broken: str, whole: str) -> None:
    assert normalise(broken) == whole


def test_date_line_may_stand_below_a_summary() -> None:
    page = "Talks in Oslo\n\n" + TEXT + "\n\nDate 20.01.2020\nAuthor Ada Sow\n\n" + TEXT + " It went on for hours."
    article = prepare(page)
    assert article.published is not None
    assert article.published.edtf == "2020-01-20"
