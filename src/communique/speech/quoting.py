"""Which quotations stand beside which reporting word."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence

from communique.model import EventMention
from communique.parsing.tokens import Doc, Span, Token
from communique.speech.quotes import find_quotations

_BEFORE_CUE = re.compile(r"[\s,.;:—–\-]*(?:(?:and|but|then|as)\s+)?")
_SENTENCE_START = re.compile(r"(?:^|[.?!:…\"”’'»)\]—–-]|\n)[\s\xa0]*(?:[(\[][\s\xa0]*)?$")
_ENDS_NAMING = frozenset([".", "?", "!", ":", ";", ",", "—", "–", "--"])  # between "called" and a quoted name for it
_ANNOUNCING = 60  # characters between a cue and the colon that ends its paragraph
_REACH = 30  # tokens between a cue and the quotation that it announces


class Page:
    """The quotations of a text and the tokens within them."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self.text = doc.text
        self.quotations = find_quotations(self.text)
        self._begins = [q.begin for q in self.quotations]
        self._quoted: set[int] = set()
        self._first: list[int] = []
        self._stop: list[int] = []
        if self.quotations:
            starts = [token.idx for token in doc]
            for quotation in self.quotations:
                for begin, end in quotation.parts:
                    self._quoted.update(range(bisect_left(starts, begin), bisect_left(starts, end)))
                self._first.append(bisect_left(starts, quotation.begin))
                self._stop.append(bisect_left(starts, quotation.end))

    def paragraph(self, offset: int) -> tuple[int, int]:
        """Begin and end of the line around an offset; parses run over the end of a headline, speech does not."""
        end = self.text.find("\n", offset)
        return self.text.rfind("\n", 0, offset) + 1, end if end >= 0 else len(self.text)

    def is_quoted(self, token: int) -> bool:
        return token in self._quoted

    def within(self, spans: Sequence[tuple[int, int]]) -> list[int]:
        """Numbers of the quotations that lie in the spans."""
        found = []
        for begin, end in spans:
            for number in range(bisect_left(self._begins, begin), bisect_right(self._begins, end)):
                if self.quotations[number].parts[0][1] <= end and number not in found:
                    found.append(number)
        return found

    def tokens(self, begin: int, end: int) -> list[Token]:
        """The tokens that begin in a stretch of text."""
        return list(self._doc[self._token_at(begin) : self._token_at(end)])

    def ends_at(self, offset: int) -> bool:
        """Whether a quotation ends right before an offset."""
        number = bisect_left(self._begins, offset) - 1
        return number >= 0 and not self.text[self.quotations[number].end : offset].strip(" ,\t\xa0")

    def words(self, numbers: Sequence[int]) -> str | None:
        """The words of these quotations, without marks."""
        return " … ".join(self.quotations[n].words(self.text) for n in numbers) or None

    def beside(self, verb: Token, heads: Sequence[Token], cues: Collection[int]) -> list[int]:
        """Numbers of the quotations right before and right after the clause of a reporting verb."""
        if not self.quotations:
            return []
        found = []
        left = self._left_of_clause(verb, heads)
        before = bisect_left(self._begins, left.idx) - 1
        if before >= 0 and self._precedes(before, left):
            found.append(before)
        after = bisect_right(self._begins, verb.idx)
        if after < len(self.quotations) and self._follows(after, verb, cues, has_before=bool(found)):
            found.append(after)
        return found

    def _left_of_clause(self, verb: Token, heads: Sequence[Token]) -> Token:
        first = verb
        for token in (*verb.lefts, *heads):
            if token.i > verb.i or token.i in self._quoted or token.dep_ in ("ccomp", "punct", "cc", "mark"):
                continue
            edge = self._unquoted_edge(token)
            if edge.i < first.i and token.sent.start == verb.sent.start:
                first = edge
        return first

    def _unquoted_edge(self, token: Token) -> Token:
        """The leftmost token of a phrase, up to a quotation whose closing mark the parser hung on the phrase."""
        i, left = token.i, token.left_edge.i
        while i > left and i - 1 not in self._quoted:
            i -= 1
        return self._doc[i]

    def _precedes(self, number: int, left: Token) -> bool:
        quotation = self.quotations[number]
        between = self.text[quotation.end : left.idx]
        if "\n" in between or not _BEFORE_CUE.fullmatch(between):
            return False
        if not self._begins_sentence(quotation.begin):
            return False
        inside = self.text[: quotation.inner[-1][1]].rstrip(" \t\xa0'’”\"")[-1:]
        return (
            inside in ",?!—–-…"
            or between.lstrip()[:1] in (",", "—", "–", "-")
            or (inside.isalnum() and not between.strip())
        )

    def _begins_sentence(self, begin: int) -> bool:
        return _SENTENCE_START.search(self.text, max(0, begin - 12), begin) is not None or begin == 0

    def _follows(self, number: int, verb: Token, cues: Collection[int], *, has_before: bool) -> bool:
        first = self._first[number]
        if first - verb.i > _REACH or first <= verb.i:
            return False
        between = self.text[verb.idx + len(verb) : self.quotations[number].begin]
        stripped = between.rstrip(" \t\xa0")
        if "\n" in between and not stripped.rstrip().endswith(":"):
            return False
        if has_before and stripped.endswith(",") and self.text[self.quotations[number].inner[0][0]].islower():
            return True
        for i in range(verb.i + 1, first):
            token = self._doc[i]
            is_finite = token.tag_ in ("VBD", "VBZ", "VBP") and token.lower_ != "quote"  # "said, and I quote, ..."
            is_finite = is_finite and not self._is_within(token, verb)
            if is_finite or (i in cues and token.dep_ != "acl"):
                return False
            if token.is_sent_start and self._doc[i - 1].text in (".", "?", "!"):
                return False
        if not stripped:
            return True
        if stripped.endswith(":"):
            return True
        return stripped.endswith((",", "that")) and (has_before or not self._is_fragment(number))

    def _is_within(self, token: Token, verb: Token) -> bool:
        """Whether a finite verb between cue and quotation is quoted or subordinate ("said as she left: ...")."""
        is_subordinate = token.dep_ in ("advcl", "relcl", "acl", "pcomp") and verb in token.ancestors
        return token.i in self._quoted or is_subordinate

    def _is_fragment(self, number: int) -> bool:
        """A quoted word or phrase rather than a sentence."""
        begin, end = self.quotations[number].inner[0]
        words = self.text[begin:end].split()
        return not words or (len(words) < 4 and not words[-1].endswith((".", "?", "!", ",")))

    def announced(self, number: int) -> tuple[int, int] | None:
        """First and stop token of the words that announce a quotation by a colon, from the start of their sentence."""
        quotation = self.quotations[number]
        before = self.text[: quotation.begin].rstrip()
        if not before.endswith(":"):
            return None
        stop = self._token_at(len(before) - 1)
        left = self.paragraph(len(before) - 1)[0]
        first = stop
        while first > 0 and self._doc[first - 1].idx >= left and self._doc[first - 1].text not in (".", "?", "!"):
            first -= 1
        return first, stop

    def first_of_clause(self, verb: Token) -> tuple[int, int] | None:
        """Bounds of what stands between the start of the sentence and the comma before a verb."""
        left = self.paragraph(verb.idx)[0]
        first = verb.i - 1
        while first > 0 and self._doc[first - 1].idx >= left and self._doc[first - 1].text not in (".", "?", "!"):
            first -= 1
        return (self._doc[first].idx, verb.nbor(-1).idx) if verb.i - 1 > first else None

    def paragraph_after(self, verb: Token) -> list[tuple[int, int]]:
        """The paragraph that a colon at the end of the verb's paragraph announces, unless it stands in marks."""
        right = self.paragraph(verb.idx)[1]
        rest = self.text[verb.idx + len(verb) : right].strip()
        if not rest.endswith(":") or "." in rest or len(rest) > _ANNOUNCING:
            return []
        left = right + len(self.text[right:]) - len(self.text[right:].lstrip())
        end = self.paragraph(left)[1] if left < len(self.text) else left
        span = left, left + len(self.text[left:end].rstrip())
        return [span] if span[0] < span[1] and not self.within([span]) else []

    def quoted_after(self, verb: Token) -> int | None:
        """Number of a quoted word or phrase that ends the few words after a verb: "called the bridge a 'folly'"."""
        number = bisect_right(self._begins, verb.idx)
        if number >= len(self.quotations) or not 0 < self._first[number] - verb.i <= 9:
            return None
        between = self._doc[verb.i + 1 : self._first[number]]
        is_named = len(between) > 0 and between[0].lower_ == "what"  # "called what she saw 'a wreck'"
        for token in between:
            if token.text in (".", "?", "!", ":", ";", ",", "—", "–", "--") or (
                token.tag_ in ("VBD", "VBZ", "VBP") and not is_named
            ):
                return None
        return number

    def continues(self, number: int, claimed: Mapping[int, int], statements: Mapping[int, EventMention]) -> int | None:
        """The cue token of the statement that an unclaimed quotation goes on with, if it does.

        Either the quotation follows the statement's sentence, or it begins the paragraph after it.
        """
        quotation = self.quotations[number]
        if not self._begins_sentence(quotation.begin) or self._is_gloss(number):
            return None
        paragraph, right = self.paragraph(quotation.begin)
        near = [
            (statement.sentence, statement.frame.startswith("say"), bool(statement.is_direct), -statement.begin, cue)
            for cue, statement in statements.items()
            if paragraph <= statement.begin
            and statement.content[-1][1] <= quotation.begin >= statement.end
            and self._is_next(max(statement.end, statement.content[-1][1]), number)
        ]
        if near:
            return max(near)[-1]
        if quotation.begin != paragraph or self.text[quotation.end : max(right, quotation.end)].strip()[:1].islower():
            return None
        if number - 1 in claimed and statements.get(claimed[number - 1]) is not None:
            owner = claimed[number - 1]
            last = max(statements[owner].end, self.quotations[number - 1].end)
            if not self.text[last:paragraph].strip(" \t\n\xa0."):
                return owner
        return self._ending_with(paragraph, statements)

    def _is_gloss(self, number: int) -> bool:
        """Whether the writer's sentence goes on after the quoted words: "“Ghost ships” are vessels without papers"."""
        quotation = self.quotations[number]
        inside = self.text[: quotation.inner[-1][1]].rstrip(" \t\xa0'’”\"")[-1:]
        if not (inside.isalnum() or inside == ",") or not self.text[quotation.end :].lstrip(" \t\xa0")[:1].islower():
            return False
        words = self.tokens(quotation.begin, quotation.end)
        return not any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in words)  # else a sentence: "“We won” in May"

    def _ending_with(self, paragraph: int, statements: Mapping[int, EventMention]) -> int | None:
        """The cue of the statement that ends the paragraph before this one."""
        end = len(self.text[:paragraph].rstrip())
        left = self.text.rfind("\n", 0, end) + 1
        last = [
            (statement.begin, cue)
            for cue, statement in statements.items()
            if statement.frame.startswith("say") and statement.initiators and left <= statement.begin < end
            if not self.text[max(statement.end, statement.content[-1][1]) : end].strip(" .\xa0")
        ]
        return min(last)[1] if last else None

    def sentence_beside(self, number: int) -> Span | None:
        """The sentence before a free-standing quotation, or right after one that begins its paragraph."""
        quotation = self.quotations[number]
        inside = self.text[quotation.begin : quotation.end].rstrip("\"'”’» ")
        if not self._begins_sentence(quotation.begin) or not inside.endswith((".", "?", "!", "…")):
            return None
        if quotation.begin == self.paragraph(quotation.begin)[0] and self._stop[number] < len(self._doc):
            following = self._doc[self._stop[number]]
            if not following.is_space and following.i not in self._quoted:
                return following.sent
        first = self._first[number]
        while first > 0 and self._doc[first - 1].is_space:
            first -= 1
        if first == 0 or first - 1 in self._quoted:
            return None
        return self._doc[first - 1].sent

    def _is_next(self, end: int, number: int) -> bool:
        """Whether the quotation begins the sentence after the one that holds the character before `end`."""
        between = self._doc[self._token_at(end) : self._first[number]]
        return sum(1 for token in between if token.text in (".", "?", "!")) <= 1

    def beginning_at(self, offset: int) -> int | None:
        """Number of the quotation that begins here."""
        number = bisect_left(self._begins, offset)
        return number if number < len(self._begins) and self._begins[number] == offset else None

    def sentence_end(self, offset: int) -> int:
        """Where the sentence ends, though the parser may have cut it: at a full stop or the end of the paragraph."""
        right = self.paragraph(offset)[1]
        for token in self._doc[self._token_at(offset) :]:
            if token.idx >= right or token.text in (".", "?", "!"):
                return min(token.idx, right)
        return right

    def _token_at(self, offset: int) -> int:
        span = self._doc.covering(offset, offset + 1) if offset < len(self.text) else None
        return span.start if span is not None else len(self._doc)
