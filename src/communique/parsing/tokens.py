"""A parsed text as plain Python objects, which is what all rules read.

spaCy makes a token anew each time that one is asked for, and each answer of it is looked up and decoded: a walk over
the children of a word costs microseconds, and rules walk hundreds of times over each sentence. Here all is looked up
once for a text. The names are those of spaCy's Token, Span and Doc, and so are the answers; slices are lists.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import spacy.tokens
    from spacy.strings import StringStore

NOBODY: tuple[Token, ...] = ()


class Token:
    """A word, number or mark, with its place in the tree."""

    __slots__ = (
        "children", "dep_", "doc", "ent_type_", "head", "i", "idx", "is_sent_start", "lefts", "lemma_", "like_num",
        "lower_", "norm_", "pos_", "rights", "tag_", "text", "whitespace_",
    )  # fmt: skip

    doc: Doc
    i: int
    idx: int  # its first character in the text
    text: str
    lower_: str
    lemma_: str
    pos_: str
    tag_: str
    dep_: str
    ent_type_: str
    whitespace_: str
    norm_: str  # the common form: "not" for "n't"
    like_num: bool  # a number, in figures or in words
    is_sent_start: bool
    head: Token  # of a root itself
    children: Sequence[Token]  # in text order; `lefts` and `rights` are those before and after it
    lefts: Sequence[Token]
    rights: Sequence[Token]

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    @property
    def is_space(self) -> bool:
        return self.text.isspace()

    @property
    def is_alpha(self) -> bool:
        return self.text.isalpha()

    @property
    def is_title(self) -> bool:
        return self.text.istitle()

    @property
    def is_upper(self) -> bool:
        return self.text.isupper()

    @property
    def is_lower(self) -> bool:
        return self.text.islower()

    @property
    def text_with_ws(self) -> str:
        return self.text + self.whitespace_

    @property
    def sent(self) -> Span:
        """The sentence around it."""
        starts = self.doc.sentence_starts
        nth = bisect_right(starts, self.i)
        return Span(self.doc, starts[nth - 1], starts[nth] if nth < len(starts) else len(self.doc))

    @property
    def subtree(self) -> Iterator[Token]:
        """The token and all that hangs on it; in text order where no phrase is torn apart."""
        for child in self.lefts:
            yield from child.subtree
        yield self
        for child in self.rights:
            yield from child.subtree

    @property
    def left_edge(self) -> Token:
        """The first token of the subtree."""
        return min(self.subtree, key=_place) if self.children else self

    @property
    def right_edge(self) -> Token:
        """The last token of the subtree."""
        return max(self.subtree, key=_place) if self.children else self

    @property
    def ancestors(self) -> Iterator[Token]:
        """What it hangs on, the nearest first."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    @property
    def conjuncts(self) -> tuple[Token, ...]:
        """What it is coordinated with."""
        first = self
        while first.dep_ == "conj" and first.head is not first:
            first = first.head
        found = [first]
        for token in found:  # which grows
            found += [child for child in token.rights if child.dep_ == "conj"]
        return tuple(token for token in found if token is not self)

    def nbor(self, by: int = 1) -> Token:
        """The token beside it.

        Raises:
            IndexError: there is none.
        """
        if self.i + by < 0:
            raise IndexError("no token before the first")
        return self.doc[self.i + by]


def _place(token: Token) -> int:
    return token.i


class Span:
    """Tokens `start` to `end` (exclusive)."""

    __slots__ = ("doc", "end", "label_", "start")

    def __init__(self, doc: Doc, start: int, end: int, label: str = ""):
        self.doc, self.start, self.end, self.label_ = doc, start, end, label

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc[self.start : self.end])

    def __len__(self) -> int:
        return self.end - self.start

    def __getitem__(self, nth: int) -> Token:
        return self.doc[self.start : self.end][nth]

    def __repr__(self) -> str:
        return self.text

    @property
    def start_char(self) -> int:
        return self.doc[self.start].idx

    @property
    def end_char(self) -> int:
        last = self.doc[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        if self.start >= self.end:
            return ""
        return self.doc.text[self.start_char : self.end_char]

    @property
    def root(self) -> Token:
        """The token that hangs on none of the others; of several the one nearest to the root of its sentence."""
        tops = [t for t in self if t.head is t or not self.start <= t.head.i < self.end]
        return min(tops, key=lambda t: sum(1 for _ in t.ancestors))


class Doc(list[Token]):
    """The tokens of a text."""

    __slots__ = ("_begins", "ents", "sentence_starts", "text")

    text: str
    ents: tuple[Span, ...]  # what the recogniser of names found
    sentence_starts: list[int]  # the first token of each sentence
    _begins: list[int]

    @property
    def sents(self) -> list[Span]:
        stops = [*self.sentence_starts[1:], len(self)]
        return [Span(self, start, stop) for start, stop in zip(self.sentence_starts, stops, strict=True)]

    def span(self, start: int, end: int) -> Span:
        return Span(self, start, end)

    def at(self, offset: int) -> int | None:
        """The number of the token that holds a character or is followed by it; None outside the text."""
        nth = bisect_right(self._begins, offset) - 1
        return nth if 0 <= offset < len(self.text) and nth >= 0 else None

    def covering(self, begin: int, end: int) -> Span | None:
        """The tokens that hold any of these characters, a blank after the first of them apart."""
        first, last = self.at(begin), self.at(end - 1)
        if first is None or last is None:
            return None
        if begin == self[first].idx + len(self[first].text):
            first += 1
        return Span(self, first, last + 1)

    def char_span(self, begin: int, end: int) -> Span | None:
        """The tokens from the one that begins here to the one that ends there; None where tokens have other bounds."""
        found = self.covering(begin, end)
        return found if found is not None and (found.start_char, found.end_char) == (begin, end) else None


class _Names(dict[int, str]):
    """The strings of spaCy's numbers, each looked up once."""

    def __init__(self, strings: StringStore):
        self._strings = strings

    def __missing__(self, number: int) -> str:
        found = self[number] = str(self._strings[number])
        return found


def of(parsed: spacy.tokens.Doc) -> Doc:
    """The tokens of a text that spaCy has parsed."""
    from spacy import attrs as a

    columns = (a.ORTH, a.LOWER, a.NORM, a.LEMMA, a.POS, a.TAG, a.DEP, a.ENT_TYPE)
    names = _Names(parsed.vocab.strings)
    words = [[names[n] for n in column] for column in parsed.to_array(list(columns)).T.tolist()]
    layout = parsed.to_array([a.HEAD, a.SENT_START, a.SPACY, a.LIKE_NUM]).astype("int64").T.tolist()
    doc, idx = Doc(), 0
    for i, (text, lower, norm, lemma, pos, tag, dep, kind, start, blank, number) in enumerate(
        zip(*words, *layout[1:], strict=True)
    ):
        token = Token()
        token.doc, token.i, token.idx, token.text, token.lower_ = doc, i, idx, text, lower
        token.norm_, token.lemma_, token.pos_, token.tag_, token.dep_, token.ent_type_ = (
            norm,
            lemma,
            pos,
            tag,
            dep,
            kind,
        )
        token.is_sent_start, token.like_num, token.whitespace_ = start == 1, number == 1, " " if blank else ""
        token.head, token.children, token.lefts, token.rights = token, NOBODY, NOBODY, NOBODY
        doc.append(token)
        idx += len(text) + blank
    _hang(doc, layout[0])
    doc.text = parsed.text
    doc.sentence_starts = [t.i for t in doc if t.is_sent_start or t.i == 0]
    doc.ents = tuple(Span(doc, e.start, e.end, e.label_) for e in parsed.ents)
    doc._begins = [t.idx for t in doc]
    return doc


def _hang(doc: Doc, heads: Sequence[int]) -> None:
    """Link each token with its head, which is so many tokens away."""
    children: dict[int, list[Token]] = {}
    for token, away in zip(doc, heads, strict=True):
        if away:
            token.head = doc[token.i + away]
            children.setdefault(token.i + away, []).append(token)
    for i, found in children.items():
        head = doc[i]
        head.children = found
        if found[-1].i < i:
            head.lefts = found
        elif found[0].i > i:
            head.rights = found
        else:
            head.lefts, head.rights = [c for c in found if c.i < i], [c for c in found if c.i > i]
