"""Where what is said goes on or stops though the parse says otherwise."""

from __future__ import annotations

import re
from collections.abc import Collection

from communique.parsing.tokens import Doc, Token
from communique.speech.asides import SPEAKING
from communique.speech.cues import Cue
from communique.speech.phrases import phrase_of
from communique.speech.quoting import Page
from communique.speech.spans import Spans, spans_of
from communique.speech.wording import cue_tokens

_GAP = 5  # tokens between a thing and what is said of it
_EXCEPTION = re.compile(r",? (?:but|and) (?:not|only) (?:after|as|because|before|by|for|if|in|on|the|to|until|when)\b")
_RELATIVES = frozenset(["that", "what", "when", "where", "which", "who", "whom"])
_TAIL = re.compile(r",? (?:(after|as|when|while)|(an?|which|who)) ")
_DATELINE = re.compile(
    r"(?:[A-Z][\w.]+ )?(?:[A-Z]{3,}[A-Z' ]*)(?:, [A-Z][\w. ]{2,20})?(?: ?\([^)\n]{2,30}\))? ?(?:--|—|–|:| - ) ?(?=\S)"
)
FINITE = frozenset(["VBD", "VBZ", "VBP"])
_ENDING = frozenset(["ADJ", "ADV", "NOUN", "NUM", "PROPN", "VERB"])  # how a sentence ends
_SHORT = 5  # tokens, marks included
_REASONS = frozenset(["because", "if", "unless", "since", "although", "though"])
_CLAUSAL = frozenset(["advcl", "ccomp", "conj", "cc", "punct", "parataxis"])
_HELPING = frozenset([
    "are", "can", "could", "had", "has", "have", "is", "may", "might", "must", "should", "was", "were", "will", "would",
])  # fmt: skip


def apart_from_quotation(page: Page, verb: Token, governed: Spans, numbers: list[int]) -> Spans:
    """Without what a dash or colon parts from a quotation before the verb: "... the pier – “a wreck,” he said"."""
    if not numbers or not governed:
        return governed
    begin = page.quotations[numbers[0]].begin
    before = page.text[governed[0][0] : begin].rstrip()
    is_apart = governed[0][0] < begin < verb.idx and before.endswith(("—", "–", "-", ":"))
    if verb.idx < governed[0][0] < begin and before.endswith(","):
        lead = page.tokens(governed[0][0], begin)  # "announced, in capital letters, “...”"
        is_apart = lead[0].pos_ == "ADP" and not any(t.tag_ in FINITE or t.tag_ == "MD" for t in lead)
    return [span for span in governed if span[0] >= begin] if is_apart else governed


def after_missing_stop(page: Page, verb: Token, governed: Spans) -> Spans:
    """Without a sentence of the writer's that lacks its full stop before a quoted one: "Ten ports joined “They pose a
    threat,” said Roth"."""
    if len(governed) != 1 or governed[0][1] > verb.idx:
        return governed
    begin, end = governed[0]
    inside = page.within(governed)
    quotation = page.quotations[inside[-1]] if inside else None
    if quotation is None or quotation.begin <= begin or quotation.end < end or len(quotation.parts) > 1:
        return governed
    before, words = page.tokens(begin, quotation.begin), page.tokens(quotation.begin, quotation.end)
    while before and before[-1].is_space:
        before.pop()
    first = next((t for t in words if t.is_alpha), None)
    if first is None or not first.is_title or not before or before[-1].pos_ not in _ENDING or not _is_sentence(before):
        return governed
    return [(quotation.begin, end)] if _is_sentence(words) and len(words) > _SHORT else governed


def _is_sentence(words: list[Token]) -> bool:
    """Whether a subject and a finite verb of its own stand among the words."""
    held = {t.i for t in words}
    finite = {t.head.i if t.dep_ in ("aux", "auxpass") else t.i for t in words if t.tag_ in (*FINITE, "MD")}
    return any(t.dep_ in ("nsubj", "nsubjpass", "expl") and t.head.i in finite & held for t in words)


def with_afterthought(doc: Doc, page: Page, verb: Token, spans: Spans, claimed: Collection[int]) -> Spans:
    """The spans with what goes on after the cue: "It will close, he said, because ..." or ", and “a shame.”"."""
    if spans[-1][1] > verb.idx or verb.tag_ not in FINITE:
        return spans
    own = (c for c in verb.children if c.dep_ not in _CLAUSAL)
    stop = max((t.i for c in own for t in c.subtree), default=verb.i)
    rest = doc[max(stop, verb.i) + 1 : max(stop, verb.i) + 4]
    if len(rest) < 3 or rest[0].text != ",":
        return spans
    if rest[1].lower_ in _REASONS and (clause := rest[1].head).dep_ == "advcl" and verb in clause.ancestors:
        return spans + spans_of(doc, page.text, [clause], within=page.paragraph(verb.idx))
    if rest[1].lower_ in ("and", "but") and (more := _in_its_tense(verb, spans, doc, rest[1])) is not None:
        return spans + spans_of(doc, page.text, [more], within=page.paragraph(verb.idx))
    if rest[1].lower_ in ("and", "but", "or") and (number := page.beginning_at(rest[2].idx)) is not None:
        return spans if number in claimed else [*spans, *page.quotations[number].parts]
    return spans


def _in_its_tense(verb: Token, spans: Spans, doc: Doc, joined: Token) -> Token | None:
    """The clause that goes on after the cue in the present of what was said before a past cue: "It is old, said Roth,
    but its crew is good"; a past one may as well be the writer's."""
    clause = next((c for c in verb.rights if c.dep_ == "conj" and c.i > joined.i), None)
    said = doc.covering(*spans[-1])
    if clause is None or said is None or verb.tag_ != "VBD" or clause.lemma_ in SPEAKING:
        return None
    own = any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in clause.lefts)
    return clause if own and _is_present(clause) and all(_is_present(t) for t in said if t.head == verb) else None


def _is_present(verb: Token) -> bool:
    return any(t.tag_ in ("VBZ", "VBP") for t in (verb, *verb.lefts) if t == verb or t.dep_ in ("aux", "auxpass"))


def around_inverted(doc: Doc, page: Page, verb: Token, speaker: Token) -> Spans:
    """The clause that an inverted cue ends or interrupts: "The trouble, say the sailors, is the fog"."""
    first = page.first_of_clause(verb)
    if first is None:
        return []
    resumed = _resumed(doc, page, verb, speaker)
    return [first, *resumed] if resumed or len(page.text[first[0] : first[1]].split()) > 2 else []


def _resumed(doc: Doc, page: Page, verb: Token, speaker: Token) -> Spans:
    for token in doc[verb.i + 2 : verb.sent.end]:
        owner = token.head if token.dep_ in ("aux", "auxpass") else token
        subjects = [c for c in owner.lefts if c.dep_ in ("nsubj", "nsubjpass")]
        if (
            token.tag_ in (*FINITE, "MD")
            and token.nbor(-1).text == ","
            and all(c.i < verb.i or c == speaker for c in subjects)
        ):
            return [(token.idx, page.sentence_end(token.idx))]
    return []


def bridged(doc: Doc, page: Page, spans: Spans) -> Spans:
    """The spans of a thing and what is said of it, with a few words between that the parser hung on the cue: "the
    quay | below the fort | as a wreck"."""
    result = spans[:1]
    for begin, end in spans[1:]:
        between = page.tokens(result[-1][1], begin)
        is_plain = all(t.is_alpha and t.pos_ not in ("VERB", "AUX") and not t.ent_type_.endswith("E") for t in between)
        if len(between) <= _GAP and between and is_plain and between[0].pos_ == "ADP":
            result[-1] = (result[-1][0], end)
        else:
            result.append((begin, end))
    return result


def with_exception(doc: Doc, page: Page, verb: Token, spans: Spans) -> Spans:
    """The spans with an exception after a comma: "said that it would sail, but not before June"."""
    end = spans[-1][1]
    if verb.idx > end:
        return spans
    last = page.sentence_end(end)
    return [*spans[:-1], (spans[-1][0], last)] if _EXCEPTION.match(page.text, end, last) else spans


def run_on(doc: Doc, page: Page, verb: Token, spans: Spans) -> Spans:
    """The spans with the predicate that the parser cut from a reported clause by its subject's relative clause."""
    end = spans[-1][1]
    following = [t for t in doc[verb.i : verb.sent.end] if t.idx >= end and t.text != ","][:2]
    first = next((t for t in following if t.lower_ not in ("and", "but", "or")), None)
    if first is None or first.lower_ not in _HELPING or verb.tag_ not in FINITE or verb.dep_ == "relcl":
        return spans
    owner = first.head if first.dep_ in ("aux", "auxpass") else first
    if owner.i < first.i or any(c.dep_ in ("nsubj", "nsubjpass") and c.i < verb.i for c in owner.lefts):
        return spans
    last = max(t.i for t in owner.subtree)
    without = frozenset(t.i for t in owner.lefts if t.i < first.i)
    rest = spans_of(doc, page.text, [owner], without, within=page.paragraph(verb.idx))
    return [*spans[:-1], (spans[-1][0], rest[-1][1])] if rest and last > first.i else spans


def after_cue(doc: Doc, verb: Token, cue: Cue, spans: Spans) -> Spans:
    """The spans without the words of the cue: "made clear | his aim"."""
    first, stop = cue_tokens(verb, cue)
    if stop - verb.i < 2 or stop >= len(doc):
        return spans
    left, right = doc[first].idx, doc[stop].idx
    moved = [(right if left <= begin < right else begin, end) for begin, end in spans]
    return [(begin, end) for begin, end in moved if begin < end]


def with_antecedent(doc: Doc, verb: Token, spans: Spans) -> Spans:
    """The spans with the noun whose relative clause the cue stands in, where what is said is said of it: of "a link
    that they say would fail" also "a link", instead of "that"."""
    noun = verb.head
    if verb.dep_ != "relcl" or noun.pos_ not in ("NOUN", "PROPN", "NUM") or noun.i > verb.i or not spans:
        return spans
    first = doc.covering(*spans[0])
    if first is None:
        return spans
    word = first[0]
    is_relative = len(first) == 1 and word.lower_ in ("that", "which") and word.i < verb.i
    is_headless = word.i > verb.i and (word.tag_ in (*FINITE, "MD")) and word.dep_ in ("ccomp", "aux", "auxpass")
    if is_headless:
        owner = word if word.dep_ == "ccomp" else word.head
        is_headless = owner.head == verb and not any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in owner.lefts)
    if not (is_relative or is_headless):
        return spans
    start, stop = phrase_of(noun)
    phrase = doc.span(start, stop)
    return [(phrase.start_char, phrase.end_char), *spans[is_relative:]]


def without_relatives(page: Page, spans: Spans) -> Spans:
    """The spans without a lone relative word: of "in what | the guild says | was a folly"."""
    kept = [(begin, end) for begin, end in spans if page.text[begin:end].lower() not in _RELATIVES]
    return kept or spans


def after_dateline(page: Page, spans: Spans) -> Spans:
    """The spans without the place that an agency's text begins with: "OSLO, May 5 (AP) -- The ferry sank, ..."."""
    begin, end = spans[0]
    if begin != page.paragraph(begin)[0] or (line := _DATELINE.match(page.text, begin, end)) is None:
        return spans
    return [(line.end(), end), *spans[1:]]


def without_tail(page: Page, verb: Token, spans: Spans) -> Spans:
    """The spans without what the writer adds outside the marks: "was “a fool” | after he lost", "“safe,” | a word that
    the mayor uses too"."""
    begin, end = spans[-1]
    inside = page.within(spans[-1:])
    last = page.quotations[inside[-1]].end if inside else end
    if last >= end or begin < verb.idx or (tail := _TAIL.match(page.text, last, end)) is None:
        return spans
    if tail[2] and "," not in page.text[last - 2 : last + 1]:
        return spans
    if tail[1] and not any(t.tag_ == "VBD" for t in page.tokens(last, end)):
        return spans
    return [*spans[:-1], (begin, last)]
