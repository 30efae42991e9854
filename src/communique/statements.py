"""Who said what, by which words: statements in direct, indirect and mixed speech.

Each reporting word (a cue, see `communique.cues`) is taken with the speaker that its syntax gives and with the content:
the quotations beside it, the clause or phrase that it governs, or the clause that it interrupts or follows. Quotations
that no cue claims continue the statement before them where nothing but that statement stands between.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from communique.contents import Spans, around, by_form, clause_over, merged, spans_of, with_quotations
from communique.cues import Cue, Cues
from communique.model import EntityMention, EventMention, Status
from communique.quoting import Page
from communique.speakers import Fillers, owners_of, speakers_of
from communique.wording import addressees_of, cue_tokens, medium_of, status_of_cue

_ORDER = ("predicate", "as", "clause", "gerund", "infinitive", "of", "for", "against", "about", "object")
_IMPERSONAL = frozenset(["it", "there", "what"])


def find_statements(doc: Doc, entities: Sequence[EntityMention], cues: Cues) -> list[EventMention]:
    """The statements of a parsed article, in text order.

    Fillers are mentions from `entities` or, where no earlier stage saw the speaker ("someone in the audience"), new
    ones. Cues inside a quotation are the speaker's own and are not read.
    """
    page = Page(doc)
    candidates = [(token, found) for token, found in _candidates(doc, cues) if not page.is_quoted(token.i)]
    if not candidates and not page.quotations:
        return []
    reader = _Reader(doc, page, Fillers(doc, entities), {token.i for token, found in candidates if _quotes(found)})
    statements: dict[int, EventMention] = {}
    for token, found in candidates:
        statement = reader.read(token, found)
        if statement is not None:
            statements[token.i] = statement
    return sorted(reader.with_continuations(statements).values(), key=lambda s: (s.begin, s.end))


def _quotes(found: Sequence[Cue]) -> bool:
    return any("quote" in cue.takes for cue in found)


def _candidates(doc: Doc, cues: Cues) -> Iterator[tuple[Token, list[Cue]]]:
    strings = doc.vocab.strings
    wanted = {strings[word]: word for index in (cues.verbs, cues.nouns) for word in index}
    opening = {strings[word]: word for word in cues.phrases}
    for token in doc:
        word = wanted.get(token.lemma)
        if word is not None:
            if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("amod", "compound", "case"):
                found = [cue for cue in cues.verbs.get(word, ()) if _fits(token, word, cue)]
                if found:
                    yield token, found
            elif token.pos_ == "NOUN" and word in cues.nouns:
                yield token, list(cues.nouns[word])
        elif token.lower in opening:
            phrase = [cue for cue in cues.phrases[opening[token.lower]] if _fits(token, token.lower_, cue)]
            if phrase:
                yield token, phrase


def _fits(token: Token, first: str, cue: Cue) -> bool:
    """Whether the words of the cue that begin with this one follow: "point out"."""
    following = [t.lower_ for t in token.doc[token.i + 1 : token.i + 5]]
    for word in cue.words:
        head, *rest = word.split()
        if head == first and following[: len(rest)] == rest:
            return True
    return False


class _Reader:
    def __init__(self, doc: Doc, page: Page, fillers: Fillers, quoting: set[int]) -> None:
        self._doc = doc
        self._page = page
        self._fillers = fillers
        self._quoting = quoting  # tokens that may introduce a quotation
        self._claimed: dict[int, int] = {}  # number of a quotation -> token of the cue

    def read(self, token: Token, found: Sequence[Cue]) -> EventMention | None:
        part = found[0].part
        if part == "phrase":
            return self._phrase(token, found[0])
        if part == "noun":
            return self._noun(token, found[0])
        return self._verb(token, found)

    def _verb(self, verb: Token, found: Sequence[Cue]) -> EventMention | None:
        if any(c.dep_ == "xcomp" and c.i in self._quoting for c in verb.children):
            return None  # "declined to say": said by the inner verb
        heads = speakers_of(verb)
        numbers: list[int] = []
        spans: Spans = []
        cue = found[0]
        quoting = [c for c in found if "quote" in c.takes]
        if quoting:
            numbers = self._page.beside(verb, heads, self._quoting)
            numbers = [n for n in numbers if n not in self._claimed]
            spans = [part for n in numbers for part in self._page.quotations[n].parts]
            cue = quoting[0] if numbers else cue
        governed, by = self._governed(verb, found, heads)
        if governed and (not spans or _overlap(governed, spans)):
            cue = by if not spans else cue
            spans = merged(self._doc.text, spans + governed)
        if not spans or not self._is_said(verb, heads, cue, is_quote=bool(numbers)):
            return None
        for n in self._page.within(spans):
            self._claimed.setdefault(n, verb.i)
        return self._statement(verb, cue, heads, spans)

    def _governed(self, verb: Token, found: Sequence[Cue], heads: list[Token]) -> tuple[Spans, Cue]:
        for form in _ORDER:
            for cue in found:
                if form not in cue.takes:
                    continue
                tops, without = by_form(verb, form, cue)
                if not tops and form == "clause" and heads and (clause := around(verb)) is not None:
                    tops, without = [clause], frozenset([verb.i])
                if tops and (spans := spans_of(self._doc, tops, without)):
                    return with_quotations(self._doc.text, spans, self._page.quotations), cue
        return [], found[0]

    def _is_said(self, verb: Token, heads: list[Token], cue: Cue, *, is_quote: bool) -> bool:
        if is_quote:
            return True
        if any(child.lower_ in _IMPERSONAL and child.dep_ == "nsubj" for child in verb.children):
            return cue.kind == "say" and bool(heads) and heads[0].lower_ == "it"
        return bool(heads) or cue.kind == "say"

    def _phrase(self, token: Token, cue: Cue) -> EventMention | None:
        last = self._doc[min(token.i + len(cue.words[0].split()) - 1, len(self._doc) - 1)]
        heads = [c for c in last.children if c.dep_ == "pobj"]
        clause = clause_over(token.head)
        if not heads or clause is None or clause == token:
            return None
        spans = spans_of(self._doc, [clause], frozenset([token.i]))
        spans = with_quotations(self._doc.text, spans, self._page.quotations)
        for n in self._page.within(spans):
            self._claimed.setdefault(n, token.i)
        return self._statement(token, cue, heads, spans, cue_span=(token.i, last.i + 1)) if spans else None

    def _noun(self, noun: Token, cue: Cue) -> EventMention | None:
        heads = owners_of(noun)
        tops = []
        for child in noun.children:
            if child.dep_ in ("acl", "relcl", "ccomp") and child.i > noun.i:
                marks = {c.lower_ for c in child.children if c.dep_ == "mark"}
                if "clause" in cue.takes and "that" in marks:
                    tops.append(child)
                if "infinitive" in cue.takes and child.tag_ == "VB" and any(c.lower_ == "to" for c in child.lefts):
                    tops.append(child)
            if "of" in cue.takes and child.lower_ == "of":
                tops += [c for c in child.children if c.dep_ in ("pobj", "pcomp")]
        if not heads or not tops:
            return None
        spans = with_quotations(self._doc.text, spans_of(self._doc, tops), self._page.quotations)
        return self._statement(noun, cue, heads, spans, cue_span=(noun.i, noun.i + 1)) if spans else None

    def _statement(
        self, token: Token, cue: Cue, heads: list[Token], spans: Spans, *, cue_span: tuple[int, int] | None = None
    ) -> EventMention:
        first, stop = cue_span or cue_tokens(token, cue)
        words = self._doc[first:stop]
        sentence = token.sent
        quoted = self._page.within(spans)
        confidence = cue.confidence if heads else cue.confidence * 0.7
        return EventMention(
            begin=words.start_char, end=words.end_char, text=words.text, root=token.i, cls="Statement", frame=cue.id,
            status=status_of_cue(token), confidence=round(confidence, 3),
            sentence=(sentence.start_char, sentence.end_char), initiators=self._fillers.of(heads),
            targets=self._fillers.of(addressees_of(token, cue)), content=tuple(spans),
            quotation=self._page.words(quoted), is_direct=bool(quoted), medium=medium_of(token),
        )  # fmt: skip

    def with_continuations(self, statements: dict[int, EventMention]) -> dict[int, EventMention]:
        """The statements with the quotations that go on after them, in their paragraph or in the next."""
        result = dict(statements)
        for number, quotation in enumerate(self._page.quotations):
            if number in self._claimed:
                continue
            owner = self._page.continues(number, self._claimed, result)
            if owner is None:
                continue
            self._claimed[number] = owner
            statement = result[owner]
            spans = merged(self._doc.text, [*statement.content, *quotation.parts])
            quoted = self._page.within(spans)
            result[owner] = replace(
                statement, content=tuple(spans), quotation=self._page.words(quoted), is_direct=True
            )
        return result


def _overlap(a: Spans, b: Spans) -> bool:
    return any(x[0] < y[1] and y[0] < x[1] for x in a for y in b)


