"""What an article has mentioned so far, in text order: the memory that descriptions and pronouns are read against."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from communique.entities.actors import Gazetteer
from communique.entities.standing import first_conjunct
from communique.identity import people
from communique.identity.pronouns import SUBJECTS, Past, Settled
from communique.ids import slug
from communique.model import Entity, EntityMention, EventMention, Form
from communique.parsing.tokens import Doc, Token

Named = tuple[EntityMention, tuple[str, ...]]
_MARKS = frozenset("\"'`“”„«‘")
_NEAR = 40  # mentions before a speaker among which those in their own words are
_DETERMINERS = frozenset(
    ("the", "a", "an", "some", "his", "her", "its", "their", "our", "my", "whose", "this", "these", "that", "those")
)


class Discourse:
    """What has been mentioned so far in an article."""

    def __init__(
        self,
        doc: Doc,
        gazetteer: Gazetteer,
        *,
        day: date | None,
        digest: str,
        named: list[people.Person],
        names: Mapping[int, Named],
        said: Sequence[EventMention] = (),
    ):
        self.doc = doc
        self.names = names
        self.starts = {name.first: name for name, _ in names.values()}
        self.gazetteer = gazetteer
        self.day = day
        self.digest = digest
        self.past: list[Past] = []
        self.by_root: dict[int, Past] = {}
        self.offices: dict[str, list[EntityMention]] = {p.key: list(p.titles) for p in named}
        self.gender = {p.key: gazetteer.gender(p.key) or p.gender for p in named}
        self.named_roots = {m.root: p.key for p in named for m in p.mentions}
        self.ends = [s.end for s in doc.sents]
        self.records: dict[str, Entity] = {}
        self._number = 0
        self._said = {(m.begin, m.end): s for s in said for m in s.initiators}
        spoken = ((span, n) for n, s in enumerate(said) if s.is_direct for span in s.content)
        self._quoted = sorted((span, n) for span, n in spoken if doc.text[span[0]] in _MARKS)
        self._statements = said
        self._persons = sorted((n for n in names.values() if n[0].kind == "Person"), key=lambda n: n[0].begin)

    def speaks(self, mention: EntityMention) -> bool:
        """Whether the mention is the speaker of a statement."""
        return (mention.begin, mention.end) in self._said

    def others(self, mention: EntityMention) -> set[tuple[str, ...]]:
        """Whom a pronoun cannot mean by what is said: as a speaker those whom his words or the question name and
        those whom he speaks to, within direct speech the speaker."""
        found: list[Named] = []
        if (statement := self._said.get((mention.begin, mention.end))) is not None:
            found = [n for begin, end in statement.content for n in self._named_within(begin, end)]
            found += [(p.mention, p.keys) for p in self.past[-_NEAR:] if _is_told_of(p.mention, statement)]
            asked = {t.i for child in self.doc[mention.root].head.lefts if _is_question(child) for t in child.subtree}
            found += [self.names[i] for i in asked if i in self.names]
            heard = (self.by_root.get(m.root) for m in statement.targets)
            found += [(past.mention, past.keys) for past in heard if past is not None]
        if (quotation := self.quotation(mention)) is not None and mention.gender:
            roots = [m.root for m in self._statements[quotation].initiators]
            found += [self.names[i] for i in roots if i in self.names]
            found += [(self.by_root[i].mention, self.by_root[i].keys) for i in roots if i in self.by_root]
        return {keys for _, keys in found if keys}

    def _named_within(self, begin: int, end: int) -> list[Named]:
        first = bisect_left(self._persons, begin, key=lambda n: n[0].begin)
        stop = bisect_left(self._persons, end, key=lambda n: n[0].begin)
        return self._persons[first:stop]

    def quotation(self, mention: EntityMention) -> int | None:
        """The number of the statement in whose direct speech the mention stands."""
        at = bisect_right(self._quoted, ((mention.begin, len(self.doc.text)), 0)) - 1
        if at < 0:
            return None
        (_, end), number = self._quoted[at]
        return number if end >= mention.end else None

    def sentence(self, token: int) -> int:
        """The number of the sentence that a token stands in; asked in text order."""
        while self._number < len(self.ends) - 1 and token >= self.ends[self._number]:
            self._number += 1
        while self._number and token < self.ends[self._number - 1]:
            self._number -= 1
        return self._number

    def note(self, mention: EntityMention, keys: tuple[str, ...], records: list[Entity]) -> None:
        """Remember a mention; they must come in text order."""
        for record in records:
            self.records[record.key] = record
        root = self.doc[mention.root]
        gender = mention.gender or (self.gender.get(keys[0]) if len(keys) == 1 else None)
        is_sure = mention.form is not Form.PRONOUN or root.dep_ in SUBJECTS or root.tag_ == "PRP$"  # "him" errs more
        if is_sure and len(keys) == 1 and mention.gender and mention.kind == "Person" and not self.gender.get(keys[0]):
            self.gender[keys[0]] = mention.gender
        head = _first(root)
        past = Past(
            mention, keys, self.sentence(mention.first), head.dep_ in SUBJECTS, gender, _leads(head),
            quoted=self.quotation(mention) is not None, speaks=self.speaks(mention),
        )  # fmt: skip
        self.past.append(past)
        self.by_root[mention.root] = past
        if head.i != root.i and head.i in self.by_root and len(keys) == 1:
            self._note_together(past, self.by_root[head.i])

    def _note_together(self, past: Past, first: Past) -> None:
        """Coordinated people or states are what "they" can mean: "Sow and his deputy arrived. They met ..."."""
        family = past.keys[0].partition("/")[0]
        if family not in ("person", "country", "org") or not first.keys:
            return
        if any(key.partition("/")[0] != family for key in first.keys):
            return
        earlier = next(
            (p.keys for p in reversed(self.past[-6:]) if len(p.keys) > 1 and p.mention.begin == first.mention.begin),
            first.keys,
        )
        keys = tuple(dict.fromkeys((*earlier, *past.keys)))
        if len(keys) > 1:
            joint = replace(first.mention, plural=True)
            self.past.append(replace(first, mention=joint, keys=keys, gender=None))

    def lemma(self, mention: EntityMention) -> str:
        """The lemma of a description's noun, in lower case."""
        return self.doc[mention.root].lemma_.lower()

    def last(self, key: str) -> int:
        """Where somebody was mentioned last; -1: not yet."""
        for past in reversed(self.past):
            if past.keys == (key,):
                return past.mention.begin
        return -1

    def states_of(self, key: str) -> tuple[str, ...]:
        """The keys of the states in whose name an actor acts."""
        if key.startswith("country/"):
            return (key,)
        record = self.records.get(key)
        return record.represents if record else ()

    def is_kingdom(self, state: str) -> bool:
        """Whether a state calls itself a kingdom, so that "the kingdom" can mean it."""
        known = self.gazetteer.entity(state)
        return known is not None and any("kingdom" in name.lower() for name in (known.label, *known.names))

    def within(self, mention: EntityMention) -> list[Named]:
        """The names within a description, in text order."""
        return [self.names[i] for i in range(mention.first, mention.root) if i in self.names]

    def unnamed(
        self, mention: EntityMention, words: str, kind: str, *, country: str | None = None,
        score: float = 0.5, why: str = "described, not named",
    ) -> Settled:  # fmt: skip
        """Somebody of this article only: the key holds the article's digest."""
        country = country or mention.country or mention.title_country
        family = {"Person": "person", "Group": "group", "Actor": "group"}.get(kind, "org")
        words = words.strip() or mention.text
        key = f"{family}/{self.digest}-{slug(words)[:60]}" + (f"-{country.lower()}" if country else "")
        states = [name.country for name, _ in self.within(mention) if name.kind == "Country"]
        if country not in states or any(self.doc[i].text == "-" for i in range(mention.first, mention.stop)):
            states = [country]  # not "US-backed Syrian rebels", who are no Americans
        found = dict.fromkeys(f"country/{state}" for state in states if state)
        represents = tuple(found) if country and not mention.former else ()
        made = Entity(key=key, kind=kind, label=bare(mention.text), represents=represents)
        return (key,), [made], score, why


def bare(text: str) -> str:
    """A description without its determiners."""
    words = " ".join(text.split()).split(" ")
    while len(words) > 1 and words[0].lower() in _DETERMINERS:
        words = words[1:]
    return " ".join(words)


def _is_told_of(mention: EntityMention, statement: EventMention) -> bool:
    """Whether a statement's words describe the mentioned: "“A fool of a captain,” he said"."""
    within = any(begin <= mention.begin and mention.end <= end for begin, end in statement.content)
    return within and mention.form is Form.NOMINAL


def _is_question(token: Token) -> bool:
    """What somebody was asked before he speaks: "asked about Roth, he said ..."."""
    return token.dep_ == "advcl" and token.tag_ == "VBN" and token.lemma_ in ("ask", "press", "question", "quiz")


def _first(root: Token) -> Token:
    """The first of coordinated words; unlike `first_conjunct`, not across an apposition."""
    while root.dep_ == "conj" and root.head.i < root.i:
        root = root.head
    return root


def _leads(head: Token) -> bool:
    """Whether a word is the subject of its sentence's main clause, of which the next sentence goes on to speak."""
    return head.dep_ in SUBJECTS and first_conjunct(head.head).dep_ == "ROOT"
