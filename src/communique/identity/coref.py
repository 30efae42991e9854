"""Descriptions and pronouns: whom "the Russian minister", "both sides", "she" and "it" mean in this article.

Decided by office, state, gender, number and recency over the mentions before (Lappin and Leass 1994 in spirit:
subjects before objects, near before far), with the parse's relative clauses and appositions first.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from communique.entities.actors import Gazetteer
from communique.entities.standing import is_place
from communique.identity import people, pronouns
from communique.identity.pronouns import SUBJECTS, Past, Settled
from communique.ids import slug
from communique.model import Entity, EntityMention, Form
from communique.parsing.tokens import Doc, Token

_PEERS = frozenset(("counterpart", "colleague"))
_HEADS = frozenset(
    ("president", "prime minister", "chancellor", "king", "supreme leader", "leader", "general secretary")
)


Named = tuple[EntityMention, tuple[str, ...]]


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
    ):
        self.doc = doc
        self.names = names
        self.gazetteer = gazetteer
        self.day = day
        self.digest = digest
        self.past: list[Past] = []
        self.by_root: dict[int, Past] = {}
        self.offices: dict[str, list[EntityMention]] = {p.key: p.titles for p in named}
        self.gender = {p.key: gazetteer.gender(p.key) or p.gender for p in named}
        self.first_at = {p.key: p.mentions[0].begin for p in named}
        self.named_roots = {m.root: p.key for p in named for m in p.mentions}
        self._sentence = 0
        self._ends = [s.end for s in doc.sents]
        self._number = 0
        self.states: dict[str, tuple[str, ...]] = {}
        self.records: dict[str, Entity] = {}

    def _place(self, token: int) -> int:
        while self._number < len(self._ends) - 1 and token >= self._ends[self._number]:
            self._number += 1
        return self._number

    def note(self, mention: EntityMention, keys: tuple[str, ...], records: list[Entity]) -> None:
        """Remember a mention; they must come in text order."""
        for record in records:
            self.records[record.key] = record
        root = self.doc[mention.root]
        gender = mention.gender or (self.gender.get(keys[0]) if len(keys) == 1 else None)
        if len(keys) == 1 and mention.gender and mention.kind == "Person" and not self.gender.get(keys[0]):
            self.gender[keys[0]] = mention.gender
        past = Past(mention, keys, self._place(mention.first), _subject(root), gender)
        self.past.append(past)
        self.by_root[mention.root] = past

    # -- one mention

    def settle(self, mention: EntityMention) -> Settled:
        """(keys, new records, score, why) of a description or pronoun."""
        sentence = self._place(mention.first)
        if mention.form is Form.PRONOUN:
            return pronouns.settle(self, mention, sentence)
        if mention.title or self._lemma(mention) in _PEERS:
            return self._titled(mention)
        lemma = self._lemma(mention)
        words = mention.text.lower().split()
        both = "both" in words or "two" in words or (lemma == "side" and mention.plural and words[0] == "the")
        if lemma in self.gazetteer.nominals.pairs and both:
            pair = self._pair(mention)
            if pair:
                return pair, [], 0.7, "the two sides mentioned last"
        if mention.kind == "Country":
            return self._country(mention)
        beside = self._beside(mention) if mention.kind == "Person" and not mention.plural else None
        if beside:
            return (beside,), [], 0.9, "in apposition to the name"
        if mention.kind in ("Facility", "Region"):
            return self._place_described(mention, sentence)
        return self._group(mention, sentence)

    def _lemma(self, mention: EntityMention) -> str:
        return self.doc[mention.root].lemma_.lower()

    # -- offices

    def _titled(self, mention: EntityMention) -> Settled:
        beside = self._beside(mention)
        if beside and not mention.plural:
            return (beside,), [], 0.95, "in apposition to the name"
        title, state = mention.title or "", mention.title_country
        if self._lemma(mention) in _PEERS:
            return self._counterpart(mention)
        if mention.plural:
            return self._holders(mention, title)
        candidates = [
            (self._last(key), key)
            for key, held in self.offices.items()
            if any(
                people.same_office(title, h.title or "") and _agree(state, mention, h, self.records.get(key))
                for h in held
            )
        ]
        before = [c for c in candidates if c[0] >= 0]
        if before:
            if len(before) > 1 and state is None:
                before = self._own(before) or before
            return (max(before)[1],), [], 0.85, f"the {title} named before"
        indefinite = mention.text.lower().startswith(("a ", "an ", "any ", "every ", "each ", "no ", "some "))
        if not indefinite and not mention.former:
            of = f"country/{state}" if state else mention.title_of
            holders = self.gazetteer.holders(of, title, self.day) if of else ()
            if len(holders) == 1:
                return holders, [], 0.8, "holder of the office on the article's day, by the actor files"
            if len(candidates) == 1:
                return (candidates[0][1],), [], 0.7, f"the only {title} named"
        return self._unnamed(mention, f"{state or (mention.title_of or '').rpartition('/')[2]} {title}", "Person")

    def _beside(self, mention: EntityMention) -> str | None:
        """The person whose name the description stands in apposition to."""
        root = self.doc[mention.root]
        if root.dep_ in ("appos", "attr") and root.head.i in self.named_roots and root.dep_ == "appos":
            return self.named_roots[root.head.i]
        for child in root.children:
            if child.dep_ == "appos" and child.i in self.named_roots:
                return self.named_roots[child.i]
        if root.dep_ == "attr" and root.head.lemma_ == "be":
            for child in root.head.children:
                if child.dep_ == "nsubj" and child.i in self.named_roots:
                    return self.named_roots[child.i]
        named = self._between_commas(mention)
        if named is not None:
            return named
        if mention.first > 1 and self.doc[mention.first - 1].text == "," and root.dep_ not in SUBJECTS:
            last = self.past[-1] if self.past else None
            if (
                last
                and last.mention.stop == mention.first - 1
                and last.mention.kind == "Person"
                and len(last.keys) == 1
            ):
                return last.keys[0]
        return None

    def _between_commas(self, mention: EntityMention) -> str | None:
        """As in "his Polish counterpart, Jan Sowa, ...", whatever the parser makes of it."""
        first = mention.stop + 1
        definite = mention.text.lower().startswith(("the ", "his ", "her ", "its ", "their "))
        if not definite or first >= len(self.doc) or self.doc[first - 1].text != ",":
            return None
        for i in range(first, min(first + 5, len(self.doc))):
            if i in self.named_roots:
                name = self.names[i][0]
                closed = name.stop < len(self.doc) and self.doc[name.stop].text in (",", ".", ";", ")")
                return self.named_roots[i] if name.first == first and closed else None
        return None

    def _counterpart(self, mention: EntityMention) -> Settled:
        """Who holds the same office of the state named: "his Chinese counterpart"."""
        state = mention.country
        for past in reversed(self.past[-40:]):
            if past.mention.kind != "Person" or len(past.keys) != 1:
                continue
            for held in self.offices.get(past.keys[0], ()):
                if not held.title or state is None or held.title_country == state:
                    continue
                for key, others in self.offices.items():
                    if any(o.title == held.title and o.title_country == state for o in others):
                        return (key,), [], 0.8, "same office, the other state"
                found = self.gazetteer.holders(f"country/{state}", held.title, self.day)
                if len(found) == 1:
                    return found, [], 0.75, "same office, the other state, by the actor files"
                return self._unnamed(mention, f"{state} {held.title}", "Person")
        return self._group(mention, self._place(mention.first))

    def _holders(self, mention: EntityMention, title: str) -> Settled:
        """As in "the two presidents", "the foreign ministers": those of the office among the last persons."""
        wanted = 3 if "three" in mention.text.lower() else 2
        found: dict[str, None] = {}
        definite = mention.text.lower().startswith(("the ", "both", "two ", "their ", "these ", "all "))
        for past in reversed(self.past[-60:]):
            if past.mention.kind != "Person" or len(past.keys) != 1 or past.mention.plural or not definite:
                continue
            key = past.keys[0]
            held = self.offices.get(key, ())
            fits = any(people.same_office(title, h.title or "") for h in held) or (
                title == "leader" and any(o.title in _HEADS for o in self.gazetteer.offices(key))
            )
            if fits and (mention.country is None or self.gazetteer.country_of(key) == mention.country):
                found[key] = None
            if len(found) == wanted:
                return tuple(reversed(found)), [], 0.8, f"the {title}s named before"
        return self._group(mention, self._place(mention.first))

    def _own(self, candidates: list[tuple[int, str]]) -> list[tuple[int, str]]:
        """Of several holders those of the state of whoever is spoken of: his aide's "the president" is his own."""
        keys = {key for _, key in candidates}
        for past in reversed(self.past[-12:]):
            if len(past.keys) != 1 or past.keys[0] in keys or not past.keys[0].startswith("person/"):
                continue
            states = self._states_of(past.keys[0])
            return [(at, key) for at, key in candidates if set(self._states_of(key)) & set(states)]
        return []

    def _last(self, key: str) -> int:
        for past in reversed(self.past):
            if past.keys == (key,):
                return past.mention.begin
        return -1

    # -- several at once

    def _pair(self, mention: EntityMention) -> tuple[str, ...]:
        lemma = self._lemma(mention)
        states = lemma in ("country", "nation", "state", "neighbor", "neighbour", "government", "power", "ally")
        found: dict[str, None] = {}
        for past in reversed(self.past[-30:]):
            if len(past.keys) != 1 or past.mention.form is Form.PRONOUN:
                continue
            key = past.keys[0]
            if states:
                if past.mention.kind == "Country" and is_place(self.doc[past.mention.root]):
                    continue  # "the situation in Syria"
                key = next(iter(self._states_of(key)), "")
            elif (
                (lemma in ("man", "woman") and not key.startswith("person/"))
                or not key.startswith(("country/", "person/", "org/"))
                or (key.startswith("country/") and not past.mention.is_actor and lemma != "side")
            ):
                continue
            if key and key not in found:
                found[key] = None
            if len(found) == 2:
                return tuple(reversed(found))
        return ()

    def _states_of(self, key: str) -> tuple[str, ...]:
        if key.startswith("country/"):
            return (key,)
        record = self.records.get(key)
        return record.represents if record else ()

    def _country(self, mention: EntityMention) -> Settled:
        """As in "the country", "the kingdom": the state mentioned last, in this sentence or the one before."""
        bare = self._lemma(mention) == "state" and len(mention.text.split()) > 2  # "the abnormal state of things"
        if mention.plural or bare or not mention.text.lower().startswith(("the ", "its ", "this ")):
            return (), [], 0.2, "no state in particular"
        sentence = self._place(mention.first)
        for past in reversed(self.past):
            if sentence - past.sentence > 2:
                break
            if len(past.keys) == 1:
                for state in self._states_of(past.keys[0]):
                    return (state,), [], 0.6, "the state mentioned last"
        return (), [], 0.2, "no state named before"

    def _place_described(self, mention: EntityMention, sentence: int) -> Settled:
        """As in "the city": the city named last; otherwise an unnamed place of this article."""
        if self._lemma(mention) in ("city", "town", "capital") and mention.text.lower().startswith(("the ", "this ")):
            for past in reversed(self.past[-40:]):
                if past.mention.kind == "City" and len(past.keys) == 1 and sentence - past.sentence <= 3:
                    return past.keys, [], 0.6, "the city named last"
        key = f"place/{self.digest}-{slug(_bare(mention.text))[:60]}"
        state = mention.country or self._setting(mention)
        located = f"country/{state}" if state else None
        made = Entity(key=key, kind=mention.kind, label=_bare(mention.text), located_in=located)
        return (key,), [made], 0.5, "described, not named"

    # -- unnamed people and bodies

    def _group(self, mention: EntityMention, sentence: int) -> Settled:
        lemma = self._lemma(mention)
        within = self._within(mention)
        states = dict.fromkeys(keys[0] for name, keys in within if name.kind == "Country" and keys)
        if lemma == "side" and len(states) > 1:
            return tuple(states), [], 0.9, "the states that the words name"
        named = self._named_before(mention, lemma, sentence)
        if named:
            return named, [], 0.75, f"the {lemma} named before"
        country, why, score = mention.country, "described by its state", 0.8
        body, keys = next(((name, keys) for name, keys in within if keys and keys[0].startswith("org/")), (None, ()))
        if body is not None and country is None:
            if body.kind == "InternationalOrganization" and mention.kind in ("Group", "Person"):
                return keys, [], 0.6, "people of the organisation, which they act for"
            entity = self.gazetteer.entity(keys[0])
            country = entity.represents[0][8:] if entity and entity.represents else None
            why = "of a body of the state"
        elif country is None:
            country = self._setting(mention)
            why, score = ("state that the sentence is set in", 0.5) if country else ("described, no state", 0.5)
        if country and mention.kind in ("GovernmentBody", "Group") and self._single(mention, lemma):
            state = self.gazetteer.country(country)
            key = f"org/{country.lower()}-{slug(lemma)}"
            label = f"{lemma} of {state.label if state else country}"
            made = Entity(key=key, kind="GovernmentBody", label=label, represents=(f"country/{country}",))
            return (key,), [made], score, why
        return self._unnamed(mention, _bare(mention.text), mention.kind, country=country, score=score, why=why)

    def _named_before(self, mention: EntityMention, lemma: str, sentence: int) -> tuple[str, ...]:
        """The body whose name ends in the noun: "the ministry" after "the Russian Foreign Ministry"."""
        if mention.plural or mention.text.lower().split() != ["the", lemma]:
            return ()
        for past in reversed(self.past):
            if sentence - past.sentence > 3:
                break
            if past.mention.form is Form.NAME and len(past.keys) == 1 and past.keys[0].startswith("org/"):
                record = self.records.get(past.keys[0])
                forms = (past.mention.text, *((record.label, *record.names) if record else ()))
                if any(form.lower().endswith(f" {lemma}") for form in forms):
                    return past.keys
        return ()

    def _single(self, mention: EntityMention, lemma: str) -> bool:
        """Whether a state has one such body, so that all articles mean the same."""
        several = mention.plural and lemma not in ("police", "military")
        return lemma in self.gazetteer.nominals.institutions and not several

    def _within(self, mention: EntityMention) -> list[Named]:
        """The names within a description, in text order."""
        return [self.names[i] for i in range(mention.first, mention.root) if i in self.names]

    def _setting(self, mention: EntityMention) -> str | None:
        """The only state that the sentence names as a place, for domestic actors: "In Nepal, police arrested..."."""
        number = self._place(mention.first)
        first = self._ends[number - 1] if number else 0
        found = set()
        for i in range(first, self._ends[number]):
            name = self.names[i][0] if i in self.names else None
            place = name is not None and name.kind in ("Country", "City", "Region") and is_place(self.doc[name.root])
            if place and self.doc[i].head.head.pos_ == "PROPN":
                continue  # "the World Cup in Russia"
            if place and name is not None and name.country:
                found.add(name.country)
        return found.pop() if len(found) == 1 else None

    def _unnamed(
        self, mention: EntityMention, words: str, kind: str, *, country: str | None = None,
        score: float = 0.5, why: str = "described, not named",
    ) -> Settled:  # fmt: skip
        """Somebody of this article only: the key holds the article's digest."""
        country = country or mention.country or mention.title_country
        family = {"Person": "person", "Group": "group", "Actor": "group"}.get(kind, "org")
        words = words.strip() or mention.text
        key = f"{family}/{self.digest}-{slug(words)[:60]}" + (f"-{country.lower()}" if country else "")
        states = [name.country for name, _ in self._within(mention) if name.kind == "Country"]
        if country not in states or any(self.doc[i].text == "-" for i in range(mention.first, mention.stop)):
            states = [country]  # not "US-backed Syrian rebels", who are no Americans
        found = dict.fromkeys(f"country/{state}" for state in states if state)
        represents = tuple(found) if country and not mention.former else ()
        made = Entity(key=key, kind=kind, label=_bare(mention.text), represents=represents)
        return (key,), [made], score, why


def _subject(root: Token) -> bool:
    head = root
    while head.dep_ == "conj" and head.head.i != head.i:
        head = head.head
    return head.dep_ in SUBJECTS


def _agree(state: str | None, mention: EntityMention, held: EntityMention, record: Entity | None) -> bool:
    if mention.former != held.former and mention.former:
        return False
    theirs = held.title_country or (record.represents[0][8:] if record and record.represents else None)
    if mention.title_of and held.title_of and mention.title_of != held.title_of:
        return False
    return state is None or theirs is None or state == theirs


def _bare(text: str) -> str:
    words = " ".join(text.split()).split(" ")
    while len(words) > 1 and words[0].lower() in ("the", "a", "an", "some", "his", "her", "its", "their", "our", "my"):
        words = words[1:]
    return " ".join(words)
