"""A match with who takes part in it, in its setting: what the reasons against telling an event look at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from communique.events import syntax
from communique.events.gatherings import ENCOUNTERS
from communique.events.matching import Match
from communique.events.participants import Casting
from communique.events.setting import FORCE, PUBLIC, Setting
from communique.model import EntityMention
from communique.parsing.tokens import Token

STATES = PUBLIC - {"PoliticalParty"}
_HEADS = frozenset({"president", "prime minister", "premier", "chancellor", "king", "foreign minister"})


@dataclass(frozen=True, slots=True)
class Case:
    """A match with its cast, in its setting."""

    match: Match
    roles: Casting
    setting: Setting

    @property
    def others(self) -> tuple[EntityMention, ...]:
        mutual = self.match.frame.reciprocal or self.match.frame.cls in ENCOUNTERS
        return (*(self.roles.initiators[1:] if mutual else ()), *self.roles.targets, *self.roles.hosts)

    @property
    def objects(self) -> list[Token]:
        return self.match.functions.get("object")

    @property
    def tells_of_force(self) -> bool:
        """Whether another word of the sentence belongs to weapons, troops and their victims."""
        trigger = self.match.token
        return any(syntax.lemma(t) in FORCE for t in trigger.sent if t.i != trigger.i)

    def official(self, mentions: Iterable[EntityMention]) -> bool:
        """Whether any of them is."""
        return any(self.setting.is_official(m, self.match.token.doc) for m in mentions)

    def noun(self, mention: EntityMention) -> str:
        return syntax.lemma(self.match.token.doc[mention.root])


def speaks_for_state(mention: EntityMention) -> bool:
    whole = mention.kind in STATES or (mention.kind == "Group" and mention.country is not None)
    return whole or mention.title_country is not None or mention.title in _HEADS


def behind_a_thing(mentions: Sequence[EntityMention], heads: Sequence[Token]) -> bool:
    """Whether none of those found is what the heads name themselves: "Iran" of "the Iran deal"."""
    found = bool(mentions) and bool(heads)
    return found and not any(m.first <= h.i < m.stop for m in mentions for h in heads)
