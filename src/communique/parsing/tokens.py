"""A parsed text as plain Python objects, which is what all rules read.

spaCy makes a token anew each time that one is asked for, and each answer of it is looked up and decoded: a walk over
the children of a word costs microseconds, and rules walk hundreds of times over each sentence. Here all is looked up
once for a text. The names are those of spaCy's Token, Span and Doc, and so are the answers; slices are lists.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import spacy.tokens
    from spacy.strings import StringStore

NOBODY: tuple[Token, ...] = ()
_MOST_NAMES = 100_000  # strings that are kept from text to text


class Token:
    """A word, number or mark, with its place in the tree."""

    __slots__ = (
        "children", "dep_", "doc", "ent_type_", "head", "i", "idx", "is_sent_start", "lefts", "lemma_", "lower_",
        "pos_", "rights", "tag_", "text",
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
    def norm_(self) -> str:
        """The common form: "not" for "n't"."""
        return self.doc.norm(self.i)

    @property
    def like_num(self) -> bool:
        """Whether it is a number, in figures or in words."""
        return self.i in self.doc.numbers

    @property
    def whitespace_(self) -> str:
        """The blank after it, if there is one that is no token of its own."""
        end = self.idx + len(self.text)
        following = self.doc[self.i + 1].idx if self.i + 1 < len(self.doc) else len(self.doc.text)
        return self.doc.text[end:following]

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

    __slots__ = ("_begins", "_names", "_norms", "ents", "numbers", "sentence_starts", "text")

    text: str
    ents: tuple[Span, ...]  # what the recogniser of names found
    sentence_starts: list[int]  # the first token of each sentence
    numbers: frozenset[int]
    _begins: list[int]
    _norms: list[int]
    _names: _Names

    @property
    def sents(self) -> list[Span]:
        stops = [*self.sentence_starts[1:], len(self)]
        return [Span(self, start, stop) for start, stop in zip(self.sentence_starts, stops, strict=True)]

    def norm(self, i: int) -> str:
        return self._names[self._norms[i]]

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
        if len(self) > _MOST_NAMES:
            self.clear()
        found = self[number] = str(self._strings[number])
        return found


@lru_cache(maxsize=1)
def _names_of(strings: StringStore) -> _Names:
    return _Names(strings)


def of(parsed: spacy.tokens.Doc) -> Doc:
    """The tokens of a text that spaCy has parsed."""
    from spacy import attrs as a

    names = _names_of(parsed.vocab.strings)
    wanted = [a.ORTH, a.LOWER, a.LEMMA, a.POS, a.TAG, a.DEP, a.ENT_TYPE, a.NORM, a.LIKE_NUM]
    columns = parsed.to_array(wanted).T.tolist()
    texts, *words = ([names[n] for n in column] for column in columns[:7])
    heads, starts, blanks = parsed.to_array([a.HEAD, a.SENT_START, a.SPACY]).astype("int64").T.tolist()
    doc, idx = Doc(), 0
    for i, (text, lower, lemma, pos, tag, dep, kind, start, blank) in enumerate(
        zip(texts, *words, starts, blanks, strict=True)
    ):
        token = Token()
        token.doc, token.i, token.idx, token.text, token.lower_ = doc, i, idx, text, lower
        token.lemma_, token.pos_, token.tag_, token.dep_, token.ent_type_ = lemma, pos, tag, dep, kind
        token.head, token.children, token.lefts, token.rights = token, NOBODY, NOBODY, NOBODY
        token.is_sent_start = start == 1
        doc.append(token)
        idx += len(text) + blank
    _hang(doc, heads)
    doc.text = "".join([text + " " if blank else text for text, blank in zip(texts, blanks, strict=True)])
    doc.sentence_starts = [i for i, start in enumerate(starts) if start == 1 or i == 0]
    doc.ents = tuple(Span(doc, e.start, e.end, e.label_) for e in parsed.ents)
    doc._begins = [token.idx for token in doc]
    doc._names, doc._norms = names, columns[7]
    doc.numbers = frozenset(i for i, is_number in enumerate(columns[8]) if is_number)
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
