"""Who said what, by which words: statements in direct, indirect and mixed speech.

Each reporting word (a cue, see `communique.cues`) is taken with the speaker that its syntax gives and with the content:
the quotations beside it, the clause or phrase that it governs, or the clause that it interrupts or follows. Quotations
that no cue claims continue the statement before them where nothing but that statement stands between.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from communique.model import EntityMention, EventMention, Form
from communique.parsing.tokens import Doc, Token
from communique.speech.contents import Spans, around, by_form, merged, spans_of, whole_clause, with_quotations
from communique.speech.cues import Cue, Cues
from communique.speech.quotes import Quotation
from communique.speech.quoting import Page
from communique.speech.speakers import Fillers, after_quotation, inverted, owners_of, speakers_of
from communique.speech.wording import addressees_of, cue_tokens, medium_of, status_of_cue

_ORDER = (
    "predicate",
    "as",
    "clause",
    "gerund",
    "infinitive",
    "of",
    "for",
    "against",
    "about",
    "with",
    "to",
    "on",
    "object",
)
_BARE_SOURCES = frozenset(["police", "polling", "research", "testimony", "data", "media", "staff", "management"])
_TOLD = ("say.", "ask.")  # what a statement says that somebody thinks or wants is its speaker's account, not a position
_LOOSE = frozenset(["predicate", "as", "object", "for", "against", "about", "with", "to", "on"])
WORTH_TELLING = 0.62  # what somebody only thinks or wants, or a thing shows, serves attribution but is no statement
_PRONOUN, _BROKEN_OFF = 0.79, 0.7  # at most
_MARKS = frozenset("\"'\u201c\u201d\u2018\u2019")
_DANGLING = frozenset({"but", "and", "or", "is", "was", "that", "the"})
_COLON = Cue("say.colon", "verb", (), frozenset(["quote"]), "", "", confidence=0.7)
_HEADLINE = Cue("say.headline", "phrase", (), frozenset(["clause"]), "", "", confidence=0.7)
_VOICED = frozenset(["say", "ask", "judge", "deny", "promise", "refuse"])
_FINITE = frozenset(["VBD", "VBZ", "VBP"])
_QUOTED_CONFIDENCE = 0.93
_NAME_LENGTH = 40
_IMPERSONAL = frozenset(["it", "there", "what"])


def find_statements(doc: Doc, entities: Sequence[EntityMention], cues: Cues) -> list[EventMention]:
    """The statements of a parsed article, in text order.

    Fillers are mentions from `entities` or, where no earlier stage saw the speaker ("someone in the audience"), new
    ones. Cues inside a quotation are the speaker's own and are not read.
    """
    page = Page(doc)
    candidates = [(token, found) for token, found in _candidates(doc, cues) if not page.is_quoted(token.i)]
    fillers = Fillers(doc, entities)
    reader = _Reader(doc, page, fillers, {token.i for token, found in candidates if _quotes(found)})
    statements: dict[int, EventMention] = {}
    if (headline := reader.headline()) is not None:
        statements[headline.root] = headline
    for token, found in candidates:
        statement = reader.read(token, found)
        if statement is not None:
            statements[token.i] = statement
    for i in [i for i in statements if doc[i].dep_ == "xcomp" and doc[i].tag_ == "VB"]:
        statements.pop(doc[i].head.i, None)  # "declined to say": said, or not, by the inner verb
    weighed = [_weighed(page.text, s) for s in reader.with_continuations(statements).values()]
    said = sorted(weighed, key=lambda s: (s.begin, s.end))
    return [s for s in said if s.frame.startswith(_TOLD) or not any(_holds(other, s) for other in said)]


def _weighed(text: str, statement: EventMention) -> EventMention:
    """Less sure of speakers that only a pronoun names, of half names ("front-runner", "PARIS (AP) - ...") and of words
    that break off ("... in the race, but") or mix what stands in quotation marks with what does not.

    On judged samples 18 of 23 sure statements by pronouns were right, and none of the others.
    """
    speakers = statement.initiators
    spans = [text[a:b].strip() for a, b in statement.content]
    marked = [span[:1] in _MARKS or span[-1:] in _MARKS for span in spans]
    most = 1.0
    if speakers and all(m.form is Form.PRONOUN for m in speakers):
        most = _PRONOUN
    if any(text[m.begin - 1 : m.begin] == "-" or (m.text.isupper() and len(m.text) > 4) for m in speakers):
        most = _BROKEN_OFF
    if any(span.rstrip(",").rpartition(" ")[2] in _DANGLING for span in spans) or (any(marked) and not all(marked)):
        most = _BROKEN_OFF
    return replace(statement, confidence=most) if statement.confidence > most else statement


def _quotes(found: Sequence[Cue]) -> bool:
    return any("quote" in cue.takes for cue in found)


def _candidates(doc: Doc, cues: Cues) -> Iterator[tuple[Token, list[Cue]]]:
    words, forms, phrases = cues.words, cues.by_form, cues.phrases
    for token in doc:
        word = token.lemma_ if token.lemma_ in words else forms.get(token.lower_)
        found: list[Cue] = []
        if word is not None:
            if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("amod", "compound", "case"):
                found = [cue for cue in cues.verbs.get(word, ()) if _fits(token, word, cue)]
            if not found and token.pos_ in ("ADJ", "VERB") and token.dep_ in ("acomp", "ROOT", "ccomp", "conj"):
                found = list(cues.adjectives.get(token.lower_, ()))
            elif token.pos_ == "NOUN":
                found = list(cues.nouns.get(word, ()))
        elif token.lower_ in phrases:
            found = [cue for cue in phrases[token.lower_] if _fits(token, token.lower_, cue)]
        if found:
            yield token, found


def _fits(token: Token, first: str, cue: Cue) -> bool:
    """Whether the words of the cue that begin with this one follow: "point out"."""
    following = [t.lower_ for t in token.doc[token.i + 1 : token.i + 6] if not t.is_space]
    for word in cue.words:
        head, *rest = word.split()
        if head == first and following[: len(rest)] == rest:
            return True
    return False


def _hands_on(verb: Token, quoting: set[int]) -> bool:
    """Whether the verb says nothing itself: it leads to the one that does ("is quoted as saying") or gives a name."""
    if verb.lemma_ == "call" and verb.i > 1 and verb.nbor(-1).lower_ == "also" and verb.nbor(-2).text == ",":
        return True  # ", also called the Old Pier": a name
    return any(
        c.lower_ == "as" and c.dep_ == "prep" and any(p.dep_ == "pcomp" and p.i in quoting for p in c.children)
        for c in verb.children
    )


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
        if part == "adjective":
            return self._adjective(token, found[0])
        return self._verb(token, found)

    def _verb(self, verb: Token, found: Sequence[Cue]) -> EventMention | None:
        if _hands_on(verb, self._quoting):
            return None
        heads = [head for head in speakers_of(verb) if not self._page.is_quoted(head.i)]
        numbers: list[int] = []
        spans: Spans = []
        cue = found[0]
        quoting = [c for c in found if "quote" in c.takes]
        if quoting:
            numbers = self._page.beside(verb, heads, self._quoting)
            numbers = [n for n in numbers if n not in self._claimed]
            spans = [part for n in numbers for part in self._page.quotations[n].parts]
            cue = quoting[0] if numbers else cue
            if numbers and not heads and self._page.quotations[numbers[0]].end <= verb.idx:
                heads = after_quotation(verb)
        governed, by = self._governed(verb, found, heads)
        if not spans and cue.kind == "say" and (last := inverted(verb)) and (first := self._page.first_of_clause(verb)):
            governed, heads = with_quotations(self._page.text, [first], self._page.quotations), last
        if governed and (not spans or _overlap(governed, spans)):
            cue = by if not spans else cue
            spans = merged(self._page.text, spans + governed)
        if not spans and not governed and cue.kind == "say" and heads:
            spans = self._page.paragraph_after(verb)
        if not spans or not self._is_said(verb, heads, cue, is_quote=bool(numbers or self._page.within(spans))):
            return None
        for n in self._page.within(spans):
            self._claimed.setdefault(n, verb.i)
        statement = self._statement(verb, cue, heads, spans)
        if numbers and heads:  # marks and a speaker beside them leave little doubt
            return replace(statement, confidence=max(statement.confidence, _QUOTED_CONFIDENCE))
        return statement

    def _governed(self, verb: Token, found: Sequence[Cue], heads: list[Token]) -> tuple[Spans, Cue]:
        is_aim = verb.tag_ == "VB" and any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.lefts)
        for form in _ORDER:
            for cue in found:
                if form not in cue.takes or (is_aim and form in _LOOSE):
                    continue
                tops, without = by_form(verb, form, cue)
                if not tops and form == "clause" and heads and (clause := around(verb)) is not None:
                    tops, without = [clause], frozenset([verb.i])
                if tops and (spans := self._spans(verb, tops, without)):
                    return with_quotations(self._page.text, spans, self._page.quotations), cue
        if named := next((cue for cue in found if "predicate" in cue.takes), None):
            number = self._page.quoted_after(verb)
            if number is not None:
                return [(verb.nbor().idx, self._page.quotations[number].end)], named
        return [], found[0]

    def _spans(self, cue: Token, tops: Sequence[Token], without: frozenset[int] = frozenset()) -> Spans:
        return spans_of(self._doc, self._page.text, tops, without, within=self._page.paragraph(cue.idx))

    def _is_said(self, verb: Token, heads: list[Token], cue: Cue, *, is_quote: bool) -> bool:
        if is_quote:
            return True
        if any(child.lower_ in _IMPERSONAL and child.dep_ == "nsubj" for child in verb.children):
            return cue.kind in _VOICED and bool(heads) and heads[0].lower_ == "it"
        if not heads and cue.kind == "ask":
            return verb.tag_ == "VBN" and any(c.dep_ == "ccomp" for c in verb.rights)
        return bool(heads) or (cue.kind == "say" and verb.tag_ != "VB")

    def _phrase(self, token: Token, cue: Cue) -> EventMention | None:
        last = self._doc[min(token.i + len(cue.words[0].split()) - 1, len(self._doc) - 1)]
        heads = [c for c in last.children if c.dep_ == "pobj"]
        clause = whole_clause(token)
        if not heads or clause is None or clause == token or _is_measure(heads[0]):
            return None
        spans = self._spans(token, [clause], frozenset([token.i]))
        spans = with_quotations(self._page.text, spans, self._page.quotations)
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
        spans = with_quotations(self._page.text, self._spans(noun, tops), self._page.quotations)
        return self._statement(noun, cue, heads, spans, cue_span=(noun.i, noun.i + 1)) if spans else None

    def _adjective(self, token: Token, cue: Cue) -> EventMention | None:
        """ "The islanders are confident that ...": the subject's position."""
        verb = token.head if token.dep_ == "acomp" else token
        heads = [c for c in verb.lefts if c.dep_ in ("nsubj", "nsubjpass") and c.lower_ not in _IMPERSONAL]
        tops = [t for owner in (token, verb) for t in by_form(owner, "clause", cue)[0]]
        if not heads or not tops:
            return None
        spans = with_quotations(self._page.text, self._spans(token, tops), self._page.quotations)
        return self._statement(token, cue, heads, spans) if spans else None

    def _statement(
        self, token: Token, cue: Cue, heads: list[Token], spans: Spans, *, cue_span: tuple[int, int] | None = None
    ) -> EventMention:
        first, stop = cue_span or cue_tokens(token, cue)
        words = self._doc.span(first, stop)
        sentence = token.sent
        quoted = self._page.within(spans)
        confidence = cue.confidence * (0.7 if not heads else 0.5 if self._fillers.are_things(heads) else 1.0)
        return EventMention(
            begin=words.start_char, end=words.end_char, text=words.text, root=token.i, cls="Statement", frame=cue.id,
            status=status_of_cue(token), confidence=round(confidence, 3),
            sentence=(sentence.start_char, sentence.end_char), initiators=self._fillers.of(heads),
            targets=self._fillers.of(addressees_of(token, cue)), content=tuple(spans),
            quotation=self._page.words(quoted), is_direct=bool(quoted), medium=medium_of(token),
        )  # fmt: skip

    def headline(self) -> EventMention | None:
        """What a headline gives as a person's words: "Roth: The ferry is safe"."""
        left, right = self._page.paragraph(0)
        colon = self._page.text.find(":", left, right)
        span = self._doc.char_span(left, colon) if 0 < colon - left <= _NAME_LENGTH else None
        rest = self._page.text[colon + 1 : right].rstrip(" .")
        if (
            span is None
            or len(rest.split()) < 3
            or rest.endswith("?")
            or not all(t.pos_ == "PROPN" or t.is_title for t in span)
        ):
            return None
        if not self._fillers.is_person(span.root):
            return None
        words = colon + 1 + len(rest) - len(rest.lstrip()), colon + 1 + len(rest)
        return self._statement(self._doc[span.end], _HEADLINE, [span.root], [words], cue_span=(span.end, span.end + 1))

    def _announced(self, number: int, quotation: Quotation, taken: Collection[int]) -> EventMention | None:
        """A quotation that words without a cue announce by a colon: "the envoy went further: ..."."""
        bounds = self._page.announced(number)
        if bounds is None:
            return None
        finite = [t for t in self._doc[bounds[0] : bounds[1]] if t.tag_ in _FINITE and t.i not in taken]
        verb = next((t for t in reversed(finite) if any(c.dep_ == "nsubj" for c in t.lefts)), None)
        heads = speakers_of(verb) if verb is not None else []
        if verb is None or not heads or self._page.is_quoted(verb.i):
            return None
        return self._statement(verb, _COLON, heads, list(quotation.parts))

    def with_continuations(self, statements: dict[int, EventMention]) -> dict[int, EventMention]:
        """The statements with the quotations that go on after them, in their paragraph or in the next."""
        result = dict(statements)
        for number, quotation in enumerate(self._page.quotations):
            if number in self._claimed:
                continue
            if (announced := self._announced(number, quotation, result)) is not None:
                result[announced.root] = announced
                self._claimed[number] = announced.root
                continue
            owner = self._page.continues(number, self._claimed, result)
            if owner is None:
                continue
            self._claimed[number] = owner
            statement = result[owner]
            spans = merged(self._page.text, [*statement.content, *quotation.parts])
            quoted = self._page.within(spans)
            result[owner] = replace(statement, content=tuple(spans), quotation=self._page.words(quoted), is_direct=True)
        return result


def _holds(outer: EventMention, inner: EventMention) -> bool:
    return outer is not inner and any(begin <= inner.begin and inner.end <= end for begin, end in outer.content)


def _is_measure(noun: Token) -> bool:
    """A bare noun that nobody speaks through: "according to size", "to plan"; not "according to police"."""
    return noun.tag_ == "NN" and noun.lower_ not in _BARE_SOURCES and not list(noun.children) and noun.is_lower


def _overlap(a: Spans, b: Spans) -> bool:
    return any(x[0] < y[1] and y[0] < x[1] for x in a for y in b)
