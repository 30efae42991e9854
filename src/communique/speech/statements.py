"""Who said what, by which words: statements in direct, indirect and mixed speech.

Each reporting word (a cue, see `communique.cues`) is taken with the speaker that its syntax gives and with the content:
the quotations beside it, the clause or phrase that it governs, or the clause that it interrupts or follows. Quotations
that no cue claims continue the statement before them where nothing but that statement stands between.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from communique.model import EntityMention, EventMention
from communique.parsing.tokens import Doc, Token
from communique.speech import weighing
from communique.speech.contents import around, by_form, conjunct_after, is_topic, whole_clause
from communique.speech.cues import Cue, Cues
from communique.speech.doubts import doubt_of, names
from communique.speech.quotes import Quotation
from communique.speech.quoting import Page
from communique.speech.spans import Spans, merged, spans_of, with_quotations
from communique.speech.speakers import (
    Fillers,
    after_quotation,
    inverted,
    is_passive,
    owners_of,
    speakers_of,
)
from communique.speech.spotting import candidates, hands_on, may_quote
from communique.speech.stretches import (
    FINITE,
    after_cue,
    after_dateline,
    after_missing_stop,
    apart_from_quotation,
    around_inverted,
    bridged,
    run_on,
    with_afterthought,
    with_antecedent,
    with_exception,
    without_relatives,
    without_tail,
)
from communique.speech.turns import Turn, headline, transcript
from communique.speech.wording import addressees_of, cue_tokens, medium_of, status_of_cue
from communique.speech.words import is_answer, is_text

_ORDER = (
    "predicate", "as", "clause", "gerund", "infinitive", "of", "for", "over", "on", "against", "about", "with", "to",
    "at", "object",
)  # fmt: skip
_BARE_SOURCES = frozenset(["police", "polling", "research", "testimony", "data", "media", "staff", "management"])
_TOLD = ("say.", "ask.")  # what a statement says that somebody thinks or wants is its speaker's account, not a position
_LOOSE = frozenset(["predicate", "as", "object", "for", "over", "against", "about", "with", "to", "on", "at"])
_ABOUT = _LOOSE - {"predicate", "as"}  # what these hold is talked about; words quoted in it need not be the speaker's
_COLON = Cue("say.colon", "verb", (), frozenset(["quote"]), "", "", confidence=0.7)
_STANDING = Cue("say.standing", "verb", (), frozenset(["quote"]), "", "", confidence=0.65)
_TURN = Cue("say.turn", "phrase", (), frozenset(["quote"]), "", "", confidence=0.85)
_HEADLINE = Cue("say.headline", "phrase", (), frozenset(["clause"]), "", "", confidence=0.7)
_VOICED = frozenset(["say", "ask", "judge", "deny", "promise", "refuse"])
_SUBJECTS = frozenset(["nsubj", "nsubjpass", "csubj", "expl"])
_IMPERSONAL = frozenset(["it", "there", "what"])


def find_statements(doc: Doc, entities: Sequence[EntityMention], cues: Cues) -> list[EventMention]:
    """The statements of a parsed article, in text order.

    Fillers are mentions from `entities` or, where no earlier stage saw the speaker ("someone in the audience"), new
    ones. Cues inside a quotation are the speaker's own and are not read.
    """
    page = Page(doc)
    spotted = [(token, found) for token, found in candidates(doc, cues) if not page.is_quoted(token.i)]
    fillers = Fillers(doc, entities)
    quoting = {token.i for token, found in spotted if may_quote(found)}
    handing = {token.i for token, _ in spotted if hands_on(token, quoting)}
    reader = _Reader(doc, page, fillers, quoting - handing, handing)
    statements: dict[int, EventMention] = {}
    for statement in reader.turns():
        statements[statement.root] = statement
    turns = [span for s in statements.values() if s.is_direct for span in s.content]
    for token, found in spotted:
        if any(begin <= token.idx < end for begin, end in turns):
            continue
        if (found_here := reader.read(token, found)) is not None:
            statements[token.i] = found_here
    for i in [i for i in statements if doc[i].dep_ == "xcomp" and doc[i].tag_ == "VB"]:
        statements.pop(doc[i].head.i, None)  # "declined to say": said, or not, by the inner verb
    weighed = [weighing.weighed(page.text, s) for s in reader.with_continuations(statements).values()]
    said = sorted(weighed, key=lambda s: (s.begin, s.end))
    free = (s for s in said if s.root in reader.loose or not s.frame.startswith(_TOLD))
    told = [s for s in said if s.confidence >= weighing.WORTH_TELLING]
    inner = {s.root for s in free if any(_holds(other, s) for other in told)}
    return [s for s in said if s.root not in inner]


class _Reader:
    def __init__(self, doc: Doc, page: Page, fillers: Fillers, quoting: set[int], handing: set[int]) -> None:
        self._doc = doc
        self._page = page
        self._fillers = fillers
        self._quoting = quoting  # tokens that may introduce a quotation
        self._handing = handing  # tokens that look like cues and say nothing themselves
        self.loose: dict[int, str] = {}  # cues whose content is a phrase, and its form
        self._topical: set[int] = set()  # cues whose content is no more than what it is about
        self._claimed: dict[int, int] = {}  # number of a quotation -> token of the cue

    def read(self, token: Token, found: Sequence[Cue]) -> EventMention | None:
        part = found[0].part
        if part == "phrase":
            return self._phrase(token, found[0])
        if part == "noun":
            return next((s for cue in found if (s := self._noun(token, cue)) is not None), None)
        if part == "adjective":
            return self._adjective(token, found[0])
        return self._verb(token, found)

    def _verb(self, verb: Token, found: Sequence[Cue]) -> EventMention | None:
        if verb.i in self._handing:
            return None
        speakers = speakers_of(verb, is_thing=self._fillers.is_thing)
        heads = [h for h in speakers if not self._page.is_quoted(h.i) and h.lower_ != "you"]
        if speakers and not heads and not (any("quote" in c.takes for c in found) and self._page.ends_at(verb.idx)):
            return None
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
        is_free = not spans and quoting and cue.kind == "say" and cue.id != "say.issue"
        if is_free and (last := inverted(verb)) and (clause := around_inverted(self._doc, self._page, verb, last[0])):
            governed, heads = with_quotations(self._page.text, clause, self._page.quotations), last
        governed = apart_from_quotation(self._page, verb, governed, numbers)
        governed = after_missing_stop(self._page, verb, governed)
        if governed and (not spans or _overlap(governed, spans)):
            cue = by if not spans else cue
            spans = merged(self._page.text, spans + governed)
        if not spans and not governed and cue.kind == "say" and heads:
            spans = self._page.paragraph_after(verb)
        if not spans or not self._is_said(verb, heads, cue, is_quote=bool(numbers or self._page.within(spans))):
            return None
        spans = with_afterthought(self._doc, self._page, verb, without_relatives(self._page, spans), self._claimed)
        spans = without_tail(self._page, verb, after_dateline(self._page, spans))
        for n in self._page.within(spans):
            self._claimed.setdefault(n, verb.i)
        statement = self._statement(verb, cue, heads, spans)
        if numbers and heads:
            return weighing.quoted(statement)
        return statement

    def _governed(self, verb: Token, found: Sequence[Cue], heads: list[Token]) -> tuple[Spans, Cue]:
        is_aim = verb.tag_ == "VB" and any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.lefts)
        for form in _ORDER:
            for cue in found:
                if form not in cue.takes or (is_aim and form in _LOOSE):
                    continue
                if cue.speaker == "text" and not (heads and all(is_text(h) or _is_of_text(verb) for h in heads)):
                    continue
                tops, without = by_form(verb, form, cue)
                if not tops and form == "clause" and heads and (clause := around(verb, found)) is not None:
                    tops, without = [clause], frozenset([verb.i])
                if tops and (spans := self._spans(verb, tops, without)):
                    if form in _LOOSE:
                        spans = bridged(self._doc, self._page, spans)
                        self.loose[verb.i] = form
                        if is_topic(verb, form, cue.kind, tops):
                            self._topical.add(verb.i)
                    spans = after_cue(self._doc, verb, cue, spans)
                    if form == "clause" and is_topic(verb, form, cue.kind, tops):
                        self._topical.add(verb.i)
                    if form == "clause" and spans and spans[0][0] > verb.idx:
                        spans = run_on(self._doc, self._page, verb, spans)
                        spans = with_exception(self._doc, self._page, verb, spans)
                    spans = with_antecedent(self._doc, verb, spans)
                    return with_quotations(self._page.text, spans, self._page.quotations), cue
        if named := next((cue for cue in found if "predicate" in cue.takes), None):
            number = self._page.quoted_after(verb)
            if number is not None:
                return [(verb.nbor().idx, self._page.quotations[number].end)], named
        return [], found[0]

    def _spans(self, cue: Token, tops: Sequence[Token], without: frozenset[int] = frozenset()) -> Spans:
        bounds = self._page.paragraph(cue.idx)
        near = [top for top in tops if bounds[0] <= top.idx < bounds[1]]
        return spans_of(self._doc, self._page.text, near, without, within=bounds)

    def _is_said(self, verb: Token, heads: list[Token], cue: Cue, *, is_quote: bool) -> bool:
        if is_quote:
            return True
        if any(child.lower_ in _IMPERSONAL and child.dep_ == "nsubj" for child in verb.children):
            return cue.kind in _VOICED and bool(heads) and heads[0].lower_ == "it"
        if not heads and is_passive(verb) and verb.dep_ not in ("acl", "advcl"):
            return cue.kind in ("ask", "judge", "say") and cue.speaker is None
        return bool(heads) or (cue.kind == "say" and verb.tag_ != "VB")

    def _phrase(self, token: Token, cue: Cue) -> EventMention | None:
        last = self._doc[min(token.i + len(cue.words[0].split()) - 1, len(self._doc) - 1)]
        heads = [c for c in last.children if c.dep_ == "pobj"]
        clause = whole_clause(token)
        is_apart = token.is_sent_start or token.nbor(-1).text == "," or last.i > token.i
        if not heads or clause is None or clause == token or not is_apart:
            return None
        if token.pos_ == "PROPN" or _is_measure(heads[0]):
            return None
        tops = conjunct_after(token)
        spans = self._spans(token, tops or [clause], frozenset([token.i]))
        if spans and token.is_sent_start and spans[0][0] > token.idx:
            source = max(m.end for m in self._fillers.of(heads))
            has_subject = any(c.dep_ in _SUBJECTS for c in clause.lefts)  # else the parser made it an apposition
            first = spans[0][0] if has_subject or self._page.text[source : source + 1] != "," else source + 1
            first += len(self._page.text[first:]) - len(self._page.text[first:].lstrip())
            spans = [(first, self._page.sentence_end(spans[-1][1]))]
        spans = with_quotations(self._page.text, spans, self._page.quotations)
        if len(spans) > 1 and spans[0][0] < token.idx and not tops and not self._goes_on(spans):
            spans = spans[:1]  # what follows only explains: "..., according to the port, a large sum"
        for n in self._page.within(spans):
            self._claimed.setdefault(n, token.i)
        return self._statement(token, cue, heads, spans, cue_span=(token.i, last.i + 1)) if spans else None

    def _goes_on(self, spans: Spans) -> bool:
        """Whether the last stretch is a clause, or the predicate that the first lacks."""
        last, first = self._doc.covering(*spans[-1]), self._doc.covering(*spans[0])
        if last is None or not any(t.pos_ in ("VERB", "AUX") for t in last):
            return False
        is_bare = last[0].pos_ in ("VERB", "AUX") and last[0].tag_ not in ("VBG", "VBN")
        return not is_bare or first is None or not any(t.tag_ in (*FINITE, "MD") for t in first)

    def _noun(self, noun: Token, cue: Cue) -> EventMention | None:
        heads = owners_of(noun)
        tops = []
        for child in noun.children:
            if child.dep_ in ("acl", "relcl", "ccomp") and child.i > noun.i:
                marks = {c.lower_ for c in child.children if c.dep_ == "mark"}
                if "clause" in cue.takes and "that" in marks and any(c.dep_ in _SUBJECTS for c in child.lefts):
                    tops.append(child)
                if "infinitive" in cue.takes and child.tag_ == "VB" and any(c.lower_ == "to" for c in child.lefts):
                    tops.append(child)
            if child.lower_ in ("of", "for") and child.lower_ in cue.takes:
                tops += [c for c in child.children if c.dep_ in ("pobj", "pcomp")]
        if not tops or not (heads or cue.speaker == "none"):
            return None
        spans = with_quotations(self._page.text, self._spans(noun, tops), self._page.quotations)
        if cue.takes & {"of", "for"}:
            self.loose[noun.i] = "of"
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
        doubt = doubt_of(token, cue, heads, self._fillers, is_topic=token.i in self._topical)
        is_name = names(token, cue, [self._page.quotations[n].words(self._page.text) for n in quoted])
        confidence = cue.confidence * (weighing.HABIT if is_name else doubt)
        is_voiced = self.loose.get(token.i) not in _ABOUT or self._page.beginning_at(spans[0][0]) is not None
        is_voiced = is_voiced and doubt not in weighing.UNVOICED and not is_name
        if quoted and heads and cue.part == "verb" and is_voiced:
            confidence = max(confidence, weighing.VOICED)
        is_clause = cue.part == "verb" and cue.kind in ("say", "promise") and token.i not in self.loose
        is_clause = is_clause and spans[-1][0] > token.idx
        told = [t for t in addressees_of(token, cue, is_clause=is_clause) if t not in heads]  # "“...?” asked Roth"
        heard = self._fillers.of(h for h in told if not self._fillers.is_thing(h))
        speakers = tuple(m for m in self._fillers.of(heads) if m not in heard)  # who is told does not tell it
        return EventMention(
            begin=words.start_char, end=words.end_char, text=words.text, root=token.i, cls="Statement", frame=cue.id,
            status=status_of_cue(token), confidence=round(confidence, 3),
            sentence=(sentence.start_char, sentence.end_char), initiators=speakers, targets=heard,
            content=tuple(spans), quotation=self._page.words(quoted), is_direct=bool(quoted), medium=medium_of(token),
        )  # fmt: skip

    def turns(self) -> Iterator[EventMention]:
        """What a headline and a transcript give as somebody's words by typography alone."""
        entities = self._fillers.entities
        if (turn := headline(self._doc, self._page.paragraph(0), entities)) is not None:
            yield self._turn(turn, _HEADLINE)
        for turn in transcript(self._doc):
            words = " ".join(self._page.text[begin:end] for begin, end in turn.spans)
            yield replace(self._turn(turn, _TURN), is_direct=True, quotation=words)

    def _turn(self, turn: Turn, cue: Cue) -> EventMention:
        for n in self._page.within(turn.spans):
            self._claimed[n] = turn.sign
        sign = self._doc[turn.sign]
        head = [self._doc[turn.speaker]]
        return self._statement(sign, cue, head, list(turn.spans), cue_span=(sign.i, sign.i + 1))

    def _announced(self, number: int, quotation: Quotation, taken: Collection[int]) -> EventMention | None:
        """A quotation that words without a cue announce by a colon: "the envoy went further: ..."."""
        bounds = self._page.announced(number)
        if bounds is None:
            return None
        words = self._doc.span(*bounds)
        if (noun := words.root).pos_ == "NOUN" and (is_text(noun) or is_answer(noun)) and (owners := owners_of(noun)):
            return self._statement(noun, _COLON, owners, list(quotation.parts))
        finite = [t for t in words if t.tag_ in FINITE and t.i not in taken]
        verb = next((t for t in reversed(finite) if any(c.dep_ == "nsubj" for c in t.lefts)), None)
        heads = speakers_of(verb) if verb is not None else []
        if verb is None or not heads or self._page.is_quoted(verb.i):
            return None
        return self._statement(verb, _COLON, heads, list(quotation.parts))

    def _standing(self, number: int, quotation: Quotation, taken: Collection[int]) -> EventMention | None:
        """A quotation beside a sentence that only tells what its speaker did: "Roth shook her head. “Never.”"."""
        sentence = self._page.sentence_beside(number)
        if sentence is None or self._page.paragraph(sentence.start_char) != self._page.paragraph(quotation.begin):
            return None
        if sentence.root.i in taken or sentence.root.tag_ not in FINITE:
            return None
        verb = sentence.root
        heads = [c for c in verb.lefts if c.dep_ == "nsubj"]
        if len(heads) != 1 or not self._fillers.is_somebody(heads[0]) or self._page.is_quoted(verb.i):
            return None
        return self._statement(verb, _STANDING, heads, list(quotation.parts))

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
                if (standing := self._standing(number, quotation, result)) is not None:
                    result[standing.root] = standing
                    self._claimed[number] = standing.root
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


def _is_of_text(verb: Token) -> bool:
    """Whether a text stands as the verb's subject, through which its issuer speaks."""
    return any(is_text(c) for c in verb.lefts if c.dep_ == "nsubj")


def _overlap(a: Spans, b: Spans) -> bool:
    return any(x[0] < y[1] and y[0] < x[1] for x in a for y in b)
